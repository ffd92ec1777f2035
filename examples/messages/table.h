// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// docs/messages.md, made from the list of all messages.

#ifndef HARDWIRE_EXAMPLES_MESSAGES_TABLE_H_
#define HARDWIRE_EXAMPLES_MESSAGES_TABLE_H_

#include <string>

namespace hardwire {

// The whole text of docs/messages.md.
std::string MessagesDocument();

}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_MESSAGES_TABLE_H_
