// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Each kind of message: how it is decoded, and what its fields are called.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "examples/inspect/context.h"
#include "examples/inspect/datagram.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/partial.h"
#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_ack.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

std::vector<uint8_t> OctetsOf(string_view text) { return {text.begin(), text.end()}; }

// Text as it is where all of it is visible, else "hex:" and its octets.
std::string Visible(string_view text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7E) return "hex:" + HexOf(OctetsOf(text));
  }
  return Str(text);
}

// The same for people: printable ASCII in quotes, other octets as \xNN.
std::string Quoted(string_view text) {
  std::string quoted = "\"";
  for (const uint8_t octet : OctetsOf(text)) {
    const bool plain = octet >= 0x20 && octet < 0x7F && octet != '"' && octet != '\\';
    quoted += plain ? std::string(1, static_cast<char>(octet)) : "\\x" + HexOf({&octet, 1});
  }
  return quoted + "\"";
}

std::string IpText(const socks::Address& address) {
  char text[socks::kMaxIpText];
  const Result size = FormatIp(address, MakeSpan(text));
  return std::string(text, size.ok() ? size.written() : 0);
}

std::string Number(uint64_t value, string_view name) {
  return std::to_string(value) + ": " + Str(name);
}

// "1 byte", "2 bytes".
std::string Counted(size_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}
// "1 byte follows".
std::string Following(size_t count) {
  return Counted(count) + (count == 1 ? " follows" : " follow");
}

std::string HexNumber(uint16_t value) {
  char text[] = "0x0000";
  snprintf(text, sizeof(text), "0x%04x", static_cast<unsigned>(value));
  return text;
}

// Fields and parts in the order of the wire.
class Fields {
 public:
  explicit Fields(Inspection* out) : out_(out) {}

  // An octet or several that no JSON field holds.
  void Part(size_t size, const char* field, std::string meaning) {
    out_->parts.push_back({offset_, size, field, std::move(meaning)});
    offset_ += size;
  }
  // A part, and the JSON field `key` with `value`.
  template <typename T>
  void Add(size_t size, const char* field, const char* key, T value, std::string meaning) {
    out_->fields[key] = value;
    Part(size, field, std::move(meaning));
  }
  // The name of the number in the JSON field `key`.
  void Twin(const std::string& key, string_view name) { out_->fields[key + "_name"] = Str(name); }

  // A JSON field that no part shows.
  template <typename T>
  void Set(const char* key, T value) {
    out_->fields[key] = value;
  }
  // All parts.
  void Parts(std::vector<inspect::Part> parts) { out_->parts = std::move(parts); }

  // An octet with a name.
  void Named(const char* field, const std::string& key, uint8_t octet, string_view name) {
    Add(1, field, key.c_str(), octet, Number(octet, name));
    Twin(key, name);
  }
  template <typename Enum>
  void Named(const char* field, const std::string& key, Enum value) {
    Named(field, key, static_cast<uint8_t>(value), Name(value));
  }
  void Text(const char* field, const char* key, string_view text) {
    Add(text.size(), field, key, Visible(text), Quoted(text));
  }
  void Count(const char* field, const char* key, size_t count) {
    Add(1, field, key, count, Counted(count));
  }

  void Version(uint8_t octet, uint8_t expected, const char* name) {
    Part(1, "VER", octet == expected ? name : std::to_string(octet) + ": not the version");
  }
  void Reserved(uint8_t octet) { Part(1, "RSV", octet == 0 ? "reserved" : "reserved, not zero"); }

  // ATYP, address and port. `prefix`: "DST" or "BND".
  void Address(const socks::Address& address, const std::string& prefix) {
    const std::string addr = prefix + ".ADDR";
    const std::string port = prefix + ".PORT";
    const uint8_t atyp = static_cast<uint8_t>(address.type());
    if (address.type() == socks::AddressType::kDomain) {
      Add(1, "ATYP", "atyp", atyp, "3: domain name");
      Twin("atyp", "domain_name");
      Count(addr.c_str(), "addr_len", address.domain().size());
      Text(addr.c_str(), "addr", address.domain());
    } else {
      const bool ipv4 = address.type() == socks::AddressType::kIpv4;
      const std::string text = IpText(address);
      Add(1, "ATYP", "atyp", atyp, ipv4 ? "1: IPv4" : "4: IPv6");
      Twin("atyp", ipv4 ? "ipv4" : "ipv6");
      Add(address.ip().size(), addr.c_str(), "addr", text, text);
    }
    Add(2, port.c_str(), "port", address.port(), std::to_string(address.port()));
  }

