#!/usr/bin/env python3
"""SOCKS clients that others have written against examples/proxy.

    socks_clients_test.py PROXY

A tap between client and proxy keeps what the client sends: each case checks what the client got, and that it asked
the proxy for it, in the words of the protocol that it was told to speak. Where root's rights allow it nothing but
loopback is there: a browser would call home through the proxy.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import clients
import servers
from processes import SECONDS, enter_namespace, version_of
from targets import Page, Tap, Target

PROXY = ""
USER = ("alice", "sesame")


def request(kind, port, user):
    """A pattern for what a client says to the proxy that shall lead it to a target on loopback."""
    port, userid = re.escape(port.to_bytes(2, "big")), user[0].encode() if user else b""
    credentials = b"\x01\x05alice\x06sesame" if user else b""
    return {
        "SOCKS4": rb"^\x04\x01" + port + rb"\x7f\0\0\x01" + userid + rb"\0",
        "SOCKS4a": rb"^\x04\x01" + port + rb"\0\0\0[^\0]" + userid + rb"\0localhost\0",
        "SOCKS5 IPv4": rb"^\x05.{2,9}" + credentials + rb"\x05\x01\0\x01\x7f\0\0\x01" + port,
        "SOCKS5 IPv6": rb"^\x05.{2,9}" + credentials + rb"\x05\x01\0\x04\0{15}\x01" + port,
        "SOCKS5 IPv6 as a name": rb"^\x05.{2,9}\x05\x01\0\x03\x03::1" + port,
        "SOCKS5 name": rb"^\x05.{2,9}" + credentials + rb"\x05\x01\0\x03\x09localhost" + port,
    }[kind]


# Package, then by what the client says: its command and the host that it is given.
CLIENTS = [
    ("curl", {
        "SOCKS4": (clients.curl("--socks4"), "127.0.0.1"),
        "SOCKS4a": (clients.curl("--socks4a"), "localhost"),
        "SOCKS5 IPv4": (clients.curl("--socks5"), "127.0.0.1"),
        "SOCKS5 IPv6": (clients.curl("--socks5"), "::1"),
        "SOCKS5 name": (clients.curl("--socks5-hostname"), "localhost"),
    }),
    ("ncat", {
        "SOCKS4": (clients.ncat("socks4"), "127.0.0.1"),
        "SOCKS5 IPv4": (clients.ncat("socks5"), "127.0.0.1"),
        "SOCKS5 IPv6": (clients.ncat("socks5"), "::1"),
        "SOCKS5 name": (clients.ncat("socks5"), "localhost"),
    }),
    ("proxychains4", {
        "SOCKS4": (clients.proxychains("socks4"), "127.0.0.1"),
        "SOCKS5 IPv4": (clients.proxychains("socks5"), "127.0.0.1"),
    }),
    ("python3-python-socks", {
        "SOCKS4": (clients.python_socks("socks4", rdns=False), "localhost"),
        "SOCKS4a": (clients.python_socks("socks4"), "localhost"),
        "SOCKS5 IPv4": (clients.python_socks("socks5", rdns=False), "localhost"),
        "SOCKS5 IPv6": (clients.python_socks("socks5"), "::1"),
        "SOCKS5 name": (clients.python_socks("socks5"), "localhost"),
    }),
    ("python3-socks", {
        "SOCKS4": (clients.pysocks("SOCKS4", rdns=False), "localhost"),
        "SOCKS4a": (clients.pysocks("SOCKS4"), "localhost"),
        "SOCKS5 IPv4": (clients.pysocks("SOCKS5", rdns=False), "localhost"),
        "SOCKS5 IPv6": (clients.pysocks("SOCKS5"), "::1"),
        "SOCKS5 name": (clients.pysocks("SOCKS5"), "localhost"),
    }),
    ("chromium", {
        "SOCKS4": (clients.chromium("socks4"), "localhost"),
        "SOCKS5 IPv6 as a name": (clients.chromium("socks5"), "::1"),
        "SOCKS5 name": (clients.chromium("socks5"), "localhost"),
    }),
]
NO_USERS = ("chromium",)


class Clients(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.target = self.stack.enter_context(contextlib.closing(Target(Page)))

    def tap(self, user=None):
        """In front of a proxy that asks for `user`."""
        proxy = self.stack.enter_context(servers.proxy(self.folder, PROXY, user))
        return self.stack.enter_context(contextlib.closing(Tap(proxy.port)))

    def run_client(self, command):
        return subprocess.run(command, input=clients.HTTP.encode(), capture_output=True, timeout=3 * SECONDS,
                              check=False)

    def check(self, package, kind, tap, user):
        command, host = dict(CLIENTS)[package][kind]
        with self.subTest(package=package, kind=kind, user=user), tempfile.TemporaryDirectory() as folder:
            tap.heard.clear()
            done = self.run_client(command(folder, tap.port, user, host, self.target.port))
            self.assertIn(b"a page behind the proxy", done.stdout, done.stderr.decode())
            asked = re.compile(request(kind, self.target.port, user), re.S)
            self.assertTrue(any(asked.search(heard) for heard in tap.heard), tap.heard)

    def check_all(self, prefix, tap, user):
        for package, kinds in CLIENTS:
            for kind in kinds:
                if kind.startswith(prefix) and not (user and package in NO_USERS):
                    self.check(package, kind, tap, user)

    def test_without_authentication(self):
        for package, _ in CLIENTS:
            print(package, version_of(package))
        self.check_all("SOCKS", self.tap(), None)

    def test_user_id_of_socks4(self):
        self.check_all("SOCKS4", self.tap(), USER)

    def test_password(self):
        self.check_all("SOCKS5", self.tap(USER), USER)

    def test_refusals(self):
        """curl exits with 97 where the proxy says no."""
        tap = self.tap(USER)
        for flag, user in (("--socks5", ("alice", "wrong")), ("--socks5", None), ("--socks4", USER)):
            with self.subTest(flag=flag, user=user):
                command = clients.curl(flag)(self.folder, tap.port, user, "127.0.0.1", self.target.port)
                self.assertEqual(self.run_client(command).returncode, 97)

    def test_ssh_through_nc(self):
        print("openssh-client", version_of("openssh-client"))
        print("netcat-openbsd", version_of("netcat-openbsd"))
        tap = self.tap()
        port = self.stack.enter_context(servers.sshd(self.folder)).port
        netcat = shutil.which("nc.openbsd")
        self.assertTrue(netcat, "netcat-openbsd is not installed")
        for version, kind in (("4", "SOCKS4"), ("5", "SOCKS5 IPv4")):
            with self.subTest(version=version):
                tap.heard.clear()
                through = f"ProxyCommand={netcat} -X {version} -x 127.0.0.1:{tap.port} %h %p"
                ssh = servers.ssh_command(self.folder, port, "-o", through)
                done = self.run_client([*ssh, "echo", "through", "nc"])
                self.assertEqual(done.stdout, b"through nc\n", done.stderr.decode())
                self.assertRegex(bytes(tap.heard[0]), re.compile(request(kind, port, None), re.S))


if __name__ == "__main__":
    if os.getuid() == 0:
        enter_namespace(map_root=False)
    PROXY = sys.argv.pop(1)
    unittest.main()
