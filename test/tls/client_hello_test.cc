// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/client_hello.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/hello_walk.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {
namespace {

constexpr HelloContext kTls = HelloContext::Tls();
constexpr HelloContext kDtls = HelloContext::Dtls();

const HelloContext& ContextOf(const HelloParts& parts) { return parts.dtls ? kDtls : kTls; }
Layer LayerOf(const HelloParts& parts) { return parts.dtls ? Layer::kDtls : Layer::kTls; }

Result Ok(size_t n, Layer layer = Layer::kTls) {
  return Result::Ok(static_cast<uint32_t>(n), layer);
}
Result More(size_t n, Layer layer = Layer::kTls) {
  return Result::NeedMore(static_cast<uint32_t>(n), layer);
}
Result Bad(Detail detail, size_t n, uint8_t octet = 0, Layer layer = Layer::kTls) {
  return Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(n), octet, layer);
}
Result Unsendable(Detail detail, size_t n, uint8_t octet = 0) {
  return Result::Error(Code::kSerialization, detail, static_cast<uint32_t>(n), octet, Layer::kTls);
}

Result Read(const Octets& octets, Policy policy = Policy::Lenient(),
            const HelloContext& context = kTls) {
  ClientHello hello;
  return Decode(octets, &hello, context, policy);
}
Result Read(const HelloParts& parts, Policy policy = Policy::Lenient()) {
  return Read(parts.Message(), policy, ContextOf(parts));
}

// `violation` is broken, alone, at offset `n`: strict rejects it, lenient accepts it, and interop
// does as it is said to.
void ExpectBroken(const HelloParts& parts, Violation violation, Detail detail, size_t n,
                  bool interop_accepts) {
  const Octets octets = parts.Message();
  ClientHello hello;
  ASSERT_TRUE(Decode(octets, &hello, ContextOf(parts), Policy::Lenient()).ok());
  Violations only;
  only.Add(violation);
  EXPECT_EQ(hello.violations, only);
  const Result bad = Bad(detail, n, 0, LayerOf(parts));
  EXPECT_EQ(Read(parts, Policy::Strict()), bad);
  EXPECT_EQ(Read(parts, Policy::Interop()),
            interop_accepts ? Ok(octets.size(), LayerOf(parts)) : bad);
  Octets out(octets.size());
  EXPECT_EQ(Encode(hello, MakeSpan(out), ContextOf(parts), Policy::Strict()).detail(), detail);
}

TEST(ClientHelloTest, TheIdNeverChanges) { EXPECT_EQ(ClientHello::kInfo.id, 41); }

TEST(ClientHelloTest, Fields) {
  HelloParts parts = WithExtensions(Tls13() + Ext(0xABCD, Hex("01 02")));
  parts.session_id = Octets(32, 0x5E);
  parts.suites = Hex("1301 0a0a c02b");
  const Octets octets = parts.Message() + Hex("14 03");
  ClientHello hello;
  ASSERT_EQ(Decode(octets, &hello, kTls, Policy::Strict()), Ok(octets.size() - 2));
  EXPECT_EQ(hello.legacy_version, 0x0303);
  EXPECT_EQ(hello.random[0], 0x52);
  EXPECT_EQ(hello.random[31], 0x52);
  EXPECT_EQ(hello.session_id, MakeConstSpan(parts.session_id));
  EXPECT_EQ(hello.session_id.data(), octets.data() + 4 + 2 + 32 + 1);
  EXPECT_TRUE(hello.cookie.empty());
  EXPECT_EQ(hello.cipher_suites, MakeConstSpan(parts.suites));
  EXPECT_EQ(hello.compression_methods, MakeConstSpan(Hex("00")));
  EXPECT_TRUE(hello.has_extensions);
  EXPECT_EQ(hello.extensions, MakeConstSpan(parts.extensions));
  EXPECT_TRUE(hello.violations.empty());
  EXPECT_EQ(EncodedSize(hello, kTls), octets.size() - 2);
}

