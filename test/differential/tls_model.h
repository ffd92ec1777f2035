// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second opinion on the TLS record layer, for tests alone: written from RFC 8446 sections 5 and
// 6, RFC 5246 sections 6.2.1, 7.1, 7.2 and appendix E.2, RFC 8449, and from docs/ where no RFC
// speaks, in the plainest style. It shares nothing with codec/ but the names of outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TLS_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TLS_MODEL_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace tls_model {

using Octets = std::vector<uint8_t>;
using Names = std::set<std::string>;

// What a codec says, in words and numbers.
struct Opinion {
  std::string code;  // "ok", "need_more", "serialization", "deserialization", "peer_refused"
  std::string detail = "none";
  uint64_t n = 0;
  unsigned octet = 0;
  std::string layer = "tls";  // or "dtls"
  Names violations;           // of a message that was read
  std::vector<std::string>
      fields;  // of a message that was read, as text; of one written, its octets
};

// Where in a connection a record stands.
struct Place {
  std::string phase;     // "initial", "plain", "protected", "relay"
  unsigned version = 0;  // 0: not known
  unsigned limit = 65535;
};

// The most that the length of a record may say.
unsigned LongestRecord(const Place& place);

// A header's numbers, of which the first `have` octets are there.
struct Header {
  unsigned have = 0;
  unsigned type = 0;
  unsigned version = 0;
  uint64_t length = 0;
};
Header HeaderOf(const Octets& octets);

// Each decoder reads from the start of `octets`; `rejected`: the violations that the policy
// rejects. Each encoder is told how much room there is.
Opinion ReadHeader(const Octets& octets, const Place& place, const Names& rejected);
Opinion WriteHeader(Header header, const Place& place, const Names& rejected, uint64_t room);
Opinion ReadRecord(const Octets& octets, const Place& place, const Names& rejected);
Opinion WriteRecord(Header header, const Octets& fragment, const Place& place,
                    const Names& rejected, uint64_t room);

// `protocol`: "tls13", "dtls13" or "dtls12".
Opinion ReadInner(const Octets& octets, const std::string& protocol, unsigned limit,
                  const Names& rejected);
Opinion WriteInner(unsigned type, const Octets& content, uint64_t padding,
                   const std::string& protocol, unsigned limit, const Names& rejected,
                   uint64_t room);

Opinion ReadAlert(const Octets& octets, const Names& rejected);
Opinion WriteAlert(unsigned level, unsigned description, const Names& rejected, uint64_t room);
bool LevelIsKnown(unsigned level);
bool IsFatal(unsigned level, unsigned description, unsigned version);
Opinion Verdict(unsigned level, unsigned description, unsigned version);

// The alerts, "LEVEL DESCRIPTION" each, that the octets of alert fragments come to.
std::vector<std::string> JoinAlerts(const Octets& octets);

// The alert that answers an outcome; -1 where none is sent.
int AnswerTo(const Opinion& opinion);

Opinion ReadSslv2Hello(const Octets& octets);
Opinion WriteSslv2Hello(unsigned version, const Octets& cipher_specs, const Octets& challenge,
                        uint64_t room);

Opinion ReadHandshakeHeader(const Octets& octets, uint64_t limit);
Opinion WriteHandshakeHeader(unsigned type, uint64_t length, uint64_t limit, uint64_t room);

// UINT64_MAX where there is no such number.
uint64_t RecordCount(uint64_t size, const Place& place);
uint64_t SplitSize(uint64_t size, const Place& place);

// `size` octets of content, of which `content` has the first: all, unless it cannot be written.
Opinion WriteSplit(Header header, const Octets& content, uint64_t size, const Place& place,
                   const Names& rejected, uint64_t room);

}  // namespace tls_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TLS_MODEL_H_
