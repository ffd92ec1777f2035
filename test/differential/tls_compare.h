// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The TLS record layer beside its model.

#ifndef HARDWIRE_TEST_DIFFERENTIAL_TLS_COMPARE_H_
#define HARDWIRE_TEST_DIFFERENTIAL_TLS_COMPARE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/laws.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/alert.h"
#include "hardwire/tls/alert_accumulator.h"
#include "hardwire/tls/alert_for.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/tls/inner_plaintext.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_context.h"
#include "hardwire/tls/record_split.h"
#include "hardwire/tls/sslv2_hello.h"
#include "hardwire/view.h"
#include "test/differential/tls_model.h"
#include "test/differential/tls_unit.h"

namespace hardwire {
namespace differential {

using tls_model::Place;

inline std::string Text(const Place& place) {
  char text[64];
  snprintf(text, sizeof(text), " in %s %04x limit %u", place.phase.c_str(), place.version,
           place.limit);
  return text;
}

// Any version: mostly one that there is.
inline unsigned ChooseVersion(Choices* c) {
  switch (c->Octet() % 8) {
    case 0:
      return Pick<unsigned>(c, {0x02FF, 0x0305, 0x03FF, 0x0400, 0x0204, 0x0103, 0x7F1C, 0xFEFC,
                                0xFEFD, 0xFEFF, 1, 4});
    case 1:
      return c->Short();
    case 2:
      return 0;
    default:
      return Pick<unsigned>(c, {0x0304, 0x0303, 0x0301, 0x0303, 0x0302, 0x0300, 0x0304});
  }
}

inline Place ChoosePlace(Choices* c) {
  Place place;
  place.phase = Pick<const char*>(c, {"initial", "plain", "plain", "protected", "relay"});
  place.version = ChooseVersion(c);
  if (!OneIn(c, 4)) return place;
  place.limit = OneIn(c, 2) ? c->Short()
                            : Pick<unsigned>(c, {0, 1, 2, 3, 4, 5, 64, 512, 16383, 16384, 16385,
                                                 16639, 16640, 16641, 18431, 18432, 18433});
  return place;
}

inline tls::RecordContext ContextOf(const Place& place, bool named = false) {
  const tls::LengthLimit limit = {static_cast<uint16_t>(place.limit)};
  const uint16_t version = static_cast<uint16_t>(place.version);
  const bool initial = place.phase == "initial", plain = place.phase == "plain";
  if (named && initial) return tls::RecordContext::Initial(limit);
  if (named && plain) return tls::RecordContext::Plain(version, limit);
  if (named && place.phase == "protected") return tls::RecordContext::Protected(version, limit);
  if (named && place.limit == 65535) return tls::RecordContext::Relay(version);
  const tls::Phase phase = initial                      ? tls::Phase::kInitial
                           : plain                      ? tls::Phase::kPlain
                           : place.phase == "protected" ? tls::Phase::kProtected
                                                        : tls::Phase::kRelay;
  return tls::RecordContext::Of(phase, version, limit);
}

// A length: mostly small, often one beside a limit.
inline unsigned ChooseLength(Choices* c, unsigned most) {
  switch (c->Octet() % 16) {
    case 0:
      return c->Short();
    case 1:
      return (most + 65535 + c->Octet() % 3) % 65536;
    case 2:
      return Pick<unsigned>(c, {16384, 16640, 18432, 512, 256, 65535, 32768}) - 1 + c->Octet() % 2;
    case 3:
      return c->Octet();
    default:
      return std::min<unsigned>(c->Octet() % 8, most);
  }
}

// A type: one that may come in `place`, unless it is `wild`.
inline unsigned ChooseType(Choices* c, const Place& place, bool wild) {
  if (wild && OneIn(c, 4)) {
    return Pick<unsigned>(c, {0,   1,   3,   4,   5,   6,   13,  19,  25,   26,   27,   28,
                              '@', 'A', 'Z', '[', '`', 'a', 'z', '{', 0x7F, 0x80, 0xFE, 0xFF});
  }
  if (wild && OneIn(c, 4)) return c->Octet();
  if (wild && OneIn(c, 4)) return 20 + c->Octet() % 5U;
  if (place.phase == "initial") return Pick<unsigned>(c, {21, 22});
  if (place.phase == "protected" && place.version == 0x0304) return Pick<unsigned>(c, {23, 23, 20});
  return Pick<unsigned>(c, {20, 21, 22, 23, 24, 21});
}

inline unsigned ChooseRecordVersion(Choices* c, const Place& place, bool wild) {
  if (wild && OneIn(c, 4)) return c->Short();
  if (wild && OneIn(c, 4)) {
    return Pick<unsigned>(c, {0x02FF, 0x0203, 0x0305, 0x03FF, 0x0400, 0x0403});
  }
  if (OneIn(c, 16)) return 0x0300 + c->Octet() % 5U;
  const bool any = place.phase == "initial" || place.phase == "relay";
  if (any || place.version < 0x0300 || place.version > 0x0303) {
    return place.version == 0x0304 ? 0x0303 : 0x0300 + c->Octet() % 4U;
  }
  return place.version;
}

inline unsigned ChooseLevel(Choices* c) {
  return OneIn(c, 16) ? Pick<unsigned>(c, {0, 3, 255, 21, 7}) : 1 + c->Octet() % 2U;
}
inline unsigned ChooseDescription(Choices* c) {
  return OneIn(c, 4) ? c->Octet() : Pick<unsigned>(c, {0, 90, 100, 112, 40, 10, 1});
}

// A fragment of `size` octets for a record of `type`: a good one in most cases.
inline Octets ChooseFragment(Choices* c, unsigned type, size_t size) {
  Octets octets = Filled(c, size);
  if (type == 20 && size > 0 && !OneIn(c, 8)) octets[0] = 1;
  for (size_t i = 0; type == 21 && i < std::min<size_t>(size, 16); ++i) {
    octets[i] = static_cast<uint8_t>(i % 2 == 0 ? ChooseLevel(c) : ChooseDescription(c));
  }
  return octets;
}

inline tls_model::Header ChooseHeader(Choices* c, const Place& place, bool wild) {
  tls_model::Header header;
  header.have = 5;
  header.type = ChooseType(c, place, wild);
  header.version = ChooseRecordVersion(c, place, wild);
  header.length = ChooseLength(c, tls_model::LongestRecord(place));
  if (header.type == 20 && !OneIn(c, 4)) header.length = 1;
  if (header.type == 21 && !OneIn(c, 4)) header.length = 2;
  return header;
}

inline Octets OctetsOf(const tls_model::Header& header) {
  return {static_cast<uint8_t>(header.type), static_cast<uint8_t>(header.version >> 8),
          static_cast<uint8_t>(header.version), static_cast<uint8_t>(header.length >> 8),
          static_cast<uint8_t>(header.length)};
}

// One unit: what it is made of, and where its disagreement is shown.
class TlsUnit {
 public:
  TlsUnit(fuzz::Bytes choices, Tally* tally) : input_(choices), c_(choices), tally_(tally) {}

