// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

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

// The page forbids itself everything but the style below, which the policy names by its SHA-256
// (CSP Level 3 section 6.7.3.3). A test compares them.
constexpr char kHead[] = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
 style-src 'sha256-JYUJXu/tDN0ZRzJ1Q/A9cVf2C/NnK0sJUdWHM63wnFE='">
<meta name="viewport" content="width=device-width, initial-scale=1">
)";
constexpr char kStyle[] =
    R"(:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 78rem; padding: 0 1rem; }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .3rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8884; padding: .2rem .6rem; text-align: left; }
td { font: 13px/1.5 ui-monospace, monospace; vertical-align: top; white-space: nowrap; }
td.n { text-align: right; }
td:last-child { overflow-wrap: anywhere; white-space: normal; width: 100%; }
tr.server { background: #8881; }
.fault { color: #d32f2f; }
.remark { color: #b26a00; }
p { margin: .2rem 0; }
)";

std::string Escaped(const std::string& text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

class HtmlReport : public Report {
 public:
  HtmlReport(std::ostream* out, const std::string& title) : out_(out), title_(Escaped(title)) {}

  void Add(const Conversation& conversation) override {
    Begin();
    const Side client = conversation.client();
    *out_ << "<section>\n<h2>Conversation " << ++count_ << ": "
          << Escaped(ToText(EndpointOf(conversation, client))) << " to "
          << Escaped(ToText(EndpointOf(conversation, Opposite(client)))) << ", "
          << Escaped(ProtocolsText(conversation)) << "</h2>\n";
    for (const std::string& remark : RemarksOn(conversation)) {
      *out_ << "<p class=\"remark\">" << Escaped(remark) << "</p>\n";
    }
    *out_ << "<table>\n<tr><th>packet</th><th>seconds</th><th>from</th><th>message</th>"
          << "<th>what it says</th></tr>\n";
    for (const Item& item : conversation.transcript().items()) AddItem(conversation, item);
    *out_ << "</table>\n";
    for (const Side side : {client, Opposite(client)}) {
      if (!conversation.opening().is_tcp) break;
      *out_ << "<p>" << RoleOf(conversation, side)
            << " ended: " << Escaped(EndText(conversation.EndOf(side))) << "</p>\n";
    }
    *out_ << "</section>\n";
  }

  void Finish(const Totals& totals) override {
    Begin();
    *out_ << "<p>" << Escaped(TotalsText(totals)) << "</p>\n";
    if (!totals.error.empty()) {
      *out_ << "<p class=\"fault\">" << Escaped(totals.error) << "</p>\n";
    }
    *out_ << "</body>\n</html>\n";
  }

 private:
  // Nothing is written about a file that cannot be read.
  void Begin() {
    if (begun_) return;
    begun_ = true;
    *out_ << kHead << "<title>" << title_ << "</title>\n<style>" << kStyle
          << "</style>\n</head>\n<body>\n<h1>" << title_ << "</h1>\n";
  }

  void AddItem(const Conversation& conversation, const Item& item) {
    const std::string role = RoleOf(conversation, item.from);
    const uint64_t start = conversation.opening().at.microseconds;
    const uint64_t time = item.at.microseconds < start ? 0 : item.at.microseconds - start;
    *out_ << "<tr class=\"" << role << "\"><td class=\"n\">" << item.at.packet
          << "</td><td class=\"n\">" << SecondsName(time) << "</td><td>" << role << "</td><td>"
          << Escaped(item.kind == "gap" ? item.summary : item.kind) << "</td><td>"
          << Escaped(ItemText(item));
    for (const std::string& fault : FaultsOf(item)) {
      *out_ << "<br><span class=\"fault\">" << Escaped(fault) << "</span>";
    }
    *out_ << "</td></tr>\n";
  }

  std::ostream* out_;
  std::string title_;
  bool begun_ = false;
  uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Report> MakeHtmlReport(std::ostream* out, const std::string& title) {
  return std::make_unique<HtmlReport>(out, title);
}

}  // namespace inspect
}  // namespace hardwire
