// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// CompareText: addresses as text, Sniff and ProtocolOfDatagram beside their model (text_model.h)
// and beside the system's inet_pton, inet_ntop and getaddrinfo, on one unit of choices.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TEXT_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TEXT_COMPARE_H_

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/model_values.h"
#include "fuzz/random_message.h"
#include "hardwire/datagram_protocol.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/view.h"
#include "test/differential/text_inputs.h"
#include "test/differential/text_model.h"
#include "test/differential/units.h"

namespace hardwire {
namespace differential {

class TextUnit {
 public:
  TextUnit(fuzz::Bytes choices, Tally* tally) : all_(choices), choices_(choices), tally_(tally) {}

  void Compare() {
    const uint8_t kind = choices_.Octet() % 8;
    if (kind < 4) {
      // One address for several texts: nothing of an earlier one may stay.
      const text_model::Address before = AnyAddress(fuzz::Hash(all_) | 1);
      text_model::Address model = before;
      socks::Address address = *AddressOf(before);
      texts_.reserve(3);
      for (int i = 0; i < 3; ++i) CompareParse(&address, &model);
    } else if (kind < 6) {
      CompareFormat(ChooseAddress(&choices_));
    } else {
      CompareSniff();
      CompareDatagram(choices_.Octet());
    }
  }

 private:
  using Model = text_model::Outcome;

  void Count(const std::string& what) {
    if (tally_ != nullptr) ++(*tally_)[what];
  }
  void Demand(bool same, const char* what) { fuzz::Require(same, what, all_); }

  void Same(const char* call, Result ours, const Model& model, const std::string& input) {
    const std::string code = Str(Name(ours.code()));
    const std::string detail = Str(Name(ours.detail()));
    const bool same = code == model.code && detail == model.detail &&
                      fuzz::NumberOf(ours) == model.n && ours.octet() == model.octet &&
                      ours.layer() == Layer::kSocks;
    if (!same) {
      fprintf(stderr, "%s of ", call);
      fwrite(input.data(), 1, input.size(), stderr);
      fprintf(stderr, "\ncodec: %s %s n=%u octet=%02x\nmodel: %s %s n=%llu octet=%02x\n",
              code.c_str(), detail.c_str(), fuzz::NumberOf(ours), ours.octet(), model.code.c_str(),
              model.detail.c_str(), static_cast<unsigned long long>(model.n), model.octet);
    }
    Demand(same, "the codec says what the model says");
    Count(std::string(call) + " " + (model.code == "need_more" ? model.code : model.detail));
  }

  static std::string TypeOf(const socks::Address& address) {
    if (address.type() == socks::AddressType::kDomain) return "domain";
    return address.type() == socks::AddressType::kIpv4 ? "ipv4" : "ipv6";
  }
  void SameAddress(const socks::Address& ours, const text_model::Address& model) {
    Demand(TypeOf(ours) == model.type, "the type is the model's");
    Demand(ours.port() == model.port, "the port is the model's");
    Demand(text_model::Octets(ours.ip().begin(), ours.ip().end()) == model.octets,
           "the octets are the model's");
    Demand(Str(ours.domain()) == model.name, "the name is the model's");
  }

  void CompareParse(socks::Address* address, text_model::Address* model) {
    texts_.push_back(ChooseText(&choices_));
    const std::string& text = texts_.back();
    const Result ours = Parse(text, address);
    const Model outcome = text_model::Parse(text, model);
    Same("Parse", ours, outcome, text);
    SameAddress(*address, *model);
    if (!ours.ok()) return CompareRefused(text);
    Count("Parse to " + model->type);
    if (model->type == "domain") {
      Demand(address->domain().data() == text.data(), "the name is a view of the text");
    }
    CompareSystem(*model, text);
    CompareFormat(*model);
  }

  // What inet_pton reads of a text in brackets, Parse reads alike: RFC 4291 section 2.2 both.
  void CompareRefused(const std::string& text) {
    const std::string host = text_model::HostOf(text);
    const bool bracketed = host.size() > 2 && host[0] == '[' && host.back() == ']';
    if (!bracketed || host.find('\0') != std::string::npos) return;
    std::array<uint8_t, 16> octets;
    const std::string inside = host.substr(1, host.size() - 2);
    const bool valid = inet_pton(AF_INET6, inside.c_str(), octets.data()) == 1;
    text_model::Address ignored;
    Demand(!valid || text_model::Parse(host + ":1", &ignored).code == "ok",
           "an address that inet_pton reads is one");
  }

  // Whatever the system takes for an address is that address, and no name.
  void CompareSystem(const text_model::Address& model, const std::string& text) {
    std::string host = text_model::HostOf(text);
    if (model.type == "ipv6") host = host.substr(1, host.size() - 2);
    addrinfo hints = {};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const bool is_ip = getaddrinfo(host.c_str(), nullptr, &hints, &found) == 0;
    Demand(is_ip == (model.type != "domain"), "getaddrinfo takes the same hosts for addresses");
    if (!is_ip) return;
    const void* octets = nullptr;
    if (found->ai_family == AF_INET) {
      octets = &reinterpret_cast<sockaddr_in*>(found->ai_addr)->sin_addr;
    } else {
      octets = &reinterpret_cast<sockaddr_in6*>(found->ai_addr)->sin6_addr;
    }
    const bool same = (found->ai_family == AF_INET) == (model.type == "ipv4") &&
                      memcmp(octets, model.octets.data(), model.octets.size()) == 0;
    freeaddrinfo(found);
    Demand(same, "getaddrinfo reads the same octets");
  }

