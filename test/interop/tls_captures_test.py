#!/usr/bin/env python3
"""What OpenSSL and GnuTLS really send, framed by the codec, against Wireshark's dissection of the same capture.

    tls_captures_test.py FRAME_CAPTURE

Peers talk on loopback through a forwarder that keeps every byte: in a network namespace of their own where the
system lets us have one, since gnutls-serv listens on every address there is. Each direction goes through the codec
in chunks of several sizes: all of it must be framed, into as many records of each type as tshark counts.
"""

import collections
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import unittest

import peers
import processes
import wire

FRAME_CAPTURE = ""
ALERT, APPLICATION_DATA = 21, 23


def tshark_counts(folder, protocol, capture):
    """{from_client: Counter of content types}. TLS 1.3 calls the type of a protected record opaque."""
    file = pathlib.Path(folder, "capture.pcap")
    file.write_bytes(wire.pcap(protocol, capture))
    layer, dissector = ("tcp", "tls") if protocol == wire.TCP else ("udp", "dtls")
    types = ["tls.record.content_type", "tls.record.opaque_type"] if protocol == wire.TCP else [
        "dtls.record.content_type"]
    command = ["tshark", "-r", str(file), "-d", f"{layer}.port=={wire.SERVER_PORT},{dissector}", "-o",
               "tcp.desegment_tcp_streams:TRUE", "-o", "tls.desegment_ssl_records:TRUE", "-T", "fields", "-E",
               "separator=|", "-e", f"{layer}.srcport"]
    for field in types:
        command += ["-e", field]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60,
                          env={**os.environ, "WIRESHARK_CONFIG_DIR": folder})
    counts = {True: collections.Counter(), False: collections.Counter()}
    for line in done.stdout.splitlines():
        port, *values = line.split("|")
        counts[int(port) == wire.CLIENT_PORT].update(int(v) for value in values for v in value.split(",") if v)
    return counts


def frame(mode, chunks):
    """(records, end): [(type, version, length)] and how it ended."""
    done = subprocess.run([FRAME_CAPTURE, mode], input=b"".join(struct.pack(">I", len(c)) + c for c in chunks),
                          check=True, capture_output=True, timeout=60)
    lines = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert all(line[0] == "record" for line in lines[:-1]) and lines[-1][0] == "end", lines
    return [tuple(map(int, line[1:])) for line in lines[:-1]], lines[-1][1:]


def chunkings(data):
    """The same bytes in chunks of 1, of 7, of random sizes, and in one."""
    rng = random.Random(5246)
    yield [data[at:at + 1] for at in range(len(data))]
    yield [data[at:at + 7] for at in range(0, len(data), 7)]
    chunks, at = [], 0
    while at < len(data):
        size = rng.choice((1, 2, 5, 100, 3000, 20000))
        chunks.append(data[at:at + size])
        at += size
    yield chunks
    yield [data]


class Captures(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        peers.make_certificate(self.folder)

    def check_stream(self, session, version, record_version):
        capture, total = session(self.folder, wire.TCP, version)
        counts = tshark_counts(self.folder, wire.TCP, capture)
        for from_client in (True, False):
            data = b"".join(d for way, d in capture if way == from_client)
            framed = [frame("tls", chunks) for chunks in chunkings(data)]
            for other in framed[1:]:
                self.assertEqual(framed[0], other)
            records, end = framed[0]
            # Up to TLS 1.2 the last record is an encrypted alert, which a relay cannot read; TLS 1.3 hides even that.
            self.assertEqual(end, ["boundary" if version in ("tls1_3", "TLS1.3") else "alert_unread"])
            self.assertEqual(sum(5 + length for _, _, length in records), len(data))
            self.assertEqual(collections.Counter(t for t, _, _ in records), counts[from_client])
            self.assertGreaterEqual(sum(n for t, _, n in records if t == APPLICATION_DATA), total)
            # A ClientHello may say TLS 1.0 (RFC 5246 appendix E.1).
            self.assertLessEqual({v for _, v, _ in records[1:]}, {record_version})
            self.assertIn(records[0][1], (0x0301, record_version))
            self.check_close_notify(records[-1], version)

    def check_close_notify(self, last, version):
        """TLS 1.3 hides the type; level, description, type and tag are 19 octets."""
        if version in ("tls1_3", "TLS1.3"):
            self.assertEqual((last[0], last[2]), (APPLICATION_DATA, 19))
        else:
            self.assertEqual(last[0], ALERT)

    def check_datagrams(self, session, version):
        capture, total = session(self.folder, wire.UDP, version)
        counts = tshark_counts(self.folder, wire.UDP, capture)
        for from_client in (True, False):
            datagrams = [d for way, d in capture if way == from_client]
            self.assertGreater(counts[from_client][APPLICATION_DATA], 2)
            # gnutls-serv ends a DTLS session without a word.
            self.assertEqual(counts[from_client][ALERT], 1 if from_client or session is peers.openssl_session else 0)
            records, end = frame("dtls", datagrams)
            self.assertEqual(end, ["boundary"])
            self.assertEqual(sum(13 + length for _, _, length in records), sum(map(len, datagrams)))
            self.assertEqual(collections.Counter(t for t, _, _ in records), counts[from_client])
            self.assertGreaterEqual(sum(n for t, _, n in records if t == APPLICATION_DATA), total)
            # A ClientHello and a HelloVerifyRequest may say DTLS 1.0 (RFC 6347 section 4.2.1).
            self.assertLessEqual({v for _, v, _ in records}, {0xFEFF, 0xFEFD})

    def test_openssl_tls10(self):
        self.check_stream(peers.openssl_session, "tls1", 0x0301)

    def test_openssl_tls11(self):
        self.check_stream(peers.openssl_session, "tls1_1", 0x0302)

    def test_openssl_tls12(self):
        self.check_stream(peers.openssl_session, "tls1_2", 0x0303)

    def test_openssl_tls13(self):
        self.check_stream(peers.openssl_session, "tls1_3", 0x0303)

    def test_openssl_dtls12(self):
        self.check_datagrams(peers.openssl_session, "dtls1_2")

    def test_gnutls_tls12(self):
        self.check_stream(peers.gnutls_session, "TLS1.2", 0x0303)

    def test_gnutls_tls13(self):
        self.check_stream(peers.gnutls_session, "TLS1.3", 0x0303)

    def test_gnutls_dtls12(self):
        self.check_datagrams(peers.gnutls_session, "DTLS1.2")


if __name__ == "__main__":
    processes.enter_namespace()
    FRAME_CAPTURE = sys.argv.pop(1)
    unittest.main()
