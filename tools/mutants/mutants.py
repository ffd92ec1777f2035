#!/usr/bin/env python3
"""Breaks codec/ in small ways and counts which of the mutants the tests notice."""

import argparse
import collections
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
import rare
import switches
import workshop
from native import ROOT, Broken

EQUIVALENT = ROOT / "tools/mutants/equivalent.tsv"
CACHE = workshop.WORK / "verdicts.tsv"
# What may become of a mutant that is not killed, and what is said of it. One whose case no test comes to does not
# count: most of these cases cannot come up.
ALIVE = {"survived": "", "never": "  (no test comes to the case)"}


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


def equivalents(chosen, plain=()):
    """The mutants listed by hand, as (file, before, after). Whether they still are mutants is looked at where the
    plain ones are given; of those of a rare case, only their line."""
    listed = set()
    present = {(m.file, m.before, m.after) for m in plain}
    for number, line in enumerate(EQUIVALENT.read_text().splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not all(cells):
            fail(f"{EQUIVALENT}:{number}: expected four columns: file, line, mutated line, reason")
        key = file, before, after = tuple(cells[:3])
        stands = (ROOT / file).exists()
        if stands and file in chosen and after.startswith("["):
            stands = before in " ".join((ROOT / file).read_text().split())
        elif stands and file in chosen and plain:
            stands = key in present
        if not stands:
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


def described(mutant):
    return f"{mutant.file}:{mutant.line}: {mutant.before}\n    -> {mutant.after}"


def try_out(mutant, killer, shops):
    """What becomes of a mutant in the shops, and the program that killed the last one that was killed."""
    for shop in shops[:1] if mutant.file.endswith(".h") else shops:
        word, last = shop.verdict(mutant, killer)
        killer = last or killer
        if word not in ALIVE:
            break
    return word, killer


def judge(mutants, shops, verdicts):
    """The mutants of one file: a line about them, and what became of how many. Shows at once which survive."""
    counts, killer = dict.fromkeys(("killed", "survived", "invalid", "same", "never"), 0), ""
    for mutant in mutants:
        word = verdicts.get(mutant)
        if word is None:
            word, killer = try_out(mutant, killer, shops)
            if word not in ALIVE:
                verdicts.put(mutant, word)
        if word in ALIVE:
            print(f"{described(mutant)}{ALIVE[word]}", flush=True)
        counts[word] += 1
    line = f"{mutants[0].file}: killed {counts['killed']} of {counts['killed'] + counts['survived']}"
    if counts["invalid"] or counts["same"]:
        line += f" ({counts['invalid']} do not compile, {counts['same']} change no object)"
    return line, counts


def shops_for(mutants, options):
    """Where the mutants are tried."""

    def say(text):
        print(text, flush=True)

    if options.rare:
        return [switches.Switches(mutants, say, options.jobs)]
    return [workshop.Workshop(kit, say, options.jobs) for kit in workshop.KITS]


def judge_all(groups, verdicts, options):
    """The same for each file, in as many processes as asked for: sources first, headers take longer."""
    mutants, shops, jobs = [m for group in groups for m in group], [], options.jobs
    if any(verdicts.get(m) is None for m in mutants):
        shops = shops_for(mutants, options)

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


def plain_mutants(chosen, options):
    """The mutants of the files, and how many are left out as equivalent."""
    mutants = [m for f in chosen for m in operators.mutants_of(f, (ROOT / f).read_text())]
    listed = equivalents(chosen, mutants)
    skipped = sum((m.file, m.before, m.after) in listed for m in mutants)
    mutants = [m for m in mutants if (m.file, m.before, m.after) not in listed]
    if options.count is not None and options.count < len(mutants):
        mutants = random.Random(options.seed).sample(mutants, options.count)
    return mutants, skipped


def rare_mutants(chosen, options):
    """The same of those that differ in a rare case only. More are made than asked for: some do not compile."""
    count = options.count or 200
    texts = {file: (ROOT / file).read_text() for file in chosen}
    headers = [path.read_text() for path in sorted(ROOT.glob("codec/**/*.h"))]
    made = rare.mutants_of(texts, headers, count + count // 2, options.seed)
    mutants = switches.compilable(made, options.jobs)[:count]
    listed = equivalents(chosen)
    left = [m for m in mutants if not listed & {(m.file, m.before, m.after), (m.file, m.before, f"[{m.kind}]")}]
    return left, len(mutants) - len(left)


def main():
    parser = argparse.ArgumentParser(prog="tools/dev mutants", description=__doc__)
    parser.add_argument("--count", type=int, metavar="N", help="N mutants chosen at random; with --rare: 200")
    parser.add_argument("--seed", type=int, default=1, help="of the choice")
    parser.add_argument("--rare", action="store_true", help="mutants that differ in a rare case only")
    parser.add_argument("--list", action="store_true", help="say which, and try none")
    parser.add_argument("--changed", action="store_true", help="only files that differ from the branch --base")
    parser.add_argument("--base", default="main", help="default: main")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs found")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="at a time; default: a core each")
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders; default: codec")
    options = parser.parse_args()
    chosen = sources(options, parser)
    mutants, skipped = (rare_mutants if options.rare else plain_mutants)(chosen, options)
    if options.list:
        for mutant in sorted(mutants, key=lambda m: (m.file, m.line)):
            print(described(mutant))
        print(f"{len(mutants)} mutants")
        return
    groups = [[m for m in mutants if m.file == file] for file in chosen]
    total = collections.Counter()
    for line, counts in judge_all([g for g in groups if g], Verdicts(options.fresh), options):
        print(line, flush=True)
        total.update(counts)
    print(f"{skipped} equivalent mutants left out, as {EQUIVALENT.relative_to(ROOT)} lists them")
    if options.rare:
        print(f"{total['never']} do not count: no test comes to their case")
    print(f"killed {total['killed']} of {total['killed'] + total['survived']}")
    sys.exit(1 if total["survived"] else 0)


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError, subprocess.CalledProcessError) as error:
        fail(error)
