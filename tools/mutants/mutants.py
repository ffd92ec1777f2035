#!/usr/bin/env python3
"""Breaks codec/ in small ways and counts which of the mutants the tests notice."""

import argparse
import hashlib
import pathlib
import random
import subprocess
import sys

sys.dont_write_bytecode = True
import operators
import workshop
from native import ROOT, Broken

EQUIVALENT = ROOT / "tools/mutants/equivalent.tsv"
CACHE = workshop.WORK / "verdicts.tsv"


def fail(text):
    sys.exit(f"tools/dev mutants: {text}")


def git(*arguments):
    return subprocess.check_output(["git", "-C", str(ROOT), *arguments], text=True).split()


def sources(options):
    """The files to mutate."""
    every = sorted(str(p.relative_to(ROOT)) for e in ("cc", "h") for p in ROOT.glob(f"codec/**/*.{e}"))
    if options.changed:
        changed = git("diff", "--name-only", git("merge-base", "HEAD", options.base)[0])
        return [name for name in every if name in changed]
    if not options.files:
        return every
    chosen = []
    for name in options.files:
        name = name.rstrip("/")
        found = [f for f in every if f == name or f.startswith(name + "/")]
        if not found:
            fail(f"'{name}' is no file or folder of codec/ with code in it")
        chosen += found
    return list(dict.fromkeys(chosen))


def equivalents(chosen, mutants):
    """The mutants listed by hand, as (file, before, after)."""
    listed = set()
    present = {(m.file, m.before, m.after) for m in mutants}
    for number, line in enumerate(EQUIVALENT.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not all(cells):
            fail(f"{EQUIVALENT}:{number}: expected four columns: file, line, mutated line, reason")
        key = tuple(cells[:3])
        if not (ROOT / key[0]).exists() or (key[0] in chosen and key not in present):
            fail(f"{EQUIVALENT}:{number}: matches no mutant; take it off the list")
        listed.add(key)
    return listed


class Verdicts:
    """What an earlier run found: all but survivors, which a new test may kill."""

    def __init__(self, fresh):
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        if fresh:
            CACHE.unlink(missing_ok=True)
        lines = CACHE.read_text().splitlines() if CACHE.exists() else []
        self.known = dict(line.split("\t", 1) for line in lines if "\t" in line)

    @staticmethod
    def key(mutant):
        return hashlib.sha256(f"{mutant.file}\n{mutant.text}".encode()).hexdigest()[:24]

    def get(self, mutant):
        return self.known.get(self.key(mutant))

    def put(self, mutant, word):
        with CACHE.open("a") as file:
            file.write(f"{self.key(mutant)}\t{word}\n")


def judge(file, mutants, shop, verdicts):
    """The survivors of one file, and how many were killed; prints a line."""
    counts, survivors, killer = {"killed": 0, "invalid": 0, "same": 0}, [], ""
    for mutant in mutants:
        word = verdicts.get(mutant)
        if word is None:
            word, killer = shop(workshop.PLAIN).verdict(mutant, killer)
            if word == "survived":
                word = shop(workshop.SANITIZED).verdict(mutant, killer)[0]
            if word != "survived":
                verdicts.put(mutant, word)
        if word == "survived":
            survivors.append(mutant)
            print(f"{mutant.file}:{mutant.line}: {mutant.before}\n    -> {mutant.after}", flush=True)
        else:
            counts[word] += 1
    total = counts["killed"] + len(survivors)
    print(f"{file}: killed {counts['killed']} of {total}", end="")
    print(f" ({counts['invalid']} do not compile, {counts['same']} change no object)", flush=True)
    return survivors, counts["killed"]


def main():
    parser = argparse.ArgumentParser(prog="tools/dev mutants", description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="N mutants chosen at random")
    parser.add_argument("--changed", action="store_true", help="only files that differ from the branch --base")
    parser.add_argument("--base", default="main", help="default: main")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--seed", type=int, default=1, help="of --sample")
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders; default: codec")
    options = parser.parse_args()
    chosen = sources(options)
    mutants = [m for f in chosen for m in operators.mutants_of(f, (ROOT / f).read_text())]
    listed = equivalents(chosen, mutants)
    skipped = sum((m.file, m.before, m.after) in listed for m in mutants)
    mutants = [m for m in mutants if (m.file, m.before, m.after) not in listed]
    if options.sample is not None and options.sample < len(mutants):
        mutants = random.Random(options.seed).sample(mutants, options.sample)
    shops = {}

    def shop(kit):  # built when the first mutant is to be tried
        if kit.folder not in shops:
            shops[kit.folder] = workshop.Workshop(kit, lambda text: print(text, flush=True))
        return shops[kit.folder]

    verdicts = Verdicts(options.fresh)
    survivors, killed = [], 0
    for file in chosen:
        own = [m for m in mutants if m.file == file]
        if own:
            left, dead = judge(file, own, shop, verdicts)
            survivors += left
            killed += dead
    print(f"{skipped} equivalent mutants left out, as {EQUIVALENT.relative_to(ROOT)} lists them")
    print(f"killed {killed} of {killed + len(survivors)}")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError, subprocess.CalledProcessError) as error:
        fail(error)
