// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// ClientHello and its extensions beside their model.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_HELLO_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_HELLO_COMPARE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/client_hello.h"
#include "hardwire/tls/hello_extensions.h"
#include "hardwire/tls/hello_reader.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/tls/host_name.h"
#include "hardwire/view.h"
#include "test/differential/hello_model.h"
#include "test/differential/tls_unit.h"

namespace hardwire {
namespace differential {

using hello_model::Answer;

inline void Append(size_t value, size_t width, Octets* out) {
  for (size_t i = width; i > 0; --i) out->push_back(static_cast<uint8_t>(value >> 8 * (i - 1)));
}
inline void Append(const Octets& octets, Octets* out) {
  out->insert(out->end(), octets.begin(), octets.end());
}
// `octets` with their length in front, which now and then is another.
inline void AppendList(Choices* c, const Octets& octets, size_t width, Octets* out) {
  const size_t lie = OneIn(c, 32) ? 1 + c->Octet() % 2U : 0;
  Append(octets.size() + lie, width, out);
  Append(octets, out);
}

// Numbers of two octets: mostly some that mean something.
inline Octets ChooseNumbers(Choices* c) {
  Octets octets;
  for (unsigned i = c->Octet() % 5U + (OneIn(c, 8) ? 0 : 1); i > 0; --i) {
    Append(Pick<unsigned>(c, {0x0304, 0xFEFC, 0x0303, 0x0A0A, 0x001D, 0x11EC, 0x0403, 0x0304}), 2,
           &octets);
  }
  if (OneIn(c, 16)) octets.push_back(c->Octet());
  return octets;
}

inline Octets ChooseName(Choices* c) {
  std::string name = Pick<const char*>(
      c, {"example.com", "a", "EXAMPLE.com.", "192.0.2.1", "1", "::1", "a..b", ".", "", "x.0xa",
          "a_b-c.example", "::ffff:1.2.3.4", "0x", "b.1e", "-"});
  if (OneIn(c, 8)) name += static_cast<char>(c->Octet());
  if (OneIn(c, 16)) name.resize(252 + c->Octet() % 6U, 'n');
  return Octets(name.begin(), name.end());
}

inline Octets ChooseServerName(Choices* c) {
  Octets list;
  for (unsigned i = OneIn(c, 16) ? c->Octet() % 3U : 1; i > 0; --i) {
    list.push_back(OneIn(c, 16) ? c->Octet() : uint8_t{0});
    AppendList(c, ChooseName(c), 2, &list);
  }
  Octets body;
  AppendList(c, list, 2, &body);
  return body;
}

inline Octets ChooseEch(Choices* c) {
  if (OneIn(c, 4)) return {1};
  Octets body = {OneIn(c, 8) ? c->Octet() : uint8_t{0}};
  Append(c->Octet(), 2, &body);
  Append(1, 2, &body);
  body.push_back(c->Octet());
  const size_t enc = OneIn(c, 8) ? 250 + c->Octet() % 20U : c->Octet() % 5U;
  AppendList(c, Octets(enc, c->Octet()), 2, &body);
  AppendList(c, Filled(c, c->Octet() % 5U), 2, &body);
  return body;
}

// Of ALPN, key_share and pre_shared_key: entries of a number and a list each.
inline Octets ChooseEntries(Choices* c, size_t number_width, size_t list_width, size_t least) {
  Octets list;
  for (unsigned i = c->Octet() % 3U; i > 0; --i) {
    Append(c->Octet(), number_width, &list);
    const size_t size = OneIn(c, 16) ? least - (least == 0 ? 0 : 1) : least + c->Octet() % 3U;
    AppendList(c, Filled(c, size), list_width, &list);
  }
  Octets body;
  AppendList(c, list, 2, &body);
  return body;
}
inline Octets ChooseKeys(Choices* c) {
  Octets identities, binders;
  for (unsigned i = c->Octet() % 3U; i > 0; --i) {
    AppendList(c, Filled(c, OneIn(c, 16) ? 0 : 1 + c->Octet() % 3U), 2, &identities);
    Append(7, OneIn(c, 32) ? 3 : 4, &identities);
    if (OneIn(c, 16)) continue;
    AppendList(c, Filled(c, OneIn(c, 16) ? 31 : 32), 1, &binders);
  }
  Octets body;
  AppendList(c, identities, 2, &body);
  AppendList(c, binders, 2, &body);
  return body;
}

inline Octets ChooseBody(Choices* c, unsigned type) {
  Octets body;
  switch (type) {
    case 0:
      return ChooseServerName(c);
    case 10:
    case 13:
      AppendList(c, ChooseNumbers(c), 2, &body);
      return body;
    case 16:
      return ChooseEntries(c, 0, 1, 1);
    case 41:
      return ChooseKeys(c);
    case 43:
      AppendList(c, ChooseNumbers(c), 1, &body);
      return body;
    case 51:
      return ChooseEntries(c, 2, 2, 1);
    case 0xFE0D:
      return ChooseEch(c);
    default:
      body = Filled(c, c->Octet() % 4U);
      if (OneIn(c, 32)) body.resize(c->Octet() * 2U);
      return body;
  }
}

inline Octets ChooseExtensions(Choices* c) {
  Octets block;
  for (unsigned i = c->Octet() % 6U; i > 0; --i) {
    unsigned type = Pick<unsigned>(c, {0, 10, 13, 16, 43, 43, 51, 0xFE0D, 0x0A0A, 63, 64, 0xFF01});
    if (OneIn(c, 16)) type = Pick<unsigned>(c, {c->Short(), 21, 35});
    if (i == 1 && OneIn(c, 4)) type = 41;
    if (OneIn(c, 32)) type = 41;
    Octets body = ChooseBody(c, type);
    if (OneIn(c, 32)) body.push_back(c->Octet());
    Append(type, 2, &block);
    AppendList(c, body, 2, &block);
  }
  return block;
}

// One unit: what it is made of, and where its disagreement is shown.
class HelloUnit {
 public:
  HelloUnit(fuzz::Bytes choices, Tally* tally) : input_(choices), c_(choices), tally_(tally) {}

