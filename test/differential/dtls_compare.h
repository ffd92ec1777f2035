// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// CompareDtls: the DTLS record layer beside its model (dtls_model.h), on one unit of choices.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_DTLS_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_DTLS_COMPARE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/dtls_numbers.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/view.h"
#include "test/differential/dtls_inputs.h"
#include "test/differential/dtls_model.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

// One unit: the choices that are left, and all of them, which a difference prints.
class DtlsUnit {
 public:
  DtlsUnit(Bytes choices, Tally* tally) : all_(choices), choices_(choices), tally_(tally) {}

  void Compare() {
    policy_ = ChoosePolicy(&choices_);
    rejected_ = NamedPolicy(policy_).rejected;
    switch (choices_.Octet() % 16) {
      case 0:
      case 1:
      case 2:
        return CompareDecode();
      case 3:
      case 4:
      case 5:
        return CompareEncode();
      case 6:
        return CompareEquality();
      case 7:
        return CompareHandshake();
      case 8:
        return CompareAck();
      case 9:
        return CompareNumbers();
      case 10:
        return CompareWindow();
      default:
        return CompareDatagram();
    }
  }

 private:
  using Model = dtls_model::Outcome;

  void Count(const std::string& what) {
    if (tally_ != nullptr) ++(*tally_)[what];
  }
  void Demand(bool same, const char* what) { fuzz::Require(same, what, all_); }

  // Counts what both say, if they do.
  void Same(const char* call, Result ours, const Model& model, const char* event = "") {
    const std::string code = Str(Name(ours.code()));
    const std::string detail = Str(Name(ours.detail()));
    const bool same = code == model.code && detail == model.detail &&
                      fuzz::NumberOf(ours) == model.n && ours.octet() == model.octet &&
                      ours.layer() == Layer::kDtls;
    if (!same) {
      fprintf(stderr, "%s\ncodec: %s %s n=%u octet=%02x\nmodel: %s %s n=%llu octet=%02x\n", call,
              code.c_str(), detail.c_str(), fuzz::NumberOf(ours), ours.octet(), model.code.c_str(),
              model.detail.c_str(), static_cast<unsigned long long>(model.n), model.octet);
    }
    Demand(same, "the codec says what the model says");
    Count(std::string(call) + event + " " + detail);
  }

  // The order in which a context is told things says nothing.
  static tls::DtlsContext ContextOf(const dtls_model::Context& context) {
    const tls::DtlsContext plain = tls::DtlsContext::Of(static_cast<uint16_t>(context.version));
    const uint8_t cid = static_cast<uint8_t>(context.cid_length);
    const tls::LengthLimit limit = {static_cast<uint16_t>(context.limit)};
    return context.limit % 2 == 0 ? plain.WithCid(cid).WithLimit(limit)
                                  : plain.WithLimit(limit).WithCid(cid);
  }
  static Octets OctetsOf(Bytes bytes) { return Octets(bytes.begin(), bytes.end()); }

  void SameHeader(const tls::DtlsHeader& ours, const dtls_model::Header& model) {
    Demand(Str(Name(ours.form)) == model.form, "form");
    Demand(static_cast<unsigned>(ours.type) == model.type, "type");
    Demand(ours.version == model.version, "version");
    Demand(ours.epoch == model.epoch, "epoch");
    Demand(ours.sequence == model.sequence, "sequence");
    Demand(ours.long_sequence == model.long_sequence, "long_sequence");
    Demand(ours.has_length == model.has_length, "has_length");
    Demand(ours.length == model.length, "length");
    Demand(OctetsOf(ours.cid) == model.cid, "cid");
    Demand(NamesOf(ours.violations) == model.violations, "violations");
  }

  // Whether each member is as it was; views are of the same memory.
  static bool IsSameView(Span<const uint8_t> a, Span<const uint8_t> b) {
    return a.data() == b.data() && a.size() == b.size();
  }
  static bool IsUnmoved(const tls::DtlsHeader& before, const tls::DtlsHeader& after) {
    return before.form == after.form && before.type == after.type &&
           before.version == after.version && before.epoch == after.epoch &&
           before.sequence == after.sequence && before.long_sequence == after.long_sequence &&
           before.has_length == after.has_length && before.length == after.length &&
           IsSameView(before.cid, after.cid) && before.violations == after.violations;
  }

