// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Covers: socks5::Decode, Encode, EncodedSize of Greeting.
//
// Input: bytes; dictionaries: socks5; max_len: 300; counted: library

#include "fuzz/target.h"
#include "hardwire/socks/socks5.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::socks5::Greeting)
