#!/usr/bin/env python3
"""Plants known bugs in codec/ and counts which of them the fuzz targets find."""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path += [str(pathlib.Path(__file__).resolve().parents[1] / folder) for folder in ("mutants", "")]
import fuzz_builds
from native import ROOT, Broken, Kit, Object, codec_sources, prepare, run, seeds

HOME = ROOT / "tools/canary"
WORK = ROOT / "build/canary"
FLAGS = "-std=c++17 -O1 -gline-tables-only -w -fsanitize=fuzzer,address -I.".split()
KIT = Kit("clang++", WORK, FLAGS)
# What is not counted as coverage, as in fuzz/build.sh.
UNCOUNTED = WORK / "uncounted.txt"
UNCOUNTED_KIT = Kit("clang++", WORK, [*FLAGS, f"-fsanitize-coverage-ignorelist={UNCOUNTED}"])
TARGETS = fuzz_builds.targets()
SECONDS = {"seeds": 60, "empty": 300}
UNHARMED_SECONDS = 2


class Canary:
    """One patch. Its head says `target:`, `class:` and, where only one start will do, `mode:`."""

    def __init__(self, path):
        self.name, self.path = path.stem, path
        text = path.read_text()
        self.head = dict(re.findall(r"^(target|class|mode): (.+)$", text.split("diff --git")[0], re.M))
        self.files = re.findall(r"^\+\+\+ b/(.+)$", text, re.M)
        if not {"target", "class"} <= self.head.keys() or self.head.get("mode", "seeds") not in SECONDS:
            raise Broken(f"{path}: its head needs target:, class: and, at most, mode: seeds or mode: empty")
        if not (ROOT / "fuzz" / f"{self.head['target']}.cc").exists():
            raise Broken(f"{path}: there is no fuzz target '{self.head['target']}'")
        if not self.files or any(not name.startswith("codec/") for name in self.files):
            raise Broken(f"{path}: it must change files of codec/ and nothing else")

    def plant(self):
        """The patched files in a tree of their own."""
        tree = WORK / "run"
        shutil.rmtree(tree, ignore_errors=True)
        for name in self.files:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tree / name)
        done = subprocess.run(
            ["git", "apply", str(self.path)], cwd=tree, capture_output=True, text=True,
            env={**os.environ, "GIT_CEILING_DIRECTORIES": str(tree.parent)},
        )  # fmt: skip
        if done.returncode != 0:
            raise Broken(f"{self.path.relative_to(ROOT)} does not apply: {done.stderr.strip()}")
        return tree


def objects_of(target):
    laws = Object(f"fuzz/{target}.cc", KIT if TARGETS[target][3] == "all" else UNCOUNTED_KIT)
    names = [name for name in codec_sources() if not name.startswith("codec/hardwire/platform/")]
    return [laws, Object("fuzz/allocations.cc", UNCOUNTED_KIT), *[Object(name, KIT) for name in names]]


def dictionary_of(target):
    families = [ROOT / f"fuzz/dictionaries/{name}.dict" for name in TARGETS[target][1].split(",")]
    path = WORK / "run" / "dictionary"
    path.write_text("".join(family.read_text() for family in families))
    return path


def link(objects, path):
    code, output = run([KIT.compiler, *FLAGS, *objects, "-o", path])
    if code != 0:
        raise Broken(f"{path.name} does not link: {output[-2000:]}")
    return path


def build(canary):
    """The target with the bug in it."""
    tree, objects = canary.plant(), []
    for unit in objects_of(canary.head["target"]):
        unit.build()
        path = unit.path
        if unit.uses & set(canary.files):
            path = tree / unit.path.name
            complaint = unit.compile(path, tree / unit.source if unit.source in canary.files else None, tree / "codec")
            if complaint:
                raise Broken(f"{canary.path.relative_to(ROOT)} does not compile: {complaint[-2000:]}")
        objects.append(path)
    return link(objects, tree / canary.head["target"])


def trips(program, *arguments, seconds):
    """Whether the target stops at an input, and after how many seconds."""
    start, found = time.monotonic(), WORK / "run" / "input"
    found.unlink(missing_ok=True)
    limits = ["-rss_limit_mb=2560", "-timeout=20", f"-exact_artifact_path={found}"]
    code, output = run([program, *limits, *arguments], seconds)
    if code is None:
        raise Broken(f"{program.name} does not end: {output[-500:]}")
    if code != 0 and not found.exists():
        raise Broken(f"{program.name} fails without an input to show for it: {output[-500:]}")
    return code != 0, time.monotonic() - start


