// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/handshake_walk.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "examples/inspect/byte_reader.h"
#include "examples/inspect/words.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_context.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/version.h"

namespace hardwire {
namespace inspect {
namespace {

using Json = nlohmann::ordered_json;

// A HelloRetryRequest is a ServerHello with this random (RFC 8446 section 4.1.3).
constexpr std::array<uint8_t, 32> kRetry = {
    0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
    0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C};

// The version that supported_versions selects; 0 if the extension is not there.
uint16_t SelectedVersion(Bytes extensions) {
  while (extensions.size() >= 4) {
    const ByteReader in(extensions);
    const size_t size = in.U16(2);
    if (extensions.size() - 4 < size) return 0;
    const bool found = in.U16(0) == static_cast<uint16_t>(tls::ExtensionType::kSupportedVersions);
    if (found && size == 2) return in.U16(4);
    extensions.remove_prefix(4 + size);
  }
  return 0;
}

// Judges the name in a hello, which a decoder of hellos does not.
void JudgeName(Bytes message, const tls::HelloContext& context, Policy policy, Item* item) {
  tls::ClientHello hello;
  tls::ServerName name;
  if (!Decode(message, &hello, context, Policy::Lenient()).ok()) return;
  const tls::Finding judged = FindServerName(hello, &name, policy);
  if (judged.presence == tls::Presence::kMalformed && item->result.ok())
    item->result = judged.result;
  const tls::Finding found = FindServerName(hello, &name, Policy::Lenient());
  if (found.presence == tls::Presence::kPresent) item->violations.Add(name.violations);
}

}  // namespace

void AddClientHello(Bytes message, bool dtls, Policy policy, Item item, Transcript* out) {
  Settings settings;
  settings.phase = tls::Phase::kPlain;
  settings.version = dtls ? tls::kDtls12 : uint16_t{0};
  settings.policy = policy;
  item.kind = "client_hello";
  item.size = message.size();
  item.result = Inspect(item.kind, message, settings).result;
  settings.policy = Policy::Lenient();
  const Inspection inspection = Inspect(item.kind, message, settings);
  item.violations = inspection.violations;
  JudgeName(message, dtls ? tls::HelloContext::Dtls() : tls::HelloContext::Tls(), policy, &item);
  if (inspection.result.ok()) {
    item.summary = SummaryOfHello(inspection.fields);
    item.fields = inspection.fields.dump();
  }
  out->Add(std::move(item));
}

void AddServerHello(Bytes body, Item item, Session* session, Transcript* out) {
  constexpr size_t kRandom = 2;
  constexpr size_t kIdLength = 34;
  item.kind = "server_hello";
  item.size = body.size();
  const ByteReader in(body);
  const size_t suite = kIdLength + 1 + in.U8Or(kIdLength, 0);
  if (body.size() < suite + 3) {
    item.summary = "too short";
    item.result = Result::Error(Code::kDeserialization, Detail::kHelloLength,
                                static_cast<uint32_t>(body.size()), 0, Layer::kTls);
    return out->Add(std::move(item));
  }
  const uint16_t legacy = in.U16(0);
  const size_t extensions = suite + 5;  // behind the compression method and their length
  const uint16_t selected =
      body.size() > extensions ? SelectedVersion(body.subspan(extensions)) : uint16_t{0};
  session->version = selected != 0 ? selected : legacy;
  const bool retry = in.Octets<32>(kRandom) == kRetry;
  Json fields = {{"legacy_version", legacy},
                 {"version", session->version},
                 {"cipher_suite", in.U16(suite)},
                 {"hello_retry_request", retry}};
  item.fields = fields.dump();
  item.summary = VersionName(session->version) + "; cipher suite " + Hexadecimal16(in.U16(suite)) +
                 (retry ? "; a HelloRetryRequest" : "");
  out->Add(std::move(item));
}

bool HandshakeWalk::collects() const {
  const bool hello =
      type_ == tls::HandshakeType::kClientHello || type_ == tls::HandshakeType::kServerHello;
  return hello && have_ == header_.size() && !too_long_;
}

// Takes a header or a part of one, or a part of a body. How many octets it took.
size_t HandshakeWalk::Take(Bytes octets, std::string* names) {
  if (have_ < header_.size()) {
    header_[have_++] = ByteReader(octets).U8(0);
    if (have_ < header_.size()) return 1;
    const ByteReader in(header_);
    type_ = static_cast<tls::HandshakeType>(in.U8(0));
    left_ = in.U24(1);
    too_long_ = left_ > tls::HandshakeLimit().octets;
    const std::string name = Str(Name(type_));
    *names +=
        (names->empty() ? "" : ", ") + (name == "unassigned" ? std::to_string(in.U8(0)) : name);
    if (collects()) message_.assign(header_.begin(), header_.end());
    return 1;
  }
  const size_t size = std::min<size_t>(octets.size(), left_);
  if (collects()) {
    message_.insert(message_.end(), octets.begin(),
                    octets.begin() + static_cast<std::ptrdiff_t>(size));
  }
  left_ -= static_cast<uint32_t>(size);
  return size;
}

void HandshakeWalk::Reset() {
  have_ = 0;
  left_ = 0;
  message_.clear();
  message_.shrink_to_fit();
}

}  // namespace inspect
}  // namespace hardwire