TEST(ClientHelloTest, FieldsOfDtls) {
  HelloParts parts = DtlsParts();
  parts.cookie = Octets(255, 0xC0);
  parts.message_seq = 0x0102;
  const Octets octets = parts.Message();
  ClientHello hello;
  ASSERT_EQ(Decode(octets, &hello, kDtls, Policy::Strict()), Ok(octets.size(), Layer::kDtls));
  EXPECT_EQ(hello.legacy_version, 0xFEFD);
  EXPECT_EQ(hello.message_seq, 0x0102);
  EXPECT_EQ(hello.cookie, MakeConstSpan(parts.cookie));
  EXPECT_EQ(EncodedSize(hello, kDtls), octets.size());
  Octets out(octets.size());
  ASSERT_TRUE(Encode(hello, MakeSpan(out), kDtls).ok());
  EXPECT_EQ(out, octets);
}

// RFC 5246 section 7.4.1.2 allows both.
TEST(ClientHelloTest, BodiesOfEverySize) {
  for (const bool dtls : {false, true}) {
    for (size_t size = 0; size <= 700; ++size) {
      HelloParts parts = dtls ? DtlsParts() : HelloParts();
      parts.extensions = Ext(0x1234, Octets(size, 0x12));
      const Octets message = parts.Message();
      ClientHello hello;
      ASSERT_EQ(Decode(message, &hello, ContextOf(parts), Policy::Strict()),
                Ok(message.size(), LayerOf(parts)));
      Octets room(message.size(), 0x5A);
      ASSERT_EQ(Encode(hello, MakeSpan(room), ContextOf(parts)),
                Ok(message.size(), LayerOf(parts)));
      ASSERT_EQ(room, message) << size;
    }
  }
}

TEST(ClientHelloTest, NoExtensionsBlockIsNotAnEmptyOne) {
  for (const bool has : {false, true}) {
    HelloParts parts;
    parts.has_extensions = has;
    const Octets octets = parts.Message();
    ClientHello hello;
    ASSERT_EQ(Decode(octets, &hello, kTls, Policy::Strict()), Ok(has ? 47 : 45));
    EXPECT_EQ(hello.has_extensions, has);
    EXPECT_TRUE(hello.extensions.empty());
    Octets out(octets.size());
    ASSERT_EQ(Encode(hello, MakeSpan(out), kTls), Ok(octets.size()));
    EXPECT_EQ(out, octets);
  }
}

TEST(ClientHelloTest, EveryPrefixNeedsAllOfIt) {
  const Octets octets = WithExtensions(Tls13() + Ext(0, NameBody("example.com"))).Message();
  EXPECT_EQ(Read(Octets()), More(45));
  EXPECT_EQ(Read(Hex("01 00")), More(45));
  EXPECT_EQ(Read(Hex("01 00 01")), More(4 + 256));
  for (size_t size = 4; size < octets.size(); ++size) {
    EXPECT_EQ(Read(Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size))),
              More(octets.size()));
  }
  EXPECT_EQ(Read(Octets(), Policy::Strict(), kDtls), More(12 + 42, Layer::kDtls));
}

// A walk that has stopped at any octet goes on from there. In DTLS nothing but this test does so.
TEST(ClientHelloTest, AWalkGoesOnFromEveryOctet) {
  HelloParts with_cookie = DtlsParts();
  with_cookie.cookie = Octets(3, 0xC0);
  for (const HelloParts& parts : {HelloParts(), DtlsParts(), with_cookie}) {
    const Octets octets = parts.Message();
    for (size_t cut = 0; cut < octets.size(); ++cut) {
      HelloWalk walk(ContextOf(parts), internal::Judge::Decoder(LayerOf(parts)));
      const auto take = [&](size_t begin, size_t end) {
        const internal::ByteReader in(MakeConstSpan(octets).subspan(begin, end - begin));
        size_t from = 0;
        EXPECT_TRUE(walk.TakeAll(in, &from).ok());
        EXPECT_EQ(walk.taken(), end);
      };
      take(0, cut);
      EXPECT_FALSE(walk.done()) << cut;
      take(cut, octets.size());
      EXPECT_TRUE(walk.done()) << cut;
      EXPECT_EQ(walk.needed(), octets.size());
      EXPECT_EQ(walk.cookie().size, parts.cookie.size());
    }
  }
}

TEST(ClientHelloTest, AnotherMessageIsNone) {
  EXPECT_EQ(Read(Hex("02")), Bad(Detail::kNotClientHello, 0, 2));
  EXPECT_EQ(Read(Hex("00 00 00 00")), Bad(Detail::kNotClientHello, 0, 0));
}

