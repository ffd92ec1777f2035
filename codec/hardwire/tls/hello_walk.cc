// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_walk.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/version.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::Judge;

// The octets of each field without its length, and the most of each (RFC 8446 section 4.1.2).
constexpr uint32_t kRandomSize = 32;
constexpr uint32_t kMostSessionId = 32;
constexpr uint32_t kMostCookie = 255;
constexpr uint32_t kExtensionHead = 4;

// What the message has at least and at most from a length on: from that of the compression methods,
// from that of the cipher suites, and from legacy_version on in TLS.
constexpr uint32_t kLeastFromMethods = 1 + 1;
constexpr uint32_t kMostFromMethods = 1 + 255 + 2 + 65535;
constexpr uint32_t kLeastFromSuites = 2 + 2 + kLeastFromMethods;
constexpr uint32_t kMostFromSuites = 2 + 65534 + kMostFromMethods;
constexpr uint32_t kLeastBody = 2 + kRandomSize + 1 + kLeastFromSuites;
constexpr uint32_t kMostBody = 2 + kRandomSize + 1 + kMostSessionId + kMostFromSuites;

// What the cookie of DTLS adds, with its length.
constexpr uint32_t LeastCookie(const HelloContext& context) { return context.is_dtls() ? 1 : 0; }
constexpr uint32_t MostCookie(const HelloContext& context) {
  return context.is_dtls() ? 1 + kMostCookie : 0;
}

// The least length of a field that leaves at most `most` of `behind` octets.
constexpr uint32_t LeavingAtMost(uint32_t behind, uint32_t most) {
  return behind > most ? behind - most : 0;
}

}  // namespace

HelloWalk::HelloWalk(const HelloContext& context, Judge judge)
    : judge_(judge),
      context_(context),
      end_(static_cast<uint32_t>(context.header_size()) + kLeastBody + LeastCookie(context)) {}

Result HelloWalk::TakeAll(ByteReader in, size_t* from) {
  Result result = judge_.Ok();
  while (result.ok() && !done() && *from < in.size()) {
    const bool head = step_ == Step::kExtensionType && left_ == 2;
    result = head && in.size() - *from >= kExtensionHead ? TakeHead(in, from) : Take(in, from);
  }
  return result;
}

// Both numbers in front of a body, and the body, if it is not read and all of it is there. It is
// what Take does in three steps.
Result HelloWalk::TakeHead(ByteReader in, size_t* from) {
  const uint32_t type = in.U16(*from);
  const uint32_t size = in.U16(*from + 2);
  *from += kExtensionHead;
  type_ = static_cast<uint16_t>(type);
  Result result = JudgeType({type, type});
  at_ += 2;
  field_at_ = at_;
  at_ += 2;
  left_ = 0;
  if (result.ok()) result = JudgeExtension({size, size});
  if (!result.ok()) return result;
  EnterBody(size);
  if (step_ != Step::kBody || reads_versions_ || in.size() - *from < size) return result;
  *from += size;
  at_ += size;
  Leave();
  return result;
}

Result HelloWalk::Take(ByteReader in, size_t* from) {
  if (done()) return judge_.Ok();
  return part() == Part::kOther ? TakeInteger(in, from) : TakeOctets(in, from);
}

HelloWalk::Part HelloWalk::part() const {
  switch (step_) {
    case Step::kRandom:
    case Step::kSessionId:
    case Step::kCookie:
    case Step::kCipherSuites:
    case Step::kCompression:
      return Part::kField;
    case Step::kBody:
      return Part::kBody;
    default:
      return Part::kOther;
  }
}

Result HelloWalk::TakeInteger(ByteReader in, size_t* from) {
  const size_t count = std::min<size_t>(left_, in.size() - *from);
  for (size_t i = 0; i < count; ++i) value_ = value_ << 8 | in.U8(*from + i);
  *from += count;
  at_ += static_cast<uint32_t>(count);
  left_ -= static_cast<uint32_t>(count);
  if (count == 0) return judge_.Ok();
  const uint32_t unknown = 8 * left_;
  const Range value = {value_ << unknown, value_ << unknown | ((1U << unknown) - 1)};
  const Result result = JudgeInteger(value);
  if (result.ok() && left_ == 0) Accept(value_);
  return result;
}

Result HelloWalk::TakeOctets(ByteReader in, size_t* from) {
  const size_t begin = *from;
  const size_t count = std::min<size_t>(left_, in.size() - begin);
  if (count == 0) return judge_.Ok();
  Result result = judge_.Ok();
  if (step_ == Step::kCompression && compression_methods_.size == 1) {
    null_compression_ = in.U8(begin) == 0;
  }
  if (step_ == Step::kBody && reads_versions_) result = TakeVersions(in, begin, count);
  *from += count;
  at_ += static_cast<uint32_t>(count);
  left_ -= static_cast<uint32_t>(count);
  if (left_ == 0) Leave();
  return result;
}

