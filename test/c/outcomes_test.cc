// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every outcome, as C and as C++ have it: what is read of it, its texts, its numbers, its answers.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

#include "gtest/gtest.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

std::string Text(string_view text) { return std::string(text.data(), text.size()); }

// Calls what(Result, hw_result) for every outcome that a call can give, with every octet.
template <typename What>
void ForEveryOutcome(What what) {
  for (uint8_t code = 0; code <= 6; ++code) {
    for (uint8_t detail = 0; detail < kDetailCount; ++detail) {
      for (uint8_t layer = 0; layer <= 2; ++layer) {
        for (int octet = 0; octet <= 255; ++octet) {
          if (code <= 1 && (detail != 0 || octet != 0)) continue;
          const auto octet8 = static_cast<uint8_t>(octet);
          const hw_result c = {static_cast<uint8_t>(code + 1), detail, octet8, layer, 7};
          const auto of = static_cast<Layer>(layer);
          what(code == 0   ? Result::Ok(7, of)
               : code == 1 ? Result::NeedMore(7, of)
                           : Result::Error(static_cast<Code>(code), static_cast<Detail>(detail), 7,
                                           octet8, of),
               c);
        }
      }
    }
  }
}

// What a function of C gives in its last argument; empty if it gives 0.
template <typename Number, typename Call>
std::optional<Number> Given(Call call) {
  Number number = 99;
  const int is_given = call(&number);
  if (is_given == 0) {
    EXPECT_EQ(number, Number{99});
    return std::nullopt;
  }
  EXPECT_EQ(is_given, 1);
  return number;
}

TEST(OutcomesTest, AreReadAlike) {
  ForEveryOutcome([](Result result, hw_result c) {
    ASSERT_EQ(hw_ok(c), result.ok() ? 1 : 0);
    ASSERT_EQ(hw_consumed(c), result.consumed());
    ASSERT_EQ(hw_written(c), result.written());
    ASSERT_EQ(hw_needed(c), result.needed());
    ASSERT_EQ(hw_missing(c, 3), result.missing(3));
    ASSERT_EQ(hw_missing(c, 9), result.missing(9));
    ASSERT_EQ(hw_offset(c), result.offset());
    ASSERT_EQ(hw_sentence(c), Text(Sentence(result)));
  });
}

TEST(OutcomesTest, HaveTheSameAnswers) {
  ForEveryOutcome([](Result result, hw_result c) {
    const auto alert = tls::AlertFor(result);
    ASSERT_EQ(Given<uint8_t>([c](uint8_t* n) { return hw_socks4_reply_for(c, n); }),
              socks4::ReplyFor(result));
    ASSERT_EQ(Given<uint8_t>([c](uint8_t* n) { return hw_socks5_reply_for(c, n); }),
              socks5::ReplyFor(result));
    ASSERT_EQ(Given<uint8_t>([c](uint8_t* n) { return hw_alert_for(c, n); }),
              alert ? std::optional<uint8_t>(static_cast<uint8_t>(*alert)) : std::nullopt);
  });
}

TEST(OutcomesTest, HaveTheSameNumbers) {
  ForEveryOutcome([](Result result, hw_result c) {
    const auto error = cfnetwork::FromResult(result);
    ASSERT_EQ(Given<int32_t>([c](int32_t* n) { return hw_cfnetwork_from_result(c, n); }),
              error ? std::optional<int32_t>(error->packed()) : std::nullopt);
    ASSERT_EQ(Given<int32_t>([c](int32_t* n) { return hw_openharmony_from_result(c, n); }),
              openharmony::FromResult(result));
    ASSERT_EQ(Given<int32_t>([c](int32_t* n) { return hw_secure_transport_from_result(c, n); }),
              secure_transport::FromResult(result));
  });
}

