// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Every limit there can be, in every phase and version, for every type: what is one octet shorter
// passes, what is as long passes, what is one octet longer does not. Decoded and encoded, whole and
// cut inside the length.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/content_type.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr Policy kLenient = Policy::Lenient();
constexpr uint16_t kVersions[] = {0, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304};
constexpr uint32_t kAboveEveryOwnLimit = kMaxProtectedTls12 + 2;

uint8_t High(uint32_t number) { return static_cast<uint8_t>(number >> 8 & 0xFF); }
uint8_t Low(uint32_t number) { return static_cast<uint8_t>(number & 0xFF); }

// One less than `limit`, as much, and one more.
std::vector<uint32_t> Around(uint32_t limit) {
  std::vector<uint32_t> lengths = {limit, limit + 1};
  if (limit != 0) lengths.push_back(limit - 1);
  return lengths;
}

// The phase's own limit, said a second time: RFC 8446 sections 5.1 and 5.2, RFC 5246 section 6.2.3.
uint32_t OwnLimit(Phase phase, uint16_t version) {
  if (phase == Phase::kRelay) return 18432;
  if (phase != Phase::kProtected) return 16384;
  return version == 0x0304 ? 16640 : 18432;
}

std::vector<ContentType> TypesOf(Phase phase, uint16_t version) {
  using T = ContentType;
  if (phase == Phase::kInitial) return {T::kAlert, T::kHandshake};
  if (phase == Phase::kProtected && version == 0x0304) {
    return {T::kChangeCipherSpec, T::kApplicationData};
  }
  return {T::kChangeCipherSpec, T::kAlert, T::kHandshake, T::kApplicationData, T::kHeartbeat};
}

// The version that is right in each context.
uint16_t ExpectedVersion(const RecordContext& context) {
  const bool old = context.version() >= 0x0300 && context.version() < kTls12;
  return old && context.phase() != Phase::kRelay ? context.version() : kTls12;
}

// What the strict policy says of a header with the right version, in the limit: RFC 8446 section
// 5, RFC 5246 section 6.2.1.
Result Strictly(ContentType type, uint32_t length, const RecordContext& context) {
  const auto bad = [](Detail detail) {
    return Result::Error(Code::kDeserialization, detail, 3, 0, Layer::kTls);
  };
  const bool relay = context.phase() == Phase::kRelay;
  const bool hidden = context.phase() == Phase::kProtected;
  const bool tls13 = context.version() == kTls13;
  const bool carries = type == ContentType::kChangeCipherSpec || type == ContentType::kAlert ||
                       type == ContentType::kHandshake;
  if (length == 0 && !relay && (carries || (hidden && tls13))) return bad(Detail::kEmptyFragment);
  const bool clear = !relay && (!hidden || tls13);
  if (type == ContentType::kChangeCipherSpec && clear && length > 1) return bad(Detail::kCcsValue);
  return Result::Ok(5, Layer::kTls);
}

// Whether a header of this length passes or not, both ways, and a record behind it.
bool KeepsTheLimit(ContentType type, uint32_t length, const RecordContext& context) {
  const bool passes = length <= context.limit();
  const uint16_t version = ExpectedVersion(context);
  const uint8_t octets[] = {static_cast<uint8_t>(type), High(version), Low(version), High(length),
                            Low(length)};
  RecordHeader header;
  header.type = ContentType::kHeartbeat;
  const Result read = Decode(octets, &header, context, kLenient);
  const Result overflow =
      Result::Error(Code::kDeserialization, Detail::kRecordOverflow, 3, 0, Layer::kTls);
  if (read != (passes ? Result::Ok(5, Layer::kTls) : overflow)) return false;
  if (passes && (header.type != type || header.length != length)) return false;
  if (passes &&
      Decode(octets, &header, context, Policy::Strict()) != Strictly(type, length, context)) {
    return false;
  }

  header.type = type;
  header.version = version;
  header.length = static_cast<uint16_t>(length);
  uint8_t output[kRecordHeaderSize];
  const Result written = Encode(header, Span<uint8_t>(output), context, kLenient);
  if (written.ok() != passes) return false;
  if (passes && !std::equal(octets, octets + kRecordHeaderSize, output)) return false;

  Record record;
  const Result awaited = Decode(octets, &record, context, kLenient);
  if (!passes && awaited != overflow) return false;
  if (passes && length != 0 && awaited.needed() != 5 + length) return false;
  // Of half a length the other half counts as 0.
  const Result half = Decode(Span<const uint8_t>(octets, 4), &record, context, kLenient);
  const uint32_t least = std::min<uint32_t>(length & 0xFF00, context.limit());
  return half.code() == Code::kNeedMore && half.needed() == 5 + least;
}

TEST(LimitsTest, OfRecords) {
  for (const Phase phase : {Phase::kInitial, Phase::kPlain, Phase::kProtected, Phase::kRelay}) {
    for (const uint16_t version : kVersions) {
      const std::vector<ContentType> types = TypesOf(phase, version);
      for (uint32_t limit = 0; limit <= kAboveEveryOwnLimit; ++limit) {
        const RecordContext context =
            RecordContext::Of(phase, version, {static_cast<uint16_t>(limit)});
        ASSERT_EQ(context.limit(), std::min(limit, OwnLimit(phase, version)));
        for (const uint32_t length : Around(context.limit())) {
          for (const ContentType type : types) {
            ASSERT_TRUE(KeepsTheLimit(type, length, context))
                << static_cast<int>(phase) << " " << version << " " << limit << " " << length << " "
                << static_cast<int>(type);
          }
        }
      }
    }
  }
}

