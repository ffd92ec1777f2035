#!/usr/bin/env python3
"""The proxy as its clients meet it.

    proxy_test.py PROXY

Where that is allowed it runs in a network namespace of its own, which some cases need: the others say that they are
skipped.
"""

import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import harness
from bind_udp_cases import Bind, Udp  # noqa: F401  (unittest runs them)
from cases import Case, users_file
from connect_cases import Connect  # noqa: F401
from destination_cases import *  # noqa: F401,F403
from harness import UDP, greet, reply5, request4, request5, take, take_all
from limit_cases import *  # noqa: F401,F403
from sni_cases import *  # noqa: F401,F403

sys.path.append(str(pathlib.Path(__file__).parent.parent / "interop"))
from processes import enter_namespace  # noqa: E402

REFUSED = b"\5\0\5%c\0\1\0\0\0\0\0\0"


class Refusals(Case):
    def test_unreachable_targets(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.refused(b"\5\1\0" + request5("127.0.0.1", port), REFUSED % 5, outcome="peer_refused/socks5_refused",
                     octet="05", openharmony="2301208", cfnetwork=str(5 << 16 | 5), end="refused")
        self.refused(request4("127.0.0.1", port), b"\0\x5b\0\0\0\0\0\0", version="4", end="refused")
        self.refused(b"\5\1\0" + request5("nowhere.example", 80), REFUSED % 4, octet="04",
                     target="nowhere.example:80")

    def test_commands(self):
        for command in (0, 4, 0xF0, 0xF1):
            self.refused(b"\5\1\0" + request5("localhost", 80, command), REFUSED % 7, octet=f"{command:02x}",
                         outcome="deserialization/unknown_command")
        self.refused(request4("127.0.0.1", 80, UDP), b"\0\x5b\0\0\0\0\0\0", outcome="deserialization/unknown_command")

    def test_address_type(self):
        self.refused(b"\5\1\0\5\1\0\2\0\0", REFUSED % 8, outcome="bad_address/unknown_address_type", octet="02")

    def test_methods(self):
        self.refused(b"\5\2\1\2", b"\5\xff", method="ff", outcome="peer_refused/no_acceptable_method", octet="ff")

    def test_garbage(self):
        self.refused(b"GET / HTTP/1.1\r\n\r\n", b"", version="0", outcome="deserialization/socks_version", octet="47")
        self.refused(b"\5\1\0GET /", b"\5\0", outcome="deserialization/socks_version", octet="47")

    def test_a_client_that_says_too_little(self):
        for message, detail in ((b"", "closed_between_messages"), (b"\5", "closed_inside_message"),
                                (b"\5\1\0\5\1\0", "closed_inside_message")):
            client = self.connect()
            client.sendall(message)
            client.shutdown(socket.SHUT_WR)
            take_all(client)
            self.check_log(outcome=f"deserialization/{detail}", end="client_closed")

    def test_a_refusal_survives_what_the_client_still_sends(self):
        for start in (b"\5\1\0" + request5("127.0.0.1", 1), b"\5\1\0\5\x63\0\1"):
            client = self.connect()
            client.sendall(start + bytes(200000))
            time.sleep(0.2)
            client.sendall(bytes(1000))
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client), REFUSED % (7 if start[4] == 0x63 else 5))
            self.check_log(end="refused")

    def test_text_is_escaped(self):
        self.refused(b"\5\1\0" + request5("a b\x80\\", 80), REFUSED % 4, target=r"a\x20b\x80\x5c:80")
        self.refused(b"\5\1\0" + request5("\xffname", 80), REFUSED % 4, target=r"\xffname:80")
        self.refused(request4("nowhere.example", 80, userid=b"me too=\n"), b"\0\x5b\0\0\0\0\0\0",
                     user=r"me\x20too=\x0a")


class Passwords(Case):
    USERS = "# people\n\nann:right:one\nbob:x y\n"

    def attempt(self, user, password):
        return b"\5\2\0\2" + harness.credentials(user, password)

    def test_right(self):
        for user, password in ((b"ann", b"right:one"), (b"bob", b"x y")):
            client = self.connect()
            client.sendall(self.attempt(user, password) + request5("localhost", self.echo.port))
            self.assertEqual(take(client, 4), b"\5\2\1\0")
            self.assertEqual(reply5(client)[0], 0)
            self.check_echo(client)
            self.check_log(method="02", user=user.decode(), end="closed")

    def test_wrong(self):
        attempts = ((b"ann", b"wrong"), (b"ann", b"right:on"), (b"ann", b"right:one\0"), (b"ann", b""),
                    (b"Ann", b"right:one"), (b"eve", b"x y"), (b"eve", b""))
        for number, (user, password) in enumerate(attempts):
            self.refused(self.attempt(user, password), b"\5\2\1\1", source=f"127.0.1.{number}", user=user.decode(),
                         method="02", outcome="peer_refused/credentials_rejected", end="refused")
        self.assertNotIn("right", "".join(self.proxy.errors))

    def test_no_way_round(self):
        self.refused(b"\5\1\0", b"\5\xff", outcome="peer_refused/no_acceptable_method")
        self.refused(request4("127.0.0.1", self.echo.port), b"", outcome="deserialization/socks_version", octet="04")
        self.refused(b"\5\1\2" + request5("127.0.0.1", self.echo.port), b"\5\2\1\1", end="refused")


