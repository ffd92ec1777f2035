// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

#include "examples/inspect/report.h"
#include "examples/inspect/report_words.h"
#include "examples/inspect/words.h"
#include "hardwire/result.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

Json OutcomeOf(Result result) {
  if (result.ok()) return nullptr;
  return {{"code", Str(Name(result.code()))},
          {"detail", Str(Name(result.detail()))},
          {"offset", result.offset()},
          {"octet", result.octet()},
          {"sentence", Str(Sentence(result))}};
}

std::string NameOf(Leaving leaving) {
  switch (leaving) {
    case Leaving::kClosed:
      return "closed";
    case Leaving::kCaptureEnds:
      return "capture_ends";
    case Leaving::kLetGo:
      return "let_go";
    case Leaving::kReused:
      break;
  }
  return "reused";
}

Json MessageOf(const Conversation& conversation, const Item& item) {
  return {{"packet", item.at.packet},
          {"time", item.at.microseconds},
          {"from", RoleOf(conversation, item.from)},
          {"kind", item.kind},
          {"size", item.size},
          {"count", item.count},
          {"summary", item.summary},
          {"fields", item.fields.empty() ? Json::object() : Json::parse(item.fields)},
          {"violations", NamesOf(item.violations)},
          {"rejected", OutcomeOf(item.result)},
          {"refused", OutcomeOf(item.verdict)}};
}

Json EndOf(const DirectionEnd& end) {
  return {{"transport", end.transport},
          {"closed", end.closed},
          {"result", end.result ? OutcomeOf(*end.result) : Json(nullptr)}};
}

class JsonReport : public Report {
 public:
  explicit JsonReport(std::ostream* out) : out_(out) {}

  void Add(const Conversation& conversation) override {
    const Side client = conversation.client();
    const Side server = Opposite(client);
    Json json = {{"conversation", ++count_},
                 {"client", ToText(EndpointOf(conversation, client))},
                 {"server", ToText(EndpointOf(conversation, server))},
                 {"protocols", conversation.protocols()},
                 {"version", conversation.version()},
                 {"from_start", conversation.opening().from_start},
                 {"packet", conversation.opening().at.packet},
                 {"time", conversation.opening().at.microseconds},
                 {"left", NameOf(conversation.leaving())},
                 {"left_out", conversation.transcript().left_out()}};
    Json messages = Json::array();
    for (const Item& item : conversation.transcript().items()) {
      messages.push_back(MessageOf(conversation, item));
    }
    json["messages"] = messages;
    json["ends"] = {{"client", EndOf(conversation.EndOf(client))},
                    {"server", EndOf(conversation.EndOf(server))}};
    Write(json);
  }

  void Finish(const Totals& totals) override {
    const Json numbers = {{"packets", totals.packets},
                          {"conversations", totals.conversations},
                          {"flows", totals.flows},
                          {"let_go", totals.let_go},
                          {"fragments", totals.fragments},
                          {"broken", totals.broken},
                          {"strays", totals.strays},
                          {"error", totals.error.empty() ? Json(nullptr) : Json(totals.error)}};
    Write({{"totals", numbers}});
  }

 private:
  void Write(const Json& json) {
    *out_ << json.dump(-1, ' ', true, Json::error_handler_t::replace) << "\n";
  }

  std::ostream* out_;
  uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Report> MakeJsonReport(std::ostream* out) {
  return std::make_unique<JsonReport>(out);
}

}  // namespace inspect
}  // namespace hardwire
