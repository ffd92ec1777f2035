"""Builds the tests for other machines and runs them: `tools/dev portability` says how to call it."""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / folder) for folder in ("mutants", "")]
from native import ROOT, Broken, Kit, Object, codec_sources, precompiled, prepare, run, seeds  # noqa: E402
from targets import NAMES, TARGETS  # noqa: E402
from turns import whose_turn  # noqa: E402

WORK = ROOT / "build/portability"
GOOGLETEST = pathlib.Path("/usr/src/googletest/googletest")
# Abseil's headers alone: the rest of /usr/include is this machine's.
INCLUDE = WORK / "include"
FLAGS = f"-std=c++17 -O1 -w -I. -I{GOOGLETEST} -I{GOOGLETEST}/include".split()
# A program of C needs no C++ library, so the codecs are built as //codec/... and CMake build them.
CODEC_FLAGS = "-std=c++17 -O1 -fno-exceptions -fno-rtti".split()
C_FLAGS = "-std=c99 -O1 -pedantic -Wall -Wextra -Werror -I.".split()
# What no target builds, and why.
LEFT_OUT = {
    "codec/hardwire/platform/absl_status.cc": "needs compiled Abseil",
    "test/platform/absl_status_test.cc": "needs compiled Abseil",
    "test/differential/openssl_differential_test.cc": "needs OpenSSL",
    "test/bench/bench_test.cc": "needs compiled Google Benchmark",
    "test/bench/growth_test.cc": "needs compiled Google Benchmark",
    "test/bench/peers": "needs OpenSSL and a library in Rust",
    "test/inspect/assembly_test.cc": "needs all of inspect: follower_test and frame_test are built",
    "test/laws/loads_test.cc": "counts loads, which are the same everywhere",
    "test/laws/endless_text_test.cc": "counts loads, which are the same everywhere",
    "test/platform/packing_exhaustive_test.cc": "tries every value, for minutes",
}
# Read once, before each source; for the tests GoogleTest too. The codecs are compiled without it: they include what they use.
COMMON = """
#include <cstdint>
#include <optional>
#include <string>
#include <vector>
"""
INPUTS = "2000"  # inputs for each replay, and for the differential tests
SHARDS = 4  # of the unit tests
SECONDS = 1800  # that a program may take


class Test:
    """A program, and one way to run it. `counted` finds in what it prints how much it did."""

    def __init__(self, part, name, sources, arguments, counted=None, **environment):
        self.part, self.name, self.sources, self.arguments = part, name, sources, arguments
        self.counted, self.environment = counted, environment


def strict():
    """The warnings of the configuration `strict`, all of which are errors."""
    found = re.findall(r"^build:strict --(?:copt|cxxopt)=(\S+)", (ROOT / ".bazelrc").read_text(), re.M)
    if "-Werror" not in found:
        raise Broken(".bazelrc has no configuration `strict` any more")
    return found


# Of these `tools/dev test --all` builds one at a time: they need neither qemu nor Wine.
TAKE_TURNS = ("i686", "musl", "wasm32")


