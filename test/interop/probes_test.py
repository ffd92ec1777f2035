#!/usr/bin/env python3
"""Odd peers: scripted clients against examples/proxy, scripted servers against examples/client.

    probes_test.py CLIENT PROXY

Prints what microsocks, Dante and ssh -D, and curl, make of the same scripts, in tables for docs/interop.md. Ours are
held to what stands in server_probes.py and client_probes.py.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import unittest

import client_probes
import clients
import server_probes
import servers
from example_client import Client
from processes import SECONDS, version_of
from targets import Echo, Target

CLIENT = PROXY = ""
STALL = 2  # seconds, after which curl is said to stall

# What microsocks 1.0.3 is known not to take: it reads each message with one recv() alone.
MICROSOCKS_FAILS = ["greeting split", "greeting and request in one segment", "request split 4 + 6",
                    "request and payload in one segment", "everything in one segment", "one octet a segment"]


def print_table(*rows):
    print("\n" + "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:])))


class Servers(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.target = self.stack.enter_context(contextlib.closing(Target(Echo)))

    def start(self, server, *arguments):
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        os.chmod(folder, 0o755)
        return self.stack.enter_context(server(folder, *arguments)).port

    def probe(self, probes, **ports):
        """{probe: {server: answer}}; ours are checked."""
        found = {}
        for name, script, ours in probes:
            found[name] = {server: server_probes.run(port, script) for server, port in ports.items()}
            with self.subTest(probe=name):
                self.assertEqual(found[name]["ours"], ours)
        return found

    def check_microsocks(self, found, failures):
        """What the documents say of it, as long as it is that version."""
        for name, answers in found.items():
            if version_of("microsocks") == "1.0.3":
                with self.subTest(microsocks=name):
                    self.assertEqual(answers["microsocks"] != "ok" and answers["ours"] == "ok", name in failures)

    def test_no_authentication(self):
        found = self.probe(server_probes.probes(self.target.port), ours=self.start(servers.proxy, PROXY),
                           microsocks=self.start(servers.microsocks), dante=self.start(servers.dante),
                           ssh=self.start(servers.ssh))
        self.check_microsocks(found, [*MICROSOCKS_FAILS, "RSV 1"])
        print_table(["what the client sends", "examples/proxy", f"microsocks {version_of('microsocks')}",
                     f"Dante {version_of('dante-server')}", f"ssh -D {version_of('openssh-client')}"],
                    *([name, *answers.values()] for name, answers in found.items()))

    def test_password(self):
        user = ("u", "p")
        found = self.probe(server_probes.password_probes(self.target.port),
                           ours=self.start(servers.proxy, PROXY, user), microsocks=self.start(servers.microsocks, user))
        self.check_microsocks(found, ["everything in one segment, with a password"])
        print_table(["what the client sends", "examples/proxy", f"microsocks {version_of('microsocks')}"],
                    *([name, *answers.values()] for name, answers in found.items()))


class Clients(unittest.TestCase):
    def run_against(self, script, command):
        """`command`, a function of the server's port."""
        with contextlib.closing(client_probes.ScriptedServer(script)) as server:
            return subprocess.run(command(server.port), input=clients.HTTP.encode(), capture_output=True,
                                  timeout=SECONDS, check=False)

    def ours(self, flags, script):
        user = ("--user", "u:p") if len(flags) > 1 else ()
        done = self.run_against(script, lambda port: [CLIENT, flags[0], f"127.0.0.1:{port}", *user, "192.0.2.1:80"])
        if done.returncode == 0 and done.stdout == client_probes.PAGE:
            return "ok"
        return re.search(r" / ([^:\n]*)|$", done.stderr.decode())[1] or done.stderr.decode()

    def curl(self, flags, script):
        user = ("--proxy-user", "u:p") if len(flags) > 1 else ()
        done = self.run_against(script, lambda port: [
            "curl", "--silent", "--show-error", "--noproxy", "", "--max-time", str(STALL), flags[0],
            f"127.0.0.1:{port}", *user, "http://192.0.2.1/"])
        if done.returncode == 0 and done.stdout == b"page":
            return "ok"
        message = done.stderr.decode().strip()
        return "stalls" if done.returncode == 28 else message.removeprefix("curl: ")

    def test_scripted_servers(self):
        rows = []
        for name, flags, script, outcome in client_probes.PROBES:
            found = self.ours(flags, script)
            with self.subTest(probe=name):
                self.assertEqual(found, outcome)
            rows.append([name, found, self.curl(flags, script)])
        print_table(["what the server sends", "examples/client", f"curl {version_of('curl')}"], *rows)

    def test_a_client_that_speaks_first_takes_nothing_before(self):
        reply, page = client_probes.REPLY, client_probes.PAGE
        surplus = (1, b"", " / surplus: ")
        for name, flag, said, expected in (("with the reply", "--client-first", [reply + page], surplus),
                                           ("behind the reply", "--client-first", [reply, page], surplus),
                                           ("behind the request", "--client-first", [reply], (0, page, "")),
                                           ("without the flag", "--optimistic", [reply + page], (0, page, ""))):
            script = [client_probes.GREETING, b"\x05\x00", client_probes.REQUEST, *said, client_probes.HTTP, page]
            if page in b"".join(said):
                script.pop()
            with self.subTest(bytes=name), contextlib.closing(client_probes.ScriptedServer(script)) as server:
                with Client(CLIENT, flag, "--socks5", f"127.0.0.1:{server.port}", "192.0.2.1:80") as client:
                    client.bound("bound to")
                    server.wait_until_said(2 + sum(map(len, said)))
                    status, out, messages = client.run(clients.HTTP.encode())
                self.assertEqual((status, out), expected[:2])
                self.assertIn(expected[2], messages)


if __name__ == "__main__":
    PROXY = sys.argv.pop(2)
    CLIENT = sys.argv.pop(1)
    unittest.main()
