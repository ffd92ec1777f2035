// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws of the parts of DTLS that are more than one message: the records of a datagram, the
// handshake fragments of a record, ACKs, record numbers. Plain functions, as in fuzz/laws.h.

#ifndef HARDWIRE_FUZZ_DTLS_LAWS_H_
#define HARDWIRE_FUZZ_DTLS_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/record.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

inline bool SameOctets(Bytes a, Bytes b) {
  return a.size() == b.size() && (a.empty() || memcmp(a.data(), b.data(), a.size()) == 0);
}

// Law 1 for an error: its code is that of its detail, and its offset lies in `input`.
inline void CheckDtlsError(Result result, Bytes input) {
  Require(result.layer() == Layer::kDtls, "1: an error of DTLS", input);
  Require(result.code() == Code::kDeserialization && result.detail() != Detail::kNone &&
              internal::RowOf(result.detail()).code == result.code(),
          "1: an error's code is that of its detail in the table of outcomes", input);
  Require(result.detail() == Detail::kTruncated ? result.offset() == input.size()
                                                : result.offset() < input.size(),
          "1: an error points at a byte that is there", input);
}

// Checks that `write` writes `expected` to an output of that size, and refuses a shorter output and
// leaves it unchanged.
template <typename Write>
void CheckWritten(Bytes expected, Bytes input, Write write) {
  Block exact(expected.size());
  const uint64_t allocations = Allocations();
  const Result result = write(exact.writable());
  Require(Allocations() == allocations, "8: encoding allocates nothing", input);
  Require(result.ok() && result.written() == expected.size() && SameOctets(exact.bytes(), expected),
          "6: the encoder writes the octets that were framed", input);
  if (expected.empty()) return;
  Block shorter(expected.size() - 1);
  shorter.Fill();
  const Result refused = write(shorter.writable());
  Require(refused.detail() == Detail::kOutputTooSmall && refused.needed() == expected.size(),
          "5: a short output is refused with the size needed", input);
  Require(shorter.Untouched(), "5: a short output is unchanged", input);
}

// The context in which a record that was read is written again. It has the length of the record's
// connection id; if the record has none, that of the ids on the list.
inline tls::DtlsContext ContextToWrite(tls::DtlsContext context, const tls::DtlsRecord& record,
                                       tls::DtlsDatagram::Cids cids) {
  size_t length = cids.empty() ? context.cid_length() : 0;
  for (const Bytes cid : cids) {
    if (!cid.empty() && cid.size() < 256) length = cid.size();
  }
  if (!record.header.cid.empty()) length = record.header.cid.size();
  return context.WithCid(static_cast<uint8_t>(length));
}

// Checks a record that a step gave.
inline void CheckRecord(Bytes datagram, const tls::DtlsRecord& record, const tls::DtlsStep& step,
                        const tls::DtlsContext& context, Policy policy) {
  const Bytes header = record.header_octets;
  Require(
      header.data() == datagram.data() + step.offset &&
          record.fragment.data() == header.data() + header.size() &&
          step.result == Result::Ok(static_cast<uint32_t>(header.size() + record.fragment.size()),
                                    Layer::kDtls),
      "4: header and fragment lie side by side where the step says", datagram);
  Require(record.header.length == record.fragment.size() &&
              Shape<tls::DtlsHeader>::KeepsLimit(record.header, context),
          "4: the length is the fragment's and within the limit", datagram);
  Require(!policy.RejectsAny(record.header.violations),
          "1: an accepted record breaks no rule that the policy rejects", datagram);
  CheckWritten(header, datagram, [&](Span<uint8_t> output) {
    return Encode(record.header, output, context, policy);
  });
  CheckWritten(Bytes(header.data(), step.result.consumed()), datagram, [&](Span<uint8_t> output) {
    return EncodeRecord(record.header, record.fragment, output, context, policy);
  });
}

// Takes a step twice, from two copies of `state`, and checks that the outcome is the same.
inline tls::DtlsStep StepTwice(tls::DtlsDatagram* state, tls::DtlsRecord* record,
                               const tls::DtlsContext& context, Policy policy) {
  tls::DtlsRecord before;
  memset(static_cast<void*>(&before), 0xA5, sizeof(before));
  tls::DtlsRecord after;
  memset(static_cast<void*>(&after), 0xA5, sizeof(after));
  tls::DtlsRecord again;
  tls::DtlsDatagram copy = *state;
  const Bytes datagram = state->datagram;
  const uint64_t allocations = Allocations();
  const tls::DtlsStep step = Next(state, &after, context, policy);
  Require(Allocations() == allocations, "8: reading on allocates nothing", datagram);
  const tls::DtlsStep other = Next(&copy, &again, context, policy);
  Require(step.event == other.event && step.offset == other.offset && step.result == other.result &&
              state->next == copy.next,
          "11: a copy reads on alike", datagram);
  if (step.event == tls::DtlsEvent::kRecord) {
    Require(after.header == again.header, "11: a copy reads the same record", datagram);
    *record = after;
  } else {
    Require(memcmp(static_cast<void*>(&before), static_cast<void*>(&after), sizeof(after)) == 0,
            "5: nothing moves unless there is a record", datagram);
  }
  return step;
}

