// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Each kind of message: how it is decoded, and what its fields are called.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "examples/inspect/datagram.h"
#include "examples/inspect/inspection.h"
#include "examples/inspect/partial.h"
#include "hardwire/message.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/udp.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/handshake.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"

namespace hardwire {
namespace inspect {
namespace {

std::string Str(string_view text) { return std::string(text.data(), text.size()); }

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
      Count(addr.c_str(), "addr_len", address.domain().size());
      Text(addr.c_str(), "addr", address.domain());
    } else {
      const bool ipv4 = address.type() == socks::AddressType::kIpv4;
      const std::string text = IpText(address);
      Add(1, "ATYP", "atyp", atyp, ipv4 ? "1: IPv4" : "4: IPv6");
      Add(address.ip().size(), addr.c_str(), "addr", text, text);
    }
    Add(2, port.c_str(), "port", address.port(), std::to_string(address.port()));
  }

 private:
  Inspection* out_;
  size_t offset_ = 0;
};

void Describe(const socks4::Request& request, Bytes input, Fields* fields) {
  const uint8_t command = static_cast<uint8_t>(request.command);
  const bool with_host = request.address.type() == socks::AddressType::kDomain;
  const uint16_t port = request.address.port();
  const socks::Address marker = socks::Address::Ipv4({0, 0, 0, request.marker}, port);
  const std::string ip = IpText(with_host ? marker : request.address);
  fields->Version(input[0], socks4::kVersion, "4: SOCKS4");
  fields->Add(1, "CD", "cmd", command, Number(command, Name(request.command)));
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
  const uint8_t code = static_cast<uint8_t>(reply.code);
  fields->Version(input[0], socks4::kReplyVersion, "0: SOCKS4 reply");
  fields->Add(1, "CD", "code", code, Number(code, Name(reply.code)));
  fields->Add(2, "DSTPORT", "port", reply.address.port(), std::to_string(reply.address.port()));
  fields->Add(4, "DSTIP", "ip", IpText(reply.address), IpText(reply.address));
}

void Describe(const gssapi::Frame& frame, Bytes input, Fields* fields) {
  const uint8_t type = static_cast<uint8_t>(frame.type);
  fields->Add(1, "VER", "version", input[0], "1: GSSAPI");
  fields->Add(1, "MTYP", "type", type, Number(type, Name(frame.type)));
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
  const uint8_t method = static_cast<uint8_t>(selection.method);
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Add(1, "METHOD", "method", method, Number(method, Name(selection.method)));
}

void Describe(const socks5::Request& request, Bytes input, Fields* fields) {
  const uint8_t command = static_cast<uint8_t>(request.command);
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Add(1, "CMD", "cmd", command, Number(command, Name(request.command)));
  fields->Reserved(input[2]);
  fields->Address(request.address, "DST");
}

void Describe(const socks5::Reply& reply, Bytes input, Fields* fields) {
  const uint8_t code = static_cast<uint8_t>(reply.code);
  fields->Version(input[0], socks5::kVersion, "5: SOCKS5");
  fields->Add(1, "REP", "rep", code, Number(code, Name(reply.code)));
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
  fields->Add(1, "STATUS", "status", reply.status,
              Number(reply.status, reply.status == 0 ? "accepted" : "rejected"));
}

void Describe(const tls::RecordHeader& header, Bytes, Fields* fields) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  fields->Add(1, "type", "type", type, Number(type, Name(header.type)));
  fields->Add(2, "version", "version", header.version, HexNumber(header.version));
  fields->Add(2, "length", "length", header.length, Following(header.length));
}

void DescribeAlert(Span<const uint8_t> body, Fields* fields) {
  tls::Alert alert;
  if (body.size() != tls::kAlertSize || !Decode(body, &alert, Policy::Lenient()).ok()) {
    fields->Part(body.size(), "fragment", "alert messages");
    return;
  }
  const uint8_t level = static_cast<uint8_t>(alert.level);
  const uint8_t description = static_cast<uint8_t>(alert.description);
  fields->Add(1, "level", "level", level, Number(level, Name(alert.level)));
  fields->Add(1, "descr.", "description", description,
              Number(description, Name(alert.description)));
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
  const uint8_t type = static_cast<uint8_t>(inner.type);
  const size_t size = inner.content.size();
  if (inner.type == tls::ContentType::kAlert && size == tls::kAlertSize) {
    DescribeAlert(inner.content, fields);
  } else {
    fields->Part(size, "content", Counted(size));
  }
  fields->Add(1, "type", "type", type, Number(type, Name(inner.type)));
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
  const uint8_t type = static_cast<uint8_t>(header.type);
  fields->Add(1, "msg_type", "msg_type", type, Number(type, Name(header.type)));
  fields->Add(3, "length", "length", header.length, std::to_string(header.length) + " bytes");
}

