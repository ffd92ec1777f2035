"""What the tests of the router share: targets that say who they are, and the router before them."""

import pathlib
import socket
import sys
import unittest

sys.path += [str(pathlib.Path(__file__).parents[1] / folder) for folder in ("proxy", "interop")]
import harness  # noqa: E402
from harness import take_all  # noqa: E402


def alert(number):
    """The record of a fatal alert."""
    return b"\x15\3\3\0\2\2" + bytes([number])


class Target(harness.Echo):
    """Says its name, then sends back what comes."""

    def __init__(self, name, host="127.0.0.1"):
        class Handler(harness.EchoHandler):
            def handle(self):
                self.request.sendall(name)
                super().handle()

        super().__init__(host, Handler)
        self.name = name


class Case(unittest.TestCase):
    """One router and its targets for all the tests of a class."""
    ROUTER = ""

    @classmethod
    def flags(cls):
        return ()

    @classmethod
    def setUpClass(cls):
        cls.one, cls.two, cls.six = Target(b"<one>"), Target(b"<two>"), Target(b"<six>", "::1")
        cls.dns = harness.UdpEcho(handler=harness.DnsHandler)
        with socket.create_server(("127.0.0.1", 0)) as closed:
            cls.closed = closed.getsockname()[1]
        cls.router = harness.Proxy(cls.ROUTER, "--dns", f"127.0.0.1:{cls.dns.port}", *cls.flags())

    @classmethod
    def tearDownClass(cls):
        status = cls.router.stop()
        for server in (cls.one, cls.two, cls.six, cls.dns):
            server.shutdown()
            server.server_close()
        assert status == 0, (status, cls.router.errors)

    def connect(self, source=""):
        client = self.router.connect(source)
        self.addCleanup(client.close)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.last = client.getsockname()
        return client

    def check_log(self, **expected):
        """The line of the client that connected last says what is expected."""
        line = self.router.log(self.last)
        self.assertEqual({key: line.get(key) for key in expected}, expected, line)
        return line

    def routed(self, stream, target, **log):
        """The target gets `stream` as it is, and the client what the target says."""
        client = self.connect()
        client.sendall(stream)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), target.name + stream + b"<end>")
        self.check_log(end="closed", hello="complete", up=str(len(stream)), **log)

    def refused(self, stream, answer, half_close=False, **log):
        """The client gets `answer` and the end, while it still waits."""
        client = self.connect()
        client.sendall(stream)
        if half_close:
            client.shutdown(socket.SHUT_WR)
        client.settimeout(3)  # far less than the time that a hello may take
        self.assertEqual(take_all(client), answer, stream)
        client.close()
        self.check_log(up="0", **log)
