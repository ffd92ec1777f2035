#!/usr/bin/env python3
"""check: the programs of docs/start.md compile, and do what the page says.

A block marked `cc` or `c` is a program; its first line names its file. The blocks marked `sh` are run in their order by one shell, in
a folder that has the programs, and the project as `hardwire`. What they print is what the blocks marked `text` say. The ports
of the page are replaced with free ones.
"""

import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/start.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
SECONDS = 300
WARNINGS = "-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror"


def free_ports(count):
    """So many ports on which nothing listens."""
    open_ones = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [str(each.getsockname()[1]) for each in open_ones]
    for each in open_ones:
        each.close()
    return ports


def run(script, folder):
    """What a shell prints; whatever it has started ends with it."""
    process = subprocess.Popen(["bash", "-euc", script], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, start_new_session=True,
                               env={key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")})
    try:
        return process.communicate(timeout=SECONDS)[0]
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def main():
    blocks = FENCE.findall(PAGE.read_text())
    programs = [block for kind, block in blocks if kind in ("cc", "c")]
    script = "".join(block for kind, block in blocks if kind == "sh")
    expected = "".join(block for kind, block in blocks if kind == "text")
    used = ("1080", "8000", "9")
    ports = dict(zip(used, free_ports(len(used))))
    for port, other in ports.items():
        script = re.sub(rf"(?<=[ :]){port}\b", other, script)
    # A second is enough for a person; here each has the time that it needs.
    waits = [f"until (echo >/dev/tcp/127.0.0.1/{ports[port]}) 2>>log; do sleep 0.1; done\n" for port in used[:2]]
    script = script.replace("sleep 1\n", "".join(waits))
    for compiler in ("c++ -std=c++17", "cc -std=c99"):
        script = script.replace(compiler, f"{compiler} {WARNINGS}")
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            pathlib.Path(folder, re.match(r"(?://|/\*) (\w+\.cc?): ", program)[1]).write_text(program)
        pathlib.Path(folder, "hardwire").symlink_to(ROOT)
        # The servers hold the output open: the shell ends them when it ends.
        printed = run("trap 'kill $(jobs -p)' EXIT\n" + script, folder)
    if printed != expected or len(programs) < 3:
        print(f"{PAGE.relative_to(ROOT)}: its commands print\n{printed}and not\n{expected}")
        sys.exit(1)
    print(f"{len(programs)} programs, {len(script.splitlines())} lines of commands do what the page says")


main()
