// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Hardwire's side of the rows whose peer is a program of its own.
//
//   script_side dump OPERATION     the messages, each behind its length in two octets
//   script_side fields OPERATION   what Hardwire reads of each message, or the octets that it
//                                  writes, a line each
//   script_side time OPERATION     nanoseconds of the processor a message

#include <time.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/view.h"
#include "test/bench/operations.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

std::string Hex(Bytes octets) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const uint8_t octet : octets) {
    text.push_back(kDigits[octet >> 4]);
    text.push_back(kDigits[octet & 15]);
  }
  return text;
}

// "TYPE OCTETS PORT"
std::string Line(const socks::Address& address) {
  const string_view name = address.domain();
  const Bytes octets = address.type() == socks::AddressType::kDomain
                           ? Bytes(reinterpret_cast<const uint8_t*>(name.data()), name.size())
                           : address.ip();
  return std::to_string(static_cast<int>(address.type())) + " " + Hex(octets) + " " +
         std::to_string(address.port());
}

std::string RequestLine(Bytes message) {
  socks5::Request out;
  if (!Decode(message, &out).ok()) return "refused";
  return std::to_string(static_cast<int>(out.command)) + " " + Line(out.address);
}
std::string ReplyLine(Bytes message) {
  socks5::Reply out;
  if (!Decode(message, &out).ok()) return "refused";
  return std::to_string(static_cast<int>(out.code)) + " " + Line(out.address);
}
std::string DatagramLine(Bytes message) {
  udp::Header out;
  if (!Decode(message, &out).ok()) return "refused";
  return std::to_string(int{out.fragment}) + " " + Line(out.address) + " " + Hex(out.payload);
}

const Operation* Find(const std::string& name) {
  for (const Operation& operation : Operations()) {
    if (operation.name == name) return &operation;
  }
  return nullptr;
}

// An encoder writes the message of the table again, as bench_test requires.
int PrintFields(const Operation& operation) {
  const std::string name = operation.name;
  for (const Bytes message : operation.table().messages) {
    const std::string line = name == "socks5_request decode" ? RequestLine(message)
                             : name == "socks5_reply decode" ? ReplyLine(message)
                             : name == "socks5_udp decode"   ? DatagramLine(message)
                                                             : Hex(message);
    puts(line.c_str());
  }
  return 0;
}

int Dump(const Operation& operation) {
  for (const Bytes message : operation.table().messages) {
    putchar(static_cast<int>(message.size() >> 8));
    putchar(static_cast<int>(message.size() & 0xFF));
    fwrite(message.data(), 1, message.size(), stdout);
  }
  return 0;
}

double ProcessorTime() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

// The median of passes.
int Time(const Operation& operation) {
  std::vector<double> times(1001);
  for (double& each : times) {
    const double start = ProcessorTime();
    if (operation.codec() != kMessagesPerPass) return 1;
    each = (ProcessorTime() - start) / kMessagesPerPass;
  }
  std::sort(times.begin(), times.end());
  printf("%f\n", times[times.size() / 2]);
  return 0;
}

int Main(const std::string& what, const std::string& name) {
  const Operation* const operation = Find(name);
  if (operation == nullptr) return 2;
  if (what == "dump") return Dump(*operation);
  if (what == "fields") return PrintFields(*operation);
  return what == "time" ? Time(*operation) : 2;
}

}  // namespace
}  // namespace bench
}  // namespace hardwire

int main(int argc, char** argv) { return argc == 3 ? hardwire::bench::Main(argv[1], argv[2]) : 2; }
