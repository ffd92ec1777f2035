// Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
//
// HelloReader: the first flight of a TLS connection, whatever records and pieces it comes in.
//
// A ClientHello may be cut anywhere: into records, and these into TCP segments (RFC 8446 section
// 5.1). Whoever looks at one record, or at what one read returned, sees half a hello and takes a
// name that has not arrived for a name that is not there.
//
//   std::array<uint8_t, 1024> memory;
//   tls::HelloReader reader(hardwire::MakeSpan(memory));
//   const tls::HelloStep step = reader.Read(all_that_has_arrived);   // or Feed(what_is_new)
//
// Each octet is looked at once, however it comes. Nothing is allocated.

#ifndef HARDWIRE_TLS_HELLO_READER_H_
#define HARDWIRE_TLS_HELLO_READER_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "hardwire/attributes.h"
#include "hardwire/internal/byte_reader.h"
#include "hardwire/policy.h"
#include "hardwire/result.h"
#include "hardwire/tls/hello_view.h"
#include "hardwire/tls/hello_walk.h"
#include "hardwire/view.h"

namespace hardwire {
inline namespace HARDWIRE_VIEWS {
namespace tls {

// How much a client may send before its hello is complete. The number of records is not limited:
// some clients cut a hello into 180.
struct HelloLimits {
  uint32_t octets = 16384;      // of the handshake message, without its header
  uint16_t empty_records = 32;  // in all
};

// What has become of a stream. Malformed comes first: an outcome that nobody has set lets nothing
// pass.
enum class HelloOutcome : uint8_t {
  kMalformed = 0,       // a ClientHello that the policy rejects
  kNeedMore = 1,        // more must arrive
  kComplete = 2,        // view() has the hello
  kNotTls = 3,          // no record of TLS: plain text, SOCKS, anything; Sniff knows more
  kNotClientHello = 4,  // a record of TLS that holds something else
  kSslv2 = 5,           // an SSLv2-style hello, of which sslv2_version() is read
  kBadRecord = 6,       // a record that cannot come here, or that holds more than the hello
  kOverLimit = 7,       // the hello is longer than the limits allow
  kMemoryTooSmall = 8,  // it is complete, but what is to be kept does not fit in the memory
  kEndedInside = 9,     // the stream has ended and the hello has not
};

// The names in snake_case: "need_more". "unassigned" for a value that has none. Static storage.
string_view Name(HelloOutcome outcome);

struct HelloStep {
  HelloOutcome outcome = HelloOutcome::kMalformed;

  // kNeedMore        needed() is the size of the shortest stream that begins like this one and has
  //                  a whole hello: what is missing, and a header for each record that it takes at
  //                  least.
  // kComplete        consumed() is the octets of the stream up to the end of the hello.
  // kMalformed       What Decode(ClientHello) says of the message; offset() counts from its first
  //                  octet. The same of kNotClientHello and kOverLimit if the message says so.
  // kBadRecord       offset() counts from the first octet of the stream. The same of kNotTls, and
  //                  of the other two if a record header says so: kUnexpectedContentType,
  //                  kTooManyEmptyRecords.
  // kSslv2           kNotTlsSslv2; offset() is 0.
  // kMemoryTooSmall  kOutputTooSmall; needed() is the size that the memory must have.
  // kEndedInside     kClosedInsideRecord, or kClosedNoNotify between two; offset() is the octets of
  //                  the stream.
  Result result;
};

// What a hello says that is not complete, or that was refused: something for a log. It is no ground
// to route a connection: what follows may say otherwise.
struct UnverifiedHello {
  uint16_t legacy_version = 0;  // 0 if it was not read
  string_view server_name;      // empty if it was not read, or is malformed
};

class HelloReader {
 public:
  // `memory` holds what is kept, and must live as long as the reader. 1 KiB is enough for the
  // browsers of 2026 without the bodies that are not kept unless `keep` says so.
  explicit HelloReader(Span<uint8_t> memory HARDWIRE_LIFETIME_BOUND, HelloLimits limits = {},
                       HelloKeep keep = {}, Policy policy = Policy::Interop());

  // All that has arrived since the first octet of the stream, at each call. Only what is new is
  // looked at.
  HelloStep Read(Span<const uint8_t> all);

  // What has arrived since the last call, which may be freed behind it.
  HelloStep Feed(Span<const uint8_t> more);

  // The stream has ended. kEndedInside if more was needed; otherwise what the last call returned.
  HelloStep End();

  // Behind kComplete what was kept, in the memory. Otherwise an empty view. This call and
  // unverified() complete a number in the memory: no other call may run at the same time.
  HelloView view() const;

  // What was read until now, in the memory. No name if the memory is too small.
  UnverifiedHello unverified() const;

  // The version that a client with an SSLv2-style hello asks for. 0 unless the outcome is kSslv2.
  uint16_t sslv2_version() const { return sslv2_version_; }

  // How many octets of the stream were looked at. Behind a failure it depends on the pieces.
  uint32_t taken() const { return stream_at_ + Passed(); }

  // How many record headers were read.
  uint32_t records() const { return records_; }

  // How many octets of the memory are used, or would be if it had them. Behind a failure it depends
  // on the pieces.
  uint32_t kept() const { return kept_ + (keeps_ ? Passed() : 0); }

 private:
  // What is kept of a body.
  enum class KeptPart : uint8_t { kAll, kNone, kSharesWithoutKeys, kEchWithoutPayload };

  // A step of the stream.
  HelloStep FeedSlowly(Span<const uint8_t> more);
  void EnterInside();
  void LeaveInside();
  // How many octets have passed since EnterInside.
  uint32_t Passed() const { return entered_ - inside_; }
  void TakeHeader(internal::ByteReader in, size_t* from);
  void TakeSslv2();
  void JudgeHeader();
  void TakeFragment(internal::ByteReader in, size_t* from);
  Result TakeFront(internal::ByteReader in, size_t* from);
  Result TakeField(internal::ByteReader in, size_t* from);
  Result TakeExtensions(internal::ByteReader in, size_t* from);
  void CheckBehind(uint32_t left);
  void Finish(HelloOutcome outcome, Result result);
  void FinishHello(Result result);
  void FinishRecord(Result result);
  Result NeedMore() const;
  uint32_t MissingOctets() const { return walk_.needed() - walk_.taken(); }

  void KeepHead();
  bool KeepWhole(Span<const uint8_t> body);
  KeptPart KeptOf(uint16_t type) const;
  // Keep octets [from, from + size) of `in`, which are those of the body from `position` on.
  void KeepBody(internal::ByteReader in, size_t from, size_t size, uint32_t position);
  void KeepKeyShare(internal::ByteReader in, size_t from, size_t size, uint32_t position);
  uint32_t KeptOfEch(internal::ByteReader in, size_t from, size_t size, uint32_t position);
  void Put(Span<const uint8_t> octets);
  void CountKept() const;
  HelloView SoFar() const;

  Span<uint8_t> memory_;
  HelloWalk walk_;
  HelloLimits limits_;
  HelloKeep keep_;
  Policy policy_;
  HelloStep step_;
  std::array<uint8_t, 5> header_ = {};
  uint8_t have_ = 0;  // octets of the header at hand
  uint16_t sslv2_version_ = 0;
  uint32_t left_ = 0;  // octets of the record at hand that have not arrived
  uint32_t stream_at_ = 0;
  uint32_t record_at_ = 0;  // where the record at hand begins
  uint32_t records_ = 0;
  uint32_t empty_records_ = 0;
  uint32_t kept_ = 0;
  uint32_t heads_ = 0;     // extensions whose head was kept
  uint32_t head_at_ = 0;   // where the last head lies in the memory
  uint32_t key_left_ = 0;  // octets of the key at hand, which is not kept
  uint32_t number_ = 0;    // the last octets of the head of a share, or the length of enc
  uint32_t entered_ = 0;   // octets that may pass without a look at them, as EnterInside counted
  uint32_t inside_ = 0;    // those of them that have not passed yet
  KeptPart kept_part_ = KeptPart::kAll;  // of the body at hand
  bool keeps_ = false;                   // they are kept
  bool behind_ = false;                  // the record holds more than the hello
  uint8_t share_head_ = 0;               // octets of the head of a share that were read
};

}  // namespace tls
}  // namespace HARDWIRE_VIEWS
}  // namespace hardwire

#endif  // HARDWIRE_TLS_HELLO_READER_H_
