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

// Judges what is about to be written, by the walk that judges what is read. `length`: of the body;
// it fits in 24 bits.
Result CheckHello(const ClientHello& hello, uint32_t length, const HelloContext& context,
                  Judge judge) {
  // Each size is that of a part of the body.
  const auto size = [](Span<const uint8_t> octets) { return static_cast<uint32_t>(octets.size()); };
  HelloNumbers numbers;
  numbers.Add(static_cast<uint32_t>(HandshakeType::kClientHello));
  numbers.Add(length);
  if (context.is_dtls()) {
    numbers.Add(hello.message_seq);
    numbers.Add(0);
    numbers.Add(length);
  }
  numbers.Add(hello.legacy_version);
  numbers.Add(size(hello.session_id));
  if (context.is_dtls()) numbers.Add(size(hello.cookie));
  numbers.Add(size(hello.cipher_suites));
  numbers.Add(size(hello.compression_methods));
  numbers.Add(size(hello.extensions));
  HelloWalk walk(context, judge);
  const Result result = walk.TakeNumbers(ByteReader(hello.compression_methods), &numbers);
  if (!result.ok()) return result;
  if (!hello.has_extensions && !hello.extensions.empty()) {
    return judge.Fault(Detail::kHelloLength, walk.taken());
  }
  size_t from = 0;
  return walk.TakeAll(ByteReader(hello.extensions), &from);
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
