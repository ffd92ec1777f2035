/* Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
 *
 * Records of DTLS: the records of a datagram, their numbers, handshake headers, ACKs; a message out
 * of pieces. hardwire.h says what holds for every call; the header of the same name in hardwire/tls
 * has the rules.
 */

#ifndef HARDWIRE_C_DTLS_H_
#define HARDWIRE_C_DTLS_H_

#include "hardwire/c/base.h"
#include "hardwire/c/tls.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The layout of a record header. */
enum {
  HW_DTLS_FORM_PLAINTEXT = 0,
  HW_DTLS_FORM_CID = 1,
  HW_DTLS_FORM_UNIFIED = 2,
};
HW_API const char* hw_dtls_form_name(uint8_t form);

/* What the association has negotiated. `version` is HW_DTLS10, HW_DTLS12, HW_DTLS13, or 0 if none
 * is negotiated yet. `cid_length` is the size of a record's connection id; 0: none is negotiated.
 * `limit` lowers the highest length of a record; 0 lets no octet pass. An unset context gives
 * HW_BAD_STATE. */
enum { HW_DTLS_CONTEXT = 1 };
typedef struct {
  uint32_t tag; /* HW_DTLS_CONTEXT */
  uint16_t version;
  uint16_t limit;
  uint8_t cid_length;
} hw_dtls_context;

/* The context of a version, with HW_NO_LIMIT and without a connection id. */
HW_API hw_dtls_context hw_dtls_context_of(uint16_t version);

/* The tags of the messages. */
enum {
  HW_DTLS_HANDSHAKE_HEADER = 38,
  HW_DTLS_HEADER = 39,
  HW_DTLS_ACK = 40,
};

/* Octets of the longest message that decode accepts and encode writes. */
enum {
  HW_MAX_DTLS_HANDSHAKE_HEADER = 12,
  HW_MAX_DTLS_HEADER = 268,
  HW_MAX_DTLS_ACK = 16370,
};

/* The same in DTLS: RFC 9147 section 5.2. */
typedef struct {
  uint32_t tag; /* HW_DTLS_HANDSHAKE_HEADER */
  uint8_t type;
  uint32_t length;
  uint16_t message_seq;
  uint32_t fragment_offset;
  uint32_t fragment_length;
} hw_dtls_handshake_header;

HW_API hw_dtls_handshake_header hw_dtls_handshake_header_new(void);
HW_API hw_result hw_dtls_handshake_header_decode(const uint8_t* input, size_t size,
                                                 hw_dtls_handshake_header* message, uint32_t limit);
HW_API hw_result hw_dtls_handshake_header_encode(const hw_dtls_handshake_header* message,
                                                 uint8_t* output, size_t size, uint32_t limit);
HW_API size_t hw_dtls_handshake_header_size(const hw_dtls_handshake_header* message);

/* The header of a DTLS record, in its three forms: RFC 6347 section 4.1, RFC 9146 section 4, RFC
 * 9147 section 4. `long_sequence` and `has_length` are 0 or 1: bits S and L of a unified header. */
typedef struct {
  uint32_t tag; /* HW_DTLS_HEADER */
  uint8_t form;
  uint8_t type;
  uint16_t version;
  uint16_t epoch;
  uint64_t sequence;
  uint8_t long_sequence;
  uint8_t has_length;
  uint16_t length;
  hw_bytes cid;
  uint64_t violations;
} hw_dtls_header;

HW_API hw_dtls_header hw_dtls_header_new(void);
HW_API hw_result hw_dtls_header_decode(const uint8_t* input, size_t size, hw_dtls_header* message,
                                       hw_dtls_context context, hw_policy policy);
HW_API hw_result hw_dtls_header_encode(const hw_dtls_header* message, uint8_t* output, size_t size,
                                       hw_dtls_context context, hw_policy policy);
HW_API size_t hw_dtls_header_size(const hw_dtls_header* message);

