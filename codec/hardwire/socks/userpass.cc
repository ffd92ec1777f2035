// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/userpass.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/view.h"

namespace hardwire {
namespace userpass {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Rejection;
using internal::TooSmall;
using internal::WrongVersion;

// For what has not arrived yet: VER and ULEN of the shortest request, VER and STATUS of a reply.
constexpr uint16_t kShortest = 0x0100;

constexpr size_t kUsername = 2;  // offset of UNAME
constexpr size_t kMaxField = 255;

}  // namespace

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortest);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const size_t username_size = head & 0xFF;
  Violations found;
  if (ABSL_PREDICT_FALSE(version != kVersion)) {
    if (version != 5) return WrongVersion(version);
    found.Add(Violation::kAuthVersion);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kAuthVersion, 0, version);
    }
  }
  if (in.size() < kUsername) return Result::NeedMore(kUsername + 1);
  if (ABSL_PREDICT_FALSE(username_size == 0)) {
    found.Add(Violation::kEmptyUsername);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kEmptyUsername, 1);
    }
  }
  const size_t plen = kUsername + username_size;  // offset of PLEN
  if (in.size() <= plen) return Result::NeedMore(static_cast<uint32_t>(plen + 1));
  const size_t password_size = in.U8(plen);
  if (ABSL_PREDICT_FALSE(password_size == 0)) {
    found.Add(Violation::kEmptyPassword);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kEmptyPassword,
                       static_cast<uint32_t>(plen));
    }
  }
  const size_t size = plen + 1 + password_size;
  if (in.size() < size) return Result::NeedMore(static_cast<uint32_t>(size));
  request->username = in.Text(kUsername, username_size);
  request->password = in.Text(plen + 1, password_size);
  request->violations = found;
  return Result::Ok(static_cast<uint32_t>(size));
}

size_t EncodedSize(const Request& request) {
  return kUsername + request.username.size() + 1 + request.password.size();
}

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  if (request.username.size() > kMaxField) {
    return Result::Error(Code::kSerialization, Detail::kUsernameTooLong, 1);
  }
  if (request.username.empty() && policy.Rejects(Violation::kEmptyUsername)) {
    return Rejection(Code::kSerialization, Violation::kEmptyUsername, 1);
  }
  const uint32_t plen = static_cast<uint32_t>(kUsername + request.username.size());
  if (request.password.size() > kMaxField) {
    return Result::Error(Code::kSerialization, Detail::kPasswordTooLong, plen);
  }
  if (request.password.empty() && policy.Rejects(Violation::kEmptyPassword)) {
    return Rejection(Code::kSerialization, Violation::kEmptyPassword, plen);
  }
  const size_t size = EncodedSize(request);
  if (output.size() < size) return TooSmall(size);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(request.username.size()));
  out.Text(request.username);
  out.U8(static_cast<uint8_t>(request.password.size()));
  out.Text(request.password);
  return Result::Ok(static_cast<uint32_t>(size));
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortest);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  Violations found;
  if (ABSL_PREDICT_FALSE(version != kVersion)) {
    if (version != 0 && version != 5) return WrongVersion(version);
    found.Add(Violation::kReplyVersion);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kReplyVersion, 0, version);
    }
  }
  if (in.size() < kMaxReplySize) return Result::NeedMore(kMaxReplySize);
  reply->status = static_cast<uint8_t>(head & 0xFF);
  reply->violations = found;
  return Result::Ok(kMaxReplySize);
}

size_t EncodedSize(const Reply& /*reply*/) { return kMaxReplySize; }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy /*policy*/) {
  if (output.size() < kMaxReplySize) return TooSmall(kMaxReplySize);
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(reply.status);
  return Result::Ok(kMaxReplySize);
}

Result Verdict(const Reply& reply) {
  if (reply.status == 0) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kCredentialsRejected, 1, reply.status);
}

}  // namespace userpass
}  // namespace hardwire
