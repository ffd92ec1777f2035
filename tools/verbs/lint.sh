#!/usr/bin/env bash
# Checks formatting, clang-tidy, BUILD files, shell scripts, Python, and a few rules of the project
#
# clang-tidy reads the library, and of examples/ and fuzz/ what the last 20 commits have changed and a tenth of the rest.
# The last commit decides which tenth.
#
# tools/dev lint [FLAG ...]
#
# --all  clang-tidy reads every source
. "$(dirname "$0")/common.sh"
arguments "$@"
need base lint test hosts
need_buildifier
tools/dev format --check
git ls-files '*.bazel' '*BUILD' '*.BUILD' '*.bzl' | xargs "$buildifier" --mode=check --lint=warn \
  --warnings=-module-docstring,-unnamed-macro,-native-cc-binary,-native-cc-library,-native-cc-test,-native-cc-import,-native-cc-toolchain,-native-cc-toolchain-suite,-native-cc-fdo-profile,-native-cc-fdo-prefetch-hints,-native-cc-objc-library,-native-cc-objc-import
shellcheck -x -e SC1091,SC2154,SC2164 tools/dev tools/arguments.sh tools/verbs/*.sh tools/checks/*.sh .ci/run \
  examples/nginx/build.sh fuzz/build.sh fuzz/oss-fuzz/build.sh .clusterfuzzlite/build.sh
python3 - <<'PY'
import ast, pathlib, subprocess
for name in subprocess.check_output(["git", "ls-files", "*.py"], text=True).split():
    ast.parse(pathlib.Path(name).read_text(), name)
PY
tools/checks/labels.py
tools/checks/columns.py
# The library is read as one source: what its headers bring is read once.
library() {
  git ls-files 'codec/*.cc' | sed 's/.*/#include "&"/' >"$build/library.cc"
  clang-tidy --quiet --checks=-bugprone-suspicious-include "$build/library.cc" -- -std=c++17 -I. -Icodec \
    -Xclang -analyzer-opt-analyze-headers 2>"$build/clang-tidy-library.log"
}

# Of the others those that changed, or whose header did, and a tenth.
others() {
  git ls-files 'examples/*.cc' 'fuzz/*.cc' >"$build/sources.txt"
  if [ -n "${flag[--all]:-}" ]; then
    cat "$build/sources.txt"
    return
  fi
  {
    git log -20 --name-only --format=
    git diff --name-only HEAD
  } | sed -E 's/\.h$/.cc/' | sort -u | grep -xFf - "$build/sources.txt" || true
  awk -v turn="$(python3 tools/turns.py 1 {0..9})" 'NR % 10 == turn' "$build/sources.txt"
}
mapfile -t sources < <(others | sort -u)
objects=no
library &
# shellcheck disable=SC2016
printf '%s\n' "${sources[@]}" | xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$@" -- -std=c++17 -I. \
  -Icodec' clang-tidy \
  2>"$build/clang-tidy.log" || objects=yes
wait $! || objects=yes
[ "$objects" = no ] || die "clang-tidy objects"
echo "lint: nothing to complain about; clang-tidy has read the library and ${#sources[@]} of" \
  "$(wc -l <"$build/sources.txt") other sources"
