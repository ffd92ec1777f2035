// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/hello_walk.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
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
constexpr uint32_t kMostSuites = 65535;
constexpr uint32_t kMostMethods = 255;

// What the message has at least and at most from a length on: from that of the compression methods,
// from that of the cipher suites, and from legacy_version on in TLS.
constexpr uint32_t kLeastFromMethods = 1 + 1;
constexpr uint32_t kMostFromMethods = 1 + kMostMethods + 2 + 65535;
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

HARDWIRE_FAST_INLINE inline uint32_t HelloWalk::Load(ByteReader in, HelloNumbers* numbers,
                                                     uint32_t width) {
  field_at_ = at_;
  left_ = 0;
  at_ += width;
  if (numbers != nullptr) return numbers->Next();
  if (width == 1) return in.U8(field_at_);
  return width == 2 ? in.U16(field_at_) : in.U24(field_at_);
}

HARDWIRE_FAST_INLINE inline HelloPlace HelloWalk::Skip(uint32_t size) {
  const HelloPlace place = {at_, size};
  at_ += size;
  return place;
}

HARDWIRE_FAST_INLINE inline Result HelloWalk::Fits(bool fits) const {
  return fits ? judge_.Ok() : judge_.Fault(Detail::kHelloLength, field_at_);
}

Result HelloWalk::TakeAll(ByteReader in, size_t* from) {
  Result result = judge_.Ok();
  while (result.ok() && !done() && *from < in.size()) {
    const bool whole = step_ == Step::kExtensionType && left_ == 2 && in.size() - *from >= Left();
    result = whole ? TakeExtensions(in, from) : Take(in, from);
  }
  return result;
}

// The header of the handshake layer.
HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeHeader(ByteReader in, HelloNumbers* numbers) {
  uint32_t value = Load(in, numbers, 1);
  Result result = JudgeHandshakeType({value, value});
  if (!result.ok()) return result;
  length_ = Load(in, numbers, 3);
  result = JudgeLength({length_, length_});
  if (result.ok() && context_.is_dtls()) {
    message_seq_ = static_cast<uint16_t>(Load(in, numbers, 2));
    value = Load(in, numbers, 3);
    result = JudgeFragment({value, value}, 0);
    if (!result.ok()) return result;
    value = Load(in, numbers, 3);
    result = JudgeFragment({value, value}, length_);
  }
  Enter(Step::kVersion, 2);
  return result;
}

// The fields in front of the extensions, of a message that is all there.
HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeFields(ByteReader in, HelloNumbers* numbers) {
  uint32_t value = Load(in, numbers, 2);
  Result result = JudgeVersion({value, value});
  if (!result.ok()) return result;
  version_ = static_cast<uint16_t>(value);
  random_at_ = Skip(kRandomSize).at;
  value = Load(in, numbers, 1);
  result = JudgeSessionId({value, value});
  if (!result.ok()) return result;
  session_id_ = Skip(value);
  if (context_.is_dtls()) {
    value = Load(in, numbers, 1);
    result = JudgeCookie({value, value});
    if (!result.ok()) return result;
    cookie_ = Skip(value);
  }
  value = Load(in, numbers, 2);
  result = JudgeCipherSuites({value, value});
  if (!result.ok()) return result;
  cipher_suites_ = Skip(value);
  value = Load(in, numbers, 1);
  result = JudgeCompression({value, value});
  if (!result.ok()) return result;
  compression_methods_ = Skip(value);
  if (value == 1) null_compression_ = in.U8(numbers != nullptr ? 0 : compression_methods_.at) == 0;
  step_ = Step::kCompression;
  Leave();
  if (done()) return result;
  value = Load(in, numbers, 2);
  result = JudgeExtensionsLength({value, value});
  if (result.ok()) Accept(value);
  return result;
}

