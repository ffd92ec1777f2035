"""Builds codec/ as one shared object and the tests as programs that load it, and breaks it.

A mutant of a .cc costs one object and one link, one of a header as many objects as use it. All of this
stands once plainly built and, for mutants of a .cc that survive there, once under AddressSanitizer.
"""

import math
import os
import pathlib
import shutil
import time

from native import (ROOT, Broken, Kit, Object, build_all, codec_sources, precompiled, prepare, run, seeds,
                    with_companions)

WORK = ROOT / "build" / "mutants"
CXX = "g++"
# The bounds check of ByteReader is on, as a sanitizer would have it. A function of a header belongs to
# the object that was built with it, and is not replaced by the program's.
FLAGS = """-std=c++17 -O1 -w -fPIC -fvisibility-inlines-hidden -fno-gnu-unique
           -DHARDWIRE_COUNT_LOADS -I. -fuse-ld=lld""".split()
SHARED = ["-shared", "-Wl,-Bsymbolic"]
LIBRARIES = "-lgtest -lgtest_main -labsl_status -labsl_cord -labsl_strings -labsl_throw_delegate".split()
# Read once, before each source: what no mutant changes and most sources include.
COMMON = """
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
"""
# The flags of a test in C. No header is read before it.
IN_C = "-x c -std=c99".split()
PROGRAMS = {"bench", "documents", "inspect", "proxy"}  # folders with the tests of other programs
# Tests that need what is not here, run for minutes, or hold by the same laws what the replays hold.
# Loads are not counted across a shared object.
LEFT_OUT = """endless_text_test laws_test loads_test openssl_differential_test
              packing_exhaustive_test""".split()
PLAIN = Kit(CXX, WORK / "plain", FLAGS, bounded=True, left_out=LEFT_OUT)
# The differential tests are slow there, and hold no reads that the replays do not.
SANITIZED = Kit(
    CXX, WORK / "sanitized", [*FLAGS, "-fsanitize=address"],
    left_out=[*LEFT_OUT, *(path.stem for path in ROOT.glob("test/differential/*_differential.cc"))],
)  # fmt: skip


KITS = (PLAIN, SANITIZED)  # the second for what survives the first


class Uncompilable(Exception):
    """The mutant is no C++."""


class Program:
    """A test: its objects beside codec/, and how it is run."""

    def __init__(self, source, arguments, extra, prefix, kit):
        stem, self.kit = pathlib.Path(source).stem, kit
        self.name = f"c_{stem}" if source.endswith(".c") else stem
        self.arguments = arguments
        self.objects = [Object(name, kit, prefix) for name in [source, *extra]]
        self.path = kit.folder / "programs" / self.name
        self.seconds = 0.0
        self.reach = set()  # the files that its outcome can depend on

    def link(self, objects, path):
        code, output = run(
            [self.kit.compiler, *self.kit.flags, *objects, f"-L{self.kit.folder}/base", "-lhardwire",
             *LIBRARIES, "-o", path]
        )  # fmt: skip
        if code != 0:
            raise Broken(f"{self.name} does not link: {output[-2000:]}")

    def passes(self, program, library, seconds, **more):
        """Whether it passes within so many seconds of processor time, whatever else the machine does. `more`:
        its environment."""
        environment = {**os.environ, "LD_LIBRARY_PATH": str(library), **more}
        code, output = run([program, *self.arguments], 10 * seconds, self.kit.bounded, math.ceil(seconds),
                           env=environment)
        return code == 0, output


def programs(prefix, kit):
    """Every test, fuzz targets as replays of their seeds."""
    found = []
    tests = sorted([*ROOT.glob("test/**/*_test.cc"), *ROOT.glob("test/differential/*_differential.cc")])
    for path in tests:
        if path.stem in kit.left_out or PROGRAMS & set(path.parts) or path.is_symlink():
            continue
        text = path.read_text()
        arguments = ["--gtest_fail_fast", "--gtest_brief=1"] if "gtest.h" in text else ["20000"]
        found.append((str(path.relative_to(ROOT)), ["--sample"] if '"--sample"' in text else arguments, []))
    found += [(str(path.relative_to(ROOT)), [], []) for path in sorted(ROOT.glob("test/c/*_test.c"))]
    seeds(WORK / "corpus")
    for folder in sorted((WORK / "corpus").iterdir()):
        found.append((f"fuzz/{folder.name}.cc", ["--random", "20000", folder], ["fuzz/replay.cc"]))
    return [Program(source, arguments, extra, IN_C if source.endswith(".c") else prefix, kit)
            for source, arguments, extra in found]


def symbols(unit, *options):
    """The names that an object defines, or leaves undefined."""
    code, output = run(["nm", *options, unit.path])
    if code != 0:
        raise Broken(output)
    rows = [line.split() for line in output.splitlines()]
    return {row[-1] for row in rows if row and row[-2] not in "WVuw"}


