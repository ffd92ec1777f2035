// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What an OpenSSL server does with the first record of a connection, and what an OpenSSL client
// sends first. Memory BIOs, no network.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_OPENSSL_SERVER_H_
#define HARDWIRE_TEST_DIFFERENTIAL_OPENSSL_SERVER_H_

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace hardwire {

using Octets = std::vector<uint8_t>;

// What becomes of the first record's header.
enum class Answer : uint8_t {
  kMore,     // it is not complete, and nothing is wrong with it so far
  kAccepts,  // it is framed
  kRejects,
};

// The field of a record's header that is at fault.
enum class Field : uint8_t { kNone, kType, kVersion, kLength };

// Its offset in the header.
constexpr uint32_t OffsetOf(Field field) {
  if (field == Field::kLength) return 3;
  return field == Field::kVersion ? 1 : 0;
}

// What OpenSSL answers.
struct Opinion {
  Answer answer;
  Field field;     // kRejects: at fault
  bool waits;      // kAccepts: no error, more input is wanted
  bool handshake;  // kAccepts: the handshake layer has refused what the record holds
  int reason;      // kRejects, handshake: OpenSSL's SSL_R_...; else 0
};

// For people.
std::string NameOf(const Opinion& opinion);

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

// Both ends. Every random number of OpenSSL's comes from one generator of fixed seed: equal runs
// see equal bytes. Exits with 1 if OpenSSL cannot be set up.
class OpensslPeers {
 public:
  OpensslPeers();

  // The first flight of a client that speaks `min_version` to `max_version` (TLS1_2_VERSION, ...)
  // and asks for the server `name`. `protocols` ALPN names make it longer.
  Octets ClientHello(int min_version, int max_version, std::string name, size_t protocols);

  // What a new server does with `input`, which is all that ever arrives. Exits with 1 if OpenSSL's
  // error queue does not tell which layer refused.
  Opinion Judge(const Octets& input);

 private:
  std::unique_ptr<SSL_CTX, FreeContext> client_;
  std::unique_ptr<SSL_CTX, FreeContext> server_;
};

}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_OPENSSL_SERVER_H_
