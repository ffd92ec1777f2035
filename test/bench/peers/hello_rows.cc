// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/bench/peers/hello_rows.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "fuzz/random_message.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/view.h"
#include "test/bench/tables.h"

namespace hardwire {
namespace bench {
namespace {

constexpr char kFile[] = "test/bench/peers/hellos.tsv";
constexpr size_t kRandomAt = 5 + 4 + 2;

std::string FromHex(const std::string& text) {
  std::string octets;
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    octets.push_back(static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16)));
  }
  return octets;
}

// The octets behind the last tab of the line that begins with `name`.
std::string KeptHello(const std::string& name) {
  std::ifstream file(kFile);
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(name + "\t", 0) == 0) return FromHex(line.substr(line.rfind('\t') + 1));
  }
  fprintf(stderr, "%s has no '%s': run this in the project's folder\n", kFile, name.c_str());
  exit(1);
}

const std::vector<std::string>* Copies(const char* name) {
  fuzz::Random random(8446);
  auto* const hellos = new std::vector<std::string>(kHellosPerPass, KeptHello(name));
  for (std::string& hello : *hellos) {
    for (size_t i = 0; i < 32; ++i) hello[kRandomAt + i] = static_cast<char>(random.Octet());
  }
  return hellos;
}

Bytes Octets(const std::string& text) {
  return Bytes(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

// Calls `use` with the name.
template <typename Use>
bool FindName(const std::string& stream, Use use) {
  std::array<uint8_t, 1024> memory;
  tls::HelloReader reader(MakeSpan(memory));
  if (reader.Feed(Octets(stream)).outcome != tls::HelloOutcome::kComplete) return false;
  tls::ServerName name;
  if (FindServerName(reader.view(), &name).presence != tls::Presence::kPresent) return false;
  use(name.host_name);
  return true;
}

int HelloPass(const std::vector<std::string>& hellos) {
  int accepted = 0;
  for (const std::string& hello : hellos) {
    accepted += FindName(hello, [](string_view name) { benchmark::DoNotOptimize(name); }) ? 1 : 0;
  }
  return accepted;
}

}  // namespace

const std::vector<std::string>& SmallHellos() {
  static const auto* const hellos = Copies("openssl_tls12");
  return *hellos;
}
const std::vector<std::string>& LargeHellos() {
  static const auto* const hellos = Copies("chromium");
  return *hellos;
}

std::string ServerNameByHardwire(const std::string& stream) {
  std::string found;
  FindName(stream, [&found](string_view name) { found.assign(name.data(), name.size()); });
  return found;
}

int SmallHelloPass() { return HelloPass(SmallHellos()); }
int LargeHelloPass() { return HelloPass(LargeHellos()); }

}  // namespace bench
}  // namespace hardwire
