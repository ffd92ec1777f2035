// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What each platform's documents say of every outcome that the library can give, in rules: a second
// opinion on the table of outcomes and the adaptors, of which it uses nothing but names.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_MODEL_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <system_error>

#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace platform_model {

using Number = std::optional<int32_t>;
using Details = std::set<std::string>;

// An outcome in words.
struct Said {
  std::string code;
  std::string detail;
  std::string layer;
  int octet = 0;
  int offset = 3;  // of a failure

  bool Is(const std::string& a_code) const { return code == a_code; }
  bool IsOneOf(const Details& details) const { return details.count(detail) != 0; }
  bool IsDecoders() const { return code != "serialization"; }
};

// What nobody but an encoder, or Parse, can find.
inline const Details& EncodersOwn() {
  static const Details kDetails = {"output_too_small", "username_too_long", "password_too_long",
                                   "too_many_methods", "nul_in_userid",     "not_ipv4",
                                   "socks4a_marker",   "token_too_long",    "token_in_abort",
                                   "address_text",     "port_text",         "record_number",
                                   "non_ascii_text"};
  return kDetails;
}
inline const Details& Refusals() {
  static const Details kDetails = {"no_acceptable_method", "credentials_rejected", "socks5_refused",
                                   "socks4_refused",       "gssapi_aborted",       "fatal_alert",
                                   "close_notify"};
  return kDetails;
}
// Those of TLS and DTLS.
inline const Details& OfTls() {
  static const Details kDetails = {"unknown_content_type",
                                   "record_version",
                                   "empty_fragment",
                                   "ccs_value",
                                   "alert_level",
                                   "alert_size",
                                   "not_tls_text",
                                   "not_tls_socks",
                                   "not_tls_sslv2",
                                   "record_major_version",
                                   "record_overflow",
                                   "unexpected_content_type",
                                   "fatal_alert",
                                   "close_notify",
                                   "no_content_type",
                                   "sslv2_length",
                                   "sslv2_message_type",
                                   "sslv2_cipher_specs",
                                   "sslv2_session_id",
                                   "sslv2_challenge",
                                   "not_dtls",
                                   "cid_not_negotiated",
                                   "cid_mismatch",
                                   "short_ciphertext",
                                   "handshake_fragment",
                                   "handshake_too_long",
                                   "too_many_empty_records",
                                   "too_many_warning_alerts",
                                   "too_many_ccs",
                                   "closed_no_notify",
                                   "closed_inside_record",
                                   "closed_alert_unread",
                                   "record_number",
                                   "cid_missing",
                                   "ack_length",
                                   "not_client_hello",
                                   "hello_length",
                                   "session_id_too_long",
                                   "cipher_suites",
                                   "no_compression",
                                   "hello_fragment",
                                   "hello_version",
                                   "duplicate_extension",
                                   "pre_shared_key_not_last",
                                   "hello_compression",
                                   "hello_cookie",
                                   "extension_body",
                                   "trailing_dot",
                                   "ip_literal",
                                   "host_name_octet",
                                   "host_name_length",
                                   "message_behind_hello",
                                   "fragment_mismatch"};
  return kDetails;
}

// Whether the library can give this outcome.
inline bool IsGiven(const Said& said) {
  if (said.detail == "none") {
    return said.Is("ok") || said.Is("need_more") || said.Is("bad_state");
  }
  const bool shared = said.detail == "truncated" || said.detail == "output_too_small";
  if (!shared && (OfTls().count(said.detail) != 0) != (said.layer != "socks")) return false;
  if (said.Is("peer_refused")) return said.IsOneOf(Refusals());
  if (said.Is("bad_address")) return said.detail == "unknown_address_type";
  if (said.Is("serialization")) return !said.IsOneOf(Refusals());
  return said.Is("deserialization") && !said.IsOneOf(Refusals()) && !said.IsOneOf(EncodersOwn()) &&
         said.detail != "unknown_address_type";
}

