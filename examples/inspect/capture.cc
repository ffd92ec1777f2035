// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// libpcap reads the file; nothing else of the program knows it.

#include "examples/inspect/capture.h"

#include <pcap/pcap.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "examples/inspect/words.h"

namespace hardwire {
namespace inspect {
namespace {

struct Closer {
  void operator()(pcap_t* capture) const { pcap_close(capture); }
};
using Capture = std::unique_ptr<pcap_t, Closer>;

std::optional<Link> LinkOf(int type) {
  switch (type) {
    case DLT_EN10MB:
      return Link::kEthernet;
    case DLT_LINUX_SLL:
      return Link::kSll;
    case DLT_LINUX_SLL2:
      return Link::kSll2;
    case DLT_RAW:
    case DLT_IPV4:
    case DLT_IPV6:
      return Link::kRaw;
    case DLT_NULL:
    case DLT_LOOP:
      return Link::kLoopback;
    default:
      return std::nullopt;
  }
}

std::string LinkError(int type) {
  const char* const name = pcap_datalink_val_to_name(type);
  return "the link type " + (name == nullptr ? std::to_string(type) : std::string(name)) +
         " is not read; expected Ethernet, LINUX_SLL, LINUX_SLL2, RAW or NULL";
}

// A line on a terminal that says how far a file is read.
class Progress {
 public:
  Progress(bool wanted, FILE* file) : file_(file), shown_(wanted && isatty(STDERR_FILENO) != 0) {
    struct stat status;
    if (file == nullptr || fstat(fileno(file), &status) != 0 || !S_ISREG(status.st_mode)) return;
    size_ = static_cast<uint64_t>(status.st_size);
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (written_) fputs("\r\033[K", stderr);
  }

  void Show(const Totals& totals) {
    if (!shown_ || totals.packets % 1024 != 0) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < due_) return;
    due_ = now + std::chrono::milliseconds(200);
    std::string line = std::to_string(totals.packets) + " packets, " +
                       std::to_string(totals.conversations) + " conversations";
    const off_t place = size_ == 0 ? -1 : ftello(file_);
    if (place >= 0) {
      line = std::to_string(static_cast<uint64_t>(place) * 100 / size_) + " % of " +
             SizeName(size_) + ", " + line;
    }
    fprintf(stderr, "\r\033[K%s", line.c_str());
    written_ = true;
  }

 private:
  FILE* file_;
  bool shown_;
  bool written_ = false;
  uint64_t size_ = 0;
  std::chrono::steady_clock::time_point due_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

// Where reading stopped: "behind packet 12, at byte 3456: truncated dump file".
std::string StoppedAt(const Totals& totals, FILE* file, const char* why) {
  std::string text = "behind packet " + std::to_string(totals.packets);
  const off_t place = file == nullptr ? -1 : ftello(file);
  if (place >= 0) text += ", at byte " + std::to_string(place);
  return text + ": " + why;
}

uint64_t MicrosecondsOf(const pcap_pkthdr& header) {
  if (header.ts.tv_sec < 0 || header.ts.tv_usec < 0) return 0;
  return (static_cast<uint64_t>(header.ts.tv_sec) & UINT32_MAX) * 1000000 +
         static_cast<uint64_t>(header.ts.tv_usec) % 1000000;
}

// Reads packets to the end. "" or why reading stopped.
std::string ReadPackets(pcap_t* capture, Link link, bool progress, Assembly* assembly) {
  FILE* const file = pcap_file(capture);
  Progress line(progress, file);
  pcap_pkthdr* header = nullptr;
  const uint8_t* octets = nullptr;
  while (true) {
    const int outcome = pcap_next_ex(capture, &header, &octets);
    if (outcome == PCAP_ERROR_BREAK) return "";
    if (outcome != 1) return StoppedAt(assembly->totals(), file, pcap_geterr(capture));
    assembly->Take(link, Bytes(octets, header->caplen), MicrosecondsOf(*header));
    line.Show(assembly->totals());
  }
}

}  // namespace

std::string ReadCapture(const std::string& path, bool progress, Assembly* assembly) {
  std::array<char, PCAP_ERRBUF_SIZE> why = {};
  const Capture capture(pcap_open_offline(path.c_str(), why.data()));
  if (capture == nullptr) return why.data();
  const int type = pcap_datalink(capture.get());
  const std::optional<Link> link = LinkOf(type);
  if (!link) return LinkError(type);
  std::string error = ReadPackets(capture.get(), *link, progress, assembly);
  assembly->Finish(error);
  return error;
}

}  // namespace inspect
}  // namespace hardwire
