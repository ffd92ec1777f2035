#!/usr/bin/env python3
"""Hellos of DTLS clients in fragments: shuffled, doubled, overlapping, put together and read beside tshark's reading.

    dtls_hellos_test.py REASSEMBLE INSPECT
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

import hellos_capture
import wire
from hellos_test import NUMBERS, SCALARS, TEXTS

REASSEMBLE = INSPECT = ""
KEPT = pathlib.Path(__file__).with_name("hellos_dtls.tsv")
RECORD_HEADER, HEADER = 13, 12


def datagrams_of(text):
    return [bytes.fromhex(word) for word in text.split()]


def kept():
    """name -> datagrams, a fragment in each."""
    rows = [line.split("\t") for line in KEPT.read_text(encoding="utf-8").splitlines()]
    return {name: datagrams_of(text) for name, _, text in rows}


def reassemble(*flights):
    """(message or None, how many fragments were dropped) of each."""
    asked = "".join(" ".join(datagram.hex() for datagram in flight) + "\n" for flight in flights)
    done = subprocess.run([REASSEMBLE], input=asked, capture_output=True, text=True, check=True)
    answers = [line.split() for line in done.stdout.splitlines()]
    return [(None if text == "incomplete" else bytes.fromhex(text), int(dropped)) for text, dropped in answers]


def inspect(message):
    done = subprocess.run([INSPECT, "--batch"], input=f"client_hello {message.hex()} ctx=dtls-message\n", capture_output=True,
                          text=True, check=True)
    return json.loads(done.stdout)


def tshark(flight):
    """What tshark reads of the message in these datagrams, as inspect says it."""
    names = {key: field.replace("tls.", "dtls.", 1) for key, field in {**SCALARS, **NUMBERS, **TEXTS}.items()}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "capture.pcap")
        file.write_bytes(wire.pcap(wire.UDP, [(True, datagram) for datagram in flight]))
        command = ["tshark", "-r", str(file), "-d", f"udp.port=={wire.SERVER_PORT},dtls", "-T", "fields", "-E", "separator=|"]
        for field in names.values():
            command += ["-e", field]
        done = subprocess.run(command, capture_output=True, text=True, check=True,
                              env={**os.environ, "WIRESHARK_CONFIG_DIR": folder})
    row = [line for line in done.stdout.splitlines() if line.strip("|")][-1]
    read = dict(zip(names, row.split("|")))
    fields = {key: int(read[key], 0) for key in SCALARS}
    fields |= {key: [int(number, 0) for number in read[key].split(",")] if read[key] else None for key in NUMBERS}
    fields["sni"] = read["sni"] or None
    fields["alpn"] = read["alpn"].split(",") if read["alpn"] else None
    return fields


def fragment(message, begin, end, number):
    """Datagram `number`, with the octets [begin, end) of the body."""
    part = message[:6] + begin.to_bytes(3, "big") + (end - begin).to_bytes(3, "big") + message[HEADER + begin:HEADER + end]
    return b"\x16\xfe\xff\0\0" + number.to_bytes(6, "big") + len(part).to_bytes(2, "big") + part


class DtlsHellos(unittest.TestCase):
    def check(self, name, flight):
        """The message in a flight as it came."""
        ((message, dropped),) = reassemble(flight)
        self.assertEqual(dropped, 0, name)
        answer = inspect(message)
        self.assertEqual((answer["code"], answer["n"]), ("ok", len(message)), name)
        expected = tshark(flight)
        self.assertEqual({key: answer["fields"][key] for key in expected}, expected, name)
        return message

    def test_kept_hellos(self):
        self.assertGreaterEqual(sum(len(flight) > 2 for flight in kept().values()), 3)
        for name, flight in kept().items():
            self.check(name, flight)

    def test_hellos_made_anew(self):
        for name, (_, text) in hellos_capture.all_dtls_hellos().items():
            self.check(name, datagrams_of(text.decode()))

    def test_without_one_fragment(self):
        for name, flight in kept().items():
            for left_out in range(len(flight)):
                rest = flight[:left_out] + flight[left_out + 1:]
                self.assertEqual(reassemble(rest), [(None, 0)], name)

    def test_shuffled_doubled_and_overlapping(self):
        chance = random.Random(9147)
        for name, flight in kept().items():
            ((message, _),) = reassemble(flight)
            size = len(message) - HEADER
            flights = []
            for _ in range(300):
                shuffled = flight * chance.randint(1, 2)
                for _ in range(chance.randint(0, 12)):
                    begin = chance.randint(0, size)
                    shuffled.append(fragment(message, begin, chance.randint(begin, size), len(shuffled)))
                chance.shuffle(shuffled)
                flights.append(shuffled)
            self.assertEqual(set(reassemble(*flights)), {(message, 0)}, name)

    def test_octet_by_octet(self):
        for name, flight in kept().items():
            ((message, _),) = reassemble(flight)
            octets = [fragment(message, at, at + 1, at) for at in range(len(message) - HEADER)]
            self.assertEqual(reassemble(octets, octets[::-1], octets[:-1]), [(message, 0), (message, 0), (None, 0)], name)

    def test_what_contradicts_is_dropped(self):
        """An octet that differs, another length, another message, a fragment beyond the end."""
        for name, flight in kept().items():
            ((message, _),) = reassemble(flight)
            size = len(message) - HEADER
            wrong = bytearray(message)
            wrong[HEADER + size // 2] ^= 1
            forged = [fragment(bytes(wrong), size // 2 - 5, size // 2 + 5, 7),
                      fragment(message[:1] + (size + 1).to_bytes(3, "big") + message[4:], 0, 5, 8),
                      fragment(message[:5] + bytes([message[5] ^ 1]) + message[6:], 0, 5, 9),
                      fragment(message + bytes(9), size - 1, size + 8, 10)]
            for count, stranger in enumerate(forged):
                self.assertEqual(reassemble([*flight, stranger], [*flight, *forged[:count + 1]]),
                                 [(message, 1), (message, count + 1)], name)


if __name__ == "__main__":
    INSPECT, REASSEMBLE = sys.argv.pop(2), sys.argv.pop(1)
    unittest.main()
