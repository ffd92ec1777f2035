// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: socks5; max_len: 1024; counted: all

#include "fuzz/target.h"
#include "hardwire/socks/gssapi.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::gssapi::Frame)
