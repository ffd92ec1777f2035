"""ClientHellos of TLS, octet by octet, and streams of records."""

import struct

ECH, ALPN, SERVER_NAME = 0xFE0D, 16, 0


def vector(size, data):
    """`data` with its length in front, in `size` octets."""
    return len(data).to_bytes(size, "big") + data


def extension(number, body):
    return struct.pack(">H", number) + vector(2, body)


def server_name(name):
    return extension(SERVER_NAME, vector(2, b"\0" + vector(2, name)))


def alpn(*names):
    return extension(ALPN, vector(2, b"".join(vector(1, name) for name in names)))


def ech():
    """An outer one; GREASE looks alike."""
    return extension(ECH, b"\0" + struct.pack(">HHB", 1, 1, 7) + vector(2, b"e" * 32) + vector(2, b"p" * 144))


def handshake(*extensions, suites=b"\x13\x01"):
    """A ClientHello of TLS 1.3, with the header of the handshake layer."""
    versions = extension(43, vector(1, b"\x03\x04"))
    body = b"\3\3" + b"R" * 32 + vector(1, b"") + vector(2, suites) + vector(1, b"\0")
    return b"\1" + vector(3, body + vector(2, b"".join(extensions) + versions))


def hello(name, *extensions):
    """The handshake message of a hello for `name`."""
    return handshake(server_name(name), *extensions)


def record(fragment, kind=22):
    return bytes([kind, 3, 1]) + vector(2, fragment)


def records(message, sizes):
    """`message` in records of the sizes that the iterator gives."""
    out, at = b"", 0
    while at < len(message):
        part = message[at:at + next(sizes)]
        out += record(part)
        at += len(part)
    return out
