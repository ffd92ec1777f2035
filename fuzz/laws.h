// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws that every codec obeys, as plain functions. Fuzz targets, law tests and the replay of
// the corpus call them. If a law is broken, they print its name and the input, and abort.
//
// This header includes no GoogleTest, iostream or std::string, so it runs under MemorySanitizer.
//
// `M` is an `In<...>` of fuzz/messages.h: a message in one of its contexts.

#ifndef HARDWIRE_FUZZ_LAWS_H_
#define HARDWIRE_FUZZ_LAWS_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "fuzz/allocations.h"
#include "hardwire/message.h"
#include "hardwire/outcomes.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

using Bytes = Span<const uint8_t>;

inline Bytes First(Bytes input, size_t n) { return Bytes(input.data(), n); }

// The number of `r`, whatever it counts.
inline uint32_t NumberOf(Result r) { return r.consumed() + r.needed() + r.offset(); }

// A hash of the input, by which checks are chosen. It takes eight octets a step.
inline uint64_t Hash(Bytes input) {
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;
  uint64_t hash = input.size() * kOdd;
  for (; !input.empty(); input.remove_prefix(input.size() < 8 ? input.size() : 8)) {
    uint64_t word = 0;
    memcpy(&word, input.data(), input.size() < 8 ? input.size() : 8);
    hash = (hash ^ word) * kOdd;
    hash ^= hash >> 29;
  }
  return hash;
}

// If `kept` is false, prints `law` and `input` and aborts.
inline void Require(bool kept, const char* law, Bytes input) {
  if (kept) return;
  fprintf(stderr, "law broken: %s\ninput, %zu bytes: ", law, input.size());
  for (const uint8_t octet : input) fprintf(stderr, "%02x", octet);
  fprintf(stderr, "\n");
  abort();
}

// A heap block of exactly `size` bytes, so that AddressSanitizer finds an access beyond its end.
class Block {
 public:
  explicit Block(size_t size) : data_(Allocate(size)), size_(size) {}
  explicit Block(Bytes bytes) : Block(bytes.size()) {
    if (!bytes.empty()) memcpy(data_, bytes.data(), bytes.size());
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() { free(data_); }

  Bytes bytes() const { return Bytes(data_, size_); }
  Span<uint8_t> writable() { return Span<uint8_t>(data_, size_); }

  // Fills the block with a pattern, and tells whether all of it is still there.
  void Fill(uint8_t octet = kPattern) {
    if (size_ != 0) memset(data_, octet, size_);
  }
  bool Untouched() const {
    return size_ == 0 || (data_[0] == kPattern && memcmp(data_, data_ + 1, size_ - 1) == 0);
  }

 private:
  static constexpr uint8_t kPattern = 0x5A;

  static uint8_t* Allocate(size_t size) {
    if (size > SIZE_MAX / 2) abort();
    void* const block = malloc(size);  // NOLINT(clang-analyzer-optin.portability.UnixAPI): 0 too
    if (block == nullptr && size != 0) abort();
    return static_cast<uint8_t*>(block);
  }

  uint8_t* data_;
  size_t size_;
};

// Whether a whole unit, such as a datagram, is too short.
template <typename M>
bool IsTruncated(Result r) {
  return M::kWholeUnit && r.detail() == Detail::kTruncated;
}

// Whether more bytes may complete the message.
template <typename M>
bool IsIncomplete(Result r) {
  return r.code() == Code::kNeedMore || IsTruncated<M>(r);
}

// What one Decode gave.
template <typename M>
struct Decoded {
  Result result;
  typename M::Message message = {};
};

// Laws 1, 5 and 8 on one call: a message object filled with a pattern is unchanged unless the
// outcome is ok, and nothing is allocated.
template <typename M>
Decoded<M> DecodeAlone(Bytes input, Policy policy, uint8_t pattern = 0xA5) {
  typename M::Message before;
  memset(static_cast<void*>(&before), pattern, sizeof(before));
  typename M::Message after;
  memset(static_cast<void*>(&after), pattern, sizeof(after));
  Decoded<M> decoded;
  const uint64_t allocations = Allocations();
  decoded.result = M::Read(input, &after, policy);
  Require(Allocations() == allocations, "8: decoding allocates nothing", input);
  if (decoded.result.ok()) {
    decoded.message = after;
  } else {
    Require(memcmp(static_cast<void*>(&before), static_cast<void*>(&after), sizeof(after)) == 0,
            "5: nothing moves on failure", input);
  }
  return decoded;
}

template <typename M>
bool Same(const Decoded<M>& a, const Decoded<M>& b) {
  if (a.result != b.result) return false;
  if (!a.result.ok()) return true;
  return a.message == b.message && ViolationsOf(a.message) == ViolationsOf(b.message);
}

// Decodes into two objects with different patterns. A field that success does not set differs.
template <typename M>
Decoded<M> DecodeTwice(Bytes input, Policy policy) {
  const Decoded<M> first = DecodeAlone<M>(input, policy);
  const Decoded<M> second = DecodeAlone<M>(input, policy, 0x5A);
  Require(first.result == second.result, "1: the same bytes give the same outcome", input);
  Require(Same(first, second), "1: the same bytes give the same value, all of it set", input);
  return first;
}

// Law 1: the outcome is one that a decoder may give, and its parts are consistent.
template <typename M>
void CheckOutcome(Bytes input, const Decoded<M>& decoded, Policy policy) {
  const Result r = decoded.result;
  switch (r.code()) {
    case Code::kOk:
      Require(r.detail() == Detail::kNone, "1: ok has no detail", input);
      Require(r.consumed() > 0 && r.consumed() <= input.size() && r.consumed() <= M::kMaxSize,
              "4: ok consumes at least one byte and no more than there are", input);
      Require(!policy.RejectsAny(ViolationsOf(decoded.message)),
              "1: an accepted message breaks no rule that the policy rejects", input);
      Require(M::KeepsLimit(decoded.message), "1: an accepted length is within the limit", input);
      return;
    case Code::kNeedMore:
      Require(r.detail() == Detail::kNone && r.octet() == 0, "1: need-more has no detail", input);
      Require(!M::kWholeUnit, "2: a whole unit never needs more", input);
      Require(r.needed() > input.size() && r.needed() <= M::kMaxSize,
              "3: need-more asks for more than there is and no more than the maximum", input);
      return;
    case Code::kDeserialization:
    case Code::kBadAddress:
      Require(r.detail() != Detail::kNone, "1: an error has a detail", input);
      Require(internal::RowOf(r.detail()).code == r.code(),
              "1: an error's code is that of its detail in the table of outcomes", input);
      if (r.detail() == Detail::kTruncated) {
        Require(M::kWholeUnit && r.offset() == input.size(), "2: truncated names the size", input);
        return;
      }
      Require(r.offset() < input.size(), "1: an error points at a byte that has arrived", input);
      return;
    case Code::kSerialization:
    case Code::kBadState:
    case Code::kPeerRefused:
      break;
  }
  Require(false, "1: no outcome that a decoder may give", input);
}

// Whether a message that `policy` accepts may begin with the first `size` octets of `message`. It
// must have `n` bytes, or any size if `n` is 0. Inside an integer one more octet must be possible;
// this writes it behind the others.
template <typename M>
bool LeavesInReach(uint8_t* message, size_t size, uint32_t n, Policy policy, Bytes input) {
  typename M::Message ignored;
  const Result r = M::Read(Bytes(message, size), &ignored, policy);
  if (!r.ok() && r.code() != Code::kNeedMore) return false;
  Require(NumberOf(r) >= n, "3: no shorter message begins with these bytes", input);
  if (n != 0 && NumberOf(r) != n) return false;
  if (!M::HalfAnInteger(size)) return true;
  for (int octet = 0; octet < 256; ++octet) {
    message[size] = static_cast<uint8_t>(octet);
    if (LeavesInReach<M>(message, size + 1, n, policy, input)) return true;
  }
  return false;
}

// Appends an octet with which a message still may begin: one of the likely ones, or the first that
// fits. False if none does.
template <typename M>
bool AppendInReach(uint8_t* message, size_t size, uint32_t n, Policy policy, Bytes input) {
  constexpr uint8_t kLikely[] = {0, 1, 'a'};
  for (size_t i = 0; size < M::kMaxSize && i < sizeof(kLikely) + 256; ++i) {
    message[size] = i < sizeof(kLikely) ? kLikely[i] : static_cast<uint8_t>(i - sizeof(kLikely));
    if (LeavesInReach<M>(message, size + 1, n, policy, input)) return true;
  }
  return false;
}

// Laws 2 and 3 for an input for which Decode under `policy` gives need-more. A message that begins
// with the input is built octet by octet. Under the lenient policy it must have exactly the size
// that need-more names. Under another policy it must exist: if none does, the error comes too late.
template <typename M>
void CheckWaiting(Bytes input, Result waiting, Policy policy) {
  if (M::kWholeUnit || M::HalfAnInteger(input.size())) return;
  if (waiting.needed() > M::kMostCompleted) return;
  const uint32_t n = policy == Policy::Lenient() ? waiting.needed() : 0;
  static uint8_t message[M::kMaxSize];
  if (!input.empty()) memcpy(message, input.data(), input.size());
  for (size_t size = input.size();; ++size) {
    typename M::Message ignored;
    if (n != 0 ? size == n : M::Read(Bytes(message, size), &ignored, policy).ok()) return;
    const bool found = AppendInReach<M>(message, size, n, policy, input);
    Require(found || n == 0, "3: a message of the size that need-more names begins like this",
            input);
    Require(found, "2: a policy rejects no later than it can", input);
  }
}

// Laws 2, 3 and 4 for one prefix of an input: its outcome fits that of the whole input.
template <typename M>
void CheckPrefix(Bytes input, const Decoded<M>& whole, size_t cut, Policy policy) {
  const Block prefix(First(input, cut));
  const Decoded<M> part = DecodeAlone<M>(prefix.bytes(), policy);
  CheckOutcome(prefix.bytes(), part, policy);
  if (M::kWholeUnit) return;
  if (part.result.code() != Code::kNeedMore) {
    Require(part.result == whole.result, "2: a decided prefix decides for every extension", input);
    if (part.result.ok()) {
      Require(Same(part, whole), "2: a decided prefix gives the same value", input);
    }
    return;
  }
  if (whole.result.ok()) {
    Require(part.result.needed() <= whole.result.consumed(),
            "3: need-more is never above the message", input);
    Require(cut < whole.result.consumed(), "4: ok needs no byte behind the message", input);
  }
  if (whole.result.code() == Code::kNeedMore) {
    Require(part.result.needed() <= whole.result.needed(), "3: need-more never shrinks", input);
  }
}

// Laws 2 and 4: bytes behind a decided message change nothing.
template <typename M>
void CheckGarbageBehind(Bytes input, const Decoded<M>& whole, Policy policy, uint8_t garbage) {
  if (M::kTakesAll || IsIncomplete<M>(whole.result)) return;
  Block extended(input.size() + 3);
  extended.Fill(garbage);
  if (!input.empty()) memcpy(extended.writable().data(), input.data(), input.size());
  const Decoded<M> again = DecodeAlone<M>(extended.bytes(), policy);
  Require(Same(again, whole), "2: bytes behind a decided message change nothing", input);
}

// Laws 5, 7 and 8 for the encoder. An output that is too short is refused and unchanged. An output
// of the exact size is filled. Returns the outcome of the latter and copies the bytes to `exact`,
// which has room for M::kMaxSize.
template <typename M>
Result CheckEncode(const typename M::Message& message, Policy policy, Bytes input, uint8_t* exact) {
  const size_t size = M::Size(message);
  Block output(size);
  output.Fill();
  const uint64_t allocations = Allocations();
  const Result result = M::Write(message, output.writable(), policy);
  Require(Allocations() == allocations, "8: encoding allocates nothing", input);
  if (!result.ok()) {
    Require(result.code() == Code::kSerialization && result.detail() != Detail::kNone &&
                result.detail() != Detail::kOutputTooSmall,
            "5: the encoder refuses with kSerialization and its reason", input);
    Require(output.Untouched(), "5: a refused message writes nothing", input);
    return result;
  }
  Require(size > 0 && size <= M::kMaxSize,
          "6: what is sent is not empty and not larger than the maximum", input);
  Require(result.written() == size, "6: EncodedSize is what Encode writes", input);
  memcpy(exact, output.bytes().data(), size);
  for (const size_t room : {size - 1, size_t{0}}) {
    Block shorter(room);
    shorter.Fill();
    const Result refused = M::Write(message, shorter.writable(), policy);
    Require(refused.code() == Code::kSerialization && refused.needed() == size &&
                refused.detail() == Detail::kOutputTooSmall,
            "5: a short output is refused with the size needed", input);
    Require(shorter.Untouched(), "5: a short output is unchanged", input);
  }
  return result;
}

// Laws 6 and 7 for a message that `policy` accepted.
template <typename M>
void CheckRoundTrip(Bytes input, const Decoded<M>& whole, Policy policy) {
  static uint8_t bytes[M::kMaxSize];
  const Result encoded = CheckEncode<M>(whole.message, policy, input, bytes);
  Require(encoded.ok(), "6: what a policy accepts can be sent under it", input);
  Require(encoded.written() == whole.result.consumed(),
          "6: a message takes as many bytes as it came from", input);
  const typename M::Message sent = M::Sent(whole.message);
  if (ViolationsOf(whole.message).empty() && sent == whole.message) {
    Require(memcmp(bytes, input.data(), encoded.written()) == 0,
            "6: a message without violations is encoded to the same bytes", input);
  }
  const Block again(Bytes(bytes, encoded.written()));
  const Decoded<M> decoded = DecodeAlone<M>(again.bytes(), policy);
  Require(decoded.result.ok() && decoded.result.consumed() == encoded.written(),
          "7: what is sent under a policy is accepted under it", input);
  Require(decoded.message == sent, "6: decoding what was encoded gives it back", input);
  // A message that the strict policy sends, it also accepts.
  static uint8_t strict_bytes[M::kMaxSize];
  const Result strict = CheckEncode<M>(whole.message, Policy::Strict(), input, strict_bytes);
  if (strict.ok()) {
    typename M::Message ignored;
    Require(M::Read(Bytes(strict_bytes, strict.written()), &ignored, Policy::Strict()).ok(),
            "7: what is sent strictly is accepted strictly", input);
  }
}

// A policy accepts exactly those messages that the lenient policy accepts and that break no rule
// that it rejects. `judged` is the outcome under `policy`.
template <typename M>
void CheckPolicy(Bytes input, const Decoded<M>& lenient, const Decoded<M>& judged, Policy policy) {
  switch (lenient.result.code()) {
    case Code::kOk:
      if (policy.RejectsAny(ViolationsOf(lenient.message))) {
        Require(judged.result.code() == Code::kDeserialization, "policy: rejects what it names",
                input);
      } else {
        Require(Same(judged, lenient), "policy: accepts what it does not name", input);
      }
      return;
    case Code::kNeedMore:
      Require(judged.result == lenient.result || judged.result.code() == Code::kDeserialization,
              "3: need-more is the same under every policy", input);
      return;
    default:
      Require(IsTruncated<M>(judged.result) || judged.result == lenient.result ||
                  (judged.result.offset() <= lenient.result.offset() &&
                   judged.result.code() == Code::kDeserialization),
              "policy: an error stays an error, or comes earlier", input);
  }
}

constexpr Policy kPolicies[] = {Policy::Lenient(), Policy::Interop(), Policy::Strict()};

// The prefixes at two cuts that a hash of the input chooses.
template <typename M>
void CheckTwoPrefixes(Bytes input, const Decoded<M>& whole, Policy policy) {
  const uint64_t hash = Hash(input);
  CheckPrefix(input, whole, static_cast<size_t>(hash >> 7) % (input.size() + 1), policy);
  CheckPrefix(input, whole, static_cast<size_t>(hash >> 31) % (input.size() + 1), policy);
}

// CheckLaws completes no message that needs more octets, since it runs on many inputs.
constexpr uint32_t kMaxCompletion = 600;

// Every law under every policy, with two prefixes.
template <typename M>
void CheckLaws(Bytes input) {
  const Decoded<M> lenient = DecodeTwice<M>(input, Policy::Lenient());
  for (const Policy policy : kPolicies) {
    const Decoded<M> whole = DecodeTwice<M>(input, policy);
    CheckOutcome(input, whole, policy);
    CheckGarbageBehind(input, whole, policy, 0x00);
    CheckGarbageBehind(input, whole, policy, 0xFF);
    if (whole.result.ok()) CheckRoundTrip(input, whole, policy);
    CheckTwoPrefixes(input, whole, policy);
    CheckPolicy(input, lenient, whole, policy);
    if (whole.result.code() == Code::kNeedMore && whole.result.needed() <= kMaxCompletion) {
      CheckWaiting<M>(input, whole.result, policy);
    }
  }
}

// Every law at every prefix.
template <typename M>
void CheckLawsAtEveryPrefix(Bytes input) {
  CheckLaws<M>(input);
  for (const Policy policy : kPolicies) {
    const Decoded<M> whole = DecodeTwice<M>(input, policy);
    for (size_t cut = 0; cut <= input.size(); ++cut) CheckPrefix(input, whole, cut, policy);
    for (size_t cut = 0; cut <= input.size(); ++cut) {
      typename M::Message ignored;
      const Result r = M::Read(First(input, cut), &ignored, policy);
      if (r.code() != Code::kNeedMore) break;
      CheckWaiting<M>(First(input, cut), r, policy);
    }
  }
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_LAWS_H_
