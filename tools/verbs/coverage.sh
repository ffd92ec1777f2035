#!/usr/bin/env bash
# Measures which lines and branches of codec/ the unit tests alone reach, and lists those they do not
#
# Fails when a line or branch is missed that tools/checks/uncovered.txt does not list with its reason.
# An HTML report is left in build/coverage/html.
. "$(dirname "$0")/common.sh"
need base test
out=$build/coverage
rm -rf "$out"
mkdir -p "$out/raw"
pattern="//test:all + //test/platform/... + //test/socks/... + //test/tls/... + //test/conformance/..."
pattern="tests($pattern) except filter(exhaustive, //test/...)"
mapfile -t tests < <(bazel_do query "$pattern")
bazel_do build --config=coverage -c dbg "${tests[@]}"
objects=()
for label in "${tests[@]}"; do
  binary=bazel-bin/$(echo "${label#//}" | tr : /)
  LLVM_PROFILE_FILE="$out/raw/%m-%p.profraw" "$binary" >"$out/log" 2>&1 || die "$label fails: $(tail "$out/log")"
  objects+=(-object "$binary")
done
objects=("${objects[@]:1}")  # the first goes without its option
llvm-profdata-14 merge -sparse "$out"/raw/*.profraw -o "$out/all.profdata"
mapfile -t sources < <(git ls-files 'codec/*.cc' 'codec/*.h')
cov() { llvm-cov-14 "$1" -instr-profile "$out/all.profdata" "${objects[@]}" "${@:2}" "${sources[@]}"; }
cov show -format=html -output-dir="$out/html" -show-branches=count >/dev/null
cov export -format=lcov >"$out/lcov.info"
python3 tools/checks/uncovered.py "$out/lcov.info" tools/checks/uncovered.txt
