// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_extensions.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"
#include "test/tls/hello_bytes.h"

namespace hardwire {
namespace tls {
namespace {

Result Bad(Detail detail, size_t n, uint8_t octet = 0) {
  return Result::Error(Code::kDeserialization, detail, static_cast<uint32_t>(n), octet,
                       Layer::kTls);
}
Result WrongBody(size_t n) { return Bad(Detail::kExtensionBody, n); }
Result Ok(size_t n) { return Result::Ok(static_cast<uint32_t>(n), Layer::kTls); }

// A hello that lives as long as its octets.
struct Made {
  explicit Made(const Octets& extensions) : octets(WithExtensions(extensions).Message()) {
    EXPECT_TRUE(Decode(octets, &hello, HelloContext::Tls(), Policy::Lenient()).ok());
  }
  Octets octets;
  ClientHello hello;
};

Octets Versions(const std::string& list) { return Vector(1, Hex(list)); }
Octets List(const Octets& list) { return Vector(2, list); }

TEST(ExtensionTypeTest, NumbersAndNamesNeverChange) {
  const std::map<unsigned, std::string> names = {{0, "server_name"},
                                                 {1, "max_fragment_length"},
                                                 {5, "status_request"},
                                                 {10, "supported_groups"},
                                                 {11, "ec_point_formats"},
                                                 {13, "signature_algorithms"},
                                                 {14, "use_srtp"},
                                                 {15, "heartbeat"},
                                                 {16, "application_layer_protocol_negotiation"},
                                                 {18, "signed_certificate_timestamp"},
                                                 {19, "client_certificate_type"},
                                                 {20, "server_certificate_type"},
                                                 {21, "padding"},
                                                 {22, "encrypt_then_mac"},
                                                 {23, "extended_master_secret"},
                                                 {27, "compress_certificate"},
                                                 {28, "record_size_limit"},
                                                 {35, "session_ticket"},
                                                 {41, "pre_shared_key"},
                                                 {42, "early_data"},
                                                 {43, "supported_versions"},
                                                 {44, "cookie"},
                                                 {45, "psk_key_exchange_modes"},
                                                 {47, "certificate_authorities"},
                                                 {48, "oid_filters"},
                                                 {49, "post_handshake_auth"},
                                                 {50, "signature_algorithms_cert"},
                                                 {51, "key_share"},
                                                 {54, "connection_id"},
                                                 {57, "quic_transport_parameters"},
                                                 {0xFD00, "ech_outer_extensions"},
                                                 {0xFE0D, "encrypted_client_hello"},
                                                 {0xFF01, "renegotiation_info"}};
  for (unsigned type = 0; type < 0x10000; ++type) {
    const auto row = names.find(type);
    EXPECT_EQ(Name(static_cast<ExtensionType>(type)),
              row == names.end() ? "unassigned" : row->second)
        << type;
  }
}

TEST(IsGreaseTest, SixteenValues) {
  size_t count = 0;
  for (unsigned value = 0; value < 0x10000; ++value) {
    bool grease = false;
    for (unsigned i = 0; i < 16; ++i) grease |= value == (i * 16 + 10) * 257;
    EXPECT_EQ(IsGrease(static_cast<uint16_t>(value)), grease) << value;
    count += grease;
  }
  EXPECT_EQ(count, 16U);
}

TEST(ExtensionListTest, EveryExtensionInOrder) {
  const Made made(Ext(0x0A0A, {}) + Ext(0, Hex("01")) + Ext(0xFFFF, Hex("02 03")));
  ExtensionList list(made.hello);
  Extension extension;
  ASSERT_TRUE(list.Next(&extension));
  EXPECT_EQ(extension.type, 0x0A0A);
  EXPECT_TRUE(extension.body.empty());
  ASSERT_TRUE(list.Next(&extension));
  EXPECT_EQ(extension.body, MakeConstSpan(Hex("01")));
  ASSERT_TRUE(list.Next(&extension));
  EXPECT_EQ(extension.type, 0xFFFF);
  EXPECT_EQ(extension.body, MakeConstSpan(Hex("02 03")));
  EXPECT_TRUE(list.empty());
  EXPECT_FALSE(list.Next(&extension));
  EXPECT_EQ(extension.type, 0xFFFF);
}

// Of a hello that nobody decoded.
TEST(ExtensionListTest, WhatIsNoListIsMalformed) {
  for (const char* octets : {"00", "00 00 00", "00 00 00 01", "00 05 00 00 00"}) {
    const Octets extensions = Hex(octets);
    ClientHello hello;
    hello.extensions = extensions;
    Span<const uint8_t> body;
    const Finding finding = FindExtension(hello, ExtensionType::kServerName, &body);
    EXPECT_EQ(finding.presence, Presence::kMalformed) << octets;
    EXPECT_EQ(finding.result, Bad(Detail::kHelloLength, 0));
  }
}

TEST(FindingTest, SaysNothingUntilSomethingWasFound) {
  EXPECT_EQ(static_cast<int>(Presence::kMalformed), 0);
  EXPECT_EQ(static_cast<int>(EchKind::kOuter), 0);
  EXPECT_EQ(static_cast<int>(EchKind::kInner), 1);
  EXPECT_EQ(Finding().presence, Presence::kMalformed);
  EXPECT_FALSE(Finding().result.ok());
}

TEST(FindingTest, AbsentPresentMalformed) {
  ServerName name;
  name.host_name = "before";
  const Made absent(Ext(1, {}));
  Finding finding = FindServerName(absent.hello, &name);
  EXPECT_EQ(finding.presence, Presence::kAbsent);
  EXPECT_TRUE(finding.result.ok());
  const Made malformed(Ext(0, Hex("00")));
  finding = FindServerName(malformed.hello, &name);
  EXPECT_EQ(finding.presence, Presence::kMalformed);
  EXPECT_EQ(finding.result, WrongBody(0));
  const Made twice(Ext(0, NameBody("a.example")) + Ext(0, NameBody("a.example")));
  finding = FindServerName(twice.hello, &name);
  EXPECT_EQ(finding.presence, Presence::kMalformed);
  EXPECT_EQ(finding.result, Bad(Detail::kDuplicateExtension, 0));
  EXPECT_EQ(name.host_name, "before");
  const Made present(Ext(1, {}) + Ext(0, NameBody("a.example")));
  finding = FindServerName(present.hello, &name);
  EXPECT_EQ(finding.presence, Presence::kPresent);
  EXPECT_EQ(name.host_name, "a.example");
}

Result ReadName(const Octets& body, Policy policy = Policy::Lenient()) {
  ServerName name;
  return ReadServerName(body, &name, policy);
}
Result ReadName(const std::string& name, Policy policy) { return ReadName(NameBody(name), policy); }

// RFC 6066 section 3.
TEST(ServerNameTest, OneNameFillsTheList) {
  const Octets good = NameBody("example.com");
  EXPECT_EQ(ReadName(good, Policy::Strict()), Ok(16));
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(
        ReadName(Octets(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))).detail(),
        Detail::kExtensionBody);
  }
  EXPECT_EQ(ReadName(good + Hex("00")).detail(), Detail::kExtensionBody);
  const Octets entry = Hex("00") + Vector(2, Ascii("a"));
  EXPECT_EQ(ReadName(List(entry + entry)).detail(), Detail::kExtensionBody);
  EXPECT_EQ(ReadName(List({})).detail(), Detail::kExtensionBody);
  EXPECT_EQ(ReadName(NameBody("")).detail(), Detail::kExtensionBody);
  EXPECT_EQ(ReadName(List(Hex("01") + Vector(2, Ascii("a")))).detail(), Detail::kExtensionBody);
  // The name may not reach beyond its list, even if the extension does.
  EXPECT_EQ(ReadName(Hex("00 04 00 00 02 61 62")).detail(), Detail::kExtensionBody);
}

TEST(ServerNameTest, AtMost255Octets) {
  const std::string label(62, 'a');
  const std::string name = label + '.' + label + '.' + label + '.' + label + ".b.c";
  ASSERT_EQ(name.size(), 255U);
  EXPECT_TRUE(ReadName(name, Policy::Strict()).ok());
  EXPECT_EQ(ReadName(name + "c", Policy::Lenient()).detail(), Detail::kExtensionBody);
}

// Strict rejects with `detail`, lenient accepts, and interop does as it is said to.
void ExpectBroken(const std::string& name, Violation violation, Detail detail, uint8_t octet,
                  bool interop_accepts) {
  const Octets body = NameBody(name);
  ServerName read;
  ASSERT_TRUE(ReadServerName(body, &read, Policy::Lenient()).ok()) << name;
  EXPECT_EQ(read.host_name, name);
  Violations only;
  only.Add(violation);
  EXPECT_EQ(read.violations, only) << name;
  EXPECT_EQ(ReadName(body, Policy::Strict()), Bad(detail, 5, octet)) << name;
  EXPECT_EQ(ReadName(body, Policy::Interop()),
            interop_accepts ? Ok(body.size()) : Bad(detail, 5, octet))
      << name;
}

TEST(ServerNameTest, TrailingDots) {
  ExpectBroken("example.com.", Violation::kTrailingDot, Detail::kTrailingDot, 0, true);
}

TEST(ServerNameTest, IpAddresses) {
  for (const char* name : {"192.0.2.1", "127.1", "1", "0x7f.1", "1.0x", "example.123", "::1",
                           "2001:db8::1", "::ffff:192.0.2.1"}) {
    ExpectBroken(name, Violation::kIpLiteral, Detail::kIpLiteral, 0, true);
  }
  for (const char* name : {"1.example", "0xg", "1.2.3.4.example", "x1", "1a", "a.0y"}) {
    EXPECT_TRUE(ReadName(name, Policy::Strict()).ok()) << name;
  }
}

TEST(ServerNameTest, OctetsOfHostNames) {
  for (unsigned octet = 0; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    const std::string name = std::string("a") + c + "b.example";
    if (c == ':') continue;  // an address, and then 'x' and 'm' are wrong in it
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.';
    if (fine) {
      EXPECT_TRUE(ReadName(name, Policy::Strict()).ok()) << octet;
    } else {
      ExpectBroken(name, Violation::kHostNameOctet, Detail::kHostNameOctet,
                   static_cast<uint8_t>(octet), false);
    }
  }
  for (const char* name : {".a", "a..b", ".a.b"}) {
    ExpectBroken(name, Violation::kHostNameOctet, Detail::kHostNameOctet, '.', false);
  }
  for (const char* name : {".", "a.."}) {
    EXPECT_EQ(ReadName(name, Policy::Interop()), Bad(Detail::kHostNameOctet, 5, '.')) << name;
  }
  // What looks like an address must still have no other octets.
  EXPECT_EQ(ReadName(std::string("a\0:1", 4), Policy::Interop()),
            Bad(Detail::kHostNameOctet, 5, 0));
  EXPECT_EQ(ReadName("[::1]", Policy::Interop()), Bad(Detail::kHostNameOctet, 5, '['));
}

// RFC 7301 section 3.1.
TEST(ProtocolNamesTest, NamesInOrder) {
  const Octets body = List(Vector(1, Ascii("h2")) + Vector(1, Hex("0a 00")));
  ProtocolNames names;
  ASSERT_EQ(ReadProtocolNames(body, &names), Ok(8));
  string_view name;
  ASSERT_TRUE(names.Next(&name));
  EXPECT_EQ(name, "h2");
  ASSERT_TRUE(names.Next(&name));
  EXPECT_EQ(name, string_view("\x0a\0", 2));
  EXPECT_FALSE(names.Next(&name));
}

TEST(ProtocolNamesTest, NoNameIsEmptyAndNoListIs) {
  ProtocolNames names;
  for (const char* body : {"", "00", "00 00", "00 01 00", "00 02 02 61", "00 03 02 61",
                           "00 02 01 61 00", "00 04 01 61 00", "00 03 01 61 00"}) {
    EXPECT_EQ(ReadProtocolNames(Hex(body), &names).detail(), Detail::kExtensionBody) << body;
  }
}

TEST(NumbersTest, OfVersionsGroupsAndAlgorithms) {
  const Made made(Ext(43, Versions("0a0a 0304")) + Ext(10, List(Hex("11ec 001d"))) +
                  Ext(13, List(Hex("0403"))));
  Numbers numbers;
  ASSERT_EQ(FindSupportedVersions(made.hello, &numbers).presence, Presence::kPresent);
  ASSERT_EQ(numbers.size(), 2U);
  EXPECT_EQ(numbers[0], 0x0A0A);
  EXPECT_EQ(numbers[1], 0x0304);
  EXPECT_TRUE(numbers.Has(0x0304));
  EXPECT_FALSE(numbers.Has(0x0303));
  ASSERT_EQ(FindSupportedGroups(made.hello, &numbers).presence, Presence::kPresent);
  EXPECT_EQ(numbers[0], 0x11EC);
  ASSERT_EQ(FindSignatureAlgorithms(made.hello, &numbers).presence, Presence::kPresent);
  EXPECT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0], 0x0403);
}

