#!/usr/bin/env python3
"""The servers of examples/c_poll, examples/libevent and examples/asio, as their clients meet them.

    hosts_test.py SERVER [CLIENT]

SERVER is one of them: all are held to the same. CLIENT is the client of examples/asio. Where that is allowed the tests
run in a network namespace of their own, which some cases need: the others say that they are skipped.
"""

import contextlib
import os
import pathlib
import random
import re
import resource
import select
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
TEST = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(TEST / "proxy"), str(TEST / "interop")]
import client_probes  # noqa: E402
import clients  # noqa: E402
import harness  # noqa: E402
import server_probes  # noqa: E402
import targets  # noqa: E402
from harness import BIND, UDP, credentials, greet, reply4, reply5, request4, request5, take, take_all  # noqa: E402
from processes import enter_namespace  # noqa: E402

SERVER = CLIENT = ""
ASKS_DNS = {"libevent_server"}  # the servers that ask a name server themselves, and take --dns
CONNECTIONS = 40
REFUSED = b"\5\0\5%c\0\1\0\0\0\0\0\0"
REFUSED4 = b"\0\x5b\0\0\0\0\0\0"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close() resets
PATIENCE = 3  # seconds that a good client may wait, on a busy machine with two cores


def asks_dns():
    return pathlib.Path(SERVER).name in ASKS_DNS


class Case(unittest.TestCase):
    """One server and its targets for all the tests of a class."""
    FLAGS = ("--connections", str(CONNECTIONS))
    LISTEN = "127.0.0.1:0"
    USERS = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.echo, cls.echo6 = harness.Echo(), harness.Echo("::1")
        cls.dns = harness.UdpEcho(handler=harness.DnsHandler)
        flags = [*cls.FLAGS]
        if asks_dns():
            flags += ["--dns", f"127.0.0.1:{cls.dns.port}"]
        if cls.USERS:
            path = pathlib.Path(cls.folder.name, "users")
            path.write_text(cls.USERS, encoding="latin-1")
            flags += ["--users", str(path)]
        cls.server = harness.Proxy(SERVER, *flags, listen=cls.LISTEN)

    @classmethod
    def tearDownClass(cls):
        status = cls.server.stop()
        for server in (cls.echo, cls.echo6, cls.dns):
            server.shutdown()
            server.server_close()
        cls.folder.cleanup()
        # A sanitizer would have said something.
        assert (status, cls.server.errors) == (0, []), (status, cls.server.errors)

    def connect(self):
        client = self.server.connect()
        self.addCleanup(client.close)
        return client

    def refused(self, sent, answer):
        """The server says this, and ends the stream."""
        client = self.connect()
        client.sendall(sent)
        self.assertEqual(take_all(client), answer)
        client.close()

    def check_echo(self, client, up=b"payload"):
        client.sendall(up)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), up + b"<end>")


