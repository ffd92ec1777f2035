// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// What programs of C are compiled with must not change by accident: where the members of a struct
// are, and the tags and sizes of messages. This file has no code.

#include <cstddef>
#include <cstdint>

#include "hardwire/c/hardwire.h"
#include "hardwire/messages.h"
#include "hardwire/socks/address_text.h"
#include "hardwire/socks/handshake_step.h"
#include "hardwire/version.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace {

// The layouts are those where pointers have 64 bits.
constexpr bool kOther = sizeof(void*) != 8;

static_assert(string_view(HW_VERSION) == HARDWIRE_VERSION);
static_assert(HW_MAX_ADDRESS_TEXT == socks::kMaxAddressText);
static_assert(HW_MAX_IP_TEXT == socks::kMaxIpText);
static_assert(HW_MAX_HANDSHAKE_MESSAGE == socks::kMaxHandshakeMessage);

// The tag of a message is its id, and HW_MAX_... the size of the longest one.
static_assert(HW_SOCKS4_REQUEST == socks4::Request::kInfo.id &&
              HW_MAX_SOCKS4_REQUEST == socks4::Request::kInfo.most);
static_assert(HW_SOCKS4_REPLY == socks4::Reply::kInfo.id &&
              HW_MAX_SOCKS4_REPLY == socks4::Reply::kInfo.most);
static_assert(HW_SOCKS5_GREETING == socks5::Greeting::kInfo.id &&
              HW_MAX_SOCKS5_GREETING == socks5::Greeting::kInfo.most);
static_assert(HW_SOCKS5_METHOD_SELECTION == socks5::MethodSelection::kInfo.id &&
              HW_MAX_SOCKS5_METHOD_SELECTION == socks5::MethodSelection::kInfo.most);
static_assert(HW_SOCKS5_USERPASS_REQUEST == userpass::Request::kInfo.id &&
              HW_MAX_SOCKS5_USERPASS_REQUEST == userpass::Request::kInfo.most);
static_assert(HW_SOCKS5_USERPASS_REPLY == userpass::Reply::kInfo.id &&
              HW_MAX_SOCKS5_USERPASS_REPLY == userpass::Reply::kInfo.most);
static_assert(HW_SOCKS5_GSSAPI == gssapi::Frame::kInfo.id &&
              HW_MAX_SOCKS5_GSSAPI == gssapi::Frame::kInfo.most);
static_assert(HW_SOCKS5_REQUEST == socks5::Request::kInfo.id &&
              HW_MAX_SOCKS5_REQUEST == socks5::Request::kInfo.most);
static_assert(HW_SOCKS5_REPLY == socks5::Reply::kInfo.id &&
              HW_MAX_SOCKS5_REPLY == socks5::Reply::kInfo.most);
static_assert(HW_SOCKS5_UDP == udp::Header::kInfo.id &&
              HW_MAX_SOCKS5_UDP == udp::Header::kInfo.most);
static_assert(HW_TLS_RECORD_HEADER == tls::RecordHeader::kInfo.id &&
              HW_MAX_TLS_RECORD_HEADER == tls::RecordHeader::kInfo.most);
static_assert(HW_TLS_RECORD == tls::Record::kInfo.id &&
              HW_MAX_TLS_RECORD == tls::Record::kInfo.most);
static_assert(HW_TLS_INNER == tls::InnerPlaintext::kInfo.id &&
              HW_MAX_TLS_INNER == tls::InnerPlaintext::kInfo.most);
static_assert(HW_CLIENT_HELLO == tls::ClientHello::kInfo.id &&
              HW_MAX_CLIENT_HELLO == tls::ClientHello::kInfo.most);
static_assert(HW_ALERT == tls::Alert::kInfo.id && HW_MAX_ALERT == tls::Alert::kInfo.most);
static_assert(HW_SSLV2_HELLO == tls::Sslv2Hello::kInfo.id &&
              HW_MAX_SSLV2_HELLO == tls::Sslv2Hello::kInfo.most);
static_assert(HW_TLS_HANDSHAKE_HEADER == tls::HandshakeHeader::kInfo.id &&
              HW_MAX_TLS_HANDSHAKE_HEADER == tls::HandshakeHeader::kInfo.most);
