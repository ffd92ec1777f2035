#!/usr/bin/env python3
"""Plants known bugs in codec/ and counts which of them the fuzz targets, or a test, find."""

import argparse
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
from native import ROOT, Broken, Kit, Object, codec_sources, prepare, run, seeds, with_companions
from turns import whose_turn
from workshop import LIBRARIES

HOME = ROOT / "tools/canary"
WORK = ROOT / "build/canary"
FLAGS = "-std=c++17 -O1 -gline-tables-only -w -fsanitize=fuzzer,address -I.".split()
KIT = Kit("clang++", WORK, FLAGS)
# What is not counted as coverage, as in fuzz/build.sh.
UNCOUNTED = WORK / "uncounted.txt"
UNCOUNTED_KIT = Kit("clang++", WORK, [*FLAGS, f"-fsanitize-coverage-ignorelist={UNCOUNTED}"])
TEST_KIT = Kit("clang++", WORK, "-std=c++17 -O1 -w -I.".split())
TARGETS = fuzz_builds.targets()
SECONDS = {"seeds": 60, "empty": 300}
UNHARMED_SECONDS = 2


class FuzzTarget:
    """Finds a bug where it stops at an input."""

    word, kit, libraries = "target", KIT, ()

    def __init__(self, name):
        self.name, self.there, self.source = name, name in TARGETS, f"fuzz/{name}.cc"

    def objects(self):
        laws = Object(self.source, KIT if TARGETS[self.name][3] == "all" else UNCOUNTED_KIT)
        names = [name for name in codec_sources() if not name.startswith(("codec/hardwire/platform/", "codec/hardwire/c/"))]
        return [*with_companions([laws], UNCOUNTED_KIT), *[Object(name, KIT) for name in names]]

    def search(self, program, mode, most):
        """Seconds until the bug is found, 0 where a seed trips it, or None."""
        corpus = WORK / "corpus" / self.name
        if mode == "seeds" and trips(program, "-runs=0", corpus, seconds=60)[0]:
            return 0.0
        fresh = WORK / "run" / "corpus"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        if mode == "seeds":
            more = [fresh, corpus]
        else:
            # libFuzzer gives up where its own inputs, of no octet and of one, reach nothing.
            (fresh / "zeros").write_bytes(bytes(64))
            more = [f"-max_len={TARGETS[self.name][2]}", fresh]
        found, seconds = trips(program, "-seed=1", "-use_value_profile=1", f"-max_total_time={most}",
                               f"-dict={self.dictionary()}", *more, seconds=most + 60)
        return seconds if found else None

    def dictionary(self):
        families = [ROOT / f"fuzz/dictionaries/{name}.dict" for name in TARGETS[self.name][1].split(",")]
        path = WORK / "run" / "dictionary"
        path.write_text("".join(family.read_text() for family in families))
        return path


class BazelTest:
    """Finds a bug where it fails. Built from the source that its label names, without Bazel."""

    word, kit, libraries = "test", TEST_KIT, LIBRARIES

    def __init__(self, label):
        self.name, self.source = label, label.lstrip("/").replace(":", "/") + ".cc"
        self.there = label.startswith("//test/") and (ROOT / self.source).is_file()

    def objects(self):
        library = [Object(name, TEST_KIT) for name in codec_sources()]
        return [*with_companions([Object(self.source, TEST_KIT)], TEST_KIT), *library]

    def search(self, program, _, most):
        """Seconds until it fails, or None."""
        start = time.monotonic()
        code, output = run([program, "--gtest_brief=1"], most + 60)
        if code is None:
            raise Broken(f"{self.name} does not end: {output[-500:]}")
        return None if code == 0 else time.monotonic() - start


class Canary:
    """One patch. Its head says `target:` or `test:`, `class:` and, where only one start will do, `mode:`."""

    def __init__(self, path):
        self.name, self.path = path.stem, path
        text = path.read_text()
        head = dict(re.findall(r"^(target|test|class|mode): (.+)$", text.split("diff --git")[0], re.M))
        self.files = re.findall(r"^\+\+\+ b/(.+)$", text, re.M)
        if ("target" in head) == ("test" in head) or "class" not in head or head.get("mode", "seeds") not in SECONDS:
            raise Broken(f"{path}: its head needs target: or test:, class: and, at most, mode: seeds or mode: empty")
        if not self.files or any(not name.startswith("codec/") for name in self.files):
            raise Broken(f"{path}: it must change files of codec/ and nothing else")
        self.what = head["class"]
        self.finder = FuzzTarget(head["target"]) if "target" in head else BazelTest(head["test"])
        # A test has no corpus to be empty.
        self.modes = [head["mode"]] if "mode" in head else ["seeds"] if "test" in head else list(SECONDS)

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


