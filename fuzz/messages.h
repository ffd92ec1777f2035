// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every message of the library as the laws see it. A new message joins with its adapter and its
// name in the list at the end; the law tests, the random driver and the corpus replay then cover
// it.

#ifndef HARDWIRE_FUZZ_MESSAGES_H_
#define HARDWIRE_FUZZ_MESSAGES_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// An adapter has kName, Message, kMaxSize, Read (Decode), Write (Encode) and HalfAnInteger(size):
// whether the first `size` octets end inside an integer of several octets whose value can be at
// fault. Such an integer decides when it is complete; until then need-more may promise a message
// that its first octets already exclude.

// kWholeUnit: the input is all that there will be (a datagram): too short is kTruncated, not
// need-more, and law 2 does not apply to it.

// Sent(message): what Encode writes for it; another message only where a field is ignored by those
// who read it.

// kTakesAll: what stands behind the message's fields changes it, so that nothing may be appended.

// What most messages are. `kMax`: the stated maximum size.
template <typename M, size_t kMax>
struct Usual {
  using Message = M;
  static constexpr size_t kMaxSize = kMax;
  static constexpr bool kWholeUnit = false;
  static constexpr bool kTakesAll = false;
  static constexpr bool HalfAnInteger(size_t) { return false; }
  static const M& Sent(const M& message) { return message; }
};

// A message whose codec takes nothing but bytes and a policy.
template <typename M, size_t kMax>
struct Plain : Usual<M, kMax> {
  static Result Read(Span<const uint8_t> input, M* message, Policy policy) {
    return Decode(input, message, policy);
  }
  static Result Write(const M& message, Span<uint8_t> output, Policy policy) {
    return Encode(message, output, policy);
  }
};

// A message of TLS in one context.
template <typename M, size_t kMax, tls::Phase kPhase, uint16_t kVersion, uint16_t kLimit = 0>
struct InContext : Usual<M, kMax> {
  static constexpr tls::RecordContext Context() { return {kPhase, kVersion, kLimit}; }
  static Result Read(Span<const uint8_t> input, M* message, Policy policy) {
    return Decode(input, message, Context(), policy);
  }
  static Result Write(const M& message, Span<uint8_t> output, Policy policy) {
    return Encode(message, output, Context(), policy);
  }
};

// A record or its header. Of plain TLS 1.3 nobody looks at the version: Encode writes 0303.
template <typename M, size_t kMax, tls::Phase kPhase, uint16_t kVersion, uint16_t kLimit>
struct RecordInContext : InContext<M, kMax, kPhase, kVersion, kLimit> {
  static constexpr bool HalfAnInteger(size_t size) { return size == 4; }  // length
  static M Sent(M message) {
    if (kPhase == tls::Phase::kPlain && kVersion == 0x0304) message.version = 0x0303;
    return message;
  }
};
template <tls::Phase kPhase, uint16_t kVersion, uint16_t kLimit = 0>
struct RecordHeaderIn
    : RecordInContext<tls::RecordHeader, tls::kRecordHeaderSize, kPhase, kVersion, kLimit> {};
template <tls::Phase kPhase, uint16_t kVersion, uint16_t kLimit = 0>
struct RecordIn : RecordInContext<tls::Record, tls::kMaxRecordSize, kPhase, kVersion, kLimit> {};

// A DTLS record header in one context. Its fragment is not looked at: see fuzz/dtls_laws.h.
template <uint16_t kVersion, uint8_t kCidLength, uint16_t kLimit = 0>
struct DtlsHeaderIn : Usual<tls::DtlsHeader, tls::kDtlsHeaderSize + kCidLength> {
  using Message = tls::DtlsHeader;
  static constexpr bool kWholeUnit = true;
  static constexpr tls::RecordContext Context() {
    return {tls::Phase::kPlain, kVersion, kLimit, kCidLength};
  }
  static Result Read(Span<const uint8_t> input, Message* message, Policy policy) {
    return Decode(input, message, Context(), policy);
  }
  static Result Write(const Message& message, Span<uint8_t> output, Policy policy) {
    return Encode(message, output, Context(), policy);
  }
};