TEST(ClientHelloTest, TheLimitIsExact) {
  EXPECT_EQ(Read(Hex("01 02 01 44")), More(4 + 131396));
  EXPECT_EQ(Read(Hex("01 02 01 45")), Bad(Detail::kHandshakeTooLong, 1));
  EXPECT_EQ(Read(Hex("01 03")), Bad(Detail::kHandshakeTooLong, 1));
  const HelloContext mine = HelloContext::Tls({64});
  EXPECT_EQ(Read(Hex("01 00 00 40"), Policy::Strict(), mine), More(68));
  EXPECT_EQ(Read(Hex("01 00 00 41"), Policy::Strict(), mine), Bad(Detail::kHandshakeTooLong, 1));
  // No hello of TLS is longer, whatever the limit.
  const HelloContext any = HelloContext::Tls({UINT32_MAX});
  EXPECT_EQ(Read(Hex("01 02 01 45"), Policy::Strict(), any), Bad(Detail::kHelloLength, 1));
}

TEST(ClientHelloTest, TheLongestOne) {
  HelloParts parts;
  parts.session_id = Octets(32);
  parts.suites = Octets(65534);
  parts.methods = Octets(255);
  parts.extensions = Ext(0x1234, Octets(65531));
  EXPECT_EQ(Read(parts), Ok(4 + 131396));
  parts.dtls = true;
  parts.cookie = Octets(255);
  ClientHello hello;
  const Octets octets = parts.Message();
  const HelloContext any = HelloContext::Dtls({UINT32_MAX});
  EXPECT_EQ(Decode(octets, &hello, any, Policy::Lenient()), Ok(12 + 131652, Layer::kDtls));
  EXPECT_EQ(ClientHello::kInfo.most, octets.size());
}

TEST(ClientHelloTest, LengthsAreExact) {
  EXPECT_EQ(Read(Hex("01 00 00 28")), Bad(Detail::kHelloLength, 1));  // 40
  EXPECT_EQ(Read(Hex("01 00 00 29")), More(45));
  const Octets head = Hex("01 00 00 2f 0303") + Octets(32);
  EXPECT_EQ(Read(head + Hex("06")), More(51));
  EXPECT_EQ(Read(head + Hex("07")), Bad(Detail::kHelloLength, 38));
  EXPECT_EQ(Read(head + Hex("00 00 08")), More(51));
  EXPECT_EQ(Read(head + Hex("00 00 0a")), Bad(Detail::kHelloLength, 39));
  EXPECT_EQ(Read(head + Hex("00 01")), Bad(Detail::kHelloLength, 39));
  // Behind methods of 7, 5 and 1 octets stand none, an empty block, one with an extension. One of
  // 4 octets leaves a block of one octet, which nothing fills.
  const Octets suites = head + Hex("00 00 02 1301");
  EXPECT_EQ(Read(suites + Hex("07")), More(51));
  EXPECT_EQ(Read(suites + Hex("05")), More(51));
  EXPECT_EQ(Read(suites + Hex("01")), More(51));
  for (const char* size : {"06", "04", "03", "02", "08"}) {
    EXPECT_EQ(Read(suites + Hex(size)), Bad(Detail::kHelloLength, 43)) << size;
  }
  const Octets block = suites + Hex("01 00");
  EXPECT_EQ(Read(block + Hex("00 04")), More(51));
  EXPECT_EQ(Read(block + Hex("00 03")), Bad(Detail::kHelloLength, 45));
  EXPECT_EQ(Read(block + Hex("01")), Bad(Detail::kHelloLength, 45));
  EXPECT_EQ(Read(block + Hex("00 04 00 00 00 01")), Bad(Detail::kHelloLength, 49));
  EXPECT_EQ(Read(block + Hex("00 04 00 00 00 00")), Ok(51));
}

