// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/alert.h"

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr uint16_t kTls12 = 0x0303;

Result Bad(Detail detail, uint32_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, n, octet, Layer::kTls);
}

Alert Make(int level, int description) {
  Alert alert;
  alert.level = static_cast<AlertLevel>(level);
  alert.description = static_cast<AlertDescription>(description);
  return alert;
}

TEST(AlertTest, LevelAndDescription) {
  Alert alert;
  ASSERT_EQ(Decode(Hex("02 28"), &alert, Policy::Strict()), Result::Ok(2, Layer::kTls));
  EXPECT_EQ(alert.level, AlertLevel::kFatal);
  EXPECT_EQ(alert.description, AlertDescription::kHandshakeFailure);
  EXPECT_TRUE(alert.violations.empty());
}

TEST(AlertTest, AnUnknownDescriptionIsKept) {
  for (int description = 0; description < 256; ++description) {
    const uint8_t body[] = {1, static_cast<uint8_t>(description)};
    Alert alert;
    ASSERT_TRUE(Decode(body, &alert, Policy::Strict()).ok());
    EXPECT_EQ(static_cast<int>(alert.description), description);
  }
}

TEST(AlertTest, LevelsOtherThanWarningAndFatal) {
  for (int level = 0; level < 256; ++level) {
    const uint8_t octet = static_cast<uint8_t>(level);
    const uint8_t body[] = {octet, 40};
    Alert alert;
    const bool known = level == 1 || level == 2;
    const Result expected = known ? Result::Ok(2, Layer::kTls) : Bad(Detail::kAlertLevel, 0, octet);
    EXPECT_EQ(Decode(body, &alert), expected);
    ASSERT_TRUE(Decode(body, &alert, Policy::Lenient()).ok());
    EXPECT_EQ(alert.violations.Has(Violation::kAlertLevel), !known);
    EXPECT_EQ(static_cast<int>(alert.level), level);
  }
}

TEST(AlertTest, BodiesOfOtherSizes) {
  Alert alert = Make(9, 9);
  EXPECT_EQ(Decode({}, &alert), Bad(Detail::kTruncated, 0));
  EXPECT_EQ(Decode(Hex("02"), &alert, Policy::Lenient()), Bad(Detail::kTruncated, 1));
  EXPECT_EQ(Decode(Hex("01 70 02 28"), &alert), Bad(Detail::kAlertSize, 2));
  EXPECT_EQ(alert, Make(9, 9));
  ASSERT_EQ(Decode(Hex("01 70 02"), &alert, Policy::Lenient()), Result::Ok(2, Layer::kTls));
  EXPECT_TRUE(alert.violations.Has(Violation::kAlertSize));
}

TEST(AlertTest, EveryAlertOfEverySize) {
  for (unsigned level = 0; level <= 0xFF; ++level) {
    for (unsigned description = 0; description <= 0xFF; ++description) {
      const std::vector<uint8_t> octets = {static_cast<uint8_t>(level),
                                           static_cast<uint8_t>(description), 1, 2};
      const bool known = level == 1 || level == 2;
      for (size_t size = 2; size <= octets.size(); ++size) {
        Alert alert;
        ASSERT_TRUE(Decode(MakeConstSpan(octets.data(), size), &alert, Policy::Lenient()).ok());
        ASSERT_EQ(static_cast<unsigned>(alert.level), level);
        ASSERT_EQ(static_cast<unsigned>(alert.description), description);
        ASSERT_EQ(alert.violations.Has(Violation::kAlertLevel), !known);
        ASSERT_EQ(alert.violations.Has(Violation::kAlertSize), size != 2);
      }
    }
  }
}

TEST(AlertTest, EqualityLooksAtFields) {
  EXPECT_TRUE(Make(1, 0) == Make(1, 0));
  EXPECT_FALSE(Make(1, 0) == Make(2, 0));
  EXPECT_FALSE(Make(1, 0) == Make(1, 90));
}

TEST(AlertTest, Encode) {
  EXPECT_EQ(EncodedSize(Make(2, 40)), 2U);
  uint8_t output[3] = {7, 7, 7};
  EXPECT_EQ(Encode(Make(2, 40), MakeSpan(output)), Result::Ok(2, Layer::kTls));
  EXPECT_EQ(std::vector<uint8_t>(output, output + 3), Hex("02 28 07"));
  EXPECT_EQ(Encode(Make(3, 40), MakeSpan(output)),
            Result::Error(Code::kSerialization, Detail::kAlertLevel, 0, 3, Layer::kTls));
  EXPECT_TRUE(Encode(Make(3, 40), MakeSpan(output), Policy::Lenient()).ok());
  EXPECT_EQ(Encode(Make(2, 40), MakeSpan(output, 1)),
            Result::Error(Code::kSerialization, Detail::kOutputTooSmall, 2, 0, Layer::kTls));
}

TEST(AlertTest, Names) {
  EXPECT_EQ(Name(AlertLevel::kWarning), "warning");
  EXPECT_EQ(Name(AlertLevel::kFatal), "fatal");
  EXPECT_EQ(Name(static_cast<AlertLevel>(0)), "unassigned");
  EXPECT_EQ(Name(AlertDescription::kCloseNotify), "close_notify");
  EXPECT_EQ(Name(AlertDescription::kEchRequired), "ech_required");
  EXPECT_EQ(Name(static_cast<AlertDescription>(255)), "unassigned");
}

