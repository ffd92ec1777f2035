// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/reference.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hardwire {
namespace reference {
namespace {

// Thrown to end a decoder.
struct NeedMore {
  unsigned total;
};
struct Error {
  std::string code;
  std::string detail;
  unsigned n;
  unsigned octet;
};

// Reads a message octet by octet, from the front.
// ATYP (RFC 1928 section 5).
constexpr unsigned kIpv4 = 1;
constexpr unsigned kDomain = 3;
constexpr unsigned kIpv6 = 4;

class Wire {
 public:
  Wire(const Bytes& bytes, const Rejected& rejected) : bytes_(bytes), rejected_(rejected) {}

  // `least_behind`: how many octets the shortest message has behind the one read.
  unsigned Octet(unsigned least_behind) {
    if (at_ == bytes_.size()) throw NeedMore{at_ + 1 + least_behind};
    return bytes_[at_++];
  }

  // A violation in the field that begins at `n`.
  void Break(const std::string& violation, unsigned n, unsigned octet) {
    if (rejected_.count(violation) != 0) throw Error{"deserialization", violation, n, octet};
    violations_.insert(violation);
  }

  std::string Text(unsigned count, unsigned behind) {
    std::string text;
    for (unsigned i = 0; i < count; ++i) {
      text += static_cast<char>(Octet(count - i - 1 + behind));
    }
    return text;
  }

  void Field(const std::string& value) { fields_.push_back(value); }
  void Field(unsigned value) { fields_.push_back(std::to_string(value)); }

  void Address(unsigned type, const std::string& octets, unsigned port) {
    Field(type);
    Field(octets);
    Field(port);
  }

  unsigned at() const { return at_; }

  Outcome Ok() const { return {"ok", "none", at_, 0, violations_, fields_}; }

 private:
  const Bytes& bytes_;
  const Rejected& rejected_;
  unsigned at_ = 0;
  std::set<std::string> violations_;
  std::vector<std::string> fields_;
};

Outcome Run(const Bytes& bytes, const Rejected& rejected, const std::function<void(Wire&)>& read) {
  Wire wire(bytes, rejected);
  try {
    read(wire);
    return wire.Ok();
  } catch (const NeedMore& more) {
    return {"need_more", "none", more.total, 0, {}, {}};
  } catch (const Error& error) {
    return {error.code, error.detail, error.n, error.octet, {}, {}};
  }
}

void Version(Wire& wire, unsigned expected, unsigned behind, const std::string& violation,
             const std::set<unsigned>& tolerated) {
  const unsigned version = wire.Octet(behind);
  if (version == expected) return;
  if (tolerated.count(version) == 0) throw Error{"deserialization", "socks_version", 0, version};
  wire.Break(violation, 0, version);
}

// One octet of a name that begins at `n`.
void NameOctet(Wire& wire, unsigned octet, unsigned n) {
  const std::string fine = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
  if (octet == 0) {
    wire.Break("nul_in_domain", n, octet);
  } else if (octet < 32 || octet == 127) {
    wire.Break("control_in_domain", n, octet);
  } else if (fine.find(static_cast<char>(octet)) == std::string::npos) {
    wire.Break("non_ldh_domain", n, octet);
  }
}

// RFC 1928 section 5: ATYP, address and port. The shortest is an empty name: length and port.
void AddressAndPort(Wire& wire, const std::string& empty) {
  const unsigned type_at = wire.at();
  const unsigned type = wire.Octet(3);
  std::string address;
  if (type == kIpv4) {
    address = wire.Text(4, 2);
  } else if (type == kIpv6) {
    address = wire.Text(16, 2);
  } else if (type == kDomain) {
    const unsigned length_at = wire.at();
    const unsigned length = wire.Octet(2);
    if (length == 0) wire.Break(empty, length_at, 0);
    const unsigned text_at = wire.at();
    for (unsigned i = 0; i < length; ++i) {
      const unsigned octet = wire.Octet(length - i - 1 + 2);
      NameOctet(wire, octet, text_at);
      address += static_cast<char>(octet);
    }
  } else {
    throw Error{"bad_address", "unknown_address_type", type_at, type};
  }
  const unsigned high = wire.Octet(1);
  wire.Address(type, address, high * 256 + wire.Octet(0));
}

void Reserved(Wire& wire, unsigned behind) {
  const unsigned at = wire.at();
  const unsigned octet = wire.Octet(behind);
  if (octet != 0) wire.Break("reserved_nonzero", at, octet);
}

// Text up to a NUL, of at most 255 octets. `behind`: what the shortest message has behind the NUL.
std::string UpToNul(Wire& wire, unsigned behind, bool is_name, const std::string& too_long) {
  const unsigned begin = wire.at();
  std::string text;
  while (true) {
    const unsigned octet = wire.Octet(behind);
    if (octet == 0) return text;
    if (is_name) NameOctet(wire, octet, begin);
    text += static_cast<char>(octet);
    if (text.size() == 256) throw Error{"deserialization", too_long, begin, 0};
  }
}

Outcome Socks4Request(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 4, 8, "", {});
    const unsigned command = wire.Octet(7);
    if (command != 1 && command != 2) wire.Break("unknown_command", 1, command);
    const unsigned high = wire.Octet(6);
    const unsigned port = high * 256 + wire.Octet(5);
    const std::string ip = wire.Text(4, 1);
    const bool zeros = ip.substr(0, 3) == std::string(3, '\0');
    const unsigned last = static_cast<unsigned char>(ip[3]);
    if (zeros && last == 0) wire.Break("unspecified_address", 4, 0);
    const bool host_follows = zeros && last != 0;
    const std::string userid = UpToNul(wire, host_follows ? 1 : 0, false, "userid_too_long");
    const unsigned host_at = wire.at();
    const std::string host =
        host_follows ? UpToNul(wire, 0, true, "domain_too_long") : std::string();
    if (host_follows && host.empty()) wire.Break("empty_domain", host_at, 0);
    wire.Field(command);
    wire.Field(host_follows ? last : 1);  // where there is no marker, 1 stands for it
    wire.Address(host_follows ? kDomain : kIpv4, host_follows ? host : ip, port);
    wire.Field(userid);
  });
}