  // The same value; its views are of `header`.
  static tls::DtlsHeader HeaderOf(const dtls_model::Header& header) {
    tls::DtlsHeader ours;
    ours.form = header.form == "unified" ? tls::DtlsForm::kUnified
                : header.form == "cid"   ? tls::DtlsForm::kCid
                                         : tls::DtlsForm::kPlaintext;
    ours.type = static_cast<tls::ContentType>(header.type);
    ours.version = static_cast<uint16_t>(header.version);
    ours.epoch = static_cast<uint16_t>(header.epoch);
    ours.sequence = header.sequence;
    ours.long_sequence = header.long_sequence;
    ours.has_length = header.has_length;
    ours.length = static_cast<uint16_t>(header.length);
    ours.cid = header.cid;
    return ours;
  }

  // A datagram at random, or of records, with changes or without.
  Octets ChooseDatagram(const dtls_model::Context& context, const std::vector<Octets>& list) {
    if (choices_.Octet() % 8 == 0) return ChooseOctets(&choices_, 40);
    Octets datagram = ChooseRecords(&choices_, context, list);
    Change(&choices_, &datagram);
    return datagram;
  }

  void CompareDecode() {
    const dtls_model::Context context = ChooseContext(&choices_);
    const fuzz::Block input(ChooseDatagram(context, {}));
    header_in_use_ = tls::DtlsHeader();
    for (int again = 0; again < 2; ++again) {
      const tls::DtlsHeader before = header_in_use_;
      dtls_model::Header model;
      const Result ours = Decode(input.bytes(), &header_in_use_, ContextOf(context), policy_);
      Same("DtlsHeader Decode", ours,
           DecodeHeader(OctetsOf(input.bytes()), context, rejected_, &model));
      if (ours.ok()) {
        SameHeader(header_in_use_, model);
        for (const std::string& name : model.violations) Count("DtlsHeader accepts " + name);
      } else {
        Demand(IsUnmoved(before, header_in_use_), "nothing moves on failure");
      }
    }
  }

  // An output of exactly `room` octets: what was written, and nothing else.
  template <typename Write>
  void CompareWritten(const char* call, size_t room, const Model& model, const Octets& expected,
                      Write write) {
    fuzz::Block output(room);
    output.Fill();
    Same(call, write(output.writable()), model);
    Octets octets = OctetsOf(output.bytes());
    const size_t written = model.ok() ? expected.size() : 0;
    Demand(std::equal(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(written),
                      octets.begin()),
           "the octets are the model's");
    Demand(std::count(octets.begin() + static_cast<std::ptrdiff_t>(written), octets.end(), 0x5A) ==
               static_cast<std::ptrdiff_t>(room - written),
           "no other octet is written");
  }
  size_t ChooseRoom(size_t size) {
    const uint8_t which = choices_.Octet() % 8;
    if (which == 0) return size - 1;
    if (which == 1) return 0;
    if (which == 2) return choices_.Octet();
    return size + which % 4;
  }

  void CompareEncode() {
    const dtls_model::Context context = ChooseContext(&choices_);
    dtls_model::Header header =
        choices_.Flag() ? ChooseHeader(&choices_, context) : ChooseLikelyHeader(&choices_, context);
    const tls::DtlsHeader ours = HeaderOf(header);
    const size_t size = SizeOf(header);
    Demand(EncodedSize(ours) == size, "EncodedSize");
    Octets expected;
    size_t room = ChooseRoom(size);
    CompareWritten(
        "DtlsHeader Encode", room, EncodeHeader(header, room, context, rejected_, &expected),
        expected,
        [&](Span<uint8_t> output) { return Encode(ours, output, ContextOf(context), policy_); });
    const size_t wanted = choices_.Octet() == 0 ? 65536 + 16 : ChooseSize(&choices_);
    const fuzz::Block fragment(wanted);
    memset(const_cast<uint8_t*>(fragment.bytes().data()), choices_.Octet(), wanted);
    room = ChooseRoom(size + wanted);
    CompareWritten(
        "EncodeRecord", room,
        EncodeRecord(header, OctetsOf(fragment.bytes()), room, context, rejected_, &expected),
        expected, [&](Span<uint8_t> output) {
          return EncodeRecord(ours, fragment.bytes(), output, ContextOf(context), policy_);
        });
  }

