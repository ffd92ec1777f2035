"""What well-behaved and odd clients get from the module."""

import contextlib
import socket
import ssl
import subprocess
import tempfile
import threading
import time

import harness
import server_probes
from clients import url
from harness import BIND, UDP, greet, reply4, reply5, request4, request5, take, take_all
from module import SECONDS, Case, Nginx, start
from processes import free_port
from targets import PAGE, Page, Target

Names = harness.DnsHandler.NAMES
REFUSED5 = b"\5\0\5%c\0\1\0\0\0\0\0\0"
REFUSED4 = b"\0\x5b\0\0\0\0\0\0"


class Curl(Case):
    USERS = 'ann secret; # the first\n\n"bob \\"b;" "x:y \'z";\n'

    def curl(self, *arguments):
        done = subprocess.run(["curl", "--silent", "--show-error", "--noproxy", "", *arguments], capture_output=True,
                              timeout=SECONDS, check=False)
        return done.stdout or done.stderr.decode()

    def test_password(self):
        proxy = f"127.0.0.1:{self.nginx.port}"
        with contextlib.closing(Target(Page)) as page:
            for flag, host in (("--socks5", "127.0.0.1"), ("--socks5", "::1"), ("--socks5-hostname", "localhost")):
                self.assertEqual(self.curl(flag, proxy, "--proxy-user", "ann:secret", url(host, page.port)), PAGE)
            for user in ("ann:wrong", "ann:secre", "ann:", "eve:secret"):
                said = self.curl("--socks5", proxy, "--proxy-user", user, url("127.0.0.1", page.port))
                self.assertIn("User was rejected by the SOCKS5 server", str(said))
            said = self.curl("--socks5", proxy, url("127.0.0.1", page.port))
            self.assertIn("No authentication method was acceptable", str(said))

    def test_without_a_password(self):
        nginx = start(self.dns, server=self.SERVER)
        self.addCleanup(nginx.stop)
        with contextlib.closing(Target(Page)) as page:
            for flag, host in (("--socks4", "127.0.0.1"), ("--socks4a", "localhost"), ("--socks5", "127.0.0.1")):
                self.assertEqual(self.curl(flag, f"127.0.0.1:{nginx.port}", url(host, page.port)), PAGE)

    def test_right(self):
        for user, password, logged in ((b"ann", b"secret", "ann"), (b'bob "b;', b"x:y 'z", "bob%20%22b%3B")):
            client = self.connect()
            client.sendall(b"\5\2\0\2" + harness.credentials(user, password) + request5("localhost", self.echo.port))
            self.assertEqual(take(client, 4), b"\5\2\1\0")
            self.assertEqual(reply5(client)[0], 0)
            self.check_echo(client)
            self.check_log(user=logged, reply="0", status="200")

    def test_wrong(self):
        for user, password in ((b"ann", b"wrong"), (b"ann", b"secre"), (b"ann", b"secret\0"), (b"ann", b""),
                               (b"Ann", b"secret"), (b"eve", b"secret"), (b"ann\0", b"secret"), (b"a" * 255, b"b" * 255)):
            self.refused(b"\5\1\2" + harness.credentials(user, password) + request5("127.0.0.1", self.echo.port),
                         b"\5\2\1\1", reply="1", status="403", target="-")
        self.assertNotIn("secre", self.nginx.text("error.log") + self.nginx.text("access.log"))

    def test_no_way_round(self):
        self.refused(b"\5\1\0" + request5("127.0.0.1", self.echo.port), b"\5\xff", reply="255")
        self.refused(request4("127.0.0.1", self.echo.port), b"", version="0", reply="-")
        self.refused(b"\5\1\2" + request5("127.0.0.1", self.echo.port), b"\5\2\1\1", user="-")

    def test_probes(self):
        with contextlib.closing(server_probes_target()) as target:
            nginx = start(self.dns, "u p;", self.SERVER)
            self.addCleanup(nginx.stop)
            for name, script, answer in server_probes.password_probes(target.port):
                with self.subTest(probe=name):
                    self.assertEqual(server_probes.run(nginx.port, script), answer)


