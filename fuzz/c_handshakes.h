// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Both ends of a SOCKS handshake in C beside those of C++: the same calls, chosen by the input,
// must have the same outcomes, write the same octets and lead to the same steps.

#ifndef HARDWIRE_FUZZ_C_HANDSHAKES_H_
#define HARDWIRE_FUZZ_C_HANDSHAKES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "fuzz/c_messages.h"
#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "hardwire/c/hardwire.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {

// What one end has written and the other has not read.
struct Wire {
  std::array<uint8_t, 600> octets = {};
  size_t size = 0;

  Bytes bytes() const { return {octets.data(), size}; }
};

// What one call of C++ and one of C give and write. Each gets room of its own.
template <typename Call, typename CallC>
void SameWrite(Bytes input, Wire* wire, Call call, CallC call_c) {
  std::array<uint8_t, 600> output = {};
  std::array<uint8_t, 600> output_c = {};
  const Result result = call(MakeSpan(output));
  const hw_result result_c = call_c(output_c.data(), output_c.size());
  Require(IsSame(result, result_c), "c: both write with the same outcome", input);
  Require(output == output_c, "c: both write the same octets", input);
  if (!result.ok()) return;
  wire->octets = output;
  wire->size = result.written();
}

// Both ends write a message that the input makes.
template <typename Message, typename End, typename EndC, typename CallC>
void SameMessage(Choices* c, Bytes input, Wire* wire, End* end, EndC* end_c, Policy policy,
                 CallC call_c) {
  Message message;
  Make(c, &message);
  const auto message_c = AsStruct(message);
  SameWrite(
      input, wire,
      [&](Span<uint8_t> output) {
        if constexpr (kBreaksRules<Message>) {
          return end->Write(message, output, policy);
        } else {
          return end->Write(message, output);
        }
      },
      [&](uint8_t* output, size_t size) {
        return CallInC<Message>(call_c, NoContext(), policy, end_c, &message_c, output, size);
      });
}

// A selected method is the same, or there is none.
inline bool IsSameMethod(std::optional<socks5::Method> method, int given, uint8_t method_c) {
  return method ? given == 1 && IsSame(*method, method_c) : given == 0;
}

// What is read: octets of the input, or what the other end wrote.
inline Bytes ToRead(Choices* c, const Wire& wire) { return c->Flag() ? c->Some() : wire.bytes(); }

struct ClientPair {
  ClientPair(bool socks4, Policy policy)
      : end(socks4 ? socks::ClientHandshake::Socks4(policy)
                   : socks::ClientHandshake::Socks5(policy)) {
    const auto init = socks4 ? hw_client_handshake_init_socks4 : hw_client_handshake_init_socks5;
    init(&end_c, AsStruct(policy));
  }

  void Write(Choices* c, Bytes input, Wire* wire, Policy policy) {
    switch (c->Octet() % 5) {
      case 0:
        return SameMessage<socks5::Greeting>(c, input, wire, &end, &end_c, policy,
                                             hw_client_handshake_write_greeting);
      case 1:
        return SameMessage<userpass::Request>(c, input, wire, &end, &end_c, policy,
                                              hw_client_handshake_write_userpass);
      case 2:
        return SameMessage<socks5::Request>(c, input, wire, &end, &end_c, policy,
                                            hw_client_handshake_write_socks5);
      case 3:
        return SameMessage<socks4::Request>(c, input, wire, &end, &end_c, policy,
                                            hw_client_handshake_write_socks4);
      default:
        return SameMessage<gssapi::Frame>(c, input, wire, &end, &end_c, policy,
                                          hw_client_handshake_write_gssapi);
    }
  }

  void Read(Bytes octets, Bytes input) {
    socks::ClientEvent event;
    hw_client_event event_c = {};
    const Result result = end.Read(octets, &event);
    Require(
        IsSame(result, hw_client_handshake_read(&end_c, octets.data(), octets.size(), &event_c)),
        "c: both clients read with the same outcome", input);
    if (!result.ok()) return;
    using Kind = socks::ClientEvent::Kind;
    const bool same = IsSame(event.kind, event_c.kind) &&
                      event.violations.bits() == event_c.violations &&
                      IsSame(event.method, event_c.method) &&
                      (event.kind == Kind::kFrame ? IsSameMessage(event.frame, event_c.frame)
                                                  : event_c.frame.tag == HW_UNSET) &&
                      (event.kind == Kind::kReply ? IsSame(event.address, event_c.address)
                                                  : event_c.address.type == HW_ADDRESS_UNSET);
    Require(same, "c: both clients have the same event", input);
  }