 private:
  Inspection* out_;
  size_t offset_ = 0;
};

void Describe(const socks4::Request& request, Bytes input, Fields* fields) {
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  const uint16_t port = request.address.port();
  const socks::Address marker = socks::Address::Ipv4({0, 0, 0, request.marker}, port);
  const std::string ip = IpText(with_host ? marker : request.address);
  fields->Version(input[0], socks4::kVersion, "4: SOCKS4");
  fields->Named("CD", "cmd", request.command);
  fields->Add(2, "DSTPORT", "port", port, std::to_string(port));
  fields->Add(4, "DSTIP", "ip", ip, with_host ? ip + ": SOCKS4a, a host follows" : ip);
  fields->Text("USERID", "userid", request.userid);
  fields->Add(1, "NUL", "userid_len", request.userid.size(), "ends the user id");
  fields->Add(0, "", "v4a", with_host, "");
  if (!with_host) return;
  fields->Text("host", "host", request.address.domain());
  fields->Add(1, "NUL", "host_len", request.address.domain().size(), "ends the host");
}

void Describe(const socks4::Reply& reply, Bytes input, Fields* fields) {
  fields->Version(input[0], socks4::kReplyVersion, "0: SOCKS4 reply");
  fields->Named("CD", "code", reply.code);
  fields->Add(2, "DSTPORT", "port", reply.address.port(), std::to_string(reply.address.port()));
  fields->Add(4, "DSTIP", "ip", IpText(reply.address), IpText(reply.address));
}

void Describe(const gssapi::Frame& frame, Bytes input, Fields* fields) {
  fields->Add(1, "VER", "version", input[0], "1: GSSAPI");
  fields->Named("MTYP", "type", frame.type);
  const size_t length = frame.token.size();
  fields->Add(frame.type == gssapi::Type::kAbort ? 0 : 2, "LEN", "length", length,
              std::to_string(length) + " bytes");
  fields->Add(length, "TOKEN", "token", HexOf(frame.token), "the token");
}

void Describe(const udp::Header& header, Bytes input, Fields* fields) {
  fields->Part(2, "RSV", input[0] == 0 && input[1] == 0 ? "reserved" : "reserved, not zero");
  fields->Add(1, "FRAG", "frag", header.fragment,
              header.fragment == 0 ? "0: stands alone" : std::to_string(header.fragment));
  fields->Address(header.address, "DST");
  fields->Add(header.payload.size(), "DATA", "payload_len", header.payload.size(), "the payload");
}

void Describe(const socks5::Greeting& greeting, Bytes input, Fields* fields) {
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Part(1, "NMETHODS", std::to_string(greeting.methods.size()) + " offered");
  std::string names;
  for (const uint8_t method : greeting.methods) {
    names += names.empty() ? "" : ", ";
    names += Number(method, Name(static_cast<socks5::Method>(method)));
  }
  fields->Add(greeting.methods.size(), "METHODS", "methods", HexOf(greeting.methods), names);
}

void Describe(const socks5::MethodSelection& selection, Bytes input, Fields* fields) {
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Named("METHOD", "method", selection.method);
}

void Describe(const socks5::Request& request, Bytes input, Fields* fields) {
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Named("CMD", "cmd", request.command);
  fields->Reserved(input[2]);
  fields->Address(request.address, "DST");
}

void Describe(const socks5::Reply& reply, Bytes input, Fields* fields) {
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Named("REP", "rep", reply.code);
  fields->Reserved(input[2]);
  fields->Address(reply.address, "BND");
}

void Describe(const userpass::Request& request, Bytes input, Fields* fields) {
  fields->Version(input[0], userpass::kVersion, "1: user name and password");
  fields->Count("ULEN", "ulen", request.username.size());
  fields->Text("UNAME", "user", request.username);
  fields->Count("PLEN", "plen", request.password.size());
  fields->Text("PASSWD", "pass", request.password);
}

