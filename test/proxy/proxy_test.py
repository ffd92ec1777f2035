#!/usr/bin/env python3
"""The proxy as its clients meet it.

    proxy_test.py PROXY
"""

import os
import queue
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import harness
from harness import BIND, UDP, greet, reply4, reply5, request4, request5, take, take_all

PROXY = ""
DnsNames = harness.DnsHandler.NAMES


def users_file(folder, text):
    path = os.path.join(folder, "users.txt")
    with open(path, "w", encoding="latin-1") as file:
        file.write(text)
    return path


class Case(unittest.TestCase):
    """One proxy and its targets for all the tests of a class."""
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
        cls.proxy = harness.Proxy(PROXY, *flags)

    @classmethod
    def tearDownClass(cls):
        status = cls.proxy.stop()
        for server in (cls.echo, cls.echo6, cls.dns):
            server.shutdown()
            server.server_close()
        cls.folder.cleanup()
        assert status == 0, (status, cls.proxy.errors)

    def connect(self):
        client = self.proxy.connect()
        self.addCleanup(client.close)
        self.last = client.getsockname()
        return client

    def refused(self, sent, answer, **log):
        """What the server says before it closes, and what it logs."""
        client = self.connect()
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


REFUSED = b"\5\0\5%c\0\1\0\0\0\0\0\0"


class Connect(Case):
    def test_socks5(self):
        for host, echo in (("127.0.0.1", self.echo), ("::1", self.echo6), ("localhost", self.echo)):
            with self.subTest(host):
                client = greet(self.connect())
                client.sendall(request5(host, echo.port))
                code, bound, port = reply5(client)
                self.assertEqual((code, bound), (0, "::1" if ":" in host else "127.0.0.1"))
                self.assertNotEqual(port, 0)
                self.check_echo(client)
                text = f"[{host}]" if ":" in host else host
                self.check_log(version="5", method="00", command="connect", target=f"{text}:{echo.port}",
                               outcome="ok/none", end="closed", up="7", down="12", tls_up="not_tls")

    def test_socks4_and_4a(self):
        for host in ("127.0.0.1", "localhost"):
            with self.subTest(host):
                client = self.connect()
                client.sendall(request4(host, self.echo.port))
                code, bound, _ = reply4(client)
                self.assertEqual((code, bound), (90, "127.0.0.1"))
                self.check_echo(client)
                self.check_log(version="4", user="me", command="connect", end="closed", up="7")

    def test_socks4a_to_ipv6_is_told_no_address(self):
        client = self.connect()
        client.sendall(request4("::1", self.echo6.port))
        code, bound, port = reply4(client)
        self.assertEqual((code, bound), (90, "0.0.0.0"))
        self.assertNotEqual(port, 0)
        self.check_echo(client)
        self.check_log(end="closed")

    def test_names_are_tried_address_by_address(self):
        DnsNames.update({"two.example": ["::1", "127.0.0.1"]})
        client = greet(self.connect())
        client.sendall(request5("two.example", self.echo.port))  # nobody listens on ::1 there
        self.assertEqual(reply5(client)[:2], (0, "127.0.0.1"))
        self.check_echo(client)
        self.check_log(end="closed")

    def test_a_resolver_that_is_silent_holds_up_nobody_else(self):
        DnsNames.update({"silent.example": []})
        waiting = greet(self.connect())
        waiting_name = self.last
        waiting.sendall(request5("silent.example", 80))
        start = time.monotonic()
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", self.echo.port))
        self.assertEqual(reply5(client)[0], 0)
        self.assertLess(time.monotonic() - start, 1)
        self.check_echo(client)
        self.check_log(end="closed")
        waiting.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        waiting.close()
        self.check_log(waiting_name, command="connect", target="silent.example:80", end="reset")

    def test_byte_by_byte(self):
        for message, size in ((b"\5\1\0" + request5("localhost", self.echo.port), 12),
                              (request4("localhost", self.echo.port), 8)):
            client = self.connect()
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for at in range(len(message)):
                client.sendall(message[at:at + 1])
                time.sleep(0.002)
            take(client, size)
            self.check_echo(client)
            self.check_log(end="closed")

    def test_pipelined_with_payload_and_half_closed(self):
        for message, size in ((b"\5\1\0" + request5("127.0.0.1", self.echo.port), 12),
                              (request4("localhost", self.echo.port), 8)):
            client = self.connect()
            client.sendall(message + b"early")
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client)[size:], b"early<end>")
            self.check_log(end="closed", up="5", down="10")

    def test_more_payload_than_the_handshake_holds(self):
        client = self.connect()
        payload = bytes(range(256)) * 2000
        received = []
        reader = threading.Thread(target=lambda: received.append(take_all(client)))
        reader.start()
        client.sendall(b"\5\1\0" + request5("localhost", self.echo.port) + payload)
        client.shutdown(socket.SHUT_WR)
        reader.join()
        self.assertEqual(received[0][12:], payload + b"<end>")
        self.check_log(end="closed", up=str(len(payload)))

    def test_the_targets_half_close(self):
        class Greeter(harness.EchoHandler):
            def handle(self):
                self.request.sendall(b"hello")
                self.request.shutdown(socket.SHUT_WR)
                got.put(take_all(self.request))

        got = queue.Queue()
        target = harness.Echo(handler=Greeter)
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", target.port))
        reply5(client)
        self.assertEqual(take_all(client), b"hello")
        client.sendall(b"still there")
        client.close()
        self.check_log(end="closed", up="11", down="5")
        self.assertEqual(got.get(timeout=20), b"still there")
        target.shutdown()
        target.server_close()

    def test_back_pressure(self):
        """A target that does not read: the client cannot send more than some buffers hold."""
        with socket.create_server(("127.0.0.1", 0)) as target:
            client = greet(self.connect())
            client.sendall(request5("127.0.0.1", target.getsockname()[1]))
            peer, _ = target.accept()
            reply5(client)
            client.setblocking(False)
            sent, stalled = 0, 0
            while stalled < 20:
                try:
                    sent += client.send(bytes(65536))
                    stalled = 0
                except BlockingIOError:
                    stalled += 1
                    time.sleep(0.02)
            self.assertLess(sent, 64 << 20)
            client.setblocking(True)
            client.shutdown(socket.SHUT_WR)
            peer.settimeout(20)
            self.assertEqual(len(take_all(peer)), sent)
            peer.close()
            client.close()
        self.check_log(up=str(sent))

    def test_tls_records_are_counted(self):
        hello, data = b"\x16\x03\x01\x00\x02\x01\x00", b"\x17\x03\x03\x00\x03abc"
        client = greet(self.connect())
        client.sendall(request5("127.0.0.1", self.echo.port))
        reply5(client)
        client.sendall(hello + data + data + b"\x15\x03\x03\x00\x02")
        client.shutdown(socket.SHUT_WR)
        take_all(client)
        # "<end>" completes the alert of what comes back, and then begins no record.
        self.check_log(tls_up="alert:1,handshake:1,application_data:2,inside_record",
                       tls_down="alert:1,handshake:1,application_data:2,failed")


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
        for user, password in ((b"ann", b"wrong"), (b"ann", b"right:on"), (b"ann", b"right:one\0"), (b"ann", b""),
                               (b"Ann", b"right:one"), (b"eve", b"x y"), (b"eve", b"")):
            self.refused(self.attempt(user, password), b"\5\2\1\1", user=user.decode(), method="02",
                         outcome="peer_refused/credentials_rejected", end="refused")
        self.assertNotIn("right", "".join(self.proxy.errors))

    def test_no_way_round(self):
        self.refused(b"\5\1\0", b"\5\xff", outcome="peer_refused/no_acceptable_method")
        self.refused(request4("127.0.0.1", self.echo.port), b"", outcome="deserialization/socks_version", octet="04")
        self.refused(b"\5\1\2" + request5("127.0.0.1", self.echo.port), b"\5\2\1\1", end="refused")


