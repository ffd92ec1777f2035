#!/usr/bin/env python3
"""Captures the first flights of TLS clients that are installed, on loopback: a line a client, with tabs between.

    hellos_capture.py [--dtls]

Each line is the name of the client, what made it, and the octets up to the end of the first record; of DTLS, with a space
between them, the datagrams in which the fragments of the hello came. A client that is not installed is left out.
"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

NAME = "www.example.com"
PYTHON = ("import socket, ssl; c = ssl.create_default_context(); c.set_alpn_protocols(['http/1.1']); "
          f"c.wrap_socket(socket.create_connection(('127.0.0.1', PORT)), server_hostname='{NAME}')")
NODE = (f"require('tls').connect({{host: '127.0.0.1', port: PORT, servername: '{NAME}', ALPNProtocols: ['h2']}})"
        ".on('error', () => {})")
GO = f"""package main

import (
	"crypto/tls"
	"os"
)

func main() {{
	config := &tls.Config{{ServerName: "{NAME}", NextProtos: []string{{"h2", "http/1.1"}}}}
	tls.Dial("tcp", "127.0.0.1:"+os.Args[1], config)
}}
"""
# The command, in which FOLDER is one of its own, and main.go in it; what prints the version.
CLIENTS = {
    "openssl": (["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-servername", NAME, "-alpn", "h2,http/1.1"], ["openssl", "version"]),
    "openssl_tls12": (["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-servername", NAME, "-tls1_2"], ["openssl", "version"]),
    "openssl_no_name": (["openssl", "s_client", "-connect", "127.0.0.1:PORT", "-noservername"], ["openssl", "version"]),
    "gnutls": (["gnutls-cli", "--insecure", "--sni-hostname", NAME, "--alpn", "h2", "-p", "PORT", "127.0.0.1"], ["gnutls-cli", "--version"]),
    "curl": (["curl", "-sk", "--resolve", f"{NAME}:PORT:127.0.0.1", f"https://{NAME}:PORT/"], ["curl", "--version"]),
    "python": (["/usr/bin/python3", "-c", PYTHON], ["/usr/bin/python3", "-c", "import ssl, sys; print('Python', sys.version.split()[0], ssl.OPENSSL_VERSION)"]),
    "go": (["go", "run", "FOLDER/main.go", "PORT"], ["go", "version"]),
    "chromium": (["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                  "--disable-component-update", "--disable-sync", "--no-first-run", "--user-data-dir=FOLDER/profile",
                  f"--host-resolver-rules=MAP {NAME} 127.0.0.1", "--dump-dom", f"https://{NAME}:PORT/"],
                 ["chromium", "--version"]),
    "node": (["node", "-e", NODE], ["node", "-p", "'node ' + process.version + ' OpenSSL ' + process.versions.openssl"]),
}
# In datagrams that are too small for the hello.
LONG = ",".join(f"protocol-{number}-{'x' * 40}" for number in range(8))
OPENSSL_DTLS = ["openssl", "s_client", "-mtu", "256", "-alpn", LONG, "-connect", "127.0.0.1:PORT"]
GNUTLS_DTLS = ["gnutls-cli", "--udp", "--insecure", "--sni-hostname", NAME, "-p", "PORT", "127.0.0.1"]
DTLS_CLIENTS = {
    "openssl_dtls": ([*OPENSSL_DTLS, "-dtls", "-cipher", "ALL@SECLEVEL=0", "-noservername"], ["openssl", "version"]),
    "openssl_dtls12": ([*OPENSSL_DTLS, "-dtls1_2", "-servername", NAME], ["openssl", "version"]),
    "gnutls_dtls": ([*GNUTLS_DTLS, "--mtu", "128"], ["gnutls-cli", "--version"]),
    "gnutls_dtls_whole": (GNUTLS_DTLS, ["gnutls-cli", "--version"]),
}


def first_record(listener, out):
    """Reads from one connection until its first record is complete, and closes it."""
    with listener.accept()[0] as connection:
        connection.settimeout(10)
        data = b""
        while len(data) < 5 or len(data) < 5 + int.from_bytes(data[3:5], "big"):
            more = connection.recv(65536)
            if not more:
                return
            data += more
        out.append(data)


def first_flight(listener, out):
    """Reads datagrams until the fragments in them, one in each, are the whole message."""
    flight, missing = [], None
    while missing is None or missing > 0:
        flight.append(listener.recv(65536))
        length, size = (int.from_bytes(flight[-1][13 + at:16 + at], "big") for at in (1, 9))
        missing = (length if missing is None else missing) - size
    out.append(b" ".join(datagram.hex().encode() for datagram in flight))


def tcp_listener():
    return socket.create_server(("127.0.0.1", 0))


def udp_listener():
    listener = socket.socket(type=socket.SOCK_DGRAM)
    listener.bind(("127.0.0.1", 0))
    return listener


def capture(command, listen=tcp_listener, read=first_record):
    """What the client sends first. Raises RuntimeError if it sends no whole record."""
    with listen() as listener, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        listener.settimeout(60)
        port = str(listener.getsockname()[1])
        out = []
        reader = threading.Thread(target=read, args=(listener, out))
        reader.start()
        pathlib.Path(folder, "main.go").write_text(GO)
        client = subprocess.Popen([word.replace("PORT", port).replace("FOLDER", folder) for word in command],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                  start_new_session=True, env={**os.environ, "GOCACHE": f"{folder}/cache", "GO111MODULE": "off"})
        try:
            reader.join(60)
        finally:
            os.killpg(client.pid, signal.SIGKILL)
            client.wait()
    if not out:
        raise RuntimeError(f"{command[0]} sent no record")
    return out[0]


def all_hellos(clients=None, *how):
    """name -> (version, octets) of each client that is installed."""
    found = {}
    for name, (command, version) in (clients or CLIENTS).items():
        if shutil.which(command[0]) is None:
            continue
        made_by = subprocess.run(version, capture_output=True, text=True, check=True).stdout.splitlines()[0]
        found[name] = (made_by.split(" (Library")[0], capture(command, *how))
    return found


def all_dtls_hellos():
    """The same of DTLS; the octets are the datagrams in hexadecimal."""
    return all_hellos(DTLS_CLIENTS, udp_listener, first_flight)


if __name__ == "__main__":
    if sys.argv[1:] == ["--dtls"]:
        for client_name, (maker, datagrams) in all_dtls_hellos().items():
            print(client_name, maker, datagrams.decode(), sep="\t")
    else:
        for client_name, (maker, octets) in all_hellos().items():
            print(client_name, maker, octets.hex(), sep="\t")
