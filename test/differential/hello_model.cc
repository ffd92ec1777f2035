// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/hello_model.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hardwire {
namespace hello_model {
namespace {

std::string Text(uint64_t number) { return std::to_string(number); }
std::string Text(const Octets& octets) { return std::string(octets.begin(), octets.end()); }

// How many octets a hello may have from a place to its end. Bit n: whether it may be n.
constexpr size_t kSizes = 132000;
using Sizes = std::bitset<kSizes>;

// Behind the compression methods: nothing, or a block that is empty or has one extension at least.
Sizes BehindMethods() {
  Sizes sizes;
  for (size_t n = 0; n < kSizes; ++n) {
    sizes[n] = n == 0 || n == 2 || (n >= 2 + 4 && n <= 2 + 65535);
  }
  return sizes;
}

// From a length of `width` octets on, of a field of `least` to `most` octets in steps of `step`.
Sizes FromField(size_t width, size_t least, size_t most, size_t step, const Sizes& behind) {
  Sizes sizes;
  for (size_t size = least; size <= most; size += step) sizes |= behind << (width + size);
  return sizes;
}

struct AllSizes {
  Sizes behind_methods = BehindMethods();
  Sizes methods = FromField(1, 1, 255, 1, behind_methods);
  Sizes suites = FromField(2, 2, 65534, 2, methods);
  Sizes cookie = FromField(1, 0, 255, 1, suites);
  Sizes id_of_tls = FromField(1, 0, 32, 1, suites);
  Sizes id_of_dtls = FromField(1, 0, 32, 1, cookie);
};
const AllSizes& Room() {
  static const AllSizes* const sizes = new AllSizes;
  return *sizes;
}
bool MayBe(const Sizes& sizes, uint64_t n) { return n < kSizes && sizes[n]; }

// A hello that is being read.
class Reading {
 public:
  Reading(const Octets& octets, bool dtls, uint64_t limit, const Names& rejected)
      : octets_(octets), dtls_(dtls), limit_(limit), rejected_(rejected) {}

  Opinion Read() {
    opinion_.layer = dtls_ ? "dtls" : "tls";
    if (Header() || Front() || Extensions()) return opinion_;
    if (octets_.size() < total_) return Incomplete(), opinion_;
    opinion_.code = "ok";
    opinion_.n = total_;
    opinion_.violations = violations_;
    opinion_.fields = FieldsOf(hello_);
    return opinion_;
  }

 private:
  // Each of these is true if the reading is over.
  bool Fault(const std::string& detail, uint64_t n, unsigned octet = 0) {
    opinion_.code = "deserialization";
    opinion_.detail = detail;
    opinion_.n = n;
    opinion_.octet = octet;
    return true;
  }
  bool Breaks(const std::string& rule, uint64_t n) {
    if (rejected_.count(rule) != 0) return Fault(rule, n);
    violations_.insert(rule);
    return false;
  }
  bool Incomplete() {
    opinion_.code = "need_more";
    opinion_.n = total_;
    return true;
  }

  // Octets that are there of the next `width`.
  uint64_t There(uint64_t width) const {
    return std::min<uint64_t>(width, octets_.size() - std::min<uint64_t>(at_, octets_.size()));
  }
  bool Has(uint64_t width) const { return There(width) == width; }
  // The least number of `width` octets that begins with those that are there, and the greatest.
  uint64_t Least(uint64_t width) const { return Bound(width, 0); }
  uint64_t Greatest(uint64_t width) const { return Bound(width, 255); }
  uint64_t Bound(uint64_t width, unsigned missing) const {
    uint64_t value = 0;
    for (uint64_t i = 0; i < width; ++i) {
      value = value * 256 + (i < There(width) ? octets_[at_ + i] : missing);
    }
    return value;
  }
  // Whether one of the numbers that the next may be is allowed; `*first` is the least.
  template <typename Allowed>
  bool CanBe(uint64_t width, Allowed allowed, uint64_t* first = nullptr) const {
    for (uint64_t value = Least(width); value <= Greatest(width); ++value) {
      if (!allowed(value)) continue;
      if (first != nullptr) *first = value;
      return true;
    }
    return false;
  }
  // What a number is said to be leaves of the message behind it.
  uint64_t Behind(uint64_t width) const { return total_ - at_ - width; }
  Octets Take(uint64_t size) {
    const auto begin = octets_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ += size;
    return Octets(begin, begin + static_cast<std::ptrdiff_t>(size));
  }