class Bind(Case):
    FLAGS = ("--bind", "0.5")

    def bind(self, host="127.0.0.1", version=5):
        """(the client, where a peer shall connect)."""
        client = self.connect()
        if version == 5:
            greet(client).sendall(request5(host, 0, BIND))
            code, *bound = reply5(client)
            self.assertEqual(code, 0)
        else:
            client.sendall(request4(host, 0, BIND))
            code, *bound = reply4(client)
            self.assertEqual(code, 90)
        self.assertNotEqual(bound[1], 0)
        return client, tuple(bound)

    def test_both_replies(self):
        for host, version in (("127.0.0.1", 5), ("::1", 5), ("localhost", 5), ("0.0.0.0", 5), ("127.0.0.1", 4)):
            with self.subTest(host=host, version=version):
                client, bound = self.bind(host, version)
                with socket.create_connection(bound, timeout=20) as peer:
                    second = reply5(client) if version == 5 else reply4(client)
                    self.assertEqual(second, (0 if version == 5 else 90, *peer.getsockname()[:2]))
                    peer.sendall(b"from outside")
                    self.assertEqual(take(client, 12), b"from outside")
                    client.sendall(b"from inside")
                    self.assertEqual(take(peer, 11), b"from inside")
                    client.close()
                    self.assertEqual(take_all(peer), b"")
                self.check_log(command="bind", outcome="ok/none", end="closed", up="11", down="12")

    def test_only_the_host_named(self):
        client, bound = self.bind()
        with socket.create_connection(bound, timeout=20, source_address=("127.0.0.2", 0)) as stranger:
            self.assertEqual(take_all(stranger), b"")
        with socket.create_connection(bound, timeout=20):
            self.assertEqual(reply5(client)[:2], (0, "127.0.0.1"))
        client.close()
        self.check_log(end="closed")

    def test_nobody_comes(self):
        client, _ = self.bind()
        self.assertEqual(reply5(client)[0], 6)
        self.assertEqual(take_all(client), b"")
        client.close()
        self.check_log(command="bind", outcome="peer_refused/socks5_refused", octet="06", end="refused")


