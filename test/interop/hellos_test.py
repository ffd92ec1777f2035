#!/usr/bin/env python3
"""Hellos of real clients, kept and made anew, field by field beside tshark's reading, and cut in every way.

    hellos_test.py INSPECT
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import hellos_capture
import wire

INSPECT = ""
KEPT = pathlib.Path(__file__).with_name("hellos.tsv")
# Fields of inspect, and what tshark calls them.
NUMBERS = {
    "cipher_suites": "tls.handshake.ciphersuite", "extensions": "tls.handshake.extension.type",
    "versions": "tls.handshake.extensions.supported_version", "groups": "tls.handshake.extensions_supported_group",
    "key_shares": "tls.handshake.extensions_key_share_group", "signature_algorithms": "tls.handshake.sig_hash_alg"}
SCALARS = {"legacy_version": "tls.handshake.version", "session_id_len": "tls.handshake.session_id_length"}
TEXTS = {"sni": "tls.handshake.extensions_server_name", "alpn": "tls.handshake.extensions_alpn_str"}


def kept():
    """name -> octets."""
    rows = [line.split("\t") for line in KEPT.read_text().splitlines()]
    return {name: bytes.fromhex(octets) for name, _, octets in rows}


def inspect(*streams):
    """The answers of inspect to streams."""
    asked = "".join(f"client_hello {stream.hex() or '-'}\n" for stream in streams)
    done = subprocess.run([INSPECT, "--batch"], input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def tshark(stream):
    """What tshark reads of a stream, as inspect says it."""
    names = {**SCALARS, **NUMBERS, **TEXTS}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "capture.pcap")
        file.write_bytes(wire.pcap(wire.TCP, [(True, stream)]))
        command = ["tshark", "-r", str(file), "-d", f"tcp.port=={wire.SERVER_PORT},tls", "-T", "fields", "-E", "separator=|"]
        for field in names.values():
            command += ["-e", field]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    (row,) = [line for line in done.stdout.splitlines() if line.strip("|")]
    read = dict(zip(names, row.split("|")))
    fields = {key: int(read[key], 0) for key in SCALARS}
    fields |= {key: [int(number, 0) for number in read[key].split(",")] if read[key] else None for key in NUMBERS}
    fields["sni"] = read["sni"] or None
    fields["alpn"] = read["alpn"].split(",") if read["alpn"] else None
    return fields


def records(message, sizes):
    """`message` in records of the sizes that the iterator gives."""
    out, at = b"", 0
    while at < len(message):
        part = message[at:at + next(sizes)]
        out += b"\x16\x03\x01" + len(part).to_bytes(2, "big") + part
        at += len(part)
    return out


def without_records(answer):
    return answer["code"], {key: value for key, value in answer["fields"].items() if key != "records"}


class Hellos(unittest.TestCase):
    def check_fields(self, name, stream):
        (answer,) = inspect(stream)
        self.assertEqual((answer["code"], answer["n"], answer["violations"]), ("ok", len(stream), []), name)
        expected = tshark(stream)
        self.assertEqual({key: answer["fields"][key] for key in expected}, expected, name)
        self.assertEqual(answer["fields"]["malformed"], [], name)
        return answer

    def check_cuts(self, name, stream, whole):
        message = stream[5:]
        chance = random.Random(name)
        streams = [records(message, iter((cut, len(message)))) for cut in range(1, len(message))]
        streams += [records(message, iter(lambda: 1, 0)), records(message, iter(lambda: chance.randint(10, 20), 0))]
        streams += [records(message, iter(lambda: chance.randint(1, 300), 0)) for _ in range(500)]
        for cut, answer in zip(streams, inspect(*streams)):
            self.assertEqual(without_records(answer), without_records(whole), (name, cut.hex()))
        for size, answer in enumerate(inspect(*(stream[:size] for size in range(len(stream))))):
            self.assertEqual(answer["code"], "need_more", (name, size))
            if size >= 9:
                self.assertEqual(answer["n"], len(stream), (name, size))

    def test_kept_hellos(self):
        self.assertGreaterEqual(len(kept()), 7)
        for name, stream in kept().items():
            self.check_cuts(name, stream, self.check_fields(name, stream))

    def test_hellos_made_anew(self):
        made = hellos_capture.all_hellos()
        self.assertIn("openssl", made)
        for name, (_, stream) in made.items():
            self.check_fields(name, stream)


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