// CFSocketStream.h: subdomain and code of a SOCKS error, packed. TLS has none.
inline Number CfNetwork(const Said& said) {
  if (said.layer != "socks") return std::nullopt;
  if (said.Is("ok")) return 0;
  if (said.Is("bad_address")) return 1;  // kCFStreamErrorSOCKS5BadResponseAddr
  if (said.Is("bad_state")) return 2;    // kCFStreamErrorSOCKS5BadState
  if (!said.IsDecoders()) return std::nullopt;
  int subdomain = 0;
  if (said.IsOneOf({"socks_version", "auth_version", "reply_version"})) subdomain = 1;
  if (said.detail == "socks4_refused") subdomain = 2;
  if (said.detail == "credentials_rejected") subdomain = 3;
  if (said.IsOneOf({"no_acceptable_method", "method_not_offered"})) subdomain = 4;
  if (said.detail == "socks5_refused") subdomain = 5;
  if (subdomain == 0) return std::nullopt;
  return subdomain * 65536 + said.octet;
}

// The socket module's documents: 2301000 and 205 to 213 for SOCKS5; 2303500 and SSL_get_error() for
// TLS: SSL_ERROR_SSL 1, WANT_READ 2, ZERO_RETURN 6; 2300002, a system internal error.
inline Number OpenHarmony(const Said& said) {
  const bool socks = said.layer == "socks";
  if (said.Is("ok")) return 0;
  if (said.Is("need_more")) return socks ? Number() : Number(2303502);
  if (said.Is("serialization")) return 2301212;
  if (said.Is("bad_address")) return 2301213;
  if (said.Is("bad_state")) return 2300002;
  if (said.detail == "closed_alert_unread" || said.detail == "gssapi_aborted") return std::nullopt;
  if (said.detail == "credentials_rejected") return 2301207;
  if (said.IsOneOf({"socks5_refused", "socks4_refused"})) return 2301208;
  if (said.IsOneOf({"no_acceptable_method", "method_not_offered"})) return 2301209;
  if (said.detail == "closed_between_messages") return 2301211;
  if (said.detail == "close_notify") return 2303506;
  return socks ? 2301213 : 2303501;
}

// SecureTransport.h: the OSStatus of a fatal alert that was received, errSSLFatalAlert where it has
// none of its own. 41 is ignored where it is received at another level.
inline int32_t ReceivedAlert(int description) {
  static const std::map<int, int32_t> kNamed = {
      {0, -9805},  {10, -9819}, {20, -9820}, {21, -9821}, {22, -9822}, {30, -9823},
      {40, -9824}, {42, -9825}, {43, -9826}, {44, -9827}, {45, -9828}, {46, -9829},
      {47, -9830}, {48, -9831}, {49, -9832}, {50, -9833}, {51, -9834}, {60, -9835},
      {70, -9836}, {71, -9837}, {80, -9838}, {90, -9839}, {100, -9840}};
  const auto found = kNamed.find(description);
  return found == kNamed.end() ? -9802 : found->second;
}

// SecureTransport.h: errSSLProtocol -9800, errSSLWouldBlock -9803, errSSLClosedGraceful -9805,
// errSSLClosedAbort -9806, errSSLInternal -9810, errSSLClosedNoNotify -9816, errSSLBufferOverflow
// -9817, errSSLRecordOverflow -9847, errSSLUnexpectedRecord -9849.
inline Number SecureTransport(const Said& said) {
  if (said.Is("ok")) return 0;
  if (said.Is("need_more")) return -9803;
  if (said.detail == "output_too_small") return -9817;
  if (said.Is("serialization") || said.Is("bad_state")) return -9810;
  if (said.layer == "socks") return std::nullopt;
  if (said.detail == "fatal_alert") return ReceivedAlert(said.octet);
  if (said.detail == "close_notify") return -9805;
  if (said.layer == "dtls") return -9849;  // the record is dropped
  if (said.detail == "record_overflow") return -9847;
  if (said.detail == "closed_no_notify") return -9816;
  if (said.detail == "closed_inside_record") return -9806;
  if (said.detail == "closed_alert_unread") return std::nullopt;
  return -9800;
}

// RFC 1928 section 6, as an operating system says it.
inline std::errc OfRep(int rep) {
  switch (rep) {
    case 2:
      return std::errc::permission_denied;
    case 3:
      return std::errc::network_unreachable;
    case 4:
    case 6:  // TTL expired
      return std::errc::host_unreachable;
    case 5:
      return std::errc::connection_refused;
    case 7:
      return std::errc::operation_not_supported;
    case 8:
      return std::errc::address_family_not_supported;
    default:
      return std::errc::connection_aborted;
  }
}

