"""A client and a server of OpenSSL or GnuTLS that talk through a forwarder and close."""

import contextlib
import subprocess

from processes import MARK, SECONDS, Peer, free_port
from wire import TCP, UDP, Forwarder

SIZES = {TCP: (1, 16384, 102400), UDP: (1, 100, 1000)}


def make_certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"],
                   cwd=folder, check=True, capture_output=True, timeout=SECONDS)


def openssl_session(folder, protocol, version):
    """Both ends send data of each size by turns; the client closes, then the server.

    Returns, as the other does, the capture and how much data each end has sent.
    """
    flags = [f"-{version}", "-cipher", "DEFAULT@SECLEVEL=0"]
    with contextlib.ExitStack() as running:
        server = running.enter_context(Peer(folder, "server", [
            "openssl", "s_server", *flags, "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", "cert.pem", "-key",
            "key.pem"]))
        port = int(server.wait_for_text(rb"ACCEPT 127\.0\.0\.1:(\d+)")[1])
        forwarder = running.enter_context(Forwarder(protocol, port))
        client = running.enter_context(Peer(folder, "client", [
            "openssl", "s_client", *flags, "-connect", f"127.0.0.1:{forwarder.port}"]))
        server.wait_for_text(rb"CIPHER is")
        total = 0
        for size in SIZES[protocol]:
            total += size
            for sender, receiver in ((client, server), (server, client)):
                sender.send(MARK * size)
                receiver.wait_for_marks(total)
        client.close_input()
        client.wait()
        server.wait()
    return forwarder.capture, total


def gnutls_session(folder, protocol, version):
    """The server echoes lines; the client closes, and the server too unless it speaks DTLS."""
    flags = [] if protocol == TCP else ["--udp"]
    flags += ["--priority", f"NORMAL:-VERS-ALL:+VERS-{version}"]
    port = free_port(protocol == UDP)
    with contextlib.ExitStack() as running:
        server = running.enter_context(Peer(folder, "server", [
            "gnutls-serv", *flags, "--echo", "--disable-client-cert", "--port", str(port), "--x509certfile", "cert.pem",
            "--x509keyfile", "key.pem"]))
        server.wait_for_text(rb"listening on IPv4 .*done")
        forwarder = running.enter_context(Forwarder(protocol, port))
        client = running.enter_context(Peer(folder, "client", [
            "gnutls-cli", *flags, "--insecure", "--port", str(forwarder.port), "127.0.0.1"]))
        client.wait_for_text(rb"Simple Client Mode")
        total = 0
        for size in SIZES[protocol]:
            total += size
            client.send(MARK * size + b"\n")
            client.wait_for_marks(total)
        client.close_input()
        client.wait()
        if protocol == TCP:
            forwarder.join(SECONDS)
    return forwarder.capture, total
