// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Conversations as text, as JSON and as a page.

#ifndef HARDWIRE_EXAMPLES_INSPECT_REPORT_H_
#define HARDWIRE_EXAMPLES_INSPECT_REPORT_H_

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "examples/inspect/conversation.h"

namespace hardwire {
namespace inspect {

// What was read besides conversations.
struct Totals {
  uint64_t packets = 0;
  uint64_t conversations = 0;
  uint64_t flows = 0;      // in which no protocol was found are counted too
  uint64_t let_go = 0;     // flows that were let go for their memory
  uint64_t fragments = 0;  // of IP datagrams, which are not joined
  uint64_t broken = 0;     // packets whose headers cannot be read
  uint64_t strays = 0;     // segments far from what is due
  std::string error;       // a sentence: where and why reading ended early; "" if it did not
};

// Writes each conversation as it is told, and keeps none. All that comes from packets is printable
// ASCII, and in a page escaped.
class Report {
 public:
  virtual ~Report() = default;
  virtual void Add(const Conversation& conversation) = 0;
  virtual void Finish(const Totals& totals) = 0;
};

// A line a message. `colour`: with ANSI colours.
std::unique_ptr<Report> MakeTextReport(std::ostream* out, bool colour);

// A JSON object a line: each conversation, then the totals.
std::unique_ptr<Report> MakeJsonReport(std::ostream* out);

// One HTML page that loads nothing and runs nothing. `title` is shown as it is, escaped.
std::unique_ptr<Report> MakeHtmlReport(std::ostream* out, const std::string& title);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_REPORT_H_
