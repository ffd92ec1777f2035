// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A datagram of DTLS records, decoded and explained.

#ifndef HARDWIRE_EXAMPLES_INSPECT_DATAGRAM_H_
#define HARDWIRE_EXAMPLES_INSPECT_DATAGRAM_H_

#include "examples/inspect/inspection.h"

namespace hardwire {
namespace inspect {

// Ok where at least one record was framed, consumed() the bytes of all that were; else the reason
// for which the first one was dropped.
void InspectDatagram(Bytes datagram, const Settings& settings, Inspection* out);

}  // namespace inspect
}  // namespace hardwire

#endif  // HARDWIRE_EXAMPLES_INSPECT_DATAGRAM_H_
