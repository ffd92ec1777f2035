// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/sslv2_hello.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

// Offsets of the fields.
constexpr uint32_t kLengthOffset = 0;
constexpr uint32_t kMessageType = 2;
constexpr uint32_t kVersion = 3;
constexpr uint32_t kCipherSpecLength = 5;
constexpr uint32_t kSessionIdLength = 7;
constexpr uint32_t kChallengeLength = 9;
constexpr uint32_t kCipherSpecs = 11;

constexpr uint8_t kSslv2ClientHello = 1;
constexpr uint8_t kSslv2Major = 3;
constexpr size_t kSpecSize = 3;
constexpr size_t kMinChallenge = 16;
constexpr size_t kMaxChallenge = 32;
// The smallest hello, with its header: one cipher spec and the shortest challenge.
constexpr uint32_t kShortestHello = kCipherSpecs + kSpecSize + kMinChallenge;
constexpr uint16_t kHighestBit = 0x8000;

// Judges the fields of one hello; each is passed once it is complete.
class Sslv2Judge {
 public:
  explicit Sslv2Judge(internal::Judge judge) : judge_(judge) {}

  // The first octet of the length.
  Result FirstOctet(uint8_t octet) const {
    const uint32_t least = (uint32_t{octet} & 0x7F) << 8;
    const bool possible = (octet & 0x80) != 0 && least + kMessageType <= kMaxSslv2HelloSize;
    return possible ? judge_.Ok() : judge_.Fault(Detail::kSslv2Length, kLengthOffset, octet);
  }
  // `total`: the length and the header.
  Result Total(size_t total) const {
    const bool possible = total >= kShortestHello && total <= kMaxSslv2HelloSize;
    return possible ? judge_.Ok() : judge_.Fault(Detail::kSslv2Length, kLengthOffset);
  }
  Result MessageType(uint8_t type) const {
    if (type == kSslv2ClientHello) return judge_.Ok();
    return judge_.Fault(Detail::kSslv2MessageType, kMessageType, type);
  }
  Result Major(uint8_t major) const {
    if (major == kSslv2Major) return judge_.Ok();
    return judge_.Fault(Detail::kRecordMajorVersion, kVersion, major);
  }
  Result CipherSpecs(size_t size, size_t total) const {
    if (size == 0 || size % kSpecSize != 0) {
      return judge_.Fault(Detail::kSslv2CipherSpecs, kCipherSpecLength);
    }
    const bool adds_up = size + kCipherSpecs + kMinChallenge <= total &&
                         size + kCipherSpecs + kMaxChallenge >= total;
    return adds_up ? judge_.Ok() : judge_.Fault(Detail::kSslv2Challenge, kCipherSpecLength);
  }
  Result SessionId(size_t size) const {
    return size == 0 ? judge_.Ok() : judge_.Fault(Detail::kSslv2SessionId, kSessionIdLength);
  }
  Result Challenge(size_t size, size_t expected) const {
    if (size == expected) return judge_.Ok();
    return judge_.Fault(Detail::kSslv2Challenge, kChallengeLength);
  }

 private:
  internal::Judge judge_;
};

// The fixed part of a hello.
struct Sslv2Fields {
  uint16_t length;  // with the highest bit
  uint8_t type;
  uint16_t version;
  uint16_t specs;
  uint16_t session_id;
  uint16_t challenge;
};

uint32_t TotalOf(uint16_t length) { return kMessageType + (uint32_t{length} & 0x7FFF); }

// Judges field by field what has arrived, of which `in` is the whole. Ok: all of it has.
Result JudgeFields(const Sslv2Fields& fields, ByteReader in) {
  const Sslv2Judge judge(internal::Judge::Decoder(Layer::kTls));
  const size_t seen = in.size();
  if (seen < 1) return Result::NeedMore(kShortestHello, Layer::kTls);
  Result result = judge.FirstOctet(static_cast<uint8_t>(fields.length >> 8));
  if (!result.ok()) return result;
  const uint32_t said = TotalOf(fields.length);
  const uint32_t total = said > kShortestHello ? said : kShortestHello;
  if (seen < kMessageType) return Result::NeedMore(total, Layer::kTls);
  result = judge.Total(said);
  if (result.ok() && seen > kMessageType) result = judge.MessageType(fields.type);
  if (result.ok() && seen > kVersion)
    result = judge.Major(static_cast<uint8_t>(fields.version >> 8));
  if (result.ok() && seen >= kSessionIdLength) result = judge.CipherSpecs(fields.specs, total);
  if (result.ok() && seen >= kChallengeLength) result = judge.SessionId(fields.session_id);
  if (result.ok() && seen >= kCipherSpecs) {
    result = judge.Challenge(fields.challenge, total - kCipherSpecs - fields.specs);
  }
  return result.ok() && seen < total ? Result::NeedMore(total, Layer::kTls) : result;
}

