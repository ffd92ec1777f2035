// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/handshake_model.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "test/differential/reference.h"

namespace hardwire {
namespace handshake_model {
namespace {

using reference::Outcome;

constexpr unsigned kNoneAcceptable = 0xFF;  // METHOD
constexpr unsigned kAbort = 0xFF;           // MTYP
constexpr unsigned kBind = 2;
constexpr unsigned kIpv4 = 1;
constexpr unsigned kDomain = 3;
constexpr unsigned kIpv6 = 4;
constexpr unsigned kGranted = 90;

std::string Octet(unsigned value) { return std::string(1, static_cast<char>(value)); }
std::string TwoOctets(unsigned value) { return Octet(value / 256) + Octet(value % 256); }
unsigned At(const std::string& octets, size_t i) { return static_cast<unsigned char>(octets[i]); }

Answer Says(const std::string& code, const std::string& detail, unsigned n, unsigned octet) {
  return {code, detail, n, octet, "socks"};
}
Answer Ok(size_t n) { return Says("ok", "none", static_cast<unsigned>(n), 0); }
Answer Unsendable(const std::string& detail, size_t n, unsigned octet) {
  return Says("serialization", detail, static_cast<unsigned>(n), octet);
}
Answer Refused(const std::string& detail, unsigned octet) {
  return Says("peer_refused", detail, 1, octet);
}

// Encoding. Each returns why the message cannot be sent, or ok.

Answer Break(const Rejected& rejected, const std::string& violation, size_t n, unsigned octet) {
  return rejected.count(violation) == 0 ? Ok(0) : Unsendable(violation, n, octet);
}

// The octets of a name that begins at `n`: the first that is at fault.
Answer JudgeName(const std::string& name, size_t n, const Rejected& rejected, bool nul_ends) {
  for (const char c : name) {
    const unsigned octet = static_cast<unsigned char>(c);
    Answer answer = Ok(0);
    if (octet == 0) {
      answer =
          nul_ends ? Unsendable("nul_in_domain", n, 0) : Break(rejected, "nul_in_domain", n, 0);
    } else if (octet < 32 || octet == 127) {
      answer = Break(rejected, "control_in_domain", n, octet);
    } else if (!((octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') ||
                 (octet >= '0' && octet <= '9') || c == '-' || c == '.' || c == '_')) {
      answer = Break(rejected, "non_ldh_domain", n, octet);
    }
    if (answer.code != "ok") return answer;
  }
  return Ok(0);
}

// RFC 1928 sections 4 to 6: the fields of a request or reply.
Answer JudgeSocks5(const Message& m, const Rejected& rejected, bool request) {
  const bool known = request ? m.number >= 1 && m.number <= 3 : m.number <= 8;
  Answer answer = Ok(0);
  if (!known) {
    answer = Break(rejected, request ? "unknown_command" : "unknown_reply", 1, m.number);
  }
  if (answer.code != "ok" || m.address.type != kDomain) return answer;
  if (m.address.octets.size() > 255) return Unsendable("domain_too_long", 4, 0);
  if (m.address.octets.empty()) {
    return Break(rejected, request ? "empty_domain" : "empty_domain_in_reply", 4, 0);
  }
  return JudgeName(m.address.octets, 5, rejected, false);
}

Answer JudgeSocks4Address(const Address& address, unsigned marker, const Rejected& rejected) {
  if (address.type == kIpv6) return Unsendable("not_ipv4", 4, 0);
  if (address.type == kDomain) return marker == 0 ? Unsendable("socks4a_marker", 4, 0) : Ok(0);
  if (address.octets.substr(0, 3) != std::string(3, 0)) return Ok(0);
  if (At(address.octets, 3) != 0) return Unsendable("socks4a_marker", 4, 0);
  return Break(rejected, "unspecified_address", 4, 0);
}

Answer JudgeSocks4Request(const Message& m, const Rejected& rejected) {
  Answer answer = Ok(0);
  if (m.number != 1 && m.number != 2) answer = Break(rejected, "unknown_command", 1, m.number);
  if (answer.code == "ok") answer = JudgeSocks4Address(m.address, m.marker, rejected);
  if (answer.code != "ok") return answer;
  if (m.text.size() > 255) return Unsendable("userid_too_long", 8, 0);
  if (m.text.find('\0') != std::string::npos) return Unsendable("nul_in_userid", 8, 0);
  if (m.address.type != kDomain) return Ok(0);
  const size_t host_at = 8 + m.text.size() + 1;
  const std::string& host = m.address.octets;
  if (host.size() > 255) return Unsendable("domain_too_long", host_at, 0);
  if (host.empty()) return Break(rejected, "empty_domain", host_at, 0);
  return JudgeName(host, host_at, rejected, true);
}

Answer JudgeSocks4Reply(const Message& m, const Rejected& rejected) {
  Answer answer = Ok(0);
  if (m.number < 90 || m.number > 93) answer = Break(rejected, "unknown_reply", 1, m.number);
  if (answer.code != "ok") return answer;
  return m.address.type == kIpv4 ? Ok(0) : Unsendable("not_ipv4", 4, 0);
}

Answer JudgeGreeting(const Message& m, const Rejected& rejected) {
  if (m.text.size() > 255) return Unsendable("too_many_methods", 1, 0);
  if (m.text.empty()) return Break(rejected, "no_methods", 1, 0);
  if (m.text.find('\xFF') == std::string::npos) return Ok(0);
  return Break(rejected, "method_ff_offered", 2, 0xFF);
}

Answer JudgeCredentials(const Message& m, const Rejected& rejected) {
  if (m.text.size() > 255) return Unsendable("username_too_long", 1, 0);
  if (m.text.empty()) {
    const Answer answer = Break(rejected, "empty_username", 1, 0);
    if (answer.code != "ok") return answer;
  }
  const size_t password_at = 2 + m.text.size();
  if (m.password.size() > 255) return Unsendable("password_too_long", password_at, 0);
  return m.password.empty() ? Break(rejected, "empty_password", password_at, 0) : Ok(0);
}

Answer JudgeFrame(const Message& m) {
  if (m.number == kAbort) return m.text.empty() ? Ok(0) : Unsendable("token_in_abort", 2, 0);
  if (m.number < 1 || m.number > 3) return Unsendable("gssapi_type", 1, m.number);
  return m.text.size() > 65535 ? Unsendable("token_too_long", 2, 0) : Ok(0);
}

Answer JudgeMessage(const Message& m, const Rejected& rejected) {
  if (m.name == "socks4_request") return JudgeSocks4Request(m, rejected);
  if (m.name == "socks4_reply") return JudgeSocks4Reply(m, rejected);
  if (m.name == "socks5_request") return JudgeSocks5(m, rejected, true);
  if (m.name == "socks5_reply") return JudgeSocks5(m, rejected, false);
  if (m.name == "socks5_greeting") return JudgeGreeting(m, rejected);
  if (m.name == "socks5_userpass_request") return JudgeCredentials(m, rejected);
  if (m.name == "socks5_gssapi") return JudgeFrame(m);
  return Ok(0);
}

std::string Socks5Octets(const Message& m) {
  const std::string length =
      m.address.type == kDomain ? Octet(static_cast<unsigned>(m.address.octets.size())) : "";
  return Octet(5) + Octet(m.number) + Octet(0) + Octet(m.address.type) + length + m.address.octets +
         TwoOctets(m.address.port);
}

std::string Socks4RequestOctets(const Message& m) {
  const bool has_host = m.address.type == kDomain;
  return Octet(4) + Octet(m.number) + TwoOctets(m.address.port) +
         (has_host ? std::string(3, 0) + Octet(m.marker) : m.address.octets) + m.text + Octet(0) +
         (has_host ? m.address.octets + Octet(0) : "");
}

// `octets` in an output of `room`.
Written Fit(const std::string& octets, size_t room) {
  if (octets.size() > room) return {Unsendable("output_too_small", octets.size(), 0), ""};
  return {Ok(octets.size()), octets};
}

// The steps.

bool IsEnd(const Answer& answer) {
  return answer.code != "ok" && answer.code != "need_more" && answer.code != "bad_state" &&
         answer.detail != "output_too_small";
}

Answer NotAllowed(const Handshake& h) { return h.over ? h.end : Says("bad_state", "none", 0, 0); }

Answer End(Handshake* h, const Answer& answer) {
  h->over = true;
  h->end = answer;
  return answer;
}

bool OffersOnly(const Handshake& h, unsigned method) {
  return h.offered == std::set<unsigned>{method};
}

bool IsReply(const std::string& step) { return step == "reply" || step == "second_reply"; }

// RFC 1928 section 3: to which step the selection of a method leads.
std::string StepBehindMethod(const Handshake& h) {
  if (h.method == 0) return h.request_sent ? "reply" : "request";
  if (h.method == 2) return h.credentials_sent ? "credentials_reply" : "credentials";
  return "exchange";
}

// RFC 1928 section 6: BIND has two replies.
std::string StepBehindReply(const Handshake& h) {
  return h.step == "reply" && h.command == kBind ? "second_reply" : "done";
}

// A message that says no, whoever sends it. Ok if `name` with `number` says yes.
Answer VerdictOf(const std::string& name, unsigned number) {
  if (name == "socks5_method_selection" && number == kNoneAcceptable) {
    return Refused("no_acceptable_method", number);
  }
  if (name == "socks5_userpass_reply" && number != 0) {
    return Refused("credentials_rejected", number);
  }
  if (name == "socks5_gssapi" && number == kAbort) return Refused("gssapi_aborted", number);
  if (name == "socks5_reply" && number != 0) return Refused("socks5_refused", number);
  if (name == "socks4_reply" && number != kGranted) return Refused("socks4_refused", number);
  return Ok(0);
}

// The client's table: whether the step allows to write the message. A client that offers one
// method, 0 or 2, need not wait for the selection; none has to wait for the status.
bool ClientMayWrite(const Handshake& h, const std::string& name) {
  const bool ahead = h.step == "method_selection";
  if (name == "socks5_greeting") return h.step == "greeting";
  if (name == "socks5_userpass_request") {
    return h.step == "credentials" || (ahead && OffersOnly(h, 2) && !h.credentials_sent);
  }
  if (name == "socks4_request") return h.step == "request" && h.version == 4;
  if (name == "socks5_gssapi") return h.step == "exchange" && h.method == 1;
  if (name != "socks5_request" || h.version != 5 || h.request_sent) return false;
  if (h.step == "request") return true;
  if (ahead) return OffersOnly(h, 0) || (OffersOnly(h, 2) && h.credentials_sent);
  return h.step == "credentials_reply";
}

// The server's. RFC 1928 section 3: it selects from what the client offered.
bool ServerMayWrite(const Handshake& h, const Message& m) {
  if (m.name == "socks5_method_selection") {
    const bool offered = m.number == kNoneAcceptable || h.offered.count(m.number) != 0;
    return h.step == "method_selection" && offered;
  }
  if (m.name == "socks5_userpass_reply") return h.step == "credentials_reply";
  if (m.name == "socks5_gssapi") return h.step == "exchange" && h.method == 1;
  if (m.name == "socks5_reply") return IsReply(h.step) && h.version == 5;
  if (m.name == "socks4_reply") return IsReply(h.step) && h.version == 4;
  return false;
}

// A client has written `m`.
void MoveClient(Handshake* h, const Message& m) {
  if (m.name == "socks5_greeting") {
    for (size_t i = 0; i < m.text.size(); ++i) h->offered.insert(At(m.text, i));
    h->step = "method_selection";
  } else if (m.name == "socks5_userpass_request") {
    h->credentials_sent = true;
    if (h->step == "credentials") h->step = "credentials_reply";
  } else if (m.name == "socks5_request" || m.name == "socks4_request") {
    h->command = m.number;
    h->request_sent = true;
    if (h->step == "request") h->step = "reply";
  }
}

// A server has written `m`, which says yes.
void MoveServer(Handshake* h, const Message& m) {
  if (m.name == "socks5_method_selection") {
    h->method = m.number;
    h->step = StepBehindMethod(*h);
  } else if (m.name == "socks5_userpass_reply") {
    h->step = "request";
  } else if (m.name == "socks5_reply" || m.name == "socks4_reply") {
    h->step = StepBehindReply(*h);
  }
}

// Which message is due from the peer. Empty: none.
std::string DueFromServer(const Handshake& h) {
  if (h.step == "method_selection") return "socks5_method_selection";
  if (h.step == "credentials_reply") return "socks5_userpass_reply";
  if (h.step == "exchange" && h.method == 1) return "socks5_gssapi";
  if (IsReply(h.step)) return h.version == 4 ? "socks4_reply" : "socks5_reply";
  return "";
}
std::string DueFromClient(const Handshake& h, const std::string& input) {
  if (h.step == "greeting") {
    const bool takes5 = h.takes.count(5) != 0;
    if (input.empty()) return takes5 ? "socks5_greeting" : "socks4_request";
    if (At(input, 0) == 4 && h.takes.count(4) != 0) return "socks4_request";
    return takes5 ? "socks5_greeting" : "socks4_request";
  }
  if (h.step == "credentials") return "socks5_userpass_request";
  if (h.step == "exchange" && h.method == 1) return "socks5_gssapi";
  if (h.step == "request") return "socks5_request";
  return "";
}

Outcome DecodeAs(const std::string& name, const std::string& input, const Rejected& rejected) {
  return reference::Decode(name, reference::Bytes(input.begin(), input.end()), rejected);
}

unsigned Number(const std::string& text) { return static_cast<unsigned>(std::stoul(text)); }

Address AddressIn(const Outcome& outcome, size_t first) {
  return {Number(outcome.fields[first]), outcome.fields[first + 1],
          Number(outcome.fields[first + 2])};
}

Answer AnswerOf(const Outcome& outcome) {
  return Says(outcome.code, outcome.detail, outcome.n, outcome.octet);
}

// docs/socks-decisions.md: a reply whose code refuses is a refusal, whatever is wrong with the code
// or behind it. `input` is a reply that cannot be read, or part of one.
Answer RefusalIn(const Handshake& h, const std::string& input, const Answer& otherwise) {
  if (input.size() < 2) return otherwise;
  const unsigned version = At(input, 0);
  const bool is_reply = h.version == 5 ? version == 5 : version == 0 || version == 4;
  if (!is_reply) return otherwise;
  const Answer verdict = VerdictOf(h.version == 5 ? "socks5_reply" : "socks4_reply", At(input, 1));
  return verdict.code == "ok" ? otherwise : verdict;
}

// What a client makes of `outcome`, that of the message `due`.
Answer ReadByClient(Handshake* h, const std::string& due, const Outcome& outcome, Event* event) {
  const unsigned number = Number(outcome.fields[0]);
  const Answer verdict = VerdictOf(due, number);
  if (verdict.code != "ok") return End(h, verdict);
  if (due == "socks5_method_selection") {
    if (h->offered.count(number) == 0) {
      return End(h, Says("deserialization", "method_not_offered", 1, number));
    }
    h->method = number;
    h->step = StepBehindMethod(*h);
    event->kind = "method_selected";
    event->method = number;
  } else if (due == "socks5_userpass_reply") {
    h->step = h->request_sent ? "reply" : "request";
    event->kind = "authenticated";
  } else if (due == "socks5_gssapi") {
    event->kind = "frame";
    event->frame_type = number;
    event->token = outcome.fields[1];
  } else {
    h->step = StepBehindReply(*h);
    event->kind = "reply";
    event->address = AddressIn(outcome, 1);
  }
  event->violations = outcome.violations;
  return AnswerOf(outcome);
}

void Request(Handshake* h, const Outcome& outcome, size_t address_at, Event* event) {
  h->command = Number(outcome.fields[0]);
  h->step = "reply";
  event->kind = "request";
  event->command = h->command;
  event->address = AddressIn(outcome, address_at);
}

Answer ReadByServer(Handshake* h, const std::string& due, const Outcome& outcome, Event* event) {
  if (due == "socks5_greeting") {
    h->version = 5;
    const std::string& methods = outcome.fields[0];
    for (size_t i = 0; i < methods.size(); ++i) h->offered.insert(At(methods, i));
    h->step = "method_selection";
    event->kind = "greeting";
    event->methods = methods;
    event->greeting_violations = outcome.violations;
  } else if (due == "socks5_userpass_request") {
    h->step = "credentials_reply";
    event->kind = "credentials";
    event->username = outcome.fields[0];
    event->password = outcome.fields[1];
    event->credentials_violations = outcome.violations;
  } else if (due == "socks5_gssapi") {
    const Answer verdict = VerdictOf(due, Number(outcome.fields[0]));
    if (verdict.code != "ok") return End(h, verdict);
    event->kind = "frame";
    event->frame_type = Number(outcome.fields[0]);
    event->token = outcome.fields[1];
  } else if (due == "socks4_request") {
    h->version = 4;
    Request(h, outcome, 2, event);
    event->userid = outcome.fields[5];
  } else {
    Request(h, outcome, 1, event);
    event->userid = "";
  }
  event->violations = outcome.violations;
  return AnswerOf(outcome);
}

// SOCKS4 has no UDP ASSOCIATE: CD 3 is rejected whatever the policy.
Outcome DecodeDue(const Handshake& h, const std::string& due, const std::string& input) {
  const bool is_udp = input.size() >= 2 && At(input, 1) == 3;
  if (h.is_client || due != "socks4_request" || !is_udp) return DecodeAs(due, input, *h.rejected);
  Rejected rejected = *h.rejected;
  rejected.insert("unknown_command");
  return DecodeAs(due, input, rejected);
}

// Refusing.

// hardwire/socks/reply_for.h: whether a server has an answer to a message that it could not read.
bool HasAnswer(const Answer& failure) {
  static const std::set<std::string> silent = {"socks_version", "gssapi_aborted",
                                               "closed_between_messages", "closed_inside_message"};
  return silent.count(failure.detail) == 0;
}

unsigned Rep(const Answer& reason) {
  if (reason.layer != "socks") return 1;
  if (reason.detail == "socks5_refused" && reason.octet != 0) return reason.octet;
  if (reason.code == "bad_address") return 8;
  return reason.code == "deserialization" && reason.detail == "unknown_command" ? 7 : 1;
}
unsigned Cd(const Answer& reason) {
  if (reason.layer != "socks") return 91;
  if (reason.detail == "socks4_refused" && reason.octet != kGranted) return reason.octet;
  return reason.detail == "credentials_rejected" ? 93 : 91;
}

// The message that says no at the step, of a handshake that is not at an end, or just failed.
std::string NoOf(const Handshake& h, const Answer& reason) {
  if (h.version == 0) return "";
  if (h.step == "greeting" && h.version == 4) {
    return OctetsOf({"socks4_reply", Cd(reason), {}, 1, "", ""});
  }
  if (h.step == "greeting" || h.step == "method_selection") return Octet(5) + Octet(0xFF);
  if (h.step == "credentials" || h.step == "credentials_reply") return Octet(1) + Octet(1);
  if (h.step == "exchange") return h.method == 1 ? Octet(1) + Octet(kAbort) : "";
  if (h.version == 4) return OctetsOf({"socks4_reply", Cd(reason), {}, 1, "", ""});
  return OctetsOf({"socks5_reply", Rep(reason), {}, 1, "", ""});
}

}  // namespace

bool operator==(const Answer& a, const Answer& b) {
  return std::tie(a.code, a.detail, a.n, a.octet, a.layer) ==
         std::tie(b.code, b.detail, b.n, b.octet, b.layer);
}
bool operator==(const Address& a, const Address& b) {
  return std::tie(a.type, a.octets, a.port) == std::tie(b.type, b.octets, b.port);
}
bool operator==(const Event& a, const Event& b) {
  const auto all = [](const Event& e) {
    return std::tie(e.kind, e.methods, e.greeting_violations, e.username, e.password,
                    e.credentials_violations, e.method, e.frame_type, e.token, e.command, e.address,
                    e.userid, e.violations);
  };
  return all(a) == all(b);
}
bool operator==(const Handshake& a, const Handshake& b) {
  const auto all = [](const Handshake& h) {
    return std::tie(h.is_client, h.step, h.version, h.rejected, h.takes, h.offered, h.method,
                    h.command, h.credentials_sent, h.request_sent, h.over, h.end, h.answered);
  };
  return all(a) == all(b);
}

std::string OctetsOf(const Message& m) {
  const unsigned size = static_cast<unsigned>(m.text.size());
  if (m.name == "socks4_request") return Socks4RequestOctets(m);
  if (m.name == "socks4_reply") {
    return Octet(0) + Octet(m.number) + TwoOctets(m.address.port) + m.address.octets;
  }
  if (m.name == "socks5_greeting") return Octet(5) + Octet(size) + m.text;
  if (m.name == "socks5_method_selection") return Octet(5) + Octet(m.number);
  if (m.name == "socks5_userpass_request") {
    return Octet(1) + Octet(size) + m.text + Octet(static_cast<unsigned>(m.password.size())) +
           m.password;
  }
  if (m.name == "socks5_userpass_reply") return Octet(1) + Octet(m.number);
  if (m.name == "socks5_gssapi") {
    return Octet(1) + Octet(m.number) + (m.number == kAbort ? "" : TwoOctets(size) + m.text);
  }
  return Socks5Octets(m);
}

Written Encode(const Message& message, const Rejected& rejected, size_t room) {
  const Answer judged = JudgeMessage(message, rejected);
  if (judged.code != "ok") return {judged, ""};
  return Fit(OctetsOf(message), room);
}

Handshake NewClient(unsigned version, const Rejected* rejected) {
  return {true, version == 4 ? "request" : "greeting", version, rejected};
}
Handshake NewServer(const std::set<unsigned>& takes, const Rejected* rejected) {
  return {false, "greeting", 0, rejected, takes};
}

std::string StepOf(const Handshake& handshake) { return handshake.over ? "over" : handshake.step; }

bool AwaitsPeer(const Handshake& handshake) {
  static const std::set<std::string> servers = {"method_selection", "credentials_reply", "reply",
                                                "second_reply"};
  static const std::set<std::string> clients = {"greeting", "credentials", "request"};
  const std::set<std::string>& peers = handshake.is_client ? servers : clients;
  return peers.count(StepOf(handshake)) != 0;
}

Answer Read(Handshake* handshake, const std::string& input, Event* event) {
  Handshake* h = handshake;
  const std::string due = h->is_client ? DueFromServer(*h) : DueFromClient(*h, input);
  if (h->over || due.empty()) return NotAllowed(*h);
  const Outcome outcome = DecodeDue(*h, due, input);
  if (outcome.code == "ok") {
    return h->is_client ? ReadByClient(h, due, outcome, event)
                        : ReadByServer(h, due, outcome, event);
  }
  const Answer answer = AnswerOf(outcome);
  if (!IsEnd(answer)) return answer;
  if (h->is_client && IsReply(h->step) && answer.n >= 1) {
    return End(h, RefusalIn(*h, input, answer));
  }
  // The client has said its version if that is not what was wrong.
  if (h->version == 0 && answer.detail != "socks_version") h->version = At(input, 0);
  return End(h, answer);
}

Written Write(Handshake* handshake, const Message& message, const Rejected& rejected, size_t room) {
  Handshake* h = handshake;
  const bool may = h->is_client ? ClientMayWrite(*h, message.name) : ServerMayWrite(*h, message);
  if (h->over || !may) return {NotAllowed(*h), ""};
  Written written = Encode(message, rejected, room);
  if (IsEnd(written.answer)) End(h, written.answer);
  if (written.answer.code != "ok") return written;
  const Answer verdict = VerdictOf(message.name, message.number);
  if (verdict.code != "ok") {
    h->answered = !h->is_client;
    End(h, verdict);
  } else if (h->is_client) {
    MoveClient(h, message);
  } else {
    MoveServer(h, message);
  }
  return written;
}

Written Grant(Handshake* handshake, const Address& bound, size_t room) {
  const Rejected nothing;
  if (handshake->version == 4) {
    const Address told =
        bound.type == kIpv4 ? bound : Address{kIpv4, std::string(4, 0), bound.port};
    return Write(handshake, {"socks4_reply", kGranted, told, 1, "", ""}, nothing, room);
  }
  return Write(handshake, {"socks5_reply", 0, bound, 1, "", ""}, nothing, room);
}

Written Refuse(Handshake* handshake, const Answer& reason, size_t room) {
  Handshake* h = handshake;
  const Answer bad_state = Says("bad_state", "none", 0, 0);
  if (h->answered) return {h->end, ""};
  if (!h->over && (h->step == "done" || !IsEnd(reason))) return {bad_state, ""};
  const Answer why = h->over ? h->end : reason;
  // A message that could not be written had an answer due. One that could not be read may not have.
  const bool silent = h->over && !HasAnswer(why);
  const Written written = Fit(silent ? "" : NoOf(*h, why), room);
  if (written.answer.code != "ok") return written;
  h->answered = true;
  End(h, why);
  return written;
}

Written RefuseWithCode(Handshake* handshake, unsigned version, unsigned code, size_t room) {
  return Refuse(handshake, VerdictOf(version == 4 ? "socks4_reply" : "socks5_reply", code), room);
}

Answer Authenticated(Handshake* handshake) {
  if (handshake->over || handshake->step != "exchange") return NotAllowed(*handshake);
  handshake->step = "request";
  return Ok(0);
}

Answer Surplus(Handshake* handshake, const std::string& unread) {
  if (handshake->over || handshake->step != "done") return NotAllowed(*handshake);
  if (unread.empty()) return Ok(0);
  return End(handshake, Says("deserialization", "surplus", 0, 0));
}

Answer EndOfStream(Handshake* handshake, const std::string& unread) {
  Handshake* h = handshake;
  if (h->over) return h->end;
  Handshake copy = *h;
  Event ignored;
  const bool own_method = h->step == "exchange" && h->method != 1;
  const Answer read = own_method ? Ok(0) : Read(&copy, unread, &ignored);
  if (!own_method && read.code != "need_more") return Says("bad_state", "none", 0, 0);
  Answer closed =
      Says("deserialization", "closed_inside_message", static_cast<unsigned>(unread.size()), 0);
  if (unread.empty()) closed.detail = "closed_between_messages";
  const bool may_refuse = h->is_client && IsReply(h->step);
  return End(h, may_refuse ? RefusalIn(*h, unread, closed) : closed);
}

}  // namespace handshake_model
}  // namespace hardwire