// RFC 5246 section 7.2: the level decides. RFC 8446 section 6: the description does.
TEST(AlertTest, Fatality) {
  EXPECT_FALSE(IsFatal(Make(1, 112), kTls12));
  EXPECT_TRUE(IsFatal(Make(2, 112), kTls12));
  EXPECT_TRUE(IsFatal(Make(0, 112), kTls12));
  EXPECT_FALSE(IsFatal(Make(1, 0), kTls12));
  EXPECT_TRUE(IsFatal(Make(1, 112), kTls13));
  EXPECT_TRUE(IsFatal(Make(1, 255), kTls13));
  EXPECT_FALSE(IsFatal(Make(2, 0), kTls13));
  EXPECT_FALSE(IsFatal(Make(2, 90), kTls13));
  EXPECT_FALSE(IsFatal(Make(1, 90), kTls12));
}

// RFC 9147 takes over the alerts of RFC 8446: section 6 there goes by the description. RFC 5246
// section 7.2 goes by the level, in DTLS 1.2 too.
TEST(AlertTest, FatalityInDtls) {
  struct {
    int level;
    int description;
    bool dtls12;
    bool dtls13;
  } const cases[] = {
      {1, 0, false, false},  {2, 0, true, false},   // close_notify
      {1, 10, false, true},  {2, 10, true, true},   // unexpected_message
      {1, 40, false, true},  {2, 40, true, true},   // handshake_failure
      {1, 52, false, true},  {2, 52, true, true},   // too_many_cids_requested
      {1, 90, false, false}, {2, 90, true, false},  // user_canceled
      {1, 255, false, true}, {2, 255, true, true},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(IsFatal(Make(c.level, c.description), 0xFEFD), c.dtls12) << c.description;
    EXPECT_EQ(IsFatal(Make(c.level, c.description), 0xFEFF), c.dtls12) << c.description;
    EXPECT_EQ(IsFatal(Make(c.level, c.description), 0xFEFC), c.dtls13) << c.description;
  }
  EXPECT_EQ(Verdict(Make(1, 40), 0xFEFC),
            Result::Error(Code::kPeerRefused, Detail::kFatalAlert, 1, 40, Layer::kTls));
  EXPECT_EQ(Verdict(Make(2, 90), 0xFEFC), Result::Ok(0, Layer::kTls));
  EXPECT_EQ(Verdict(Make(1, 40), 0xFEFD), Result::Ok(0, Layer::kTls));
}

TEST(AlertTest, Verdicts) {
  const Result fine = Result::Ok(0, Layer::kTls);
  EXPECT_EQ(Verdict(Make(1, 112), kTls12), fine);
  EXPECT_EQ(Verdict(Make(1, 90), kTls13), fine);
  EXPECT_EQ(Verdict(Make(2, 40), kTls12),
            Result::Error(Code::kPeerRefused, Detail::kFatalAlert, 1, 40, Layer::kTls));
  EXPECT_EQ(Verdict(Make(1, 40), kTls13),
            Result::Error(Code::kPeerRefused, Detail::kFatalAlert, 1, 40, Layer::kTls));
  for (const uint16_t version : {kTls12, kTls13}) {
    for (const int level : {1, 2}) {
      EXPECT_EQ(Verdict(Make(level, 0), version),
                Result::Error(Code::kPeerRefused, Detail::kCloseNotify, 1, 0, Layer::kTls));
    }
  }
}

// RFC 5246 section 6.2.1 lets alerts be cut and put together.
TEST(AlertTest, FragmentsAreAccumulated) {
  AlertAccumulator accumulator;
  std::vector<int> seen;
  for (const uint8_t octet : Hex("01 70 02 28 03")) {
    Alert alert;
    if (!accumulator.Push(octet, &alert)) continue;
    seen.push_back(static_cast<int>(alert.level) << 8 | static_cast<int>(alert.description));
    EXPECT_TRUE(alert.violations.empty());
  }
  EXPECT_EQ(seen, (std::vector<int>{0x0170, 0x0228}));
  EXPECT_TRUE(accumulator.half);
  Alert odd = Make(1, 1);
  ASSERT_TRUE(accumulator.Push(0, &odd));
  EXPECT_EQ(odd, Make(3, 0));
  EXPECT_TRUE(odd.violations.Has(Violation::kAlertLevel));
  EXPECT_FALSE(accumulator.half);
  ASSERT_FALSE(accumulator.Push(1, &odd));
  ASSERT_TRUE(accumulator.Push(0, &odd));
  EXPECT_TRUE(odd.violations.empty()) << "of the alert before";
  static_assert(std::is_trivially_copyable<AlertAccumulator>::value, "a state is plain");
  static_assert(sizeof(AlertAccumulator) == 2, "and small");
}

// One accumulator for all alerts that there are, into one object: each as if it were the first.
TEST(AlertTest, EveryAlertPutTogetherIsTheOneThatIsDecoded) {
  AlertAccumulator accumulator;
  Alert put_together;
  for (int description = 0; description < 256; ++description) {
    for (int level = 0; level < 256; ++level) {
      const uint8_t body[] = {static_cast<uint8_t>(level), static_cast<uint8_t>(description)};
      Alert decoded;
      ASSERT_TRUE(Decode(body, &decoded, Policy::Lenient()).ok());
      ASSERT_FALSE(accumulator.Push(body[0], &put_together));
      ASSERT_TRUE(accumulator.Push(body[1], &put_together));
      ASSERT_EQ(put_together, decoded) << level << " " << description;
      ASSERT_EQ(put_together.violations, decoded.violations) << level << " " << description;
    }
  }
}

// Saved inputs begin with it.
TEST(MessageIdTest, NeverChanges) { EXPECT_EQ(Alert::kInfo.id, 35); }

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
