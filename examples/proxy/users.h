// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Names and passwords, and the file that they come from.

#ifndef EXAMPLES_PROXY_USERS_H_
#define EXAMPLES_PROXY_USERS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <set>
#include <string>
#include <vector>

#include "hardwire/view.h"

namespace hardwire::proxy {

class Users {
 public:
  // Reads name:password lines. LF or CRLF ends a line; '#' begins a comment; a byte order mark of
  // UTF-8 in front is no part of the first. Empty, or what is wrong, at "LINE: ".
  std::string Read(std::istream& file) {
    std::set<std::string> names;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (number == 1 && line.compare(0, 3, "\xEF\xBB\xBF") == 0) line.erase(0, 3);
      if (line.empty() || line.front() == '#') continue;
      const size_t colon = line.find(':');
      const std::string where = std::to_string(number) + ": ";
      if (colon == std::string::npos) return where + "name:password expected, there is no colon";
      const std::string name = line.substr(0, colon);
      const std::string password = line.substr(colon + 1);
      if (name.empty() || name.size() > kMost || password.empty() || password.size() > kMost) {
        return where + "name and password must have 1 to 255 octets each";
      }
      if (!names.insert(name).second) return where + "the name stands there before";
      users_.push_back(ToUser(name, password));
    }
    return "";
  }

  bool empty() const { return users_.empty(); }

  // Takes as long for any name and any password: compares all octets with those of every user.
  bool Has(hardwire::string_view name, hardwire::string_view password) const {
    if (name.size() > kMost || password.size() > kMost) return false;
    const User given = ToUser(name, password);
    unsigned found = 0;
    for (const User& user : users_) {
      unsigned different = 0;
      for (size_t i = 0; i < given.size(); ++i)
        different |= static_cast<unsigned>(given[i] ^ user[i]);
      found |= (different - 1) >> 8;  // not 0 if `different` is
    }
    return found != 0;
  }

 private:
  static constexpr size_t kMost = 255;  // RFC 1929

  // Of each: its size, and its octets, with zeros behind.
  using User = std::array<uint8_t, 2 * (1 + kMost)>;

  static User ToUser(hardwire::string_view name, hardwire::string_view password) {
    User user = {};
    user[0] = static_cast<uint8_t>(name.size());
    std::copy(name.begin(), name.end(), user.begin() + 1);
    user[1 + kMost] = static_cast<uint8_t>(password.size());
    std::copy(password.begin(), password.end(), user.begin() + 2 + kMost);
    return user;
  }

  std::vector<User> users_;
};

}  // namespace hardwire::proxy

#endif  // EXAMPLES_PROXY_USERS_H_