static_assert(HW_DTLS_HANDSHAKE_HEADER == tls::DtlsHandshakeHeader::kInfo.id &&
              HW_MAX_DTLS_HANDSHAKE_HEADER == tls::DtlsHandshakeHeader::kInfo.most);
static_assert(HW_DTLS_HEADER == tls::DtlsHeader::kInfo.id &&
              HW_MAX_DTLS_HEADER == tls::DtlsHeader::kInfo.most);
static_assert(HW_DTLS_ACK == tls::Ack::kInfo.id && HW_MAX_DTLS_ACK == tls::Ack::kInfo.most);

static_assert(kOther || (sizeof(hw_bytes) == 16 && offsetof(hw_bytes, data) == 0 &&
                         offsetof(hw_bytes, size) == 8));
static_assert(kOther || (sizeof(hw_text) == 16 && offsetof(hw_text, data) == 0 &&
                         offsetof(hw_text, size) == 8));
static_assert(kOther || (sizeof(hw_result) == 8 && offsetof(hw_result, code) == 0 &&
                         offsetof(hw_result, detail) == 1 && offsetof(hw_result, octet) == 2 &&
                         offsetof(hw_result, layer) == 3 && offsetof(hw_result, number) == 4));
static_assert(kOther || (sizeof(hw_policy) == 8 && offsetof(hw_policy, accepts) == 0));
static_assert(kOther || (sizeof(hw_address) == 40 && offsetof(hw_address, type) == 0 &&
                         offsetof(hw_address, port) == 2 && offsetof(hw_address, ip) == 4 &&
                         offsetof(hw_address, domain) == 24));
static_assert(kOther || (sizeof(hw_socks4_request) == 72 && offsetof(hw_socks4_request, tag) == 0 &&
                         offsetof(hw_socks4_request, command) == 4 &&
                         offsetof(hw_socks4_request, marker) == 5 &&
                         offsetof(hw_socks4_request, address) == 8 &&
                         offsetof(hw_socks4_request, userid) == 48 &&
                         offsetof(hw_socks4_request, violations) == 64));
static_assert(kOther ||
              (sizeof(hw_socks4_reply) == 56 && offsetof(hw_socks4_reply, tag) == 0 &&
               offsetof(hw_socks4_reply, code) == 4 && offsetof(hw_socks4_reply, address) == 8 &&
               offsetof(hw_socks4_reply, violations) == 48));
static_assert(kOther ||
              (sizeof(hw_socks5_greeting) == 32 && offsetof(hw_socks5_greeting, tag) == 0 &&
               offsetof(hw_socks5_greeting, methods) == 8 &&
               offsetof(hw_socks5_greeting, violations) == 24));
static_assert(kOther || (sizeof(hw_socks5_method_selection) == 8 &&
                         offsetof(hw_socks5_method_selection, tag) == 0 &&
                         offsetof(hw_socks5_method_selection, method) == 4));
static_assert(kOther || (sizeof(hw_socks5_userpass_request) == 48 &&
                         offsetof(hw_socks5_userpass_request, tag) == 0 &&
                         offsetof(hw_socks5_userpass_request, username) == 8 &&
                         offsetof(hw_socks5_userpass_request, password) == 24 &&
                         offsetof(hw_socks5_userpass_request, violations) == 40));
static_assert(kOther || (sizeof(hw_socks5_userpass_reply) == 16 &&
                         offsetof(hw_socks5_userpass_reply, tag) == 0 &&
                         offsetof(hw_socks5_userpass_reply, status) == 4 &&
                         offsetof(hw_socks5_userpass_reply, violations) == 8));
static_assert(kOther ||
              (sizeof(hw_socks5_gssapi) == 24 && offsetof(hw_socks5_gssapi, tag) == 0 &&
               offsetof(hw_socks5_gssapi, type) == 4 && offsetof(hw_socks5_gssapi, token) == 8));
static_assert(kOther || (sizeof(hw_socks5_request) == 56 && offsetof(hw_socks5_request, tag) == 0 &&
                         offsetof(hw_socks5_request, command) == 4 &&
                         offsetof(hw_socks5_request, address) == 8 &&
                         offsetof(hw_socks5_request, violations) == 48));
