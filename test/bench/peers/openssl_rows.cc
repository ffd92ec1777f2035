// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// Rows beside OpenSSL's early callback: the stream is written into a memory BIO, SSL_accept calls
// the callback, this finds the server's name and asks to be called again. A connection is made for
// each hello, as in a server. What making it and freeing it costs is a row of its own.

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "benchmark/benchmark.h"
#include "test/bench/peers/hello_rows.h"
#include "test/bench/peers/peer_rows.h"

namespace hardwire {
namespace bench {
namespace {

struct Name {
  const uint8_t* data = nullptr;
  size_t size = 0;
};

size_t Number(const uint8_t* at) { return static_cast<size_t>(at[0] << 8 | at[1]); }

// The first name of a server_name extension.
Name NameIn(const uint8_t* body, size_t size) {
  if (size < 5 || Number(body) + 2 != size || body[2] != TLSEXT_NAMETYPE_host_name) return {};
  const size_t length = Number(body + 3);
  if (length + 5 > size) return {};
  return {body + 5, length};
}

int EarlyCallback(SSL* ssl, int* /*alert*/, void* out) {
  const uint8_t* body = nullptr;
  size_t size = 0;
  if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_server_name, &body, &size) == 1) {
    *static_cast<Name*>(SSL_get_app_data(ssl)) = NameIn(body, size);
  }
  static_cast<void>(out);
  return SSL_CLIENT_HELLO_RETRY;
}

SSL_CTX* Context() {
  static SSL_CTX* const context = [] {
    SSL_CTX* const made = SSL_CTX_new(TLS_server_method());
    if (made == nullptr) abort();
    SSL_CTX_set_client_hello_cb(made, EarlyCallback, nullptr);
    return made;
  }();
  return context;
}

SSL* Connect() {
  SSL* const ssl = SSL_new(Context());
  BIO* const in = BIO_new(BIO_s_mem());
  BIO* const out = BIO_new(BIO_s_mem());
  if (ssl == nullptr || in == nullptr || out == nullptr) abort();
  BIO_set_mem_eof_return(in, -1);
  SSL_set_bio(ssl, in, out);
  return ssl;
}

// Calls `use` with the name, which lives as long as the connection.
template <typename Use>
bool FindName(const std::string& stream, Use use) {
  SSL* const ssl = Connect();
  Name name;
  SSL_set_app_data(ssl, &name);
  const int size = static_cast<int>(stream.size());
  const bool asked = BIO_write(SSL_get_rbio(ssl), stream.data(), size) == size &&
                     SSL_get_error(ssl, SSL_accept(ssl)) == SSL_ERROR_WANT_CLIENT_HELLO_CB &&
                     name.size != 0;
  if (asked) use(name);
  SSL_free(ssl);
  return asked;
}

int HelloPass(const std::vector<std::string>& hellos) {
  int accepted = 0;
  for (const std::string& hello : hellos) {
    accepted += FindName(hello, [](Name name) { benchmark::DoNotOptimize(name); }) ? 1 : 0;
  }
  return accepted;
}
int SmallOpensslPass() { return HelloPass(SmallHellos()); }
int LargeOpensslPass() { return HelloPass(LargeHellos()); }

int ConnectionPass() {
  for (int i = 0; i < kHellosPerPass; ++i) SSL_free(Connect());
  return kHellosPerPass;
}

bool Agree(const std::vector<std::string>& hellos) {
  for (const std::string& hello : hellos) {
    std::string found;
    FindName(hello, [&found](Name name) {
      found.assign(reinterpret_cast<const char*>(name.data), name.size);
    });
    if (found.empty() || found != ServerNameByHardwire(hello)) return false;
  }
  return true;
}
bool SmallAgree() { return Agree(SmallHellos()); }
bool LargeAgree() { return Agree(LargeHellos()); }

}  // namespace

std::vector<PeerRow> PeerRows() {
  static constexpr char kPeer[] = "OpenSSL, early callback";
  return {
      {"hello of 212 octets", kPeer, "the octets of the name; it makes and frees a connection",
       kHellosPerPass, SmallHelloPass, SmallOpensslPass, SmallAgree},
      {"hello of 1,955 octets", kPeer, "the octets of the name; it makes and frees a connection",
       kHellosPerPass, LargeHelloPass, LargeOpensslPass, LargeAgree},
      {"hello of 1,955 octets", "OpenSSL, a connection alone", "anything: it reads no hello",
       kHellosPerPass, LargeHelloPass, ConnectionPass, LargeAgree},
  };
}

}  // namespace bench
}  // namespace hardwire
