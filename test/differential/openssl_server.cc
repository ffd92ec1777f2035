// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "test/differential/openssl_server.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "fuzz/random_message.h"

namespace hardwire {
namespace {

struct FreeSsl {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using Connection = std::unique_ptr<SSL, FreeSsl>;

void Check(bool good, const char* what) {
  if (good) return;
  fprintf(stderr, "OpenSSL: %s\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

int FixedBytes(unsigned char* out, int size) {
  static fuzz::Random random(8446);
  for (int i = 0; i < size; ++i) out[i] = random.Octet();
  return 1;
}
int AlwaysReady() { return 1; }

void FixRandomNumbers() {
  static const RAND_METHOD kMethod = {nullptr, FixedBytes, nullptr,
                                      nullptr, FixedBytes, AlwaysReady};
  Check(RAND_set_rand_method(&kMethod) == 1, "RAND_set_rand_method");
}

// A connection whose two memory BIOs belong to it. Nothing left to read: try again later.
Connection Connect(SSL_CTX* context) {
  Connection ssl(SSL_new(context));
  Check(ssl != nullptr, "SSL_new");
  BIO* in = BIO_new(BIO_s_mem());
  BIO* out = BIO_new(BIO_s_mem());
  Check(in != nullptr && out != nullptr, "BIO_new");
  BIO_set_mem_eof_return(in, -1);
  SSL_set_bio(ssl.get(), in, out);
  return ssl;
}

// What the record layer refuses, and for which field. HTTP is noticed by a wrong version.
struct RecordReason {
  int reason;
  Field field;
};
constexpr RecordReason kRecordReasons[] = {
    {SSL_R_HTTP_REQUEST, Field::kVersion},
    {SSL_R_HTTPS_PROXY_REQUEST, Field::kVersion},
    {SSL_R_WRONG_VERSION_NUMBER, Field::kVersion},
    {SSL_R_PACKET_LENGTH_TOO_LONG, Field::kLength},
    {SSL_R_ENCRYPTED_LENGTH_TOO_LONG, Field::kLength},
    {SSL_R_DATA_LENGTH_TOO_LONG, Field::kLength},
    {SSL_R_LENGTH_TOO_SHORT, Field::kLength},
    {SSL_R_UNEXPECTED_MESSAGE, Field::kType},
};

Field FieldOf(int reason) {
  for (const RecordReason& known : kRecordReasons) {
    if (known.reason == reason) return known.field;
  }
  return Field::kNone;
}

// The bytes of the first record as OpenSSL cuts it: an SSLv2-style hello has a header of two.
size_t FirstRecordSize(const Octets& input) {
  const size_t first = size_t{input[0]} << 8 | input[1];
  if ((first & 0x8000) != 0 && input[2] == 1) return 2 + (first & 0x7FFF);
  return 5 + (size_t{input[3]} << 8 | input[4]);
}

// The oldest error in the queue. Some reasons are used by both layers: the source file tells which
// it was, and what the record layer's files say must be a reason that is known here.
Opinion OpinionOfError(bool first_record) {
  const char* file = "";
  const unsigned long error = ERR_get_error_all(&file, nullptr, nullptr, nullptr, nullptr);
  Check(ERR_GET_LIB(error) == ERR_LIB_SSL && *file != '\0', "an error of unknown origin");
  if (!first_record) return {Answer::kAccepts, Field::kNone, false, false, 0};
  const int reason = ERR_GET_REASON(error);
  if (strstr(file, "/record/") == nullptr) {
    return {Answer::kAccepts, Field::kNone, false, true, reason};
  }
  if (FieldOf(reason) == Field::kNone) {
    fprintf(stderr, "%s: no reason known here: %s\n", file, ERR_reason_error_string(error));
    exit(1);
  }
  return {Answer::kRejects, FieldOf(reason), false, false, reason};
}

}  // namespace

std::string NameOf(const Opinion& opinion) {
  if (opinion.answer == Answer::kMore) return "more";
  std::string name = opinion.answer == Answer::kRejects ? "rejects" : "accepts";
  if (opinion.waits) name += ", and waits";
  if (opinion.handshake) name += ", the handshake layer refuses";
  if (opinion.reason == 0) return name;
  const char* text = ERR_reason_error_string(ERR_PACK(ERR_LIB_SSL, 0, opinion.reason));
  return name + ": " + (text == nullptr ? std::to_string(opinion.reason) : text);
}

OpensslPeers::OpensslPeers() {
  // No configuration file: the same defaults on every machine.
  Check(OPENSSL_init_ssl(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1, "OPENSSL_init_ssl");
  FixRandomNumbers();
  client_.reset(SSL_CTX_new(TLS_client_method()));
  // It has no certificate: a hello that it has read whole is refused by the handshake layer.
  server_.reset(SSL_CTX_new(TLS_server_method()));
  Check(client_ != nullptr && server_ != nullptr, "SSL_CTX_new");
}

Octets OpensslPeers::ClientHello(int min_version, int max_version, std::string name,
                                 size_t protocols) {
  const Connection ssl = Connect(client_.get());
  Check(SSL_set_min_proto_version(ssl.get(), min_version) == 1, "min_proto_version");
  Check(SSL_set_max_proto_version(ssl.get(), max_version) == 1, "max_proto_version");
  // The macro of <openssl/tls1.h> spelled out, without its cast.
  Check(SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) ==
            1,
        "host_name");
  Octets list;
  for (size_t i = 0; i < protocols; ++i) list.insert(list.end(), {3, 'h', '2', 'x'});
  if (!list.empty()) {
    Check(SSL_set_alpn_protos(ssl.get(), list.data(), static_cast<unsigned>(list.size())) == 0,
          "alpn_protos");
  }
  const int done = SSL_connect(ssl.get());
  Check(SSL_get_error(ssl.get(), done) == SSL_ERROR_WANT_READ, "SSL_connect");
  Octets hello(BIO_ctrl_pending(SSL_get_wbio(ssl.get())));
  const int size = BIO_read(SSL_get_wbio(ssl.get()), hello.data(), static_cast<int>(hello.size()));
  Check(size > 0 && static_cast<size_t>(size) == hello.size(), "BIO_read");
  return hello;
}

Opinion OpensslPeers::Judge(const Octets& input) {
  const Connection ssl = Connect(server_.get());
  BIO* in = SSL_get_rbio(ssl.get());
  if (!input.empty()) {
    const int size = static_cast<int>(input.size());
    Check(BIO_write(in, input.data(), size) == size, "BIO_write");
  }
  ERR_clear_error();
  const int done = SSL_accept(ssl.get());
  const int error = SSL_get_error(ssl.get(), done);
  const size_t consumed = input.size() - BIO_ctrl_pending(in);
  if (error == SSL_ERROR_WANT_READ) {
    return {consumed < 5 ? Answer::kMore : Answer::kAccepts, Field::kNone, true, false, 0};
  }
  Check(consumed >= 5, "an error before five octets");
  return OpinionOfError(consumed <= FirstRecordSize(input));
}

}  // namespace hardwire
