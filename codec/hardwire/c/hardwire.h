/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0 */

/* clang-format off */
/*
 * Hardwire for C99: everything, but std::error_code and absl::Status, which are of C++. A program
 * links the C library, which needs no C++ library.
 *
 * What holds for every call:
 *
 * MEMORY
 *   Nothing is allocated and nothing is kept between calls. Views in a decoded message point into
 *   the input and live as long as it does. Pointers to structs must not be null. A pointer to
 *   octets may be null if their size is 0. `output` must not overlap what a message's views show.
 * TAGS
 *   A struct of zeros is unset. A message, an address and a context begin with a tag; if it is 0 or
 *   of another struct, encode, verdict and the like give HW_BAD_STATE, and _size gives 0.
 *   hw_..._new makes a message with its tag whose default values say no. Decode sets the tag.
 * DECODE reads one message from the start of `input`.
 *   HW_OK               consumed() octets belong to it; `*message` is set. Its `violations` are the
 *                       broken rules that the policy accepts.
 *   HW_NEED_MORE        needed() is the size of the shortest message that begins so.
 *   HW_DESERIALIZATION  The octets are no such message, or the policy rejects it.
 *   HW_BAD_ADDRESS      The type of the address is unknown.
 * ENCODE writes one message to the start of `output`. It does not read `violations`.
 *   HW_OK               written() octets were written.
 *   HW_SERIALIZATION    The message cannot be sent. With HW_DETAIL_OUTPUT_TOO_SMALL, needed()
 *                       octets of output are necessary.
 * FAILURE
 *   On any outcome but HW_OK, messages, events and outputs are unchanged.
 *
 * hardwire/contract.h says the same of C++ at more length, and each header of C++ has the rules,
 * errors and offsets of its messages: details and offsets are the same in C.
 */
/* clang-format on */

#ifndef HARDWIRE_C_HARDWIRE_H_
#define HARDWIRE_C_HARDWIRE_H_

#include "hardwire/c/base.h"
#include "hardwire/c/dtls.h"
#include "hardwire/c/handshakes.h"
#include "hardwire/c/hello.h"
#include "hardwire/c/platform.h"
#include "hardwire/c/socks.h"
#include "hardwire/c/tls.h"

#endif /* HARDWIRE_C_HARDWIRE_H_ */
