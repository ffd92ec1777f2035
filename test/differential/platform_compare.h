// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ComparePlatform: one outcome, or any number, on each platform, beside the rules that were written
// from their documents (platform_model.h). Where an adaptor has a way back, it must be the way
// there.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_COMPARE_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <system_error>

#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/error_code.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"
#include "test/differential/platform_model.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

class PlatformUnit {
 public:
  PlatformUnit(fuzz::Bytes choices, Tally* tally)
      : all_(choices), choices_(choices), tally_(tally) {}

  void Compare() {
    switch (choices_.Octet() % 4) {
      case 0:
      case 1:
        return CompareOutcome();
      case 2:
        CompareNumber(ChooseNumber());
        return CompareAnyCode(static_cast<int>(choices_.Number(4)));
      default:
        CompareAlert();
        CompareSockaddr();
        CompareNames(choices_.Octet());
    }
  }

 private:
  using Said = platform_model::Said;
  using Number = platform_model::Number;

  void Check(bool holds, const char* what, const std::string& shown) {
    if (!holds) fprintf(stderr, "of %s:\n", shown.c_str());
    fuzz::Require(holds, what, all_);
  }
  void Count(const std::string& outcome) {
    if (tally_ != nullptr) ++(*tally_)[outcome];
  }

  // Any outcome: also one that the library never gives, of which only the way back is known.
  void CompareOutcome() {
    constexpr Layer kLayers[] = {Layer::kSocks, Layer::kTls, Layer::kDtls};
    constexpr const char* kLayerNames[] = {"socks", "tls", "dtls"};
    const Code code = static_cast<Code>(1 + choices_.Octet() % 6);
    const Detail detail = static_cast<Detail>(choices_.Octet() % kDetailCount);
    const size_t layer = choices_.Octet() % 3;
    const uint8_t octet = choices_.Octet();
    const uint8_t counted = choices_.Octet();
    const Result result = Result::Error(code, detail, counted, octet, kLayers[layer]);
    const Said said = {Str(Name(code)), Str(Name(detail)), kLayerNames[layer], octet, counted};
    const std::string shown = said.code + " " + said.detail + " " + said.layer;
    CompareErrorCode(result, shown);
    CompareAnotherNumber(result, shown);
    if (!platform_model::IsGiven(said)) return Count("outcome not_given");
    Count("outcome " + said.code);

    const Number packed = Packed(result);
    Check(packed == platform_model::CfNetwork(said), "cfnetwork::FromResult", shown);
    Check(openharmony::FromResult(result) == platform_model::OpenHarmony(said),
          "openharmony::FromResult", shown);
    Check(secure_transport::FromResult(result) == platform_model::SecureTransport(said),
          "secure_transport::FromResult", shown);
    Check(ToErrorCode(result).default_error_condition() ==
              std::make_error_condition(platform_model::Errc(said)),
          "the condition of ToErrorCode", shown);
    Check(AsInt(socks4::ReplyFor(result)) == platform_model::Socks4Reply(said), "socks4::ReplyFor",
          shown);
    Check(AsInt(socks5::ReplyFor(result)) == platform_model::Socks5Reply(said), "socks5::ReplyFor",
          shown);
    Check(AsInt(tls::AlertFor(result)) == platform_model::Alert(said), "tls::AlertFor", shown);
    if (packed) CompareNumber(*packed);
    if (const Number number = openharmony::FromResult(result)) {
      Check(!openharmony::Message(*number).empty(), "an OpenHarmony code has a message", shown);
      CompareNumber(*number);
    }
    if (const Number status = secure_transport::FromResult(result)) {
      Check(!secure_transport::SymbolName(*status).empty(), "an OSStatus has a symbol", shown);
      CompareNumber(*status);
    }
  }

  // The number of an outcome, of up to 32 bits, changes nothing. Only the alert for a message that
  // is truncated depends on whether it has an octet.
  void CompareAnotherNumber(Result result, const std::string& shown) {
    const auto number = static_cast<uint32_t>(choices_.Number(1 + choices_.Octet() % 4));
    const Result other =
        Result::Error(result.code(), result.detail(), number, result.octet(), result.layer());
    Check(Packed(other) == Packed(result) &&
              openharmony::FromResult(other) == openharmony::FromResult(result) &&
              secure_transport::FromResult(other) == secure_transport::FromResult(result) &&
              ToErrorCode(other) == ToErrorCode(result) &&
              socks4::ReplyFor(other) == socks4::ReplyFor(result) &&
              socks5::ReplyFor(other) == socks5::ReplyFor(result) &&
              (result.detail() == Detail::kTruncated ||
               tls::AlertFor(other) == tls::AlertFor(result)),
          "the number of an outcome changes nothing", shown);
    const Result ok = Result::Ok(number, result.layer());
    const bool socks = ok.layer() == Layer::kSocks;
    Check(Packed(ok) == (socks ? Number(0) : std::nullopt) && openharmony::FromResult(ok) == 0 &&
              secure_transport::FromResult(ok) == 0 && !ToErrorCode(ok) && !socks4::ReplyFor(ok) &&
              !socks5::ReplyFor(ok) && !tls::AlertFor(ok),
          "ok is no error on any platform", shown);
  }