  bool Header() {
    const uint64_t size = dtls_ ? 12 : 4;
    const Sizes& ids = dtls_ ? Room().id_of_dtls : Room().id_of_tls;
    const auto is_body = [&](uint64_t n) { return n >= 34 && MayBe(ids, n - 34); };
    total_ = size + (dtls_ ? 42 : 41);
    if (octets_.empty()) return Incomplete();
    if (octets_[0] != 1) return Fault("not_client_hello", 0, octets_[0]);
    at_ = 1;
    uint64_t body = 0;
    if (There(3) != 0) {
      if (Least(3) > limit_) return Fault("handshake_too_long", 1);
      if (!CanBe(3, is_body, &body)) return Fault("hello_length", 1);
      total_ = size + body;
    }
    if (!Has(3)) return Incomplete();
    at_ = 4;
    if (!dtls_) return false;
    if (!Has(2)) return Incomplete();
    hello_.message_seq = static_cast<unsigned>(Least(2));
    for (const uint64_t expected : {uint64_t{0}, body}) {
      at_ = expected == 0 ? 6 : 9;
      const auto is_expected = [&](uint64_t n) { return n == expected; };
      if (!CanBe(3, is_expected)) return Fault("hello_fragment", at_);
      if (!Has(3)) return Incomplete();
    }
    at_ = 12;
    return false;
  }

  // From the version to the compression methods.
  bool Front() {
    const std::set<uint64_t> versions = dtls_ ? std::set<uint64_t>{0xFEFF, 0xFEFD}
                                              : std::set<uint64_t>{0x0300, 0x0301, 0x0302, 0x0303};
    if (There(2) == 0) return Incomplete();
    const auto is_version = [&](uint64_t n) { return versions.count(n) != 0; };
    if (!CanBe(2, is_version) && Breaks("hello_version", at_)) return true;
    if (!Has(2)) return Incomplete();
    hello_.version = static_cast<unsigned>(Least(2));
    at_ += 2;
    if (!Has(32)) return Incomplete();
    hello_.random = Take(32);
    if (Field(1, dtls_ ? Room().cookie : Room().suites, &hello_.session_id)) return true;
    cookie_at_ = at_;
    if (dtls_ && Field(1, Room().suites, &hello_.cookie)) return true;
    if (Field(2, Room().methods, &hello_.cipher_suites)) return true;
    methods_at_ = at_;
    return Field(1, Room().behind_methods, &hello_.compression_methods);
  }

  // A field with its length in front.
  bool Field(uint64_t width, const Sizes& sizes_behind, Octets* field) {
    if (There(width) == 0) return Incomplete();
    const uint64_t behind = Behind(width);
    const bool is_id = field == &hello_.session_id, are_suites = field == &hello_.cipher_suites;
    const uint64_t said = Least(width);
    if (is_id && said > 32) {
      return Fault("session_id_too_long", at_, static_cast<unsigned>(said));
    }
    if (field == &hello_.compression_methods && said == 0) return Fault("no_compression", at_);
    // Half of a suite, or none, is a fault of its own where there is room for it.
    const uint64_t least_behind = 2, most_behind = 1 + 255 + 2 + 65535;
    const auto fits = [&](uint64_t n) {
      if (n > behind) return false;
      if (!are_suites || !Has(width)) {
        return MayBe(sizes_behind, behind - n) && !(are_suites && (n == 0 || n % 2 != 0));
      }
      const uint64_t even = n - n % 2;
      return behind - n >= least_behind && behind - even <= most_behind;
    };
    if (!CanBe(width, fits)) return Fault("hello_length", at_);
    if (!Has(width)) return Incomplete();
    if (are_suites && (said == 0 || said % 2 != 0)) return Fault("cipher_suites", at_);
    at_ += width;
    if (!Has(said)) return Incomplete();
    *field = Take(said);
    return false;
  }

