// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/forms.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "examples/inspect/dump.h"

namespace hardwire {
namespace inspect {
namespace {

constexpr char kSpace[] = " \t\r\n\v\f";

bool IsSpace(char c) { return c != '\0' && std::string(kSpace).find(c) != std::string::npos; }

// Why the character at `i`, which is no digit, cannot stand where it does; "" where it can.
std::string Misplaced(const std::string& text, size_t i) {
  const char c = text[i];
  if (IsSpace(c)) return "";
  const std::string where =
      "character " + std::to_string(i + 1) + " of the bytes, " + Quoted(text.substr(i, 1)) + ", ";
  const bool behind = i != 0 && Digit(text[i - 1]) >= 0;
  const bool before = i + 1 < text.size() && Digit(text[i + 1]) >= 0;
  if (c == ',') return behind ? "" : where + "does not stand behind a byte";
  if (c == ':') return behind && before ? "" : where + "does not stand between two bytes";
  return where + "is no hexadecimal digit";
}

// Whether 0x and a digit stand at `i`.
bool IsPrefix(const std::string& text, size_t i) {
  return text[i] == '0' && i + 2 < text.size() && (text[i + 1] | 0x20) == 'x' &&
         Digit(text[i + 2]) >= 0;
}

// The form of a capture that begins like this, or null.
const char* CaptureOf(const std::string& content) {
  // Packets in microseconds and in nanoseconds, in either byte order; and pcapng.
  for (const char* magic :
       {"\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x4d\x3c\xb2\xa1", "\xa1\xb2\x3c\x4d"}) {
    if (content.compare(0, 4, magic) == 0) return "pcap";
  }
  return content.compare(0, 4, "\x0a\x0d\x0d\x0a") == 0 ? "pcapng" : nullptr;
}

std::string HowToRead(const std::string& form, const std::string& kind) {
  const bool datagrams = kind.rfind("dtls", 0) == 0 || kind == "socks5_udp";
  const std::string payload = datagrams ? "udp.payload" : "tcp.payload";
  return "this is a capture of packets (" + form +
         "): inspect --pcap FILE shows its conversations; single payloads: "
         "tshark -r FILE -Y " +
         payload + " -T fields -e " + payload + " | sed 's/^/" + kind +
         " /' | tools/dev inspect --batch";
}

bool BeginsWith(const std::string& content, const std::string& start) {
  return content.compare(0, start.size(), start) == 0;
}

// Without what some programs, most of them on Windows, put in front of text in UTF-8.
std::string WithoutMark(const std::string& content) {
  const std::string mark = "\xef\xbb\xbf";
  const bool marked = BeginsWith(content, mark) && content.size() > mark.size();
  return marked ? content.substr(mark.size()) : content;
}

bool IsAsciiText(const std::string& content) {
  for (const char c : content) {
    if (!IsSpace(c) && (c < 0x20 || c > 0x7E)) return false;
  }
  return true;
}

int Base64Digit(char c) {
  const size_t digit =
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/").find(c);
  return digit == std::string::npos ? -1 : static_cast<int>(digit);
}

// Whether all of `text` is base64, of some length, whose unused bits are zero.
bool ReadBase64(const std::string& text, std::vector<uint8_t>* bytes) {
  std::string digits;
  for (const char c : text) {
    if (c != '\n' && c != '\r') digits += c;
  }
  constexpr size_t kShortest = 8;  // fewer are as well a word
  if (digits.size() < kShortest || digits.size() % 4 != 0) return false;
  const size_t padding = digits.size() - 1 - digits.find_last_not_of('=');
  if (padding > 2) return false;
  uint32_t bits = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = i < digits.size() - padding ? Base64Digit(digits[i]) : 0;
    if (digit < 0) return false;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    if (i % 4 != 3) continue;
    for (int shift = 16; shift >= 0; shift -= 8) {
      bytes->push_back(static_cast<uint8_t>(bits >> shift));
    }
    bits = 0;
  }
  for (size_t i = 0; i < padding; ++i) {
    if (bytes->back() != 0) return false;
    bytes->pop_back();
  }
  return true;
}

}  // namespace

Reading Failed(std::string error) {
  Reading reading;
  reading.error = std::move(error);
  return reading;
}

int Digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

uint8_t ByteOf(const std::string& text, size_t i) {
  return static_cast<uint8_t>(Digit(text[i]) * 16 + Digit(text[i + 1]));
}

std::string Quoted(const std::string& word) {
  constexpr size_t kMost = 40;
  std::string shown = word.substr(0, kMost);
  // A terminal obeys control characters.
  for (char& c : shown) c = static_cast<unsigned char>(c) < ' ' || c == 0x7F ? '?' : c;
  return word.size() <= kMost ? "'" + shown + "'" : "'" + shown + "...'";
}

Reading ReadHex(const std::string& text) {
  Reading reading;
  if (text == "-") return reading;
  for (size_t i = 0; i < text.size();) {
    if (IsPrefix(text, i) && (i == 0 || Digit(text[i - 1]) < 0)) i += 2;
    const size_t begin = i;
    while (i < text.size() && Digit(text[i]) >= 0) ++i;
    if ((i - begin) % 2 != 0 && (i == text.size() || Misplaced(text, i).empty())) {
      return Failed("an odd number of hexadecimal digits in " +
                    Quoted(text.substr(begin, i - begin)) + ", at character " +
                    std::to_string(begin + 1) + " of the bytes: each byte has two");
    }
    for (size_t at = begin; at + 1 < i; at += 2) {
      reading.bytes.push_back(ByteOf(text, at));
    }
    if (i == text.size() || i != begin) continue;
    const std::string error = Misplaced(text, i++);
    if (!error.empty()) return Failed(error);
  }
  return reading;
}

Reading ReadContent(const std::string& content, Form form, const std::string& kind) {
  const std::string text = WithoutMark(content);
  if (form == Form::kHex) return ReadHex(text);
  Reading raw;
  raw.bytes.assign(content.begin(), content.end());
  if (form == Form::kRaw) return raw;
  const char* const capture = CaptureOf(content);
  if (capture != nullptr) return Failed(HowToRead(capture, kind) + "; --raw reads it as it is");
  if (IsDump(text)) {
    Reading reading = ReadDump(text);
    if (!reading.error.empty()) {
      reading.error += "; --hex reads digits alone, --raw the input as it is";
    }
    return reading;
  }
  const std::string hex = std::string("0123456789abcdefABCDEFxX,:") + kSpace;
  if (text.find_first_not_of(hex) == std::string::npos) {
    Reading reading = ReadHex(text);
    if (!reading.error.empty()) reading.error += "; --raw reads the input as it is";
    return reading;
  }
  Reading base64;
  if (ReadBase64(text, &base64.bytes)) {
    base64.note = "read as base64; --raw reads the input as it is";
    return base64;
  }
  if (IsAsciiText(text)) {
    raw.note =
        "text that is neither a dump nor hexadecimal nor base64 is read as it is, as with --raw";
  } else if (BeginsWith(content, "\xff\xfe") || BeginsWith(content, "\xfe\xff")) {
    raw.note = "it begins like text in UTF-16 and is read as it is, as with --raw";
  }
  return raw;
}

}  // namespace inspect
}  // namespace hardwire
