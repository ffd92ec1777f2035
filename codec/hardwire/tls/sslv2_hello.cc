// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/sslv2_hello.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/view.h"

namespace hardwire {
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

// Judges what has arrived, field by field. Ok: all but the text has, and `*specs` is the size of
// the cipher specs.
Result DecodeFixed(ByteReader in, uint32_t* total, uint16_t* specs) {
  const Sslv2Judge judge(internal::Judge::Decoder(Layer::kTls));
  *total = kShortestHello;
  if (in.size() < 1) return Result::NeedMore(*total, Layer::kTls);
  const uint16_t length = in.FirstU16Or(0);
  Result result = judge.FirstOctet(static_cast<uint8_t>(length >> 8));
  if (!result.ok()) return result;
  const uint32_t said = kMessageType + (uint32_t{length} & 0x7FFF);
  if (said > kShortestHello) *total = said;
  if (in.size() < kMessageType) return Result::NeedMore(*total, Layer::kTls);
  result = judge.Total(said);
  if (result.ok() && in.size() > kMessageType) result = judge.MessageType(in.U8(kMessageType));
  if (result.ok() && in.size() > kVersion) result = judge.Major(in.U8(kVersion));
  if (result.ok() && in.size() >= kSessionIdLength) {
    *specs = in.U16(kCipherSpecLength);
    result = judge.CipherSpecs(*specs, *total);
  }
  if (result.ok() && in.size() >= kChallengeLength) {
    result = judge.SessionId(in.U16(kSessionIdLength));
  }
  if (result.ok() && in.size() >= kCipherSpecs) {
    result = judge.Challenge(in.U16(kChallengeLength), *total - kCipherSpecs - *specs);
  }
  if (result.ok() && in.size() < *total) return Result::NeedMore(*total, Layer::kTls);
  return result;
}

}  // namespace

Result Decode(Span<const uint8_t> input, Sslv2Hello* hello) {
  const ByteReader in(input);
  uint32_t total = 0;
  uint16_t specs = 0;
  const Result result = DecodeFixed(in, &total, &specs);
  if (!result.ok()) return result;
  const size_t challenge = kCipherSpecs + specs;
  hello->version = static_cast<uint16_t>(kSslv2Major << 8 | in.U8(kVersion + 1));
  hello->cipher_specs = in.Bytes(kCipherSpecs, specs);
  hello->challenge = in.Bytes(challenge, total - challenge);
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
}  // namespace hardwire
