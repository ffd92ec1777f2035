// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What the page's script calls. WebAssembly passes numbers alone, so texts go through memory: the
// script adds words, calls a function of them, which uses them up, and reads the result.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/forms.h"
#include "examples/playground/playground.h"

namespace {

std::vector<std::string>& Words() {
  static std::vector<std::string> words;
  return words;
}

std::string& Result() {
  static std::string result;
  return result;
}

}  // namespace

extern "C" {

// Adds a word of `size` octets, and returns where they are to be written, before the next call.
char* playground_word(size_t size) {
  Words().emplace_back(size, '\0');
  return Words().back().data();
}

const char* playground_result() { return Result().data(); }
size_t playground_result_size() { return Result().size(); }

void playground_choices() { Result() = hardwire::playground::Choices(); }

// Words: the content, the kind. `form` is one of hardwire::inspect::Form.
void playground_read(uint32_t form) {
  const std::vector<std::string> words = std::exchange(Words(), {});
  if (words.size() != 2) return;
  Result() =
      hardwire::playground::Read(words[0], static_cast<hardwire::inspect::Form>(form), words[1]);
}

// Words: those of a request.
void playground_answer() { Result() = hardwire::playground::Answer(std::exchange(Words(), {})); }

}  // extern "C"
