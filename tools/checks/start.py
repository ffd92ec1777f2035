#!/usr/bin/env python3
"""check: the programs of docs/start.md compile, and do what the page says.

A block marked `cc` or `c` is a program; its first line names its file. The blocks marked `sh` are run in their order by one shell, in
a folder that has the programs, and the project as `hardwire`. What they print is what the blocks marked `text` say. The ports
of the page are replaced with free ones.
"""

import pathlib
import re
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import commands  # noqa: E402  (tools/commands.py)

PAGE = ROOT / "docs/start.md"
WARNINGS = "-Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror"


def main():
    blocks = commands.FENCE.findall(PAGE.read_text())
    programs = [block for kind, block in blocks if kind in ("cc", "c")]
    script = "".join(block for kind, block in blocks if kind == "sh")
    expected = "".join(block for kind, block in blocks if kind == "text")
    script, _ = commands.on_free_ports(script, ("1080", "8000"), silent=("9",))
    for compiler in ("c++ -std=c++17", "cc -std=c99"):
        script = script.replace(compiler, f"{compiler} {WARNINGS}")
    with tempfile.TemporaryDirectory() as folder:
        for program in programs:
            pathlib.Path(folder, re.match(r"(?://|/\*) (\w+\.cc?): ", program)[1]).write_text(program)
        pathlib.Path(folder, "hardwire").symlink_to(ROOT)
        printed = commands.run(script, folder)
    if printed != expected or len(programs) < 3:
        print(f"{PAGE.relative_to(ROOT)}: its commands print\n{printed}and not\n{expected}")
        sys.exit(1)
    print(f"{len(programs)} programs, {len(script.splitlines())} lines of commands do what the page says")


main()
