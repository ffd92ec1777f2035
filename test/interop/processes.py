"""Processes of the peers: started with a log, waited for, stopped with all that they have started."""

import fcntl
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys
import time

SECONDS = 20  # for each thing that is waited for
MARK = b"~"   # application data: an octet that the peers' own messages do not hold


def enter_namespace(map_root=True):
    """Starts this program again where nothing but loopback is; goes on here if that is not allowed.

    `map_root`: without root's rights become a root that has no other users.
    """
    inside = "HARDWIRE_NAMESPACE"
    alone = ["unshare", *(["--map-root-user"] if map_root else []), "--net"]
    if os.environ.get(inside) == "yes":
        with socket.socket(type=socket.SOCK_DGRAM) as any_socket:  # ip link set lo up
            fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x1))
    elif subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0:
        os.execvpe(alone[0], [*alone, sys.executable, *sys.argv], {**os.environ, inside: "yes"})


class Peer:
    """A process whose standard input is a pipe and whose output is a file."""

    def __init__(self, folder, name, command, **options):
        self.log, self.port = pathlib.Path(folder, name), None
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=log,
                                            stderr=subprocess.STDOUT, start_new_session=True, **options)

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

    def wait_for_port(self, port):
        """Once something listens on 127.0.0.1:port, which becomes the peer's."""
        self.port = port
        def accepts(_):
            if self.process.poll() is not None:
                raise AssertionError(f"{self.process.args} has ended:\n{self.log.read_bytes()[-2000:]}")
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0
        self.wait_for(accepts)

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def close_input(self):
        self.process.stdin.close()

    def wait(self):
        self.process.wait(SECONDS)

    def cpu_seconds(self):
        """What the process and all that it has started have used."""
        ticks = 0
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = pathlib.Path("/proc", name, "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            if int(fields[3]) == self.process.pid:  # its session
                ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def signal(self, number):
        """To the process and what it has started."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(2)
        except subprocess.TimeoutExpired:
            pass
        self.signal(signal.SIGKILL)
        self.wait()
        if not self.process.stdin.closed:
            self.process.stdin.close()


def free_port(datagrams=False):
    with socket.socket(type=socket.SOCK_DGRAM if datagrams else socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def version_of(package):
    """Of a Debian package, without what Debian adds."""
    done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True,
                          check=True)
    return re.match(r"(?:\d+:)?([0-9.p]+)", done.stdout)[1]