// What is behind a length has a most as well as a least.
TEST(ClientHelloTest, LengthsOfTheVastest) {
  const Octets longest = Hex("01 02 01 44 0303") + Octets(32);
  EXPECT_EQ(Read(longest + Hex("20")), More(4 + 131396));
  EXPECT_EQ(Read(longest + Hex("1f")), Bad(Detail::kHelloLength, 38));
  const Octets suites = longest + Hex("20") + Octets(32);
  EXPECT_EQ(Read(suites + Hex("ff fe")), More(4 + 131396));
  EXPECT_EQ(Read(suites + Hex("ff fc")), Bad(Detail::kHelloLength, 71));
  EXPECT_EQ(Read(suites + Hex("fe")), Bad(Detail::kHelloLength, 71));
  // 66,304 octets are left, of which 512 at least are suites.
  const Octets odd = Hex("01 01 03 25 0303") + Octets(32) + Hex("00");
  EXPECT_EQ(Read(odd + Hex("01")), Bad(Detail::kHelloLength, 39));
  EXPECT_EQ(Read(odd + Hex("02 00")), More(4 + 0x10325));
  const HelloContext any = HelloContext::Dtls({UINT32_MAX});
  const Octets dtls =
      Hex("01 020244 0000 000000 020244 fefd") + Octets(32) + Hex("20") + Octets(32);
  EXPECT_EQ(Read(dtls + Hex("ff"), Policy::Strict(), any), More(12 + 131652, Layer::kDtls));
  EXPECT_EQ(Read(dtls + Hex("fe"), Policy::Strict(), any),
            Bad(Detail::kHelloLength, 12 + 67, 0, Layer::kDtls));
}

// A length is compared with what is left of the block, and leaves room for what must follow.
TEST(ClientHelloTest, ExtensionsFillTheirBlock) {
  const Octets good = WithExtensions(Ext(1, Hex("aa")) + Ext(2, Hex("bb cc"))).Message();
  ASSERT_EQ(Read(good), Ok(good.size()));
  for (size_t size = 0; size < 300; ++size) {
    Octets octets = good;
    octets[49] = static_cast<uint8_t>(size >> 8);
    octets[50] = static_cast<uint8_t>(size);
    const bool ends = size == 7;  // swallows the second
    const bool fits = size <= 3;
    const Result result = Read(octets);
    if (ends || size == 1) {
      EXPECT_TRUE(result.ok()) << size;
    } else if (!fits) {
      EXPECT_EQ(result, Bad(Detail::kHelloLength, 49)) << size;
    } else {
      EXPECT_EQ(result.detail(), Detail::kHelloLength) << size;
    }
  }
}

TEST(ClientHelloTest, SessionIds) {
  HelloParts parts;
  parts.session_id = Octets(32);
  EXPECT_TRUE(Read(parts).ok());
  parts.session_id = Octets(33);
  EXPECT_EQ(Read(parts), Bad(Detail::kSessionIdTooLong, 38, 33));
}

TEST(ClientHelloTest, CipherSuites) {
  HelloParts parts;
  parts.suites = Hex("");
  parts.methods = Octets(4);
  EXPECT_EQ(Read(parts), Bad(Detail::kCipherSuites, 39));
  parts.suites = Hex("13 01 02");
  EXPECT_EQ(Read(parts), Bad(Detail::kCipherSuites, 39));
  parts.suites = Hex("13 01 02 00");
  EXPECT_TRUE(Read(parts, Policy::Strict()).ok());
}

TEST(ClientHelloTest, CompressionMethods) {
  HelloParts parts;
  parts.methods = {};
  EXPECT_EQ(Read(parts), Bad(Detail::kNoCompression, 43));
  parts.methods = Hex("01");
  EXPECT_TRUE(Read(parts, Policy::Strict()).ok());  // TLS 1.2 may compress
}

// RFC 8446 section 4.1.2.
TEST(ClientHelloTest, Tls13HasNullCompressionAlone) {
  for (const char* methods : {"01", "00 01", "01 00", "00 00"}) {
    HelloParts parts = WithExtensions(Tls13());
    parts.methods = Hex(methods);
    ExpectBroken(parts, Violation::kHelloCompression, Detail::kHelloCompression, 43, false);
  }
  EXPECT_TRUE(Read(WithExtensions(Tls13()), Policy::Strict()).ok());
}

// The error comes with the octet that completes the version.
TEST(ClientHelloTest, AnOfferIsSeenAsItArrives) {
  HelloParts parts = WithExtensions(Ext(43, Hex("06 0a0a 0304 0303")));
  parts.methods = Hex("01");
  Octets octets = parts.Message();
  octets.resize(octets.size() - 2);
  EXPECT_EQ(Read(octets, Policy::Interop()), Bad(Detail::kHelloCompression, 43));
  octets.pop_back();
  EXPECT_EQ(Read(octets, Policy::Interop()), More(octets.size() + 3));
}

