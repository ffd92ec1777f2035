#!/usr/bin/env python3
"""examples/client against SOCKS servers that others have written, and against examples/proxy.

    socks_servers_test.py CLIENT PROXY

Every server runs on loopback and reaches nothing else. What each of them does not take is tested too, so that
docs/interop.md is known to be right.
"""

import contextlib
import os
import socket
import sys
import tempfile
import unittest

import servers
from example_client import PAYLOAD, Client
from processes import free_port, version_of
from targets import Echo, Target, UdpEcho

CLIENT = PROXY = ""

# Flag of the client and host of the target.
IPV4 = [("--socks4", "127.0.0.1"), ("--socks4a", "127.0.0.1"), ("--socks5", "127.0.0.1"),
        ("--socks5-hostname", "127.0.0.1")]
SOCKS4A, SOCKS5_NAME = ("--socks4a", "localhost"), ("--socks5-hostname", "localhost")
SOCKS5_IPV6 = ("--socks5", "[::1]")
ALL = [*IPV4, SOCKS4A, SOCKS5_IPV6, SOCKS5_NAME]
SOCKS4_REFUSED = r"^client: reply: peer_refused / socks4_refused \(octet 5b\)"


def socks5_refused(code):
    return rf"^client: reply: peer_refused / socks5_refused \(octet {code:02x}\)"


