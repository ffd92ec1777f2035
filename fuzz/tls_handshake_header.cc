// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Input: bytes; dictionaries: tls; max_len: 64; counted: all

#include "fuzz/target.h"
#include "hardwire/tls/handshake_header.h"

HARDWIRE_FUZZ_MESSAGE(hardwire::tls::HandshakeHeader)
