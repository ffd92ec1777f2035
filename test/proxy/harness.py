"""What the tests of the proxy share: the proxy itself, targets to reach through it, a name server, and SOCKS bytes."""

import fcntl
import functools
import ipaddress
import os
import queue
import signal
import socket
import socketserver
import struct
import subprocess
import threading

CONNECT, BIND, UDP = 1, 2, 3


def little_memory():
    """The environment of a program whose memory is measured: AddressSanitizer keeps nothing that is free, and no frames."""
    options = "detect_stack_use_after_return=0:quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
    return {**os.environ, "ASAN_OPTIONS": f"{os.environ.get('ASAN_OPTIONS', '')}:{options}"}


class Proxy:
    """A proxy on a port of its own choice. `options` are Popen's; who gives it a `stderr` reads that."""

    def __init__(self, path, *flags, listen="127.0.0.1:0", stderr=subprocess.PIPE, **options):
        self.process = subprocess.Popen([path, "--listen", listen, *flags], stdout=subprocess.PIPE,
                                        stderr=stderr, text=True, **options)
        first = self.process.stdout.readline()
        if not first.startswith("listening on "):
            raise AssertionError(f"the first line is {first!r}; {self.process.communicate()}")
        host, port = first.split()[-1].rsplit(":", 1)
        self.port = int(port)
        self.address = ({"0.0.0.0": "127.0.0.1", "[::]": "127.0.0.1"}.get(host, host.strip("[]")), self.port)
        self.errors = []
        self.lines = queue.Queue()
        self.reader = threading.Thread(target=self.read_errors, daemon=True)
        self.reader.start()

    def read_errors(self):
        for line in self.process.stderr or ():
            self.errors.append(line)
            self.lines.put(line)

    def forget(self):
        """Drops what was logged until now. An earlier client may have had the port of the next one."""
        while not self.lines.empty():
            self.lines.get()

    def log(self, client):
        """The line of the connection that came from the address `client`, as a dictionary."""
        while True:
            line = dict(pair.split("=", 1) for pair in self.lines.get(timeout=20).split())
            if line.get("client") == "%s:%d" % client:
                return line

    def rss(self):
        """Resident octets."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * 4096

    def descriptors(self):
        """How many are open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def cpu(self):
        """Seconds of processor time so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, number=signal.SIGTERM):
        """The exit status; closes what belongs to the process."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            status = self.process.wait(timeout=30)
        finally:
            self.process.kill()
        self.reader.join()
        self.process.stdout.close()
        if self.process.stderr:
            self.process.stderr.close()
        return status

    def connect(self, source="", timeout=20):
        """A client, whose own address is `source` if that is given."""
        return socket.create_connection(self.address, timeout=timeout, source_address=(source, 0) if source else None)


class EchoHandler(socketserver.BaseRequestHandler):
    """Sends back what comes; after the end, says so and ends too."""

    def handle(self):
        try:
            while data := self.request.recv(65536):
                self.request.sendall(data)
            self.request.sendall(b"<end>")
        except OSError:
            pass


OUTSIDE, OUTSIDE6, LINK = "192.0.2.1", "2001:db8::1", "169.254.1.1"


@functools.lru_cache()
def own_addresses():
    """Gives these three to the loopback interface. False: we are in no namespace of our own."""
    if os.environ.get("HARDWIRE_NAMESPACE") != "yes":
        return False
    for number, host in enumerate((OUTSIDE, OUTSIDE6, LINK)):
        packed = ipaddress.ip_address(host).packed
        if len(packed) == 4:
            family, name = socket.AF_INET, b"lo:%d" % number
            request = struct.pack("16sHH4s8x", name, socket.AF_INET, 0, packed)
        else:
            family, request = socket.AF_INET6, struct.pack("16sIi", packed, 128, socket.if_nametoindex("lo"))
        with socket.socket(family, socket.SOCK_DGRAM) as any_socket:
            fcntl.ioctl(any_socket, 0x8916, request)  # SIOCSIFADDR
    return True


