// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/hello.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

#include "hardwire/c/base.h"
#include "hardwire/c/convert.h"
#include "hardwire/c/tls.h"
#include "hardwire/outcome_row.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

static_assert(HW_MAX_HOST_NAME == tls::kMaxHostNameSize && HW_MAX_LABEL == tls::kMaxLabelSize);

namespace {

using tls::HelloReader;

// The tags of the opaque structs.
constexpr uint32_t kExtensionListTag = 0x61;
constexpr uint32_t kNumbersTag = 0x62;
constexpr uint32_t kProtocolNamesTag = 0x63;
constexpr uint32_t kKeySharesTag = 0x64;
constexpr uint32_t kKeptExtensionsTag = 0x65;
constexpr uint32_t kReaderTag = 0x66;
constexpr uint32_t kPatternTag = 0x67;

hw_finding FindingToC(tls::Finding from) {
  return {static_cast<uint32_t>(from.presence), ToC(from.result)};
}

constexpr hw_finding kFoundInUnset = {HW_PRESENCE_MALFORMED, kUnsetMemory};

// What was read of an extension, as C has it.
void GiveValue(const tls::ServerName& from, hw_server_name* to) {
  *to = {ToC(from.host_name), from.violations.bits()};
}
void GiveValue(const tls::ProtocolNames& from, hw_protocol_names* to) {
  Store(to, kProtocolNamesTag, from);
}
void GiveValue(const tls::Numbers& from, hw_numbers* to) { Store(to, kNumbersTag, from); }
void GiveValue(const tls::KeyShares& from, hw_key_shares* to) { Store(to, kKeySharesTag, from); }
void GiveValue(const tls::Ech& from, hw_ech* to) {
  *to = {static_cast<uint8_t>(from.kind),
         from.config_id,
         from.kdf,
         from.aead,
         ToC(from.enc),
         ToC(from.payload)};
}
void GiveValue(const tls::PreSharedKey& from, hw_pre_shared_key* to) {
  *to = {from.size, ToC(from.identities), ToC(from.binders)};
}
void GiveValue(Span<const uint8_t> from, hw_bytes* to) { *to = ToC(from); }
void GiveValue(const tls::KeptExtension& from, hw_kept_extension* to) {
  *to = {from.type, from.size, ToC(from.kept)};
}

// Reads a body by read(&value).
template <typename Value, typename Out, typename Read>
hw_result ReadInto(Out* out, Read read) {
  Value value;
  const Result result = read(&value);
  if (result.ok()) GiveValue(value, out);
  return ToC(result);
}

// False if the view is unset.
bool HelloFromC(const hw_hello_view& from, tls::HelloView* to) {
  to->legacy_version = from.legacy_version;
  to->random = FromC(from.random);
  to->session_id = FromC(from.session_id);
  to->cipher_suites = FromC(from.cipher_suites);
  to->compression_methods = FromC(from.compression_methods);
  to->has_extensions = from.has_extensions != 0;
  to->extensions = FromC(from.extensions);
  to->violations = Violations(from.violations);
  return from.tag == HW_HELLO_VIEW;
}

bool HelloFromC(const hw_client_hello& from, tls::ClientHello* to) { return FromC(from, to); }

// Finds an extension of a hello or of a view, by find(hello, &value).
template <typename Hello, typename Value, typename From, typename Out, typename Find>
hw_finding FindIn(const From& from, Out* out, Find find) {
  Hello hello;
  if (!HelloFromC(from, &hello)) return kFoundInUnset;
  Value value;
  const tls::Finding finding = find(hello, &value);
  if (finding.presence == tls::Presence::kPresent) GiveValue(value, out);
  return FindingToC(finding);
}

// Empty if it is unset.
std::optional<HelloReader> ReaderOf(const hw_hello_reader& from) {
  return Loaded(from, kReaderTag, HelloReader(Span<uint8_t>()));
}

// Calls `what` with the reader, and keeps what becomes of it.
template <typename Call>
hw_hello_step WithReader(hw_hello_reader* from, Call what) {
  std::optional<HelloReader> reader = ReaderOf(*from);
  if (!reader) return {HW_HELLO_OUTCOME_MALFORMED, kUnsetMemory};
  const tls::HelloStep step = what(&*reader);
  Store(from, kReaderTag, *reader);
  return {static_cast<uint32_t>(step.outcome), ToC(step.result)};
}

// The name is parsed again: C may have written anything. Empty if it is none.
std::optional<tls::HostName> NameOf(const hw_host_name& from) {
  tls::HostName name;
  if (from.size > HW_MAX_HOST_NAME) return std::nullopt;
  if (!tls::HostName::Parse({from.text, from.size}, &name).ok()) return std::nullopt;
  return name;
}

}  // namespace

