// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Drawings that are made by running the code: what messages look like, and the steps of handshakes
// and streams.

#ifndef HARDWIRE_TEST_DOCUMENTS_DRAWINGS_H_
#define HARDWIRE_TEST_DOCUMENTS_DRAWINGS_H_

#include <map>
#include <string>

namespace hardwire {
namespace documents {

// The whole text of docs/layouts.md.
std::string LayoutsDocument();

// The whole texts of docs/steps.md and of the drawings that it shows, by the names of the files.
std::map<std::string, std::string> StepsDocuments();

// All of these, by the names of the files in docs/.
std::map<std::string, std::string> Drawings();

}  // namespace documents
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DOCUMENTS_DRAWINGS_H_