// An ACK that was read can be written from its record numbers.
inline void CheckAckNumbers(Bytes body) {
  tls::Ack ack;
  const Result result = Decode(body, &ack);
  if (!result.ok()) return;
  static tls::RecordNumber numbers[tls::kMaxAckEntries];
  for (size_t i = 0; i < ack.size(); ++i) numbers[i] = ack[i];
  CheckWritten(First(body, result.consumed()), body, [&](Span<uint8_t> output) {
    return EncodeAck(MakeConstSpan(numbers, ack.size()), output);
  });
}

// Reads the handshake fragments of a record. Each lies in its message, whose length is within the
// limit.
inline void CheckDtlsHandshake(Bytes rest, tls::HandshakeLimit limit) {
  while (!rest.empty()) {
    tls::DtlsHandshakeHeader header;
    if (!Decode(rest, &header, limit).ok()) return;
    Require(Shape<tls::DtlsHandshakeHeader>::KeepsLimit(header, limit) &&
                header.fragment_offset <= header.length &&
                header.fragment_length <= header.length - header.fragment_offset,
            "1: the fragment lies in its message, and that in its limit", rest);
    Require(SameMessage(header, header) && !Contradicts(header, header),
            "1: a fragment is of its own message", rest);
    Bytes fragment;
    const Result whole = FragmentBehind(rest, header, &fragment);
    if (!whole.ok()) {
      CheckDtlsError(whole, rest);
      Require(header.fragment_length > rest.size() - tls::kDtlsHandshakeHeaderSize &&
                  fragment.data() == nullptr,
              "5: no fragment moves unless it is there", rest);
      return;
    }
    Require(fragment.data() == rest.data() + tls::kDtlsHandshakeHeaderSize &&
                fragment.size() == header.fragment_length &&
                whole.consumed() == tls::kDtlsHandshakeHeaderSize + fragment.size() &&
                whole.consumed() <= rest.size(),
            "4: the fragment lies behind its header", rest);
    rest.remove_prefix(whole.consumed());
  }
}

// Checks the content of a record, if it is not encrypted.
inline void CheckContent(const tls::DtlsRecord& record) {
  if (record.header.epoch != 0 || record.header.form == tls::DtlsForm::kUnified) return;
  if (record.header.type == tls::ContentType::kAck) CheckAckNumbers(record.fragment);
  if (record.header.type == tls::ContentType::kHandshake) {
    CheckDtlsHandshake(record.fragment, {});
  }
}

// The rules of connection ids, over the records of one datagram.
class CidRule {
 public:
  CidRule(Bytes datagram, const tls::DtlsContext& context, tls::DtlsDatagram::Cids cids)
      : datagram_(datagram),
        cids_(cids),
        is13_(context.IsDtls13()),
        negotiated_(cids.empty() ? context.cid_length() != 0 : CountOnList({}) != 0) {}

  // Checks a record. Its id is one of the association. If it has none, that is reported.
  void Check(const tls::DtlsRecord& record, size_t offset) {
    const Bytes cid = record.header.cid;
    const bool unified = record.header.form == tls::DtlsForm::kUnified;
    const bool bare = unified ? !unified_seen_ : !is13_ && record.header.epoch != 0;
    Require(record.header.violations.Has(Violation::kCidMissing) ==
                (negotiated_ && cid.empty() && bare),
            "1: a record without the id that it must have says so", datagram_);
    Saw(offset);
    if (cid.empty()) return;
    if (first_.empty()) first_ = cid;
    Require(cids_.empty() ? SameOctets(cid, first_) : CountOnList(cid) == 1,
            "1: an id is the association's, and no other's beginning", datagram_);
  }

  // Takes note of a record at `offset`, which may have been dropped.
  void Saw(size_t offset) { unified_seen_ |= is13_ && (datagram_[offset] & 0xE0) == 0x20; }

 private:
  // How many different lengths the matching ids on the list have. An id matches if the datagram has
  // it where `octets` begin. If `octets` is empty, every id matches.
  size_t CountOnList(Bytes octets) const {
    const Bytes rest = octets.empty() ? octets : Rest(octets);
    size_t count = 0;
    for (size_t length = 1; length < 256; ++length) {
      bool found = false;
      for (const Bytes cid : cids_) {
        found |=
            cid.size() == length &&
            (octets.empty() || (length <= rest.size() && SameOctets(cid, First(rest, length))));
      }
      count += found ? 1 : 0;
    }
    return count;
  }
  // From the first octet of `cid` to the end of the datagram.
  Bytes Rest(Bytes cid) const {
    return Bytes(cid.data(), static_cast<size_t>(datagram_.data() + datagram_.size() - cid.data()));
  }

  const Bytes datagram_;
  const tls::DtlsDatagram::Cids cids_;
  const bool is13_;
  const bool negotiated_;
  bool unified_seen_ = false;
  Bytes first_;
};

