// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"
#include "test/bench/growth.h"

namespace hardwire {
namespace bench {
namespace {

using Builder = std::function<Octets(size_t)>;

Octets operator+(Octets a, const Octets& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Octets Number(size_t value, size_t width) {
  Octets octets;
  AppendNumber(value, width, &octets);
  return octets;
}

Octets Text(size_t size) { return Octets(size, 'a'); }

// Text behind its length.
Octets Counted(size_t size, size_t width) { return Number(size, width) + Text(size); }

template <typename M>
struct Codec {
  std::function<Result(Span<const uint8_t>, M*)> decode;
  std::function<Result(const M&, Span<uint8_t>)> encode;
};

template <typename M>
Codec<M> InContext(const typename M::Context& context) {
  return {[context](Span<const uint8_t> input, M* out) {
            return DecodeMessage(input, out, context, Policy::Interop());
          },
          [context](const M& value, Span<uint8_t> room) {
            return EncodeMessage(value, room, context, Policy::Strict());
          }};
}

Codec<tls::DtlsRecord> InDatagram(const tls::DtlsContext& context) {
  return {[context](Span<const uint8_t> input, tls::DtlsRecord* out) {
            tls::DtlsDatagram datagram(input);
            return Next(&datagram, out, context, Policy::Interop()).result;
          },
          [context](const tls::DtlsRecord& record, Span<uint8_t> room) {
            return EncodeRecord(record.header, record.fragment, room, context);
          }};
}

template <typename M>
Work DecodeWork(const Codec<M>& codec, Octets built) {
  const auto octets = std::make_shared<const Octets>(std::move(built));
  const auto out = std::make_shared<M>();
  return [codec, octets, out] { return codec.decode(*octets, out.get()).ok(); };
}

template <typename M>
Work EncodeWork(const Codec<M>& codec, Octets built) {
  const auto octets = std::make_shared<const Octets>(std::move(built));
  const auto value = std::make_shared<M>();
  const auto room = std::make_shared<Octets>(octets->size());
  if (!codec.decode(*octets, value.get()).ok()) return [] { return false; };
  return [codec, octets, value, room] { return codec.encode(*value, MakeSpan(*room)).ok(); };
}

// Both directions of a message, whose octets `build` makes.
template <typename M>
void Append(const std::string& name, const std::string& unit, std::vector<size_t> sizes,
            const Codec<M>& codec, const Builder& build, std::vector<Growth>* all) {
  all->push_back({name + " decode", unit, sizes,
                  [codec, build](size_t size) { return DecodeWork(codec, build(size)); }});
  all->push_back({name + " encode", unit, std::move(sizes),
                  [codec, build](size_t size) { return EncodeWork(codec, build(size)); }});
}

void AppendSocks4(std::vector<Growth>* all) {
  const auto codec = InContext<socks4::Request>({});
  Append<socks4::Request>(
      "socks4_request", "octets of the user id", EighthsOf(255), codec,
      [](size_t size) { return Octets{4, 1, 0, 80, 1, 2, 3, 4} + Text(size) + Octets{0}; }, all);
  Append<socks4::Request>(
      "socks4_request", "octets of the name", EighthsOf(255), codec,
      [](size_t size) { return Octets{4, 1, 0, 80, 0, 0, 0, 1, 0} + Text(size) + Octets{0}; }, all);
}

// Behind `head` an address with a name.
Builder WithName(const Octets& head) {
  return [head](size_t size) { return head + Octets{3} + Counted(size, 1) + Octets{1, 187}; };
}

void AppendSocks5(std::vector<Growth>* all) {
  Append<socks5::Greeting>(
      "socks5_greeting", "methods", EighthsOf(254), InContext<socks5::Greeting>({}),
      [](size_t size) { return Octets{5} + Counted(size, 1); }, all);
  Append<userpass::Request>(
      "socks5_userpass_request", "octets of each text", EighthsOf(255),
      InContext<userpass::Request>({}),
      [](size_t size) { return Octets{1} + Counted(size, 1) + Counted(size, 1); }, all);
  Append<gssapi::Frame>(
      "socks5_gssapi", "octets of the token", EighthsOf(65535), InContext<gssapi::Frame>({}),
      [](size_t size) {
        return Octets{1, 1} + Counted(size, 2);
      },
      all);
  const std::string name = "octets of the name";
  Append<socks5::Request>("socks5_request", name, EighthsOf(255), InContext<socks5::Request>({}),
                          WithName({5, 1, 0}), all);
  Append<socks5::Reply>("socks5_reply", name, EighthsOf(255), InContext<socks5::Reply>({}),
                        WithName({5, 0, 0}), all);
  Append<udp::Header>("socks5_udp", name, EighthsOf(255), InContext<udp::Header>({}),
                      WithName({0, 0, 0}), all);
}

Octets Sslv2(size_t specs) {
  const size_t size = 3 * specs;
  return Number(0x8000 + 9 + size + 16, 2) + Octets{1, 3, 3} + Number(size, 2) + Number(0, 2) +
         Number(16, 2) + Text(size + 16);
}

void AppendTls(std::vector<Growth>* all) {
  Append<tls::Record>(
      "tls_record", "octets of the fragment", EighthsOf(16384),
      InContext<tls::Record>(tls::RecordContext::Plain(0x0303)),
      [](size_t size) {
        return Octets{23, 3, 3} + Counted(size, 2);
      },
      all);
  const auto inner = InContext<tls::InnerPlaintext>(tls::InnerContext::Tls13());
  Append<tls::InnerPlaintext>(
      "tls_inner", "octets of the content", EighthsOf(16384), inner,
      [](size_t size) { return Text(size) + Octets{23}; }, all);
  Append<tls::InnerPlaintext>(
      "tls_inner", "octets of padding", EighthsOf(16380), inner,
      [](size_t size) {
        return Octets{'a', 23} + Octets(size, 0);
      },
      all);
  Append<tls::Sslv2Hello>("sslv2_hello", "cipher specs", EighthsOf(1350),
                          InContext<tls::Sslv2Hello>({}), Sslv2, all);
  const auto hello = InContext<tls::ClientHello>(tls::HelloContext::Tls());
  Append<tls::ClientHello>(
      "client_hello", "cipher suites", EighthsOf(32000), hello,
      [](size_t size) { return HelloOf(size, 1, 0); }, all);
  Append<tls::ClientHello>(
      "client_hello", "extensions", EighthsOf(16000), hello,
      [](size_t size) { return HelloOf(1, size, 0); }, all);
  Append<tls::ClientHello>(
      "client_hello", "octets of an extension", EighthsOf(65000), hello,
      [](size_t size) { return HelloOf(1, 0, size); }, all);
}

void AppendDtls(std::vector<Growth>* all) {
  const std::string unit = "octets of the fragment";
  Append<tls::DtlsRecord>(
      "dtls_record", unit, EighthsOf(16384), InDatagram(tls::DtlsContext::Dtls12()),
      [](size_t size) { return Octets{23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 9} + Counted(size, 2); },
      all);
  Append<tls::DtlsRecord>(
      "dtls13_record", unit, EighthsOf(16384, 16), InDatagram(tls::DtlsContext::Dtls13()),
      [](size_t size) {
        return Octets{0x2E, 0, 9} + Counted(size, 2);
      },
      all);
  Append<tls::Ack>(
      "dtls_ack", "entries", EighthsOf(tls::kMaxAckEntries), InContext<tls::Ack>({}),
      [](size_t size) { return Counted(16 * size, 2); }, all);
}

}  // namespace

Octets HelloOf(size_t suites, size_t count, size_t body) {
  Octets block;
  for (size_t i = 0; i < count; ++i) block = std::move(block) + Number(0x100 + i, 2) + Octets{0, 0};
  if (body != 0) block = std::move(block) + Octets{0xF0, 0} + Counted(body, 2);
  const Octets rest = Octets{3, 3} + Text(32) + Octets{0} + Counted(2 * suites, 2) + Octets{1, 0} +
                      Number(block.size(), 2) + block;
  return Octets{1} + Number(rest.size(), 3) + rest;
}

std::vector<Growth> MessageGrowth() {
  std::vector<Growth> all;
  AppendSocks4(&all);
  AppendSocks5(&all);
  AppendTls(&all);
  AppendDtls(&all);
  return all;
}

}  // namespace bench
}  // namespace hardwire
