"""Builds the tests for other machines and runs them: `tools/dev portability` says how to call it."""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "mutants"))
from native import ROOT, Broken, Kit, Object, codec_sources, precompiled, prepare, run, seeds  # noqa: E402

WORK = ROOT / "build/portability"
GOOGLETEST = pathlib.Path("/usr/src/googletest/googletest")
# Abseil's headers alone: the rest of /usr/include is this machine's.
INCLUDE = WORK / "include"
FLAGS = f"-std=c++17 -O1 -w -I. -I{INCLUDE} -I{GOOGLETEST} -I{GOOGLETEST}/include".split()
# Machine -> (what the names of its tools begin with, what starts its programs). This kernel runs i686 itself:
# emulated, a child that the death tests fork does not end.
MACHINES = {
    "s390x": ("s390x-linux-gnu", ["qemu-s390x", "-L", "/usr/s390x-linux-gnu"]),  # big-endian
    "i686": ("i686-linux-gnu", ["/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path",
                                "/usr/i686-linux-gnu/lib"]),  # 32 bits
}  # fmt: skip
# What is not built, and why.
LEFT_OUT = {
    "absl_status.cc": "needs compiled Abseil",
    "absl_status_test.cc": "needs compiled Abseil",
    "openssl_differential_test.cc": "needs OpenSSL",
    "bench_test.cc": "needs compiled Google Benchmark",
    "growth_test.cc": "needs compiled Google Benchmark",
    "peers_test.cc": "needs OpenSSL and a library in Rust",
    "assembly_test.cc": "needs all of inspect: follower_test and frame_test are built",
    "loads_test.cc": "counts loads, which are the same everywhere",
    "endless_text_test.cc": "counts loads, which are the same everywhere",
    "packing_exhaustive_test.cc": "tries every value, for minutes",
}
# Unit tests that one machine does not run, and why.
NOT_RUN = {
    "s390x": {
        "OwnSocketsTest.AConnectionThatComesBackThroughATranslation":
            "asks the kernel by sock_diag(7), whose messages qemu-user does not put into the other order of octets",
    },
}  # fmt: skip
# Read once, before each source; for the tests GoogleTest too.
COMMON = """
#include <cstdint>
#include <optional>
#include <string>
#include <vector>
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
"""
INPUTS = "2000"  # inputs for each replay, and for the differential tests
SHARDS = 4  # of the unit tests
SECONDS = 1800  # that a program may take


class Test:
    """A program, and one way to run it. `counted` finds in what it prints how much it did."""

    def __init__(self, name, sources, arguments, counted=None, **environment):
        self.name, self.sources, self.arguments = name, sources, arguments
        self.counted, self.environment = counted, environment


def tests():
    """Every test that is built: the unit tests as one program, run in shards; other tests; replays of the seeds."""
    for name in LEFT_OUT.keys() - {path.name for path in ROOT.glob("[ct]*/**/*.cc")}:
        raise Broken(f"portability.py leaves out {name}, which is not there")
    written = "".join(path.read_text() for path in ROOT.glob("test/**/*_test.cc"))
    for name in {name for names in NOT_RUN.values() for name in names}:
        if "TEST({}, {})".format(*name.split(".")) not in written:
            raise Broken(f"portability.py does not run {name}, which is not there")
    unit, own = [f"{GOOGLETEST}/src/{name}.cc" for name in ("gtest-all", "gtest_main")], []
    for path in sorted([*ROOT.glob("test/**/*_test.cc"), *ROOT.glob("test/differential/*_differential.cc")]):
        name, text = str(path.relative_to(ROOT)), path.read_text()
        if path.name in LEFT_OUT or path.is_symlink():
            continue
        if "gtest/gtest.h" in text:
            unit.append(name)
        else:
            own.append(Test(path.stem, [name], ["--sample" if '"--sample"' in text else INPUTS]))
    found = [Test("unit_tests", unit, [], r"PASSED  \] (\d+) tests?", GTEST_TOTAL_SHARDS=str(SHARDS),
                  GTEST_SHARD_INDEX=str(shard)) for shard in range(SHARDS)]
    for path in sorted(ROOT.glob("fuzz/dictionaries/*.dict")):
        found.append(Test("dictionaries", ["fuzz/dictionaries.cc"], [path.stem, path]))
    for folder in sorted((WORK / "corpus").iterdir()):
        found.append(Test(folder.name, [f"fuzz/{folder.name}.cc", "fuzz/replay.cc"], ["--random", INPUTS, folder],
                          r"(\d+) inputs"))
    return [*found, *own]


