"""Where the proxy does not lead: to itself, and where its rules say no. Every command and every form of an address."""

import contextlib
import pathlib
import socket
import struct
import unittest

import harness
from cases import Case
from harness import BIND, CONNECT, LINK, OUTSIDE, OUTSIDE6, UDP, address5, greet, reply5, request4, request5, take_all

DnsNames = harness.DnsHandler.NAMES
DnsNames.update({"self.example": ["127.0.0.1"], "self6.example": ["::1"], "selves.example": ["::1", "127.0.0.1"],
                 "link.example": ["169.254.1.1"], "mixed.example": ["127.0.0.1", "127.0.0.2"],
                 "denied.example": ["127.0.0.1", "127.0.0.3"]})
REFUSED5 = b"\5\0\5\2\0\1\0\0\0\0\0\0"
REFUSED4 = b"\0\x5b\0\0\0\0\0\0"

LOOPBACK = ("127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "::ffff:127.9.9.9",
            "::ffff:0.0.0.0", "localhost", "LOCALHOST", "self.example", "self6.example", "selves.example")
LOOPBACK4 = ("127.0.0.1", "127.0.0.2", "0.0.0.0", "localhost", "self.example", "selves.example")
EMBEDDED = ("::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::ffff:0:7f00:1")


class Destinations(Case):
    def says_no(self, rule, hosts5, hosts4, port, commands=(CONNECT, BIND)):
        for command in commands:
            for host in hosts5:
                with self.subTest(host=host, command=command):
                    self.refused(b"\5\1\0" + request5(host, port, command), REFUSED5, rule=rule, octet="02",
                                 outcome="peer_refused/socks5_refused", end="refused")
            for host in hosts4:
                with self.subTest(host=host, command=command, version=4):
                    self.refused(request4(host, port, command), REFUSED4, rule=rule, version="4", end="refused")

    def reaches(self, host, port, source=""):
        client = greet(self.connect(source))
        client.sendall(request5(host, port))
        self.assertEqual(reply5(client)[0], 0)
        self.check_echo(client)
        return self.check_log(end="closed")

    def associate(self):
        client = greet(self.connect())
        client.sendall(request5("0.0.0.0", 0, UDP))
        code, *relay = reply5(client)
        self.assertEqual(code, 0)
        return client, tuple(relay)

    def drops(self, rule, targets):
        """Datagrams to `targets` go nowhere."""
        client, relay = self.associate()
        with harness.udp_socket() as own:
            for host, port in targets:
                own.sendto(b"\0\0\0" + address5(host, port) + b"bad", relay)
            own.settimeout(0.2)
            self.assertRaises(socket.timeout, own.recv, 65536)
        client.close()
        return self.check_log(command="udp", rule=rule, refused=str(len(targets)), up="0", down="0")

    @contextlib.contextmanager
    def bound(self, host="127.0.0.1"):
        """(the client that waits, where a peer shall connect)"""
        client = greet(self.connect())
        with client:
            client.sendall(request5(host, 0, BIND))
            code, *at = reply5(client)
            self.assertEqual(code, 0)
            yield client, tuple(at)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Self(Destinations):
    def test_its_own_port(self):
        self.says_no("self", LOOPBACK + EMBEDDED, LOOPBACK4, self.proxy.port)

    def test_odd_spellings(self):
        for name in ("127.1", "0x7f.1", "0x7f000001", "2130706433", "127.0.0.1.", "localhost.", "0", "[::1]"):
            client = self.connect()
            client.sendall(b"\5\1\0" + request5(name, self.proxy.port))
            self.assertIn(take_all(client), (REFUSED5, b"\5\0\5\4\0\1\0\0\0\0\0\0"), name)

    def test_a_port_that_waits_for_a_bind(self):
        with self.bound() as (_, at):
            self.says_no("self", LOOPBACK, LOOPBACK4, at[1], commands=(CONNECT,))

    def test_names_go_on_behind_what_is_refused(self):
        self.assertEqual(self.reaches("localhost", self.echo.port).get("rule"), None)

    def test_the_port_is_free_again(self):
        with self.bound() as (client, at):
            pass
        self.check_log(command="bind", end="reset")
        self.refused(b"\5\1\0" + request5("127.0.0.1", at[1]), b"\5\0\5\5\0\1\0\0\0\0\0\0")

    def test_datagrams(self):
        hosts = ("127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "localhost", "selves.example",
                 "224.0.0.1", "255.255.255.255")
        other, relay = self.associate()
        self.drops("self", [(host, relay[1]) for host in hosts])
        other.close()
        # The port from which it sends, too; and its own relay.
        client, relay = self.associate()
        with harness.udp_socket() as own, harness.udp_socket() as target:
            own.sendto(b"\0\0\0" + address5("127.0.0.1", target.getsockname()[1]) + b"first", relay)
            data, outside = target.recvfrom(100)
            self.assertEqual(data, b"first")
            for port in (relay[1], outside[1]):
                for host in hosts:
                    own.sendto(b"\0\0\0" + address5(host, port) + b"again", relay)
            own.settimeout(0.2)
            self.assertRaises(socket.timeout, own.recv, 100)
        client.close()
        self.check_log(rule="self", refused=str(2 * len(hosts)), up="5", down="0")


