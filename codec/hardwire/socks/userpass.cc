// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/userpass.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace userpass {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

// VER and ULEN of the shortest request, for what has not arrived yet.
constexpr uint16_t kShortestCredentials = 0x0100;

constexpr uint8_t kSocksVersion = 5;  // VER of SOCKS, sent by mistake
constexpr size_t kUlenOffset = 1;
constexpr size_t kUnameOffset = 2;
constexpr size_t kMostUserpassText = 255;

// What UNAME breaks, by its size.
HARDWIRE_ALWAYS_INLINE inline Result JudgeUsername(size_t size, Judge* judge) {
  if (HARDWIRE_PREDICT_FALSE(size > kMostUserpassText)) {
    return judge->Fault(Detail::kUsernameTooLong, kUlenOffset);
  }
  if (HARDWIRE_PREDICT_FALSE(size == 0))
    return judge->Breaks(Violation::kEmptyUsername, kUlenOffset);
  return judge->Ok();
}

// What PASSWD breaks, by its size. `plen`: the offset of PLEN.
HARDWIRE_ALWAYS_INLINE inline Result JudgePassword(size_t size, size_t plen, Judge* judge) {
  if (HARDWIRE_PREDICT_FALSE(size > kMostUserpassText)) {
    return judge->Fault(Detail::kPasswordTooLong, plen);
  }
  if (HARDWIRE_PREDICT_FALSE(size == 0)) return judge->Breaks(Violation::kEmptyPassword, plen);
  return judge->Ok();
}

}  // namespace

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestCredentials);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  if (HARDWIRE_PREDICT_FALSE(version != kVersion)) {
    if (version != kSocksVersion) return judge.Fault(Detail::kSocksVersion, 0, version);
    const Result accepted = judge.Breaks(Violation::kAuthVersion, 0, version);
    if (!accepted.ok()) return accepted;
  }
  if (in.size() < kUnameOffset) return judge.NeedMore(kUnameOffset + 1);
  const size_t username_size = head & 0xFF;
  const Result username = JudgeUsername(username_size, &judge);
  if (!username.ok()) return username;
  const size_t plen = kUnameOffset + username_size;
  if (in.size() <= plen) return judge.NeedMore(plen + 1);
  const size_t password_size = in.U8(plen);
  const Result password = JudgePassword(password_size, plen, &judge);
  if (!password.ok()) return password;
  const size_t size = plen + 1 + password_size;
  if (in.size() < size) return judge.NeedMore(size);
  request->username = in.Text(kUnameOffset, username_size);
  request->password = in.Text(plen + 1, password_size);
  request->violations = judge.found();
  return judge.Ok(size);
}

size_t EncodedSize(const Request& request) {
  return kUnameOffset + request.username.size() + 1 + request.password.size();
}

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const Result username = JudgeUsername(request.username.size(), &judge);
  if (!username.ok()) return username;
  const size_t plen = kUnameOffset + request.username.size();
  const Result password = JudgePassword(request.password.size(), plen, &judge);
  if (!password.ok()) return password;
  const size_t size = EncodedSize(request);
  if (output.size() < size) return judge.TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(request.username.size()));
  out.Text(request.username);
  out.U8(static_cast<uint8_t>(request.password.size()));
  out.Text(request.password);
  return judge.Ok(size);
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const ByteReader in(input);
  const uint8_t version = in.U8Or(0, kVersion);
  if (HARDWIRE_PREDICT_FALSE(version != kVersion)) {
    if (version != 0 && version != kSocksVersion) {
      return judge.Fault(Detail::kSocksVersion, 0, version);
    }
    const Result accepted = judge.Breaks(Violation::kReplyVersion, 0, version);
    if (!accepted.ok()) return accepted;
  }
  if (in.size() < kMaxReplySize) return judge.NeedMore(kMaxReplySize);
  reply->status = in.U8(1);
  reply->violations = judge.found();
  return judge.Ok(kMaxReplySize);
}

size_t EncodedSize(const Reply& /*reply*/) { return kMaxReplySize; }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy) {
  const Judge judge = Judge::Encoder(Layer::kSocks, policy);
  if (output.size() < kMaxReplySize) return judge.TooSmall(kMaxReplySize);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(reply.status);
  return judge.Ok(kMaxReplySize);
}

}  // namespace userpass
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
