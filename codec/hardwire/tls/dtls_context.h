// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// DtlsContext: what a DTLS association has agreed on, worked out once into what each record header
// is compared with. It has no phase: a record says itself whether it is protected.

#ifndef HARDWIRE_TLS_DTLS_CONTEXT_H_
#define HARDWIRE_TLS_DTLS_CONTEXT_H_

#include <array>
#include <cstdint>

#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace tls {

// How a record header is laid out.
enum class DtlsForm : uint8_t {
  kPlaintext,  // 13 octets. In DTLS 1.0 and 1.2 what follows is encrypted from epoch 1 on.
  kCid,        // type 25
  kUnified,
};

// Trivially copyable.
class DtlsContext {
 public:
  // No version is agreed on: DTLS 1.0 or 1.2, or the first flight of 1.3, whose records look like
  // theirs.
  static constexpr DtlsContext Initial() { return Of(0); }
  static constexpr DtlsContext Dtls10() { return Of(kDtls10); }
  static constexpr DtlsContext Dtls12() { return Of(kDtls12); }
  static constexpr DtlsContext Dtls13() { return Of(kDtls13); }

  // For a version that is not known when the program is written: one of those in version.h, or 0
  // for Initial(). In a context of any other no record may come: each is kNotDtls.
  static constexpr DtlsContext Of(uint16_t version) { return DtlsContext(version); }

  // The same context, but that records which are read or written carry a connection id of `length`
  // octets. 0: none is negotiated.
  constexpr DtlsContext WithCid(uint8_t length) const {
    DtlsContext context = *this;
    context.cid_length_ = length;
    return context;
  }
  // The same context, whose limits `limit` lowers; see record_context.h.
  constexpr DtlsContext WithLimit(LengthLimit limit) const {
    DtlsContext context(version_);
    context.cid_length_ = cid_length_;
    for (uint16_t& own : context.limits_) own = limit.Within(own);
    return context;
  }

  constexpr uint16_t version() const { return version_; }
  constexpr uint8_t cid_length() const { return cid_length_; }
  constexpr bool IsDtls13() const { return version_ == kDtls13; }

  // Whether 1.2 or 1.0 is agreed on.
  constexpr bool IsBefore13() const { return version_ == kDtls12 || version_ == kDtls10; }

  // Whether any record may come.
  constexpr bool AllowsAny() const { return version_ == 0 || IsDtls13() || IsBefore13(); }

  // The most that `length` may say: 16,384 in epoch 0, 18,432 later (RFC 6347 section 4.1), 16,640
  // behind a unified header (RFC 9147 section 4), each no more than the limit of WithLimit().
  constexpr uint16_t limit(DtlsForm form, uint16_t epoch) const {
    if (form == DtlsForm::kUnified) return limits_[2];
    return epoch == 0 ? limits_[0] : limits_[1];
  }

 private:
  constexpr explicit DtlsContext(uint16_t version) : version_(version) {}

  uint16_t version_;
  std::array<uint16_t, 3> limits_ = {kMaxPlaintext, kMaxProtectedTls12, kMaxProtectedTls13};
  uint8_t cid_length_ = 0;
};

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_DTLS_CONTEXT_H_
