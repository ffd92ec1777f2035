// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The datagrams of a flow that may be DTLS.

#ifndef HARDWIRE_EXAMPLES_INSPECT_DTLS_READER_H_
#define HARDWIRE_EXAMPLES_INSPECT_DTLS_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "examples/inspect/follower.h"
#include "examples/inspect/handshake_walk.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/transcript.h"
#include "hardwire/policy.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/reassembly.h"

namespace hardwire {
namespace inspect {

// The flow is DTLS from the first datagram on that begins with a record of DTLS 1.0 or 1.2, which
// the first flight of DTLS 1.3 is as well. Connection ids are not followed.
class DtlsReader {
 public:
  DtlsReader(Policy policy, Transcript* out) : policy_(policy), out_(out) {}

  void Data(Side side, Bytes datagram, const Moment& at);

  bool found() const { return found_; }
  const Session& session() const { return session_; }
  size_t cost() const;

 private:
  // A ClientHello or ServerHello in fragments (RFC 6347 section 4.2.3).
  struct Joined {
    std::vector<uint8_t> octets;
    std::vector<uint8_t> bits;
    tls::Reassembly message;

    explicit Joined(uint32_t length);
    Joined(const Joined&) = delete;
    Joined& operator=(const Joined&) = delete;
  };

  static bool BeginsLikeDtls(Bytes datagram);
  void TakeRecord(Side side, const tls::DtlsRecord& record, const Moment& at);
  void TakeDrop(Side side, const tls::DtlsStep& step, uint64_t size, const Moment& at);
  std::string TakeMessages(Side side, Bytes fragment, const Moment& at);
  void TakeHello(Side side, const tls::DtlsHandshakeHeader& header, Bytes fragment,
                 const Moment& at);
  void AddHello(Side side, const tls::DtlsHandshakeHeader& header, Bytes body, const Moment& at);
  std::string TakeAlert(Side side, Bytes fragment, const Moment& at);

  Policy policy_;
  Transcript* out_;
  bool found_ = false;
  Session session_;
  Transcript later_;                               // what a record holds, which stands behind it
  std::array<std::unique_ptr<Joined>, 2> joined_;  // of each side
};

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_DTLS_READER_H_
