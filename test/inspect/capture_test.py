#!/usr/bin/env python3
"""inspect --pcap and --conversation as their users meet them, on captures made by hand.

    capture_test.py INSPECT
"""

import base64
import hashlib
import html.parser
import json
import os
import pathlib
import pty
import random
import re
import resource
import select
import subprocess
import sys
import tempfile
import time
import unittest

import packets
from packets import (ACK, CLIENT6, ETHERNET, FIN, LOOPBACK, PSH, RAW, SERVER, SERVER6, SLL, SLL2, Connection, dtls_record,
                     hello, link, pcap, pcapng, record, server_hello, tcp, udp)

INSPECT = ""
REQUEST = b"\5\1\0\3\x09a.example\x01\xbb"
REPLY = bytes.fromhex("05000001c00002010050")
CCS = record(20, b"\1")
CERTIFICATES = b"\x0b\0\0\1x" + b"\x0e\0\0\0"
TLS12 = [(0, record(22, hello(versions=()), 0x0301)), (1, record(22, server_hello(0x0303, 0xC02F) + CERTIFICATES)),
         (0, record(22, b"\x10\0\0\2kk") + CCS + record(22, b"e" * 40)), (1, CCS + record(22, b"f" * 40)),
         (0, record(23, b"q" * 200)), (1, record(23, b"r" * 3000) + record(23, b"s" * 3000))]
TLS13 = [(0, record(22, hello(), 0x0301)), (1, record(22, server_hello()) + CCS + record(23, b"x" * 900)),
         (0, CCS + record(23, b"f" * 74)), (0, record(23, b"q" * 200)), (1, record(23, b"r" * 9000))]
SOCKS = [(0, b"\5\1\0"), (1, b"\5\0"), (0, REQUEST), (1, REPLY)]


def inspect(capture, *flags):
    """The finished process, given the capture on standard input."""
    return subprocess.run([INSPECT, "--pcap", "-", *flags], input=capture, capture_output=True, timeout=60, check=False)


def read(capture, *flags, status=0):
    """(conversations, totals)."""
    done = inspect(capture, "--json", *flags)
    assert done.returncode == status, (done.returncode, done.stderr)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[:-1], lines[-1]["totals"]


def frames(*connections, kind=ETHERNET):
    return [link(kind, packet) for connection in connections for packet in connection.packets]


def only(*connections, **options):
    """The one conversation in these."""
    conversations, _ = read(pcap(frames(*connections)), **options)
    assert len(conversations) == 1, conversations
    return conversations[0]


def said(conversation):
    """Its messages without where they stood."""
    return [{key: value for key, value in message.items() if key not in ("packet", "time")}
            for message in conversation["messages"]]


def kinds(conversation):
    return [(message["from"], message["kind"]) for message in conversation["messages"]]


def of_kind(conversation, kind):
    return [message for message in conversation["messages"] if message["kind"] == kind]


def closed(conversation):
    return conversation["ends"]["client"]["closed"], conversation["ends"]["server"]["closed"]


