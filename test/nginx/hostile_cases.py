"""The module among hostile clients, while a good one is served throughout.

Most of these are the cases of examples/proxy. Behind every one: the good client never waited long, nginx is at rest when
nobody asks for anything, keeps no descriptor, ends with 0, and its log has nothing to say of itself.
"""

import contextlib
import socket
import struct
import threading
import time
import unittest

import harness
import hostile_test
import module
from harness import greet, reply5, request5, take, take_all
from good_client import PATIENCE, GoodClient
from hostile_test import Listener

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() resets


class Hostile(unittest.TestCase):
    SERVER = module.Case.SERVER + "preread_timeout 20s;"

    def start(self):
        harness.DnsHandler.NAMES.update({"localhost": ["127.0.0.1"]})
        self.dns = harness.UdpEcho(handler=harness.DnsHandler)
        self.proxy = module.start(self.dns, server=self.SERVER)
        self.echo = harness.Echo()
        with self.proxy.connect() as client:  # the resolver keeps its socket
            client.sendall(b"\5\1\0" + request5("localhost", self.echo.port))
            take(client, 12)
        time.sleep(0.1)
        self.descriptors = self.proxy.descriptors()
        self.good = GoodClient(self.fetch)
        self.good.start()
        for each in (self.dns.server_close, self.dns.shutdown, self.echo.server_close, self.echo.shutdown, self.finish):
            self.addCleanup(each)

    def fetch(self):
        with self.proxy.connect() as client:
            greet(client).sendall(request5("localhost", self.echo.port) + b"good")
            assert reply5(client)[0] == 0
            assert take(client, 4) == b"good"

    def finish(self):
        while self.good.is_alive() and self.good.served < 10:
            time.sleep(0.1)
        self.good.running = False
        self.good.join()
        end = time.monotonic() + 5  # two seconds for the clients that were refused last
        while self.proxy.descriptors() > self.descriptors and time.monotonic() < end:
            time.sleep(0.1)
        kept = self.proxy.descriptors() - self.descriptors
        before = self.proxy.cpu()
        time.sleep(0.5)
        busy = self.proxy.cpu() - before
        log = self.proxy.text("error.log")
        status = self.proxy.stop()
        self.assertEqual((status, self.proxy.said), (0, []), log[-5000:])
        self.assertIsNone(self.good.failure)
        self.assertLess(self.good.longest, PATIENCE)
        self.assertLess(busy, 0.2, "it does not rest")
        self.assertLessEqual(kept, 0, "descriptors are left")

    messages = hostile_test.Hostile.messages
    test_byte_at_a_time = hostile_test.Hostile.test_byte_at_a_time
    test_two_thousand_idle_connections = hostile_test.Hostile.test_two_thousand_idle_connections
    test_resets_at_each_byte = hostile_test.Hostile.test_resets_at_each_byte
    test_a_megabyte_of_garbage = hostile_test.Hostile.test_a_megabyte_of_garbage
    test_garbage_into_a_relay = hostile_test.Hostile.test_garbage_into_a_relay
    test_clients_that_do_not_read = hostile_test.Hostile.test_clients_that_do_not_read
    test_mutants = hostile_test.Hostile.test_mutants

    def test_clients_that_go_while_the_resolver_works(self):
        harness.DnsHandler.NAMES["silent.example"] = []
        self.SERVER += "resolver_timeout 1s;"
        self.start()
        clients = [self.proxy.connect() for _ in range(200)]
        for number, client in enumerate(clients):
            client.sendall(b"\5\1\0" + request5("silent.example", 80) + bytes(number * 10))
        time.sleep(0.3)
        for number, client in enumerate(clients):
            if number % 3 == 0:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            if number % 3 != 1:
                client.close()
        for client in clients[1::3]:
            self.assertEqual(take_all(client), b"\5\0\5\6\0\1\0\0\0\0\0\0")
            client.close()

    def test_refused_clients_that_send_on(self):
        """Fifty send as fast as they can behind a refusal. Each is let go after two seconds."""
        self.start()
        ended = []

        def send_on():
            with self.proxy.connect() as client:
                client.sendall(b"\5\1\0" + request5("10.0.0.1", 80))
                begin = time.monotonic()
                with contextlib.suppress(OSError):
                    while time.monotonic() - begin < 10:
                        client.sendall(bytes(65536))
                ended.append(time.monotonic() - begin)

        threads = [threading.Thread(target=send_on) for _ in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(ended), 50)
        self.assertLess(max(ended), 5)

    def test_no_octet_for_the_target_before_the_reply(self):
        """A client that goes on to send in its handshake: what the target gets begins behind the request."""
        self.start()
        for size in (0, 1, 16000, 100000):
            client = greet(self.proxy.connect())
            received = []
            reader = threading.Thread(target=lambda: received.append(take_all(client)))  # pylint: disable=W0640
            reader.start()
            client.sendall(request5("localhost", self.echo.port) + b"x" * size)
            client.shutdown(socket.SHUT_WR)
            reader.join()
            self.assertEqual(received[0][10:], b"x" * size + b"<end>")
            client.close()

    def test_six_thousand_handshakes_take_no_memory(self):
        self.start()
        target = Listener()
        target.start()

        def handshakes(count):
            for number in range(count):
                with self.proxy.connect() as client:
                    if number % 2:
                        client.sendall(b"\5\1\0" + request5("10.0.0.1", 1))
                    else:
                        client.sendall(b"\5\1\0" + request5("127.0.0.1", target.port))
                    take(client, 12)
                    client.shutdown(socket.SHUT_WR)
                    take_all(client)

        handshakes(2000)
        before = self.proxy.rss()
        handshakes(6000)
        grown = self.proxy.rss() - before
        target.socket.close()
        print(f"6000 handshakes, of which half were refused; the resident memory has grown by {grown} octets, from {before}")
        self.assertLess(grown, 1 << 20)
