// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0

#include "hardwire/platform/openharmony.h"

#include <cstdint>
#include <optional>

#include "hardwire/outcomes.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace openharmony {
namespace {

constexpr Symbol kOpenHarmonySymbols[] = {
    {201, "PERMISSION_DENIED_CODE", "Permission denied"},
    {401, "PARSE_ERROR_CODE", "Parameter error"},
    {2300002, "SYSTEM_INTERNAL_ERROR", "System internal error"},
    {2300999, "UNKNOW_ERROR", "Unknown Other Error"},
    {2301000, "SOCKET_ERROR_CODE_BASE", "Unknown Other Error"},
    {2301001, "EPERM", "Operation not permitted"},
    {2301002, "ENOENT", "No such file or directory"},
    {2301003, "ESRCH", "No such process"},
    {2301004, "EINTR", "Interrupted system call"},
    {2301009, "EBADF", "Bad file descriptor"},
    {2301011, "EAGAIN", "Operation would block"},
    {2301013, "EACCES", "Insufficient permissions"},
    {2301022, "EINVAL", "Invalid argument"},
    {2301032, "EPIPE", "Broken pipe"},
    {2301088, "ENOTSOCK", "Not a socket"},
    {2301098, "EADDRINUSE", "Address already in use"},
    {2301099, "EADDRNOTAVAIL", "Cannot assign requested address"},
    {2301100, "ENETDOWN", "Network is down"},
    {2301101, "ENETUNREACH", "Network is unreachable"},
    {2301104, "ECONNRESET", "Connection reset by peer"},
    {2301108, "ESHUTDOWN", "Cannot send after transport endpoint shutdown"},
    {2301110, "ETIMEDOUT", "Connection timed out"},
    {2301111, "ECONNREFUSED", "Connection refused"},
    {2301113, "EHOSTUNREACH", "No route to host"},
    {2301115, "EINPROGRESS", "Operation now in progress"},
    {2301163, "SOCKS5_MAKE_SOCKET_ERROR", "The SOCKS5 socket cannot be made"},
    {2301205, "SOCKS5_OTHER_ERROR", "Socks5 proxy error occured"},
    {2301206, "SOCKS5_FAIL_TO_CONNECT_PROXY", "Socks5 failed to connect to the proxy server."},
    {2301207, "SOCKS5_USER_PASS_INVALID", "Socks5 username or password is invalid."},
    {2301208, "SOCKS5_FAIL_TO_CONNECT_REMOTE", "Socks5 failed to connect to the remote server."},
    {2301209, "SOCKS5_METHOD_NEGO_ERROR", "Socks5 failed to negotiate the authentication method."},
    {2301210, "SOCKS5_FAIL_TO_SEND_MSG", "Socks5 failed to send the message."},
    {2301211, "SOCKS5_FAIL_TO_RECV_MSG", "Socks5 failed to receive the message."},
    {2301212, "SOCKS5_SERIALIZE_ERROR", "Socks5 serialization error."},
    {2301213, "SOCKS5_DESERIALIZE_ERROR", "Socks5 deserialization error."},
    {2303104, "TLS_ERR_SYS_EINTR", "Interrupted system call"},
    {2303105, "TLS_ERR_SYS_EIO", "I/O error"},
    {2303109, "TLS_ERR_SYS_EBADF", "Bad file number"},
    {2303111, "TLS_ERR_SYS_EAGAIN", "Resource temporarily unavailable try again"},
    {2303113, "TLS_ERR_SYS_EACCES", "System permission denied"},
    {2303114, "TLS_ERR_SYS_EFAULT", "Bad address"},
    {2303122, "TLS_ERR_SYS_EINVAL", "Invalid system argument"},
    {2303188, "TLS_ERR_SYS_ENOTSOCK", "Not a socket"},
    {2303191, "TLS_ERR_SYS_EPROTOTYPE", "Incorrect socket protocol type"},
    {2303198, "TLS_ERR_SYS_EADDRINUSE", "Address already in use"},
    {2303199, "TLS_ERR_SYS_EADDRNOTAVAIL", "Address not available"},
    {2303200, "ENETDOWN", "Network is down"},
    {2303207, "TLS_ERR_SYS_ENOTCONN", "Transport endpoint is not connected"},
    {2303210, "TLS_ERR_SYS_ETIMEDOUT", "Connection timed out"},
    {2303501, "TLS_ERR_SSL_NULL", "SSL is null"},
    {2303502, "TLS_ERR_WANT_READ", "An error occurred when reading data on the TLS socket"},
    {2303503, "TLS_ERR_WANT_WRITE", "An error occurred when writing data on the TLS socket"},
    {2303504, "TLS_ERR_WANT_X509_LOOKUP", "An error occurred when verifying the x509 certificate"},
    {2303505, "TLS_ERR_SYSCALL", "An error occurred in the TLS system call"},
    {2303506, "TLS_ERR_ZERO_RETURN", "Failed to close the TLS connection"},
    {2303507, "TLS_ERR_WANT_CONNECT", "Error occurred in the tls connection"},
    {2303508, "TLS_ERR_WANT_ACCEPT", "Error occurred in the tls accept"},
    {2303509, "TLS_ERR_WANT_ASYNC", "Error occurred in the tls async"},
    {2303510, "TLS_ERR_WANT_ASYNC_JOB", "Error occurred in the tls async work"},
    {2303511, "TLS_ERR_WANT_CLIENT_HELLO_CB", "Error occured in client hello"},
    {2303512, "SSL_ERROR_WANT_RETRY_VERIFY", "The certificate verification has to be repeated"},
    {2303600, "TLS_ERR_NO_BIND", "No bind socket"},
    {2303601, "TLS_ERR_SOCK_INVALID_FD", "Invalid socket FD"},
    {2303602, "TLS_ERR_SOCK_NOT_CONNECT", "Socket is not connected"},
};

constexpr int32_t kInternalError = 2300002;  // the module's lowest code but 201 and 401
constexpr int32_t kLastErrno = 133;          // Linux's EHWPOISON
constexpr int32_t kLastSslError = 12;        // SSL_ERROR_WANT_RETRY_VERIFY

// The codes from `first` to `last` are `base` plus something.
struct CodeRange {
  int32_t first;
  int32_t last;
  Base base;
  int32_t base_code;
};
constexpr CodeRange kCodeRanges[] = {
    {201, 201, Base::kFixed, 0},
    {401, 401, Base::kFixed, 0},
    {kInternalError, kInternalError, Base::kFixed, 0},
    {kSocketBase - 1, kSocketBase + 999, Base::kSocket, kSocketBase},
    {kTlsSystemBase, kTlsSslBase - 1, Base::kTlsSystem, kTlsSystemBase},
    {kTlsSslBase, kTlsSslBase + 99, Base::kTlsSsl, kTlsSslBase},
    {2303600, 2303602, Base::kFixed, 0},
};

// The sum of `base` and `error`, which lies from 1 to `last`.
std::optional<int32_t> SumOfBase(int32_t base, int32_t error, int32_t last) {
  if (error < 1 || error > last) return std::nullopt;
  return base + error;
}

Decoded DecodeOnce(int32_t code) {
  for (const CodeRange& range : kCodeRanges) {
    if (code >= range.first && code <= range.last) {
      return {range.base, code - range.base_code, code, false};
    }
  }
  return {Base::kUnknown, code, code, false};
}

}  // namespace

