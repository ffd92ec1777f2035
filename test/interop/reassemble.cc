// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A handshake message of DTLS, out of the datagrams in which its fragments come.
//
//   reassemble
//
// Standard input, a line each: datagrams in hexadecimal, spaces between. Standard output, a line
// each: the message, as one fragment that is all of it, or "incomplete"; and how many fragments
// were refused and dropped. Exits with 1 if a line is something else.

#include <array>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/reassembly.h"
#include "hardwire/view.h"
#include "test/interop/hex_lines.h"

namespace hardwire {
namespace {

constexpr size_t kMost = 4096;

// The first message of a connection.
class Message {
 public:
  // Takes the fragments of each record.
  void TakeDatagram(Span<const uint8_t> octets) {
    const tls::DtlsContext context = tls::DtlsContext::Initial();
    tls::DtlsDatagram datagram(octets);
    tls::DtlsRecord record;
    for (;;) {
      const tls::DtlsStep step = Next(&datagram, &record, context);
      if (step.event == tls::DtlsEvent::kEnd) return;
      const bool is_fragment = step.event == tls::DtlsEvent::kRecord &&
                               record.header.type == tls::ContentType::kHandshake;
      if (is_fragment) TakeFragments(record.fragment);
    }
  }

  bool complete() const { return reassembly_.complete(); }
  int dropped() const { return dropped_; }

  std::string Text() const {
    tls::DtlsHandshakeHeader whole = first_;
    whole.fragment_offset = 0;
    whole.fragment_length = whole.length;
    std::array<uint8_t, tls::kDtlsHandshakeHeaderSize> header;
    (void)Encode(whole, MakeSpan(header), tls::HandshakeLimit());
    return ToHex(header) + ToHex(reassembly_.message());
  }

 private:
  void TakeFragments(Span<const uint8_t> rest) {
    while (!rest.empty()) {
      tls::DtlsHandshakeHeader header;
      Span<const uint8_t> fragment;
      Result result = Decode(rest, &header, tls::HandshakeLimit());
      if (result.ok()) result = FragmentBehind(rest, header, &fragment);
      if (!result.ok()) {
        ++dropped_;
        return;
      }
      rest.remove_prefix(result.consumed());
      if (reassembly_.Add(header, fragment).ok()) {
        first_ = header;
      } else {
        ++dropped_;
      }
    }
  }

  std::array<uint8_t, kMost> octets_;
  std::array<uint8_t, tls::ReassemblyBits(kMost)> bits_;
  tls::Reassembly reassembly_{MakeSpan(octets_), MakeSpan(bits_)};
  tls::DtlsHandshakeHeader first_;  // of any fragment: type, length and message_seq are the same
  int dropped_ = 0;
};

int Main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    Message message;
    std::istringstream words(line);
    std::string word;
    while (words >> word) {
      std::vector<uint8_t> datagram;
      if (!ReadHex(word, &datagram)) return 1;
      message.TakeDatagram(datagram);
    }
    std::cout << (message.complete() ? message.Text() : "incomplete") << " " << message.dropped()
              << "\n";
  }
  return 0;
}

}  // namespace
}  // namespace hardwire

int main() { return hardwire::Main(); }
