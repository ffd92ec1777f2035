"""Times Python's socksio on messages of a file, each of which stands behind its length in two octets.

    socksio_peer.py FILE OPERATION fields    what it reads of each message, or the octets that it writes, a line each
    socksio_peer.py FILE OPERATION time      nanoseconds of the processor a message

The same loop with an empty function is taken out of the time.
"""

import socket
import statistics
import sys
import time

from socksio import socks5


def messages(path):
    with open(path, "rb") as file:
        octets = file.read()
    found = []
    while octets:
        end = 2 + int.from_bytes(octets[:2], "big")
        found.append(octets[2:end])
        octets = octets[end:]
    return found


def reply_line(reply):
    kind = reply.atype[0]
    if kind == 3:
        address = reply.addr[1:].encode()  # its length is the first character
    else:
        address = socket.inet_pton(socket.AF_INET if kind == 1 else socket.AF_INET6, reply.addr)
    return f"{reply.reply_code[0]} {kind} {address.hex()} {reply.port}"


def request(message):
    kind = message[3]
    address = message[5:-2] if kind == 3 else message[4:-2]
    return socks5.SOCKS5CommandRequest(socks5.SOCKS5Command(message[1:2]), socks5.SOCKS5AType(message[3:4]), address,
                                       int.from_bytes(message[-2:], "big"))


def userpass(message):
    end = 2 + message[1]
    return socks5.SOCKS5UsernamePasswordRequest(message[2:end], message[end + 1:])


# What is made of each message beforehand; what is measured; what is shown of its answer.
OPERATIONS = {
    "socks5_reply decode": (bytes, socks5.SOCKS5Reply.loads, reply_line),
    "socks5_request encode": (request, socks5.SOCKS5CommandRequest.dumps, bytes.hex),
    "socks5_userpass_request encode": (userpass, socks5.SOCKS5UsernamePasswordRequest.dumps, bytes.hex),
}


def nothing(_):
    pass


def one_pass(call, values):
    start = time.process_time_ns()
    for value in values:
        call(value)
    return (time.process_time_ns() - start) / len(values)


def main():
    path, operation, what = sys.argv[1:]
    prepare, call, show = OPERATIONS[operation]
    values = [prepare(message) for message in messages(path)]
    if what == "fields":
        print("\n".join(show(call(value)) for value in values))
        return
    passes = [one_pass(call, values) - one_pass(nothing, values) for _ in range(60)]
    print(statistics.median(passes))


main()