  void Call(Choices* c, Bytes input, const Wire& incoming, Wire* outgoing) {
    const Policy policy = kPolicies[c->Octet() % 3];
    switch (c->Octet() % 6) {
      case 0:
      case 1:
        return Write(c, input, outgoing, policy);
      case 2:
      case 3:
        return Read(ToRead(c, incoming), input);
      case 4:
        return Require(IsSame(end.Authenticated(), hw_client_handshake_authenticated(&end_c)),
                       "c: both clients are authenticated alike", input);
      default:
        return End(c->Flag(), c->Some(), input);
    }
  }

  void End(bool surplus, Bytes unread, Bytes input) {
    const auto end_in_c = surplus ? hw_client_handshake_surplus : hw_client_handshake_end_of_stream;
    const Result result = surplus ? end.Surplus(unread) : end.EndOfStream(unread);
    Require(IsSame(result, end_in_c(&end_c, unread.data(), unread.size())),
            "c: both clients end alike", input);
  }

  void Check(Bytes input) const {
    uint8_t method = 0;
    const int given = hw_client_handshake_method(&end_c, &method);
    Require(IsSame(end.step(), hw_client_handshake_step(&end_c)) &&
                IsSame(end.result(), hw_client_handshake_result(&end_c)) &&
                (end.awaits_peer() ? 1 : 0) == hw_client_handshake_awaits_peer(&end_c) &&
                IsSameMethod(end.method(), given, method) &&
                hw_client_handshake_equal(&end_c, &end_c) == 1,
            "c: both clients are at the same step", input);
  }

  socks::ClientHandshake end;
  hw_client_handshake end_c = {};
};

struct ServerPair {
  ServerPair(uint8_t protocols, Policy policy)
      : end(static_cast<socks::ServerHandshake::Protocols>(protocols), policy) {
    hw_server_handshake_init(&end_c, static_cast<uint8_t>(protocols + 1), AsStruct(policy));
  }

  void Write(Choices* c, Bytes input, Wire* wire, Policy policy) {
    switch (c->Octet() % 5) {
      case 0:
        return SameMessage<socks5::MethodSelection>(c, input, wire, &end, &end_c, policy,
                                                    hw_server_handshake_write_method);
      case 1:
        return SameMessage<userpass::Reply>(c, input, wire, &end, &end_c, policy,
                                            hw_server_handshake_write_userpass);
      case 2:
        return SameMessage<socks5::Reply>(c, input, wire, &end, &end_c, policy,
                                          hw_server_handshake_write_socks5);
      case 3:
        return SameMessage<socks4::Reply>(c, input, wire, &end, &end_c, policy,
                                          hw_server_handshake_write_socks4);
      default:
        return SameMessage<gssapi::Frame>(c, input, wire, &end, &end_c, policy,
                                          hw_server_handshake_write_gssapi);
    }
  }

  void Grant(Choices* c, Bytes input, Wire* wire) {
    socks::Address bound;
    Fill(c, &bound);
    hw_address bound_c;
    Set(bound, &bound_c);
    SameWrite(
        input, wire, [&](Span<uint8_t> output) { return end.Grant(bound, output); },
        [&](uint8_t* output, size_t size) {
          return hw_server_handshake_grant(&end_c, &bound_c, output, size);
        });
  }

  void Refuse(Choices* c, Bytes input, Wire* wire) {
    const uint8_t code = c->Octet();
    const bool socks4 = c->Flag();
    SameWrite(
        input, wire,
        [&](Span<uint8_t> output) {
          return socks4 ? end.Refuse(static_cast<socks4::ReplyCode>(code), output)
                        : end.Refuse(static_cast<socks5::ReplyCode>(code), output);
        },
        [&](uint8_t* output, size_t size) {
          return (socks4 ? hw_server_handshake_refuse_socks4 : hw_server_handshake_refuse_socks5)(
              &end_c, code, output, size);
        });
  }

