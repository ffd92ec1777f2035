// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second opinion on ClientHello, its extensions and HelloReader, for tests alone: written from
// RFC 8446 sections 4.1.2, 4.2 and 5.1, RFC 5246 section 7.4.1.2, RFC 6347 section 4.2, RFC 9147
// sections 5.2 and 5.3, RFC 6066 section 3, RFC 7301 section 3.1, RFC 9849 section 5, and from
// docs/ where no RFC speaks, in the plainest style. It shares nothing with codec/ but the names
// of outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_HELLO_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_HELLO_MODEL_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "test/differential/tls_model.h"

namespace hardwire {
namespace hello_model {

using tls_model::Names;
using tls_model::Octets;
using tls_model::Opinion;

struct Hello {
  unsigned message_seq = 0;
  unsigned version = 0x0303;
  Octets random = Octets(32);
  Octets session_id;
  Octets cookie;
  Octets cipher_suites;
  Octets compression_methods;
  bool has_extensions = false;
  Octets extensions;
};

// The octets of the fields, as numbers and text.
std::vector<std::string> FieldsOf(const Hello& hello);

// `limit`: the highest length of the message.
Opinion ReadHello(const Octets& octets, bool dtls, uint64_t limit, const Names& rejected);
Opinion WriteHello(const Hello& hello, bool dtls, uint64_t limit, const Names& rejected,
                   uint64_t room);

// What has become of a stream: the outcome, and why or how much more.
struct Flight {
  std::string outcome;
  Opinion opinion;
};

// What HelloReader says of `stream`, whose hello may have `limit` octets, and which may have
// `empty_limit` empty records.
Flight ReadFlight(const Octets& stream, uint64_t limit, unsigned empty_limit,
                  const Names& rejected);

// What a hello says in one extension. `presence`: "absent", "present", "malformed".
struct Answer {
  std::string presence;
  std::string detail = "none";
  Names violations;
  std::vector<std::string> values;
};

// The extensions of a block, each with its type; empty if it is none.
bool SplitExtensions(const Octets& block, std::vector<std::pair<unsigned, Octets>>* extensions);

// `type` is one of those below.
Answer Ask(const Octets& block, unsigned type, const Names& rejected);
const std::vector<unsigned>& TypesToAsk();

// What a host name is in the form in which names are compared; empty if it is none, and then
// `*detail` is why.
std::string CanonicalName(const std::string& text, std::string* detail);

// Whether `pattern`, a name or "*." and a name, covers `name`.
bool Covers(const std::string& pattern, const std::string& name);

}  // namespace hello_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_HELLO_MODEL_H_