class Workshop:
    def __init__(self, kit, say, jobs, common=COMMON):
        self.kit = kit
        prepare(kit)
        for folder in ("programs", "base"):
            (kit.folder / folder).mkdir(parents=True, exist_ok=True)
        shutil.rmtree(kit.folder / "run", ignore_errors=True)
        self.enter()
        plain = precompiled(kit, "common", common)
        tests = precompiled(kit, "tests", common + '#include "gtest/gtest.h"\n')
        self.codec = {name: Object(name, kit, plain) for name in codec_sources()}
        self.library = kit.folder / "base" / "libhardwire.so"
        say(f"building codec/ and its tests, {kit.folder.name}")
        build_all(self.codec.values(), jobs)
        self.definers = {}
        for name, unit in self.codec.items():
            self.definers.update(dict.fromkeys(symbols(unit, "--defined-only", "--extern-only"), name))
        self.link_codec({}, self.library)
        self.programs = programs(tests, kit)
        build_all([program.objects[0] for program in self.programs], jobs)
        for program in self.programs:
            self.learn(program)
        say(f"{len(self.programs)} programs pass unmutated in {sum(p.seconds for p in self.programs):.0f} s")

    def enter(self):
        """Takes a folder of this process's own for what is broken."""
        self.place = self.kit.folder / "run" / str(os.getpid())
        self.overlay = self.place / "include"
        self.broken = self.place / "library"
        for folder in (self.overlay, self.broken):
            folder.mkdir(parents=True, exist_ok=True)

    def learn(self, program):
        """Builds a program, learns what it reaches, and runs it."""
        program.objects = with_companions(program.objects, self.kit, program.objects[0].prefix)
        waiting = list(program.objects)
        while waiting:
            unit = waiting.pop()
            program.reach |= unit.uses
            named = {self.definers[symbol] for symbol in symbols(unit, "-u") if symbol in self.definers}
            waiting += [self.codec[name] for name in sorted(named - program.reach)]
            program.reach |= named
        program.link([unit.path for unit in program.objects], program.path)
        start = time.monotonic()
        passes, output = self.first_run(program)
        program.seconds = time.monotonic() - start
        if not passes:
            raise Broken(f"{program.name} fails unmutated: {output[-2000:]}")

    def first_run(self, program):
        return program.passes(program.path, self.library.parent, 600)

    def link_codec(self, replaced, path):
        objects = [replaced.get(name, unit.path) for name, unit in self.codec.items()]
        code, output = run([self.kit.compiler, *self.kit.flags, *SHARED, *objects, "-o", path])
        if code != 0:
            raise Broken(f"codec/ does not link: {output[-2000:]}")

    def order(self, file, last_killer):
        """The programs that reach `file`, the likeliest killer first."""
        stem = pathlib.Path(file).stem
        able = [p for p in self.programs if file in p.reach]

        def cost(program):
            sources = sum(name in self.codec for name in program.reach) if file.endswith(".h") else 0
            return program.seconds + 0.3 * sources

        return sorted(able, key=lambda p: (p.name != last_killer, not p.name.startswith(stem), cost(p)))

    def verdict(self, mutant, last_killer):
        """How the mutant fares: (word, name of the program that kills it)."""
        in_header = mutant.file.endswith(".h")
        place = self.overlay / pathlib.Path(mutant.file).relative_to("codec")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(mutant.text)
        try:
            units = {} if in_header else {mutant.file: place}
            return self.try_out(mutant, units, self.order(mutant.file, last_killer))
        except Uncompilable:
            return "invalid", ""
        finally:
            place.unlink()

    def try_out(self, mutant, units, able):
        """First the programs as they stand load the broken library. What a header puts into the programs
        themselves is built again only where that decides."""
        if not able:
            return "survived", ""
        library, built = Library(self), {}
        for program in able:
            if mutant.file.endswith(".h"):
                units = {f: None for f in program.reach if f in self.codec and mutant.file in self.codec[f].uses}
            library.build(units)
            if not set(library.rebuilt) & program.reach or self.passes(program, program.path, library):
                continue
            # A program that disagrees with the library about the header may fail by that alone.
            binary = self.own(program, mutant, built) or program.path
            if binary == program.path or not self.passes(program, binary, library):
                return "killed", program.name
        differs = bool(library.rebuilt)
        for program in able:
            binary = self.own(program, mutant, built)
            if binary:
                differs = True
                if not self.passes(program, binary, library):
                    return "killed", program.name
        return ("survived" if differs else "same"), ""

    def passes(self, program, binary, library):
        library.link()
        return program.passes(binary, self.broken, 5 + 10 * program.seconds)[0]

    def own(self, program, mutant, built):
        """The program built again, where the mutant is in one of its own headers and shows in an object. `built`:
        the objects of this mutant, by source; None for those that are as they were."""
        objects = []
        for unit in program.objects:
            if unit.source not in built:
                built[unit.source] = self.changed(unit) if mutant.file in unit.uses else None
            objects.append(built[unit.source] or unit.path)
        if objects == [unit.path for unit in program.objects]:
            return None
        path = self.place / program.name
        program.link(objects, path)
        return path

    def changed(self, unit, source=None):
        """The unit's object with the mutant in it, or None if it is the same."""
        path = self.place / (unit.source.replace("/", ".") + ".o")
        complaint = unit.compile(path, source, self.overlay)
        if complaint:
            raise Uncompilable(complaint)
        return None if path.read_bytes() == unit.path.read_bytes() else path


class Library:
    """codec/ with a mutant in it: the objects that differ, built as they are asked for."""

    def __init__(self, shop):
        self.shop, self.rebuilt, self.done, self.linked = shop, {}, set(), False

    def build(self, units):
        """Compiles what is not yet. `units`: source -> the file to take instead, or None."""
        for name in set(units) - self.done:
            path = self.shop.changed(self.shop.codec[name], units[name])
            self.done.add(name)
            if path:
                self.rebuilt[name], self.linked = path, False

    def link(self):
        if not self.linked:
            self.shop.link_codec(self.rebuilt, self.shop.broken / "libhardwire.so")
            self.linked = True
