#!/usr/bin/env python3
"""Breaks codec/ in small ways and counts which of the mutants the tests notice."""

import argparse
import hashlib
import multiprocessing
import os
import pathlib
import queue
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


def sources(options, parser):
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
            parser.error(f"'{name}' is no file or folder of codec/ with code in it")
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


def try_out(mutant, killer, shops):
    """What becomes of a mutant in the shops, and the program that killed the last one that was killed."""
    for shop in shops[:1] if mutant.file.endswith(".h") else shops:
        word, last = shop.verdict(mutant, killer)
        killer = last or killer
        if word != "survived":
            break
    return word, killer


def judge(mutants, shops, verdicts):
    """The mutants of one file: the report, how many were killed and how many survived."""
    counts, report, killer = {"killed": 0, "survived": 0, "invalid": 0, "same": 0}, [], ""
    for mutant in mutants:
        word = verdicts.get(mutant)
        if word is None:
            word, killer = try_out(mutant, killer, shops)
            if word != "survived":
                verdicts.put(mutant, word)
        if word == "survived":
            report.append(f"{mutant.file}:{mutant.line}: {mutant.before}\n    -> {mutant.after}")
        counts[word] += 1
    report.append(
        f"{mutants[0].file}: killed {counts['killed']} of {counts['killed'] + counts['survived']} "
        f"({counts['invalid']} do not compile, {counts['same']} change no object)"
    )
    return "\n".join(report), counts["killed"], counts["survived"]


def judge_all(groups, verdicts, jobs):
    """The same for each file, in `jobs` processes: sources first, headers take longer."""
    shops = []
    if any(verdicts.get(m) is None for group in groups for m in group):
        shops = [workshop.Workshop(kit, lambda text: print(text, flush=True)) for kit in workshop.KITS]

    def work(todo, done):
        for shop in shops:
            shop.enter()
        for number in iter(todo.get, None):
            done.put(judge(groups[number], shops, verdicts))

    fork = multiprocessing.get_context("fork")
    todo, done = fork.Queue(), fork.Queue()
    order = sorted(range(len(groups)), key=lambda n: (groups[n][0].file.endswith(".h"), -len(groups[n])))
    for number in [*order, *[None] * jobs]:
        todo.put(number)
    workers = [fork.Process(target=work, args=(todo, done), daemon=True) for _ in range(jobs)]
    for worker in workers:
        worker.start()
    for _ in groups:
        while True:
            try:
                yield done.get(timeout=1)
                break
            except queue.Empty:
                if any(worker.exitcode for worker in workers):
                    fail("a worker failed")


def main():
    parser = argparse.ArgumentParser(prog="tools/dev mutants", description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="N mutants chosen at random")
    parser.add_argument("--changed", action="store_true", help="only files that differ from the branch --base")
    parser.add_argument("--base", default="main", help="default: main")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time; default: a core each")
    parser.add_argument("--seed", type=int, default=1, help="of --sample")
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders; default: codec")
    options = parser.parse_args()
    chosen = sources(options, parser)
    mutants = [m for f in chosen for m in operators.mutants_of(f, (ROOT / f).read_text())]
    listed = equivalents(chosen, mutants)
    skipped = sum((m.file, m.before, m.after) in listed for m in mutants)
    mutants = [m for m in mutants if (m.file, m.before, m.after) not in listed]
    if options.sample is not None and options.sample < len(mutants):
        mutants = random.Random(options.seed).sample(mutants, options.sample)
    groups = [[m for m in mutants if m.file == file] for file in chosen]
    killed, survived = 0, 0
    for report, dead, alive in judge_all([g for g in groups if g], Verdicts(options.fresh), options.jobs):
        print(report, flush=True)
        killed += dead
        survived += alive
    print(f"{skipped} equivalent mutants left out, as {EQUIVALENT.relative_to(ROOT)} lists them")
    print(f"killed {killed} of {killed + survived}")
    sys.exit(1 if survived else 0)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError, subprocess.CalledProcessError) as error:
        fail(error)