Result HelloWalk::JudgeInteger(Range value) {
  switch (step_) {
    case Step::kType:
      if (value.low == static_cast<uint32_t>(HandshakeType::kClientHello)) return judge_.Ok();
      return judge_.Fault(Detail::kNotClientHello, 0, static_cast<uint8_t>(value.low));
    case Step::kLength:
      return JudgeLength(value);
    case Step::kFragmentOffset:
      return JudgeFragment(value, 0);
    case Step::kFragmentLength:
      return JudgeFragment(value, length_);
    case Step::kVersion:
      return JudgeVersion(value);
    case Step::kSessionIdLength:
      return JudgeSessionId(value);
    case Step::kCookieLength: {
      const uint32_t least = LeavingAtMost(Left(), kMostFromSuites);
      return Fits(value.Meets(least, Left() - kLeastFromSuites));
    }
    case Step::kCipherSuitesLength:
      return JudgeCipherSuites(value);
    case Step::kCompressionLength:
      return JudgeCompression(value);
    case Step::kExtensionsLength:
      return Fits(value.Meets(Left() - left_, Left() - left_));
    case Step::kExtensionType:
      return JudgeType(value);
    case Step::kExtensionLength:
      return JudgeExtension(value);
    default:
      return judge_.Ok();
  }
}

Result HelloWalk::Fits(bool fits) const {
  return fits ? judge_.Ok() : judge_.Fault(Detail::kHelloLength, field_at_);
}

Result HelloWalk::JudgeLength(Range value) {
  if (value.low > context_.limit().octets)
    return judge_.Fault(Detail::kHandshakeTooLong, field_at_);
  const uint32_t least = kLeastBody + LeastCookie(context_);
  const Result result = Fits(value.Meets(least, kMostBody + MostCookie(context_)));
  if (result.ok()) {
    end_ = static_cast<uint32_t>(context_.header_size()) + std::max(least, value.low);
  }
  return result;
}

Result HelloWalk::JudgeFragment(Range value, uint32_t expected) const {
  if (value.Meets(expected, expected)) return judge_.Ok();
  return judge_.Fault(Detail::kHelloFragment, field_at_);
}

Result HelloWalk::JudgeVersion(Range value) {
  const bool known = context_.is_dtls()
                         ? value.Meets(kDtls12, kDtls12) || value.Meets(kDtls10, kDtls10)
                         : value.Meets(kSsl30, kTls12);
  return known ? judge_.Ok() : judge_.Breaks(Violation::kHelloVersion, field_at_);
}

Result HelloWalk::JudgeSessionId(Range value) const {
  if (value.low > kMostSessionId) {
    return judge_.Fault(Detail::kSessionIdTooLong, field_at_, static_cast<uint8_t>(value.low));
  }
  const uint32_t least = kLeastFromSuites + LeastCookie(context_);
  const uint32_t most = kMostFromSuites + MostCookie(context_);
  return Fits(value.Meets(LeavingAtMost(Left(), most), Left() - least));
}

Result HelloWalk::JudgeCipherSuites(Range value) const {
  const uint32_t behind = Left() - left_;
  const uint32_t least = LeavingAtMost(behind, kMostFromMethods);
  const Result result = Fits(value.Meets(least + least % 2, behind - kLeastFromMethods));
  if (!result.ok() || !value.complete()) return result;
  const bool whole = value.low != 0 && value.low % 2 == 0;
  return whole ? judge_.Ok() : judge_.Fault(Detail::kCipherSuites, field_at_);
}

// Behind the methods stands nothing, or an extensions block: empty, or with one extension at least.
Result HelloWalk::JudgeCompression(Range value) const {
  if (value.low == 0) return judge_.Fault(Detail::kNoCompression, field_at_);
  if (value.low > Left()) return Fits(false);
  const uint32_t behind = Left() - value.low;
  constexpr uint32_t kBlockLength = 2;
  const bool whole = behind == 0 || behind == kBlockLength ||
                     (behind >= kBlockLength + kExtensionHead && behind <= kBlockLength + 65535);
  return Fits(whole);
}

Result HelloWalk::JudgeType(Range value) {
  if (!value.complete()) return judge_.Ok();
  type_at_ = field_at_;
  const uint16_t type = static_cast<uint16_t>(value.low);
  bool twice = false;
  if (type < 64) {
    twice = (types_ >> type & 1) != 0;
    types_ |= uint64_t{1} << type;
  } else if (type == static_cast<uint16_t>(ExtensionType::kEncryptedClientHello)) {
    twice = ech_;
    ech_ = true;
  }
  return twice ? judge_.Breaks(Violation::kDuplicateExtension, field_at_) : judge_.Ok();
}

