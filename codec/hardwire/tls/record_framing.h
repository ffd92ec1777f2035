// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// How a TLS record header is read, judged and written. For the TLS codecs' own use.

#ifndef HARDWIRE_TLS_RECORD_FRAMING_H_
#define HARDWIRE_TLS_RECORD_FRAMING_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace record_internal {

// The five octets of a header. A value that is handed from the fast path to the slow one, so that
// no octet is loaded twice.
struct HeaderFields {
  ContentType type;
  uint16_t version;
  uint16_t length;
};

// Needs kRecordHeaderSize octets.
inline HeaderFields LoadHeader(internal::ByteReader in) {
  return {static_cast<ContentType>(in.U8(0)), in.U16(1), in.U16(3)};
}

// The types without a rule of their own, neither for the header nor for the fragment.
constexpr ContentTypes kOpaqueTypes = ContentTypes()
                                          .And(ContentType::kHandshake)
                                          .And(ContentType::kApplicationData)
                                          .And(ContentType::kHeartbeat);

// All rules of a header of one of `types` in one test. False: a rule may be broken. Inlined: a call
// here would cost every header a frame.
HARDWIRE_ALWAYS_INLINE inline bool IsPlainlyOk(const RecordContext& context, ContentTypes types,
                                               HeaderFields fields) {
  return context.types().Both(types).Has(fields.type) && context.ExpectsVersion(fields.version) &&
         static_cast<uint16_t>(fields.length - 1) < context.limit();
}

inline void Store(HeaderFields fields, Violations violations, RecordHeader* header) {
  header->type = fields.type;
  header->version = fields.version;
  header->length = fields.length;
  header->violations = violations;
}

// As they are sent. The version is 0303 where nobody looks at it.
inline HeaderFields ToSend(ContentType type, uint16_t version, uint16_t length,
                           const RecordContext& context) {
  return {type, context.IgnoresVersion() ? kTls12 : version, length};
}

HARDWIRE_ALWAYS_INLINE inline void Write(HeaderFields fields, internal::ByteWriter* out) {
  out->U32(static_cast<uint32_t>(fields.type) << 24 | uint32_t{fields.version} << 8 |
           uint32_t{fields.length} >> 8);
  out->U8(static_cast<uint8_t>(fields.length & 0xFF));
}

// Decode(RecordHeader) of the first `seen` octets of a header. Octets that have not arrived are 0
// in `fields`.
Result DecodeSlowly(HeaderFields fields, size_t seen, RecordHeader* header,
                    const RecordContext& context, Policy policy);

// Encode(RecordHeader) and Encode(Record).
Result EncodeSlowly(const RecordHeader& header, Span<uint8_t> output, const RecordContext& context,
                    Policy policy);
Result EncodeSlowly(const Record& record, Span<uint8_t> output, const RecordContext& context,
                    Policy policy);

}  // namespace record_internal
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_FRAMING_H_