  void CompareErrorCode(Result result, const std::string& shown) {
    const std::error_code code = ToErrorCode(result);
    const std::optional<Result> back = FromErrorCode(code);
    Check(back == Result::Error(result.code(), result.detail(), 0, result.octet(), result.layer()),
          "FromErrorCode leads back", shown);
    Check(code.value() != 0 && !code.message().empty(), "an error_code has a message", shown);
    CompareAnyCode(code.value() ^ (1 << choices_.Octet() % 31));
  }

  // What is the value of no outcome has none, and what is one leads back.
  void CompareAnyCode(int value) {
    const std::string shown = std::to_string(value);
    const std::error_code code(value, ErrorCategory());
    const std::optional<Result> result = FromErrorCode(code);
    if (!result) return Count("error_code none");
    if (result->ok()) return Check(value == 0, "only 0 is no error", shown);
    Count("error_code another");
    Check(ToErrorCode(*result) == code, "ToErrorCode leads back", shown);
  }

  // Any number of 32 bits, or one near to those that platforms have.
  int32_t ChooseNumber() {
    constexpr int32_t kNear[] = {0,       201,     401,     2300002, 2300999, 2301205, 2302000,
                                 2303100, 2303500, 2303600, 4602000, 4604500, 4604603, -9800,
                                 -9819,   -9840,   -9865,   65536,   131162,  327680};
    const uint8_t kind = choices_.Octet();
    if (kind % 4 == 0) return static_cast<int32_t>(static_cast<uint32_t>(choices_.Number(4)));
    return kNear[kind / 4 % (sizeof(kNear) / sizeof(kNear[0]))] + choices_.Octet() - 128;
  }

  void CompareNumber(int32_t number) {
    const std::string shown = std::to_string(number);
    const cfnetwork::Description what = cfnetwork::Describe(number);
    Check(what.error.packed() == number, "cfnetwork::Describe leads back", shown);
    Check(!what.sentence.empty(), "cfnetwork::Describe has a sentence", shown);
    Check(what.subdomain.empty() == (number <= 0 || number >> 16 > 5),
          "a subdomain of CFSocketStream.h has a symbol", shown);
    Check(what.octet == OctetName(number), "the octet has the name of its protocol", shown);
    Count(what.octet.empty() ? "cfnetwork constant" : "cfnetwork octet");

    const openharmony::Decoded decoded = openharmony::Decode(number);
    const platform_model::OpenHarmonyParts parts = platform_model::PartsOf(number);
    Check(static_cast<int>(decoded.base) == static_cast<int>(parts.base) &&
              decoded.rest == parts.rest && decoded.code == parts.code &&
              decoded.doubled == (parts.code != number),
          "openharmony::Decode", shown);
    Check(openharmony::Message(number) == openharmony::Message(decoded.code),
          "a doubled code has the message of the one that was meant", shown);
    Check(!openharmony::Sentence(decoded.base).empty(), "a base has a sentence", shown);
    Count("openharmony " + std::string(decoded.doubled ? "doubled" : "single"));
    if (decoded.base == openharmony::Base::kSocket && openharmony::FromErrno(decoded.rest)) {
      Check(openharmony::FromErrno(decoded.rest) == decoded.code, "FromErrno leads back", shown);
    }
    CompareErrno(number);

    const string_view symbol = secure_transport::SymbolName(number);
    Check(symbol.empty() == secure_transport::Message(number).empty(),
          "a symbol has a text and a text a symbol", shown);
    const std::optional<tls::AlertDescription> alert = secure_transport::AlertFor(number);
    Check(!alert || !symbol.empty(), "only an OSStatus has an alert", shown);
    Check(!alert || !secure_transport::IsFatalPeerError(number), "no alert answers an alert",
          shown);
    Count(alert ? "secure_transport alert" : "secure_transport no_alert");
  }