class Files(unittest.TestCase):
    def test_every_link_type_and_both_formats(self):
        expected = said(only(Connection().turns(*SOCKS, *TLS13).close()))
        self.assertGreater(len(expected), 10)
        for ends in ({}, {"client": CLIENT6, "server": SERVER6}):
            connection = Connection(**ends).turns(*SOCKS, *TLS13).close()
            for kind in (ETHERNET, SLL, SLL2, RAW, LOOPBACK):
                for write in (pcap, pcapng, lambda f, k: pcap(f, k, order=">")):
                    (found,), totals = read(write(frames(connection, kind=kind), kind))
                    self.assertEqual(said(found), expected, (ends, kind))
                    self.assertEqual(totals["packets"], len(connection.packets))
            self.assertEqual(found["client"], "[2001:db8::1]:40000" if ends else "10.0.0.1:40000")
        tagged = [link(ETHERNET, packet, (0x88A8, 0x8100)) for packet in connection.packets]
        self.assertEqual(said(read(pcap(tagged))[0][0]), expected)

    def test_ipv6_extension_headers(self):
        connection = Connection(client=CLIENT6, server=SERVER6).turns(*SOCKS).close()
        extended = []
        for packet in connection.packets:
            body = packet[40:]
            extended.append(link(ETHERNET, packets.ip(CLIENT6[0] if packet[8:24].endswith(b"\1") else SERVER6[0],
                                                      SERVER6[0] if packet[8:24].endswith(b"\1") else CLIENT6[0], 6, body,
                                                      extensions=b"\0" + b"\x06\0\1\4\0\0\0\0")))
        self.assertEqual(said(read(pcap(extended))[0][0]), said(only(connection)))

    def test_fragments_of_ip_are_counted(self):
        packet = packets.ip("10.0.0.1", "10.0.0.2", 17, b"x" * 32, fragment=0x2000)
        conversations, totals = read(pcap([link(ETHERNET, packet)]))
        self.assertEqual((conversations, totals["fragments"]), ([], 1))

    def test_a_cut_capture_shows_what_is_there(self):
        """Cut behind every byte: no crash, an error with packet and byte, and every whole packet is read."""
        whole = pcap(frames(Connection().turns(*SOCKS)))
        ends, at = [24], 24
        while at < len(whole):
            at += 16 + int.from_bytes(whole[at + 8:at + 12], "little")
            ends.append(at)
        for size in range(24, len(whole)):
            done = inspect(whole[:size], "--json")
            count = sum(end <= size for end in ends) - 1
            self.assertEqual(done.returncode, 0 if size in ends else 2, size)
            totals = json.loads(done.stdout.splitlines()[-1])["totals"]
            self.assertEqual(totals["packets"], count)
            if size not in ends:
                self.assertRegex(done.stderr.decode(), rf"standard input: behind packet {count}.*truncated")
                self.assertIn("truncated", totals["error"])
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "cut.pcap")
            file.write_bytes(whole[:-3])
            done = subprocess.run([INSPECT, "--pcap", file], capture_output=True, text=True, check=False)
            self.assertIn(f"behind packet {len(ends) - 2}, at byte {len(whole) - 3}", done.stderr)
            self.assertIn("socks5_request", done.stdout)

    def test_what_is_no_capture(self):
        for content in (b"", b"x", b"x" * 100, pcap([])[:20]):
            done = inspect(content)
            self.assertEqual((done.returncode, done.stdout), (2, b""), content)
            self.assertRegex(done.stderr.decode(), r"^inspect: standard input: .+\n$")
        for flag in ("--json", "--html"):
            self.assertEqual(inspect(b"x" * 100, flag).stdout, b"")
        unknown = inspect(pcap([], 147))
        self.assertEqual(unknown.returncode, 2)
        self.assertIn(b"link type", unknown.stderr)
        missing = subprocess.run([INSPECT, "--pcap", "/nonexistent"], capture_output=True, check=False)
        self.assertEqual((missing.returncode, missing.stdout), (2, b""))

    def test_an_empty_capture(self):
        self.assertEqual(read(pcap([])), ([], {"packets": 0, "conversations": 0, "flows": 0, "let_go": 0, "fragments": 0,
                                              "broken": 0, "strays": 0, "error": None}))

    def test_damaged_captures(self):
        """Octets changed at random: it ends in order, and says nothing but printable ASCII."""
        dtls = [udp(("10.0.0.1", 7), ("10.0.0.2", 8), dtls_record(22, hello(message_seq=0)))]
        rng = random.Random(7)
        for write in (pcap, pcapng):
            whole = write([*frames(Connection().turns(*SOCKS, *TLS12).close()), *(link(ETHERNET, p) for p in dtls)])
            for turn in range(150):
                damaged = bytearray(whole)
                for _ in range(rng.choice((1, 3, 20))):
                    damaged[rng.randrange(len(damaged))] = rng.randrange(256)
                done = inspect(bytes(damaged), rng.choice(("--json", "--html", "--color=never")))
                self.assertIn(done.returncode, (0, 2), (turn, done.stderr))
                self.assertRegex(done.stdout, rb"\A[\n -~]*\Z")

    def test_wrong_calls(self):
        for words in (["--pcap", "-", "--json", "--html"], ["--pcap", "-", "strictly"], ["--pcap", "-", "strict", "x"],
                      ["--pcap", "-", "--batch"], ["--json", "socks5_greeting", "050100"], ["--pcap", "-", "--memory", "0"],
                      ["--pcap", "-", "--memory", "x"], ["--conversation", "-", "--memory", "3"], ["--pcap"],
                      ["--pcap", "-", "--conversation", "-"], ["--pcap", "-", "--policies"]):
            done = subprocess.run([INSPECT, *words], input=b"", capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)


