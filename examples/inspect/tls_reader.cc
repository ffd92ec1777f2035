// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/tls_reader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/byte_reader.h"
#include "examples/inspect/words.h"
#include "hardwire/sniff.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;
using Kind = tls::StreamEvent::Kind;

// Whether a record header may stand at `at`, to somebody who does not know whether the octets are
// TLS: no heartbeat, no SSL 3.0, not empty (RFC 5246 section 6.2, RFC 8446 section 5.1).
bool IsHeader(ByteReader in, size_t at) {
  if (in.size() < at + tls::kRecordHeaderSize || in.U8(at + 1) != 3) return false;
  const uint8_t type = in.U8(at);
  const uint8_t minor = in.U8(at + 2);
  const uint16_t length = in.U16(at + 3);
  return type >= 20 && type <= 23 && minor >= 1 && minor <= 4 && length != 0 &&
         length <= tls::kMaxProtectedTls12;
}

// Whether the record at the start holds the start of a hello: type, length, version.
bool IsHello(ByteReader in) {
  constexpr size_t kBehindVersion = 11;
  constexpr uint32_t kShortest = 38;  // of a hello's body
  if (in.size() < kBehindVersion || in.U8(0) != 22 || in.U8(5) < 1 || in.U8(5) > 2) return false;
  return in.U24(6) >= kShortest && in.U24(6) <= tls::HandshakeLimit().octets && in.U8(9) == 3;
}

}  // namespace

void TlsReader::Data(Bytes octets, const Moment& at) {
  Dispatch(octets, at);
  if (shared_->shows_data) AddData(std::exchange(unread_, 0), at);
}

void TlsReader::Dispatch(Bytes octets, const Moment& at) {
  while (!octets.empty()) {
    switch (state_) {
      case State::kStart:
        return Open(octets, at);
      case State::kSearching:
        octets = Search(octets, at);
        break;
      case State::kReading:
        return Read(octets, at);
      case State::kOver:
        unread_ += octets.size();
        return;
    }
  }
}

// The start of the stream, until its protocol shows.
void TlsReader::Open(Bytes octets, const Moment& at) {
  opening_.insert(opening_.end(), octets.begin(), octets.end());
  Protocol protocol = Protocol::kOther;
  if (Sniff(opening_, &protocol).code() == Code::kNeedMore) return;
  const std::vector<uint8_t> all = std::exchange(opening_, {});
  if (protocol == Protocol::kTls || protocol == Protocol::kSslv2) {
    Begin(true, at);
  } else {
    state_ = State::kSearching;
  }
  Dispatch(all, at);
}

// What follows what was passed over or taken.
Bytes TlsReader::Search(Bytes octets, const Moment& at) {
  if (expects_) return TakeExpected(octets, at);
  if (!LooksLikeRecord(octets)) return Scan(octets, at);
  Begin(false, at);
  return octets;
}

bool TlsReader::LooksLikeRecord(Bytes octets) const {
  const ByteReader in(octets);
  return IsHeader(in, 0) && (shared_->found || IsHello(in));
}

// Passes over octets: up to a hello; or up to something like a header, and over this; or over all.
Bytes TlsReader::Scan(Bytes octets, const Moment& at) {
  const ByteReader in(octets);
  for (size_t place = 0; place + tls::kRecordHeaderSize <= octets.size(); ++place) {
    if (!IsHeader(in, place)) continue;
    unread_ += place;
    octets.remove_prefix(place);
    if (IsHello(ByteReader(octets))) {
      Begin(false, at);
      return octets;
    }
    expects_ = true;
    skip_ = in.U16(place + 3);
    unread_ += tls::kRecordHeaderSize;
    return octets.subspan(tls::kRecordHeaderSize);
  }
  unread_ += octets.size();
  return {};
}

