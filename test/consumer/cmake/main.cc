// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Uses one header of every kind. The other projects in test/consumer build the same program.

#include <array>
#include <cstdint>
#include <iostream>
#include <string>
#include <tuple>

#include "hardwire/messages.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/version.h"
#include "hardwire/view.h"

namespace {

static_assert(std::tuple_size_v<hardwire::EveryMessage<std::tuple>> > 0, "messages.h has a list");

std::string Text(hardwire::string_view text) { return std::string(text.data(), text.size()); }

// The first message of a SOCKS5 client, and what its first bytes say it is.
int ShowGreeting() {
  const std::array<uint8_t, 1> methods = {0};
  hardwire::socks5::Greeting greeting;
  greeting.methods = methods;
  std::array<uint8_t, hardwire::socks5::kMaxGreetingSize> output;
  auto handshake = hardwire::socks::ClientHandshake::Socks5();
  const hardwire::Result written = handshake.Write(greeting, hardwire::MakeSpan(output));
  hardwire::Protocol protocol = hardwire::Protocol::kOther;
  if (!Sniff(hardwire::MakeConstSpan(output).first(written.written()), &protocol).ok()) return 1;
  std::cout << written.written() << " bytes of " << Text(Name(protocol)) << ", then "
            << Text(Name(handshake.step())) << "\n";
  return 0;
}

// A record that ends too early, and the number of a platform for it.
int ShowEndOfStream() {
  const std::array<uint8_t, 3> chunk = {0x16, 0x03, 0x01};
  hardwire::tls::RecordStream stream;
  hardwire::tls::StreamEvent event;
  if (!stream.Next(chunk, &event).ok()) return 1;
  const hardwire::Result end = stream.EndResult();
  const auto number = hardwire::openharmony::FromResult(end);
  std::cout << Text(Name(end.detail())) << ": OpenHarmony " << (number ? *number : 0) << "\n";
  return 0;
}

}  // namespace

int main() {
  hardwire::socks::Address address;
  if (!hardwire::socks::Parse("[2001:db8::1]:443", &address).ok()) return 1;
  std::cout << "Hardwire " << Text(hardwire::Version()) << ", port " << address.port() << "\n";
  return ShowGreeting() + ShowEndOfStream();
}