class Selection:
    """What of the project a target builds and runs."""

    def __init__(self, target):
        self.target = target
        self.out = {**LEFT_OUT, **target.left_out}
        for name in self.out:
            if not (ROOT / name).exists():
                raise Broken(f"{target.name} leaves out {name}, which is not there")
        written = "".join(path.read_text() for path in ROOT.glob("test/**/*_test.cc"))
        for name in target.not_run:
            if "TEST({}, {})".format(*name.split(".")) not in written:
                raise Broken(f"{target.name} does not run {name}, which is not there")

    def builds(self, source):
        """Whether a source is built."""
        path = pathlib.PurePath(source)
        return not any(str(name) in self.out for name in (path, *path.parents))

    def found(self, *patterns):
        """The sources that the patterns find and that are built, without symlinks."""
        paths = sorted(path for pattern in patterns for path in ROOT.glob(pattern) if not path.is_symlink())
        return [name for name in (str(path.relative_to(ROOT)) for path in paths) if self.builds(name)]

    def tests(self):
        made = {"unit": self.unit, "other": self.other, "seeds": self.seeds, "c": self.of_c}
        return [test for part in self.target.parts for test in made[part]()]

    def unit(self):
        """The unit tests as one program, run in shards."""
        sources = [f"{GOOGLETEST}/src/{name}.cc" for name in ("gtest-all", "gtest_main")]
        sources += [name for name in self.found("test/**/*_test.cc") if with_googletest(name)]
        return [Test("unit", "unit_tests", sources, [], r"PASSED  \] (\d+) tests?", GTEST_TOTAL_SHARDS=str(SHARDS),
                     GTEST_SHARD_INDEX=str(shard)) for shard in range(SHARDS)]

    def other(self):
        for name in self.found("test/**/*_test.cc", "test/differential/*_differential.cc"):
            if not with_googletest(name):
                sample = '"--sample"' in (ROOT / name).read_text()
                yield Test("other", pathlib.Path(name).stem, [name], ["--sample" if sample else INPUTS])
        for path in sorted(ROOT.glob("fuzz/dictionaries/*.dict")):
            yield Test("other", "dictionaries", ["fuzz/dictionaries.cc"], [path.stem, path])

    def seeds(self):
        for folder in sorted((WORK / "corpus").iterdir()):
            if self.builds(f"fuzz/{folder.name}.cc"):
                yield Test("seeds", folder.name, [f"fuzz/{folder.name}.cc", "fuzz/replay.cc"], ["--random", INPUTS, folder],
                           r"^[1-9]\d* files, (\d+) inputs")

    def of_c(self):
        return [Test("c", f"c_{pathlib.Path(name).stem}", [name], []) for name in self.found("test/c/*_test.c")]


def with_googletest(source):
    return "gtest/gtest.h" in (ROOT / source).read_text()


class Builder:
    """The library and the tests, built for one target."""

    def __init__(self, target, selection, pool):
        self.target, self.selection, self.pool = target, selection, pool
        self.folder = WORK / target.name
        views = ["-DHARDWIRE_WITHOUT_ABSEIL"] if target.without_abseil else ["-isystem", str(INCLUDE)]
        cxx = [*target.flags, *target.cxx_flags, *views]
        self.kit = Kit(target.cxx, self.folder, [*FLAGS, *cxx])
        self.codec = Kit(target.cxx, self.folder, [*CODEC_FLAGS, *strict(), *cxx])
        self.c = Kit(target.cc, self.folder, [*C_FLAGS, *target.flags, *target.c_flags])
        for kit in (self.kit, self.codec, self.c):
            prepare(kit)
        self.programs = self.folder / "programs"
        shutil.rmtree(self.programs, ignore_errors=True)
        self.programs.mkdir()
        self.objects = {}

    def heads(self):
        """The flags that read what is compiled once: for tests, for other sources."""
        common = COMMON if self.target.without_abseil else COMMON + '#include "absl/types/span.h"\n'
        tests = common + '#include "gtest/gtest.h"\n'
        self.plain = precompiled(self.kit, "common", common)
        self.tests = precompiled(self.kit, "tests", tests) if "unit" in self.target.parts else self.plain

    def object(self, source):
        if source.endswith(".c"):
            return Object(source, self.c)
        if source.startswith("codec/"):
            return Object(source, self.codec)
        return Object(source, self.kit, self.tests if source.startswith("test/") else self.plain)

    def compile(self, sources):
        """The objects of these sources and of those whose headers they include."""
        self.heads()
        waiting = sorted(sources)
        while waiting:
            made = [self.object(source) for source in waiting]
            list(self.pool.map(Object.build, made))
            self.objects.update(zip(waiting, made))
            beside = {str(pathlib.Path(use).with_suffix(".cc")) for unit in made for use in unit.uses}
            waiting = sorted(s for s in beside - self.objects.keys() if self.selection.builds(s) and (ROOT / s).exists())

    def link(self, programs):
        """One program for each name; what is in none of them alone is in the library. C programs link no C++ library."""
        archive = self.folder / "library.a"
        archive.unlink(missing_ok=True)
        shared = self.objects.keys() - {source for sources in programs.values() for source in sources}
        done([self.target.archiver, "rcs", archive, *(self.objects[source].path for source in sorted(shared))])

        def one(name):
            parts = [self.objects[source].path for source in programs[name]]
            of_c = programs[name][0].endswith(".c") and self.target.without_abseil
            compiler = self.target.cc if of_c else self.target.cxx
            done([compiler, *self.target.flags, *parts, archive, *self.target.link_flags, "-o", self.programs / f"{name}.exe"])

        list(self.pool.map(one, programs))