template <uint32_t kLimit>
struct HandshakeHeaderUpTo : Usual<tls::HandshakeHeader, tls::kHandshakeHeaderSize> {
  using Message = tls::HandshakeHeader;
  static Result Read(Span<const uint8_t> input, Message* message, Policy policy) {
    return Decode(input, message, kLimit, policy);
  }
  static Result Write(const Message& message, Span<uint8_t> output, Policy policy) {
    return Encode(message, output, kLimit, policy);
  }
};

struct Socks5Greeting : Plain<socks5::Greeting, socks5::kMaxGreetingSize> {
  static constexpr char kName[] = "Socks5Greeting";
};
struct Socks5MethodSelection : Plain<socks5::MethodSelection, socks5::kMaxMethodSelectionSize> {
  static constexpr char kName[] = "Socks5MethodSelection";
};
struct Socks5Request : Plain<socks5::Request, socks5::kMaxRequestSize> {
  static constexpr char kName[] = "Socks5Request";
};
struct Socks5Reply : Plain<socks5::Reply, socks5::kMaxReplySize> {
  static constexpr char kName[] = "Socks5Reply";
};
struct UserpassRequest : Plain<userpass::Request, userpass::kMaxRequestSize> {
  static constexpr char kName[] = "UserpassRequest";
};
struct UserpassReply : Plain<userpass::Reply, userpass::kMaxReplySize> {
  static constexpr char kName[] = "UserpassReply";
};
struct GssapiFrame : Plain<gssapi::Frame, gssapi::kMaxFrameSize> {
  static constexpr char kName[] = "GssapiFrame";
};
struct Socks4Request : Plain<socks4::Request, socks4::kMaxRequestSize> {
  static constexpr char kName[] = "Socks4Request";
};
struct Socks4Reply : Plain<socks4::Reply, socks4::kMaxReplySize> {
  static constexpr char kName[] = "Socks4Reply";
};
struct UdpHeader : Plain<udp::Header, udp::kMaxHeaderSize> {
  static constexpr char kName[] = "UdpHeader";
  static constexpr bool kWholeUnit = true;
};
struct RecordHeaderInitial : RecordHeaderIn<tls::Phase::kInitial, 0> {
  static constexpr char kName[] = "RecordHeaderInitial";
};
struct RecordHeaderPlain : RecordHeaderIn<tls::Phase::kPlain, 0> {
  static constexpr char kName[] = "RecordHeaderPlain";
};
struct RecordHeaderPlainTls12 : RecordHeaderIn<tls::Phase::kPlain, 0x0303> {
  static constexpr char kName[] = "RecordHeaderPlainTls12";
};
struct RecordHeaderPlainTls13 : RecordHeaderIn<tls::Phase::kPlain, 0x0304> {
  static constexpr char kName[] = "RecordHeaderPlainTls13";
};
struct RecordHeaderProtected : RecordHeaderIn<tls::Phase::kProtected, 0> {
  static constexpr char kName[] = "RecordHeaderProtected";
};
struct RecordHeaderProtectedTls11 : RecordHeaderIn<tls::Phase::kProtected, 0x0302, 512> {
  static constexpr char kName[] = "RecordHeaderProtectedTls11";
};
struct RecordHeaderProtectedTls13 : RecordHeaderIn<tls::Phase::kProtected, 0x0304> {
  static constexpr char kName[] = "RecordHeaderProtectedTls13";
};

