// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/reassembly.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"
#include "test/bench/growth.h"

namespace hardwire {
namespace bench {
namespace {

using Bytes = Span<const uint8_t>;
using Shared = std::shared_ptr<const Octets>;

constexpr size_t kMebi = size_t{1} << 20;

void AppendRecord(uint8_t type, Bytes fragment, Octets* out) {
  out->insert(out->end(), {type, 3, 3});
  AppendNumber(fragment.size(), 2, out);
  out->insert(out->end(), fragment.begin(), fragment.end());
}

// `count` records with `size` octets of application data each.
Shared Records(size_t count, size_t size) {
  Octets octets;
  const Octets fragment(size, 'a');
  for (size_t i = 0; i < count; ++i) AppendRecord(23, fragment, &octets);
  return std::make_shared<const Octets>(octets);
}

// Every event of a chunk.
bool Drain(Bytes chunk, tls::RecordStream* stream) {
  tls::StreamEvent event;
  do {
    const Result result = stream->Next(chunk, &event);
    if (!result.ok()) return false;
    chunk.remove_prefix(result.consumed());
  } while (event.kind != tls::StreamEvent::Kind::kNone);
  return chunk.empty();
}

// The same records again and again until there were `total` octets.
Work StreamOf(Shared records, size_t total) {
  return [records, total] {
    tls::RecordStream stream;
    for (size_t done = 0; done < total; done += records->size()) {
      if (!Drain(*records, &stream)) return false;
    }
    return true;
  };
}

// One pass over `octets`, in pieces of `size`.
template <typename Take>
bool InPieces(Bytes octets, size_t size, Take take) {
  for (; !octets.empty(); octets.remove_prefix(std::min(size, octets.size()))) {
    if (!take(octets.subspan(0, size))) return false;
  }
  return true;
}

Work CutRecords(Shared records, size_t chunk) {
  return [records, chunk] {
    tls::RecordStream stream;
    return InPieces(*records, chunk, [&stream](Bytes piece) { return Drain(piece, &stream); });
  };
}

void AppendRecordStream(std::vector<Growth>* all) {
  all->push_back({"RecordStream, in all", "MiB in records of 16 KiB", EighthsOf(1024),
                  [](size_t size) { return StreamOf(Records(1, 16384), size * kMebi); }});
  all->push_back({"RecordStream, a chunk", "records of 100 octets", EighthsOf(10000),
                  [](size_t size) { return StreamOf(Records(size, 100), 1); }});
  all->push_back({"RecordStream, a chunk", "records of 1 octet", EighthsOf(10000),
                  [](size_t size) { return StreamOf(Records(size, 1), 1); }});
  all->push_back({"RecordStream, octet by octet", "octets of a record", EighthsOf(16384),
                  [](size_t size) { return CutRecords(Records(1, size), 1); }});
}

// A hello of `size` octets or a few more, in records of `record` octets.
Shared HelloStream(size_t size, size_t record) {
  const Octets message = HelloOf(1, 0, std::max<size_t>(size, 64) - 60);
  Octets stream;
  InPieces(message, record, [&stream](Bytes piece) {
    AppendRecord(22, piece, &stream);
    return true;
  });
  return std::make_shared<const Octets>(stream);
}

Work ReadHello(Shared stream, size_t piece) {
  const auto memory = std::make_shared<Octets>(stream->size());
  return [stream, piece, memory] {
    tls::HelloReader reader(MakeSpan(*memory));
    tls::HelloStep step;
    InPieces(*stream, piece, [&reader, &step](Bytes more) {
      step = reader.Feed(more);
      return true;
    });
    return step.outcome == tls::HelloOutcome::kComplete;
  };
}

Work FindName(size_t extensions) {
  Octets octets = HelloOf(1, extensions, 0);
  const auto kept = std::make_shared<const Octets>(octets);
  const auto hello = std::make_shared<tls::ClientHello>();
  if (!Decode(*kept, hello.get(), tls::HelloContext::Tls()).ok()) return [] { return false; };
  return [kept, hello] {
    tls::ServerName name;
    return FindServerName(*hello, &name).presence == tls::Presence::kAbsent;
  };
}

void AppendHelloReader(std::vector<Growth>* all) {
  constexpr size_t kMost = 16000;
  all->push_back({"HelloReader, in one piece", "octets of the hello", EighthsOf(kMost, 64),
                  [](size_t size) { return ReadHello(HelloStream(size, 16384), SIZE_MAX); }});
  all->push_back({"HelloReader, octet by octet", "octets of the hello", EighthsOf(kMost, 64),
                  [](size_t size) { return ReadHello(HelloStream(size, 16384), 1); }});
  all->push_back({"HelloReader, records of one octet", "octets of the hello", EighthsOf(kMost, 64),
                  [](size_t size) { return ReadHello(HelloStream(size, 1), SIZE_MAX); }});
  all->push_back({"FindServerName", "extensions", EighthsOf(16000), FindName});
}

// A message of `size` octets in pieces of 16, the last one first if `backwards`.
Work Reassemble(size_t size, bool backwards) {
  constexpr size_t kPiece = 16;
  const auto message = std::make_shared<const Octets>(size * kPiece, 'a');
  const auto memory = std::make_shared<Octets>(message->size());
  const auto bits = std::make_shared<Octets>(tls::ReassemblyBits(message->size()));
  return [message, memory, bits, size, backwards] {
    tls::Reassembly reassembly(MakeSpan(*memory), MakeSpan(*bits));
    if (!reassembly.SetLength(static_cast<uint32_t>(message->size())).ok()) return false;
    for (size_t i = 0; i < size; ++i) {
      const size_t at = kPiece * (backwards ? size - 1 - i : i);
      const Bytes piece = Bytes(*message).subspan(at, kPiece);
      if (!reassembly.Add(static_cast<uint32_t>(at), piece).ok()) return false;
    }
    return reassembly.complete();
  };
}

Work Split(size_t size) {
  constexpr tls::RecordContext kContext = tls::RecordContext::Protected(0x0303);
  const auto content = std::make_shared<const Octets>(1024 * size, 'a');
  const auto room = std::make_shared<Octets>(tls::SplitSize(content->size(), kContext));
  return [content, room] {
    return EncodeSplit(tls::ContentType::kApplicationData, 0x0303, *content, MakeSpan(*room),
                       tls::RecordContext::Protected(0x0303))
        .ok();
  };
}

// A datagram of `count` records of DTLS 1.2 with no octets.
Work ReadDatagram(size_t count) {
  Octets octets;
  for (size_t i = 0; i < count; ++i) {
    octets.insert(octets.end(), {23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9, 0, 0});
  }
  const auto kept = std::make_shared<const Octets>(octets);
  return [kept, count] {
    tls::DtlsDatagram datagram(*kept);
    tls::DtlsRecord record;
    size_t records = 0;
    while (Next(&datagram, &record, tls::DtlsContext::Dtls12()).event == tls::DtlsEvent::kRecord) {
      ++records;
    }
    return records == count;
  };
}

Work ParseName(size_t size) {
  const auto text = std::make_shared<const std::string>(std::string(size, 'a') + ":443");
  return [text] {
    socks::Address address;
    return Parse(string_view(text->data(), text->size()), &address).ok();
  };
}

Work FormatName(size_t size) {
  const auto name = std::make_shared<const std::string>(size, 'a');
  return [name] {
    std::array<char, socks::kMaxAddressText> room;
    const string_view view(name->data(), name->size());
    return Format(socks::Address::Domain(view, 443), MakeSpan(room)).ok();
  };
}

}  // namespace

std::vector<Growth> StreamGrowth() {
  std::vector<Growth> all;
  AppendRecordStream(&all);
  AppendHelloReader(&all);
  // From 8 pieces on: where the memory ends, the bits are less than a word, and take other code.
  all.push_back({"Reassembly, in order", "pieces of 16 octets", EighthsOf(4096, 8),
                 [](size_t size) { return Reassemble(size, false); }});
  all.push_back({"Reassembly, backwards", "pieces of 16 octets", EighthsOf(4096, 8),
                 [](size_t size) { return Reassemble(size, true); }});
  all.push_back({"EncodeSplit", "KiB of content", EighthsOf(1024), Split});
  all.push_back({"Next of a DTLS datagram", "records", EighthsOf(5000), ReadDatagram});
  all.push_back({"Parse of an address", "octets of the name", EighthsOf(255), ParseName});
  all.push_back({"Format of an address", "octets of the name", EighthsOf(255), FormatName});
  return all;
}

Growth SquareGrowth() {
  return {"a new HelloReader for each octet", "octets of the hello", EighthsOf(400, 64),
          [](size_t size) -> Work {
            const Shared stream = HelloStream(size, 16384);
            const auto memory = std::make_shared<Octets>(stream->size());
            return [stream, memory] {
              for (size_t have = 1; have <= stream->size(); ++have) {
                tls::HelloReader reader(MakeSpan(*memory));
                InPieces(Bytes(*stream).subspan(0, have), 1, [&reader](Bytes more) {
                  reader.Feed(more);
                  return true;
                });
              }
              return true;
            };
          }};
}

}  // namespace bench
}  // namespace hardwire