  // Two headers that are equal, or differ in one member.
  void CompareEquality() {
    const dtls_model::Context context = ChooseContext(&choices_);
    const dtls_model::Header a = ChooseHeader(&choices_, context);
    const dtls_model::Header other = ChooseHeader(&choices_, context);
    dtls_model::Header b = a;
    const uint8_t member = choices_.Octet() % 12;
    if (member == 0) b.form = other.form;
    if (member == 1) b.type = other.type;
    if (member == 2) b.version = other.version;
    if (member == 3) b.epoch = other.epoch;
    if (member == 4) b.sequence = other.sequence;
    if (member == 5) b.long_sequence = other.long_sequence;
    if (member == 6) b.has_length = other.has_length;
    if (member == 7) b.length = other.length;
    if (member == 8) b.cid = other.cid;
    if (member == 9) b.sequence ^= uint64_t{1} << choices_.Octet() % 48;
    if (member == 10) b.epoch ^= 1U << choices_.Octet() % 16;
    if (member == 11) b.cid.push_back(0);
    const bool fits = a.sequence < uint64_t{1} << 48 && b.sequence < uint64_t{1} << 48;
    if (!fits && a.form != "unified") return;
    const bool same = a.form == b.form && WireOf(a) == WireOf(b);
    Demand((HeaderOf(a) == HeaderOf(b)) == same, "headers are equal where their octets are");
    Count(same ? "headers equal" : "headers other");
  }

  void CompareHandshake() {
    constexpr uint64_t kLengths[] = {0, 1, 20, 255, 256, 131395, 131396, 131397, 0xFFFFFF, 65536};
    constexpr uint32_t kLimits[] = {131396, 131396, 0, 1, 20, 0xFFFFFF, 0xFFFFFFFF, 255};
    const uint32_t limit = OneOf(&choices_, kLimits);
    dtls_model::Handshake a;
    a.type = choices_.Octet() % 32;
    a.length = choices_.Octet() < 32 ? choices_.Number(3) : OneOf(&choices_, kLengths);
    a.message_seq = choices_.Flag() ? choices_.Short() : choices_.Octet() % 4;
    a.offset = a.length == 0 || choices_.Flag() ? 0 : choices_.Number(3) % a.length;
    a.size = choices_.Flag() ? choices_.Octet() : a.length - a.offset;
    const uint8_t change = choices_.Octet() % 16;
    if (change == 0) a.offset = choices_.Number(4);
    if (change == 1) a.size = choices_.Number(4);
    if (change == 2) a.length = choices_.Number(4);
    if (change == 3) a.offset = a.length + 1;
    if (change == 4) a.size += 1;
    if (change == 5) a.size = 0xFFFFFFFF - choices_.Octet();
    CompareHandshakeValue(a, limit);
    CompareHandshakeOctets(a, limit);
  }

  static tls::DtlsHandshakeHeader HandshakeOf(const dtls_model::Handshake& header) {
    tls::DtlsHandshakeHeader ours;
    ours.type = static_cast<tls::HandshakeType>(header.type);
    ours.length = static_cast<uint32_t>(header.length);
    ours.message_seq = static_cast<uint16_t>(header.message_seq);
    ours.fragment_offset = static_cast<uint32_t>(header.offset);
    ours.fragment_length = static_cast<uint32_t>(header.size);
    return ours;
  }

