"""CONNECT through the proxy: the bytes of both directions, however they come."""

import queue
import socket
import struct
import threading
import time

import harness
from cases import Case
from harness import greet, reply4, reply5, request4, request5, take, take_all

DnsNames = harness.DnsHandler.NAMES


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
