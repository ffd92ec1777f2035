// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ContentType: the kind of content in a record of TLS or DTLS.

#ifndef HARDWIRE_TLS_CONTENT_TYPE_H_
#define HARDWIRE_TLS_CONTENT_TYPE_H_

#include <cstdint>

#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// RFC 8446 section 5.1; heartbeat: RFC 6520. A decoded record may have any other value, if the
// policy accepts it. The last three belong to DTLS; in TLS they are unknown.
enum class ContentType : uint8_t {
  kChangeCipherSpec = 20,
  kAlert = 21,
  kHandshake = 22,
  kApplicationData = 23,
  kHeartbeat = 24,
  kTls12Cid = 25,                // RFC 9146
  kAck = 26,                     // RFC 9147
  kReturnRoutabilityCheck = 27,  // RFC 9853
};

// The names of the RFCs: "handshake". "unassigned" for a value that has none. Static storage.
string_view Name(ContentType type);

// Whether the content of this type is made of messages: handshake, alert, change_cipher_spec. A
// record of such a type must not be empty (RFC 5246 section 6.2.1).
constexpr bool CarriesMessages(ContentType type) {
  return type == ContentType::kChangeCipherSpec || type == ContentType::kAlert ||
         type == ContentType::kHandshake;
}

// A set of the types 20 to 27.
class ContentTypes {
 public:
  constexpr ContentTypes() = default;

  // This set with `type`, and without it.
  constexpr ContentTypes And(ContentType type) const {
    return ContentTypes(static_cast<uint8_t>(bits_ | 1 << Index(type)));
  }
  constexpr ContentTypes Without(ContentType type) const {
    return ContentTypes(static_cast<uint8_t>(bits_ & ~(1 << Index(type))));
  }

  // The types that are in this set and in `other`.
  constexpr ContentTypes Both(ContentTypes other) const {
    return ContentTypes(static_cast<uint8_t>(bits_ & other.bits_));
  }

  constexpr bool Has(ContentType type) const {
    return Index(type) < 8 && (bits_ >> Index(type) & 1) != 0;
  }

  constexpr bool empty() const { return bits_ == 0; }

 private:
  constexpr explicit ContentTypes(uint8_t bits) : bits_(bits) {}

  static constexpr uint8_t Index(ContentType type) {
    return static_cast<uint8_t>(static_cast<uint8_t>(type) - 20);
  }

  uint8_t bits_ = 0;  // bit i is type 20 + i
};

// The content types of TLS.
constexpr ContentTypes kTlsContentTypes = ContentTypes()
                                              .And(ContentType::kChangeCipherSpec)
                                              .And(ContentType::kAlert)
                                              .And(ContentType::kHandshake)
                                              .And(ContentType::kApplicationData)
                                              .And(ContentType::kHeartbeat);

// The content types of DTLS.
constexpr ContentTypes kDtlsContentTypes = kTlsContentTypes.And(ContentType::kTls12Cid)
                                               .And(ContentType::kAck)
                                               .And(ContentType::kReturnRoutabilityCheck);

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_CONTENT_TYPE_H_
