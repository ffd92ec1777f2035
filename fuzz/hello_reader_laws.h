// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of HelloReader, as plain functions: whatever the records and the pieces, it says what
// Decode says of the joined message.

#ifndef HARDWIRE_FUZZ_HELLO_READER_LAWS_H_
#define HARDWIRE_FUZZ_HELLO_READER_LAWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// Heads of kept extensions are longer than on the wire by half.
constexpr size_t kMaxReaderMemory = 3 * (16384 + 4) / 2;

constexpr tls::HelloKeep kKeepAll = {true, true, true, true};

inline bool SameBytes(Bytes a, Bytes b) {
  return a.size() == b.size() && (a.empty() || memcmp(a.data(), b.data(), a.size()) == 0);
}
inline bool SameStep(const tls::HelloStep& a, const tls::HelloStep& b) {
  return a.outcome == b.outcome && a.result == b.result;
}

// Feeds `stream` in pieces of 1 to `most` octets, each in a heap block of its own. No call
// allocates; need-more never asks for less than before, nor for what is there.
inline tls::HelloStep FeedAll(tls::HelloReader* reader, Bytes stream, size_t most, Random* random,
                              Bytes input) {
  tls::HelloStep step = reader->Feed(Bytes());
  for (size_t at = 0; at < stream.size();) {
    const size_t size = std::min(stream.size() - at, 1 + random->Below(most));
    const Block piece(Bytes(stream.data() + at, size));
    const uint32_t before = step.result.needed();
    const bool waiting = step.outcome == tls::HelloOutcome::kNeedMore;
    const tls::HelloStep last = step;
    const uint64_t allocations = Allocations();
    step = reader->Feed(piece.bytes());
    Require(Allocations() == allocations, "8: reading a hello allocates nothing", input);
    at += size;
    if (!waiting) Require(SameStep(step, last), "2: what is decided stays so", input);
    Require(SameStep(reader->Feed(Bytes()), step), "2: no octet changes nothing", input);
    if (step.outcome == tls::HelloOutcome::kNeedMore) {
      Require(step.result.code() == Code::kNeedMore && step.result.needed() > at,
              "3: need-more asks for more than there is", input);
    }
    if (waiting && step.outcome == tls::HelloOutcome::kComplete) {
      Require(step.result.consumed() >= before, "3: need-more is never above the hello", input);
    }
  }
  return step;
}

// The same stream with Read, of which each call has all that has arrived.
inline tls::HelloStep ReadAll(tls::HelloReader* reader, Bytes stream, size_t most, Random* random) {
  tls::HelloStep step = reader->Read(Bytes());
  for (size_t at = 0; at < stream.size();) {
    at += std::min(stream.size() - at, 1 + random->Below(most));
    const Block arrived(First(stream, at));
    step = reader->Read(arrived.bytes());
  }
  return step;
}

// The records of a message, cut into fragments of 1 to `most` octets; now and then an empty one.
// Returns how many octets it writes to `out`, which has room for six times the message and more.
inline size_t CutIntoRecords(Bytes message, size_t most, Random* random, Block* out) {
  Span<uint8_t> room = out->writable();
  size_t size = 0;
  int empty = 0;
  for (size_t at = 0; at < message.size();) {
    const bool none = empty < 8 && random->Below(32) == 0;
    empty += none;
    const size_t count = none ? 0 : std::min(message.size() - at, 1 + random->Below(most));
    const uint8_t header[] = {22, 3, 1, static_cast<uint8_t>(count >> 8),
                              static_cast<uint8_t>(count)};
    memcpy(room.data() + size, header, sizeof(header));
    if (count != 0) memcpy(room.data() + size + sizeof(header), message.data() + at, count);
    size += sizeof(header) + count;
    at += count;
  }
  return size;
}

// What is kept of an extension that is not kept whole, seen from the whole body.
inline void CheckKept(const tls::Extension& whole, const tls::KeptExtension& kept, Bytes input) {
  const auto type = static_cast<tls::ExtensionType>(whole.type);
  Require(whole.type == kept.type && whole.body.size() == kept.size, "11: the same list", input);
  if (kept.IsWhole()) {
    Require(SameBytes(whole.body, kept.kept), "11: the same body", input);
    return;
  }
  Require(kept.kept.size() < whole.body.size(), "11: not more than there was", input);
  if (type == tls::ExtensionType::kEncryptedClientHello) {
    Require(SameBytes(First(whole.body, kept.kept.size()), kept.kept), "11: its front", input);
    return;
  }
  const bool nothing = type == tls::ExtensionType::kPreSharedKey ||
                       type == tls::ExtensionType::kSessionTicket ||
                       type == tls::ExtensionType::kPadding;
  Require(nothing ? kept.kept.empty() : type == tls::ExtensionType::kKeyShare,
          "11: all other bodies are kept", input);
}

