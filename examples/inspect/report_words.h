// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The words that the text and the page share.

#ifndef HARDWIRE_EXAMPLES_INSPECT_REPORT_WORDS_H_
#define HARDWIRE_EXAMPLES_INSPECT_REPORT_WORDS_H_

#include <string>
#include <vector>

#include "examples/inspect/conversation.h"
#include "examples/inspect/report.h"
#include "examples/inspect/transcript.h"

namespace hardwire {
namespace inspect {

// "client" or "server".
std::string RoleOf(const Conversation& conversation, Side side);

Endpoint EndpointOf(const Conversation& conversation, Side side);

// "socks5 and tls, TLS 1.3".
std::string ProtocolsText(const Conversation& conversation);

// "cmd connect, addr a.example, port 443; 18 bytes".
std::string ItemText(const Item& item);

// What is wrong with an item, or refuses: a sentence each.
std::vector<std::string> FaultsOf(const Item& item);

// "closed with close_notify", "truncated: the stream ends inside a record".
std::string EndText(const DirectionEnd& end);

// Remarks on the whole of it: joined in its middle, let go, items left out.
std::vector<std::string> RemarksOn(const Conversation& conversation);

// "12 packets; 3 conversations in 4 flows; ...".
std::string TotalsText(const Totals& totals);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_REPORT_WORDS_H_
