#!/usr/bin/env python3
"""JA3 and JA4 from what HelloReader keeps in 1 KiB: published values, and tshark's JA3 of every hello that is kept.

    fingerprints_test.py FINGERPRINTS
"""

import hashlib
import itertools
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

import wire
from hello_bytes import alpn, extension, record, records, server_name, vector
from hellos_test import kept

FINGERPRINTS = ""
# The example of FoxIO's description of JA4, and the two of Salesforce's of JA3.
JA4_SUITES = "1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 009c 009d 002f 0035"
JA4_EXTENSIONS = "001b 0000 0033 0010 4469 0017 002d 000d 0005 0023 0012 002b ff01 000b 000a 0015"
JA4_ALGORITHMS = "0403 0804 0401 0503 0805 0501 0806 0601"
JA4 = "t13d1516h2_8daaf6152771_e5627efa2ab1"
JA3 = {(b"\0\x2f\0\x35\0\5\0\x0a\xc0\x09\xc0\x0a\xc0\x13\xc0\x14\0\x32\0\x38\0\x13\0\4", True): "ada70206e40642a3e4461f35503241d5",
       (b"\0\4\0\5\0\x0a\0\x09\0\x64\0\x62\0\3\0\6\0\x13\0\x12\0\x63", False): "de350869b8c85de67a350c8d186f11e6"}


def numbers(text, grease=False):
    """Hexadecimal numbers as octets, with one of GREASE in front if that is wanted."""
    return (b"\x4a\x4a" if grease else b"") + bytes.fromhex(text)


def body_of(number, grease):
    return {0x0000: server_name(b"example.com")[4:], 0x0010: alpn(b"h2", b"http/1.1")[4:],
            0x000d: vector(2, numbers(JA4_ALGORITHMS, grease)), 0x000a: vector(2, numbers("001d", grease)), 0x000b: b"\1\0",
            0x002b: vector(1, numbers("0304 0303", grease)), 0x0033: vector(2, b"\0\x1d" + vector(2, bytes(32)))}.get(number, b"")


def message(version, suites, extensions):
    body = struct.pack(">H", version) + bytes(32) + vector(1, b"") + vector(2, suites) + vector(1, b"\0") + extensions
    return b"\1" + vector(3, body)


def ja4_example(grease):
    types = [int(text, 16) for text in JA4_EXTENSIONS.split()]
    extensions = b"".join(extension(number, body_of(number, grease)) for number in types)
    if grease:
        extensions = extension(0x5A5A, b"") + extensions + extension(0xCACA, b"\0")
    return message(0x0303, numbers(JA4_SUITES, grease), vector(2, extensions))


def fingerprints(*streams):
    """(JA3's text, JA3, JA4, octets kept, records) of each."""
    done = subprocess.run([FINGERPRINTS], input="".join(f"{stream.hex()}\n" for stream in streams), capture_output=True,
                          text=True, check=True)
    for line in done.stdout.splitlines():
        ja3, plain, suites, rest, counts = line.split("\t")
        hashes = [hashlib.sha256(text.encode()).hexdigest()[:12] for text in (suites, rest)]
        yield (ja3, hashlib.md5(ja3.encode(), usedforsecurity=False).hexdigest(), "_".join((plain, *hashes)), *map(int, counts.split()))


def tshark(stream):
    """(JA3's text, JA3) of a stream."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "capture.pcap")
        file.write_bytes(wire.pcap(wire.TCP, [(True, stream)]))
        done = subprocess.run(["tshark", "-r", str(file), "-d", f"tcp.port=={wire.SERVER_PORT},tls", "-T", "fields", "-E",
                               "separator=|", "-e", "tls.handshake.ja3_full", "-e", "tls.handshake.ja3"], capture_output=True,
                              text=True, check=True, env={**os.environ, "WIRESHARK_CONFIG_DIR": folder})
    (row,) = [line for line in done.stdout.splitlines() if line.strip("|")]
    return tuple(row.split("|"))


class Fingerprints(unittest.TestCase):
    def test_published_ja4(self):
        for grease in (False, True):
            ((_, _, ja4, *_),) = fingerprints(record(ja4_example(grease)))
            self.assertEqual(ja4, JA4)

    def test_published_ja3(self):
        curves = extension(10, vector(2, b"\0\x17\0\x18\0\x19")) + extension(11, b"\1\0")
        for (suites, extended), expected in JA3.items():
            extensions = vector(2, server_name(b"example.com") + curves) if extended else b""
            ((_, ja3, *_),) = fingerprints(record(message(0x0301, suites, extensions)))
            self.assertEqual(ja3, expected)

    def test_kept_hellos(self):
        for name, stream in kept().items():
            text, ja3, ja4, octets, _ = next(fingerprints(stream))
            self.assertEqual((text, ja3), tshark(stream), name)
            print(f"{name}: {ja3} {ja4}, {len(stream) - 5} octets, of which {octets} are kept")
            self.assertRegex(ja4, r"\At1[23][di]\d{4}(h[12]|00)(_[0-9a-f]{12}){2}\Z")

    def test_one_kibioctet_is_enough_for_chromium_in_180_records(self):
        hello = kept()["chromium"][5:]
        size = len(hello) // 180
        stream = records(hello, itertools.chain([size] * 179, [len(hello)]))
        (cut,), (whole,) = fingerprints(stream), fingerprints(record(hello))
        self.assertEqual((cut[:4], cut[4]), (whole[:4], 180))
        print(f"chromium in 180 records: {cut[3]} octets of 1024 are used")


if __name__ == "__main__":
    FINGERPRINTS = sys.argv.pop(1)
    unittest.main()