class ServerTest(unittest.TestCase):
    """Against one server, which a subclass starts."""

    def begin(self, package, start, *arguments):
        """Starts the server in a folder of its own, which it can read as another user too."""
        print(package or "examples/proxy", version_of(package) if package else "")
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        os.chmod(folder, 0o755)
        self.port = self.stack.enter_context(start(folder, *arguments)).port
        self.target = self.stack.enter_context(contextlib.closing(Target(Echo)))

    def client(self, flag, *arguments):
        return Client(CLIENT, flag, f"127.0.0.1:{self.port}", *arguments)

    def check_echo(self, cases, *flags, ends=True):
        """`ends`: whether the server passes a half-close on."""
        for flag, host in cases:
            with self.subTest(flag=flag, host=host, flags=flags), \
                    self.client(flag, *flags, f"{host}:{self.target.port}") as client:
                there, rest, messages = client.echo()
                self.assertEqual(there, PAYLOAD, messages)
                self.assertEqual(rest, b"end" if ends else b"")
                self.assertRegex(messages, r"^bound to \S+ port \d+\n$")
                self.assertEqual(client.process.returncode, 0)

    def check_refused(self, message, flag, *arguments):
        with self.subTest(arguments=arguments), self.client(flag, *arguments) as client:
            status, out, messages = client.run()
            self.assertRegex(messages, message)
            self.assertEqual((status, out), (1, b""))

    def check_bind(self, *flags):
        for flag in ("--socks4", "--socks5"):
            with self.subTest(flag=flag), self.client(flag, *flags, "--command", "bind", "127.0.0.1:0") as client:
                self.assertEqual(client.accept_bound(), (b"from the client", b"from the peer"))
                self.assertEqual(client.process.returncode, 0)

    def check_udp(self, *flags):
        for host, name in (("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("127.0.0.1", "localhost")):
            echo = UdpEcho(host)
            self.addCleanup(echo.close)
            with self.subTest(name=name), \
                    self.client("--socks5-hostname", *flags, "--command", "udp", f"{name}:{echo.port}") as client:
                self.assertEqual(client.run(PAYLOAD[:60000])[:2], (0, PAYLOAD[:60000]))


class Arguments(unittest.TestCase):
    """Wrong ones, which end the client before it connects; and what no message can carry."""

    CASES = [
        ([], 2, "the last argument must be the target"),
        (["127.0.0.1:80"], 2, "the proxy is missing"),
        (["--socks6", "127.0.0.1:1080", "127.0.0.1:80"], 2, "no option '--socks6'"),
        (["--socks5", "127.0.0.1", "127.0.0.1:80"], 2, "'127.0.0.1': "),
        (["--socks5", "127.0.0.1:1080", "127.1:80"], 2, "'127.1:80': "),
        (["--socks5", "127.0.0.1:1080", "--command", "listen", "127.0.0.1:80"], 2, "no command 'listen'"),
        (["--socks5", "127.0.0.1:1080", "localhost:80"], 2, "--socks5 takes an IP address as target, not a name"),
        (["--socks4", "127.0.0.1:1080", "--user", "a:b", "127.0.0.1:80"], 2, "SOCKS4 has no password"),
        (["--socks4", "127.0.0.1:1080", "--command", "udp", "127.0.0.1:80"], 2, "SOCKS4 has no command udp"),
        (["--socks5", "127.0.0.1:1", "127.0.0.1:80"], 1, "connecting to 127.0.0.1 port 1: "),
        (["--socks4", "PROXY", "[::1]:80"], 1, "this cannot be sent: serialization / not_ipv4"),
        (["--socks5", "PROXY", "--user", "a" * 256 + ":b", "--optimistic", "127.0.0.1:80"], 1,
         "this cannot be sent: serialization / username_too_long"),
    ]

    def test_all(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            proxy = f"127.0.0.1:{listener.getsockname()[1]}"
            for arguments, status, message in self.CASES:
                with self.subTest(arguments=arguments), \
                        Client(CLIENT, *(proxy if a == "PROXY" else a for a in arguments)) as client:
                    found, out, messages = client.run()
                    self.assertEqual((found, out, messages.count("\n")), (status, b"", 1), messages)
                    self.assertEqual(messages[:8 + len(message)], f"client: {message}")


class Microsocks(ServerTest):
    """SOCKS5 alone. It ends with the client's side."""

    def test_no_authentication(self):
        self.begin("microsocks", servers.microsocks)
        self.check_echo([SOCKS5_IPV6, SOCKS5_NAME, *IPV4[2:]], ends=False)
        self.check_refused(socks5_refused(5), "--socks5", f"127.0.0.1:{free_port()}")
        self.check_refused(socks5_refused(7), "--socks5", "--command", "bind", "127.0.0.1:0")
        self.check_refused(socks5_refused(7), "--socks5", "--command", "udp", "127.0.0.1:0")
        self.check_refused(r"^client: reply: deserialization / socks_version \(octet 05\)", "--socks4", "127.0.0.1:9")

    def test_password(self):
        self.begin("microsocks", servers.microsocks, ("alice", "open sesame"))
        self.check_echo([SOCKS5_NAME, *IPV4[2:]], "--user", "alice:open sesame", ends=False)
        self.check_refused(r"^client: credentials_reply: peer_refused / credentials_rejected \(octet 02\)", "--socks5",
                           "--user", "alice:shut", f"127.0.0.1:{self.target.port}")
        self.check_refused(r"^client: method_selection: peer_refused / no_acceptable_method \(octet ff\)", "--socks5",
                           f"127.0.0.1:{self.target.port}")


class Dante(ServerTest):
    """Everything but SOCKS4a."""

    def test_all(self):
        self.begin("dante-server", servers.dante)
        self.check_echo([*IPV4, SOCKS5_IPV6, SOCKS5_NAME])
        self.check_echo([*IPV4, SOCKS5_IPV6, SOCKS5_NAME], "--optimistic")
        self.check_bind()
        self.check_udp()
        self.check_refused(SOCKS4_REFUSED, "--socks4a", f"localhost:{self.target.port}")
        self.check_refused(SOCKS4_REFUSED, "--socks4", f"127.0.0.1:{free_port()}")
        self.check_refused(socks5_refused(5), "--socks5", f"127.0.0.1:{free_port()}")


class Ssh(ServerTest):
    """CONNECT alone. It never says no, but closes."""

    def test_all(self):
        self.begin("openssh-client", servers.ssh)
        self.check_echo(ALL)
        self.check_echo(ALL, "--optimistic")
        closed = "^client: reply: deserialization / closed_between_messages"
        self.check_refused(closed, "--socks5", f"127.0.0.1:{free_port()}")
        self.check_refused(closed, "--socks5", "--command", "bind", "127.0.0.1:0")


class Tor(ServerTest):
    """It has no network here: it looks up addresses that it knows, and refuses with codes."""

    def test_all(self):
        self.begin("tor", servers.tor)
        for flag in ("--socks4", "--socks4a", "--socks5", "--socks5-hostname"):
            self.check_resolve("192.0.2.7", "192.0.2.7", flag)
        self.check_resolve("[2001:db8::7]", "2001:db8::7", "--socks5")
        self.check_resolve("192.0.2.7", "192.0.2.7", "--socks5", "--optimistic")
        self.check_resolve("192.0.2.7", "192.0.2.7", "--socks5", "--user", "any:thing")
        # What stands behind the greeting is read, and the method selection is never sent.
        self.check_refused(r"^client: method_selection: deserialization / socks_version \(octet 01\)", "--socks5",
                           "--optimistic", "--user", "any:thing", "--command", "resolve", "192.0.2.7:0")
        self.check_refused(SOCKS4_REFUSED, "--socks4a", "bad.onion:80")
        self.check_refused(socks5_refused(0xF6), "--socks5-hostname", "bad.onion:80")
        self.check_refused(socks5_refused(0x01), "--socks5", "127.0.0.1:80")
        self.check_refused(socks5_refused(0x06), "--socks5", "192.0.2.7:80")
        self.check_refused(socks5_refused(0x04), "--socks5-hostname", "--command", "resolve", "host.example:0")
        for command in ("bind", "udp"):
            self.check_refused(socks5_refused(0x07), "--socks5", "--command", command, "127.0.0.1:0")

    def check_resolve(self, host, answer, flag, *flags):
        with self.subTest(flag=flag, flags=flags), \
                self.client(flag, *flags, "--command", "resolve", f"{host}:0") as client:
            self.assertEqual(client.run()[:2], (0, answer.encode() + b"\n"))


class Proxy(ServerTest):
    """examples/proxy."""

    def test_no_authentication(self):
        self.begin("", servers.proxy, PROXY)
        self.check_echo(ALL)
        self.check_echo(ALL, "--optimistic")
        self.check_bind()
        self.check_udp()
        self.check_refused(SOCKS4_REFUSED, "--socks4", f"127.0.0.1:{free_port()}")
        self.check_refused(socks5_refused(5), "--socks5", f"127.0.0.1:{free_port()}")
        self.check_refused(socks5_refused(7), "--socks5", "--command", "resolve", "127.0.0.1:0")

    def test_password(self):
        self.begin("", servers.proxy, PROXY, ("alice", "open sesame"))
        user = ("--user", "alice:open sesame")
        self.check_echo([SOCKS5_IPV6, SOCKS5_NAME], *user)
        self.check_echo([SOCKS5_IPV6, SOCKS5_NAME], *user, "--optimistic")
        self.check_udp(*user)
        self.check_refused("^client: credentials_reply: peer_refused / credentials_rejected", "--socks5", "--user",
                           "alice:shut", f"127.0.0.1:{self.target.port}")
        self.check_refused(r"^client: method_selection: peer_refused / no_acceptable_method \(octet ff\)", "--socks5",
                           f"127.0.0.1:{self.target.port}")


if __name__ == "__main__":
    PROXY = sys.argv.pop(2)
    CLIENT = sys.argv.pop(1)
    unittest.main()
