// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/dtls_model.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hardwire {
namespace dtls_model {
namespace {

constexpr unsigned kVersion13 = 0xFEFC;
constexpr uint64_t kLastSequence = (uint64_t{1} << 48) - 1;

Outcome Good(uint64_t n) { return {"ok", "none", n, 0}; }
Outcome Wrong(const std::string& detail, uint64_t n, unsigned octet = 0) {
  return {"deserialization", detail, n, octet};
}
Outcome Unsendable(const Outcome& wrong) {
  return {"serialization", wrong.detail, wrong.n, wrong.octet};
}

uint64_t NumberAt(const Octets& octets, size_t at, size_t size) {
  uint64_t number = 0;
  for (size_t i = 0; i < size; ++i) number = number * 256 + octets[at + i];
  return number;
}
void Append(uint64_t number, size_t size, Octets* octets) {
  for (size_t i = size; i > 0; --i) octets->push_back(static_cast<uint8_t>(number >> 8 * (i - 1)));
}
Octets Part(const Octets& octets, size_t begin, size_t end) {
  return Octets(octets.begin() + static_cast<std::ptrdiff_t>(begin),
                octets.begin() + static_cast<std::ptrdiff_t>(end));
}

bool Is13(const Context& context) { return context.version == kVersion13; }
bool IsUnified(const Header& header) { return header.form == "unified"; }

// Which octets may come first. DTLS 1.3: RFC 9147 section 4.1, figure 5. Before: the types that
// RFC 9443 gives to DTLS, less those of the unified header.
bool MayComeFirst(unsigned octet, const Context& context) {
  if (Is13(context)) return octet == 21 || octet == 22 || octet == 26 || octet / 32 == 1;
  const bool older = context.version == 0 || context.version == 0xFEFD || context.version == 0xFEFF;
  return older && octet >= 20 && octet <= 31;
}

// Where fields begin.
size_t CidOffset(const Header& header) { return IsUnified(header) ? 1 : 11; }
size_t SequenceOffset(const Header& header) {
  return IsUnified(header) ? 1 + header.cid.size() : 5;
}
size_t LengthOffset(const Header& header) {
  if (IsUnified(header)) return 1 + header.cid.size() + (header.long_sequence ? 2 : 1);
  return 11 + header.cid.size();
}

// RFC 6347 section 4.1, RFC 9147 section 4, and the caller's.
uint64_t LimitOf(const Header& header, const Context& context) {
  uint64_t most = header.epoch == 0 ? 1 << 14 : (1 << 14) + 2048;
  if (IsUnified(header)) most = (1 << 14) + 256;
  return std::min<uint64_t>(most, context.limit);
}

// The first octet of a unified header.
unsigned FirstOctet(const Header& header) {
  unsigned octet = 32 + header.epoch % 4;
  if (!header.cid.empty()) octet += 16;
  if (header.long_sequence) octet += 8;
  if (header.has_length) octet += 4;
  return octet;
}

// Adds a violation, and tells whether it is one too many.
bool Breaks(const char* name, const Names& rejected, Header* header) {
  header->violations.insert(name);
  return rejected.count(name) != 0;
}

Outcome JudgeType(const Names& rejected, const Context& context, Header* header) {
  const bool older = context.version == 0xFEFD || context.version == 0xFEFF;
  if (older && header->type == 26) return Wrong("unexpected_content_type", 0, 26);
  if (header->type > 27 && Breaks("unknown_content_type", rejected, header)) {
    return Wrong("unknown_content_type", 0, header->type);
  }
  return {};
}

Outcome JudgeVersion(const Names& rejected, const Context& context, Header* header) {
  if (Is13(context)) return {};
  const bool expected = context.version == 0
                            ? header->version == 0xFEFD || header->version == 0xFEFF
                            : header->version == context.version;
  if (!expected && Breaks("record_version", rejected, header)) {
    return Wrong("record_version", 1, header->version % 256);
  }
  return {};
}

// RFC 9146 section 3: a negotiated id is in every protected record.
bool LacksProtectedCid(const Header& header, const Context& context) {
  return !Is13(context) && header.form == "plaintext" && header.epoch > 0 &&
         context.cid_length != 0;
}

Outcome JudgeEpoch(const Names& rejected, const Context& context, Header* header) {
  if (Is13(context) && header->epoch > 0) return Wrong("unexpected_content_type", 3);
  if (LacksProtectedCid(*header, context) && Breaks("cid_missing", rejected, header)) {
    return Wrong("cid_missing", 3);
  }
  return {};
}

// Whether the header has a length: if it has none, the first octet says so.
bool Counted(const Header& header) { return !IsUnified(header) || header.has_length; }

Outcome JudgeSize(const Names& rejected, const Context& context, Header* header) {
  const size_t offset = Counted(*header) ? LengthOffset(*header) : 0;
  if (header->length > LimitOf(*header, context)) return Wrong("record_overflow", offset);
  if (IsUnified(*header)) {
    return header->length < 16 ? Wrong("short_ciphertext", offset) : Outcome();
  }
  const bool message = header->type >= 20 && header->type <= 22;
  if (header->epoch == 0 && header->length == 0 && message &&
      Breaks("empty_fragment", rejected, header)) {
    return Wrong("empty_fragment", offset);
  }
  return {};
}

// What stands in front of the sequence number in a header of the older forms, in the order of the
// wire. Behind it comes the length.
Outcome JudgeFront(const Names& rejected, const Context& context, Header* header) {
  if (IsUnified(*header)) return {};
  Outcome outcome = JudgeType(rejected, context, header);
  if (outcome.ok()) outcome = JudgeVersion(rejected, context, header);
  if (outcome.ok()) outcome = JudgeEpoch(rejected, context, header);
  return outcome;
}

// Puts the fields of `octets` into a header whose form, flags and id's size are set.
void ReadFields(const Octets& octets, Header* header) {
  if (IsUnified(*header)) {
    header->type = 23;
    header->version = 0xFEFD;
    header->epoch = octets[0] % 4;
    header->sequence = NumberAt(octets, SequenceOffset(*header), header->long_sequence ? 2 : 1);
  } else {
    header->type = octets[0];
    header->version = static_cast<unsigned>(NumberAt(octets, 1, 2));
    header->epoch = static_cast<unsigned>(NumberAt(octets, 3, 2));
    header->sequence = NumberAt(octets, 5, 6);
  }
  const size_t cid = CidOffset(*header);
  header->cid = Part(octets, cid, cid + header->cid.size());
  header->length = header->has_length ? NumberAt(octets, LengthOffset(*header), 2) : 0;
}

// The form, the flags and the id's size, as far as one octet tells them.
Header LaidOut(unsigned first, const Context& context) {
  Header header;
  if (Is13(context) && first / 32 == 1) {
    header.form = "unified";
    header.long_sequence = (first & 8) != 0;
    header.has_length = (first & 4) != 0;
    if ((first & 16) != 0) header.cid.resize(context.cid_length);
  } else if (first == 25) {
    header.form = "cid";
    header.cid.resize(context.cid_length);
  }
  return header;
}

bool SaysCid(unsigned first, const Header& header) {
  return header.form == "cid" || (IsUnified(header) && (first & 16) != 0);
}

bool BeginsWith(const Octets& octets, size_t at, const Octets& part) {
  return octets.size() >= at + part.size() &&
         std::equal(part.begin(), part.end(), octets.begin() + static_cast<std::ptrdiff_t>(at));
}

// How long the id of the record `rest` is by the list, and whether the list has it.
struct Listed {
  size_t length = 0;
  bool found = false;
};
Listed LookUp(const Octets& rest, size_t at, const std::vector<Octets>& list) {
  std::set<size_t> all;
  std::set<size_t> agreeing;
  for (const Octets& id : list) {
    if (id.empty() || id.size() > 255) continue;
    all.insert(id.size());
    if (BeginsWith(rest, at, id)) agreeing.insert(id.size());
  }
  if (agreeing.size() == 1) return {*agreeing.begin(), true};
  return {all.empty() ? 0 : *all.begin(), false};
}

}  // namespace

size_t SizeOf(const Header& header) { return LengthOffset(header) + (Counted(header) ? 2 : 0); }

Octets WireOf(const Header& header) {
  Octets octets;
  if (IsUnified(header)) {
    Append(FirstOctet(header), 1, &octets);
  } else {
    Append(header.type, 1, &octets);
    Append(header.version, 2, &octets);
    Append(header.epoch, 2, &octets);
    Append(header.sequence, 6, &octets);
  }
  if (header.form != "plaintext") octets.insert(octets.end(), header.cid.begin(), header.cid.end());
  if (IsUnified(header)) Append(header.sequence, header.long_sequence ? 2 : 1, &octets);
  if (Counted(header)) Append(header.length, 2, &octets);
  return octets;
}

namespace {

// Whether the fields can be told apart, and are there.
Outcome Frame(const Octets& datagram, const Context& context) {
  if (datagram.empty()) return Wrong("truncated", 0);
  const unsigned first = datagram[0];
  if (!MayComeFirst(first, context)) return Wrong("not_dtls", 0, first);
  const Header read = LaidOut(first, context);
  if (SaysCid(first, read) && context.cid_length == 0) {
    return Wrong("cid_not_negotiated", 0, first);
  }
  if (!Is13(context) && datagram.size() > 1 && datagram[1] != 0xFE) {
    return Wrong("record_major_version", 1, datagram[1]);
  }
  if (datagram.size() < SizeOf(read)) return Wrong("truncated", datagram.size());
  return {};
}

}  // namespace

Outcome DecodeHeader(const Octets& datagram, const Context& context, const Names& rejected,
                     Header* header) {
  Outcome outcome = Frame(datagram, context);
  if (!outcome.ok()) return outcome;
  Header read = LaidOut(datagram[0], context);
  ReadFields(datagram, &read);
  outcome = JudgeFront(rejected, context, &read);
  if (outcome.ok() && Counted(read)) outcome = JudgeSize(rejected, context, &read);
  if (!outcome.ok()) return outcome;
  *header = read;
  return Good(SizeOf(read));
}

namespace {

// The rules that only values can break: no octets say such things.
Outcome JudgeValue(const Header& header, const Context& context) {
  const unsigned first = IsUnified(header) ? FirstOctet(header) : header.type;
  if (!IsUnified(header)) {
    if ((header.form == "cid") != (header.type == 25)) {
      return Wrong("unexpected_content_type", 0, first);
    }
    if (header.type / 32 == 1) return Wrong("not_dtls", 0, first);
  }
  if (!MayComeFirst(first, context)) return Wrong("not_dtls", 0, first);
  if (SaysCid(first, header) && context.cid_length == 0) {
    return Wrong("cid_not_negotiated", 0, first);
  }
  if (!IsUnified(header) && !Is13(context) && header.version / 256 != 0xFE) {
    return Wrong("record_major_version", 1, header.version / 256);
  }
  return {};
}

Outcome JudgeCid(const Header& header, const Context& context) {
  const bool may_lack = header.form != "cid";
  if (header.cid.empty() && may_lack) return {};
  if (header.form != "plaintext" && header.cid.size() == context.cid_length) return {};
  return Wrong("cid_mismatch", CidOffset(header));
}
Outcome JudgeSequence(const Header& header) {
  if (header.sequence <= kLastSequence) return {};
  return Wrong("record_number", SequenceOffset(header));
}

Outcome JudgeAll(Header header, const Context& context, const Names& rejected) {
  Outcome outcome = JudgeValue(header, context);
  if (outcome.ok()) outcome = JudgeCid(header, context);
  if (outcome.ok()) outcome = JudgeSequence(header);
  if (outcome.ok()) outcome = JudgeFront(rejected, context, &header);
  if (outcome.ok() && Counted(header)) outcome = JudgeSize(rejected, context, &header);
  return outcome;
}

// What `octets` are written to.
Outcome Write(const Octets& octets, size_t room, Octets* output) {
  if (octets.size() > room) return {"serialization", "output_too_small", octets.size(), 0};
  *output = octets;
  return Good(octets.size());
}

}  // namespace

Outcome EncodeHeader(const Header& header, size_t room, const Context& context,
                     const Names& rejected, Octets* output) {
  const Outcome outcome = JudgeAll(header, context, rejected);
  return outcome.ok() ? Write(WireOf(header), room, output) : Unsendable(outcome);
}

Outcome EncodeRecord(Header header, const Octets& fragment, size_t room, const Context& context,
                     const Names& rejected, Octets* output) {
  header.length = fragment.size();
  Outcome outcome = JudgeSize(rejected, context, &header);
  if (outcome.ok()) outcome = JudgeAll(header, context, rejected);
  if (!outcome.ok()) return Unsendable(outcome);
  Octets octets = WireOf(header);
  octets.insert(octets.end(), fragment.begin(), fragment.end());
  return Write(octets, room, output);
}

// RFC 9147 section 4: in DTLS 1.3 the first ciphertext alone must have it.
bool Datagram::LacksCid(const Header& header, const Context& context) const {
  if (IsUnified(header)) return context.cid_length != 0 && !ciphertext_seen;
  return LacksProtectedCid(header, context);
}

Step Datagram::Next(const Context& given, const Names& rejected, Record* record) {
  const size_t begin = next;
  if (begin == octets.size()) return {"end", begin, Good(0)};
  const Octets rest = Part(octets, begin, octets.size());
  const unsigned first = rest[0];
  Context context = given;
  Listed listed;
  if (!list.empty()) {
    listed = LookUp(rest, IsUnified(LaidOut(first, given)) ? 1 : 11, list);
    context.cid_length = static_cast<unsigned>(listed.length);
  }

  const auto drop_rest = [&](Outcome outcome) {
    outcome.n += begin;
    next = octets.size();
    return Step{"drop_rest", begin, outcome};
  };
  // Whether it can be framed comes first, then whose record it is, then what is wrong with it.
  Header header = LaidOut(first, context);
  if (const Outcome framed = Frame(rest, context); !framed.ok()) return drop_rest(framed);
  ReadFields(rest, &header);
  if (SaysCid(first, header)) {
    const bool ours = list.empty() ? !first_cid || *first_cid == header.cid : listed.found;
    if (!ours) return drop_rest(Wrong("cid_mismatch", CidOffset(header)));
  } else if (LacksCid(header, context) && Breaks("cid_missing", rejected, &header)) {
    return drop_rest(IsUnified(header) ? Wrong("cid_missing", 0, first) : Wrong("cid_missing", 3));
  }
  if (SaysCid(first, header) && !first_cid) first_cid = header.cid;
  if (IsUnified(header)) ciphertext_seen = true;

  const size_t fragment = SizeOf(header);
  if (!header.has_length) header.length = rest.size() - fragment;
  Outcome outcome = JudgeFront(rejected, context, &header);
  if (outcome.detail == "unknown_content_type") return drop_rest(outcome);
  if (outcome.ok()) outcome = JudgeSize(rejected, context, &header);
  const bool inside = header.length <= rest.size() - fragment;
  if (!inside) return drop_rest(outcome.ok() ? Wrong("truncated", rest.size()) : outcome);
  const size_t size = fragment + header.length;
  next = begin + size;
  if (!outcome.ok()) {
    outcome.n += begin;
    return {"drop_record", begin, outcome};
  }
  *record = {header, begin, begin + fragment, begin + size};
  return {"record", begin, Good(size)};
}

namespace {

// A message's length is told apart from where its fragment lies: RFC 6347 section 4.2.2.
Outcome JudgeHandshake(const Handshake& header, uint64_t limit) {
  if (header.length > limit || header.length >= 1 << 24) return Wrong("handshake_too_long", 1);
  if (header.offset > header.length) return Wrong("handshake_fragment", 6);
  if (header.offset + header.size > header.length) return Wrong("handshake_fragment", 9);
  return {};
}

}  // namespace

Outcome DecodeHandshake(const Octets& input, uint64_t limit, Handshake* header) {
  if (input.size() < 12) return Wrong("truncated", input.size());
  const Handshake read = {input[0], NumberAt(input, 1, 3),
                          static_cast<unsigned>(NumberAt(input, 4, 2)), NumberAt(input, 6, 3),
                          NumberAt(input, 9, 3)};
  Outcome outcome = JudgeHandshake(read, limit);
  if (!outcome.ok()) return outcome;
  *header = read;
  return Good(12);
}

Outcome EncodeHandshake(const Handshake& header, size_t room, uint64_t limit, Octets* output) {
  const Outcome outcome = JudgeHandshake(header, limit);
  if (!outcome.ok()) return Unsendable(outcome);
  Octets octets;
  Append(header.type, 1, &octets);
  Append(header.length, 3, &octets);
  Append(header.message_seq, 2, &octets);
  Append(header.offset, 3, &octets);
  Append(header.size, 3, &octets);
  return Write(octets, room, output);
}

Outcome FragmentBehind(const Octets& input, const Handshake& header, Octets* fragment) {
  if (input.size() < 12 + header.size) return Wrong("truncated", input.size());
  *fragment = Part(input, 12, 12 + header.size);
  return Good(12 + header.size);
}

bool SameMessage(const Handshake& a, const Handshake& b) {
  return a.message_seq == b.message_seq && a.type == b.type && a.length == b.length;
}
bool Contradicts(const Handshake& a, const Handshake& b) {
  return a.message_seq == b.message_seq && !SameMessage(a, b);
}

namespace {

// An ACK lies in one record of 2^14 octets: RFC 9147 sections 4 and 7.
Outcome JudgeAck(uint64_t length) {
  if (length % 16 != 0) return Wrong("ack_length", 0);
  if (2 + length > 1 << 14) return Wrong("record_overflow", 0);
  return {};
}

}  // namespace

Outcome DecodeAck(const Octets& body, std::vector<Number>* numbers) {
  if (body.size() < 2) return Wrong("truncated", body.size());
  const uint64_t length = NumberAt(body, 0, 2);
  Outcome outcome = JudgeAck(length);
  if (!outcome.ok()) return outcome;
  if (body.size() < 2 + length) return Wrong("truncated", body.size());
  numbers->clear();
  for (size_t at = 2; at < 2 + length; at += 16) {
    numbers->push_back({NumberAt(body, at, 8), NumberAt(body, at + 8, 8)});
  }
  return Good(2 + length);
}

Outcome EncodeEntries(const Octets& entries, size_t room, Octets* output) {
  const Outcome outcome = JudgeAck(entries.size());
  if (!outcome.ok()) return Unsendable(outcome);
  Octets octets;
  Append(entries.size(), 2, &octets);
  octets.insert(octets.end(), entries.begin(), entries.end());
  return Write(octets, room, output);
}

Outcome EncodeAck(const std::vector<Number>& numbers, size_t room, Octets* output) {
  Octets entries;
  for (const Number& number : numbers) {
    Append(number.epoch, 8, &entries);
    Append(number.sequence, 8, &entries);
  }
  return EncodeEntries(entries, room, output);
}

std::optional<uint64_t> FullEpoch(uint64_t current, unsigned low_bits) {
  for (uint64_t back = 0; back < 4 && back <= current; ++back) {
    if ((current - back) % 4 == low_bits % 4) return current - back;
  }
  return std::nullopt;
}

uint64_t FullSequence(uint64_t expected, unsigned low_bits, bool long_sequence) {
  const uint64_t period = long_sequence ? 65536 : 256;
  const uint64_t block = std::min(expected, kLastSequence) / period;
  std::set<std::pair<uint64_t, uint64_t>> nearest;  // distance, and how far below the last number
  for (uint64_t candidate = block == 0 ? 0 : block - 1; candidate <= block + 1; ++candidate) {
    const uint64_t number = candidate * period + low_bits % period;
    if (number > kLastSequence) continue;
    const uint64_t distance = number > expected ? number - expected : expected - number;
    nearest.insert({distance, kLastSequence - number});
  }
  return kLastSequence - nearest.begin()->second;
}

// RFC 6347 section 4.1.2.6, with a window of 64 numbers whose right edge is the highest seen.
bool Window::Check(uint64_t sequence) const {
  if (seen_.empty()) return true;
  const uint64_t right = *seen_.rbegin();
  const bool left_behind = sequence < right && right - sequence >= 64;
  return !left_behind && seen_.count(sequence) == 0;
}

void Window::Update(uint64_t sequence) {
  if (Check(sequence)) seen_.insert(sequence);
}

}  // namespace dtls_model
}  // namespace hardwire