extern "C" {

HW_API const char* hw_extension_name(uint16_t type) {
  return ToName(Name(static_cast<tls::ExtensionType>(type)));
}
HW_API int hw_is_grease(uint16_t value) { return tls::IsGrease(value) ? 1 : 0; }

HW_API hw_extension_list hw_extension_list_of(const hw_client_hello* hello) {
  hw_extension_list to = {};
  tls::ClientHello from;
  if (FromC(*hello, &from)) Store(&to, kExtensionListTag, tls::ExtensionList(from));
  return to;
}
HW_API int hw_extension_list_next(hw_extension_list* list, hw_extension* extension) {
  tls::ExtensionList from{tls::ClientHello()};
  tls::Extension next;
  if (!Load(*list, kExtensionListTag, &from) || !from.Next(&next)) return 0;
  Store(list, kExtensionListTag, from);
  *extension = {next.type, ToC(next.body)};
  return 1;
}
HW_API int hw_extension_list_empty(const hw_extension_list* list) {
  tls::ExtensionList from{tls::ClientHello()};
  return !Load(*list, kExtensionListTag, &from) || from.empty() ? 1 : 0;
}

HW_API size_t hw_numbers_size(const hw_numbers* numbers) {
  tls::Numbers from;
  return Load(*numbers, kNumbersTag, &from) ? from.size() : 0;
}
HW_API int hw_numbers_at(const hw_numbers* numbers, size_t i, uint16_t* value) {
  tls::Numbers from;
  if (!Load(*numbers, kNumbersTag, &from) || i >= from.size()) return 0;
  *value = from[i];
  return 1;
}
HW_API int hw_numbers_has(const hw_numbers* numbers, uint16_t value) {
  tls::Numbers from;
  return Load(*numbers, kNumbersTag, &from) && from.Has(value) ? 1 : 0;
}

HW_API int hw_protocol_names_next(hw_protocol_names* names, hw_text* name) {
  tls::ProtocolNames from;
  string_view next;
  if (!Load(*names, kProtocolNamesTag, &from) || !from.Next(&next)) return 0;
  Store(names, kProtocolNamesTag, from);
  *name = ToC(next);
  return 1;
}

HW_API int hw_key_shares_next(hw_key_shares* shares, hw_key_share* share) {
  tls::KeyShares from;
  tls::KeyShare next;
  if (!Load(*shares, kKeySharesTag, &from) || !from.Next(&next)) return 0;
  Store(shares, kKeySharesTag, from);
  *share = {next.group, next.size, ToC(next.key_exchange)};
  return 1;
}

HW_API hw_result hw_read_server_name(const uint8_t* body, size_t size, hw_server_name* out,
                                     hw_policy policy) {
  return ReadInto<tls::ServerName>(out, [=](tls::ServerName* value) {
    return tls::ReadServerName({body, size}, value, FromC(policy));
  });
}
HW_API hw_result hw_read_protocol_names(const uint8_t* body, size_t size, hw_protocol_names* out) {
  return ReadInto<tls::ProtocolNames>(out, [=](tls::ProtocolNames* value) {
    return tls::ReadProtocolNames({body, size}, value);
  });
}
HW_API hw_result hw_read_supported_versions(const uint8_t* body, size_t size, hw_numbers* out) {
  return ReadInto<tls::Numbers>(out, [=](tls::Numbers* value) {
    return tls::ReadSupportedVersions({body, size}, value);
  });
}
HW_API hw_result hw_read_supported_groups(const uint8_t* body, size_t size, hw_numbers* out) {
  return ReadInto<tls::Numbers>(out, [=](tls::Numbers* value) {
    return tls::ReadSupportedGroups({body, size}, value);
  });
}
HW_API hw_result hw_read_key_shares(const uint8_t* body, size_t size, hw_key_shares* out) {
  return ReadInto<tls::KeyShares>(out, [=](tls::KeyShares* value) {
    return tls::ReadKeyShares({body, size}, value);
  });
}
HW_API hw_result hw_read_ech(const uint8_t* body, size_t size, hw_ech* out) {
  return ReadInto<tls::Ech>(out, [=](tls::Ech* value) {
    return tls::ReadEch({body, size}, value);
  });
}
HW_API hw_result hw_read_pre_shared_key(const uint8_t* body, size_t size, hw_pre_shared_key* out) {
  return ReadInto<tls::PreSharedKey>(out, [=](tls::PreSharedKey* value) {
    return tls::ReadPreSharedKey({body, size}, value);
  });
}

HW_API hw_finding hw_find_extension(const hw_client_hello* hello, uint16_t type, hw_bytes* body) {
  return FindIn<tls::ClientHello, Span<const uint8_t>>(
      *hello, body, [=](const tls::ClientHello& from, Span<const uint8_t>* value) {
        return FindExtension(from, static_cast<tls::ExtensionType>(type), value);
      });
}
HW_API hw_finding hw_find_server_name(const hw_client_hello* hello, hw_server_name* out,
                                      hw_policy policy) {
  return FindIn<tls::ClientHello, tls::ServerName>(
      *hello, out, [=](const tls::ClientHello& from, tls::ServerName* value) {
        return FindServerName(from, value, FromC(policy));
      });
}
HW_API hw_finding hw_find_protocol_names(const hw_client_hello* hello, hw_protocol_names* out) {
  return FindIn<tls::ClientHello, tls::ProtocolNames>(
      *hello, out,
      [](const auto& from, tls::ProtocolNames* value) { return FindProtocolNames(from, value); });
}
HW_API hw_finding hw_find_supported_versions(const hw_client_hello* hello, hw_numbers* out) {
  return FindIn<tls::ClientHello, tls::Numbers>(
      *hello, out,
      [](const auto& from, tls::Numbers* value) { return FindSupportedVersions(from, value); });
}
HW_API hw_finding hw_find_supported_groups(const hw_client_hello* hello, hw_numbers* out) {
  return FindIn<tls::ClientHello, tls::Numbers>(
      *hello, out,
      [](const auto& from, tls::Numbers* value) { return FindSupportedGroups(from, value); });
}
HW_API hw_finding hw_find_signature_algorithms(const hw_client_hello* hello, hw_numbers* out) {
  return FindIn<tls::ClientHello, tls::Numbers>(
      *hello, out,
      [](const auto& from, tls::Numbers* value) { return FindSignatureAlgorithms(from, value); });
}
HW_API hw_finding hw_find_key_shares(const hw_client_hello* hello, hw_key_shares* out) {
  return FindIn<tls::ClientHello, tls::KeyShares>(
      *hello, out,
      [](const auto& from, tls::KeyShares* value) { return FindKeyShares(from, value); });
}
HW_API hw_finding hw_find_ech(const hw_client_hello* hello, hw_ech* out) {
  return FindIn<tls::ClientHello, tls::Ech>(
      *hello, out, [](const auto& from, tls::Ech* value) { return FindEch(from, value); });
}
HW_API hw_finding hw_find_pre_shared_key(const hw_client_hello* hello, hw_pre_shared_key* out) {
  return FindIn<tls::ClientHello, tls::PreSharedKey>(
      *hello, out,
      [](const auto& from, tls::PreSharedKey* value) { return FindPreSharedKey(from, value); });
}

HW_API hw_hello_limits hw_hello_limits_new(void) {
  const tls::HelloLimits limits;
  return {limits.octets, limits.empty_records};
}
HW_API const char* hw_hello_outcome_name(uint32_t outcome) {
  return ToName(outcome > UINT8_MAX ? kUnassigned : Name(static_cast<tls::HelloOutcome>(outcome)));
}

HW_API void hw_hello_reader_init(hw_hello_reader* reader, uint8_t* memory, size_t size,
                                 hw_hello_limits limits, hw_hello_keep keep, hw_policy policy) {
  const tls::HelloLimits most = {limits.octets, limits.empty_records};
  const tls::HelloKeep kept = {keep.keys != 0, keep.tickets != 0, keep.padding != 0,
                               keep.ech_payload != 0};
  Store(reader, kReaderTag, HelloReader({memory, size}, most, kept, FromC(policy)));
}
HW_API hw_hello_step hw_hello_reader_read(hw_hello_reader* reader, const uint8_t* all,
                                          size_t size) {
  return WithReader(reader, [=](HelloReader* object) { return object->Read({all, size}); });
}
HW_API hw_hello_step hw_hello_reader_feed(hw_hello_reader* reader, const uint8_t* more,
                                          size_t size) {
  return WithReader(reader, [=](HelloReader* object) { return object->Feed({more, size}); });
}
HW_API hw_hello_step hw_hello_reader_end(hw_hello_reader* reader) {
  return WithReader(reader, [](HelloReader* object) { return object->End(); });
}
HW_API int hw_hello_reader_view(const hw_hello_reader* reader, hw_hello_view* view) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  const tls::HelloView from = object ? object->view() : tls::HelloView();
  if (from.random.empty()) return 0;  // it has 32 octets in a complete hello
  *view = {HW_HELLO_VIEW,
           from.legacy_version,
           static_cast<uint8_t>(from.has_extensions ? 1 : 0),
           ToC(from.random),
           ToC(from.session_id),
           ToC(from.cipher_suites),
           ToC(from.compression_methods),
           ToC(from.extensions),
           from.violations.bits()};
  return 1;
}
HW_API hw_unverified_hello hw_hello_reader_unverified(const hw_hello_reader* reader) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  if (!object) return {};
  const tls::UnverifiedHello from = object->unverified();
  return {from.legacy_version, ToC(from.server_name)};
}
HW_API uint16_t hw_hello_reader_sslv2_version(const hw_hello_reader* reader) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  return object ? object->sslv2_version() : uint16_t{0};
}
HW_API uint32_t hw_hello_reader_taken(const hw_hello_reader* reader) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  return object ? object->taken() : 0;
}
HW_API uint32_t hw_hello_reader_records(const hw_hello_reader* reader) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  return object ? object->records() : 0;
}
HW_API uint32_t hw_hello_reader_kept(const hw_hello_reader* reader) {
  const std::optional<HelloReader> object = ReaderOf(*reader);
  return object ? object->kept() : 0;
}