std::optional<int32_t> FromResult(Result result) {
  const internal::CodeRow& coarse = internal::RowOf(result.code());
  return internal::NumberFor(result, internal::RowOf(result.detail()).openharmony,
                             coarse.openharmony_socks, coarse.openharmony_tls);
}

std::optional<int32_t> FromErrno(int32_t error) {
  return SumOfBase(kSocketBase, error, kLastErrno);
}

std::optional<int32_t> FromTlsErrno(int32_t error) {
  return SumOfBase(kTlsSystemBase, error, kLastErrno);
}

std::optional<int32_t> FromSslError(int32_t error) {
  return SumOfBase(kTlsSslBase, error, kLastSslError);
}

Decoded Decode(int32_t code) {
  const Decoded once = DecodeOnce(code);
  if (once.base != Base::kUnknown || code < kSocketBase + kInternalError) return once;
  Decoded twice = DecodeOnce(code - kSocketBase);
  if (twice.base == Base::kUnknown) return once;
  twice.doubled = true;
  return twice;
}

Span<const Symbol> Symbols() { return kOpenHarmonySymbols; }

string_view Message(int32_t code) {
  const Symbol* symbol = FindValue(kOpenHarmonySymbols, Decode(code).code);
  return symbol == nullptr ? string_view() : symbol->message;
}

string_view Sentence(Base base) {
  switch (base) {
    case Base::kUnknown:
      break;
    case Base::kFixed:
      return "a code of its own";
    case Base::kSocket:
      return "an errno of a socket, or a SOCKS5 status";
    case Base::kTlsSystem:
      return "an errno of a TLS socket or of a TCP server";
    case Base::kTlsSsl:
      return "what SSL_get_error() returns";
  }
  return "no code of the socket module";
}

}  // namespace openharmony
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