Result HelloWalk::TakeMessage(ByteReader in) {
  size_t from = 0;
  if (in.size() < context_.header_size()) return TakeAll(in, &from);
  Result result = JudgeHeader(in, nullptr);
  if (!result.ok()) return result;
  from = at_;
  if (in.size() < end_) return TakeAll(in, &from);
  result = JudgeFields(in, nullptr);
  from = at_;
  return result.ok() ? TakeAll(in, &from) : result;
}

Result HelloWalk::TakeHeader(ByteReader in) { return JudgeHeader(in, nullptr); }

Result HelloWalk::TakeFields(ByteReader in) {
  return in.size() < end_ ? judge_.Ok() : JudgeFields(in, nullptr);
}

Result HelloWalk::TakeNumbers(ByteReader methods, HelloNumbers* numbers) {
  const Result result = JudgeHeader(methods, numbers);
  return result.ok() ? JudgeFields(methods, numbers) : result;
}

// Extensions of a message that is all there. It is what Take does in three steps each.
Result HelloWalk::TakeExtensions(ByteReader in, size_t* from) {
  size_t at = *from;
  uint64_t judged = types_ | kKeyBit;
  uint32_t heads = heads_;
  uint32_t left = Left();
  uint32_t type = 0;
  uint32_t size = 0;
  bool plain = true;  // the one at hand is nothing but what is read here
  while (left != 0) {
    type = in.U16(at);
    size = in.U16(at + 2);
    const uint32_t behind = left - kExtensionHead;
    plain = IsPlain(type, size, behind, judged);
    if (!plain) break;
    if (type == kVersionsType) {
      const Result result = TakeVersionList(in, at + kExtensionHead, size);
      if (!result.ok()) return result;
    }
    judged |= BitOf(type);
    ++heads;
    left = behind - size;
    at += kExtensionHead + size;
  }
  *from = at;
  at_ = end_ - left;
  types_ |= judged & ~kKeyBit;
  heads_ = heads;
  type_ = static_cast<uint16_t>(type);
  body_size_ = size;
  if (!plain) return TakeHead(in, from, type, size);
  step_ = Step::kDone;
  return judge_.Ok();
}

// The numbers in front of a body, which were loaded, and the body if all of it is there.
Result HelloWalk::TakeHead(ByteReader in, size_t* from, uint32_t type, uint32_t size) {
  *from += kExtensionHead;
  type_ = static_cast<uint16_t>(type);
  field_at_ = at_;
  Result result = JudgeType({type, type});
  at_ += 2;
  field_at_ = at_;
  at_ += 2;
  left_ = 0;
  if (result.ok()) result = JudgeExtension({size, size});
  if (!result.ok()) return result;
  EnterBody(size);
  if (step_ != Step::kBody || in.size() - *from < size) return result;
  if (reads_versions_) result = TakeVersionList(in, *from, size);
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
      return JudgeHandshakeType(value);
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
    case Step::kCookieLength:
      return JudgeCookie(value);
    case Step::kCipherSuitesLength:
      return JudgeCipherSuites(value);
    case Step::kCompressionLength:
      return JudgeCompression(value);
    case Step::kExtensionsLength:
      return JudgeExtensionsLength(value);
    case Step::kExtensionType:
      return JudgeType(value);
    case Step::kExtensionLength:
      return JudgeExtension(value);
    default:
      return judge_.Ok();
  }
}

Result HelloWalk::JudgeHandshakeType(Range value) const {
  if (value.low == static_cast<uint32_t>(HandshakeType::kClientHello)) return judge_.Ok();
  return judge_.Fault(Detail::kNotClientHello, 0, static_cast<uint8_t>(value.low));
}

HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeLength(Range value) {
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

HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeVersion(Range value) {
  const bool known = context_.is_dtls()
                         ? value.Meets(kDtls12, kDtls12) || value.Meets(kDtls10, kDtls10)
                         : value.Meets(kSsl30, kTls12);
  return known ? judge_.Ok() : judge_.Breaks(Violation::kHelloVersion, field_at_);
}

HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeSessionId(Range value) const {
  if (value.low > kMostSessionId) {
    // Of one that is to be written, the length may be no octet.
    const uint8_t octet = value.low > 0xFF ? uint8_t{0} : static_cast<uint8_t>(value.low);
    return judge_.Fault(Detail::kSessionIdTooLong, field_at_, octet);
  }
  const uint32_t least = kLeastFromSuites + LeastCookie(context_);
  const uint32_t most = kMostFromSuites + MostCookie(context_);
  return Fits(value.Meets(LeavingAtMost(Left(), most), Left() - least));
}

Result HelloWalk::JudgeCookie(Range value) const {
  const uint32_t least = LeavingAtMost(Left(), kMostFromSuites);
  return Fits(value.Meets(least, std::min(Left() - kLeastFromSuites, kMostCookie)));
}

HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeCipherSuites(Range value) const {
  const uint32_t behind = Left() - left_;
  const uint32_t least = LeavingAtMost(behind, kMostFromMethods);
  const uint32_t most = std::min(behind - kLeastFromMethods, kMostSuites);
  const Result result = Fits(value.Meets(least + least % 2, most));
  if (!result.ok() || !value.complete()) return result;
  const bool whole = value.low != 0 && value.low % 2 == 0;
  return whole ? judge_.Ok() : judge_.Fault(Detail::kCipherSuites, field_at_);
}

// Behind the methods stands nothing, or an extensions block: empty, or with one extension at least.
HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeCompression(Range value) const {
  if (value.low == 0) return judge_.Fault(Detail::kNoCompression, field_at_);
  if (value.low > std::min(Left(), kMostMethods)) return Fits(false);
  const uint32_t behind = Left() - value.low;
  constexpr uint32_t kBlockLength = 2;
  const bool whole = behind == 0 || behind == kBlockLength ||
                     (behind >= kBlockLength + kExtensionHead && behind <= kBlockLength + 65535);
  return Fits(whole);
}

HARDWIRE_FAST_INLINE inline Result HelloWalk::JudgeExtensionsLength(Range value) const {
  const uint32_t behind = Left() - left_;
  return Fits(value.Meets(behind, behind));
}

Result HelloWalk::JudgeType(Range value) {
  if (!value.complete()) return judge_.Ok();
  type_at_ = field_at_;
  const uint16_t type = static_cast<uint16_t>(value.low);
  bool twice = false;
  if (type < 64) {
    twice = (types_ >> type & 1) != 0;
    types_ |= uint64_t{1} << type;
  } else if (type == kEchType) {
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

HARDWIRE_FAST_INLINE inline void HelloWalk::Enter(Step step, uint32_t left) {
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
  const uint32_t first = body_size_ - left_;
  if (size == body_size_) return TakeVersionList(in, from, size);
  Result result = judge_.Ok();
  for (size_t i = 0; i < size && result.ok() && reads_versions_; ++i) {
    result = TakeVersionOctet(in.U8(from + i), first + static_cast<uint32_t>(i));
  }
  return result;
}

// The same of a body that is all there.
Result HelloWalk::TakeVersionList(ByteReader in, size_t from, size_t size) {
  const uint32_t listed = size == 0 ? 0 : in.U8(from);
  if (listed + 1 != size || listed == 0 || listed % 2 != 0) return judge_.Ok();
  const uint16_t sought = context_.is_dtls() ? kDtls13 : kTls13;
  bool offered = false;
  for (size_t i = 1; i < size; i += 2) offered |= in.U16(from + i) == sought;
  return offered ? OffersTls13() : judge_.Ok();
}

Result HelloWalk::TakeVersionOctet(uint8_t octet, uint32_t position) {
  if (position == 0) {
    // The body has more than this octet, so it is not 0.
    reads_versions_ = octet + 1U == body_size_ && octet % 2 == 0;
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