  void Compare() {
    dtls_ = OneIn(&c_, 3);
    if (OneIn(&c_, 8)) limit_ = Pick<uint32_t>(&c_, {0, 40, 41, 42, 60, 100, UINT32_MAX});
    const hello_model::Hello hello = ChooseHello();
    CompareWrite(hello);
    Octets octets = Written(hello);
    Damage(&c_, &octets);
    const NamedPolicy policy(ChoosePolicy(&c_));
    EachPrefix(&c_, octets, [&](const Octets& part) { CompareRead(part, policy); });
    CompareExtensions(hello.extensions, policy);
    CompareNames();
    if (!dtls_ && octets.size() < 700 && OneIn(&c_, 4)) CompareFlight(octets);
  }

 private:
  void Demand(bool kept, const char* what) const { fuzz::Require(kept, what, input_); }

  tls::HelloContext Context() const {
    const tls::HandshakeLimit limit = {limit_};
    return dtls_ ? tls::HelloContext::Dtls(limit) : tls::HelloContext::Tls(limit);
  }

  void Count(const std::string& outcome) {
    if (tally_ != nullptr) ++(*tally_)[outcome];
  }
  void Agree(const std::string& kind, const Opinion& ours, const Opinion& model,
             const Octets& octets) {
    Count(kind + " " + (model.detail == "none" ? model.code : model.detail));
    if (Same(ours, model)) return;
    Show(kind.c_str(), (dtls_ ? " dtls limit " : " tls limit ") + Num(limit_));
    Show("octets", Str(fuzz::Bytes(octets)));
    Show("codec", ours);
    Show("model", model);
    Demand(false, "codec and model agree");
  }