void Describe(const userpass::Reply& reply, Bytes input, Fields* fields) {
  fields->Version(input[0], userpass::kVersion, "1: user name and password");
  fields->Named("STATUS", "status", reply.status, reply.status == 0 ? "success" : "failure");
}

void Describe(const tls::RecordHeader& header, Bytes, Fields* fields) {
  fields->Named("type", "type", header.type);
  fields->Add(2, "version", "version", header.version, HexNumber(header.version));
  fields->Add(2, "length", "length", header.length, Following(header.length));
}

void DescribeAlert(Span<const uint8_t> body, Fields* fields) {
  tls::Alert alert;
  if (body.size() != tls::kAlertSize || !Decode(body, &alert, Policy::Lenient()).ok()) {
    fields->Part(body.size(), "fragment", "alert messages");
    return;
  }
  fields->Named("level", "level", alert.level);
  fields->Named("descr.", "description", alert.description);
}

void Describe(const tls::Record& record, Bytes input, Fields* fields) {
  tls::RecordHeader header;
  header.type = record.type;
  header.version = record.version;
  header.length = static_cast<uint16_t>(record.fragment.size());
  Describe(header, input, fields);
  // Longer alerts are encrypted, or several.
  if (record.type == tls::ContentType::kAlert && record.fragment.size() == tls::kAlertSize) {
    DescribeAlert(record.fragment, fields);
  } else {
    fields->Part(record.fragment.size(), "fragment", Str(Name(record.type)));
  }
}

void Describe(const tls::InnerPlaintext& inner, Bytes, Fields* fields) {
  const size_t size = inner.content.size();
  if (inner.type == tls::ContentType::kAlert && size == tls::kAlertSize) {
    DescribeAlert(inner.content, fields);
  } else {
    fields->Part(size, "content", Counted(size));
  }
  fields->Named("type", "type", inner.type);
  fields->Add(0, "", "content_len", size, "");
  fields->Add(inner.padding, "zeros", "padding", inner.padding, "padding");
}

void Describe(const tls::Alert&, Bytes input, Fields* fields) {
  DescribeAlert(MakeConstSpan(input.data(), tls::kAlertSize), fields);
}

void Describe(const tls::Sslv2Hello& hello, Bytes input, Fields* fields) {
  const size_t length = input.size() < 2 ? 0 : EncodedSize(hello) - 2;
  fields->Add(2, "length", "msg_length", length, Following(length));
  fields->Part(1, "msg_type", "1: CLIENT-HELLO");
  fields->Add(2, "version", "version", hello.version, HexNumber(hello.version));
  fields->Add(2, "cs length", "cipher_spec_length", hello.cipher_specs.size(), "cipher specs");
  fields->Add(2, "id length", "session_id_length", 0, "no session id");
  fields->Add(2, "challenge", "challenge_length", hello.challenge.size(),
              "length of the challenge");
  fields->Part(hello.cipher_specs.size(), "specs", "three octets each");
  fields->Part(hello.challenge.size(), "challenge", "the client's random octets");
}

void Describe(const tls::HandshakeHeader& header, Bytes, Fields* fields) {
  fields->Named("msg_type", "msg_type", header.type);
  fields->Add(3, "length", "length", header.length, std::to_string(header.length) + " bytes");
}

void Describe(const tls::DtlsHandshakeHeader& header, Bytes input, Fields* fields) {
  Bytes fragment;
  const size_t present = FragmentBehind(input, header, &fragment).ok() ? fragment.size() : 0;
  fields->Named("msg_type", "msg_type", header.type);
  fields->Add(3, "length", "length", header.length, std::to_string(header.length) + " bytes");
  fields->Add(2, "msg_seq", "message_seq", header.message_seq, std::to_string(header.message_seq));
  fields->Add(3, "offset", "fragment_offset", header.fragment_offset,
              "the fragment begins at " + std::to_string(header.fragment_offset));
  fields->Add(3, "frag_len", "fragment_length", header.fragment_length,
              std::to_string(header.fragment_length) + " bytes follow");
  fields->Add(present, "fragment", "present", present, "the fragment");
}

