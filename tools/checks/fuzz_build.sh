#!/usr/bin/env bash
# check: fuzz/build.sh as services call it, and what they ask of a build; $@: configurations, or --turn N of the six, else all
. "$(dirname "$0")/../verbs/common.sh"
need base test fuzz
exec python3 tools/checks/fuzz_build.py "$@"
