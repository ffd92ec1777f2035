#!/usr/bin/env python3
"""Plays a ClientHello, cut in every way that TLS and TCP allow, against a server on loopback, and says what came back.

    cuts.py [--hello FILE] [--name NAME] [--cut NAME] [--seed N] [--expect TEXT] [--seconds N] HOST:PORT

FILE has the octets of a hello in hexadecimal, with or without its record headers; without it NAME is looked up in
hellos.tsv, where it is `curl` unless given. --seed adds twenty random cuts. The server has understood a hello if it
answers with a ServerHello, or, with --expect, with TEXT. A line for each cut says so; the status is 0 if all were
understood, 1 if some were not.
"""

import argparse
import ipaddress
import pathlib
import random
import socket
import sys
import time

from hello_bytes import records

KEPT = pathlib.Path(__file__).with_name("hellos.tsv")
PAUSE, ALL_PAUSES = 0.001, 0.2  # seconds between two segments, so that the receiver reads each on its own; all together
SERVER_HELLO, HANDSHAKE, ALERT = 2, 22, 21


def message_of(stream):
    """The handshake message in the records of a stream."""
    if stream[0] != HANDSHAKE:
        return stream
    message, at = b"", 0
    while at < len(stream):
        size = int.from_bytes(stream[at + 3:at + 5], "big")
        message += stream[at + 5:at + 5 + size]
        at += 5 + size
    return message


def kept(name):
    """The handshake message of a client in hellos.tsv."""
    rows = [line.split("\t") for line in KEPT.read_text(encoding="utf-8").splitlines()]
    return message_of(bytes.fromhex({row[0]: row[2] for row in rows}[name]))


def name_at(message):
    """Where the middle of the server name lies; of the message if there is none."""
    at = 4 + 2 + 32
    at += 1 + message[at]
    at += 2 + int.from_bytes(message[at:at + 2], "big")
    at += 1 + message[at] + 2
    while at + 4 <= len(message):
        size = int.from_bytes(message[at + 2:at + 4], "big")
        if message[at:at + 2] == b"\0\0":
            return at + 4 + 5 + (size - 5) // 2
        at += 4 + size
    return len(message) // 2


def pieces(stream, sizes):
    """`stream` in pieces of the sizes that the iterator gives."""
    out, at = [], 0
    while at < len(stream):
        out.append(stream[at:at + next(sizes)])
        at += len(out[-1])
    return out


def always(size):
    return iter(lambda: size, 0)


def between(chance, least, most):
    return iter(lambda: chance.randint(least, most), 0)


def at_each(*cuts):
    """Sizes that end at each of these, and then at the end."""
    ends = [0, *cuts]
    yield from (b - a for a, b in zip(ends, ends[1:]))
    while True:
        yield 1 << 24


def cuts(message, seed=None):
    """(name, the pieces in which a stream is sent); the octets of the message are the same in all of them."""
    whole, middle = records(message, always(16384)), name_at(message)
    chance = random.Random(len(message))

    def in_records(sizes):
        return records(message, sizes)

    yield "one record, one segment", [whole]
    yield "one segment an octet", pieces(whole, always(1))
    yield "segments cut in the record header", pieces(whole, at_each(2))
    yield "segments cut behind the record header", pieces(whole, at_each(5))
    yield "segments cut in the server name", pieces(whole, at_each(5 + middle))
    yield "segments of 4 to 8 octets", pieces(whole, between(chance, 4, 8))
    yield "records cut in the server name, one segment", [in_records(at_each(middle))]
    yield "records cut in the server name, a segment each", pieces(in_records(at_each(middle)), at_each(5 + middle))
    yield "records cut in the header of the message", [in_records(at_each(1))]
    yield "records cut behind the header of the message", [in_records(at_each(4))]
    yield "records of 10 to 20 octets, one segment", [in_records(between(chance, 10, 20))]
    yield "records of 10 to 20 octets in segments of 4 to 8", pieces(in_records(between(chance, 10, 20)), between(chance, 4, 8))
    yield "one record an octet, one segment", [in_records(always(1))]
    yield "one record an octet in segments of 100", pieces(in_records(always(1)), always(100))
    for number in range(20) if seed is not None else ():
        chance = random.Random(f"{seed} {number}")
        stream = in_records(between(chance, 1, chance.choice((3, 30, 300, 3000))))
        yield f"seed {seed} number {number}", pieces(stream, between(chance, 1, chance.choice((3, 30, 300, 3000))))


def verdict(answer, expect=None):
    """What the first octets of an answer say; None: not enough yet."""
    if expect is not None:
        if answer[:len(expect)] == expect:
            return "understood"
        if expect[:len(answer)] == answer:
            return None
    elif len(answer) < 7:
        return None
    elif answer[0] == HANDSHAKE:
        return "understood" if answer[5] == SERVER_HELLO else f"handshake message {answer[5]}"
    if answer[0] == ALERT and len(answer) >= 7:
        return f"alert {answer[6]}"
    return None if answer[0] == ALERT else f"answers {answer[:8]!r}"


def play(address, stream, seconds=3, expect=None):
    """`understood`; or what came instead: `alert N`, `closes`, `resets`, `waits`, `answers ...`."""
    answer = b""
    try:
        with socket.create_connection(address, seconds) as peer:
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for piece in stream:
                peer.sendall(piece)
                if len(stream) > 1:
                    time.sleep(min(PAUSE, ALL_PAUSES / len(stream)))
            while more := peer.recv(4096):
                answer += more
                if verdict(answer, expect):
                    return verdict(answer, expect)
    except socket.timeout:
        return "waits"
    except OSError:
        return "resets"
    return "closes"


def loopback(text):
    host, _, port = text.rpartition(":")
    host = host.strip("[]")
    if not ipaddress.ip_address(host).is_loopback:
        raise argparse.ArgumentTypeError("only an address of loopback is played against")
    return host, int(port)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", metavar="HOST:PORT", type=loopback)
    parser.add_argument("--hello", metavar="FILE", type=pathlib.Path)
    parser.add_argument("--name", metavar="NAME", default="curl")
    parser.add_argument("--cut", metavar="NAME")
    parser.add_argument("--seed", metavar="N", type=int)
    parser.add_argument("--expect", metavar="TEXT", type=str.encode)
    parser.add_argument("--seconds", metavar="N", type=float, default=3)
    given = parser.parse_args()
    message = message_of(bytes.fromhex(given.hello.read_text(encoding="ascii"))) if given.hello else kept(given.name)
    played = [(name, stream) for name, stream in cuts(message, given.seed) if given.cut in (None, name)]
    if not played:
        parser.error(f"there is no cut '{given.cut}'")
    failed = 0
    for name, stream in played:
        found = play(given.address, stream, given.seconds, given.expect)
        failed += found != "understood"
        print(f"{name}: {found}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