// Passes over a fragment. If a header follows, the stream is read from it on.
Bytes TlsReader::TakeExpected(Bytes octets, const Moment& at) {
  if (skip_ != 0) {
    const size_t size = static_cast<size_t>(std::min<uint64_t>(skip_, octets.size()));
    skip_ -= size;
    unread_ += size;
    return octets.subspan(size);
  }
  const size_t size = std::min(octets.size(), tls::kRecordHeaderSize - header_.size());
  header_.insert(header_.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
  if (header_.size() < tls::kRecordHeaderSize) return {};
  const std::vector<uint8_t> header = std::exchange(header_, {});
  expects_ = false;
  if (IsHeader(ByteReader(header), 0)) {
    Begin(false, at);
    Read(header, at);
  } else {
    unread_ += header.size();
  }
  return octets.subspan(size);
}

void TlsReader::Begin(bool first, const Moment& at) {
  stream_ = tls::RecordStream(tls::RecordContext::Relay(shared_->session.version), policy_);
  state_ = State::kReading;
  found_ = true;
  first_ = first;
  whole_ = first;
  shared_->found = true;
  AddData(std::exchange(unread_, 0), at);
}

void TlsReader::Read(Bytes octets, const Moment& at) {
  while (true) {
    tls::StreamEvent event;
    const Result result = stream_.Next(octets, &event);
    if (!result.ok()) {
      Fail(result, at);
      unread_ += octets.size();
      return;
    }
    octets.remove_prefix(result.consumed());
    if (event.kind == Kind::kNone) return;
    Take(event, at);
  }
}

void TlsReader::Take(const tls::StreamEvent& event, const Moment& at) {
  switch (event.kind) {
    case Kind::kRecord:
      return TakeHeader(event.header, at);
    case Kind::kFragment:
      item_.violations.Add(event.violations);
      return TakeFragment(event.fragment, at);
    case Kind::kAlert:
      return TakeAlert(event.alert, at);
    case Kind::kRecordEnd:
      return EndRecord();
    case Kind::kNone:
    case Kind::kClosed:
      return;
  }
}

// The stream is over: with an alert, which was shown, or with what no stream of TLS has.
void TlsReader::Fail(Result result, const Moment& at) {
  if (in_record_) EndRecord();
  state_ = State::kOver;
  if (result.code() == Code::kPeerRefused) return;
  Item item = NewItem("tls_record", at);
  item.summary = "no record";
  item.result = result;
  out_->Add(std::move(item));
}

// Judges the header by what is known of the connection, which the stream itself does not do.
void TlsReader::TakeHeader(const tls::RecordHeader& header, const Moment& at) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  const auto octet = [](int value) { return static_cast<uint8_t>(value & 0xFF); };
  const std::array<uint8_t, tls::kRecordHeaderSize> octets = {
      type, octet(header.version >> 8), octet(header.version), octet(header.length >> 8),
      octet(header.length)};
  record_ = header;
  item_ = NewItem("tls_record", at);
  item_.size = tls::kRecordHeaderSize + header.length;
  tls::RecordHeader judged;
  const tls::RecordContext context = ContextFor(header.type);
  item_.result = Decode(octets, &judged, context, policy_);
  if (Decode(octets, &judged, context, Policy::Lenient()).ok())
    item_.violations = judged.violations;
  in_record_ = true;
  left_ = header.length;
  messages_.clear();
  first_ = false;
  seen_data_ |= header.type == tls::ContentType::kApplicationData;
}

// Of a stream that is joined in its middle, nobody knows what was negotiated. In TLS 1.3
// application_data is protected from the first record on (RFC 8446 section 5), before it what
// follows change_cipher_spec (RFC 5246 section 7.1).
tls::RecordContext TlsReader::ContextFor(tls::ContentType type) const {
  const uint16_t version = shared_->session.version;
  if (first_) return tls::RecordContext::Initial();
  const bool known = version >= tls::kSsl30 && version <= tls::kTls13;
  const bool data = seen_data_ || type == tls::ContentType::kApplicationData;
  if (!known && (!whole_ || data || seen_ccs_)) return tls::RecordContext::Relay();
  if (!known) return tls::RecordContext::Plain(0);
  const bool is_protected = data || (seen_ccs_ && version != tls::kTls13);
  return is_protected ? tls::RecordContext::Protected(version) : tls::RecordContext::Plain(version);
}

// In TLS 1.3 what is encrypted has the type application_data.
bool TlsReader::HandshakeIsClear() const {
  return shared_->session.version == tls::kTls13 || !seen_ccs_;
}

void TlsReader::TakeFragment(Bytes fragment, const Moment& at) {
  left_ -= fragment.size();
  if (record_.type != tls::ContentType::kHandshake) return;
  if (!HandshakeIsClear()) {
    messages_ = "encrypted";
    return;
  }
  walk_.Feed(fragment, &messages_,
             [&](tls::HandshakeType type, Bytes message) { TakeHello(type, message, at); });
}