class Streams(unittest.TestCase):
    """What the follower does, seen in what is shown."""

    def setUp(self):
        self.connection = Connection().turns(*SOCKS, *TLS12)
        self.expected = said(only(self.connection))

    def shown(self, changed):
        conversations, _ = read(pcap([link(ETHERNET, packet) for packet in changed]))
        return conversations

    def test_retransmissions_overlaps_and_disorder(self):
        original = self.connection.packets
        twice = [packet for packet in original for _ in range(2)]
        self.assertEqual([said(c) for c in self.shown(twice)], [self.expected])
        again = original[:12] + original[3:12] + original[12:]
        self.assertEqual([said(c) for c in self.shown(again)], [self.expected])
        # Each segment again, longer: with the octets in front of it.
        overlapping = Connection()
        for side, octets in [*SOCKS, *TLS12]:
            overlapping.say(side, octets)
            at = overlapping.next[side] - len(octets)
            overlapping.packets.append(tcp(overlapping.ends[side], overlapping.ends[1 - side], at, overlapping.next[1 - side],
                                           ACK, octets[:-1]))
        self.assertEqual([said(c) for c in self.shown(overlapping.packets)], [self.expected])
        rng = random.Random(3)
        # Segments of one direction in another order, before the other one goes on.
        mixed = Connection(mss=100)
        for side, octets in [*SOCKS, *TLS12]:
            before = len(mixed.packets)
            mixed.say(side, octets)
            tail = mixed.packets[before:]
            rng.shuffle(tail)
            mixed.packets[before:] = tail
        self.assertEqual([said(c) for c in self.shown(mixed.packets)], [self.expected])

    def test_sequence_numbers_wrap_around(self):
        wrapping = Connection(first=(2**32 - 10, 2**32 - 1)).turns(*SOCKS, *TLS12)
        self.assertEqual(said(only(wrapping)), self.expected)

    def test_octet_by_octet(self):
        self.assertEqual(said(only(Connection(mss=1).turns(*SOCKS, *TLS12))), self.expected)

    def test_a_gap_inside_a_record(self):
        connection = Connection().turns(*TLS12[:4])
        connection.say(1, record(23, b"r" * 5000) + record(23, b"s" * 50))
        connection.close()
        lost = next(i for i, p in enumerate(connection.packets) if p.endswith(b"r" * 1460))
        (found,) = self.shown(connection.packets[:lost] + connection.packets[lost + 1:])
        (gap,) = of_kind(found, "gap")
        self.assertEqual((gap["from"], gap["size"], gap["summary"]), ("server", 1460, "gap 1460"))
        data = [m for m in found["messages"] if m["fields"].get("type") == 23]
        self.assertEqual(sum(m["count"] for m in data), 2)
        self.assertEqual(sum(m["size"] for m in data), 5060)
        text = inspect(pcap([link(ETHERNET, p) for p in connection.packets[:lost] + connection.packets[lost + 1:]]))
        self.assertRegex(text.stdout, rb"server  gap 1460 ")

    def test_a_gap_over_records(self):
        """Records are found again behind it."""
        connection = Connection().turns(*TLS12[:4])
        before = len(connection.packets)
        connection.say(1, b"".join(record(23, bytes([i]) * 700) for i in range(8)))
        after = connection.packets[before:]
        connection.say(0, b"")
        connection.send(0)
        connection.say(1, record(23, b"z" * 30))
        kept = [p for p in connection.packets if p not in after[1:3]]
        (found,) = self.shown(kept)
        self.assertEqual([m["size"] for m in of_kind(found, "gap")], [2920])
        self.assertEqual(of_kind(found, "tls_record")[-1]["fields"]["type"], 23)
        self.assertEqual([m for m in found["messages"] if m["rejected"]], [])

    def test_packets_cut_by_the_capture(self):
        connection = Connection().turns(*TLS12[:4])
        connection.say(1, record(23, b"r" * 1400)).say(1, record(23, b"s" * 20))
        (found,), _ = read(pcap(frames(connection), snaplen=300))
        self.assertTrue(of_kind(found, "gap"))
        self.assertEqual(sum(m["count"] for m in found["messages"] if m["fields"].get("type") == 23), 2)

    def test_joined_in_the_middle(self):
        """Without its start, a stream of long records is found at a record's start, wherever that lies."""
        octets = b"".join(record(23, bytes([65 + i]) * 3000) for i in range(6))
        for cut in (0, 1, 777, 2999, 3005, 3006):
            joined = Connection(opened=False)
            joined.say(1, octets[cut:])
            (found,) = self.shown(joined.packets)
            self.assertFalse(found["from_start"])
            records = [m for m in of_kind(found, "tls_record") if m["fields"]["type"] == 23]
            # Two headers in a row show TLS: the record that is cut and the one behind it pay for that.
            self.assertGreaterEqual(sum(m["count"] for m in records), 3, cut)
            self.assertEqual([m for m in found["messages"] if m["rejected"]], [])
        middle = Connection(opened=False).turns((0, b"\5\1\0"), *SOCKS[1:])
        (found,) = self.shown(middle.packets)
        self.assertEqual((found["from_start"], found["protocols"]), (False, ["socks5"]))
        self.assertEqual([m["kind"] for m in found["messages"]],
                         ["socks5_greeting", "socks5_method_selection", "socks5_request", "socks5_reply"])

    def test_who_is_the_client_of_a_stream_joined_in_the_middle(self):
        joined = Connection(opened=False).turns((1, b"220 mail\r\n"), (0, b"STARTTLS\r\n"), (1, b"220 go\r\n"), *TLS13)
        (found,) = self.shown(joined.packets)
        self.assertEqual((found["client"], found["server"]), ("10.0.0.1:40000", "10.0.0.2:1080"))

    def test_starttls(self):
        (found,) = self.shown(Connection().turns((1, b"220 mail\r\n"), (0, b"STARTTLS\r\n"), (1, b"220 go\r\n"), *TLS13).packets)
        self.assertEqual(found["protocols"], ["tls"])
        self.assertEqual(of_kind(found, "client_hello")[0]["fields"]["sni"], "a.example")
        self.assertEqual({(m["from"], m["size"]) for m in of_kind(found, "data")}, {("client", 10), ("server", 18)})

    def test_behind_a_proxy_header(self):
        header = b"PROXY TCP4 192.0.2.1 192.0.2.2 1 443\r\n"
        (found,) = self.shown(Connection().turns((0, header + TLS13[0][1]), *TLS13[1:]).packets)
        self.assertEqual(of_kind(found, "client_hello")[0]["fields"]["sni"], "a.example")
        self.assertEqual(of_kind(found, "data")[0]["size"], len(header))

    def test_other_protocols_are_not_shown(self):
        rng = random.Random(5)
        others = [Connection(client=("10.0.0.1", 1000 + i)) for i in range(40)]
        for connection in others:
            connection.turns((0, b"GET / HTTP/1.1\r\n\r\n"), (1, b"HTTP/1.1 200 OK\r\n\r\n" + rng.randbytes(20000)), (0, rng.randbytes(3000)))
        # What looks like one record shows nothing: a second one has to stand where the first one says.
        others.append(Connection(client=("10.0.0.1", 2000)).turns((0, b"x" * 7 + record(23, b"y" * 32) + b"not TLS" * 50)))
        conversations, totals = read(pcap(frames(*others)))
        self.assertEqual((conversations, totals["flows"]), ([], 41))

    def test_the_same_ports_again(self):
        first, second = Connection().turns(*SOCKS), Connection(first=(70000, 80000)).turns(*TLS13)
        found = self.shown(first.packets + second.packets)
        self.assertEqual([(c["protocols"], c["left"]) for c in found], [(["socks5"], "reused"), (["tls"], "capture_ends")])

    def test_one_direction_alone(self):
        only_client = [p for p in self.connection.packets if p[12:16] == bytes((10, 0, 0, 1))]
        (found,) = self.shown(only_client)
        self.assertEqual(of_kind(found, "client_hello"), [])  # the method that the server chose is not known
        self.assertEqual([m["kind"] for m in found["messages"]][:2], ["socks5_greeting", "socks5_request"])
        only_client = [p for p in Connection().turns(*TLS12).packets if p[12:16] == bytes((10, 0, 0, 1))]
        (found,) = self.shown(only_client)
        self.assertEqual(of_kind(found, "client_hello")[0]["fields"]["sni"], "a.example")


