// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "examples/inspect/inspection.h"
#include "fuzz/messages.h"
#include "fuzz/random_message.h"
#include "hardwire/message.h"
#include "hardwire/messages.h"
#include "hardwire/policy.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/udp.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/dtls_context.h"
#include "hardwire/tls/dtls_header.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/view.h"
#include "test/documents/drawings.h"

namespace hardwire {
namespace documents {
namespace {

constexpr char kHead[] =
    R"(# Layouts

`tools/dev docs` draws this page. It makes random messages of every kind, and draws which fields they have and of how many
octets. Where messages of one kind have fields that exclude each other, each way has a drawing of its own.

A box is a field, under the name that [inspect](inspect.md) gives it. The line below has its octets: `n` is a number that
differs, `1 + n` is a length of one octet and so many octets behind it, and a field with `0 or` may be absent. Integers are in
network order. A `dtls_record` has either header, and the context says how long a connection id is. The fields of the structs
are in [messages.md](messages.md).
)";

constexpr int kSamples = 300;
constexpr size_t kWidth = 100;
constexpr size_t kMostSizes = 2;   // a field of more different sizes has any
constexpr size_t kMostShapes = 3;  // one that is cut in more ways too

// The sizes of the parts that one field has: {1, 9} is a length and nine octets. A field that is
// not there has none.
using Shape = std::vector<size_t>;
// The names of the fields in their order -> the shapes of each that were seen.
using Layouts = std::map<std::vector<std::string>, std::vector<std::set<Shape>>>;

void AddParts(const std::vector<inspect::Part>& parts, Layouts* layouts) {
  std::vector<std::string> names;
  std::vector<Shape> shapes;
  for (const inspect::Part& part : parts) {
    if (part.field.empty()) continue;  // a place where octets could stand that are no field
    if (names.empty() || names.back() != part.field) {
      names.push_back(part.field);
      shapes.emplace_back();
    }
    shapes.back().push_back(part.size);
  }
  std::vector<std::set<Shape>>& seen = (*layouts)[names];
  seen.resize(shapes.size());
  for (size_t i = 0; i < shapes.size(); ++i) seen[i].insert(shapes[i]);
}

// Whether all fields of `some` are fields of `all`, in the same order.
bool IsPartOf(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  size_t found = 0;
  for (const std::string& name : all) {
    if (found < some.size() && some[found] == name) ++found;
  }
  return found == some.size();
}

bool ShorterFirst(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// Fields that may be absent: a layout joins the next longer one that has all of its fields.
Layouts Joined(Layouts layouts) {
  std::vector<std::vector<std::string>> order;
  for (const auto& each : layouts) order.push_back(each.first);
  std::sort(order.begin(), order.end(), ShorterFirst);
  for (size_t i = 0; i < order.size(); ++i) {
    for (size_t j = i + 1; j < order.size(); ++j) {
      if (!IsPartOf(order[i], order[j])) continue;
      const std::vector<std::set<Shape>>& from = layouts[order[i]];
      std::vector<std::set<Shape>>& to = layouts[order[j]];
      size_t next = 0;
      for (size_t k = 0; k < order[j].size(); ++k) {
        const bool is_there = next < order[i].size() && order[i][next] == order[j][k];
        if (is_there) to[k].insert(from[next].begin(), from[next].end());
        if (!is_there) to[k].insert(Shape());
        if (is_there) ++next;
      }
      layouts.erase(order[i]);
      break;
    }
  }
  return layouts;
}

// What `inspect` shows of a message, in the first of the contexts that the kind takes which reads
// all of it.
void AddMessage(const std::string& kind, inspect::Settings settings, inspect::Bytes octets,
                Layouts* layouts) {
  settings.policy = Policy::Lenient();
  const auto add = [&] {
    const inspect::Inspection seen = inspect::Inspect(kind, octets, settings);
    size_t shown = 0;
    for (const inspect::Part& part : seen.parts) shown += part.size;
    if (!seen.result.ok() || shown != octets.size()) return false;
    AddParts(seen.parts, layouts);
    return true;
  };
  if (add()) return;
  for (const inspect::NamedContext& context : inspect::Contexts()) {
    if (context.family != inspect::FamilyOf(kind)) continue;
    settings.phase = context.phase;
    settings.version = context.version;
    if (add()) return;
  }
}

void Append(fuzz::Random* random, size_t count, std::vector<uint8_t>* octets) {
  for (size_t i = 0; i < count; ++i)
    octets->push_back(static_cast<uint8_t>('a' + random->Below(26)));
}

// What no random message has: a host behind 0.0.0.1, and what surrounds a message that is whole.
template <typename M>
void Enlarge(fuzz::Random* random, std::vector<uint8_t>* octets) {
  using Message = typename M::Message;
  if constexpr (std::is_same_v<Message, socks4::Request>) {
    if (random->Below(2) == 0) return;
    std::fill_n(octets->begin() + 4, 3, uint8_t{0});
    (*octets)[7] = 1;
    Append(random, 1 + random->Below(20), octets);
    octets->push_back(0);
  } else if constexpr (std::is_same_v<Message, tls::InnerPlaintext>) {
    std::vector<uint8_t> content;
    Append(random, random->Below(20), &content);
    octets->insert(octets->begin(), content.begin(), content.end());
    octets->resize(octets->size() + random->Below(20));
  } else if constexpr (std::is_same_v<Message, udp::Header> ||
                       std::is_same_v<Message, tls::DtlsHandshakeHeader>) {
    Append(random, random->Below(20), octets);
  }
}

// A record with this header, but a connection id of any size and a fragment.
template <typename M>
void AddRecord(const std::string& kind, fuzz::Random* random, inspect::Bytes octets,
               Layouts* layouts) {
  tls::DtlsHeader header;
  if (!M::Read(octets, &header, Policy::Lenient()).ok()) return;
  std::vector<uint8_t> cid;
  Append(random, header.cid.empty() ? 0 : 1 + random->Below(20), &cid);
  header.cid = cid;
  std::vector<uint8_t> record(fuzz::kMaxRandomMessage);
  inspect::Settings settings;
  settings.cid_length = static_cast<uint8_t>(cid.size());
  const tls::DtlsContext context = M::Context().WithCid(settings.cid_length);
  record.resize(EncodeMessage(header, MakeSpan(record), context, Policy::Lenient()).written());
  Append(random, header.has_length ? header.length : 16 + random->Below(20), &record);
  AddMessage(kind, settings, record, layouts);
}

template <typename M>
void AddSamples(const std::string& kind, Layouts* layouts) {
  fuzz::Random random(0x4F6CDD1D);
  std::array<uint8_t, fuzz::kMaxRandomMessage + 1> out;
  for (int i = 0; i < kSamples; ++i) {
    const size_t size = fuzz::RandomMessage<M>(&random, out.data());
    if constexpr (std::is_same_v<typename M::Message, tls::DtlsHeader>) {
      AddRecord<M>(kind, &random, {out.data(), size}, layouts);
    } else {
      std::vector<uint8_t> octets(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size));
      Enlarge<M>(&random, &octets);
      AddMessage(kind, {}, octets, layouts);
    }
  }
}

std::string Number(const std::set<size_t>& sizes) {
  if (sizes.size() > kMostSizes) return "n";
  std::string text;
  for (const size_t size : sizes) text += (text.empty() ? "" : " or ") + std::to_string(size);
  return text;
}

// "1 + n"; "4 or 16"; "n".
std::string SizesOf(const std::set<Shape>& shapes) {
  std::map<size_t, std::vector<std::set<size_t>>> by_parts;
  for (const Shape& shape : shapes) {
    std::vector<std::set<size_t>>& each = by_parts[shape.size()];
    each.resize(shape.size());
    for (size_t i = 0; i < shape.size(); ++i) each[i].insert(shape[i]);
  }
  if (by_parts.size() > kMostShapes) return "n";
  std::string text;
  for (const auto& [parts, sizes] : by_parts) {
    std::string sum = parts == 0 ? "0" : "";
    for (const std::set<size_t>& size : sizes) sum += (sum.empty() ? "" : " + ") + Number(size);
    text += (text.empty() ? "" : " or ") + sum;
  }
  return text;
}

std::string Middle(const std::string& text, size_t width) {
  const size_t before = (width - text.size()) / 2;
  return std::string(before, ' ') + text + std::string(width - text.size() - before, ' ');
}

// Boxes side by side, as many rows of them as the width needs.
std::string Draw(const std::vector<std::string>& names, const std::vector<std::set<Shape>>& seen) {
  std::string drawn, edge, top, bottom;
  const auto end_row = [&] {
    if (!top.empty()) drawn += edge + "+\n" + top + "|\n" + bottom + "|\n" + edge + "+\n";
    edge = top = bottom = "";
  };
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string sizes = SizesOf(seen[i]);
    const size_t width = std::max(names[i].size(), sizes.size()) + 2;
    if (top.size() + width + 2 > kWidth) end_row();
    edge += "+" + std::string(width, '-');
    top += "|" + Middle(names[i], width);
    bottom += "|" + Middle(sizes, width);
  }
  end_row();
  return drawn;
}

std::string Section(const std::string& kind, const Layouts& layouts) {
  std::string text = "\n## " + kind + "\n";
  std::vector<const Layouts::value_type*> sorted;
  for (const Layouts::value_type& each : layouts) sorted.push_back(&each);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return ShorterFirst(a->first, b->first); });
  for (const Layouts::value_type* each : sorted) {
    text += "\n```text\n" + Draw(each->first, each->second) + "```\n";
  }
  return text;
}

// A hello of DTLS has fields that one of TLS has not, and is no longer form of it.
template <typename M>
std::string TitleOf() {
  if constexpr (std::is_same_v<typename M::Message, tls::ClientHello>) {
    if (M::Context().is_dtls()) return "client_hello of DTLS";
  }
  return inspect::Str(M::kInfo.name);
}

template <typename T, size_t... kPlace>
std::string SectionOf(std::index_sequence<kPlace...> /*contexts*/) {
  std::map<std::string, Layouts> sections;
  (AddSamples<fuzz::In<T, kPlace>>(inspect::Str(T::kInfo.name),
                                   &sections[TitleOf<fuzz::In<T, kPlace>>()]),
   ...);
  std::string text;
  for (const auto& [title, layouts] : sections) text += Section(title, Joined(layouts));
  return text;
}

template <typename... Messages>
struct Sections {
  static std::string Text() {
    return (SectionOf<Messages>(std::make_index_sequence<fuzz::Contexts<Messages>::kAll.size()>()) +
            ...);
  }
};

}  // namespace

std::string LayoutsDocument() { return kHead + hardwire::EveryMessage<Sections>::Text(); }

}  // namespace documents
}  // namespace hardwire
