// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Where each outcome comes from, and what a program does about it.

#ifndef HARDWIRE_EXAMPLES_INSPECT_SECTIONS_H_
#define HARDWIRE_EXAMPLES_INSPECT_SECTIONS_H_

#include <cstdint>
#include <string>

#include "hardwire/result.h"
#include "hardwire/tls/alert.h"

namespace hardwire {
namespace inspect {

// The RFC and section that a cause is judged by, or what stands in for one. Never empty.
std::string SectionOf(Detail detail);
std::string SectionOf(tls::AlertDescription alert);

// One sentence or two, without a full stop at the end: what a program does about it.
std::string AdviceFor(Detail detail);
std::string AdviceFor(tls::AlertDescription alert);

// The same of REP in a SOCKS5 reply, and of CD in a SOCKS4 reply. "" for a code that has no name.
std::string AdviceForSocks5(uint8_t reply);
std::string AdviceForSocks4(uint8_t reply);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_SECTIONS_H_
