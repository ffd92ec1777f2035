// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Streams of hellos in every three pieces, and in records of every size: what HelloReader says
// behind a prefix does not depend on how it came.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"
#include "test/tls/hello_samples.h"

namespace hardwire {
namespace tls {
namespace {

using Bytes = Span<const uint8_t>;

constexpr std::array<Policy, 3> kPolicies = {Policy::Strict(), Policy::Interop(),
                                             Policy::Lenient()};
HelloKeep KeepOf(unsigned bits) {
  return {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
}

// Behind a failure the counts depend on the pieces.
using Said = std::tuple<HelloOutcome, Result, uint32_t, uint32_t, uint32_t, uint16_t, std::string>;
Said WhatIsSaid(const HelloReader& reader, const HelloStep& step) {
  if (step.outcome != HelloOutcome::kNeedMore && step.outcome != HelloOutcome::kComplete) {
    return {step.outcome, step.result, 0, 0, 0, 0, ""};
  }
  const UnverifiedHello read = reader.unverified();
  return {step.outcome,
          step.result,
          reader.taken(),
          reader.records(),
          reader.kept(),
          read.legacy_version,
          std::string(read.server_name)};
}

// The stream in pieces that end at every two of its octets, one of them empty where these are the
// same.
void ExpectNoCutMatters(const Octets& stream, HelloKeep keep, Policy policy) {
  std::vector<Said> said;
  std::string fields;
  for (size_t end = 0; end <= stream.size(); ++end) {
    Octets memory(2048);
    HelloReader reader(MakeSpan(memory), {}, keep, policy);
    said.push_back(WhatIsSaid(reader, reader.Feed(Cut(stream, 0, end))));
    fields = Fields(reader.view());
  }
  for (size_t first = 0; first < stream.size(); ++first) {
    Octets memory(2048);
    HelloReader begun(MakeSpan(memory), {}, keep, policy);
    (void)begun.Feed(Cut(stream, 0, first));
    for (size_t second = first; second <= stream.size(); ++second) {
      HelloReader reader = begun;  // in the same memory, of which it writes what is not yet kept
      const HelloStep middle = reader.Feed(Cut(stream, first, second));
      ASSERT_EQ(WhatIsSaid(reader, middle), said[second]) << first << " " << second;
      const HelloStep last = reader.Feed(Cut(stream, second, stream.size()));
      ASSERT_EQ(WhatIsSaid(reader, last), said.back()) << first << " " << second;
      ASSERT_EQ(Fields(reader.view()), fields) << first << " " << second;
    }
  }
}

TEST(HelloCutsTest, ThreePieces) {
  for (const Octets& message : Messages()) {
    ExpectNoCutMatters(TlsRecord(message), {}, Policy::Interop());
    ExpectNoCutMatters(TlsRecord(message), KeepOf(15), Policy::Lenient());
  }
}

TEST(HelloCutsTest, ThreePiecesOfRecords) {
  const Octets message = Whole().Message();
  ExpectNoCutMatters(TlsRecords(message, 7), {}, Policy::Interop());
  ExpectNoCutMatters(TlsRecords(message, 101) + Hex("17 0303 0001"), {}, Policy::Interop());
  ExpectNoCutMatters(TlsRecord(message + Hex("0b 000000")), {}, Policy::Lenient());
  ExpectNoCutMatters(
      TlsRecord({}) + TlsRecord(First(message, 60)) + TlsRecord({}) + TlsRecord(message), {},
      Policy::Interop());
}

// The message in one record, and in records of each size: in one piece, and octet by octet.
void ExpectNoRecordMatters(const Octets& message, HelloKeep keep, Policy policy) {
  Octets memory(2048);
  HelloReader whole(MakeSpan(memory), {}, keep, policy);
  const HelloStep expected = whole.Feed(TlsRecord(message));
  const bool complete = expected.outcome == HelloOutcome::kComplete;
  const std::string fields = Fields(whole.view());
  for (size_t size = 1; size <= message.size(); ++size) {
    const Octets stream = TlsRecords(message, size);
    const size_t records = (message.size() + size - 1) / size;
    for (const size_t piece : {stream.size(), size_t{1}}) {
      Octets own(2048);
      HelloReader reader(MakeSpan(own), {}, keep, policy);
      const HelloStep step = FeedPieces(stream, piece, &reader);
      ASSERT_EQ(step.outcome, expected.outcome) << size;
      if (!complete) {
        ASSERT_EQ(step.result, expected.result) << size;
        continue;
      }
      ASSERT_EQ(step.result.consumed(), stream.size()) << size;
      ASSERT_EQ(reader.records(), records);
      ASSERT_EQ(reader.kept(), whole.kept());
      ASSERT_EQ(reader.unverified().server_name, whole.unverified().server_name) << size;
      ASSERT_EQ(Fields(reader.view()), fields) << size;
    }
  }
}

// The size of a stream that has `at` octets so far, and behind them `missing` octets of a message.
// The first `front` of these are in the record that has begun. The others come in records that are
// as long as they may be.
size_t StreamSize(size_t at, size_t front, size_t missing) {
  constexpr size_t kMost = 16384;
  const size_t behind = missing - std::min(missing, front);
  return at + missing + 5 * ((behind + kMost - 1) / kMost);
}

// The message is cut behind its first `split` octets, and the header of a record of `size` octets
// follows. How many octets of the message are missing there is told by the same message in one
// record. (A record that is longer than the message is at fault once its header is complete.)
void ExpectNeededInHeaders(const Octets& message, size_t split, size_t size) {
  const Octets begun = TlsRecord(First(message, split));
  const size_t at = begun.size();
  const Octets header = First(TlsRecord(Octets(size)), 5);
  Octets memory(2048);
  HelloReader one(MakeSpan(memory), {}, {}, Policy::Strict());
  const Octets whole = TlsRecord(message);
  const size_t missing = one.Feed(Cut(whole, 0, at)).result.needed() - at;
  for (size_t octets = 0; octets <= (size <= missing ? 5U : 4U); ++octets) {
    const size_t most = octets < 4    ? 16384
                        : octets == 4 ? std::min<size_t>(16384, header[3] * 256U + 255U)
                                      : size;
    const size_t needed = StreamSize(at + 5, most, missing);
    for (const size_t piece : {at + octets, size_t{1}}) {
      HelloReader reader(MakeSpan(memory), {}, {}, Policy::Strict());
      const Octets stream = begun + First(header, octets);
      const HelloStep step = FeedPieces(stream, piece, &reader);
      ASSERT_EQ(step.outcome, HelloOutcome::kNeedMore) << split << " " << octets;
      ASSERT_EQ(step.result.needed(), needed) << split << " " << octets << " " << size;
    }
  }
}

TEST(HelloCutsTest, WhatIsNeededWhileAHeaderArrives) {
  const Octets message = Whole().Message();
  for (size_t split = 1; split < message.size(); ++split) {
    for (const size_t size : {1U, 2U, 200U, 255U, 256U, 257U, 16384U}) {
      ExpectNeededInHeaders(message, split, size);
    }
  }
  const Octets longest = WithExtensions(Ext(21, Octets(16300))).Message();
  for (const size_t split : {1U, 3U, 5U, 40U, 100U, 300U}) {
    for (const size_t size : {1U, 255U, 256U, 16000U, 16040U, 16384U}) {
      ExpectNeededInHeaders(longest, split, size);
    }
  }
}

// Behind any number of records, here of an octet each: where a header is at fault, and what is
// needed while one arrives.
TEST(HelloCutsTest, HeadersBehindManyRecords) {
  const Octets message = WithExtensions(Ext(0x1234, Octets(700))).Message();
  Octets memory(2048);
  HelloReader reader(MakeSpan(memory));
  for (size_t records = 1; records < message.size(); ++records) {
    const Octets record = TlsRecord(Octets(1, message[records - 1]));
    ASSERT_EQ(reader.Feed(record).outcome, HelloOutcome::kNeedMore);
    ASSERT_EQ(reader.records(), records);
    const size_t at = reader.taken();
    if (records < 4) continue;  // the length of the message is not known
    const size_t missing = message.size() - records;
    HelloReader other = reader;
    for (const uint8_t octet : Hex("16 0301")) {
      ASSERT_EQ(other.Feed({&octet, 1}).result.needed(), at + 5 + missing) << records;
    }
    // A record that holds more than the hello.
    HelloReader more = reader;
    const Octets longer = First(TlsRecord(Octets(missing + 1)), 5);
    ASSERT_EQ(FeedPieces(longer, 1, &more).outcome, HelloOutcome::kBadRecord) << records;
    for (const auto& [header, place] :
         {std::pair<std::string, uint32_t>{"18", 0}, {"16 04", 1}, {"16 0303 ffff", 3}}) {
      HelloReader wrong = reader;
      const HelloStep step = FeedPieces(Hex(header), 1, &wrong);
      ASSERT_EQ(step.outcome, HelloOutcome::kBadRecord) << records << " " << header;
      ASSERT_EQ(step.result.offset(), at + place) << records << " " << header;
    }
  }
}

// Two records, cut at every place: what was read so far, and at the end.
TEST(HelloCutsTest, TwoRecords) {
  const Octets message = Whole().Message();
  for (size_t split = 1; split < message.size(); ++split) {
    const Octets first = TlsRecord(First(message, split));
    const Octets stream =
        first +
        TlsRecord(Octets(message.begin() + static_cast<std::ptrdiff_t>(split), message.end()));
    Octets memory(2048);
    HelloReader reader(MakeSpan(memory));
    ASSERT_EQ(reader.Feed(first).outcome, HelloOutcome::kNeedMore) << split;
    const std::string begun(reader.unverified().server_name);
    HelloReader one(MakeSpan(memory));
    const Octets whole = TlsRecord(message);
    (void)one.Feed(Cut(whole, 0, first.size()));
    ASSERT_EQ(begun, one.unverified().server_name) << split;
    HelloReader again(MakeSpan(memory));
    ASSERT_EQ(again.Feed(stream).outcome, HelloOutcome::kComplete) << split;
    ASSERT_EQ(again.unverified().server_name, "a.example") << split;
    ASSERT_EQ(again.unverified().legacy_version, 0x0303);
  }
}

// Memory of every size, for session ids of every length: enough, or too small. Nothing is written
// past its end, even if the record goes on behind the hello.
TEST(HelloCutsTest, MemoryOfEverySize) {
  for (size_t id = 0; id <= 32; ++id) {
    HelloParts parts =
        WithExtensions(Ext(0, NameBody("a.example")) + Ext(0x1234, Octets(300)) + Tls13());
    parts.session_id = Octets(id, 0x5E);
    const Octets behind(id % 2 == 0 ? 0 : 3);
    const Octets stream = TlsRecord(parts.Message() + behind);
    Octets memory(1024);
    HelloReader roomy(MakeSpan(memory), {}, {}, Policy::Lenient());
    ASSERT_EQ(roomy.Feed(stream).outcome, HelloOutcome::kComplete);
    for (size_t size = 0; size <= roomy.kept(); ++size) {
      for (const size_t piece : {size_t{1}, size_t{7}, stream.size()}) {
        std::fill(memory.begin(), memory.end(), uint8_t{0xA5});
        HelloReader reader(MakeSpan(memory).subspan(0, size), {}, {}, Policy::Lenient());
        const HelloStep step = FeedPieces(stream, piece, &reader);
        ASSERT_EQ(step.outcome,
                  size == roomy.kept() ? HelloOutcome::kComplete : HelloOutcome::kMemoryTooSmall)
            << id << " " << size << " " << piece;
        ASSERT_EQ(step.result.consumed() != 0, size == roomy.kept());
        ASSERT_EQ(reader.kept(), roomy.kept());
        ASSERT_EQ(
            std::count(memory.begin() + static_cast<std::ptrdiff_t>(size), memory.end(), 0xA5),
            static_cast<std::ptrdiff_t>(memory.size() - size));
      }
    }
  }
}

// In one piece, and octet by octet in memory that is just enough.
TEST(HelloCutsTest, BodiesOfEverySize) {
  HelloKeep keep;
  keep.ech_payload = true;
  for (const unsigned number : {0x1234U, 0xFE0DU}) {
    for (size_t size = 0; size <= 700; ++size) {
      const Octets body(size, 0x12);
      const Octets stream = TlsRecord(WithExtensions(Ext(number, body) + Ext(23, {})).Message());
      Octets memory(1024);
      HelloReader reader(MakeSpan(memory), {}, keep);
      ASSERT_EQ(reader.Feed(stream).outcome, HelloOutcome::kComplete) << size;
      KeptExtension kept;
      const auto type = static_cast<ExtensionType>(number);
      ASSERT_EQ(FindExtension(reader.view(), type, &kept).presence, Presence::kPresent) << size;
      ASSERT_EQ(kept.kept, MakeConstSpan(body));
      ASSERT_EQ(kept.size, size);
      ASSERT_EQ(FindExtension(reader.view(), static_cast<ExtensionType>(23), &kept).presence,
                Presence::kPresent);
      Octets enough(reader.kept());
      HelloReader again(MakeSpan(enough), {}, keep);
      ASSERT_EQ(FeedPieces(stream, 1, &again).outcome, HelloOutcome::kComplete) << size;
      ASSERT_EQ(Fields(again.view()), Fields(reader.view())) << size;
    }
  }
}

// Octet by octet up to every place, and the rest at once.
TEST(HelloCutsTest, OctetsAndThenTheRest) {
  const Octets stream = TlsRecord(WithExtensions(Ext(0x1234, Octets(700)) + Tls13()).Message());
  Octets memory(1024);
  HelloReader whole(MakeSpan(memory));
  ASSERT_EQ(whole.Feed(stream).outcome, HelloOutcome::kComplete);
  Octets other(1024);
  HelloReader begun(MakeSpan(other));
  for (size_t at = 1; at < stream.size(); ++at) {
    (void)begun.Feed(Cut(stream, at - 1, at));
    HelloReader reader = begun;
    const HelloStep step = reader.Feed(Cut(stream, at, stream.size()));
    ASSERT_EQ(step.outcome, HelloOutcome::kComplete) << at;
    ASSERT_EQ(step.result.consumed(), stream.size());
    ASSERT_EQ(Fields(reader.view()), Fields(whole.view())) << at;
  }
}

// Octets behind the hello in its record, any number of them: behind the whole hello, and behind its
// last octets in a record of their own.
TEST(HelloCutsTest, OctetsBehindTheHello) {
  const Octets message = WithExtensions(Ext(0x1234, Octets(400))).Message();
  for (size_t behind = 1; behind <= 400; ++behind) {
    for (const size_t missing : {message.size(), size_t{1}, size_t{2}, size_t{5}}) {
      const Octets first = First(message, message.size() - missing);
      const Octets last(message.end() - static_cast<std::ptrdiff_t>(missing), message.end());
      const Octets record = TlsRecord(last + Octets(behind));
      const Octets stream = first.empty() ? record : TlsRecord(first) + record;
      for (const size_t piece : {size_t{1}, stream.size()}) {
        Octets memory(1024);
        HelloReader reader(MakeSpan(memory), {}, {}, Policy::Lenient());
        ASSERT_EQ(FeedPieces(stream, piece, &reader).outcome, HelloOutcome::kComplete);
        ASSERT_TRUE(reader.view().violations.Has(Violation::kMessageBehindHello))
            << behind << " " << missing;
      }
    }
  }
}

// The size of the keys changes neither the version that was read nor, once four octets of the next
// header have come, how many more are needed.
TEST(HelloCutsTest, WhatIsNeededBehindKeysOfEverySize) {
  for (size_t size = 1; size <= 700; ++size) {
    const Octets message =
        WithExtensions(Ext(51, KeysBody(3, size)) + Ext(0x1234, Octets(700))).Message();
    Octets memory(2048);
    HelloReader reader(MakeSpan(memory));
    (void)reader.Feed(TlsRecord(First(message, message.size() - 600)));
    const HelloStep step = FeedPieces(Hex("16 0301 00"), 1, &reader);
    ASSERT_EQ(reader.unverified().legacy_version, 0x0303) << size;
    // This record has 255 octets at most, so another one has to follow.
    ASSERT_EQ(step.result.needed(), reader.taken() + 1 + 600 + 5) << size;
  }
}

// What of an extension should be kept: of key shares all but the keys, of an encrypted hello all
// but the payload, of tickets and padding nothing, unless they are asked for.
Octets ShouldBeKept(unsigned type, const Octets& body, HelloKeep keep) {
  const auto number = [&](size_t at) { return body[at] * 256U + body[at + 1]; };
  if (type == 51 && !keep.keys) {
    Octets kept = First(body, std::min<size_t>(body.size(), 2));
    for (size_t at = 2; at < body.size();) {
      const Bytes head = Cut(body, at, std::min(at + 4, body.size()));
      kept.insert(kept.end(), head.begin(), head.end());
      at += head.size() < 4 ? head.size() : 4 + number(at + 2);
    }
    return kept;
  }
  if (type == 0xFE0D && !keep.ech_payload && body.size() >= 8) {
    return First(body, std::min<size_t>(body.size(), 8 + number(6) + 2));
  }
  const bool ticket = (type == 35 || type == 41) && !keep.tickets;
  return ticket || (type == 21 && !keep.padding) ? Octets() : body;
}

// Sizes of keys, whether these are kept or not.
TEST(HelloCutsTest, KeysOfEverySize) {
  for (size_t size = 1; size <= 700; ++size) {
    for (const bool keys : {false, true}) {
      const Octets stream = TlsRecord(WithExtensions(Ext(51, KeysBody(size, 3))).Message());
      Octets memory(2048);
      HelloKeep keep;
      keep.keys = keys;
      HelloReader reader(MakeSpan(memory), {}, keep);
      ASSERT_EQ(reader.Feed(stream).outcome, HelloOutcome::kComplete);
      KeyShares shares;
      const HelloView view = reader.view();
      ASSERT_EQ(FindKeyShares(view, &shares).presence, Presence::kPresent) << size;
      KeyShare first;
      KeyShare second;
      KeyShare none;
      ASSERT_TRUE(shares.Next(&first) && shares.Next(&second) && !shares.Next(&none)) << size;
      ASSERT_EQ(first.size, size);
      ASSERT_EQ(first.key_exchange.size(), keys ? size : 0);
      ASSERT_EQ(second.size, 3);
    }
  }
}

// Lists of every size whose last key claims one octet more than there is.
TEST(HelloCutsTest, KeysThatDoNotFit) {
  for (size_t size = 1; size <= 700; ++size) {
    const Octets body =
        Vector(2, Hex("11ec") + Vector(2, Octets(size, 0x4B)) + Hex("001d 0004") + Octets(3, 0x4C));
    Octets memory(2048);
    HelloReader reader(MakeSpan(memory));
    const Octets stream = TlsRecord(WithExtensions(Ext(51, body)).Message());
    ASSERT_EQ(reader.Feed(stream).outcome, HelloOutcome::kComplete);
    KeyShares shares;
    ASSERT_EQ(FindKeyShares(reader.view(), &shares).presence, Presence::kMalformed) << size;
  }
}

TEST(HelloCutsTest, WhatIsKeptOfEachExtension) {
  for (const HelloParts& parts : Samples()) {
    for (unsigned bits = 0; bits < 16; ++bits) {
      Octets memory(2048);
      HelloReader reader(MakeSpan(memory), {}, KeepOf(bits), Policy::Lenient());
      (void)FeedPieces(TlsRecord(parts.Message()), 1, &reader);
      KeptExtensions list(reader.view());
      size_t at = 0;
      for (KeptExtension one; list.Next(&one);) {
        const size_t size = parts.extensions[at + 2] * 256U + parts.extensions[at + 3];
        const Bytes whole = Cut(parts.extensions, at + 4, at + 4 + size);
        const Octets body(whole.begin(), whole.end());
        const Octets expected = ShouldBeKept(one.type, body, KeepOf(bits));
        ASSERT_EQ(Octets(one.kept.begin(), one.kept.end()), expected) << one.type << " " << bits;
        ASSERT_EQ(one.size, size);
        at += 4 + size;
      }
      ASSERT_EQ(at, parts.has_extensions ? parts.extensions.size() : 0) << bits;
    }
  }
}

TEST(HelloCutsTest, RecordsOfEverySize) {
  for (const Octets& message : Messages()) {
    for (const Policy policy : kPolicies) ExpectNoRecordMatters(message, {}, policy);
    ExpectNoRecordMatters(message, KeepOf(15), Policy::Lenient());
  }
  for (unsigned keep = 0; keep < 16; ++keep) {
    ExpectNoRecordMatters(Whole().Message(), KeepOf(keep), Policy::Interop());
    ExpectNoRecordMatters(CutKeys().Message(), KeepOf(keep), Policy::Interop());
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
