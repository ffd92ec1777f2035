// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks4.h"

#include <cstddef>
#include <cstdint>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/socks/domain.h"
#include "hardwire/view.h"

namespace hardwire {
namespace socks4 {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Rejection;
using internal::TooSmall;
using internal::WrongVersion;

constexpr size_t kUserid = 8;           // offset of USERID
constexpr size_t kShortestSize = 9;     // an empty USERID, no host
constexpr size_t kShortest4aSize = 10;  // an empty USERID and an empty host

// For what has not arrived yet: VN and CD of a request and of a reply.
constexpr uint16_t kShortestRequest = 0x0401;
constexpr uint16_t kShortestReply = 0x005A;

bool IsAssigned(Command command) {
  return command == Command::kConnect || command == Command::kBind;
}

bool IsAssigned(ReplyCode code) {
  return static_cast<uint8_t>(static_cast<uint8_t>(code) - 90) < 4;
}

// DSTIP 0.0.0.x, x not 0, as an integer.
bool IsMarker(uint32_t ip) { return ip != 0 && ip <= 0xFF; }

uint32_t IpOf(const socks::Address& address) { return ByteReader(address.ip()).U32(0); }

Result TooLong(Code code, Detail detail, size_t n) {
  return Result::Error(code, detail, static_cast<uint32_t>(n));
}

// A NUL-terminated field from `begin` on. `end` is the offset of its NUL; where that has not
// arrived, of the end of the input or of the first byte too many.
struct Field {
  size_t begin;
  size_t end;
  Violations found;

  bool TooLong() const { return end - begin > kMaxTextSize; }
};

// `judge`: whether the octets are those of a host.
inline Field FindNul(ByteReader in, size_t begin, bool judge) {
  const size_t most = begin + kMaxTextSize + 1;
  const size_t stop = most < in.size() ? most : in.size();
  uint32_t bits = 0;
  size_t i = begin;
  for (; i < stop; ++i) {
    const uint8_t octet = in.U8(i);
    if (octet == 0) break;
    if (judge) bits |= internal::kDomainOctets[octet];
  }
  return {begin, i, Violations(bits)};
}

// The host of SOCKS4a behind a user id that ends at `nul`. Ok: its `end` and `found` are right.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline Result DecodeHost(ByteReader in, size_t nul, Policy policy,
                                                      Field* host) {
  *host = FindNul(in, nul + 1, /*judge=*/true);
  const uint32_t begin = static_cast<uint32_t>(host->begin);
  if (ABSL_PREDICT_FALSE(policy.RejectsAny(host->found))) {
    return internal::RejectDomain(in, host->begin, host->end, policy, Code::kDeserialization,
                                  begin);
  }
  if (ABSL_PREDICT_FALSE(host->TooLong())) {
    return TooLong(Code::kDeserialization, Detail::kDomainTooLong, begin);
  }
  if (host->end == in.size()) return Result::NeedMore(static_cast<uint32_t>(in.size() + 1));
  if (ABSL_PREDICT_FALSE(host->end == host->begin)) {
    host->found.Add(Violation::kEmptyDomain);
    if (policy.Rejects(Violation::kEmptyDomain)) {
      return Rejection(Code::kDeserialization, Violation::kEmptyDomain, begin);
    }
  }
  return Result::Ok(0);
}

}  // namespace

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestRequest);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const Command command = static_cast<Command>(head & 0xFF);
  if (ABSL_PREDICT_FALSE(version != kVersion)) return WrongVersion(version);
  Violations found;
  if (ABSL_PREDICT_FALSE(!IsAssigned(command))) {
    found.Add(Violation::kUnknownCommand);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kUnknownCommand, 1,
                       static_cast<uint8_t>(command));
    }
  }
  if (in.size() < kUserid) return Result::NeedMore(kShortestSize);
  const uint16_t port = in.U16(2);
  const uint32_t ip = in.U32(4);
  if (ABSL_PREDICT_FALSE(ip == 0)) {
    found.Add(Violation::kUnspecifiedAddress);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kUnspecifiedAddress, 4);
    }
  }
  const bool with_host = IsMarker(ip);
  const Field userid = FindNul(in, kUserid, /*judge=*/false);
  if (ABSL_PREDICT_FALSE(userid.TooLong())) {
    return TooLong(Code::kDeserialization, Detail::kUseridTooLong, kUserid);
  }
  if (userid.end == in.size()) {
    return Result::NeedMore(static_cast<uint32_t>(in.size() + (with_host ? 2 : 1)));
  }
  size_t last = userid.end;
  if (with_host) {
    Field host;
    const Result result = DecodeHost(in, userid.end, policy, &host);
    if (!result.ok()) return result;
    found.Add(host.found);
    last = host.end;
    request->address.AssignDomain(in.Text(host.begin, host.end - host.begin), port);
    request->marker = static_cast<uint8_t>(ip);
  } else {
    request->address.AssignIpv4({static_cast<uint8_t>(ip >> 24), static_cast<uint8_t>(ip >> 16),
                                 static_cast<uint8_t>(ip >> 8), static_cast<uint8_t>(ip)},
                                port);
    request->marker = 1;
  }
  request->command = command;
  request->userid = in.Text(kUserid, userid.end - kUserid);
  request->violations = found;
  return Result::Ok(static_cast<uint32_t>(last + 1));
}

size_t EncodedSize(const Request& request) {
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  return (with_host ? kShortest4aSize : kShortestSize) + request.userid.size() +
         request.address.domain().size();
}

