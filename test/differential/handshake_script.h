// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What happens in a compared handshake: choices make a valid conversation, and up to three changes
// of what the peer sends.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_SCRIPT_H_
#define HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_SCRIPT_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "test/differential/handshake_model.h"

namespace hardwire {
namespace differential {

using handshake_model::Message;
using handshake_model::OctetsOf;

// Numbers out of an input: its octets, and behind its end those of a generator whose seed are the
// first eight. So a short input reaches as deep as a long one.
class Chooser {
 public:
  explicit Chooser(fuzz::Bytes choices)
      : choices_(choices),
        random_(fuzz::Hash(fuzz::First(choices, std::min<size_t>(8, choices.size()))) | 1) {}

  // Below 256 only where one octet is enough for `bound`.
  size_t Below(size_t bound) {
    if (at_ >= choices_.size() || bound > 256) return random_.Below(bound);
    return choices_[at_++] % bound;
  }
  bool OneIn(size_t count) { return Below(count) == 0; }
  uint8_t Octet() { return static_cast<uint8_t>(Below(256)); }
  uint8_t InterestingOctet() {
    constexpr uint8_t kInteresting[] = {0, 1, 2, 3, 4, 5, 6, 8, 90, 91, 93, 0x7F, 0xF0, 0xFF};
    const size_t chosen = Below(2 * sizeof(kInteresting));
    return chosen < sizeof(kInteresting) ? kInteresting[chosen] : Octet();
  }
  std::string Octets(size_t count) {
    std::string octets(count, 0);
    for (char& c : octets) c = static_cast<char>(Octet());
    return octets;
  }

