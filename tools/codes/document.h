// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// docs/codes.md, made from the table of outcomes.

#ifndef HARDWIRE_TOOLS_CODES_DOCUMENT_H_
#define HARDWIRE_TOOLS_CODES_DOCUMENT_H_

#include <string>

namespace hardwire {

std::string CodesDocument();

}  // namespace hardwire

#endif  // HARDWIRE_TOOLS_CODES_DOCUMENT_H_