// A plaintext header of this length in this epoch.
std::vector<uint8_t> DtlsOctets(uint8_t type, uint8_t epoch, uint32_t length) {
  return {type, 0xFE, 0xFD, 0, epoch, 0, 0, 0, 0, 0, 1, High(length), Low(length)};
}

TEST(LimitsTest, OfDtlsRecords) {
  for (const uint16_t version : {uint16_t{0}, kDtls10, kDtls12, kDtls13}) {
    for (uint32_t limit = 0; limit <= kAboveEveryOwnLimit; ++limit) {
      const DtlsContext context =
          DtlsContext::Of(version).WithLimit({static_cast<uint16_t>(limit)});
      for (const uint8_t epoch : {uint8_t{0}, uint8_t{1}}) {
        if (version == kDtls13 && epoch != 0) continue;
        const uint32_t most = std::min<uint32_t>(limit, epoch == 0 ? 16384 : 18432);
        ASSERT_EQ(context.limit(DtlsForm::kPlaintext, epoch), most);
        for (const uint32_t length : Around(most)) {
          DtlsHeader header;
          const Result read = Decode(DtlsOctets(22, epoch, length), &header, context, kLenient);
          ASSERT_EQ(read.detail(), length <= most ? Detail::kNone : Detail::kRecordOverflow)
              << version << " " << limit << " " << length;
          ASSERT_EQ(read.offset(), length <= most ? 0 : 11);
        }
      }
    }
  }
}

TEST(LimitsTest, OfUnifiedHeaders) {
  for (uint32_t limit = 16; limit <= kAboveEveryOwnLimit; ++limit) {
    const DtlsContext context = DtlsContext::Dtls13().WithLimit({static_cast<uint16_t>(limit)});
    const uint32_t most = std::min<uint32_t>(limit, 16640);
    for (const uint32_t length : Around(most)) {
      const uint8_t octets[] = {0x2E, 0, 1, High(length), Low(length)};
      DtlsHeader header;
      const Result read = Decode(octets, &header, context, kLenient);
      const Detail expected = length > most ? Detail::kRecordOverflow
                              : length < 16 ? Detail::kShortCiphertext
                                            : Detail::kNone;
      ASSERT_EQ(read.detail(), expected) << limit << " " << length;
    }
  }
}

TEST(LimitsTest, OfInnerPlaintexts) {
  std::vector<uint8_t> octets(kMaxInnerPlaintext + 1, 23);
  std::vector<uint8_t> output(octets.size());
  for (uint32_t limit = 0; limit <= kMaxInnerPlaintext + 1; ++limit) {
    const RecordSizeLimit given = {static_cast<uint16_t>(limit)};
    for (const InnerContext& context :
         {InnerContext::Tls13(given), InnerContext::Dtls13(given), InnerContext::Dtls12(given)}) {
      const uint32_t own = context.Allows(ContentType::kChangeCipherSpec) ? 16384 : 16385;
      ASSERT_EQ(context.limit(), std::min(limit, own));
      for (const uint32_t size : Around(context.limit())) {
        if (size == 0) continue;
        const Detail expected = size <= context.limit() ? Detail::kNone : Detail::kRecordOverflow;
        const Span<const uint8_t> input(octets.data(), size);
        InnerPlaintext inner;
        ASSERT_EQ(Decode(input, &inner, context).detail(), expected) << limit << " " << size;
        inner = InnerPlaintext();
        inner.content = input.first(size - 1);
        const Result written = Encode(inner, Span<uint8_t>(output), context);
        ASSERT_EQ(written.detail(), expected) << limit << " " << size;
      }
    }
  }
}

// The limits on which an octet of the length turns, and all the short ones.
std::vector<uint32_t> HandshakeLimits() {
  std::vector<uint32_t> limits = {0xFFFE, 0xFFFF,   0x10000,       0x100FF,  131395,
                                  131396, 0xFEFFFF, 0xFFFFFE,      0xFFFFFF, 0x1000000,
                                  70000,  0xFF0000, UINT32_MAX - 1};
  for (uint32_t limit = 0; limit < 1030; ++limit) limits.push_back(limit);
  return limits;
}

TEST(LimitsTest, OfHandshakeMessages) {
  for (const uint32_t limit : HandshakeLimits()) {
    for (const uint32_t length : Around(limit)) {
      if (length > 0xFFFFFF) continue;
      const uint8_t octets[] = {1, static_cast<uint8_t>(length >> 16), High(length), Low(length)};
      for (size_t size = 0; size <= sizeof(octets); ++size) {
        // Octets that have not arrived count as 0.
        const uint32_t said = size < 2 ? 0 : length & uint32_t{0xFFFFFF} << 8 * (4 - size);
        HandshakeHeader header;
        const Result read = Decode(Span<const uint8_t>(octets, size), &header, {limit});
        if (said > limit) {
          ASSERT_EQ(read.detail(), Detail::kHandshakeTooLong) << limit << " " << size;
        } else if (size < sizeof(octets)) {
          ASSERT_EQ(read.needed(), 4u) << limit << " " << size;
        } else {
          ASSERT_EQ(read.consumed(), 4u) << limit << " " << length;
        }
      }
      DtlsHandshakeHeader header;
      header.length = length;
      header.fragment_offset = length / 2;
      uint8_t output[kDtlsHandshakeHeaderSize] = {};
      const bool passes = length <= limit;
      ASSERT_EQ(Encode(header, Span<uint8_t>(output), {limit}).ok(), passes) << limit;
      ASSERT_EQ(Encode(header, Span<uint8_t>(output), {length}).ok(), true) << length;
      DtlsHandshakeHeader again;
      ASSERT_EQ(Decode(output, &again, {limit}).ok(), passes) << limit << " " << length;
      ASSERT_TRUE(!passes || again == header) << length;
    }
  }
}

}  // namespace
}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
