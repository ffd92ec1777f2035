// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/handshake_header.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/internal/names.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr internal::Named<HandshakeType> kHandshakeTypes[] = {
    {HandshakeType::kHelloRequest, "hello_request"},
    {HandshakeType::kClientHello, "client_hello"},
    {HandshakeType::kServerHello, "server_hello"},
    {HandshakeType::kHelloVerifyRequest, "hello_verify_request"},
    {HandshakeType::kNewSessionTicket, "new_session_ticket"},
    {HandshakeType::kEndOfEarlyData, "end_of_early_data"},
    {HandshakeType::kEncryptedExtensions, "encrypted_extensions"},
    {HandshakeType::kRequestConnectionId, "request_connection_id"},
    {HandshakeType::kNewConnectionId, "new_connection_id"},
    {HandshakeType::kCertificate, "certificate"},
    {HandshakeType::kServerKeyExchange, "server_key_exchange"},
    {HandshakeType::kCertificateRequest, "certificate_request"},
    {HandshakeType::kServerHelloDone, "server_hello_done"},
    {HandshakeType::kCertificateVerify, "certificate_verify"},
    {HandshakeType::kClientKeyExchange, "client_key_exchange"},
    {HandshakeType::kFinished, "finished"},
    {HandshakeType::kCertificateUrl, "certificate_url"},
    {HandshakeType::kCertificateStatus, "certificate_status"},
    {HandshakeType::kSupplementalData, "supplemental_data"},
    {HandshakeType::kKeyUpdate, "key_update"},
    {HandshakeType::kCompressedCertificate, "compressed_certificate"},
    {HandshakeType::kMessageHash, "message_hash"},
};

constexpr uint32_t kMaxUint24 = 0xFFFFFF;
constexpr uint32_t kBodyLengthAt = 1;
constexpr uint32_t kMessageSeqAt = 4;
constexpr uint32_t kFragmentOffsetAt = 6;
constexpr uint32_t kFragmentLengthAt = 9;

// The length of a body. The limit may be above what three octets can say.
Result JudgeBodyLength(uint32_t length, HandshakeLimit limit, Judge judge) {
  if (length <= limit.octets && length <= kMaxUint24) return judge.Ok();
  return judge.Fault(Detail::kHandshakeTooLong, kBodyLengthAt);
}

// Each number is compared before it is subtracted from: what is about to be sent may be any.
Result JudgeNumbers(const DtlsHandshakeHeader& header, HandshakeLimit limit, Judge judge) {
  const Result length = JudgeBodyLength(header.length, limit, judge);
  if (!length.ok()) return length;
  if (header.fragment_offset > header.length) {
    return judge.Fault(Detail::kHandshakeFragment, kFragmentOffsetAt);
  }
  if (header.fragment_length > header.length - header.fragment_offset) {
    return judge.Fault(Detail::kHandshakeFragment, kFragmentLengthAt);
  }
  return judge.Ok(kDtlsHandshakeHeaderSize);
}

}  // namespace

Result Decode(Span<const uint8_t> input, HandshakeHeader* header, HandshakeLimit limit) {
  const ByteReader in(input);
  const Judge judge = Judge::Decoder(Layer::kTls);
  // Octets that have not arrived count as 0: the least that the length can be.
  const uint32_t octets = in.FirstU32Or(0);
  const uint32_t length = octets & kMaxUint24;
  const Result result = JudgeBodyLength(length, limit, judge);
  if (!result.ok()) return result;
  if (in.size() < kHandshakeHeaderSize) return judge.NeedMore(kHandshakeHeaderSize);
  header->type = static_cast<HandshakeType>(octets >> 24);
  header->length = length;
  return judge.Ok(kHandshakeHeaderSize);
}

Result Encode(const HandshakeHeader& header, Span<uint8_t> output, HandshakeLimit limit) {
  const Judge judge = Judge::Encoder(Layer::kTls);
  const Result result = JudgeBodyLength(header.length, limit, judge);
  if (!result.ok()) return result;
  if (output.size() < kHandshakeHeaderSize) return judge.TooSmall(kHandshakeHeaderSize);
  ByteWriter out(output);
  out.U8(static_cast<uint8_t>(header.type));
  out.U24(header.length);
  return judge.Ok(kHandshakeHeaderSize);
}

Result Decode(Span<const uint8_t> input, DtlsHandshakeHeader* header, HandshakeLimit limit) {
  const ByteReader in(input);
  const Judge judge = Judge::Decoder(Layer::kDtls);
  if (in.size() < kDtlsHandshakeHeaderSize) return judge.Fault(Detail::kTruncated, in.size());
  const uint32_t octets = in.U32(0);
  DtlsHandshakeHeader read;
  read.type = static_cast<HandshakeType>(octets >> 24);
  read.length = octets & kMaxUint24;
  read.message_seq = in.U16(kMessageSeqAt);
  read.fragment_offset = in.U24(kFragmentOffsetAt);
  read.fragment_length = in.U24(kFragmentLengthAt);
  const Result result = JudgeNumbers(read, limit, judge);
  if (result.ok()) *header = read;
  return result;
}

Result Encode(const DtlsHandshakeHeader& header, Span<uint8_t> output, HandshakeLimit limit) {
  const Judge judge = Judge::Encoder(Layer::kDtls);
  const Result result = JudgeNumbers(header, limit, judge);
  if (!result.ok()) return result;
  if (output.size() < kDtlsHandshakeHeaderSize) return judge.TooSmall(kDtlsHandshakeHeaderSize);
  ByteWriter out(output);
  out.U8(static_cast<uint8_t>(header.type));
  out.U24(header.length);
  out.U16(header.message_seq);
  out.U24(header.fragment_offset);
  out.U24(header.fragment_length);
  return result;
}

Result FragmentBehind(Span<const uint8_t> input, const DtlsHandshakeHeader& header,
                      Span<const uint8_t>* fragment) {
  const ByteReader in(input);
  const Judge judge = Judge::Decoder(Layer::kDtls);
  const size_t size = header.fragment_length;
  if (in.size() < kDtlsHandshakeHeaderSize || in.size() - kDtlsHandshakeHeaderSize < size) {
    return judge.Fault(Detail::kTruncated, in.size());
  }
  *fragment = in.Bytes(kDtlsHandshakeHeaderSize, size);
  return judge.Ok(kDtlsHandshakeHeaderSize + size);
}

bool SameMessage(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
  return a.message_seq == b.message_seq && a.type == b.type && a.length == b.length;
}

bool Contradicts(const DtlsHandshakeHeader& a, const DtlsHandshakeHeader& b) {
  return a.message_seq == b.message_seq && !SameMessage(a, b);
}

string_view Name(HandshakeType type) { return internal::NameIn(kHandshakeTypes, type); }

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
