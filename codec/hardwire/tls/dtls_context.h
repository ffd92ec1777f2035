// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// DtlsContext: what a DTLS association has negotiated. Record headers are judged by it. It has no
// phase, since a DTLS record shows whether it is protected.

#ifndef HARDWIRE_TLS_DTLS_CONTEXT_H_
#define HARDWIRE_TLS_DTLS_CONTEXT_H_

#include <array>
#include <cstdint>

#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The layout of a record header (dtls_header.h).
enum class DtlsForm : uint8_t {
  kPlaintext,  // 13 octets. In DTLS 1.0 and 1.2 its fragment is encrypted if the epoch is above 0.
  kCid,        // type 25
  kUnified,
};

// Trivially copyable.
class DtlsContext {
 public:
  // No version is negotiated yet. The records are of DTLS 1.0 or 1.2, or of the first flight of
  // DTLS 1.3, which look the same.
  static constexpr DtlsContext Initial() { return Of(0); }
  static constexpr DtlsContext Dtls10() { return Of(kDtls10); }
  static constexpr DtlsContext Dtls12() { return Of(kDtls12); }
  static constexpr DtlsContext Dtls13() { return Of(kDtls13); }

  // The context of a version that is known only at run time: one of version.h, or 0 for Initial().
  // With any other version no record may come, and each is kNotDtls.
  static constexpr DtlsContext Of(uint16_t version) { return DtlsContext(version); }

  // The same context, for records that carry a connection id of `length` octets. 0: no connection
  // id is negotiated.
  constexpr DtlsContext WithCid(uint8_t length) const {
    DtlsContext context = *this;
    context.cid_length_ = length;
    return context;
  }
  // The same context, with its limits lowered to `limit` (record_context.h).
  constexpr DtlsContext WithLimit(LengthLimit limit) const {
    DtlsContext context(version_);
    context.cid_length_ = cid_length_;
    for (uint16_t& own : context.limits_) own = limit.Within(own);
    return context;
  }

  constexpr uint16_t version() const { return version_; }
  constexpr uint8_t cid_length() const { return cid_length_; }
  constexpr bool IsDtls13() const { return version_ == kDtls13; }

  // Whether DTLS 1.2 or 1.0 is negotiated.
  constexpr bool IsBefore13() const { return version_ == kDtls12 || version_ == kDtls10; }

  // Whether the version is 1.2 or 1.0, or may yet become one of them.
  constexpr bool MayBeBefore13() const { return version_ == 0 || IsBefore13(); }

  // The known types that a record of the plaintext form may have. DTLS 1.3 has it for handshake
  // messages, alerts and ACKs (RFC 9147 section 4.1); an ACK is of DTLS 1.3 alone.
  constexpr ContentTypes plaintext_types() const { return plaintext_types_; }

  // Whether a record may have `version`. DTLS 1.3 ignores it (RFC 9147 section 4).
  constexpr bool ExpectsVersion(uint16_t version) const {
    return (version & version_mask_) == expected_version_;
  }

  // The highest `length` of a record. 16,384 in epoch 0, and 18,432 in later ones (RFC 6347 section
  // 4.1). 16,640 in a unified header (RFC 9147 section 4). WithLimit() lowers each of them.
  constexpr uint16_t limit(DtlsForm form, uint16_t epoch) const {
    if (form == DtlsForm::kUnified) return limits_[2];
    return epoch == 0 ? limits_[0] : limits_[1];
  }

  // The same for the plaintext form, and 0 where no record of it may come without a fault: behind
  // epoch 0 in DTLS 1.3, and where a connection id is missing.
  constexpr uint16_t PlaintextLimit(uint16_t epoch) const {
    if (epoch == 0) return limits_[0];
    return cid_length_ == 0 && !IsDtls13() ? limits_[1] : uint16_t{0};
  }

 private:
  constexpr explicit DtlsContext(uint16_t version) : version_(version) {
    if (IsDtls13()) {
      plaintext_types_ = ContentTypes()
                             .And(ContentType::kAlert)
                             .And(ContentType::kHandshake)
                             .And(ContentType::kAck);
      version_mask_ = 0;
      expected_version_ = 0;
    } else if (MayBeBefore13()) {
      plaintext_types_ = kDtlsContentTypes.Without(ContentType::kTls12Cid);
      if (version == 0) {
        version_mask_ = static_cast<uint16_t>(~(kDtls10 ^ kDtls12) & 0xFFFF);
        expected_version_ = kDtls10 & kDtls12;
      } else {
        plaintext_types_ = plaintext_types_.Without(ContentType::kAck);
      }
    }
  }

  uint16_t version_;
  // A record may have a version whose bits of version_mask_ are expected_version_.
  uint16_t version_mask_ = UINT16_MAX;
  uint16_t expected_version_ = version_;
  ContentTypes plaintext_types_;
  std::array<uint16_t, 3> limits_ = {kMaxPlaintext, kMaxProtectedTls12, kMaxProtectedTls13};
  uint8_t cid_length_ = 0;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_CONTEXT_H_