void Describe(const tls::Ack& ack, Bytes, Fields* fields) {
  fields->Add(2, "length", "length", ack.entries.size(), Following(ack.entries.size()));
  auto entries = nlohmann::ordered_json::array();
  for (size_t i = 0; i < ack.size(); ++i) {
    const tls::RecordNumber number = ack[i];
    entries.push_back({{"epoch", number.epoch}, {"sequence", number.sequence}});
    fields->Part(tls::Ack::kEntrySize, "record",
                 "epoch " + std::to_string(number.epoch) + ", sequence number " +
                     std::to_string(number.sequence));
  }
  fields->Add(0, "", "entries", entries, "");
}

using Json = nlohmann::ordered_json;

Json NumbersOf(const tls::Numbers& numbers) {
  Json list = Json::array();
  for (size_t i = 0; i < numbers.size(); ++i) list.push_back(numbers[i]);
  return list;
}
Json NumbersOf(tls::KeyShares shares) {
  Json list = Json::array();
  for (tls::KeyShare share; shares.Next(&share);) list.push_back(share.group);
  return list;
}
Json TextsOf(tls::ProtocolNames names) {
  Json list = Json::array();
  for (string_view name; names.Next(&name);) list.push_back(Visible(name));
  return list;
}

// What the extensions of a hello say, and which of them are malformed.
class HelloAnswers {
 public:
  explicit HelloAnswers(const tls::ClientHello& hello) : hello_(hello) {}

  // The field `key`, out of what `find` sets, as `show` shows it; null if there is none.
  template <typename Value, typename Show>
  void Add(Fields* fields, const char* key, tls::ExtensionType type,
           tls::Finding (*find)(const tls::ClientHello&, Value*), Show show) {
    Value value;
    const tls::Finding finding = find(hello_, &value);
    const bool present = finding.presence == tls::Presence::kPresent;
    if (finding.presence == tls::Presence::kMalformed) malformed_.push_back(Str(Name(type)));
    Json shown = nullptr;
    if (present) shown = show(value);
    fields->Set(key, shown);
  }
  const Json& malformed() const { return malformed_; }

 private:
  const tls::ClientHello& hello_;
  Json malformed_ = Json::array();
};

tls::Finding FindName(const tls::ClientHello& hello, tls::ServerName* name) {
  return FindServerName(hello, name);
}

void DescribeAnswers(const tls::ClientHello& hello, Fields* fields) {
  using Type = tls::ExtensionType;
  HelloAnswers answers(hello);
  const auto numbers = [](const tls::Numbers& value) { return NumbersOf(value); };
  answers.Add<tls::ServerName>(fields, "sni", Type::kServerName, FindName,
                               [](const auto& name) { return Visible(name.host_name); });
  answers.Add<tls::ProtocolNames>(fields, "alpn", Type::kApplicationLayerProtocolNegotiation,
                                  tls::FindProtocolNames, TextsOf);
  answers.Add<tls::Numbers>(fields, "versions", Type::kSupportedVersions,
                            tls::FindSupportedVersions, numbers);
  answers.Add<tls::Numbers>(fields, "groups", Type::kSupportedGroups, tls::FindSupportedGroups,
                            numbers);
  answers.Add<tls::KeyShares>(fields, "key_shares", Type::kKeyShare, tls::FindKeyShares,
                              [](const auto& shares) { return NumbersOf(shares); });
  answers.Add<tls::Numbers>(fields, "signature_algorithms", Type::kSignatureAlgorithms,
                            tls::FindSignatureAlgorithms, numbers);
  answers.Add<tls::Ech>(
      fields, "ech", Type::kEncryptedClientHello, tls::FindEch,
      [](const auto& ech) { return ech.kind == tls::EchKind::kOuter ? "outer" : "inner"; });
  answers.Add<tls::PreSharedKey>(fields, "psk_identities", Type::kPreSharedKey,
                                 tls::FindPreSharedKey, [](const auto& key) { return key.size; });
  fields->Set("malformed", answers.malformed());
}

std::string ExtensionText(size_t type, size_t size) {
  const uint16_t number = static_cast<uint16_t>(type);
  const std::string name =
      tls::IsGrease(number) ? "grease" : Str(Name(static_cast<tls::ExtensionType>(number)));
  return std::to_string(type) + ": " + name + ", " + Counted(size);
}