  void CompareHandshakeValue(const dtls_model::Handshake& a, uint32_t limit) {
    const size_t room = ChooseRoom(12);
    Octets expected;
    const Model model = EncodeHandshake(a, room, limit, &expected);
    CompareWritten("DtlsHandshakeHeader Encode", room, model, expected, [&](Span<uint8_t> output) {
      return Encode(HandshakeOf(a), output, tls::HandshakeLimit{limit});
    });
    dtls_model::Handshake b = a;
    const uint8_t member = choices_.Octet() % 8;
    if (member == 1) b.type ^= 1;
    if (member == 2) b.length ^= uint64_t{1} << choices_.Octet() % 24;
    if (member == 3) b.message_seq ^= 1U << choices_.Octet() % 16;
    if (member == 4) b.offset += 1;
    if (member == 5) b.size += 1;
    Demand(SameMessage(HandshakeOf(a), HandshakeOf(b)) == dtls_model::SameMessage(a, b),
           "SameMessage");
    Demand(Contradicts(HandshakeOf(a), HandshakeOf(b)) == dtls_model::Contradicts(a, b),
           "Contradicts");
    Count(dtls_model::SameMessage(a, b)   ? "fragments of_one_message"
          : dtls_model::Contradicts(a, b) ? "fragments contradict"
                                          : "fragments of_two_messages");
  }

  // The fragments of a record, one behind the other.
  void CompareHandshakeOctets(dtls_model::Handshake a, uint32_t limit) {
    Octets octets;
    for (size_t i = choices_.Octet() % 4; i < 4; ++i) {
      Octets header;
      a.length &= 0xFFFFFF;
      a.offset &= 0xFFFFFF;
      a.size &= choices_.Flag() ? 0x1FU : 0xFFFFFFU;
      if (!EncodeHandshake(a, 12, 0xFFFFFF, &header).ok()) header = ChooseOctets(&choices_, 16);
      octets.insert(octets.end(), header.begin(), header.end());
      octets.insert(octets.end(), std::min<uint64_t>(a.size, 300), 0x5B);
    }
    Change(&choices_, &octets);
    tls::DtlsHandshakeHeader ours;
    Bytes fragment;
    while (true) {
      const fuzz::Block input(octets);
      const tls::DtlsHandshakeHeader before = ours;
      dtls_model::Handshake model;
      const Result result = Decode(input.bytes(), &ours, tls::HandshakeLimit{limit});
      Same("DtlsHandshakeHeader Decode", result, DecodeHandshake(octets, limit, &model));
      Demand(ours == (result.ok() ? HandshakeOf(model) : before), "the fields are the model's");
      if (!result.ok()) return;
      Octets expected;
      const Bytes none = fragment;
      const Result behind = tls::FragmentBehind(input.bytes(), ours, &fragment);
      Same("FragmentBehind", behind, dtls_model::FragmentBehind(octets, model, &expected));
      Demand(behind.ok() ? OctetsOf(fragment) == expected
                         : fragment.data() == none.data() && fragment.size() == none.size(),
             "the fragment is the model's");
      if (!behind.ok()) return;
      fragment = {};
      octets.erase(octets.begin(), octets.begin() + behind.consumed());
    }
  }

  void CompareAck() {
    constexpr size_t kCounts[] = {0, 1, 2, 3, 1, 2, 5, 9};
    constexpr size_t kMany[] = {1022, 1023, 1024, 4095, 4096, 4097};
    std::vector<dtls_model::Number> numbers(choices_.Octet() < 8 ? OneOf(&choices_, kMany)
                                                                 : OneOf(&choices_, kCounts));
    std::vector<tls::RecordNumber> ours;
    const dtls_model::Number step = {choices_.Number(8), choices_.Number(8)};
    for (size_t i = 0; i < numbers.size(); ++i) {
      numbers[i] = {i * step.epoch, (i + 1) * step.sequence};
      ours.push_back({numbers[i].epoch, numbers[i].sequence});
    }
    Octets expected;
    const size_t size = 2 + 16 * numbers.size();
    size_t room = ChooseRoom(size);
    CompareWritten("EncodeAck", room, EncodeAck(numbers, room, &expected), expected,
                   [&](Span<uint8_t> output) { return tls::EncodeAck(ours, output); });

    if (!EncodeAck(numbers, size, &expected).ok()) {
      expected = {static_cast<uint8_t>(16 * numbers.size() >> 8), 0};
      expected.resize(choices_.Flag() ? 2 : std::min<size_t>(size, 65537));
    }
    Change(&choices_, &expected);
    const fuzz::Block body(expected);
    tls::Ack ack;
    std::vector<dtls_model::Number> read;
    const Result result = Decode(body.bytes(), &ack);
    Same("Ack Decode", result, DecodeAck(expected, &read));
    Demand(ack.size() == read.size(), "as many numbers");
    for (size_t i = 0; i < read.size(); ++i) {
      Demand(ack[i].epoch == read[i].epoch && ack[i].sequence == read[i].sequence, "a number");
    }
    ack.entries = body.bytes();
    if (choices_.Flag() && body.bytes().size() > 1) ack.entries.remove_prefix(2);
    const Octets entries = OctetsOf(ack.entries);
    Demand(EncodedSize(ack) == 2 + entries.size(), "EncodedSize of an ACK");
    room = ChooseRoom(2 + entries.size());
    CompareWritten("Ack Encode", room, dtls_model::EncodeEntries(entries, room, &expected),
                   expected, [&](Span<uint8_t> output) { return Encode(ack, output); });
  }

