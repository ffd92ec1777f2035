"""The table of `tools/dev bench`. Called with the benchmark's path."""

import json
import pathlib
import re
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import callgrind  # noqa: E402

MESSAGES = 1000  # per pass
PASSES = 10  # that are counted: test/bench/main.cc
WHICH = ("codec", "floor", "limit")
DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/speed.md"
HEAD = "| operation | codec | floor | limit | aim |\n| --- | --- | --- | --- | --- |\n"
TABLE = re.compile(re.escape(HEAD) + r"((?:\|.*\|\n)*)")


def times(binary):
    """name/which -> nanoseconds a message, one for each repetition."""
    command = [binary, "--benchmark_repetitions=9", "--benchmark_enable_random_interleaving=true",
               "--benchmark_min_time=0.02", "--benchmark_format=json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {}
    for row in json.loads(run.stdout)["benchmarks"]:
        if row.get("run_type") == "iteration":
            found.setdefault(row["run_name"], {})[row["repetition_index"]] = row["cpu_time"] / MESSAGES
    return found


def counts(binary):
    """name -> the instructions a message of codec, floor and limit, without those of the loop."""
    each = {tuple(title.split("\t")): total / (PASSES * MESSAGES)
            for title, total in callgrind.counts([binary, "count"]).items()}
    loop = each.pop(("empty", "empty"))
    return {name: [round(each[name, which] - loop) for which in WHICH] for name, _ in each}


def aim(floor):
    return max(floor * 5 // 4, floor + 12)


def row(name, measured):
    """A row of the document; an aim that is missed is bold."""
    goal = aim(measured[1])
    cells = [f"{count:,}" for count in measured] + [f"{goal:,}" if measured[0] <= goal else f"**{goal:,}**"]
    return f"| {name} | " + " | ".join(cells) + " |\n"


def read_table():
    """name -> [codec, floor, limit], as the document has them."""
    table = TABLE.search(DOCUMENT.read_text())
    if not table:
        sys.exit(f"bench.py: {DOCUMENT} has no table")
    cells = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table[1].splitlines()]
    return {name: [int(count.replace(",", "")) for count in rest[:3]] for name, *rest in cells}


def check(found):
    """Whether every count is the one in the document. Counts repeat; one may be rounded either way."""
    expected = read_table()
    faults = [f"{name}: is in {DOCUMENT.name} and is no operation" for name in expected if name not in found]
    for name, measured in found.items():
        print(row(name, measured), end="", flush=True)
        if name not in expected:
            faults.append(f"{name}: is not in {DOCUMENT.name}")
        elif any(abs(a - b) > 1 for a, b in zip(measured, expected[name])):
            faults.append(f"{name}: {measured}, and {expected[name]} in {DOCUMENT.name}")
    print("\n".join(faults) or f"{len(found)} rows are those of {DOCUMENT.name}")
    return not faults


def write(found):
    rows = "".join(row(name, measured) for name, measured in found.items())
    text, tables = TABLE.subn(lambda _: HEAD + rows, DOCUMENT.read_text())
    if tables != 1:
        sys.exit(f"bench.py: {DOCUMENT} has {tables} tables")
    DOCUMENT.write_text(text)
    print(rows, end="")


def show(binary, counted):
    measured = times(binary)
    print("(the loop is taken out of the instructions, not out of the times)")
    print(f"{'':34}{'instructions':>26}{'':6}{'nanoseconds':>26}{'':4}{'codec to':>14}")
    print(f"{'operation':34}{'codec':>8}{'floor':>9}{'limit':>9}  aim {'codec':>8}{'floor':>9}{'limit':>9}"
          f"{'':4}{'floor':>7}{'limit':>8}")
    for name, found in counted.items():
        line = f"{name:34}" + f"{found[0]:8}{found[1]:9}{found[2]:9}"
        line += "  yes" if found[0] <= aim(found[1]) else "  NO "
        ns = [measured[f"{name}/{which}"] for which in WHICH]
        line += "".join(f"{statistics.median(n.values()):9.2f}" for n in ns) + "    "
        for other in ns[1:]:
            line += f"{statistics.median(ns[0][i] / other[i] for i in other):7.2f} "
        print(line, flush=True)


def main():
    binary, options = sys.argv[1], sys.argv[2:]
    if options not in ([], ["--check"], ["--write"]):
        print(f"bench.py: '{' '.join(options)}' is wrong; expected --check, --write or nothing", file=sys.stderr)
        sys.exit(2)
    found = counts(binary)
    if options == ["--check"]:
        sys.exit(0 if check(found) else 1)
    if options == ["--write"]:
        write(found)
    else:
        show(binary, found)


main()