/* An ACK of DTLS 1.3: RFC 9147 section 7. An entry has 16 octets. */
typedef struct {
  uint32_t tag; /* HW_DTLS_ACK */
  hw_bytes entries;
} hw_dtls_ack;

HW_API hw_dtls_ack hw_dtls_ack_new(void);
HW_API hw_result hw_dtls_ack_decode(const uint8_t* input, size_t size, hw_dtls_ack* message);
HW_API hw_result hw_dtls_ack_encode(const hw_dtls_ack* message, uint8_t* output, size_t size);
HW_API size_t hw_dtls_ack_size(const hw_dtls_ack* message);

/* HANDSHAKE FRAGMENTS */

/* Finds the fragment behind a header that decode has read from the start of `input`. */
HW_API hw_result hw_dtls_fragment_behind(const uint8_t* input, size_t size,
                                         const hw_dtls_handshake_header* header,
                                         hw_bytes* fragment);
/* 1 if both are fragments of one message; 1 if they have one message_seq but are not. Else 0. */
HW_API int hw_dtls_same_message(const hw_dtls_handshake_header* a,
                                const hw_dtls_handshake_header* b);
HW_API int hw_dtls_contradicts(const hw_dtls_handshake_header* a,
                               const hw_dtls_handshake_header* b);

/* ONE MESSAGE OUT OF PIECES */

/* The octets of `bits` that a message of `size` octets takes: one bit for each. */
#define HW_REASSEMBLY_BITS(size) ((size) / 8 + ((size) % 8 != 0))

/* A message out of pieces that come in any order, several times, and overlap: fragments of DTLS
 * (RFC 9147 section 5.5), CRYPTO frames of QUIC (RFC 9000 section 19.6). hardwire/tls/reassembly.h
 * has the rules. Opaque. The octets are in the memory of the caller: a copy shares it, so that only
 * one of the two may go on. One of zeros, or that init has not set, gives HW_BAD_STATE. */
typedef struct {
  uint32_t tag;
  uint32_t reserved;
  uint64_t state[10];
} hw_reassembly;

/* The message has octets_size octets at most, and bits_size * 8. Both memories must live as long as
 * the reassembly and its views. `bits` is set to zero. */
HW_API void hw_reassembly_init(hw_reassembly* reassembly, uint8_t* octets, size_t octets_size,
                               uint8_t* bits, size_t bits_size);
/* How many octets the message has. HW_DETAIL_OUTPUT_TOO_SMALL if that is over the capacity,
 * HW_DETAIL_HANDSHAKE_FRAGMENT if another length is known or octets behind it are there. */
HW_API hw_result hw_reassembly_set_length(hw_reassembly* reassembly, uint32_t length);
/* Adds the piece that begins at `offset`. It must not overlap the memory. HW_OK: consumed() is how
 * many octets of it were new. On failure the caller may drop the piece and go on:
 * HW_DETAIL_OUTPUT_TOO_SMALL if it ends behind the capacity, HW_DETAIL_HANDSHAKE_FRAGMENT behind
 * the length, HW_DETAIL_FRAGMENT_MISMATCH if an octet is not what an earlier piece said. */
HW_API hw_result hw_reassembly_add(hw_reassembly* reassembly, uint32_t offset, const uint8_t* piece,
                                   size_t size);
/* A fragment of DTLS, which hw_dtls_fragment_behind has found: both calls above. The first one
 * decides which message this is; HW_DETAIL_FRAGMENT_MISMATCH for one of another. */
HW_API hw_result hw_reassembly_add_fragment(hw_reassembly* reassembly,
                                            const hw_dtls_handshake_header* header,
                                            hw_bytes fragment);
/* 1 if the length is known and every octet is there, else 0. */
HW_API int hw_reassembly_complete(const hw_reassembly* reassembly);
/* Views of the memory: the message, empty until it is complete; and the octets that are there from
 * the first one on, without a gap. Both are empty of an unset one. */
