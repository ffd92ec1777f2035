// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The laws can be broken: each codec here breaks one, and the check of that law must say so.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "fuzz/laws.h"
#include "fuzz/messages.h"
#include "gtest/gtest.h"
#include "hardwire/tls/handshake_header.h"
#include "hardwire/view.h"

namespace hardwire {
namespace fuzz {
namespace {

using socks5::Request;

constexpr uint8_t kDomain[] = {0x05, 0x01, 0x00, 0x03, 0x03, 'a', '.', 'b', 0x00, 0x50};
constexpr uint8_t kReserved[] = {0x05, 0x01, 0x01, 0x01, 192, 0, 2, 1, 0x00, 0x50};

// The real codec, for the broken ones to spoil.
struct Real : In<Request> {};

struct Allocates : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    void* volatile block = malloc(1);
    free(block);
    return Real::Read(input, request, policy);
  }
};

struct AllocatesWhenWriting : Real {
  static Result Write(const Request& request, Span<uint8_t> output, Policy policy) {
    void* volatile block = malloc(1);
    free(block);
    return Real::Write(request, output, policy);
  }
};

struct MovesOnFailure : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (!result.ok()) request->command = socks5::Command::kBind;
    return result;
  }
};

struct Forgets : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    static int calls = 0;
    if (++calls % 2 == 0 && input.size() > 4) {
      return Result::Error(Code::kDeserialization, Detail::kSocksVersion, 0);
    }
    return Real::Read(input, request, policy);
  }
};

// A fixed first read of ten bytes: mistake 5 of the hand-written kind.
struct WantsTen : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.code() == Code::kNeedMore && input.size() < 5) return Result::NeedMore(10);
    return result;
  }
};

struct WantsTooLittle : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.code() != Code::kNeedMore) return result;
    return Result::NeedMore(static_cast<uint32_t>(input.size() + 1));
  }
};

struct WantsNothing : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.code() != Code::kNeedMore) return result;
    return Result::NeedMore(static_cast<uint32_t>(input.size()));
  }
};

struct EatsWhatFollows : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    return result.ok() ? Result::Ok(static_cast<uint32_t>(input.size())) : result;
  }
};

// Takes the port from the end of the buffer.
struct PortFromTheEnd : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.ok()) {
      request->address = socks::Address::Domain(request->address.domain(), input[input.size() - 1]);
    }
    return result;
  }
};

struct IgnoresThePolicy : Real {
  static Result Read(Bytes input, Request* request, Policy) {
    return Real::Read(input, request, Policy::Lenient());
  }
};

struct HidesViolations : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.ok()) request->violations = Violations();
    return result;
  }
};

struct WritesBeforeItChecks : Real {
  static Result Write(const Request& request, Span<uint8_t> output, Policy policy) {
    if (!output.empty()) output[0] = socks5::kVersion;
    return Real::Write(request, output, policy);
  }
};

struct WritesAnotherPort : Real {
  static Result Write(const Request& request, Span<uint8_t> output, Policy policy) {
    Request other = request;
    other.address = socks::Address::Domain(request.address.domain(), 1);
    return Real::Write(other, output, policy);
  }
};

struct RefusesToWrite : Real {
  static Result Write(const Request&, Span<uint8_t>, Policy) {
    return Result::Error(Code::kSerialization, Detail::kDomainTooLong, 4);
  }
};

struct PointsPastTheEnd : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.code() != Code::kDeserialization) return result;
    return Result::Error(result.code(), result.detail(), 100);
  }
};

struct SaysRefused : Real {
  static Result Read(Bytes input, Request*, Policy policy) {
    Request ignored;
    const Result result = Real::Read(input, &ignored, policy);
    if (!result.ok()) return result;
    return Result::Error(Code::kPeerRefused, Detail::kSocks5Refused, 1);
  }
};

TEST(BrokenCodecs, TheRealOneIsNot) {
  CheckLawsAtEveryPrefix<Real>(kDomain);
  CheckLawsAtEveryPrefix<Real>(kReserved);
}

template <typename M>
void Check() {
  CheckLawsAtEveryPrefix<M>(kDomain);
  CheckLawsAtEveryPrefix<M>(kReserved);
}

TEST(BrokenCodecs, AreCaught) {
  EXPECT_DEATH(Check<Allocates>(), "8: decoding allocates nothing");
  EXPECT_DEATH(Check<AllocatesWhenWriting>(), "8: encoding allocates nothing");
  EXPECT_DEATH(Check<MovesOnFailure>(), "5: nothing moves on failure");
  EXPECT_DEATH(Check<Forgets>(), "1: the same bytes give the same outcome");
  EXPECT_DEATH(Check<WantsTen>(), "3: ");
  EXPECT_DEATH(Check<WantsTooLittle>(), "3: a message of the size that need-more names");
  EXPECT_DEATH(Check<WantsNothing>(), "3: need-more asks for more than there is");
  EXPECT_DEATH(Check<EatsWhatFollows>(), "2: bytes behind a decided message change nothing");
  EXPECT_DEATH(Check<PortFromTheEnd>(), "2: bytes behind a decided message change nothing");
  EXPECT_DEATH(Check<IgnoresThePolicy>(), "1: an accepted message breaks no rule");
  EXPECT_DEATH(Check<HidesViolations>(), "6: a message without violations is encoded");
  EXPECT_DEATH(Check<WritesBeforeItChecks>(), "5: a short output is unchanged");
  EXPECT_DEATH(Check<WritesAnotherPort>(), "6: ");
  EXPECT_DEATH(Check<RefusesToWrite>(), "6: what a policy accepts can be sent under it");
  EXPECT_DEATH(Check<PointsPastTheEnd>(), "1: an error points at a byte that has arrived");
  EXPECT_DEATH(Check<SaysRefused>(), "1: no outcome that a decoder may give");
}