  bool Extensions() {
    if (at_ == total_) return false;
    if (There(2) == 0) return Incomplete();
    const uint64_t block = Behind(2);
    if (!CanBe(2, [&](uint64_t n) { return n == block; })) return Fault("hello_length", at_);
    if (!Has(2)) return Incomplete();
    at_ += 2;
    hello_.has_extensions = true;
    const uint64_t begin = at_;
    while (at_ < total_) {
      if (OneExtension()) return true;
    }
    at_ = begin;
    hello_.extensions = Take(block);
    return false;
  }

  bool OneExtension() {
    const uint64_t place = at_;
    if (!Has(2)) return Incomplete();
    const uint64_t type = Least(2);
    const bool looked_at = type < 64 || type == 0xFE0D;
    if (looked_at && !types_.insert(type).second && Breaks("duplicate_extension", place)) {
      return true;
    }
    at_ += 2;
    if (There(2) == 0) return Incomplete();
    const uint64_t behind = Behind(2);
    const auto fits = [&](uint64_t n) { return n == behind || n + 4 <= behind; };
    const auto fills = [&](uint64_t n) { return n == behind; };
    if (!CanBe(2, fits)) return Fault("hello_length", at_);
    if (type == 41 && !CanBe(2, fills) && Breaks("pre_shared_key_not_last", place)) return true;
    if (!Has(2)) return Incomplete();
    const uint64_t size = Least(2);
    at_ += 2;
    if (type == 43 && Versions(size)) return true;
    if (!Has(size)) return Incomplete();
    at_ += size;
    return false;
  }

  // supported_versions, of which a part may be there.
  bool Versions(uint64_t size) {
    const uint64_t there = There(size);
    if (there == 0) return false;
    const unsigned list = octets_[at_];
    if (list != size - 1 || list % 2 != 0 || list == 0) return false;
    for (uint64_t i = 1; i + 2 <= there; i += 2) {
      const unsigned version = octets_[at_ + i] * 256U + octets_[at_ + i + 1];
      if (version != (dtls_ ? 0xFEFC : 0x0304)) continue;
      if (!hello_.cookie.empty() && Breaks("hello_cookie", cookie_at_)) return true;
      if (hello_.compression_methods != Octets{0} && Breaks("hello_compression", methods_at_)) {
        return true;
      }
    }
    return false;
  }

  const Octets& octets_;
  const bool dtls_;
  const uint64_t limit_;
  const Names& rejected_;
  Opinion opinion_;
  Names violations_;
  Hello hello_;
  uint64_t at_ = 0;
  uint64_t total_ = 0;
  uint64_t cookie_at_ = 0;
  uint64_t methods_at_ = 0;
  std::set<uint64_t> types_;
};

// A stream up to some octet.
class Stream {
 public:
  Stream(const Octets& octets, uint64_t limit, unsigned empty_limit, const Names& rejected)
      : octets_(octets), limit_(limit), empty_limit_(empty_limit), rejected_(rejected) {}