class SocksConversations(unittest.TestCase):
    def check(self, turns, expected, **ends):
        found = only(Connection(**ends).turns(*turns).close())
        self.assertEqual(kinds(found), expected)
        return found

    def test_each_method(self):
        greeting, selection = ("client", "socks5_greeting"), ("server", "socks5_method_selection")
        request, reply = ("client", "socks5_request"), ("server", "socks5_reply")
        self.check(SOCKS, [greeting, selection, request, reply])
        found = self.check([(0, b"\5\2\0\2"), (1, b"\5\2"), (0, b"\1\2me\6secret"), (1, b"\1\0"), *SOCKS[2:], (0, b"GET /"), (1, b"200 OK")],
                           [greeting, selection, ("client", "socks5_userpass_request"), ("server", "socks5_userpass_reply"),
                            request, reply, ("client", "data"), ("server", "data")])
        self.assertEqual(of_kind(found, "socks5_userpass_request")[0]["fields"], {"ulen": 2, "user": "me", "plen": 6})
        self.assertEqual(of_kind(found, "socks5_request")[0]["fields"],
                         {"cmd": 1, "cmd_name": "connect", "atyp": 3, "atyp_name": "domain_name", "addr_len": 9,
                          "addr": "a.example", "port": 443})
        frame = ("client", "socks5_gssapi"), ("server", "socks5_gssapi")
        self.check([(0, b"\5\1\1"), (1, b"\5\1"), (0, b"\1\1\0\3abc"), (1, b"\1\1\0\2de"), *SOCKS[2:]],
                   [greeting, selection, *frame, request, reply])

    def test_socks4_and_bind(self):
        socks4 = bytes.fromhex("04010050c00002016d6500")
        found = self.check([(0, socks4), (1, bytes.fromhex("005a0050c0000201"))], [("client", "socks4_request"), ("server", "socks4_reply")])
        self.assertEqual(found["protocols"], ["socks4"])
        bind = bytes.fromhex("05020001c00002010050")
        self.check([*SOCKS[:2], (0, bind), (1, REPLY), (1, REPLY), (1, b"hello")],
                   [*kinds(only(Connection().turns(*SOCKS[:2]))), ("client", "socks5_request"), ("server", "socks5_reply"),
                    ("server", "socks5_reply"), ("server", "data")], server=("10.0.0.2", 7777))

    def test_everything_at_once(self):
        """A client that sends ahead: its messages are told apart once the server has chosen."""
        found = only(Connection().turns((0, b"\5\1\2" + b"\1\1u\1p" + REQUEST + record(22, hello(), 0x0301)), (1, b"\5\2\1\0" + REPLY)))
        self.assertEqual([kind for _, kind in kinds(found)],
                         ["socks5_greeting", "socks5_method_selection", "socks5_userpass_request", "socks5_request",
                          "socks5_userpass_reply", "socks5_reply", "tls_record", "client_hello"])

    def test_refusals(self):
        refused = only(Connection().turns(*SOCKS[:3], (1, bytes.fromhex("05050001000000000000"))).close())
        self.assertEqual(of_kind(refused, "socks5_reply")[0]["refused"]["detail"], "socks5_refused")
        self.assertEqual(of_kind(refused, "socks5_reply")[0]["refused"]["octet"], 5)
        none = only(Connection().turns((0, b"\5\1\2"), (1, b"\5\xff")))
        self.assertEqual(of_kind(none, "socks5_method_selection")[0]["refused"]["detail"], "no_acceptable_method")

    def test_every_violation_and_the_policies(self):
        turns = [*SOCKS[:2], (0, bytes.fromhex("05017f03036f6e6501bb")), (1, bytes.fromhex("05000901c00002010050"))]
        connection = Connection().turns(*turns)
        interop, strict = only(connection), read(pcap(frames(connection)), "strict")[0][0]
        for found, rejected in ((interop, None), (strict, "reserved_nonzero")):
            for kind in ("socks5_request", "socks5_reply"):
                (message,) = of_kind(found, kind)
                self.assertEqual(message["violations"], ["reserved_nonzero"])
                self.assertEqual(message["rejected"] and message["rejected"]["detail"], rejected)
        self.assertEqual(len(kinds(strict)), 4)  # what strict rejects is read on

    def test_what_is_no_message(self):
        found = only(Connection().turns(*SOCKS[:2], (0, bytes.fromhex("05010002ffff")), (1, b"HTTP/1.1 400\r\n")))
        (request,) = of_kind(found, "socks5_request")
        self.assertEqual(request["rejected"]["detail"], "unknown_address_type")
        self.assertEqual(request["rejected"]["offset"], 3)
        self.assertEqual(kinds(found)[-1], ("server", "data"))

    def test_what_ends_in_the_middle(self):
        found = only(Connection().turns(*SOCKS[:2], (0, REQUEST[:7])).close())
        (request,) = of_kind(found, "socks5_request")
        self.assertEqual((request["summary"], request["rejected"]["detail"], request["rejected"]["offset"]),
                         ("not complete", "closed_inside_message", 7))


