// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: socks5; max_len: 300; counted: library

#include "fuzz/target.h"
#include "hardwire/socks/socks5.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::socks5::Request)