// The parts of the first `known` octets of a hello, and the one in which they end. They need not be
// all of it, but nothing is wrong in them.
class HelloParts {
 public:
  HelloParts(Bytes octets, size_t known, bool dtls) : octets_(octets), known_(known) {
    Add(1, "msg_type", "1: client_hello");
    const size_t body = AddLength(3, "length");
    if (dtls) {
      Add(2, "msg_seq", std::to_string(Number(2)));
      Add(3, "offset", "the fragment is the whole message");
      Add(3, "frag_len", Counted(Number(3)));
    }
    const size_t end = at_ + body;
    Add(2, "version", HexNumber(static_cast<uint16_t>(Number(2))));
    Add(32, "random", "the client's random octets");
    const size_t id = AddLength(1, "id length");
    Add(id, "session id", Counted(id));
    const size_t cookie = dtls ? AddLength(1, "cookie") : 0;
    Add(cookie, "cookie", Counted(cookie));
    const size_t suites = AddLength(2, "suites");
    Add(suites, "suites", std::to_string(suites / 2) + " cipher suites");
    Add(AddLength(1, "methods"), "methods", "compression methods");
    if (at_ < end) AddLength(2, "ext len");
    while (!over_ && at_ < end) {
      const size_t size = Number(2, 2);
      Add(4 + size, "extension", ExtensionText(Number(2), size));
    }
  }

  const std::vector<Part>& parts() const { return parts_; }

 private:
  // The number of `width` octets, `behind` the next ones; 0 if they are not known.
  size_t Number(size_t width, size_t behind = 0) const {
    if (at_ + behind + width > known_) return 0;
    size_t number = 0;
    for (size_t i = 0; i < width; ++i) number = number << 8 | octets_[at_ + behind + i];
    return number;
  }
  void Add(size_t size, const char* field, const std::string& meaning) {
    if (over_ || size == 0) return;
    parts_.push_back({at_, size, field, meaning});
    over_ = at_ + size > known_;
    at_ += size;
  }
  size_t AddLength(size_t width, const char* field) {
    const size_t number = Number(width);
    Add(width, field, Following(number));
    return number;
  }

  Bytes octets_;
  size_t known_;
  size_t at_ = 0;
  bool over_ = false;
  std::vector<Part> parts_;
};

// The fields of a hello, without parts.
void DescribeHello(const tls::ClientHello& hello, const tls::HelloContext& context,
                   Fields* fields) {
  if (context.is_dtls()) fields->Set("message_seq", hello.message_seq);
  fields->Set("legacy_version", hello.legacy_version);
  fields->Set("session_id_len", hello.session_id.size());
  if (context.is_dtls()) fields->Set("cookie_len", hello.cookie.size());
  fields->Set("cipher_suites", NumbersOf(tls::Numbers(hello.cipher_suites)));
  Json types = Json::array();
  tls::ExtensionList list(hello);
  for (tls::Extension extension; list.Next(&extension);) types.push_back(extension.type);
  fields->Set("extensions", types);
  DescribeAnswers(hello, fields);
}

// A ClientHello alone looks different in another context.
template <typename M>
void DescribeAs(const M& message, Bytes input, const Settings& /*settings*/, Fields* fields) {
  Describe(message, input, fields);
}
void DescribeAs(const tls::ClientHello& hello, Bytes input, const Settings& settings,
                Fields* fields) {
  const auto context = ContextOf<tls::HelloContext>(settings);
  const HelloParts parts(input, EncodedSize(hello, context), context.is_dtls());
  fields->Parts(parts.parts());
  DescribeHello(hello, context, fields);
}

// What a message that decodes says. Only that of an alert depends on the version.
Result VerdictOf(const tls::Alert& alert, const Settings& settings, int /*preferred*/) {
  return Verdict(alert, settings.version);
}
template <typename M>
auto VerdictOf(const M& message, const Settings& /*settings*/, int /*preferred*/)
    -> decltype(Verdict(message)) {
  return Verdict(message);
}
// A message that does not refuse has no Verdict.
template <typename M>
Result VerdictOf(const M& /*message*/, const Settings& /*settings*/, int64_t /*otherwise*/) {
  return Result::Ok(0);
}

