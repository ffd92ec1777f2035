// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Second opinions for tests alone: HOST:PORT by the grammar of docs/socks5.md, RFC 3986 and RFC
// 5952, the first bytes of a connection, the first octet of a datagram. In the plainest style;
// nothing is shared with codec/ but the names of outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TEXT_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TEXT_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hardwire {
namespace text_model {

using Octets = std::vector<uint8_t>;

struct Outcome {
  std::string code;    // "ok", "need_more", "serialization"
  std::string detail;  // "none", or the cause's name
  uint64_t n = 0;
  unsigned octet = 0;
};

struct Address {
  std::string type = "ipv4";  // or "ipv6", "domain"
  Octets octets;              // 4 or 16
  std::string name;
  unsigned port = 0;
};

// `*address` is set if the outcome is ok.
Outcome Parse(const std::string& text, Address* address);

// `*text` is what is written, if it is.
Outcome Format(const Address& address, size_t room, std::string* text);
Outcome FormatIp(const Address& address, size_t room, std::string* text);

// The host without the port, for others to read: empty where there is no port.
std::string HostOf(const std::string& text);

// `*protocol` is set if the outcome is ok.
Outcome Sniff(const Octets& input, std::string* protocol);

// RFC 9443 section 3, figure 1.
std::string ProtocolOfDatagram(unsigned first_octet);

}  // namespace text_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TEXT_MODEL_H_
