#!/usr/bin/env python3
"""The proxy among hostile clients, while a good one is served throughout.

    hostile_test.py PROXY        (one built with AddressSanitizer)

Behind every test: the good client never waited long, the proxy is at rest when nobody asks for anything, ends with 0
on SIGTERM, and its log holds nothing but connections.
"""

import contextlib
import random
import re
import resource
import socket
import struct
import sys
import tempfile
import threading
import time
import unittest

import harness
from good_client import GoodClient, finish
from harness import BIND, UDP, greet, reply5, request4, request5, take

PROXY = ""
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() resets
LINE = re.compile(r"id=\d+ client=\S+ version=[045]( \w+=[!-~]+)* end=\w+ up=\d+ down=\d+ seconds=[\d.]+ .*\n")


class Listener(threading.Thread):
    """A target that accepts, and closes once the other side has; one thread however many come."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.socket.getsockname()[1]

    def run(self):
        with contextlib.suppress(OSError):
            while True:
                peer, _ = self.socket.accept()
                with peer, contextlib.suppress(OSError):
                    peer.settimeout(5)
                    while peer.recv(4096):
                        pass


class Hostile(unittest.TestCase):
    FLAGS = ("--handshake", "20", "--connections", "4000", "--per-client", "4000")

    def start(self, *flags, source="", user=None):
        self.proxy = harness.Proxy(PROXY, *self.FLAGS, *flags)
        self.echo = harness.Echo()
        self.good = GoodClient(lambda: self.fetch(source, user))
        self.good.start()
        self.addCleanup(self.echo.server_close)
        self.addCleanup(self.echo.shutdown)
        self.addCleanup(finish, self, self.proxy, self.good, LINE)

    def fetch(self, source, user):
        with self.proxy.connect(source) as client:
            if user:
                client.sendall(b"\5\1\2" + harness.credentials(*user))
                assert take(client, 4) == b"\5\2\1\0"
            else:
                greet(client)
            client.sendall(request5("localhost", self.echo.port) + b"good")
            assert reply5(client)[0] == 0
            assert take(client, 4) == b"good"

    def messages(self):
        """What clients send, each with a few octets of payload."""
        port = self.echo.port
        greeting, password = b"\5\1\0", b"\5\2\0\2" + harness.credentials(b"name", b"word")
        for request in (request5("127.0.0.1", port), request5("localhost", port), request5("127.0.0.1", 0, BIND),
                        request5("0.0.0.0", 0, UDP), request5("127.0.0.1", 1), request5("localhost", port, 0xF0)):
            yield greeting + request + b"payload"
        yield password + request5("localhost", port)
        yield request4("127.0.0.1", port) + b"payload"
        yield request4("localhost", port) + b"payload"
        yield request4("127.0.0.1", 0, BIND)

    def test_byte_at_a_time(self):
        self.start()
        clients = [(self.proxy.connect(), message) for message in self.messages() for _ in range(20)]
        for at in range(max(len(message) for _, message in clients)):
            for client, message in clients:
                with contextlib.suppress(OSError):
                    client.sendall(message[at:at + 1])
        for client, _ in clients:
            client.close()

    def test_two_thousand_idle_connections(self):
        self.start()
        clients = [self.proxy.connect() for _ in range(2000)]
        for client in clients[::2]:
            greet(client)
        time.sleep(1)
        self.assertTrue(self.good.is_alive())
        for client in clients:
            client.close()

    def test_resets_at_each_byte(self):
        self.start()
        for message in self.messages():
            for size in range(len(message) + 1):
                for pause in (0, 0.002):
                    client = self.proxy.connect()
                    with contextlib.suppress(OSError):
                        client.sendall(message[:size])
                        time.sleep(pause)
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    client.close()

    def test_a_megabyte_of_garbage(self):
        self.start()
        rng = random.Random(1928)
        for start in (b"", b"\4", b"\5", b"\5\1\0", b"\5\1\0\5\1\0", b"\4\1\0\1\0\0\0\1"):
            garbage = start + rng.randbytes(1 << 20)
            with self.proxy.connect() as client, contextlib.suppress(OSError):
                client.sendall(garbage)
                client.shutdown(socket.SHUT_WR)
                harness.take_all(client)

    def test_garbage_into_a_relay(self):
        self.start()
        garbage = random.Random(5246).randbytes(1 << 20)
        client = greet(self.proxy.connect())
        client.sendall(request5("localhost", self.echo.port))
        reply5(client)
        received = []
        reader = threading.Thread(target=lambda: received.append(harness.take_all(client)))
        reader.start()
        client.sendall(garbage)
        client.shutdown(socket.SHUT_WR)
        reader.join()
        self.assertEqual(received[0], garbage + b"<end>")
        client.close()

    def test_clients_that_do_not_read(self):
        """Both directions stand still, and nothing spins on it; then one end goes."""
        self.start()
        clients = []
        for _ in range(20):
            client = greet(self.proxy.connect())
            client.sendall(request5("localhost", self.echo.port))
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while True:
                    client.send(bytes(65536))
            clients.append(client)
        time.sleep(1)
        for client in clients[::2]:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        for client in clients:
            client.close()

    def test_mutants(self):
        self.start()
        rng = random.Random(1961)
        messages = list(self.messages())
        for _ in range(2000):
            message = bytearray(rng.choice(messages) + rng.choice(messages))
            for _ in range(rng.randrange(4)):
                message[rng.randrange(min(12, len(message)))] = rng.choice((0, 1, 2, 3, 4, 5, 127, 255))
            client = self.proxy.connect()
            with contextlib.suppress(OSError):
                client.sendall(message[:rng.randrange(len(message) + 1)])
                if rng.random() < 0.3:
                    client.shutdown(socket.SHUT_WR)
                    client.settimeout(0.002)
                    client.recv(4096)
            client.close()

    def test_a_flood_of_datagrams_from_elsewhere(self):
        self.start()
        target = harness.UdpEcho()
        client = greet(self.proxy.connect())
        client.sendall(request5("0.0.0.0", 0, UDP))
        relay = reply5(client)[1:]
        datagram = b"\0\0\0" + harness.address5("127.0.0.1", target.port)
        with harness.udp_socket() as own, harness.udp_socket("127.0.0.2") as stranger, harness.udp_socket() as other:
            own.settimeout(0.2)
            answered = 0
            for i in range(300):
                for _ in range(100):
                    stranger.sendto(datagram + b"flood", relay)
                    if i > 0:
                        other.sendto(datagram + b"flood", relay)
                own.sendto(datagram + b"%d" % i, relay)  # may be lost among the others
                with contextlib.suppress(socket.timeout):
                    data = own.recv(65536)
                    self.assertNotIn(b"flood", data)
                    answered += 1
            self.assertGreater(answered, 100)
        client.close()
        target.shutdown()
        target.server_close()

    def test_it_is_not_led_to_itself(self):
        """Each of these holds as many requests as there are connections, inside each other, to the proxy itself."""
        self.start("--connections", "400", "--per-client", "400")
        port = self.proxy.port
        for host in ("127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "localhost"):
            for nested in (b"\5\1\0" + request5(host, port), request4(host.rpartition(":")[2] or "0.0.0.0", port)):
                with self.proxy.connect() as client, contextlib.suppress(OSError):
                    client.sendall(nested * 450)
                    client.shutdown(socket.SHUT_WR)
                    answer = harness.take_all(client)
                    self.assertIn(answer[:4], (b"\5\0\5\2", b"\0\x5b\0\0"))
                self.assertLess(self.proxy.descriptors(), 40)

    def test_datagrams_that_would_run_in_circles(self):
        """From relay to relay, each telling the next."""
        self.start()
        clients = [greet(self.proxy.connect()) for _ in range(3)]
        relays = []
        for client in clients:
            client.sendall(request5("0.0.0.0", 0, UDP))
            relays.append(reply5(client)[1:])
        with harness.udp_socket() as own:
            for host in ("127.0.0.1", "0.0.0.0", "::ffff:127.0.0.1", "localhost"):
                circle = b"".join(b"\0\0\0" + harness.address5(host, port) for _, port in relays)
                for relay in relays:
                    for _ in range(20):
                        own.sendto(circle * 100, relay)
            time.sleep(0.5)
        for client in clients:
            name = client.getsockname()
            client.close()
            line = self.proxy.log(name)
            self.assertEqual((line["rule"], line["up"], line["down"]), ("self", "0", "0"), line)

    def test_silent_connections_of_one_address(self):
        """As many as there are in all. Those above the limit of one address are closed."""
        self.start("--connections", "200", "--per-client", "50", source="127.0.0.2")
        silent = [self.proxy.connect() for _ in range(200)]
        time.sleep(1)
        closed = 0
        for client in silent:
            client.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                closed += client.recv(1) == b""
        self.assertEqual(closed, 150)
        served = self.good.served
        time.sleep(1)
        self.assertGreater(self.good.served, served)
        for client in silent:
            client.close()

    def test_guessing(self):
        """By eight at once, of one address: few guesses are looked at, and whoever is elsewhere does not wait."""
        with tempfile.NamedTemporaryFile("w") as users:
            users.write("ann:secret\n")
            users.flush()
            self.start("--users", users.name, source="127.0.0.2", user=(b"ann", b"secret"))
        end = time.monotonic() + 5
        right = []

        def guess(number):
            for i in range(10 ** 9):
                if time.monotonic() > end:
                    return
                with self.proxy.connect("127.0.0.3") as client, contextlib.suppress(EOFError):
                    password = b"secret" if i % 100 == 99 else b"%d.%d" % (number, i)
                    client.sendall(b"\5\1\2" + harness.credentials(b"ann", password))
                    if take(client, 4)[3] == 0:
                        right.append(i)

        guessers = [threading.Thread(target=guess, args=(number,)) for number in range(8)]
        for guesser in guessers:
            guesser.start()
        for guesser in guessers:
            guesser.join()
        lines = [line for line in self.proxy.errors if "client=127.0.0.3:" in line]
        seen = [line for line in lines if "rule=guesses" not in line]
        print(f"{len(lines)} guesses in 5 s, of which {len(seen)} were looked at")
        self.assertEqual(right, [])
        self.assertGreater(len(lines), len(seen))
        self.assertLess(len(seen), 12)

    def test_without_descriptors(self):
        """Forty in all: others wait in the queue, and the loop rests. Nobody good can be served meanwhile."""
        proxy = harness.Proxy(PROXY, "--connections", "4000", "--per-client", "60", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)))
        self.addCleanup(proxy.stop)
        clients = [proxy.connect() for _ in range(60)]
        time.sleep(0.5)
        before = proxy.cpu()
        time.sleep(1)
        self.assertLess(proxy.cpu() - before, 0.3)
        clients[0].sendall(b"\5\1\0" + request5("127.0.0.1", 1))
        self.assertEqual(take(clients[0], 2), b"\5\0")
        self.assertEqual(reply5(clients[0])[0], 1)
        for client in clients:
            client.close()
        with proxy.connect() as client:
            greet(client)
        self.assertEqual(proxy.stop(), 0)

    def test_ten_thousand_handshakes_take_no_memory(self):
        proxy = harness.Proxy(PROXY, env=harness.little_memory())
        self.addCleanup(proxy.stop)
        target = Listener()
        target.start()

        def handshakes(count):
            for _ in range(count):
                with proxy.connect() as client:
                    client.sendall(b"\5\1\0" + request5("127.0.0.1", target.port))
                    take(client, 12)
                    client.shutdown(socket.SHUT_WR)
                    harness.take_all(client)  # until the target has closed too: no two are open at once
                proxy.errors.clear()

        handshakes(2000)
        before = proxy.rss()
        start = time.monotonic()
        handshakes(10000)
        seconds = time.monotonic() - start
        grown = proxy.rss() - before
        target.socket.close()
        print(f"10000 handshakes in {seconds:.1f} s; the resident memory has grown by {grown} octets, from {before}")
        self.assertLess(grown, 1 << 20)
        self.assertEqual(proxy.stop(), 0)


if __name__ == "__main__":
    PROXY = sys.argv.pop(1)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    unittest.main(verbosity=2)
