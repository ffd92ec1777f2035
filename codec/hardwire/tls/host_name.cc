// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/host_name.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/internal/byte_reader.h"
#include "hardwire/internal/byte_writer.h"
#include "hardwire/internal/judge.h"
#include "hardwire/tls/host_name_rules.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

using internal::ByteReader;
using internal::ByteWriter;
using internal::Judge;

constexpr Judge kNameJudge = Judge::Decoder(Layer::kTls);

constexpr uint8_t InLowerCase(uint8_t octet) {
  return octet >= 'A' && octet <= 'Z' ? static_cast<uint8_t>(octet | 0x20) : octet;
}

// Judges labels of [0, size), which have dots between them. `offset` is added to offsets.
Result CheckLabels(ByteReader in, size_t size, size_t offset) {
  size_t label = 0;
  for (size_t i = 0; i <= size; ++i) {
    const bool ends = i == size || in.U8(i) == '.';
    if (!ends) {
      if (!IsInLabel(in.U8(i))) {
        return kNameJudge.Fault(Detail::kHostNameOctet, offset + i, in.U8(i));
      }
      continue;
    }
    if (i == label || i - label > kMaxLabelSize) {
      return kNameJudge.Fault(Detail::kHostNameLength, offset + label);
    }
    label = i + 1;
  }
  return kNameJudge.Ok();
}

// The octets of `in` without a dot at the end.
size_t WithoutDot(ByteReader in) {
  const size_t size = in.size();
  return size != 0 && in.U8(size - 1) == '.' ? size - 1 : size;
}

}  // namespace

Result HostName::Parse(string_view text, HostName* name) { return ParseAt(0, text, name); }

Result HostName::ParseAt(size_t offset, string_view text, HostName* name) {
  const ByteReader in(text);
  const size_t size = WithoutDot(in);
  if (size > kMaxHostNameSize) return kNameJudge.Fault(Detail::kHostNameLength, offset);
  if (IsIpAddress(in, size)) return kNameJudge.Fault(Detail::kIpLiteral, offset);
  const Result result = CheckLabels(in, size, offset);
  if (!result.ok()) return result;
  ByteWriter out(MakeSpan(name->octets_));
  for (size_t i = 0; i < size; ++i) out.U8(InLowerCase(in.U8(i)));
  out.Zeros(kMaxHostNameSize - size);
  name->size_ = static_cast<uint8_t>(size);
  return kNameJudge.Ok(in.size());
}

string_view HostName::text() const { return ByteReader(octets_).Text(0, size_); }

Result HostPattern::Parse(string_view text, HostPattern* pattern) {
  const ByteReader in(text);
  const bool wildcard = in.size() >= 2 && in.U8(0) == '*' && in.U8(1) == '.';
  const size_t from = wildcard ? 2 : 0;
  const Result result = HostName::ParseAt(from, in.Text(from, in.size() - from), &pattern->name_);
  if (!result.ok()) return result;
  pattern->wildcard_ = wildcard;
  return kNameJudge.Ok(in.size());
}

bool HostPattern::Covers(const HostName& name) const {
  const string_view own = name_.text();
  const string_view text = name.text();
  if (own.empty() || !wildcard_) return !own.empty() && name == name_;
  if (text.size() < own.size() + 2) return false;
  // One label and a dot stand in front.
  const size_t label = text.size() - own.size() - 1;
  const ByteReader in(text);
  for (size_t i = 0; i < label; ++i) {
    if (in.U8(i) == '.') return false;
  }
  return in.U8(label) == '.' && in.Text(label + 1, own.size()) == own;
}

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
