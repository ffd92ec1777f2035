#!/usr/bin/env bash
# Formats C++, C and BUILD files
#
# tools/dev format [FLAG ...]
#
# --check  changes nothing, and fails if a file is not formatted
. "$(dirname "$0")/common.sh"
arguments "$@"
need_buildifier
mapfile -t cxx < <(git ls-files -co --exclude-standard '*.h' '*.cc' '*.c')
mapfile -t starlark < <(git ls-files -co --exclude-standard '*.bazel' '*BUILD' '*.BUILD' '*.bzl' '*WORKSPACE')
if [ -n "${flag[--check]:-}" ]; then
  clang-format --dry-run --Werror "${cxx[@]}"
  "$buildifier" --mode=check "${starlark[@]}"
else
  clang-format -i "${cxx[@]}"
  "$buildifier" "${starlark[@]}"
fi
