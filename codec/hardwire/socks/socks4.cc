// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/socks/socks4.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/socks/domain.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace socks4 {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr size_t kDstipOffset = 4;
constexpr size_t kUseridOffset = 8;
constexpr size_t kShortestSize = 9;     // an empty USERID, no host
constexpr size_t kShortest4aSize = 10;  // an empty USERID and an empty host

// VN and CD of a request, for what has not arrived yet.
constexpr uint16_t kShortestSocks4Request = 0x0401;

// DSTIP 0.0.0.x, x not 0, as an integer.
bool IsMarker(uint32_t ip) { return ip != 0 && ip <= 0xFF; }

uint32_t DstipOf(const socks::Address& address) { return ByteReader(address.ip()).U32(0); }

// What CD of a request breaks.
HARDWIRE_ALWAYS_INLINE inline Result JudgeCommand(Command command, Judge* judge) {
  if (HARDWIRE_PREDICT_TRUE(command == Command::kConnect || command == Command::kBind)) {
    return judge->Ok();
  }
  return judge->Breaks(Violation::kUnknownCommand, 1, static_cast<uint8_t>(command));
}

// What CD of a reply breaks.
HARDWIRE_ALWAYS_INLINE inline Result JudgeReplyCode(ReplyCode code, Judge* judge) {
  const uint8_t octet = static_cast<uint8_t>(code);
  if (HARDWIRE_PREDICT_TRUE(static_cast<uint8_t>(octet - 90) < 4)) return judge->Ok();
  return judge->Breaks(Violation::kUnknownReply, 1, octet);
}

// What DSTIP breaks.
HARDWIRE_ALWAYS_INLINE inline Result JudgeDstip(uint32_t ip, Judge* judge) {
  if (HARDWIRE_PREDICT_TRUE(ip != 0)) return judge->Ok();
  return judge->Breaks(Violation::kUnspecifiedAddress, kDstipOffset);
}

// What USERID breaks, by its size.
HARDWIRE_ALWAYS_INLINE inline Result JudgeUserid(size_t size, Judge judge) {
  if (HARDWIRE_PREDICT_TRUE(size <= kMaxTextSize)) return judge.Ok();
  return judge.Fault(Detail::kUseridTooLong, kUseridOffset);
}

constexpr internal::DomainField kHostField = {Violation::kEmptyDomain, 0};

// A NUL-terminated field from `begin` on. `end` is the offset of its NUL; where that has not
// arrived, of the end of the input or of the first byte too many.
struct NulText {
  size_t begin;
  size_t end;
  Violations found;

  size_t size() const { return end - begin; }
};

// `judged`: whether the octets are those of a host.
inline NulText FindNul(ByteReader in, size_t begin, bool judged) {
  const size_t most = begin + kMaxTextSize + 1;
  const size_t stop = most < in.size() ? most : in.size();
  uint32_t bits = 0;
  size_t i = begin;
  for (; i < stop; ++i) {
    const uint8_t octet = in.U8(i);
    if (octet == 0) break;
    if (judged) bits |= internal::kDomainOctets[octet];
  }
  return {begin, i, Violations(bits)};
}

// The host of SOCKS4a behind a user id that ends at `nul`. Ok: its `end` and `found` are right.
HARDWIRE_ALWAYS_INLINE inline Result DecodeHost(ByteReader in, size_t nul, Policy policy,
                                                NulText* host) {
  constexpr Judge kJudge = Judge::Decoder(Layer::kSocks);
  *host = FindNul(in, nul + 1, /*judged=*/true);
  const bool too_long = host->size() > kMaxTextSize;
  const bool is_whole = host->end < in.size() && !too_long;
  if (HARDWIRE_PREDICT_FALSE(is_whole && host->size() == 0))
    host->found.Add(Violation::kEmptyDomain);
  if (HARDWIRE_PREDICT_FALSE(policy.RejectsAny(host->found))) {
    return internal::RejectDomain(Judge::Decoder(Layer::kSocks, policy), in, host->begin, host->end,
                                  kHostField, host->begin);
  }
  if (HARDWIRE_PREDICT_FALSE(too_long)) return kJudge.Fault(Detail::kDomainTooLong, host->begin);
  return is_whole ? kJudge.Ok() : kJudge.NeedMore(in.size() + 1);
}

constexpr internal::Named<Command> kSocks4CommandNames[] = {
    {Command::kConnect, "connect"},
    {Command::kBind, "bind"},
    {Command::kTorResolve, "tor_resolve"},
    {Command::kTorResolvePtr, "tor_resolve_ptr"},
};

constexpr internal::Named<ReplyCode> kSocks4ReplyNames[] = {
    {ReplyCode::kGranted, "granted"},
    {ReplyCode::kRejected, "rejected"},
    {ReplyCode::kIdentUnreachable, "identd_unreachable"},
    {ReplyCode::kIdentMismatch, "identd_mismatch"},
};

}  // namespace

