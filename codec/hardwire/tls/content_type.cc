// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/tls/content_type.h"

#include "hardwire/internal/names.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {
namespace {

constexpr internal::Named<ContentType> kContentTypes[] = {
    {ContentType::kChangeCipherSpec, "change_cipher_spec"},
    {ContentType::kAlert, "alert"},
    {ContentType::kHandshake, "handshake"},
    {ContentType::kApplicationData, "application_data"},
    {ContentType::kHeartbeat, "heartbeat"},
    {ContentType::kTls12Cid, "tls12_cid"},
    {ContentType::kAck, "ack"},
    {ContentType::kReturnRoutabilityCheck, "return_routability_check"},
};

}  // namespace

string_view Name(ContentType type) { return internal::NameIn(kContentTypes, type); }

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
