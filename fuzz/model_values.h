// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Makes messages field by field from the bytes of a fuzz input. They may be messages that no
// decoder gives and no encoder sends. Their views point into the input.

#ifndef HARDWIRE_FUZZ_MODEL_VALUES_H_
#define HARDWIRE_FUZZ_MODEL_VALUES_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "fuzz/laws.h"
#include "hardwire/socks/address.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// Takes values from the front of an input. Once it is used up, they are zeros.
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

  // Bytes of the input. The next two octets choose how many, if there are as many.
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

// Fills a field from as many octets as it has.
template <typename Number>
std::enable_if_t<std::is_integral_v<Number>> Fill(Choices* c, Number* field) {
  *field = static_cast<Number>(c->Number(static_cast<int>(sizeof(Number))));
}
inline void Fill(Choices* c, bool* field) { *field = c->Flag(); }
template <typename E>
std::enable_if_t<std::is_enum_v<E>> Fill(Choices* c, E* field) {
  *field = c->Enum<E>();
}
inline void Fill(Choices* c, tls::DtlsForm* field) {
  *field = static_cast<tls::DtlsForm>(c->Octet() % 3);
}
template <size_t kSize>
void Fill(Choices* c, std::array<uint8_t, kSize>* field) {
  *field = c->Array<kSize>();
}
inline void Fill(Choices* c, Bytes* field) { *field = c->Some(); }
inline void Fill(Choices* c, string_view* field) { *field = c->Text(); }
inline void Fill(Choices* c, socks::Address* field) {
  const uint16_t port = c->Short();
  switch (c->Octet() % 3) {
    case 0:
      field->AssignIpv4(c->Array<4>(), port);
      break;
    case 1:
      field->AssignIpv6(c->Array<16>(), port);
      break;
    default:
      field->AssignDomain(c->Text(), port);
  }
}

// Fills every field of a message, in the order of VisitFields.
template <typename M>
void Make(Choices* c, M* message) {
  M::VisitFields([c](string_view, auto& field) { Fill(c, &field); }, *message);
}

// Two octets are enough for padding: what does not fit in them is over every limit.
inline void Make(Choices* c, tls::InnerPlaintext* message) {
  message->type = c->Enum<tls::ContentType>();
  message->padding = c->Short();
  message->content = c->Some();
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_MODEL_VALUES_H_