Result Decode(Span<const uint8_t> input, Request* request, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const ByteReader in(input);
  const uint16_t head = in.FirstU16Or(kShortestSocks4Request);
  const uint8_t version = static_cast<uint8_t>(head >> 8);
  if (HARDWIRE_PREDICT_FALSE(version != kVersion)) {
    return judge.Fault(Detail::kSocksVersion, 0, version);
  }
  const Command command = static_cast<Command>(head & 0xFF);
  const Result known = JudgeCommand(command, &judge);
  if (!known.ok()) return known;
  if (in.size() < kUseridOffset) return judge.NeedMore(kShortestSize);
  const uint16_t port = in.U16(2);
  const uint32_t ip = in.U32(kDstipOffset);
  const Result specified = JudgeDstip(ip, &judge);
  if (!specified.ok()) return specified;
  const bool with_host = IsMarker(ip);
  const NulText userid = FindNul(in, kUseridOffset, /*judged=*/false);
  const Result fits = JudgeUserid(userid.size(), judge);
  if (!fits.ok()) return fits;
  if (userid.end == in.size()) return judge.NeedMore(in.size() + (with_host ? 2 : 1));
  Violations found = judge.found();
  size_t last = userid.end;
  if (with_host) {
    NulText host;
    const Result result = DecodeHost(in, userid.end, policy, &host);
    if (!result.ok()) return result;
    found.Add(host.found);
    last = host.end;
    request->address.AssignDomain(in.Text(host.begin, host.size()), port);
    request->marker = static_cast<uint8_t>(ip);
  } else {
    request->address.AssignIpv4({static_cast<uint8_t>(ip >> 24), static_cast<uint8_t>(ip >> 16),
                                 static_cast<uint8_t>(ip >> 8), static_cast<uint8_t>(ip)},
                                port);
    request->marker = 1;
  }
  request->command = command;
  request->userid = in.Text(kUseridOffset, userid.size());
  request->violations = found;
  return judge.Ok(last + 1);
}

size_t EncodedSize(const Request& request) {
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  return (with_host ? kShortest4aSize : kShortestSize) + request.userid.size() +
         request.address.domain().size();
}

namespace {

// Whether DSTIP can be sent.
Result CheckDstip(const Request& request, Judge* judge) {
  switch (request.address.type()) {
    case socks::AddressType::kIpv6:
      return judge->Fault(Detail::kNotIpv4, kDstipOffset);
    case socks::AddressType::kIpv4: {
      const uint32_t ip = DstipOf(request.address);
      if (IsMarker(ip)) return judge->Fault(Detail::kSocks4aMarker, kDstipOffset);
      return JudgeDstip(ip, judge);
    }
    case socks::AddressType::kDomain:
      break;
  }
  if (request.marker == 0) return judge->Fault(Detail::kSocks4aMarker, kDstipOffset);
  return judge->Ok();
}

Result CheckUserid(string_view userid, Judge judge) {
  const Result fits = JudgeUserid(userid.size(), judge);
  if (!fits.ok()) return fits;
  if (FindNul(ByteReader(userid), 0, /*judged=*/false).end == userid.size()) return judge.Ok();
  return judge.Fault(Detail::kNulInUserid, kUseridOffset);
}

}  // namespace

Result Encode(const Request& request, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const Result known = JudgeCommand(request.command, &judge);
  if (!known.ok()) return known;
  const Result destination = CheckDstip(request, &judge);
  if (!destination.ok()) return destination;
  const Result user = CheckUserid(request.userid, judge);
  if (!user.ok()) return user;
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  if (with_host) {
    // A NUL would end the host: no policy can accept it.
    const Result host = internal::CheckDomain(request.address.domain(), kHostField,
                                              kUseridOffset + request.userid.size() + 1,
                                              policy.Rejecting(Violation::kNulInDomain));
    if (!host.ok()) return host;
  }
  const size_t size = EncodedSize(request);
  if (output.size() < size) return judge.TooSmall(size);
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
  return judge.Ok(size);
}

Result Decode(Span<const uint8_t> input, Reply* reply, Policy policy) {
  Judge judge = Judge::Decoder(Layer::kSocks, policy);
  const ByteReader in(input);
  const uint8_t version = in.U8Or(0, kReplyVersion);
  if (HARDWIRE_PREDICT_FALSE(version != kReplyVersion)) {
    if (version != kVersion) return judge.Fault(Detail::kSocksVersion, 0, version);
    const Result accepted = judge.Breaks(Violation::kReplyVersion, 0, version);
    if (!accepted.ok()) return accepted;
  }
  const ReplyCode code =
      static_cast<ReplyCode>(in.U8Or(1, static_cast<uint8_t>(ReplyCode::kGranted)));
  const Result known = JudgeReplyCode(code, &judge);
  if (!known.ok()) return known;
  if (in.size() < kMaxReplySize) return judge.NeedMore(kMaxReplySize);
  reply->code = code;
  reply->address.AssignIpv4(in.Octets<4>(kDstipOffset), in.U16(2));
  reply->violations = judge.found();
  return judge.Ok(kMaxReplySize);
}

size_t EncodedSize(const Reply& /*reply*/) { return kMaxReplySize; }

Result Encode(const Reply& reply, Span<uint8_t> output, Policy policy) {
  Judge judge = Judge::Encoder(Layer::kSocks, policy);
  const Result known = JudgeReplyCode(reply.code, &judge);
  if (!known.ok()) return known;
  if (reply.address.type() != socks::AddressType::kIpv4) {
    return judge.Fault(Detail::kNotIpv4, kDstipOffset);
  }
  if (output.size() < kMaxReplySize) return judge.TooSmall(kMaxReplySize);
  ByteWriter out(output);
  out.U8(kReplyVersion);
  out.U8(static_cast<uint8_t>(reply.code));
  out.U16(reply.address.port());
  out.Bytes(reply.address.ip());
  return judge.Ok(kMaxReplySize);
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

string_view Name(Command command) { return internal::NameIn(kSocks4CommandNames, command); }

string_view Name(ReplyCode code) { return internal::NameIn(kSocks4ReplyNames, code); }

bool operator==(const Request& a, const Request& b) {
  const bool with_host = a.address.type() == socks::AddressType::kDomain;
  return a.command == b.command && a.address == b.address && a.userid == b.userid &&
         (!with_host || a.marker == b.marker);
}

}  // namespace socks4
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