  // What its last octet tells, if those before it have told nothing.
  Flight Look() {
    while (at_ < octets_.size()) {
      if (Record()) return flight_;
    }
    const Opinion hello = ReadHello(joined_, false, limit_, rejected_);
    if (hello.code == "deserialization") return Refused(hello), flight_;
    const bool known = joined_.size() >= 4;
    if (known && left_ > hello.n - joined_.size()) {
      if (rejected_.count("message_behind_hello") != 0) {
        return Fault("bad_record", "message_behind_hello", record_at_), flight_;
      }
    }
    if (hello.code == "ok") {
      flight_ = {"complete", hello};
      flight_.opinion.n = octets_.size();
      return flight_;
    }
    return Need(hello.n - joined_.size()), flight_;
  }

 private:
  bool Fault(const std::string& outcome, const std::string& detail, uint64_t n,
             unsigned octet = 0) {
    flight_.outcome = outcome;
    flight_.opinion.code = "deserialization";
    flight_.opinion.detail = detail;
    flight_.opinion.n = n;
    flight_.opinion.octet = octet;
    return true;
  }
  void Refused(const Opinion& hello) {
    std::string outcome = "malformed";
    if (hello.detail == "not_client_hello") outcome = "not_client_hello";
    if (hello.detail == "handshake_too_long") outcome = "over_limit";
    flight_ = {outcome, hello};
  }
  void NeedMore(uint64_t n) {
    flight_.outcome = flight_.opinion.code = "need_more";
    flight_.opinion.n = n;
  }

  // One record, or what is there of it. True if that decides.
  bool Record() {
    record_at_ = at_;
    const auto begin = octets_.begin() + static_cast<std::ptrdiff_t>(at_);
    const uint64_t there = std::min<uint64_t>(5, octets_.size() - at_);
    const Octets head(begin, begin + static_cast<std::ptrdiff_t>(there));
    if (records_ == 0 && head[0] >= 0x80) return Sslv2(head);
    Names rejected = rejected_;
    rejected.insert("unknown_content_type");
    const Opinion header = tls_model::ReadHeader(head, {"initial", 0, 65535}, rejected);
    if (header.code == "deserialization") {
      static const Names kNotTls = {"not_tls_text", "not_tls_socks", "not_tls_sslv2",
                                    "unknown_content_type", "record_major_version"};
      std::string outcome = "bad_record";
      if (records_ == 0 && kNotTls.count(header.detail) != 0) outcome = "not_tls";
      if (records_ == 0 && header.detail == "unexpected_content_type") outcome = "not_client_hello";
      return Fault(outcome, header.detail, record_at_ + header.n, header.octet);
    }
    if (head[0] == 21) {
      return Fault(records_ == 0 ? "not_client_hello" : "bad_record", "unexpected_content_type",
                   record_at_, 21);
    }
    at_ += there;
    if (there < 5) {
      head_ = head;
      return false;
    }
    ++records_;
    left_ = head[3] * 256U + head[4];
    if (left_ == 0 && ++empty_ > empty_limit_) {
      return Fault("over_limit", "too_many_empty_records", record_at_);
    }
    for (; left_ > 0 && at_ < octets_.size(); --left_) joined_.push_back(octets_[at_++]);
    return false;
  }

  bool Sslv2(const Octets& head) {
    const bool may_be = tls_model::ReadSslv2Hello(head).code == "need_more";
    if (may_be && head.size() < 5) return NeedMore(5), true;
    return Fault(may_be ? "sslv2" : "not_tls", "not_tls_sslv2", 0, head[0]);
  }

  // Where `missing` octets of the hello are still to come.
  void Need(uint64_t missing) {
    uint64_t n = octets_.size();
    uint64_t room = left_;
    if (!head_.empty()) {
      n += 5 - head_.size();
      room = head_.size() == 4 ? std::min(16384U, head_[3] * 256U + 255) : 16384;
    }
    while (missing > room) {
      n += room + 5;
      missing -= room;
      room = 16384;
    }
    NeedMore(n + missing);
  }

