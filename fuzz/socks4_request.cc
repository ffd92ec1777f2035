// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: socks4; max_len: 600; counted: library

#include "fuzz/target.h"
#include "hardwire/socks/socks4.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::socks4::Request)