class OpenSelf(Destinations):
    """Listens on every address, and lets others reach loopback."""
    LISTEN = "[::]:0"
    FLAGS = ("--open", "--allow-local")

    def test_its_own_port(self):
        hosts = LOOPBACK
        if harness.own_addresses():
            hosts += (OUTSIDE, OUTSIDE6, LINK, f"::ffff:{OUTSIDE}", "link.example")
        self.says_no("self", hosts, LOOPBACK4, self.proxy.port)

    def test_allow_local(self):
        for host, port in (("127.0.0.1", self.echo.port), ("::1", self.echo6.port), ("0.0.0.0", self.echo.port),
                           ("::ffff:127.0.0.1", self.echo.port), ("localhost", self.echo.port)):
            self.reaches(host, port)
        with self.bound("0.0.0.0") as (client, at), socket.create_connection(at, timeout=20):
            self.assertEqual(reply5(client)[0], 0)


class Local(Destinations):
    """Listens on every address: others must not come to loopback through it."""
    LISTEN = "0.0.0.0:0"
    FLAGS = ("--open",)
    HOSTS = LOOPBACK + EMBEDDED + (LINK, f"::ffff:{LINK}", "link.example", "fe80::1", "febf::1", "0.1.2.3")

    def test_local(self):
        self.says_no("local", self.HOSTS, LOOPBACK4 + (LINK, "link.example"), self.echo.port)

    def test_datagrams(self):
        target = harness.UdpEcho()
        many = ("224.0.0.1", "239.255.255.250", "255.255.255.255", "ff02::1")
        self.drops("local", [(host, target.port) for host in self.HOSTS + many])
        target.shutdown()
        target.server_close()

    def test_others(self):
        if not harness.own_addresses():
            raise unittest.SkipTest("needs a network namespace")
        DnsNames["both.example"] = ["127.0.0.1", OUTSIDE]
        echo, datagrams = harness.Echo(OUTSIDE), harness.UdpEcho(OUTSIDE)
        self.assertEqual(self.reaches(OUTSIDE, echo.port).get("rule"), None)
        self.assertEqual(self.reaches("both.example", echo.port)["rule"], "local")  # what was skipped
        client, relay = self.associate()
        with harness.udp_socket() as own:
            own.sendto(b"\0\0\0" + address5("both.example", datagrams.port) + b"x", relay)
            self.assertEqual(own.recv(100), b"\0\0\0" + address5(OUTSIDE, datagrams.port) + b"echo x")
        client.close()
        for server in (echo, datagrams):
            server.shutdown()
            server.server_close()


