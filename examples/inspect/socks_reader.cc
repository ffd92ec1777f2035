// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/socks_reader.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/byte_reader.h"
#include "examples/inspect/words.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"

namespace hardwire {
namespace inspect {
namespace {

// The other side decides which message is due.
constexpr char kOpen[] = "?";

// What a client sends before the server has chosen a method: both its messages, and a flight of the
// application.
constexpr size_t kMostAhead = 4096;

template <typename Message>
Result Try(Bytes octets) {
  Message message;
  return DecodeMessage(octets, &message, typename Message::Context(), Policy::Lenient());
}

// Whether a message of `kind` begins the octets, under the policy that accepts most.
Result TryKind(const std::string& kind, Bytes octets) {
  if (kind == socks4::Request::kInfo.name) return Try<socks4::Request>(octets);
  if (kind == socks4::Reply::kInfo.name) return Try<socks4::Reply>(octets);
  if (kind == socks5::Greeting::kInfo.name) return Try<socks5::Greeting>(octets);
  if (kind == socks5::MethodSelection::kInfo.name) return Try<socks5::MethodSelection>(octets);
  if (kind == userpass::Request::kInfo.name) return Try<userpass::Request>(octets);
  if (kind == userpass::Reply::kInfo.name) return Try<userpass::Reply>(octets);
  if (kind == gssapi::Frame::kInfo.name) return Try<gssapi::Frame>(octets);
  if (kind == socks5::Request::kInfo.name) return Try<socks5::Request>(octets);
  return Try<socks5::Reply>(octets);
}

}  // namespace

bool SocksReader::BeginsLike(Bytes octets, bool whole) {
  const uint8_t version = ByteReader(octets).U8Or(0, 0);
  if (version != socks4::kVersion && version != socks5::kVersion) return false;
  const bool old = version == socks4::kVersion;
  const std::string kind = Str(old ? socks4::Request::kInfo.name : socks5::Greeting::kInfo.name);
  const Result result = TryKind(kind, octets);
  if (!whole) return result.ok() || result.code() == Code::kNeedMore;
  if (!result.ok()) return false;
  // Behind a greeting a client may send ahead: user name and password, or the request.
  const uint8_t next = ByteReader(octets).U8Or(result.consumed(), 0);
  return octets.size() == result.consumed() ||
         (!old && (next == socks5::kVersion || next == userpass::kVersion));
}

void SocksReader::Data(Side side, Bytes octets, const Moment& at) {
  std::vector<uint8_t>& buffer = buffers_[static_cast<size_t>(side)];
  buffer.insert(buffer.end(), octets.begin(), octets.end());
  // A message of one side may say what the other one has sent ahead.
  while (Step(Side::kOpener, at) || Step(Side::kOther, at)) {
  }
  if (buffers_[0].size() > kMostAhead) Guess(at);
}

// Where the server was not captured, the first octet says what the client has sent.
void SocksReader::Guess(const Moment& at) {
  while (due(Side::kOpener) == kOpen && !buffers_[0].empty()) {
    const bool credentials = ByteReader(buffers_[0]).U8(0) == userpass::kVersion;
    due_[0] = Str(credentials ? userpass::Request::kInfo.name : socks5::Request::kInfo.name);
    while (Step(Side::kOpener, at)) {
    }
  }
}

// Reads one message. False if none is complete, or none is due.
bool SocksReader::Step(Side side, const Moment& at) {
  std::vector<uint8_t>& buffer = buffers_[static_cast<size_t>(side)];
  if (buffer.empty() || done(side)) return false;
  const uint8_t first = ByteReader(buffer).U8(0);
  if (version_ == 0 && side == Side::kOpener) {
    version_ = first;
    const bool old = first == socks4::kVersion;
    due_[0] = Str(old ? socks4::Request::kInfo.name : socks5::Greeting::kInfo.name);
    due_[1] = Str(old ? socks4::Reply::kInfo.name : socks5::MethodSelection::kInfo.name);
  }
  // The octets that GSSAPI does not protect (RFC 1961 section 5) are the request and its reply.
  const bool gssapi = due(side) == gssapi::Frame::kInfo.name;
  if (gssapi && first == socks5::kVersion) FollowMethod(0);
  const std::string kind = due(side);
  if (kind == kOpen) return false;
  const Result result = TryKind(kind, buffer);
  if (result.code() == Code::kNeedMore) return false;
  const size_t size = result.ok() ? result.consumed() : buffer.size();
  const std::vector<uint8_t> message(buffer.begin(),
                                     buffer.begin() + static_cast<std::ptrdiff_t>(size));
  buffer.erase(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
  Show(side, kind, message, at);
  return true;
}

void SocksReader::Show(Side side, const std::string& kind, Bytes message, const Moment& at) {
  Settings settings;
  settings.policy = policy_;
  const Result judged = Inspect(kind, message, settings).result;
  settings.policy = Policy::Lenient();
  Inspection inspection = Inspect(kind, message, settings);
  inspection.fields.erase("pass");
  inspection.fields.erase("token");
  Item item;
  item.from = side;
  item.at = at;
  item.kind = kind;
  item.size = message.size();
  item.summary = SummaryOf(inspection.fields);
  item.fields = inspection.fields.empty() ? "" : inspection.fields.dump();
  item.violations = inspection.violations;
  item.result = judged;
  if (inspection.result.ok()) item.verdict = inspection.verdict;
  out_->Add(std::move(item));
  if (!inspection.result.ok()) return Stop();
  Follow(side, kind, inspection);
}

// What is due behind a message that was read.
void SocksReader::Follow(Side side, const std::string& kind, const Inspection& inspection) {
  std::string& due = due_[static_cast<size_t>(side)];
  const bool refuses = !inspection.verdict.ok();
  if (kind == socks5::MethodSelection::kInfo.name) {
    if (refuses) return Stop();
    FollowMethod(inspection.fields["method"].get<uint8_t>());
  } else if (kind == socks5::Greeting::kInfo.name) {
    due = kOpen;
  } else if (kind == userpass::Request::kInfo.name) {
    due = Str(socks5::Request::kInfo.name);
  } else if (kind == userpass::Reply::kInfo.name) {
    if (refuses) return Stop();
    due = Str(socks5::Reply::kInfo.name);
  } else if (kind == gssapi::Frame::kInfo.name) {
    if (refuses) Stop();
  } else if (side == Side::kOpener) {  // a request
    bind_ = inspection.fields["cmd"].get<uint8_t>() == static_cast<uint8_t>(socks5::Command::kBind);
    due = "";
  } else {  // a reply; a second one follows that of BIND (RFC 1928 section 6)
    if (refuses || !bind_) due = "";
    bind_ = false;
  }
}

// RFC 1928 section 3.
void SocksReader::FollowMethod(uint8_t method) {
  if (method == static_cast<uint8_t>(socks5::Method::kNoAuthentication)) {
    due_ = {Str(socks5::Request::kInfo.name), Str(socks5::Reply::kInfo.name)};
  } else if (method == static_cast<uint8_t>(socks5::Method::kUsernamePassword)) {
    due_ = {Str(userpass::Request::kInfo.name), Str(userpass::Reply::kInfo.name)};
  } else if (method == static_cast<uint8_t>(socks5::Method::kGssapi)) {
    due_ = {Str(gssapi::Frame::kInfo.name), Str(gssapi::Frame::kInfo.name)};
  } else {
    Stop();
  }
}

void SocksReader::Stop() { due_ = {"", ""}; }

void SocksReader::Finish(const Moment& at) {
  Guess(at);
  for (const Side side : {Side::kOpener, Side::kOther}) {
    std::vector<uint8_t>& buffer = buffers_[static_cast<size_t>(side)];
    if (buffer.empty() || done(side)) continue;
    Item item;
    item.from = side;
    item.at = at;
    item.kind = due(side) == kOpen ? "data" : due(side);
    item.size = buffer.size();
    item.summary = "not complete";
    item.result = Result::Error(Code::kDeserialization, Detail::kClosedInsideMessage,
                                static_cast<uint32_t>(buffer.size()));
    out_->Add(std::move(item));
    buffer.clear();
  }
}

std::vector<uint8_t> SocksReader::TakeRest(Side side) {
  return std::exchange(buffers_[static_cast<size_t>(side)], {});
}

}  // namespace inspect
}  // namespace hardwire