static_assert(kOther ||
              (sizeof(hw_socks5_reply) == 56 && offsetof(hw_socks5_reply, tag) == 0 &&
               offsetof(hw_socks5_reply, code) == 4 && offsetof(hw_socks5_reply, address) == 8 &&
               offsetof(hw_socks5_reply, violations) == 48));
static_assert(kOther ||
              (sizeof(hw_socks5_udp) == 72 && offsetof(hw_socks5_udp, tag) == 0 &&
               offsetof(hw_socks5_udp, fragment) == 4 && offsetof(hw_socks5_udp, address) == 8 &&
               offsetof(hw_socks5_udp, payload) == 48 &&
               offsetof(hw_socks5_udp, violations) == 64));
static_assert(kOther ||
              (sizeof(hw_client_handshake) == 88 && offsetof(hw_client_handshake, tag) == 0 &&
               offsetof(hw_client_handshake, reserved) == 4 &&
               offsetof(hw_client_handshake, state) == 8));
static_assert(kOther ||
              (sizeof(hw_client_event) == 80 && offsetof(hw_client_event, kind) == 0 &&
               offsetof(hw_client_event, method) == 4 && offsetof(hw_client_event, frame) == 8 &&
               offsetof(hw_client_event, address) == 32 &&
               offsetof(hw_client_event, violations) == 72));
static_assert(kOther ||
              (sizeof(hw_server_handshake) == 88 && offsetof(hw_server_handshake, tag) == 0 &&
               offsetof(hw_server_handshake, reserved) == 4 &&
               offsetof(hw_server_handshake, state) == 8));
static_assert(kOther || (sizeof(hw_server_event) == 176 && offsetof(hw_server_event, kind) == 0 &&
                         offsetof(hw_server_event, command) == 4 &&
                         offsetof(hw_server_event, greeting) == 8 &&
                         offsetof(hw_server_event, credentials) == 40 &&
                         offsetof(hw_server_event, frame) == 88 &&
                         offsetof(hw_server_event, address) == 112 &&
                         offsetof(hw_server_event, userid) == 152 &&
                         offsetof(hw_server_event, violations) == 168));
static_assert(kOther ||
              (sizeof(hw_record_context) == 6 && offsetof(hw_record_context, phase) == 0 &&
               offsetof(hw_record_context, version) == 2 &&
               offsetof(hw_record_context, limit) == 4));
static_assert(kOther ||
              (sizeof(hw_inner_context) == 4 && offsetof(hw_inner_context, protocol) == 0 &&
               offsetof(hw_inner_context, limit) == 2));
static_assert(kOther ||
              (sizeof(hw_tls_record_header) == 24 && offsetof(hw_tls_record_header, tag) == 0 &&
               offsetof(hw_tls_record_header, type) == 4 &&
               offsetof(hw_tls_record_header, version) == 6 &&
               offsetof(hw_tls_record_header, length) == 8 &&
               offsetof(hw_tls_record_header, violations) == 16));
static_assert(kOther ||
              (sizeof(hw_tls_record) == 32 && offsetof(hw_tls_record, tag) == 0 &&
               offsetof(hw_tls_record, type) == 4 && offsetof(hw_tls_record, version) == 6 &&
               offsetof(hw_tls_record, fragment) == 8 &&
               offsetof(hw_tls_record, violations) == 24));
static_assert(kOther ||
              (sizeof(hw_tls_inner) == 40 && offsetof(hw_tls_inner, tag) == 0 &&
               offsetof(hw_tls_inner, type) == 4 && offsetof(hw_tls_inner, content) == 8 &&
               offsetof(hw_tls_inner, padding) == 24 && offsetof(hw_tls_inner, violations) == 32));
static_assert(kOther || (sizeof(hw_alert) == 16 && offsetof(hw_alert, tag) == 0 &&
                         offsetof(hw_alert, level) == 4 && offsetof(hw_alert, description) == 5 &&
                         offsetof(hw_alert, violations) == 8));