void Describe(const tls::DtlsHandshakeHeader& header, Bytes, Fields* fields) {
  const uint8_t type = static_cast<uint8_t>(header.type);
  const size_t present = header.fragment.size();
  fields->Add(1, "msg_type", "msg_type", type, Number(type, Name(header.type)));
  fields->Add(3, "length", "length", header.length, std::to_string(header.length) + " bytes");
  fields->Add(2, "msg_seq", "message_seq", header.message_seq, std::to_string(header.message_seq));
  fields->Add(3, "offset", "fragment_offset", header.fragment_offset,
              "the fragment begins at " + std::to_string(header.fragment_offset));
  fields->Add(3, "frag_len", "fragment_length", header.fragment_length,
              std::to_string(header.fragment_length) + " bytes follow");
  fields->Add(present, "fragment", "present", present, "the fragment");
}

// Messages that do not refuse have no Verdict of their own.
Result Verdict(const socks5::Greeting&) { return Result::Ok(0); }
Result Verdict(const socks4::Request&) { return Result::Ok(0); }
Result Verdict(const socks5::Request&) { return Result::Ok(0); }
Result Verdict(const udp::Header&) { return Result::Ok(0); }
Result Verdict(const userpass::Request&) { return Result::Ok(0); }
Result Verdict(const tls::RecordHeader&) { return Result::Ok(0); }
Result Verdict(const tls::Record&) { return Result::Ok(0); }
Result Verdict(const tls::InnerPlaintext&) { return Result::Ok(0); }
Result Verdict(const tls::Sslv2Hello&) { return Result::Ok(0); }
Result Verdict(const tls::HandshakeHeader&) { return Result::Ok(0); }
Result Verdict(const tls::DtlsHandshakeHeader&) { return Result::Ok(0); }

// The codecs' shapes: with a context, with a limit on handshake messages, with neither.
template <typename M>
constexpr bool kInContext =
    std::is_same_v<M, tls::RecordHeader> || std::is_same_v<M, tls::Record> ||
    std::is_same_v<M, tls::InnerPlaintext>;

template <typename M>
constexpr bool kHasLimit =
    std::is_same_v<M, tls::HandshakeHeader> || std::is_same_v<M, tls::DtlsHandshakeHeader>;

template <typename M>
Result DecodeMessage(Bytes input, M* message, const Settings& settings) {
  if constexpr (kInContext<M>) {
    return Decode(input, message, settings.context, settings.policy);
  } else if constexpr (kHasLimit<M>) {
    return Decode(input, message, tls::kMaxHandshakeLength, settings.policy);
  } else {
    return Decode(input, message, settings.policy);
  }
}

template <typename M>
Result EncodeMessage(const M& message, Span<uint8_t> output, const Settings& settings) {
  if constexpr (kInContext<M>) {
    return Encode(message, output, settings.context, Policy::Lenient());
  } else if constexpr (kHasLimit<M>) {
    return Encode(message, output);
  } else {
    return Encode(message, output, Policy::Lenient());
  }
}

// What a message that decodes says: only that of an alert depends on the version.
template <typename M>
Result VerdictOf(const M& message, const Settings& settings) {
  if constexpr (std::is_same_v<M, tls::Alert>) {
    return Verdict(message, settings.context.version);
  } else {
    return Verdict(message);
  }
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
  const auto decode = [&](Bytes bytes) { return DecodeMessage(bytes, &message, settings); };
  Inspection shown;
  Fields fields(&shown);
  const Result lenient = decode(input);
  if (lenient.ok()) {
    Describe(message, input, &fields);
    out->parts = shown.parts;
    const size_t end = shown.parts.back().offset + shown.parts.back().size;
    if (end < input.size()) out->parts.push_back({end, input.size() - end, "", "not read"});
    return;
  }
  const bool incomplete = IsIncomplete(lenient);
  size_t known = incomplete ? input.size() : lenient.offset();
  std::vector<uint8_t> bytes(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(known));
  if (CompleteInFront<M>(decode, lenient, &bytes, &known)) Describe(message, bytes, &fields);
  out->parts = PartsInFront(shown.parts, known, input, incomplete,
                            incomplete ? "the input ends here" : Str(Sentence(lenient)));
}