  void Compare() {
    switch (c_.Octet() % 16) {
      default:
        return CompareRecord();
      case 0:
      case 1:
      case 2:
      case 3:
        return CompareHeader();
      case 4:
      case 5:
      case 6:
        return CompareInner();
      case 7:
        return CompareAlert();
      case 8:
        return CompareAccumulator();
      case 9:
        return CompareSslv2Hello();
      case 10:
        return CompareHandshakeHeader();
      case 11:
        return CompareSplit();
    }
  }

 private:
  void Demand(bool kept, const char* what) const { fuzz::Require(kept, what, input_); }

  void Count(const char* kind, const Opinion& opinion) {
    if (tally_ == nullptr) return;
    ++(*tally_)[std::string(kind) + " " +
                (opinion.detail == "none" ? opinion.code : opinion.detail)];
  }

  void Agree(const char* kind, const Opinion& ours, const Opinion& model, const std::string& where,
             const Octets& octets = {}) {
    Count(kind, model);
    if (Same(ours, model)) return;
    Show(kind, where);
    Show("octets", Str(fuzz::Bytes(octets)));
    Show("codec", ours);
    Show("model", model);
    Demand(false, "codec and model agree");
  }

  // The alert that answers `result`, and that what is no TLS has none.
  void AgreeOnAlert(Result result) {
    const auto answer = [](Result r) {
      const std::optional<tls::AlertDescription> alert = tls::AlertFor(r);
      return alert ? static_cast<int>(*alert) : -1;
    };
    const Opinion opinion = OpinionOf(result);
    if (answer(result) != tls_model::AnswerTo(opinion)) {
      Show("result", opinion);
      fprintf(stderr, "codec: alert %d\nmodel: alert %d\n", answer(result),
              tls_model::AnswerTo(opinion));
      Demand(false, "codec and model send the same alert");
    }
    for (const Layer layer : {Layer::kSocks, Layer::kDtls}) {
      Demand(answer(Result::Error(result.code(), result.detail(), result.offset(), result.octet(),
                                  layer)) == -1,
             "alerts are of TLS alone");
    }
  }