Outcome Socks4Reply(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 0, 7, "reply_version", {4});
    const unsigned code = wire.Octet(6);
    if (code < 90 || code > 93) wire.Break("unknown_reply", 1, code);
    const unsigned high = wire.Octet(5);
    const unsigned port = high * 256 + wire.Octet(4);
    wire.Field(code);
    wire.Address(kIpv4, wire.Text(4, 0), port);
  });
}

Outcome Socks5Greeting(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 5, 1, "", {});
    const unsigned count = wire.Octet(0);
    if (count == 0) wire.Break("no_methods", 1, 0);
    std::string methods;
    for (unsigned i = 0; i < count; ++i) {
      const unsigned method = wire.Octet(count - i - 1);
      if (method == 255) wire.Break("method_ff_offered", 2, 255);
      methods += static_cast<char>(method);
    }
    wire.Field(methods);
  });
}

Outcome Socks5MethodSelection(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 5, 1, "", {});
    wire.Field(wire.Octet(0));
  });
}

Outcome Socks5Request(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 5, 6, "", {});
    const unsigned command = wire.Octet(5);
    if (command < 1 || command > 3) wire.Break("unknown_command", 1, command);
    wire.Field(command);
    Reserved(wire, 4);
    AddressAndPort(wire, "empty_domain");
  });
}

Outcome Socks5Reply(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 5, 6, "", {});
    const unsigned code = wire.Octet(5);
    if (code > 8) wire.Break("unknown_reply", 1, code);
    wire.Field(code);
    Reserved(wire, 4);
    AddressAndPort(wire, "empty_domain_in_reply");
  });
}

Outcome UserpassRequest(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 1, 2, "auth_version", {5});
    const unsigned name_size = wire.Octet(1);
    if (name_size == 0) wire.Break("empty_username", 1, 0);
    wire.Field(wire.Text(name_size, 1));
    const unsigned password_at = wire.at();
    const unsigned password_size = wire.Octet(0);
    if (password_size == 0) wire.Break("empty_password", password_at, 0);
    wire.Field(wire.Text(password_size, 0));
  });
}

Outcome UserpassReply(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 1, 1, "reply_version", {0, 5});
    wire.Field(wire.Octet(0));
  });
}

Outcome GssapiFrame(const Bytes& bytes, const Rejected& rejected) {
  return Run(bytes, rejected, [](Wire& wire) {
    Version(wire, 1, 1, "", {});
    const unsigned type = wire.Octet(0);
    if (type != 1 && type != 2 && type != 3 && type != 255) {
      throw Error{"deserialization", "gssapi_type", 1, type};
    }
    wire.Field(type);
    if (type == 255) return wire.Field("");
    const unsigned high = wire.Octet(1);
    const unsigned low = wire.Octet(high * 256);
    wire.Field(wire.Text(high * 256 + low, 0));
  });
}

Outcome UdpHeader(const Bytes& bytes, const Rejected& rejected) {
  const Outcome truncated = {
      "deserialization", "truncated", static_cast<unsigned>(bytes.size()), 0, {}, {}};
  // RSV, FRAG and ATYP are judged together, once they are there.
  if (bytes.size() < 4) return truncated;
  const Outcome outcome = Run(bytes, rejected, [&](Wire& wire) {
    const unsigned first = wire.Octet(0);
    const unsigned second = wire.Octet(0);
    if (first != 0 || second != 0) {
      wire.Break("reserved_nonzero", 0, first != 0 ? first : second);
    }
    const unsigned fragment = wire.Octet(0);
    if (fragment != 0) wire.Break("fragment", 2, fragment);
    wire.Field(fragment);
    AddressAndPort(wire, "empty_domain");
    wire.Field(std::string(bytes.begin() + wire.at(), bytes.end()));
  });
  return outcome.code == "need_more" ? truncated : outcome;
}

}  // namespace

Outcome Decode(const std::string& message, const Bytes& bytes, const Rejected& rejected) {
  static const std::map<std::string, Outcome (*)(const Bytes&, const Rejected&)> decoders = {
      {"socks4_request", Socks4Request},
      {"socks4_reply", Socks4Reply},
      {"socks5_greeting", Socks5Greeting},
      {"socks5_method_selection", Socks5MethodSelection},
      {"socks5_userpass_request", UserpassRequest},
      {"socks5_userpass_reply", UserpassReply},
      {"socks5_request", Socks5Request},
      {"socks5_reply", Socks5Reply},
      {"socks5_gssapi", GssapiFrame},
      {"socks5_udp", UdpHeader},
  };
  return decoders.at(message)(bytes, rejected);
}

}  // namespace reference
}  // namespace hardwire
