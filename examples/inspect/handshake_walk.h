// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The handshake messages of one direction of TLS that are in the clear, whatever records they come
// in.

#ifndef HARDWIRE_EXAMPLES_INSPECT_HANDSHAKE_WALK_H_
#define HARDWIRE_EXAMPLES_INSPECT_HANDSHAKE_WALK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/transcript.h"
#include "hardwire/policy.h"
#include "hardwire/tls/handshake_header.h"

namespace hardwire {
namespace inspect {

// What a connection has negotiated, as far as its hellos in the clear have said so.
struct Session {
  uint16_t version = 0;        // 0: not known
  std::optional<Side> client;  // who sent a ClientHello, or was sent a ServerHello
};

// Reads a ClientHello, from its handshake header on, and adds it. `dtls`: the header is that of
// DTLS, and the fragment the whole message.
void AddClientHello(Bytes message, bool dtls, Policy policy, Item item, Transcript* out);

// The same of a ServerHello: its body (RFC 8446 section 4.1.3), whose versions and cipher suite are
// read. `*session` learns the version.
void AddServerHello(Bytes body, Item item, Session* session, Transcript* out);

class HandshakeWalk {
 public:
  // Octets of handshake records, in order. Types of messages that begin here are appended to
  // `*names`. Complete hellos are given to `hello`.
  template <typename Hello>
  void Feed(Bytes octets, std::string* names, Hello hello) {
    while (!octets.empty()) {
      octets.remove_prefix(Take(octets, names));
      if (!complete()) continue;
      if (collects()) hello(type_, Bytes(message_));
      Reset();
    }
  }

  // Octets of a hello that is not complete.
  size_t pending() const { return message_.size(); }
  void Reset();

 private:
  size_t Take(Bytes octets, std::string* names);
  bool complete() const { return have_ == header_.size() && left_ == 0; }
  bool collects() const;

  std::array<uint8_t, 4> header_ = {};
  size_t have_ = 0;  // octets of the header
  tls::HandshakeType type_ = tls::HandshakeType::kMessageHash;
  uint32_t left_ = 0;             // octets of the body that have not come
  bool too_long_ = false;         // for a hello
  std::vector<uint8_t> message_;  // of a hello, with its header
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_HANDSHAKE_WALK_H_