  void CompareHeader() {
    using tls::RecordHeader;
    const NamedPolicy policy(ChoosePolicy(&c_));
    const Place place = ChoosePlace(&c_);
    const tls::RecordContext context = ContextOf(place, OneIn(&c_, 2));
    Demand(context.limit() == tls_model::LongestRecord(place), "the limit of a context");
    const tls_model::Header header = ChooseHeader(&c_, place, OneIn(&c_, 2));
    Octets octets = OctetsOf(header);
    if (OneIn(&c_, 2)) octets.push_back(c_.Octet());
    Damage(&c_, &octets);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      const auto read = [&](fuzz::Bytes bytes, RecordHeader* out) {
        const Result result = Decode(bytes, out, context, policy.policy);
        AgreeOnAlert(result);
        return result;
      };
      const auto fields = [](const RecordHeader& m) {
        return std::vector<std::string>{Num(m.type), Num(m.version), Num(m.length)};
      };
      Agree("tls_record_header read", Reading<RecordHeader>(part, read, fields),
            tls_model::ReadHeader(part, place, policy.rejected), Text(place), part);
    });
    RecordHeader message;
    message.type = static_cast<tls::ContentType>(header.type);
    message.version = static_cast<uint16_t>(header.version);
    message.length = static_cast<uint16_t>(header.length);
    message.violations = Violations(c_.Octet());  // it is not read
    Demand(EncodedSize(message) == 5, "the size of a header");
    const size_t room = RoomFor(&c_, 5);
    const auto write = [&](Span<uint8_t> output) {
      const Result result = Encode(message, output, context, policy.policy);
      AgreeOnAlert(result);
      return result;
    };
    Agree("tls_record_header write", Writing(room, write),
          tls_model::WriteHeader(header, place, policy.rejected, room), Text(place),
          OctetsOf(header));
  }

