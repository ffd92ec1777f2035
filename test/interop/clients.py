"""SOCKS clients: for each the command that fetches http://HOST:PORT/ or says something to an echo server.

A command is a function of (proxy port, user or None, host, port) and of the folder that is its own.
"""

import pathlib

HTTP = "GET / HTTP/1.0\r\n\r\n"
PYTHON = "/usr/bin/python3"  # Debian's packages are this one's

PYTHON_SOCKS = """
import sys
from python_socks.sync import Proxy
connection = Proxy.from_url(sys.argv[1], rdns=sys.argv[2] == "rdns").connect(sys.argv[3], int(sys.argv[4]), timeout=20)
connection.sendall(sys.argv[5].encode())
while data := connection.recv(65536):
    sys.stdout.write(data.decode())
"""

PYSOCKS = """
import sys, socks
connection = socks.socksocket()
connection.set_proxy(getattr(socks, sys.argv[1]), "127.0.0.1", int(sys.argv[2]), sys.argv[6] == "rdns", *sys.argv[7:])
connection.connect((sys.argv[3], int(sys.argv[4])))
connection.sendall(sys.argv[5].encode())
while data := connection.recv(65536):
    sys.stdout.write(data.decode())
"""


def url(host, port):
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def curl(flag):
    def command(_, proxy, user, host, port):
        return ["curl", "--silent", "--show-error", "--noproxy", "", flag, f"127.0.0.1:{proxy}",
                *(["--proxy-user", ":".join(user)] if user else []), url(host, port)]
    return command


def ncat(kind):
    def command(_, proxy, user, host, port):
        auth = ["--proxy-auth", ":".join(user) if kind == "socks5" else user[0]] if user else []
        return ["ncat", "--proxy", f"127.0.0.1:{proxy}", "--proxy-type", kind, *auth, host, str(port)]
    return command


def proxychains(kind):
    def command(folder, proxy, user, host, port):
        file = pathlib.Path(folder, "proxychains.conf")
        file.write_text(f"strict_chain\nproxy_dns\nquiet_mode\n[ProxyList]\n{kind} 127.0.0.1 {proxy} "
                        f"{' '.join(user or ())}\n")
        return ["proxychains4", "-f", str(file), "curl", "--silent", "--show-error", "--noproxy", "*", url(host, port)]
    return command


def python_socks(scheme, rdns=True):
    def command(_, proxy, user, host, port):
        there = f"{':'.join(user)}@127.0.0.1" if user else "127.0.0.1"
        return [PYTHON, "-c", PYTHON_SOCKS, f"{scheme}://{there}:{proxy}", "rdns" if rdns else "", host, str(port),
                HTTP]
    return command


def pysocks(kind, rdns=True):
    def command(_, proxy, user, host, port):
        return [PYTHON, "-c", PYSOCKS, kind, str(proxy), host, str(port), HTTP, "rdns" if rdns else "", *(user or ())]
    return command


def chromium(scheme):
    def command(folder, proxy, _, host, port):
        return ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-first-run", f"--user-data-dir={folder}/profile",
                f"--proxy-server={scheme}://127.0.0.1:{proxy}", "--proxy-bypass-list=<-loopback>", "--dump-dom",
                url(host, port)]
    return command
