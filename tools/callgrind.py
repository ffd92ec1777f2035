"""What a program counts under callgrind between CALLGRIND_ZERO_STATS and CALLGRIND_DUMP_STATS_AT."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

COUNTED = re.compile(r"^desc: Trigger: Client Request: (.*)\n(?:.*\n)*?totals: (\d+)$", re.M)


def counts(command, **environment):
    """title -> instructions, in the order of the program. A program that fails or counts nothing ends this one."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "counts")
        run = subprocess.run(["valgrind", "--tool=callgrind", "--combine-dumps=yes", f"--callgrind-out-file={out}", *command],
                             capture_output=True, text=True, check=False, env={**os.environ, **environment})
        if run.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))} fails:\n{run.stderr}")
        found = {title: int(count) for title, count in COUNTED.findall(out.read_text())}
    if not found:
        sys.exit(f"{' '.join(map(str, command))} has counted nothing under callgrind")
    return found