class Timeouts(Case):
    FLAGS = ("--handshake", "0.3", "--connect", "0.5", "--idle", "0.4")

    def timed(self, least, most, action):
        start = time.monotonic()
        action()
        self.assertTrue(least <= time.monotonic() - start <= most, time.monotonic() - start)

    def test_handshake(self):
        for sent in (b"", b"\5", b"\5\1\0\5\1"):
            client = self.connect()
            client.sendall(sent)
            self.timed(0.1, 2, lambda: take_all(client))
            self.check_log(end="handshake_timeout")

    def test_drips_do_not_help(self):
        client = self.connect()

        def drip():
            try:
                for octet in request4("x" * 100, 80):
                    client.sendall(bytes([octet]))
                    time.sleep(0.05)
            except OSError:
                return
            self.fail("all was taken")

        self.timed(0.1, 2, drip)
        self.check_log(end="handshake_timeout")

    def test_resolving(self):
        harness.DnsHandler.NAMES["silent.example"] = []
        client = greet(self.connect())
        client.sendall(request5("silent.example", 80))
        self.timed(0.3, 2, lambda: self.assertEqual(reply5(client)[0], 6))
        client.close()
        self.check_log(end="refused", octet="06")

    def test_idle(self):
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", self.echo.port))
        reply5(client)
        for _ in range(8):
            time.sleep(0.1)
            client.sendall(b"x")
            self.assertEqual(take(client, 1), b"x")
        self.timed(0.3, 2, lambda: take_all(client))
        self.check_log(end="idle", up="8")


class Program(unittest.TestCase):
    def run_proxy(self, *arguments):
        return subprocess.run([Case.PROXY, *arguments], capture_output=True, text=True, timeout=20, check=False)

    def test_help(self):
        done = self.run_proxy("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        flags = re.findall(r"^  (--[a-z-]+)(?: [A-Z:]+)? +\S", done.stdout, re.M)
        page = (pathlib.Path(__file__).parents[2] / "docs/proxy.md").read_text(encoding="utf-8")
        self.assertEqual(flags, re.findall(r"^\| `(--[a-z-]+)", page, re.M))

    def test_bad_arguments(self):
        for arguments, said in ((["--what"], "there is no flag '--what'"), (["--users"], "--users needs a value"),
                                (["--users", ""], "--users needs a value"),
                                (["--idle", "-1"], "--idle takes a number above 0, up to 1000000000, not '-1'"),
                                (["--idle", "1e3"], "not '1e3'"), (["--idle", "nan"], "not 'nan'"),
                                (["--listen", "localhost:80"], "the host is a name"), (["--listen", "1.2.3.4"], "port"),
                                (["--dns", "x"], "--dns takes"), (["--users", "/nowhere/at all"], "No such file"),
                                (["--deny", "10.0.0.1/8"], "--deny takes a network such as 10.0.0.0/8"),
                                (["--allow", "localhost"], "not 'localhost': there is no IP address"),
                                (["--allow", "::/129"], "a number from 0 to 128"), (["--allow"], "--allow needs"),
                                (["--deny-sni", "*"], "--deny-sni takes a name or *.NAME, not '*'"),
                                (["--per-client", "0"], "--per-client takes a number above 0")):
            done = self.run_proxy(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(said, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)

    def test_open_to_others_only_if_told_so(self):
        for listen in ("0.0.0.0:0", "[::]:0", "[::ffff:0.0.0.0]:0"):
            done = self.run_proxy("--listen", listen)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertEqual(done.stderr, f"proxy: --listen {listen} lets other machines in: --users FILE is needed, "
                                          "or --open to let everybody in\n")
        with tempfile.TemporaryDirectory() as folder:
            for listen, flags in (("0.0.0.0:0", ("--open",)), ("127.0.0.2:0", ()), ("[::1]:0", ()),
                                  ("[::]:0", ("--users", users_file(folder, "ann:x")))):
                self.assertEqual(harness.Proxy(Case.PROXY, *flags, listen=listen).stop(), 0)

    def test_users_files(self):
        for text, line in (("ann:x\nbob\n", 2), (":x\n", 1), ("#\n\nann:\n", 3), ("ann:x\nann:y\n", 2),
                           ("a" * 256 + ":x", 1), ("ann:" + "x" * 256, 1)):
            with tempfile.TemporaryDirectory() as folder:
                path = users_file(folder, text)
                done = self.run_proxy("--users", path, "--listen", "127.0.0.1:0")
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"{path}:{line}: ", done.stderr)

    def test_port_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            done = self.run_proxy("--listen", "127.0.0.1:%d" % taken.getsockname()[1])
        self.assertEqual(done.returncode, 1)
        self.assertIn("in use", done.stderr)

    def test_signals_end_it_cleanly(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            proxy = harness.Proxy(Case.PROXY, "--open", listen="[::]:0")
            idle = socket.create_connection(("127.0.0.1", proxy.address[1]), timeout=20)
            idle.sendall(b"\5\1\0")
            take(idle, 2)
            self.assertEqual(proxy.stop(number), 0)
            self.assertIn("client=127.0.0.1:%d" % idle.getsockname()[1], proxy.errors[0])
            self.assertIn("end=stopped", proxy.errors[0])
            idle.close()

    def test_too_many_connections_wait(self):
        proxy = harness.Proxy(Case.PROXY, "--connections", "2", "--per-client", "2")
        first, second, third = proxy.connect(), proxy.connect(), proxy.connect()
        greet(first)
        greet(second)
        third.sendall(b"\5\1\0")
        third.settimeout(0.3)
        self.assertRaises(socket.timeout, third.recv, 1)
        first.close()
        third.settimeout(20)
        self.assertEqual(take(third, 2), b"\5\0")
        for client in (second, third):
            client.close()
        self.assertEqual(proxy.stop(), 0)


if __name__ == "__main__":
    enter_namespace()
    Case.PROXY = sys.argv.pop(1)
    unittest.main()