class TlsConversations(unittest.TestCase):
    def test_the_hello_and_the_records(self):
        found = only(Connection().turns(*TLS13).close())
        (client,), (server,) = of_kind(found, "client_hello"), of_kind(found, "server_hello")
        self.assertEqual((client["fields"]["sni"], client["fields"]["versions"], client["fields"]["cipher_suites"]),
                         ("a.example", [0x0304, 0x0303], [0x1301]))
        self.assertEqual(server["fields"], {"legacy_version": 0x0303, "version": 0x0304, "cipher_suite": 0x1301, "hello_retry_request": False})
        self.assertEqual(found["version"], 0x0304)
        records = [(m["from"], m["fields"]["type"], m["count"]) for m in of_kind(found, "tls_record")]
        self.assertEqual(records, [("client", 22, 1), ("server", 22, 1), ("server", 20, 1), ("server", 23, 1), ("client", 20, 1),
                                   ("client", 23, 2), ("server", 23, 1)])

    def test_handshake_messages_of_tls12(self):
        found = only(Connection().turns(*TLS12).close())
        summaries = [m["summary"] for m in of_kind(found, "tls_record") if m["fields"]["type"] == 22]
        self.assertEqual(summaries, ["handshake, 0x0301: client_hello", "handshake, 0x0303: server_hello, certificate, server_hello_done",
                                     "handshake, 0x0303: client_key_exchange", "handshake, 0x0303: encrypted", "handshake, 0x0303: encrypted"])

    def test_a_hello_cut_into_records(self):
        message = hello()
        for size in (1, 3, 4, 40):
            parts = b"".join(record(22, message[i:i + size], 0x0301) for i in range(0, len(message), size))
            (found,) = of_kind(only(Connection().turns((0, parts), *TLS13[1:])), "client_hello")
            self.assertEqual((found["fields"]["sni"], found["rejected"]), ("a.example", None))

    def test_a_retry(self):
        retry = bytes.fromhex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
        found = only(Connection().turns((0, record(22, hello(), 0x0301)), (1, record(22, server_hello(random=retry)) + CCS),
                                        (0, CCS + record(22, hello(b"b.example"))), *TLS13[1:]))
        self.assertEqual([m["fields"]["sni"] for m in of_kind(found, "client_hello")], ["a.example", "b.example"])
        self.assertEqual([m["fields"]["hello_retry_request"] for m in of_kind(found, "server_hello")], [True, False])

    def test_what_is_wrong_with_the_name(self):
        for name, rule, accepted in ((b"a.example.", "trailing_dot", True), (b"192.0.2.1", "ip_literal", True), (b"a b", "host_name_octet", False)):
            connection = Connection().turns((0, record(22, hello(name), 0x0301)))
            for policy in ("strict", "interop", "lenient"):
                (found,), _ = read(pcap(frames(connection)), policy)
                (message,) = of_kind(found, "client_hello")
                self.assertEqual(message["violations"], [rule])
                passes = policy == "lenient" or (accepted and policy == "interop")
                self.assertEqual(message["rejected"] and message["rejected"]["detail"], None if passes else rule)

    def test_a_broken_hello(self):
        message = bytearray(hello())
        message[38] = 0xFF  # the length of the session id
        found = only(Connection().turns((0, record(22, bytes(message), 0x0301))))
        self.assertEqual(of_kind(found, "client_hello")[0]["rejected"]["detail"], "session_id_too_long")

    def test_a_hello_that_ends_in_the_middle(self):
        found = only(Connection().turns((0, record(22, hello(), 0x0301)[:60])).close())
        self.assertEqual(closed(found)[0], "truncated")
        self.assertEqual(of_kind(found, "handshake")[0]["summary"], "a hello that is not complete")
        self.assertEqual(of_kind(found, "tls_record")[0]["rejected"]["detail"], "closed_inside_record")

    def test_how_streams_close(self):
        alert = record(21, b"\1\0")
        for turns, end, expected in (
                (TLS12, "close", ("truncated", "truncated")), (TLS13, "close", ("unverified", "unverified")),
                (TLS12[:2] + [(0, alert), (1, alert)], "close", ("close_notify", "close_notify")),
                (TLS12[:2] + [(0, record(21, b"\2\x28"))], "close", ("fatal_alert", "truncated")),
                (TLS12 + [(0, record(21, b"a" * 26)), (1, record(21, b"b" * 26))], "close", ("encrypted_alert", "encrypted_alert")),
                (TLS12 + [(1, record(23, b"c" * 100)[:50])], "close", ("truncated", "truncated")),
                (TLS12, "reset", ("reset", "reset")), (TLS12, None, ("open", "open"))):
            connection = Connection().turns(*turns)
            if end == "close":
                connection.close()
            elif end == "reset":
                connection.reset(1)
            self.assertEqual(closed(only(connection)), expected, (len(turns), end))
        details = only(Connection().turns(*TLS12, (1, record(23, b"c" * 100)[:50])).close())["ends"]
        self.assertEqual([details[side]["result"]["detail"] for side in ("client", "server")], ["closed_no_notify", "closed_inside_record"])

    def test_alerts(self):
        found = only(Connection().turns(*TLS12[:2], (0, record(21, b"\2\x30"))))
        (alert,) = of_kind(found, "alert")
        self.assertEqual(alert["fields"], {"level": 2, "level_name": "fatal", "description": 48, "description_name": "unknown_ca"})
        self.assertEqual(alert["refused"]["detail"], "fatal_alert")

    def test_violations_of_records(self):
        found = only(Connection().turns(*TLS12[:2], (1, record(22, b"")), (1, record(20, b"\1", 0x0302))))
        self.assertIn("empty_fragment", str(found["messages"]))
        self.assertIn("record_version", str(found["messages"]))
        wrong = only(Connection().turns(*TLS13, (1, record(22, b"plain"))))
        self.assertEqual(wrong["messages"][-1]["rejected"]["detail"], "unexpected_content_type")

    def test_what_is_no_record(self):
        found = only(Connection().turns((0, record(22, hello(), 0x0301)), (1, b"HTTP/1.1 400 Bad Request\r\n\r\n")).close())
        self.assertEqual((found["messages"][0]["kind"], found["messages"][-1]["from"]), ("tls_record", "client"))
        bad = only(Connection().turns(*TLS12, (1, b"HTTP/1.1 400 Bad Request\r\n\r\n")).close())
        (message,) = [m for m in bad["messages"] if m["rejected"]]
        self.assertEqual(message["rejected"]["detail"], "not_tls_text")
        self.assertEqual(closed(bad)[1], "failed")


