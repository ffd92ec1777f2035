// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// One thread that waits for sockets and for time: epoll, and an ordered set of deadlines.

#ifndef EXAMPLES_PROXY_EVENT_LOOP_H_
#define EXAMPLES_PROXY_EVENT_LOOP_H_

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

namespace hardwire::proxy {

using Clock = std::chrono::steady_clock;
constexpr Clock::time_point kNever = Clock::time_point::max();

inline Clock::time_point After(double seconds) {
  const std::chrono::duration<double> delay(seconds);
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(delay);
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
  ~Fd() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

// Errors and hang-ups are read, too: recv says which.
inline bool Readable(uint32_t events) { return (events & ~uint32_t{EPOLLOUT}) != 0; }

// A file descriptor, a deadline, and whom to call when one is ready or the other has come.
class Source {
 public:
  // `events` is 0 at the deadline. A handler must not destroy its own Source.
  using Handler = std::function<void(uint32_t events)>;

  Source(class EventLoop* loop, Handler handler) : loop_(loop), handler_(std::move(handler)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  ~Source() { Reset(Fd()); }

  // Closes what was held, forgets the deadline and takes `fd`, and `entry`, which is to be kept as
  // long as that is open.
  void Reset(Fd fd, std::shared_ptr<void> entry = nullptr);

  // Gives what was held to `other`, and forgets the deadline.
  void MoveTo(Source* other);

  // EPOLLIN, EPOLLOUT, both or 0. At 0 nothing is reported, no error or hang-up either: what nobody
  // would act on would come again at once.
  void Want(uint32_t events);

  // Calls the handler once, in place of any deadline set before.
  void CallAt(Clock::time_point when);
  int fd() const { return fd_.get(); }

 private:
  friend class EventLoop;

  EventLoop* loop_;
  Handler handler_;
  Fd fd_;
  std::shared_ptr<void> entry_;
  uint64_t id_ = 0;
  uint32_t wanted_ = 0;
  Clock::time_point due_ = kNever;
};

class EventLoop {
 public:
  EventLoop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

  // Waits, and calls whoever is ready or due. False: it cannot wait.
  bool RunOnce() {
    int milliseconds = -1;
    if (!deadlines_.empty()) {
      const auto left = deadlines_.begin()->first - Clock::now();
      const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(left).count();
      milliseconds = static_cast<int>(std::clamp<int64_t>(rounded, 0, 60000));
    }
    std::array<epoll_event, 256> events;
    const int ready =
        epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), milliseconds);
    if (ready < 0 && errno != EINTR) return false;
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<size_t>(i)];
      const uint64_t id = event.data.u64;  // a copy: epoll_event is packed
      const auto found = sources_.find(id);
      if (found != sources_.end()) found->second->handler_(event.events);
    }
    const Clock::time_point now = Clock::now();
    while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
      Source* const source = deadlines_.begin()->second;
      source->CallAt(kNever);
      source->handler_(0);
    }
    return true;
  }

 private:
  friend class Source;

  Fd epoll_;
  uint64_t last_id_ = 0;
  // By the id that epoll gives back: one that is gone, earlier in the same batch too, is not found.
  std::unordered_map<uint64_t, Source*> sources_;
  std::set<std::pair<Clock::time_point, Source*>> deadlines_;
};

inline void Source::MoveTo(Source* other) {
  Want(0);
  other->Reset(std::move(fd_), std::move(entry_));
  Reset(Fd());
}

inline void Source::Reset(Fd fd, std::shared_ptr<void> entry) {
  Want(0);
  CallAt(kNever);
  if (id_ != 0) loop_->sources_.erase(id_);
  fd_ = Fd();  // before the new one is taken, so that there is never a descriptor too many
  fd_ = std::move(fd);
  entry_ = std::move(entry);
  id_ = fd_.ok() ? ++loop_->last_id_ : 0;
  if (id_ != 0) loop_->sources_.emplace(id_, this);
}

inline void Source::Want(uint32_t events) {
  if (events == wanted_ || !fd_.ok()) return;
  epoll_event event = {};
  event.events = events;
  event.data.u64 = id_;
  const int operation = events == 0 ? EPOLL_CTL_DEL : wanted_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(loop_->epoll_.get(), operation, fd_.get(), &event) == 0) wanted_ = events;
}

inline void Source::CallAt(Clock::time_point when) {
  loop_->deadlines_.erase({due_, this});
  due_ = when;
  if (due_ != kNever) loop_->deadlines_.emplace(due_, this);
}

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_EVENT_LOOP_H_
