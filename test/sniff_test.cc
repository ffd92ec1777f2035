// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/sniff.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/view.h"
#include "test/bytes.h"

namespace hardwire {
namespace {

struct Sniffed {
  Result result;
  Protocol protocol;
};

Sniffed SniffBytes(const std::vector<uint8_t>& bytes) {
  Protocol protocol = Protocol::kOther;
  const Result r = Sniff(bytes, &protocol);
  return {r, protocol};
}

std::vector<uint8_t> Text(const std::string& text) { return {text.begin(), text.end()}; }

void Expect(const std::vector<uint8_t>& bytes, Protocol protocol, uint32_t decided) {
  for (size_t size = 0; size < bytes.size(); ++size) {
    const Sniffed s =
        SniffBytes({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)});
    EXPECT_EQ(s.result.ok(), size >= decided) << size;
  }
  const Sniffed whole = SniffBytes(bytes);
  EXPECT_EQ(whole.result, Result::Ok(decided));
  EXPECT_EQ(whole.protocol, protocol) << Name(whole.protocol);
}

TEST(SniffTest, EachProtocol) {
  Expect(Hex("04 01 00 50"), Protocol::kSocks4, 1);
  Expect(Hex("05 01 00"), Protocol::kSocks5, 1);
  for (const char* hex : {"14 03 03", "15 03 03", "16 03 01", "17 03 03", "18 03 03"}) {
    Expect(Hex(hex), Protocol::kTls, 2);
  }
  Expect(Hex("80 2e 01 03 01"), Protocol::kSslv2, 4);
  Expect(Hex("80 2e 01 00 02"), Protocol::kSslv2, 4);
  for (const char* method : {"GET /", "HEAD /", "POST /", "PUT /", "DELETE /", "OPTIONS *",
                             "TRACE /", "PATCH /", "PRI * HTTP/2.0"}) {
    const std::string line = method;
    Expect(Text(line), Protocol::kHttp, static_cast<uint32_t>(line.find(' ') + 1));
  }
  Expect(Text("CONNECT a:443"), Protocol::kHttpConnect, 8);
  Expect(Text("SSH-2.0-x"), Protocol::kSsh, 4);
  Expect(Text("PROXY TCP4"), Protocol::kProxyV1, 6);
  Expect(Hex("0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a 21"), Protocol::kProxyV2, 12);
}

TEST(SniffTest, WhatIsNoneOfThem) {
  Expect(Hex("00"), Protocol::kOther, 1);
  Expect(Hex("16 02"), Protocol::kOther, 2);
  Expect(Hex("16 fe fd"), Protocol::kOther, 2);
  Expect(Text("GETX"), Protocol::kOther, 4);
  Expect(Text("get /"), Protocol::kOther, 1);
  Expect(Text("PASS"), Protocol::kOther, 3);
  Expect(Hex("80 2e 02"), Protocol::kOther, 3);
  Expect(Hex("80 2e 01 02"), Protocol::kOther, 4);
  Expect(Hex("0d 0a 0d 0a 00 0d 0a 51 55 49 54 0d"), Protocol::kOther, 12);
  Expect(Hex("06"), Protocol::kOther, 1);
  Expect(Hex("7f 2e 01 03"), Protocol::kOther, 1);
}

TEST(SniffTest, NeedMoreNamesTheEarliestDecision) {
  EXPECT_EQ(SniffBytes({}).result, Result::NeedMore(1));
  EXPECT_EQ(SniffBytes(Text("P")).result, Result::NeedMore(2));
  EXPECT_EQ(SniffBytes(Text("CONN")).result, Result::NeedMore(5));
  EXPECT_EQ(SniffBytes(Hex("80")).result, Result::NeedMore(3));
  EXPECT_EQ(SniffBytes(Hex("80 2e 01")).result, Result::NeedMore(4));
}

}  // namespace
}  // namespace hardwire
