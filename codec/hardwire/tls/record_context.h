// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// RecordContext: what a TLS connection has agreed on, worked out once into what each record header
// is compared with. dtls_context.h is the same for DTLS.

#ifndef HARDWIRE_TLS_RECORD_CONTEXT_H_
#define HARDWIRE_TLS_RECORD_CONTEXT_H_

#include <cstdint>

#include "hardwire/tls/content_type.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace tls {

// The phases' own limits on the `length` of a record header, in octets.
constexpr uint16_t kMaxPlaintext = 16384;       // RFC 8446 section 5.1, RFC 5246 section 6.2.1
constexpr uint16_t kMaxProtectedTls13 = 16640;  // RFC 8446 section 5.2
constexpr uint16_t kMaxProtectedTls12 = 18432;  // RFC 5246 section 6.2.3; of a relay too

// The most octets that the `length` of a record header may say. It lowers the phase's own limit and
// never raises it; 0 lets no octet pass. Where record_size_limit is negotiated (RFC 8449 section
// 4), this is its value plus what the cipher adds.
struct LengthLimit {
  uint16_t octets = UINT16_MAX;  // the phase's own

  // The lower of this and `own`.
  constexpr uint16_t Within(uint16_t own) const { return octets < own ? octets : own; }
};

// Where in the connection a record stands.
enum class Phase : uint8_t {
  kInitial,    // the first record: nothing is negotiated
  kPlain,      // later, before this direction is encrypted
  kProtected,  // encrypted
  kRelay,      // not known, as to one who only passes records on; says the same of every version
};

// Trivially copyable. Of two contexts made with the same arguments nobody can tell one from the
// other.
//
// `version` is the negotiated one: 0x0301 to 0x0304, where 0x0304 is TLS 1.3 (version.h). 0, while
// it is not known: any from 0x0300 to 0x0303. SSL 3.0 is 0x0300. In a context of any other version,
// but for a relay's, no record may come: each is kUnexpectedContentType.
class RecordContext {
 public:
  // The first record. `version` is 0.
  static constexpr RecordContext Initial(LengthLimit limit = {}) {
    return Of(Phase::kInitial, 0, limit);
  }
  static constexpr RecordContext Plain(uint16_t version, LengthLimit limit = {}) {
    return Of(Phase::kPlain, version, limit);
  }
  static constexpr RecordContext Protected(uint16_t version, LengthLimit limit = {}) {
    return Of(Phase::kProtected, version, limit);
  }
  // One who knows nothing of the connection: types 20 to 24, major version 3, a length of at most
  // 18,432, and nothing else. A version that he learns from the hellos says when alerts are in the
  // clear (record_stream.h).
  static constexpr RecordContext Relay(uint16_t version = 0) {
    return Of(Phase::kRelay, version, {});
  }

  // For a phase that is not known when the program is written. It must be an enumerator. What a
  // version cannot change in a phase, it does not.
  static constexpr RecordContext Of(Phase phase, uint16_t version, LengthLimit limit = {}) {
    return RecordContext(phase, version, limit);
  }

  constexpr Phase phase() const { return phase_; }
  constexpr uint16_t version() const { return version_; }
  constexpr bool IsTls13() const { return version_ == kTls13; }

  // The most that `length` may say here.
  constexpr uint16_t limit() const { return limit_; }

  // Whether alerts and change_cipher_spec are in the clear: TLS 1.3 protects nothing under the
  // types of either (RFC 8446 section 5). Of a relay's records nobody can say: false.
  constexpr bool IsClear() const {
    return phase_ != Phase::kRelay && (phase_ != Phase::kProtected || IsTls13());
  }

  // Whether records of `type`, a known one, may come.
  constexpr bool Allows(ContentType type) const { return types_.Has(type); }

  // Whether any record may come.
  constexpr bool AllowsAny() const { return types_ != ContentTypes(); }

  // Whether a record of `type` may have length 0: not where it carries messages (RFC 5246 section
  // 6.2.1), and never in protected TLS 1.3, where the content type is inside (RFC 8446 section
  // 5.2).
  constexpr bool AllowsEmpty(ContentType type) const {
    if (phase_ == Phase::kRelay) return true;
    if (phase_ == Phase::kProtected && IsTls13()) return false;
    return !CarriesMessages(type);
  }

  // Whether nobody looks at the version of a record: RFC 8446 section 5.1.
  constexpr bool IgnoresVersion() const { return versions_ == UINT16_MAX; }

  // Whether a record may say `version`.
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
  // A record may say one of first_version_ to first_version_ + versions_.
  uint16_t first_version_ = 0x0300;
  uint16_t versions_ = 0;
  Phase phase_;
  ContentTypes types_;
};

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_CONTEXT_H_
