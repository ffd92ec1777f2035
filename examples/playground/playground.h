// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the page of the playground asks: inspect's answers, as text.

#ifndef HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_
#define HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_

#include <cstddef>
#include <cstdint>
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

// The conversations of a capture, of which the page reads the file. Begin, Take for each packet,
// and Finish. What it holds is bounded: packets by kCaptureMemory, and what is reported by
// kMostReport, beyond which conversations are counted only.
constexpr size_t kCaptureMemory = size_t{32} << 20;
constexpr size_t kMostReport = size_t{4} << 20;

// "" or what is wrong with the policy. Another capture that was begun is forgotten.
std::string BeginCapture(const std::string& policy);

// `link` is one of inspect::Link. Nothing happens without a capture.
void TakePacket(uint32_t link, const std::string& frame, uint64_t microseconds);

// `error`: why the file was not read to its end, or "". JSON: {"json","text","left_out"}: what
// inspect --pcap --json prints, what it prints without, and how many conversations neither shows.
std::string FinishCapture(const std::string& error);

}  // namespace playground
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_PLAYGROUND_PLAYGROUND_H_