template <typename M>
Result DecodeAs(Bytes input, M* message, const Settings& settings) {
  typename M::Context context = ContextOf<typename M::Context>(settings);
  return DecodeMessage(input, message, context, settings.policy);
}
// The fragment must be there too.
Result DecodeAs(Bytes input, tls::DtlsHandshakeHeader* header, const Settings& /*settings*/) {
  const Result result = Decode(input, header);
  Bytes fragment;
  if (!result.ok()) return result;
  const Result whole = FragmentBehind(input, *header, &fragment);
  return whole.ok() ? result : whole;
}

// Completes a message whose first octets are those in front of the fault of `result`.
template <typename M>
bool CompleteInFront(const Decoder& decode, Result result, std::vector<uint8_t>* bytes,
                     size_t* known) {
  if constexpr (std::is_same_v<M, tls::InnerPlaintext>) {
    // Its fields are found from behind: without a type there are none.
    if (result.octet() == 0) return false;
    bytes->push_back(static_cast<uint8_t>(tls::ContentType::kApplicationData));
  }
  return Complete(decode, bytes, known);
}

// The parts of an input that `settings` rejects or that is not complete: of the whole message where
// the lenient policy accepts it, else in front of the fault that it finds.
template <typename M>
void DescribeRejected(Bytes input, Settings settings, Inspection* out) {
  settings.policy = Policy::Lenient();
  M message;
  const auto decode = [&](Bytes bytes) { return DecodeAs(bytes, &message, settings); };
  Inspection shown;
  Fields fields(&shown);
  const Result lenient = decode(input);
  if (lenient.ok()) {
    DescribeAs(message, input, settings, &fields);
    out->parts = shown.parts;
    const size_t end = shown.parts.back().offset + shown.parts.back().size;
    if (end < input.size()) out->parts.push_back({end, input.size() - end, "", "not read"});
    return;
  }
  const bool incomplete = IsIncomplete(lenient);
  size_t known = incomplete ? input.size() : lenient.offset();
  std::vector<uint8_t> bytes(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(known));
  if constexpr (std::is_same_v<M, tls::ClientHello>) {
    const bool dtls = ContextOf<tls::HelloContext>(settings).is_dtls();
    shown.parts = HelloParts(input, known, dtls).parts();
  } else if (CompleteInFront<M>(decode, lenient, &bytes, &known)) {
    DescribeAs(message, bytes, settings, &fields);
  }
  out->parts = PartsInFront(shown.parts, known, input, incomplete,
                            incomplete ? "the input ends here" : Str(Sentence(lenient)));
}

template <typename M>
void InspectAs(Bytes input, const Settings& settings, Inspection* out) {
  M message;
  out->result = DecodeAs(input, &message, settings);
  out->verdict = out->result;
  if (!out->result.ok()) return DescribeRejected<M>(input, settings, out);
  const Result verdict = VerdictOf(message, settings, 0);
  if (!verdict.ok()) out->verdict = verdict;
  out->violations = ViolationsOf(message);
  Fields fields(out);
  DescribeAs(message, input, settings, &fields);
  const auto context = ContextOf<typename M::Context>(settings);
  std::vector<uint8_t> encoded(EncodedMessageSize(message, context));
  const Result written = EncodeMessage(message, MakeSpan(encoded), context, Policy::Lenient());
  if (written.ok()) out->encoded = encoded;
}

void InspectSniff(Bytes input, const Settings&, Inspection* out) {
  Protocol protocol = Protocol::kOther;
  out->result = Sniff(input, &protocol);
  out->verdict = out->result;
  if (!out->result.ok()) {
    out->parts.push_back({0, input.size(), "opening", "the input ends here"});
    return;
  }
  Fields(out).Add(out->result.consumed(), "opening", "protocol", Str(Name(protocol)),
                  Str(Name(protocol)));
}

// The records of a stream that were read, and the handshake octets that they hold.
struct JoinedRecords {
  std::vector<Part> headers;
  std::vector<uint8_t> message;
  std::vector<size_t> places;  // of each octet of the message in the stream
  size_t end = 0;

  JoinedRecords(Bytes stream, size_t count) {
    while (headers.size() < count) {
      const size_t size = size_t{stream[end + 3]} << 8 | stream[end + 4];
      headers.push_back(
          {end, tls::kRecordHeaderSize, "record", "22: handshake, " + Following(size)});
      end += tls::kRecordHeaderSize;
      for (size_t i = 0; i < size && end < stream.size(); ++i, ++end) {
        message.push_back(stream[end]);
        places.push_back(end);
      }
    }
  }

