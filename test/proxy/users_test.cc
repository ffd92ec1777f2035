// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "examples/proxy/users.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"

namespace hardwire::proxy {
namespace {

Users Read(const std::string& text) {
  std::istringstream file(text);
  Users users;
  EXPECT_EQ(users.Read(file), "") << text;
  return users;
}

TEST(UsersTest, NameAndPasswordMustBothBeRight) {
  const std::string longest(255, 'n');
  const Users users = Read("# people\n\nann:right:one\nbob:x y\n" + longest + ":" + longest);
  EXPECT_TRUE(users.Has("ann", "right:one"));
  EXPECT_TRUE(users.Has("bob", "x y"));
  EXPECT_TRUE(users.Has(longest, longest));
  EXPECT_FALSE(users.Has("ann", "x y"));
  EXPECT_FALSE(users.Has("ann", "right:on"));
  EXPECT_FALSE(users.Has("ann", "right:one "));
  EXPECT_FALSE(users.Has("ann", std::string("right:one\0", 10)));
  EXPECT_FALSE(users.Has("ann", ""));
  EXPECT_FALSE(users.Has("ann:right", "one"));
  EXPECT_FALSE(users.Has("Ann", "right:one"));
  EXPECT_FALSE(users.Has("eve", "x y"));
  EXPECT_FALSE(users.Has("", ""));
  EXPECT_FALSE(users.Has("# people", ""));
  EXPECT_FALSE(users.Has(longest, longest + "n"));
  EXPECT_FALSE(Users().Has("", ""));
}

TEST(UsersTest, EveryOctetCounts) {
  const Users users = Read("name:" + std::string(255, 'x'));
  for (size_t at = 0; at < 255; ++at) {
    for (const int bit : {1, 2, 4, 8, 16, 32, 64, 128}) {
      std::string password(255, 'x');
      password[at] = static_cast<char>(password[at] ^ bit);
      EXPECT_FALSE(users.Has("name", password)) << at << " " << bit;
    }
  }
}

TEST(UsersTest, CrlfIsLf) {
  const Users users = Read("# people\r\n\r\nann:secret\r\nbob:\rx\r");
  EXPECT_TRUE(users.Has("ann", "secret"));
  EXPECT_FALSE(users.Has("ann", "secret\r"));
  EXPECT_TRUE(users.Has("bob", "\rx"));
}

TEST(UsersTest, AByteOrderMarkIsNoPartOfTheFirstName) {
  const Users users = Read(
      "\xEF\xBB\xBF"
      "ann:secret\n\xEF\xBB\xBF"
      "bob:x\n");
  EXPECT_TRUE(users.Has("ann", "secret"));
  EXPECT_FALSE(
      users.Has("\xEF\xBB\xBF"
                "ann",
                "secret"));
  EXPECT_TRUE(
      users.Has("\xEF\xBB\xBF"
                "bob",
                "x"));
  EXPECT_TRUE(Read("\xEF\xBB\xBF# people\n").empty());
}

TEST(UsersTest, SaysWhichLineIsWrong) {
  const std::string long_one(256, 'x');
  for (const auto& [text, wrong] :
       {std::make_pair("ann:x\nbob\n", "2: name:password expected, there is no colon"),
        std::make_pair(":x\n", "1: name and password must have 1 to 255 octets each"),
        std::make_pair("#\n\nann:\r\n", "3: name and password must have 1 to 255 octets each"),
        std::make_pair("ann:x\nann:y\n", "2: the name stands there before")}) {
    std::istringstream file(text);
    EXPECT_EQ(Users().Read(file), wrong);
  }
  for (const std::string& text : {long_one + ":x", "x:" + long_one}) {
    std::istringstream file(text);
    EXPECT_EQ(Users().Read(file), "1: name and password must have 1 to 255 octets each");
  }
}

}  // namespace
}  // namespace hardwire::proxy