// A limit that is not looked at, both ways.
struct IgnoresTheLimit : In<tls::HandshakeHeader> {
  static Result Read(Bytes input, tls::HandshakeHeader* header, Policy) {
    return tls::Decode(input, header, {UINT32_MAX});
  }
  static Result Write(const tls::HandshakeHeader& header, Span<uint8_t> output, Policy) {
    return tls::Encode(header, output, {UINT32_MAX});
  }
};

TEST(BrokenCodecs, ALimitThatIsNotLookedAtIsCaught) {
  constexpr uint8_t kLong[] = {0x01, 0xFF, 0xFF, 0xFF};
  CheckLawsAtEveryPrefix<In<tls::HandshakeHeader>>(kLong);
  EXPECT_DEATH(CheckLawsAtEveryPrefix<IgnoresTheLimit>(kLong), "1: an accepted length is within");
}

// A C string, as mistake 7 of the hand-written kind: nothing is lost but what is behind the NUL.
struct CutsAtNul : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    if (result.ok()) {
      const socks::Address whole = request->address;
      const string_view name = whole.domain();
      request->address =
          socks::Address::Domain(name.substr(0, strnlen(name.data(), name.size())), whole.port());
    }
    return result;
  }
};

TEST(BrokenCodecs, ANameThatEndsAtItsNulIsCaught) {
  constexpr uint8_t kNulInside[] = {0x05, 0x01, 0x00, 0x03, 0x03, 'a', 0x00, 'b', 0x00, 0x50};
  CheckLawsAtEveryPrefix<Real>(kNulInside);
  EXPECT_DEATH(CheckLawsAtEveryPrefix<CutsAtNul>(kNulInside), "6: a message takes as many bytes");
}

// Law 2, late: waits for the whole message before it looks at the version.
struct LateError : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    if (input.size() < 10) return Result::NeedMore(10);
    return Real::Read(input, request, policy);
  }
};

TEST(BrokenCodecs, ALateErrorIsCaught) {
  constexpr uint8_t kWrongVersion[] = {0x04, 0x01, 0x00, 0x01, 192, 0, 2, 1, 0x00, 0x50};
  EXPECT_DEATH(CheckLawsAtEveryPrefix<LateError>(kWrongVersion), "3: ");
}

// The same under a policy alone: what the lenient one accepts is judged when it is whole.
struct LateRejection : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    Request ignored;
    const Result lenient = Real::Read(input, &ignored, Policy::Lenient());
    return lenient.ok() ? Real::Read(input, request, policy) : lenient;
  }
};

TEST(BrokenCodecs, ALateRejectionIsCaught) {
  EXPECT_DEATH(CheckLawsAtEveryPrefix<LateRejection>(kReserved), "2: a policy rejects no later");
  constexpr uint8_t kReservedInAPrefix[] = {0x05, 0x01, 0x01};
  EXPECT_DEATH(CheckLaws<LateRejection>(kReservedInAPrefix), "2: a policy rejects no later");
}

// Waits under a policy for what the lenient one has refused.
struct WaitsBehindAnError : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const Result result = Real::Read(input, request, policy);
    const bool waits = policy != Policy::Lenient() && result.code() == Code::kBadAddress;
    return waits ? Result::NeedMore(10) : result;
  }
};

TEST(BrokenCodecs, WaitingBehindAnErrorIsCaught) {
  constexpr uint8_t kOddAddress[] = {0x05, 0x01, 0x00, 0x02};
  EXPECT_DEATH(CheckLaws<WaitsBehindAnError>(kOddAddress), "policy: an error stays an error");
}

// Leaves a field as the caller had it.
struct ForgetsTheCommand : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    const socks5::Command before = request->command;
    const Result result = Real::Read(input, request, policy);
    request->command = before;
    return result;
  }
};

TEST(BrokenCodecs, AFieldThatIsNotSetIsCaught) {
  EXPECT_DEATH(CheckLaws<ForgetsTheCommand>(kDomain), "1: the same bytes give the same value");
}

// Law 2, broken: an error that vanishes when more bytes arrive.
struct ErrorVanishes : Real {
  static Result Read(Bytes input, Request* request, Policy policy) {
    if (input.size() == 4) return Result::Error(Code::kBadAddress, Detail::kUnknownAddressType, 3);
    return Real::Read(input, request, policy);
  }
};

TEST(BrokenCodecs, AnErrorThatVanishesIsCaught) {
  EXPECT_DEATH(CheckLawsAtEveryPrefix<ErrorVanishes>(kDomain), "2: ");
}

}  // namespace
}  // namespace fuzz
}  // namespace hardwire
