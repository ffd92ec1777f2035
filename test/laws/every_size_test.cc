// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Law 3 at every size: a field of any number of octets is written as it is, and read as it was
// written.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/view.h"
#include "test/laws/name_of.h"

namespace hardwire {
namespace fuzz {
namespace {

constexpr size_t kMostOctets = 700;
constexpr int kMessages = 12;
constexpr uint8_t kPattern = 0x5A;  // in memory that is to be written

// Letters, so that names break no rule.
std::vector<uint8_t> Content() {
  std::vector<uint8_t> content(kMostOctets);
  for (size_t i = 0; i < content.size(); ++i) content[i] = static_cast<uint8_t>('a' + i % 23);
  return content;
}

// Sets a field of variable size to `octets`. False if the field has none.
bool Resize(Bytes octets, Bytes* field) {
  *field = octets;
  return true;
}
bool Resize(Bytes octets, string_view* field) {
  *field = string_view(reinterpret_cast<const char*>(octets.data()), octets.size());
  return true;
}
bool Resize(Bytes octets, socks::Address* field) {
  if (field->type() != socks::AddressType::kDomain) return false;
  string_view name;
  (void)Resize(octets, &name);
  *field = socks::Address::Domain(name, field->port());
  return true;
}
template <typename Field>
bool Resize(Bytes /*octets*/, Field* /*field*/) {
  return false;
}

// Resizes the field `which` of those that can be. False if there are not as many.
template <typename Message>
bool ResizeOne(size_t which, Bytes octets, Message* message) {
  bool found = false;
  size_t left = which + 1;
  Message::VisitFields(
      [&](string_view, auto& field) {
        auto resized = field;
        if (left == 0 || !Resize(octets, &resized) || --left != 0) return;
        field = resized;
        found = true;
      },
      *message);
  return found;
}

template <typename M>
class EverySize : public testing::Test {
 protected:
  Random random_{20261126};
};

TYPED_TEST_SUITE(EverySize, EveryMessage<testing::Types>, NameOf);

// Whether a field is read as it was written: not a version where nobody looks at it, nor what this
// message is written without.
template <typename M>
bool IsRead(string_view name) {
  if (name == "version" || name == "payload") return false;
  if constexpr (std::is_same_v<typename M::Message, tls::ClientHello>) {
    return M::Context().is_dtls() || (name != "cookie" && name != "message_seq");
  }
  return true;
}

// What is written of the message, if it can be: it leads back to the same fields.
template <typename M>
void ExpectTheWayBack(const typename M::Message& message) {
  std::vector<uint8_t> output(M::Size(message), kPattern);
  const Result written = M::Write(message, Span<uint8_t>(output), Policy::Lenient());
  if (!written.ok()) return;
  ASSERT_EQ(written.written(), output.size());
  const Decoded<M> back = DecodeAlone<M>(output, Policy::Lenient());
  ASSERT_EQ(back.result.consumed(), output.size()) << Name(back.result.detail());
  M::Message::VisitFields(
      [](string_view name, const auto& before, const auto& after) {
        if (!IsRead<M>(name)) return;
        EXPECT_EQ(before, after) << name;
      },
      message, back.message);
}

TYPED_TEST(EverySize, WhatIsWrittenIsRead) {
  using M = TypeParam;
  const std::vector<uint8_t> content = Content();
  for (int i = 0; i < kMessages; ++i) {
    std::vector<uint8_t> input(kMaxRandomMessage);
    input.resize(RandomMessage<M>(&this->random_, input.data()));
    const Decoded<M> whole = DecodeAlone<M>(input, Policy::Lenient());
    if (!whole.result.ok()) continue;
    for (size_t which = 0; which < 8; ++which) {
      for (size_t size = 0; size <= kMostOctets; ++size) {
        typename M::Message message = whole.message;
        if (!ResizeOne(which, First(content, size), &message)) break;
        ExpectTheWayBack<M>(message);
        if (this->HasFailure()) FAIL() << "field " << which << ", " << size << " octets";
      }
    }
  }
}

TEST(EverySizeOfInner, ContentAndPadding) {
  const std::vector<uint8_t> content = Content();
  for (const auto& context : {tls::InnerContext::Tls13(), tls::InnerContext::Dtls13()}) {
    for (size_t size = 1; size <= kMostOctets; size = size < 20 ? size + 1 : size + 31) {
      for (size_t padding = 0; padding <= kMostOctets; ++padding) {
        tls::InnerPlaintext inner;
        inner.type = tls::ContentType::kApplicationData;
        inner.content = First(content, size);
        inner.padding = padding;
        std::vector<uint8_t> expected(content.begin(),
                                      content.begin() + static_cast<std::ptrdiff_t>(size));
        expected.push_back(23);
        expected.resize(expected.size() + padding);
        std::vector<uint8_t> output(expected.size(), kPattern);
        ASSERT_EQ(Encode(inner, MakeSpan(output), context).written(), expected.size());
        ASSERT_EQ(output, expected) << size << " " << padding;
        tls::InnerPlaintext back;
        ASSERT_EQ(Decode(output, &back, context).consumed(), expected.size());
        ASSERT_EQ(back, inner) << size << " " << padding;
      }
    }
  }
}

// A record of each form, with a fragment and a connection id of any size.
void ExpectRecord(const tls::DtlsHeader& header, Bytes fragment, const tls::DtlsContext& context) {
  std::vector<uint8_t> output(EncodedSize(header) + fragment.size(), kPattern);
  const Result written =
      EncodeRecord(header, fragment, MakeSpan(output), context, Policy::Lenient());
  ASSERT_EQ(written.written(), output.size()) << Name(written.detail());
  tls::DtlsDatagram rest(output);
  tls::DtlsRecord record;
  const tls::DtlsStep step = Next(&rest, &record, context, Policy::Lenient());
  ASSERT_EQ(step.event, tls::DtlsEvent::kRecord) << Name(step.result.detail());
  ASSERT_EQ(record.fragment, fragment);
  ASSERT_EQ(record.header.cid, header.cid);
  ASSERT_EQ(record.header.form, header.form);
  ASSERT_EQ(record.header_octets.size() + fragment.size(), output.size());
}

TEST(EverySizeOfDtls, FragmentsAndConnectionIds) {
  const std::vector<uint8_t> content = Content();
  for (size_t cid = 0; cid <= 255; cid = cid < 24 ? cid + 1 : cid + 21) {
    const auto length = static_cast<uint8_t>(cid);
    for (size_t size = 16; size <= kMostOctets; ++size) {
      const Bytes fragment = First(content, size);
      tls::DtlsHeader header;
      header.type = tls::ContentType::kApplicationData;
      header.version = tls::kDtls12;
      header.epoch = 1;
      header.sequence = size;
      header.has_length = true;
      header.length = static_cast<uint16_t>(size);
      if (cid == 0) ExpectRecord(header, fragment, tls::DtlsContext::Dtls12());
      header.cid = First(content, cid);
      header.form = tls::DtlsForm::kCid;
      header.type = tls::ContentType::kTls12Cid;
      if (cid != 0) ExpectRecord(header, fragment, tls::DtlsContext::Dtls12().WithCid(length));
      header.form = tls::DtlsForm::kUnified;
      header.long_sequence = size % 2 == 0;
      ExpectRecord(header, fragment, tls::DtlsContext::Dtls13().WithCid(length));
      header.has_length = false;
      ExpectRecord(header, fragment, tls::DtlsContext::Dtls13().WithCid(length));
      if (testing::Test::HasFatalFailure()) FAIL() << size << " octets, id of " << cid;
    }
  }
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
