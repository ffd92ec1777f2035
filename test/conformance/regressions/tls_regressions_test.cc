// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What has gone wrong in other TLS and DTLS implementations below the handshake, one case each,
// named after what goes wrong. The identifier of the report stands in the comment. Cases that are
// also the plain test of a rule stand with its codec: RecordRegressions in test/tls.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using Octets = std::vector<uint8_t>;

// Everything that a stream says of `octets`, and how it ended.
struct Heard {
  std::vector<StreamEvent::Kind> kinds;
  Result last;
  Closure closure = Closure::kBoundary;
};
Heard Listen(const Octets& octets, const RecordContext& context) {
  RecordStream stream(context);
  Span<const uint8_t> rest = octets;
  Heard heard;
  StreamEvent event;
  do {
    heard.last = stream.Next(rest, &event);
    if (!heard.last.ok()) break;
    rest.remove_prefix(heard.last.consumed());
    heard.kinds.push_back(event.kind);
  } while (event.kind != StreamEvent::Kind::kNone);
  heard.closure = stream.EndOfStream();
  return heard;
}

Octets Repeated(const Octets& octets, size_t count) {
  Octets all;
  for (size_t i = 0; i < count; ++i) all.insert(all.end(), octets.begin(), octets.end());
  return all;
}

DtlsHandshakeHeader Fragment(const std::string& hex) {
  const Octets octets = Hex(hex);
  DtlsHandshakeHeader header;
  EXPECT_TRUE(Decode(octets, &header).ok()) << hex;
  return header;
}

// CVE-2014-0224: change_cipher_spec is a record like any other; whether it may come now is for the
// handshake to say. Before any handshake it may not.
TEST(TlsRegressions, AnEarlyChangeCipherSpecIsReportedAndNeverActedOn) {
  Record record;
  EXPECT_EQ(Decode(Hex("14 03 03 00 01 01"), &record, RecordContext::Initial()).detail(),
            Detail::kUnexpectedContentType);
  ASSERT_TRUE(Decode(Hex("14 03 03 00 01 01"), &record, RecordContext::Plain(kTls12)).ok());
  EXPECT_EQ(record.type, ContentType::kChangeCipherSpec);
}

// CVE-2016-6307, CVE-2016-6308, CVE-2023-34462, CVE-2026-45416: memory taken for the 16 MiB that a
// header announces.
TEST(TlsRegressions, AHugeHandshakeMessageIsRefusedAtItsHeader) {
  HandshakeHeader header;
  EXPECT_EQ(Decode(Hex("01 ff"), &header).detail(), Detail::kHandshakeTooLong);
  EXPECT_EQ(Decode(Hex("01 ff ff ff"), &header).detail(), Detail::kHandshakeTooLong);
}

// CVE-2020-25648, CVE-2020-12457: change_cipher_spec without end in TLS 1.3.
TEST(TlsRegressions, AFloodOfChangeCipherSpecsEnds) {
  const Heard heard =
      Listen(Repeated(Hex("14 03 03 00 01 01"), 100), RecordContext::Protected(kTls13));
  EXPECT_EQ(heard.last.detail(), Detail::kTooManyCcs);
}

// CVE-2016-8610: warnings without end, one a record.
TEST(TlsRegressions, AFloodOfWarningAlertsEnds) {
  const Heard heard =
      Listen(Repeated(Hex("15 03 03 00 02 01 ff"), 100), RecordContext::Plain(kTls12));
  EXPECT_EQ(heard.last.detail(), Detail::kTooManyWarningAlerts);
}

// CVE-2016-6305: empty records without end.
TEST(TlsRegressions, AFloodOfEmptyRecordsEnds) {
  const Heard heard =
      Listen(Repeated(Hex("17 03 03 00 00"), 100), RecordContext::Protected(kTls12));
  EXPECT_EQ(heard.last.detail(), Detail::kTooManyEmptyRecords);
}

// CVE-2024-32650: close_notify right behind the ClientHello, and a loop that never sees an end.
TEST(TlsRegressions, CloseNotifyBehindTheHelloIsTerminal) {
  const Octets octets = Hex("16 03 01 00 04 01 00 00 00 15 03 01 00 02 01 00 17 03 03 00 01 aa");
  const Heard heard = Listen(octets, RecordContext::Initial());
  EXPECT_EQ(heard.last.detail(), Detail::kCloseNotify);
  EXPECT_EQ(heard.closure, Closure::kGraceful);
}

// CVE-2025-61730, RUSTSEC-2026-0285: octets behind a message that changes the keys, in its record,
// were read as if they came later. They stay in sight.
TEST(TlsRegressions, OctetsBehindAHandshakeMessageStayInItsRecord) {
  const Octets octets = Hex("16 03 03 00 06 0e 00 00 00 18 00");
  Record record;
  ASSERT_TRUE(Decode(octets, &record, RecordContext::Plain(kTls12)).ok());
  HandshakeHeader header;
  const Result message = Decode(record.fragment, &header);
  ASSERT_TRUE(message.ok());
  EXPECT_EQ(record.fragment.size() - message.consumed() - header.length, 2U);
}

