// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// RecordContext: what a TLS connection has negotiated. Record headers are judged by it.
// dtls_context.h is the same for DTLS.

#ifndef HARDWIRE_TLS_RECORD_CONTEXT_H_
#define HARDWIRE_TLS_RECORD_CONTEXT_H_

#include <cstdint>

#include "hardwire/tls/content_type.h"
#include "hardwire/tls/version.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// The RFCs' limits on the `length` in a record header, in octets.
constexpr uint16_t kMaxPlaintext = 16384;       // RFC 8446 section 5.1, RFC 5246 section 6.2.1
constexpr uint16_t kMaxProtectedTls13 = 16640;  // RFC 8446 section 5.2
constexpr uint16_t kMaxProtectedTls12 = 18432;  // RFC 5246 section 6.2.3; also for a relay

// The highest `length` in a record header, in octets. It lowers the RFC's limit and never raises
// it. 0 lets no octet pass. If record_size_limit is negotiated (RFC 8449 section 4), give its value
// plus what the cipher adds.
struct LengthLimit {
  uint16_t octets = UINT16_MAX;  // the RFC's limit holds

  // The lower of this and `own`.
  constexpr uint16_t Within(uint16_t own) const { return octets < own ? octets : own; }
};

// Where in the connection a record stands.
enum class Phase : uint8_t {
  kInitial,    // the first record: nothing is negotiated
  kPlain,      // later, before this direction is encrypted
  kProtected,  // encrypted
  kRelay,      // not known: the program only passes records on
};

// Trivially copyable.
//
// `version` is the negotiated version, 0x0300 (SSL 3.0) to 0x0304 (TLS 1.3); see version.h. 0: it
// is not negotiated yet, and records may have 0x0300 to 0x0303. With any other version no record
// may come, and each is kUnexpectedContentType. A relay may be given any version.
class RecordContext {
 public:
  // The context of the first record. Its version is 0.
  static constexpr RecordContext Initial(LengthLimit limit = {}) {
    return Of(Phase::kInitial, 0, limit);
  }
  static constexpr RecordContext Plain(uint16_t version, LengthLimit limit = {}) {
    return Of(Phase::kPlain, version, limit);
  }
  static constexpr RecordContext Protected(uint16_t version, LengthLimit limit = {}) {
    return Of(Phase::kProtected, version, limit);
  }
  // The context of a program that passes records on and knows nothing of the connection. It allows
  // types 20 to 24, major version 3 and lengths up to 18,432. If the program reads the version in
  // the hellos, it may give it: RecordStream then knows better which alerts are in the clear.
  static constexpr RecordContext Relay(uint16_t version = 0) {
    return Of(Phase::kRelay, version, {});
  }

  // The context of a phase that is known only at run time. `phase` must be an enumerator. kInitial
  // ignores `version`.
  static constexpr RecordContext Of(Phase phase, uint16_t version, LengthLimit limit = {}) {
    return RecordContext(phase, version, limit);
  }

  constexpr Phase phase() const { return phase_; }
  constexpr uint16_t version() const { return version_; }
  constexpr bool IsTls13() const { return version_ == kTls13; }

  // The highest `length` of a record.
  constexpr uint16_t limit() const { return limit_; }

  // Whether alert and change_cipher_spec records are in the clear. In TLS 1.3 always: what it
  // protects has the type application_data (RFC 8446 section 5). For a relay nobody knows: false.
  constexpr bool IsClear() const {
    return phase_ != Phase::kRelay && (phase_ != Phase::kProtected || IsTls13());
  }

  // The known types whose records may come.
  constexpr ContentTypes types() const { return types_; }

  // Whether records of `type` may come. `type` is a known one.
  constexpr bool Allows(ContentType type) const { return types_.Has(type); }

  // Whether any record may come.
  constexpr bool AllowsAny() const { return !types_.empty(); }

  // Whether a record of `type` may have length 0. False if it carries messages (RFC 5246 section
  // 6.2.1). Also false in protected records of TLS 1.3, which hold a content type (RFC 8446 section
  // 5.2). True for a relay.
  constexpr bool AllowsEmpty(ContentType type) const {
    if (phase_ == Phase::kRelay) return true;
    if (phase_ == Phase::kProtected && IsTls13()) return false;
    return !CarriesMessages(type);
  }

  // Whether the version of a record is ignored: in plain TLS 1.3 (RFC 8446 section 5.1).
  constexpr bool IgnoresVersion() const { return versions_ == UINT16_MAX; }

  // Whether a record may have `version`.
  constexpr bool ExpectsVersion(uint16_t version) const {
    return static_cast<uint16_t>(version - first_version_) <= versions_;
  }

 private:
  constexpr RecordContext(Phase phase, uint16_t version, LengthLimit limit)
      : limit_(limit.Within(kMaxPlaintext)),
        version_(phase == Phase::kInitial ? uint16_t{0} : version),
        phase_(phase),
        types_(kTlsContentTypes) {
    if (phase == Phase::kRelay) {
      limit_ = limit.Within(kMaxProtectedTls12);
      versions_ = 0xFF;
    } else if (phase == Phase::kInitial) {
      types_ = ContentTypes().And(ContentType::kAlert).And(ContentType::kHandshake);
      versions_ = 4;  // 0300 to 0304
    } else if (version == 0) {
      if (phase == Phase::kProtected) limit_ = limit.Within(kMaxProtectedTls12);
      versions_ = 3;  // 0300 to 0303
    } else if (version < 0x0300 || version > kTls13) {
      limit_ = 0;
      types_ = ContentTypes();
    } else if (version < kTls13) {
      if (phase == Phase::kProtected) limit_ = limit.Within(kMaxProtectedTls12);
      first_version_ = version;
    } else if (phase == Phase::kPlain) {
      first_version_ = 0;
      versions_ = UINT16_MAX;
    } else {
      limit_ = limit.Within(kMaxProtectedTls13);
      types_ =
          ContentTypes().And(ContentType::kApplicationData).And(ContentType::kChangeCipherSpec);
      first_version_ = kTls12;
    }
  }

  uint16_t limit_;
  uint16_t version_;
  // A record may have a version from first_version_ to first_version_ + versions_.
  uint16_t first_version_ = 0x0300;
  uint16_t versions_ = 0;
  Phase phase_;
  ContentTypes types_;
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_CONTEXT_H_
