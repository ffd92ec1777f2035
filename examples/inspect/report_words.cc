// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/report_words.h"

#include <cstdint>
#include <string>
#include <vector>

#include "examples/inspect/words.h"
#include "hardwire/result.h"

namespace hardwire {
namespace inspect {
namespace {

std::string Counted(uint64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string OutcomeText(const std::string& what, Result result) {
  std::string text = what + ": " + Str(Name(result.code()));
  if (result.detail() != Detail::kNone) text += " / " + Str(Name(result.detail()));
  if (result.offset() != 0) text += " at offset " + std::to_string(result.offset());
  if (result.octet() != 0) text += " (octet " + HexOf(std::vector<uint8_t>{result.octet()}) + ")";
  return text + ": " + Str(Sentence(result));
}

}  // namespace

std::string RoleOf(const Conversation& conversation, Side side) {
  return side == conversation.client() ? "client" : "server";
}

Endpoint EndpointOf(const Conversation& conversation, Side side) {
  return side == Side::kOpener ? conversation.opening().opener : conversation.opening().other;
}

std::string ProtocolsText(const Conversation& conversation) {
  std::string text;
  for (const std::string& name : conversation.protocols()) {
    text += (text.empty() ? "" : " and ") + name;
  }
  if (conversation.version() != 0) text += ", " + VersionName(conversation.version());
  return text;
}

std::string ItemText(const Item& item) {
  if (item.kind == "gap") return "these " + SizeName(item.size) + " are not in the capture";
  std::string text = item.summary + (item.summary.empty() ? "" : "; ");
  if (item.count > 1) text += std::to_string(item.count) + " of them, ";
  return text + SizeName(item.size);
}

std::vector<std::string> FaultsOf(const Item& item) {
  std::vector<std::string> faults;
  if (!item.result.ok()) faults.push_back(OutcomeText("rejected", item.result));
  std::string names;
  for (const auto& name : NamesOf(item.violations)) {
    names += (names.empty() ? "" : ", ") + name.get<std::string>();
  }
  if (!names.empty()) faults.push_back("violations: " + names);
  if (!item.verdict.ok()) faults.push_back(OutcomeText("refused", item.verdict));
  return faults;
}

std::string EndText(const DirectionEnd& end) {
  std::string text = end.closed;
  if (end.transport != end.closed) text += ", " + end.transport;
  if (end.closed == "open") return "no end was seen";
  const bool explains = end.result && end.closed != end.transport;
  return explains ? text + ": " + Str(Sentence(*end.result)) : text;
}

std::vector<std::string> RemarksOn(const Conversation& conversation) {
  std::vector<std::string> remarks;
  if (!conversation.opening().from_start) remarks.emplace_back("joined in its middle");
  if (conversation.leaving() == Leaving::kLetGo) {
    remarks.emplace_back("let go here: the memory was needed for other flows");
  }
  if (conversation.leaving() == Leaving::kReused) {
    remarks.emplace_back("followed until another connection used the same ports");
  }
  const uint64_t left_out = conversation.transcript().left_out();
  if (left_out != 0) {
    remarks.push_back(Counted(left_out, "more message is", "more messages are") + " not shown");
  }
  return remarks;
}

std::string TotalsText(const Totals& totals) {
  std::string text = Counted(totals.packets, "packet", "packets") + "; " +
                     Counted(totals.conversations, "conversation", "conversations") + " in " +
                     Counted(totals.flows, "flow", "flows");
  if (totals.let_go != 0) text += "; " + Counted(totals.let_go, "flow", "flows") + " let go";
  if (totals.fragments != 0) {
    text += "; " + Counted(totals.fragments, "fragment", "fragments") + " of IP not joined";
  }
  if (totals.broken != 0) text += "; " + Counted(totals.broken, "packet", "packets") + " not read";
  if (totals.strays != 0) {
    text += "; " + Counted(totals.strays, "segment", "segments") + " outside of the window";
  }
  return text;
}

}  // namespace inspect
}  // namespace hardwire
