// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Content cut into records that fit (RFC 8446 section 5.1, RFC 5246 section 6.2.1).

#ifndef HARDWIRE_TLS_RECORD_SPLIT_H_
#define HARDWIRE_TLS_RECORD_SPLIT_H_

#include <cstddef>
#include <cstdint>

#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {

// How many records `size` octets of content need in `context`: at least one. SIZE_MAX where its
// limit lets no octet pass.
size_t RecordCount(size_t size, const RecordContext& context);

// The bytes of these records with their headers; SIZE_MAX where they cannot be counted.
size_t SplitSize(size_t size, const RecordContext& context);

// Writes `content` as records of `type` and `version`, each as long as context.limit() lets it be,
// the last with the rest.
//   kOk              written() bytes were written, SplitSize() of them.
//   kSerialization   kOutputTooSmall: needed() is the size of all records. kRecordOverflow: they
//                    come to 4 GiB or more, which no Result counts, or SplitSize cannot count
//                    them. kAlertSize: an alert that does not fit in one record, which is never
//                    cut. Otherwise as Encode(Record) says of the first record.
//   `output` is unchanged on failure, and must not overlap `content`.
Result EncodeSplit(ContentType type, uint16_t version, Span<const uint8_t> content,
                   Span<uint8_t> output, const RecordContext& context,
                   Policy policy = Policy::Strict());

}  // namespace tls
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_SPLIT_H_
