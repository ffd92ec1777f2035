// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What a stream says of a record depends on those before it by a few rules alone. So it does not
// depend on how many there were, where no limit counts them, and not on how long they were, where
// no rule names their length.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
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
RecordStream StreamIn(const RecordContext& context) {
  StreamLimits none;
  none.empty_records = StreamLimits::kNoLimit;
  none.warning_alerts = StreamLimits::kNoLimit;
  none.change_cipher_specs = StreamLimits::kNoLimit;
  return RecordStream(context, Policy::Lenient(), none);
}

// A record of `size` octets 01: a change_cipher_spec is right, alerts are warnings.
Octets RecordOf(uint8_t type, size_t size) {
  Octets record = {type, 3, 3, static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size & 0xFF)};
  record.resize(record.size() + size, 1);
  return record;
}

// What may follow; each ends with close_notify.
std::vector<Octets> Probes() {
  std::vector<Octets> probes = {Hex("14 0303 0001 02 15 0303 0002 0100")};
  for (const uint8_t type : kTypes) {
    for (const size_t size : {0U, 1U, 2U, 4U, 5U}) {
      probes.push_back(RecordOf(type, size) + Hex("15 0303 0002 0100"));
    }
  }
  return probes;
}

// All events of `octets`, and how the stream would end. A length of `any` is written as "any".
std::string EventsOf(RecordStream* stream, const Octets& octets, size_t any = SIZE_MAX) {
  const auto size_of = [any](size_t size) { return size == any ? "any" : std::to_string(size); };
  std::string text;
  Span<const uint8_t> rest(octets);
  while (true) {
    StreamEvent event;
    const Result result = stream->Next(rest, &event);
    if (!result.ok()) {
      text += std::string(Name(result.detail())) + std::to_string(result.octet());
      break;
    }
    rest.remove_prefix(result.consumed());
    if (event.kind == StreamEvent::Kind::kNone) break;
    text += std::string(Name(event.kind)) + " " +
            std::to_string(static_cast<int>(event.header.type)) + " " +
            std::to_string(event.header.version) + " " + size_of(event.header.length) + " " +
            size_of(event.fragment.size()) + " " + std::to_string(event.violations.bits()) + " " +
            std::to_string(event.header.violations.bits()) + " " +
            std::to_string(static_cast<int>(event.alert.level)) + " " +
            std::to_string(static_cast<int>(event.alert.description)) + "\n";
  }
  return text + std::string(Name(stream->EndOfStream()));
}

// What each probe leads to behind the stream.
std::string Behind(const RecordStream& stream, const std::vector<Octets>& probes) {
  std::string text;
  for (const Octets& probe : probes) {
    RecordStream copy = stream;
    text += EventsOf(&copy, probe) + "\n";
  }
  return text;
}

// Records of a kind, up to 300 of them: the counters stop at 255.
void ExpectNoCountMatters(const RecordContext& context, const Octets& record,
                          const std::vector<Octets>& probes) {
  RecordStream stream = StreamIn(context);
  std::string expected;
  for (int count = 1; count <= 300; ++count) {
    (void)EventsOf(&stream, record);
    const std::string behind = Behind(stream, probes);
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
        ExpectNoCountMatters(context, RecordOf(type, size), probes);
      }
    }
  }
}

// Six octets and more are alike: no rule names such a length below the limit.
void ExpectNoLengthMatters(const RecordContext& context, uint8_t type,
                           const std::vector<Octets>& probes) {
  std::string expected;
  for (size_t size = 6; size <= 700; ++size) {
    if (type == 21 && size % 2 != 0) continue;  // the same
    RecordStream stream = StreamIn(context);
    // Of alerts that are read there are more in a longer record.
    const std::string events = EventsOf(&stream, RecordOf(type, size), size);
    const std::string said = (type == 21 ? "" : events) + Behind(stream, probes);
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

}  // namespace
}  // namespace tls
}  // namespace hardwire
