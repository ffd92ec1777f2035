"""What `tools/dev test --all` has no time for each time takes turns.

    turns.py COUNT NAME ...      prints those of the names whose turn it is, one a line

The time of the last commit chooses, as if by lot: a commit has the same checks whenever and wherever it is looked at.
"""

import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def whose_turn(names, count):
    """At most `count` of the names, in their order."""
    commit = subprocess.check_output(["git", "log", "-1", "--format=%ct"], cwd=ROOT, text=True).strip()
    taken = random.Random(f"{commit} {' '.join(names)}").sample(range(len(names)), min(count, len(names)))
    return [names[i] for i in sorted(taken)]


if __name__ == "__main__":
    print("\n".join(whose_turn(sys.argv[2:], int(sys.argv[1]))))
