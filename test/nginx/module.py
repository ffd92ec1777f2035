"""What the tests of the nginx module share: nginx with the module in it, and the targets that it reaches."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

sys.path += [str(pathlib.Path(__file__).parents[1] / name) for name in ("proxy", "interop")]
import harness  # noqa: E402
from processes import free_port  # noqa: E402

NGINX = "/usr/sbin/nginx"
MODULE = ""  # the path of the module, which the program is told
SECONDS = 20
FORMAT = "'$remote_port version=$socks_version user=$socks_user target=$socks_target reply=$socks_reply " \
         "status=$status up=$bytes_received'"

AROUND = """
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
load_module {module};
daemon off;
master_process off;
pid nginx.pid;
error_log error.log {level};
worker_rlimit_nofile 10000;
events {{ worker_connections 8000; }}
"""

STREAM = """
stream {{
    log_format socks {format};
    access_log access.log socks;
    resolver 127.0.0.1:{dns} valid=1s;
    {stream}
    server {{
        listen 127.0.0.1:{port} backlog=1024;
        socks on;
        socks_users {users};
        {server}
        proxy_half_close on;
        proxy_pass $socks_address;
    }}
}}
"""


def configure(folder, text, level="info"):
    """Writes the configuration that has `text` behind what every configuration has."""
    pathlib.Path(folder, "nginx.conf").write_text(AROUND.format(module=MODULE, level=level) + text, encoding="latin-1")
    return [NGINX, "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]


class Nginx(harness.Proxy):
    """nginx, configured by `text`, whose server is at 127.0.0.1:port. It has one process."""

    def __init__(self, text, port, files=(), level="info"):  # pylint: disable=super-init-not-called
        self.folder = tempfile.TemporaryDirectory()
        for name, content in dict(files).items():
            pathlib.Path(self.folder.name, name).write_text(content, encoding="latin-1")
        self.process = subprocess.Popen(configure(self.folder.name, text, level), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        self.port, self.address = port, ("127.0.0.1", port)
        self.status, self.said = None, []
        self.wait_for_port()

    def wait_for_port(self):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(self.address) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError(self.text("error.log"))

    def text(self, name):
        return pathlib.Path(self.folder.name, name).read_text(encoding="latin-1")

    @property
    def errors(self):
        """The lines of the error log that say more than what a client or a target has done."""
        return [line for line in self.text("error.log").splitlines()
                if any(f" [{level}] " in line for level in ("alert", "crit", "emerg"))]

    def log_size(self):
        return pathlib.Path(self.folder.name, "access.log").stat().st_size

    def log(self, client, since):
        """The line of the connection that came from the address `client`, as a dictionary. The log had `since` octets
        when it came: an earlier connection may have had the same port."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            for line in self.text("access.log")[since:].splitlines():
                port, *pairs = line.split(" ")
                if port == str(client[1]):
                    return dict(pair.split("=", 1) for pair in pairs)
            time.sleep(0.02)
        raise AssertionError(self.text("access.log")[-2000:])

    def stop(self, number=signal.SIGTERM):
        """The exit status, a second time too; `said` is what errors was."""
        if self.status is not None:
            return self.status
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.status = self.process.wait(SECONDS)
        finally:
            self.process.kill()
        self.said = self.errors
        self.folder.cleanup()
        return self.status


class Case(unittest.TestCase):
    """One nginx and its targets for all the tests of a class."""
    USERS = ""
    STREAM = ""
    SERVER = "socks_allow 127.0.0.1; socks_allow ::1;"
    FILES = {}

    @classmethod
    def setUpClass(cls):
        harness.DnsHandler.NAMES.update({"localhost": ["127.0.0.1"]})
        cls.echo, cls.echo6 = harness.Echo(), harness.Echo("::1")
        cls.dns = harness.UdpEcho(handler=harness.DnsHandler)
        cls.nginx = start(cls.dns, cls.USERS, cls.SERVER, cls.STREAM, cls.FILES)

    @classmethod
    def tearDownClass(cls):
        status = cls.nginx.stop()
        for server in (cls.echo, cls.echo6, cls.dns):
            server.shutdown()
            server.server_close()
        assert (status, cls.nginx.said) == (0, []), (status, cls.nginx.said)

    def connect(self, timeout=SECONDS):
        self.logged = self.nginx.log_size()
        client = self.nginx.connect(timeout=timeout)
        self.addCleanup(client.close)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.last = client.getsockname()
        return client

    def refused(self, sent, answer, **log):
        """What the server says before it closes, and what it logs."""
        client = self.connect()
        client.sendall(sent)
        self.assertEqual(harness.take_all(client), answer)
        client.close()
        self.check_log(**log)

    def check_log(self, **expected):
        line = self.nginx.log(self.last, self.logged)
        self.assertEqual({key: line.get(key) for key in expected}, expected, line)

    def check_echo(self, client, up=b"payload"):
        client.sendall(up)
        client.shutdown(socket.SHUT_WR)
        self.assertEqual(harness.take_all(client), up + b"<end>")


def start(dns, users="", server="", stream="", files=(), level="info"):
    """nginx with one SOCKS server. `users` is what the file of users has; without them everybody is let in."""
    port = free_port()
    text = STREAM.format(format=FORMAT, dns=dns.port, port=port, users="users" if users else "none", server=server,
                         stream=stream)
    return Nginx(text, port, {**dict(files), "users": users}, level)


def check(text, files=()):
    """(status, what nginx says of a configuration)."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in dict(files).items():
            pathlib.Path(folder, name).write_text(content, encoding="latin-1")
        done = subprocess.run([*configure(folder, text), "-t"], capture_output=True, text=True, check=False,
                              timeout=SECONDS, env={**os.environ, "LC_ALL": "C"})
    return done.returncode, done.stderr