  hello_model::Hello ChooseHello() {
    hello_model::Hello hello;
    hello.message_seq = dtls_ ? c_.Octet() : 0;
    const std::initializer_list<unsigned> tls = {0x0303, 0x0303, 0x0301, 0x0300, 0x0303, 0x0304};
    const std::initializer_list<unsigned> dtls = {0xFEFD, 0xFEFD, 0xFEFF, 0xFEFD, 0xFEFC, 0x0303};
    hello.version = OneIn(&c_, 16) ? c_.Short() : Pick(&c_, dtls_ ? dtls : tls);
    hello.random = Filled(&c_, 32);
    hello.session_id = Filled(&c_, OneIn(&c_, 8) ? c_.Octet() % 40U : OneIn(&c_, 2) * 32U);
    if (OneIn(&c_, 64)) hello.session_id.resize(254 + c_.Octet() % 4U);
    if (dtls_ && OneIn(&c_, 3)) hello.cookie = Filled(&c_, 1 + c_.Octet() % 20U);
    if (dtls_ && OneIn(&c_, 64)) hello.cookie.resize(254 + c_.Octet() % 4U);
    hello.cipher_suites = Filled(&c_, 2 * (1 + c_.Octet() % 5U));
    if (OneIn(&c_, 16)) hello.cipher_suites.resize(c_.Octet() % 4U);
    if (OneIn(&c_, 255)) hello.cipher_suites.resize(65531 + c_.Octet() % 8U);
    hello.compression_methods = {0};
    if (OneIn(&c_, 4)) hello.compression_methods = Filled(&c_, c_.Octet() % 3U);
    if (OneIn(&c_, 64)) hello.compression_methods.resize(254 + c_.Octet() % 4U);
    hello.has_extensions = !OneIn(&c_, 8);
    if (hello.has_extensions || OneIn(&c_, 4)) hello.extensions = ChooseExtensions(&c_);
    if (OneIn(&c_, 255)) hello.extensions.resize(65530 + c_.Octet() % 10U);
    return hello;
  }

  // Its octets, whatever they are: lengths are cut to their width.
  Octets Written(const hello_model::Hello& hello) const {
    Octets body;
    Append(hello.version, 2, &body);
    Append(hello.random, &body);
    Append(hello.session_id.size(), 1, &body);
    Append(hello.session_id, &body);
    if (dtls_) Append(hello.cookie.size(), 1, &body);
    if (dtls_) Append(hello.cookie, &body);
    Append(hello.cipher_suites.size(), 2, &body);
    Append(hello.cipher_suites, &body);
    Append(hello.compression_methods.size(), 1, &body);
    Append(hello.compression_methods, &body);
    if (hello.has_extensions) Append(hello.extensions.size(), 2, &body);
    if (hello.has_extensions) Append(hello.extensions, &body);
    Octets octets = {1};
    Append(body.size(), 3, &octets);
    if (dtls_) Append(hello.message_seq, 2, &octets);
    if (dtls_) Append(0, 3, &octets);
    if (dtls_) Append(body.size(), 3, &octets);
    Append(body, &octets);
    return octets;
  }

  static std::vector<std::string> FieldsOf(const tls::ClientHello& m) {
    return {Num(m.message_seq),         Num(m.legacy_version), Str(m.random),
            Str(m.session_id),          Str(m.cookie),         Str(m.cipher_suites),
            Str(m.compression_methods), Num(m.has_extensions), Str(m.extensions)};
  }

  void CompareRead(const Octets& octets, const NamedPolicy& policy) {
    const auto read = [&](fuzz::Bytes bytes, tls::ClientHello* out) {
      return Decode(bytes, out, Context(), policy.policy);
    };
    const Opinion model = hello_model::ReadHello(octets, dtls_, limit_, policy.rejected);
    Agree("read", Reading<tls::ClientHello>(octets, read, FieldsOf), model, octets);
  }

  void CompareWrite(const hello_model::Hello& hello) {
    const NamedPolicy policy(ChoosePolicy(&c_));
    tls::ClientHello message;
    message.message_seq = static_cast<uint16_t>(hello.message_seq);
    message.legacy_version = static_cast<uint16_t>(hello.version);
    std::copy(hello.random.begin(), hello.random.end(), message.random.begin());
    message.session_id = hello.session_id;
    message.cookie = hello.cookie;
    message.cipher_suites = hello.cipher_suites;
    message.compression_methods = hello.compression_methods;
    message.has_extensions = hello.has_extensions;
    message.extensions = hello.extensions;
    const size_t size = Written(hello).size();
    Demand(EncodedSize(message, Context()) == size, "the size of a hello");
    const size_t room = RoomFor(&c_, size);
    const auto write = [&](Span<uint8_t> output) {
      return Encode(message, output, Context(), policy.policy);
    };
    Agree("write", Writing(room, write),
          hello_model::WriteHello(hello, dtls_, limit_, policy.rejected, room), Written(hello));
  }

