// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/conversation.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {
namespace {

size_t IndexOf(Side side) { return static_cast<size_t>(side); }

}  // namespace

Conversation::Conversation(const Opening& opening, Policy policy, Done done)
    : opening_(opening),
      policy_(policy),
      done_(std::move(done)),
      socks_reader_(policy, &transcript_) {
  if (!opening.is_tcp) dtls_ = std::make_unique<DtlsReader>(policy, &transcript_);
}

void Conversation::Data(Side side, Bytes octets, const Moment& at) {
  last_ = at;
  if (dtls_ != nullptr) return dtls_->Data(side, octets, at);
  if (socks_ == Socks::kUndecided) {
    Decide(side, octets);
    if (socks_ == Socks::kUndecided) return;
    const std::vector<uint8_t> first = std::exchange(undecided_, {});
    if (socks_ == Socks::kYes) {
      ToSocks(Side::kOpener, first, at);
    } else if (!first.empty()) {
      ToTls(Side::kOpener, first, at);
    }
    if (side == Side::kOpener) return;  // `first` has these octets
  }
  if (socks_ == Socks::kYes) return ToSocks(side, octets, at);
  ToTls(side, octets, at);
}

// Whether the opener speaks SOCKS. A stream that is joined in its middle has to show more: a whole
// message.
void Conversation::Decide(Side side, Bytes octets) {
  constexpr size_t kMostUndecided = 1024;  // longer than any first message
  if (side == Side::kOther) {
    // In SOCKS the client speaks first.
    socks_ = undecided_.empty() ? Socks::kNo : Socks::kYes;
    shared_.shows_data = socks_ == Socks::kYes;
    return;
  }
  undecided_.insert(undecided_.end(), octets.begin(), octets.end());
  const bool whole = SocksReader::BeginsLike(undecided_, true);
  if (whole) {
    socks_ = Socks::kYes;
  } else if (!opening_.from_start || undecided_.size() > kMostUndecided ||
             !SocksReader::BeginsLike(undecided_, false)) {
    socks_ = Socks::kNo;
  }
  shared_.shows_data = socks_ == Socks::kYes;
}

void Conversation::ToSocks(Side side, Bytes octets, const Moment& at) {
  if (socks_reader_.done(side)) return ToTls(side, octets, at);
  socks_reader_.Data(side, octets, at);
  // A message of one side may show that the other side is done as well.
  for (const Side each : {Side::kOpener, Side::kOther}) {
    if (!socks_reader_.done(each)) continue;
    const std::vector<uint8_t> rest = socks_reader_.TakeRest(each);
    if (!rest.empty()) ToTls(each, rest, at);
  }
}

void Conversation::ToTls(Side side, Bytes octets, const Moment& at) {
  Reader(side).Data(octets, at);
}

TlsReader& Conversation::Reader(Side side) {
  std::unique_ptr<TlsReader>& reader = tls_[IndexOf(side)];
  if (reader == nullptr) {
    reader =
        std::make_unique<TlsReader>(side, opening_.from_start, policy_, &shared_, &transcript_);
  }
  return *reader;
}

void Conversation::Gap(Side side, uint64_t count, const Moment& at) {
  Item item;
  item.from = side;
  item.at = at;
  item.kind = "gap";
  item.size = count;
  item.summary = "gap " + std::to_string(count);
  transcript_.Add(std::move(item));
  if (dtls_ != nullptr) return;
  if (socks_ == Socks::kUndecided) {
    socks_ = Socks::kNo;
    const std::vector<uint8_t> first = std::exchange(undecided_, {});
    if (!first.empty()) ToTls(Side::kOpener, first, at);
  }
  if (socks_ == Socks::kYes && !socks_reader_.done(side)) socks_reader_.Gap();
  Reader(side).Gap(count, at);
}

void Conversation::End(Side side, Ending ending, const Moment& at) {
  last_ = at;
  endings_[IndexOf(side)] = ending;
}

void Conversation::Finish(Leaving leaving, const Moment& at) {
  leaving_ = leaving;
  last_ = at;
  // A first message that never became whole.
  if (!undecided_.empty()) ToSocks(Side::kOpener, std::exchange(undecided_, {}), at);
  socks_reader_.Finish(at);
  for (const auto& reader : tls_) {
    if (reader != nullptr) reader->Finish(at);
  }
  if (found()) done_(*this);
}

bool Conversation::found() const { return !protocols().empty(); }

size_t Conversation::cost() const {
  size_t cost =
      sizeof(Conversation) + transcript_.cost() + undecided_.size() + socks_reader_.cost();
  for (const auto& reader : tls_) {
    if (reader != nullptr) cost += sizeof(TlsReader) + reader->cost();
  }
  if (dtls_ != nullptr) cost += sizeof(DtlsReader) + dtls_->cost();
  return cost;
}

std::vector<std::string> Conversation::protocols() const {
  std::vector<std::string> names;
  if (socks_reader_.version() != 0) {
    names.push_back("socks" + std::to_string(socks_reader_.version()));
  }
  if (shared_.found) names.emplace_back("tls");
  if (dtls_ != nullptr && dtls_->found()) names.emplace_back("dtls");
  return names;
}

uint16_t Conversation::version() const {
  return dtls_ != nullptr ? dtls_->session().version : shared_.session.version;
}

Side Conversation::client() const {
  if (socks_reader_.version() != 0) return Side::kOpener;
  const Session& session = dtls_ != nullptr ? dtls_->session() : shared_.session;
  return session.client.value_or(Side::kOpener);
}

DirectionEnd Conversation::EndOf(Side side) const {
  DirectionEnd end;
  const std::optional<Ending>& ending = endings_[IndexOf(side)];
  end.transport = !ending ? "open" : *ending == Ending::kFin ? "fin" : "reset";
  end.closed = end.transport;
  const std::unique_ptr<TlsReader>& reader = tls_[IndexOf(side)];
  if (reader == nullptr || !reader->end()) return end;
  end.result = reader->end();
  switch (reader->closure()) {
    case tls::Closure::kGraceful:
      end.closed = "close_notify";
      break;
    case tls::Closure::kFatalAlert:
      end.closed = "fatal_alert";
      break;
    case tls::Closure::kFailed:
      end.closed = "failed";
      break;
    case tls::Closure::kAlertUnread:
      if (end.transport == "fin") end.closed = "encrypted_alert";
      break;
    case tls::Closure::kInsideRecord:
      if (end.transport == "fin") end.closed = "truncated";
      break;
    case tls::Closure::kBoundary:
      if (end.transport != "fin") break;
      end.closed = version() == tls::kTls13 ? "unverified" : "truncated";
      break;
  }
  return end;
}

}  // namespace inspect
}  // namespace hardwire
