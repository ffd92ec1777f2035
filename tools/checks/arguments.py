#!/usr/bin/env python3
"""check: every verb of tools/dev reads its arguments before anything is installed or built.

    arguments.py INSPECT PROXY ROUTER

`--help` ends with 0 and has a line for every flag, those of INSPECT, PROXY and ROUTER too; what is wrong ends with 2 and
one line that names it. Meanwhile every program that could install or build is a stub that leaves a mark.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
STUBS = "apt-get bazel chromium clang clang++ clang-format clang-tidy doxygen dpkg-query g++ gcc mkdocs node npm openssl sudo".split()
FLAG = re.compile(r"^ *(--[a-z][a-z-]*)(?: \S+)?  +\S", re.M)
# Verb -> the file that parses the flags, and what it parses them by.
PARSED = {
    "canary": ("tools/canary/canary.py", r'add_argument\("(--[a-z-]+)"'),
    "format": ("tools/verbs/format.sh", r"flag\[(--[a-z-]+)\]"),
    "fuzz": ("tools/verbs/fuzz.py", r'add_argument\("(--[a-z-]+)"'),
    "mutants": ("tools/mutants/mutants.py", r'add_argument\("(--[a-z-]+)"'),
    "portability": ("tools/portability/portability.py", r'add_argument\("(--[a-z-]+)"'),
    "test": ("tools/verbs/test.sh", r"flag\[(--[a-z-]+)\]"),
}
# More that is wrong: what the values say, and which go together.
WRONG = [
    "fuzz --lst", "fuzz --seconds", "fuzz --seconds 0", "fuzz --seconds --forever", "fuzz --jobs x",
    "fuzz sniff nosuch", "fuzz --engine honggfuzz", "fuzz --list --speed", "fuzz --list=yes", "canary nosuch",
    "canary --turn 0", "canary --turn=x",
    "canary --seconds 0", "mutants --count 1.5", "mutants codec/hardwire/nosuch.cc", "mutants README.md",
    "mutants --rare=5", "mutants --rare --seed x",
    "differential 0", "differential x", "differential 5 nosuch", "handshakes 100", "handshakes 100 0", "handshakes 1 2 3", "portability vax",
    "portability --jobs 0", "portability --turn x", "portability i686 --list=yes", "inspect nosuch 05", "inspect --file", "inspect --pcap", "proxy --listen", "router --route", "format -c",
    "setup -- x", "bench --check --write", "bench --growth --peers", "test all", "test --al", "nosuch", "../checks/docs", "common",
]  # fmt: skip
# What is right goes on to look for packages.
RIGHT = [
    "bench --check", "bench --write", "bench --peers", "bench --peers --check", "bench --peers --write", "bench --growth", "bench --growth --check", "canary --turn 3 alert_short",
    "canary --seeds --seconds 5", "demo", "differential 5", "differential handshake", "docs", "format --check",
    "fresh", "fuzz --list", "fuzz sniff --seconds=5 --engine afl", "handshakes 1 2", "inspect sniff 05",
    "inspect --explain -9806", "inspect --explain reserved_nonzero", "inspect --pcap FILE --html strict",
    "mutants --rare --list codec/hardwire/tls --count 3", "playground", "playground --check",
    "portability i686 --jobs 1", "portability musl --turn 1", "portability mingw --list", "proxy --listen 127.0.0.1:0", "router --no-name 127.0.0.1:1", "setup --", "site", "site --check",
    "test --all", "test --whole",
]  # fmt: skip
faults = []


class Stubs:
    def __init__(self, folder):
        self.mark = folder / "called"
        self.path = folder / "bin"
        self.path.mkdir()
        for name in STUBS:
            stub = self.path / name
            stub.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.mark}"\nexit 99\n')
            stub.chmod(0o755)

    def run(self, *arguments):
        """(status, output, errors) of tools/dev; it is a fault if a stub was called."""
        self.mark.unlink(missing_ok=True)
        done = subprocess.run([ROOT / "tools/dev", *arguments], capture_output=True, text=True, check=False, timeout=60,
                              stdin=subprocess.DEVNULL, env={**os.environ, "PATH": f"{self.path}:{os.environ['PATH']}"})
        if self.mark.exists():
            faults.append(f"tools/dev {' '.join(arguments)} calls: {self.mark.read_text().splitlines()[0]}")
        return done.returncode, done.stdout, done.stderr


def check_help(stubs, verb, program):
    status, text, errors = stubs.run(verb, "--help")
    if status != 0 or not text or errors:
        faults.append(f"tools/dev {verb} --help ends with {status}: {errors}")
    listed = set(FLAG.findall(text))
    if program:
        own = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
        parsed = set(FLAG.findall(own))
        kinds = re.findall(r"^Kinds: .*$", own, re.M)
        if kinds and kinds[0] not in text.splitlines():
            faults.append(f"tools/dev {verb} --help does not list these: {kinds[0]}")
    else:
        file, pattern = PARSED.get(verb, (f"tools/verbs/{verb}.sh", r"flag\[(--[a-z-]+)\]"))
        parsed = set(re.findall(pattern, (ROOT / file).read_text()))
    for flag in sorted(listed ^ parsed - {"--help"}):
        if flag != "--help":
            faults.append(f"tools/dev {verb} --help {'lists' if flag in listed else 'does not list'} {flag}, which is "
                          f"{'' if flag in parsed else 'not '}parsed")


def check_wrong(stubs, *arguments):
    status, text, errors = stubs.run(*arguments)
    line = f"tools/dev {' '.join(arguments)}"
    if status != 2 or text:
        faults.append(f"{line} ends with {status}, not with 2: {text}{errors}")
    elif errors.count("\n") != 1 or not any(part.split("=")[0] in errors for part in arguments[1:] or arguments):
        faults.append(f"{line} says no single line about it: {errors}")


def main():
    programs = dict(zip(("inspect", "proxy", "router"), sys.argv[1:]))
    verbs = sorted({path.stem for path in (ROOT / "tools/verbs").glob("*.sh")} - {"common"})
    with tempfile.TemporaryDirectory() as folder:
        stubs = Stubs(pathlib.Path(folder))
        for verb in verbs:
            check_help(stubs, verb, programs.get(verb))
            check_wrong(stubs, verb, "--no-such-flag")
            check_wrong(stubs, verb, *["1"] * 9, "surplus")
        for line in WRONG:
            check_wrong(stubs, *line.split())
        for line in RIGHT:
            before = len(faults)
            stubs.run(*line.split())
            seen, faults[before:] = faults[before:], []
            if not any("dpkg-query" in fault for fault in seen):
                faults.append(f"tools/dev {line} does not go on to look for packages")
    print("\n".join(faults) if faults else f"{len(verbs)} verbs, {3 * len(verbs) + len(WRONG) + len(RIGHT)} calls")
    sys.exit(1 if faults else 0)


main()
