"""BIND and UDP ASSOCIATE through the proxy."""

import socket

import harness
from cases import Case
from harness import BIND, UDP, greet, reply4, reply5, request4, request5, take, take_all

DnsNames = harness.DnsHandler.NAMES


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
        for host, version in (("127.0.0.1", 5), ("::1", 5), ("localhost", 5), ("0.0.0.0", 5), ("127.0.0.1", 4),
                              ("::ffff:127.0.0.1", 5)):
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
