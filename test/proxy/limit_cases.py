"""What one client may take, and a log that nobody reads."""

import os
import resource
import signal
import socket
import tempfile
import time
import unittest

import harness
from cases import Case
from harness import greet, take, take_all


def attempt(password, user=b"ann"):
    return b"\5\1\2" + harness.credentials(user, password)


class PerClient(Case):
    FLAGS = ("--connections", "12")  # three for one address

    def test_the_fourth_of_an_address(self):
        clients = [greet(self.connect("127.0.0.2")) for _ in range(3)]
        self.refused(b"", b"", source="127.0.0.2", version="0", end="too_many")
        clients += [greet(self.connect("127.0.0.3")) for _ in range(3)]
        clients.pop(0).close()
        time.sleep(0.2)
        greet(self.connect("127.0.0.2")).close()
        for client in clients:
            client.close()

    def test_who_has_just_left_counts_no_more(self):
        """Three leave and three come while the proxy stands still: it hears of all six at once."""
        clients = [greet(self.connect("127.0.0.4")) for _ in range(3)]
        os.kill(self.proxy.process.pid, signal.SIGSTOP)
        for client in clients:
            client.close()
        clients = [self.connect("127.0.0.4") for _ in range(3)]
        os.kill(self.proxy.process.pid, signal.SIGCONT)
        for client in clients:
            greet(client).close()

    def test_one_at_least(self):
        proxy = harness.Proxy(Case.PROXY, "--per-client", "0.5")
        self.addCleanup(proxy.stop)
        with proxy.connect() as client:
            greet(client)


class Names(Case):
    """The name server does not answer for some names. Only so many can wait."""
    harness.DnsHandler.NAMES.update({"slow.example": [], "fast.example": ["127.0.0.1"]})

    def test_one_client_does_not_take_all_that_may_wait(self):
        clients = []
        with harness.udp_socket("127.0.0.2") as own:
            for _ in range(70):  # of 16 names each
                client = greet(self.connect("127.0.0.2"))
                client.sendall(harness.request5("0.0.0.0", 0, harness.UDP))
                relay = harness.reply5(client)[1:]
                for _ in range(16):
                    own.sendto(b"\0\0\0" + harness.address5("slow.example", 9), relay)
                clients.append(client)
            other = greet(self.connect("127.0.0.3"))
            other.sendall(harness.request5("fast.example", self.echo.port))
            self.assertEqual(harness.reply5(other)[0], 0)
        for client in clients:
            client.close()

    def test_no_more_than_sixteen_addresses_of_a_name(self):
        for count, code in ((16, 0), (17, 5)):
            name = f"{count}.example"
            harness.DnsHandler.NAMES[name] = [f"127.0.1.{i}" for i in range(1, count)] + ["127.0.0.1"]
            client = greet(self.connect())
            client.sendall(harness.request5(name, self.echo.port))
            self.assertEqual(harness.reply5(client)[0], code, name)


class Descriptors(unittest.TestCase):
    """The system allows few: as many connections are served as get all that one may need."""

    def test_one_client_does_not_take_them_all(self):
        proxy = harness.Proxy(Case.PROXY, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200)))
        self.addCleanup(proxy.stop)
        greedy = [proxy.connect("127.0.0.2") for _ in range(250)]
        time.sleep(0.3)
        with harness.Echo() as echo, proxy.connect("127.0.0.3") as client:
            client.settimeout(3)
            greet(client).sendall(harness.request5("127.0.0.1", echo.port))
            self.assertEqual(harness.reply5(client)[0], 0)
            echo.shutdown()
        for client in greedy:
            client.close()


