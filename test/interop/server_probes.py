"""What a client may send that not every server takes well: each a script, and examples/proxy's answer."""

import socket
import time

NAME = b"localhost"
GREETING, SELECTED = b"\x05\x01\x00", 2
LOGIN = [b"\x05\x01\x02", SELECTED]
PING = b"ping"
PATIENCE = 2  # seconds, after which a silent server is one that waits


def request(port, command=1, reserved=0, address=b"\x01\x7f\0\0\x01"):
    return bytes([5, command, reserved]) + address + port.to_bytes(2, "big")


def named(name):
    return bytes([3, len(name)]) + name


def login(name, password=b"p", version=1):
    return bytes([version, len(name)]) + name + bytes([len(password)]) + password


def probes(port):
    """(name, script, our answer): of a script octets are sent as one segment, and so many octets read where a number
    stands. `port` is that of an echo server. Those without a password come first."""
    connect = request(port)
    octets = [bytes([octet]) for octet in GREETING + connect + PING]
    return [
        ("no methods", [b"\x05\x00"], "05ff"),
        ("method 99 alone", [b"\x05\x01\x63"], "05ff"),
        ("greeting split", [b"\x05", b"\x01\x00", SELECTED, connect, 10, PING], "ok"),
        ("greeting and request in one segment", [GREETING + connect, 12, PING], "ok"),
        ("request split 4 + 6", [GREETING, SELECTED, connect[:4], connect[4:], 10, PING], "ok"),
        ("request and payload in one segment", [GREETING, SELECTED, connect + PING], "ok"),
        ("everything in one segment", [GREETING + connect + PING], "ok"),
        ("one octet a segment", octets, "ok"),
        ("RSV 1", [GREETING, SELECTED, request(port, reserved=1), 10, PING], "ok"),
        ("CMD 0", [GREETING, SELECTED, request(port, command=0)], "0507"),
        ("ATYP 2", [GREETING, SELECTED, request(port, address=b"\x02\x7f\0\0\x01")], "0508"),
        ("empty name", [GREETING, SELECTED, request(port, address=named(b""))], "0501"),
        ("NUL in a name", [GREETING, SELECTED, request(port, address=named(NAME + b"\0x")), 10, PING], "0501"),
        ("port 0", [GREETING, SELECTED, request(0)], "0505"),
        ("HTTP GET", [b"GET / HTTP/1.0\r\n\r\n"], "close"),
    ]


def password_probes(port):
    """The same, of a server that knows the user u with the password p."""
    connect = request(port)
    return [
        ("user u and password p", [*LOGIN, login(b"u"), 2, connect, 10, PING], "ok"),
        ("everything in one segment, with a password", [LOGIN[0] + login(b"u") + connect + PING], "ok"),
        ("user u, NUL, x for u", [*LOGIN, login(b"u\0x"), 2, connect, 10, PING], "0101"),
        ("user and password request of VER 5", [*LOGIN, login(b"u", version=5), 2, connect, 10, PING], "0101"),
        ("empty user and password", [*LOGIN, login(b"", b"")], "0101"),
    ]


def read(connection, size):
    """(as many octets, or as come up to PING; fewer where the server closes, resets or says no more; closed)"""
    data = b""
    try:
        while len(data) < size and not data.endswith(PING):
            chunk = connection.recv(size - len(data))
            if not chunk:
                return data, True
            data += chunk
        return data, False
    except TimeoutError:
        return data, False
    except OSError:
        return data, True


def run(port, script):
    """"ok" if PING comes back; else what the server says no with, in hexadecimal: its first two octets behind those
    that let the script go on; "close" or "waits" where there are none."""
    heard, closed = b"", False
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for step in script:
            if isinstance(step, int):
                data, closed = read(connection, step)
                heard += data
            elif not closed:
                try:
                    connection.sendall(step)
                except OSError:
                    closed = True
                time.sleep(0.02)
        data, ended = read(connection, 1000)
    heard += data
    if heard.endswith(PING):
        return "ok"
    for yes in (b"\x05\x00", b"\x05\x02", b"\x01\x00"):
        heard = heard.removeprefix(yes) if len(heard) > 1 else heard
    return heard[:2].hex() or ("close" if ended or closed else "waits")