class Lists(Destinations):
    FLAGS = ("--deny", "127.0.0.0/8", "--allow", "127.0.0.2", "--allow", "64:ff9b::/96", "--deny", "::1/128",
             "--allow", "::/0", "--deny", "0.0.0.0/8")

    def test_the_longest_prefix_decides(self):
        echo = harness.Echo("127.0.0.2")
        for host in ("127.0.0.2", "::ffff:127.0.0.2", "mixed.example"):
            self.reaches(host, echo.port)
        self.says_no("deny:127.0.0.0/8", ("127.0.0.1", "::ffff:127.0.0.1", "denied.example", "64:ff9b::7f00:1"),
                     ("127.0.0.1", "denied.example"), echo.port)
        self.says_no("deny:::1/128", ("::1", "self6.example"), (), echo.port)
        self.says_no("deny:0.0.0.0/8", ("0.0.0.0",), ("0.0.0.0",), echo.port)
        self.says_no("not_allowed", ("10.0.0.1", "64:ff9b::a00:1"), ("10.0.0.1",), echo.port)
        self.drops("deny:127.0.0.0/8", [("127.0.0.1", echo.port), ("denied.example", echo.port), ("::1", echo.port)])
        echo.shutdown()
        echo.server_close()


class Deny(Destinations):
    FLAGS = ("--deny", "127.0.0.3")

    def test_who_may_connect_to_a_bind(self):
        with self.bound("0.0.0.0") as (client, at):
            with socket.create_connection(at, timeout=20, source_address=("127.0.0.3", 0)) as peer:
                self.assertEqual(take_all(peer), b"")
            with socket.create_connection(at, timeout=20):
                self.assertEqual(reply5(client)[:2], (0, "127.0.0.1"))
        self.check_log(command="bind", rule="deny:127.0.0.3")

    def test_from_where_datagrams_come(self):
        client, relay = self.associate()
        with harness.udp_socket() as own, harness.udp_socket() as target, harness.udp_socket("127.0.0.3") as denied:
            own.sendto(b"\0\0\0" + address5("127.0.0.1", target.getsockname()[1]) + b"x", relay)
            outside = target.recvfrom(10)[1]
            denied.sendto(b"denied", ("127.0.0.1", outside[1]))
            target.sendto(b"good", ("127.0.0.1", outside[1]))
            self.assertTrue(own.recv(100).endswith(b"good"))
        client.close()
        self.check_log(command="udp", rule="deny:127.0.0.3", refused="1", up="1", down="4")


@contextlib.contextmanager
def one_port(port):
    """The system gives this port to every socket that asks for any."""
    limits = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range")
    before = limits.read_text(encoding="ascii")
    limits.write_text(f"{port} {port}", encoding="ascii")
    try:
        yield
    finally:
        limits.write_text(before, encoding="ascii")


class SamePort(Destinations):
    """The system gives a port to two connections that go to different places, and to a connection to that port."""

    def setUp(self):
        if not harness.own_addresses():
            raise unittest.SkipTest("needs a network namespace")

    def test_a_client_with_the_name_of_an_outgoing_connection(self):
        first = greet(self.connect())
        with one_port(61000):
            first.sendall(request5("127.0.0.1", self.echo.port))
            self.assertEqual(reply5(first), (0, "127.0.0.1", 61000))
            second = greet(self.connect())
            self.assertEqual(second.getsockname()[1], 61000)
        second.close()
        self.check_log(end="client_closed")
        self.check_echo(first)

    def test_a_connection_whose_two_ends_are_one(self):
        """Nobody listens there, and the port that the connection leaves from is the one that it goes to."""
        for port, host in enumerate(("127.0.0.1", "0.0.0.0", "::1", "::", "::ffff:127.0.0.1", "self.example"), 61000):
            with self.subTest(host=host):
                client = greet(self.connect())
                client.settimeout(5)
                with one_port(port):
                    client.sendall(request5(host, port))
                    self.assertEqual(take_all(client), REFUSED5[2:])
                client.close()
                self.check_log(rule="self", octet="02", end="refused")


__all__ = ["Self", "OpenSelf", "Local", "Lists", "Deny", "SamePort"]