static_assert(kOther || (sizeof(hw_sslv2_hello) == 40 && offsetof(hw_sslv2_hello, tag) == 0 &&
                         offsetof(hw_sslv2_hello, version) == 4 &&
                         offsetof(hw_sslv2_hello, cipher_specs) == 8 &&
                         offsetof(hw_sslv2_hello, challenge) == 24));
static_assert(kOther || (sizeof(hw_tls_handshake_header) == 12 &&
                         offsetof(hw_tls_handshake_header, tag) == 0 &&
                         offsetof(hw_tls_handshake_header, type) == 4 &&
                         offsetof(hw_tls_handshake_header, length) == 8));
static_assert(kOther || (sizeof(hw_client_hello) == 136 && offsetof(hw_client_hello, tag) == 0 &&
                         offsetof(hw_client_hello, message_seq) == 4 &&
                         offsetof(hw_client_hello, legacy_version) == 6 &&
                         offsetof(hw_client_hello, random) == 8 &&
                         offsetof(hw_client_hello, session_id) == 40 &&
                         offsetof(hw_client_hello, cookie) == 56 &&
                         offsetof(hw_client_hello, cipher_suites) == 72 &&
                         offsetof(hw_client_hello, compression_methods) == 88 &&
                         offsetof(hw_client_hello, extensions) == 104 &&
                         offsetof(hw_client_hello, violations) == 120 &&
                         offsetof(hw_client_hello, has_extensions) == 128));
static_assert(kOther ||
              (sizeof(hw_alert_accumulator) == 2 && offsetof(hw_alert_accumulator, half) == 0 &&
               offsetof(hw_alert_accumulator, level) == 1));
static_assert(kOther || (sizeof(hw_stream_event) == 72 && offsetof(hw_stream_event, kind) == 0 &&
                         offsetof(hw_stream_event, header) == 8 &&
                         offsetof(hw_stream_event, fragment) == 32 &&
                         offsetof(hw_stream_event, violations) == 48 &&
                         offsetof(hw_stream_event, alert) == 56));
static_assert(kOther ||
              (sizeof(hw_stream_limits) == 3 && offsetof(hw_stream_limits, empty_records) == 0 &&
               offsetof(hw_stream_limits, warning_alerts) == 1 &&
               offsetof(hw_stream_limits, change_cipher_specs) == 2));
static_assert(kOther || (sizeof(hw_record_stream) == 104 && offsetof(hw_record_stream, tag) == 0 &&
                         offsetof(hw_record_stream, reserved) == 4 &&
                         offsetof(hw_record_stream, state) == 8));
static_assert(kOther ||
              (sizeof(hw_dtls_context) == 12 && offsetof(hw_dtls_context, tag) == 0 &&
               offsetof(hw_dtls_context, version) == 4 && offsetof(hw_dtls_context, limit) == 6 &&
               offsetof(hw_dtls_context, cid_length) == 8));
static_assert(kOther || (sizeof(hw_dtls_handshake_header) == 24 &&
                         offsetof(hw_dtls_handshake_header, tag) == 0 &&
                         offsetof(hw_dtls_handshake_header, type) == 4 &&
                         offsetof(hw_dtls_handshake_header, length) == 8 &&
                         offsetof(hw_dtls_handshake_header, message_seq) == 12 &&
                         offsetof(hw_dtls_handshake_header, fragment_offset) == 16 &&
                         offsetof(hw_dtls_handshake_header, fragment_length) == 20));
static_assert(kOther ||
              (sizeof(hw_dtls_header) == 56 && offsetof(hw_dtls_header, tag) == 0 &&
               offsetof(hw_dtls_header, form) == 4 && offsetof(hw_dtls_header, type) == 5 &&
               offsetof(hw_dtls_header, version) == 6 && offsetof(hw_dtls_header, epoch) == 8 &&
               offsetof(hw_dtls_header, sequence) == 16 &&
               offsetof(hw_dtls_header, long_sequence) == 24 &&
               offsetof(hw_dtls_header, has_length) == 25 &&
               offsetof(hw_dtls_header, length) == 26 && offsetof(hw_dtls_header, cid) == 32 &&
               offsetof(hw_dtls_header, violations) == 48));
