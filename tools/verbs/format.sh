#!/usr/bin/env bash
# Formats C++ and BUILD files; with --check, says which are not formatted and changes nothing
. "$(dirname "$0")/common.sh"
need_buildifier
mapfile -t cxx < <(git ls-files -co --exclude-standard '*.h' '*.cc')
mapfile -t starlark < <(git ls-files -co --exclude-standard '*.bazel' '*BUILD' '*.BUILD' '*.bzl' '*WORKSPACE')
if [ "${1:-}" = --check ]; then
  clang-format --dry-run --Werror "${cxx[@]}"
  "$buildifier" --mode=check "${starlark[@]}"
else
  clang-format -i "${cxx[@]}"
  "$buildifier" "${starlark[@]}"
fi
