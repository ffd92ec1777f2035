// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/dtls_reader.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/byte_reader.h"
#include "examples/inspect/words.h"
#include "hardwire/datagram_protocol.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

Item NewItem(Side side, const char* kind, uint64_t size, const Moment& at) {
  Item item;
  item.from = side;
  item.at = at;
  item.kind = kind;
  item.size = size;
  return item;
}

bool IsUnified(uint8_t octet) { return octet >> 5 == 1; }

// What the records at hand are judged by. A unified header shows DTLS 1.3 (RFC 9147 section 4.1).
tls::DtlsContext ContextFor(uint8_t first, uint16_t version) {
  if (IsUnified(first)) return tls::DtlsContext::Dtls13();
  const bool known = version == tls::kDtls10 || version == tls::kDtls12 || version == tls::kDtls13;
  return known ? tls::DtlsContext::Of(version) : tls::DtlsContext::Initial();
}

Json FieldsOf(const tls::DtlsHeader& header) {
  Json fields = {{"form", Str(Name(header.form))}};
  if (header.form == tls::DtlsForm::kUnified) {
    fields["epoch_bits"] = header.epoch;
    return fields;
  }
  fields["type"] = static_cast<uint8_t>(header.type);
  fields["type_name"] = Str(Name(header.type));
  fields["version"] = header.version;
  fields["epoch"] = header.epoch;
  return fields;
}

std::string SummaryOfHeader(const tls::DtlsHeader& header) {
  const std::string epoch = std::to_string(header.epoch);
  if (header.form == tls::DtlsForm::kUnified) return "encrypted, epoch ends in " + epoch;
  return Str(Name(header.type)) + ", " + Hexadecimal16(header.version) + ", epoch " + epoch;
}

}  // namespace

DtlsReader::Joined::Joined(uint32_t length)
    : octets(length),
      bits(tls::ReassemblyBits(length)),
      message(MakeSpan(octets), MakeSpan(bits)) {}

size_t DtlsReader::cost() const {
  size_t cost = later_.cost();
  for (const auto& joined : joined_) {
    if (joined != nullptr) cost += sizeof(Joined) + joined->octets.size() + joined->bits.size();
  }
  return cost;
}

// A whole record of the plaintext form.
bool DtlsReader::BeginsLikeDtls(Bytes datagram) {
  const ByteReader in(datagram);
  if (in.size() <= tls::kDtlsHeaderSize || in.U8(0) < 20 || in.U8(0) > 23) return false;
  const uint16_t version = in.U16(1);
  const uint16_t length = in.U16(11);
  return (version == tls::kDtls10 || version == tls::kDtls12) && length != 0 &&
         length <= datagram.size() - tls::kDtlsHeaderSize;
}

void DtlsReader::Data(Side side, Bytes datagram, const Moment& at) {
  found_ = found_ || BeginsLikeDtls(datagram);
  if (!found_ || datagram.empty()) return;
  if (ProtocolOfDatagram(ByteReader(datagram).U8(0)) != DatagramProtocol::kDtls) {
    Item item = NewItem(side, "datagram", datagram.size(), at);
    item.summary = "not DTLS";
    return out_->Merge(std::move(item));
  }
  tls::DtlsDatagram rest(datagram);
  tls::DtlsRecord record;
  while (rest.next < datagram.size()) {
    const uint8_t first = ByteReader(datagram).U8(rest.next);
    const tls::DtlsStep step = Next(&rest, &record, ContextFor(first, session_.version), policy_);
    if (step.event == tls::DtlsEvent::kRecord) {
      TakeRecord(side, record, at);
    } else {
      TakeDrop(side, step, rest.next - step.offset, at);
    }
  }
}

void DtlsReader::TakeRecord(Side side, const tls::DtlsRecord& record, const Moment& at) {
  const tls::DtlsHeader& header = record.header;
  const bool unified = header.form == tls::DtlsForm::kUnified;
  const bool is_clear = header.form == tls::DtlsForm::kPlaintext && header.epoch == 0;
  Item item =
      NewItem(side, "dtls_record", record.header_octets.size() + record.fragment.size(), at);
  item.violations = header.violations;
  item.summary = SummaryOfHeader(header);
  Json fields = FieldsOf(header);
  std::string messages;
  if (is_clear && header.type == tls::ContentType::kHandshake) {
    messages = TakeMessages(side, record.fragment, at);
  } else if (is_clear && header.type == tls::ContentType::kAlert) {
    messages = TakeAlert(side, record.fragment, at);
  }
  if (!messages.empty()) item.summary += ": " + messages;
  if (unified || header.type == tls::ContentType::kApplicationData) {
    item.fields = fields.dump();
    out_->Merge(std::move(item));
  } else {
    fields["sequence"] = header.sequence;
    fields["length"] = header.length;
    item.fields = fields.dump();
    out_->Add(std::move(item));
  }
  out_->Append(&later_);
}