def link(finder, objects, path):
    code, output = run([finder.kit.compiler, *finder.kit.flags, *objects, *finder.libraries, "-o", path])
    if code != 0:
        raise Broken(f"{path.name} does not link: {output[-2000:]}")
    return path


def build(canary):
    """The target or the test with the bug in it."""
    tree, objects = canary.plant(), []
    for unit in canary.finder.objects():
        unit.build()
        path = unit.path
        if unit.uses & set(canary.files):
            path = tree / unit.path.name
            complaint = unit.compile(path, tree / unit.source if unit.source in canary.files else None, tree / "codec")
            if complaint:
                raise Broken(f"{canary.path.relative_to(ROOT)} does not compile: {complaint[-2000:]}")
        objects.append(path)
    return link(canary.finder, objects, tree / pathlib.Path(canary.finder.source).stem)


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


def check_unharmed(finder, known):
    """Without a bug nothing may be found, or nothing that is found would mean anything."""
    if finder.name in known:
        return
    objects = finder.objects()
    for unit in objects:
        unit.build()
    (WORK / "run").mkdir(exist_ok=True)
    program = link(finder, [unit.path for unit in objects], WORK / pathlib.Path(finder.source).stem)
    if finder.search(program, "seeds", UNHARMED_SECONDS) is not None:
        raise Broken(f"{finder.name} finds something without any bug planted: see {WORK}/run/input, or run {program}")
    known.add(finder.name)


def row(canary, modes, seconds, known):
    """The cells of the table, one a mode, and which of them are failures; None: it was not tried."""
    tried = [mode for mode in modes if mode in canary.modes]
    cells, failed = {}, {}
    if tried and canary.finder.there:
        check_unharmed(canary.finder, known)
        program = build(canary)
    for mode in tried:
        if not canary.finder.there:
            cells[mode], failed[mode] = f"no such {canary.finder.word}", True
            continue
        found = canary.finder.search(program, mode, min(seconds, SECONDS[mode]))
        cells[mode] = "NOT FOUND" if found is None else "0 (a seed)" if found == 0 else f"{found:.1f}"
        failed[mode] = found is None
    return [cells.get(mode, "-") for mode in SECONDS], list(failed.values())


def choose(options):
    canaries = [Canary(path) for path in sorted(HOME.glob("*.patch"))]
    if options.names:
        canaries = [canary for canary in canaries if canary.name in options.names]
    if options.turn:
        canaries = [c for c in canaries if "seeds" in c.modes]
        taken = whose_turn([canary.name for canary in canaries], options.turn)
        canaries = [canary for canary in canaries if canary.name in taken]
    return canaries


def show(name, finder, cells, what):
    print(f"{name:30} {finder:38}", *[f"{cell:>14}" for cell in cells], f" {what}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="tools/dev canary", description=__doc__)
    parser.add_argument("--seeds", action="store_true", help="only from the seeds")
    parser.add_argument("--empty", action="store_true", help="only from an empty corpus")
    parser.add_argument("--turn", type=int, metavar="N", help="N of them, from the seeds; the last commit decides which")
    parser.add_argument("--seconds", type=int, metavar="N", default=max(SECONDS.values()), help="at most N for each")
    parser.add_argument("--list", action="store_true", help="say which there are")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    for name in options.names:
        if not (HOME / f"{name}.patch").exists():
            parser.error(f"there is no canary '{name}'; --list lists them")
    canaries = choose(options)
    if options.list:
        for canary in canaries:
            show(canary.name, canary.finder.name, [], canary.what)
        return
    both = options.seeds == options.empty and not options.turn
    modes = ["seeds", "empty"] if both else ["empty" if options.empty and not options.turn else "seeds"]
    for kit in (KIT, UNCOUNTED_KIT, TEST_KIT):
        prepare(kit)
    UNCOUNTED.write_text("src:*\n")
    for path in HOME.glob("*.patch"):  # all of them, whichever are asked for
        Canary(path).plant()
    seeds(WORK / "corpus")
    show("name", "target or test", ["from seeds", "from empty"], "class")
    known, tried, missed = set(), 0, 0
    for canary in canaries:
        cells, failed = row(canary, modes, options.seconds, known)
        tried += bool(failed)
        missed += any(failed)
        show(canary.name, canary.finder.name, cells, canary.what)
    print(f"found {tried - missed} of {tried}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError) as error:
        sys.exit(f"tools/dev canary: {error}")
