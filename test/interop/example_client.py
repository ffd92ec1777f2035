"""examples/client, driven through its standard input and output."""

import re
import socket
import subprocess
import threading

from processes import SECONDS

PAYLOAD = bytes(range(256)) * 800


class Client:
    """The program, once started. It is killed when it takes too long."""

    def __init__(self, program, *arguments):
        self.process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self.timer = threading.Timer(SECONDS, self.process.kill)
        self.timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.timer.cancel()
        self.process.kill()
        self.process.communicate()

    def echo(self, payload=PAYLOAD):
        """(as much as was sent, what comes once our side is closed, messages): a server may end with our side."""
        sender = threading.Thread(target=self.send, args=(payload,))
        sender.start()
        there = self.process.stdout.read(len(payload))
        sender.join()
        rest, messages = self.process.communicate(timeout=SECONDS)
        return there, rest, messages.decode()

    def send(self, payload):
        try:
            self.process.stdin.write(payload)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # the client has failed, and says so

    def run(self, payload=b""):
        """(status, standard output, messages)"""
        out, messages = self.process.communicate(payload, timeout=SECONDS)
        return self.process.returncode, out, messages.decode()

    def bound(self, title):
        """The address in the client's next message, which begins with `title`."""
        line = self.process.stderr.readline().decode()
        found = re.fullmatch(rf"{title} (\S+) port (\d+)\n", line)
        assert found, line + self.process.stderr.read().decode()
        return found[1], int(found[2])

    def accept_bound(self):
        """Connects to where a client that binds listens: (what we got, what it got)."""
        host, port = self.bound("listening on")
        with socket.create_connection((host, port), SECONDS) as peer:
            assert self.bound("connection from")[1] == peer.getsockname()[1]
            peer.sendall(b"from the peer")
            peer.shutdown(socket.SHUT_WR)
            out, _ = self.process.communicate(b"from the client", timeout=SECONDS)
            return peer.recv(100, socket.MSG_WAITALL), out