def check_unharmed(target, known):
    """Without a bug nothing may be found, or nothing that is found would mean anything."""
    if target in known:
        return
    objects = objects_of(target)
    for unit in objects:
        unit.build()
    program = link([unit.path for unit in objects], WORK / target)
    if fuzzed(program, target, "seeds", UNHARMED_SECONDS)[0]:
        raise Broken(f"{target} stops at {WORK}/run/input without any bug planted")
    known.add(target)


def fuzzed(program, target, mode, most):
    """Whether fuzzing for `most` seconds finds something, and after how many it does."""
    fresh = WORK / "run" / "corpus"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    if mode == "seeds":
        more = [fresh, WORK / "corpus" / target]
    else:
        # libFuzzer gives up where its own inputs, of no octet and of one, reach nothing.
        (fresh / "zeros").write_bytes(bytes(64))
        more = [f"-max_len={TARGETS[target][2]}", fresh]
    return trips(program, "-seed=1", "-use_value_profile=1", f"-max_total_time={most}",
                 f"-dict={dictionary_of(target)}", *more, seconds=most + 60)


def search(canary, program, mode):
    """Seconds until the bug is found, or None."""
    target = canary.head["target"]
    if mode == "seeds" and trips(program, "-runs=0", WORK / "corpus" / target, seconds=60)[0]:
        return 0.0
    found, seconds = fuzzed(program, target, mode, SECONDS[mode])
    return seconds if found else None


def cell(canary, mode, modes, program):
    """One cell of the table, and whether it is a failure; None: it was not tried."""
    if mode not in modes or canary.head.get("mode", mode) != mode:
        return "-", None
    seconds = search(canary, program, mode)
    if seconds is None:
        return "NOT FOUND", True
    return ("0 (a seed)" if seconds == 0 else f"{seconds:.1f}"), False


def choose(options):
    canaries = [Canary(path) for path in sorted(HOME.glob("*.patch"))]
    if options.names:
        canaries = [canary for canary in canaries if canary.name in options.names]
    if options.turn:
        canaries = [c for c in canaries if c.head.get("mode", "seeds") == "seeds"]
        first = datetime.date.today().timetuple().tm_yday * options.turn
        canaries = [canaries[(first + i) % len(canaries)] for i in range(min(options.turn, len(canaries)))]
    return canaries


def main():
    parser = argparse.ArgumentParser(prog="tools/dev canary", description=__doc__)
    parser.add_argument("--seeds", action="store_true", help="only from the seeds")
    parser.add_argument("--empty", action="store_true", help="only from an empty corpus")
    parser.add_argument("--turn", type=int, metavar="N", help="N of them, other ones each day, from the seeds")
    parser.add_argument("--list", action="store_true", help="say which there are")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    for name in options.names:
        if not (HOME / f"{name}.patch").exists():
            parser.error(f"there is no canary '{name}'; --list lists them")
    canaries = choose(options)
    if options.list:
        for canary in canaries:
            print(f"{canary.name:28} {canary.head['target']:24} {canary.head['class']}")
        return
    both = options.seeds == options.empty and not options.turn
    modes = ["seeds", "empty"] if both else ["empty" if options.empty and not options.turn else "seeds"]
    for kit in (KIT, UNCOUNTED_KIT):
        prepare(kit)
    UNCOUNTED.write_text("src:*\n")
    for path in HOME.glob("*.patch"):  # all of them, whichever are asked for
        Canary(path).plant()
    seeds(WORK / "corpus")
    print(f"{'name':28} {'target':24} {'from seeds':>12} {'from empty':>12}  class", flush=True)
    known, tried, missed = set(), 0, 0
    for canary in canaries:
        check_unharmed(canary.head["target"], known)
        program = build(canary)
        cells = [cell(canary, mode, modes, program) for mode in ("seeds", "empty")]
        tried += any(failed is not None for _, failed in cells)
        missed += any(failed for _, failed in cells)
        print(f"{canary.name:28} {canary.head['target']:24} {cells[0][0]:>12} {cells[1][0]:>12}  "
              f"{canary.head['class']}", flush=True)  # fmt: skip
    print(f"found {tried - missed} of {tried}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError) as error:
        sys.exit(f"tools/dev canary: {error}")
