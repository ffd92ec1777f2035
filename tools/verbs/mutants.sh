#!/usr/bin/env bash
# Breaks codec/ in small ways, one at a time, and counts how many of these mutants the tests notice
#
# tools/dev mutants [FILE ...] [FLAG ...]
#
# A mutant is a copy of one file with one operator, number, condition or statement changed. It is
# killed when a fuzz target's replay of its seeds or a unit test fails, crashes or does not end. Mutants
# that do not compile, or compile to the same object, do not count. Those that no test can tell from the
# original are listed, each with its reason, in tools/mutants/equivalent.tsv. The survivors are printed
# as FILE:LINE: the line, and the line mutated; the last line is "killed K of N". Exits with 1 if any
# survives.
#
# FILE           a file or a folder of codec/; all of it unless named
# --sample N     only N of them, chosen at random
# --seed N       another choice of that many
# --changed      only files that differ from the main branch
# --base BRANCH  with --changed: from this branch instead
# --fresh        forgets what earlier runs found; else only what survived or is new is tried
# --jobs N       at a time; else as many as there are cores
#
# An interrupted run goes on where it stopped.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --sample "${flag[--sample]:-}" --seed "${flag[--seed]:-}" --jobs "${flag[--jobs]:-}"
for name in "${operands[@]}"; do
  [[ $name == codec* && -e $name ]] || wrong "'$name' is no file or folder of codec/"
done
need base test mutants
exec nice python3 tools/mutants/mutants.py "$@"
