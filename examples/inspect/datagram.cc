// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/datagram.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/context.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/partial.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

std::string Hexadecimal(uint64_t value, int digits) {
  char text[20];
  snprintf(text, sizeof(text), "%0*llx", digits, static_cast<unsigned long long>(value));
  return text;
}

std::string Octets(size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

// The fields of one record in the order of the wire, as JSON and as parts.
class Description {
 public:
  Description(size_t offset, Inspection* out) : offset_(offset), out_(out) {}

  void Part(size_t size, const char* field, std::string meaning) {
    out_->parts.push_back({offset_, size, field, std::move(meaning)});
    offset_ += size;
  }
  template <typename T>
  void Add(size_t size, const char* key, T value, std::string meaning) {
    json_[key] = value;
    Part(size, key, std::move(meaning));
  }
  template <typename T>
  void Say(const char* key, T value) {
    json_[key] = value;
  }
  void Cid(Bytes cid) {
    if (!cid.empty()) Add(cid.size(), "cid", HexOf(cid), "the connection id");
  }
  void Length(size_t size, uint16_t length) {
    json_["length"] = length;
    if (size != 0) Part(size, "length", Octets(length));
  }
  const Json& json() const { return json_; }

 private:
  size_t offset_;
  Inspection* out_;
  Json json_ = Json::object();
};

// The plaintext and cid forms.
void DescribeTyped(const tls::DtlsHeader& header, Description* out) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  out->Add(1, "type", type, std::to_string(type) + ": " + Str(Name(header.type)));
  out->Say("type_name", Str(Name(header.type)));
  out->Add(2, "version", header.version, "0x" + Hexadecimal(header.version, 4));
  out->Add(2, "epoch", header.epoch, std::to_string(header.epoch));
  out->Add(6, "sequence", header.sequence, std::to_string(header.sequence));
  out->Cid(header.cid);
  out->Length(2, header.length);
}

void DescribeUnified(const tls::DtlsHeader& header, Description* out) {
  const int c = header.cid.empty() ? 0 : 1;
  const int s = header.long_sequence ? 1 : 0;
  const int l = header.has_length ? 1 : 0;
  out->Say("C", c);
  out->Say("S", s);
  out->Say("L", l);
  out->Say("epoch_bits", header.epoch);
  out->Part(1, "001CSLEE",
            "epoch ends in " + std::to_string(header.epoch) + (c != 0 ? ", connection id" : "") +
                (l != 0 ? "" : ", to the datagram's end"));
  out->Cid(header.cid);
  const int octets = header.long_sequence ? 2 : 1;
  const std::string bits = Hexadecimal(header.sequence, 2 * octets);
  out->Say("seq_bits", bits);
  out->Part(static_cast<size_t>(octets), "sequence",
            std::to_string(8 * octets) + " bits, encrypted");
  out->Length(header.has_length ? 2 : 0, header.length);
}

void DescribeHeader(const tls::DtlsHeader& header, Description* out) {
  if (header.form == tls::DtlsForm::kUnified) {
    DescribeUnified(header, out);
  } else {
    DescribeTyped(header, out);
  }
}

Json DescribeRecord(const tls::DtlsRecord& record, size_t offset, Inspection* out) {
  Description description(offset, out);
  description.Say("form", Str(Name(record.header.form)));
  DescribeHeader(record.header, &description);
  description.Say("header_len", record.header_octets.size());
  description.Part(record.fragment.size(), "fragment", Octets(record.fragment.size()));
  return description.json();
}

// The parts of a header that begins with the first `*known` octets of `dropped`, and of the
// fragment behind it. None if none does. `*known` is lowered as by Complete.
std::vector<Part> PartsOfHeader(Bytes dropped, const Settings& settings, size_t* known) {
  tls::DtlsHeader header;
  const auto decode = [&](Bytes input) {
    return Decode(input, &header, ContextOf<tls::DtlsContext>(settings), Policy::Lenient());
  };
  // A header is at most this long; all behind it is the fragment. The first octet says which form
  // it has, even where it is the one at fault.
  const size_t begun = std::max(*known, size_t{1});
  const Bytes octets = dropped.first(std::min(begun, tls::kMaxDtlsHeaderSize));
  std::vector<uint8_t> bytes(octets.begin(), octets.end());
  if (!Complete(decode, &bytes, known)) return {};
  Inspection shown;
  Description description(0, &shown);
  DescribeHeader(header, &description);
  description.Part(header.length, "fragment", "");
  return shown.parts;
}

// A record that was dropped: its fields in front of the fault, and what it was dropped for.
Json DescribeDrop(const tls::DtlsStep& step, Bytes dropped, const Settings& settings,
                  Inspection* out) {
  const bool rest = step.event == tls::DtlsEvent::kDropRest;
  const bool incomplete = IsIncomplete(step.result);
  const std::string reason = Str(Name(step.result.detail()));
  const std::string why = std::string(rest ? "the rest" : "this record") +
                          " is dropped: " + reason + ", " + Str(Sentence(step.result));
  size_t known = incomplete ? dropped.size() : step.result.offset() - step.offset;
  const std::vector<Part> header = PartsOfHeader(dropped, settings, &known);
  for (Part& part : PartsInFront(header, known, dropped, incomplete, why)) {
    part.offset += step.offset;
    out->parts.push_back(std::move(part));
  }
  return {{"offset", step.offset}, {"scope", rest ? "rest" : "record"}, {"reason", reason}};
}

}  // namespace

void InspectDatagram(Bytes datagram, const Settings& settings, Inspection* out) {
  Json records = Json::array();
  Json dropped = Json::array();
  Result first_drop = Result::Error(Code::kDeserialization, Detail::kTruncated, 0, 0, Layer::kDtls);
  uint32_t framed = 0;
  const tls::DtlsContext context = ContextOf<tls::DtlsContext>(settings);
  tls::DtlsDatagram rest(datagram);
  tls::DtlsRecord record;
  while (true) {
    const tls::DtlsStep step = Next(&rest, &record, context, settings.policy);
    if (step.event == tls::DtlsEvent::kEnd) break;
    if (step.event == tls::DtlsEvent::kRecord) {
      records.push_back(DescribeRecord(record, step.offset, out));
      out->violations.Add(record.header.violations);
      framed += step.result.consumed();
    } else {
      if (dropped.empty()) first_drop = step.result;
      const Bytes octets = datagram.subspan(step.offset, rest.next - step.offset);
      dropped.push_back(DescribeDrop(step, octets, settings, out));
    }
  }
  out->result = records.empty() ? first_drop : Result::Ok(framed, Layer::kDtls);
  out->verdict = out->result;
  if (records.empty()) return;
  out->fields["records"] = records;
  out->fields["dropped"] = dropped;
}

}  // namespace inspect
}  // namespace hardwire
