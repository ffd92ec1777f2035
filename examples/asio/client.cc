// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// A SOCKS client in C++17 on standalone Asio: connects through a SOCKS4, SOCKS4a or SOCKS5 proxy,
// then copies standard input to the target and what comes back to standard output.
// docs/embedding-asio.md says how it is put together.

#include <unistd.h>

#include <array>
#include <asio.hpp>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <system_error>

#include "examples/client/options.h"
#include "hardwire/result.h"
#include "hardwire/socks/address.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/client_handshake.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/socks/userpass.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

using asio::ip::tcp;
using socks::ClientEvent;
using socks::ClientHandshake;
using socks::HandshakeStep;

constexpr size_t kBufferSize = 4096;
constexpr std::chrono::seconds kHandshakeTime(20);

[[noreturn]] void Fail(const std::string& what) {
  fprintf(stderr, "asio_client: %s\n", what.c_str());
  exit(1);
}

void Check(std::error_code error, const char* what) {
  if (error) Fail(std::string(what) + ": " + error.message());
}

void Check(Result result, const char* what) {
  if (result.ok()) return;
  std::array<char, 16> octet = {};
  if (result.octet() != 0) snprintf(octet.data(), octet.size(), " (octet %02x)", result.octet());
  Fail(std::string(what) + ": " + Text(Name(result.code())) + " / " + Text(Name(result.detail())) +
       octet.data() + ": " + Text(Sentence(result)));
}

// What is read at one end and not yet written at the other.
struct Flow {
  size_t size = 0;
  std::array<uint8_t, kBufferSize> data;
};

class Client {
 public:
  Client(asio::io_context* loop, const Options& options)
      : options_(options),
        proxy_(*loop),
        resolver_(*loop),
        timer_(*loop),
        input_(*loop, STDIN_FILENO),
        output_(*loop, STDOUT_FILENO),
        handshake_(options.socks4 ? ClientHandshake::Socks4() : ClientHandshake::Socks5()) {}

  void Start() {
    timer_.expires_after(kHandshakeTime);
    timer_.async_wait([](std::error_code error) {
      if (!error) Fail("the proxy has not answered in time");
    });
    resolver_.async_resolve(
        HostOfProxy(), std::to_string(options_.proxy.port()), tcp::resolver::numeric_service,
        [this](std::error_code error, const tcp::resolver::results_type& found) {
          Check(error, "looking for the proxy");
          asio::async_connect(proxy_, found, [this](std::error_code failed, const tcp::endpoint&) {
            Check(failed, "connecting to the proxy");
            Continue();
          });
        });
  }

 private:
  std::string HostOfProxy() const {
    if (options_.proxy.type() == socks::AddressType::kDomain) return Text(options_.proxy.domain());
    std::array<char, socks::kMaxIpText> text;
    return std::string(text.data(), FormatIp(options_.proxy, MakeSpan(text)).written());
  }

  // THE HANDSHAKE

  // Says or hears what is due.
  void Continue() {
    if (handshake_.step() == HandshakeStep::kDone) return Relay();
    if (handshake_.awaits_peer()) return Hear();
    const Result written = Say();
    Check(written, "this cannot be sent");
    asio::async_write(proxy_, asio::buffer(up_.data.data(), written.written()),
                      [this](std::error_code error, size_t /*size*/) {
                        Check(error, "writing");
                        Continue();
                      });
  }

  // Writes the message that is due to the start of `up_`.
  Result Say() {
    const Span<uint8_t> room = MakeSpan(up_.data);
    if (handshake_.step() == HandshakeStep::kGreeting) {
      static constexpr std::array<uint8_t, 2> kMethods = {0, 2};
      socks5::Greeting greeting;
      greeting.methods = kMethods;
      if (!options_.has_user) greeting.methods.remove_suffix(1);
      return handshake_.Write(greeting, room);
    }
    if (handshake_.step() == HandshakeStep::kCredentials) {
      return handshake_.Write(userpass::Request{options_.user, options_.password, {}}, room);
    }
    if (options_.socks4) {
      socks4::Request request;
      request.address = options_.target;
      request.userid = options_.user;
      return handshake_.Write(request, room);
    }
    socks5::Request request;
    request.address = options_.target;
    return handshake_.Write(request, room);
  }

  // Reads the message that is due. What follows the last one stays in `down_`.
  void Hear() {
    ClientEvent event;
    const Result read = handshake_.Read({down_.data.data(), down_.size}, &event);
    if (read.code() == Code::kNeedMore) return HearMore();
    Check(read, "the proxy says");
    down_.size -= read.consumed();
    memmove(down_.data.data(), down_.data.data() + read.consumed(), down_.size);
    Continue();
  }

  void HearMore() {
    if (down_.size == down_.data.size()) Fail("the proxy's message has no end");
    proxy_.async_read_some(
        asio::buffer(down_.data.data() + down_.size, down_.data.size() - down_.size),
        [this](std::error_code error, size_t size) {
          if (error == asio::error::eof) {
            Check(handshake_.EndOfStream({down_.data.data(), down_.size}), "the proxy has closed");
          }
          Check(error, "reading");
          down_.size += size;
          Hear();
        });
  }

  // RELAYING

  void Relay() {
    timer_.cancel();
    ReadInput();
    WriteOutput();  // what the target has sent behind the reply
  }

  void ReadInput() {
    input_.async_read_some(asio::buffer(up_.data), [this](std::error_code error, size_t size) {
      if (error == asio::error::eof) {
        std::error_code ignored;
        proxy_.shutdown(tcp::socket::shutdown_send, ignored);
        return;
      }
      Check(error, "standard input");
      asio::async_write(proxy_, asio::buffer(up_.data.data(), size),
                        [this](std::error_code failed, size_t /*size*/) {
                          Check(failed, "writing");
                          ReadInput();
                        });
    });
  }

  void WriteOutput() {
    asio::async_write(output_, asio::buffer(down_.data.data(), down_.size),
                      [this](std::error_code error, size_t /*size*/) {
                        Check(error, "standard output");
                        ReadTarget();
                      });
  }

  void ReadTarget() {
    proxy_.async_read_some(asio::buffer(down_.data), [this](std::error_code error, size_t size) {
      if (error == asio::error::eof) exit(0);  // standard input may stay open for ever
      Check(error, "reading");
      down_.size = size;
      WriteOutput();
    });
  }

  const Options& options_;
  tcp::socket proxy_;
  tcp::resolver resolver_;
  asio::steady_timer timer_;
  asio::posix::stream_descriptor input_;
  asio::posix::stream_descriptor output_;
  ClientHandshake handshake_;
  Flow up_;
  Flow down_;
};

}  // namespace
}  // namespace hardwire

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);  // writing tells
  try {
    hardwire::Options options;
    std::string fault = hardwire::ReadOptions(argc, argv, &options);
    const bool plain = !options.optimistic && !options.client_first &&
                       options.command == hardwire::socks5::Command::kConnect;
    if (fault.empty() && !plain) fault = "it connects, and has no --optimistic and --client-first";
    if (!fault.empty()) {
      fprintf(stderr, "asio_client: %s\n", fault.c_str());
      return 2;
    }
    asio::io_context loop(1);
    hardwire::Client client(&loop, options);
    client.Start();
    loop.run();
  } catch (const std::exception& error) {  // standard input is a file, or memory is missing
    fprintf(stderr, "asio_client: %s\n", error.what());
    return 1;
  }
}