TEST(NumbersTest, ListsOfEverySize) {
  for (size_t size = 1; size <= 400; ++size) {
    Octets list;
    for (size_t i = 0; i < size; ++i) list = list + Int(0x1000 + i, 2);
    const Octets body = Vector(2, list);
    Numbers numbers;
    ASSERT_TRUE(ReadSupportedGroups(body, &numbers).ok()) << size;
    ASSERT_EQ(numbers.size(), size);
    for (size_t i = 0; i <= size; ++i) {
      ASSERT_EQ(numbers.Has(static_cast<uint16_t>(0x1000 + i)), i < size) << size << " " << i;
    }
    EXPECT_EQ(numbers[size - 1], 0x1000 + size - 1);
  }
}

TEST(NumbersTest, ListsAreWholeAndNotEmpty) {
  Numbers numbers;
  for (const char* body : {"", "00", "01 03", "02 03", "02 0304 00", "03 0304 03", "04 0304"}) {
    EXPECT_EQ(ReadSupportedVersions(Hex(body), &numbers).detail(), Detail::kExtensionBody) << body;
  }
  for (const char* body :
       {"", "00", "0000", "0001 00", "0002 00", "0002 001d 00", "0003 001d 00"}) {
    EXPECT_EQ(ReadSupportedGroups(Hex(body), &numbers).detail(), Detail::kExtensionBody) << body;
  }
  EXPECT_EQ(numbers.size(), 0U);
}

