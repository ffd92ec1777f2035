"""A client and a server of OpenSSL or GnuTLS that talk through a forwarder and close."""

import contextlib
import pathlib
import re
import socket
import subprocess
import time

from wire import TCP, UDP, Forwarder

SECONDS = 20  # for each thing that is waited for
MARK = b"~"   # application data: an octet that the peers' own messages do not hold
SIZES = {TCP: (1, 16384, 102400), UDP: (1, 100, 1000)}


def make_certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"],
                   cwd=folder, check=True, capture_output=True, timeout=SECONDS)


class Peer:
    """A process whose standard input is a pipe and whose output is a file."""

    def __init__(self, folder, name, command):
        self.log = pathlib.Path(folder, name)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=log,
                                            stderr=subprocess.STDOUT)

    def wait_for(self, what):
        """What `what`, a function of the output so far, says once it is not None or False."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = what(self.log.read_bytes())
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{self.process.args} has not come so far:\n{self.log.read_bytes()[-2000:]}")

    def wait_for_text(self, pattern):
        return self.wait_for(lambda output: re.search(pattern, output))

    def wait_for_marks(self, count):
        self.wait_for(lambda output: output.count(MARK) >= count)

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def close_input(self):
        self.process.stdin.close()

    def wait(self):
        self.process.wait(SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(SECONDS)
        if not self.process.stdin.closed:
            self.process.stdin.close()


def free_port(protocol):
    with socket.socket(type=socket.SOCK_STREAM if protocol == TCP else socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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
    port = free_port(protocol)
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
