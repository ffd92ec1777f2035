// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/partial.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "hardwire/tls/handshake_header.h"

namespace hardwire {
namespace inspect {
namespace {

// Lengths of two octets that only one value fits take 2^16 calls.
constexpr int kMostCalls = 1 << 16;
constexpr int kFewCalls = 1 << 8;

// Two texts of 255 octets and what is around them. What is longer is filled at once: the fragment
// of a handshake message is the longest.
constexpr size_t kMostSteps = 600;
constexpr size_t kMostOctets = size_t{2} * tls::HandshakeLimit().octets;

// Appends copies of `octet`, as many as are needed, until `decode` accepts; false where it cannot.
bool Fill(const Decoder& decode, Result result, uint8_t octet, std::vector<uint8_t>* bytes) {
  const size_t size = bytes->size();
  const bool exact = result.code() == Code::kNeedMore;
  for (size_t more = exact ? result.missing(size) : 1; more <= kMostOctets; more *= 2) {
    bytes->resize(size + more, octet);
    const Result filled = decode(*bytes);
    if (filled.ok()) return true;
    if (exact || !IsIncomplete(filled)) break;
  }
  bytes->resize(size);
  return false;
}

bool CompleteWithin(const Decoder& decode, size_t steps, std::vector<uint8_t>* bytes, int* calls) {
  const Result result = decode(*bytes);
  if (result.ok()) return true;
  if (!IsIncomplete(result) || steps == 0) return false;
  // A zero would end the texts of SOCKS4, and make the lengths of a whole unit the least.
  const uint8_t likely = result.code() == Code::kNeedMore ? 1 : 0;
  if (Fill(decode, result, likely, bytes)) return true;
  const size_t size = bytes->size();
  for (int i = -1; i < 256 && --*calls > 0; ++i) {
    bytes->push_back(i < 0 ? likely : static_cast<uint8_t>(i));
    if (CompleteWithin(decode, steps - 1, bytes, calls)) return true;
    bytes->resize(size);
  }
  return false;
}

}  // namespace

bool IsIncomplete(Result result) {
  return result.code() == Code::kNeedMore || result.detail() == Detail::kTruncated;
}

bool Complete(const Decoder& decode, std::vector<uint8_t>* bytes, size_t* known) {
  constexpr int kMostCut = 16;
  for (int cut = 0; cut <= kMostCut; ++cut) {
    int calls = cut < 3 ? kMostCalls : kFewCalls;
    if (CompleteWithin(decode, kMostSteps, bytes, &calls)) return true;
    if (bytes->empty()) return false;
    bytes->pop_back();
    *known = std::min(*known, bytes->size());
  }
  return false;
}

std::vector<Part> PartsInFront(const std::vector<Part>& completed, size_t known, Bytes input,
                               bool incomplete, const std::string& why) {
  std::vector<Part> parts;
  size_t end = 0;
  auto next = completed.begin();
  for (; next != completed.end() && next->offset + next->size <= known; ++next) {
    if (next->size == 0 && next->offset == known) continue;  // it may be longer
    parts.push_back(*next);
    end += next->size;
  }
  const size_t left = input.size() - end;
  const std::string field = next == completed.end() ? "" : next->field;
  const size_t size = incomplete || field.empty() ? left : std::min(next->size, left);
  if (size != 0 || !field.empty()) parts.push_back({end, size, field, why});
  if (size < left) parts.push_back({end + size, left - size, "", "not read"});
  return parts;
}

}  // namespace inspect
}  // namespace hardwire
