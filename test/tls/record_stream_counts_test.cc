// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a stream says of a record depends on those before it by a few rules alone. So it does not
// depend on how many there were, where no limit counts them, and not on how long they were, where
// no rule names their length.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
namespace tls {
namespace {

using Octets = std::vector<uint8_t>;

const std::array<RecordContext, 6> kContexts = {
    RecordContext::Initial(),         RecordContext::Plain(kTls12),
    RecordContext::Plain(kTls13),     RecordContext::Protected(kTls12),
    RecordContext::Protected(kTls13), RecordContext::Relay(),
};
constexpr std::array<uint8_t, 6> kTypes = {20, 21, 22, 23, 24, 99};

// Under the lenient policy most of these records are allowed.
RecordStream StreamIn(const RecordContext& context, Policy policy = Policy::Lenient(),
                      uint8_t empty_records = StreamLimits::kNoLimit) {
  StreamLimits none;
  none.empty_records = empty_records;
  none.warning_alerts = StreamLimits::kNoLimit;
  none.change_cipher_specs = StreamLimits::kNoLimit;
  return RecordStream(context, policy, none);
}

// A record of `size` octets 01: a change_cipher_spec is right, alerts are warnings.
Octets RecordOf(uint8_t type, size_t size) {
  Octets record = {type, 3, 3, static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size & 0xFF)};
  record.resize(record.size() + size, 1);
  return record;
}

// The only alert that TLS 1.3 goes on behind.
Octets UserCanceled() { return Hex("15 0303 0002 015a"); }

// What may follow; each ends with close_notify.
std::vector<Octets> Probes() {
  std::vector<Octets> probes = {Hex("14 0303 0001 02 15 0303 0002 0100")};
  for (const uint8_t type : kTypes) {
    for (const size_t size : {0U, 1U, 2U, 4U, 5U}) {
      probes.push_back(RecordOf(type, size) + Hex("15 0303 0002 0100"));
    }
    const Octets empty = RecordOf(type, 0);
    probes.push_back(empty + empty + empty + Hex("15 0303 0002 0100"));
    const Octets between = RecordOf(type, type == 20 ? 1 : 2);
    probes.push_back(empty + empty + between + empty + empty + Hex("15 0303 0002 0100"));
  }
  probes.push_back(Hex("15 0303 0002 035a"));  // no level
  return probes;
}

// What a stream has said, as numbers.
using Said = std::vector<uint64_t>;

// All events of `octets`, and how the stream would end. A stream that fails must fail again. A
// length of `any` is written as SIZE_MAX.
Said EventsOf(RecordStream* stream, const Octets& octets, size_t any = SIZE_MAX) {
  const auto size_of = [any](size_t size) { return size == any ? SIZE_MAX : size; };
  Said said;
  Span<const uint8_t> rest(octets);
  while (true) {
    StreamEvent event;
    const Result result = stream->Next(rest, &event);
    if (!result.ok()) {
      said.insert(said.end(), {static_cast<uint64_t>(result.detail()), result.octet()});
      EXPECT_EQ(stream->Next(RecordOf(23, 5), &event), result);
      EXPECT_EQ(event.kind, StreamEvent::Kind::kNone);
      break;
    }
    rest.remove_prefix(result.consumed());
    if (event.kind == StreamEvent::Kind::kNone) break;
    said.insert(
        said.end(),
        {static_cast<uint64_t>(event.kind), static_cast<uint64_t>(event.header.type),
         event.header.version, size_of(event.header.length), size_of(event.fragment.size()),
         event.violations.bits(), event.header.violations.bits(),
         static_cast<uint64_t>(event.alert.level), static_cast<uint64_t>(event.alert.description)});
  }
  said.push_back(static_cast<uint64_t>(stream->EndOfStream()));
  return said;
}

// What each probe leads to behind the stream.
Said Behind(const RecordStream& stream, const std::vector<Octets>& probes) {
  Said all;
  for (const Octets& probe : probes) {
    RecordStream copy = stream;
    const Said said = EventsOf(&copy, probe);
    all.insert(all.end(), said.begin(), said.end());
  }
  return all;
}

// Records of a kind, up to 300 of them: the counters stop at 255.
void ExpectNoCountMatters(RecordStream stream, const Octets& record,
                          const std::vector<Octets>& probes) {
  Said expected;
  for (int count = 1; count <= 300; ++count) {
    (void)EventsOf(&stream, record);
    const Said behind = Behind(stream, probes);
    if (count == 1) expected = behind;
    ASSERT_EQ(behind, expected) << count << " of " << testing::PrintToString(record);
  }
}

TEST(RecordStreamCountsTest, HowManyRecordsThereWere) {
  const std::vector<Octets> probes = Probes();
  for (const RecordContext& context : kContexts) {
    for (const uint8_t type : kTypes) {
      for (const size_t size : {0U, 1U, 2U}) {
        if (type == 21 && size == 1) continue;  // half an alert: the next one completes it
        ExpectNoCountMatters(StreamIn(context), RecordOf(type, size), probes);
      }
    }
    ExpectNoCountMatters(StreamIn(context), UserCanceled(), probes);
    ExpectNoCountMatters(StreamIn(context, Policy::Interop(), 2), UserCanceled(), probes);
    ExpectNoCountMatters(StreamIn(context, Policy::Lenient(), 2), RecordOf(20, 1), probes);
  }
}

// Six octets and more are alike: no rule names such a length below the limit.
void ExpectNoLengthMatters(const RecordContext& context, uint8_t type,
                           const std::vector<Octets>& probes) {
  Said expected;
  for (size_t size = 6; size <= 700; ++size) {
    if (type == 21 && size % 2 != 0) continue;  // the same
    RecordStream stream = StreamIn(context);
    // Of alerts that are read there are more in a longer record.
    Said said = EventsOf(&stream, RecordOf(type, size), size);
    if (type == 21) said.clear();
    const Said behind = Behind(stream, probes);
    said.insert(said.end(), behind.begin(), behind.end());
    if (size == 6) expected = said;
    ASSERT_EQ(said, expected) << size << " octets of type " << int{type};
  }
}

TEST(RecordStreamCountsTest, HowLongTheRecordBeforeWas) {
  const std::vector<Octets> probes = Probes();
  for (const RecordContext& context : kContexts) {
    for (const uint8_t type : kTypes) ExpectNoLengthMatters(context, type, probes);
  }
}

// Behind an alert that does not end the stream, whichever it is.
TEST(RecordStreamCountsTest, WhichAlertWasBefore) {
  const std::vector<Octets> probes = Probes();
  for (const RecordContext& context : kContexts) {
    Said expected;
    for (unsigned description = 1; description < 256; ++description) {
      Octets alert = Hex("15 0303 0002 01 00");
      alert.back() = static_cast<uint8_t>(description);
      StreamLimits few;
      few.empty_records = 2;  // three in a row are too many
      few.change_cipher_specs = 0;
      RecordStream stream(context, Policy::Lenient(), few);
      (void)EventsOf(&stream, alert);
      if (stream.EndOfStream() == Closure::kFatalAlert) continue;
      const Said behind = Behind(stream, probes);
      if (expected.empty()) expected = behind;
      ASSERT_EQ(behind, expected) << description;
    }
  }
}

// How many of these records a stream takes until it fails, at most 300.
int CountOf(RecordStream* stream, const Octets& record) {
  for (int count = 0; count < 300; ++count) {
    (void)EventsOf(stream, record);
    if (stream->EndOfStream() == Closure::kFailed) return count;
  }
  return 300;
}

TEST(RecordStreamCountsTest, EveryLimitIsExact) {
  const auto context = RecordContext::Plain(kTls13);
  for (int limit = 0; limit <= 255; ++limit) {
    const int most = limit == StreamLimits::kNoLimit ? 300 : limit;
    StreamLimits limits;
    limits.empty_records = static_cast<uint8_t>(limit);
    limits.warning_alerts = limits.empty_records;
    limits.change_cipher_specs = limits.empty_records;
    for (const Octets& record : {RecordOf(23, 0), UserCanceled(), RecordOf(20, 1)}) {
      RecordStream stream(context, Policy::Interop(), limits);
      ASSERT_EQ(CountOf(&stream, record), most) << testing::PrintToString(record);
    }
  }
}

// Empty records are counted from 0 again behind any other.
TEST(RecordStreamCountsTest, EmptyRecordsInARow) {
  for (const Octets& other :
       {RecordOf(22, 1), RecordOf(23, 1), RecordOf(20, 1), UserCanceled(), RecordOf(22, 600)}) {
    for (int before = 0; before <= 254; ++before) {
      StreamLimits limits;
      limits.empty_records = 254;
      RecordStream stream(RecordContext::Plain(kTls13), Policy::Interop(), limits);
      for (int i = 0; i < before; ++i) (void)EventsOf(&stream, RecordOf(23, 0));
      (void)EventsOf(&stream, other);
      ASSERT_EQ(CountOf(&stream, RecordOf(23, 0)), 254) << before;
    }
  }
}

// A level that is none, at every place of alert records of every length: the failure lasts.
TEST(RecordStreamCountsTest, AFailureLasts) {
  for (size_t size = 2; size <= 200; ++size) {
    for (size_t at = 0; at < size; at += 2) {
      Octets alerts = RecordOf(21, size);
      alerts[5 + at] = 3;
      StreamLimits none;
      none.warning_alerts = StreamLimits::kNoLimit;
      RecordStream stream(RecordContext::Plain(kTls12), Policy::Interop(), none);
      (void)EventsOf(&stream, alerts);
      ASSERT_EQ(stream.EndOfStream(), Closure::kFailed) << size << " " << at;
      StreamEvent event;
      const Result result = stream.Next({}, &event);
      ASSERT_EQ(result.detail(), Detail::kAlertLevel) << size << " " << at;
      ASSERT_EQ(result.offset(), 5 + at);
      ASSERT_EQ(stream.Next(RecordOf(23, 5), &event), result) << size << " " << at;
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