// RFC 8446 section 4.2.8.
TEST(KeySharesTest, Entries) {
  const Octets body = List(Hex("0a0a 0001 00") + Hex("001d 0002 0102"));
  KeyShares shares;
  ASSERT_EQ(ReadKeyShares(body, &shares), Ok(body.size()));
  KeyShare share;
  ASSERT_TRUE(shares.Next(&share));
  EXPECT_EQ(share.group, 0x0A0A);
  ASSERT_TRUE(shares.Next(&share));
  EXPECT_EQ(share.group, 0x001D);
  EXPECT_EQ(share.key_exchange, MakeConstSpan(Hex("0102")));
  EXPECT_FALSE(shares.Next(&share));
  ASSERT_TRUE(ReadKeyShares(List({}), &shares).ok());
  EXPECT_FALSE(shares.Next(&share));
  for (const char* wrong : {"", "00", "0001 00", "0004 001d 0000", "0005 001d 0002 01",
                            "0005 001d 0001 01 00", "0003 001d 00"}) {
    EXPECT_EQ(ReadKeyShares(Hex(wrong), &shares).detail(), Detail::kExtensionBody) << wrong;
  }
}

// RFC 9849 section 5.
TEST(EchTest, OuterAndInner) {
  Ech ech;
  const Octets outer = Hex("00 0001 0002 07") + Vector(2, Hex("e1 e2")) + Vector(2, Hex("aa"));
  ASSERT_EQ(ReadEch(outer, &ech), Ok(outer.size()));
  EXPECT_EQ(ech.kind, EchKind::kOuter);
  EXPECT_EQ(ech.kdf, 1);
  EXPECT_EQ(ech.aead, 2);
  EXPECT_EQ(ech.config_id, 7);
  EXPECT_EQ(ech.enc, MakeConstSpan(Hex("e1 e2")));
  EXPECT_EQ(ech.payload, MakeConstSpan(Hex("aa")));
  ASSERT_TRUE(ReadEch(Hex("00 0001 0002 07 0000 0001 aa"), &ech).ok());
  EXPECT_TRUE(ech.enc.empty());
  ASSERT_EQ(ReadEch(Hex("01"), &ech), Ok(1));
  EXPECT_EQ(ech.kind, EchKind::kInner);
  EXPECT_EQ(ech.kdf, 0);
  for (const Octets& wrong :
       {Octets(), Hex("02"), Hex("01 00"), outer + Hex("00"), Hex("00 0001 0002 07 0000 0000"),
        Hex("00 0001 0002 07 0000"), Hex("00 0001 0002 07 0001 00")}) {
    EXPECT_EQ(ReadEch(wrong, &ech).detail(), Detail::kExtensionBody);
  }
  for (unsigned kind = 2; kind < 256; ++kind) {
    const Octets alone = Int(kind, 1);
    const Octets whole = alone + Octets(outer.begin() + 1, outer.end());
    EXPECT_EQ(ReadEch(alone, &ech).detail(), Detail::kExtensionBody) << kind;
    EXPECT_EQ(ReadEch(whole, &ech).detail(), Detail::kExtensionBody) << kind;
  }
}