class DtlsConversations(unittest.TestCase):
    ENDS = (("10.0.0.1", 5000), ("10.0.0.2", 4433))

    def flow(self, *turns):
        conversations, _ = read(pcap([link(ETHERNET, udp(self.ENDS[side], self.ENDS[1 - side], octets)) for side, octets in turns]))
        return conversations

    def test_a_handshake(self):
        server = server_hello(0xFEFD, 0xC02B)
        server = server[:4] + b"\0\1" + bytes(3) + server[1:4] + server[4:]
        (found,) = self.flow((0, dtls_record(22, hello(message_seq=0, versions=()), version=0xFEFF)),
                             (1, dtls_record(22, b"\3\0\0\3\0\0" + bytes(3) + b"\0\0\3" + b"\xfe\xff\0")),
                             (0, dtls_record(22, hello(b"b.example", (), 1, b"cookie"))),
                             (1, dtls_record(22, server) + dtls_record(20, b"\1", sequence=2)),
                             (1, dtls_record(22, b"e" * 48, 1)), (0, dtls_record(23, b"d" * 30, 1)), (0, dtls_record(23, b"d" * 40, 1, 2)),
                             (1, dtls_record(21, b"\2\x28", sequence=9)))
        self.assertEqual((found["protocols"], found["client"]), (["dtls"], "10.0.0.1:5000"))
        self.assertEqual([m["fields"]["sni"] for m in of_kind(found, "client_hello")], ["a.example", "b.example"])
        self.assertEqual(of_kind(found, "client_hello")[1]["fields"]["cookie_len"], 6)
        self.assertEqual(of_kind(found, "server_hello")[0]["fields"]["cipher_suite"], 0xC02B)
        self.assertEqual(of_kind(found, "alert")[0]["fields"]["description_name"], "handshake_failure")
        data = [m for m in found["messages"] if m["fields"].get("type") == 23]
        self.assertEqual([(m["count"], m["size"]) for m in data], [(2, 13 + 30 + 13 + 40)])
        self.assertEqual([m["rejected"] for m in found["messages"] if m["rejected"]], [])

    def test_a_hello_in_fragments(self):
        whole = hello(message_seq=3, versions=())
        body, size = whole[12:], len(whole) - 12
        parts = [(i, body[i:i + 30]) for i in range(0, size, 30)]
        datagrams = [dtls_record(22, whole[:6] + i.to_bytes(3, "big") + len(p).to_bytes(3, "big") + p, sequence=n)
                     for n, (i, p) in enumerate(parts)]
        for order in (datagrams, datagrams[::-1], [b"".join(datagrams)], datagrams[:1] * 2 + datagrams[1:]):
            (found,) = self.flow(*((0, datagram) for datagram in order))
            (message,) = of_kind(found, "client_hello")
            self.assertEqual((message["fields"]["sni"], message["fields"]["message_seq"]), ("a.example", 3))

    def test_what_is_dropped(self):
        (found,) = self.flow((0, dtls_record(22, hello(message_seq=0))), (0, dtls_record(22, b"x" * 50)[:30]), (1, b"\x80rtp"), (0, b"\x01stun"))
        self.assertEqual([m["rejected"]["detail"] for m in found["messages"] if m["rejected"]], ["truncated"])
        self.assertEqual([(m["from"], m["size"]) for m in of_kind(found, "datagram")], [("server", 4), ("client", 5)])

    def test_dtls13_records(self):
        (found,) = self.flow((0, dtls_record(22, hello(message_seq=0, versions=(0xFEFC,)))), (1, b"\x2f\0\1\0\x20" + b"c" * 32),
                             (1, b"\x2f\0\2\0\x20" + b"c" * 32))
        self.assertEqual([(m["from"], m["count"]) for m in of_kind(found, "dtls_record")], [("client", 1), ("server", 2)])

    def test_other_datagrams_are_not_shown(self):
        self.assertEqual(self.flow((0, b"\x16\x03\x01" + bytes(40)), (1, b"\x16" * 60), (0, b"")), [])


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


