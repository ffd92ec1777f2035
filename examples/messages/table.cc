// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/messages/table.h"

#include <string>
#include <type_traits>

#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

constexpr char kHead[] =
    R"(# Messages

`tools/dev docs` writes this page from the list of all messages, [messages.h](../codec/hardwire/messages.h).

A message is a struct with `Decode`, `Encode` and `EncodedSize`. Its name is that of its kind in [inspect](inspect.md). One
that arrives in a stream may come in pieces: `Decode` says how many octets are missing. One that arrives whole is a datagram
or a plaintext. A message with a context is read differently at different points of a connection. One that can break a rule
is judged by a [policy](policy.md).

The pages [SOCKS4](socks4.md), [SOCKS5](socks5.md), [TLS](tls-record.md), [ClientHello](client-hello.md) and [DTLS](dtls.md) show
each of them byte by byte.

| message | id | octets at most | arrives | context | policy | fields |
| --- | --- | --- | --- | --- | --- | --- |
)";

std::string Text(string_view text) { return std::string(text.data(), text.size()); }

template <typename Message>
std::string FieldsOf() {
  std::string names;
  Message message;
  Message::VisitFields(
      [&names](string_view name, const auto& /*field*/) {
        names += (names.empty() ? "" : ", ") + Text(name);
      },
      message);
  return names;
}

template <typename Message>
std::string Row() {
  const MessageInfo& info = Message::kInfo;
  return "| " + Text(info.name) + " | " + std::to_string(info.id) + " | " +
         std::to_string(info.most) + " | " +
         (info.arrival == Arrival::kStream ? "in a stream" : "whole") + " | " +
         (kHasContext<Message> ? "yes" : "no") + " | " + (kBreaksRules<Message> ? "yes" : "no") +
         " | " + FieldsOf<Message>() + " |\n";
}

template <typename... Messages>
struct Rows {
  static std::string Text() { return (Row<Messages>() + ...); }
};

}  // namespace

std::string MessagesDocument() { return kHead + EveryMessage<Rows>::Text(); }

}  // namespace hardwire