namespace {

// Whether the address can go behind a user id of `userid_size` bytes.
Result CheckAddress(const Request& request, size_t userid_size, Policy policy) {
  const uint32_t host_offset = static_cast<uint32_t>(kUserid + userid_size + 1);
  switch (request.address.type()) {
    case socks::AddressType::kIpv6:
      return Result::Error(Code::kSerialization, Detail::kNotIpv4, 4);
    case socks::AddressType::kIpv4:
      if (IsMarker(IpOf(request.address))) {
        return Result::Error(Code::kSerialization, Detail::kSocks4aMarker, 4);
      }
      if (IpOf(request.address) == 0 && policy.Rejects(Violation::kUnspecifiedAddress)) {
        return Rejection(Code::kSerialization, Violation::kUnspecifiedAddress, 4);
      }
      return Result::Ok(0);
    case socks::AddressType::kDomain:
      break;
  }
  if (request.marker == 0) return Result::Error(Code::kSerialization, Detail::kSocks4aMarker, 4);
  // A NUL would end the host: no policy can accept it.
  return internal::CheckDomain(request.address.domain(), Violation::kEmptyDomain,
                               policy.Rejecting(Violation::kNulInDomain), host_offset, host_offset);
}

}  // namespace

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  const size_t userid_size = request.userid.size();
  if (!IsAssigned(request.command) && policy.Rejects(Violation::kUnknownCommand)) {
    return Rejection(Code::kSerialization, Violation::kUnknownCommand, 1,
                     static_cast<uint8_t>(request.command));
  }
  if (userid_size > kMaxTextSize) {
    return TooLong(Code::kSerialization, Detail::kUseridTooLong, kUserid);
  }
  if (FindNul(ByteReader(request.userid), 0, /*judge=*/false).end != userid_size) {
    return Result::Error(Code::kSerialization, Detail::kNulInUserid, kUserid);
  }
  const Result address = CheckAddress(request, userid_size, policy);
  if (!address.ok()) return address;
  const size_t size = EncodedSize(request);
  if (output.size() < size) return TooSmall(size);
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  ByteWriter out(output);
  out.U8(kVersion);
  out.U8(static_cast<uint8_t>(request.command));
  out.U16(request.address.port());
  if (with_host) {
    out.U32(request.marker);
  } else {
    out.Bytes(request.address.ip());
  }
  out.Text(request.userid);
  out.U8(0);
  if (with_host) {
    out.Text(request.address.domain());
    out.U8(0);
  }
  return Result::Ok(static_cast<uint32_t>(size));
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestReply);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  const ReplyCode code = static_cast<ReplyCode>(head & 0xFF);
  Violations found;
  if (ABSL_PREDICT_FALSE(version != kReplyVersion)) {
    if (version != kVersion) return WrongVersion(version);
    found.Add(Violation::kReplyVersion);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kReplyVersion, 0, version);
    }
  }
  if (ABSL_PREDICT_FALSE(!IsAssigned(code))) {
    found.Add(Violation::kUnknownReply);
    if (policy.RejectsAny(found)) {
      return Rejection(Code::kDeserialization, Violation::kUnknownReply, 1,
                       static_cast<uint8_t>(code));
    }
  }
  if (in.size() < kMaxReplySize) return Result::NeedMore(kMaxReplySize);
  reply->code = code;
  reply->address.AssignIpv4(in.Octets<4>(4), in.U16(2));
  reply->violations = found;
  return Result::Ok(kMaxReplySize);
}

size_t EncodedSize(const Reply& /*reply*/) { return kMaxReplySize; }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy) {
  if (!IsAssigned(reply.code) && policy.Rejects(Violation::kUnknownReply)) {
    return Rejection(Code::kSerialization, Violation::kUnknownReply, 1,
                     static_cast<uint8_t>(reply.code));
  }
  if (reply.address.type() != socks::AddressType::kIpv4) {
    return Result::Error(Code::kSerialization, Detail::kNotIpv4, 4);
  }
  if (output.size() < kMaxReplySize) return TooSmall(kMaxReplySize);
  ByteWriter out(output);
  out.U8(kReplyVersion);
  out.U8(static_cast<uint8_t>(reply.code));
  out.U16(reply.address.port());
  out.Bytes(reply.address.ip());
  return Result::Ok(kMaxReplySize);
}

Result Verdict(const Reply& reply) {
  if (reply.code == ReplyCode::kGranted) return Result::Ok(0);
  return Result::Error(Code::kPeerRefused, Detail::kSocks4Refused, 1,
                       static_cast<uint8_t>(reply.code));
}

Result PartialReply(Span<const uint8_t> input) {
  const ByteReader in(input);
  if (in.size() < 2) return Result::Ok(0);
  const uint16_t head = in.U16(0);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  if (version != kReplyVersion && version != kVersion) return Result::Ok(0);
  Reply reply;
  reply.code = static_cast<ReplyCode>(head & 0xFF);
  return Verdict(reply);
}

string_view Name(Command command) {
  switch (command) {
    case Command::kConnect:
      return "connect";
    case Command::kBind:
      return "bind";
    case Command::kTorResolve:
      return "Tor resolve";
    case Command::kTorResolvePtr:
      return "Tor resolve pointer";
  }
  return "unassigned";
}

string_view Name(ReplyCode code) {
  switch (code) {
    case ReplyCode::kGranted:
      return "granted";
    case ReplyCode::kRejected:
      return "rejected or failed";
    case ReplyCode::kIdentUnreachable:
      return "identd unreachable";
    case ReplyCode::kIdentMismatch:
      return "identd reports another user id";
  }
  return "unassigned";
}

bool operator==(const Request& a, const Request& b) {
  const bool with_host = a.address.type() == socks::AddressType::kDomain;
  return a.command == b.command && a.address == b.address && a.userid == b.userid &&
         (!with_host || a.marker == b.marker);
}

}  // namespace socks4
}  // namespace hardwire