template <typename M>
void InspectAs(Bytes input, const Settings& settings, Inspection* out) {
  M message;
  out->result = DecodeMessage(input, &message, settings);
  out->verdict = out->result;
  if (!out->result.ok()) return DescribeRejected<M>(input, settings, out);
  const Result verdict = VerdictOf(message, settings);
  if (!verdict.ok()) out->verdict = verdict;
  out->violations = ViolationsOf(message);
  Fields fields(out);
  Describe(message, input, &fields);
  std::vector<uint8_t> encoded(EncodedSize(message));
  if (EncodeMessage(message, MakeSpan(encoded), settings).ok()) out->encoded = encoded;
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

struct Kind {
  const char* name;
  const char* context;  // the default, or null
  void (*inspect)(Bytes input, const Settings& settings, Inspection* out);
};

constexpr Kind kKinds[] = {
    {"socks4_request", nullptr, InspectAs<socks4::Request>},
    {"socks4_reply", nullptr, InspectAs<socks4::Reply>},
    {"socks5_greeting", nullptr, InspectAs<socks5::Greeting>},
    {"socks5_method_selection", nullptr, InspectAs<socks5::MethodSelection>},
    {"socks5_userpass_request", nullptr, InspectAs<userpass::Request>},
    {"socks5_userpass_reply", nullptr, InspectAs<userpass::Reply>},
    {"socks5_gssapi", nullptr, InspectAs<gssapi::Frame>},
    {"socks5_request", nullptr, InspectAs<socks5::Request>},
    {"socks5_reply", nullptr, InspectAs<socks5::Reply>},
    {"socks5_udp", nullptr, InspectAs<udp::Header>},
    {"tls_record_header", "initial", InspectAs<tls::RecordHeader>},
    {"tls_record", "initial", InspectAs<tls::Record>},
    {"tls_inner", "tls13-protected", InspectAs<tls::InnerPlaintext>},
    {"sslv2_hello", "initial", InspectAs<tls::Sslv2Hello>},
    {"alert", "alert-body", InspectAs<tls::Alert>},
    {"tls_handshake_header", "initial", InspectAs<tls::HandshakeHeader>},
    {"dtls_record", "dtls12-plain", InspectDatagram},
    {"dtls_handshake_header", "dtls12-plain", InspectAs<tls::DtlsHandshakeHeader>},
    {"dtls13_record", "dtls13", InspectDatagram},
    {"sniff", nullptr, InspectSniff},
};

const Kind* Find(const std::string& name) {
  for (const Kind& kind : kKinds) {
    if (name == kind.name) return &kind;
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> Kinds() {
  std::vector<std::string> names;
  for (const Kind& kind : kKinds) names.emplace_back(kind.name);
  return names;
}

bool IsKind(const std::string& kind) { return Find(kind) != nullptr; }

const std::vector<NamedContext>& Contexts() {
  // Of those of one name the first is a kind's default.
  static const std::vector<NamedContext> kContexts = {
      {"tls13-protected", Family::kInner, {tls::Phase::kProtected, 0x0304}},
      {"initial", Family::kTls, {tls::Phase::kInitial, 0}},
      {"tls12-plain", Family::kTls, {tls::Phase::kPlain, 0x0303}},
      {"tls12-protected", Family::kTls, {tls::Phase::kProtected, 0x0303}},
      {"tls13-plain", Family::kTls, {tls::Phase::kPlain, 0x0304}},
      {"tls13-protected", Family::kTls, {tls::Phase::kProtected, 0x0304}},
      {"dtls12-plain", Family::kDtls, {tls::Phase::kPlain, 0}},
      {"dtls13", Family::kDtls, {tls::Phase::kPlain, 0xFEFC}},
      {"dtls12-cid", Family::kInner, {tls::Phase::kProtected, 0xFEFD}},
      {"dtls13", Family::kInner, {tls::Phase::kProtected, 0xFEFC}},
      {"alert-body", Family::kAlert, {tls::Phase::kPlain, 0x0303}},
  };
  return kContexts;
}

const NamedContext* DefaultContext(const std::string& kind) {
  const Kind* const found = Find(kind);
  if (found == nullptr || found->context == nullptr) return nullptr;
  for (const NamedContext& named : Contexts()) {
    if (string_view(found->context) == named.name) return &named;
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
