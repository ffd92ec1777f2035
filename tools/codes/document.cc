// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "tools/codes/document.h"

#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

#include "hardwire/outcomes.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/error_code.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/result.h"
#include "hardwire/socks/reply_for.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

constexpr char kTop[] = R"(<!-- Made by tools/dev docs from codec/hardwire/outcomes.h. -->
# Outcomes and their numbers

A `Result` says what happened (`code`) and why (`detail`). These functions turn it into a number, or into the answer
to a peer:
| function | header | gives |
| --- | --- | --- |
| `cfnetwork::FromResult` | platform/cfnetwork.h | the CFNetwork stream error: (subdomain, code), packed as `subdomain << 16 \| code` in domain 5 |
| `openharmony::FromResult` | platform/openharmony.h | the error code of OpenHarmony's socket module |
| `secure_transport::FromResult` | platform/secure_transport.h | the OSStatus |
| `socks4::ReplyFor`, `socks5::ReplyFor` | socks/reply_for.h | the octet that a server answers: CD; REP, METHOD, STATUS or MTYP |
| `tls::AlertFor` | tls/alert_for.h | the fatal alert to send |
| `ToStatus` | platform/absl_status.h | an `absl::Status` with the three numbers as payloads |
| `ToErrorCode` | platform/error_code.h | a `std::error_code` that compares with `std::errc` |

A dash in a table means that there is no number or answer. The function then returns an empty optional. `ToStatus` and
the message of a `std::error_code` allocate, and no other of these functions does.

`tools/dev inspect --codes` lists every number of every platform. `tools/dev inspect --explain NAME|NUMBER` says
what a detail, an alert, a reply or a number means, its section and what to do.
)";

constexpr char kDetails[] = R"(## Details

`code` is what a decoder returns with this detail. A detail that only encoders find has `serialization`. If an encoder
finds any other, its code is `serialization` too, and the numbers are those of that code; an answer that is a dash stays
one. "octet" is `Result::octet()`. "by alert" depends on the alert: see "received as fatal"
[below](#alerts-and-secure-transport), where -9802 stands in for 0.

| detail | code | CFNetwork | OpenHarmony | Secure Transport | SOCKS4 | SOCKS5 | alert |
| --- | --- | --- | --- | --- | --- | --- | --- |
)";

constexpr char kCodes[] = R"(
## Codes

These numbers hold for a Result without a detail, and for an encoder's that a decoder could find too. `deserialization`
of DTLS (`Layer::kDtls`) is Secure Transport -9849, whatever the detail, since such records are dropped.

| code | layer | CFNetwork | OpenHarmony | Secure Transport | SOCKS4 | SOCKS5 | alert |
| --- | --- | --- | --- | --- | --- | --- | --- |
)";

constexpr char kSentences[] = R"(
## Sentences

| detail | sentence | std::errc |
| --- | --- | --- |
)";

constexpr char kAlerts[] = R"(
## Alerts and Secure Transport

A 0 under "received" means that the alert is ignored. A description that is not listed has the numbers of 120.

| alert | received as fatal | as warning | sent |
| --- | --- | --- | --- |
)";

constexpr char kEnd[] = R"(
## Where documentation and implementation differ

The documentation of a platform and its published source differ in these cases. Hardwire follows the documentation.

| outcome | Hardwire | published source |
| --- | --- | --- |
| SOCKS5 reply with an unknown ATYP | CFNetwork (0, 1), BadResponseAddr | (5, 1), the number of REP 1 |
| wrong state | CFNetwork (0, 2), BadState | never given |
| version octet of a reply | CFNetwork (1, version) | not looked at in METHOD and STATUS replies; (5, 255) in a SOCKS5 reply, (2, 65535) in a SOCKS4 reply |
| user name or password over 255 bytes | OpenHarmony 2301212 | not checked: the length is cut to eight bits |
| reply cut short by the end of the stream | OpenHarmony 2301213, or the refusal that `PartialReply` reads | 2301213 even if the code of the refusal is complete |
| TLS error through a SOCKS5 proxy | OpenHarmony 2303500 and more | 2301000 is added to it (2303501 becomes 4604501); `openharmony::Decode` finds the number that was meant |
| unknown content type | Secure Transport -9800 | -9800 in older record layers; newer ones do not look at the type |
| record of over 18,432 bytes | Secure Transport -9847 | -9800 in older record layers; newer ones count the header too, and refuse a length of 18,428 or more |

An OpenHarmony code is a base and a number that is added to it. The same last digits mean different things with different
bases: 2303111 is EAGAIN, 2301111 is ECONNREFUSED.
)";