HOSTILE = b"\5\1\0\3\x22<script>\x1b[31m'\"&--></td><img src=x>\x01\xbb"


class Reports(unittest.TestCase):
    def capture(self):
        return pcap(frames(Connection().turns(*SOCKS[:2], (0, HOSTILE), (1, REPLY)).close(),
                           Connection(server=("10.0.0.2", 443)).turns((0, record(22, hello(b"<b>\x1b'\"&.example"))), (1, record(21, b"\2\x28"))).close()))

    def test_nothing_from_packets_is_obeyed(self):
        for policy in ("strict", "interop", "lenient"):
            for flag in ("--color=never", "--json", "--html"):
                done = inspect(self.capture(), flag, policy)
                self.assertEqual(done.returncode, 0)
                self.assertRegex(done.stdout, rb"\A[\n -~]*\Z")
            self.assertNotRegex(done.stdout, rb"<script|<img|<b>")
            self.assertIn(b"hex:" + b"3c7363726970743e", done.stdout)

    def test_text_is_escaped_in_the_page(self):
        turns = [(0, bytes.fromhex("04010050c0000201") + b"<i>&\"'</td>\0"), (1, bytes.fromhex("005a0050c0000201"))]
        page = inspect(pcap(frames(Connection().turns(*turns))), "--html").stdout.decode()
        self.assertIn("&lt;i&gt;&amp;&quot;&#39;&lt;/td&gt;", page)
        self.assertNotIn("<i>", page)
        self.assertIn("<i>&\"'</td>", "".join(Page(page).text))

    def test_the_page_loads_and_runs_nothing(self):
        text = inspect(self.capture(), "--html").stdout.decode()
        page = Page(text)
        self.assertLessEqual(set(page.tags), {"html", "head", "meta", "title", "style", "body", "h1", "h2", "section", "table", "tr",
                                              "th", "td", "p", "br", "span"})
        self.assertEqual({name for name, _ in page.attributes}, {"lang", "charset", "http-equiv", "content", "name", "class"})
        style = re.search(r"<style>(.*)</style>", text, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertIn(f"default-src 'none';\n style-src 'sha256-{digest}'", text)
        self.assertNotRegex(text, r"https?:|url\(|@import")
        self.assertTrue(text.endswith("</body>\n</html>\n"))

    def test_text_json_and_page_say_the_same(self):
        conversations, _ = read(self.capture())
        text, page = inspect(self.capture()).stdout.decode(), "".join(Page(inspect(self.capture(), "--html").stdout.decode()).text)
        for conversation in conversations:
            for message in conversation["messages"]:
                for shown in (text, page):
                    self.assertIn(message["kind"], shown)
                    self.assertIn(message["summary"], shown)
                    if message["rejected"]:
                        self.assertIn(message["rejected"]["sentence"], shown)

    def terminal(self, *words, stdin=b"", environment=None):
        """(standard output, standard error) of inspect on terminals."""
        outputs = []
        ends = [pty.openpty(), pty.openpty()]
        with tempfile.NamedTemporaryFile() as file:
            file.write(stdin)
            file.flush()
            with subprocess.Popen([INSPECT, "--pcap", file.name, *words], stdout=ends[0][1], stderr=ends[1][1],
                                  env={**os.environ, **(environment or {})}) as process:
                for _, slave in ends:
                    os.close(slave)
                texts = {master: b"" for master, _ in ends}
                open_ends = set(texts)
                while open_ends:
                    for master in select.select(list(open_ends), [], [], 60)[0]:
                        try:
                            data = os.read(master, 65536)
                        except OSError:  # the other end is closed
                            data = b""
                        texts[master] += data
                        if not data:
                            open_ends.discard(master)
                process.wait(60)
            for master, _ in ends:
                os.close(master)
                outputs.append(texts[master])
        return outputs

    def test_colour_and_progress_on_a_terminal_alone(self):
        self.assertNotIn(b"\033", inspect(self.capture()).stdout)
        self.assertIn(b"\033[31m", inspect(self.capture(), "--color=always").stdout)
        os.environ.pop("NO_COLOR", None)
        out, err = self.terminal(stdin=self.capture())
        self.assertIn(b"\033[31m", out)
        self.assertEqual(err, b"")  # it takes less than a second
        out, _ = self.terminal(stdin=self.capture(), environment={"NO_COLOR": "1"})
        self.assertNotIn(b"\033", out)
        out, _ = self.terminal("--json", stdin=self.capture())
        self.assertNotIn(b"\033", out)


    def test_progress(self):
        """A line that is taken away again, on a terminal, if reading takes longer than a second."""
        content = pcap(frames(*(Connection(client=("10.0.0.1", port)).turns(*SOCKS) for port in range(1, 400))))
        for terminal in (True, False):
            master, slave = pty.openpty()
            with subprocess.Popen([INSPECT, "--pcap", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                  stderr=slave if terminal else subprocess.PIPE) as process:
                os.close(slave)
                process.stdin.write(content[:len(content) // 2])
                process.stdin.flush()
                time.sleep(1.1)
                process.stdin.write(content[len(content) // 2:])
                process.stdin.close()
                said_there = b"" if terminal else process.stderr.read()
                process.wait(60)
            if terminal:
                said_there = os.read(master, 65536)
            os.close(master)
            self.assertEqual(bool(re.search(rb"^\r\x1b\[K\d+ packets, \d+ conversations.*\r\x1b\[K$", said_there)), terminal, said_there)

    def test_a_conversation_of_many_messages_is_bounded(self):
        """A server that sends records of many kinds without end, and a client that sends long hellos."""
        many = b"".join(record(22, b"\0\0\0\0") + record(23, b"d") for _ in range(3000))
        found = only(Connection().turns(*TLS12[:2], (1, many)))
        self.assertEqual(len(found["messages"]) + found["left_out"], 4 + 6000)
        self.assertEqual(len(found["messages"]), 2000)
        suites = b"".join(i.to_bytes(2, "big") for i in range(30000))
        body = b"\3\3" + b"R" * 32 + b"\0" + len(suites).to_bytes(2, "big") + suites + b"\1\0"
        long_hello = b"\1" + len(body).to_bytes(3, "big") + body
        parts = b"".join(record(22, long_hello[i:i + 16000]) for i in range(0, len(long_hello), 16000))
        found = only(Connection().turns((0, parts * 30)))
        self.assertGreaterEqual(len(of_kind(found, "client_hello")), 3)
        self.assertGreater(found["left_out"], 10)
        # A client that sends ahead without end, to a server that was not captured.
        ahead = only(Connection().turns((0, b"\5\1\0" + REQUEST), (0, b"x" * 100000)))
        self.assertEqual([m["size"] for m in of_kind(ahead, "data")], [100000])


class Memory(unittest.TestCase):
    """A capture that is larger than what may be kept of it."""

    def big(self, file, size):
        """Many bulk transfers at once, of which some lose segments, and many flows that never end."""
        rng = random.Random(9)
        payload = record(23, b"d" * 16000)
        file.write(pcap([]))
        written, number, sequences = 0, 0, {}

        def put(*packets_now):
            nonlocal written
            block = pcap([link(ETHERNET, packet) for packet in packets_now])[24:]
            file.write(block)
            written += len(block)

        while written < size:
            number += 1
            client = (f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", 40000)
            opened = Connection(client=client, first=(0, 0)).turns(*TLS12[:2])
            put(*opened.packets)
            if number % 10 == 0:
                sequences[client] = opened.next[1]
            for busy in rng.sample(sorted(sequences), min(3, len(sequences))):
                for at in range(0, len(payload), 1460):
                    lost = rng.random() < 0.01
                    piece = payload[at:at + 1460]
                    if not lost:
                        put(tcp(SERVER, busy, sequences[busy], 0, ACK | PSH, piece))
                    sequences[busy] += len(piece)
        return number

    def test_it_stays_within_its_memory(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "big.pcap")
            with file.open("wb") as out:
                flows = self.big(out, 60 << 20)
            usage = []
            for megabytes in (4, 16):
                with subprocess.Popen([INSPECT, "--pcap", file, "--json", "--memory", str(megabytes)], stdout=subprocess.PIPE,
                                      preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))) as process:
                    shown = 0
                    for line in process.stdout:
                        shown += line.startswith(b'{"conversation"')
                    _, status, used = os.wait4(process.pid, 0)
                    process.returncode = status
                totals = json.loads(line)["totals"]
                self.assertEqual(status, 0)
                # All are shown, those that were let go too, and some of them more than once.
                self.assertGreaterEqual(shown, flows)
                self.assertEqual(totals["conversations"], shown)
                self.assertGreater(totals["let_go"], 0)
                usage.append(used.ru_maxrss >> 10)
            self.assertLess(usage[0], 4 * 3 + 20)
            self.assertLess(usage[1], 16 * 3 + 20)


class Turns(unittest.TestCase):
    def test_a_conversation_that_is_written_down(self):
        text = "# SOCKS\n\n> 05 01 00\n< 0500\n  > " + REQUEST.hex(":") + "\n< " + REPLY.hex() + "\n> " + record(22, hello()).hex() + "\n"
        done = subprocess.run([INSPECT, "--conversation", "-", "--json"], input=text.encode(), capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        found = json.loads(done.stdout.splitlines()[0])
        self.assertEqual([m["kind"] for m in found["messages"]],
                         ["socks5_greeting", "socks5_method_selection", "socks5_request", "socks5_reply", "tls_record", "client_hello"])
        for wrong, line in (("> 05\n05\n", "line 2"), ("> 0\n", "line 1"), ("<xx", "line 1")):
            done = subprocess.run([INSPECT, "--conversation", "-"], input=wrong.encode(), capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(line.encode(), done.stderr)


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
