// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// NameOf: what a typed test is called, over the entries of fuzz/messages.h.

#ifndef HARDWIRE_TEST_LAWS_NAME_OF_H_
#define HARDWIRE_TEST_LAWS_NAME_OF_H_

#include <string>

namespace hardwire {
namespace fuzz {

// The name of the message, with the number of its context if that is not 0.
struct NameOf {
  template <typename M>
  static std::string GetName(int) {
    const std::string name(M::kInfo.name.data(), M::kInfo.name.size());
    return M::kContext == 0 ? name : name + "_" + std::to_string(M::kContext);
  }
};

}  // namespace fuzz
}  // namespace hardwire

#endif  // HARDWIRE_TEST_LAWS_NAME_OF_H_
