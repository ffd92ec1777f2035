// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/handshake.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/fail.h"
#include "hardwire/view.h"

namespace hardwire {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;

struct Named {
  uint8_t value;
  string_view name;
};

// By value.
constexpr Named kTypes[] = {
    {0, "hello_request"},
    {1, "client_hello"},
    {2, "server_hello"},
    {3, "hello_verify_request"},
    {4, "new_session_ticket"},
    {5, "end_of_early_data"},
    {8, "encrypted_extensions"},
    {9, "request_connection_id"},
    {10, "new_connection_id"},
    {11, "certificate"},
    {12, "server_key_exchange"},
    {13, "certificate_request"},
    {14, "server_hello_done"},
    {15, "certificate_verify"},
    {16, "client_key_exchange"},
    {20, "finished"},
    {21, "certificate_url"},
    {22, "certificate_status"},
    {23, "supplemental_data"},
    {24, "key_update"},
    {25, "compressed_certificate"},
    {254, "message_hash"},
};

constexpr uint32_t kMaxLength = 0xFFFFFF;
constexpr uint32_t kLengthAt = 1;
constexpr uint32_t kOffsetAt = 6;
constexpr uint32_t kFragmentLengthAt = 9;

// `limit` may be above what three octets can say.
bool IsTooLong(uint32_t length, uint32_t limit) { return length > limit || length > kMaxLength; }

Result TooLong(Code code, Layer layer) {
  return Result::Error(code, Detail::kHandshakeTooLong, kLengthAt, 0, layer);
}

Result Truncated(size_t size) {
  return Result::Error(Code::kDeserialization, Detail::kTruncated, static_cast<uint32_t>(size), 0,
                       Layer::kDtls);
}

// Ok(12), or what is wrong with the numbers, which are below 2^24 but for those that are about to
// be sent: each is compared before it is subtracted from.
Result Judge(uint32_t length, uint32_t offset, uint32_t fragment_length, uint32_t limit,
             Code code) {
  if (IsTooLong(length, limit)) return TooLong(code, Layer::kDtls);
  if (offset > length) {
    return Result::Error(code, Detail::kHandshakeFragment, kOffsetAt, 0, Layer::kDtls);
  }
  if (fragment_length > length - offset) {
    return Result::Error(code, Detail::kHandshakeFragment, kFragmentLengthAt, 0, Layer::kDtls);
  }
  return Result::Ok(kDtlsHandshakeHeaderSize, Layer::kDtls);
}

}  // namespace

Result Decode(Span<const uint8_t> input, HandshakeHeader* header, uint32_t limit,
              Policy /*policy*/) {
  const ByteReader in(input);
  // Octets that have not arrived count as 0: the least that the length can be.
  const uint32_t octets = in.FirstU32Or(0);
  const uint32_t length = octets & kMaxLength;
  if (IsTooLong(length, limit)) return TooLong(Code::kDeserialization, Layer::kTls);
  if (in.size() < kHandshakeHeaderSize) return Result::NeedMore(kHandshakeHeaderSize, Layer::kTls);
  header->type = static_cast<HandshakeType>(octets >> 24);
  header->length = length;
  header->violations = Violations();
  return Result::Ok(kHandshakeHeaderSize, Layer::kTls);
}

Result Encode(const HandshakeHeader& header, Span<uint8_t> output, uint32_t limit,
              Policy /*policy*/) {
  if (IsTooLong(header.length, limit)) return TooLong(Code::kSerialization, Layer::kTls);
  if (output.size() < kHandshakeHeaderSize) {
    return internal::TooSmall(kHandshakeHeaderSize, Layer::kTls);
  }
  ByteWriter out(output);
  out.U8(static_cast<uint8_t>(header.type));
  out.U24(header.length);
  return Result::Ok(kHandshakeHeaderSize, Layer::kTls);
}

Result Decode(Span<const uint8_t> input, DtlsHandshakeHeader* header, uint32_t limit,
              Policy /*policy*/) {
  const ByteReader in(input);
  if (in.size() < kDtlsHandshakeHeaderSize) return Truncated(in.size());
  const uint32_t octets = in.U32(0);
  const uint32_t length = octets & kMaxLength;
  const uint32_t offset = in.U24(kOffsetAt);
  const uint32_t fragment_length = in.U24(kFragmentLengthAt);
  const Result result = Judge(length, offset, fragment_length, limit, Code::kDeserialization);
  if (!result.ok()) return result;
  if (fragment_length > in.size() - kDtlsHandshakeHeaderSize) return Truncated(in.size());
  header->type = static_cast<HandshakeType>(octets >> 24);
  header->length = length;
  header->message_seq = in.U16(4);
  header->fragment_offset = offset;
  header->fragment_length = fragment_length;
  header->fragment = in.Bytes(kDtlsHandshakeHeaderSize, fragment_length);
  header->violations = Violations();
  return result;
}

Result Encode(const DtlsHandshakeHeader& header, Span<uint8_t> output, uint32_t limit,
              Policy /*policy*/) {
  const Result result = Judge(header.length, header.fragment_offset, header.fragment_length, limit,
                              Code::kSerialization);
  if (!result.ok()) return result;
  if (output.size() < kDtlsHandshakeHeaderSize) {
    return internal::TooSmall(kDtlsHandshakeHeaderSize, Layer::kDtls);
  }
  ByteWriter out(output);
  out.U8(static_cast<uint8_t>(header.type));
  out.U24(header.length);
  out.U16(header.message_seq);
  out.U24(header.fragment_offset);
  out.U24(header.fragment_length);
  return result;
}

bool operator==(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
  return SameMessage(a, b) && a.fragment_offset == b.fragment_offset &&
         a.fragment_length == b.fragment_length;
}

bool SameMessage(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
  return a.message_seq == b.message_seq && a.type == b.type && a.length == b.length;
}

bool Contradicts(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
  return a.message_seq == b.message_seq && !SameMessage(a, b);
}

string_view Name(HandshakeType type) {
  for (const Named& row : kTypes) {
    if (row.value == static_cast<uint8_t>(type)) return row.name;
  }
  return "unassigned";
}

}  // namespace tls
}  // namespace hardwire
