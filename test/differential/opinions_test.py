#!/usr/bin/env python3
"""Further opinions: what Python's socksio and Wireshark's dissector say of the same bytes, where they are right.

    opinions_test.py INSPECT

Left out, because the other is wrong there: socksio reads a reply's domain name without its length octet, and
knows no code outside the RFCs.
"""

import ipaddress
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from socksio import socks4, socks5

INSPECT = ""
COUNT = 300


def ask(requests):
    done = subprocess.run([INSPECT, "--batch"], input="".join(r + "\n" for r in requests), capture_output=True,
                          text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(answers) == len(requests), done
    return answers


class Socksio(unittest.TestCase):
    def setUp(self):
        self.random = random.Random(1928)

    def address(self):
        """(text, ATYP) of a random address."""
        kind = self.random.choice((1, 3, 4))
        if kind == 1:
            return str(ipaddress.IPv4Address(self.random.getrandbits(32) | 1 << 31)), kind
        if kind == 4:
            return str(ipaddress.IPv6Address(self.random.getrandbits(128) | 1 << 127)), kind
        letters = "".join(self.random.choices("abcdefghij0123456789-", k=self.random.randint(1, 60)))
        return "x" + letters + ".example", kind

    def test_requests_that_it_writes(self):
        cases, requests = [], []
        for _ in range(COUNT):
            (host, atyp), port = self.address(), self.random.getrandbits(16)
            command = self.random.choice(list(socks5.SOCKS5Command))
            message = socks5.SOCKS5CommandRequest.from_address(command, (host, port)).dumps()
            cases.append({"cmd": command.value[0], "atyp": atyp, "addr": host, "port": port})
            requests.append(f"socks5_request {message.hex()} strict")
        for case, answer in zip(cases, ask(requests)):
            self.assertEqual(case, {key: answer["fields"][key] for key in case})

    def test_socks4a_requests_that_it_writes(self):
        cases, requests = [], []
        for _ in range(COUNT):
            host, port = "x" + "".join(self.random.choices("abc.-", k=9)), self.random.getrandbits(16)
            user = bytes(self.random.choices(range(0x21, 0x7F), k=self.random.randint(1, 20)))
            request = socks4.SOCKS4ARequest.from_address(socks4.SOCKS4Command.CONNECT, (host, port), user)
            cases.append({"cmd": 1, "v4a": True, "host": host, "port": port, "userid": user.decode()})
            requests.append(f"socks4_request {request.dumps().hex()} strict")
        for case, answer in zip(cases, ask(requests)):
            self.assertEqual(case, {key: answer["fields"][key] for key in case})

    def test_credentials_and_greetings_that_it_writes(self):
        user, password = b"u" * 255, b"p" * 7
        credentials = socks5.SOCKS5UsernamePasswordRequest(user, password).dumps()
        methods = list(socks5.SOCKS5AuthMethod)[:-1]
        greeting = socks5.SOCKS5AuthMethodsRequest(methods).dumps()
        answers = ask([f"socks5_userpass_request {credentials.hex()} strict", f"socks5_greeting {greeting.hex()} strict"])
        self.assertEqual(answers[0]["fields"]["user"], user.decode())
        self.assertEqual(answers[0]["fields"]["pass"], password.decode())
        self.assertEqual(answers[1]["fields"]["methods"], b"".join(m.value for m in methods).hex())

    def test_replies_that_it_reads(self):
        messages, requests = [], []
        for _ in range(COUNT):
            size, atyp = self.random.choice(((4, 1), (16, 4)))
            message = bytes((5, self.random.randrange(9), 0, atyp)) + self.random.randbytes(size + 2)
            messages.append(message)
            requests.append(f"socks5_reply {message.hex()} strict")
        for message, answer in zip(messages, ask(requests)):
            theirs, ours = socks5.SOCKS5Reply.loads(message), answer["fields"]
            self.assertEqual(ours["rep"], theirs.reply_code.value[0])
            self.assertEqual(ipaddress.ip_address(ours["addr"]), ipaddress.ip_address(theirs.addr))
            self.assertEqual(ours["port"], theirs.port)
        messages = [bytes((0, code)) + self.random.randbytes(6) for code in (90, 91, 92, 93)]
        for message, answer in zip(messages, ask([f"socks4_reply {m.hex()} strict" for m in messages])):
            theirs, ours = socks4.SOCKS4Reply.loads(message), answer["fields"]
            self.assertEqual((ours["code"], ours["port"], ours["ip"]), (message[1], theirs.port, theirs.addr))


class Wireshark(unittest.TestCase):
    """One conversation, as packets made by text2pcap, dissected by tshark."""

    # Direction, kind, bytes, and which of Wireshark's fields is which of ours.
    CONVERSATION = (
        ("I", "socks5_greeting", "05020002", {}),
        ("O", "socks5_method_selection", "0502", {"socks.auth_accepted_method": "method"}),
        ("I", "socks5_userpass_request", "0105616c69636506736573616d65",
         {"socks.username": "user", "socks.password": "pass"}),
        ("O", "socks5_userpass_reply", "0100", {"socks.auth_status": "status"}),
        ("I", "socks5_request", "050100030b6578616d706c652e636f6d01bb",
         {"socks.command": "cmd", "socks.remote_name": "addr", "socks.port": "port"}),
        ("O", "socks5_reply", "05040001c00002011f90",
         {"socks.results": "rep", "socks.dst": "addr", "socks.port": "port"}),
    )

    def test_a_conversation(self):
        with tempfile.TemporaryDirectory() as folder:
            dump = pathlib.Path(folder, "dump")
            dump.write_text("".join(f"{way}\n000000 {bytes.fromhex(data).hex(' ')}\n\n"
                                    for way, _, data, _ in self.CONVERSATION))
            pcap = pathlib.Path(folder, "pcap")
            subprocess.run(["text2pcap", "-q", "-D", "-T", "40000,1080", str(dump), str(pcap)], check=True,
                           capture_output=True)
            fields = [field for _, _, _, theirs in self.CONVERSATION for field in theirs]
            command = ["tshark", "-r", str(pcap), "-d", "tcp.port==1080,socks", "-T", "fields", "-E", "separator=|"]
            for field in fields:
                command += ["-e", field]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        packets = [dict(zip(fields, line.split("|"))) for line in done.stdout.splitlines()]
        answers = ask([f"{kind} {data} strict" for _, kind, data, _ in self.CONVERSATION])
        self.assertEqual(len(packets), len(answers))
        for packet, answer, (_, kind, _, expected) in zip(packets, answers, self.CONVERSATION):
            for theirs, ours in expected.items():
                self.assertEqual(packet[theirs], str(answer["fields"][ours]), (kind, theirs, packet))


if __name__ == "__main__":
    INSPECT = sys.argv.pop(1)
    unittest.main()
