// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/c/base.h"

#include <cstddef>
#include <cstdint>

#include "hardwire/c/convert.h"
#include "hardwire/datagram_protocol.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace internal {

static_assert(sizeof(hw_result) == 8, "the layout of C");
static_assert(kDetailCount == HW_DETAIL_COUNT, "every Detail has its number in C");

extern "C" {

HW_API const char* hw_version(void) { return HW_VERSION; }

HW_API int hw_ok(hw_result result) { return FromC(result).ok() ? 1 : 0; }
HW_API uint32_t hw_consumed(hw_result result) { return FromC(result).consumed(); }
HW_API uint32_t hw_written(hw_result result) { return FromC(result).written(); }
HW_API uint32_t hw_needed(hw_result result) { return FromC(result).needed(); }
HW_API uint32_t hw_missing(hw_result result, size_t have) { return FromC(result).missing(have); }
HW_API uint32_t hw_offset(hw_result result) { return FromC(result).offset(); }

HW_API const char* hw_code_name(uint8_t code) {
  if (code == HW_CODE_UNSET) return "unset";
  return ToName(Name(static_cast<Code>(code - 1)));
}
HW_API const char* hw_detail_name(uint8_t detail) {
  return ToName(Name(static_cast<Detail>(detail)));
}
HW_API const char* hw_sentence(hw_result result) { return ToName(Sentence(FromC(result))); }

HW_API hw_policy hw_policy_strict(void) { return ToC(Policy::Strict()); }
HW_API hw_policy hw_policy_interop(void) { return ToC(Policy::Interop()); }
HW_API hw_policy hw_policy_lenient(void) { return ToC(Policy::Lenient()); }
HW_API hw_policy hw_policy_accepting(hw_policy policy, uint8_t violation) {
  if (violation < kViolationCount) policy.accepts |= uint64_t{1} << violation;
  return policy;
}
HW_API hw_policy hw_policy_rejecting(hw_policy policy, uint8_t violation) {
  if (violation < kViolationCount) policy.accepts &= ~(uint64_t{1} << violation);
  return policy;
}
HW_API const char* hw_violation_name(uint8_t violation) {
  return ToName(Name(static_cast<Violation>(violation)));
}

HW_API hw_result hw_sniff(const uint8_t* input, size_t size, uint8_t* protocol) {
  Protocol found = Protocol::kOther;
  const Result result = Sniff({input, size}, &found);
  if (result.ok()) *protocol = static_cast<uint8_t>(found);
  return ToC(result);
}
HW_API const char* hw_protocol_name(uint8_t protocol) {
  return ToName(Name(static_cast<Protocol>(protocol)));
}
HW_API uint8_t hw_protocol_of_datagram(uint8_t first_octet) {
  return static_cast<uint8_t>(ProtocolOfDatagram(first_octet));
}

}  // extern "C"

}  // namespace internal
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
