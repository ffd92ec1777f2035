// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What has gone wrong in other SOCKS implementations, one case each, named after what goes wrong.
// The identifier of the report stands in the comment.

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
namespace {

using Octets = std::vector<uint8_t>;
using socks::Address;

Octets Named(const char* head, size_t length) {
  return Hex(head) + Octets{static_cast<uint8_t>(length)} + Octets(length, 'a') + Hex("00 50");
}

// Encodes leniently into ample room; on refusal nothing may be written.
template <typename M>
Result EncodeAmply(const M& message) {
  Octets room(1024, 0xA5);
  const Result r = Encode(message, MakeSpan(room), Policy::Lenient());
  if (!r.ok()) {
    EXPECT_EQ(room, Octets(1024, 0xA5));
  }
  return r;
}

// The outcomes of a decoder fed with growing prefixes, each in memory of its own.
template <typename M>
Result DecodeInPieces(const Octets& bytes) {
  Result r;
  for (size_t size = 0; size <= bytes.size(); ++size) {
    const Octets prefix(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    M message;
    r = Decode(prefix, &message);
    if (r.code() != Code::kNeedMore) break;
  }
  return r;
}

// CVE-2023-38545: a host of more than 255 bytes switched the mode and overflowed the heap.
// CVE-2002-2367; swoole PR 6206.
TEST(SocksRegressions, HostLongerThanItsLengthOctet) {
  for (const size_t length : {256u, 257u, 511u, 512u}) {
    const std::string host(length, 'a');
    socks5::Request request;
    request.address = Address::Domain(host, 80);
    EXPECT_EQ(EncodeAmply(request), Result::Error(Code::kSerialization, Detail::kDomainTooLong, 4));
    EXPECT_EQ(request.address.type(), socks::AddressType::kDomain);
    udp::Header header;
    header.address = request.address;
    EXPECT_EQ(EncodeAmply(header).detail(), Detail::kDomainTooLong);
  }
}

// CVE-2017-18350, CVE-2026-56123: the length octet was a signed char. CVE-2009-2470: a long name
// left the stream out of step. GLib b32727d43d.
TEST(SocksRegressions, LengthOctetWithItsHighBitSet) {
  for (size_t length = 128; length <= 255; ++length) {
    socks5::Reply reply;
    const Octets bytes = Named("05 00 00 03", length);
    EXPECT_EQ(Decode(bytes + Hex("16 03 01"), &reply),
              Result::Ok(static_cast<uint32_t>(bytes.size())));
    EXPECT_EQ(reply.address.domain().size(), length);
    EXPECT_EQ(Decode(MakeConstSpan(bytes.data(), 5), &reply),
              Result::NeedMore(static_cast<uint32_t>(7 + length)));
  }
}

// CVE-2011-2778: a request that arrives in pieces overflowed a buffer.
TEST(SocksRegressions, LongRequestInPieces) {
  EXPECT_EQ(DecodeInPieces<socks5::Request>(Named("05 01 00 03", 255)), Result::Ok(262));
}

// CVE-2024-52533: the second NUL of SOCKS4a had no room.
TEST(SocksRegressions, RoomForBothNulsOfSocks4a) {
  const std::string longest(255, 'x');
  socks4::Request request;
  request.userid = longest;
  request.address = Address::Domain(longest, 80);
  EXPECT_EQ(EncodedSize(request), 520u);
  Octets room(520, 0xA5);
  ASSERT_EQ(Encode(request, MakeSpan(room)), Result::Ok(520));
  EXPECT_EQ(room[519], 0);
  EXPECT_EQ(Encode(request, MakeSpan(room.data(), 519)).detail(), Detail::kOutputTooSmall);
}

// CVE-2002-2368, CVE-2025-34451; curl#3737, libtorrent 6e37fc954, weechat PR 2325: credentials from
// a configuration overflowed a buffer.
TEST(SocksRegressions, CredentialsLongerThanTheirLengthOctets) {
  const std::string fits(255, 'x');
  const std::string over(256, 'x');
  userpass::Request request;
  request.username = over;
  request.password = "p";
  EXPECT_EQ(EncodeAmply(request).detail(), Detail::kUsernameTooLong);
  request.username = "u";
  request.password = over;
  EXPECT_EQ(EncodeAmply(request).detail(), Detail::kPasswordTooLong);
  request.username = fits;
  request.password = fits;
  EXPECT_EQ(EncodeAmply(request), Result::Ok(513));
}

// CVE-2002-1001: a SOCKS4a host of hundreds of bytes. fgssfgss/socks_proxy#2: 256 times FF without
// a NUL. sing 1f1489e: a field without end.
TEST(SocksRegressions, Socks4FieldsWithoutEnd) {
  socks4::Request request;
  const Octets host = Hex("04 01 00 00 00 00 00 01 00");
  EXPECT_EQ(Decode(host + Octets(256, 0xFF), &request),
            Result::Error(Code::kDeserialization, Detail::kDomainTooLong, 9));
  EXPECT_EQ(Decode(host + Octets(100000, 'a'), &request),
            Result::Error(Code::kDeserialization, Detail::kDomainTooLong, 9));
  EXPECT_EQ(Decode(Hex("04 01 00 50 c0 00 02 01") + Octets(100000, 'a'), &request),
            Result::Error(Code::kDeserialization, Detail::kUseridTooLong, 8));
}

// CVE-2004-0409: more from the server than there was room for. CVE-2003-0927: a length beyond what
// was captured.
TEST(SocksRegressions, LengthsBeyondWhatIsThere) {
  socks5::Reply reply;
  EXPECT_EQ(Decode(Hex("05 00 00 03 ff 61"), &reply), Result::NeedMore(262));
  userpass::Request request;
  EXPECT_EQ(Decode(Hex("01 ff 61"), &request), Result::NeedMore(258));
  socks5::Greeting greeting;
  EXPECT_EQ(Decode(Hex("05 ff 00"), &greeting), Result::NeedMore(257));  // sslh#173
}

// CVE-2003-0081: a field was used as a format string.
TEST(SocksRegressions, FormatCharactersAreText) {
  const Octets bytes = Hex("01 04 25 6e 25 73 02 25 78");
  userpass::Request request;
  ASSERT_EQ(Decode(bytes, &request), Result::Ok(9));
  EXPECT_EQ(request.username, "%n%s");
  EXPECT_EQ(request.password, "%x");
}

// CVE-2019-5163: a malformed datagram ended the process. shadowsocks-libev#3035,
// hev-socks5-tunnel#323, libtorrent 49f73dcb4: short datagrams were read past their end.
TEST(SocksRegressions, MalformedDatagrams) {
  for (const char* hex :
       {"", "03", "00 00 00", "00 00 00 03", "00 00 00 03 05", "00 00 00 03 01 61",
        "00 00 00 03 01 61 00", "00 00 00 01 7f 00 00", "00 00 00 04 00 00 00 00 00 00 00"}) {
    const Octets bytes = Hex(hex);
    udp::Header header;
    EXPECT_EQ(Decode(bytes, &header), Result::Error(Code::kDeserialization, Detail::kTruncated,
                                                    static_cast<uint32_t>(bytes.size())))
        << hex;
  }
  udp::Header header;
  EXPECT_EQ(Decode(Hex("00 00 00 7f 00 00 00"), &header).code(), Code::kBadAddress);
}

// libtorrent f49d19418: the header of a datagram to a long name had 25 bytes.
TEST(SocksRegressions, DatagramHeaderWithALongName) {
  const std::string name(255, 'a');
  udp::Header header;
  header.address = Address::Domain(name, 53);
  EXPECT_EQ(EncodedSize(header), udp::kMaxHeaderSize);
  EXPECT_EQ(EncodeAmply(header), Result::Ok(262));
}

// amule PR 1433: the port of an IPv6 datagram was read at the wrong offset.
TEST(SocksRegressions, PortBehindAnIpv6Address) {
  udp::Header header;
  ASSERT_TRUE(Decode(Hex("00 00 00 04") + Octets(16, 0xEE) + Hex("12 34 ff ff"), &header).ok());
  EXPECT_EQ(header.address.port(), 0x1234);
  EXPECT_EQ(header.payload.size(), 2u);
}

// CVE-2023-43644: a failed authentication was answered and the session went on.
TEST(SocksRegressions, EveryStatusButZeroIsARefusal) {
  for (int status = 1; status < 256; ++status) {
    userpass::Reply reply;
    ASSERT_TRUE(Decode(Octets{1, static_cast<uint8_t>(status)}, &reply).ok());
    EXPECT_EQ(Verdict(reply).code(), Code::kPeerRefused);
  }
}

// curl 7.88 and libtorrent#8321, monero#11308: replies shorter than ten bytes stalled or were
// refused.
TEST(SocksRegressions, RepliesShorterThanTenBytes) {
  for (const size_t length : {0u, 1u, 2u}) {
    EXPECT_EQ(DecodeInPieces<socks5::Reply>(Named("05 00 00 03", length)),
              Result::Ok(static_cast<uint32_t>(7 + length)));
  }
}

// ts-warp#17: the reply's length was taken from the request's address type. simple-java-mail#675:
// the name was read from the length octet on. 3proxy#728: the length left the port out.
TEST(SocksRegressions, ReplyIsFramedByItsOwnAddressType) {
  socks5::Reply reply;
  const Octets named = Hex("05 00 00 03 03 61 2e 62 12 34 99");
  ASSERT_EQ(Decode(named, &reply), Result::Ok(10));
  EXPECT_EQ(reply.address, Address::Domain("a.b", 0x1234));
  ASSERT_EQ(Decode(Hex("05 00 00 04") + Octets(16, 1) + Hex("12 34 99"), &reply), Result::Ok(22));
  EXPECT_EQ(reply.address.port(), 0x1234);
}

// zephyr#117993, curl#18938, microsocks#105: bytes behind a message were taken or dropped.
TEST(SocksRegressions, BytesBehindAMessageStay) {
  const Octets request = Hex("05 01 00 01 c0 00 02 01 00 50");
  socks5::Request message;
  EXPECT_EQ(Decode(request + Hex("16 03 01 02 00"), &message), Result::Ok(10));
  EXPECT_EQ(message.address.port(), 80);
  socks5::Greeting greeting;
  EXPECT_EQ(Decode(Hex("05 01 00") + request, &greeting), Result::Ok(3));
}

// cyphernet.rs#18, fast-socks5#63: Tor's reply codes, and any other unknown one, panicked.
TEST(SocksRegressions, UnknownRepliesAreNumbers) {
  for (int code = 9; code < 256; ++code) {
    socks5::Reply reply;
    ASSERT_EQ(Decode(Octets{5, static_cast<uint8_t>(code), 0, 1, 0, 0, 0, 0, 0, 0}, &reply),
              Result::Ok(10));
    EXPECT_EQ(static_cast<int>(reply.code), code);
    EXPECT_EQ(Verdict(reply).octet(), code);
  }
}

// python-socks#46, tokio-socks#58: a refusal of two to four bytes lost its code.
TEST(SocksRegressions, ShortRefusalsKeepTheirCode) {
  for (const char* hex : {"05 05", "05 05 00", "05 05 00 00", "05 05 00 01 00"}) {
    EXPECT_EQ(socks5::PartialReply(Hex(hex)),
              Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1, 5));
  }
  EXPECT_EQ(socks4::PartialReply(Hex("00 5b")),
            Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1, 0x5b));
}

// Names were cut at a NUL by C strings in five servers; users by one.
TEST(SocksRegressions, NulDoesNotEndAString) {
  socks5::Request request;
  EXPECT_EQ(Decode(Hex("05 01 00 03 0b 31 32 37 2e 30 2e 30 2e 31 00 78 00 50"), &request),
            Result::Error(Code::kDeserialization, Detail::kNulInDomain, 5));
  const Octets bytes = Hex("01 03 75 00 78 01 70");
  userpass::Request credentials;
  ASSERT_TRUE(Decode(bytes, &credentials).ok());
  EXPECT_NE(credentials.username, "u");
}

}  // namespace
}  // namespace hardwire
