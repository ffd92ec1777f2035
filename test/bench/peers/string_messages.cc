// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/bench/peers/string_messages.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace string_peer {
namespace {

uint8_t Octet(const std::string& data, size_t at) { return static_cast<uint8_t>(data[at]); }

uint16_t Number(const std::string& data, size_t at) {
  return static_cast<uint16_t>(Octet(data, at) << 8 | Octet(data, at + 1));
}

void AppendOctet(size_t value, std::string* out) { out->push_back(static_cast<char>(value)); }

void AppendNumber(uint16_t value, std::string* out) {
  AppendOctet(value >> 8, out);
  AppendOctet(value & 0xFF, out);
}

// A text behind its length, which has an octet. Moves `*at` behind it.
bool TakeText(const std::string& data, size_t* at, std::string* text) {
  if (data.size() < *at + 1) return false;
  const size_t size = Octet(data, *at);
  if (data.size() < *at + 1 + size) return false;
  *text = data.substr(*at + 1, size);
  *at += 1 + size;
  return true;
}

// A text that ends in NUL.
bool TakeCString(const std::string& data, size_t* at, std::string* text) {
  const size_t end = data.find('\0', *at);
  if (end == std::string::npos) return false;
  *text = data.substr(*at, end - *at);
  *at = end + 1;
  return true;
}

void AppendText(const std::string& text, std::string* out) {
  AppendOctet(text.size(), out);
  *out += text;
}

bool IsSocks4a(const std::string& ip) {
  return ip.substr(0, 3) == std::string(3, '\0') && ip[3] != 0;
}

}  // namespace

bool Socks5Greeting::Deserialize(const std::string& data) {
  if (data.empty() || data[0] != 5) return false;
  size_t at = 1;
  return TakeText(data, &at, &methods);
}

std::string Socks5Greeting::Serialize() const {
  std::string out;
  AppendOctet(5, &out);
  AppendText(methods, &out);
  return out;
}

bool Socks5Message::Deserialize(const std::string& data) {
  if (data.size() < 4 || data[0] != 5) return false;
  code = Octet(data, 1);
  address_type = Octet(data, 3);
  size_t at = 4;
  if (address_type == 3) {
    if (!TakeText(data, &at, &host)) return false;
  } else if (address_type == 1 || address_type == 4) {
    const size_t size = address_type == 1 ? 4 : 16;
    if (data.size() < at + size) return false;
    host = data.substr(at, size);
    at += size;
  } else {
    return false;
  }
  if (data.size() < at + 2) return false;
  port = Number(data, at);
  return true;
}

std::string Socks5Message::Serialize() const {
  std::string out;
  AppendOctet(5, &out);
  AppendOctet(code, &out);
  AppendOctet(0, &out);
  AppendOctet(address_type, &out);
  if (address_type == 3) AppendOctet(host.size(), &out);
  out += host;
  AppendNumber(port, &out);
  return out;
}

bool UserpassRequest::Deserialize(const std::string& data) {
  if (data.empty() || data[0] != 1) return false;
  size_t at = 1;
  return TakeText(data, &at, &username) && TakeText(data, &at, &password);
}

std::string UserpassRequest::Serialize() const {
  std::string out;
  AppendOctet(1, &out);
  AppendText(username, &out);
  AppendText(password, &out);
  return out;
}

bool Socks4Request::Deserialize(const std::string& data) {
  if (data.size() < 9 || data[0] != 4) return false;
  command = Octet(data, 1);
  port = Number(data, 2);
  ip = data.substr(4, 4);
  size_t at = 8;
  if (!TakeCString(data, &at, &userid)) return false;
  if (IsSocks4a(ip)) return TakeCString(data, &at, &host);
  host.clear();
  return true;
}

std::string Socks4Request::Serialize() const {
  std::string out;
  AppendOctet(4, &out);
  AppendOctet(command, &out);
  AppendNumber(port, &out);
  out += ip;
  out += userid;
  AppendOctet(0, &out);
  if (IsSocks4a(ip)) {
    out += host;
    AppendOctet(0, &out);
  }
  return out;
}

bool TlsRecordHeader::Deserialize(const std::string& data) {
  if (data.size() < 5) return false;
  type = Octet(data, 0);
  version = Number(data, 1);
  length = Number(data, 3);
  return true;
}

std::string TlsRecordHeader::Serialize() const {
  std::string out;
  AppendOctet(type, &out);
  AppendNumber(version, &out);
  AppendNumber(length, &out);
  return out;
}

}  // namespace string_peer
