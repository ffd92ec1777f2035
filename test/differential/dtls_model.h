// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second implementation of the DTLS record layer, for tests alone: written from RFC 6347, RFC
// 9146, RFC 9147 and docs/dtls.md in the plainest style. It shares nothing with codec/ but the
// names of outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_DTLS_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_DTLS_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace dtls_model {

using Octets = std::vector<uint8_t>;
using Names = std::set<std::string>;  // of violations

// What a call says, in words and numbers.
struct Outcome {
  std::string code = "ok";      // or "deserialization", "serialization"
  std::string detail = "none";  // or the cause's name
  uint64_t n = 0;               // consumed, written, needed, or the offset of the fault
  unsigned octet = 0;

  bool ok() const { return code == "ok"; }
};

struct Context {
  unsigned version = 0;
  unsigned cid_length = 0;
  unsigned limit = 65535;
};

struct Header {
  std::string form = "plaintext";  // or "cid", "unified"
  unsigned type = 22;
  unsigned version = 0xFEFD;
  unsigned epoch = 0;
  uint64_t sequence = 0;
  bool long_sequence = true;
  bool has_length = true;
  uint64_t length = 0;
  Octets cid;
  Names violations;
};

// `*header` is set if the outcome is ok.
Outcome DecodeHeader(const Octets& datagram, const Context& context, const Names& rejected,
                     Header* header);

// The first `room` octets of an output. `*output` is set if the outcome is ok.
Outcome EncodeHeader(const Header& header, size_t room, const Context& context,
                     const Names& rejected, Octets* output);
Outcome EncodeRecord(Header header, const Octets& fragment, size_t room, const Context& context,
                     const Names& rejected, Octets* output);

// The header's octets, whatever rule they break: what equality compares. Their number is SizeOf,
// but for an id in the plaintext form, which nobody writes: SizeOf counts it.
Octets WireOf(const Header& header);
size_t SizeOf(const Header& header);

struct Record {
  Header header;
  size_t begin = 0;     // of the header, in the datagram
  size_t fragment = 0;  // where it begins
  size_t end = 0;
};

struct Step {
  std::string event;  // "record", "drop_record", "drop_rest", "end"
  size_t offset = 0;
  Outcome outcome;
};

class Datagram {
 public:
  Octets octets;
  std::vector<Octets> list;  // of the association's connection ids
  size_t next = 0;
  std::optional<Octets> first_cid;
  bool ciphertext_seen = false;

  // `*record` is set if the event is "record".
  Step Next(const Context& context, const Names& rejected, Record* record);

 private:
  bool LacksCid(const Header& header, const Context& context) const;
};

struct Handshake {
  unsigned type = 0;
  uint64_t length = 0;
  unsigned message_seq = 0;
  uint64_t offset = 0;
  uint64_t size = 0;
};
Outcome DecodeHandshake(const Octets& input, uint64_t limit, Handshake* header);
Outcome EncodeHandshake(const Handshake& header, size_t room, uint64_t limit, Octets* output);
Outcome FragmentBehind(const Octets& input, const Handshake& header, Octets* fragment);
bool SameMessage(const Handshake& a, const Handshake& b);
bool Contradicts(const Handshake& a, const Handshake& b);

struct Number {
  uint64_t epoch = 0;
  uint64_t sequence = 0;
};
Outcome DecodeAck(const Octets& body, std::vector<Number>* numbers);
Outcome EncodeEntries(const Octets& entries, size_t room, Octets* output);
Outcome EncodeAck(const std::vector<Number>& numbers, size_t room, Octets* output);

std::optional<uint64_t> FullEpoch(uint64_t current, unsigned low_bits);
uint64_t FullSequence(uint64_t expected, unsigned low_bits, bool long_sequence);

// Remembers every number.
class Window {
 public:
  bool Check(uint64_t sequence) const;
  void Update(uint64_t sequence);

 private:
  std::set<uint64_t> seen_;
};

}  // namespace dtls_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_DTLS_MODEL_H_
