// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// inspect: decodes one message for a person, or a line of messages each for a machine.

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/arguments.h"
#include "examples/inspect/assembly.h"
#include "examples/inspect/capture.h"
#include "examples/inspect/codes.h"
#include "examples/inspect/explain.h"
#include "examples/inspect/forms.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/options.h"
#include "examples/inspect/policies.h"
#include "examples/inspect/report.h"
#include "examples/inspect/turns.h"
#include "nlohmann/json.hpp"

namespace hardwire {
namespace inspect {
namespace {

constexpr char kHelp[] = R"(usage: inspect KIND HEX [strict|interop|lenient] [KEY=VALUE ...]
       inspect KIND --file PATH [strict|interop|lenient] [KEY=VALUE ...]
       inspect --pcap FILE [--json|--html] [--memory MIB] [strict|interop|lenient]
       inspect --conversation FILE [--json|--html] [strict|interop|lenient]
       inspect --batch
       inspect --codes
       inspect --explain NAME|NUMBER

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
  --pcap FILE   show the conversations of a capture, pcap or pcapng, - for standard input: SOCKS and
                TLS on any TCP port, DTLS on any UDP port; messages of both directions in order,
                broken rules, how each direction ended. Exits with 2 when the capture is damaged or
                cut; what was read of it is shown.
  --conversation FILE  show a conversation that is written down: lines "> HEX" of the client and
                "< HEX" of the server
  --json        with these: a JSON object a line
  --html        with these: one HTML page that loads nothing and runs nothing
  --memory MIB  with --pcap: keep no more than about this, 64 if not given; the flow that was silent
                longest is let go first
  --batch       read lines "KIND HEX [POLICY] [KEY=VALUE ...]" from standard input and answer each
                with a line of JSON; exits with 1 when a line was no such thing
  --policies    show the outcome under each of the three policies, side by side, instead of one
                POLICY; exits with 0 when all accept. With --batch an answer has a key a policy.
  --codes       print every number of every platform as TSV: system, symbol, value, message
  --explain X   say what X means, its section and what to do: the name of an outcome, a rule, an
                alert, a SOCKS reply or a number of a platform (reserved_nonzero, handshake_failure,
                errSSLClosedAbort); or a number, decimal or 0x hexadecimal, in each system that
                knows it. Exits with 1 when nothing is called so, and names what is nearest.
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

// What is asked about the bytes.
struct Question {
  Form form = Form::kGuess;
  bool policies = false;  // all three, instead of one
  bool colour = false;
};

// The words behind kind and bytes.
std::string ParseRest(const std::vector<std::string>& words, bool policies, Request* request) {
  if (policies && !words.empty() && words[0].find('=') == std::string::npos) {
    return "--policies shows all three: leave out " + Quoted(words[0]);
  }
  return ParseSettings(words, request);
}

// One line of the batch contract.
nlohmann::ordered_json Answer(const std::string& line, bool policies) {
  std::istringstream words(line);
  std::vector<std::string> tokens{std::istream_iterator<std::string>(words), {}};
  Request request;
  std::string error = "the line is blank";
  if (tokens.size() == 1) error = "the line has no bytes: KIND HEX is expected";
  if (tokens.size() >= 2) {
    error = ParseKind(tokens[0], &request);
    if (error.empty()) error = Take(ReadHex(tokens[1]), &request.bytes);
    tokens.erase(tokens.begin(), tokens.begin() + 2);
    if (error.empty()) error = ParseRest(tokens, policies, &request);
  } else if (tokens.size() == 1 && !IsKind(tokens[0])) {
    error = ParseKind(tokens[0], &request);
  }
  if (!error.empty()) return {{"error", error}};
  if (policies) return ToJson(InspectUnderEach(request.kind, request.bytes, request.settings));
  return ToJson(Inspect(request.kind, request.bytes, request.settings));
}

int Batch(bool policies) {
  int status = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const nlohmann::ordered_json answer = Answer(line, policies);
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

// Sets the request of a call.
std::string ParseCall(const std::vector<std::string>& arguments, const std::string* file,
                      const Question& question, Request* request) {
  const size_t used = file == nullptr ? 2 : 1;
  if (arguments.size() < used) return "KIND and HEX are expected; see inspect --help";
  std::string error = ParseKind(arguments[0], request);
  if (error.empty()) {
    error = Take(
        file == nullptr ? ReadHex(arguments[1]) : ReadFile(*file, question.form, request->kind),
        &request->bytes);
  }
  if (!error.empty()) return error;
  const auto rest = arguments.begin() + static_cast<std::ptrdiff_t>(used);
  return ParseRest({rest, arguments.end()}, question.policies, request);
}

int Single(const std::vector<std::string>& arguments, const std::string* file,
           const Question& question) {
  Request request;
  const std::string error = ParseCall(arguments, file, question, &request);
  if (!error.empty()) return Fail(error);
  bool accepted = false;
  if (question.policies) {
    const Verdicts verdicts = InspectUnderEach(request.kind, request.bytes, request.settings);
    accepted = EachAccepts(verdicts);
    std::cout << ToText(verdicts, request.bytes, question.colour) << std::flush;
  } else {
    const Inspection inspection = Inspect(request.kind, request.bytes, request.settings);
    accepted = inspection.result.ok();
    std::cout << ToText(inspection, request.bytes, question.colour) << std::flush;
  }
  if (!std::cout) return Fail("standard output cannot be written");
  return accepted ? 0 : 1;
}

int Codes() {
  std::cout << AllCodes() << std::flush;
  return std::cout ? 0 : Fail("standard output cannot be written");
}

// What is said of a word that nothing is called.
std::string Unknown(const std::string& word, bool number) {
  if (number) return "no system knows " + word + "\n";
  std::string text = "nothing is called " + Quoted(word) + "; the nearest:";
  for (const std::string& name : NearestNames(word)) text += " " + name;
  return text + "\n";
}

int ExplainWord(const std::string& word) {
  // No name begins with a digit or a sign.
  const bool is_number = word.find_first_of("0123456789+-") == 0 || word.empty();
  std::string explanation;
  if (is_number) {
    int32_t number = 0;
    const std::string error = ParseNumber(word, &number);
    if (!error.empty()) return Fail(error);
    explanation = Explain(number);
  } else {
    explanation = ExplainName(word);
  }
  const bool known = !explanation.empty();
  std::cout << (known ? explanation : Unknown(word, is_number)) << std::flush;
  if (!std::cout) return Fail("standard output cannot be written");
  return known ? 0 : 1;
}

std::unique_ptr<Report> MakeReport(const Options& options, const std::string& name) {
  if (options.json) return MakeJsonReport(&std::cout);
  if (options.html) return MakeHtmlReport(&std::cout, "Conversations of " + name);
  return MakeTextReport(&std::cout, options.Colour());
}

int Written(const std::string& name, const std::string& error) {
  std::cout << std::flush;
  if (!error.empty()) return Fail(name + ": " + error);
  return std::cout ? 0 : Fail("standard output cannot be written");
}

// --pcap FILE and --conversation FILE.
int Conversations(const Options& options) {
  Policy policy = Policy::Interop();
  size_t memory = size_t{64} << 20;
  std::string wrong;
  if (!options.arguments.empty()) wrong = ParsePolicy(options.arguments[0], &policy);
  if (wrong.empty() && options.memory) wrong = ParseMemory(*options.memory, &memory);
  if (!wrong.empty()) return Fail(wrong);
  const std::string path = options.pcap ? *options.pcap : *options.conversation;
  const std::string name = path == "-" ? "standard input" : path;
  const std::unique_ptr<Report> report = MakeReport(options, name);
  if (options.pcap) {
    Assembly assembly(policy, memory, report.get());
    return Written(name, ReadCapture(path, true, &assembly));
  }
  if (path == "-") return Written(name, ReadTurns(&std::cin, policy, report.get()));
  errno = 0;
  std::ifstream file(path);
  if (!file) return Fail(name + ": " + strerror(errno));
  return Written(name, ReadTurns(&file, policy, report.get()));
}

int Help() {
  std::cout << kHelp << "Kinds:";
  for (const std::string& kind : Kinds()) std::cout << " " << kind;
  std::cout << "\n";
  return 0;
}

int Main(int argc, char** argv) {
  Options options;
  const int status = ParseOptions(argc, argv, &options);
  if (status != 0) return status;
  if (options.help) return Help();
  const std::string wrong = Contradiction(options);
  if (!wrong.empty()) return Fail(wrong);
  if (options.codes) return Codes();
  if (options.explain) return ExplainWord(*options.explain);
  if (options.pcap || options.conversation) return Conversations(options);
  if (options.batch) return Batch(options.policies);
  Question question;
  question.form = options.hex ? Form::kHex : options.raw ? Form::kRaw : Form::kGuess;
  question.policies = options.policies;
  question.colour = options.Colour();
  return Single(options.arguments, options.file ? &*options.file : nullptr, question);
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