  void CompareRecord() {
    using tls::Record;
    const NamedPolicy policy(ChoosePolicy(&c_));
    const Place place = ChoosePlace(&c_);
    const tls::RecordContext context = ContextOf(place, OneIn(&c_, 2));
    const tls_model::Header header = ChooseHeader(&c_, place, OneIn(&c_, 2));
    const Octets fragment = ChooseFragment(&c_, header.type, header.length);
    Octets octets = OctetsOf(header);
    octets.insert(octets.end(), fragment.begin(), fragment.end());
    if (OneIn(&c_, 2)) octets.resize(octets.size() + c_.Octet() % 9, 21);
    Damage(&c_, &octets);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      fuzz::Bytes input;
      const auto read = [&](fuzz::Bytes bytes, Record* out) {
        input = bytes;
        return Decode(bytes, out, context, policy.policy);
      };
      const auto fields = [&](const Record& m) {
        Demand(m.fragment.empty() || m.fragment.data() == input.data() + 5, "a view of the input");
        return std::vector<std::string>{Num(m.type), Num(m.version), Str(m.fragment)};
      };
      Agree("tls_record read", Reading<Record>(part, read, fields),
            tls_model::ReadRecord(part, place, policy.rejected), Text(place), part);
    });
    Record message;
    message.type = static_cast<tls::ContentType>(header.type);
    message.version = static_cast<uint16_t>(header.version);
    message.fragment = fragment;
    Octets longer;
    if (OneIn(&c_, 64)) message.fragment = longer = Octets(65534 + c_.Octet() % 6, 1);
    const Octets sent(message.fragment.begin(), message.fragment.end());
    Demand(EncodedSize(message) == 5 + sent.size(), "the size of a record");
    const size_t room = RoomFor(&c_, 5 + sent.size());
    const auto write = [&](Span<uint8_t> output) {
      return Encode(message, output, context, policy.policy);
    };
    Agree("tls_record write", Writing(room, write),
          tls_model::WriteRecord(header, sent, place, policy.rejected, room), Text(place), sent);
  }

  void CompareInner() {
    using tls::InnerPlaintext;
    const NamedPolicy policy(ChoosePolicy(&c_));
    const std::string protocol = Pick<const char*>(&c_, {"tls13", "dtls13", "dtls12"});
    tls::RecordSizeLimit limit;
    if (OneIn(&c_, 4)) {
      limit.octets = OneIn(&c_, 2)
                         ? c_.Short()
                         : Pick<uint16_t>(&c_, {0, 1, 2, 3, 4, 64, 16383, 16384, 16385, 16386});
    }
    const tls::InnerContext context = protocol == "tls13"    ? tls::InnerContext::Tls13(limit)
                                      : protocol == "dtls13" ? tls::InnerContext::Dtls13(limit)
                                                             : tls::InnerContext::Dtls12(limit);
    const unsigned type = OneIn(&c_, 8) ? c_.Octet() : 20 + c_.Octet() % 9U;
    size_t size = c_.Octet() % 5;
    if (type == 21 && !OneIn(&c_, 4)) size = 2;
    if (type == 20 && !OneIn(&c_, 4)) size = 1;
    size_t padding = OneIn(&c_, 2) ? c_.Octet() % 5 : 0;
    const size_t most = context.limit();
    if (OneIn(&c_, 16)) size = std::min<size_t>(most + 2, 17000) - c_.Octet() % 4 % (most + 2);
    if (OneIn(&c_, 16))
      padding = most + 2 > size ? most + 2 - size - c_.Octet() % 4 % (most + 2 - size) : 0;
    const Octets content = ChooseFragment(&c_, type, size);
    Octets octets = content;
    octets.push_back(static_cast<uint8_t>(type));
    octets.resize(octets.size() + padding);
    Damage(&c_, &octets);
    const std::string where = " " + protocol + " limit " + Num(limit.octets);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      fuzz::Bytes input;
      const auto read = [&](fuzz::Bytes bytes, InnerPlaintext* out) {
        input = bytes;
        const Result result = Decode(bytes, out, context, policy.policy);
        AgreeOnAlert(result);
        return result;
      };
      const auto fields = [&](const InnerPlaintext& m) {
        Demand(m.content.empty() || m.content.data() == input.data(), "a view of the input");
        return std::vector<std::string>{Num(m.type), Str(m.content), Num(m.padding)};
      };
      Agree("tls_inner read", Reading<InnerPlaintext>(part, read, fields),
            tls_model::ReadInner(part, protocol, limit.octets, policy.rejected), where, part);
    });
    InnerPlaintext message;
    message.type = static_cast<tls::ContentType>(type);
    message.content = content;
    message.padding = padding;
    if (OneIn(&c_, 32)) message.padding = SIZE_MAX - c_.Octet() % 8;
    const uint64_t whole = content.size() + 1 + uint64_t{message.padding};
    const bool counted = whole >= message.padding && whole <= SIZE_MAX;
    Demand(EncodedSize(message) == (counted ? whole : SIZE_MAX), "the size of an inner plaintext");
    const size_t room = RoomFor(&c_, EncodedSize(message));
    const auto write = [&](Span<uint8_t> output) {
      return Encode(message, output, context, policy.policy);
    };
    Agree("tls_inner write", Writing(room, write),
          tls_model::WriteInner(type, content, message.padding, protocol, limit.octets,
                                policy.rejected, room),
          where + " type " + Num(type) + " padding " + Num(message.padding), content);
  }

  void CompareAlert() {
    using tls::Alert;
    const NamedPolicy policy(ChoosePolicy(&c_));
    const unsigned level = ChooseLevel(&c_);
    const unsigned description = ChooseDescription(&c_);
    Octets octets = {static_cast<uint8_t>(level), static_cast<uint8_t>(description)};
    if (OneIn(&c_, 4)) octets.resize(2 + c_.Octet() % 4);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      const auto read = [&](fuzz::Bytes bytes, Alert* out) {
        const Result result = Decode(bytes, out, policy.policy);
        AgreeOnAlert(result);
        return result;
      };
      const auto fields = [](const Alert& m) {
        return std::vector<std::string>{Num(m.level), Num(m.description)};
      };
      Agree("alert read", Reading<Alert>(part, read, fields),
            tls_model::ReadAlert(part, policy.rejected), "", part);
    });
    Alert alert;
    alert.level = static_cast<tls::AlertLevel>(level);
    alert.description = static_cast<tls::AlertDescription>(description);
    const size_t room = RoomFor(&c_, EncodedSize(alert));
    const auto write = [&](Span<uint8_t> output) { return Encode(alert, output, policy.policy); };
    Agree("alert write", Writing(room, write),
          tls_model::WriteAlert(level, description, policy.rejected, room), "", octets);
    const unsigned version = ChooseVersion(&c_);
    Demand(IsFatal(alert, static_cast<uint16_t>(version)) ==
               tls_model::IsFatal(level, description, version),
           "what is fatal");
    const Result verdict = Verdict(alert, static_cast<uint16_t>(version));
    AgreeOnAlert(verdict);
    Agree("verdict", OpinionOf(verdict), tls_model::Verdict(level, description, version),
          " of version " + Num(version), octets);
  }

  void CompareAccumulator() {
    const Octets octets = ChooseFragment(&c_, 21, c_.Octet() % 12);
    std::vector<std::string> alerts;
    tls::AlertAccumulator accumulator;
    tls::Alert alert;
    for (const uint8_t octet : octets) {
      const tls::Alert before = alert;
      const tls::AlertAccumulator copy = accumulator;
      accumulator = copy;
      if (!accumulator.Push(octet, &alert)) {
        Demand(alert == before && alert.violations == before.violations, "no alert is set");
        continue;
      }
      const bool odd = NamesOf(alert.violations) == Names{"alert_level"};
      Demand(odd || alert.violations.empty(), "an alert from pieces breaks one rule at most");
      Demand(odd != tls_model::LevelIsKnown(static_cast<unsigned>(alert.level)),
             "an alert from pieces has its violation");
      alerts.push_back(Num(alert.level) + " " + Num(alert.description));
    }
    Demand(accumulator.half == (octets.size() % 2 == 1), "half an alert is waited for");
    Demand(alerts == tls_model::JoinAlerts(octets), "alerts put together");
  }

  // A hello, its numbers changed in some cases.
  Octets Sslv2Octets(unsigned version, const Octets& specs, const Octets& challenge) {
    Octets octets;
    const size_t length = 9 + specs.size() + challenge.size();
    const size_t numbers[] = {0x8000 | length, 0x0100 | version >> 8,
                              size_t{version & 0xFF} << 8 | specs.size() >> 8, specs.size() << 8,
                              challenge.size() >> 8};
    for (const size_t number : numbers) {
      octets.push_back(static_cast<uint8_t>(number >> 8));
      octets.push_back(static_cast<uint8_t>(number));
    }
    octets.push_back(static_cast<uint8_t>(challenge.size()));
    uint8_t* const changed = &octets[c_.Octet() % octets.size()];
    if (OneIn(&c_, 4)) *changed = static_cast<uint8_t>(*changed ^ 1U << c_.Octet() % 8);
    if (OneIn(&c_, 8)) *changed = c_.Octet();
    octets.insert(octets.end(), specs.begin(), specs.end());
    octets.insert(octets.end(), challenge.begin(), challenge.end());
    if (OneIn(&c_, 2)) octets.push_back(c_.Octet());
    return octets;
  }

  void CompareSslv2Hello() {
    using tls::Sslv2Hello;
    size_t specs = 3 * (1 + c_.Octet() % 6U);
    size_t challenge = 16 + c_.Octet() % 17U;
    if (OneIn(&c_, 4)) specs = c_.Octet() % 12U;
    if (OneIn(&c_, 8)) specs = 3 * (c_.Short() % 1400U);
    if (OneIn(&c_, 16)) specs = 3 * (1350 + c_.Octet() % 12U);
    if (OneIn(&c_, 8)) challenge = 14 + c_.Octet() % 21U;
    if (OneIn(&c_, 64)) specs = 65520 + c_.Octet() % 48U;
    const unsigned version = OneIn(&c_, 8) ? c_.Short() : 0x0300 + c_.Octet() % 5U;
    const Octets specs_octets = Filled(&c_, specs);
    const Octets challenge_octets = Filled(&c_, challenge);
    const size_t length = 9 + specs + challenge;
    const Octets octets = Sslv2Octets(version, specs_octets, challenge_octets);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      const auto read = [&](fuzz::Bytes bytes, Sslv2Hello* out) {
        const Result result = Decode(bytes, out);
        AgreeOnAlert(result);
        return result;
      };
      const auto fields = [](const Sslv2Hello& m) {
        return std::vector<std::string>{Num(m.version), Str(m.cipher_specs), Str(m.challenge)};
      };
      Agree("sslv2_hello read", Reading<Sslv2Hello>(part, read, fields),
            tls_model::ReadSslv2Hello(part), "", part);
    });
    Sslv2Hello hello;
    hello.version = static_cast<uint16_t>(version);
    hello.cipher_specs = specs_octets;
    hello.challenge = challenge_octets;
    Demand(EncodedSize(hello) == 2 + length, "the size of a hello");
    const size_t room = RoomFor(&c_, 2 + length);
    const auto write = [&](Span<uint8_t> output) { return Encode(hello, output); };
    Agree("sslv2_hello write", Writing(room, write),
          tls_model::WriteSslv2Hello(version, specs_octets, challenge_octets, room), "", octets);
  }

  void CompareHandshakeHeader() {
    using tls::HandshakeHeader;
    tls::HandshakeLimit limit;
    if (OneIn(&c_, 2)) {
      limit.octets = Pick<uint32_t>(&c_, {0, 1, 255, 256, 257, 65535, 65536, 65537, 16777214,
                                          16777215, 16777216, UINT32_MAX});
    } else if (OneIn(&c_, 2)) {
      limit.octets = static_cast<uint32_t>(c_.Number(4) >> c_.Octet() % 25);
    }
    uint32_t length = static_cast<uint32_t>(c_.Number(4) >> (7 + c_.Octet() % 24));
    if (OneIn(&c_, 2)) length = limit.octets + c_.Octet() % 5U - 2;
    if (OneIn(&c_, 4)) length = limit.octets & 0xFFFF00;
    const unsigned type = c_.Octet();
    Octets octets = {static_cast<uint8_t>(type), static_cast<uint8_t>(length >> 16),
                     static_cast<uint8_t>(length >> 8), static_cast<uint8_t>(length)};
    if (OneIn(&c_, 2)) octets.push_back(c_.Octet());
    Damage(&c_, &octets);
    const std::string where = " limit " + Num(limit.octets) + " length " + Num(length);
    EachPrefix(&c_, octets, [&](const Octets& part) {
      const auto read = [&](fuzz::Bytes bytes, HandshakeHeader* out) {
        const Result result = Decode(bytes, out, limit);
        AgreeOnAlert(result);
        return result;
      };
      const auto fields = [](const HandshakeHeader& m) {
        return std::vector<std::string>{Num(m.type), Num(m.length)};
      };
      Agree("tls_handshake_header read", Reading<HandshakeHeader>(part, read, fields),
            tls_model::ReadHandshakeHeader(part, limit.octets), where, part);
    });
    HandshakeHeader header;
    header.type = static_cast<tls::HandshakeType>(type);
    header.length = length;
    const size_t room = RoomFor(&c_, EncodedSize(header));
    const auto write = [&](Span<uint8_t> output) { return Encode(header, output, limit); };
    Agree("tls_handshake_header write", Writing(room, write),
          tls_model::WriteHandshakeHeader(type, length, limit.octets, room), where);
  }

  // As size_t says it.
  static size_t Native(uint64_t number) {
    return number > SIZE_MAX ? SIZE_MAX : static_cast<size_t>(number);
  }

  void CompareSplit() {
    const NamedPolicy policy(ChoosePolicy(&c_));
    Place place = ChoosePlace(&c_);
    if (OneIn(&c_, 2)) place.limit = c_.Octet() % 10U;
    const tls::RecordContext context = ContextOf(place);
    const unsigned most = context.limit();
    const size_t any = Native(c_.Number(8) >> c_.Octet() % 64);
    Demand(RecordCount(any, context) == Native(tls_model::RecordCount(any, place)), "RecordCount");
    Demand(SplitSize(any, context) == Native(tls_model::SplitSize(any, place)), "SplitSize");
    const tls_model::Header header = ChooseHeader(&c_, place, OneIn(&c_, 2));
    size_t size = c_.Octet() % 24;
    if (OneIn(&c_, 4)) size = most * (c_.Octet() % 3U) + c_.Octet() % 3U;
    if (header.type == 21 && !OneIn(&c_, 4)) size = 2;
    if (header.type == 20 && !OneIn(&c_, 4)) size = 1;
    const Octets content = ChooseFragment(&c_, header.type, size);
    // More than there is memory for: it is counted, never read behind the first record.
    Octets vast;
    uint64_t told = size;
    if (sizeof(size_t) == 8 && OneIn(&c_, 16)) {
      vast = ChooseFragment(&c_, header.type, most + 1);
      told = OneIn(&c_, 2) ? any : UINT32_MAX - c_.Octet() * uint64_t{7};
      if (told <= vast.size()) told = vast.size();
    }
    const Octets& first = vast.empty() ? content : vast;
    const size_t room = vast.empty() ? RoomFor(&c_, SplitSize(size, context)) : 0;
    const auto write = [&](Span<uint8_t> output) {
      return EncodeSplit(
          static_cast<tls::ContentType>(header.type), static_cast<uint16_t>(header.version),
          fuzz::Bytes(first.data(), static_cast<size_t>(told)), output, context, policy.policy);
    };
    Agree("split", Writing(room, write),
          tls_model::WriteSplit(header, first, told, place, policy.rejected, room),
          Text(place) + " type " + Num(header.type) + " version " + Num(header.version) + " size " +
              Num(told) + " room " + Num(room),
          first);
  }

  const fuzz::Bytes input_;
  Choices c_;
  Tally* const tally_;
};

// Makes one unit out of `choices` and compares codec and model.
inline void CompareTls(fuzz::Bytes choices, Tally* tally = nullptr) {
  TlsUnit(choices, tally).Compare();
}

}  // namespace differential
}  // namespace hardwire

#endif  // HARDWIRE_TEST_DIFFERENTIAL_TLS_COMPARE_H_
