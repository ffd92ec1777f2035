// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Secure Transport's numbers: the constants, the alerts, and which outcome has which.

#include "hardwire/platform/secure_transport.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fuzz/allocations.h"
#include "gtest/gtest.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "test/platform/facts.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace secure_transport {
namespace {

using tls::AlertDescription;
using tls::AlertLevel;

Result Error(Code code, Detail detail, uint8_t octet = 0, Layer layer = Layer::kTls) {
  return Result::Error(code, detail, 0, octet, layer);
}

TEST(SecureTransport, NamesEveryConstant) {
  const std::vector<std::vector<std::string>> facts = Facts("secure_transport.tsv");
  ASSERT_EQ(facts.size(), 74U);
  for (const std::vector<std::string>& row : facts) {
    const int32_t status = std::stoi(row[0]);
    EXPECT_EQ(SymbolName(status), row[1]) << status;
    EXPECT_EQ(Message(status), row[2]) << status;
    const Symbol* symbol = FindName(Symbols(), row[1]);
    ASSERT_NE(symbol, nullptr) << row[1];
    EXPECT_EQ(symbol->value, status) << row[1];
  }
  EXPECT_EQ(Symbols().size(), facts.size());
  EXPECT_EQ(SymbolName(-9866), "");
  EXPECT_EQ(Message(0), "");
}

TEST(SecureTransport, KnowsThePeersErrors) {
  EXPECT_FALSE(IsFatalPeerError(-9818));
  EXPECT_TRUE(IsFatalPeerError(-9819));
  EXPECT_TRUE(IsFatalPeerError(-9840));
  EXPECT_FALSE(IsFatalPeerError(-9841));
  EXPECT_FALSE(IsFatalPeerError(-9802));
  EXPECT_FALSE(IsFatalPeerError(0));
}

TEST(SecureTransport, TurnsAlertsIntoStatuses) {
  const std::vector<std::vector<std::string>> facts = Facts("tls_alerts.tsv");
  ASSERT_EQ(facts.size(), 37U);
  bool named[256] = {};
  for (const std::vector<std::string>& row : facts) {
    const AlertDescription alert = static_cast<AlertDescription>(std::stoi(row[0]));
    named[std::stoi(row[0])] = true;
    EXPECT_EQ(tls::Name(alert), row[1]);
    const int32_t received = std::stoi(row[3]);
    EXPECT_EQ(FromReceivedAlert(AlertLevel::kFatal, alert), received) << row[1];
    EXPECT_EQ(FromReceivedAlert(AlertLevel::kWarning, alert), row[4] == "yes" ? received : 0)
        << row[1];
    std::optional<int32_t> sent;
    if (row[5] != "-") sent = std::stoi(row[5]);
    EXPECT_EQ(FromSentAlert(alert), sent) << row[1];
  }
  for (int value = 0; value < 256; ++value) {
    if (named[value]) continue;
    const AlertDescription alert = static_cast<AlertDescription>(value);
    EXPECT_EQ(tls::Name(alert), "unassigned") << value;
    EXPECT_EQ(FromReceivedAlert(AlertLevel::kFatal, alert), -9802) << value;
    EXPECT_EQ(FromReceivedAlert(AlertLevel::kWarning, alert), 0) << value;
    EXPECT_EQ(FromReceivedAlert(static_cast<AlertLevel>(3), alert), 0) << value;
    EXPECT_EQ(FromSentAlert(alert), std::nullopt) << value;
  }
}

// Every level but 2 counts as a warning.
TEST(SecureTransport, TurnsAlertsOfEveryLevelIntoStatuses) {
  for (int value = 0; value < 256; ++value) {
    const AlertDescription alert = static_cast<AlertDescription>(value);
    const int32_t fatal = FromReceivedAlert(AlertLevel::kFatal, alert);
    const int32_t warning = FromReceivedAlert(AlertLevel::kWarning, alert);
    EXPECT_TRUE(warning == fatal || warning == 0) << value;
    for (int level = 0; level < 256; ++level) {
      EXPECT_EQ(FromReceivedAlert(static_cast<AlertLevel>(level), alert),
                level == 2 ? fatal : warning)
          << level << " " << value;
    }
  }
}

// Every status is a symbol or none, and one that sends an alert is in the documents' list.
TEST(SecureTransport, NoOtherStatusHasASymbolOrSendsAnAlert) {
  std::set<int32_t> known;
  for (const std::vector<std::string>& row : Facts("secure_transport.tsv")) {
    known.insert(std::stoi(row[0]));
  }
  std::set<int32_t> sending;
  for (int32_t status = -11000; status <= 1000; ++status) {
    EXPECT_EQ(!SymbolName(status).empty(), known.count(status) != 0) << status;
    EXPECT_EQ(IsFatalPeerError(status), status >= -9840 && status <= -9819) << status;
    if (AlertFor(status)) sending.insert(status);
  }
  EXPECT_EQ(sending,
            std::set<int32_t>({-9800, -9801, -9802, -9806, -9807, -9808, -9810, -9812, -9813, -9814,
                               -9815, -9844, -9845, -9846, -9847, -9848, -9850, -9855, -9856, -9857,
                               -9858, -9859, -9860, -9861, -9862, -9863, -9864, -9865}));
}

TEST(SecureTransport, TurnsLocalErrorsIntoAlerts) {
  EXPECT_EQ(AlertFor(-9845), AlertDescription::kBadRecordMac);
  EXPECT_EQ(AlertFor(-9846), AlertDescription::kBadRecordMac);
  EXPECT_EQ(AlertFor(-9847), AlertDescription::kRecordOverflow);
  EXPECT_EQ(AlertFor(-9810), AlertDescription::kInternalError);
  EXPECT_EQ(AlertFor(-9806), AlertDescription::kCloseNotify);
  EXPECT_EQ(AlertFor(-9844), AlertDescription::kCloseNotify);
  EXPECT_EQ(AlertFor(-9800), AlertDescription::kIllegalParameter);
  EXPECT_EQ(AlertFor(-9801), AlertDescription::kHandshakeFailure);
  EXPECT_EQ(AlertFor(-9812), AlertDescription::kUnknownCa);
  EXPECT_EQ(AlertFor(-9814), AlertDescription::kCertificateExpired);
  EXPECT_EQ(AlertFor(-9807), AlertDescription::kCertificateUnknown);
  EXPECT_EQ(AlertFor(-9802), AlertDescription::kHandshakeFailure);
  EXPECT_EQ(AlertFor(-9808), AlertDescription::kBadCertificate);
  EXPECT_EQ(AlertFor(-9813), AlertDescription::kUnknownCa);
  EXPECT_EQ(AlertFor(-9815), AlertDescription::kCertificateExpired);
  EXPECT_EQ(AlertFor(-9848), AlertDescription::kInternalError);
  EXPECT_EQ(AlertFor(-9850), AlertDescription::kInsufficientSecurity);
  for (const int32_t none : {0, -9803, -9805, -9816, -9841, -9842, -9849, -9851}) {
    EXPECT_EQ(AlertFor(none), std::nullopt) << none;
  }
  // Never an alert for an alert.
  for (int32_t status = -9840; status <= -9819; ++status) {
    EXPECT_EQ(AlertFor(status), std::nullopt) << status;
  }
  // What names an alert of its own sends that alert.
  for (int32_t status = -9865; status <= -9855; ++status) {
    const std::optional<AlertDescription> alert = AlertFor(status);
    ASSERT_TRUE(alert) << status;
    if (status != -9856 && status != -9858 && status != -9860) {
      EXPECT_EQ(FromSentAlert(*alert), status);
    }
  }
}

TEST(SecureTransport, CoarseTable) {
  const Layer socks = Layer::kSocks;
  EXPECT_EQ(FromResult(Result::Ok(5, Layer::kTls)), 0);
  EXPECT_EQ(FromResult(Result::NeedMore(5, Layer::kTls)), -9803);
  EXPECT_EQ(FromResult(Result::NeedMore(7)), -9803);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kOutputTooSmall)), -9817);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kRecordOverflow)), -9810);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kRecordOverflow)), -9847);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kNotTlsText, 0x47)), -9800);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kSocksVersion, 4, socks)),
            std::nullopt);
  EXPECT_EQ(FromResult(Error(Code::kBadAddress, Detail::kUnknownAddressType, 2, socks)),
            std::nullopt);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kRecordOverflow, 0, Layer::kDtls)),
            -9849);
  EXPECT_EQ(FromResult(Error(Code::kSerialization, Detail::kOutputTooSmall, 0, Layer::kDtls)),
            -9817);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kClosedNoNotify)), -9816);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kClosedInsideRecord)), -9806);
  EXPECT_EQ(FromResult(Error(Code::kDeserialization, Detail::kClosedAlertUnread)), std::nullopt);
  EXPECT_EQ(FromResult(Error(Code::kBadState, Detail::kNone)), -9810);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kSocks5Refused, 5, socks)), std::nullopt);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kCloseNotify)), -9805);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kFatalAlert, 40)), -9824);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kFatalAlert, 112)), -9802);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kFatalAlert, 41)), -9802);
  EXPECT_EQ(FromResult(Error(Code::kPeerRefused, Detail::kFatalAlert, 200)), -9802);
}

TEST(SecureTransport, AllocatesNothing) {
  const uint64_t before = fuzz::Allocations();
  for (int32_t status = -9900; status <= 0; ++status) {
    ASSERT_EQ(SymbolName(status).empty(), Message(status).empty());
    ASSERT_FALSE(AlertFor(status) && IsFatalPeerError(status));
  }
  EXPECT_EQ(fuzz::Allocations(), before);
}

}  // namespace
}  // namespace secure_transport
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
