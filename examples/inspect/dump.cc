// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/inspect/dump.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace hardwire {
namespace inspect {
namespace {

enum class Layout {
  kNone,
  kXxd,        // 00000000: 0501 0003  ....; the offset had seven digits before vim 8
  kCanonical,  // 00000000  05 01 00 03  |....|
  kOctets,     // 0000000 05 01 00 03
  kHexOctets,  // 000000 05 01 00 03
  kPackets,    // 0000  05 01 00 03: what Wireshark prints, with all headers
  kWords,      // 0000000 0105 0300
};

// How each layout is written. The radices of its offsets: the usual one first, 0 for no other.
struct Style {
  Layout layout;
  size_t digits;      // of a group; 0: any even number
  const char* marks;  // around the characters: one in front, one behind; "" for none
  bool ends;          // whether the last line is the size
  int radices[3];
};
constexpr Style kStyles[] = {
    {Layout::kXxd, 0, "", false, {16, 10, 0}},    {Layout::kCanonical, 2, "||", true, {16, 0, 0}},
    {Layout::kOctets, 2, "><", true, {8, 10, 0}}, {Layout::kHexOctets, 2, "><", true, {16, 0, 0}},
    {Layout::kWords, 4, "", true, {16, 8, 10}},
};

// One line: its bytes lie at `offset`. No bytes: the size, at the end.
struct Row {
  size_t line = 0;
  std::string offset;
  std::vector<uint8_t> bytes;
  bool repeats = false;  // a line "*" stands in front of this one
};

size_t DigitsAt(const std::string& text, size_t at) {
  size_t count = 0;
  while (at + count < text.size() && Digit(text[at + count]) >= 0) ++count;
  return count;
}

bool IsAt(const std::string& text, size_t at, char c) { return at < text.size() && text[at] == c; }

std::string WithoutSpaceBehind(const std::string& text) {
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

// The lines, without what indents them.
std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    line.erase(line.find_last_not_of('\r') + 1);
    lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

// Of the first line; `last` is the last one.
Layout LayoutOf(const std::string& line, const std::string& last) {
  const size_t digits = DigitsAt(line, 0);
  const size_t spaces = line.find_first_not_of(' ', digits) - digits;
  const size_t group = DigitsAt(line, digits + spaces);
  if (digits >= 7 && IsAt(line, digits, ':') && IsAt(line, digits + 1, ' ')) return Layout::kXxd;
  if (digits >= 8 && spaces == 2 && group == 2) return Layout::kCanonical;
  const bool zero = digits != 0 && line.find_first_not_of('0') >= digits;
  if (digits == 4 && zero && spaces >= 2 && group == 2) return Layout::kPackets;
  if (digits < 6 || spaces != 1 || group == 0) return Layout::kNone;
  // Seven digits are no bytes. An even number may be, but not where they number the lines.
  const bool ends = last.size() == digits && DigitsAt(last, 0) == digits;
  if (digits != 7 && (group != 2 || !(ends || (zero && digits == 6)))) return Layout::kNone;
  if (digits == 6) return Layout::kHexOctets;
  return group == 4 ? Layout::kWords : Layout::kOctets;
}

Layout LayoutOf(const std::string& text) {
  constexpr char kBlank[] = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string::npos || Digit(text[begin]) < 0) return Layout::kNone;
  const size_t end = text.find_last_not_of(kBlank) + 1;
  const size_t last = text.find_first_not_of(kBlank, text.rfind('\n', end - 1) + 1);
  const size_t first_end = std::min(text.find('\n', begin), end);
  return LayoutOf(text.substr(begin, first_end - begin), text.substr(last, end - last));
}

// The characters that the programs print beside `bytes`.
std::string CharactersOf(const std::vector<uint8_t>& bytes) {
  std::string text;
  for (const uint8_t octet : bytes) {
    text += octet >= 0x20 && octet < 0x7F ? static_cast<char>(octet) : '.';
  }
  return text;
}

// Whether what stands behind the bytes of a line is their characters.
bool AreCharacters(const std::string& behind, const Row& row, const Style& style) {
  const std::string marks = style.marks;
  const size_t first = behind.find_first_not_of(' ');
  const std::string characters = CharactersOf(row.bytes);
  if (!marks.empty()) {
    if (first == std::string::npos) return style.layout != Layout::kCanonical;
    return WithoutSpaceBehind(behind.substr(first)) == marks[0] + characters + marks[1];
  }
  if (style.layout != Layout::kXxd) return first == std::string::npos;
  // Spaces at the end of a line may have been cut off.
  const std::string found = WithoutSpaceBehind(behind);
  const std::string expected = WithoutSpaceBehind(characters);
  if (expected.empty()) return found.empty();
  if (found.size() < expected.size() + 2) return false;
  const size_t begin = found.size() - expected.size();
  return first >= begin && found.compare(begin, expected.size(), expected) == 0;
}

// Appends the bytes of a group of digits; words have their first byte behind.
std::string AddGroup(const std::string& group, const Style& style, Row* row) {
  if (style.digits != 0 ? group.size() != style.digits : group.size() % 2 != 0) {
    return Quoted(group) + " is not the digits of " +
           (style.layout == Layout::kXxd ? "whole bytes"
            : style.digits == 2          ? "one byte"
                                         : "two bytes");
  }
  const size_t begin = row->bytes.size();
  for (size_t i = 0; i < group.size(); i += 2) {
    row->bytes.push_back(ByteOf(group, i));
  }
  if (style.layout == Layout::kWords) std::swap(row->bytes[begin], row->bytes[begin + 1]);
  return "";
}

// One line; an error does not name it.
std::string ReadRow(const std::string& line, const Style& style, Row* row) {
  size_t at = DigitsAt(line, 0);
  row->offset = line.substr(0, at);
  const bool xxd = style.layout == Layout::kXxd;
  if (at == 0 || (xxd && !IsAt(line, at, ':'))) {
    return "it begins with " + Quoted(line) + ", expected an offset" + (xxd ? " and a colon" : "");
  }
  if (xxd) ++at;
  // xxd: one space between two groups, at least two in front of the characters.
  const size_t most = xxd ? 1 : std::string::npos;
  while (true) {
    const size_t next = std::min(line.find_first_not_of(' ', at), line.size());
    const size_t digits = next - at <= most ? DigitsAt(line, next) : 0;
    if (digits == 0 || next == at) break;
    std::string error = AddGroup(line.substr(next, digits), style, row);
    if (!error.empty()) return error;
    at = next + digits;
  }
  if (row->bytes.empty()) {
    const std::string behind = WithoutSpaceBehind(line.substr(at));
    if (!behind.empty()) return Quoted(behind) + " is no byte in hexadecimal";
    return xxd ? "it has no bytes" : "";
  }
  if (AreCharacters(line.substr(at), *row, style)) return "";
  const std::string behind = WithoutSpaceBehind(line.substr(at));
  const size_t first = behind.find_first_not_of(' ');
  return "behind its bytes stands " +
         Quoted(first == std::string::npos ? "" : behind.substr(first)) +
         (style.layout == Layout::kWords
              ? ", expected nothing"
              : ", expected their characters, " + Quoted(CharactersOf(row->bytes)));
}

std::string AtLine(size_t line, const std::string& error) {
  return "line " + std::to_string(line) + " of the dump: " + error;
}

std::string ReadRows(const std::vector<std::string>& lines, const Style& style,
                     std::vector<Row>* rows) {
  bool repeats = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.empty()) continue;
    if (!rows->empty() && rows->back().bytes.empty()) {
      return AtLine(i + 1, "it stands behind the line that is the size");
    }
    if (WithoutSpaceBehind(line) == "*") {
      if (repeats || rows->empty()) return AtLine(i + 1, "nothing in front of '*' is repeated");
      repeats = true;
      continue;
    }
    Row row;
    row.line = i + 1;
    row.repeats = repeats;
    repeats = false;
    const std::string error = ReadRow(line, style, &row);
    if (!error.empty()) return AtLine(i + 1, error);
    rows->push_back(row);
  }
  if (repeats) return AtLine(lines.size(), "no offset behind '*' says how often it repeats");
  if (style.ends && !rows->back().bytes.empty()) {
    return AtLine(rows->back().line,
                  "it is the last one, expected one more that is the size alone: the dump was cut");
  }
  return "";
}

