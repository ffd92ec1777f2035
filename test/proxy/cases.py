"""What the test cases of the proxy share: one proxy and its targets for all the tests of a class."""

import os
import socket
import tempfile
import unittest

import harness
from harness import take_all


def users_file(folder, text):
    path = os.path.join(folder, "users.txt")
    with open(path, "w", encoding="latin-1") as file:
        file.write(text)
    return path


class Case(unittest.TestCase):
    """One proxy and its targets for all the tests of a class."""
    PROXY = ""
    LISTEN = "127.0.0.1:0"
    FLAGS = ()
    USERS = ""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.echo, cls.echo6 = harness.Echo(), harness.Echo("::1")
        cls.dns = harness.UdpEcho(handler=harness.DnsHandler)
        flags = [*cls.FLAGS, "--dns", f"127.0.0.1:{cls.dns.port}"]
        if cls.USERS:
            flags += ["--users", users_file(cls.folder.name, cls.USERS)]
        cls.proxy = harness.Proxy(cls.PROXY, *flags, listen=cls.LISTEN)

    @classmethod
    def tearDownClass(cls):
        status = cls.proxy.stop()
        for server in (cls.echo, cls.echo6, cls.dns):
            server.shutdown()
            server.server_close()
        cls.folder.cleanup()
        assert status == 0, (status, cls.proxy.errors)

    def connect(self, source=""):
        self.proxy.forget()
        client = self.proxy.connect(source)
        self.addCleanup(client.close)
        self.last = client.getsockname()
        return client

    def refused(self, sent, answer, source="", **log):
        """What the server says before it closes, and what it logs."""
        client = self.connect(source)
        client.sendall(sent)
        self.assertEqual(take_all(client), answer)
        client.close()
        self.check_log(**log)

    def check_log(self, last=None, **expected):
        """The line of the client that connected last, or of `last`, says what is expected."""
        line = self.proxy.log(last or self.last)
        self.assertEqual({key: line.get(key) for key in expected}, expected, line)
        return line

    def check_echo(self, client, up=b"payload"):
        client.sendall(up)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), up + b"<end>")