// Whether a question has the same answer. The values are compared by `same`.
template <typename Value, typename Of, typename OfView, typename Same>
void CheckAnswer(const tls::ClientHello& hello, const tls::HelloView& view, Of of, OfView of_view,
                 Same same, Bytes input) {
  Value a;
  Value b;
  const tls::Finding found = of(hello, &a);
  const tls::Finding in_view = of_view(view, &b);
  Require(found.presence == in_view.presence && found.result.detail() == in_view.result.detail(),
          "11: a view gives the answer of the hello", input);
  if (found.presence == tls::Presence::kPresent) {
    Require(same(a, b), "11: a view gives the value of the hello", input);
  }
}

inline bool SameNumbers(const tls::Numbers& a, const tls::Numbers& b) {
  bool same = a.size() == b.size();
  for (size_t i = 0; same && i < a.size(); ++i) same = a[i] == b[i];
  return same;
}
inline bool SameShares(tls::KeyShares a, tls::KeyShares b) {
  tls::KeyShare one;
  tls::KeyShare other;
  while (a.Next(&one)) {
    if (!b.Next(&other) || one.group != other.group || one.size != other.size) return false;
  }
  return !b.Next(&other);
}

inline void CheckAnswers(const tls::ClientHello& hello, const tls::HelloView& view, Bytes input) {
  using tls::ClientHello;
  using tls::HelloView;
  const auto numbers = [&](auto of, auto of_view) {
    CheckAnswer<tls::Numbers>(hello, view, of, of_view, SameNumbers, input);
  };
  numbers([](const ClientHello& h, auto* v) { return FindSupportedVersions(h, v); },
          [](const HelloView& h, auto* v) { return FindSupportedVersions(h, v); });
  numbers([](const ClientHello& h, auto* v) { return FindSupportedGroups(h, v); },
          [](const HelloView& h, auto* v) { return FindSupportedGroups(h, v); });
  numbers([](const ClientHello& h, auto* v) { return FindSignatureAlgorithms(h, v); },
          [](const HelloView& h, auto* v) { return FindSignatureAlgorithms(h, v); });
  CheckAnswer<tls::ServerName>(
      hello, view, [](const ClientHello& h, auto* v) { return FindServerName(h, v); },
      [](const HelloView& h, auto* v) { return FindServerName(h, v); },
      [](const auto& a, const auto& b) {
        return a.host_name == b.host_name && a.violations == b.violations;
      },
      input);
  CheckAnswer<tls::ProtocolNames>(
      hello, view, [](const ClientHello& h, auto* v) { return FindProtocolNames(h, v); },
      [](const HelloView& h, auto* v) { return FindProtocolNames(h, v); },
      [](auto a, auto b) {
        string_view one;
        string_view other;
        while (a.Next(&one)) {
          if (!b.Next(&other) || one != other) return false;
        }
        return !b.Next(&other);
      },
      input);
  CheckAnswer<tls::KeyShares>(
      hello, view, [](const ClientHello& h, auto* v) { return FindKeyShares(h, v); },
      [](const HelloView& h, auto* v) { return FindKeyShares(h, v); }, SameShares, input);
  CheckAnswer<tls::Ech>(
      hello, view, [](const ClientHello& h, auto* v) { return FindEch(h, v); },
      [](const HelloView& h, auto* v) { return FindEch(h, v); },
      [](const auto& a, const auto& b) {
        return a.kind == b.kind && a.kdf == b.kdf && a.aead == b.aead &&
               a.config_id == b.config_id && SameBytes(a.enc, b.enc);
      },
      input);
}

// A view of the reader beside the hello that Decode reads from the joined message.
inline void CheckView(const tls::ClientHello& hello, const tls::HelloView& view, bool all,
                      Bytes input) {
  Require(view.legacy_version == hello.legacy_version && SameBytes(view.random, hello.random) &&
              SameBytes(view.session_id, hello.session_id) &&
              SameBytes(view.cipher_suites, hello.cipher_suites) &&
              SameBytes(view.compression_methods, hello.compression_methods) &&
              view.has_extensions == hello.has_extensions && view.violations == hello.violations,
          "11: the fields of the joined message", input);
  tls::ExtensionList list(hello);
  tls::KeptExtensions kept_list(view);
  tls::Extension whole;
  tls::KeptExtension kept;
  while (list.Next(&whole)) {
    Require(kept_list.Next(&kept), "11: every extension is there", input);
    Require(!all || kept.IsWhole(), "11: all of it is kept", input);
    CheckKept(whole, kept, input);
  }
  Require(!kept_list.Next(&kept), "11: no extension is added", input);
  CheckAnswers(hello, view, input);
}

inline tls::HelloOutcome OutcomeOf(Result decoded) {
  if (decoded.ok()) return tls::HelloOutcome::kComplete;
  if (decoded.code() == Code::kNeedMore) return tls::HelloOutcome::kNeedMore;
  if (decoded.detail() == Detail::kNotClientHello) return tls::HelloOutcome::kNotClientHello;
  if (decoded.detail() == Detail::kHandshakeTooLong) return tls::HelloOutcome::kOverLimit;
  return tls::HelloOutcome::kMalformed;
}