  const Octets& octets_;
  const uint64_t limit_;
  const unsigned empty_limit_;
  const Names& rejected_;
  Flight flight_;
  Octets joined_;
  Octets head_;
  uint64_t at_ = 0;
  uint64_t record_at_ = 0;
  uint64_t left_ = 0;
  unsigned records_ = 0;
  unsigned empty_ = 0;
};

void Append(uint64_t value, unsigned width, Octets* out) {
  for (unsigned i = width; i > 0; --i) out->push_back(static_cast<uint8_t>(value >> 8 * (i - 1)));
}
void Append(const Octets& octets, Octets* out) {
  out->insert(out->end(), octets.begin(), octets.end());
}

// Numbers and text out of octets; `wrong` once something did not fit.
struct Body {
  Octets all;
  bool wrong = false;
  size_t at = 0;

  bool Empty() const { return at == all.size(); }
  bool Done() const { return wrong || Empty(); }
  Octets Take(size_t size) {
    if (size > all.size() - at) wrong = true;
    if (wrong) return {};
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
    at += size;
    return Octets(begin, begin + static_cast<std::ptrdiff_t>(size));
  }
  unsigned Number(size_t width) {
    unsigned value = 0;
    for (const uint8_t octet : Take(width)) value = value * 256 + octet;
    return value;
  }
  Octets List(size_t width) {
    const unsigned size = Number(width);
    return Take(size);
  }
  // All that is left, which is one list.
  Octets Only(size_t width) {
    const Octets list = List(width);
    if (!Empty()) wrong = true;
    return list;
  }
};

using Values = std::vector<std::string>;

bool NumbersOf(const Octets& octets, size_t width, Values* values) {
  Body body = {octets};
  Body list = {body.Only(width)};
  if (body.wrong || list.Empty()) return false;
  while (!list.Done()) values->push_back(Text(list.Number(2)));
  return !list.wrong;
}

bool NamesOf(const Octets& octets, Values* values) {
  Body body = {octets};
  Body list = {body.Only(2)};
  if (body.wrong || list.Empty()) return false;
  while (!list.Done()) {
    values->push_back(Text(list.List(1)));
    if (values->back().empty()) return false;
  }
  return !list.wrong;
}

bool SharesOf(const Octets& octets, Values* values) {
  Body body = {octets};
  Body list = {body.Only(2)};
  while (!list.Done()) {
    values->push_back(Text(list.Number(2)));
    values->push_back(Text(list.List(2)));
    if (values->back().empty()) return false;
  }
  return !body.wrong && !list.wrong;
}

bool EchOf(const Octets& octets, Values* values) {
  Body body = {octets};
  const unsigned kind = body.Number(1);
  *values = {Text(kind)};
  if (kind == 1) return !body.wrong && body.Empty();
  for (const size_t width : {2U, 2U, 1U}) values->push_back(Text(body.Number(width)));
  values->push_back(Text(body.List(2)));
  values->push_back(Text(body.Only(2)));
  return kind == 0 && !body.wrong && !values->back().empty();
}

bool KeysOf(const Octets& octets, Values* values) {
  Body body = {octets};
  Body identities = {body.List(2)};
  Body binders = {body.Only(2)};
  if (body.wrong) return false;
  *values = {"", Text(identities.all), Text(binders.all)};
  unsigned count = 0, bound = 0;
  for (; !identities.Done(); ++count) {
    if (identities.List(2).empty()) return false;
    identities.Take(4);
  }
  for (; !binders.Done(); ++bound) {
    if (binders.List(1).size() < 32) return false;
  }
  (*values)[0] = Text(count);
  return !identities.wrong && !binders.wrong && count == bound && count != 0;
}

bool IsAddress(const std::string& name) {
  if (name.find(':') != std::string::npos) return true;
  const std::string last = name.substr(name.rfind('.') + 1);
  if (last.empty()) return false;
  if (last.find_first_not_of("0123456789") == std::string::npos) return true;
  return last[0] == '0' && last.size() >= 2 && (last[1] == 'x' || last[1] == 'X') &&
         last.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string::npos;
}

void JudgeName(std::string name, const Names& rejected, Answer* answer) {
  const auto breaks = [&](const std::string& rule) {
    answer->violations.insert(rule);
    if (answer->detail == "none" && rejected.count(rule) != 0) answer->detail = rule;
  };
  if (name.back() == '.') {
    name.pop_back();
    breaks("trailing_dot");
  }
  std::string allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  if (IsAddress(name)) {
    breaks("ip_literal");
    if (name.find(':') != std::string::npos) allowed += ':';
  }
  const bool empty_label = ("." + name + ".").find("..") != std::string::npos;
  if (empty_label || name.find_first_not_of(allowed) != std::string::npos) {
    breaks("host_name_octet");
  }
}

// The only name of a server_name.
bool HostNameOf(const Octets& octets, Values* values) {
  Body body = {octets};
  Body list = {body.Only(2)};
  const bool host_name = list.Number(1) == 0;
  *values = {Text(list.Only(2))};
  const size_t size = values->back().size();
  return host_name && !body.wrong && !list.wrong && size >= 1 && size <= 255;
}

}  // namespace

std::vector<std::string> FieldsOf(const Hello& hello) {
  return {Text(hello.message_seq),
          Text(hello.version),
          Text(hello.random),
          Text(hello.session_id),
          Text(hello.cookie),
          Text(hello.cipher_suites),
          Text(hello.compression_methods),
          Text(uint64_t{hello.has_extensions}),
          Text(hello.extensions)};
}

Opinion ReadHello(const Octets& octets, bool dtls, uint64_t limit, const Names& rejected) {
  return Reading(octets, dtls, limit, rejected).Read();
}

Opinion WriteHello(const Hello& hello, bool dtls, uint64_t limit, const Names& rejected,
                   uint64_t room) {
  struct Part {
    unsigned width;
    const Octets& octets;
  };
  std::vector<Part> parts = {{1, hello.session_id}};
  if (dtls) parts.push_back({1, hello.cookie});
  parts.push_back({2, hello.cipher_suites});
  parts.push_back({1, hello.compression_methods});
  if (hello.has_extensions) parts.push_back({2, hello.extensions});
  uint64_t size = 34;
  for (const Part& part : parts) size += part.width + part.octets.size();
  Opinion opinion;
  opinion.code = "serialization";
  opinion.layer = dtls ? "dtls" : "tls";
  const auto fault = [&](const std::string& detail, uint64_t n) {
    opinion.detail = detail;
    opinion.n = n;
    return opinion;
  };
  if (size > limit || size >= 1 << 24) return fault("handshake_too_long", 1);
  Octets octets = {1};
  Append(size, 3, &octets);
  if (dtls) Append(hello.message_seq, 2, &octets);
  if (dtls) Append(0, 3, &octets);
  if (dtls) Append(size, 3, &octets);
  Append(hello.version, 2, &octets);
  Append(hello.random, &octets);
  // What would be written is judged like what is read, up to the first length that has no room.
  for (const Part& part : parts) {
    if (part.octets.size() < 1U << 8 * part.width) {
      Append(part.octets.size(), part.width, &octets);
      Append(part.octets, &octets);
      continue;
    }
    opinion = ReadHello(octets, dtls, limit, rejected);
    const bool id = &part.octets == &hello.session_id;
    if (opinion.code == "need_more")
      fault(id ? "session_id_too_long" : "hello_length", octets.size());
    opinion.code = "serialization";
    return opinion;
  }
  opinion = ReadHello(octets, dtls, limit, rejected);
  const bool ok = opinion.code == "ok";
  opinion.code = "serialization";
  opinion.violations.clear();
  opinion.fields.clear();
  if (!ok) return opinion;
  if (!hello.has_extensions && !hello.extensions.empty()) {
    return fault("hello_length", octets.size());
  }
  if (room < octets.size()) return fault("output_too_small", octets.size());
  opinion.code = "ok";
  opinion.fields = {Text(octets)};
  return opinion;
}

// Octet by octet, as slow as it is: the first prefix that decides is the answer.
Flight ReadFlight(const Octets& stream, uint64_t limit, unsigned empty_limit,
                  const Names& rejected) {
  Flight flight;
  for (size_t size = 0; size <= stream.size(); ++size) {
    const Octets prefix(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
    flight = Stream(prefix, limit, empty_limit, rejected).Look();
    if (flight.outcome != "need_more") return flight;
  }
  return flight;
}

bool SplitExtensions(const Octets& block, std::vector<std::pair<unsigned, Octets>>* extensions) {
  Body body = {block};
  while (!body.Done()) {
    const unsigned type = body.Number(2);
    const Octets one = body.List(2);
    if (!body.wrong) extensions->emplace_back(type, one);
  }
  return !body.wrong;
}

const std::vector<unsigned>& TypesToAsk() {
  static const std::vector<unsigned>* const types =
      new std::vector<unsigned>{0, 10, 13, 16, 41, 43, 51, 0xFE0D};
  return *types;
}

Answer Ask(const Octets& block, unsigned type, const Names& rejected) {
  std::vector<std::pair<unsigned, Octets>> extensions;
  Answer answer;
  answer.presence = "malformed";
  if (!SplitExtensions(block, &extensions)) {
    answer.detail = "hello_length";
    return answer;
  }
  std::vector<Octets> found;
  for (const auto& [one, body] : extensions) {
    if (one == type) found.push_back(body);
  }
  if (found.empty()) answer.presence = "absent";
  if (found.size() > 1) answer.detail = "duplicate_extension";
  if (found.size() != 1) return answer;
  Values values;
  bool well_formed = false;
  if (type == 0) well_formed = HostNameOf(found[0], &values);
  if (type == 10 || type == 13) well_formed = NumbersOf(found[0], 2, &values);
  if (type == 16) well_formed = NamesOf(found[0], &values);
  if (type == 41) well_formed = KeysOf(found[0], &values);
  if (type == 43) well_formed = NumbersOf(found[0], 1, &values);
  if (type == 51) well_formed = SharesOf(found[0], &values);
  if (type == 0xFE0D) well_formed = EchOf(found[0], &values);
  if (!well_formed) answer.detail = "extension_body";
  if (well_formed && type == 0) JudgeName(values[0], rejected, &answer);
  if (answer.detail != "none") {
    answer.violations.clear();
    return answer;
  }
  answer.presence = "present";
  answer.values = values;
  return answer;
}

std::string CanonicalName(const std::string& text, std::string* detail) {
  std::string name = text;
  if (!name.empty() && name.back() == '.') name.pop_back();
  const auto none = [&](const char* why) {
    *detail = why;
    return std::string();
  };
  if (name.size() > 253) return none("host_name_length");
  if (IsAddress(name)) return none("ip_literal");
  std::vector<std::string> labels(1);
  for (const char c : name) {
    if (c == '.') labels.emplace_back();
    if (c != '.') labels.back() += c;
  }
  for (const std::string& label : labels) {
    for (const char c : label) {
      const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (!fine) return none("host_name_octet");
    }
    if (label.empty() || label.size() > 63) return none("host_name_length");
  }
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  *detail = "none";
  return name;
}

bool Covers(const std::string& pattern, const std::string& name) {
  std::string detail;
  const std::string asked = CanonicalName(name, &detail);
  const bool wildcard = pattern.compare(0, 2, "*.") == 0;
  const std::string own = CanonicalName(wildcard ? pattern.substr(2) : pattern, &detail);
  if (own.empty() || asked.empty()) return false;
  if (!wildcard) return own == asked;
  const size_t dot = asked.find('.');
  return dot != std::string::npos && asked.substr(dot + 1) == own;
}

}  // namespace hello_model
}  // namespace hardwire
