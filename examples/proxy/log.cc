// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The line that tells what a connection was. docs/proxy.md lists its keys.

#include <cstdio>
#include <string>

#include "examples/proxy/connection.h"
#include "examples/proxy/net.h"
#include "hardwire/platform/cfnetwork.h"
#include "hardwire/platform/openharmony.h"
#include "hardwire/result.h"
#include "hardwire/socks/socks5.h"

namespace hardwire::proxy {

namespace {

std::string Hex(uint8_t octet) {
  char text[3];
  snprintf(text, sizeof(text), "%02x", octet);
  return text;
}

std::string Outcome(Result result) {
  std::string text =
      " outcome=" + std::string{Name(result.code())} + "/" + std::string{Name(result.detail())};
  if (result.ok()) return text;
  text += " octet=" + Hex(result.octet());
  const auto cfnetwork = cfnetwork::FromResult(result);
  if (cfnetwork) text += " cfnetwork=" + std::to_string(cfnetwork->packed());
  const auto openharmony = openharmony::FromResult(result);
  if (openharmony) text += " openharmony=" + std::to_string(*openharmony);
  return text;
}

}  // namespace

std::string Connection::LogLine(const char* why) const {
  std::string line = "id=" + std::to_string(id_) + " client=" + Text(peer_) +
                     " version=" + std::to_string(handshake_.version());
  if (method_) line += " method=" + Hex(static_cast<uint8_t>(*method_));
  if (!user_.empty()) line += " user=" + Escape(user_);
  if (command_) {
    const bool udp = *command_ == socks5::Command::kUdpAssociate;
    line += " command=" + (udp ? "udp" : std::string{Name(*command_)}) + " target=" + target_text_;
  }
  char seconds[32];
  const std::chrono::duration<double> lasted = Clock::now() - start_;
  snprintf(seconds, sizeof(seconds), "%.3f", lasted.count());
  line += Outcome(handshake_.result()) + " end=" + why;
  line += " up=" + std::to_string(udp_ ? udp_->up() : up_.total());
  line += " down=" + std::to_string(udp_ ? udp_->down() : down_.total());
  return line + " seconds=" + seconds + " tls_up=" + up_.watch().Summary() +
         " tls_down=" + down_.watch().Summary();
}

}  // namespace hardwire::proxy
