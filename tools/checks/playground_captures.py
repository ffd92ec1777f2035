"""Captures for the check of the playground, by name: what its page and `inspect --pcap` have to say the same of."""

import pathlib
import random
import struct
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "test/inspect"))
import capture_test as turns  # noqa: E402  (test/inspect/capture_test.py)
import packets  # noqa: E402  (test/inspect/packets.py)
from packets import CLIENT6, ETHERNET, LOOPBACK, RAW, SERVER6, SLL, SLL2, Connection, link, pcap, pcapng  # noqa: E402

SECTION = struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)


def frames(kind=ETHERNET, **ends):
    """A connection of SOCKS and TLS 1.3, one of TLS 1.2, and a datagram of DTLS."""
    first = Connection(**ends).turns(*turns.SOCKS, *turns.TLS13).close()
    other = Connection(client=("10.0.0.3", 1), server=("10.0.0.4", 443)).turns(*turns.TLS12)
    hello = packets.udp(("10.0.0.1", 7), ("10.0.0.2", 8), packets.dtls_record(22, packets.hello(message_seq=0)))
    return [link(kind, packet) for packet in [*first.packets, *other.packets, hello]]


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def other_blocks(frame_list):
    """pcapng with obsolete and simple blocks, two interfaces, two sections, and times of other units."""
    out = []
    for section, (unit, offset) in enumerate(((b"\x09", 0), (b"\x94", 1000), (b"\x03", -5))):
        out += [packets.block(0x0A0D0D0A, SECTION)]
        own = option(9, unit) + option(14, struct.pack("<q", offset)) + option(0, b"")
        out += [packets.block(1, struct.pack("<HHI", ETHERNET, 0, 0) + own), packets.block(1, struct.pack("<HHI", ETHERNET, 0, 0))]
        for number, frame in enumerate(frame_list[section::3]):
            time = (1 << 40) + number * 1000003
            if number % 3 == 0:
                body = struct.pack("<IIIII", number % 2, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame)) + frame
                out.append(packets.block(6, body + bytes(-len(frame) % 4) + option(1, b"a comment")))
            elif number % 3 == 1:
                out.append(packets.block(2, struct.pack("<HHIIII", 0, 0, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame)) + frame))
            else:
                out.append(packets.block(3, struct.pack("<I", len(frame)) + frame))
    return b"".join(out)


def whole():
    """Captures that are read to their end."""
    found = {"nothing": pcap([])}
    for kind in (ETHERNET, SLL, SLL2, RAW, LOOPBACK):
        for name, ends in (("v4", {}), ("v6", {"client": CLIENT6, "server": SERVER6})):
            those = frames(kind, **ends)
            found[f"pcap {kind} {name}"] = pcap(those, kind)
            found[f"pcap, big-endian, {kind} {name}"] = pcap(those, kind, order=">")
            found[f"pcapng {kind} {name}"] = pcapng(those, kind)
    those = frames()
    nanoseconds = bytearray(pcap(those))
    nanoseconds[:4] = struct.pack("<I", 0xA1B23C4D)
    found["nanoseconds"] = bytes(nanoseconds)
    found["packets that are cut"] = pcap(those, snaplen=120)
    found["a small snaplen in the header"] = pcap(those)[:16] + struct.pack("<I", 200) + pcap(those)[20:]
    found["other blocks"] = other_blocks(those)
    for seed in range(20):
        rng = random.Random(seed)
        some = [frame for frame in those if rng.random() < 0.9]
        if seed % 2:
            some = [some[min(max(0, i + rng.randrange(-2, 3)), len(some) - 1)] for i in range(len(some))]
        found[f"gaps and disorder {seed}"] = pcap(some)
    return found


def damaged():
    """Captures that end anywhere, and with octets changed at random."""
    rng = random.Random(11)
    found = {}
    for name, write in (("pcap", pcap), ("pcapng", pcapng)):
        octets = write(frames())
        for size in [*range(4, 130), *rng.sample(range(130, len(octets)), 40)]:
            found[f"{name} of {size} octets"] = octets[:size]
        for turn in range(150):
            changed = bytearray(octets)
            for _ in range(rng.choice((1, 3, 20))):
                # As often in the headers of blocks as anywhere.
                changed[rng.randrange(4, rng.choice((140, len(changed))))] = rng.choice((0, 1, 4, 0x7F, 0x80, 0xFF, rng.randrange(256)))
            found[f"{name}, damaged, {turn}"] = bytes(changed)
    return found


def flood():
    """As many flows as fit: a connection a packet, each with the first octets of a hello."""
    start = packets.record(22, packets.hello(), 0x0301)[:60]
    out = [pcap([])]
    for number in range(150000):
        frame = link(ETHERNET, packets.tcp((f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 1), ("10.9.9.9", 443), 1, 0, 0x10, start))
        out.append(struct.pack("<IIII", number, 0, len(frame), len(frame)) + frame)
    return b"".join(out)
