// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HelloWalk: goes through a ClientHello from its first octet to its last, in pieces of any size,
// and judges each field as soon as its octets allow. For the library's own use.
//
// Every length is judged by what is around it: those behind it must still have room, and nothing
// may be left over. So a walk that is not at its end can always be completed to a hello of needed()
// octets. An integer that has arrived in part is judged by all values that begin like it.

#ifndef HARDWIRE_TLS_HELLO_WALK_H_
#define HARDWIRE_TLS_HELLO_WALK_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/judge.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/hello_extensions.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// A field: octets of the message.
struct HelloPlace {
  uint32_t at = 0;
  uint32_t size = 0;
};

// The numbers of a message that is to be written, up to its first extension. Lengths are among
// them. They are taken in the order in which they were added, which is that of the wire.
struct HelloNumbers {
  void Add(uint32_t number) { values[count++] = number; }
  uint32_t Next() { return values[next++]; }

  std::array<uint32_t, 11> values;  // a hello of DTLS has as many
  size_t count = 0;
  size_t next = 0;
};

class HelloWalk {
 public:
  // The octets of an extension without its body: its type and length.
  static constexpr uint32_t kExtensionHead = 4;

  HelloWalk(const HelloContext& context, internal::Judge judge);

  // Takes octets of one field: those of `in` from `*from` on, which it moves behind them. It takes
  // at least one if there is one and the walk is not at its end. Ok, or the error. Not to be called
  // behind an error.
  Result Take(internal::ByteReader in, size_t* from);

  // The same, field by field, until `in` or the message ends.
  Result TakeAll(internal::ByteReader in, size_t* from);

  // TakeAll of a walk that has taken nothing, over the octets of `in` from its first one on. Fast
  // where all of the message is there.
  Result TakeMessage(internal::ByteReader in);

  // The parts of it. TakeHeader takes the header, which must be there. Behind it TakeFields takes
  // the fields in front of the extensions, if all of the message is there; otherwise nothing.
  Result TakeHeader(internal::ByteReader in);
  Result TakeFields(internal::ByteReader in);

  // The same of a message that is to be written, up to its first extension. `methods`: its
  // compression methods.
  Result TakeNumbers(internal::ByteReader methods, HelloNumbers* numbers);

  // Whether an extension begins, and `in` has both numbers in front of its body at `from`.
  bool AtExtension(internal::ByteReader in, size_t from) const {
    return step_ == Step::kExtensionType && left_ == 2 && in.size() - from >= kExtensionHead;
  }

  // The same as Take, of these numbers, and of the body if all of it is there.
  Result TakeExtension(internal::ByteReader in, size_t* from);

  // How many octets of the field at hand are not judged, without its last one.
  uint32_t unjudged() const {
    const bool judged = step_ == Step::kBody ? reads_versions_ : !IsPlainField();
    return judged || left_ == 0 ? 0 : left_ - 1;
  }

  // Takes `count` of these.
  void TakeUnjudged(uint32_t count) {
    left_ -= count;
    at_ += count;
  }

  // Whether the message is complete.
  bool done() const { return step_ == Step::kDone; }

  // The octets of the shortest message that begins with those taken.
  uint32_t needed() const { return end_; }

  // How many octets were taken.
  uint32_t taken() const { return at_; }

  // What the next octet is: of a field that is read as it is, of the body of an extension, or of a
  // number or the like.
  enum class Part : uint8_t { kOther, kField, kBody };
  Part part() const;

  // How many extensions there are of which both numbers in front of the body were taken.
  uint32_t heads() const { return heads_; }

  // Of the extension whose head was read last: its type, how many octets its body has, and how many
  // of them were taken; 0 outside a body.
  uint16_t body_type() const { return type_; }
  uint32_t body_size() const { return body_size_; }
  uint32_t body_taken() const { return step_ == Step::kBody ? body_size_ - left_ : 0; }

  // The fields that were read. Each is set once its last octet was taken, a place once its length
  // was. `extensions` is the content of the block.
  uint16_t version() const { return version_; }
  uint16_t message_seq() const { return message_seq_; }
  uint32_t random_at() const { return random_at_; }
  HelloPlace session_id() const { return session_id_; }
  HelloPlace cookie() const { return cookie_; }
  HelloPlace cipher_suites() const { return cipher_suites_; }
  HelloPlace compression_methods() const { return compression_methods_; }
  bool has_extensions() const { return has_extensions_; }
  HelloPlace extensions() const { return extensions_; }

  // The broken rules until now.
  Violations found() const { return judge_.found(); }

 private:
  enum class Step : uint8_t {
    kType,
    kLength,
    kMessageSeq,
    kFragmentOffset,
    kFragmentLength,
    kVersion,
    kRandom,
    kSessionIdLength,
    kSessionId,
    kCookieLength,
    kCookie,
    kCipherSuitesLength,
    kCipherSuites,
    kCompressionLength,
    kCompression,
    kExtensionsLength,
    kExtensionType,
    kExtensionLength,
    kBody,
    kDone,
  };

  // The values that an integer may still have: `low` is `high` once it is complete.
  struct Range {
    uint32_t low;
    uint32_t high;
    bool complete() const { return low == high; }
    // Whether one of them is in [least, most].
    bool Meets(uint32_t least, uint32_t most) const { return low <= most && high >= least; }
  };