  // An output of exactly `room` characters.
  template <typename Write>
  void CompareWritten(const char* call, size_t room, const Model& model,
                      const std::string& expected, Write write) {
    fuzz::Block output(room);
    output.Fill();
    const Span<uint8_t> octets = output.writable();
    const Result ours = write(Span<char>(reinterpret_cast<char*>(octets.data()), octets.size()));
    Same(call, ours, model, expected);
    const std::string written(octets.begin(), octets.end());
    const size_t size = ours.ok() ? expected.size() : 0;
    Demand(written.substr(0, size) == expected.substr(0, size), "the text is the model's");
    Demand(written.find_first_not_of('\x5A', size) == std::string::npos,
           "no other character is written");
  }

  void CompareFormat(const text_model::Address& model) {
    const std::optional<socks::Address> address = AddressOf(model);
    std::string whole;
    std::string ip;
    text_model::Format(model, SIZE_MAX, &whole);
    text_model::FormatIp(model, SIZE_MAX, &ip);
    const uint8_t how = choices_.Octet();
    const size_t less = how % 4 == 0 ? how / 4 % 8 : 0;
    const size_t more = how % 4 == 1 ? how / 4 : how % 4 == 2 ? choices_.Short() % 700 : 0;
    size_t room = whole.size() + more - std::min(less, whole.size());
    Model outcome = text_model::Format(model, room, &whole);
    CompareWritten("Format", room, outcome, whole,
                   [&](Span<char> output) { return Format(*address, output); });
    room = ip.size() + more - std::min(less, ip.size());
    outcome = text_model::FormatIp(model, room, &ip);
    CompareWritten("FormatIp", room, outcome, ip,
                   [&](Span<char> output) { return FormatIp(*address, output); });
    CompareNtop(model, ip);
  }

  static text_model::Address AnyAddress(uint64_t seed) {
    fuzz::Random random(seed);
    text_model::Address address;
    address.port = random.Next() & UINT16_MAX;
    const size_t kind = random.Below(3);
    address.type = kind == 0 ? "domain" : kind == 1 ? "ipv4" : "ipv6";
    if (kind == 0) address.name.assign(random.Below(256), 'u');
    for (size_t i = 0; i < (kind == 0 ? 0U : kind == 1 ? 4U : 16U); ++i) {
      address.octets.push_back(random.Octet());
    }
    return address;
  }

  static std::optional<socks::Address> AddressOf(const text_model::Address& model) {
    const uint16_t port = static_cast<uint16_t>(model.port);
    if (model.type == "domain") return socks::Address::Domain(model.name, port);
    std::array<uint8_t, 16> octets = {};
    std::copy(model.octets.begin(), model.octets.end(), octets.begin());
    if (model.type == "ipv6") return socks::Address::Ipv6(octets, port);
    return socks::Address::Ipv4({octets[0], octets[1], octets[2], octets[3]}, port);
  }

  // inet_ntop follows RFC 5952 section 4, but for those with an IPv4 address at the end, which it
  // writes as section 5 has it.
  void CompareNtop(const text_model::Address& model, const std::string& text) {
    if (model.type == "domain") return;
    const bool is_ipv4 = model.type == "ipv4";
    const auto zeros = [&model](size_t size) {
      return std::count(model.octets.begin(),
                        model.octets.begin() + static_cast<std::ptrdiff_t>(size),
                        0) == static_cast<std::ptrdiff_t>(size);
    };
    if (!is_ipv4 && zeros(10)) return;
    char system[INET6_ADDRSTRLEN];
    inet_ntop(is_ipv4 ? AF_INET : AF_INET6, model.octets.data(), system, sizeof(system));
    Demand(text == system, "inet_ntop writes the same");
  }

  void CompareSniff() {
    const std::vector<uint8_t> whole = ChooseOpening(&choices_);
    Protocol protocol = Protocol::kOther;
    std::string model = "other";
    for (size_t size = 0; size <= whole.size(); ++size) {
      const std::vector<uint8_t> input(whole.begin(),
                                       whole.begin() + static_cast<std::ptrdiff_t>(size));
      const fuzz::Block block{fuzz::Bytes(input)};
      const Result ours = Sniff(block.bytes(), &protocol);
      const Model outcome = text_model::Sniff(input, &model);
      Same("Sniff", ours, outcome, std::string(input.begin(), input.end()));
      Demand(Str(Name(protocol)) == model, "the protocol is the model's");
    }
    Count("Sniff " + model);
  }

  void CompareDatagram(uint8_t first) {
    constexpr const char* kNames[] = {"other",        "stun", "zrtp", "dtls",
                                      "turn_channel", "rtp",  "quic"};
    const std::string name = kNames[static_cast<size_t>(ProtocolOfDatagram(first))];
    Demand(name == text_model::ProtocolOfDatagram(first), "the datagram's protocol is the model's");
    Count("ProtocolOfDatagram " + name);
  }

  const fuzz::Bytes all_;
  Choices choices_;
  Tally* const tally_;
  std::vector<std::string> texts_;  // names are views of these
};

inline void CompareText(fuzz::Bytes choices, Tally* tally = nullptr) {
  TextUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TEXT_COMPARE_H_