  // Near 0, near the last one, near the edge of a block, or anywhere.
  uint64_t ChooseNumber() {
    constexpr uint64_t kBases[] = {0,
                                   0x80,
                                   0x100,
                                   0x8000,
                                   0x10000,
                                   0xFFFFFFFFFFFF,
                                   0x1234567890FF,
                                   UINT64_MAX,
                                   uint64_t{1} << 63};
    const uint64_t base = choices_.Octet() < 32 ? choices_.Number(8) : OneOf(&choices_, kBases);
    const uint64_t away = choices_.Octet() % 8 == 0 ? choices_.Short() : choices_.Octet() % 80;
    return choices_.Flag() ? base + away : base - away;
  }

  void CompareNumbers() {
    for (int i = 0; i < 8; ++i) {
      const uint64_t number = ChooseNumber();
      const uint16_t low = choices_.Flag()
                               ? choices_.Short()
                               : static_cast<uint16_t>(number + 0x80 - choices_.Octet());
      const bool wide = choices_.Flag();
      Demand(tls::FullSequence(number, low, wide) == dtls_model::FullSequence(number, low, wide),
             "FullSequence");
      const uint64_t halfway = number + (wide ? 0x8000 : 0x80);
      Demand(tls::FullSequence(number, static_cast<uint16_t>(halfway), wide) ==
                 dtls_model::FullSequence(number, static_cast<unsigned>(halfway & 0xFFFF), wide),
             "FullSequence, halfway");
      const uint8_t bits = choices_.Octet();
      const std::optional<uint64_t> epoch = tls::FullEpoch(number, bits);
      Demand(epoch == dtls_model::FullEpoch(number, bits), "FullEpoch");
      Count(epoch ? "FullEpoch found" : "FullEpoch none");
    }
  }

  void CompareWindow() {
    tls::ReplayWindow window;
    dtls_model::Window model;
    uint64_t base = ChooseNumber();
    for (size_t i = choices_.Octet() % 64; i < 64; ++i) {
      const uint8_t how = choices_.Octet();
      if (how % 16 == 0) base = ChooseNumber();
      if (how % 16 == 1) base += choices_.Octet() % 70U;
      if (how % 16 == 2) base += 63U + choices_.Octet() % 3U;
      const uint64_t number = base - choices_.Octet() % 67;
      const bool fresh = window.Check(number);
      Demand(fresh == model.Check(number), "ReplayWindow::Check");
      Count(fresh ? "ReplayWindow new" : "ReplayWindow seen");
      if (how < 64) continue;
      window.Update(number);
      model.Update(number);
      Demand(!window.Check(number) && !model.Check(number), "what is marked is seen");
    }
  }

  // A list of ids in both worlds. The views are of the octets.
  struct List {
    explicit List(std::vector<Octets> ids) : octets(std::move(ids)) {
      for (const Octets& id : octets) views.emplace_back(id);
    }
    std::vector<Octets> octets;
    std::vector<Bytes> views;
  };

