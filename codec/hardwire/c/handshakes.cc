// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/handshakes.h"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "hardwire/c/base.h"
#include "hardwire/c/convert.h"
#include "hardwire/c/socks.h"
#include "hardwire/result.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/server_handshake.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

using socks::ClientHandshake;
using socks::HandshakeStep;
using socks::ServerHandshake;

namespace {

// The tag of a handshake that init has set.
constexpr uint32_t kClientTag = 0x43;

// Empty if it is unset.
std::optional<ClientHandshake> ClientOf(const hw_client_handshake& from) {
  return Loaded(from, kClientTag, ClientHandshake::Socks5());
}

// Calls `what` with the handshake, and keeps what becomes of it.
template <typename Call>
hw_result WithClient(hw_client_handshake* handshake, Call what) {
  std::optional<ClientHandshake> end = ClientOf(*handshake);
  if (!end) return kUnsetMemory;
  const Result result = what(&*end);
  Store(handshake, kClientTag, *end);
  return ToC(result);
}

// The tag of a handshake that init has set.
constexpr uint32_t kServerTag = 0x53;

// Empty if it is unset.
std::optional<ServerHandshake> ServerOf(const hw_server_handshake& from) {
  return Loaded(from, kServerTag, ServerHandshake(ServerHandshake::Protocols::kSocks5));
}

// Calls `what` with the handshake, and keeps what becomes of it.
template <typename Call>
hw_result WithServer(hw_server_handshake* handshake, Call what) {
  std::optional<ServerHandshake> end = ServerOf(*handshake);
  if (!end) return kUnsetMemory;
  const Result result = what(&*end);
  Store(handshake, kServerTag, *end);
  return ToC(result);
}

hw_client_event ClientEventToC(const socks::ClientEvent& from) {
  using Kind = socks::ClientEvent::Kind;
  hw_client_event to = {};
  to.kind = static_cast<uint32_t>(from.kind);
  to.method = static_cast<uint8_t>(from.method);
  if (from.kind == Kind::kFrame) to.frame = ToC(from.frame);
  if (from.kind == Kind::kReply) to.address = ToC(from.address);
  to.violations = from.violations.bits();
  return to;
}

hw_server_event ServerEventToC(const socks::ServerEvent& from) {
  using Kind = socks::ServerEvent::Kind;
  hw_server_event to = {};
  to.kind = static_cast<uint32_t>(from.kind);
  to.command = static_cast<uint8_t>(from.command);
  if (from.kind == Kind::kGreeting) to.greeting = ToC(from.greeting);
  if (from.kind == Kind::kCredentials) to.credentials = ToC(from.credentials);
  if (from.kind == Kind::kFrame) to.frame = ToC(from.frame);
  if (from.kind == Kind::kRequest) to.address = ToC(from.address);
  to.userid = ToC(from.userid);
  to.violations = from.violations.bits();
  return to;
}

}  // namespace

