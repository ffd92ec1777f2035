#!/usr/bin/env python3
"""check: no line of C++ or C is longer than 100 columns.

    columns.py [FILE ...]

FILE: the .h, .cc and .c files that git knows, unless named. The formatter wraps code and leaves comments alone. A raw string,
and what stands between `clang-format off` and `clang-format on`, may be longer.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
COLUMNS = 100
LEFT_ALONE = re.compile(r'// clang-format off$.*?// clang-format on$|R"(\w*)\(.*?\)\1"', re.M | re.S)


def too_long(text):
    """The numbers of the lines that are too long."""
    # What is left alone goes, and its line breaks stay.
    text = LEFT_ALONE.sub(lambda found: "\n" * found[0].count("\n"), text)
    return [number for number, line in enumerate(text.split("\n"), 1) if len(line) > COLUMNS]


def main():
    names = sys.argv[1:] or subprocess.check_output(["git", "ls-files", "*.h", "*.cc", "*.c"], cwd=ROOT, text=True).split()
    faults = [f"{name}:{number}: longer than {COLUMNS} columns" for name in names
              for number in too_long((ROOT / name).read_text(encoding="utf-8"))]
    print("\n".join(faults) if faults else f"{len(names)} files have no line over {COLUMNS} columns")
    sys.exit(1 if faults or not names else 0)


main()
