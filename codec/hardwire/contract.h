// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What holds for Decode, Encode, EncodedSize and Verdict of every message. The header of a message
// adds its own rules, errors and offsets. This header declares nothing.
//
// ARGUMENTS
//
//   Decode(input, &message, context, policy)
//   Encode(message, output, context, policy)
//
// A message whose Context is NoContext has no `context`. A message that can break no rule has no
// `policy`. Elsewhere Policy::Interop() is the default of Decode, and Policy::Strict() is the
// default of Encode.
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
//   kNeedMore         Only in kStream. needed() is the size of the shortest message that begins
//                     with `input`; missing(input.size()) of its octets have not arrived.
//   kDeserialization  The octets are no such message, or they break a rule that `policy` rejects.
//                     detail() is the cause. offset() is where the field at fault begins, and
//                     octet() is the octet at fault if the cause is one octet. In kWhole, an input
//                     that ends too early is kTruncated, and offset() is its size.
//   kBadAddress       Only in SOCKS. ATYP is not 1, 3 or 4; offset() and octet() are as above.
//
// Fields are judged in the order in which they arrive. Once an outcome is not kNeedMore, octets
// that follow `input` do not change it.
//
// ENCODE
//
// Encode writes one message to the start of `output`. It judges the fields by the rules of Decode,
// in the same order, and does not read `violations`. An octet that the protocol fixes, such as a
// version or a reserved octet, is no field. Encode writes it as the RFC says.
//
//   kOk             written() octets were written.
//   kSerialization  The message cannot be sent, or it breaks a rule that `policy` rejects. detail()
//                   is the cause. kOutputTooSmall: needed() is the size of the message. Any other:
//                   offset() is where the field at fault would begin. The fields are judged before
//                   the size of `output`.
//
// EncodedSize is the written() of an Encode that succeeds. It judges nothing. It takes the context
// if the size depends on it.
//
// VERDICT
//
// Verdict says whether a message is a refusal. If it is none, the Verdict is Result::Ok(0). If it
// is one, the Verdict is kPeerRefused: octet() is the octet that refuses, offset() is its place.
//
// MEMORY
//
// On any outcome but kOk, `message` and `output` are unchanged. The views in a decoded message
// point into `input` and live as long as it does. Encode's `output` must not overlap what the
// message's views show. Nothing is allocated, and no call depends on an earlier one.

#ifndef HARDWIRE_CONTRACT_H_
#define HARDWIRE_CONTRACT_H_

#endif  // HARDWIRE_CONTRACT_H_
