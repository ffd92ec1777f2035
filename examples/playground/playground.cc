// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/playground/playground.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/arguments.h"
#include "examples/inspect/assembly.h"
#include "examples/inspect/conversation.h"
#include "examples/inspect/forms.h"
#include "examples/inspect/frame.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/report.h"
#include "hardwire/policy.h"
#include "hardwire/version.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace playground {
namespace {

using Json = nlohmann::ordered_json;

// In ASCII, on one line: bytes that are no UTF-8 are replaced, as inspect does.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

// Reads `words`; returns what is wrong with them, or "".
std::string Parse(const std::vector<std::string>& words, inspect::Request* request) {
  if (words.size() < 2) return "KIND HEX is expected";
  std::string error = inspect::ParseKind(words[0], request);
  if (!error.empty()) return error;
  inspect::Reading reading = inspect::ReadHex(words[1]);
  if (!reading.error.empty()) return reading.error;
  request->bytes = std::move(reading.bytes);
  return inspect::ParseSettings({words.begin() + 2, words.end()}, request);
}

// Keeps what two reports write, as long as it is not too much.
class BothReports : public inspect::Report {
 public:
  void Add(const inspect::Conversation& conversation) override {
    if (static_cast<size_t>(json_.tellp() + text_.tellp()) > kMostReport) {
      ++left_out_;
      return;
    }
    as_json_->Add(conversation);
    as_text_->Add(conversation);
  }
  void Finish(const inspect::Totals& totals) override {
    as_json_->Finish(totals);
    as_text_->Finish(totals);
  }

  std::string Told() const {
    return Dump({{"json", json_.str()}, {"text", text_.str()}, {"left_out", left_out_}});
  }

 private:
  std::ostringstream json_;
  std::ostringstream text_;
  std::unique_ptr<inspect::Report> as_json_ = inspect::MakeJsonReport(&json_);
  std::unique_ptr<inspect::Report> as_text_ = inspect::MakeTextReport(&text_, false);
  uint64_t left_out_ = 0;
};

struct Capture {
  explicit Capture(Policy policy) : assembly(policy, kCaptureMemory, &reports) {}
  BothReports reports;
  inspect::Assembly assembly;
};

std::unique_ptr<Capture>& TheCapture() {
  static std::unique_ptr<Capture> capture;
  return capture;
}

}  // namespace

std::string Choices() {
  Json kinds = Json::array();
  for (const std::string& name : inspect::Kinds()) {
    const inspect::Family family = inspect::FamilyOf(name);
    const inspect::NamedContext* const usual = inspect::DefaultContext(name);
    kinds.push_back({{"name", name},
                     {"keys", inspect::KeysOf(family)},
                     {"contexts", inspect::ContextsOf(family)},
                     {"usual", usual == nullptr ? "" : usual->name}});
  }
  Json choices;
  choices["version"] = HARDWIRE_VERSION;
  choices["policies"] = {"strict", "interop", "lenient"};
  choices["kinds"] = std::move(kinds);
  return Dump(choices);
}

std::string Read(const std::string& content, inspect::Form form, const std::string& kind) {
  const inspect::Reading reading = inspect::ReadContent(content, form, kind);
  if (!reading.error.empty()) return Dump({{"error", reading.error}});
  return Dump({{"hex", inspect::HexOf(reading.bytes)}, {"note", reading.note}});
}

std::string Answer(const std::vector<std::string>& words) {
  inspect::Request request;
  const std::string error = Parse(words, &request);
  if (!error.empty()) return Dump({{"error", error}}) + "\n";
  inspect::Inspection found = Inspect(request.kind, request.bytes, request.settings);
  const std::string json = Dump(ToJson(found));
  found.parts.clear();
  return json + "\n" + ToText(found, request.bytes, false);
}

std::string BeginCapture(const std::string& policy) {
  Policy parsed = Policy::Interop();
  std::string error = inspect::ParsePolicy(policy, &parsed);
  TheCapture() = error.empty() ? std::make_unique<Capture>(parsed) : nullptr;
  return error;
}

void TakePacket(uint32_t link, const std::string& frame, uint64_t microseconds) {
  if (TheCapture() == nullptr || link > static_cast<uint32_t>(inspect::Link::kLoopback)) return;
  const std::vector<uint8_t> octets(frame.begin(), frame.end());
  TheCapture()->assembly.Take(static_cast<inspect::Link>(link), octets, microseconds);
}

std::string FinishCapture(const std::string& error) {
  const std::unique_ptr<Capture> capture = std::exchange(TheCapture(), nullptr);
  if (capture == nullptr) return Dump({{"error", "no capture was begun"}});
  capture->assembly.Finish(error);
  return capture->reports.Told();
}

}  // namespace playground
}  // namespace hardwire
