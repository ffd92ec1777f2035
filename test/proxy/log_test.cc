// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/log.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace hardwire::proxy {
namespace {

// Two ends, of a pipe or of sockets; nobody reads unless told to.
struct Ends {
  explicit Ends(bool sockets) {
    std::array<int, 2> ends;
    EXPECT_EQ(sockets ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) : pipe(ends.data()), 0);
    reader = Fd(ends[0]);
    writer = Fd(ends[1]);
    fcntl(reader.get(), F_SETFL, O_NONBLOCK);
  }

  std::string ReadAll() const {
    std::string all;
    std::array<char, 4096> some;
    for (ssize_t n; (n = read(reader.get(), some.data(), some.size())) > 0;) {
      all.append(some.data(), static_cast<size_t>(n));
    }
    return all;
  }

  Fd reader;
  Fd writer;
};

class LogTest : public testing::TestWithParam<bool> {
 protected:
  LogTest() { signal(SIGPIPE, SIG_IGN); }

  EventLoop loop_;
};

TEST_P(LogTest, WritesAtOnce) {
  const Ends ends(GetParam());
  Log log(&loop_, ends.writer.get());
  log.Write("one");
  log.Write("two");
  EXPECT_EQ(ends.ReadAll(), "one\ntwo\n");
}

TEST_P(LogTest, NeitherBlocksNorLosesCount) {
  const Ends ends(GetParam());
  Log log(&loop_, ends.writer.get());
  constexpr int kLines = 5000;
  for (int i = 0; i < kLines; ++i) log.Write(std::to_string(i) + std::string(300, '.'));
  EXPECT_EQ(fcntl(ends.writer.get(), F_GETFL) & O_NONBLOCK, 0);  // for others who have it
  std::string all;
  Source wake(&loop_, [](uint32_t) {});
  for (std::string some = ends.ReadAll(); !some.empty(); some = ends.ReadAll()) {
    all += some;
    wake.CallAt(After(0.05));
    (void)loop_.RunOnce();
  }
  log.Write("last");
  all += ends.ReadAll();
  std::istringstream lines(all);
  int written = 0;
  int dropped = 0;
  int announced = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("dropped=", 0) == 0) {
      dropped += std::stoi(line.substr(8));
      ++announced;
    } else if (line != "last") {
      EXPECT_EQ(line, std::to_string(written++) + std::string(300, '.'));
    }
  }
  EXPECT_GT(dropped, 1000);
  EXPECT_EQ(announced, 1);
  EXPECT_EQ(written + dropped, kLines);
  EXPECT_EQ(all.substr(all.size() - 5), "last\n");
}

TEST_P(LogTest, GoesOnWithoutAReader) {
  Ends ends(GetParam());
  Log log(&loop_, ends.writer.get());
  log.Write(std::string(300, '.'));
  ends.reader = Fd();
  for (int i = 0; i < 5000; ++i) log.Write(std::string(300, '.'));
  const Clock::time_point start = Clock::now();
  log.FlushUntil(start + std::chrono::seconds(30));
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(10));
}

TEST_P(LogTest, WaitsNoLongerThanToldInTheEnd) {
  const Ends ends(GetParam());
  Log log(&loop_, ends.writer.get());
  for (int i = 0; i < 5000; ++i) log.Write(std::string(300, '.'));
  const Clock::time_point start = Clock::now();
  log.FlushUntil(start + std::chrono::milliseconds(100));
  EXPECT_GE(Clock::now() - start, std::chrono::milliseconds(100));
  EXPECT_LT(Clock::now() - start, std::chrono::seconds(10));
}

// A disk that is full, or a limit of the file's size.
TEST(LogFileTest, ALineThatWasCutOffEndsBeforeTheNext) {
  signal(SIGXFSZ, SIG_IGN);
  const std::unique_ptr<FILE, int (*)(FILE*)> file(tmpfile(), fclose);
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit ten = {10, before.rlim_max};
  EventLoop loop;
  Log log(&loop, fileno(file.get()));
  setrlimit(RLIMIT_FSIZE, &ten);
  log.Write("0123456789abcdef");
  log.Write("lost");
  setrlimit(RLIMIT_FSIZE, &before);
  log.Write("next");
  log.Write("last");
  std::array<char, 100> all;
  const ssize_t size = pread(fileno(file.get()), all.data(), all.size(), 0);
  EXPECT_EQ(std::string(all.data(), static_cast<size_t>(size)),
            "0123456789\ndropped=2\nnext\nlast\n");
}

INSTANTIATE_TEST_SUITE_P(PipesAndSockets, LogTest, testing::Bool());

}  // namespace
}  // namespace hardwire::proxy
