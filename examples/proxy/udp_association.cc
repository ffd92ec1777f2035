// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/udp_association.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "examples/proxy/net.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"

namespace hardwire::proxy {

using socks::Address;
using socks::AddressType;

namespace {

constexpr int kBatch = 64;       // datagrams a turn: the others' sockets wait meanwhile
constexpr int kMaxWaiting = 16;  // of up to 64 KiB each
constexpr std::chrono::seconds kNameLives(5);
constexpr size_t kRoom = udp::kMaxHeaderSize;

// Where a datagram is put, with room for a header before it. One thread, one datagram at a time.
std::array<uint8_t, kRoom + 65536> scratch;

// Reads one datagram behind the room. False: there is none now.
bool Receive(int fd, Bytes* datagram, Address* from) {
  SocketName name;
  const ssize_t n =
      recvfrom(fd, &scratch[kRoom], scratch.size() - kRoom, 0, name.get(), &name.size);
  if (n < 0) return false;
  *datagram = Bytes(&scratch[kRoom], static_cast<size_t>(n));
  *from = FromName(name);
  return true;
}

bool SendTo(int fd, Bytes datagram, const Address& to) {
  SocketName name = ToName(to);
  return sendto(fd, datagram.data(), datagram.size(), MSG_NOSIGNAL, name.get(), name.size) >= 0;
}

// One datagram tries one address: the first of the client's own family, for want of better.
const Address& Preferred(const std::vector<Address>& found, AddressType type) {
  for (const Address& address : found) {
    if (address.type() == type) return address;
  }
  return found.front();
}

}  // namespace

UdpAssociation::UdpAssociation(EventLoop* loop, Resolver* resolver, const Address& client,
                               std::function<void()> on_traffic)
    : resolver_(resolver),
      client_(client),
      on_traffic_(std::move(on_traffic)),
      inside_(loop, [this](uint32_t) { FromClient(); }),
      outside4_(loop, [this](uint32_t) { FromOutside(&outside4_); }),
      outside6_(loop, [this](uint32_t) { FromOutside(&outside6_); }) {}

int UdpAssociation::Open(const Address& local) {
  Fd fd = Bound(SOCK_DGRAM, WithPort(local, 0));
  if (!fd.ok()) return errno;
  inside_.Reset(std::move(fd));
  inside_.Want(EPOLLIN);
  return 0;
}

Address UdpAssociation::bound() const { return LocalName(inside_.fd()); }

bool UdpAssociation::IsClient(const Address& from) {
  return SameIp(from, client_) && (client_.port() == 0 || client_.port() == from.port());
}

void UdpAssociation::FromClient() {
  Bytes datagram;
  Address from;
  for (int i = 0; i < kBatch && Receive(inside_.fd(), &datagram, &from); ++i) {
    if (!IsClient(from)) continue;
    udp::Header header;
    const Policy policy = Policy::Interop().Rejecting(Violation::kFragment);
    if (!Decode(datagram, &header, policy).ok()) continue;
    client_ = from;
    Route(header);
  }
}

void UdpAssociation::Route(const udp::Header& header) {
  const uint16_t port = header.address.port();
  if (header.address.type() != AddressType::kDomain) {
    return SendOut(header.address, header.payload);
  }
  const std::string name(header.address.domain());
  if (name == name_ && Clock::now() < known_until_) {
    return SendOut(WithPort(known_, port), header.payload);
  }
  if (waiting_ == kMaxWaiting) return;
  ++waiting_;
  const std::vector<uint8_t> payload(header.payload.begin(), header.payload.end());
  resolver_->Resolve(name, port, alive_,
                     [this, name, payload](int, const std::vector<Address>& found) {
                       --waiting_;
                       if (found.empty()) return;
                       name_ = name;
                       known_ = Preferred(found, client_.type());
                       known_until_ = Clock::now() + kNameLives;
                       SendOut(known_, payload);
                     });
}

void UdpAssociation::SendOut(const Address& to, Bytes payload) {
  Source* const outside = to.type() == AddressType::kIpv4 ? &outside4_ : &outside6_;
  if (outside->fd() < 0) {
    outside->Reset(OpenSocket(SOCK_DGRAM, to));
    outside->Want(EPOLLIN);
  }
  if (!SendTo(outside->fd(), payload, to)) return;  // as on any network, it is lost
  up_ += payload.size();
  on_traffic_();
}

void UdpAssociation::FromOutside(Source* outside) {
  Bytes payload;
  udp::Header header;
  for (int i = 0; i < kBatch && Receive(outside->fd(), &payload, &header.address); ++i) {
    if (client_.port() == 0) continue;
    const size_t size = EncodedSize(header);
    uint8_t* const start = &scratch[kRoom - size];
    if (!Encode(header, absl::Span<uint8_t>(start, size)).ok()) continue;
    if (!SendTo(inside_.fd(), Bytes(start, size + payload.size()), client_)) continue;
    down_ += payload.size();
    on_traffic_();
  }
}

}  // namespace hardwire::proxy
