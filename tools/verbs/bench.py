"""The table of `tools/dev bench`. Called with the benchmark's path."""

import json
import re
import statistics
import subprocess
import sys
import tempfile

MESSAGES = 1000  # per pass
WHICH = ("codec", "floor", "limit")


def instructions(binary, name, which):
    """Instructions a message, the table's set-up taken out."""
    totals = []
    for passes in (2, 12):
        with tempfile.NamedTemporaryFile() as out:
            command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", binary,
                       "--passes", str(passes), name, which]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
        found = re.search(r"Collected : (\d+)", run.stderr)
        if run.returncode != 0 or not found:
            sys.exit(f"{' '.join(command)}:\n{run.stderr}")
        totals.append(int(found.group(1)))
    return (totals[1] - totals[0]) / (10 * MESSAGES)


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


def main():
    binary, options = sys.argv[1], sys.argv[2:]
    if options not in ([], ["--check"]):
        print(f"bench.py: '{' '.join(options)}' is wrong; expected --check or nothing", file=sys.stderr)
        sys.exit(2)
    check = options == ["--check"]
    names = subprocess.run([binary, "--list"], capture_output=True, text=True, check=True)
    measured = {} if check else times(binary)
    loop = instructions(binary, "empty", "codec")
    missed = 0
    if not check:
        print("(the loop is taken out of the instructions, not out of the times)")
    print(f"{'operation':32}{'':2}{'instructions':>26}{'':4}", end="")
    print("" if check else f"{'nanoseconds':>26}{'':4}{'codec to':>16}")
    print(f"{'':34}{'codec':>8}{'floor':>9}{'limit':>9}  ", end="")
    print("aim" if check else f"aim {'codec':>8}{'floor':>9}{'limit':>9}{'':4}{'floor':>7}{'limit':>8}")
    for name in names.stdout.splitlines():
        counts = [instructions(binary, name, which) - loop for which in WHICH]
        met = counts[0] <= max(1.25 * counts[1], counts[1] + 12)
        missed += not met
        line = f"{name:34}" + "".join(f"{c:{8 if i == 0 else 9}.1f}" for i, c in enumerate(counts))
        line += "  yes" if met else "  NO "
        if not check:
            ns = [measured[f"{name}/{which}"] for which in WHICH]
            line += "".join(f"{statistics.median(n.values()):9.2f}" for n in ns) + "    "
            for other in ns[1:]:
                line += f"{statistics.median(ns[0][i] / other[i] for i in other):7.2f} "
        print(line)
    print(f"{missed} of {len(names.stdout.splitlines())} miss their aim" if missed else "every aim is met")
    sys.exit(1 if missed else 0)


main()