  // The octets of the hello in each record, as parts: those behind the first `count` are not read.
  void Describe(size_t count, Inspection* out) const {
    size_t octet = 0;
    for (size_t i = 0; i < headers.size(); ++i) {
      const size_t begin = headers[i].offset + headers[i].size;
      const size_t stop = i + 1 < headers.size() ? headers[i + 1].offset : end;
      out->parts.push_back(headers[i]);
      if (begin == stop) continue;
      const bool read = octet < count;
      out->parts.push_back(
          {begin, stop - begin, read ? "fragment" : "",
           read ? "the hello from octet " + std::to_string(octet) + " on" : "not read"});
      octet += stop - begin;
    }
  }
};

// The fault of a message at its place in the stream.
Result InStream(Result result, const JoinedRecords& records) {
  const size_t offset = records.places[result.offset()];
  return Result::Error(result.code(), result.detail(), static_cast<uint32_t>(offset),
                       result.octet(), result.layer());
}

// The parts of a stream of which one record holds all that there is of the hello: those of the
// message, behind the header.
void DescribeOneRecord(const JoinedRecords& records, const Settings& settings, Inspection* out) {
  Inspection message;
  InspectAs<tls::ClientHello>(records.message, settings, &message);
  out->parts = records.headers;
  for (Part part : message.parts) {
    part.offset += tls::kRecordHeaderSize;
    out->parts.push_back(part);
  }
}

// What is behind the parts.
void DescribeRest(Bytes input, const std::string& field, const std::string& meaning,
                  Inspection* out) {
  const size_t end = out->parts.empty() ? 0 : out->parts.back().offset + out->parts.back().size;
  if (end < input.size()) out->parts.push_back({end, input.size() - end, field, meaning});
}

// A stream of TLS records.
void InspectFlight(Bytes input, const Settings& settings, Inspection* out) {
  std::vector<uint8_t> memory(size_t{2} * tls::HandshakeLimit().octets);
  const tls::HelloLimits limits = {tls::HandshakeLimit().octets};
  tls::HelloReader reader(MakeSpan(memory), limits, {}, settings.policy);
  const tls::HelloStep step = reader.Feed(input);
  const JoinedRecords records(input, reader.records());
  const bool in_message = step.outcome == tls::HelloOutcome::kMalformed ||
                          (step.outcome == tls::HelloOutcome::kNotClientHello &&
                           step.result.detail() == Detail::kNotClientHello) ||
                          step.result.detail() == Detail::kHandshakeTooLong;
  out->result = in_message ? InStream(step.result, records) : step.result;
  out->verdict = out->result;
  const bool waits = step.outcome == tls::HelloOutcome::kNeedMore;
  const bool ends_in_record = records.end == input.size() && !records.message.empty();
  const bool one =
      reader.records() == 1 && (step.result.ok() || in_message || (waits && ends_in_record));
  if (one) {
    DescribeOneRecord(records, settings, out);
  } else {
    records.Describe(in_message ? step.result.offset() + 1 : records.message.size(), out);
  }
  if (!step.result.ok()) {
    return DescribeRest(input, in_message ? "" : "record",
                        in_message ? "not read"
                        : waits    ? "the input ends here"
                                   : Str(Sentence(step.result)),
                        out);
  }
  out->violations = reader.view().violations;
  tls::ClientHello hello;
  if (!Decode(records.message, &hello, tls::HelloContext::Tls(), settings.policy).ok()) return;
  Inspection message;
  Fields fields(&message);
  DescribeHello(hello, tls::HelloContext::Tls(), &fields);
  out->fields = message.fields;
  out->fields["records"] = reader.records();
}

// In its records, or alone.
void InspectHello(Bytes input, const Settings& settings, Inspection* out) {
  if (settings.phase == tls::Phase::kInitial) return InspectFlight(input, settings, out);
  InspectAs<tls::ClientHello>(input, settings, out);
}

struct Kind {
  std::string name;
  void (*inspect)(Bytes input, const Settings& settings, Inspection* out);
};

