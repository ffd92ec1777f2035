#!/usr/bin/env python3
"""The router among hostile clients, while a good one is served throughout.

    hostile_test.py ROUTER        (as it is, and one built with AddressSanitizer)

Behind every test: the good client never waited long, the router is at rest when nobody asks for anything, ends with 0
on SIGTERM, and its log holds nothing but connections.
"""

import contextlib
import random
import re
import resource
import socket
import struct
import sys
import threading
import time
import unittest

from cases import Target
import harness
from good_client import GoodClient, finish
from harness import take, take_all
from hello_bytes import alpn, ech, extension, handshake, hello, record, records

ROUTER = ""
CLIENTS = 2000
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() resets
LINE = re.compile(r"id=\d+ client=[\d.]+:\d+( [a-z_]+=[!-~]+)* end=\w+ records=\d+ up=\d+ down=\d+ seconds=[\d.]+ .*\n")
GOOD = record(hello(b"good.example", alpn(b"h2")))


class Hostile(unittest.TestCase):
    def setUp(self):
        self.target = Target(b"<good>")
        self.router = harness.Proxy(ROUTER, "--hello", "60", "--connections", "4000", "--per-client", "4000", "--route",
                                    f"good.example=127.0.0.1:{self.target.port}", env=harness.little_memory())
        self.good = GoodClient(self.fetch)
        self.good.start()
        self.addCleanup(self.target.server_close)
        self.addCleanup(self.target.shutdown)
        self.addCleanup(finish, self, self.router, self.good, LINE)

    def fetch(self):
        with self.router.connect("127.0.0.2") as client:
            client.sendall(GOOD)
            assert take(client, 6 + len(GOOD)) == b"<good>" + GOOD

    def half_hellos(self, stream):
        """The memory before; while many clients hold half of a hello; and when each has added octet after octet."""
        before = self.router.rss()
        clients = [self.router.connect() for _ in range(CLIENTS)]
        for client in clients:
            client.sendall(stream[:len(stream) // 2])
        held = self.settled()
        for at in range(len(stream) // 2, len(stream) // 2 + 5):
            for client in clients:
                client.sendall(stream[at:at + 1])
        served = self.good.served
        time.sleep(1)
        self.assertGreater(self.good.served, served)
        self.assertGreater(self.router.descriptors(), CLIENTS)
        still = self.router.rss()
        for client in clients:
            client.close()
        time.sleep(0.3)
        return before, held, still

    def settled(self):
        """The memory of the router once it has read what was sent, which a busy machine may take longer for."""
        before = 0
        while (now := self.router.rss()) > before:
            before = now
            time.sleep(0.5)
        return now

    def test_two_thousand_clients_that_hold_half_a_hello(self):
        stream = record(hello(b"good.example", extension(51, bytes(1700))))
        before, held, still = self.half_hellos(stream)
        _, again, _ = self.half_hellos(stream)
        print(f"{CLIENTS} clients: {(held - before) // CLIENTS} octets each; for more octets of each {still - held} in all; the "
              f"second time {again - held} more")
        self.assertLess((held - before) / CLIENTS, 65536)
        self.assertLess(still - held, CLIENTS * 4096)
        self.assertLess(again - held, CLIENTS * 4096)

    def test_ten_thousand_connections_take_no_memory(self):
        def connections(count):
            for i in range(count):
                with self.router.connect() as client:
                    client.sendall(GOOD if i % 2 else b"GET / HTTP/1.1\r\n\r\n")
                    client.shutdown(socket.SHUT_WR)
                    take_all(client)
                self.router.errors.clear()

        connections(1000)
        before = self.router.rss()
        connections(10000)
        grown = self.router.rss() - before
        print(f"10000 connections: the resident memory has grown by {grown} octets, from {before}")
        self.assertLess(grown, 1 << 20)

    def streams(self):
        yield GOOD + b"more"
        yield records(hello(b"good.example", ech()), iter(lambda: 1, 0))
        yield record(handshake())
        yield b"\x80\x2e\1\3\1\0\x15\0\0\0\x10" + bytes(37)
        yield b"GET / HTTP/1.1\r\n\r\n"

    def test_resets_at_each_octet(self):
        for stream in self.streams():
            for size in range(0, len(stream) + 1, 1 if len(stream) < 200 else 7):
                client = self.router.connect()
                with contextlib.suppress(OSError):
                    client.sendall(stream[:size])
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                client.close()

    def test_mutants(self):
        rng = random.Random(8446)
        streams = list(self.streams())
        for _ in range(2000):
            stream = bytearray(rng.choice(streams) + rng.choice(streams))
            for _ in range(rng.randrange(4)):
                stream[rng.randrange(min(120, len(stream)))] = rng.choice((0, 1, 2, 3, 20, 21, 22, 127, 255))
            client = self.router.connect()
            with contextlib.suppress(OSError):
                client.sendall(stream[:rng.randrange(len(stream) + 1)])
                if rng.random() < 0.3:
                    client.shutdown(socket.SHUT_WR)
                    client.settimeout(0.002)
                    client.recv(4096)
            client.close()

    def test_clients_that_do_not_read(self):
        """Both directions stand still, and nothing spins on it; then one end goes."""
        clients = []
        for _ in range(20):
            client = self.router.connect()
            client.sendall(GOOD)
            take(client, 6)
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    client.send(bytes(65536))
            clients.append(client)
        time.sleep(1)
        before = self.router.cpu()
        time.sleep(0.5)
        self.assertLess(self.router.cpu() - before, 0.3)
        for client in clients[::2]:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        for client in clients:
            client.close()


if __name__ == "__main__":
    ROUTER = sys.argv.pop(1)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    unittest.main(verbosity=2)