// Text in columns.
class Table {
 public:
  explicit Table(std::ostringstream* out) : out_(out) {}
  Table& Cell(const std::string& text) {
    *out_ << "| " << (text.empty() ? "–" : text) << " ";
    return *this;
  }
  Table& Cell(string_view text) { return Cell(std::string(text.data(), text.size())); }
  Table& Cell(const char* text) { return Cell(std::string(text)); }
  Table& Cell(std::optional<int32_t> number) {
    return Cell(number ? std::to_string(*number) : std::string());
  }
  void End() { *out_ << "|\n"; }

 private:
  std::ostringstream* out_;
};

std::string CfText(Result result, bool octet) {
  const std::optional<cfnetwork::StreamError> error = cfnetwork::FromResult(result);
  if (!error) return "";
  const std::string code = octet ? "octet" : std::to_string(error->code);
  return "(" + std::to_string(error->subdomain) + ", " + code + ")";
}

std::string AnswerText(std::optional<uint8_t> answer, bool same_octet) {
  if (same_octet) return "octet";
  return answer ? std::to_string(*answer) : "";
}

std::string AlertText(std::optional<tls::AlertDescription> alert) {
  if (!alert) return "";
  const string_view name = Name(*alert);
  return std::to_string(static_cast<int>(*alert)) + " " + std::string(name.data(), name.size());
}

void AddDetails(std::ostringstream* out) {
  *out << kDetails;
  for (const internal::Outcome& row : internal::kOutcomes) {
    if (row.detail == Detail::kNone) continue;
    const Result result = Result::Error(row.code, row.detail, 0, 0, row.layer);
    const bool by_alert = row.detail == Detail::kFatalAlert;
    Table line(out);
    line.Cell(row.name).Cell(Name(row.code));
    line.Cell(CfText(result, row.cfnetwork != internal::kAsCode));
    line.Cell(openharmony::FromResult(result));
    if (by_alert) {
      line.Cell("by alert");
    } else {
      line.Cell(secure_transport::FromResult(result));
    }
    line.Cell(AnswerText(socks4::ReplyFor(result), row.socks4 == internal::kSameOctet));
    line.Cell(AnswerText(socks5::ReplyFor(result), row.socks5 == internal::kSameOctet));
    line.Cell(AlertText(tls::AlertFor(result))).End();
  }
}

void AddSentences(std::ostringstream* out) {
  *out << kSentences;
  for (const internal::Outcome& row : internal::kOutcomes) {
    if (row.detail == Detail::kNone) continue;
    const Result result = Result::Error(row.code, row.detail, 0, 0, row.layer);
    const std::error_condition condition = ToErrorCode(result).default_error_condition();
    Table(out).Cell(row.name).Cell(row.sentence).Cell(condition.message()).End();
  }
}

void AddCodes(std::ostringstream* out) {
  *out << kCodes;
  for (const internal::CodeRow& row : internal::kCodeRows) {
    for (const Layer layer : {Layer::kSocks, Layer::kTls}) {
      const Result result = Result::Error(row.code, Detail::kNone, 0, 0, layer);
      Table line(out);
      line.Cell(row.name).Cell(layer == Layer::kTls ? "TLS" : "SOCKS");
      line.Cell(CfText(result, false));
      line.Cell(openharmony::FromResult(result)).Cell(secure_transport::FromResult(result));
      line.Cell(AnswerText(socks4::ReplyFor(result), false));
      line.Cell(AnswerText(socks5::ReplyFor(result), false));
      line.Cell(AlertText(tls::AlertFor(result))).End();
    }
  }
}

void AddAlerts(std::ostringstream* out) {
  *out << kAlerts;
  for (int value = 0; value < 256; ++value) {
    const tls::AlertDescription alert = static_cast<tls::AlertDescription>(value);
    if (Name(alert) == "unassigned") continue;
    const int32_t fatal = secure_transport::FromReceivedAlert(tls::AlertLevel::kFatal, alert);
    const int32_t warning = secure_transport::FromReceivedAlert(tls::AlertLevel::kWarning, alert);
    Table(out)
        .Cell(AlertText(alert))
        .Cell(std::to_string(fatal))
        .Cell(std::to_string(warning))
        .Cell(secure_transport::FromSentAlert(alert))
        .End();
  }
}

}  // namespace

std::string CodesDocument() {
  std::ostringstream out;
  out << kTop;
  AddDetails(&out);
  AddCodes(&out);
  AddSentences(&out);
  AddAlerts(&out);
  out << kEnd;
  return out.str();
}

}  // namespace hardwire