  // Whether nothing is judged of the octets of the field at hand, which is no body.
  bool IsPlainField() const {
    return step_ == Step::kRandom || step_ == Step::kSessionId || step_ == Step::kCipherSuites;
  }

  Result TakeInteger(internal::ByteReader in, size_t* from);
  Result TakeOctets(internal::ByteReader in, size_t* from);
  // `numbers`: null for a message that is read. Otherwise the numbers come from there, and `in` is
  // the compression methods.
  Result JudgeHeader(internal::ByteReader in, HelloNumbers* numbers);
  Result JudgeFields(internal::ByteReader in, HelloNumbers* numbers);
  Result TakeExtensions(internal::ByteReader in, size_t* from);
  Result TakeHead(internal::ByteReader in, size_t* from, uint32_t type, uint32_t size);
  Result JudgeInteger(Range value);
  Result JudgeLength(Range value);
  Result JudgeHandshakeType(Range value) const;
  Result JudgeFragment(Range value, uint32_t expected) const;
  Result JudgeVersion(Range value);
  Result JudgeSessionId(Range value) const;
  Result JudgeCookie(Range value) const;
  Result JudgeCipherSuites(Range value) const;
  Result JudgeCompression(Range value) const;
  Result JudgeExtensionsLength(Range value) const;
  Result JudgeType(Range value);
  Result JudgeExtension(Range value);
  Result Fits(bool fits) const;

  // What the complete integer says, and the step behind it.
  void Accept(uint32_t value);
  void AcceptLength(uint32_t value);
  void EnterBody(uint32_t size);
  void Enter(Step step, uint32_t left);
  void EnterOctets(Step step, uint32_t size, HelloPlace* place);
  // The step behind octets.
  void Leave();

  // A number of a message that is there from its first octet on. It becomes the field at hand.
  uint32_t Load(internal::ByteReader in, HelloNumbers* numbers, uint32_t width);
  // The octets behind it, which are the field.
  HelloPlace Skip(uint32_t size);

  // The octets [from, from + size) of `in`, of supported_versions.
  Result TakeVersions(internal::ByteReader in, size_t from, size_t size);
  Result TakeVersionList(internal::ByteReader in, size_t from, size_t size);
  Result TakeVersionOctet(uint8_t octet, uint32_t position);
  Result OffersTls13();

  // How many octets of the message are left behind those taken.
  uint32_t Left() const { return end_ - at_; }

  static constexpr uint32_t kEchType = static_cast<uint32_t>(ExtensionType::kEncryptedClientHello);
  static constexpr uint32_t kVersionsType =
      static_cast<uint32_t>(ExtensionType::kSupportedVersions);

  // The bit of pre_shared_key among those of the types.
  static constexpr uint64_t kKeyBit = uint64_t{1}
                                      << static_cast<uint32_t>(ExtensionType::kPreSharedKey);
  static constexpr uint64_t BitOf(uint32_t type) { return type < 64 ? uint64_t{1} << type : 0; }

  // Whether an extension fits, where `behind` octets follow its head, and breaks no rule by its
  // type. `judged`: the types of which more has to be judged.
  static constexpr bool IsPlain(uint32_t type, uint32_t size, uint32_t behind, uint64_t judged) {
    const bool fits = size == behind || size + kExtensionHead <= behind;
    return fits && (judged & BitOf(type)) == 0 && type != kEchType;
  }

  internal::Judge judge_;
  HelloContext context_;
  uint32_t end_;
  uint32_t at_ = 0;
  uint32_t field_at_ = 0;  // where the field at hand begins
  uint32_t value_ = 0;     // of the integer at hand
  uint32_t left_ = 1;      // octets of the field at hand that were not taken
  uint32_t length_ = 0;
  uint32_t random_at_ = 0;
  uint32_t type_at_ = 0;
  uint32_t body_size_ = 0;
  uint32_t heads_ = 0;
  HelloPlace session_id_;
  HelloPlace cookie_;
  HelloPlace cipher_suites_;
  HelloPlace compression_methods_;
  HelloPlace extensions_;
  uint64_t types_ = 0;  // bit i: an extension of type i was there
  uint16_t version_ = 0;
  uint16_t message_seq_ = 0;
  uint16_t type_ = 0;
  Step step_ = Step::kType;
  bool null_compression_ = false;  // the methods are null alone
  bool has_extensions_ = false;
  bool ech_ = false;             // encrypted_client_hello was there
  bool reads_versions_ = false;  // the body at hand is a list of versions
  uint8_t version_high_ = 0;     // the first octet of the version at hand
};

HARDWIRE_FAST_INLINE inline Result HelloWalk::TakeExtension(internal::ByteReader in, size_t* from) {
  const uint32_t type = in.U16(*from);
  const uint32_t size = in.U16(*from + 2);
  const uint32_t behind = Left() - kExtensionHead;
  const bool plain = IsPlain(type, size, behind, types_ | kKeyBit) && type != kVersionsType &&
                     in.size() - *from - kExtensionHead >= size;
  if (!plain) return TakeHead(in, from, type, size);
  types_ |= BitOf(type);
  ++heads_;
  type_ = static_cast<uint16_t>(type);
  body_size_ = size;
  *from += kExtensionHead + size;
  at_ += kExtensionHead + size;
  field_at_ = at_;
  if (size == behind) step_ = Step::kDone;
  return judge_.Ok();
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HELLO_WALK_H_
