"""Builds many mutants at once, each behind a switch (switches.h), so that one costs no compiling.

All of codec/ is built from copies with the switches in them, and every test with it. Each test runs once
with all switches off and says for which mutants the case comes up in it: no other can notice them.
"""

import copy
import dataclasses
import multiprocessing
import os
import pathlib
import re
import time

import workshop
from native import ROOT, Broken, codec_sources, precompiled, prepare, run
from rare import SWITCH

HEADER = (ROOT / "tools/mutants/switches.h").read_text()
COMMON = workshop.COMMON + HEADER
FOLDER = workshop.WORK / "rare"
KIT = dataclasses.replace(
    workshop.PLAIN,
    folder=FOLDER,
    overlay=FOLDER / "include",
    # A rare case is what laws_test may meet and the replays may not.
    left_out=[name for name in workshop.PLAIN.left_out if name != "laws_test"],
)
# What only has to be compiled once is written elsewhere: it would look newer than the objects.
CHECKED = dataclasses.replace(KIT, folder=FOLDER / "checked", overlay=FOLDER / "checked" / "include")
# Units of the comparisons with second opinions for what their samples do not notice: some 20 seconds each.
LONG = {"dtls": 1000000, "handshake": 60000, "hello": 70000, "platform": 1000000, "socks": 60000, "stream": 100000,
        "text": 1000000, "tls": 500000}  # fmt: skip
ERROR = re.compile(r"^([^\s:]+):(\d+):(\d+): (?:fatal )?error:", re.M)


def text_with(source, mutants):
    """The source with the switches of its mutants (number -> mutant), and where in it each has text of its own, as
    (begin, end, number)."""
    inserts = []
    for number, mutant in mutants.items():
        switch = f"(hardwire_mutants::Asked({number}) && hardwire_mutants::Differs({number}, {mutant.case}))"
        # What is around something else begins before it and ends behind it.
        inserts.append(((mutant.start, 1, -mutant.end, number), mutant.opening.replace(SWITCH, switch)))
        inserts.append(((mutant.end, 0, -mutant.start, -number), mutant.behind.replace(SWITCH, switch)))
    text, at, marks = "", 0, []
    for (position, _, _, number), new in sorted(inserts):
        text += source[at:position]
        marks.append((len(text), len(text) + len(new), abs(number)))
        text, at = text + new, position
    return text + source[at:], marks


class Overlay:
    """Copies of all of codec/ with the switches of some mutants in them."""

    def __init__(self, kit, mutants):
        self.marks, self.texts = {}, {}
        for path in [path for end in ("cc", "h") for path in sorted(ROOT.glob(f"codec/**/*.{end}"))]:
            file = str(path.relative_to(ROOT))
            mine = {number: mutant for number, mutant in mutants.items() if mutant.file == file}
            text, self.marks[file] = text_with(path.read_text(), mine)
            home = ROOT / kit.home(file)
            self.texts[str(home.relative_to(ROOT))] = (file, text)
            if not home.exists() or home.read_text() != text:
                home.parent.mkdir(parents=True, exist_ok=True)
                home.write_text(text)

    def at_fault(self, complaint):
        """The numbers of the mutants that a compiler complains of."""
        found = set()
        for name, line, column in ERROR.findall(complaint):
            file, text = self.texts.get(str(pathlib.Path(name).resolve().relative_to(ROOT)), ("", ""))
            if not file:
                continue
            begin = sum(len(part) + 1 for part in text.split("\n")[: int(line) - 1])
            at = begin + int(column) - 1
            numbers = [number for a, b, number in self.marks[file] if a <= at < b]
            if not numbers:  # an expression that a switch is part of
                end = text.find("\n", begin)
                numbers = [number for a, b, number in self.marks[file] if a < end and begin < b]
            found.update(numbers)
        return found


