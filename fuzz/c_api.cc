// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: the C API beside the C++ one: Decode and Encode of every message, both ends of a
// handshake, RecordStream, the records of a datagram, the extensions of a ClientHello, HelloReader,
// HostName, Reassembly, and addresses as text and as sockaddr give the same answers. The first
// octet chooses among these. For a message the next three are its id, its context and the policy.
//
// Input: choices; dictionaries: socks4,socks5,tls,dtls,text; max_len: 1024; counted: library

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fuzz/c_handshakes.h"
#include "fuzz/c_hellos.h"
#include "fuzz/c_messages.h"
#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/model_values.h"
#include "fuzz/stream_laws.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/c/sockaddr.h"
#include "hardwire/message.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/sockaddr.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"

namespace {

using hardwire::Policy;
using hardwire::Result;
using hardwire::Span;
using hardwire::fuzz::AsStruct;
using hardwire::fuzz::Bytes;
using hardwire::fuzz::CallInC;
using hardwire::fuzz::Choices;
using hardwire::fuzz::InC;
using hardwire::fuzz::IsSame;
using hardwire::fuzz::IsSameMessage;
using hardwire::fuzz::Require;

// The octets behind the first `n`.
Bytes Behind(Bytes input, size_t n) {
  input.remove_prefix(n);
  return input;
}

// The bytes as a message, and a message made of them.
template <typename M>
void CheckMessage(Bytes bytes, Policy policy, Bytes input) {
  using Message = typename M::Message;
  using C = InC<Message>;
  Message message;
  auto in_c = C::kNewMessage();
  Require(IsSameMessage(message, in_c), "c: a new message is the same", input);

  const Result decoded = M::Read(bytes, &message, policy);
  const hw_result decoded_c =
      CallInC<Message>(C::kDecodeMessage, M::Context(), policy, bytes.data(), bytes.size(), &in_c);
  Require(IsSame(decoded, decoded_c), "c: both decode with the same outcome", input);
  Require(IsSameMessage(message, in_c), "c: both decode the same message", input);

  Choices choices(bytes);
  Make(&choices, &message);
  in_c = AsStruct(message);
  static std::array<uint8_t, M::kMaxSize> output;
  static std::array<uint8_t, M::kMaxSize> output_c;
  output = {};
  output_c = {};
  const Result encoded = M::Write(message, hardwire::MakeSpan(output), policy);
  const hw_result encoded_c = CallInC<Message>(C::kEncodeMessage, M::Context(), policy, &in_c,
                                               output_c.data(), output_c.size());
  Require(IsSame(encoded, encoded_c), "c: both encode with the same outcome", input);
  Require(output == output_c, "c: both write the same octets", input);
  if constexpr (hardwire::kSizeHasContext<Message>) {
    Require(EncodedSize(message, M::Context()) == C::kSizeOfMessage(&in_c, AsStruct(M::Context())),
            "c: both have the same size", input);
  } else {
    Require(EncodedSize(message) == C::kSizeOfMessage(&in_c), "c: both have the same size", input);
  }
}

bool IsSameEvent(const hardwire::tls::StreamEvent& event, const hw_stream_event& in_c) {
  using Kind = hardwire::tls::StreamEvent::Kind;
  if (!IsSame(event.kind, in_c.kind)) return false;
  switch (event.kind) {
    case Kind::kRecord:
      return IsSameMessage(event.header, in_c.header);
    case Kind::kFragment:
      return IsSame(event.fragment, in_c.fragment) && event.violations.bits() == in_c.violations;
    case Kind::kAlert:
      return IsSameMessage(event.alert, in_c.alert);
    default:
      return in_c.header.tag == HW_UNSET && in_c.alert.tag == HW_UNSET;
  }
}

// A stream in chunks of the size that the second octet chooses.
void CheckStream(Bytes input) {
  if (input.size() < 2) return;
  const hardwire::fuzz::StreamSetup setup = hardwire::fuzz::StreamSetupFrom(input[0]);
  hardwire::tls::RecordStream stream(setup.Context(), setup.policy, setup.limits);
  const hw_stream_limits limits = {setup.limits.empty_records, setup.limits.warning_alerts,
                                   setup.limits.change_cipher_specs};
  hw_record_stream in_c = {};
  const hw_result set =
      hw_record_stream_init(&in_c, AsStruct(setup.Context()), AsStruct(setup.policy), limits);
  Require(hw_ok(set) == 1, "c: a stream begins", input);
  const size_t step = size_t{input[1]} + 1;
  Bytes rest = Behind(input, 2);
  for (int calls = 0; calls < 4096; ++calls) {
    const Bytes chunk = hardwire::fuzz::First(rest, std::min(step, rest.size()));
    hardwire::tls::StreamEvent event;
    hw_stream_event event_c = {};
    const Result result = stream.Next(chunk, &event);
    Require(IsSame(result, hw_record_stream_next(&in_c, chunk.data(), chunk.size(), &event_c)),
            "c: both streams have the same outcome", input);
    Require(IsSame(stream.EndOfStream(), hw_record_stream_end_of_stream(&in_c)) &&
                IsSame(stream.EndResult(), hw_record_stream_end_result(&in_c)),
            "c: both streams would end alike", input);
    if (!result.ok()) return;
    Require(IsSameEvent(event, event_c), "c: both streams have the same event", input);
    rest.remove_prefix(result.consumed());
    if (rest.empty() && event.kind == hardwire::tls::StreamEvent::Kind::kNone) return;
  }
}

// A datagram, with a list of connection ids or without.
void CheckDatagram(Bytes input) {
  Choices choices(input);
  constexpr std::array<uint16_t, 4> kVersions = {0, HW_DTLS10, HW_DTLS12, HW_DTLS13};
  const uint8_t setup = choices.Octet();
  const auto context = hardwire::tls::DtlsContext::Of(kVersions[setup & 3])
                           .WithCid(static_cast<uint8_t>(setup >> 2 & 3));
  const Policy policy = hardwire::fuzz::kPolicies[(setup >> 4 & 3) % 3];
  const std::array<Bytes, 2> ids = {choices.Some(), choices.Some()};
  const std::array<hw_bytes, 2> ids_c = {
      {{ids[0].data(), ids[0].size()}, {ids[1].data(), ids[1].size()}}};
  const size_t listed = setup >> 6 == 0 ? 2 : 0;
  const Bytes octets = choices.Some();
  hardwire::tls::DtlsDatagram rest(octets, {ids.data(), listed});
  hw_dtls_datagram rest_c = hw_dtls_datagram_of(octets.data(), octets.size());
  rest_c.cids = ids_c.data();
  rest_c.cids_size = listed;
  while (true) {
    hardwire::tls::DtlsRecord record;
    hw_dtls_record record_c = {};
    const hardwire::tls::DtlsStep step = Next(&rest, &record, context, policy);
    const hw_dtls_step step_c =
        hw_dtls_next(&rest_c, &record_c, AsStruct(context), AsStruct(policy));
    Require(step_c.event == static_cast<uint32_t>(step.event) + 1 && step.offset == step_c.offset &&
                IsSame(step.result, step_c.result) && rest.next == rest_c.next &&
                IsSame(rest.cid, rest_c.cid),
            "c: both datagrams have the same step", input);
    if (step.event == hardwire::tls::DtlsEvent::kEnd) return;
    if (step.event != hardwire::tls::DtlsEvent::kRecord) continue;
    Require(IsSameMessage(record.header, record_c.header) &&
                IsSame(record.header_octets, record_c.header_octets) &&
                IsSame(record.fragment, record_c.fragment),
            "c: both datagrams have the same record", input);
  }
}

// Whether both are the same as a sockaddr of this family, or have none.
template <typename Sockaddr>
bool IsSameSockaddr(const hardwire::socks::Address& address, const hw_address& in_c) {
  Sockaddr to;
  sockaddr_storage to_c = {};
  if (!hardwire::socks::ToSockaddr(address, &to)) return true;
  hw_address back = {};
  const socklen_t size = hw_address_to_sockaddr(&in_c, &to_c);
  const auto* from = reinterpret_cast<const sockaddr*>(&to_c);
  return size == sizeof(to) && memcmp(&to, &to_c, size) == 0 &&
         hw_address_from_sockaddr(from, size, &back) == 1 && hw_address_equal(&back, &in_c) == 1 &&
         hw_address_from_sockaddr(from, size - 1, &back) == 0 &&
         IsSame(hardwire::socks::FromSockaddr(to), back);
}

// The input as the text of an address, and as the start of a stream.
void CheckAddressInC(Bytes input) {
  hardwire::Protocol protocol = hardwire::Protocol::kOther;
  uint8_t protocol_c = 0;
  Require(IsSame(hardwire::Sniff(input, &protocol),
                 hw_sniff(input.data(), input.size(), &protocol_c)) &&
              IsSame(protocol, protocol_c),
          "c: both see the same protocol", input);
  const hardwire::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
  hardwire::socks::Address address;
  hw_address in_c = {};
  const Result parsed = Parse(text, &address);
  Require(IsSame(parsed, hw_address_parse(text.data(), text.size(), &in_c)),
          "c: both parse an address with the same outcome", input);
  if (!parsed.ok()) return;
  std::array<char, hardwire::socks::kMaxAddressText> output = {};
  std::array<char, hardwire::socks::kMaxAddressText> output_c = {};
  Require(IsSame(address, in_c) &&
              IsSame(Format(address, hardwire::MakeSpan(output)),
                     hw_address_format(&in_c, output_c.data(), output_c.size())) &&
              output == output_c &&
              IsSame(FormatIp(address, hardwire::MakeSpan(output)),
                     hw_address_format_ip(&in_c, output_c.data(), output_c.size())) &&
              output == output_c,
          "c: both have the same address", input);
  sockaddr_storage none = {};
  const bool is_ip = address.type() != hardwire::socks::AddressType::kDomain;
  Require(IsSameSockaddr<sockaddr_in>(address, in_c) &&
              IsSameSockaddr<sockaddr_in6>(address, in_c) &&
              (hw_address_to_sockaddr(&in_c, &none) != 0) == is_ip,
          "c: both have the same sockaddr", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  const Bytes input(data, size);
  switch (data[0] % 8) {
    case 0:
      hardwire::fuzz::WithMessage(data[1], data[2], [&](auto m) {
        CheckMessage<decltype(m)>(Behind(input, 4), hardwire::fuzz::kPolicies[data[3] % 3], input);
      });
      break;
    case 1:
      hardwire::fuzz::CheckHandshakesInC(Behind(input, 1));
      break;
    case 2:
      CheckStream(Behind(input, 1));
      break;
    case 3:
      CheckDatagram(Behind(input, 1));
      break;
    case 4:
      hardwire::fuzz::CheckHelloInC(Behind(input, 1));
      break;
    case 5:
      hardwire::fuzz::CheckReaderInC(Behind(input, 1));
      break;
    case 6:
      hardwire::fuzz::CheckNamesInC(Behind(input, 1));
      CheckAddressInC(Behind(input, 1));
      break;
    default:
      hardwire::fuzz::CheckReassemblyInC(Behind(input, 1));
  }
  return 0;
}