// Any octets, as a stream: however they are cut, it comes to the same. `room` is the memory.
inline void CheckAnyStream(Bytes stream, Policy policy, tls::HelloKeep keep, size_t room,
                           Random* random, Bytes input) {
  Block memory(room);
  Block other(room);
  const bool none = room == 0;
  tls::HelloReader whole(none ? Span<uint8_t>() : memory.writable(), {}, keep, policy);
  const tls::HelloStep step = whole.Feed(stream);
  tls::HelloReader cut(none ? Span<uint8_t>() : other.writable(), {}, keep, policy);
  const tls::HelloStep pieces = FeedAll(&cut, stream, 1 + random->Below(9), random, input);
  Require(SameStep(step, pieces), "11: any chunking comes to the same", input);
  const bool fine =
      step.outcome == tls::HelloOutcome::kComplete || step.outcome == tls::HelloOutcome::kNeedMore;
  Require(whole.sslv2_version() == cut.sslv2_version() &&
              (!fine || (whole.kept() == cut.kept() && whole.taken() == cut.taken())),
          "11: any chunking keeps the same", input);
  Require(whole.unverified().server_name == cut.unverified().server_name &&
              whole.unverified().legacy_version == cut.unverified().legacy_version,
          "11: any chunking shows the same", input);
  const tls::HelloStep end = cut.End();
  Require(SameStep(end, whole.End()), "11: any chunking ends in the same", input);
  if (step.outcome != tls::HelloOutcome::kNeedMore) {
    Require(SameStep(end, step), "2: what is decided stays so", input);
    return;
  }
  Require(end.outcome == tls::HelloOutcome::kEndedInside && end.result.offset() == stream.size(),
          "1: what is not decided ends inside", input);
}

// `message` cut into records of up to `record` octets and pieces of up to `piece`.
inline void CheckCuts(Bytes message, Policy policy, bool all, size_t record, size_t piece,
                      Random* random, Bytes input) {
  // What the header says is behind the hello is another message, which no record may hold too.
  if (message.size() >= 4) {
    const size_t length = size_t{message[1]} << 16 | size_t{message[2]} << 8 | message[3];
    message = First(message, std::min(message.size(), 4 + length));
  }
  tls::ClientHello hello;
  const Result joined = Decode(message, &hello, tls::HelloContext::Tls({16384}), policy);
  Block room(6 * message.size() + 64);
  const size_t size = CutIntoRecords(message, record, random, &room);
  const Bytes stream = First(room.bytes(), size);
  Block memory(kMaxReaderMemory);
  const tls::HelloKeep keep = all ? kKeepAll : tls::HelloKeep();
  tls::HelloReader reader(memory.writable(), {}, keep, policy.Accepting(Violation::kEmptyFragment));
  const tls::HelloStep step = FeedAll(&reader, stream, piece, random, input);
  Require(step.outcome == OutcomeOf(joined), "11: the outcome of the joined message", input);
  if (!joined.ok() && joined.code() != Code::kNeedMore) {
    Require(step.result == joined, "11: the error of the joined message", input);
  }
  if (joined.ok()) {
    Require(step.result.consumed() == size, "4: the stream up to the end of the hello", input);
    CheckView(hello, reader.view(), all, input);
  } else {
    Require(reader.view().extensions.empty() && !reader.view().has_extensions,
            "5: there is no view of what is not complete", input);
  }
  const size_t rooms[] = {0, 40, 100, 300, 1024, kMaxReaderMemory};
  CheckAnyStream(First(stream, random->Below(size + 1)),
                 policy.Accepting(Violation::kEmptyFragment), keep, rooms[random->Below(6)], random,
                 input);
  // Memory of the size that is needed is enough, and any less is not.
  if (!joined.ok() || reader.kept() == 0) return;
  for (const size_t less : {size_t{0}, size_t{1}}) {
    Block exact(reader.kept() - less);
    tls::HelloReader again(exact.writable(), {}, keep, policy.Accepting(Violation::kEmptyFragment));
    const tls::HelloStep last = ReadAll(&again, stream, piece, random);
    if (less == 0) {
      Require(SameStep(last, step), "11: Read says what Feed says", input);
      CheckView(hello, again.view(), all, input);
    } else {
      Require(last.outcome == tls::HelloOutcome::kMemoryTooSmall &&
                  last.result.needed() == reader.kept() && again.unverified().server_name.empty(),
              "5: a short memory is refused with the size needed", input);
    }
  }
}

// The first four octets choose policy and cuts. The rest is a message, and a stream.
inline void CheckHelloReader(Bytes input) {
  if (input.size() < 4) return;
  Random random(Hash(input) | 1);
  const Policy policy = kPolicies[input[0] % 3];
  Bytes rest = input;
  rest.remove_prefix(4);
  constexpr size_t kMosts[] = {1, 2, 5, 20, 100, 16384};
  CheckCuts(rest, policy, (input[0] & 4) != 0, kMosts[input[1] % 6], kMosts[input[2] % 6], &random,
            input);
  CheckAnyStream(rest, policy, {}, kMaxReaderMemory, &random, input);
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_HELLO_READER_LAWS_H_
