// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: tls::Decode, Encode, EncodedSize of Sslv2Hello.

#include "hardwire/tls/sslv2_hello.h"

#include "fuzz/target.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::tls::Sslv2Hello)
