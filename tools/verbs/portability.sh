#!/usr/bin/env bash
# Builds the tests for a big-endian and for a 32-bit machine, and runs them
#
# tools/dev portability [MACHINE ...] [FLAG ...]
#
# MACHINE   s390x (big-endian) or i686 (32 bits); both unless named
# --jobs N  compilers and programs at a time; 2 if not given
#
# Debian's cross compilers build the unit tests, the laws and the replays of the seeds. s390x runs under
# qemu-user. i686 runs on an x86-64 kernel. tools/portability/portability.py lists the tests that are
# left out. Objects are kept in build/portability. The line of each machine counts what was run.
. "$(dirname "$0")/common.sh"
arguments "$@"
number --jobs "${flag[--jobs]:-}"
for name in "${operands[@]}"; do
  case $name in s390x | i686) ;; *) wrong "there is no machine '$name'; expected s390x or i686" ;; esac
done
need portability
exec python3 tools/portability/portability.py "$@"