def complaint_of(arguments):
    source, flags = arguments
    kit = CHECKED
    command = [kit.compiler, *kit.flags, f"-I{kit.overlay}", f"-I{ROOT}/codec", *flags, "-fsyntax-only"]
    code, output = run([*command, kit.home(source)])
    return output or "failed" if code != 0 else ""


def compilable(mutants, jobs):
    """Those of the mutants that compile."""
    prepare(CHECKED)
    flags = precompiled(CHECKED, "common", COMMON)
    left, sources = dict(enumerate(mutants, 1)), codec_sources()
    while sources:
        overlay = Overlay(CHECKED, left)
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            complaints = pool.map(complaint_of, [(source, flags) for source in sources], chunksize=1)
        bad = set()
        for source, complaint in zip(sources, complaints):
            faults = overlay.at_fault(complaint)
            if complaint and not faults & set(left):
                raise Broken(f"{source} does not compile: {complaint[-2000:]}")
            bad |= faults
        left = {number: mutant for number, mutant in left.items() if number not in bad}
        sources = [source for source, complaint in zip(sources, complaints) if complaint]
    return list(left.values())


class Switches(workshop.Workshop):
    """A workshop of mutants that are all built already."""

    def __init__(self, mutants, say, jobs):
        self.numbers = {mutant: number for number, mutant in enumerate(mutants, 1)}
        self.cases = {}  # program -> the numbers of the mutants whose case comes up in it
        Overlay(KIT, {number: mutant for mutant, number in self.numbers.items()})
        super().__init__(KIT, say, jobs, COMMON)
        laws = next(program for program in self.programs if program.name == "laws_test")
        long = [self.longer(program) for program in self.programs if program.name.endswith("_differential")]
        parts = [*self.suites_of(laws), *long]
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            for program, (seconds, cases) in zip(parts, pool.map(self.timed, parts, chunksize=1)):
                program.seconds, self.cases[program.name] = seconds, cases
        self.programs = [*(program for program in self.programs if program != laws), *parts]
        say(f"{len(long)} of them pass a longer run in {sum(p.seconds for p in long):.0f} s")

    def suites_of(self, program):
        """The same program once for each of its suites: most mutants are of one message, as a suite of the laws is."""
        environment = {**os.environ, "LD_LIBRARY_PATH": str(self.library.parent)}
        code, output = run([program.path, "--gtest_list_tests"], env=environment)
        suites = re.findall(r"^([\w/]+)\.", output, re.M)
        if code != 0 or not suites:
            raise Broken(f"{program.name} lists no suites: {output[-2000:]}")
        for suite in suites:
            part = copy.copy(program)
            part.name = f"{program.name} {suite}"
            part.arguments = [*program.arguments, f"--gtest_filter={suite}.*"]
            yield part

    def longer(self, program):
        """The same program over more units."""
        units = LONG[program.name.removesuffix("_differential")]
        other = copy.copy(program)
        other.name, other.arguments = f"{program.name} {units}", [str(units)]
        return other

    def timed(self, program):
        """Runs it in a process of its own: (seconds, the numbers of the cases that come up)."""
        self.enter()
        start = time.monotonic()
        passes, output = self.first_run(program)
        if not passes:
            raise Broken(f"{program.name} fails unmutated: {output[-2000:]}")
        return time.monotonic() - start, self.cases[program.name]

    def first_run(self, program):
        path = self.place / "cases"
        path.write_bytes(bytes(len(self.numbers) + 1))
        outcome = program.passes(program.path, self.library.parent, 600, HARDWIRE_CASES=str(path))
        self.cases[program.name] = {number for number, up in enumerate(path.read_bytes()) if up}
        return outcome

    def verdict(self, mutant, last_killer):
        number = self.numbers[mutant]
        able = [p for p in self.order(mutant.file, last_killer) if number in self.cases[p.name]]
        for program in able:
            seconds = 5 + 10 * program.seconds
            passes, _ = program.passes(
                program.path, self.library.parent, seconds, HARDWIRE_MUTANT=str(number)
            )
            if not passes:
                return "killed", program.name
        return ("survived" if able else "never"), ""