std::optional<uint64_t> ParseOffset(const std::string& text, int radix) {
  uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value, radix);
  if (error != std::errc() || stopped != end) return std::nullopt;
  return value;
}

std::string InRadix(uint64_t value, int radix, size_t width) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789abcdef"[value % static_cast<unsigned>(radix)]);
    value /= static_cast<unsigned>(radix);
  } while (value != 0);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// Puts the rows behind one another, each at the place that its offset names.
Reading Assemble(const std::vector<Row>& rows, const Style& style, int radix) {
  Reading reading;
  std::vector<uint8_t>& bytes = reading.bytes;
  const uint64_t first = ParseOffset(rows[0].offset, radix).value_or(0);
  const std::vector<uint8_t>* last = nullptr;
  for (const Row& row : rows) {
    const uint64_t expected = first + bytes.size();
    const std::optional<uint64_t> offset = ParseOffset(row.offset, radix);
    const bool last_of_words = style.layout == Layout::kWords && row.bytes.empty() && !row.repeats;
    const uint64_t gap = offset && *offset >= expected ? *offset - expected : 0;
    if (row.repeats && (gap > kMaxInput || gap + bytes.size() > kMaxInput)) {
      return Failed(AtLine(row.line, "more than 64 MiB"));
    }
    if (row.repeats && last != nullptr && gap != 0 && gap % last->size() == 0) {
      for (uint64_t done = 0; done < gap; done += last->size()) {
        bytes.insert(bytes.end(), last->begin(), last->end());
      }
    } else if (last_of_words && offset && *offset + 1 == expected && bytes.back() == 0) {
      bytes.pop_back();  // an odd number of bytes: a zero completes the last word
    } else if (row.repeats || offset != expected) {
      const std::string due = row.repeats ? "whole copies of the line above '*'"
                                          : InRadix(expected, radix, row.offset.size());
      return Failed(AtLine(row.line, "its offset is " + row.offset + ", expected " + due));
    }
    bytes.insert(bytes.end(), row.bytes.begin(), row.bytes.end());
    last = &row.bytes;
  }
  if (bytes.size() > kMaxInput) return Failed("more than 64 MiB");
  return reading;
}

