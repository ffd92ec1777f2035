"""The commands of a page, run as they stand but for ports and folders."""

import os
import re
import signal
import socket
import subprocess

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
SECONDS = 300


def free_ports(count):
    """So many ports on which nothing listens."""
    open_ones = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [str(each.getsockname()[1]) for each in open_ones]
    for each in open_ones:
        each.close()
    return ports


def with_ports(text, ports):
    """The text with other ports."""
    for port, other in ports.items():
        text = re.sub(rf"(?<=[ :]){port}\b", other, text)
    return text


def on_free_ports(script, listening, silent=()):
    """(the script with other ports, these by the page's own). Where it sleeps for a second, it waits until something listens on
    each of `listening`: a second is enough for a person."""
    ports = dict(zip([*listening, *silent], free_ports(len(listening) + len(silent))))
    waits = [f"until (echo >/dev/tcp/127.0.0.1/{ports[port]}) 2>>log; do sleep 0.1; done\n" for port in listening]
    return with_ports(script, ports).replace("sleep 1\n", "".join(waits)), ports


def run(script, folder):
    """What a shell prints; whatever it has started ends with it."""
    # What goes on in the background holds the output open: the shell ends it when it ends.
    process = subprocess.Popen(["bash", "-euc", "trap 'kill $(jobs -p)' EXIT\n" + script], cwd=folder, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
                               env={key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")})
    try:
        return process.communicate(timeout=SECONDS)[0]
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
