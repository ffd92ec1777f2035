// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/turns.h"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>

#include "examples/inspect/conversation.h"
#include "examples/inspect/forms.h"

namespace hardwire {
namespace inspect {

std::string ReadTurns(std::istream* in, Policy policy, Report* report) {
  Opening opening;
  opening.from_start = true;
  opening.opener.port = 1;
  opening.other.port = 2;
  Totals totals;
  Conversation conversation(opening, policy, [&](const Conversation& done) {
    ++totals.conversations;
    report->Add(done);
  });
  Moment at;
  uint64_t number = 0;
  for (std::string line; std::getline(*in, line);) {
    ++number;
    const size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string::npos || line[begin] == '#') continue;
    const std::string where = "line " + std::to_string(number) + ": ";
    if (line[begin] != '>' && line[begin] != '<') return where + "it begins with neither > nor <";
    const Reading reading = ReadHex(line.substr(begin + 1));
    if (!reading.error.empty()) return where + reading.error;
    ++at.packet;
    const Side side = line[begin] == '>' ? Side::kOpener : Side::kOther;
    if (!reading.bytes.empty()) conversation.Data(side, reading.bytes, at);
  }
  conversation.Finish(Leaving::kCaptureEnds, at);
  totals.packets = at.packet;
  totals.flows = 1;
  report->Finish(totals);
  return "";
}

}  // namespace inspect
}  // namespace hardwire
