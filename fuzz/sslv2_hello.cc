// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: tls; max_len: 1024; counted: all

#include "hardwire/tls/sslv2_hello.h"

#include "fuzz/target.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::tls::Sslv2Hello)