HW_API hw_kept_extensions hw_kept_extensions_of(const hw_hello_view* view) {
  hw_kept_extensions to = {};
  tls::HelloView from;
  if (HelloFromC(*view, &from)) Store(&to, kKeptExtensionsTag, tls::KeptExtensions(from));
  return to;
}
HW_API int hw_kept_extensions_next(hw_kept_extensions* list, hw_kept_extension* extension) {
  tls::KeptExtensions from{tls::HelloView()};
  tls::KeptExtension next;
  if (!Load(*list, kKeptExtensionsTag, &from) || !from.Next(&next)) return 0;
  Store(list, kKeptExtensionsTag, from);
  GiveValue(next, extension);
  return 1;
}

HW_API hw_finding hw_view_find_extension(const hw_hello_view* view, uint16_t type,
                                         hw_kept_extension* out) {
  return FindIn<tls::HelloView, tls::KeptExtension>(
      *view, out, [=](const tls::HelloView& from, tls::KeptExtension* value) {
        return FindExtension(from, static_cast<tls::ExtensionType>(type), value);
      });
}
HW_API hw_finding hw_view_find_server_name(const hw_hello_view* view, hw_server_name* out,
                                           hw_policy policy) {
  return FindIn<tls::HelloView, tls::ServerName>(
      *view, out, [=](const tls::HelloView& from, tls::ServerName* value) {
        return FindServerName(from, value, FromC(policy));
      });
}
HW_API hw_finding hw_view_find_protocol_names(const hw_hello_view* view, hw_protocol_names* out) {
  return FindIn<tls::HelloView, tls::ProtocolNames>(
      *view, out,
      [](const auto& from, tls::ProtocolNames* value) { return FindProtocolNames(from, value); });
}
HW_API hw_finding hw_view_find_supported_versions(const hw_hello_view* view, hw_numbers* out) {
  return FindIn<tls::HelloView, tls::Numbers>(
      *view, out,
      [](const auto& from, tls::Numbers* value) { return FindSupportedVersions(from, value); });
}
HW_API hw_finding hw_view_find_supported_groups(const hw_hello_view* view, hw_numbers* out) {
  return FindIn<tls::HelloView, tls::Numbers>(
      *view, out,
      [](const auto& from, tls::Numbers* value) { return FindSupportedGroups(from, value); });
}
HW_API hw_finding hw_view_find_signature_algorithms(const hw_hello_view* view, hw_numbers* out) {
  return FindIn<tls::HelloView, tls::Numbers>(
      *view, out,
      [](const auto& from, tls::Numbers* value) { return FindSignatureAlgorithms(from, value); });
}
HW_API hw_finding hw_view_find_key_shares(const hw_hello_view* view, hw_key_shares* out) {
  return FindIn<tls::HelloView, tls::KeyShares>(
      *view, out,
      [](const auto& from, tls::KeyShares* value) { return FindKeyShares(from, value); });
}
HW_API hw_finding hw_view_find_ech(const hw_hello_view* view, hw_ech* out) {
  return FindIn<tls::HelloView, tls::Ech>(
      *view, out, [](const auto& from, tls::Ech* value) { return FindEch(from, value); });
}