// Records lie in order in the datagram and do not overlap. Each step goes forward. A drop has a
// reason. `cids` are those of the association, if they are known. Returns how many records there
// were.
inline size_t CheckDatagram(Bytes datagram, const tls::DtlsContext& context, Policy policy,
                            tls::DtlsDatagram::Cids cids = {}) {
  tls::DtlsDatagram state(datagram, cids);
  CidRule rule(datagram, context, cids);
  size_t records = 0;
  while (true) {
    const size_t before = state.next;
    tls::DtlsRecord record;
    const tls::DtlsStep step = StepTwice(&state, &record, context, policy);
    Require(step.offset == before, "4: a step begins where the last one ended", datagram);
    if (step.event == tls::DtlsEvent::kEnd) {
      Require(before == datagram.size() && state.next == before &&
                  step.result == Result::Ok(0, Layer::kDtls),
              "1: the end is the datagram's, and stays", datagram);
      return records;
    }
    Require(state.next > before && state.next <= datagram.size(), "1: a step goes forward",
            datagram);
    if (step.event == tls::DtlsEvent::kRecord) {
      Require(state.next == before + step.result.consumed(), "4: records lie apart", datagram);
      CheckRecord(datagram, record, step, ContextToWrite(context, record, cids), policy);
      CheckContent(record);
      rule.Check(record, step.offset);
      ++records;
      continue;
    }
    rule.Saw(step.offset);
    CheckDtlsError(step.result, datagram);
    Require(step.result.offset() >= before, "1: the fault is in the record that is dropped",
            datagram);
    Require(step.event == tls::DtlsEvent::kDropRecord || state.next == datagram.size(),
            "4: the rest is dropped whole", datagram);
  }
}

// The same with lists of ids. One list has ids made of octets of the datagram, and ids that no
// datagram or every datagram has. Another has only the first id, which must give the same records
// as its length does.
inline void CheckListed(Bytes datagram, const tls::DtlsContext& context, Policy policy) {
  static constexpr uint8_t kOther[] = {0xC1, 0xC2};
  const size_t at = context.IsDtls13() ? 1 : 11;
  if (datagram.size() <= at) return;
  const size_t room = datagram.size() - at;
  const size_t length = datagram[datagram.size() - 1] % (room < 257 ? room + 1 : 257);
  const Bytes own(datagram.data() + at, length);
  const Bytes middle(datagram.data() + datagram.size() / 2, length % (room / 2 + 1));
  const Bytes lists[][3] = {
      {own, kOther, middle}, {own, First(own, length / 2), own}, {{}, own, {}}};
  for (const auto& list : lists) CheckDatagram(datagram, context, policy, list);

  tls::DtlsDatagram plain(datagram);
  tls::DtlsRecord record;
  while (Next(&plain, &record, context, policy).event != tls::DtlsEvent::kEnd) {
  }
  if (plain.cid.empty()) return;
  const Bytes only[] = {plain.cid};
  tls::DtlsDatagram again(datagram);
  tls::DtlsDatagram listed(datagram, only);
  tls::DtlsStep step;
  do {
    tls::DtlsRecord other;
    step = Next(&again, &record, context, policy);
    const tls::DtlsStep same = Next(&listed, &other, context, policy);
    Require(step.event == same.event && step.offset == same.offset && step.result == same.result &&
                again.next == listed.next,
            "1: a list of the first id says the same as its length", datagram);
    Require(step.event != tls::DtlsEvent::kRecord || record.header == other.header,
            "1: a list of the first id reads the same record", datagram);
  } while (step.event != tls::DtlsEvent::kEnd);
}

// The full numbers end in the bits that they were made from, and are near the expected ones.
inline void CheckRecordNumbers(Bytes input) {
  if (input.size() < 10) return;
  uint64_t expected = 0;
  for (size_t i = 0; i < 8; ++i) expected = expected << 8 | input[i];
  const uint64_t next = expected & tls::kMaxDtlsSequence;
  const uint16_t low = static_cast<uint16_t>(input[8] << 8 | input[9]);
  for (const bool wide : {false, true}) {
    const uint64_t mask = wide ? 0xFFFF : 0xFF;
    const uint64_t full = tls::FullSequence(next, low, wide);
    Require(full <= tls::kMaxDtlsSequence && (full & mask) == (low & mask),
            "1: a sequence number ends in its bits", input);
    const uint64_t distance = full > next ? full - next : next - full;
    Require(next > tls::kMaxDtlsSequence - mask || next <= mask || distance <= mask / 2 + 1,
            "1: no other number is nearer", input);
  }
  const std::optional<uint64_t> epoch = tls::FullEpoch(expected, input[8]);
  Require(epoch ? *epoch <= expected && expected - *epoch < 4 && (*epoch & 3) == (input[8] & 3)
                : expected < 3,
          "1: an epoch ends in its bits", input);
  tls::ReplayWindow window;
  constexpr size_t kMost = 32;  // more octets find nothing more
  for (const uint8_t octet : First(input, input.size() < kMost ? input.size() : kMost)) {
    const uint64_t number = expected / 2 + octet;
    window.Update(number);
    Require(!window.Check(number), "1: a number that was seen is not new", input);
  }
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_DTLS_LAWS_H_