// CVE-2025-24970: a call that needs a whole header and has a part of it never gives a length.
TEST(TlsRegressions, APartOfAHeaderIsNoRecord) {
  const Octets octets = Hex("16 03 01 00 04");
  for (size_t size = 0; size < 5; ++size) {
    RecordHeader header;
    header.length = 0xAAAA;
    EXPECT_EQ(Decode(MakeConstSpan(octets.data(), size), &header, RecordContext::Initial()).code(),
              Code::kNeedMore);
    EXPECT_EQ(header.length, 0xAAAA);
  }
}

// CVE-2014-0195, CVE-2026-33846, CVE-2026-42009: a later fragment with another message length than
// the first, for which memory was taken.
TEST(DtlsRegressions, FragmentsThatDisagreeAreTold) {
  const DtlsHandshakeHeader first = Fragment("01 000064 0000 000000 000002 fe fd");
  const DtlsHandshakeHeader longer = Fragment("01 000fa0 0000 000002 000002 fe fd");
  EXPECT_FALSE(SameMessage(first, longer));
  EXPECT_TRUE(Contradicts(first, longer));
}

// The same reports: a fragment that reaches beyond its own message.
TEST(DtlsRegressions, AFragmentBeyondItsMessageIsRefused) {
  DtlsHandshakeHeader header;
  const Octets octets = Hex("01 000002 0000 000000 000014") + Octets(20, 0);
  EXPECT_EQ(Decode(octets, &header).detail(), Detail::kHandshakeFragment);
}

// CVE-2014-3507, CVE-2022-29190: fragments of no octets, which leaked or looped for ever.
TEST(DtlsRegressions, AFragmentOfNoOctetsConsumesItsHeader) {
  const Octets octets = Hex("01 000064 0001 000000 000000");
  DtlsHandshakeHeader header;
  EXPECT_EQ(Decode(octets, &header).consumed(), 12U);
  EXPECT_EQ(header.fragment_length, 0U);
}

// CVE-2014-3506: 16 MiB announced by a fragment of one octet.
TEST(DtlsRegressions, AHugeMessageIsRefusedAtItsFirstFragment) {
  DtlsHandshakeHeader header;
  EXPECT_EQ(Decode(Hex("01 ffffff 0000 000000 000001 00"), &header).detail(),
            Detail::kHandshakeTooLong);
}

// CVE-2014-3571: a header in one datagram and its body in the next.
TEST(DtlsRegressions, ARecordNeverSpansDatagrams) {
  const Octets octets = Hex("16 fe fd 0000 000000000000 000c");
  DtlsDatagram datagram(octets);
  DtlsRecord record;
  const DtlsStep step = Next(&datagram, &record, DtlsContext::Initial());
  EXPECT_EQ(step.event, DtlsEvent::kDropRest);
  EXPECT_EQ(step.result.detail(), Detail::kTruncated);
}

// CVE-2016-2177, CVE-2026-33845: a length that is subtracted before it is compared.
TEST(DtlsRegressions, ALengthBeyondTheDatagramIsRefused) {
  const Octets octets = Hex("17 fe fd 0001 000000000000 4000 aa");
  DtlsDatagram datagram(octets);
  DtlsRecord record;
  EXPECT_EQ(Next(&datagram, &record, DtlsContext::Initial()).event, DtlsEvent::kDropRest);
  EXPECT_EQ(Next(&datagram, &record, DtlsContext::Initial()).event, DtlsEvent::kEnd);
}

// CVE-2016-2181: a record that nobody vouches for moved the window.
TEST(DtlsRegressions, AForgedNumberDoesNotMoveTheWindow) {
  ReplayWindow window;
  window.Update(10);
  EXPECT_TRUE(window.Check(kMaxDtlsSequence));
  EXPECT_TRUE(window.Check(11));
  EXPECT_FALSE(window.Check(10));
}

// CVE-2022-46393: connection ids of another length than was agreed on.
TEST(DtlsRegressions, TheLengthOfAConnectionIdComesFromTheCallerAlone) {
  const Octets octets = Hex("19 fe fd 0001 000000000001 aa bb cc 0004 01 02 03 04");
  DtlsHeader header;
  EXPECT_EQ(Decode(octets, &header, DtlsContext::Initial()).detail(), Detail::kCidNotNegotiated);
  ASSERT_TRUE(Decode(octets, &header, DtlsContext::Initial().WithCid(3)).ok());
  EXPECT_EQ(header.cid.size(), 3U);
  EXPECT_EQ(header.length, 4);
  EXPECT_EQ(Decode(octets, &header, DtlsContext::Initial().WithCid(255)).detail(),
            Detail::kTruncated);
}

// CVE-2020-24585: application data that is not protected. The epoch says so.
TEST(DtlsRegressions, UnprotectedApplicationDataIsOfEpoch0) {
  DtlsHeader header;
  ASSERT_TRUE(Decode(Hex("17 fe fd 0000 000000000000 0001"), &header, DtlsContext::Initial()).ok());
  EXPECT_EQ(header.type, ContentType::kApplicationData);
  EXPECT_EQ(header.epoch, 0);
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
