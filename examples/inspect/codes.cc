// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/codes.h"

#include <cstdint>
#include <string>
#include <vector>

#include "examples/inspect/inspection.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/platform/symbol.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/tls/alert.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

std::string Hex(uint32_t bits) {
  std::string text = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) text += "0123456789abcdef"[(bits >> shift) & 0xF];
  return text;
}

// The number as a CFStreamError.error, where it holds more than a constant's own value.
std::string AsStreamError(int32_t number) {
  const cfnetwork::Description what = cfnetwork::Describe(number);
  if (number == 0 || what.subdomain.empty()) return "";
  if (what.error.subdomain == 0 && what.code.empty()) return "";
  std::string text = "cfnetwork: stream error " + Hex(static_cast<uint32_t>(number)) +
                     " of the SOCKS domain: " + Str(what.subdomain) + ", code " +
                     std::to_string(what.error.code);
  if (!what.code.empty()) text += " " + Str(what.code);
  if (!what.octet.empty()) text += " (" + Str(what.octet) + ")";
  return text + ": " + Str(what.sentence) + "\n";
}

// The number as a base and something added, where no symbol stands for the whole.
std::string AsOpenHarmony(int32_t number) {
  const openharmony::Decoded what = openharmony::Decode(number);
  if (what.base == openharmony::Base::kUnknown) return "";
  if (FindValue(openharmony::Symbols(), number) != nullptr && !what.doubled) return "";
  std::string text = "openharmony: ";
  if (what.doubled) text += std::to_string(what.code) + " with 2301000 added once too often: ";
  text += Str(openharmony::Sentence(what.base)) + ", " + std::to_string(what.rest);
  const Symbol* symbol = FindValue(openharmony::Symbols(), what.code);
  if (symbol != nullptr) text += ": " + Str(symbol->name) + ": " + Str(symbol->message);
  return text + "\n";
}

// An octet of the wire, where the protocol names it.
std::string AsOctet(const char* field, int32_t number, string_view name) {
  if (name == "unassigned") return "";
  return std::string(field) + " " + std::to_string(number) + ": " + Str(name) + "\n";
}

std::string AsOctets(int32_t number) {
  if (number < 0 || number > 0xFF) return "";
  const uint8_t octet = static_cast<uint8_t>(number);
  return AsOctet("SOCKS4 reply", number, Name(static_cast<socks4::ReplyCode>(octet))) +
         AsOctet("SOCKS5 reply", number, Name(static_cast<socks5::ReplyCode>(octet))) +
         AsOctet("SOCKS5 method", number, Name(static_cast<socks5::Method>(octet))) +
         AsOctet("TLS alert", number, Name(static_cast<tls::AlertDescription>(octet)));
}

}  // namespace

std::vector<System> Systems() {
  static constexpr char kStream[] = "CFSocketStream.h";
  static constexpr char kStatus[] = "SecBase.h and SecureTransport.h";
  return {{"cfnetwork", kStream, cfnetwork::Domains()},
          {"cfnetwork", kStream, cfnetwork::Subdomains()},
          {"cfnetwork", kStream, cfnetwork::Codes(0)},
          {"cfnetwork", kStream, cfnetwork::Codes(2)},
          {"cfnetwork", kStream, cfnetwork::Codes(4)},
          {"cfnetwork", "CFNetworkErrors.h", cfnetwork::CfErrors()},
          {"openharmony", "the error codes of OpenHarmony's sockets", openharmony::Symbols()},
          {"secure_transport", kStatus, secure_transport::Symbols()}};
}

std::string AllCodes() {
  std::string text;
  for (const System& system : Systems()) {
    for (const Symbol& symbol : system.symbols) {
      text += std::string(system.name) + "\t" + Str(symbol.name) + "\t" +
              std::to_string(symbol.value) + "\t" + Str(symbol.message) + "\n";
    }
  }
  return text;
}

std::string Explain(int32_t number) {
  std::string text;
  for (const System& system : Systems()) {
    for (const Symbol& symbol : system.symbols) {
      if (symbol.value != number) continue;
      text +=
          std::string(system.name) + ": " + Str(symbol.name) + ": " + Str(symbol.message) + "\n";
    }
  }
  return text + AsStreamError(number) + AsOpenHarmony(number) + AsOctets(number);
}

}  // namespace inspect
}  // namespace hardwire
