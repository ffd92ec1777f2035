// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// The names of values, all of them, written out a second time: logs and scripts compare them.

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/sniff.h"
#include "hardwire/socks/gssapi.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/socks/socks4.h"
#include "hardwire/socks/socks5.h"
#include "hardwire/view.h"

namespace hardwire {
namespace {

constexpr char kSnakeCase[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

template <typename Value>
std::string NameOf(int value) {
  const string_view name = Name(static_cast<Value>(value));
  return std::string(name.data(), name.size());
}

// Value by value; what is not in `names` has none.
template <typename Value>
void ExpectNames(const std::map<int, std::string>& names) {
  for (int value = 0; value < 256; ++value) {
    const auto row = names.find(value);
    EXPECT_EQ(NameOf<Value>(value), row == names.end() ? "unassigned" : row->second) << value;
  }
}

TEST(NamesTest, OfSocks5AreThoseOfTheRfcsAndTor) {
  ExpectNames<socks5::Method>({{0x00, "no_authentication"},
                               {0x01, "gssapi"},
                               {0x02, "username_password"},
                               {0xFF, "no_acceptable_methods"}});
  ExpectNames<socks5::Command>({{0x01, "connect"},
                                {0x02, "bind"},
                                {0x03, "udp_associate"},
                                {0xF0, "tor_resolve"},
                                {0xF1, "tor_resolve_ptr"}});
  ExpectNames<socks5::ReplyCode>({{0x00, "succeeded"},
                                  {0x01, "general_failure"},
                                  {0x02, "connection_not_allowed"},
                                  {0x03, "network_unreachable"},
                                  {0x04, "host_unreachable"},
                                  {0x05, "connection_refused"},
                                  {0x06, "ttl_expired"},
                                  {0x07, "command_not_supported"},
                                  {0x08, "address_type_not_supported"},
                                  {0xF0, "tor_descriptor_not_found"},
                                  {0xF1, "tor_descriptor_invalid"},
                                  {0xF2, "tor_introduction_failed"},
                                  {0xF3, "tor_rendezvous_failed"},
                                  {0xF4, "tor_missing_client_authorization"},
                                  {0xF5, "tor_wrong_client_authorization"},
                                  {0xF6, "tor_bad_address"},
                                  {0xF7, "tor_introduction_timed_out"}});
  ExpectNames<gssapi::Type>({{0x01, "authentication"},
                             {0x02, "protection_level"},
                             {0x03, "per_message_data"},
                             {0xFF, "abort"}});
}

TEST(NamesTest, OfSocks4) {
  ExpectNames<socks4::Command>(
      {{0x01, "connect"}, {0x02, "bind"}, {0xF0, "tor_resolve"}, {0xF1, "tor_resolve_ptr"}});
  ExpectNames<socks4::ReplyCode>(
      {{90, "granted"}, {91, "rejected"}, {92, "identd_unreachable"}, {93, "identd_mismatch"}});
}

TEST(NamesTest, OfHandshakeSteps) {
  ExpectNames<socks::HandshakeStep>({{0, "greeting"},
                                     {1, "method_selection"},
                                     {2, "credentials"},
                                     {3, "credentials_reply"},
                                     {4, "exchange"},
                                     {5, "request"},
                                     {6, "reply"},
                                     {7, "second_reply"},
                                     {8, "done"},
                                     {9, "over"}});
}

TEST(NamesTest, OfProtocols) {
  ExpectNames<Protocol>({{0, "other"},
                         {1, "socks4"},
                         {2, "socks5"},
                         {3, "tls"},
                         {4, "sslv2"},
                         {5, "http"},
                         {6, "http_connect"},
                         {7, "ssh"},
                         {8, "proxy_v1"},
                         {9, "proxy_v2"}});
}

template <typename Value>
void ExpectSnakeCase() {
  for (int value = 0; value < 256; ++value) {
    const std::string name = NameOf<Value>(value);
    EXPECT_FALSE(name.empty()) << value;
    EXPECT_EQ(name.find_first_not_of(kSnakeCase), std::string::npos) << name;
  }
}

TEST(NamesTest, OfOutcomesAreInSnakeCase) {
  ExpectSnakeCase<Code>();
  ExpectSnakeCase<Detail>();
  ExpectSnakeCase<Violation>();
}

}  // namespace
}  // namespace hardwire
