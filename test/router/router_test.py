#!/usr/bin/env python3
"""The router as its clients meet it.

    router_test.py ROUTER
"""

import itertools
import pathlib
import random
import re
import shlex
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from cases import Case, Target, alert
import harness
import peers
from harness import take, take_all
from hello_bytes import alpn, ech, extension, handshake, hello, record, records, server_name, vector

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))
import commands  # noqa: E402  (tools/commands.py)

UNEXPECTED, ILLEGAL, DECODE, VERSION, INTERNAL, NAME, PROTOCOL = 10, 47, 50, 70, 80, 112, 120


class Routes(Case):
    @classmethod
    def flags(cls):
        one, two = f"127.0.0.1:{cls.one.port}", f"127.0.0.1:{cls.two.port}"
        harness.DnsHandler.NAMES.update({"target.example": ["::1"], "silent.example": [],
                                         "two.example": ["::1", "127.0.0.1"]})
        return ("--hello", "20", "--connect", "2", "--route", f"*.example.com={two}", "--route", f"a.example.com={one}",
                "--route", f"six.example=[::1]:{cls.six.port}", "--route", f"dns.example=target.example:{cls.six.port}",
                "--route", f"twice.example=two.example:{cls.one.port}", "--route", "nowhere.example=missing.example:443",
                "--route", "silent.example=silent.example:443", "--route", f"closed.example=127.0.0.1:{cls.closed}",
                "--route", f"alpn.example,h2={one}", "--route", f"alpn.example,acme=x={two}",
                "--route", f"any.example,h2={one}", "--route", f"any.example={two}", "--route", f"*.p.example,h2={one}",
                "--route", f"x.p.example,h3={two}", "--deny-ech", "a.example.com", "--deny-ech", "*.example.net",
                "--route", f"b.example.net={one}")

    def test_names(self):
        for name, target in ((b"a.example.com", self.one), (b"A.eXample.COM", self.one), (b"a.example.com.", self.one),
                             (b"b.example.com", self.two), (b"B.EXAMPLE.com.", self.two), (b"six.example", self.six),
                             (b"dns.example", self.six), (b"twice.example", self.one)):
            self.routed(record(hello(name)), target, sni=name.decode())

    def test_names_without_a_route(self):
        for name in (b"a..example.com", b"a.example.com..", b"." * 3):
            self.refused(record(hello(name)), alert(ILLEGAL), end="malformed_extension")
        for name in (b"example.com", b"a.b.example.com", b"b.a.example.com", b"xa.example.com.evil", b"192.0.2.1", b"-"):
            self.refused(record(hello(name)), alert(NAME), end="no_route", hello="complete", alert="unrecognized_name")
        self.refused(record(handshake()), alert(NAME), end="no_route", sni=None)

    def test_protocols(self):
        for offered, target in (((b"h2",), self.one), ((b"http/1.1", b"h2"), self.one), ((b"acme=x",), self.two),
                                ((b"acme=x", b"h2"), self.one)):
            self.routed(record(hello(b"alpn.example", alpn(*offered))), target)
        for offered in ((), (alpn(b"h"),), (alpn(b"h2c", b"H2"),)):
            self.refused(record(hello(b"alpn.example", *offered)), alert(PROTOCOL), end="no_protocol")
        self.routed(record(hello(b"any.example", alpn(b"h2"))), self.one)
        self.routed(record(hello(b"any.example", alpn(b"h3"))), self.two)
        self.routed(record(hello(b"any.example")), self.two)
        # A name that has a route of its own is not led by a pattern.
        self.routed(record(hello(b"y.p.example", alpn(b"h2"))), self.one)
        self.refused(record(hello(b"x.p.example", alpn(b"h2"))), alert(PROTOCOL), end="no_protocol")

    def test_what_is_no_tls_waits_for_nothing(self):
        for start, outcome, number in ((b"GET / HTTP/1.1\r\n", "not_tls", UNEXPECTED), (b"SSH-2.0-x", "not_tls", UNEXPECTED),
                                       (b"\5\1\0", "not_tls", UNEXPECTED), (b"G", "not_tls", UNEXPECTED), (b"\0", "not_tls", UNEXPECTED),
                                       (b"\x16\2", "not_tls", VERSION), (b"\x16\3\1\0", None, None),
                                       (record(b"\2\x28", 21), "not_client_hello", UNEXPECTED),
                                       (record(b"data", 23), "not_client_hello", UNEXPECTED),
                                       (record(b"\2\0\0\4"), "not_client_hello", UNEXPECTED)):
            if outcome:
                self.refused(start, alert(number), end=outcome, hello=outcome)

    def test_an_sslv2_style_hello(self):
        self.refused(b"\x80\x2e\1\3\1\0\x15\0\0\0\x10" + bytes(37), alert(UNEXPECTED), end="sslv2")

    def test_hellos_that_are_wrong(self):
        message = hello(b"a.example.com")
        for stream, number, outcome in (
                (record(message[:43] + b"\xff" + message[44:]), DECODE, "malformed"),
                (record(message + b"\0\0\0\0"), UNEXPECTED, "bad_record"),
                (record(message[:50]) + record(b"\2\x28", 21), UNEXPECTED, "bad_record"),
                (record(message[:1] + b"\0\x40\1" + message[4:]), ILLEGAL, "over_limit"),
                (record(b"") * 33, UNEXPECTED, "over_limit")):
            self.refused(stream, alert(number), end=outcome)
        # An extension that is malformed, or there twice, is not absent.
        for wrong, number in ((extension(0, b"\0\5\0\0\3a.b"), DECODE), (server_name(b""), DECODE),
                              (extension(0, vector(2, b"\0\0\1a" * 2)), DECODE),
                              (extension(16, b"\0\0"), DECODE), (extension(0xFE0D, b"\0\0"), DECODE)):
            self.refused(record(handshake(wrong)), alert(number), end="malformed_extension", hello="complete")
        self.refused(record(hello(b"a.example.com", server_name(b"b.example.com"))), alert(ILLEGAL), end="malformed")

    def test_half_a_hello_and_the_end(self):
        stream = record(hello(b"a.example.com"))
        for size in (0, 1, 4, 5, 9, 60, len(stream) - 1):
            self.refused(stream[:size], b"", half_close=True, end="ended_inside", hello="ended_inside")

    def test_ech(self):
        self.refused(record(hello(b"a.example.com", ech())), alert(NAME), end="ech", sni="a.example.com")
        self.refused(record(hello(b"b.EXAMPLE.net.", ech())), alert(NAME), end="ech")
        self.routed(record(hello(b"a.example.com")), self.one)
        self.routed(record(hello(b"b.example.com", ech())), self.two)

    def test_targets_that_cannot_be_reached(self):
        for name, least, most in ((b"nowhere.example", 0, 1.5), (b"closed.example", 0, 1.5), (b"silent.example", 1.5, 5)):
            start = time.monotonic()
            client = self.connect()
            client.sendall(record(hello(name)))
            self.assertEqual(take_all(client), alert(INTERNAL))
            self.assertTrue(least <= time.monotonic() - start <= most, (name, time.monotonic() - start))
            client.close()
            self.check_log(end="unreachable", sni=name.decode(), alert="internal_error", up="0")

    def test_octet_by_octet(self):
        for stream in (record(hello(b"a.example.com", alpn(b"h2"))), records(hello(b"a.example.com"), iter(lambda: 1, 0))):
            client = self.connect()
            for at in range(len(stream)):
                client.sendall(stream[at:at + 1])
                time.sleep(0.0005)
            self.assertEqual(take(client, len(stream) + 5), b"<one>" + stream)
            client.close()
            self.check_log(end="closed", up=str(len(stream)))

    def test_the_longest_hello_in_the_most_octets(self):
        """One octet a record, and as many empty records as there may be."""
        padding = extension(21, bytes(16384 + 4 - len(hello(b"a.example.com", extension(21, b"")))))
        message = hello(b"a.example.com", padding)
        self.assertEqual(len(message), 16388)
        self.routed(record(b"") * 32 + records(message, iter(lambda: 1, 0)), self.one, records=str(16388 + 32))
        empty = extension(0x1234, b"")  # takes most memory
        message = hello(b"a.example.com", *itertools.repeat(empty, (16384 - 80) // 4))
        self.routed(records(message, iter(lambda: 1000, 0)), self.one)

    def test_random_cuts(self):
        chance = random.Random(6066)
        message = hello(b"b.example.com", alpn(b"h2", b"http/1.1"), extension(51, b"\0" * 1200))
        for _ in range(50):
            stream = records(message, iter(lambda: chance.randint(1, 300), 0)) + b"behind"
            client = self.connect()
            at = 0
            while at < len(stream):
                size = chance.randint(1, 400)
                client.sendall(stream[at:at + size])
                at += size
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client), b"<two>" + stream + b"<end>")

    def test_what_follows_the_hello_is_passed_on(self):
        self.routed(record(hello(b"a.example.com")) + random.Random(1).randbytes(300000), self.one)

    def test_the_targets_half_close(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            router = harness.Proxy(Case.ROUTER, "--no-name", "127.0.0.1:%d" % listener.getsockname()[1])
            self.addCleanup(router.stop)
            with router.connect() as client:
                client.sendall(record(handshake()))
                with listener.accept()[0] as peer:
                    peer.sendall(b"all")
                    peer.shutdown(socket.SHUT_WR)
                    self.assertEqual(take_all(client), b"all")
                    client.sendall(b"still there")
                    client.shutdown(socket.SHUT_WR)
                    self.assertEqual(take_all(peer), record(handshake()) + b"still there")

    def test_an_alert_survives_what_the_client_still_sends(self):
        client = self.connect()
        client.sendall(b"GET / HTTP/1.1\r\n\r\n" + bytes(200000))
        time.sleep(0.2)
        client.sendall(bytes(1000))
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), alert(UNEXPECTED))
        # All of that is read: otherwise the router would not see the end.
        self.assertLess(float(self.check_log(end="not_tls")["seconds"]), 1.5)

    def test_the_log_cannot_be_written_by_clients(self):
        name = b"a b=\n\x80\\"
        message = hello(name)
        self.refused(record(message), alert(ILLEGAL), end="malformed_extension", sni=None)
        self.refused(record(message[:-1]) + record(b"x", 23), alert(UNEXPECTED), hello="bad_record")
        self.refused(record(message[:-5] + b"\xff" * 5), alert(DECODE), hello="malformed")
        self.refused(record(hello(b"x=y.example.com")), alert(ILLEGAL), end="malformed_extension")
        for line in self.router.errors:
            self.assertRegex(line, r"\Aid=\d+ client=[\d.:]+( [a-z_]+=[!-~]+)+ end=[a-z_0-9]+( [a-z_]+=[!-~]+)+\n\Z")