// RFC 8446 section 4.2.11.
TEST(PreSharedKeyTest, ABinderForEachIdentity) {
  const Octets identity = Vector(2, Hex("1d")) + Int(7, 4);
  const Octets binder = Vector(1, Octets(32, 0xB1));
  const auto body = [](const Octets& identities, const Octets& binders) {
    return List(identities) + List(binders);
  };
  PreSharedKey key;
  const Octets good = body(identity + identity, binder + binder);
  ASSERT_EQ(ReadPreSharedKey(good, &key), Ok(good.size()));
  EXPECT_EQ(key.size, 2U);
  EXPECT_EQ(key.identities, MakeConstSpan(identity + identity));
  EXPECT_EQ(key.binders, MakeConstSpan(binder + binder));
  for (const Octets& wrong :
       {body({}, {}), body(identity, {}), body(identity, binder + binder),
        body(identity + identity, binder), body(Hex("0000 00000000"), binder),
        body(Hex("0001 1d 000000"), binder), body(identity, Vector(1, Octets(31))),
        good + Hex("00"), List(identity)}) {
    EXPECT_EQ(ReadPreSharedKey(wrong, &key).detail(), Detail::kExtensionBody);
  }
}

TEST(PreSharedKeyTest, IdentitiesOfEverySize) {
  const Octets binder = Vector(1, Octets(32, 0xB1));
  for (size_t size = 1; size <= 700; ++size) {
    const Octets identity = Vector(2, Octets(size, 1));
    const Octets aged = identity + Int(7, 4);
    PreSharedKey key;
    EXPECT_TRUE(ReadPreSharedKey(List(aged) + List(binder), &key).ok()) << size;
    EXPECT_EQ(key.identities.size(), size + 6);
    std::vector<Octets> wrong = {List(aged) + List(binder) + Hex("00"), List(aged) + List({}),
                                 List(aged), List(aged) + Hex("00")};
    // An age of fewer than four octets, whatever they are, in front of the end or of another.
    for (const char* age : {"", "00", "0000", "000000", "0001aa", "000101"}) {
      wrong.push_back(List(identity + Hex(age)) + List(binder));
      wrong.push_back(List(identity + Hex(age)) + List(binder + binder));
      wrong.push_back(List(aged + identity + Hex(age)) + List(binder + binder));
    }
    for (const Octets& body : wrong) {
      EXPECT_EQ(ReadPreSharedKey(body, &key).detail(), Detail::kExtensionBody) << size;
    }
  }
}

