"""Captures made by hand: frames of every link type, TCP connections, pcap and pcapng files."""

import socket
import struct

ETHERNET, LOOPBACK, RAW, SLL, SLL2 = 1, 0, 101, 113, 276
SYN, ACK, FIN, RST, PSH = 0x02, 0x10, 0x01, 0x04, 0x08
CLIENT, SERVER = ("10.0.0.1", 40000), ("10.0.0.2", 1080)
CLIENT6, SERVER6 = ("2001:db8::1", 40000), ("2001:db8::2", 1080)


def ip(source, destination, protocol, body, fragment=0, extensions=b""):
    """An IPv4 or IPv6 packet; `extensions` are headers whose last one names the protocol."""
    if ":" in source:
        first = extensions[:1] if extensions else bytes([protocol])
        rest = extensions[1:] if extensions else b""
        return (struct.pack(">IH", 6 << 28, len(rest) + len(body)) + first + b"\x40" +
                socket.inet_pton(socket.AF_INET6, source) + socket.inet_pton(socket.AF_INET6, destination) + rest + body)
    header = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(body), 1, fragment, 64, protocol, 0)
    return header + socket.inet_aton(source) + socket.inet_aton(destination) + body


def tcp(source, destination, sequence, acknowledgment, flags, payload=b"", options=b""):
    header = struct.pack(">HHIIBBHHH", source[1], destination[1], sequence & 0xFFFFFFFF, acknowledgment & 0xFFFFFFFF,
                         (20 + len(options)) // 4 << 4, flags, 65535, 0, 0)
    return ip(source[0], destination[0], 6, header + options + payload)


def udp(source, destination, payload):
    return ip(source[0], destination[0], 17, struct.pack(">HHHH", source[1], destination[1], 8 + len(payload), 0) + payload)


def link(kind, packet, vlans=()):
    """The frame that carries an IP packet."""
    ethertype = 0x86DD if packet[0] >> 4 == 6 else 0x0800
    tags = b"".join(struct.pack(">HH", tag, 7) for tag in vlans)
    if kind == ETHERNET:
        return bytes(12) + tags + struct.pack(">H", ethertype) + packet
    if kind == SLL:
        return struct.pack(">HHH8sH", 0, 772, 6, bytes(8), ethertype) + packet
    if kind == SLL2:
        return struct.pack(">HHIHBB8s", ethertype, 0, 1, 772, 0, 6, bytes(8)) + packet
    if kind == LOOPBACK:
        return struct.pack("<I", 2 if ethertype == 0x0800 else 30) + packet
    return packet


def pcap(frames, kind=ETHERNET, order="<", snaplen=None, start=1700000000):
    """A pcap file; one frame a millisecond."""
    out = [struct.pack(order + "IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, kind)]
    for i, frame in enumerate(frames):
        seen = frame[:snaplen]
        out.append(struct.pack(order + "IIII", start + i // 1000, i % 1000 * 1000, len(seen), len(frame)) + seen)
    return b"".join(out)


def block(kind, body):
    body += bytes(-len(body) % 4)
    size = 12 + len(body)
    return struct.pack("<II", kind, size) + body + struct.pack("<I", size)


def pcapng(frames, kind=ETHERNET, start=1700000000):
    """A pcapng file with a comment and a name resolution block, which are passed over."""
    out = [block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)),
           block(1, struct.pack("<HHI", kind, 0, 0)), block(4, struct.pack("<HH", 0, 0))]
    for i, frame in enumerate(frames):
        time = (start * 1000 + i) * 1000
        out.append(block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame)) + frame))
    return b"".join(out)


class Connection:
    """The packets of one TCP connection, in the order of the calls."""

    def __init__(self, client=CLIENT, server=SERVER, first=(1000, 5000), mss=1460, opened=True):
        self.ends, self.mss, self.packets = (client, server), mss, []
        self.next = [value & 0xFFFFFFFF for value in first]
        if opened:
            self.send(0, flags=SYN)
            self.send(1, flags=SYN | ACK)
            self.send(0)

    def send(self, side, payload=b"", flags=ACK):
        """One segment of the client (0) or the server (1). Returns it."""
        packet = tcp(self.ends[side], self.ends[1 - side], self.next[side], self.next[1 - side], flags, payload)
        self.next[side] += len(payload) + (1 if flags & (SYN | FIN) else 0)
        self.packets.append(packet)
        return packet

    def say(self, side, octets):
        """Octets in segments of the MSS."""
        for at in range(0, len(octets), self.mss):
            self.send(side, octets[at:at + self.mss], ACK | PSH)
        return self

    def turns(self, *turns):
        """(side, octets) one after the other."""
        for side, octets in turns:
            self.say(side, octets)
        return self

    def close(self):
        self.send(0, flags=FIN | ACK)
        self.send(1, flags=FIN | ACK)
        self.send(0)
        return self

    def reset(self, side):
        self.send(side, flags=RST | ACK)
        return self


def record(kind, body, version=0x0303):
    return struct.pack(">BHH", kind, version, len(body)) + body


def extension(kind, body):
    return struct.pack(">HH", kind, len(body)) + body


def hello(name=b"a.example", versions=(0x0304, 0x0303), message_seq=None, cookie=b""):
    """The handshake message of a ClientHello; of DTLS with `message_seq`."""
    dtls = message_seq is not None
    extensions = b""
    if name is not None:
        extensions += extension(0, struct.pack(">HBH", len(name) + 3, 0, len(name)) + name)
    if versions:
        extensions += extension(43, bytes([2 * len(versions)]) + b"".join(struct.pack(">H", v) for v in versions))
    body = (b"\xfe\xfd" if dtls else b"\x03\x03") + b"R" * 32 + b"\0" + (bytes([len(cookie)]) + cookie if dtls else b"")
    body += b"\0\2\x13\x01" + b"\1\0" + struct.pack(">H", len(extensions)) + extensions
    size = struct.pack(">I", len(body))[1:]
    return b"\1" + size + (struct.pack(">H", message_seq) + bytes(3) + size if dtls else b"") + body


def server_hello(version=0x0304, suite=0x1301, random=b"S" * 32):
    extensions = extension(43, struct.pack(">H", 0x0304)) if version == 0x0304 else b""
    legacy = min(version, 0x0303)
    body = struct.pack(">H", legacy) + random + b"\0" + struct.pack(">HBH", suite, 0, len(extensions)) + extensions
    return b"\2" + struct.pack(">I", len(body))[1:] + body


def dtls_record(kind, body, epoch=0, sequence=0, version=0xFEFD):
    return struct.pack(">BHHIHH", kind, version, epoch, 0, sequence, len(body)) + body