// Of DTLS records a datagram has several.
template <typename M>
Kind KindOf() {
  if constexpr (std::is_same_v<M, tls::DtlsHeader>) {
    return {Str(M::kInfo.name), InspectDatagram};
  } else if constexpr (std::is_same_v<M, tls::ClientHello>) {
    return {Str(M::kInfo.name), InspectHello};
  } else {
    return {Str(M::kInfo.name), InspectAs<M>};
  }
}
template <typename... M>
struct KindsOf {
  static std::vector<Kind> All() { return {KindOf<M>()...}; }
};

// A kind a message, under its name, and two of their own.
std::vector<Kind> MakeKinds() {
  std::vector<Kind> kinds = EveryMessage<KindsOf>::All();
  kinds.push_back({"dtls13_record", InspectDatagram});
  kinds.push_back({"sniff", InspectSniff});
  std::sort(kinds.begin(), kinds.end(),
            [](const Kind& a, const Kind& b) { return a.name < b.name; });
  return kinds;
}

const std::vector<Kind>& AllKinds() {
  static const std::vector<Kind>* const kinds = new std::vector<Kind>(MakeKinds());
  return *kinds;
}

const Kind* Find(const std::string& name) {
  for (const Kind& kind : AllKinds()) {
    if (name == kind.name) return &kind;
  }
  return nullptr;
}

// The context of a kind that is given none. A kind without one takes no key.
constexpr struct {
  const char* kind;
  const char* context;
} kDefaults[] = {
    {"tls_record_header", "initial"}, {"tls_record", "initial"},
    {"tls_inner", "tls13-protected"}, {"sslv2_hello", "initial"},
    {"alert", "alert-body"},          {"tls_handshake_header", "initial"},
    {"dtls_record", "dtls12-plain"},  {"dtls_handshake_header", "dtls12-plain"},
    {"dtls13_record", "dtls13"},      {"client_hello", "records"},
};

}  // namespace

std::vector<std::string> Kinds() {
  std::vector<std::string> names;
  for (const Kind& kind : AllKinds()) names.push_back(kind.name);
  return names;
}

bool IsKind(const std::string& kind) { return Find(kind) != nullptr; }

const std::vector<NamedContext>& Contexts() {
  // Of those of one name the first is a kind's default.
  static const std::vector<NamedContext> kContexts = {
      {"tls13-protected", Family::kInner, tls::Phase::kProtected, 0x0304},
      {"initial", Family::kTls, tls::Phase::kInitial, 0},
      {"tls12-plain", Family::kTls, tls::Phase::kPlain, 0x0303},
      {"tls12-protected", Family::kTls, tls::Phase::kProtected, 0x0303},
      {"tls13-plain", Family::kTls, tls::Phase::kPlain, 0x0304},
      {"tls13-protected", Family::kTls, tls::Phase::kProtected, 0x0304},
      {"dtls12-plain", Family::kDtls, tls::Phase::kPlain, 0},
      {"dtls13", Family::kDtls, tls::Phase::kPlain, 0xFEFC},
      {"dtls12-cid", Family::kInner, tls::Phase::kProtected, 0xFEFD},
      {"dtls13", Family::kInner, tls::Phase::kProtected, 0xFEFC},
      {"alert-body", Family::kAlert, tls::Phase::kPlain, 0x0303},
      {"records", Family::kHello, tls::Phase::kInitial, 0},
      {"message", Family::kHello, tls::Phase::kPlain, 0},
      {"dtls-message", Family::kHello, tls::Phase::kPlain, 0xFEFD},
  };
  return kContexts;
}

const NamedContext* DefaultContext(const std::string& kind) {
  for (const auto& row : kDefaults) {
    if (kind != row.kind) continue;
    for (const NamedContext& named : Contexts()) {
      if (string_view(row.context) == named.name) return &named;
    }
  }
  return nullptr;
}

Family FamilyOf(const std::string& kind) {
  const NamedContext* const named = DefaultContext(kind);
  return named == nullptr ? Family::kNone : named->family;
}

Inspection Inspect(const std::string& kind, Bytes input, const Settings& settings) {
  Inspection inspection;
  inspection.kind = kind;
  Find(kind)->inspect(input, settings, &inspection);
  return inspection;
}

}  // namespace inspect
}  // namespace hardwire
