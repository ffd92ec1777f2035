// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, EncodedSize of RecordHeader, LengthLimit, in each context.

#include "fuzz/target.h"
#include "hardwire/tls/record.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::tls::RecordHeader)
