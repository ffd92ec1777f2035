// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Prints the dictionary of a family of fuzz targets, made from the library's constants: every value
// that has a name, with the octets that stand before it.
//
//   dictionaries FAMILY          socks4, socks5, tls or dtls
//   dictionaries FAMILY FILE     compares instead: exits with 1 where FILE holds anything else

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <sstream>
#include <string>

#include "hardwire/socks/address.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/record.h"

namespace hardwire {
namespace {

std::string Octets(std::initializer_list<int> values) {
  std::string octets;
  for (const int value : values) octets += static_cast<char>(value);
  return octets;
}

std::string Big16(int value) { return Octets({value / 256, value % 256}); }

// One line: key="\x05\x01". A key holds letters, digits and underscores alone.
void Print(std::ostream& out, std::string key, const std::string& octets) {
  constexpr char kHex[] = "0123456789abcdef";
  for (char& c : key) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!kept) c = '_';
  }
  out << key << "=\"";
  for (const char c : octets) {
    const unsigned octet = static_cast<unsigned char>(c);
    out << "\\x" << kHex[octet >> 4U] << kHex[octet & 15U];
  }
  out << "\"\n";
}

// Every value of E that has a name, between `before` and `behind`.
template <typename E>
void PrintNamed(std::ostream& out, const std::string& key, const std::string& before,
                const std::string& behind = "") {
  for (int value = 0; value < 256; ++value) {
    const auto name = Name(static_cast<E>(value));
    if (name == "unassigned") continue;
    std::string octets = before;
    octets.append(Octets({value})).append(behind);
    Print(out, key + "_" + std::string(name.data(), name.size()), octets);
  }
}

void Socks4(std::ostream& out) {
  PrintNamed<socks4::Command>(out, "command", Octets({socks4::kVersion}));
  PrintNamed<socks4::ReplyCode>(out, "reply", Octets({socks4::kReplyVersion}));
  Print(out, "socks4a_marker", Octets({0, 0, 0, socks4::Request().marker}));
  Print(out, "unspecified", Octets({0, 0, 0, 0}));
}

void Socks5(std::ostream& out) {
  const std::string version = Octets({socks5::kVersion});
  PrintNamed<socks5::Method>(out, "greeting", version + Octets({1}));
  PrintNamed<socks5::Method>(out, "method", version);
  PrintNamed<socks5::Command>(out, "command", version, Octets({0}));
  PrintNamed<socks5::ReplyCode>(out, "reply", version, Octets({0}));
  for (const auto type :
       {socks::AddressType::kIpv4, socks::AddressType::kDomain, socks::AddressType::kIpv6}) {
    const int number = static_cast<int>(type);
    Print(out, "address_type_" + std::to_string(number), Octets({0, number}));
    Print(out, "datagram_" + std::to_string(number), Octets({0, 0, 0, number}));
  }
  PrintNamed<gssapi::Type>(out, "gssapi", Octets({gssapi::kVersion}));
  Print(out, "userpass", Octets({userpass::kVersion, 1}));
}

void Handshakes(std::ostream& out) {
  PrintNamed<tls::HandshakeType>(out, "handshake", "", Octets({0}));
}

void Tls(std::ostream& out) {
  for (const int version : {0x0002, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304}) {
    Print(out, "version_" + std::to_string(version), Big16(version));
  }
  PrintNamed<tls::ContentType>(out, "record", "", Big16(tls::RecordHeader().version));
  for (const auto level : {tls::AlertLevel::kWarning, tls::AlertLevel::kFatal}) {
    const int number = static_cast<int>(level);
    PrintNamed<tls::AlertDescription>(out, "alert_" + std::to_string(number), Octets({number}));
  }
  for (const int length :
       {int{tls::kMaxPlaintext}, int{tls::kMaxProtectedTls13}, int{tls::kMaxProtectedTls12}}) {
    Print(out, "length_" + std::to_string(length), Big16(length));
    Print(out, "above_" + std::to_string(length), Big16(length + 1));
  }
  Print(out, "sslv2", Octets({0x80, 0x2E, 1}));
  Handshakes(out);
}

void Dtls(std::ostream& out) {
  for (const int version : {0xFEFF, 0xFEFD, int{tls::kDtls13}}) {
    PrintNamed<tls::ContentType>(out, "record_" + std::to_string(version), "", Big16(version));
  }
  for (int first = 0x20; first < 0x40; first += 4) {
    Print(out, "unified_" + std::to_string(first), Octets({first}));
  }
  Print(out, "last_sequence", std::string(6, '\xFF'));
  Print(out, "epoch_1", Octets({0, 1, 0, 0, 0, 0, 0, 0}));
  Print(out, "limit_12", Big16(tls::kMaxProtectedTls12));
  Print(out, "limit_13", Big16(tls::kMaxProtectedTls13));
  Handshakes(out);
}

// HOST:PORT as people write it.
void AddressText(std::ostream& out) {
  for (const char* text : {"[::]:", "]:65535", "::ffff:", "ffff:", "255.", "1.2.3.4", "0x", ":0"}) {
    Print(out, std::string("text_") + text, text);
  }
  Print(out, "ideographic_full_stop", "\u3002");
  Print(out, "fullwidth_1", "\uFF11");
}

struct Family {
  const char* name;
  void (*print)(std::ostream& out);
};
constexpr Family kFamilies[] = {
    {"socks4", Socks4}, {"socks5", Socks5}, {"tls", Tls}, {"dtls", Dtls}, {"text", AddressText}};

int Run(const char* name, const char* file) {
  for (const Family& family : kFamilies) {
    if (strcmp(family.name, name) != 0) continue;
    std::ostringstream made;
    made << "# Made by fuzz/dictionaries.cc, not by hand.\n";
    family.print(made);
    if (file == nullptr) {
      std::cout << made.str();
      return 0;
    }
    std::ostringstream kept;
    kept << std::ifstream(file).rdbuf();
    if (kept.str() == made.str()) return 0;
    std::cerr << file
              << " is not what the library's constants give: fuzz/dictionaries.cc makes it\n";
    return 1;
  }
  std::cerr << "no dictionary '" << name << "', only socks4, socks5, tls, dtls and text\n";
  return 2;
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::cerr << "usage: dictionaries FAMILY [FILE]\n";
    return 2;
  }
  return hardwire::Run(argv[1], argc == 3 ? argv[2] : nullptr);
}