class Guesses(Case):
    USERS = "ann:secret\n"

    def answer(self, password, source):
        """(the answer, the seconds that it took)"""
        start = time.monotonic()
        client = self.connect(source)
        client.sendall(attempt(password))
        return take(client, 4)[3], time.monotonic() - start

    def test_wrong_passwords_wait(self):
        took = [self.answer(b"wrong", "127.0.0.2") for _ in range(4)]
        self.assertEqual([code for code, _ in took], [1] * 4)
        for (_, seconds), least in zip(took, (0, 0.25, 0.5, 1)):
            self.assertTrue(least - 0.05 <= seconds < least + 1, took)
        code, seconds = self.answer(b"secret", "127.0.0.2")  # no way to tell it from a wrong one
        self.assertEqual(code, 0)
        self.assertTrue(1.9 < seconds < 3, seconds)
        for password, code in ((b"wrong", 1), (b"secret", 0)):  # nobody else waits
            found, seconds = self.answer(password, f"127.0.0.{3 + code}")
            self.assertEqual(found, code)
            self.assertLess(seconds, 0.2)

    def test_at_once(self):
        """Many guesses together: few are looked at, the others are refused, a right one with them."""
        clients = [self.connect("127.0.0.5") for _ in range(50)]
        for client in clients:
            client.sendall(attempt(b"wrong"))
        time.sleep(0.3)
        start = time.monotonic()
        self.assertEqual(self.answer(b"secret", "127.0.0.5")[0], 1)
        self.assertLess(time.monotonic() - start, 1)
        self.check_log(rule="guesses", outcome="peer_refused/credentials_rejected", end="refused")
        late = 0
        for client in clients:
            client.settimeout(0.01)
            try:
                self.assertEqual(take(client, 4), b"\5\2\1\1")
            except socket.timeout:
                late += 1
        self.assertTrue(2 <= late <= 8, late)


class WindowsUsers(Case):
    USERS = "# people\r\n\r\nann:secret\r\nbob:x"

    def test_the_end_of_the_line_is_no_password(self):
        for user, password, code in ((b"ann", b"secret", 0), (b"ann", b"secret\r", 1), (b"bob", b"x", 0)):
            client = self.connect(f"127.0.0.{len(password)}")
            client.sendall(attempt(password, user))
            self.assertEqual(take(client, 4)[3], code)


class UnreadLog(unittest.TestCase):
    def serve(self, stderr, count):
        """`count` clients one after the other."""
        proxy = harness.Proxy(Case.PROXY, stderr=stderr)
        self.addCleanup(proxy.stop)
        for _ in range(count):
            with proxy.connect() as client:
                client.sendall(harness.request4("127.0.0.1", 1, userid=b"\xff" * 255))
                take_all(client)
        return proxy

    def test_nobody_reads(self):
        reader, writer = os.pipe()
        proxy = self.serve(writer, 1500)  # more than 1000 octets each
        self.assertTrue(os.get_blocking(writer))  # for others who have the pipe
        os.close(writer)
        proxy.process.terminate()
        with open(reader, "rb") as log:
            lines = log.read().decode().splitlines()
        self.assertEqual(proxy.stop(), 0)
        dropped = [int(line.split("=")[1]) for line in lines if line.startswith("dropped=")]
        self.assertGreater(sum(dropped), 100)
        self.assertEqual(len(lines) - len(dropped) + sum(dropped), 1500)

    def test_nobody_reads_until_the_end(self):
        reader, writer = os.pipe()
        proxy = self.serve(writer, 1000)
        start = time.monotonic()
        self.assertEqual(proxy.stop(), 0)
        self.assertLess(time.monotonic() - start, 5)
        os.close(reader)
        os.close(writer)

    def test_the_reader_has_gone(self):
        reader, writer = os.pipe()
        os.close(reader)
        proxy = self.serve(writer, 50)
        os.close(writer)
        self.assertEqual(proxy.stop(), 0)

    def test_sockets_and_files(self):
        reader, writer = socket.socketpair()
        proxy = self.serve(writer.fileno(), 1500)
        self.assertEqual(proxy.stop(), 0)
        reader.close()
        writer.close()
        with tempfile.TemporaryFile() as file:
            self.assertEqual(self.serve(file.fileno(), 5).stop(), 0)
            file.seek(0)
            self.assertEqual(file.read().count(b"\n"), 5)


__all__ = ["PerClient", "Names", "Descriptors", "Guesses", "WindowsUsers", "UnreadLog"]
