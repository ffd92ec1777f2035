// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/client_hello.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/hello_walk.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr size_t kHelloRandomSize = 32;
constexpr uint32_t kMaxHelloBody = 0xFFFFFF;

// Octets of the body. Fields may be of any size: their sum is taken in 64 bits.
uint64_t HelloBodySize(const ClientHello& hello, const HelloContext& context) {
  uint64_t size = 2 + kHelloRandomSize + 1 + uint64_t{hello.session_id.size()} + 2 +
                  hello.cipher_suites.size() + 1 + hello.compression_methods.size();
  if (context.is_dtls()) size += 1 + uint64_t{hello.cookie.size()};
  if (hello.has_extensions) size += 2 + uint64_t{hello.extensions.size()};
  return size;
}

// Judges the octets that are about to be written, by the walk that judges those that are read.
class HelloCheck {
 public:
  HelloCheck(const HelloContext& context, Judge judge) : judge_(judge), walk_(context, judge) {}

  void Number(uint32_t value, size_t width) {
    uint8_t octets[4] = {};
    ByteWriter(MakeSpan(octets)).U32(value);
    Octets(ByteReader(octets).Bytes(sizeof(octets) - width, width));
  }
  void Octets(Span<const uint8_t> octets) {
    size_t from = 0;
    if (result_.ok()) result_ = walk_.TakeAll(ByteReader(octets), &from);
  }
  // A field with its length in front, which has `width` octets.
  void Field(Span<const uint8_t> octets, size_t width, size_t most, Detail too_long) {
    if (result_.ok() && octets.size() > most) result_ = judge_.Fault(too_long, walk_.taken());
    if (!result_.ok()) return;
    Number(static_cast<uint32_t>(octets.size()), width);
    Octets(octets);
  }
  void Fault(Detail detail) {
    if (result_.ok()) result_ = judge_.Fault(detail, walk_.taken());
  }

  Result result() const { return result_; }

 private:
  Judge judge_;
  HelloWalk walk_;
  Result result_ = Result::Ok(0);
};

// `length`: of the body; it fits in 24 bits.
Result CheckHello(const ClientHello& hello, uint32_t length, const HelloContext& context,
                  Judge judge) {
  HelloCheck check(context, judge);
  check.Number(static_cast<uint32_t>(HandshakeType::kClientHello), 1);
  check.Number(length, 3);
  if (context.is_dtls()) {
    check.Number(hello.message_seq, 2);
    check.Number(0, 3);
    check.Number(length, 3);
  }
  check.Number(hello.legacy_version, 2);
  check.Octets(hello.random);
  check.Field(hello.session_id, 1, 255, Detail::kSessionIdTooLong);
  if (context.is_dtls()) check.Field(hello.cookie, 1, 255, Detail::kHelloLength);
  check.Field(hello.cipher_suites, 2, 65535, Detail::kHelloLength);
  check.Field(hello.compression_methods, 1, 255, Detail::kHelloLength);
  if (hello.has_extensions) {
    check.Field(hello.extensions, 2, 65535, Detail::kHelloLength);
  } else if (!hello.extensions.empty()) {
    check.Fault(Detail::kHelloLength);
  }
  return check.result();
}

void WriteField(ByteWriter* out, Span<const uint8_t> octets, size_t width) {
  if (width == 1) {
    out->U8(static_cast<uint8_t>(octets.size()));
  } else {
    out->U16(static_cast<uint16_t>(octets.size()));
  }
  out->Bytes(octets);
}

void WriteHello(const ClientHello& hello, uint32_t length, const HelloContext& context,
                ByteWriter out) {
  out.U8(static_cast<uint8_t>(HandshakeType::kClientHello));
  out.U24(length);
  if (context.is_dtls()) {
    out.U16(hello.message_seq);
    out.U24(0);
    out.U24(length);
  }
  out.U16(hello.legacy_version);
  out.Bytes(hello.random);
  WriteField(&out, hello.session_id, 1);
  if (context.is_dtls()) WriteField(&out, hello.cookie, 1);
  WriteField(&out, hello.cipher_suites, 2);
  WriteField(&out, hello.compression_methods, 1);
  if (hello.has_extensions) WriteField(&out, hello.extensions, 2);
}

Span<const uint8_t> OctetsAt(ByteReader in, HelloPlace place) {
  return in.Bytes(place.at, place.size);
}

}  // namespace

Result Decode(Span<const uint8_t> input, ClientHello* hello, const HelloContext& context,
              Policy policy) {
  const ByteReader in(input);
  const Judge judge = Judge::Decoder(context.layer(), policy);
  HelloWalk walk(context, judge);
  const Result result = walk.TakeMessage(in);
  if (!result.ok()) return result;
  if (!walk.done()) return judge.NeedMore(walk.needed());
  hello->message_seq = walk.message_seq();
  hello->legacy_version = walk.version();
  hello->random = in.Octets<kHelloRandomSize>(walk.random_at());
  hello->session_id = OctetsAt(in, walk.session_id());
  hello->cookie = OctetsAt(in, walk.cookie());
  hello->cipher_suites = OctetsAt(in, walk.cipher_suites());
  hello->compression_methods = OctetsAt(in, walk.compression_methods());
  hello->has_extensions = walk.has_extensions();
  hello->extensions = OctetsAt(in, walk.extensions());
  hello->violations = walk.found();
  return judge.Ok(walk.taken());
}

size_t EncodedSize(const ClientHello& hello, const HelloContext& context) {
  return context.header_size() + static_cast<size_t>(HelloBodySize(hello, context));
}

Result Encode(const ClientHello& hello, Span<uint8_t> output, const HelloContext& context,
              Policy policy) {
  const Judge judge = Judge::Encoder(context.layer(), policy);
  const uint64_t body = HelloBodySize(hello, context);
  if (body > kMaxHelloBody) return judge.Fault(Detail::kHandshakeTooLong, 1);
  const uint32_t length = static_cast<uint32_t>(body);
  const Result result = CheckHello(hello, length, context, judge);
  if (!result.ok()) return result;
  const size_t total = context.header_size() + length;
  if (output.size() < total) return judge.TooSmall(total);
  WriteHello(hello, length, context, ByteWriter(output));
  return judge.Ok(total);
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
