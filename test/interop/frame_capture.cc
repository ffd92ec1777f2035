// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Frames one direction of a captured connection, chunk by chunk as it is told to take it.
//
//   frame_capture tls|dtls
//
// Standard input: chunks (of DTLS: datagrams), each behind its size in four octets, high one first.
// Standard output, a line each, fields between tabs:
//   record  TYPE VERSION LENGTH    decimal
//   end     CLOSURE                how RecordStream says that it ended; of datagrams: boundary
//   end     error      DETAIL      what follows cannot be framed
// Exits with 1 if standard input is not such chunks.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "hardwire/result.h"
#include "hardwire/tls/dtls_record.h"
#include "hardwire/tls/record.h"
#include "hardwire/tls/record_stream.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using Chunk = std::vector<uint8_t>;

void PrintRecord(tls::ContentType type, uint16_t version, size_t length) {
  printf("record\t%u\t%u\t%zu\n", static_cast<unsigned>(type), static_cast<unsigned>(version),
         length);
}

void PrintError(Result result) {
  const string_view detail = Name(result.detail());
  printf("end\terror\t%.*s\n", static_cast<int>(detail.size()), detail.data());
}

// Gives a chunk to the stream of a relay and prints the records that begin in it. False: the stream
// is over, and the end is printed.
bool FrameStream(Span<const uint8_t> chunk, tls::RecordStream* stream) {
  tls::StreamEvent event;
  do {
    const Result result = stream->Next(chunk, &event);
    if (!result.ok()) {
      PrintError(result);
      return false;
    }
    chunk.remove_prefix(result.consumed());
    if (event.kind == tls::StreamEvent::Kind::kRecord) {
      PrintRecord(event.header.type, event.header.version, event.header.length);
    }
  } while (event.kind != tls::StreamEvent::Kind::kNone);
  return true;
}

void FrameTls(const std::vector<Chunk>& chunks) {
  tls::RecordStream stream;
  for (const Chunk& chunk : chunks) {
    if (!FrameStream(chunk, &stream)) return;
  }
  const string_view closure = Name(stream.EndOfStream());
  printf("end\t%.*s\n", static_cast<int>(closure.size()), closure.data());
}

// Takes a datagram and prints its records. False: something would be dropped, and the end is
// printed.
bool FrameDatagram(Span<const uint8_t> octets) {
  const tls::DtlsContext context = tls::DtlsContext::Initial();
  tls::DtlsDatagram datagram(octets);
  tls::DtlsRecord record;
  for (;;) {
    const tls::DtlsStep step = Next(&datagram, &record, context);
    if (step.event == tls::DtlsEvent::kEnd) return true;
    if (step.event != tls::DtlsEvent::kRecord) {
      PrintError(step.result);
      return false;
    }
    PrintRecord(record.header.type, record.header.version, record.fragment.size());
  }
}

void FrameDtls(const std::vector<Chunk>& datagrams) {
  for (const Chunk& datagram : datagrams) {
    if (!FrameDatagram(datagram)) return;
  }
  printf("end\tboundary\n");
}

// All of standard input. False: it ends inside a chunk.
bool ReadChunks(std::vector<Chunk>* chunks) {
  std::array<uint8_t, 4> prefix;
  while (true) {
    const size_t got = fread(prefix.data(), 1, prefix.size(), stdin);
    if (got == 0) return true;
    if (got != prefix.size()) return false;
    const size_t size =
        size_t{prefix[0]} << 24 | size_t{prefix[1]} << 16 | size_t{prefix[2]} << 8 | prefix[3];
    Chunk chunk(size);
    if (fread(chunk.data(), 1, size, stdin) != size) return false;
    chunks->push_back(chunk);
  }
}

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  const bool tls = argc == 2 && strcmp(argv[1], "tls") == 0;
  const bool dtls = argc == 2 && strcmp(argv[1], "dtls") == 0;
  std::vector<hardwire::Chunk> chunks;
  if (!(tls || dtls) || !hardwire::ReadChunks(&chunks)) {
    fprintf(stderr, "usage: frame_capture tls|dtls <CHUNKS\n");
    return 1;
  }
  (tls ? hardwire::FrameTls : hardwire::FrameDtls)(chunks);
  return 0;
}
