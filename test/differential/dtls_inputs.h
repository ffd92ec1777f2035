// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Datagrams, headers and contexts out of the choices of a unit: random ones, valid ones, and valid
// ones with up to three changes. Plain numbers: nothing of codec/.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_DTLS_INPUTS_H_
#define HARDWIRE_TEST_DIFFERENTIAL_DTLS_INPUTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "fuzz/model_values.h"
#include "test/differential/dtls_model.h"

namespace hardwire {
namespace differential {

using dtls_model::Octets;
using fuzz::Bytes;
using fuzz::Choices;

// One of a few numbers.
template <typename Number, size_t kSize>
Number OneOf(Choices* choices, const Number (&numbers)[kSize]) {
  return numbers[choices->Octet() % kSize];
}

inline unsigned ChooseVersion(Choices* choices) {
  constexpr unsigned kVersions[] = {0, 0xFEFD, 0xFEFF, 0xFEFC, 0xFEFD, 0xFEFC, 0xFEFC, 0xFEFD,
                                    0, 0xFEFC, 0xFEFD, 0xFEFF, 0xFEFC, 0xFEFD, 0xFEFC};
  const uint8_t which = choices->Octet() % 64;
  return which == 0 ? choices->Short() : kVersions[which % 15];
}

// In most cases none.
inline unsigned ChooseLimit(Choices* choices) {
  constexpr unsigned kLimits[] = {0,     1,     15,    16,    17,    24,    40,    41,
                                  16383, 16384, 16639, 16640, 16641, 18431, 18432, 18433};
  const uint8_t which = choices->Octet();
  if (which < 8) return choices->Short();
  return which < 64 ? kLimits[which % 16] : 65535;
}

// The size of a fragment: one near a limit, or a small one. Large ones are rare.
inline size_t ChooseSize(Choices* choices) {
  constexpr size_t kSizes[] = {0, 1, 2, 15, 16, 16, 16, 17, 23, 24, 25, 39, 40, 41, 20, 16};
  constexpr size_t kLarge[] = {16383, 16384, 16385, 16640, 16641, 18432, 18433, 65535};
  const uint8_t which = choices->Octet();
  if (which < 3) return OneOf(choices, kLarge);
  if (which < 5) return choices->Short();
  return which < 32 ? choices->Octet() : kSizes[which % 16];
}

// Connection ids that share octets, so that some begin others; of a few sizes, or of any.
inline Octets ChooseCid(Choices* choices) {
  constexpr size_t kSizes[] = {0, 1, 2, 3, 1, 2, 4, 8, 2, 3, 1, 20, 254, 255, 256, 2};
  size_t size = OneOf(choices, kSizes);
  const uint8_t which = choices->Octet();
  if (which % 16 == 7) size = choices->Octet();
  Octets cid(size, 0xC1);
  if (size > 0 && which % 4 == 1) cid[size - 1] = 0xC2;
  if (size > 0 && which % 4 == 2) cid[0] = 0xC3;
  if (size > 0 && which % 16 == 3) cid[which % size] = which;
  return cid;
}

inline std::vector<Octets> ChooseList(Choices* choices) {
  std::vector<Octets> list(choices->Octet() % 5);
  for (Octets& cid : list) cid = ChooseCid(choices);
  return list;
}

inline dtls_model::Context ChooseContext(Choices* choices) {
  dtls_model::Context context;
  context.version = ChooseVersion(choices);
  context.limit = ChooseLimit(choices);
  const Octets cid = ChooseCid(choices);
  if (cid.size() < 256 && choices->Flag()) context.cid_length = static_cast<unsigned>(cid.size());
  return context;
}

// A header of any kind, whose id has any size.
inline dtls_model::Header ChooseHeader(Choices* choices, const dtls_model::Context& context) {
  constexpr const char* kForms[] = {"plaintext", "cid", "unified", "unified"};
  constexpr unsigned kTypes[] = {20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 44, 19, 22, 21, 25};
  constexpr unsigned kVersions[] = {0xFEFD, 0xFEFF, 0xFEFD, 0xFEFE, 0xFEFC, 0x0303, 0xFDFE, 0xFEFD};
  constexpr unsigned kEpochs[] = {0, 0, 0, 1, 2, 3, 4, 65535};
  constexpr uint64_t kSequences[] = {
      0, 1, 255, 256, 0xFFFF, 0x123456789, 0xFFFFFFFFFFFF, 0x1000000000000};
  dtls_model::Header header;
  header.form = OneOf(choices, kForms);
  header.type = OneOf(choices, kTypes);
  header.version = choices->Octet() < 8 ? choices->Short() : OneOf(choices, kVersions);
  header.epoch = choices->Octet() < 8 ? choices->Short() : OneOf(choices, kEpochs);
  header.sequence = choices->Octet() < 32 ? choices->Number(8) : OneOf(choices, kSequences);
  header.long_sequence = choices->Flag();
  header.has_length = choices->Octet() % 4 != 0;
  header.length = choices->Octet() < 32 ? choices->Short() : ChooseSize(choices);
  if (header.form == "cid" && choices->Octet() % 8 != 0) header.type = 25;
  if (header.form != "cid" && header.type == 25 && choices->Octet() % 8 != 0) header.type = 22;
  if (header.form == "plaintext" ? choices->Octet() % 16 == 0 : choices->Octet() % 4 != 0) {
    header.cid.assign(context.cid_length, 0xC1);
    if (choices->Octet() % 8 == 0) header.cid = ChooseCid(choices);
  }
  return header;
}

// A header that its context lets pass, in most cases.
inline dtls_model::Header ChooseLikelyHeader(Choices* choices, const dtls_model::Context& context) {
  dtls_model::Header header = ChooseHeader(choices, context);
  const uint8_t how = choices->Octet();
  if (how % 32 == 0) return header;
  const bool is13 = context.version == 0xFEFC;
  const bool has_cid = context.cid_length != 0;
  header.sequence &= 0xFFFFFFFFFFFF;
  header.form = is13 ? "unified" : has_cid ? "cid" : "plaintext";
  if (how % 4 == 1) header.form = "plaintext";
  if (header.form == "plaintext") {
    const bool known = header.type >= 20 && header.type <= 24;
    if (!known || (is13 && header.type != 21)) header.type = 22;
    if (is13 || has_cid) header.epoch = 0;
    header.cid.clear();
  } else {
    const bool leaves_out = header.form == "unified" && how % 4 == 2;
    header.cid.assign(leaves_out ? 0 : context.cid_length, 0xC1);
  }
  if (header.form == "cid") header.type = 25;
  if (header.form == "unified" && header.length < 16 && how % 8 != 3) header.length = 16;
  if (!is13 && context.version != 0) header.version = context.version;
  return header;
}

// One to eight records that lie side by side.
inline Octets ChooseRecords(Choices* choices, dtls_model::Context context,
                            const std::vector<Octets>& list) {
  Octets datagram;
  const size_t records = 1 + choices->Octet() % 8;
  for (size_t i = 0; i < records; ++i) {
    const bool listed = !list.empty() && choices->Octet() % 8 != 0;
    const Octets* const id = listed ? &list[choices->Octet() % list.size()] : nullptr;
    if (listed) context.cid_length = static_cast<unsigned>(id->size());
    dtls_model::Header header = ChooseLikelyHeader(choices, context);
    if (listed && !header.cid.empty()) header.cid = *id;
    // Without a length it is the last one.
    if (i + 1 < records && choices->Octet() % 8 != 0) header.has_length = true;
    const size_t size = header.length > 1024 && choices->Octet() % 16 != 0
                            ? 16
                            : static_cast<size_t>(header.length);
    header.length = size;
    const Octets octets = dtls_model::WireOf(header);
    datagram.insert(datagram.end(), octets.begin(), octets.end());
    datagram.insert(datagram.end(), size, static_cast<uint8_t>(0x14 + i));
  }
  return datagram;
}

// Octets that decide something, and others.
inline uint8_t ChooseOctet(Choices* choices) {
  constexpr uint8_t kOctets[] = {0,  1,  15, 16,   20,   21,   22,   23,   24,   25,   26,
                                 27, 28, 31, 0x2C, 0x3C, 0x20, 0x40, 0xFE, 0xFD, 0xFF, 0xC1};
  const uint8_t which = choices->Octet();
  return which < 128 ? OneOf(choices, kOctets) : choices->Octet();
}

// Up to three changes: an octet, a bit, a cut, an octet more or less.
inline void Change(Choices* choices, Octets* octets) {
  for (size_t changes = choices->Octet() % 4; changes > 0; --changes) {
    const size_t at = choices->Short() % (octets->size() + 1);
    const auto place = octets->begin() + static_cast<std::ptrdiff_t>(at);
    switch (choices->Octet() % 8) {
      case 0:
        octets->resize(at);
        break;
      case 1:
        octets->insert(place, ChooseOctet(choices));
        break;
      case 2:
        octets->push_back(ChooseOctet(choices));
        break;
      case 3:
        if (at < octets->size()) octets->erase(place);
        break;
      case 4:
        if (at < octets->size()) (*octets)[at] ^= static_cast<uint8_t>(1 << choices->Octet() % 8);
        break;
      default:
        if (at < octets->size()) (*octets)[at] = ChooseOctet(choices);
    }
  }
}

inline Octets ChooseOctets(Choices* choices, size_t most) {
  Octets octets(choices->Octet() % (most + 1));
  for (uint8_t& octet : octets) octet = ChooseOctet(choices);
  return octets;
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_DTLS_INPUTS_H_
