// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/absl_status.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/condition.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/platform/secure_transport.h"
#include "hardwire/result.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

// One row a Condition, in order.
constexpr absl::StatusCode kStatusCodes[] = {
    absl::StatusCode::kOk,                  // kFine
    absl::StatusCode::kUnavailable,         // kAgain
    absl::StatusCode::kInvalidArgument,     // kUnsendable
    absl::StatusCode::kInvalidArgument,     // kTooLong
    absl::StatusCode::kResourceExhausted,   // kNoRoom
    absl::StatusCode::kInvalidArgument,     // kMalformed
    absl::StatusCode::kUnimplemented,       // kOddVersion
    absl::StatusCode::kUnimplemented,       // kOddAddress
    absl::StatusCode::kUnimplemented,       // kOddCommand
    absl::StatusCode::kFailedPrecondition,  // kMisuse
    absl::StatusCode::kUnauthenticated,     // kNoAuth
    absl::StatusCode::kPermissionDenied,    // kDenied
    absl::StatusCode::kUnavailable,         // kNetworkUnreachable
    absl::StatusCode::kUnavailable,         // kHostUnreachable
    absl::StatusCode::kUnavailable,         // kConnectionRefused
    absl::StatusCode::kUnavailable,         // kPeerFailed
    absl::StatusCode::kOutOfRange,          // kClosed
};
static_assert(sizeof(kStatusCodes) / sizeof(kStatusCodes[0]) == internal::kConditionCount,
              "one row a Condition");

std::string StatusMessage(Result result) {
  const absl::string_view sentence = Sentence(result);
  if (result.code() == Code::kNeedMore) {
    return absl::StrCat(sentence, ": at least ", result.needed(), " bytes are needed");
  }
  if (result.detail() == Detail::kOutputTooSmall) {
    return absl::StrCat(sentence, ", which needs ", result.needed(), " bytes");
  }
  const absl::string_view name =
      result.detail() == Detail::kNone ? Name(result.code()) : Name(result.detail());
  return absl::StrCat(name, " at offset ", result.offset(), ": ", sentence);
}

void AttachPayload(absl::string_view type, std::optional<int32_t> number, absl::Status* status) {
  if (!number) return;
  // As a view: the constructor from std::string is a template, whose name in a library that gcc has
  // built newer clangs do not find.
  const std::string text = absl::StrCat(*number);
  status->SetPayload(type, absl::Cord(absl::string_view(text)));
}

}  // namespace

absl::Status ToStatus(Result result) {
  if (result.ok()) return absl::OkStatus();
  const size_t condition = static_cast<size_t>(internal::ConditionOf(result));
  absl::Status status(kStatusCodes[condition], StatusMessage(result));
  const std::optional<cfnetwork::StreamError> stream = cfnetwork::FromResult(result);
  if (stream) AttachPayload(kCfNetworkPayload, stream->packed(), &status);
  AttachPayload(kOpenHarmonyPayload, openharmony::FromResult(result), &status);
  AttachPayload(kSecureTransportPayload, secure_transport::FromResult(result), &status);
  status.SetPayload(kDetailPayload, absl::Cord(Name(result.detail())));
  return status;
}

}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
