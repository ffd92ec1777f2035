/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Outcomes as numbers of CFNetwork, OpenHarmony and Secure Transport, and the texts of these
 * numbers. The headers of the same names in hardwire/platform have the rules. Where a function
 * gives 1, `*number` is set; 0: the platform has none. Texts end in NUL and are empty if there is
 * none; static storage.
 */

#ifndef HARDWIRE_C_PLATFORM_H_
#define HARDWIRE_C_PLATFORM_H_

#include "hardwire/c/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A number of a platform with the platform's name for it, and the platform's text or what it means.
 */
typedef struct {
  int32_t value;
  const char* name;
  const char* message;
} hw_symbol;

/* Each call named ..._symbol gives the symbol `i` of a list, from 0 on: 1, and `*symbol` is set; or
 * 0 behind the last one, and it is unchanged. */

/* CFNETWORK */

/* CFStreamError.error of the SOCKS domain, a packed subdomain and code. */
HW_API int hw_cfnetwork_from_result(hw_result result, int32_t* number);

typedef struct {
  uint16_t subdomain;
  uint16_t code;
  const char* subdomain_name;
  const char* code_name;
  const char* octet_name; /* the name of the code, if it is an octet of the wire */
  const char* sentence;
} hw_cfnetwork_description;
HW_API hw_cfnetwork_description hw_cfnetwork_describe(int32_t number);

/* The domains, the subdomains, and the codes of one subdomain, of CFSocketStream.h; the errors of
 * SOCKS in CFNetworkErrors.h. */
HW_API int hw_cfnetwork_domain_symbol(size_t i, hw_symbol* symbol);
HW_API int hw_cfnetwork_subdomain_symbol(size_t i, hw_symbol* symbol);
HW_API int hw_cfnetwork_code_symbol(uint16_t subdomain, size_t i, hw_symbol* symbol);
HW_API int hw_cfnetwork_cf_error_symbol(size_t i, hw_symbol* symbol);

/* OPENHARMONY */

HW_API int hw_openharmony_from_result(hw_result result, int32_t* number);
/* For an errno of a socket, of a TLS socket, and for what SSL_get_error() returns. */
HW_API int hw_openharmony_from_errno(int32_t error, int32_t* number);
HW_API int hw_openharmony_from_tls_errno(int32_t error, int32_t* number);
HW_API int hw_openharmony_from_ssl_error(int32_t error, int32_t* number);
HW_API const char* hw_openharmony_message(int32_t number);

/* A number taken apart: hardwire/platform/openharmony.h says what each base is. `rest` is what was
 * added to it. `code` is the number that was meant, and `doubled` is 1 if the base was added twice.
 * `sentence` says what the base is. */
enum {
  HW_OPENHARMONY_BASE_UNKNOWN = 0,
  HW_OPENHARMONY_BASE_FIXED = 1,
  HW_OPENHARMONY_BASE_SOCKET = 2,
  HW_OPENHARMONY_BASE_TLS_SYSTEM = 3,
  HW_OPENHARMONY_BASE_TLS_SSL = 4,
};
typedef struct {
  int32_t rest;
  int32_t code;
  const char* sentence;
  uint8_t base;
  uint8_t doubled;
} hw_openharmony_description;
HW_API hw_openharmony_description hw_openharmony_describe(int32_t number);
HW_API int hw_openharmony_symbol(size_t i, hw_symbol* symbol);

/* SECURE TRANSPORT */

/* OSStatus: for an outcome, for an alert that was received, for an alert that was sent. */
HW_API int hw_secure_transport_from_result(hw_result result, int32_t* number);
HW_API int32_t hw_secure_transport_from_received_alert(uint8_t level, uint8_t description);
HW_API int hw_secure_transport_from_sent_alert(uint8_t description, int32_t* number);
/* The alert that an end sends when it ends with `status`. 1 if there is one, else 0. */
HW_API int hw_secure_transport_alert_for(int32_t status, uint8_t* description);
/* 1 if `status` says that the peer has sent a fatal alert, else 0. */
HW_API int hw_secure_transport_is_fatal_peer_error(int32_t status);
HW_API int hw_secure_transport_symbol(size_t i, hw_symbol* symbol);
HW_API const char* hw_secure_transport_name(int32_t status);
HW_API const char* hw_secure_transport_message(int32_t status);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_PLATFORM_H_ */