  // What was found, and `values(value)`, its text, if it is present.
  template <typename Value, typename Values>
  static Answer AnswerOf(const tls::Finding& finding, const Value& value, Values values) {
    Answer answer;
    answer.detail = Str(Name(finding.result.detail()));
    answer.presence = finding.presence == tls::Presence::kPresent  ? "present"
                      : finding.presence == tls::Presence::kAbsent ? "absent"
                                                                   : "malformed";
    if (finding.presence == tls::Presence::kPresent) answer.values = values(value);
    return answer;
  }
  template <typename Value, typename Values>
  static Answer Asked(const tls::ClientHello& hello,
                      tls::Finding (*find)(const tls::ClientHello&, Value*), Values values) {
    Value value;
    const tls::Finding finding = find(hello, &value);
    return AnswerOf(finding, value, values);
  }
  static std::vector<std::string> NumbersOf(const tls::Numbers& numbers) {
    std::vector<std::string> values;
    for (size_t i = 0; i < numbers.size(); ++i) values.push_back(Num(numbers[i]));
    return values;
  }

  static Answer AskCodec(const tls::ClientHello& hello, unsigned type, const NamedPolicy& policy) {
    using Texts = std::vector<std::string>;
    switch (type) {
      case 0: {
        tls::ServerName name;
        const tls::Finding finding = FindServerName(hello, &name, policy.policy);
        Answer answer = AnswerOf(finding, name, [](const tls::ServerName& value) {
          return Texts{Str(value.host_name)};
        });
        answer.violations = NamesOf(name.violations);
        return answer;
      }
      case 10:
        return Asked<tls::Numbers>(hello, tls::FindSupportedGroups, NumbersOf);
      case 13:
        return Asked<tls::Numbers>(hello, tls::FindSignatureAlgorithms, NumbersOf);
      case 43:
        return Asked<tls::Numbers>(hello, tls::FindSupportedVersions, NumbersOf);
      case 16:
        return Asked<tls::ProtocolNames>(hello, tls::FindProtocolNames, [](auto names) {
          Texts texts;
          for (string_view name; names.Next(&name);) texts.push_back(Str(name));
          return texts;
        });
      case 41:
        return Asked<tls::PreSharedKey>(hello, tls::FindPreSharedKey, [](const auto& key) {
          return Texts{Num(key.size), Str(key.identities), Str(key.binders)};
        });
      case 51:
        return Asked<tls::KeyShares>(hello, tls::FindKeyShares, [](auto shares) {
          Texts texts;
          for (tls::KeyShare share; shares.Next(&share);) {
            texts.push_back(Num(share.group));
            texts.push_back(Str(share.key_exchange));
          }
          return texts;
        });
      default:
        return Asked<tls::Ech>(hello, tls::FindEch, TextsOfEch);
    }
  }

  static std::vector<std::string> TextsOfEch(const tls::Ech& ech) {
    std::vector<std::string> texts = {Num(ech.kind)};
    if (ech.kind == tls::EchKind::kInner) return texts;
    for (const unsigned number : {unsigned{ech.kdf}, unsigned{ech.aead}, unsigned{ech.config_id}}) {
      texts.push_back(Num(number));
    }
    texts.push_back(Str(ech.enc));
    texts.push_back(Str(ech.payload));
    return texts;
  }

  void CompareExtensions(const Octets& block, const NamedPolicy& policy) {
    tls::ClientHello hello;
    hello.extensions = block;
    std::vector<std::pair<unsigned, Octets>> listed, model;
    tls::ExtensionList list(hello);
    for (tls::Extension one; list.Next(&one);) {
      listed.emplace_back(one.type, Octets(one.body.begin(), one.body.end()));
    }
    const bool whole = hello_model::SplitExtensions(block, &model);
    Demand(listed == model && list.empty() == whole, "the list of extensions");
    for (const unsigned type : hello_model::TypesToAsk()) {
      const Answer ours = AskCodec(hello, type, policy);
      const Answer theirs = hello_model::Ask(block, type, policy.rejected);
      Count("extension " + Num(type) + " " + theirs.presence);
      if (theirs.presence == "malformed") Count("malformed " + theirs.detail);
      const bool same = ours.presence == theirs.presence && ours.detail == theirs.detail &&
                        ours.violations == theirs.violations && ours.values == theirs.values;
      if (same) continue;
      Show("extensions", Str(fuzz::Bytes(block)));
      Show("codec", Num(type) + " " + ours.presence + " " + ours.detail);
      Show("model", Num(type) + " " + theirs.presence + " " + theirs.detail);
      Demand(false, "codec and model agree");
    }
  }