 private:
  fuzz::Bytes choices_;
  size_t at_ = 0;
  fuzz::Random random_;
};

// Mostly a few octets, sometimes about as many as there may be, or none.
inline size_t TextSize(Chooser* choose) {
  if (choose->OneIn(24)) return 0;
  if (choose->OneIn(24)) return 252 + choose->Below(8);
  return 1 + choose->Below(6);
}

inline std::string Name(Chooser* choose) {
  std::string name(TextSize(choose), 'a');
  for (char& c : name) c = static_cast<char>('a' + choose->Below(26));
  if (!name.empty() && choose->OneIn(8)) {
    name[choose->Below(name.size())] = static_cast<char>(choose->InterestingOctet());
  }
  return name;
}

inline std::string UserId(Chooser* choose) {
  std::string text(TextSize(choose), 'u');
  if (!text.empty() && choose->OneIn(8)) {
    text[choose->Below(text.size())] = static_cast<char>(choose->InterestingOctet());
  }
  return text;
}

inline handshake_model::Address AnAddress(Chooser* choose) {
  // A server that does not say where it is bound says 0.0.0.0:0.
  const unsigned any_port = static_cast<unsigned>(choose->Octet()) * 256 + choose->Octet();
  const unsigned port = choose->OneIn(4) ? 0 : any_port;
  switch (choose->Below(4)) {
    case 0:
      return {4, choose->Octets(16), port};
    case 1:
      return {1, choose->OneIn(4) ? std::string(3, 0) + choose->Octets(1) : choose->Octets(4),
              port};
    case 2:
      return {1, choose->OneIn(4) ? std::string(4, 0) : "\xC0" + choose->Octets(3), port};
    default:
      return {3, Name(choose), port};
  }
}

inline unsigned Command(Chooser* choose) {
  return choose->OneIn(8) ? choose->InterestingOctet()
                          : static_cast<unsigned>(1 + choose->Below(3));
}
inline unsigned Rep(Chooser* choose) { return choose->OneIn(6) ? choose->InterestingOctet() : 0; }
inline unsigned Cd(Chooser* choose) {
  if (choose->OneIn(8)) return choose->InterestingOctet();
  return choose->OneIn(8) ? static_cast<unsigned>(91 + choose->Below(4)) : 90;
}

inline std::string Methods(Chooser* choose) {
  static const std::vector<std::string> usual = {std::string(1, 0),
                                                 "\x02",
                                                 std::string("\0\2", 2),
                                                 "\x01",
                                                 std::string(2, 0),
                                                 "\x02\x02",
                                                 "\x80",
                                                 std::string("\0\1\2\x80", 4),
                                                 "\x02\x02\x02\x01",
                                                 "\x03\x41",
                                                 "\xC1"};
  if (choose->OneIn(16)) return choose->OneIn(4) ? std::string() : std::string("\xFF", 1);
  if (choose->OneIn(6)) return (choose->OneIn(2) ? "\x02" : std::string(1, 0)) + choose->Octets(1);
  if (choose->OneIn(16)) return choose->Octets(choose->OneIn(16) ? 250 + choose->Below(9) : 4);
  return usual[choose->Below(usual.size())];
}

inline std::string Token(Chooser* choose) {
  if (choose->OneIn(150)) return std::string(65535 + choose->Below(2), 't');
  return choose->OneIn(16) ? std::string(250 + choose->Below(20), 't')
                           : choose->Octets(choose->Below(5));
}

// A message of this name, of any kind that can be thought of.
inline Message AnyMessage(Chooser* choose, const std::string& name) {
  Message message;
  message.name = name;
  if (name == "socks5_greeting") {
    message.text = Methods(choose);
  } else if (name == "socks5_method_selection") {
    message.number = choose->InterestingOctet();
  } else if (name == "socks5_userpass_request") {
    message.text = UserId(choose);
    message.password = UserId(choose);
  } else if (name == "socks5_userpass_reply") {
    message.number = choose->OneIn(8) ? choose->Octet() : 0;
  } else if (name == "socks5_gssapi") {
    message.number =
        choose->OneIn(8) ? choose->InterestingOctet() : static_cast<unsigned>(1 + choose->Below(3));
    if (choose->OneIn(12)) message.number = 0xFF;
    if (message.number != 0xFF || choose->OneIn(4)) message.text = Token(choose);
  } else {
    const bool request = name == "socks5_request" || name == "socks4_request";
    message.number = request ? Command(choose) : name == "socks4_reply" ? Cd(choose) : Rep(choose);
    message.address = AnAddress(choose);
    if (name == "socks4_reply" && !choose->OneIn(8)) message.address = {1, choose->Octets(4), 80};
    message.marker = choose->OneIn(16) ? choose->Octet() : 1;
    const bool six = message.address.type == 4;
    if (name == "socks4_request" && six && !choose->OneIn(8))
      message.address = {3, Name(choose), 7};
    if (name == "socks4_request") message.text = UserId(choose);
  }
  return message;
}

// A conversation: what this end writes at each step, and all that the peer sends.
struct Script {
  unsigned version = 5;
  Message greeting;
  Message selection;
  Message credentials;
  Message status;
  Message request;
  Message reply;
  Message second_reply;
  size_t frames = 1;        // that the peer sends to authenticate by GSSAPI
  std::string peer;         // the octets that the peer sends
  size_t chunk = SIZE_MAX;  // how many arrive at once
  bool hurries = false;     // writes ahead what it may
};

inline std::vector<std::string> PeerMessages(const Script& script, bool peer_is_client,
                                             Chooser* choose) {
  std::vector<std::string> sent;
  if (script.version == 5) {
    const bool none = script.selection.number == 0xFF;
    sent.push_back(OctetsOf(peer_is_client ? script.greeting : script.selection));
    if (script.selection.number == 2) {
      sent.push_back(OctetsOf(peer_is_client ? script.credentials : script.status));
    }
    for (size_t i = 0; script.selection.number == 1 && i < script.frames; ++i) {
      sent.push_back(OctetsOf(AnyMessage(choose, "socks5_gssapi")));
    }
    if (none) return sent;
  }
  if (peer_is_client) {
    sent.push_back(OctetsOf(script.request));
  } else {
    sent.push_back(OctetsOf(script.reply));
    if (script.request.number == 2) sent.push_back(OctetsOf(script.second_reply));
  }
  if (choose->OneIn(2)) sent.push_back(choose->Octets(1 + choose->Below(8)));
  return sent;
}

// Now and then a message says another version, one that some peers send.
inline void ChangeVersions(Chooser* choose, std::vector<std::string>* sent) {
  static const std::string versions("\0\1\4\5", 4);
  for (std::string& message : *sent) {
    if (!message.empty() && choose->OneIn(24)) message[0] = versions[choose->Below(4)];
  }
}

// One change of what is sent: a message more, less, elsewhere or of random octets.
inline void ChangeMessages(Chooser* choose, std::vector<std::string>* sent) {
  if (sent->empty()) return;
  const size_t at = choose->Below(sent->size());
  const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(at);
  switch (choose->Below(4)) {
    case 0:
      sent->insert(sent->begin() + place, std::string((*sent)[at]));
      return;
    case 1:
      sent->erase(sent->begin() + place);
      return;
    case 2:
      std::swap((*sent)[at], (*sent)[choose->Below(sent->size())]);
      return;
    default:
      (*sent)[at] = choose->Octets(choose->Below(12));
  }
}

// One change of an octet. Most faults are in the first octets of a message.
inline void ChangeOctets(Chooser* choose, std::string* octets) {
  const size_t among = choose->OneIn(2) && octets->size() > 6 ? 6 : octets->size();
  const size_t at = choose->Below(among + 1);
  const std::ptrdiff_t place = static_cast<std::ptrdiff_t>(at);
  const char octet = static_cast<char>(choose->InterestingOctet());
  switch (choose->Below(4)) {
    case 0:
      octets->resize(at);
      return;
    case 1:
      octets->insert(octets->begin() + place, octet);
      return;
    case 2:
      if (at < octets->size()) octets->erase(octets->begin() + place);
      return;
    default:
      if (at < octets->size()) (*octets)[at] = octet;
  }
}

inline size_t Changes(Chooser* choose) { return choose->OneIn(3) ? 1 + choose->Below(3) : 0; }

inline unsigned Selected(Chooser* choose, const std::string& methods) {
  if (methods.empty() || choose->OneIn(24)) return choose->InterestingOctet();
  return static_cast<unsigned char>(methods[choose->Below(methods.size())]);
}

inline size_t Chunk(Chooser* choose) {
  const size_t way = choose->Below(4);
  return way == 0 ? 1 : way == 1 ? 1 + choose->Below(12) : SIZE_MAX;
}

inline void Speak(Chooser* choose, bool peer_is_client, Script* script) {
  std::vector<std::string> sent = PeerMessages(*script, peer_is_client, choose);
  ChangeVersions(choose, &sent);
  for (size_t changes = Changes(choose); changes > 0; --changes) {
    if (choose->OneIn(3)) {
      ChangeMessages(choose, &sent);
    } else if (!sent.empty()) {
      ChangeOctets(choose, &sent[choose->Below(sent.size())]);
    }
  }
  for (const std::string& message : sent) script->peer += message;
}

inline Script AScript(Chooser* choose, bool peer_is_client) {
  Script script;
  script.version = choose->OneIn(3) ? 4 : 5;
  const bool old = script.version == 4;
  script.greeting = AnyMessage(choose, "socks5_greeting");
  script.selection = AnyMessage(choose, "socks5_method_selection");
  script.selection.number = Selected(choose, script.greeting.text);
  script.credentials = AnyMessage(choose, "socks5_userpass_request");
  script.status = AnyMessage(choose, "socks5_userpass_reply");
  script.request = AnyMessage(choose, old ? "socks4_request" : "socks5_request");
  script.reply = AnyMessage(choose, old ? "socks4_reply" : "socks5_reply");
  script.second_reply = AnyMessage(choose, old ? "socks4_reply" : "socks5_reply");
  script.frames = choose->Below(4);
  script.chunk = Chunk(choose);
  script.hurries = choose->OneIn(2);
  Speak(choose, peer_is_client, &script);
  return script;
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_HANDSHAKE_SCRIPT_H_