def built(sources):
    return {source for source in sources if pathlib.Path(source).name not in LEFT_OUT}


class Machine:
    """The library and the tests, built for one machine."""

    def __init__(self, name, pool):
        self.name, self.pool = name, pool
        triple, self.starter = MACHINES[name]
        self.filter = "*-" + ":".join(NOT_RUN.get(name, {}))
        self.kit = Kit(f"{triple}-g++", WORK / name, FLAGS)
        prepare(self.kit)
        (self.kit.folder / "programs").mkdir(exist_ok=True)
        self.plain = precompiled(self.kit, "common", COMMON)
        self.tests = precompiled(self.kit, "tests", COMMON + '#include "gtest/gtest.h"\n')
        self.objects = {}

    def compile(self, sources):
        """The objects of these sources and of those whose headers they include."""
        waiting = sorted(sources)
        while waiting:
            made = [Object(s, self.kit, self.tests if s.startswith("test/") else self.plain) for s in waiting]
            list(self.pool.map(Object.build, made))
            self.objects.update(zip(waiting, made))
            uses = {str(pathlib.Path(use).with_suffix(".cc")) for unit in made for use in unit.uses}
            waiting = sorted(s for s in built(uses - self.objects.keys()) if (ROOT / s).exists())

    def link(self, programs):
        """One program for each name; what is in none of them alone is in the library."""
        archive = self.kit.folder / "library.a"
        archive.unlink(missing_ok=True)
        shared = self.objects.keys() - {source for sources in programs.values() for source in sources}
        done(["ar", "rcs", archive, *(self.objects[source].path for source in sorted(shared))])

        def one(name):
            parts = [self.objects[source].path for source in programs[name]]
            done([self.kit.compiler, *FLAGS, *parts, archive, "-o", self.kit.folder / "programs" / name])

        list(self.pool.map(one, programs))

    def run(self, test):
        """How much the test did; None if it failed."""
        code, output = run([*self.starter, self.kit.folder / "programs" / test.name, *test.arguments], SECONDS,
                           env={**os.environ, **test.environment, "GTEST_FILTER": self.filter})
        counted = re.search(test.counted, output) if test.counted else None
        if code != 0 or (test.counted and not counted):
            why = "does not end" if code is None else f"exits with {code}"
            print(f"{self.name}: {test.name} {why}\n{output[-6000:]}", flush=True)
            return None
        return int(counted.group(1)) if counted else 1

    def check(self):
        """Whether everything passes; says how much was run."""
        every = tests()
        programs = {test.name: test.sources for test in every}
        sources = {source for parts in programs.values() for source in parts}
        self.compile(sources | {"tools/portability/abseil.cc"} | built(codec_sources()))
        self.link(programs)
        counts = list(zip(every, self.pool.map(self.run, every)))
        failed = sum(count is None for _, count in counts)
        unit = sum(count or 0 for test, count in counts if test.name == "unit_tests")
        inputs = sum(count or 0 for test, count in counts if test.counted and test.name != "unit_tests")
        print(f"{self.name}: {unit} unit tests, {len(every) - SHARDS} other programs, {inputs} inputs replayed, "
              f"{failed} failed", flush=True)
        return failed == 0


def done(command):
    code, output = run(command)
    if code != 0:
        raise Broken(f"{command[0]} {command[-1]}: {output[-6000:]}")


def main():
    parser = argparse.ArgumentParser(prog="tools/dev portability", description=__doc__)
    parser.add_argument("machines", nargs="*", metavar="MACHINE", help="s390x or i686; both unless named")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="compilers and programs at a time, 2")
    options = parser.parse_args()
    for name in options.machines:
        if name not in MACHINES:
            parser.error(f"there is no machine '{name}'; there are {' and '.join(MACHINES)}")
    INCLUDE.mkdir(parents=True, exist_ok=True)
    if not (INCLUDE / "absl").is_symlink():
        (INCLUDE / "absl").symlink_to("/usr/include/absl")
    shutil.rmtree(WORK / "corpus", ignore_errors=True)
    seeds(WORK / "corpus")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        passed = [Machine(name, pool).check() for name in options.machines or MACHINES]
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError) as error:
        sys.exit(f"tools/dev portability: {error}")