class Udp(Case):
    def setUp(self):
        self.targets = {"127.0.0.1": harness.UdpEcho(), "::1": harness.UdpEcho("::1")}
        for target in self.targets.values():
            self.addCleanup(target.server_close)
            self.addCleanup(target.shutdown)

    def associate(self, port=0):
        client = greet(self.connect())
        client.sendall(request5("0.0.0.0", port, UDP))
        code, *bound = reply5(client)
        self.assertEqual(code, 0)
        return client, tuple(bound)

    def ask(self, own, relay, host, port, data=b"x"):
        own.sendto(b"\0\0\0" + harness.address5(host, port) + data, relay)

    def answer(self, own, relay):
        data, source = own.recvfrom(65536)
        self.assertEqual((source, data[:3]), (relay, b"\0\0\0"))
        host, port, size = harness.parse5(data[3:])
        return host, port, data[3 + size:]

    def test_to_and_fro(self):
        DnsNames["udp.example"] = ["127.0.0.1"]
        client, relay = self.associate()
        with harness.udp_socket() as own:
            for name, host in (("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("localhost", "127.0.0.1"),
                               ("udp.example", "127.0.0.1"), ("udp.example", "127.0.0.1")):
                port = self.targets[host].port
                for payload in (b"", b"some data", bytes(60000)):
                    self.ask(own, relay, name, port, payload)
                    self.assertEqual(self.answer(own, relay), (host, port, b"echo " + payload))
        client.close()
        self.check_log(command="udp", end="closed", up=str(5 * 60009), down=str(5 * (60009 + 15)))

    def test_what_is_dropped(self):
        port = self.targets["127.0.0.1"].port
        client, relay = self.associate()
        with harness.udp_socket() as own, harness.udp_socket() as other, harness.udp_socket("127.0.0.2") as stranger:
            good = b"\0\0\0" + harness.address5("127.0.0.1", port)
            for bad in (b"", b"\0", good[:-1], b"\0\0\1" + good[3:] + b"bad", b"\0\0\x81" + good[3:] + b"bad",
                        b"\0\0\0\2" + good[4:] + b"bad"):
                own.sendto(bad, relay)
            stranger.sendto(good + b"stranger", relay)
            own.sendto(good + b"first", relay)
            self.assertEqual(self.answer(own, relay)[2], b"echo first")
            other.sendto(good + b"another port", relay)
            own.sendto(good + b"second", relay)
            self.assertEqual(self.answer(own, relay)[2], b"echo second")
            for late in (other, stranger):
                late.settimeout(0.1)
                self.assertRaises(socket.timeout, late.recvfrom, 65536)
        client.close()
        self.check_log(command="udp", up=str(len(b"firstsecond")))

    def test_the_port_of_the_request_binds(self):
        port = self.targets["127.0.0.1"].port
        with harness.udp_socket() as own, harness.udp_socket() as other:
            client, relay = self.associate(own.getsockname()[1])
            self.ask(other, relay, "127.0.0.1", port, b"other")
            self.ask(own, relay, "127.0.0.1", port, b"own")
            self.assertEqual(self.answer(own, relay)[2], b"echo own")
        client.close()
        self.check_log(up="3")

    def test_ends_with_the_connection(self):
        client, relay = self.associate()
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(take_all(client), b"")
        client.close()
        self.check_log(command="udp", end="closed")
        with harness.udp_socket() as own:
            own.connect(relay)
            own.send(b"anybody?")
            self.assertRaises(ConnectionRefusedError, own.recv, 1)


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
        DnsNames["silent.example"] = []
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
        return subprocess.run([PROXY, *arguments], capture_output=True, text=True, timeout=20, check=False)

    def test_help(self):
        done = self.run_proxy("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("--users FILE", done.stdout)

    def test_bad_arguments(self):
        for arguments, said in ((["--what"], "no flag '--what'"), (["--users"], "--users needs a value"),
                                (["--idle", "-1"], "--idle takes a number from 0.01 to 86400, not '-1'"),
                                (["--idle", "1e3"], "not '1e3'"), (["--idle", "nan"], "not 'nan'"),
                                (["--listen", "localhost:80"], "the host is a name"), (["--listen", "1.2.3.4"], "port"),
                                (["--dns", "x"], "--dns takes"), (["--users", "/nowhere/at all"], "No such file")):
            done = self.run_proxy(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertIn(said, done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)

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
            proxy = harness.Proxy(PROXY, listen="[::]:0")
            idle = socket.create_connection(("127.0.0.1", proxy.address[1]), timeout=20)
            idle.sendall(b"\5\1\0")
            take(idle, 2)
            self.assertEqual(proxy.stop(number), 0)
            self.assertIn("client=127.0.0.1:%d" % idle.getsockname()[1], proxy.errors[0])
            self.assertIn("end=stopped", proxy.errors[0])
            idle.close()

    def test_too_many_connections_wait(self):
        proxy = harness.Proxy(PROXY, "--connections", "2")
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
    PROXY = sys.argv.pop(1)
    unittest.main()