void TlsReader::TakeHello(tls::HandshakeType type, Bytes message, const Moment& at) {
  const bool client = type == tls::HandshakeType::kClientHello;
  shared_->session.client = client ? side_ : Opposite(side_);
  if (client) return AddClientHello(message, false, policy_, NewItem("", at), &later_);
  AddServerHello(message.subspan(4), NewItem("", at), &shared_->session, &later_);
}

void TlsReader::TakeAlert(const tls::Alert& alert, const Moment& at) {
  Item item = NewItem("alert", at);
  item.size = tls::kAlertSize;
  item.violations = alert.violations;
  item.verdict = Verdict(alert, shared_->session.version);
  item.summary = Str(Name(alert.level)) + " " + Str(Name(alert.description));
  const Json fields = {{"level", static_cast<uint8_t>(alert.level)},
                       {"level_name", Str(Name(alert.level))},
                       {"description", static_cast<uint8_t>(alert.description)},
                       {"description_name", Str(Name(alert.description))}};
  item.fields = fields.dump();
  later_.Add(std::move(item));
}

void TlsReader::EndRecord() {
  const bool data = record_.type == tls::ContentType::kApplicationData;
  seen_ccs_ |= record_.type == tls::ContentType::kChangeCipherSpec;
  Json fields = {{"type", static_cast<uint8_t>(record_.type)},
                 {"type_name", Str(Name(record_.type))},
                 {"version", record_.version}};
  if (!data) fields["length"] = record_.length;
  item_.fields = fields.dump();
  item_.summary = Str(Name(record_.type)) + ", " + Hexadecimal16(record_.version) +
                  (messages_.empty() ? "" : ": " + messages_);
  if (left_ != 0) item_.summary += "; " + std::to_string(left_) + " bytes are missing";
  in_record_ = false;
  if (data) {
    out_->Merge(std::move(item_));
  } else {
    out_->Add(std::move(item_));
  }
  out_->Append(&later_);
  // It fails only if the stream is over, and then it does not matter.
  static_cast<void>(stream_.SetContext(tls::RecordContext::Relay(shared_->session.version)));
}

void TlsReader::Gap(uint64_t count, const Moment& at) {
  static constexpr std::array<uint8_t, 4096> kNothing = {};
  if (state_ == State::kStart) {
    unread_ += std::exchange(opening_, {}).size();
    state_ = State::kSearching;
  }
  if (state_ == State::kSearching) {
    expects_ = expects_ && skip_ >= count;
    skip_ = expects_ ? skip_ - count : 0;
    header_.clear();
  }
  if (state_ != State::kReading) return;
  const bool opaque = record_.type == tls::ContentType::kApplicationData;
  if (in_record_ && opaque && left_ >= count) {
    for (uint64_t rest = count; rest != 0;) {
      const size_t size = static_cast<size_t>(std::min<uint64_t>(rest, kNothing.size()));
      Read(Bytes(kNothing).first(size), at);
      rest -= size;
    }
    return;
  }
  if (in_record_) EndRecord();
  walk_.Reset();
  state_ = State::kSearching;
}

void TlsReader::Finish(const Moment& at) {
  unread_ += opening_.size() + header_.size();
  if (in_record_) {
    item_.result = stream_.EndResult();
    EndRecord();
  }
  if (walk_.pending() != 0) {
    Item item = NewItem("handshake", at);
    item.size = walk_.pending();
    item.summary = "a hello that is not complete";
    item.result = Result::NeedMore(0, Layer::kTls);
    out_->Add(std::move(item));
  }
  if (shared_->shows_data || found_) AddData(std::exchange(unread_, 0), at);
}

std::optional<Result> TlsReader::end() const {
  const bool known = found_ && (state_ == State::kReading || state_ == State::kOver);
  if (!known) return std::nullopt;
  return stream_.EndResult();
}

void TlsReader::AddData(uint64_t size, const Moment& at) {
  if (size == 0) return;
  Item item = NewItem("data", at);
  item.size = size;
  item.summary = "no message that is read here";
  out_->Merge(std::move(item));
}

Item TlsReader::NewItem(const char* kind, const Moment& at) const {
  Item item;
  item.from = side_;
  item.at = at;
  item.kind = kind;
  return item;
}

}  // namespace inspect
}  // namespace hardwire