def serve(server):
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server


class Echo(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    block_on_close = False

    def __init__(self, host="127.0.0.1", handler=EchoHandler):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), handler)
        self.port = self.server_address[1]
        serve(self)

    def handle_error(self, request, client_address):
        pass


def udp_socket(host="127.0.0.1"):
    found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    found.bind((host, 0))
    found.settimeout(20)
    return found


class UdpEchoHandler(socketserver.BaseRequestHandler):
    def handle(self):
        data, own = self.request
        own.sendto(b"echo " + data, self.client_address)


class UdpEcho(socketserver.UDPServer):
    max_packet_size = 65536

    def __init__(self, host="127.0.0.1", handler=UdpEchoHandler, port=0):
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), handler)
        self.port = self.server_address[1]
        serve(self)


class DnsHandler(socketserver.BaseRequestHandler):
    """Answers from NAMES; a name that is not there does not exist; one with no addresses is never answered."""
    NAMES = {}

    def handle(self):
        data, own = self.request
        labels, at = [], 12
        while data[at]:
            labels.append(data[at + 1:at + 1 + data[at]].decode("latin-1"))
            at += 1 + data[at]
        kind = struct.unpack_from(">H", data, at + 1)[0]
        known = self.NAMES.get(".".join(labels).lower())
        if known == []:
            return
        answers = b""
        count = 0
        for text in known or []:
            packed = ipaddress.ip_address(text).packed
            if kind == {4: 1, 16: 28}[len(packed)]:
                answers += struct.pack(">HHHIH", 0xC00C, kind, 1, 60, len(packed)) + packed
                count += 1
        flags = 0x8180 | (3 if known is None else 0)
        own.sendto(data[:2] + struct.pack(">HHHHH", flags, 1, count, 0, 0) + data[12:at + 5] + answers,
                   self.client_address)


def take(sock, size):
    """Exactly `size` octets."""
    data = b""
    while len(data) < size:
        more = sock.recv(size - len(data))
        if not more:
            raise EOFError(f"the end after {data!r}, {size} octets expected")
        data += more
    return data


def take_all(sock):
    data = b""
    while more := sock.recv(65536):
        data += more
    return data


def address5(host, port):
    """ATYP, address and port."""
    try:
        packed = ipaddress.ip_address(host).packed
        start = bytes([{4: 1, 16: 4}[len(packed)]]) + packed
    except ValueError:
        start = bytes([3, len(host)]) + host.encode("latin-1")
    return start + struct.pack(">H", port)


def request5(host, port, command=CONNECT):
    return bytes([5, command, 0]) + address5(host, port)


def request4(host, port, command=CONNECT, userid=b"me"):
    """SOCKS4; 4a if `host` is a name."""
    try:
        packed, name = ipaddress.IPv4Address(host).packed, b""
    except ValueError:
        packed, name = b"\0\0\0\1", host.encode() + b"\0"
    return bytes([4, command]) + struct.pack(">H", port) + packed + userid + b"\0" + name


def credentials(user, password):
    return bytes([1, len(user)]) + user + bytes([len(password)]) + password


def parse5(data):
    """(host, port, octets used) of what begins with ATYP."""
    size = {1: 4, 4: 16}[data[0]]
    host = str(ipaddress.ip_address(data[1:1 + size]))
    return host, struct.unpack_from(">H", data, 1 + size)[0], 3 + size


def reply5(sock):
    """(REP, host, port)."""
    head = take(sock, 4)
    assert head[0] == 5 and head[2] == 0, head
    body = head[3:] + take(sock, {1: 6, 4: 18}[head[3]])
    return (head[1], *parse5(body)[:2])


def reply4(sock):
    """(CD, host, port)."""
    version, code, port, host = struct.unpack(">BBH4s", take(sock, 8))
    assert version == 0
    return code, str(ipaddress.ip_address(host)), port


def greet(sock):
    sock.sendall(b"\5\1\0")
    assert take(sock, 2) == b"\5\0"
    return sock
