"""TLS inside a connection: the name in the log, and names that are refused."""

import pathlib
import queue
import random
import socket
import sys
import time

import harness
from cases import Case
from harness import greet, reply5, request5, take, take_all

sys.path.append(str(pathlib.Path(__file__).parent.parent / "interop"))
from hello_bytes import alpn, extension, handshake, hello, record, records, server_name  # noqa: E402

NAMELESS = (b"GET / HTTP/1.1\r\n\r\n", b"\0\1\2", b"\x80\x2e\1\3\1\0\x15\0\0\0\x10" + bytes(37), record(handshake()))
MESSAGE = hello(b"www.example.com")
UNKNOWN = {
    "malformed": record(MESSAGE[:43] + b"\xff" + MESSAGE[44:]),
    "bad_record": record(MESSAGE[:60]) + record(b"\2\x28", 21),
    "not_client_hello": record(b"\2\x28", 21),
    "over_limit": record(MESSAGE[:1] + b"\0\x40\1" + MESSAGE[4:]),
    "complete": record(handshake(extension(0, b"\0\5\0\0\3a.b"))),
}


class Keeper(harness.EchoHandler):
    """Keeps what each client has sent."""

    def handle(self):
        self.server.got.put(b"".join(iter(lambda: self.read(), b"")))

    def read(self):
        try:
            return self.request.recv(65536)
        except OSError:
            return b""


class Names(Case):
    def relay(self):
        client = greet(self.connect())
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(request5("127.0.0.1", self.echo.port))
        self.assertEqual(reply5(client)[0], 0)
        return client

    def check_passes(self, stream, **log):
        client = self.relay()
        self.check_echo(client, stream)
        return self.check_log(end="closed", up=str(len(stream)), **log)


class SniInTheLog(Names):
    def test_names(self):
        for name in (b"www.example.com", b"WWW.example.com.", b"192.0.2.1"):
            self.check_passes(record(hello(name, alpn(b"h2"))) + b"behind", hello="complete", sni=name.decode())
        chance = random.Random(6066)
        for _ in range(20):
            sizes = iter(lambda: chance.randint(1, 40), 0)
            self.check_passes(records(MESSAGE, sizes), hello="complete", sni="www.example.com")

    def test_no_octet_is_late(self):
        """Each comes back before the next is sent."""
        client = self.relay()
        stream = records(MESSAGE, iter(lambda: 30, 0)) + b"behind"
        for octet in stream:
            client.sendall(bytes([octet]))
            self.assertEqual(take(client, 1), bytes([octet]))
        client.close()
        self.check_log(hello="complete", sni="www.example.com", up=str(len(stream)))

    def test_with_the_request(self):
        stream = record(MESSAGE)
        client = self.connect()
        client.sendall(b"\5\1\0" + request5("localhost", self.echo.port) + stream[:50])
        take(client, 12)
        client.sendall(stream[50:])
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), stream + b"<end>")
        self.check_log(hello="complete", sni="www.example.com")

    def test_more_than_a_buffer_behind_it(self):
        self.check_passes(record(MESSAGE) + bytes(1 << 18), sni="www.example.com")

    def test_a_target_that_reads_late(self):
        """The longest hello, an octet a record."""
        padding = extension(21, bytes(16384 - 90))
        stream = records(hello(b"www.example.com", padding), iter(lambda: 1, 0))
        with socket.socket() as target:
            target.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            target.bind(("127.0.0.1", 0))
            target.listen()
            client = greet(self.connect())
            client.sendall(request5("127.0.0.1", target.getsockname()[1]))
            self.assertEqual(reply5(client)[0], 0)
            peer, _ = target.accept()
            for at in range(0, len(stream), 1000):
                client.sendall(stream[at:at + 1000])
            time.sleep(0.2)
            client.shutdown(socket.SHUT_WR)
            with peer:
                self.assertEqual(take_all(peer), stream)
        client.close()
        self.check_log(hello="complete", sni="www.example.com", up=str(len(stream)))

    def test_what_has_no_name(self):
        outcomes = ("not_tls", "not_tls", "sslv2", "complete")
        for stream, outcome in zip(NAMELESS, outcomes):
            self.check_passes(stream, hello=outcome, sni=None, rule=None)
        self.check_passes(b"", hello=None)
        self.check_passes(record(MESSAGE)[:-1], hello="ended_inside", sni=None, unverified_sni="www.example.com")
        for outcome, stream in UNKNOWN.items():
            self.check_passes(stream, hello=outcome, sni=None, rule=None)

    def test_text_is_escaped(self):
        name = b"a b=\n\x80\\"
        self.check_passes(record(hello(name)), hello="complete", sni=None, sni_malformed="yes")
        line = self.check_passes(record(hello(b"a_b-c.example")), sni="a_b-c.example")
        self.assertNotIn("unverified_sni", line)
        for line in self.proxy.errors:
            self.assertRegex(line, r"\A[a-z_]+=[!-~]+( [a-z_]+=[!-~]+)*\n\Z")


