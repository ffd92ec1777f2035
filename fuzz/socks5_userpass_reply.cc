// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: socks5; max_len: 64; counted: library

#include "fuzz/target.h"
#include "hardwire/socks/userpass.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::userpass::Reply)
