// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "examples/inspect/report.h"
#include "examples/inspect/report_words.h"
#include "examples/inspect/words.h"

namespace hardwire {
namespace inspect {
namespace {

std::string Right(const std::string& text, size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}
std::string Left(const std::string& text, size_t width) {
  return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
}

class TextReport : public Report {
 public:
  TextReport(std::ostream* out, bool colour) : out_(out), colour_(colour) {}

  void Add(const Conversation& conversation) override {
    const Side client = conversation.client();
    *out_ << In("1", "conversation " + std::to_string(++count_)) << ": "
          << ToText(EndpointOf(conversation, client)) << " to "
          << ToText(EndpointOf(conversation, Opposite(client))) << ", "
          << ProtocolsText(conversation) << "\n";
    for (const std::string& remark : RemarksOn(conversation)) {
      *out_ << "  " << In("33", remark) << "\n";
    }
    for (const Item& item : conversation.transcript().items()) AddItem(conversation, item);
    for (const Side side : {client, Opposite(client)}) {
      if (!conversation.opening().is_tcp) break;
      *out_ << "  " << RoleOf(conversation, side) << " ended: " << EndText(conversation.EndOf(side))
            << "\n";
    }
    *out_ << "\n";
  }

  void Finish(const Totals& totals) override { *out_ << TotalsText(totals) << "\n"; }

 private:
  // `text` in an ANSI colour.
  std::string In(const std::string& code, const std::string& text) const {
    return colour_ ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  void AddItem(const Conversation& conversation, const Item& item) {
    const std::string role = RoleOf(conversation, item.from);
    const uint64_t start = conversation.opening().at.microseconds;
    const uint64_t time = item.at.microseconds < start ? 0 : item.at.microseconds - start;
    *out_ << Right(std::to_string(item.at.packet), 8) << "  " << Right(SecondsName(time), 10)
          << "  " << In(role == "client" ? "36" : "35", role) << "  "
          << In("1", Left(item.kind == "gap" ? item.summary : item.kind, 23)) << "  "
          << ItemText(item) << "\n";
    for (const std::string& fault : FaultsOf(item)) {
      *out_ << std::string(30, ' ') << In("31", fault) << "\n";
    }
  }

  std::ostream* out_;
  bool colour_;
  uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Report> MakeTextReport(std::ostream* out, bool colour) {
  return std::make_unique<TextReport>(out, colour);
}

}  // namespace inspect
}  // namespace hardwire