// hardwire/platform/error_code.h.
inline std::errc Errc(const Said& said) {
  static const Details kTooLong = {"domain_too_long", "username_too_long", "password_too_long",
                                   "userid_too_long", "token_too_long",    "too_many_methods"};
  if (said.Is("need_more")) return std::errc::resource_unavailable_try_again;
  if (said.Is("bad_address")) return std::errc::address_family_not_supported;
  if (said.Is("bad_state")) return std::errc::operation_not_permitted;
  if (said.detail == "output_too_small") return std::errc::no_buffer_space;
  if (said.IsOneOf(kTooLong)) return std::errc::message_size;
  if (said.Is("serialization")) return std::errc::invalid_argument;
  if (said.IsOneOf({"no_acceptable_method", "method_not_offered", "credentials_rejected",
                    "gssapi_aborted"})) {
    return std::errc::permission_denied;
  }
  if (said.IsOneOf(
          {"close_notify", "closed_no_notify", "closed_alert_unread", "closed_between_messages"})) {
    return std::errc::not_connected;
  }
  if (said.detail == "socks5_refused") return OfRep(said.octet);
  if (said.Is("peer_refused") || said.IsOneOf({"closed_inside_record", "closed_inside_message"})) {
    return std::errc::connection_aborted;
  }
  if (said.IsOneOf({"auth_version", "reply_version", "socks_version", "record_version",
                    "record_major_version", "hello_version"})) {
    return std::errc::protocol_not_supported;
  }
  if (said.detail == "unknown_command") return std::errc::operation_not_supported;
  return std::errc::bad_message;
}

// What only a client, or the receiver of a datagram, can meet; a peer of another protocol.
inline const Details& NotForServers() {
  static const Details kDetails = {"empty_domain_in_reply",
                                   "reply_version",
                                   "unknown_reply",
                                   "fragment",
                                   "socks_version",
                                   "truncated",
                                   "closed_between_messages",
                                   "closed_inside_message",
                                   "method_not_offered",
                                   "surplus",
                                   "gssapi_aborted",
                                   "output_too_small",
                                   "username_too_long",
                                   "password_too_long",
                                   "too_many_methods",
                                   "nul_in_userid",
                                   "token_too_long",
                                   "token_in_abort",
                                   "address_text",
                                   "port_text",
                                   "non_ascii_text"};
  return kDetails;
}

// hardwire/socks/reply_for.h.
inline std::optional<int> Socks4Reply(const Said& said) {
  if (said.layer != "socks" || said.Is("ok") || said.Is("need_more")) return std::nullopt;
  static const Details kOfSocks5 = {"no_methods",     "method_ff_offered", "empty_username",
                                    "empty_password", "auth_version",      "gssapi_type"};
  if (said.IsOneOf(NotForServers()) || said.IsOneOf(kOfSocks5)) return std::nullopt;
  if (said.detail == "credentials_rejected") return 93;
  if (said.detail == "socks4_refused") return said.octet == 90 ? 91 : said.octet;
  return 91;
}
inline std::optional<int> Socks5Reply(const Said& said) {
  if (said.layer != "socks" || said.Is("ok") || said.Is("need_more")) return std::nullopt;
  static const Details kOfSocks4 = {"unspecified_address", "userid_too_long", "not_ipv4",
                                    "socks4a_marker"};
  if (said.IsOneOf(NotForServers()) || said.IsOneOf(kOfSocks4)) return std::nullopt;
  if (said.Is("serialization")) return 1;
  if (said.IsOneOf({"no_methods", "method_ff_offered", "no_acceptable_method", "gssapi_type"})) {
    return 255;
  }
  if (said.detail == "unknown_command") return 7;
  if (said.Is("bad_address")) return 8;
  if (said.detail == "socks5_refused") return said.octet == 0 ? 1 : said.octet;
  return 1;
}