static_assert(kOther || (sizeof(hw_dtls_ack) == 24 && offsetof(hw_dtls_ack, tag) == 0 &&
                         offsetof(hw_dtls_ack, entries) == 8));
static_assert(kOther || (sizeof(hw_record_number) == 16 && offsetof(hw_record_number, epoch) == 0 &&
                         offsetof(hw_record_number, sequence) == 8));
static_assert(kOther ||
              (sizeof(hw_replay_window) == 16 && offsetof(hw_replay_window, highest) == 0 &&
               offsetof(hw_replay_window, seen) == 8));
static_assert(kOther ||
              (sizeof(hw_dtls_datagram) == 64 && offsetof(hw_dtls_datagram, datagram) == 0 &&
               offsetof(hw_dtls_datagram, next) == 16 && offsetof(hw_dtls_datagram, cid) == 24 &&
               offsetof(hw_dtls_datagram, cids) == 40 &&
               offsetof(hw_dtls_datagram, cids_size) == 48 &&
               offsetof(hw_dtls_datagram, ciphertext_seen) == 56));
static_assert(kOther || (sizeof(hw_dtls_record) == 88 && offsetof(hw_dtls_record, header) == 0 &&
                         offsetof(hw_dtls_record, header_octets) == 56 &&
                         offsetof(hw_dtls_record, fragment) == 72));
static_assert(kOther ||
              (sizeof(hw_dtls_step) == 16 && offsetof(hw_dtls_step, event) == 0 &&
               offsetof(hw_dtls_step, offset) == 4 && offsetof(hw_dtls_step, result) == 8));
static_assert(kOther || (sizeof(hw_cfnetwork_description) == 40 &&
                         offsetof(hw_cfnetwork_description, subdomain) == 0 &&
                         offsetof(hw_cfnetwork_description, code) == 2 &&
                         offsetof(hw_cfnetwork_description, subdomain_name) == 8 &&
                         offsetof(hw_cfnetwork_description, code_name) == 16 &&
                         offsetof(hw_cfnetwork_description, octet_name) == 24 &&
                         offsetof(hw_cfnetwork_description, sentence) == 32));
static_assert(kOther || (sizeof(hw_extension) == 24 && offsetof(hw_extension, type) == 0 &&
                         offsetof(hw_extension, body) == 8));
static_assert(kOther || (sizeof(hw_extension_list) == 24 && offsetof(hw_extension_list, tag) == 0 &&
                         offsetof(hw_extension_list, reserved) == 4 &&
                         offsetof(hw_extension_list, state) == 8));
static_assert(kOther || (sizeof(hw_finding) == 12 && offsetof(hw_finding, presence) == 0 &&
                         offsetof(hw_finding, result) == 4));
static_assert(kOther || (sizeof(hw_numbers) == 24 && offsetof(hw_numbers, tag) == 0 &&
                         offsetof(hw_numbers, reserved) == 4 && offsetof(hw_numbers, state) == 8));
static_assert(kOther || (sizeof(hw_server_name) == 24 && offsetof(hw_server_name, host_name) == 0 &&
                         offsetof(hw_server_name, violations) == 16));
static_assert(kOther || (sizeof(hw_protocol_names) == 24 && offsetof(hw_protocol_names, tag) == 0 &&
                         offsetof(hw_protocol_names, reserved) == 4 &&
                         offsetof(hw_protocol_names, state) == 8));
static_assert(kOther ||
              (sizeof(hw_key_share) == 24 && offsetof(hw_key_share, group) == 0 &&
               offsetof(hw_key_share, size) == 2 && offsetof(hw_key_share, key_exchange) == 8));
static_assert(kOther ||
              (sizeof(hw_key_shares) == 32 && offsetof(hw_key_shares, tag) == 0 &&
               offsetof(hw_key_shares, reserved) == 4 && offsetof(hw_key_shares, state) == 8));
static_assert(kOther || (sizeof(hw_ech) == 40 && offsetof(hw_ech, kind) == 0 &&
                         offsetof(hw_ech, config_id) == 1 && offsetof(hw_ech, kdf) == 2 &&
                         offsetof(hw_ech, aead) == 4 && offsetof(hw_ech, enc) == 8 &&
                         offsetof(hw_ech, payload) == 24));