  // The records of a message. Some are empty, of another type, or too long.
  Octets ChooseRecords(const Octets& message) {
    Octets stream;
    const size_t most = Pick<size_t>(&c_, {1, 3, 17, 64, 255, 300, 700});
    for (size_t at = 0; at < message.size();) {
      const size_t size = OneIn(&c_, 16) ? 0 : std::min(message.size() - at, 1 + c_.Octet() % most);
      stream.push_back(OneIn(&c_, 128) ? c_.Octet() : uint8_t{22});
      Append(OneIn(&c_, 128) ? c_.Short() : 0x0301, 2, &stream);
      Append(OneIn(&c_, 128) ? c_.Short() : size, 2, &stream);
      const auto begin = message.begin() + static_cast<std::ptrdiff_t>(at);
      stream.insert(stream.end(), begin, begin + static_cast<std::ptrdiff_t>(size));
      at += size;
    }
    return stream;
  }

  void CompareFlight(const Octets& message) {
    Octets stream = OneIn(&c_, 16) ? Filled(&c_, c_.Octet() % 16U) : ChooseRecords(message);
    if (OneIn(&c_, 16)) stream.insert(stream.begin(), {0x80, 0x2E, 1, 3, c_.Octet()});
    if (OneIn(&c_, 4)) Damage(&c_, &stream);
    if (OneIn(&c_, 4)) stream.resize(c_.Short() % (stream.size() + 1));
    const NamedPolicy policy(ChoosePolicy(&c_));
    const unsigned empty = c_.Octet() % 4U;
    std::vector<uint8_t> memory(3000);
    const tls::HelloLimits limits = {limit_, static_cast<uint16_t>(empty)};
    const uint8_t kept = OneIn(&c_, 2) ? uint8_t{0xFF} : c_.Octet();
    const tls::HelloKeep keep = {(kept & 1) != 0, (kept & 2) != 0, (kept & 4) != 0,
                                 (kept & 8) != 0};
    tls::HelloReader reader(MakeSpan(memory), limits, keep, policy.policy);
    tls::HelloStep step = reader.Feed({});
    const size_t most = Pick<size_t>(&c_, {1, 3, 8, 40, 256});
    for (size_t at = 0; at < stream.size();) {
      const size_t size = std::min(stream.size() - at, 1 + c_.Octet() % most);
      const fuzz::Block piece(fuzz::Bytes(stream.data() + at, size));
      step = reader.Feed(piece.bytes());
      at += size;
    }
    hello_model::Flight flight = hello_model::ReadFlight(stream, limit_, empty, policy.rejected);
    Count("flight " + flight.outcome);
    const Opinion ours = OpinionOf(step.result);
    Opinion model = flight.opinion;
    const std::vector<std::string> fields = model.fields;
    const Names violations = model.violations;
    model.fields.clear();
    model.violations.clear();
    if (Str(Name(step.outcome)) != flight.outcome || !Same(ours, model)) {
      Show("stream", Str(fuzz::Bytes(stream)));
      Show("codec", Str(Name(step.outcome)));
      Show("codec", ours);
      Show("model", flight.outcome);
      Show("model", model);
      Demand(false, "codec and model agree on a flight");
    }
    if (step.outcome == tls::HelloOutcome::kComplete)
      CompareView(reader.view(), keep, fields, violations);
    if (step.outcome == tls::HelloOutcome::kNeedMore) CompareEnd(&reader, stream);
  }

  // The stream ends where more is needed: inside a record, or where one could begin.
  void CompareEnd(tls::HelloReader* reader, const Octets& stream) {
    size_t at = 0;
    while (at + 5 <= stream.size()) at += 5 + (stream[at + 3] * 256U + stream[at + 4]);
    const char* const detail = at == stream.size() ? "closed_no_notify" : "closed_inside_record";
    Count(std::string("end ") + detail);
    Demand(reader->taken() == stream.size(), "all of the stream was looked at");
    const tls::HelloStep end = reader->End();
    Demand(end.outcome == tls::HelloOutcome::kEndedInside && !end.result.ok() &&
               Str(Name(end.result.detail())) == detail && end.result.offset() == stream.size(),
           "the end of a stream");
  }