struct RecordInitial : RecordIn<tls::Phase::kInitial, 0> {
  static constexpr char kName[] = "RecordInitial";
};
struct RecordPlainTls12 : RecordIn<tls::Phase::kPlain, 0x0303> {
  static constexpr char kName[] = "RecordPlainTls12";
};
struct RecordPlainTls13 : RecordIn<tls::Phase::kPlain, 0x0304, 64> {
  static constexpr char kName[] = "RecordPlainTls13";
};
struct RecordProtectedTls12 : RecordIn<tls::Phase::kProtected, 0x0303> {
  static constexpr char kName[] = "RecordProtectedTls12";
};
struct RecordProtectedTls13 : RecordIn<tls::Phase::kProtected, 0x0304> {
  static constexpr char kName[] = "RecordProtectedTls13";
};
template <uint16_t kVersion>
struct InnerPlaintextIn
    : InContext<tls::InnerPlaintext, tls::kMaxInnerPlaintext, tls::Phase::kProtected, kVersion> {
  static constexpr bool kWholeUnit = true;
  static constexpr bool kTakesAll = true;
};
struct InnerPlaintext : InnerPlaintextIn<0x0304> {
  static constexpr char kName[] = "InnerPlaintext";
};
struct InnerPlaintextDtls12 : InnerPlaintextIn<0xFEFD> {
  static constexpr char kName[] = "InnerPlaintextDtls12";
};
struct InnerPlaintextDtls13 : InnerPlaintextIn<tls::kDtls13> {
  static constexpr char kName[] = "InnerPlaintextDtls13";
};
struct Alert : Plain<tls::Alert, tls::kAlertSize> {
  static constexpr char kName[] = "Alert";
  static constexpr bool kWholeUnit = true;
  static constexpr bool kTakesAll = true;
};
struct Sslv2Hello : Plain<tls::Sslv2Hello, tls::kMaxSslv2HelloSize> {
  static constexpr char kName[] = "Sslv2Hello";
  // The length, cipher_spec_length, session_id_length, challenge_length.
  static constexpr bool HalfAnInteger(size_t size) {
    return size == 1 || size == 6 || size == 8 || size == 10;
  }
};
struct RecordRelay : RecordIn<tls::Phase::kRelay, 0> {
  static constexpr char kName[] = "RecordRelay";
};
struct RecordHeaderRelay : RecordHeaderIn<tls::Phase::kRelay, 0> {
  static constexpr char kName[] = "RecordHeaderRelay";
};
struct HandshakeHeader : HandshakeHeaderUpTo<tls::kMaxHandshakeLength> {
  static constexpr char kName[] = "HandshakeHeader";
};
struct HandshakeHeaderShort : HandshakeHeaderUpTo<70000> {
  static constexpr char kName[] = "HandshakeHeaderShort";
};
struct DtlsHeader : DtlsHeaderIn<0, 0> {
  static constexpr char kName[] = "DtlsHeader";
};
struct DtlsHeader12Cid : DtlsHeaderIn<0xFEFD, 3, 4000> {
  static constexpr char kName[] = "DtlsHeader12Cid";
};
struct DtlsHeader13 : DtlsHeaderIn<tls::kDtls13, 0> {
  static constexpr char kName[] = "DtlsHeader13";
};
struct DtlsHeader13Cid : DtlsHeaderIn<tls::kDtls13, 255, 2000> {
  static constexpr char kName[] = "DtlsHeader13Cid";
};

template <template <typename...> class List>
using EveryMessage =
    List<Socks4Request, Socks4Reply, GssapiFrame, UdpHeader, Socks5Greeting, Socks5MethodSelection,
         Socks5Request, Socks5Reply, UserpassRequest, UserpassReply, RecordHeaderInitial,
         RecordHeaderPlain, RecordHeaderPlainTls12, RecordHeaderPlainTls13, RecordHeaderProtected,
         RecordHeaderProtectedTls11, RecordHeaderProtectedTls13, RecordInitial, RecordPlainTls12,
         RecordPlainTls13, RecordProtectedTls12, RecordProtectedTls13, InnerPlaintext, Alert,
         Sslv2Hello, RecordHeaderRelay, RecordRelay, HandshakeHeader, HandshakeHeaderShort,
         DtlsHeader, DtlsHeader12Cid, DtlsHeader13, DtlsHeader13Cid, InnerPlaintextDtls12,
         InnerPlaintextDtls13>;

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_MESSAGES_H_