// Tries the radices in turn. A note where a second one gives other bytes.
Reading AssembleInSomeRadix(const std::vector<Row>& rows, const Style& style) {
  std::optional<Reading> found;
  std::optional<Reading> failed;
  int radix_found = 0;
  for (const int radix : style.radices) {
    if (radix == 0) continue;
    Reading reading = Assemble(rows, style, radix);
    if (!reading.error.empty()) {
      if (!failed) failed = reading;
    } else if (!found) {
      found = reading;
      radix_found = radix;
    } else if (reading.bytes != found->bytes) {
      found->note = "the offsets are taken for numbers of base " + std::to_string(radix_found) +
                    ", but in base " + std::to_string(radix) +
                    " they would fit as well: '*' would stand for other numbers of lines";
    }
  }
  return found ? *found : *failed;
}

// Whether xxd -e, which turns the bytes of each group round, prints lines like these for other
// bytes. Its groups have four bytes unless it is told otherwise, or eight.
bool MayBeTurnedRound(const std::vector<std::string>& lines, const std::vector<Row>& rows) {
  bool other = false;
  for (const Row& row : rows) {
    const std::string& line = lines[row.line - 1];
    const size_t group = DigitsAt(line, row.offset.size() + 2) / 2;
    if (group != 4 && group != 8) return false;
    std::vector<uint8_t> turned = row.bytes;
    for (size_t i = 0; i < turned.size(); i += group) {
      const auto begin = turned.begin() + static_cast<std::ptrdiff_t>(i);
      std::reverse(begin, begin + static_cast<std::ptrdiff_t>(std::min(group, turned.size() - i)));
    }
    if (CharactersOf(turned) != CharactersOf(row.bytes)) return false;
    other = other || turned != row.bytes;
  }
  return other;
}

}  // namespace

bool IsDump(const std::string& text) { return LayoutOf(text) != Layout::kNone; }

Reading ReadDump(const std::string& text) {
  const std::vector<std::string> lines = Lines(text);
  const Layout layout = LayoutOf(text);
  for (const Style& style : kStyles) {
    if (style.layout != layout) continue;
    std::vector<Row> rows;
    const std::string error = ReadRows(lines, style, &rows);
    if (!error.empty()) return Failed(error);
    Reading reading = AssembleInSomeRadix(rows, style);
    if (!reading.error.empty()) return reading;
    if (layout == Layout::kWords) {
      if (!reading.note.empty()) reading.note += "; ";
      reading.note +=
          "this dump shows words of 16 bits and not the order of their bytes; the low byte is "
          "taken "
          "for the first, as on x86 and ARM (hexdump -C shows bytes)";
    } else if (layout == Layout::kXxd && MayBeTurnedRound(lines, rows)) {
      reading.note =
          "this dump is taken for one of xxd, but nothing in it shows that it is not one of xxd "
          "-e, "
          "where the bytes of each group are turned round";
    }
    return reading;
  }
  return Failed(
      "a dump of packets, as Wireshark prints it, has other headers in front of the message");
}

}  // namespace inspect
}  // namespace hardwire
