// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/gssapi.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/view.h"

namespace hardwire {
namespace gssapi {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::TooSmall;
using internal::WrongVersion;

constexpr size_t kAbortSize = 2;
constexpr size_t kHeaderSize = 4;

// For what has not arrived yet: the shortest frame aborts.
constexpr uint16_t kShortest = 0x01FF;

bool IsAssigned(Type type) {
  return static_cast<uint8_t>(static_cast<uint8_t>(type) - 1) < 3 || type == Type::kAbort;
}

Result WrongType(Code code, Type type) {
  return Result::Error(code, Detail::kGssapiType, 1, static_cast<uint8_t>(type));
}

}  // namespace

Result Decode(Span<const uint8_t> input, Frame* frame, Policy /*policy*/) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortest);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const Type type = static_cast<Type>(head & 0xFF);
  if (ABSL_PREDICT_FALSE(version != kVersion)) return WrongVersion(version);
  if (ABSL_PREDICT_FALSE(!IsAssigned(type))) return WrongType(Code::kDeserialization, type);
  size_t size = kAbortSize;
  size_t token = kAbortSize;
  if (type != Type::kAbort) {
    // Half a length tells the least that it can be.
    const size_t length = ABSL_PREDICT_TRUE(in.size() >= kHeaderSize)
                              ? in.U16(2)
                              : static_cast<size_t>(in.U8Or(2, 0)) << 8;
    size = kHeaderSize + length;
    token = kHeaderSize;
  }
  if (in.size() < size) return Result::NeedMore(static_cast<uint32_t>(size));
  frame->type = type;
  frame->token = in.Bytes(token, size - token);
  frame->violations = Violations();
  return Result::Ok(static_cast<uint32_t>(size));
}

size_t EncodedSize(const Frame& frame) {
  return frame.type == Type::kAbort ? kAbortSize : kHeaderSize + frame.token.size();
}

Result Encode(const Frame& frame, Span<uint8_t> output, Policy /*policy*/) {
  if (!IsAssigned(frame.type)) return WrongType(Code::kSerialization, frame.type);
  if (frame.type == Type::kAbort && !frame.token.empty()) {
    return Result::Error(Code::kSerialization, Detail::kTokenInAbort, 2);
  }
  if (frame.token.size() > kMaxTokenSize) {
    return Result::Error(Code::kSerialization, Detail::kTokenTooLong, 2);
  }
  const size_t size = EncodedSize(frame);
  if (output.size() < size) return TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(frame.type));
  if (frame.type != Type::kAbort) {
    out.U16(static_cast<uint16_t>(frame.token.size()));
    out.Bytes(frame.token);
  }
  return Result::Ok(static_cast<uint32_t>(size));
}

Result Verdict(const Frame& frame) {
  if (frame.type != Type::kAbort) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kGssapiAborted, 1, 0xFF);
}

string_view Name(Type type) {
  switch (type) {
    case Type::kAuthentication:
      return "authentication";
    case Type::kProtectionLevel:
      return "protection level";
    case Type::kPerMessageData:
      return "per-message data";
    case Type::kAbort:
      return "abort";
  }
  return "unassigned";
}

}  // namespace gssapi
}  // namespace hardwire