class Runner:
    """Runs the programs of one target."""

    def __init__(self, target, programs):
        self.target, self.programs = target, programs
        self.environment = {**os.environ, **dict(target.environment), "GTEST_FILTER": "*-" + ":".join(target.not_run)}
        if "WINEPREFIX" in self.environment:
            self.environment["WINEPREFIX"] = str(ROOT / self.environment["WINEPREFIX"])

    def __enter__(self):
        """Starts what runs beside the programs: one of them would start it otherwise, and end it with itself."""
        self.server = None
        if self.target.server:
            (ROOT / self.environment["WINEPREFIX"]).mkdir(parents=True, exist_ok=True)
            self.server = subprocess.Popen(self.target.server, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.terminate()
            self.server.wait()

    def run(self, test):
        """How much the test did; None if it failed."""
        code, output = run([*self.target.starter, self.programs / f"{test.name}.exe", *test.arguments], SECONDS,
                           env={**self.environment, **test.environment})
        counted = re.search(test.counted, output, re.M) if test.counted else None
        if code != 0 or (test.counted and not counted):
            why = "does not end" if code is None else f"exits with {code}"
            print(f"{self.target.name}: {test.name} {why}\n{output[-6000:]}", flush=True)
            return None
        return int(counted.group(1)) if counted else 1


def check(target, pool):
    """Builds and runs everything of one target. Returns whether it passed, and what to say of it."""
    selection = Selection(target)
    every = selection.tests()
    programs = {test.name: test.sources for test in every}
    builder = Builder(target, selection, pool)
    sources = {source for parts in programs.values() for source in parts}
    own = [] if target.without_abseil else ["tools/portability/abseil.cc"]
    builder.compile(sources | {*own, *filter(selection.builds, codec_sources())})
    builder.link(programs)
    with Runner(target, builder.programs) as runner:
        counts = list(zip(every, pool.map(runner.run, every)))
    failed = [test.name for test, count in counts if count is None]
    if failed:
        return False, f"{len(failed)} of {len(every)} runs failed: {' '.join(failed)}"

    def total(part):
        return sum(count for test, count in counts if test.part == part)

    words = {"unit": "unit tests", "other": "other programs", "seeds": "inputs replayed", "c": "programs of C"}
    return True, ", ".join(f"{total(part)} {words[part]}" for part in target.parts)


def done(command):
    code, output = run(command)
    if code != 0:
        raise Broken(f"{command[0]} {command[-1]}: {output[-6000:]}")


def report(target, pool):
    """A line about one target; whether it passed."""
    start = time.monotonic()
    try:
        passed, text = check(target, pool)
    except Broken as broken:
        print(broken)
        passed, text = False, "it does not build"
    print(f"{'ok  ' if passed else 'FAIL'}  {target.name:8} {time.monotonic() - start:4.0f} s  {text}", flush=True)
    return passed


def chosen(options):
    """The targets that are named, and those whose turn it is; all if none is asked for."""
    if not options.targets and not options.turn:
        return TARGETS
    others = [name for name in TAKE_TURNS if name not in options.targets]
    taken = [*options.targets, *(whose_turn(others, options.turn) if options.turn else [])]
    return [target for target in TARGETS if target.name in taken]


def main():
    parser = argparse.ArgumentParser(prog="tools/dev portability", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"{', '.join(NAMES)}; all unless named")
    parser.add_argument("--turn", type=int, default=0, metavar="N", help=f"N of {', '.join(TAKE_TURNS)} more; the last commit decides which")
    parser.add_argument("--list", action="store_true", help="say which targets these are, and build nothing")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="compilers and programs at a time, 2")
    options = parser.parse_args()
    for name in options.targets:
        if name not in NAMES:
            parser.error(f"there is no target '{name}'; there are {', '.join(NAMES)}")
    if options.list:
        print("\n".join(target.name for target in chosen(options)))
        return
    INCLUDE.mkdir(parents=True, exist_ok=True)
    if not (INCLUDE / "absl").is_symlink():
        (INCLUDE / "absl").symlink_to("/usr/include/absl")
    shutil.rmtree(WORK / "corpus", ignore_errors=True)
    seeds(WORK / "corpus")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        passed = [report(target, pool) for target in chosen(options)]
    print(f"{sum(passed)} of {len(passed)} targets passed")
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError) as error:
        sys.exit(f"tools/dev portability: {error}")