extern "C" {

HW_API const char* hw_step_name(uint8_t step) {
  return ToName(Name(static_cast<HandshakeStep>(step)));
}

HW_API void hw_client_handshake_init_socks4(hw_client_handshake* handshake, hw_policy policy) {
  Store(handshake, kClientTag, ClientHandshake::Socks4(FromC(policy)));
}
HW_API void hw_client_handshake_init_socks5(hw_client_handshake* handshake, hw_policy policy) {
  Store(handshake, kClientTag, ClientHandshake::Socks5(FromC(policy)));
}

HW_API uint8_t hw_client_handshake_step(const hw_client_handshake* handshake) {
  const std::optional<ClientHandshake> end = ClientOf(*handshake);
  return static_cast<uint8_t>(end ? end->step() : HandshakeStep::kOver);
}
HW_API int hw_client_handshake_awaits_peer(const hw_client_handshake* handshake) {
  const std::optional<ClientHandshake> end = ClientOf(*handshake);
  return end && end->awaits_peer() ? 1 : 0;
}
HW_API hw_result hw_client_handshake_result(const hw_client_handshake* handshake) {
  const std::optional<ClientHandshake> end = ClientOf(*handshake);
  return end ? ToC(end->result()) : kUnsetMemory;
}
HW_API int hw_client_handshake_method(const hw_client_handshake* handshake, uint8_t* method) {
  const std::optional<ClientHandshake> end = ClientOf(*handshake);
  if (!end || !end->method()) return 0;
  *method = static_cast<uint8_t>(*end->method());
  return 1;
}
HW_API int hw_client_handshake_equal(const hw_client_handshake* a, const hw_client_handshake* b) {
  const std::optional<ClientHandshake> first = ClientOf(*a);
  const std::optional<ClientHandshake> second = ClientOf(*b);
  return first && second && *first == *second ? 1 : 0;
}

HW_API hw_result hw_client_handshake_write_greeting(hw_client_handshake* handshake,
                                                    const hw_socks5_greeting* message,
                                                    uint8_t* output, size_t size,
                                                    hw_policy policy) {
  socks5::Greeting from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_client_handshake_write_userpass(hw_client_handshake* handshake,
                                                    const hw_socks5_userpass_request* message,
                                                    uint8_t* output, size_t size,
                                                    hw_policy policy) {
  userpass::Request from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_client_handshake_write_socks5(hw_client_handshake* handshake,
                                                  const hw_socks5_request* message, uint8_t* output,
                                                  size_t size, hw_policy policy) {
  socks5::Request from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_client_handshake_write_socks4(hw_client_handshake* handshake,
                                                  const hw_socks4_request* message, uint8_t* output,
                                                  size_t size, hw_policy policy) {
  socks4::Request from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_client_handshake_write_gssapi(hw_client_handshake* handshake,
                                                  const hw_socks5_gssapi* message, uint8_t* output,
                                                  size_t size) {
  gssapi::Frame from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->Write(from, {output, size});
  });
}

HW_API hw_result hw_client_handshake_authenticated(hw_client_handshake* handshake) {
  return WithClient(handshake, [](ClientHandshake* end) { return end->Authenticated(); });
}

HW_API hw_result hw_client_handshake_read(hw_client_handshake* handshake, const uint8_t* input,
                                          size_t size, hw_client_event* event) {
  socks::ClientEvent found;
  const hw_result result = WithClient(handshake, [&](ClientHandshake* end) {
    return end->Read({input, size}, &found);
  });
  if (result.code == HW_OK) *event = ClientEventToC(found);
  return result;
}

HW_API hw_result hw_client_handshake_end_of_stream(hw_client_handshake* handshake,
                                                   const uint8_t* unread, size_t size) {
  return WithClient(handshake, [&](ClientHandshake* end) {
    return end->EndOfStream({unread, size});
  });
}

HW_API hw_result hw_client_handshake_surplus(hw_client_handshake* handshake, const uint8_t* unread,
                                             size_t size) {
  return WithClient(handshake, [&](ClientHandshake* end) { return end->Surplus({unread, size}); });
}

HW_API void hw_server_handshake_init(hw_server_handshake* handshake, uint8_t protocols,
                                     hw_policy policy) {
  *handshake = {};
  if (protocols < HW_TAKE_SOCKS4_AND_SOCKS5 || protocols > HW_TAKE_SOCKS5) return;
  const auto taken = static_cast<ServerHandshake::Protocols>(protocols - 1);
  Store(handshake, kServerTag, ServerHandshake(taken, FromC(policy)));
}

HW_API uint8_t hw_server_handshake_step(const hw_server_handshake* handshake) {
  const std::optional<ServerHandshake> end = ServerOf(*handshake);
  return static_cast<uint8_t>(end ? end->step() : HandshakeStep::kOver);
}
HW_API int hw_server_handshake_awaits_peer(const hw_server_handshake* handshake) {
  const std::optional<ServerHandshake> end = ServerOf(*handshake);
  return end && end->awaits_peer() ? 1 : 0;
}
HW_API hw_result hw_server_handshake_result(const hw_server_handshake* handshake) {
  const std::optional<ServerHandshake> end = ServerOf(*handshake);
  return end ? ToC(end->result()) : kUnsetMemory;
}
HW_API int hw_server_handshake_method(const hw_server_handshake* handshake, uint8_t* method) {
  const std::optional<ServerHandshake> end = ServerOf(*handshake);
  if (!end || !end->method()) return 0;
  *method = static_cast<uint8_t>(*end->method());
  return 1;
}
HW_API int hw_server_handshake_equal(const hw_server_handshake* a, const hw_server_handshake* b) {
  const std::optional<ServerHandshake> first = ServerOf(*a);
  const std::optional<ServerHandshake> second = ServerOf(*b);
  return first && second && *first == *second ? 1 : 0;
}
HW_API uint8_t hw_server_handshake_version(const hw_server_handshake* handshake) {
  const std::optional<ServerHandshake> end = ServerOf(*handshake);
  return end ? end->version() : uint8_t{0};
}

HW_API hw_result hw_server_handshake_write_method(hw_server_handshake* handshake,
                                                  const hw_socks5_method_selection* message,
                                                  uint8_t* output, size_t size) {
  socks5::MethodSelection from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Write(from, {output, size});
  });
}
HW_API hw_result hw_server_handshake_write_userpass(hw_server_handshake* handshake,
                                                    const hw_socks5_userpass_reply* message,
                                                    uint8_t* output, size_t size,
                                                    hw_policy policy) {
  userpass::Reply from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_server_handshake_write_gssapi(hw_server_handshake* handshake,
                                                  const hw_socks5_gssapi* message, uint8_t* output,
                                                  size_t size) {
  gssapi::Frame from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Write(from, {output, size});
  });
}
HW_API hw_result hw_server_handshake_write_socks5(hw_server_handshake* handshake,
                                                  const hw_socks5_reply* message, uint8_t* output,
                                                  size_t size, hw_policy policy) {
  socks5::Reply from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}