def server_probes_target():
    from targets import Echo  # pylint: disable=import-outside-toplevel
    return Target(Echo)


class Connect(Case):
    def test_probes(self):
        with contextlib.closing(server_probes_target()) as target:
            for name, script, answer in server_probes.probes(target.port):
                with self.subTest(probe=name):
                    self.assertEqual(server_probes.run(self.nginx.port, script), answer)

    def test_socks5(self):
        for host, echo in (("127.0.0.1", self.echo), ("::1", self.echo6), ("localhost", self.echo)):
            client = greet(self.connect())
            client.sendall(request5(host, echo.port))
            code, bound, port = reply5(client)
            self.assertEqual((code, bound), (0, "::1" if ":" in host else "127.0.0.1"))
            self.assertNotEqual(port, 0)
            self.check_echo(client)
            text = f"[{host}]" if ":" in host else host
            self.check_log(version="5", user="-", target=f"{text}:{echo.port}", reply="0", status="200")

    def test_socks4_and_4a(self):
        for host in ("127.0.0.1", "localhost"):
            client = self.connect()
            client.sendall(request4(host, self.echo.port))
            self.assertEqual(reply4(client)[:2], (90, "127.0.0.1"))
            self.check_echo(client)
            self.check_log(version="4", user="me", reply="90", status="200")

    def test_bound_address(self):
        """BND is what the target sees."""
        with socket.create_server(("127.0.0.1", 0)) as target:
            client = greet(self.connect())
            client.sendall(request5("127.0.0.1", target.getsockname()[1]))
            bound = reply5(client)[1:]
            peer, seen = target.accept()
            peer.close()
            self.assertEqual(bound, seen)

    def test_byte_by_byte(self):
        for message, size in ((b"\5\1\0" + request5("localhost", self.echo.port), 12),
                              (request4("localhost", self.echo.port), 8)):
            client = self.connect()
            for at in range(len(message)):
                client.sendall(message[at:at + 1])
                time.sleep(0.002)
            take(client, size)
            self.check_echo(client)

    def test_every_split(self):
        message = b"\5\1\0" + request5("127.0.0.1", self.echo.port) + b"early"
        for at in range(1, len(message)):
            client = self.connect()
            client.sendall(message[:at])
            time.sleep(0.005)
            client.sendall(message[at:])
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client)[12:], b"early<end>")

    def test_pipelined_and_half_closed(self):
        for message, size in ((b"\5\1\0" + request5("127.0.0.1", self.echo.port), 12),
                              (b"\5\1\0" + request5("localhost", self.echo.port), 12),
                              (request4("localhost", self.echo.port), 8)):
            client = self.connect()
            client.sendall(message + b"early")
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client)[size:], b"early<end>")

    def test_more_payload_than_the_buffers_hold(self):
        payload = bytes(range(256)) * 2000
        for host in ("127.0.0.1", "localhost"):
            client = self.connect()
            received = []
            reader = threading.Thread(target=lambda: received.append(take_all(client)))  # pylint: disable=W0640
            reader.start()
            client.sendall(b"\5\1\0" + request5(host, self.echo.port) + payload)
            client.shutdown(socket.SHUT_WR)
            reader.join()
            self.assertEqual(received[0][12:], payload + b"<end>")

    def test_a_target_that_speaks_first(self):
        class Greeter(harness.EchoHandler):
            def handle(self):
                self.request.sendall(b"hello")
                self.request.shutdown(socket.SHUT_WR)
                take_all(self.request)

        target = harness.Echo(handler=Greeter)
        for message, answer in ((b"\5\1\0" + request5("127.0.0.1", target.port), b"\5\0\5\0\0\1"),
                                (request4("localhost", target.port), b"\0\x5a")):
            client = self.connect()
            client.sendall(message)
            client.shutdown(socket.SHUT_WR)
            heard = take_all(client)
            self.assertEqual((heard[:len(answer)], heard[-5:], len(heard)), (answer, b"hello", len(answer) + 11))
        target.shutdown()
        target.server_close()

    def test_the_reply_waits_for_the_connection(self):
        with socket.create_server(("127.0.0.1", 0), backlog=0) as target, contextlib.ExitStack() as stack:
            address = target.getsockname()
            while True:  # until its queue is full
                filler = stack.enter_context(socket.socket())
                filler.settimeout(0.3)
                if filler.connect_ex(address) != 0:
                    break
            filler.close()
            client = greet(self.connect())
            client.sendall(request5(*address))
            client.settimeout(0.5)
            self.assertRaises(socket.timeout, client.recv, 1)
            stack.enter_context(target.accept()[0])
            client.settimeout(SECONDS)  # the system asks again after a second
            self.assertEqual(reply5(client)[0], 0)

    def test_names_are_tried_address_by_address(self):
        Names["two.example"] = ["::1", "127.0.0.1"]
        for _ in range(8):  # nginx begins with any of them; nobody listens on ::1 there
            client = greet(self.connect())
            client.sendall(request5("two.example", self.echo.port))
            self.assertEqual(reply5(client)[:2], (0, "127.0.0.1"))
            self.check_echo(client)