// A list that is none offers nothing. Whoever asks for it is told that it is malformed.
TEST(ClientHelloTest, AMalformedListOfVersionsOffersNothing) {
  for (const char* body : {"05 0304 0303", "03 0304 0303", "03 0304 03", "02 0304 00", "00", ""}) {
    HelloParts parts = WithExtensions(Ext(43, Hex(body)));
    parts.methods = Hex("01");
    EXPECT_TRUE(Read(parts, Policy::Strict()).ok()) << body;
  }
}

// RFC 9147 section 5.3.
TEST(ClientHelloTest, Dtls13HasNoCookie) {
  HelloParts parts = DtlsParts();
  parts.extensions = Dtls13();
  EXPECT_TRUE(Read(parts, Policy::Strict()).ok());
  parts.cookie = Hex("c0");
  ExpectBroken(parts, Violation::kHelloCookie, Detail::kHelloCookie, 12 + 35, true);
  parts.extensions = {};
  EXPECT_TRUE(Read(parts, Policy::Strict()).ok());  // DTLS 1.2
  // TLS 1.3 is not DTLS 1.3.
  parts.extensions = Tls13();
  EXPECT_TRUE(Read(parts, Policy::Strict()).ok());
}

TEST(ClientHelloTest, ADtlsCookieFits) {
  HelloParts parts = DtlsParts();
  Octets octets = parts.Message();
  octets[12 + 35] = 3;  // swallows the suites
  EXPECT_EQ(Read(octets, Policy::Lenient(), kDtls),
            Bad(Detail::kHelloLength, 12 + 35, 0, Layer::kDtls));
}

TEST(ClientHelloTest, APartOfADtlsMessageIsNone) {
  const Octets good = DtlsParts().Message();
  for (size_t at = 6; at < 12; ++at) {
    Octets octets = good;
    octets[at] ^= 1;
    const Result bad = Bad(Detail::kHelloFragment, at < 9 ? 6 : 9, 0, Layer::kDtls);
    EXPECT_EQ(Read(octets, Policy::Lenient(), kDtls), bad);
    octets.resize(at + 1);
    EXPECT_EQ(Read(octets, Policy::Lenient(), kDtls), bad);
  }
}

// RFC 8446 sections 4.1.2 and 4.2.1: without supported_versions, 0304 and above are TLS 1.2.
TEST(ClientHelloTest, LegacyVersions) {
  for (const char* version : {"0300", "0301", "0302", "0303"}) {
    HelloParts parts;
    parts.version = version;
    EXPECT_TRUE(Read(parts, Policy::Strict()).ok()) << version;
  }
  for (const char* version : {"0304", "03ff", "0200", "0002", "0400", "fefd"}) {
    HelloParts parts;
    parts.version = version;
    ExpectBroken(parts, Violation::kHelloVersion, Detail::kHelloVersion, 4, true);
  }
  for (const char* version : {"feff", "fefd", "fefc", "fefe", "0303", "0100"}) {
    HelloParts parts = DtlsParts();
    parts.version = version;
    if (parts.version == "feff" || parts.version == "fefd") {
      EXPECT_TRUE(Read(parts, Policy::Strict()).ok());
    } else {
      ExpectBroken(parts, Violation::kHelloVersion, Detail::kHelloVersion, 12, true);
    }
  }
}

TEST(ClientHelloTest, WhichDuplicatesAreSeen) {
  for (unsigned type = 0; type < 0x10000; ++type) {
    if (type == 41) continue;  // it is also not the last
    const HelloParts parts = WithExtensions(Ext(type, {}) + Ext(0x7777, Hex("00")) + Ext(type, {}));
    if (type < 64 || type == 0xFE0D) {
      ExpectBroken(parts, Violation::kDuplicateExtension, Detail::kDuplicateExtension, 56, false);
    } else {
      EXPECT_TRUE(Read(parts, Policy::Strict()).ok()) << type;
    }
  }
}

// RFC 8446 section 4.2.11.
TEST(ClientHelloTest, PreSharedKeyIsTheLast) {
  EXPECT_TRUE(Read(WithExtensions(Ext(1, {}) + Ext(41, Hex("00"))), Policy::Strict()).ok());
  ExpectBroken(WithExtensions(Ext(1, {}) + Ext(41, Hex("00")) + Ext(2, {})),
               Violation::kPreSharedKeyNotLast, Detail::kPreSharedKeyNotLast, 51, false);
}