class DenySni(Names):
    FLAGS = ("--deny-sni", "www.example.com", "--deny-sni", "*.example.net")

    def check_refused(self, pieces, **log):
        """The target does not get all of it, and the client the end at once."""
        target = harness.Echo(handler=Keeper)
        target.got = queue.Queue()
        self.addCleanup(target.server_close)
        self.addCleanup(target.shutdown)
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", target.port))
        self.assertEqual(reply5(client)[0], 0)
        start = time.monotonic()
        for piece in pieces:
            client.sendall(piece)
            time.sleep(0.01)
        self.assertEqual(take_all(client), b"")
        self.assertLess(time.monotonic() - start, 1.5)
        client.close()
        line = self.check_log(end="sni_refused", **log)
        got, sent = target.got.get(timeout=20), b"".join(pieces)
        self.assertEqual((len(got), got), (int(line["up"]), sent[:len(got)]))
        self.assertLess(len(got), len(sent))

    def test_names(self):
        for name, rule in ((b"www.example.com", "www.example.com"), (b"WWW.Example.COM.", "www.example.com"),
                           (b"a.example.net", "*.example.net")):
            self.check_refused([record(hello(name))], sni=name.decode(), rule=f"sni:{rule}", hello="complete", up="0")
        for name in (b"example.com", b"a.www.example.com", b"example.net", b"a.b.example.net", b"www.example.com.x"):
            self.check_passes(record(hello(name)), sni=name.decode(), rule=None)

    def test_in_pieces(self):
        stream = records(MESSAGE, iter(lambda: 7, 0))
        self.check_refused([stream[at:at + 5] for at in range(0, len(stream), 5)], sni="www.example.com")
        self.check_refused([record(MESSAGE)[:-1], record(MESSAGE)[-1:] + b"behind"], up=str(len(MESSAGE) + 4))

    def test_what_cannot_be_told(self):
        for outcome, stream in UNKNOWN.items():
            self.check_refused([stream], hello=outcome, rule="sni_unknown", up="0")
        for stream in (record(hello(b"192.0.2.1")), record(hello(b"other.example", server_name(b"www.example.com"))),
                       record(hello(b"a b"))):
            self.check_refused([stream], rule="sni_unknown")

    def test_what_has_no_name(self):
        for stream in (*NAMELESS, b"", record(MESSAGE)[:-1]):
            self.check_passes(stream, rule=None)

    def test_a_bind_is_not_looked_at(self):
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", 0, harness.BIND))
        bound = reply5(client)[1:]
        with socket.create_connection(bound, 20) as peer:
            self.assertEqual(reply5(client)[0], 0)
            client.sendall(record(b"\2\0\0\0"))
            self.assertEqual(take(peer, 9), record(b"\2\0\0\0"))
        client.close()
        self.check_log(command="bind", hello=None, rule=None)


__all__ = ["SniInTheLog", "DenySni"]