// Bodies of every size, as they are and with an octet too many.
template <typename Body, typename Read>
void ExpectEverySize(size_t least, size_t most, Body body_of, Read read) {
  for (size_t size = least; size <= most; ++size) {
    const Octets body = body_of(size);
    const Octets more = body + Hex("00");
    ASSERT_EQ(read(body, size), Ok(body.size())) << size;
    ASSERT_EQ(read(more, size).detail(), Detail::kExtensionBody) << size;
  }
}

TEST(ReadTest, BodiesOfEverySize) {
  ExpectEverySize(
      1, 253, [](size_t size) { return NameBody(std::string(size, 'a')); },
      [](const Octets& body, size_t size) {
        ServerName name;
        const Result result = ReadServerName(body, &name, Policy::Lenient());
        EXPECT_TRUE(!result.ok() || name.host_name == std::string(size, 'a'));
        return result;
      });
  ExpectEverySize(
      1, 255, [](size_t size) { return List(Vector(1, Octets(size, 'p')) + Hex("01 71")); },
      [](const Octets& body, size_t size) {
        ProtocolNames names;
        const Result result = ReadProtocolNames(body, &names);
        string_view name;
        const bool both = names.Next(&name) && name == std::string(size, 'p') &&
                          names.Next(&name) && name == "q" && !names.Next(&name);
        EXPECT_TRUE(!result.ok() || both);
        return result;
      });
  ExpectEverySize(
      1, 127, [](size_t size) { return Vector(1, Octets(2 * size, 3)); },
      [](const Octets& body, size_t size) {
        Numbers versions;
        const Result result = ReadSupportedVersions(body, &versions);
        EXPECT_TRUE(!result.ok() || versions.size() == size);
        return result;
      });
  ExpectEverySize(
      1, 700, [](size_t size) { return Hex("00 0001 0002 07 0001 ee") + List(Octets(size, 0xED)); },
      [](const Octets& body, size_t size) {
        Ech ech;
        const Result result = ReadEch(body, &ech);
        EXPECT_TRUE(!result.ok() || (ech.config_id == 7 && ech.payload.size() == size));
        return result;
      });
  ExpectEverySize(
      1, 700, [](size_t size) { return List(Hex("001d") + Vector(2, Octets(size, 0x4B))); },
      [](const Octets& body, size_t size) {
        KeyShares shares;
        KeyShare share;
        const Result result = ReadKeyShares(body, &shares);
        const bool whole = shares.Next(&share) && share.key_exchange.size() == size;
        EXPECT_TRUE(!result.ok() || whole);
        return result;
      });
}

