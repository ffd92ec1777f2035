#!/usr/bin/env bash
# Breaks codec/ in small ways, one at a time, and counts how many of these mutants the tests notice
#
# tools/dev mutants [FILE ...] [FLAG ...]
#
# A mutant is a copy of one file with one operator, number, condition or statement changed. It is
# killed if a unit test, or a fuzz target that replays its seeds, fails, crashes or does not end. A
# mutant that does not compile, or compiles to the same object, does not count.
# tools/mutants/equivalent.tsv lists mutants that no test can tell from the original, with the reasons.
# Prints the survivors as FILE:LINE, with the line before and after the change. The last line is
# "killed K of N". Exits with 1 if any survives.
#
# With --rare a mutant differs only in a rare case: a size, an octet, a version or a flag in scope has a
# certain value. In that case a statement is not executed [unless], a member is not set [reset], or a
# condition is false [and] or true [or]. Or a part of a condition is missing [without], or an equality
# looks at the first octets only [start]. An assignment that would change nothing is no case. All of
# these mutants are in one build, each behind a switch. What the tests do not notice is tried by longer
# comparisons with the second opinions. A mutant whose case no test comes to is shown and does not
# count: most of these cases cannot come up.
#
# FILE           a file or a folder of codec/; all of it unless named
# --rare         mutants of rare cases
# --count N      only N mutants, chosen at random; with --rare 200 unless given
# --seed N       another choice
# --list         lists the mutants and tries none
# --changed      only files that differ from the main branch
# --base BRANCH  with --changed: compares with this branch instead
# --fresh        tries all mutants again; else only those that are new or survived the last run
# --jobs N       how many at a time; else as many as there are cores
#
# An interrupted run goes on where it stopped.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --count "${flag[--count]:-}" --seed "${flag[--seed]:-}" --jobs "${flag[--jobs]:-}"
for name in "${operands[@]}"; do
  [[ $name == codec* && -e $name ]] || wrong "'$name' is no file or folder of codec/"
done
need base test mutants
exec nice python3 tools/mutants/mutants.py "$@"
