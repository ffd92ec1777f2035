#!/usr/bin/env bash
# Builds the tests for a big-endian and for a 32-bit machine, and runs them
#
# tools/dev portability [MACHINE ...] [FLAG ...]
#
# MACHINE   s390x (big-endian) or i686 (32 bits); both unless named
# --jobs N  compilers and programs at a time, 2
#
# The unit tests, the laws and the replays of the seeds, built with Debian's cross compilers. s390x runs
# under qemu-user; i686 needs an x86-64 kernel, which runs it itself. tools/portability/portability.py
# lists what is left out. Objects are kept in build/portability. Each machine's line counts what was run.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --jobs "${flag[--jobs]:-}"
for name in "${operands[@]}"; do
  case $name in s390x | i686) ;; *) wrong "there is no machine '$name'; expected s390x or i686" ;; esac
done
need portability
exec python3 tools/portability/portability.py "$@"