// Each number finds the extension of that number, and no other.
TEST(FindTest, EveryNumber) {
  const Made made(Ext(0, NameBody("a")) + Ext(23, {}) + Ext(0x1234, Hex("12")) + Ext(0xFF01, {}));
  const Made none(Ext(1, Hex("01")) + Ext(2, {}));
  for (unsigned number = 0; number < 65536; ++number) {
    const auto type = static_cast<ExtensionType>(number);
    Span<const uint8_t> body;
    const bool there = number == 0 || number == 23 || number == 0x1234 || number == 0xFF01;
    ASSERT_EQ(FindExtension(made.hello, type, &body).presence,
              there ? Presence::kPresent : Presence::kAbsent)
        << number;
    ASSERT_EQ(body.size(), number == 0 ? 6U : number == 0x1234 ? 1U : 0U);
    if (number != 1 && number != 2) {
      ASSERT_EQ(FindExtension(none.hello, type, &body).presence, Presence::kAbsent) << number;
    }
  }
}

TEST(FindTest, EachFindsItsOwn) {
  const Octets key = Vector(2, Hex("1d")) + Int(7, 4);
  const Made made(Ext(16, List(Vector(1, Ascii("h2")))) + Ext(51, List(Hex("001d 0001 00"))) +
                  Ext(0xFE0D, Hex("01")) + Ext(41, List(key) + List(Vector(1, Octets(32)))));
  ProtocolNames names;
  KeyShares shares;
  Ech ech;
  PreSharedKey psk;
  EXPECT_EQ(FindProtocolNames(made.hello, &names).presence, Presence::kPresent);
  EXPECT_EQ(FindKeyShares(made.hello, &shares).presence, Presence::kPresent);
  EXPECT_EQ(FindEch(made.hello, &ech).presence, Presence::kPresent);
  EXPECT_EQ(FindPreSharedKey(made.hello, &psk).presence, Presence::kPresent);
  EXPECT_EQ(psk.size, 1U);
  Numbers numbers;
  EXPECT_EQ(FindSupportedVersions(made.hello, &numbers).presence, Presence::kAbsent);
  EXPECT_EQ(FindSupportedGroups(made.hello, &numbers).presence, Presence::kAbsent);
  EXPECT_EQ(FindSignatureAlgorithms(made.hello, &numbers).presence, Presence::kAbsent);
}

}  // namespace
}  // namespace tls
}  // namespace hardwire