// A string of C ends where the view of C++ does, so each text ends in NUL.
TEST(OutcomesTest, TextsOfNumbersAreTheSame) {
  for (int32_t number = -9900; number < -9700; ++number) {
    ASSERT_EQ(hw_secure_transport_name(number), Text(secure_transport::SymbolName(number)));
    ASSERT_EQ(hw_secure_transport_message(number), Text(secure_transport::Message(number)));
    const auto alert = secure_transport::AlertFor(number);
    ASSERT_EQ(Given<uint8_t>([=](uint8_t* n) { return hw_secure_transport_alert_for(number, n); }),
              alert ? std::optional<uint8_t>(static_cast<uint8_t>(*alert)) : std::nullopt);
  }
  for (int32_t number = 2300000; number < 2304000; ++number) {
    ASSERT_EQ(hw_openharmony_message(number), Text(openharmony::Message(number)));
  }
  for (int32_t number = 0; number < 7 << 16; number += number % 256 == 255 ? 0x10000 - 255 : 1) {
    const hw_cfnetwork_description c = hw_cfnetwork_describe(number);
    const cfnetwork::Description description = cfnetwork::Describe(number);
    ASSERT_EQ(c.subdomain, description.error.subdomain);
    ASSERT_EQ(c.code, description.error.code);
    ASSERT_EQ(c.subdomain_name, Text(description.subdomain));
    ASSERT_EQ(c.code_name, Text(description.code));
    ASSERT_EQ(c.octet_name, Text(description.octet));
    ASSERT_EQ(c.sentence, Text(description.sentence));
  }
  for (int i = 0; i < 256; ++i) {
    const auto octet = static_cast<uint8_t>(i);
    ASSERT_EQ(hw_detail_name(octet), Text(Name(static_cast<Detail>(octet))));
    ASSERT_EQ(hw_violation_name(octet), Text(Name(static_cast<Violation>(octet))));
    ASSERT_EQ(hw_alert_description_name(octet), Text(Name(static_cast<tls::AlertDescription>(i))));
    ASSERT_EQ(
        Given<int32_t>([=](int32_t* n) { return hw_secure_transport_from_sent_alert(octet, n); }),
        secure_transport::FromSentAlert(static_cast<tls::AlertDescription>(octet)));
  }
}

// The symbols that `call` gives are those of a list, in its order.
template <typename Call>
void ExpectSymbols(Span<const Symbol> symbols, Call call) {
  hw_symbol symbol = {};
  for (size_t i = 0; i < symbols.size(); ++i) {
    ASSERT_EQ(call(i, &symbol), 1);
    ASSERT_EQ(symbol.value, symbols[i].value);
    ASSERT_EQ(symbol.name, Text(symbols[i].name));
    ASSERT_EQ(symbol.message, Text(symbols[i].message));
  }
  const hw_symbol last = symbol;
  ASSERT_EQ(call(symbols.size(), &symbol), 0);
  ASSERT_EQ(symbol.value, last.value);
}

TEST(OutcomesTest, SymbolsAreTheSame) {
  ExpectSymbols(cfnetwork::Domains(), hw_cfnetwork_domain_symbol);
  ExpectSymbols(cfnetwork::Subdomains(), hw_cfnetwork_subdomain_symbol);
  for (uint16_t subdomain = 0; subdomain < 8; ++subdomain) {
    ExpectSymbols(cfnetwork::Codes(subdomain), [=](size_t i, hw_symbol* symbol) {
      return hw_cfnetwork_code_symbol(subdomain, i, symbol);
    });
  }
  ExpectSymbols(cfnetwork::CfErrors(), hw_cfnetwork_cf_error_symbol);
  ExpectSymbols(openharmony::Symbols(), hw_openharmony_symbol);
  ExpectSymbols(secure_transport::Symbols(), hw_secure_transport_symbol);
}

TEST(OutcomesTest, NumbersAreTakenApartAlike) {
  for (const int32_t base : {0, 2300000, 2303000, 4602000, 4604000}) {
    for (int32_t number = base; number < base + 2000; ++number) {
      const openharmony::Decoded decoded = openharmony::Decode(number);
      const hw_openharmony_description c = hw_openharmony_describe(number);
      ASSERT_EQ(c.base, static_cast<uint8_t>(decoded.base));
      ASSERT_EQ(c.rest, decoded.rest);
      ASSERT_EQ(c.code, decoded.code);
      ASSERT_EQ(c.doubled, decoded.doubled ? 1 : 0);
      ASSERT_EQ(c.sentence, Text(openharmony::Sentence(decoded.base)));
    }
  }
  for (int32_t status = -9900; status < -9700; ++status) {
    ASSERT_EQ(hw_secure_transport_is_fatal_peer_error(status),
              secure_transport::IsFatalPeerError(status) ? 1 : 0);
  }
}

TEST(OutcomesTest, PoliciesAreTheSame) {
  const hw_policy interop = hw_policy_interop();
  for (uint8_t i = 0; i < kViolationCount; ++i) {
    const bool accepted = !Policy::Interop().Rejects(static_cast<Violation>(i));
    EXPECT_EQ(interop.accepts >> i & 1, accepted ? 1u : 0u) << int{i};
  }
  EXPECT_EQ(interop.accepts >> kViolationCount, 0u);
}

}  // namespace
}  // namespace hardwire