void DtlsReader::TakeDrop(Side side, const tls::DtlsStep& step, uint64_t size, const Moment& at) {
  Item item = NewItem(side, "dtls_record", size, at);
  item.summary = step.event == tls::DtlsEvent::kDropRest ? "the rest of the datagram is dropped"
                                                         : "the record is dropped";
  item.result = step.result;
  out_->Add(std::move(item));
}

// The handshake messages of a record: their names.
std::string DtlsReader::TakeMessages(Side side, Bytes fragment, const Moment& at) {
  std::string names;
  while (!fragment.empty()) {
    tls::DtlsHandshakeHeader header;
    Bytes body;
    if (!Decode(fragment, &header).ok()) return names + " and what is no message";
    const Result result = FragmentBehind(fragment, header, &body);
    if (!result.ok()) return names + " and what is no message";
    names += (names.empty() ? "" : ", ") + Str(Name(header.type));
    if (header.fragment_length != header.length) {
      names += " " + std::to_string(header.fragment_offset) + " to " +
               std::to_string(header.fragment_offset + header.fragment_length) + " of " +
               std::to_string(header.length);
    }
    const bool hello = header.type == tls::HandshakeType::kClientHello ||
                       header.type == tls::HandshakeType::kServerHello;
    if (hello) TakeHello(side, header, body, at);
    fragment.remove_prefix(result.consumed());
  }
  return names;
}

void DtlsReader::TakeHello(Side side, const tls::DtlsHandshakeHeader& header, Bytes fragment,
                           const Moment& at) {
  if (header.fragment_length == header.length) return AddHello(side, header, fragment, at);
  if (header.length > tls::HandshakeLimit().octets) return;
  std::unique_ptr<Joined>& joined = joined_[static_cast<size_t>(side)];
  if (joined == nullptr || !joined->message.Add(header, fragment).ok()) {
    // Another message than the last one, or one that contradicts it.
    joined = std::make_unique<Joined>(header.length);
    if (!joined->message.Add(header, fragment).ok()) return;
  }
  if (!joined->message.complete()) return;
  const std::unique_ptr<Joined> whole = std::move(joined);
  AddHello(side, header, whole->message.message(), at);
}

void DtlsReader::AddHello(Side side, const tls::DtlsHandshakeHeader& header, Bytes body,
                          const Moment& at) {
  const bool client = header.type == tls::HandshakeType::kClientHello;
  session_.client = client ? side : Opposite(side);
  Item item = NewItem(side, "", 0, at);
  if (!client) return AddServerHello(body, std::move(item), &session_, &later_);
  tls::DtlsHandshakeHeader whole = header;
  whole.fragment_offset = 0;
  whole.fragment_length = header.length;
  std::vector<uint8_t> message(tls::kDtlsHandshakeHeaderSize);
  if (!Encode(whole, MakeSpan(message)).ok()) return;
  message.insert(message.end(), body.begin(), body.end());
  AddClientHello(message, true, policy_, std::move(item), &later_);
}

// The alert of a record: its name.
std::string DtlsReader::TakeAlert(Side side, Bytes fragment, const Moment& at) {
  tls::Alert alert;
  if (!Decode(fragment, &alert, Policy::Lenient()).ok()) return "";
  Item item = NewItem(side, "alert", tls::kAlertSize, at);
  item.violations = alert.violations;
  item.verdict = Verdict(alert, session_.version);
  item.summary = Str(Name(alert.level)) + " " + Str(Name(alert.description));
  const Json fields = {{"level", static_cast<uint8_t>(alert.level)},
                       {"level_name", Str(Name(alert.level))},
                       {"description", static_cast<uint8_t>(alert.description)},
                       {"description_name", Str(Name(alert.description))}};
  item.fields = fields.dump();
  later_.Add(std::move(item));
  return Str(Name(alert.description));
}

}  // namespace inspect
}  // namespace hardwire