HW_API hw_bytes hw_reassembly_message(const hw_reassembly* reassembly);
HW_API hw_bytes hw_reassembly_front(const hw_reassembly* reassembly);

/* RECORD NUMBERS */

typedef struct {
  uint64_t epoch;
  uint64_t sequence;
} hw_record_number;

/* 1 if the ACK has an entry `i`, and then `*number` is set; else 0. */
HW_API int hw_dtls_ack_entry(const hw_dtls_ack* ack, size_t i, hw_record_number* number);
/* Writes the ACK that lists these records. It takes 16 KiB of stack. */
HW_API hw_result hw_dtls_encode_ack(const hw_record_number* records, size_t count, uint8_t* output,
                                    size_t size);

/* The full numbers behind the low bits of a unified header: RFC 9147 section 4.2.2. full_epoch
 * gives 1 if there is one, and then `*epoch` is set; else 0. */
HW_API int hw_dtls_full_epoch(uint64_t current, uint8_t low_bits, uint64_t* epoch);
HW_API uint64_t hw_dtls_full_sequence(uint64_t expected, uint16_t low_bits, int long_sequence);

/* Which of the last 64 numbers of an epoch were seen. One of zeros has seen none. Check before a
 * record is decrypted; update once it has authenticated. */
typedef struct {
  uint64_t highest;
  uint64_t seen;
} hw_replay_window;
HW_API int hw_replay_window_check(const hw_replay_window* window, uint64_t sequence);
HW_API void hw_replay_window_update(hw_replay_window* window, uint64_t sequence);

/* THE RECORDS OF A DATAGRAM */

/* The most connection ids of an association. */
enum { HW_MAX_CIDS = 16 };

/* A datagram, and how far it has been read. One of zeros is a datagram of no octets. */
typedef struct {
  hw_bytes datagram;
  size_t next;  /* where the next record begins */
  hw_bytes cid; /* the datagram's first connection id; empty until it is read */
  const hw_bytes*
      cids;         /* the ids that the peer may use; null: one id of context.cid_length octets */
  size_t cids_size; /* at most HW_MAX_CIDS */
  uint8_t ciphertext_seen; /* 1: a record with a unified header was read */
} hw_dtls_datagram;
HW_API hw_dtls_datagram hw_dtls_datagram_of(const uint8_t* octets, size_t size);

typedef struct {
  hw_dtls_header header;  /* its `length` is the size of the fragment */
  hw_bytes header_octets; /* the header as it arrived */
  hw_bytes fragment;
} hw_dtls_record;

enum {
  HW_DTLS_EVENT_UNSET = 0,
  HW_DTLS_EVENT_RECORD = 1,
  HW_DTLS_EVENT_DROP_RECORD = 2,
  HW_DTLS_EVENT_DROP_REST = 3,
  HW_DTLS_EVENT_END = 4,
};
typedef struct {
  uint32_t event;
  uint32_t offset; /* where in the datagram the record begins */
  hw_result result;
} hw_dtls_step;

/* Reads the next record. HW_DTLS_EVENT_RECORD: `*record` is set, else it is unchanged. If the
 * context is unset, there are too many ids, or `next` lies behind the end, the rest is dropped with
 * HW_BAD_STATE. */
HW_API hw_dtls_step hw_dtls_next(hw_dtls_datagram* datagram, hw_dtls_record* record,
                                 hw_dtls_context context, hw_policy policy);

/* Writes a record: the header, with the size of the fragment as its length, and the fragment. */
HW_API hw_result hw_dtls_encode_record(const hw_dtls_header* header, const uint8_t* fragment,
                                       size_t fragment_size, uint8_t* output, size_t size,
                                       hw_dtls_context context, hw_policy policy);

#ifdef __cplusplus
}
#endif

#endif /* HARDWIRE_C_DTLS_H_ */
