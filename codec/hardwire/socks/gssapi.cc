// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/gssapi.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace gssapi {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr size_t kAbortSize = 2;
constexpr size_t kTokenOffset = 4;

// For what has not arrived yet: the shortest frame aborts.
constexpr uint16_t kShortestFrame = 0x01FF;

// What MTYP breaks.
HARDWIRE_ALWAYS_INLINE inline Result JudgeGssapiType(Type type, Judge judge) {
  const uint8_t octet = static_cast<uint8_t>(type);
  const bool assigned = static_cast<uint8_t>(octet - 1) < 3 || type == Type::kAbort;
  return HARDWIRE_PREDICT_TRUE(assigned) ? judge.Ok() : judge.Fault(Detail::kGssapiType, 1, octet);
}

constexpr internal::Named<Type> kGssapiTypeNames[] = {
    {Type::kAuthentication, "authentication"},
    {Type::kProtectionLevel, "protection_level"},
    {Type::kPerMessageData, "per_message_data"},
    {Type::kAbort, "abort"},
};

}  // namespace

Result Decode(Span<const uint8_t> input, Frame* frame) {
  const Judge judge = Judge::Decoder(Layer::kSocks);
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestFrame);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  if (HARDWIRE_PREDICT_FALSE(version != kVersion)) {
    return judge.Fault(Detail::kSocksVersion, 0, version);
  }
  const Type type = static_cast<Type>(head & 0xFF);
  const Result known = JudgeGssapiType(type, judge);
  if (!known.ok()) return known;
  size_t size = kAbortSize;
  size_t token = kAbortSize;
  if (type != Type::kAbort) {
    // Half a length tells the least that it can be.
    const size_t length = HARDWIRE_PREDICT_TRUE(in.size() >= kTokenOffset)
                              ? in.U16(2)
                              : static_cast<size_t>(in.U8Or(2, 0)) << 8;
    size = kTokenOffset + length;
    token = kTokenOffset;
  }
  if (in.size() < size) return judge.NeedMore(size);
  frame->type = type;
  frame->token = in.Bytes(token, size - token);
  return judge.Ok(size);
}

size_t EncodedSize(const Frame& frame) {
  return frame.type == Type::kAbort ? kAbortSize : kTokenOffset + frame.token.size();
}

Result Encode(const Frame& frame, Span<uint8_t> output) {
  const Judge judge = Judge::Encoder(Layer::kSocks);
  const Result known = JudgeGssapiType(frame.type, judge);
  if (!known.ok()) return known;
  if (frame.type == Type::kAbort && !frame.token.empty()) {
    return judge.Fault(Detail::kTokenInAbort, 2);
  }
  if (frame.token.size() > kMaxTokenSize) return judge.Fault(Detail::kTokenTooLong, 2);
  const size_t size = EncodedSize(frame);
  if (output.size() < size) return judge.TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(frame.type));
  if (frame.type != Type::kAbort) {
    out.U16(static_cast<uint16_t>(frame.token.size()));
    out.Bytes(frame.token);
  }
  return judge.Ok(size);
}

Result Verdict(const Frame& frame) {
  if (frame.type != Type::kAbort) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kGssapiAborted, 1, 0xFF);
}

string_view Name(Type type) { return internal::NameIn(kGssapiTypeNames, type); }

}  // namespace gssapi
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