class Connect(Case):
    def test_every_protocol_and_kind_of_address(self):
        for host, echo in (("127.0.0.1", self.echo), ("::1", self.echo6), ("localhost", self.echo)):
            client = greet(self.connect())
            client.sendall(request5(host, echo.port))
            code, bound, port = reply5(client)
            self.assertEqual((code, bound), (0, "::1" if host == "::1" else "127.0.0.1"))
            self.assertGreater(port, 0)
            self.check_echo(client)
        for host in ("127.0.0.1", "localhost"):
            client = self.connect()
            client.sendall(request4(host, self.echo.port))
            self.assertEqual(reply4(client)[:2], (90, "127.0.0.1"))
            self.check_echo(client)

    def test_an_address_that_is_sent_as_a_name(self):
        client = greet(self.connect())
        client.sendall(b"\5\1\0\3\x09127.0.0.1" + struct.pack(">H", self.echo.port))
        self.assertEqual(reply5(client)[:2], (0, "127.0.0.1"))
        self.check_echo(client)

    def test_one_octet_at_a_time(self):
        client = self.connect()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for octet in b"\5\1\0" + request5("localhost", self.echo.port) + b"slowly":
            client.sendall(bytes([octet]))
            time.sleep(0.002)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take(client, 2), b"\5\0")
        self.assertEqual(reply5(client)[0], 0)
        self.assertEqual(take_all(client), b"slowly<end>")

    def test_everything_at_once_and_the_end_behind_it(self):
        payload = bytes(range(256)) * 800
        for start in (b"\5\1\0" + request5("localhost", self.echo.port), request4("127.0.0.1", self.echo.port)):
            client = self.connect()
            sender = threading.Thread(target=lambda c=client, s=start: (c.sendall(s + payload), c.shutdown(socket.SHUT_WR)))
            sender.start()
            if start[0] == 5:
                self.assertEqual(take(client, 2), b"\5\0")
                self.assertEqual(reply5(client)[0], 0)
            else:
                self.assertEqual(reply4(client)[0], 90)
            self.assertEqual(take_all(client), payload + b"<end>")
            sender.join()

    def test_the_target_half_closes(self):
        heard = []

        class Greeter(harness.EchoHandler):
            def handle(self):
                self.request.sendall(b"hello")
                self.request.shutdown(socket.SHUT_WR)
                heard.append(take_all(self.request))

        with contextlib.closing(harness.Echo(handler=Greeter)) as target:
            target.close = target.server_close
            client = greet(self.connect())
            client.sendall(request5("127.0.0.1", target.port))
            self.assertEqual(reply5(client)[0], 0)
            self.assertEqual(take_all(client), b"hello")
            client.sendall(b"still there")
            client.close()
            end = time.monotonic() + 10
            while not heard and time.monotonic() < end:
                time.sleep(0.01)
            self.assertEqual(heard, [b"still there"])
            target.shutdown()

    def test_back_pressure(self):
        """A target that does not read: the client cannot send more than some buffers hold, and the server keeps little."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            client = greet(self.connect())
            client.sendall(request5("127.0.0.1", listener.getsockname()[1]))
            peer, _ = listener.accept()
            self.assertEqual(reply5(client)[0], 0)
            before = self.server.rss()
            client.setblocking(False)
            sent, last = 0, time.monotonic()
            while time.monotonic() - last < 0.5:
                with contextlib.suppress(BlockingIOError):
                    sent += client.send(bytes(65536))
                    last = time.monotonic()
            self.assertLess(sent, 64 << 20)
            self.assertLess(self.server.rss() - before, 2 << 20)
            client.setblocking(True)
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(len(take_all(peer)), sent)
            peer.close()

    def test_a_reset_ends_both_sides(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            for closes_first in (0, 1):
                client = greet(self.connect())
                client.sendall(request5("127.0.0.1", listener.getsockname()[1]))
                peer, _ = listener.accept()
                self.assertEqual(reply5(client)[0], 0)
                first, second = ((client, peer), (peer, client))[closes_first]
                first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                first.close()
                second.settimeout(10)
                with contextlib.suppress(ConnectionResetError):
                    self.assertEqual(second.recv(1), b"")
                second.close()


class Refusals(Case):
    def test_targets_that_are_not_there(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.refused(b"\5\1\0" + request5("127.0.0.1", port), REFUSED % 5)
        self.refused(request4("127.0.0.1", port), REFUSED4)
        self.refused(b"\5\1\0" + request5("nowhere.invalid", 80), REFUSED % 4)
        self.refused(request4("nowhere.invalid", 80), REFUSED4)

    def test_names_that_are_none(self):
        for name in ("127.1", "0x7f.1", "2130706433", "a b", "a..b", "-" * 64, "\xffname"):
            self.refused(b"\5\1\0" + request5(name, self.echo.port), REFUSED % 4)

    def test_commands(self):
        for command in (0, BIND, UDP, 4, 0xF0):
            self.refused(b"\5\1\0" + request5("127.0.0.1", self.echo.port, command), REFUSED % 7)
        self.refused(request4("127.0.0.1", self.echo.port, BIND), REFUSED4)

    def test_messages(self):
        self.refused(b"\5\1\0\5\1\0\2\0\0", REFUSED % 8)
        self.refused(b"\5\2\1\2", b"\5\xff")
        self.refused(b"GET / HTTP/1.1\r\n\r\n", b"")
        self.refused(b"\5\1\0GET /", b"\5\0")

    def test_a_refusal_survives_what_the_client_still_sends(self):
        for start, code in ((b"\5\1\0" + request5("127.0.0.1", 1), 5), (b"\5\1\0\5\x63\0\1", 7)):
            client = self.connect()
            client.sendall(start + bytes(200000))
            time.sleep(0.1)
            client.sendall(bytes(1000))
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client), REFUSED % code)

    def test_probes(self):
        for name, script, answer in server_probes.probes(self.echo_target().port):
            with self.subTest(probe=name):
                self.assertEqual(server_probes.run(self.server.port, script), answer)

    def echo_target(self):
        target = targets.Target(targets.Echo)
        self.addCleanup(target.close)
        return target


class Passwords(Case):
    USERS = "# people\r\n\nu:p\nann:right:one\r\n"

    def attempt(self, user, password):
        return b"\5\2\0\2" + credentials(user, password)

    def test_right(self):
        client = self.connect()
        client.sendall(self.attempt(b"ann", b"right:one") + request5("localhost", self.echo.port))
        self.assertEqual(take(client, 4), b"\5\2\1\0")
        self.assertEqual(reply5(client)[0], 0)
        self.check_echo(client)

    def test_wrong(self):
        for user, password in ((b"ann", b"wrong"), (b"ann", b"right:on"), (b"ann", b"right:one\0"), (b"ann", b""),
                               (b"Ann", b"right:one"), (b"eve", b"p"), (b"u", b"right:one"), (b"", b"")):
            self.refused(self.attempt(user, password) + request5("127.0.0.1", self.echo.port), b"\5\2\1\1")

    def test_no_way_round(self):
        self.refused(b"\5\1\0", b"\5\xff")
        self.refused(request4("127.0.0.1", self.echo.port), b"")
        self.refused(b"\5\1\2" + request5("127.0.0.1", self.echo.port), b"\5\2\1\1")

    def test_probes(self):
        target = targets.Target(targets.Echo)
        self.addCleanup(target.close)
        for name, script, answer in server_probes.password_probes(target.port):
            with self.subTest(probe=name):
                self.assertEqual(server_probes.run(self.server.port, script), answer)


class Curl(Case):
    def curl(self, *flags, url="http://127.0.0.1:{port}/"):
        target = targets.Target(targets.Page)
        self.addCleanup(target.close)
        return subprocess.run(["curl", "--silent", "--show-error", "--noproxy", "", "--max-time", "20", *flags,
                               url.format(port=target.port)], capture_output=True, timeout=30, check=False)

    def test_without_a_password(self):
        proxy = f"127.0.0.1:{self.server.port}"
        for flag in ("--socks4", "--socks4a", "--socks5", "--socks5-hostname"):
            for url in ("http://127.0.0.1:{port}/", "http://localhost:{port}/"):
                done = self.curl(flag, proxy, url=url)
                self.assertEqual((done.stdout, done.stderr), (targets.PAGE, b""), (flag, url))
        done = self.curl("--socks5-hostname", proxy, url="http://[::1]:{port}/")
        self.assertEqual(done.stdout, targets.PAGE)


class CurlWithAPassword(Curl):
    USERS = "u:p\n"

    def test_without_a_password(self):
        done = self.curl("--socks5", f"127.0.0.1:{self.server.port}")
        self.assertEqual((done.returncode, done.stdout), (97, b""))

    def test_with_a_password(self):
        done = self.curl("--socks5-hostname", f"127.0.0.1:{self.server.port}", "--proxy-user", "u:p")
        self.assertEqual((done.stdout, done.stderr), (targets.PAGE, b""))

    def test_with_a_wrong_one(self):
        done = self.curl("--socks5-hostname", f"127.0.0.1:{self.server.port}", "--proxy-user", "u:q")
        self.assertEqual((done.returncode, done.stdout), (97, b""))


class Others(Case):
    """Other machines can be clients."""
    LISTEN = f"{harness.OUTSIDE}:0"
    USERS = "u:p\n"

    @classmethod
    def setUpClass(cls):
        if not harness.own_addresses():
            raise unittest.SkipTest("needs a network namespace")
        super().setUpClass()
        cls.outside = harness.Echo(harness.OUTSIDE)

    @classmethod
    def tearDownClass(cls):
        cls.outside.shutdown()
        cls.outside.server_close()
        super().tearDownClass()

    def test_this_machine_is_not_reached(self):
        login = b"\5\1\2" + credentials(b"u", b"p")
        for host in ("127.0.0.1", "127.8.8.8", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
                     "2002:7f00:1::", "169.254.1.1", "fe80::1", "224.0.0.1", "ff02::1", "255.255.255.255", "localhost"):
            self.refused(login + request5(host, self.echo.port), b"\5\2\1\0" + (REFUSED % 2)[2:])

    def test_other_addresses_are(self):
        client = self.connect()
        client.sendall(b"\5\1\2" + credentials(b"u", b"p") + request5(harness.OUTSIDE, self.outside.port))
        self.assertEqual(take(client, 4), b"\5\2\1\0")
        self.assertEqual(reply5(client)[0], 0)
        self.check_echo(client)


class Names(Case):
    """Those of a name server of our own, for the servers that ask one themselves."""

    @classmethod
    def setUpClass(cls):
        if not asks_dns():
            raise unittest.SkipTest("it asks the resolver of the system")
        harness.DnsHandler.NAMES.update({"several.example": ["127.0.0.9", "127.0.0.1"], "silent.example": [],
                                         "six.example": ["::1"]})
        super().setUpClass()

    def test_the_next_address_is_tried(self):
        for name, echo in (("several.example", self.echo), ("SIX.example.", self.echo6)):
            client = greet(self.connect())
            client.sendall(request5(name, echo.port))
            self.assertEqual(reply5(client)[0], 0)
            self.check_echo(client)
        self.refused(b"\5\1\0" + request5("several.example", 1), REFUSED % 5)

    def test_more_lookups_than_may_wait(self):
        """None is answered. Some clients go, and the others are there when the server ends."""
        clients = [greet(self.connect()) for _ in range(CONNECTIONS - 5)]
        for client in clients:
            client.sendall(request5("silent.example", 80))
        for client in clients[::2]:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.close()
        client = greet(self.connect())
        client.sendall(request5("localhost", self.echo.port))
        self.assertEqual(reply5(client)[0], 0)
        self.check_echo(client)


class Hostile(Case):
    """A good client is served throughout; behind each test the server is at rest."""
    FLAGS = ("--connections", str(CONNECTIONS), "--handshake", "2")

    def setUp(self):
        self.longest, self.served, self.running, self.failure = 0.0, 0, True, None
        self.good = threading.Thread(target=self.be_good, daemon=True)
        self.good.start()
        self.addCleanup(self.finish)

    def be_good(self):
        try:
            while self.running:
                start = time.monotonic()
                with self.server.connect() as client:
                    greet(client).sendall(request5("127.0.0.1", self.echo.port) + b"good")
                    assert reply5(client)[0] == 0
                    assert take(client, 4) == b"good"
                self.longest = max(self.longest, time.monotonic() - start)
                self.served += 1
                time.sleep(0.01)
        except Exception as failure:  # pylint: disable=broad-except
            self.failure = failure

    def finish(self):
        end = time.monotonic() + 10
        while self.good.is_alive() and self.served < 5 and time.monotonic() < end:
            time.sleep(0.05)
        self.running = False
        self.good.join()
        self.assertIsNone(self.failure)
        self.assertGreaterEqual(self.served, 5)
        self.assertLess(self.longest, PATIENCE)
        time.sleep(0.3)
        before = self.server.cpu()
        time.sleep(0.5)
        self.assertLess(self.server.cpu() - before, 0.2, "it does not rest")

    def conversations(self):
        port = self.echo.port
        yield b"\5\1\0" + request5("127.0.0.1", port) + b"payload"
        yield b"\5\2\0\2" + request5("localhost", port) + b"payload"
        yield request4("127.0.0.1", port) + b"payload"
        yield request4("localhost", port) + b"payload"

    def talk(self, pieces, reset):
        with contextlib.suppress(OSError), self.server.connect(timeout=5) as client:
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in pieces:
                client.sendall(piece)
            if reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                return
            client.shutdown(socket.SHUT_WR)
            take_all(client)

    def test_every_prefix(self):
        for conversation in self.conversations():
            for size in range(len(conversation)):
                self.talk([conversation[:size]], size % 2 == 1)

    def test_mutations(self):
        chance = random.Random(20261126)
        for conversation in [*self.conversations()] * 60:
            octets = bytearray(conversation)
            for _ in range(chance.randrange(1, 4)):
                at = chance.randrange(len(octets))
                octets[at:at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
            cut = chance.randrange(len(octets) + 1)
            self.talk([octets[:cut], octets[cut:]], chance.randrange(4) == 0)

    def test_noise(self):
        chance = random.Random(1)
        for size in (1, 10, 600, 5000, 100000):
            for first in (b"\4", b"\5", b""):
                self.talk([first + chance.randbytes(size)], False)

    def test_silent_clients_make_room_again(self):
        """More clients than there is room for say nothing: who waits is served when their time is up."""
        before = self.server.rss()
        silent = [self.server.connect() for _ in range(2 * CONNECTIONS)]
        for number, client in enumerate(silent):
            client.sendall((b"", b"\5", b"\5\1\0\5\1")[number % 3])
        self.longest, start = 0.0, time.monotonic()
        self.served = 0
        while self.served < 5 and time.monotonic() - start < 15:
            time.sleep(0.1)
        self.assertGreaterEqual(self.served, 5)
        self.longest = 0.0  # the good client had to wait in the queue
        for client in silent:
            with contextlib.suppress(ConnectionResetError):
                while client.recv(100):
                    pass
            client.close()
        self.assertLess(self.server.rss() - before, 4 << 20)
        self.running = False
        self.good.join()
        self.longest = 0.0

    def test_clients_that_do_not_read(self):
        """A target that sends without end, to clients that never read."""
        class Flood(harness.EchoHandler):
            def handle(self):
                with contextlib.suppress(OSError):
                    while True:
                        self.request.sendall(bytes(65536))

        target = harness.Echo(handler=Flood)
        before = self.server.rss()
        clients = [self.connect() for _ in range(CONNECTIONS // 4)]
        for client in clients:
            client.sendall(b"\5\1\0" + request5("127.0.0.1", target.port))
        time.sleep(1)
        self.assertLess(self.server.rss() - before, 4 << 20)
        for client in clients:
            client.close()
        target.shutdown()
        target.server_close()


class Deadlines(Case):
    FLAGS = ("--handshake", "1")

    def test_drips_do_not_help(self):
        client = self.connect()
        start, ended = time.monotonic(), False
        with contextlib.suppress(OSError):
            for octet in request4("x" * 200, 80):
                client.sendall(bytes([octet]))
                if select.select([client], [], [], 0.05)[0] and client.recv(1) == b"":
                    ended = True
                    break
        self.assertTrue(ended)
        self.assertLess(time.monotonic() - start, 4)
        self.assertGreater(time.monotonic() - start, 0.5)


class Client(Case):
    """The client of examples/asio: through SERVER, and against scripted servers."""
    USERS = ""

    @classmethod
    def setUpClass(cls):
        if not CLIENT:
            raise unittest.SkipTest("there is no client")
        super().setUpClass()

    def run_client(self, *arguments, said=b"payload"):
        return subprocess.run([CLIENT, *arguments], input=said, capture_output=True, timeout=30, check=False)

    def test_every_protocol(self):
        proxy = f"127.0.0.1:{self.server.port}"
        for flag, host, echo in (("--socks4", "127.0.0.1", self.echo), ("--socks4a", "localhost", self.echo),
                                 ("--socks5", "127.0.0.1", self.echo), ("--socks5", "[::1]", self.echo6),
                                 ("--socks5-hostname", "localhost", self.echo)):
            said = bytes(range(256)) * 500
            done = self.run_client(flag, proxy, f"{host}:{echo.port}", said=said)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, said + b"<end>", b""), flag)

    def test_a_refusal(self):
        done = self.run_client("--socks5", f"127.0.0.1:{self.server.port}", "127.0.0.1:1")
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"peer_refused / socks5_refused (octet 05)", done.stderr)

    def test_no_proxy_there(self):
        done = self.run_client("--socks5", "127.0.0.1:1", "127.0.0.1:1")
        self.assertEqual((done.returncode, done.stdout), (1, b""))

    def test_arguments(self):
        for arguments in ([], ["--socks5", "127.0.0.1:1"], ["--socks5", "x", "a:1"], ["--optimistic", "--socks5", "127.0.0.1:1", "127.0.0.1:1"]):
            self.assertEqual(self.run_client(*arguments).returncode, 2, arguments)

    def test_scripted_servers(self):
        for name, flags, script, outcome in client_probes.PROBES:
            user = ("--user", "u:p") if len(flags) > 1 else ()
            with self.subTest(probe=name), contextlib.closing(client_probes.ScriptedServer(script)) as server:
                done = self.run_client(flags[0], f"127.0.0.1:{server.port}", *user, "192.0.2.1:80", said=clients.HTTP.encode())
                said = re.search(r" / ([^:\n]*)|$", done.stderr.decode())[1] or done.stderr.decode()
                if done.returncode == 0 and done.stdout == client_probes.PAGE:
                    said = "ok"
                self.assertEqual(said, outcome)


class Program(unittest.TestCase):
    def run_server(self, *arguments):
        return subprocess.run([SERVER, *arguments], capture_output=True, text=True, timeout=20, check=False)

    def test_bad_arguments(self):
        for arguments in (["--what", "1"], ["--users"], ["--users", "/nowhere/at all"], ["--listen", "localhost:80"],
                          ["--listen", "1.2.3.4"], ["--handshake", "0"], ["--handshake", "-1"], ["--connections", "x"],
                          ["--dns", "x"]):
            done = self.run_server(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertEqual(done.stderr.count("\n"), 1)

    def test_open_to_others_only_with_users(self):
        for listen in ("0.0.0.0:0", "[::]:0", "[::ffff:127.0.0.1]:0", "192.0.2.1:0"):
            done = self.run_server("--listen", listen)
            self.assertEqual((done.returncode, done.stdout), (2, ""), listen)

    def test_users_files(self):
        for text in ("ann:x\nbob\n", ":x\n", "ann:\n", "a" * 256 + ":x", "ann:" + "x" * 256, "", "# nobody\n",
                     "a:b\n" * 65, "ann:x\0\nbob:y\n", "x" * 2000):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "users")
                path.write_text(text, encoding="latin-1")
                done = self.run_server("--users", str(path), "--listen", "127.0.0.1:0")
                self.assertEqual((done.returncode, done.stdout), (2, ""), text[:20])

    def test_port_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            done = self.run_server("--listen", "127.0.0.1:%d" % taken.getsockname()[1])
        self.assertEqual((done.returncode, done.stdout), (1, ""))

    def test_signals_end_it_cleanly(self):
        for number in (15, 2):
            server = harness.Proxy(SERVER)
            client = server.connect()
            client.sendall(b"\5\1\0")
            take(client, 2)
            self.assertEqual((server.stop(number), server.errors), (0, []))
            client.close()

    def test_few_descriptors_are_enough(self):
        """No connection fails for want of a descriptor: there are fewer connections."""
        def few():
            resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))

        server = harness.Proxy(SERVER, "--connections", "1000", preexec_fn=few)
        with contextlib.closing(harness.Echo()) as echo:
            echo.close = echo.server_close
            clients = [server.connect() for _ in range(30)]
            before = server.cpu()
            time.sleep(0.5)
            self.assertLess(server.cpu() - before, 0.2)
            for client in clients:
                client.close()
            client = greet(server.connect())
            client.sendall(request5("127.0.0.1", echo.port))
            self.assertEqual(reply5(client)[0], 0)
            client.close()
            echo.shutdown()
        self.assertEqual((server.stop(), server.errors), (0, []))


if __name__ == "__main__":
    enter_namespace()
    # AddressSanitizer keeps what was freed, and the frames of functions that have returned. The tests look at how much
    # memory a server has.
    os.environ["ASAN_OPTIONS"] = "quarantine_size_mb=1:thread_local_quarantine_size_kb=64:detect_stack_use_after_return=0"
    SERVER = sys.argv.pop(1)
    if len(sys.argv) > 1 and sys.argv[1].startswith("/"):
        CLIENT = sys.argv.pop(1)
    unittest.main()
