// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/first_flight.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/random_message.h"

namespace hardwire {
namespace {

using fuzz::Random;
using Octets = std::vector<uint8_t>;
constexpr size_t kHeaderSize = 5;

template <typename T, size_t kSize>
const T& OneOf(const T (&values)[kSize], Random* random) {
  return values[random->Below(kSize)];
}

Octets RandomOctets(size_t size, Random* random) {
  Octets octets(size);
  for (uint8_t& octet : octets) octet = random->InterestingOctet();
  return octets;
}

Octets Record(uint8_t type, const Octets& body, uint8_t minor = 1) {
  Octets record = {type, 3, minor, static_cast<uint8_t>(body.size() >> 8),
                   static_cast<uint8_t>(body.size() & 0xFF)};
  record.insert(record.end(), body.begin(), body.end());
  return record;
}

Octets Join(Octets first, const Octets& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// Each of these takes a flight that begins with a ClientHello and returns another.

Octets Unchanged(Octets flight, Random* /*random*/) { return flight; }

Octets HeaderOctet(Octets flight, Random* random) {
  flight[random->Below(kHeaderSize)] = random->InterestingOctet();
  return flight;
}

Octets AnyOctets(Octets flight, Random* random) {
  for (size_t changes = 1 + random->Below(4); changes > 0; --changes) {
    flight[random->Below(flight.size())] = random->InterestingOctet();
  }
  return flight;
}

Octets Truncated(Octets flight, Random* random) {
  flight.resize(random->Below(random->Below(2) == 0 ? 2 * kHeaderSize : flight.size()));
  return flight;
}

// A length at or beside a limit of anybody's, with as many octets behind it, fewer, or as before.
Octets Length(Octets flight, Random* random) {
  constexpr size_t kBelow[] = {0, 511, 16383, 16639, 16703, 16710, 17407, 17727, 18431, 65533};
  const size_t length = OneOf(kBelow, random) + random->Below(3);
  flight[3] = static_cast<uint8_t>(length >> 8 & 0xFF);
  flight[4] = static_cast<uint8_t>(length & 0xFF);
  if (random->Below(2) == 0) flight.resize(kHeaderSize + length);
  return flight;
}

// The hello in several records.
Octets Split(Octets flight, Random* random) {
  const Octets body(flight.begin() + kHeaderSize, flight.end());
  Octets records;
  for (size_t at = 0; at < body.size();) {
    size_t size = random->Below(random->Below(2) == 0 ? 8 : 600);
    if (size > body.size() - at) size = body.size() - at;
    const auto start = body.begin() + static_cast<std::ptrdiff_t>(at);
    records = Join(records, Record(22, Octets(start, start + static_cast<std::ptrdiff_t>(size))));
    at += size;
  }
  return records;
}

// A record of any type and of few octets, then the hello.
Octets OtherRecordFirst(Octets flight, Random* random) {
  constexpr uint8_t kTypes[] = {20, 20, 21, 22, 23, 24, 25, 26, 0, 1, 4, 5, 0x47, 0x80, 0xFF};
  const uint8_t type = OneOf(kTypes, random);
  const uint8_t minor = random->Below(4) == 0 ? random->Octet() : 1;
  return Join(Record(type, RandomOctets(random->Below(5), random), minor), flight);
}

Octets EmptyRecordsFirst(Octets flight, Random* random) {
  constexpr uint8_t kTypes[] = {20, 21, 22, 22, 22, 23, 24, 99};
  for (size_t count = 1 + random->Below(40); count > 0; --count) {
    flight = Join(Record(OneOf(kTypes, random), {}), flight);
  }
  return flight;
}

Octets AlertFirst(Octets flight, Random* random) {
  Octets alert = {static_cast<uint8_t>(random->Below(4)), random->InterestingOctet()};
  if (random->Below(4) == 0) alert.resize(random->Below(5));
  return Join(Record(21, alert), flight);
}

Octets Garbage(Octets /*flight*/, Random* random) {
  return RandomOctets(random->Below(40), random);
}

Octets Text(Octets /*flight*/, Random* random) {
  constexpr const char* kTexts[] = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                                    "POST / HTTP/1.1\r\n\r\n",
                                    "HEAD / HTTP/1.0\r\n\r\n",
                                    "PUT /a HTTP/1.1\r\n\r\n",
                                    "CONNECT a:1 HTTP/1.1\r\n\r\n",
                                    "SSH-2.0-a\r\n",
                                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                    "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                                    "\r\n\r\n",
                                    "EHLO a\r\n"};
  const std::string text = OneOf(kTexts, random);
  Octets octets(text.begin(), text.end());
  if (random->Below(2) == 0) octets.resize(random->Below(octets.size()));
  return octets;
}

// The hello of SSLv2 that offers SSL 3.0 or TLS (RFC 5246 appendix E.2): two cipher specs, a
// challenge of 16 octets. One in two is damaged.
Octets Sslv2Hello(Octets /*flight*/, Random* random) {
  Octets hello = {0x80, 0x1F, 1, 3, 3, 0, 6, 0, 0, 0, 16, 0, 0, 0x2F, 0, 0, 0x35};
  hello = Join(hello, RandomOctets(16, random));
  if (random->Below(2) == 0) hello[random->Below(12)] = random->InterestingOctet();
  if (random->Below(4) == 0) hello.resize(random->Below(hello.size()));
  return hello;
}

using Mutation = Octets (*)(Octets, Random*);
constexpr Mutation kMutations[] = {
    Unchanged, HeaderOctet,      HeaderOctet,       AnyOctets,  Truncated, Length, Length,
    Split,     OtherRecordFirst, EmptyRecordsFirst, AlertFirst, Garbage,   Text,   Sslv2Hello,
};

}  // namespace

Octets RandomFirstFlight(const std::vector<Octets>& hellos, Random* random) {
  Octets flight = hellos[random->Below(hellos.size())];
  flight = OneOf(kMutations, random)(flight, random);
  // One in four is cut short or has another header octet besides.
  if (flight.size() >= kHeaderSize && random->Below(4) == 0) {
    flight = (random->Below(2) == 0 ? HeaderOctet : Truncated)(flight, random);
  }
  return flight;
}

}  // namespace hardwire
