// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One thread that waits for sockets and for time: epoll, and an ordered set of deadlines.

#ifndef EXAMPLES_PROXY_EVENT_LOOP_H_
#define EXAMPLES_PROXY_EVENT_LOOP_H_

#include <sys/epoll.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hardwire::proxy {

using Clock = std::chrono::steady_clock;

inline Clock::duration Seconds(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

// Owns a file descriptor; -1: none.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd();
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

class Source;
class Timer;

class EventLoop {
 public:
  EventLoop();
  void Run();  // until Stop
  void Stop() { stopped_ = true; }

  // Keeps `object` until no handler is running. Handlers end the objects that they belong to so.
  void Bury(std::shared_ptr<void> object) { buried_.push_back(std::move(object)); }

 private:
  friend class Source;
  friend class Timer;

  int Milliseconds() const;  // until the first deadline; -1: there is none
  void RunTimers();

  Fd epoll_;
  bool stopped_ = false;
  uint64_t last_id_ = 0;
  // By the id that epoll gives back: one that is gone, earlier in the same batch too, is not found.
  std::unordered_map<uint64_t, Source*> sources_;
  std::set<std::pair<Clock::time_point, Timer*>> timers_;
  std::vector<std::shared_ptr<void>> buried_;
};

// A file descriptor and whom to call when it is ready.
class Source {
 public:
  using Handler = std::function<void(uint32_t events)>;

  Source(EventLoop* loop, Handler handler) : loop_(loop), handler_(std::move(handler)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() { Reset(Fd()); }

  // Closes what was held and takes `fd`.
  void Reset(Fd fd);

  // EPOLLIN, EPOLLOUT, both or 0. At 0 nothing is reported, no error or hang-up either: what nobody
  // would act on would come again at once.
  void Want(uint32_t events);
  int fd() const { return fd_.get(); }

 private:
  friend class EventLoop;

  EventLoop* loop_;
  Handler handler_;
  Fd fd_;
  uint64_t id_ = 0;
  uint32_t wanted_ = 0;
};

class Timer {
 public:
  Timer(EventLoop* loop, std::function<void()> handler)
      : loop_(loop), handler_(std::move(handler)) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { Stop(); }

  void Start(Clock::duration delay);  // once; anew if it runs
  void Stop();

 private:
  friend class EventLoop;

  EventLoop* loop_;
  std::function<void()> handler_;
  Clock::time_point due_;
  bool running_ = false;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_EVENT_LOOP_H_
