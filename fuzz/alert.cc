// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, EncodedSize of Alert.

#include "hardwire/tls/alert.h"

#include "fuzz/target.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::tls::Alert)