static_assert(kOther ||
              (sizeof(hw_pre_shared_key) == 40 && offsetof(hw_pre_shared_key, size) == 0 &&
               offsetof(hw_pre_shared_key, identities) == 8 &&
               offsetof(hw_pre_shared_key, binders) == 24));
static_assert(kOther || (sizeof(hw_hello_limits) == 8 && offsetof(hw_hello_limits, octets) == 0 &&
                         offsetof(hw_hello_limits, empty_records) == 4));
static_assert(kOther ||
              (sizeof(hw_hello_keep) == 4 && offsetof(hw_hello_keep, keys) == 0 &&
               offsetof(hw_hello_keep, tickets) == 1 && offsetof(hw_hello_keep, padding) == 2 &&
               offsetof(hw_hello_keep, ech_payload) == 3));
static_assert(kOther || (sizeof(hw_hello_step) == 12 && offsetof(hw_hello_step, outcome) == 0 &&
                         offsetof(hw_hello_step, result) == 4));
static_assert(kOther ||
              (sizeof(hw_hello_view) == 96 && offsetof(hw_hello_view, tag) == 0 &&
               offsetof(hw_hello_view, legacy_version) == 4 &&
               offsetof(hw_hello_view, has_extensions) == 6 &&
               offsetof(hw_hello_view, random) == 8 && offsetof(hw_hello_view, session_id) == 24 &&
               offsetof(hw_hello_view, cipher_suites) == 40 &&
               offsetof(hw_hello_view, compression_methods) == 56 &&
               offsetof(hw_hello_view, extensions) == 72 &&
               offsetof(hw_hello_view, violations) == 88));
static_assert(kOther || (sizeof(hw_unverified_hello) == 24 &&
                         offsetof(hw_unverified_hello, legacy_version) == 0 &&
                         offsetof(hw_unverified_hello, server_name) == 8));
static_assert(kOther ||
              (sizeof(hw_hello_reader) == 280 && offsetof(hw_hello_reader, tag) == 0 &&
               offsetof(hw_hello_reader, reserved) == 4 && offsetof(hw_hello_reader, state) == 8));
static_assert(kOther ||
              (sizeof(hw_kept_extension) == 24 && offsetof(hw_kept_extension, type) == 0 &&
               offsetof(hw_kept_extension, size) == 2 && offsetof(hw_kept_extension, kept) == 8));
static_assert(kOther ||
              (sizeof(hw_kept_extensions) == 24 && offsetof(hw_kept_extensions, tag) == 0 &&
               offsetof(hw_kept_extensions, reserved) == 4 &&
               offsetof(hw_kept_extensions, state) == 8));
static_assert(kOther || (sizeof(hw_host_name) == 254 && offsetof(hw_host_name, size) == 0 &&
                         offsetof(hw_host_name, text) == 1));
static_assert(kOther ||
              (sizeof(hw_host_pattern) == 264 && offsetof(hw_host_pattern, tag) == 0 &&
               offsetof(hw_host_pattern, reserved) == 4 && offsetof(hw_host_pattern, state) == 8));
static_assert(kOther ||
              (sizeof(hw_reassembly) == 88 && offsetof(hw_reassembly, tag) == 0 &&
               offsetof(hw_reassembly, reserved) == 4 && offsetof(hw_reassembly, state) == 8));
static_assert(kOther || (sizeof(hw_symbol) == 24 && offsetof(hw_symbol, value) == 0 &&
                         offsetof(hw_symbol, name) == 8 && offsetof(hw_symbol, message) == 16));
static_assert(kOther || (sizeof(hw_openharmony_description) == 24 &&
                         offsetof(hw_openharmony_description, rest) == 0 &&
                         offsetof(hw_openharmony_description, code) == 4 &&
                         offsetof(hw_openharmony_description, sentence) == 8 &&
                         offsetof(hw_openharmony_description, base) == 16 &&
                         offsetof(hw_openharmony_description, doubled) == 17));

}  // namespace
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire
