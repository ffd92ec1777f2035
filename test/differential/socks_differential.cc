// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every SOCKS decoder against the reference, under random policies: all inputs of up to two octets,
// then random octets, random messages, and random messages with octets changed, cut, put in or
// overwritten, so that long texts with one odd octet come up.
//
//   socks_differential [INPUTS]     for each message; 20,000 unless told otherwise
//
// Prints how many inputs agreed. Exits with 1 at the first difference, which it shows.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "fuzz/random_message.h"
#include "hardwire/policy.h"
#include "hardwire/socks/messages.h"
#include "test/differential/compare.h"

namespace hardwire {
namespace differential {
namespace {

using fuzz::Random;

// One of the three in three cases of four, else any.
NamedPolicy RandomPolicy(Random* random) {
  Policy policy = Policy::Lenient();
  switch (random->Below(4)) {
    case 0:
      break;
    case 1:
      policy = Policy::Interop();
      break;
    case 2:
      policy = Policy::Strict();
      break;
    default:
      for (int i = 0; i < kViolationCount; ++i) {
        if (random->Below(2) == 0) policy = policy.Rejecting(static_cast<Violation>(i));
      }
  }
  return NamedPolicy(policy);
}

// Where the octets may hold a text with its length in front: another one of any length, of one
// letter, in half of the cases with an odd octet, first, last or somewhere.
void ReplaceText(Random* random, Bytes* bytes) {
  const size_t at = random->Below(bytes->size());
  const size_t size = (*bytes)[at];
  if (size >= bytes->size() - at) return;
  const auto text = bytes->begin() + static_cast<std::ptrdiff_t>(at) + 1;
  Bytes other(random->Below(256), 'n');
  if (!other.empty() && random->Below(2) == 0) {
    const size_t odd[] = {0, other.size() - 1, random->Below(other.size())};
    other[odd[random->Below(3)]] = random->InterestingOctet();
  }
  (*bytes)[at] = static_cast<uint8_t>(other.size());
  bytes->erase(text, text + static_cast<std::ptrdiff_t>(size));
  bytes->insert(bytes->begin() + static_cast<std::ptrdiff_t>(at) + 1, other.begin(), other.end());
}

template <typename M>
Bytes RandomInput(Random* random) {
  Bytes bytes(fuzz::kMaxRandomMessage);
  if (random->Below(4) == 0) {
    bytes.resize(random->Below(32));
    for (uint8_t& octet : bytes) octet = random->InterestingOctet();
    return bytes;
  }
  bytes.resize(fuzz::RandomMessage<M>(random, bytes.data()));
  if (random->Below(4) == 0) ReplaceText(random, &bytes);
  for (size_t changes = random->Below(4); changes > 0; --changes) {
    const size_t at = random->Below(bytes.size() + 1);
    switch (random->Below(6)) {
      case 0:
        bytes.resize(at);
        break;
      case 4:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), random->Below(256), 'n');
        break;
      case 5:
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                  bytes.end() - static_cast<std::ptrdiff_t>(random->Below(bytes.size() - at + 1)),
                  'n');
        break;
      case 1:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), random->InterestingOctet());
        break;
      case 2:
        bytes.push_back(random->Octet());
        break;
      default:
        if (at < bytes.size()) bytes[at] = random->InterestingOctet();
    }
  }
  return bytes;
}

template <typename Message>
void CompareMany(unsigned long inputs) {
  using M = fuzz::In<Message>;
  Random random(inputs * 2 + 1);
  std::vector<NamedPolicy> policies;
  for (int i = 0; i < 256; ++i) policies.push_back(RandomPolicy(&random));
  unsigned long compared = 0;
  const auto compare = [&](const Bytes& bytes) {
    if (!Compared<Message>::Agree(bytes, policies[random.Below(policies.size())])) exit(1);
    ++compared;
  };
  for (unsigned value = 0; value < 65536; ++value) {
    compare({static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)});
  }
  while (compared < 65536 + inputs) compare(RandomInput<M>(&random));
  printf("%s: %lu inputs agree\n", M::kInfo.name.data(), compared);
  fflush(stdout);
}

template <typename... Message>
struct Every {
  static void Compare(unsigned long inputs) { (CompareMany<Message>(inputs), ...); }
};

}  // namespace
}  // namespace differential
}  // namespace hardwire

int main(int argc, char** argv) {
  using hardwire::differential::Every;
  hardwire::socks::EveryMessage<Every>::Compare(argc > 1 ? strtoul(argv[1], nullptr, 10) : 20000);
  return 0;
}