// RFC 8446 section 4.1.2: it has the group that the server asked for, a cookie, and nothing else is
// other than in the first. A decoder has the one message alone.
TEST(ClientHelloTest, NobodyComparesASecondHello) {
  const HelloParts first = WithExtensions(Tls13() + Ext(51, Hex("0000")));
  HelloParts second = WithExtensions(Tls13() + Ext(44, Hex("0001 cc")) + Ext(51, Hex("0000")));
  second.suites = Hex("1302");
  EXPECT_TRUE(Read(first, Policy::Strict()).ok());
  EXPECT_TRUE(Read(second, Policy::Strict()).ok());
}

TEST(ClientHelloTest, EncodeJudgesInTheOrderOfTheWire) {
  const Octets suites = Hex("1301");
  const Octets methods = Hex("00");
  ClientHello good;
  good.cipher_suites = suites;
  good.compression_methods = methods;
  Octets out(200000);
  ASSERT_EQ(Encode(good, MakeSpan(out), kTls), Ok(45));
  ClientHello hello = good;
  hello.cipher_suites = {};
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloLength, 1));
  hello = good;
  hello.legacy_version = 0x0304;
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloVersion, 4));
  const Octets many(70000);
  hello.session_id = MakeConstSpan(many.data(), 256);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls, Policy::Lenient()),
            Unsendable(Detail::kSessionIdTooLong, 38));
  hello = good;
  hello.cipher_suites = MakeConstSpan(many.data(), 65536);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloLength, 39));
  hello = good;
  hello.compression_methods = MakeConstSpan(many.data(), 256);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloLength, 43));
  hello = good;
  hello.extensions = MakeConstSpan(many.data(), 4);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloLength, 45));
  hello.has_extensions = true;
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Ok(51));
  // What the methods leave is longer than a block can be.
  hello.extensions = MakeConstSpan(many.data(), 65536);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Unsendable(Detail::kHelloLength, 43));
  hello = good;
  hello.cookie = MakeConstSpan(many.data(), 256);
  EXPECT_EQ(Encode(hello, MakeSpan(out), kTls), Ok(45));
  hello.legacy_version = 0xFEFD;
  EXPECT_EQ(Encode(hello, MakeSpan(out), kDtls).offset(), 12U + 35);
}

TEST(ClientHelloTest, WhatIsOverTheLimitIsNotSent) {
  const Octets suites = Hex("1301");
  const Octets methods = Hex("00");
  ClientHello hello;
  hello.cipher_suites = suites;
  hello.compression_methods = methods;
  Octets out(45);
  EXPECT_EQ(Encode(hello, MakeSpan(out), HelloContext::Tls({41})), Ok(45));
  EXPECT_EQ(Encode(hello, MakeSpan(out), HelloContext::Tls({40})),
            Unsendable(Detail::kHandshakeTooLong, 1));
  EXPECT_EQ(Encode(hello, MakeSpan(out.data(), 44), kTls).needed(), 45U);
  // More than a header can say; nothing of it is read.
  hello.extensions = MakeConstSpan(suites.data(), size_t{1} << 24);
  hello.has_extensions = true;
  EXPECT_EQ(Encode(hello, MakeSpan(out), HelloContext::Tls({UINT32_MAX})),
            Unsendable(Detail::kHandshakeTooLong, 1));
}

// Versions of TLS are 0300 to 0303 there; the lenient policy reads any.
TEST(ClientHelloTest, EveryLegacyVersion) {
  Octets octets = HelloParts().Message();
  for (uint32_t version = 0; version <= 0xFFFF; ++version) {
    octets[4] = static_cast<uint8_t>(version >> 8);
    octets[5] = static_cast<uint8_t>(version & 0xFF);
    ClientHello hello;
    ASSERT_EQ(Decode(octets, &hello, kTls, Policy::Lenient()), Ok(octets.size()));
    ASSERT_EQ(hello.legacy_version, version);
    const bool known = version >= 0x0300 && version <= 0x0303;
    ASSERT_EQ(hello.violations.Has(Violation::kHelloVersion), !known) << version;
    ASSERT_EQ(Decode(octets, &hello, kTls, Policy::Strict()).ok(), known) << version;
  }
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