  // What hello_view.h says is kept of a body.
  static Octets KeptOf(unsigned type, const Octets& body, tls::HelloKeep keep) {
    const auto front = [&body](size_t from, size_t size) {
      const size_t begin = std::min(from, body.size());
      const size_t end = std::min(body.size(), begin + size);
      return Octets(body.data() + begin, body.data() + end);
    };
    switch (type) {
      case 21:
        return keep.padding ? body : Octets();
      case 35:
      case 41:
        return keep.tickets ? body : Octets();
      case 51: {
        if (keep.keys) return body;
        Octets kept = front(0, 2);
        for (size_t at = 2; at < body.size();) {
          const Octets head = front(at, 4);
          Append(head, &kept);
          at += 4U + (head.size() == 4 ? head[2] * 256U + head[3] : 0U);
        }
        return kept;
      }
      case 0xFE0D: {
        const Octets head = front(0, 8);
        const bool whole = keep.ech_payload || head.size() < 8;
        return whole ? body : front(0, 8U + head[6] * 256U + head[7] + 2U);
      }
      default:
        return body;
    }
  }

  // Beside the fields of the hello that the model has read.
  void CompareView(const tls::HelloView& view, tls::HelloKeep keep,
                   const std::vector<std::string>& fields, Names violations) {
    const bool behind = view.violations.Has(Violation::kMessageBehindHello);
    if (behind) violations.insert("message_behind_hello");
    Demand(NamesOf(view.violations) == violations && Num(view.legacy_version) == fields[1] &&
               Str(view.random) == fields[2] && Str(view.session_id) == fields[3] &&
               Str(view.cipher_suites) == fields[5] && Str(view.compression_methods) == fields[6] &&
               Num(view.has_extensions) == fields[7],
           "the fields of a view");
    std::vector<std::pair<unsigned, Octets>> listed, model;
    std::vector<size_t> sizes, model_sizes;
    hello_model::SplitExtensions(Octets(fields[8].begin(), fields[8].end()), &model);
    for (auto& [type, body] : model) {
      model_sizes.push_back(body.size());
      body = KeptOf(type, body, keep);
    }
    tls::KeptExtensions list(view);
    for (tls::KeptExtension one; list.Next(&one);) {
      listed.emplace_back(one.type, Octets(one.kept.begin(), one.kept.end()));
      sizes.push_back(one.size);
    }
    Demand(listed == model && sizes == model_sizes, "the extensions of a view");
  }

  // Names that differ little from each other.
  std::string ChooseLabels() {
    std::string name = Pick<const char*>(&c_, {"a.b", "A.b.", "b", "x.a.b", "a", "*.b", "*.a.b"});
    if (OneIn(&c_, 4)) name = Str(fuzz::Bytes(ChooseName(&c_)));
    if (OneIn(&c_, 8))
      name.insert(c_.Octet() % (name.size() + 1), 1, static_cast<char>(c_.Octet()));
    if (OneIn(&c_, 8)) name = std::string(61 + c_.Octet() % 4U, 'l') + "." + name;
    return name;
  }

  void CompareNames() {
    const std::string text = ChooseLabels(), other = ChooseLabels();
    tls::HostName name;
    const Result result = tls::HostName::Parse(text, &name);
    std::string detail;
    const std::string canonical = hello_model::CanonicalName(text, &detail);
    Count("host_name " + detail);
    tls::HostPattern pattern;
    const bool parsed = tls::HostPattern::Parse(other, &pattern).ok();
    const bool covers = hello_model::Covers(other, text);
    Count(covers ? "host_name covered" : "host_name not_covered");
    const bool same = Str(name.text()) == canonical && Str(Name(result.detail())) == detail &&
                      (parsed && pattern.Covers(name)) == covers;
    if (same) return;
    Show("name", text + " " + detail + ", pattern " + other);
    Demand(false, "codec and model agree on names");
  }

  const fuzz::Bytes input_;
  Choices c_;
  Tally* const tally_;
  bool dtls_ = false;
  uint32_t limit_ = 131396;
};

// Makes one unit out of `choices` and compares codec and model.
inline void CompareHello(fuzz::Bytes choices, Tally* tally = nullptr) {
  HelloUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_HELLO_COMPARE_H_