Result HelloWalk::JudgeExtension(Range value) {
  const uint32_t behind = Left() - left_;
  const bool last = value.Meets(behind, behind);
  const bool more = behind >= kExtensionHead && value.Meets(0, behind - kExtensionHead);
  if (!last && !more) return Fits(false);
  if (last || type_ != static_cast<uint16_t>(ExtensionType::kPreSharedKey)) return judge_.Ok();
  return judge_.Breaks(Violation::kPreSharedKeyNotLast, type_at_);
}

void HelloWalk::Accept(uint32_t value) {
  switch (step_) {
    case Step::kType:
      return Enter(Step::kLength, 3);
    case Step::kLength:
      return AcceptLength(value);
    case Step::kMessageSeq:
      message_seq_ = static_cast<uint16_t>(value);
      return Enter(Step::kFragmentOffset, 3);
    case Step::kFragmentOffset:
      return Enter(Step::kFragmentLength, 3);
    case Step::kFragmentLength:
      return Enter(Step::kVersion, 2);
    case Step::kVersion:
      version_ = static_cast<uint16_t>(value);
      random_at_ = at_;
      return Enter(Step::kRandom, kRandomSize);
    case Step::kSessionIdLength:
      return EnterOctets(Step::kSessionId, value, &session_id_);
    case Step::kCookieLength:
      return EnterOctets(Step::kCookie, value, &cookie_);
    case Step::kCipherSuitesLength:
      return EnterOctets(Step::kCipherSuites, value, &cipher_suites_);
    case Step::kCompressionLength:
      return EnterOctets(Step::kCompression, value, &compression_methods_);
    case Step::kExtensionsLength:
      has_extensions_ = true;
      extensions_ = {at_, value};
      return value == 0 ? Enter(Step::kDone, 0) : Enter(Step::kExtensionType, 2);
    case Step::kExtensionType:
      type_ = static_cast<uint16_t>(value);
      return Enter(Step::kExtensionLength, 2);
    case Step::kExtensionLength:
      return EnterBody(value);
    default:
      return;
  }
}

void HelloWalk::AcceptLength(uint32_t value) {
  length_ = value;
  return context_.is_dtls() ? Enter(Step::kMessageSeq, 2) : Enter(Step::kVersion, 2);
}

void HelloWalk::EnterBody(uint32_t size) {
  reads_versions_ = type_ == static_cast<uint16_t>(ExtensionType::kSupportedVersions);
  body_size_ = size;
  ++heads_;
  Enter(Step::kBody, size);
  if (size == 0) Leave();
}

void HelloWalk::Enter(Step step, uint32_t left) {
  step_ = step;
  field_at_ = at_;
  left_ = left;
  value_ = 0;
}

void HelloWalk::EnterOctets(Step step, uint32_t size, HelloPlace* place) {
  *place = {at_, size};
  Enter(step, size);
  if (size == 0) Leave();
}

void HelloWalk::Leave() {
  switch (step_) {
    case Step::kRandom:
      return Enter(Step::kSessionIdLength, 1);
    case Step::kSessionId:
      return context_.is_dtls() ? Enter(Step::kCookieLength, 1)
                                : Enter(Step::kCipherSuitesLength, 2);
    case Step::kCookie:
      return Enter(Step::kCipherSuitesLength, 2);
    case Step::kCipherSuites:
      return Enter(Step::kCompressionLength, 1);
    case Step::kCompression:
      return Left() == 0 ? Enter(Step::kDone, 0) : Enter(Step::kExtensionsLength, 2);
    default:
      return Left() == 0 ? Enter(Step::kDone, 0) : Enter(Step::kExtensionType, 2);
  }
}

// A list of another length than the body leaves for it is no list, and offers nothing.
Result HelloWalk::TakeVersions(ByteReader in, size_t from, size_t size) {
  Result result = judge_.Ok();
  const uint32_t first = body_size_ - left_;
  for (size_t i = 0; i < size && result.ok() && reads_versions_; ++i) {
    result = TakeVersionOctet(in.U8(from + i), first + static_cast<uint32_t>(i));
  }
  return result;
}

Result HelloWalk::TakeVersionOctet(uint8_t octet, uint32_t position) {
  if (position == 0) {
    reads_versions_ = octet + 1U == body_size_ && octet != 0 && octet % 2 == 0;
  } else if (position % 2 == 1) {
    version_high_ = octet;
  } else if ((version_high_ << 8 | octet) == (context_.is_dtls() ? kDtls13 : kTls13)) {
    return OffersTls13();
  }
  return judge_.Ok();
}

Result HelloWalk::OffersTls13() {
  if (cookie_.size != 0) {
    const Result result = judge_.Breaks(Violation::kHelloCookie, cookie_.at - 1);
    if (!result.ok()) return result;
  }
  if (null_compression_) return judge_.Ok();
  return judge_.Breaks(Violation::kHelloCompression, compression_methods_.at - 1);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
