// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A second SOCKS handshake, for tests alone: which call each step allows, what the call writes,
// what it tells, and to which step it leads. Written from the RFCs and docs/handshakes.md in the
// plainest style. It shares nothing with codec/ but the names of outcomes.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_MODEL_H_
#define HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_MODEL_H_

#include <cstddef>
#include <set>
#include <string>

#include "test/differential/reference.h"

namespace hardwire {
namespace handshake_model {

using reference::Rejected;

// What a call says.
struct Answer {
  std::string code = "ok";
  std::string detail = "none";
  unsigned n = 0;
  unsigned octet = 0;
  std::string layer = "socks";
};
bool operator==(const Answer& a, const Answer& b);

struct Address {
  unsigned type = 1;                       // ATYP
  std::string octets = std::string(4, 0);  // or the name
  unsigned port = 0;
};
bool operator==(const Address& a, const Address& b);

// A message to be written, of any kind.
struct Message {
  std::string name;     // "socks5_greeting"
  unsigned number = 0;  // CMD, CD, REP, METHOD, STATUS or MTYP
  Address address;
  unsigned marker = 1;   // x of 0.0.0.x in SOCKS4a
  std::string text;      // methods, user name, user id or token
  std::string password;  // in socks5_userpass_request
};

// What a call writes: nothing unless it is ok.
struct Written {
  Answer answer;
  std::string octets;
};

// The octets of `message`, whatever is wrong with it.
std::string OctetsOf(const Message& message);

// The same in an output of `room` octets, if `message` can be sent.
Written Encode(const Message& message, const Rejected& rejected, size_t room);

// What the peer said, of either end. A member is set by the messages that have it, and kept by the
// others.
struct Event {
  std::string kind = "none";
  std::string methods;  // of a greeting
  std::set<std::string> greeting_violations;
  std::string username;
  std::string password;
  std::set<std::string> credentials_violations;
  unsigned method = 0xFF;
  unsigned frame_type = 0xFF;
  std::string token;
  unsigned command = 0;
  Address address;
  std::string userid;
  std::set<std::string> violations;
};
bool operator==(const Event& a, const Event& b);

// One end of a handshake.
struct Handshake {
  bool is_client;
  std::string step;  // that is due, or was when the handshake ended
  unsigned version;  // 0: not known
  const Rejected* rejected;
  std::set<unsigned> takes = {};  // the versions that a server takes

  std::set<unsigned> offered = {};
  unsigned method = 0xFF;
  unsigned command = 1;
  bool credentials_sent = false;
  bool request_sent = false;
  bool over = false;
  Answer end = {};
  bool answered = false;  // a server has said no
};
bool operator==(const Handshake& a, const Handshake& b);

// `rejected` lives as long as the handshake.
Handshake NewClient(unsigned version, const Rejected* rejected);
Handshake NewServer(const std::set<unsigned>& takes, const Rejected* rejected);

std::string StepOf(const Handshake& handshake);
bool AwaitsPeer(const Handshake& handshake);

// The calls. Each changes `handshake` as the library's call of that name changes its own.
Answer Read(Handshake* handshake, const std::string& input, Event* event);
Written Write(Handshake* handshake, const Message& message, const Rejected& rejected, size_t room);
Written Grant(Handshake* handshake, const Address& bound, size_t room);
Written Refuse(Handshake* handshake, const Answer& reason, size_t room);
Written RefuseWithCode(Handshake* handshake, unsigned version, unsigned code, size_t room);
Answer Authenticated(Handshake* handshake);
Answer Surplus(Handshake* handshake, const std::string& unread);
Answer EndOfStream(Handshake* handshake, const std::string& unread);

}  // namespace handshake_model
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_MODEL_H_
