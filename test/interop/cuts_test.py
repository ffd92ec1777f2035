#!/usr/bin/env python3
"""Servers that lead a connection by its hello, with every cut of cuts.py; and whether docs/interop.md says the same.

    cuts_test.py ROUTER [--write]

examples/sni_router must understand every cut, and so must OpenSSL's server, which shows that the cuts are TLS. What the
others understood is the table of docs/interop.md: --write puts that of this run there.
"""

import concurrent.futures
import contextlib
import pathlib
import queue
import re
import socketserver
import subprocess
import sys
import tempfile
import unittest

import cuts
import peers
from processes import Peer, enter_namespace, free_port, version_of
from targets import TcpServer, serve_in_thread

ROUTER, WRITE = "", False
PAGE = pathlib.Path(__file__).parents[2] / "docs/interop.md"
TABLE = re.compile(r"(?<=<!-- cuts_test.py: -->\n)(?:\|.*\n)+")
HELLOS = ("curl", "chromium")
NAME = "www.example.com"
RIGHT, WRONG = b"right", b"wrong"
SECONDS = 2  # after which a server waits for more

NGINX = """
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ }}
stream {{
  map $ssl_preread_server_name $target {{
    {name} 127.0.0.1:{right};
    default 127.0.0.1:{wrong};
  }}
  server {{
    listen 127.0.0.1:{port};
    ssl_preread on;
    proxy_pass $target;
  }}
}}
"""
HAPROXY = """
defaults
  mode tcp
  timeout connect 5s
  timeout client 20s
  timeout server 20s
frontend all
  bind 127.0.0.1:{port}
  tcp-request inspect-delay 10s
  tcp-request content accept if {{ req.ssl_hello_type 1 }}
  use_backend right if {{ req.ssl_sni -i {name} }}
  default_backend wrong
backend right
  server right 127.0.0.1:{right}
backend wrong
  server wrong 127.0.0.1:{wrong}
"""


class Behind:
    """A server behind the one that is asked: says who it is, and keeps what it was sent."""

    def __init__(self, name):
        behind = self
        self.heard = queue.Queue()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                heard = b""
                self.request.sendall(name)
                with contextlib.suppress(OSError):
                    while more := self.request.recv(65536):
                        heard += more
                behind.heard.put(heard)

        self.server = TcpServer("127.0.0.1", 0, Handler)
        self.port = self.server.server_address[1]
        serve_in_thread(self.server)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def row(*cells):
    return f"| {' | '.join(cells)} |\n"


class Cuts(unittest.TestCase):
    def setUp(self):
        self.stack = contextlib.ExitStack()
        self.addCleanup(self.stack.close)
        self.folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.right, self.wrong = (self.stack.enter_context(contextlib.closing(Behind(name))) for name in (RIGHT, WRONG))

    def start(self, name, command):
        peer = self.stack.enter_context(Peer(self.folder, f"{name}.out", command))
        return peer

    def start_configured(self, name, text, *command):
        port = free_port()
        file = pathlib.Path(self.folder, f"{name}.conf")
        file.write_text(text.format(folder=self.folder, port=port, right=self.right.port, wrong=self.wrong.port, name=NAME))
        self.start(name, [*command, str(file)]).wait_for_port(port)
        return port

    def servers(self):
        """What the table calls it -> its port, and what it answers to a hello that it has understood."""
        router = self.start("router", [ROUTER, "--listen", "127.0.0.1:0", "--route", f"{NAME}=127.0.0.1:{self.right.port}"])
        port = int(router.wait_for_text(rb"listening on 127\.0\.0\.1:(\d+)")[1])
        found = {"examples/sni_router": (port, RIGHT)}
        port = self.start_configured("nginx", NGINX, "nginx", "-e", f"{self.folder}/nginx.log", "-c")
        found[f"nginx {version_of('nginx-light')}, ssl_preread"] = (port, RIGHT)
        port = self.start_configured("haproxy", HAPROXY, "haproxy", "-db", "-f")
        found[f"HAProxy {version_of('haproxy')}, req.ssl_sni"] = (port, RIGHT)
        peers.make_certificate(self.folder)
        server = self.start("openssl", ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem"])
        port = int(server.wait_for_text(rb"ACCEPT 127\.0\.0\.1:(\d+)")[1])
        version = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=True).stdout.split()[1]
        found[f"OpenSSL {version}, the server itself"] = (port, None)
        return found

    def play(self, server, stream):
        port, expect = server
        found = cuts.play(("127.0.0.1", port), stream, SECONDS, expect)
        if found == "understood" and expect:
            self.assertEqual(self.right.heard.get(timeout=10), b"".join(stream), "the octets have changed")
        return {"understood": "yes", f"answers {WRONG!r}": "no: another target"}.get(found, f"no: {found}")

    def test_the_cuts_change_no_octet(self):
        for name in HELLOS:
            message, names = cuts.kept(name), set()
            for cut, stream in cuts.cuts(message, seed=1):
                self.assertEqual(cuts.message_of(b"".join(stream)), message, (name, cut))
                self.assertNotIn(b"", stream, (name, cut))
                self.assertNotIn(cut, names)
                names.add(cut)

    def test_every_cut(self):
        servers = self.servers()
        played = {name: dict(cuts.cuts(cuts.kept(name), seed=1)) for name in HELLOS}
        lines = [row("cut", *servers), row(*["---"] * (1 + len(servers)))]
        pool = self.stack.enter_context(concurrent.futures.ThreadPoolExecutor(len(servers)))
        for cut in next(iter(played.values())):
            cells, found = [], {}
            for name, streams in played.items():  # against all servers at once
                found[name] = iter(list(pool.map(self.play, servers.values(), [streams[cut]] * len(servers))))
            for server in servers:
                answers = {name: next(of_servers) for name, of_servers in found.items()}
                with self.subTest(cut=cut, server=server):
                    if server.startswith(("examples/", "OpenSSL")):
                        self.assertEqual(set(answers.values()), {"yes"})
                same = len(set(answers.values())) == 1
                cells.append(answers["curl"] if same else ", ".join(f"{name} {answer}" for name, answer in answers.items()))
            if not cut.startswith("seed"):
                lines.append(row(cut, *cells))
        table = "".join(lines)
        print(f"\n{table}")
        page = PAGE.read_text(encoding="utf-8")
        if WRITE:
            PAGE.write_text(TABLE.sub(lambda _: table, page), encoding="utf-8")
        else:
            self.assertEqual(TABLE.findall(page), [table], "docs/interop.md says otherwise: run with --write, and look")


if __name__ == "__main__":
    enter_namespace()
    WRITE = "--write" in sys.argv and not sys.argv.remove("--write")
    ROUTER = sys.argv.pop(1)
    unittest.main()
