"""What a server may send that not every client takes well: each a script of a server, and examples/client's outcome."""

import socket
import threading

from processes import SECONDS

PAGE = b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\npage"
GREETING, CREDENTIALS, REQUEST, REQUEST4, HTTP = "greeting", "credentials", "request", "SOCKS4 request", "HTTP"
REPLY = bytes.fromhex("05000001000000000000")
REPLY4 = bytes.fromhex("005a000000000000")
# Flags of the client and of curl.
SOCKS5, SOCKS4, USER = ("--socks5",), ("--socks4",), ("--socks5", "--user")


def answered(reply):
    return [GREETING, b"\x05\x00", REQUEST, reply, HTTP, PAGE]


def refused(reply):
    return [GREETING, b"\x05\x00", REQUEST, reply]


def octets(data):
    return [bytes([octet]) for octet in data]


# Name, flags, script, outcome. A script holds what the server waits for, and the octets that it sends as one segment;
# then it closes.
PROBES = [
    ("a usual server", SOCKS5, answered(REPLY), "ok"),
    ("reply of 7 octets: an empty name", SOCKS5, answered(bytes.fromhex("05000003000000")), "ok"),
    ("reply of 8 octets: a name of one letter", SOCKS5, answered(bytes.fromhex("0500000301610000")), "ok"),
    ("reply of 9 octets: a name of two letters", SOCKS5, answered(bytes.fromhex("050000030261620000")), "ok"),
    ("RSV FF", SOCKS5, answered(bytes.fromhex("0500ff01000000000000")), "ok"),
    ("REP 09", SOCKS5, answered(bytes.fromhex("05090001000000000000")), "socks5_refused (octet 09)"),
    ("REP F0", SOCKS5, answered(bytes.fromhex("05f00001000000000000")), "socks5_refused (octet f0)"),
    ("refusal of 2 octets, then close", SOCKS5, refused(b"\x05\x05"), "socks5_refused (octet 05)"),
    ("refusal of 4 octets, then close", SOCKS5, refused(b"\x05\x05\0\x01"), "socks5_refused (octet 05)"),
    ("refusal with ATYP 0", SOCKS5, refused(bytes.fromhex("05050000000000000000")), "socks5_refused (octet 05)"),
    ("success with ATYP 2", SOCKS5, answered(bytes.fromhex("05000002000000000000")), "unknown_address_type (octet 02)"),
    ("selects 02, which was not offered", SOCKS5, [GREETING, b"\x05\x02", CREDENTIALS, b"\x01\0", REQUEST, REPLY, HTTP,
                                                   PAGE], "method_not_offered (octet 02)"),
    ("method and reply in one segment", SOCKS5, [GREETING, b"\x05\x00" + REPLY, REQUEST, HTTP, PAGE], "ok"),
    ("method and reply before the greeting", SOCKS5, [b"\x05\x00" + REPLY, GREETING, REQUEST, HTTP, PAGE], "ok"),
    ("reply and payload in one segment", SOCKS5, [GREETING, b"\x05\x00", REQUEST, REPLY + PAGE], "ok"),
    ("one octet a segment", SOCKS5, [GREETING, *octets(b"\x05\x00"), REQUEST, *octets(REPLY + PAGE)], "ok"),
    ("credentials reply of VER 5", USER, [GREETING, b"\x05\x02", CREDENTIALS, b"\x05\0", REQUEST, REPLY, HTTP, PAGE],
     "ok"),
    ("credentials reply of VER 0", USER, [GREETING, b"\x05\x02", CREDENTIALS, b"\0\0", REQUEST, REPLY, HTTP, PAGE],
     "ok"),
    ("SOCKS4 reply of VN 0", SOCKS4, [REQUEST4, REPLY4, HTTP, PAGE], "ok"),
    ("SOCKS4 reply of VN 4", SOCKS4, [REQUEST4, b"\x04" + REPLY4[1:], HTTP, PAGE], "ok"),
    ("SOCKS4 reply of VN 1", SOCKS4, [REQUEST4, b"\x01" + REPLY4[1:], HTTP, PAGE], "socks_version (octet 01)"),
    ("SOCKS4 refusal of 2 octets, then close", SOCKS4, [REQUEST4, b"\0\x5b"], "socks4_refused (octet 5b)"),
]


class ScriptedServer:
    """Serves one client by a script. The target of requests is an IPv4 address."""

    def __init__(self, script):
        self.script = script
        self.said = 0  # octets
        self.says = threading.Condition()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(SECONDS)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def wait_until_said(self, octets):
        with self.says:
            assert self.says.wait_for(lambda: self.said >= octets, SECONDS)

    def close(self):
        self.thread.join(SECONDS)
        self.listener.close()

    def run(self):
        client, _ = self.listener.accept()
        client.settimeout(SECONDS)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with client, client.makefile("rb") as stream:
            try:
                for step in self.script:
                    if isinstance(step, bytes):
                        client.sendall(step)
                        with self.says:
                            self.said += len(step)
                            self.says.notify()
                    else:
                        self.read(step, stream)
                client.shutdown(socket.SHUT_WR)
                stream.read()  # until the client has closed: closing with octets unread resets
            except (OSError, IndexError):
                pass  # the client has given up, between messages or inside one

    def read(self, what, stream):
        if what == GREETING:
            stream.read(stream.read(2)[1])
        elif what == CREDENTIALS:
            stream.read(stream.read(2)[1])
            stream.read(stream.read(1)[0])
        elif what == HTTP:
            while stream.readline().strip():
                pass
        else:
            stream.read(10 if what == REQUEST else 9)