  // CFSocketStream.h: the codes of three subdomains are octets of the wire.
  static string_view OctetName(int32_t number) {
    const int32_t code = number & 0xFFFF;
    if (code > UINT8_MAX) return string_view();
    if (number >> 16 == 2) return Name(static_cast<socks4::ReplyCode>(code));
    if (number >> 16 == 4) return Name(static_cast<socks5::Method>(code));
    return number >> 16 == 5 ? Name(static_cast<socks5::ReplyCode>(code)) : string_view();
  }

  // Linux has the errnos 1 to 133, OpenSSL the errors 1 to 12.
  void CompareErrno(int32_t number) {
    const std::string shown = std::to_string(number);
    const bool is_errno = number >= 1 && number <= 133;
    const auto sum = [&](int32_t base, bool is) {
      return is ? Number(base + number) : std::nullopt;
    };
    Check(openharmony::FromErrno(number) == sum(2301000, is_errno), "FromErrno", shown);
    Check(openharmony::FromTlsErrno(number) == sum(2303100, is_errno), "FromTlsErrno", shown);
    Check(openharmony::FromSslError(number) == sum(2303500, number >= 1 && number <= 12),
          "FromSslError", shown);
  }

  // An alert that is received, at any level, and one that is sent.
  void CompareAlert() {
    const uint8_t level = choices_.Octet();
    const uint8_t number = choices_.Octet();
    const tls::AlertDescription description = static_cast<tls::AlertDescription>(number);
    const std::string shown = std::to_string(level) + " " + std::to_string(number);
    // 41 is SSLv3's no_certificate, which is ignored. The source has a case for 110.
    const int32_t named = platform_model::ReceivedAlert(number);
    const bool always = named != -9802 || number == 110;
    const int32_t expected = number != 41 && (always || level == 2) ? named : 0;
    Check(secure_transport::FromReceivedAlert(static_cast<tls::AlertLevel>(level), description) ==
              expected,
          "FromReceivedAlert", shown);
    const Number sent = secure_transport::FromSentAlert(description);
    if (!sent) return Count("sent none");
    if (*sent == 0) return Count("sent no_error");
    Count("sent error");
    // Nothing answers what is said of a peer too, as errSSLPeerProtocolVersion.
    Check(
        secure_transport::AlertFor(*sent).has_value() != secure_transport::IsFatalPeerError(*sent),
        "an end that sends an alert has one to send", shown);
  }

  void CompareSockaddr() {
    const uint16_t port = choices_.Short();
    if (choices_.Flag()) {
      const socks::Address address = socks::Address::Ipv4(choices_.Array<4>(), port);
      sockaddr_in to;
      sockaddr_in6 other;
      Check(socks::ToSockaddr(address, &to) && !socks::ToSockaddr(address, &other), "IPv4", "");
      Check(socks::FromSockaddr(to) == address, "FromSockaddr leads back from IPv4", "");
      Count("sockaddr ipv4");
    } else {
      const socks::Address address = socks::Address::Ipv6(choices_.Array<16>(), port);
      sockaddr_in other;
      sockaddr_in6 to;
      Check(socks::ToSockaddr(address, &to) && !socks::ToSockaddr(address, &other), "IPv6", "");
      Check(socks::FromSockaddr(to) == address, "FromSockaddr leads back from IPv6", "");
      Count("sockaddr ipv6");
    }
  }

  static Number Packed(Result result) {
    const std::optional<cfnetwork::StreamError> error = cfnetwork::FromResult(result);
    if (!error) return std::nullopt;
    return error->packed();
  }

  // Every octet has a name of one word in every enumeration, if only "unassigned".
  void CompareNames(uint8_t octet) {
    IsNamed<Violation, Protocol, socks::HandshakeStep, socks4::Command, socks4::ReplyCode,
            socks5::Method, socks5::Command, socks5::ReplyCode, gssapi::Type, tls::ContentType,
            tls::AlertLevel, tls::AlertDescription, tls::HandshakeType, tls::DtlsForm, tls::Closure,
            tls::StreamEvent::Kind>(octet);
  }
  template <typename... Value>
  void IsNamed(uint8_t octet) {
    for (const string_view name : {Name(static_cast<Value>(octet))...}) {
      Check(!name.empty() && Str(name).find(' ') == std::string::npos, "a name is one word",
            Str(name));
    }
  }

  template <typename Octet>
  static std::optional<int> AsInt(std::optional<Octet> octet) {
    if (!octet) return std::nullopt;
    return static_cast<int>(*octet);
  }

  fuzz::Bytes all_;
  fuzz::Choices choices_;
  Tally* tally_;
};

// Aborts at a difference. `tally` may be null.
inline void ComparePlatform(fuzz::Bytes choices, Tally* tally = nullptr) {
  PlatformUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_COMPARE_H_
