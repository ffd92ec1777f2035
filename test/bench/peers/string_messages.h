// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Messages as many programs have them: a class with fields of its own, which are std::string, with
// Serialize and Deserialize. It checks what it needs to find the fields, and no more.

#ifndef HARDWIRE_TEST_BENCH_PEERS_STRING_MESSAGES_H_
#define HARDWIRE_TEST_BENCH_PEERS_STRING_MESSAGES_H_

#include <cstdint>
#include <string>

namespace string_peer {

// Deserialize reads a message from the start of `data`. False: it is wrong, or not all there.

struct Socks5Greeting {
  std::string methods;

  bool Deserialize(const std::string& data);
  std::string Serialize() const;
};

// A request, and a reply: `code` is CMD or REP.
struct Socks5Message {
  uint8_t code = 0;
  uint8_t address_type = 0;
  std::string host;  // a name, or the octets of an IP address
  uint16_t port = 0;

  bool Deserialize(const std::string& data);
  std::string Serialize() const;
};

struct UserpassRequest {
  std::string username;
  std::string password;

  bool Deserialize(const std::string& data);
  std::string Serialize() const;
};

struct Socks4Request {
  uint8_t command = 0;
  uint16_t port = 0;
  std::string ip;
  std::string userid;
  std::string host;  // of SOCKS4a

  bool Deserialize(const std::string& data);
  std::string Serialize() const;
};

struct TlsRecordHeader {
  uint8_t type = 0;
  uint16_t version = 0;
  uint16_t length = 0;

  bool Deserialize(const std::string& data);
  std::string Serialize() const;
};

}  // namespace string_peer

#endif  // HARDWIRE_TEST_BENCH_PEERS_STRING_MESSAGES_H_