class Tls(Case):
    """SOCKS inside TLS."""

    @classmethod
    def setUpClass(cls):
        cls.folder, cls.tls = tempfile.TemporaryDirectory(), free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                        "/CN=localhost", "-keyout", "key.pem", "-out", "own.pem"], cwd=cls.folder.name, check=True,
                       capture_output=True, timeout=SECONDS)
        cls.SERVER = cls.SERVER + f"""listen 127.0.0.1:{cls.tls} ssl; ssl_certificate {cls.folder.name}/own.pem;
                                      ssl_certificate_key {cls.folder.name}/key.pem;"""
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def connect(self, timeout=SECONDS):
        context = ssl.create_default_context(cafile=f"{self.folder.name}/own.pem")
        self.logged = self.nginx.log_size()
        plain = socket.create_connection(("127.0.0.1", self.tls), timeout)
        client = context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
        self.addCleanup(client.close)
        self.last = client.getsockname()
        return client

    def test_granted(self):
        client = self.connect()
        client.sendall(b"\5\1\0" + request5("localhost", self.echo.port) + b"early")
        self.assertEqual((take(client, 4), len(take(client, 8)), take(client, 5)), (b"\5\0\5\0", 8, b"early"))
        client.close()
        self.check_log(reply="0", target=f"localhost:{self.echo.port}")

    def test_refused(self):
        """With a close_notify behind it, although the client sends on."""
        self.refused(b"\5\1\0" + request5("10.0.0.1", 1) + bytes(5000), REFUSED5 % 2, reply="2")
        self.refused(b"\5\1\0" + request5("127.0.0.1", 1), REFUSED5 % 5, reply="5")