  void CompareDatagram() {
    dtls_model::Context context = ChooseContext(&choices_);
    const List list(choices_.Octet() % 2 == 0 ? ChooseList(&choices_) : std::vector<Octets>());
    const fuzz::Block input(ChooseDatagram(context, list.octets));
    // What is there at the start, or comes between two steps.
    const List later(choices_.Octet() % 4 == 0 ? ChooseList(&choices_) : list.octets);
    const bool at_start = choices_.Octet() % 4 != 0;
    const uint8_t changes = choices_.Octet();

    tls::DtlsDatagram ours(input.bytes(), at_start ? list.views : tls::DtlsDatagram::Cids());
    dtls_model::Datagram model;
    model.octets = OctetsOf(input.bytes());
    if (at_start) model.list = list.octets;
    record_ = tls::DtlsRecord();
    records_ = 0;
    for (unsigned step = 0;; ++step) {
      if (!CompareStep(context, &ours, &model)) break;
      if ((changes >> step % 8 & 1) == 0) continue;
      const uint8_t what = choices_.Octet() % 8;
      if (what == 0) context.version = ChooseVersion(&choices_);
      if (what == 1) context.limit = ChooseLimit(&choices_);
      if (what == 2) context.cid_length = choices_.Octet() % 4;
      if (what == 3 || what == 4) ours.cids = later.views;
      if (what == 3 || what == 4) model.list = later.octets;
      if (what == 5) ours.cids = {};
      if (what == 5) model.list.clear();
    }
    CompareStep(context, &ours, &model);
    Count("Next records " + std::to_string(std::min(records_, 8U)));
  }

  // False at the end of the datagram.
  bool CompareStep(const dtls_model::Context& context, tls::DtlsDatagram* ours,
                   dtls_model::Datagram* model) {
    constexpr const char* kEvents[] = {"record", "drop_record", "drop_rest", "end"};
    const tls::DtlsRecord before = record_;
    const uint8_t* const data = ours->datagram.data();
    const tls::DtlsStep step = Next(ours, &record_, ContextOf(context), policy_);
    dtls_model::Record expected;
    const dtls_model::Step same = model->Next(context, rejected_, &expected);
    const std::string event = kEvents[static_cast<size_t>(step.event) % 4];
    Same("Next", step.result, same.outcome, (" " + event).c_str());
    Demand(event == same.event, "the event is the model's");
    Demand(step.offset == same.offset && ours->next == model->next, "both are at one place");
    if (event == "record") {
      SameHeader(record_.header, expected.header);
      const Bytes header = record_.header_octets;
      Demand(header.data() == data + expected.begin &&
                 header.size() == expected.fragment - expected.begin,
             "header_octets are the model's");
      Demand(record_.fragment.data() == data + expected.fragment &&
                 record_.fragment.size() == expected.end - expected.fragment,
             "the fragment is the model's");
      const bool listed = !model->list.empty() && !expected.header.cid.empty();
      Count("Next form " + expected.header.form + (listed ? "_listed" : ""));
      ++records_;
      for (const std::string& name : expected.header.violations) Count("Next accepts " + name);
    } else {
      Demand(IsUnmoved(before.header, record_.header) &&
                 IsSameView(before.header_octets, record_.header_octets) &&
                 IsSameView(before.fragment, record_.fragment),
             "nothing moves unless there is a record");
    }
    if (event == "record" || event == "drop_record") {
      Demand(OctetsOf(ours->cid) == model->first_cid.value_or(Octets()), "the first id");
      Demand(ours->ciphertext_seen == model->ciphertext_seen, "ciphertext_seen");
    }
    return event != "end";
  }

  const Bytes all_;
  Choices choices_;
  Tally* const tally_;
  Policy policy_ = Policy::Lenient();
  std::set<std::string> rejected_;
  tls::DtlsHeader header_in_use_;
  tls::DtlsRecord record_;  // one for all steps
  unsigned records_ = 0;    // of the datagram
};

inline void CompareDtls(Bytes choices, Tally* tally = nullptr) {
  DtlsUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_DTLS_COMPARE_H_
