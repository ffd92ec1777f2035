#!/usr/bin/env python3
"""check: every line and branch of codec/ is reached, but those listed with a reason.

    uncovered.py LCOV [LIST]

Without LIST nothing is checked, only counted. LIST has a line `FILE: TEXT: REASON` for each line of source that
may be missed, where TEXT is part of it.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    excused = []
    for line in pathlib.Path(sys.argv[2]).read_text().splitlines() if len(sys.argv) > 2 else []:
        if line and not line.startswith("#"):
            file, text, reason = line.split(": ", 2)
            excused.append([file, text, reason, False])
    name, counts, missed = "", {"lines": [0, 0], "branches": [0, 0]}, {}
    branches = {}
    for record in pathlib.Path(sys.argv[1]).read_text().splitlines():
        if record.startswith("SF:"):
            name = str(pathlib.Path(record[3:]).resolve().relative_to(ROOT)) if record[3:].startswith("/") else record[3:]
            name = re.sub(r"^.*?(codec/)", r"\1", name)
        elif not name.startswith("codec/"):
            continue
        elif record.startswith("DA:"):
            line, hits = record[3:].split(",")[:2]
            counts["lines"][0] += 1
            if hits == "0":
                missed.setdefault((name, int(line)), set()).add("line")
            else:
                counts["lines"][1] += 1
        elif record.startswith("BRDA:"):
            line, block, branch, hits = record[5:].split(",")
            key = (name, int(line), block, branch)
            # Instances of a template and of an inlined header count together.
            branches[key] = branches.get(key, 0) + (0 if hits == "-" else int(hits))
    for (name, line, _, _), hits in branches.items():
        counts["branches"][0] += 1
        if hits == 0:
            missed.setdefault((name, line), set()).add("branch")
        else:
            counts["branches"][1] += 1
    totals = " ".join(f"{kind} {100 * hit / total:.1f}%" for kind, (total, hit) in counts.items())
    if len(sys.argv) == 2:
        print(totals)
        return
    faults = 0
    last = None  # the excused line before; its closing brace is excused with it
    for (name, line), kinds in sorted(missed.items()):
        source = (ROOT / name).read_text().splitlines()[line - 1].strip()
        excuse = next((e for e in excused if e[0] == name and e[1] in source and not e[3]), None)
        if excuse or (source == "}" and last == (name, line - 1)):
            last = (name, line)
            if excuse:
                excuse[3] = True
            continue
        faults += 1
        print(f"{name}:{line}: missed {' and '.join(sorted(kinds))}: {source}")
    for file, text, _, used in excused:
        if not used:
            faults += 1
            print(f"{sys.argv[2]}: {file}: {text}: is reached or gone; take it off the list")
    print("; ".join(f"{hit} of {total} {kind}" for kind, (total, hit) in counts.items()))
    print(totals)
    sys.exit(1 if faults else 0)


main()