// RFC 8446 section 6: the alert that tells the peer.
inline std::optional<int> Alert(const Said& said) {
  if (said.layer != "tls" || said.Is("ok") || said.Is("need_more")) return std::nullopt;
  static const Details kSilent = {"output_too_small",     "fatal_alert",   "closed_no_notify",
                                  "closed_inside_record", "record_number", "not_dtls",
                                  "cid_not_negotiated",   "cid_mismatch",  "short_ciphertext",
                                  "closed_alert_unread",  "cid_missing",   "hello_fragment"};
  if (said.IsOneOf(kSilent)) return std::nullopt;
  if (said.Is("serialization") || said.Is("bad_state")) return 80;  // internal_error
  if (said.detail == "close_notify") return 0;
  if (said.detail == "record_overflow") return 22;
  if (said.IsOneOf({"record_version", "record_major_version", "hello_version"}))
    return 70;  // protocol_version
  static const Details kIllegal = {
      "alert_level",        "sslv2_session_id",    "handshake_fragment",
      "handshake_too_long", "duplicate_extension", "pre_shared_key_not_last",
      "hello_compression",  "hello_cookie",        "trailing_dot",
      "ip_literal",         "host_name_octet",     "host_name_length",
      "fragment_mismatch"};
  if (said.IsOneOf(kIllegal)) return 47;  // illegal_parameter
  static const Details kUndecodable = {
      "alert_size",    "sslv2_length",   "sslv2_cipher_specs", "sslv2_challenge",
      "ack_length",    "truncated",      "hello_length",       "session_id_too_long",
      "cipher_suites", "no_compression", "extension_body"};
  if (said.detail == "truncated" && said.offset == 0) return 10;  // section 5.4
  if (said.IsOneOf(kUndecodable)) return 50;                      // decode_error
  return 10;                                                      // unexpected_message
}

// The socket module's bases by the ranges of their codes: the first code, the last, what the rest
// is counted from.
enum class Base { kUnknown, kFixed, kSocket, kTlsSystem, kTlsSsl };
struct OpenHarmonyParts {
  Base base = Base::kUnknown;
  int64_t rest = 0;
  int64_t code = 0;
};
inline OpenHarmonyParts SingleParts(int64_t code) {
  struct Range {
    int64_t first;
    int64_t last;
    Base base;
    int64_t from;
  };
  static constexpr Range kRanges[] = {
      {201, 201, Base::kFixed, 0},
      {401, 401, Base::kFixed, 0},
      {2300002, 2300002, Base::kFixed, 0},
      {2300999, 2301999, Base::kSocket, 2301000},
      {2303100, 2303499, Base::kTlsSystem, 2303100},
      {2303500, 2303599, Base::kTlsSsl, 2303500},
      {2303600, 2303602, Base::kFixed, 0},
  };
  for (const Range& range : kRanges) {
    if (code >= range.first && code <= range.last) return {range.base, code - range.from, code};
  }
  return {Base::kUnknown, code, code};
}

// A complete code of seven digits may have had 2301000 added to it.
inline OpenHarmonyParts PartsOf(int32_t code) {
  const OpenHarmonyParts single = SingleParts(code);
  if (single.base != Base::kUnknown || code <= 4000000) return single;
  const OpenHarmonyParts doubled = SingleParts(int64_t{code} - 2301000);
  return doubled.base == Base::kUnknown ? single : doubled;
}

inline std::string Words(string_view text) { return std::string(text.data(), text.size()); }

// Calls check(result, said) for every outcome that the library can give, with every octet; `given`
// false: for every other pair of Code and Detail.
template <typename Check>
void EveryOutcome(bool given, Check check) {
  constexpr Layer kLayers[] = {Layer::kSocks, Layer::kTls, Layer::kDtls};
  constexpr const char* kNames[] = {"socks", "tls", "dtls"};
  for (int code = 1; code <= static_cast<int>(Code::kPeerRefused); ++code) {
    for (int detail = 0; detail < kDetailCount; ++detail) {
      for (int layer = 0; layer < 3; ++layer) {
        Said said = {Words(Name(static_cast<Code>(code))), Words(Name(static_cast<Detail>(detail))),
                     kNames[layer]};
        if (IsGiven(said) != given) continue;
        for (said.octet = 0; said.octet < 256; ++said.octet) {
          check(Result::Error(static_cast<Code>(code), static_cast<Detail>(detail), 3,
                              static_cast<uint8_t>(said.octet), kLayers[layer]),
                said);
        }
      }
    }
  }
}

}  // namespace platform_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_PLATFORM_MODEL_H_
