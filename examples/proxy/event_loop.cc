// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/event_loop.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

namespace hardwire::proxy {

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

EventLoop::EventLoop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

int EventLoop::Milliseconds() const {
  if (timers_.empty()) return -1;
  const auto left = timers_.begin()->first - Clock::now();
  const auto rounded = std::chrono::ceil<std::chrono::milliseconds>(left).count();
  return static_cast<int>(std::clamp<int64_t>(rounded, 0, 60000));
}

void EventLoop::RunTimers() {
  const Clock::time_point now = Clock::now();
  while (!timers_.empty() && timers_.begin()->first <= now) {
    Timer* const timer = timers_.begin()->second;
    timer->Stop();
    const auto handler = timer->handler_;  // a copy: the handler may end the timer
    handler();
  }
}

void EventLoop::Run() {
  std::array<epoll_event, 256> events;
  while (!stopped_) {
    const int ready =
        epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), Milliseconds());
    if (ready < 0 && errno != EINTR) return;
    for (int i = 0; i < ready; ++i) {
      const epoll_event& event = events[static_cast<size_t>(i)];
      const auto found = sources_.find(event.data.u64);
      if (found == sources_.end()) continue;
      const Source::Handler handler = found->second->handler_;  // a copy, as above
      handler(event.events);
    }
    RunTimers();
    buried_.clear();
  }
}

void Source::Reset(Fd fd) {
  Want(0);
  if (id_ != 0) loop_->sources_.erase(id_);
  fd_ = Fd();  // before the new one is taken, so that there is never a descriptor too many
  fd_ = std::move(fd);
  id_ = fd_.ok() ? ++loop_->last_id_ : 0;
  if (id_ != 0) loop_->sources_.emplace(id_, this);
}

void Source::Want(uint32_t events) {
  if (events == wanted_ || !fd_.ok()) return;
  epoll_event event = {};
  event.events = events;
  event.data.u64 = id_;
  const int operation = events == 0 ? EPOLL_CTL_DEL : wanted_ == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  if (epoll_ctl(loop_->epoll_.get(), operation, fd_.get(), &event) == 0) wanted_ = events;
}

void Timer::Start(Clock::duration delay) {
  Stop();
  due_ = Clock::now() + delay;
  running_ = loop_->timers_.emplace(due_, this).second;
}

void Timer::Stop() {
  if (running_) loop_->timers_.erase({due_, this});
  running_ = false;
}

}  // namespace hardwire::proxy