class Refusals(Case):
    STREAM = """
    resolver_timeout 2s;
    server { listen 127.0.0.1:%d; proxy_pass $socks_address; }
    server { listen 127.0.0.1:%d; socks on; socks_users none; return "inside"; }
    server { listen 127.0.0.1:%d; proxy_pass unix:%s/inner; }
    upstream inner { server unix:%s/inner; }
    """
    SERVER = Case.SERVER + """
        socks_deny 192.0.2.0/24; socks_deny 2001:db8::/32; socks_deny 127.0.0.0/8;
        proxy_connect_timeout 1500ms; preread_timeout 700ms;
    """

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.plain, cls.fixed = free_port(), free_port()
        cls.STREAM = cls.STREAM % (cls.plain, cls.fixed, free_port(), cls.folder.name, cls.folder.name)
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.folder.cleanup()

    def test_unreachable_targets(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        self.refused(b"\5\1\0" + request5("127.0.0.1", port), REFUSED5 % 5, reply="5", status="502")
        self.refused(request4("127.0.0.1", port), REFUSED4, reply="91", status="502")
        self.refused(b"\5\1\0" + request5("nowhere.example", 80), REFUSED5 % 4, reply="4", target="nowhere.example:80")
        self.refused(request4("nowhere.example", 80), REFUSED4, reply="91")
        self.refused(b"\5\1\0" + request5("a..b", 80), REFUSED5 % 4, target="a..b:80")

    def test_a_target_that_does_not_answer(self):
        with socket.create_server(("127.0.0.1", 0), backlog=0) as target, contextlib.ExitStack() as stack:
            while True:
                filler = stack.enter_context(socket.socket())
                filler.settimeout(0.3)
                if filler.connect_ex(target.getsockname()) != 0:
                    break
            self.refused(b"\5\1\0" + request5(*target.getsockname()), REFUSED5 % 6, reply="6", status="502")

    def test_a_resolver_that_is_silent(self):
        Names["silent.example"] = []
        client = greet(self.connect())
        client.sendall(request5("silent.example", 80) + b"early")
        begin = time.monotonic()
        other = greet(self.connect())
        other.sendall(request5("127.0.0.1", self.echo.port))
        self.assertEqual(reply5(other)[0], 0)
        self.assertLess(time.monotonic() - begin, 1.5)
        self.assertEqual(reply5(client)[0], 6)
        self.assertEqual(take_all(client), b"")

    def test_commands(self):
        for command in (0, BIND, UDP, 4, 0xF0, 0xF1):
            self.refused(b"\5\1\0" + request5("localhost", self.echo.port, command), REFUSED5 % 7, reply="7")
        for command in (0, BIND, 3, 0xF0):
            self.refused(request4("127.0.0.1", self.echo.port, command), REFUSED4, reply="91")

    def test_what_is_no_host(self):
        """Not one of them gets to the socket that they name, or to the resolver."""
        path = f"{self.folder.name}/inner"
        asked = []
        handler = harness.DnsHandler.handle
        with socket.socket(socket.AF_UNIX) as inner, contextlib.ExitStack() as stack:
            stack.callback(setattr, harness.DnsHandler, "handle", handler)
            harness.DnsHandler.handle = lambda own: (asked.append(own.request[0]), handler(own))
            inner.bind(path)
            inner.listen()
            inner.settimeout(0.2)
            for name in (f"unix:{path}", f"unix:{path}:", f"unix:{path}:80", "127.1", "0x7f.1", "2130706433", "1.2.3.4.5",
                         f"127.0.0.1:{self.echo.port}", "localhost:80", "[::1]", "::1", "a b", "a\nb", "a/b", "a\0b",
                         "a\x7fb", "a%00b", "$socks_user", "\xe9", "\uff11".encode().decode("latin-1"), "a@b", "*"):
                with self.subTest(name=name):
                    octets = name.encode("latin-1")
                    self.refused(b"\5\1\0\5\1\0\3%c%s\0\x50" % (len(octets), octets), REFUSED5 % 1, reply="1",
                                 target="-", status="403")
                    if "\0" not in name:
                        self.refused(b"\4\1\0\x50\0\0\0\1me\0%s\0" % octets, REFUSED4, target="-")
            self.assertRaises(socket.timeout, inner.accept)
        self.assertEqual(asked, [])
        self.refused(b"\5\1\0" + request5("inner", 80), REFUSED5 % 4)  # an upstream of the configuration

    def test_denied_addresses(self):
        """Neither an address nor a name leads there, however it is written: connect() is never called."""
        with socket.create_server(("127.0.0.2", 0)) as target:
            port = target.getsockname()[1]
            target.settimeout(0.2)
            Names.update({"two.two": ["127.0.0.2"], "mixed": ["127.0.0.1", "127.0.0.2"], "mapped": ["::ffff:127.0.0.2"]})
            for host in ("127.0.0.2", "two.two", "mixed", "mapped", "::ffff:127.0.0.2", "64:ff9b::7f00:2", "::127.0.0.2",
                         "2002:7f00:2::", "0.0.0.0", "::", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254",
                         "100.64.0.1", "224.0.0.1", "fe80::1", "fc00::1", "ff02::1",
                         "192.0.2.1", "2001:db8::1"):
                with self.subTest(host=host):
                    self.refused(b"\5\1\0" + request5(host, port), REFUSED5 % 2, reply="2", status="403")
            self.refused(b"\5\1\0" + request5("255.255.255.255", port), REFUSED5 % 1)  # nginx reads no address there
            self.refused(request4("127.0.0.2", port), REFUSED4, reply="91")
            self.assertRaises(socket.timeout, target.accept)

    def test_a_name_that_changes(self):
        """What was judged is what is used, although the next answer would be another one."""
        class Changing(harness.DnsHandler):
            def handle(self):
                data = self.request[0]
                kind = data[-3]  # A or AAAA
                asked.append(kind)
                address = b"\x7f\0\0" + bytes([1 if asked.count(1) < 2 else 2])
                answer = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + address if kind == 1 else b""
                self.request[1].sendto(data[:2] + b"\x81\x80\0\1\0" + bytes([kind == 1]) + b"\0\0\0\0" + data[12:] + answer,
                                       self.client_address)

        asked = []
        dns = harness.UdpEcho(handler=Changing)
        port = free_port()
        nginx = Nginx(f"""stream {{ resolver 127.0.0.1:{dns.port}; server {{ listen 127.0.0.1:{port}; socks on;
                          socks_users none; socks_allow 127.0.0.1; proxy_pass $socks_address; }} }}""", port)
        self.addCleanup(nginx.stop)
        client = greet(nginx.connect())
        client.sendall(request5("changing.example", self.echo.port) + b"ping")
        self.assertEqual(reply5(client)[0], 0)
        self.assertEqual(take(client, 4), b"ping")
        self.assertEqual(asked.count(1), 1)
        client.close()
        time.sleep(1.1)  # nginx keeps even this answer until the second is over
        client = greet(nginx.connect())
        client.sendall(request5("changing.example", self.echo.port))
        self.assertEqual((reply5(client)[0], asked.count(1)), (2, 2))
        client.close()
        dns.shutdown()
        dns.server_close()

    def test_it_is_not_led_to_itself(self):
        """Each holds requests inside each other, to the server itself."""
        for nested in (b"\5\1\0" + request5("127.0.0.1", self.nginx.port), b"\5\1\0" + request5("localhost", self.nginx.port),
                       request4("127.0.0.1", self.nginx.port)):
            client = self.connect()
            client.sendall(nested * 200)
            client.shutdown(socket.SHUT_WR)
            self.assertIn(take_all(client), (REFUSED5 % 2, REFUSED4))
        self.assertLess(self.nginx.text("access.log").count(f":{self.nginx.port} "), 10)

    def test_it_is_not_led_to_itself_by_another_of_its_addresses(self):
        port = free_port()
        nginx = Nginx(f"""stream {{ server {{ listen 127.0.0.1:{port}; listen 127.0.0.2:{port}; socks on; socks_users none;
                          socks_allow 127.0.0.0/8; socks_allow 0.0.0.0; proxy_pass $socks_address; }} }}""", port)
        self.addCleanup(nginx.stop)
        for host in ("127.0.0.2", "::ffff:127.0.0.2", "127.0.0.1", "::ffff:127.0.0.1"):
            with self.subTest(host=host), nginx.connect() as client:
                client.sendall(b"\5\1\0" + request5(host, port))
                self.assertEqual(take_all(client), REFUSED5 % 2)
        self.assertEqual((nginx.stop(), nginx.said), (0, []))

    def test_names_without_a_resolver(self):
        port = free_port()
        nginx = Nginx(f"""stream {{ server {{ listen 127.0.0.1:{port}; socks on; socks_users none; socks_allow 127.0.0.1;
                          proxy_pass $socks_address; }} }}""", port)
        self.addCleanup(nginx.stop)
        for host, answer in (("localhost", REFUSED5 % 1), ("127.0.0.1", b"\5\0\5\0")):
            with nginx.connect() as client:
                client.sendall(b"\5\1\0" + request5(host, self.echo.port))
                self.assertEqual(take(client, len(answer)), answer)
        self.assertEqual((nginx.stop(), nginx.said), (0, []))

    def test_garbage(self):
        self.refused(b"GET / HTTP/1.1\r\n\r\n", b"", version="0", reply="-")
        self.refused(b"\5\1\0GET /", b"\5\0", reply="-")
        self.refused(b"\5\2\1\2", b"\5\xff", reply="255")
        self.refused(b"\5\1\0\5\1\0\2\0\0", REFUSED5 % 8, reply="8")

    def test_time_is_up(self):
        for sent, answer in ((b"", b""), (b"\5", b""), (b"\5\1\0", REFUSED5 % 6), (b"\5\1\0\5\1", REFUSED5 % 6),
                             (b"\4\1\0\x50", b"")):
            client = self.connect()
            client.sendall(sent)
            begin = time.monotonic()
            heard = take_all(client)
            self.assertTrue(0.4 < time.monotonic() - begin < 5)
            self.assertEqual(heard, answer)

    def test_drips_do_not_help(self):
        client = self.connect()
        begin = time.monotonic()
        with self.assertRaises(OSError):
            for octet in request4("x" * 200, 80):
                client.sendall(bytes([octet]))
                time.sleep(0.05)
        self.assertLess(time.monotonic() - begin, 8)

    def test_a_client_that_says_too_little(self):
        for message, heard in ((b"", b""), (b"\5", b""), (b"\5\1\0\5\1\0", b"\5\0"), (b"\4\1", b"")):
            client = self.connect()
            client.sendall(message)
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client), heard)
            self.check_log(reply="-")

    def test_a_refusal_survives_what_the_client_still_sends(self):
        for begin, code in ((b"\5\1\0" + request5("127.0.0.1", 1), 5), (b"\5\1\0" + request5("10.0.0.1", 1), 2),
                            (b"\5\1\0" + request5("nowhere.example", 1), 4), (b"\5\1\0\5\x63\0\1\1\2\3\4\0\1", 7)):
            client = self.connect()
            client.sendall(begin + bytes(200000))
            time.sleep(0.2)
            client.sendall(bytes(1000))
            client.shutdown(socket.SHUT_WR)
            self.assertEqual(take_all(client), REFUSED5 % code)

    def test_a_refused_client_is_not_kept(self):
        before = self.nginx.descriptors()
        with contextlib.ExitStack() as stack:
            for _ in range(50):
                client = stack.enter_context(self.nginx.connect())
                client.sendall(b"\5\1\0" + request5("10.0.0.1", 1))
                self.assertEqual(take_all(client), REFUSED5 % 2)
            time.sleep(2.5)
            self.assertLessEqual(self.nginx.descriptors(), before)

    def test_no_event_for_a_connection_that_is_closed(self):
        """The socket of a refused client lives on, and epoll must not go on to report to what nginx has closed."""
        nginx = start(self.dns, server=self.SERVER, level="debug")
        self.addCleanup(nginx.stop)
        for _ in range(20):
            with nginx.connect() as client:
                client.sendall(b"\5\1\0" + request5("10.0.0.1", 1))
                take(client, 12)
                client.sendall(bytes(1000))
                time.sleep(0.01)
        log = nginx.text("error.log")
        self.assertEqual((nginx.stop(), nginx.said), (0, []))
        self.assertIn("epoll: fd:", log)
        self.assertNotIn("stale event", log)

    def test_users_in_the_log(self):
        """A line of the log has one user in one field."""
        for userid, logged in ((b"a b\n127.0.0.1 x", "a%20b%0A127.0.0.1%20x"), (b'"\\%=', "%22%5C%25%3D"),
                               (b"\x1b[31m\xff", "%1B%5B31m%FF"), (b"x" * 255, "x" * 255)):
            self.refused(request4("10.0.0.1", 80, userid=userid), REFUSED4, user=logged)

    def test_other_servers(self):
        """Where `socks` is off there is no address. What is no proxy_pass says nothing to a client."""
        with socket.create_connection(("127.0.0.1", self.plain), SECONDS) as client:
            client.sendall(b"\5\1\0" + request5("127.0.0.1", self.echo.port))
            with contextlib.suppress(ConnectionResetError):
                self.assertEqual(take_all(client), b"")
        with socket.create_connection(("127.0.0.1", self.fixed), SECONDS) as client:
            client.sendall(b"\5\1\0" + request5("192.0.2.1", 80))
            self.assertEqual(take_all(client), REFUSED5 % 1)
