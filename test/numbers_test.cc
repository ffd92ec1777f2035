// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The numbers of the public headers, written out a second time: those of the wire as the RFCs and
// IANA's registries give them, sizes and limits, what a new object holds.

#include <cstddef>
#include <cstdint>

#include "gtest/gtest.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/tls/sslv2_hello.h"

namespace hardwire {
namespace {

template <typename E>
constexpr int N(E enumerator) {
  return static_cast<int>(enumerator);
}

TEST(Numbers, OfOutcomesNeverChange) {
  EXPECT_EQ(N(Code::kOk), 0);
  EXPECT_EQ(N(Code::kNeedMore), 1);
  EXPECT_EQ(N(Code::kSerialization), 2);
  EXPECT_EQ(N(Code::kDeserialization), 3);
  EXPECT_EQ(N(Code::kBadAddress), 4);
  EXPECT_EQ(N(Code::kBadState), 5);
  EXPECT_EQ(N(Code::kPeerRefused), 6);
  // Part of a std::error_code's value, which programs log and keep.
  EXPECT_EQ(N(Layer::kSocks), 0);
  EXPECT_EQ(N(Layer::kTls), 1);
  EXPECT_EQ(N(Layer::kDtls), 2);
  EXPECT_EQ(kDetailCount, 97);
}

TEST(Numbers, OfViolationsAreTheirBits) {
  const Violation in_order[] = {Violation::kReservedNonzero,    Violation::kNoMethods,
                                Violation::kMethodFfOffered,    Violation::kEmptyDomain,
                                Violation::kEmptyDomainInReply, Violation::kNulInDomain,
                                Violation::kControlInDomain,    Violation::kNonLdhDomain,
                                Violation::kEmptyUsername,      Violation::kEmptyPassword,
                                Violation::kAuthVersion,        Violation::kReplyVersion,
                                Violation::kUnknownCommand,     Violation::kUnknownReply,
                                Violation::kFragment,           Violation::kUnspecifiedAddress,
                                Violation::kUnknownContentType, Violation::kRecordVersion,
                                Violation::kEmptyFragment,      Violation::kCcsValue,
                                Violation::kAlertLevel,         Violation::kAlertSize,
                                Violation::kCidMissing,         Violation::kHelloVersion,
                                Violation::kDuplicateExtension, Violation::kPreSharedKeyNotLast,
                                Violation::kHelloCompression,   Violation::kHelloCookie,
                                Violation::kTrailingDot,        Violation::kIpLiteral,
                                Violation::kHostNameOctet,      Violation::kMessageBehindHello};
  uint64_t bit = 1;
  for (const Violation violation : in_order) {
    Violations found;
    found.Add(violation);
    EXPECT_EQ(found.bits(), bit) << Name(violation);
    bit <<= 1;
  }
  EXPECT_EQ(kViolationCount, 32);
}

// RFC 1928 sections 3, 4, 6; extended commands and replies: Tor's socks-extensions.
TEST(Numbers, OfSocks5) {
  using namespace socks5;  // NOLINT(google-build-using-namespace): a list of its names
  EXPECT_EQ(kVersion, 5);
  EXPECT_EQ(N(Method::kNoAuthentication), 0x00);
  EXPECT_EQ(N(Method::kGssapi), 0x01);
  EXPECT_EQ(N(Method::kUsernamePassword), 0x02);
  EXPECT_EQ(N(Method::kNoAcceptable), 0xFF);
  EXPECT_EQ(N(Command::kConnect), 0x01);
  EXPECT_EQ(N(Command::kBind), 0x02);
  EXPECT_EQ(N(Command::kUdpAssociate), 0x03);
  EXPECT_EQ(N(Command::kTorResolve), 0xF0);
  EXPECT_EQ(N(Command::kTorResolvePtr), 0xF1);
  EXPECT_EQ(N(ReplyCode::kSucceeded), 0x00);
  EXPECT_EQ(N(ReplyCode::kGeneralFailure), 0x01);
  EXPECT_EQ(N(ReplyCode::kNotAllowed), 0x02);
  EXPECT_EQ(N(ReplyCode::kNetworkUnreachable), 0x03);
  EXPECT_EQ(N(ReplyCode::kHostUnreachable), 0x04);
  EXPECT_EQ(N(ReplyCode::kConnectionRefused), 0x05);
  EXPECT_EQ(N(ReplyCode::kTtlExpired), 0x06);
  EXPECT_EQ(N(ReplyCode::kCommandNotSupported), 0x07);
  EXPECT_EQ(N(ReplyCode::kAddressTypeNotSupported), 0x08);
  EXPECT_EQ(N(ReplyCode::kTorDescriptorNotFound), 0xF0);
  EXPECT_EQ(N(ReplyCode::kTorDescriptorInvalid), 0xF1);
  EXPECT_EQ(N(ReplyCode::kTorIntroductionFailed), 0xF2);
  EXPECT_EQ(N(ReplyCode::kTorRendezvousFailed), 0xF3);
  EXPECT_EQ(N(ReplyCode::kTorMissingClientAuthorization), 0xF4);
  EXPECT_EQ(N(ReplyCode::kTorWrongClientAuthorization), 0xF5);
  EXPECT_EQ(N(ReplyCode::kTorBadAddress), 0xF6);
  EXPECT_EQ(N(ReplyCode::kTorIntroductionTimedOut), 0xF7);
  EXPECT_EQ(kMaxGreetingSize, 257u);
  EXPECT_EQ(kMaxMethodSelectionSize, 2u);
  EXPECT_EQ(kMaxRequestSize, 262u);
  EXPECT_EQ(kMaxReplySize, 262u);
}

TEST(Numbers, OfSocks4) {
  using namespace socks4;  // NOLINT(google-build-using-namespace)
  EXPECT_EQ(kVersion, 4);
  EXPECT_EQ(kReplyVersion, 0);
  EXPECT_EQ(N(Command::kConnect), 0x01);
  EXPECT_EQ(N(Command::kBind), 0x02);
  EXPECT_EQ(N(Command::kTorResolve), 0xF0);
  EXPECT_EQ(N(Command::kTorResolvePtr), 0xF1);
  EXPECT_EQ(N(ReplyCode::kGranted), 90);
  EXPECT_EQ(N(ReplyCode::kRejected), 91);
  EXPECT_EQ(N(ReplyCode::kIdentUnreachable), 92);
  EXPECT_EQ(N(ReplyCode::kIdentMismatch), 93);
  EXPECT_EQ(kMaxTextSize, 255u);
  EXPECT_EQ(kMaxRequestSize, 520u);
  EXPECT_EQ(kMaxReplySize, 8u);
  EXPECT_EQ(Request().marker, 1);
}

// RFC 1928 sections 5 and 7, RFC 1929 section 2, RFC 1961 sections 3 to 5.
TEST(Numbers, OfTheRestOfSocks) {
  EXPECT_EQ(N(socks::AddressType::kIpv4), 1);
  EXPECT_EQ(N(socks::AddressType::kDomain), 3);
  EXPECT_EQ(N(socks::AddressType::kIpv6), 4);
  EXPECT_EQ(socks::kMaxAddressText, 261u);
  EXPECT_EQ(socks::kMaxIpText, 39u);
  EXPECT_EQ(socks::kMaxHandshakeMessage, 520u);
  EXPECT_EQ(userpass::kVersion, 1);
  EXPECT_EQ(userpass::kMaxRequestSize, 513u);
  EXPECT_EQ(userpass::kMaxReplySize, 2u);
  EXPECT_EQ(udp::kMaxHeaderSize, 262u);
  EXPECT_EQ(udp::Header().fragment, 0);
  EXPECT_EQ(gssapi::kVersion, 1);
  EXPECT_EQ(N(gssapi::Type::kAuthentication), 1);
  EXPECT_EQ(N(gssapi::Type::kProtectionLevel), 2);
  EXPECT_EQ(N(gssapi::Type::kPerMessageData), 3);
  EXPECT_EQ(N(gssapi::Type::kAbort), 0xFF);
  EXPECT_EQ(gssapi::kMaxTokenSize, 65535u);
  EXPECT_EQ(gssapi::kMaxFrameSize, 65539u);
}

TEST(Numbers, OfStepsAndProtocolsAreTheirOrder) {
  using socks::HandshakeStep;
  const HandshakeStep steps[] = {HandshakeStep::kGreeting,    HandshakeStep::kMethodSelection,
                                 HandshakeStep::kCredentials, HandshakeStep::kCredentialsReply,
                                 HandshakeStep::kExchange,    HandshakeStep::kRequest,
                                 HandshakeStep::kReply,       HandshakeStep::kSecondReply,
                                 HandshakeStep::kDone,        HandshakeStep::kOver};
  int i = 0;
  for (const HandshakeStep step : steps) EXPECT_EQ(N(step), i++);
  const Protocol protocols[] = {Protocol::kOther,       Protocol::kSocks4, Protocol::kSocks5,
                                Protocol::kTls,         Protocol::kSslv2,  Protocol::kHttp,
                                Protocol::kHttpConnect, Protocol::kSsh,    Protocol::kProxyV1,
                                Protocol::kProxyV2};
  i = 0;
  for (const Protocol protocol : protocols) EXPECT_EQ(N(protocol), i++);
}

// IANA's TLS ContentType; RFC 8446 sections 4 and 5, RFC 5246 section 6.2.
TEST(Numbers, OfRecords) {
  using namespace tls;  // NOLINT(google-build-using-namespace)
  EXPECT_EQ(N(ContentType::kChangeCipherSpec), 20);
  EXPECT_EQ(N(ContentType::kAlert), 21);
  EXPECT_EQ(N(ContentType::kHandshake), 22);
  EXPECT_EQ(N(ContentType::kApplicationData), 23);
  EXPECT_EQ(N(ContentType::kHeartbeat), 24);
  EXPECT_EQ(N(ContentType::kTls12Cid), 25);
  EXPECT_EQ(N(ContentType::kAck), 26);
  EXPECT_EQ(N(ContentType::kReturnRoutabilityCheck), 27);
  EXPECT_EQ(kMaxPlaintext, 16384);
  EXPECT_EQ(kMaxProtectedTls13, 16384 + 256);
  EXPECT_EQ(kMaxProtectedTls12, 16384 + 2048);
  EXPECT_EQ(kRecordHeaderSize, 5u);
  EXPECT_EQ(kMaxRecordSize, 18437u);
  EXPECT_EQ(kMaxInnerPlaintext, 16385u);
  EXPECT_EQ(kMaxInnerPlaintextDtls12, 16384u);
  EXPECT_EQ(kMaxSslv2HelloSize, 4098u);
  EXPECT_EQ(RecordHeader().version, 0x0303);
  EXPECT_EQ(RecordHeader().length, 0);
  EXPECT_EQ(Record().version, 0x0303);
  EXPECT_EQ(EncodedSize(Record()), 5u);
  EXPECT_EQ(InnerPlaintext().padding, 0u);
  EXPECT_EQ(Sslv2Hello().version, 0x0301);
}

TEST(Numbers, OfRecordStreams) {
  using namespace tls;  // NOLINT(google-build-using-namespace)
  EXPECT_EQ(StreamLimits::kNoLimit, 255);
  EXPECT_EQ(StreamLimits().empty_records, 32);
  EXPECT_EQ(StreamLimits().warning_alerts, 4);
  EXPECT_EQ(StreamLimits().change_cipher_specs, 2);
  EXPECT_EQ(RecordStream::kMaxReadableAlert, 4);
  EXPECT_EQ(RecordStream().context().phase(), Phase::kRelay);
  EXPECT_EQ(RecordStream().context().version(), 0);
}

// IANA's TLS Alerts; "bad_certificate_status_response" and its like: RFC 6066.
TEST(Numbers, OfAlerts) {
  using tls::AlertDescription;
  EXPECT_EQ(N(tls::AlertLevel::kWarning), 1);
  EXPECT_EQ(N(tls::AlertLevel::kFatal), 2);
  EXPECT_EQ(tls::kAlertSize, 2u);
  const struct {
    AlertDescription description;
    int number;
  } kAlerts[] = {
      {AlertDescription::kCloseNotify, 0},
      {AlertDescription::kUnexpectedMessage, 10},
      {AlertDescription::kBadRecordMac, 20},
      {AlertDescription::kDecryptionFailed, 21},
      {AlertDescription::kRecordOverflow, 22},
      {AlertDescription::kDecompressionFailure, 30},
      {AlertDescription::kHandshakeFailure, 40},
      {AlertDescription::kNoCertificate, 41},
      {AlertDescription::kBadCertificate, 42},
      {AlertDescription::kUnsupportedCertificate, 43},
      {AlertDescription::kCertificateRevoked, 44},
      {AlertDescription::kCertificateExpired, 45},
      {AlertDescription::kCertificateUnknown, 46},
      {AlertDescription::kIllegalParameter, 47},
      {AlertDescription::kUnknownCa, 48},
      {AlertDescription::kAccessDenied, 49},
      {AlertDescription::kDecodeError, 50},
      {AlertDescription::kDecryptError, 51},
      {AlertDescription::kTooManyCidsRequested, 52},
      {AlertDescription::kExportRestriction, 60},
      {AlertDescription::kProtocolVersion, 70},
      {AlertDescription::kInsufficientSecurity, 71},
      {AlertDescription::kInternalError, 80},
      {AlertDescription::kInappropriateFallback, 86},
      {AlertDescription::kUserCanceled, 90},
      {AlertDescription::kNoRenegotiation, 100},
      {AlertDescription::kMissingExtension, 109},
      {AlertDescription::kUnsupportedExtension, 110},
      {AlertDescription::kCertificateUnobtainable, 111},
      {AlertDescription::kUnrecognizedName, 112},
      {AlertDescription::kBadCertificateStatusResponse, 113},
      {AlertDescription::kBadCertificateHashValue, 114},
      {AlertDescription::kUnknownPskIdentity, 115},
      {AlertDescription::kCertificateRequired, 116},
      {AlertDescription::kGeneralError, 117},
      {AlertDescription::kNoApplicationProtocol, 120},
      {AlertDescription::kEchRequired, 121},
  };
  for (const auto& alert : kAlerts) {
    EXPECT_EQ(N(alert.description), alert.number) << Name(alert.description);
  }
  EXPECT_FALSE(tls::AlertAccumulator().half);
  EXPECT_EQ(tls::AlertAccumulator().level, 0);
}

// IANA's TLS HandshakeType.
TEST(Numbers, OfHandshakeMessages) {
  using tls::HandshakeType;
  const struct {
    HandshakeType type;
    int number;
  } kTypes[] = {
      {HandshakeType::kHelloRequest, 0},
      {HandshakeType::kClientHello, 1},
      {HandshakeType::kServerHello, 2},
      {HandshakeType::kHelloVerifyRequest, 3},
      {HandshakeType::kNewSessionTicket, 4},
      {HandshakeType::kEndOfEarlyData, 5},
      {HandshakeType::kEncryptedExtensions, 8},
      {HandshakeType::kRequestConnectionId, 9},
      {HandshakeType::kNewConnectionId, 10},
      {HandshakeType::kCertificate, 11},
      {HandshakeType::kServerKeyExchange, 12},
      {HandshakeType::kCertificateRequest, 13},
      {HandshakeType::kServerHelloDone, 14},
      {HandshakeType::kCertificateVerify, 15},
      {HandshakeType::kClientKeyExchange, 16},
      {HandshakeType::kFinished, 20},
      {HandshakeType::kCertificateUrl, 21},
      {HandshakeType::kCertificateStatus, 22},
      {HandshakeType::kSupplementalData, 23},
      {HandshakeType::kKeyUpdate, 24},
      {HandshakeType::kCompressedCertificate, 25},
      {HandshakeType::kMessageHash, 254},
  };
  for (const auto& row : kTypes) EXPECT_EQ(N(row.type), row.number) << Name(row.type);
  EXPECT_EQ(tls::HandshakeLimit().octets, 131396u);
  EXPECT_EQ(tls::kHandshakeHeaderSize, 4u);
  EXPECT_EQ(tls::kDtlsHandshakeHeaderSize, 12u);
  EXPECT_EQ(tls::HandshakeHeader().length, 0u);
  const tls::DtlsHandshakeHeader header;
  EXPECT_EQ(header.length, 0u);
  EXPECT_EQ(header.message_seq, 0);
  EXPECT_EQ(header.fragment_offset, 0u);
  EXPECT_EQ(header.fragment_length, 0u);
}

// RFC 9147 sections 4 and 7, RFC 6347 section 4.1; first octets: RFC 9443 section 3.
TEST(Numbers, OfDtls) {
  using namespace tls;  // NOLINT(google-build-using-namespace)
  EXPECT_EQ(kDtls13, 0xFEFC);
  EXPECT_EQ(kMaxDtlsSequence, (uint64_t{1} << 48) - 1);
  EXPECT_EQ(kMinDtlsCiphertext, 16);
  EXPECT_EQ(kDtlsHeaderSize, 13u);
  EXPECT_EQ(kMaxDtlsHeaderSize, 268u);
  const DtlsHeader header;
  EXPECT_EQ(header.form, DtlsForm::kPlaintext);
  EXPECT_EQ(header.type, ContentType::kHandshake);
  EXPECT_EQ(header.version, 0xFEFD);
  EXPECT_EQ(header.epoch, 0);
  EXPECT_EQ(header.sequence, 0u);
  EXPECT_TRUE(header.long_sequence);
  EXPECT_TRUE(header.has_length);
  EXPECT_EQ(header.length, 0);
  EXPECT_EQ(RecordNumber().epoch, 0u);
  EXPECT_EQ(RecordNumber().sequence, 0u);
  EXPECT_EQ(Ack::kEntrySize, 16u);
  EXPECT_EQ(Ack().size(), 0u);
  EXPECT_EQ(kMaxAckEntries, 1023u);
  EXPECT_EQ(ReplayWindow::kSize, 64u);
  EXPECT_EQ(ReplayWindow().highest, 0u);
  EXPECT_EQ(ReplayWindow().seen, 0u);
}

TEST(Numbers, OfPlatforms) {
  EXPECT_EQ(cfnetwork::kDomainPosix, 1);
  EXPECT_EQ(cfnetwork::kDomainSocks, 5);
  EXPECT_EQ(cfnetwork::StreamError().subdomain, 0);
  EXPECT_EQ(cfnetwork::StreamError().code, 2);
  EXPECT_EQ(openharmony::kSocketBase, 2301000);
  EXPECT_EQ(openharmony::kTlsSystemBase, 2303100);
  EXPECT_EQ(openharmony::kTlsSslBase, 2303500);
  EXPECT_EQ(openharmony::Decoded().base, openharmony::Base::kUnknown);
  EXPECT_EQ(openharmony::Decoded().rest, 0);
  EXPECT_EQ(openharmony::Decoded().code, 0);
  EXPECT_FALSE(openharmony::Decoded().doubled);
  EXPECT_EQ(Symbol().value, 0);
}

}  // namespace
}  // namespace hardwire
