// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A log that nobody has to read: lines that cannot be written now are kept for a while, or dropped
// and counted.

#ifndef EXAMPLES_PROXY_LOG_H_
#define EXAMPLES_PROXY_LOG_H_

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

#include "examples/proxy/event_loop.h"

namespace hardwire::proxy {

class Log {
 public:
  static constexpr size_t kMostHeld = size_t{256} << 10;  // octets

  // Writes to what `fd` is open for; `fd` stays the caller's. SIGPIPE must be ignored.
  Log(EventLoop* loop, int fd) : out_(loop, [this](uint32_t) { Flush(); }) {
    struct stat status = {};
    if (fstat(fd, &status) == 0) is_socket_ = S_ISSOCK(status.st_mode);
    out_.Reset(Unblocked(fd, status.st_mode));
  }

  // `line` is without its end.
  void Write(const std::string& line) {
    if (size_ + line.size() > kMostHeld) {
      ++dropped_;
      return;
    }
    Announce();
    Push(line, 1);
    Flush();
  }

  // Waits until everything is written, or until `deadline`.
  void FlushUntil(Clock::time_point deadline) {
    while (!lines_.empty()) {
      const auto left = deadline - Clock::now();
      if (left <= Clock::duration(0)) return;
      pollfd ready = {out_.fd(), POLLOUT, 0};
      poll(&ready, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
      Flush();
    }
  }

 private:
  struct Line {
    std::string text;
    uint64_t count;  // of the lines that it speaks for
  };

  // Opens a pipe or a terminal once more, since O_NONBLOCK holds for everybody who shares `fd`. If
  // it cannot be opened, O_NONBLOCK is set all the same: that is better than to block.
  static Fd Unblocked(int fd, mode_t mode) {
    if (S_ISFIFO(mode) || S_ISCHR(mode)) {
      const std::string path = "/proc/self/fd/" + std::to_string(fd);
      Fd own(open(path.c_str(), O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
      if (own.ok()) return own;
      fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    }
    return Fd(fcntl(fd, F_DUPFD_CLOEXEC, 0));
  }

  void Push(const std::string& text, uint64_t count) {
    const bool is_first = lines_.empty();
    lines_.push_back({(is_first && is_cut_ ? "\n" : "") + text + "\n", count});
    size_ += lines_.back().text.size();
  }

  void Announce() {
    const uint64_t count = std::exchange(dropped_, 0);
    if (count != 0) Push("dropped=" + std::to_string(count), count);
  }

  void Flush() {
    while (WriteFirst()) {
      if (lines_.empty()) Announce();
    }
    out_.Want(lines_.empty() ? 0U : EPOLLOUT);
  }

  // False: there is nothing to write, or it cannot be written now.
  bool WriteFirst() {
    if (lines_.empty()) return false;
    std::string& text = lines_.front().text;
    const ssize_t n = is_socket_ ? send(out_.fd(), text.data(), text.size(), MSG_DONTWAIT)
                                 : write(out_.fd(), text.data(), text.size());
    if (n < 0 && errno == EINTR) return true;
    if (n < 0 && errno != EAGAIN) DropAll();  // nobody is there to read; perhaps later
    if (n < 0) return false;
    text.erase(0, static_cast<size_t>(n));
    size_ -= static_cast<size_t>(n);
    is_cut_ = !text.empty();
    if (!is_cut_) lines_.pop_front();
    return true;
  }

  void DropAll() {
    for (const Line& line : lines_) dropped_ += line.count;
    lines_.clear();
    size_ = 0;
  }

  Source out_;
  bool is_socket_ = false;
  std::deque<Line> lines_;
  bool is_cut_ = false;   // what was written last is a line without its end
  size_t size_ = 0;       // of them all
  uint64_t dropped_ = 0;  // since it was last announced
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_LOG_H_
