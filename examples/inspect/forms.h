// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The forms in which bytes are written down: hexadecimal, what xxd, hexdump and od print, base64.

#ifndef HARDWIRE_EXAMPLES_INSPECT_FORMS_H_
#define HARDWIRE_EXAMPLES_INSPECT_FORMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hardwire {
namespace inspect {

// The most bytes that are read from a file, from standard input and out of a dump.
constexpr size_t kMaxInput = 64 << 20;

// How a file is read.
enum class Form {
  kGuess,  // the form that it shows
  kHex,    // hexadecimal, whatever else it may look like
  kRaw,    // as it is
};

struct Reading {
  std::vector<uint8_t> bytes;
  std::string error;  // a sentence; "" where `bytes` are what the input shows
  std::string note;   // what the input may mean as well; "" where it has one meaning
};

Reading Failed(std::string error);

// -1 for what is no hexadecimal digit.
int Digit(char c);

// Of the two digits at `i`.
uint8_t ByteOf(const std::string& text, size_t i);

// What a person wrote, short enough for a message.
std::string Quoted(const std::string& word);

// Pairs of digits of either case. A group of them may begin with 0x. White space, a comma or a
// colon stands between groups: a comma directly behind a digit, a colon directly between two. "-"
// is no bytes.
Reading ReadHex(const std::string& text);

// The bytes that a file of this content shows. `kind` is the message that is looked for in it. In
// the order in which Form::kGuess asks:
//   a capture of packets   an error that names the command which reads it
//   a dump                 what xxd, hexdump -C, hexdump, od -x or od -tx1 print; see ReadDump
//   hexadecimal            nothing but what ReadHex reads; also what xxd -p prints
//   base64                 eight characters or more of RFC 4648 section 4, padded, in lines or not;
//                          the note says so
//   anything else          as it is; where it is ASCII text or begins like UTF-16, the note says so
// The mark of UTF-8, EF BB BF, in front of a text is no part of it.
Reading ReadContent(const std::string& content, Form form, const std::string& kind);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_FORMS_H_
