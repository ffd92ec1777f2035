// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Cuts content into records (RFC 8446 section 5.1, RFC 5246 section 6.2.1).

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
inline namespace HARDWIRE_VIEWS {
namespace tls {

// How many records `size` octets of content need in `context`. One if `size` is 0. SIZE_MAX if it
// is not, and context.limit() is 0.
size_t RecordCount(size_t size, const RecordContext& context);

// The size of these records with their headers, in bytes. SIZE_MAX if it does not fit in a size_t.
size_t SplitSize(size_t size, const RecordContext& context);

// Writes `content` as records of `type` and `version`. Each record but the last has context.limit()
// octets of content.
//   kOk              written() is SplitSize().
//   kSerialization   kOutputTooSmall: needed() is the size of all records.
//                    kRecordOverflow: the records have 4 GiB or more, which does not fit in a
//                    Result, or SplitSize is SIZE_MAX.
//                    kAlertSize, kCcsValue: an alert or a change_cipher_spec does not fit in one
//                    record. They are never cut, whatever the policy; offset() is 3.
//                    Otherwise the failure of Encode(Record) for the first record.
// `output` is unchanged on failure, and must not overlap `content`.
Result EncodeSplit(ContentType type, uint16_t version, Span<const uint8_t> content,
                   Span<uint8_t> output, const RecordContext& context,
                   Policy policy = Policy::Strict());

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_RECORD_SPLIT_H_
