// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Reassembly, beside an array that remembers each octet. The first octet is the
// capacity; then pieces of three octets each (what is done, offset, size), and their octets.
//
// Input: choices; dictionaries: dtls; max_len: 512; counted: library

#include "hardwire/tls/reassembly.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/allocations.h"
#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/result.h"

namespace {

using hardwire::Detail;
using hardwire::Result;
using hardwire::fuzz::Block;
using hardwire::fuzz::Bytes;
using hardwire::fuzz::Require;

// What a call says: why it failed, and its number. That is how many octets were new, how many of
// memory are needed, or the octet at fault.
struct Answer {
  Detail detail;
  size_t number;
};

Answer AnswerOf(const Result& result) {
  const Detail detail = result.detail();
  if (result.ok()) return {detail, result.consumed()};
  return {detail, detail == Detail::kOutputTooSmall ? result.needed() : result.offset()};
}

// What is known of a message: -1 is an octet that is not there.
struct Model {
  std::array<int, 600> octets;
  size_t capacity;
  int length = -1;

  explicit Model(size_t most) : capacity(most) { octets.fill(-1); }

  Answer Add(size_t offset, Bytes piece) {
    const size_t end = offset + piece.size();
    if (length >= 0 && end > static_cast<size_t>(length)) {
      return {Detail::kHandshakeFragment, offset};
    }
    if (end > capacity) return {Detail::kOutputTooSmall, end};
    for (size_t i = 0; i < piece.size(); ++i) {
      if (octets[offset + i] >= 0 && octets[offset + i] != piece[i]) {
        return {Detail::kFragmentMismatch, offset + i};
      }
    }
    size_t added = 0;
    for (size_t i = 0; i < piece.size(); ++i) {
      if (octets[offset + i] < 0) ++added;
      octets[offset + i] = piece[i];
    }
    return {Detail::kNone, added};
  }
  Answer SetLength(size_t size) {
    if (size > capacity) return {Detail::kOutputTooSmall, size};
    if (length >= 0 && static_cast<size_t>(length) != size) {
      return {Detail::kHandshakeFragment, size};
    }
    for (size_t i = size; i < octets.size(); ++i) {
      if (octets[i] >= 0) return {Detail::kHandshakeFragment, size};
    }
    length = static_cast<int>(size);
    return {Detail::kNone, 0};
  }
  size_t Contiguous() const {
    size_t count = 0;
    while (count < octets.size() && octets[count] >= 0) ++count;
    return count;
  }
};

// The octets of the piece follow from its place, but for one in eight: most pieces agree.
void Fill(uint8_t choice, size_t offset, hardwire::Span<uint8_t> piece) {
  for (size_t i = 0; i < piece.size(); ++i) piece[i] = static_cast<uint8_t>((offset + i) * 7);
  if (choice % 8 == 7 && !piece.empty()) piece[choice / 8 % piece.size()] ^= 1;
}

void Compare(const Model& model, const hardwire::tls::Reassembly& whole, Bytes input) {
  const size_t there = model.Contiguous();
  Require(whole.contiguous() == there && whole.front().size() == there, "as far as it goes", input);
  for (size_t i = 0; i < there; ++i) {
    Require(whole.front()[i] == model.octets[i], "each octet in its place", input);
  }
  const bool complete = model.length >= 0 && there == static_cast<size_t>(model.length);
  Require(whole.complete() == complete, "complete with the last octet", input);
  Require(whole.message().size() == (complete ? there : 0), "no message before", input);
}

void CheckReassembly(Bytes input) {
  hardwire::fuzz::Choices c(input);
  const size_t capacity = c.Octet();
  Block octets(capacity);
  octets.Fill();
  Block bits(hardwire::tls::ReassemblyBits(capacity));
  bits.Fill();
  hardwire::tls::Reassembly whole(octets.writable(), bits.writable());
  Model model(capacity);
  for (size_t done = 1; done + 3 <= input.size(); done += 3) {
    const uint8_t choice = c.Octet();
    const size_t offset = c.Octet();
    Block piece(c.Octet());
    Fill(choice, offset, piece.writable());
    const bool sets_length = choice % 16 == 5;
    const Block before(octets.bytes());
    const uint64_t allocations = hardwire::fuzz::Allocations();
    const Result result = sets_length ? whole.SetLength(static_cast<uint32_t>(offset))
                                      : whole.Add(static_cast<uint32_t>(offset), piece.bytes());
    Require(hardwire::fuzz::Allocations() == allocations, "8: nothing is allocated", input);
    const Answer told = AnswerOf(result);
    const Answer due = sets_length ? model.SetLength(offset) : model.Add(offset, piece.bytes());
    Require(told.detail == due.detail && told.number == due.number &&
                result.ok() == (due.detail == Detail::kNone),
            "what a piece does", input);
    Require(result.ok() || capacity == 0 ||
                memcmp(before.bytes().data(), octets.bytes().data(), capacity) == 0,
            "5: nothing moves on failure", input);
    Compare(model, whole, input);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  CheckReassembly({data, size});
  return 0;
}