class Unnamed(Case):
    @classmethod
    def flags(cls):
        return ("--no-name", f"127.0.0.1:{cls.one.port}", "--hello", "0.4", "--idle", "0.5", "--connections", "3",
                "--per-client", "3")

    def test_a_hello_without_a_name(self):
        self.routed(record(handshake()), self.one, sni=None)
        self.refused(record(hello(b"a.example.com")), alert(NAME), end="no_route")

    def test_a_malformed_name_is_not_absent(self):
        for wrong in (extension(0, b""), extension(0, b"\0\0"), extension(0, b"\0\4\1\0\1a"), extension(0, b"\0\4\0\0\1ab")):
            self.refused(record(handshake(wrong)), alert(DECODE), end="malformed_extension")

    def test_half_a_hello_has_its_time(self):
        stream = record(handshake())
        for drip in (False, True):
            client = self.connect()
            start = time.monotonic()
            client.sendall(stream[:20])
            for octet in stream[20:] if drip else b"":
                time.sleep(0.05)
                try:
                    client.sendall(bytes([octet]))
                except OSError:
                    break
            try:
                self.assertEqual(take_all(client), b"")
            except ConnectionResetError:
                self.assertTrue(drip)
            self.assertTrue(0.3 < time.monotonic() - start < 2)
            self.check_log(end="hello_timeout", up="0")

    def test_idle(self):
        client = self.connect()
        client.sendall(record(handshake()))
        start = time.monotonic()
        self.assertEqual(take_all(client), b"<one>" + record(handshake()))
        self.assertTrue(0.4 < time.monotonic() - start < 2)
        self.check_log(end="idle")

    def test_octets_of_either_side_keep_it_from_being_idle(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            router = harness.Proxy(Case.ROUTER, "--no-name", "127.0.0.1:%d" % listener.getsockname()[1], "--idle", "0.6")
            self.addCleanup(router.stop)
            with router.connect() as client:
                client.sendall(record(handshake()))
                with listener.accept()[0] as peer:
                    take(peer, len(record(handshake())))
                    for sender, receiver in ((client, peer), (peer, client)):
                        for _ in range(5):
                            time.sleep(0.25)
                            sender.sendall(b"x")
                        self.assertEqual(take(receiver, 5), b"x" * 5)

    def test_too_many_connections_wait(self):
        first = [self.connect() for _ in range(3)]
        last = self.connect()
        last.sendall(record(handshake()))
        last.settimeout(0.2)
        self.assertRaises(socket.timeout, last.recv, 1)
        for client in first:
            client.close()
        last.settimeout(20)
        self.assertEqual(take(last, 5), b"<one>")


class Program(unittest.TestCase):
    def run_router(self, *arguments):
        return subprocess.run([Case.ROUTER, *arguments], capture_output=True, text=True, timeout=20, check=False)

    def test_help(self):
        done = self.run_router("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        flags = re.findall(r"^  (--[a-z-]+)", done.stdout, re.M)
        page = (pathlib.Path(__file__).parents[2] / "docs/router.md").read_text(encoding="utf-8")
        self.assertEqual(flags, re.findall(r"^\| `(--[a-z-]+)", page, re.M))

    def test_bad_arguments(self):
        for arguments, said in (([], "there is no --route and no --no-name"), (["--what"], "there is no flag '--what'"),
                                (["--route", "*=1.2.3.4:5"], "--route takes NAME=HOST:PORT"),
                                (["--route", "a.b"], "not 'a.b'"), (["--route", "a.b=c"], "not 'a.b=c'"),
                                (["--route", "a.b,=1.2.3.4:5"], "--route takes"), (["--route", "=1.2.3.4:5"], "--route takes"),
                                (["--route", "1.2.3.4=1.2.3.4:5"], "--route takes"), (["--no-name", "x"], "--no-name takes HOST:PORT"),
                                (["--deny-ech", "*"], "--deny-ech takes a name, not '*'"), (["--hello", "0"], "above 0"),
                                (["--no-name", "a:1", "--listen", "localhost:80"], "the host is a name"),
                                (["--no-name", "a:1", "--dns", "x"], "--dns takes")):
            done = self.run_router(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(said, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)

    def test_port_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            done = self.run_router("--no-name", "a:1", "--listen", "127.0.0.1:%d" % taken.getsockname()[1])
        self.assertEqual(done.returncode, 1)
        self.assertIn("in use", done.stderr)

    def test_it_is_not_led_to_itself(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        router = harness.Proxy(Case.ROUTER, "--no-name", f"localhost:{port}", listen=f"127.0.0.1:{port}")
        self.addCleanup(router.stop)
        with router.connect() as client:
            client.sendall(record(handshake()))
            self.assertEqual(take_all(client), alert(INTERNAL))
        self.assertLess(router.descriptors(), 20)


class RealTls(unittest.TestCase):
    """Two servers with certificates of their own: each client gets the one whose name it asked for."""

    def test_handshakes(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        peers.make_certificate(folder.name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{folder.name}/cert.pem", f"{folder.name}/key.pem")
        context.set_alpn_protocols(["h2", "http/1.1"])
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        router = harness.Proxy(Case.ROUTER, "--route", "localhost,h2=127.0.0.1:%d" % listener.getsockname()[1])
        self.addCleanup(router.stop)

        def serve():
            peer = context.wrap_socket(listener.accept()[0], server_side=True)
            with peer:
                peer.sendall(peer.recv(100) + b" back")

        server = threading.Thread(target=serve)
        server.start()
        trusting = ssl.create_default_context(cafile=f"{folder.name}/cert.pem")
        trusting.set_alpn_protocols(["h2"])
        with trusting.wrap_socket(router.connect(), server_hostname="localhost") as client:
            self.assertEqual(client.selected_alpn_protocol(), "h2")
            client.sendall(b"there and")
            self.assertEqual(client.recv(100), b"there and back")
        server.join()
        self.assertRaises(ssl.SSLError, trusting.wrap_socket, router.connect(), server_hostname="other.example")


class Sayer(harness.Echo):
    """Says the same to everybody, and listens until the end."""

    def __init__(self, said):
        class Handler(harness.EchoHandler):
            def handle(self):
                self.request.sendall(said)
                take_all(self.request)

        super().__init__(handler=Handler)


def stream_of(start, size, count):
    """`size` octets: `start`, a change_cipher_spec, and so many records of application data."""
    start += record(b"\1", 20)
    rest = size - len(start) - 5 * count
    sizes = [rest // count] * (count - 1) + [rest - rest // count * (count - 1)]
    return start + b"".join(record(bytes(each), 23) for each in sizes)


class Page(Case):
    """The commands and the log of docs/router.md. The router listens on another port, and the targets are of this machine."""
    BLOCKS = commands.FENCE.findall((ROOT / "docs/router.md").read_text())

    @classmethod
    def block(cls, kind, number=0):
        return [text for name, text in cls.BLOCKS if name == kind][number]

    @classmethod
    def flags(cls):
        cls.wanted = dict(pair.split("=", 1) for pair in cls.block("log").split())
        cls.down = stream_of(record(b"\2\0\0\2\3\3"), int(cls.wanted["down"]), 6)
        cls.own = [Sayer(cls.down), Target(b"<no name>")]
        command = cls.block("sh").replace("\\\n", "")
        harness.DnsHandler.NAMES["backend.internal"] = ["::1"]
        for name, port in (("10.0.0.1", cls.own[0].port), ("10.0.0.2", cls.two.port), ("backend.internal", cls.six.port),
                           ("10.0.0.3", cls.own[1].port)):
            assert command.count(f"{name}:443") == 1, name
            command = command.replace(f"{name}:443", f"{name if name == 'backend.internal' else '127.0.0.1'}:{port}")
        words = shlex.split(command)
        assert words[:4] == ["tools/dev", "router", "--listen", "127.0.0.1:8443"], words
        return words[4:]

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        for server in cls.own:
            server.shutdown()
            server.server_close()

    def test_the_command_leads_as_it_says(self):
        self.routed(record(hello(b"www.example.com")), self.two)
        self.routed(record(hello(b"other.example.com")), self.six)
        self.routed(record(handshake()), self.own[1])
        self.refused(record(hello(b"example.com")), alert(NAME), end="no_route")

    def test_the_log(self):
        """A client and a target that send as much, in such records, get the line of the page."""
        client = self.connect()
        client.sendall(stream_of(record(hello(b"www.example.com", alpn(b"h2"))), int(self.wanted["up"]), 4))
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), self.down)
        line = self.check_log()
        own = dict.fromkeys(("id", "client", "seconds"), "of each run") | {"target": f"127.0.0.1:{self.own[0].port}"}
        self.assertIn("target", self.wanted)
        self.assertEqual(list((line | own).items()), list((self.wanted | own).items()))

    def test_the_first_try(self):
        script, ports = commands.on_free_ports(self.block("sh", 1), ("8443", "8444"))
        with tempfile.TemporaryDirectory() as folder:
            printed = commands.run(script.replace("tools/dev router", str(pathlib.Path(self.ROUTER).resolve())), folder)
        self.assertEqual(printed, commands.with_ports(self.block("text"), ports))


if __name__ == "__main__":
    Case.ROUTER = sys.argv.pop(1)
    unittest.main()
