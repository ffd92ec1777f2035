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

// Word: the policy. The result is what is wrong with it.
void playground_capture() {
  const std::vector<std::string> words = std::exchange(Words(), {});
  if (words.size() == 1) Result() = hardwire::playground::BeginCapture(words[0]);
}

// Word: a frame. `link` is one of hardwire::inspect::Link; a script's numbers are whole up to 2^53.
void playground_packet(uint32_t link, double microseconds) {
  const std::vector<std::string> words = std::exchange(Words(), {});
  if (words.size() != 1) return;
  hardwire::playground::TakePacket(link, words[0], static_cast<uint64_t>(microseconds));
}

// Word: why the file was not read to its end.
void playground_conversations() {
  const std::vector<std::string> words = std::exchange(Words(), {});
  if (words.size() == 1) Result() = hardwire::playground::FinishCapture(words[0]);
}

}  // extern "C"
