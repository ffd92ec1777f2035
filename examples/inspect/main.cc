// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// inspect: decodes one message for a person, or a line of messages each for a machine.

#include <getopt.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/arguments.h"
#include "examples/inspect/codes.h"
#include "examples/inspect/forms.h"
#include "examples/inspect/inspection.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace inspect {
namespace {

constexpr char kHelp[] = R"(usage: inspect KIND HEX [strict|interop|lenient] [KEY=VALUE ...]
       inspect KIND --file PATH [strict|interop|lenient] [KEY=VALUE ...]
       inspect --batch
       inspect --codes
       inspect --explain NUMBER

Decodes one message and shows its fields, the outcome and the platforms' error numbers. Of a message
that is wrong or not complete it shows the fields in front, and marks where the fault is.
Exits with 0 when the message is complete and accepted, 1 when it is not, 2 when the call is wrong.

  HEX           the bytes, two hexadecimal digits each, such as 050100, 05:01:00, 0x05,0x01,0x00 or
                "05 01 00"; - for none
  --file PATH   read the bytes from a file, - for standard input, in the form that it shows: what
                xxd (but -b, -e, -i NAME), hexdump -C, hexdump, od -tx1 and od -x print; hexadecimal
                as above; base64 of 8 characters or more, with its padding; any other as it is. A
                note on standard error says what may have been meant as well. Of a capture of
                packets it says how tshark takes the payloads out.
  --hex         with --file: read it as hexadecimal, whatever it looks like
  --raw         with --file: read the bytes as they are, whatever they look like
  --batch       read lines "KIND HEX [POLICY] [KEY=VALUE ...]" from standard input and answer each
                with a line of JSON; exits with 1 when a line was no such thing
  --codes       print every number of every platform as TSV: system, symbol, value, message
  --explain N   say what a number, decimal or 0x hexadecimal, is in each system that knows it; exits
                with 1 when none does
  --color WHEN  auto (default), always or never
  --help        this text

Keys of the TLS kinds: ctx (initial, tls12-plain, tls12-protected, tls13-plain, tls13-protected),
version (such as 0x0303), limit (bytes). Of DTLS records: ctx (dtls12-plain, dtls13), version,
limit, cid_len (bytes of a connection id). Of tls_inner: ctx (tls13-protected, dtls12-cid,
dtls13), version, limit. Of alert: ctx (alert-body), version. Of
client_hello: ctx (records, message, dtls-message).

)";

int Fail(const std::string& message) {
  std::cerr << "inspect: " << message << "\n";
  return 2;
}

std::string Take(Reading reading, std::vector<uint8_t>* bytes) {
  *bytes = std::move(reading.bytes);
  return reading.error;
}

// One line of the batch contract.
nlohmann::ordered_json Answer(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> tokens{std::istream_iterator<std::string>(words), {}};
  Request request;
  std::string error = "the line is blank";
  if (tokens.size() == 1) error = "the line has no bytes: KIND HEX is expected";
  if (tokens.size() >= 2) {
    error = ParseKind(tokens[0], &request);
    if (error.empty()) error = Take(ReadHex(tokens[1]), &request.bytes);
    tokens.erase(tokens.begin(), tokens.begin() + 2);
    if (error.empty()) error = ParseSettings(tokens, &request);
  } else if (tokens.size() == 1 && !IsKind(tokens[0])) {
    error = ParseKind(tokens[0], &request);
  }
  if (!error.empty()) return {{"error", error}};
  return ToJson(Inspect(request.kind, request.bytes, request.settings));
}

int Batch() {
  int status = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const nlohmann::ordered_json answer = Answer(line);
    if (answer.contains("error")) status = 1;
    // Bytes that are no UTF-8 are replaced, not thrown at.
    std::cout << answer.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace)
              << std::endl;
  }
  if (std::cin.bad()) return Fail("standard input cannot be read");
  return std::cout ? status : Fail("standard output cannot be written");
}

// Reads a whole file, "-" for standard input.
Reading ReadFile(const std::string& path, Form form, const std::string& kind) {
  std::ifstream file;
  errno = 0;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  const std::string name = (path == "-" ? "standard input" : path) + ": ";
  if (!in) return {{}, name + strerror(errno), ""};
  std::string content;
  char chunk[1 << 16];
  while (in.read(chunk, sizeof(chunk)) || in.gcount() > 0) {
    content.append(chunk, static_cast<size_t>(in.gcount()));
    if (content.size() > kMaxInput) return {{}, name + "more than 64 MiB", ""};
  }
  if (in.bad()) return {{}, name + strerror(errno != 0 ? errno : EIO), ""};
  Reading reading = ReadContent(content, form, kind);
  if (!reading.error.empty()) reading.error = name + reading.error;
  if (!reading.note.empty()) std::cerr << "inspect: " << name << reading.note << "\n";
  return reading;
}