  // Refuses for a reason of the input's choice.
  void RefuseResult(Choices* c, Bytes input, Wire* wire) {
    const auto code = static_cast<uint8_t>(c->Octet() % 5 + 2);
    const auto detail = static_cast<uint8_t>(c->Octet() % kDetailCount);
    const uint8_t octet = c->Octet();
    const Result reason =
        Result::Error(static_cast<Code>(code), static_cast<Detail>(detail), 1, octet);
    const hw_result reason_c = {static_cast<uint8_t>(code + 1), detail, octet, HW_LAYER_SOCKS, 1};
    SameWrite(
        input, wire, [&](Span<uint8_t> output) { return end.Refuse(reason, output); },
        [&](uint8_t* output, size_t size) {
          return hw_server_handshake_refuse(&end_c, reason_c, output, size);
        });
  }

  void Read(Bytes octets, Bytes input) {
    socks::ServerEvent event;
    hw_server_event event_c = {};
    const Result result = end.Read(octets, &event);
    Require(
        IsSame(result, hw_server_handshake_read(&end_c, octets.data(), octets.size(), &event_c)),
        "c: both servers read with the same outcome", input);
    if (!result.ok()) return;
    using Kind = socks::ServerEvent::Kind;
    const bool same =
        IsSame(event.kind, event_c.kind) && event.violations.bits() == event_c.violations &&
        IsSame(event.command, event_c.command) && IsSame(event.userid, event_c.userid) &&
        (event.kind == Kind::kGreeting ? IsSameMessage(event.greeting, event_c.greeting)
                                       : event_c.greeting.tag == HW_UNSET) &&
        (event.kind == Kind::kCredentials ? IsSameMessage(event.credentials, event_c.credentials)
                                          : event_c.credentials.tag == HW_UNSET) &&
        (event.kind == Kind::kFrame ? IsSameMessage(event.frame, event_c.frame)
                                    : event_c.frame.tag == HW_UNSET) &&
        (event.kind == Kind::kRequest ? IsSame(event.address, event_c.address)
                                      : event_c.address.type == HW_ADDRESS_UNSET);
    Require(same, "c: both servers have the same event", input);
  }

  void Call(Choices* c, Bytes input, const Wire& incoming, Wire* outgoing) {
    const Policy policy = kPolicies[c->Octet() % 3];
    switch (c->Octet() % 8) {
      case 0:
      case 1:
        return Write(c, input, outgoing, policy);
      case 2:
      case 3:
        return Read(ToRead(c, incoming), input);
      case 4:
        return Grant(c, input, outgoing);
      case 5:
        return c->Flag() ? Refuse(c, input, outgoing) : RefuseResult(c, input, outgoing);
      case 6:
        return Require(IsSame(end.Authenticated(), hw_server_handshake_authenticated(&end_c)),
                       "c: both servers are authenticated alike", input);
      default:
        return End(c->Some(), input);
    }
  }

  void End(Bytes unread, Bytes input) {
    Require(IsSame(end.EndOfStream(unread),
                   hw_server_handshake_end_of_stream(&end_c, unread.data(), unread.size())),
            "c: both servers end alike", input);
  }

  void Check(Bytes input) const {
    uint8_t method = 0;
    const int given = hw_server_handshake_method(&end_c, &method);
    Require(IsSame(end.step(), hw_server_handshake_step(&end_c)) &&
                IsSame(end.result(), hw_server_handshake_result(&end_c)) &&
                (end.awaits_peer() ? 1 : 0) == hw_server_handshake_awaits_peer(&end_c) &&
                IsSameMethod(end.method(), given, method) &&
                end.version() == hw_server_handshake_version(&end_c) &&
                hw_server_handshake_equal(&end_c, &end_c) == 1,
            "c: both servers are at the same step", input);
  }

  socks::ServerHandshake end;
  hw_server_handshake end_c = {};
};

// A client and a server of C++ and of C. Each call reads and writes by the input's choice.
inline void CheckHandshakesInC(Bytes input) {
  Choices c(input);
  const uint8_t setup = c.Octet();
  ClientPair client((setup & 1) != 0, kPolicies[setup / 2 % 3]);
  ServerPair server(static_cast<uint8_t>(setup / 6 % 3), kPolicies[setup / 18 % 3]);
  Wire to_server;
  Wire to_client;
  for (int calls = 0; calls < 24; ++calls) {
    if (c.Flag()) {
      client.Call(&c, input, to_client, &to_server);
    } else {
      server.Call(&c, input, to_server, &to_client);
    }
    client.Check(input);
    server.Check(input);
  }
}

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_FUZZ_C_HANDSHAKES_H_
