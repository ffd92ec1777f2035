#!/usr/bin/env bash
# Builds the tests for other machines, compilers and libraries, and runs them
#
# tools/dev portability [TARGET ...] [FLAG ...]
#
# TARGET    i686, aarch64, armhf, s390x, libcxx, musl, mingw or wasm32; all unless named
# --turn N  besides those that are named, N of i686, musl and wasm32; the last commit decides which
# --list    prints the names of these targets, and builds nothing
# --jobs N  compilers and programs at a time; 2 if not given
#
# The unit tests, the differentials, the seeds of the fuzz targets and the tests in C are built. The
# codecs are built with the strict warnings. qemu-user runs aarch64, armhf and s390x, Wine mingw, and
# Node wasm32. tools/portability/targets.py says which parts a target has and what is left out.
# Objects are kept in build/portability. A line for each target counts what was run. The last line is
# "P of N targets passed". Exits with 1 if one fails.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --turn "${flag[--turn]:-}"
number --jobs "${flag[--jobs]:-}"
known=$(sed -nE 's/^    (Target|cross|emulated)\("([a-z0-9]+)",.*/\2/p' tools/portability/targets.py)
for name in "${operands[@]}"; do
  grep -qxF -e "$name" <<<"$known" || wrong "there is no target '$name'; expected $(paste -sd ' ' <<<"$known")"
done
need portability
chosen=$(python3 tools/portability/portability.py "$@" --list)
if [ -z "${flag[--list]:-}" ] && grep -qx mingw <<<"$chosen"; then need windows; fi
exec python3 tools/portability/portability.py "$@"
