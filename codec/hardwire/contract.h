// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for Decode, Encode, EncodedSize and Verdict of every message. The header of a message
// says only what it adds: its rules, its errors and its offsets. This header declares nothing.
//
// ARGUMENTS
//
//   Decode(input, &message, context, policy)
//   Encode(message, output, context, policy)
//
// A message whose Context is NoContext has no `context`. A message that can break no rule has no
// `policy`. Where it can, Policy::Interop() is the default of Decode, and Policy::Strict() that of
// Encode.
//
// DECODE
//
// Decode reads one message from the start of `input`. How the message arrives (MessageInfo's
// `arrival`) says what `input` is. kStream: what a connection has delivered so far. kWhole: all
// that there will ever be, such as a datagram or a plaintext.
//
//   kOk               consumed() octets belong to the message, and the octets behind them are not
//                     read. `message` is set. Its `violations` are the rules that it breaks and
//                     `policy` accepts.
//   kNeedMore         kStream alone. needed() is the size of the shortest message that begins with
//                     `input`, and missing(input.size()) octets of that have not arrived.
//   kDeserialization  The octets are no such message, or they break a rule that `policy` rejects.
//                     detail() is the cause. offset() is where the field at fault begins, and
//                     octet() is the octet at fault if the cause is one octet. In kWhole, an input
//                     that ends too early is kTruncated, and offset() is its size.
//   kBadAddress       SOCKS alone. ATYP is not 1, 3 or 4; offset() and octet() are as above.
//
// Fields are judged in the order in which they arrive. Octets that follow `input` cannot change an
// outcome other than kNeedMore.
//
// ENCODE
//
// Encode writes one message to the start of `output`. `violations` is not read: Encode judges the
// fields by the rules that Decode has. An octet that the protocol fixes, such as a version or a
// reserved octet, is no field and is written as the RFC says.
//
//   kOk             written() octets were written.
//   kSerialization  The message cannot be sent, or it breaks a rule that `policy` rejects. detail()
//                   is the cause. kOutputTooSmall: needed() is the size of the message. Any other:
//                   offset() is where the field at fault would begin. The fields are judged before
//                   the size of `output`.
//
// EncodedSize is what written() is if Encode succeeds. It judges nothing.
//
// VERDICT
//
// Verdict says whether a message is a refusal. It is Result::Ok(0) if not. Otherwise it is
// kPeerRefused: octet() is the octet that refuses, and offset() is its place.
//
// MEMORY
//
// On any outcome but kOk, `message` and `output` are unchanged. The views in a message that was
// decoded point into `input` and live as long as it does. Encode's `output` must not overlap what
// the message views. Nothing is allocated, and no call remembers another.

#ifndef HARDWIRE_CONTRACT_H_
#define HARDWIRE_CONTRACT_H_

#endif  // HARDWIRE_CONTRACT_H_