// The outcome of a hello that is not whole or breaks a rule: never ok.
HARDWIRE_NOINLINE Result RejectHello(Sslv2Fields fields, ByteReader in) {
  return JudgeFields(fields, in);
}

// The same where the fixed part has not arrived whole.
HARDWIRE_NOINLINE Result RejectPartOfHello(ByteReader in) {
  Sslv2Fields fields = {};
  fields.length = in.FirstU16Or(0);
  fields.type = in.U8Or(kMessageType, 0);
  fields.version = static_cast<uint16_t>(in.U8Or(kVersion, 0) << 8);
  if (in.size() >= kSessionIdLength) fields.specs = in.U16(kCipherSpecLength);
  if (in.size() >= kChallengeLength) fields.session_id = in.U16(kSessionIdLength);
  if (in.size() >= kCipherSpecs) fields.challenge = in.U16(kChallengeLength);
  return JudgeFields(fields, in);
}

}  // namespace

Result Decode(Span<const uint8_t> input, Sslv2Hello* hello) {
  const ByteReader in(input);
  if (HARDWIRE_PREDICT_FALSE(in.size() < kShortestHello)) return RejectPartOfHello(in);
  const uint16_t length = in.U16(kLengthOffset);
  const uint8_t type = in.U8(kMessageType);
  const uint16_t version = in.U16(kVersion);
  const uint16_t specs = in.U16(kCipherSpecLength);
  const uint16_t session_id = in.U16(kSessionIdLength);
  const uint16_t challenge = in.U16(kChallengeLength);
  const uint32_t total = TotalOf(length);
  const bool adds_up = kCipherSpecs + size_t{specs} + challenge == total;
  if (HARDWIRE_PREDICT_FALSE((length & kHighestBit) == 0 || type != kSslv2ClientHello ||
                             version >> 8 != kSslv2Major || specs == 0 || specs % kSpecSize != 0 ||
                             session_id != 0 || challenge < kMinChallenge ||
                             challenge > kMaxChallenge || !adds_up || total > kMaxSslv2HelloSize ||
                             in.size() < total)) {
    return RejectHello({length, type, version, specs, session_id, challenge}, in);
  }
  hello->version = version;
  hello->cipher_specs = in.Bytes(kCipherSpecs, specs);
  hello->challenge = in.Bytes(kCipherSpecs + size_t{specs}, challenge);
  return Result::Ok(total, Layer::kTls);
}

size_t EncodedSize(const Sslv2Hello& hello) {
  return kCipherSpecs + hello.cipher_specs.size() + hello.challenge.size();
}

Result Encode(const Sslv2Hello& hello, Span<uint8_t> output) {
  const size_t total = EncodedSize(hello);
  const size_t specs = hello.cipher_specs.size();
  const internal::Judge encoder = internal::Judge::Encoder(Layer::kTls);
  const Sslv2Judge judge(encoder);
  Result result = judge.Total(total);
  if (result.ok()) result = judge.Major(static_cast<uint8_t>(hello.version >> 8));
  if (result.ok()) result = judge.CipherSpecs(specs, total);
  if (!result.ok()) return result;
  if (output.size() < total) return encoder.TooSmall(total);
  ByteWriter out(output);
  out.U16(static_cast<uint16_t>(kHighestBit | (total - kMessageType)));
  out.U8(kSslv2ClientHello);
  out.U16(hello.version);
  out.U16(static_cast<uint16_t>(specs));
  out.U16(0);
  out.U16(static_cast<uint16_t>(hello.challenge.size()));
  out.Bytes(hello.cipher_specs);
  out.Bytes(hello.challenge);
  return encoder.Ok(total);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
