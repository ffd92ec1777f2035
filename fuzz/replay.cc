// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A fuzz target without an engine: runs its body over files, and over every prefix of each but
// those whose names begin with "grown-".
//
//   TARGET [--random N] [--whole] FILE|FOLDER...
//
// --random N: besides, N inputs of random bytes. --whole: no prefixes of the files named behind it.
// Exits with 1 where there was nothing to run or a file could not be read. Plain C input and
// output: this runs under MemorySanitizer.

#include <dirent.h>
#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "fuzz/laws.h"
#include "fuzz/random_message.h"
#include "fuzz/target.h"
#include "hardwire/view.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

using hardwire::fuzz::Block;

constexpr size_t kMaxFile = 1 << 20;
constexpr size_t kMaxPath = 4096;
// How tools/seeds.py names what has grown.
constexpr char kGrown[] = "grown-";

bool whole = false;

struct Counts {
  size_t files = 0;
  size_t inputs = 0;
  bool failed = false;
};

// Each input in a heap block of its own size, as an engine gives it.
void Run(const uint8_t* data, size_t size, Counts* counts) {
  const Block block(hardwire::Span<const uint8_t>(data, size));
  LLVMFuzzerTestOneInput(block.bytes().data(), size);
  ++counts->inputs;
}

void RunFile(const char* path, Counts* counts) {
  static uint8_t bytes[kMaxFile];
  FILE* file = fopen(path, "rb");
  if (file == nullptr) {
    fprintf(stderr, "%s: cannot be opened\n", path);
    counts->failed = true;
    return;
  }
  const size_t size = fread(bytes, 1, sizeof(bytes), file);
  if (ferror(file) != 0 || size == sizeof(bytes)) {
    fprintf(stderr, "%s: cannot be read, or is not below %zu bytes\n", path, kMaxFile);
    counts->failed = true;
  }
  fclose(file);
  const char* const slash = strrchr(path, '/');
  const bool grown = strncmp(slash == nullptr ? path : slash + 1, kGrown, strlen(kGrown)) == 0;
  for (size_t cut = grown || whole ? size : 0; cut <= size; ++cut) Run(bytes, cut, counts);
  ++counts->files;
}

void RunPath(const char* path, Counts* counts) {
  struct stat info;
  memset(&info, 0, sizeof(info));
  DIR* folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode) ? opendir(path) : nullptr;
  if (folder == nullptr) {
    RunFile(path, counts);
    return;
  }
  for (const dirent* entry = readdir(folder); entry != nullptr; entry = readdir(folder)) {
    if (entry->d_name[0] == '.') continue;
    char inner[kMaxPath];
    const int length = snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
    if (length > 0 && static_cast<size_t>(length) < sizeof(inner)) RunPath(inner, counts);
  }
  closedir(folder);
}

void RunRandom(size_t count, Counts* counts) {
  hardwire::fuzz::Random random(0x9E3779B97F4A7C15);
  uint8_t bytes[64];
  for (size_t i = 0; i < count; ++i) {
    const size_t size = random.Below(sizeof(bytes) + 1);
    for (size_t j = 0; j < size; ++j) bytes[j] = random.InterestingOctet();
    Run(bytes, size, counts);
  }
}

}  // namespace

int main(int argc, char** argv) {
  hardwire::fuzz::replaying = true;
  Counts counts;
  for (int i = 1; i < argc; ++i) {
    if (strcmp(argv[i], "--random") == 0 && i + 1 < argc) {
      RunRandom(strtoul(argv[++i], nullptr, 10), &counts);
    } else if (strcmp(argv[i], "--whole") == 0) {
      whole = true;
    } else {
      RunPath(argv[i], &counts);
    }
  }
  printf("%zu files, %zu inputs\n", counts.files, counts.inputs);
  if (counts.inputs == 0) fprintf(stderr, "nothing to run: name files or folders\n");
  return counts.failed || counts.inputs == 0 ? 1 : 0;
}
