// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Messages made field by field from the bytes of a fuzz input: also those that no decoder gives and
// no encoder may send. Views in them point into the input.

#ifndef HARDWIRE_FUZZ_MODEL_VALUES_H_
#define HARDWIRE_FUZZ_MODEL_VALUES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "fuzz/laws.h"
#include "hardwire/socks/address.h"
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

// Takes values from the front of an input; zeros once it is used up.
class Choices {
 public:
  explicit Choices(Bytes input) : rest_(input) {}

  uint64_t Number(int octets) {
    uint64_t value = 0;
    for (; octets > 0; --octets) {
      value = value << 8 | (rest_.empty() ? 0 : rest_[0]);
      rest_.remove_prefix(rest_.empty() ? 0 : 1);
    }
    return value;
  }
  uint8_t Octet() { return static_cast<uint8_t>(Number(1)); }
  uint16_t Short() { return static_cast<uint16_t>(Number(2)); }
  bool Flag() { return (Number(1) & 1) != 0; }
  template <typename E>
  E Enum() {
    return static_cast<E>(Octet());
  }

  // As many bytes as two octets say, and no more than there are.
  Bytes Some() {
    const size_t wanted = Short() % 1024;
    const Bytes taken = First(rest_, std::min(wanted, rest_.size()));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  string_view Text() {
    const Bytes bytes = Some();
    return string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  template <size_t kSize>
  std::array<uint8_t, kSize> Array() {
    std::array<uint8_t, kSize> octets;
    for (uint8_t& octet : octets) octet = Octet();
    return octets;
  }

 private:
  Bytes rest_;
};

inline socks::Address ModelAddress(Choices* choices) {
  const uint16_t port = choices->Short();
  switch (choices->Octet() % 3) {
    case 0:
      return socks::Address::Ipv4(choices->Array<4>(), port);
    case 1:
      return socks::Address::Ipv6(choices->Array<16>(), port);
    default:
      return socks::Address::Domain(choices->Text(), port);
  }
}

inline void Make(Choices* c, socks4::Request* m) {
  m->command = c->Enum<socks4::Command>();
  m->marker = c->Octet();
  m->address = ModelAddress(c);
  m->userid = c->Text();
}
inline void Make(Choices* c, socks4::Reply* m) {
  m->code = c->Enum<socks4::ReplyCode>();
  m->address = ModelAddress(c);
}
inline void Make(Choices* c, socks5::Greeting* m) { m->methods = c->Some(); }
inline void Make(Choices* c, socks5::MethodSelection* m) { m->method = c->Enum<socks5::Method>(); }
inline void Make(Choices* c, socks5::Request* m) {
  m->command = c->Enum<socks5::Command>();
  m->address = ModelAddress(c);
}
inline void Make(Choices* c, socks5::Reply* m) {
  m->code = c->Enum<socks5::ReplyCode>();
  m->address = ModelAddress(c);
}
inline void Make(Choices* c, userpass::Request* m) {
  m->username = c->Text();
  m->password = c->Text();
}
inline void Make(Choices* c, userpass::Reply* m) { m->status = c->Octet(); }
inline void Make(Choices* c, gssapi::Frame* m) {
  m->type = c->Enum<gssapi::Type>();
  m->token = c->Some();
}
inline void Make(Choices* c, udp::Header* m) {
  m->fragment = c->Octet();
  m->address = ModelAddress(c);
  m->payload = c->Some();
}
inline void Make(Choices* c, tls::RecordHeader* m) {
  m->type = c->Enum<tls::ContentType>();
  m->version = c->Short();
  m->length = c->Short();
}
inline void Make(Choices* c, tls::Record* m) {
  m->type = c->Enum<tls::ContentType>();
  m->version = c->Short();
  m->fragment = c->Some();
}
inline void Make(Choices* c, tls::InnerPlaintext* m) {
  m->type = c->Enum<tls::ContentType>();
  m->padding = c->Short();
  m->content = c->Some();
}
inline void Make(Choices* c, tls::Alert* m) {
  m->level = c->Enum<tls::AlertLevel>();
  m->description = c->Enum<tls::AlertDescription>();
}
inline void Make(Choices* c, tls::Sslv2Hello* m) {
  m->version = c->Short();
  m->cipher_specs = c->Some();
  m->challenge = c->Some();
}
inline void Make(Choices* c, tls::HandshakeHeader* m) {
  m->type = c->Enum<tls::HandshakeType>();
  m->length = static_cast<uint32_t>(c->Number(4));
}
inline void Make(Choices* c, tls::DtlsHeader* m) {
  m->form = static_cast<tls::DtlsForm>(c->Octet() % 3);
  m->type = c->Enum<tls::ContentType>();
  m->version = c->Short();
  m->epoch = c->Short();
  m->sequence = c->Number(8);
  m->long_sequence = c->Flag();
  m->has_length = c->Flag();
  m->length = c->Short();
  m->cid = c->Some();
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_MODEL_VALUES_H_