HW_API hw_result hw_server_handshake_write_socks4(hw_server_handshake* handshake,
                                                  const hw_socks4_reply* message, uint8_t* output,
                                                  size_t size, hw_policy policy) {
  socks4::Reply from;
  if (!FromC(*message, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Write(from, {output, size}, FromC(policy));
  });
}

HW_API hw_result hw_server_handshake_grant(hw_server_handshake* handshake, const hw_address* bound,
                                           uint8_t* output, size_t size) {
  socks::Address from;
  if (!FromC(*bound, &from)) return kUnsetMemory;
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Grant(from, {output, size});
  });
}

HW_API hw_result hw_server_handshake_authenticated(hw_server_handshake* handshake) {
  return WithServer(handshake, [](ServerHandshake* end) { return end->Authenticated(); });
}

HW_API hw_result hw_server_handshake_read(hw_server_handshake* handshake, const uint8_t* input,
                                          size_t size, hw_server_event* event) {
  socks::ServerEvent found;
  const hw_result result = WithServer(handshake, [&](ServerHandshake* end) {
    return end->Read({input, size}, &found);
  });
  if (result.code == HW_OK) *event = ServerEventToC(found);
  return result;
}

HW_API hw_result hw_server_handshake_end_of_stream(hw_server_handshake* handshake,
                                                   const uint8_t* unread, size_t size) {
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->EndOfStream({unread, size});
  });
}

HW_API hw_result hw_server_handshake_refuse(hw_server_handshake* handshake, hw_result reason,
                                            uint8_t* output, size_t size) {
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Refuse(FromC(reason), {output, size});
  });
}
HW_API hw_result hw_server_handshake_refuse_socks5(hw_server_handshake* handshake, uint8_t code,
                                                   uint8_t* output, size_t size) {
  const auto said = static_cast<socks5::ReplyCode>(code);
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Refuse(said, {output, size});
  });
}
HW_API hw_result hw_server_handshake_refuse_socks4(hw_server_handshake* handshake, uint8_t code,
                                                   uint8_t* output, size_t size) {
  const auto said = static_cast<socks4::ReplyCode>(code);
  return WithServer(handshake, [&](ServerHandshake* end) {
    return end->Refuse(said, {output, size});
  });
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