int Single(const std::vector<std::string>& arguments, const std::string* file, Form form,
           bool colour) {
  Request request;
  const size_t used = file == nullptr ? 2 : 1;
  if (arguments.size() < used) return Fail("KIND and HEX are expected; see inspect --help");
  std::string error = ParseKind(arguments[0], &request);
  if (error.empty()) {
    error = Take(file == nullptr ? ReadHex(arguments[1]) : ReadFile(*file, form, request.kind),
                 &request.bytes);
  }
  if (error.empty()) {
    error = ParseSettings({arguments.begin() + static_cast<std::ptrdiff_t>(used), arguments.end()},
                          &request);
  }
  if (!error.empty()) return Fail(error);
  const Inspection inspection = Inspect(request.kind, request.bytes, request.settings);
  std::cout << ToText(inspection, request.bytes, colour) << std::flush;
  if (!std::cout) return Fail("standard output cannot be written");
  return inspection.result.ok() ? 0 : 1;
}

int Codes() {
  std::cout << AllCodes() << std::flush;
  return std::cout ? 0 : Fail("standard output cannot be written");
}

int ExplainNumber(const std::string& text) {
  int32_t number = 0;
  const std::string error = ParseNumber(text, &number);
  if (!error.empty()) return Fail(error);
  const std::string explanation = Explain(number);
  std::cout << (explanation.empty() ? "no system knows " + text + "\n" : explanation) << std::flush;
  if (!std::cout) return Fail("standard output cannot be written");
  return explanation.empty() ? 1 : 0;
}

int Main(int argc, char** argv) {
  int batch = 0;
  int codes = 0;
  int hex = 0;
  int raw = 0;
  const option options[] = {{"batch", no_argument, &batch, 1},
                            {"codes", no_argument, &codes, 1},
                            {"hex", no_argument, &hex, 1},
                            {"raw", no_argument, &raw, 1},
                            {"color", required_argument, nullptr, 'c'},
                            {"file", required_argument, nullptr, 'f'},
                            {"explain", required_argument, nullptr, 'e'},
                            {"help", no_argument, nullptr, 'h'},
                            {nullptr, 0, nullptr, 0}};
  std::optional<std::string> explain;
  std::optional<std::string> file;
  std::string color = "auto";
  for (int c; (c = getopt_long(argc, argv, "h", options, nullptr)) != -1;) {
    switch (c) {
      case 0:  // a flag, which getopt has set
        break;
      case 'c':
        color = optarg;
        break;
      case 'e':
        explain = optarg;
        break;
      case 'f':
        file = optarg;
        break;
      case 'h':
        std::cout << kHelp << "Kinds:";
        for (const std::string& kind : Kinds()) std::cout << " " << kind;
        std::cout << "\n";
        return 0;
      default:
        return 2;  // getopt has said what was wrong
    }
  }
  const std::vector<std::string> arguments(argv + optind, argv + argc);
  if (color != "auto" && color != "always" && color != "never") {
    return Fail("--color is " + color + ", expected auto, always or never");
  }
  if (codes || explain) {
    if (batch || file || hex || raw || (codes && explain) || !arguments.empty()) {
      return Fail("--codes and --explain NUMBER take no other argument");
    }
    return codes ? Codes() : ExplainNumber(*explain);
  }
  if (batch) {
    if (!arguments.empty() || file || hex || raw) return Fail("--batch takes no other argument");
    return Batch();
  }
  if (hex && raw) return Fail("--hex and --raw exclude each other");
  if ((hex || raw) && !file) return Fail("--hex and --raw say how --file PATH is read");
  const Form form = hex ? Form::kHex : raw ? Form::kRaw : Form::kGuess;
  const bool terminal = isatty(STDOUT_FILENO) != 0 && getenv("NO_COLOR") == nullptr;
  const bool colour = color == "always" || (color == "auto" && terminal);
  return Single(arguments, file ? &*file : nullptr, form, colour);
}

}  // namespace
}  // namespace inspect
}  // namespace hardwire

int main(int argc, char** argv) {
  try {
    return hardwire::inspect::Main(argc, argv);
  } catch (const std::exception& error) {  // memory is used up
    return hardwire::inspect::Fail(error.what());
  }
}