HW_API hw_result hw_host_name_parse(const char* text, size_t size, hw_host_name* name) {
  tls::HostName parsed;
  const Result result = tls::HostName::Parse(TextToParse(text, size), &parsed);
  if (!result.ok()) return ToC(result);
  const string_view canonical = parsed.text();
  *name = {};
  name->size = static_cast<uint8_t>(canonical.size());
  memcpy(name->text, canonical.data(), canonical.size());
  return ToC(result);
}
HW_API int hw_host_name_equal(const hw_host_name* a, const hw_host_name* b) {
  const std::optional<tls::HostName> one = NameOf(*a);
  const std::optional<tls::HostName> other = NameOf(*b);
  return one && other && *one == *other ? 1 : 0;
}

HW_API hw_result hw_host_pattern_parse(const char* text, size_t size, hw_host_pattern* pattern) {
  tls::HostPattern parsed;
  const Result result = tls::HostPattern::Parse(TextToParse(text, size), &parsed);
  if (result.ok()) Store(pattern, kPatternTag, parsed);
  return ToC(result);
}
HW_API int hw_host_pattern_covers(const hw_host_pattern* pattern, const hw_host_name* name) {
  tls::HostPattern from;
  const std::optional<tls::HostName> covered = NameOf(*name);
  return Load(*pattern, kPatternTag, &from) && covered && from.Covers(*covered) ? 1 : 0;
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
