// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the page of the playground asks: inspect's answers, as text.

#ifndef HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_
#define HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_

#include <string>
#include <vector>

#include "examples/inspect/forms.h"

namespace hardwire {
namespace playground {

// What there is to choose from, as JSON: {"version","policies","kinds"}, and of each kind
// {"name","keys","contexts","usual"}, where `usual` is the context without a key ctx.
std::string Choices();

// The bytes that `content` shows, as JSON: {"hex","note"}, or {"error"}. See inspect::ReadContent.
std::string Read(const std::string& content, inspect::Form form, const std::string& kind);

// A line, which `inspect --batch` answers to the request of these words: KIND HEX [POLICY]
// [KEY=VALUE ...]. Behind it what inspect prints for a person below the fields: the outcome, the
// platforms' numbers, what to send. Here HEX may have white space in it.
std::string Answer(const std::vector<std::string>& words);

}  // namespace playground
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_
