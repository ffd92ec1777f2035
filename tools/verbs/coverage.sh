#!/usr/bin/env bash
# Measures which lines and branches of codec/ the tests and the seed corpus reach
#
# Counts three times: for the seeds and regressions, replayed by the fuzz targets; for the unit tests;
# for both together. Fails if both together miss a line or branch that tools/checks/uncovered.txt does
# not list with a reason. Leaves HTML reports in build/coverage/{corpus,tests,both}. The last line is
# "lines X% branches Y%", for both together.
#
# tools/dev coverage
. "$(dirname "$0")/common.sh"
arguments "$@"
need base test
out=$build/coverage
rm -rf "$out"
mkdir -p "$out/raw-corpus" "$out/raw-tests"
pattern="//test:all + //test/c/... + //test/platform/... + //test/socks/... + //test/tls/... + //test/conformance/... + //test/c/..."
mapfile -t tests < <(bazel_do query "tests($pattern) except filter(exhaustive, //test/...)")
mapfile -t targets < <(tools/dev fuzz --list)
bazel_do build --config=coverage -c dbg "${tests[@]}" "${targets[@]/#///fuzz:}"
mapfile -t sources < <(git ls-files 'codec/*.cc' 'codec/*.h')

# "//a/b:c" -> bazel-bin/a/b/c
binary_of() { echo "bazel-bin/$(echo "${1#//}" | tr : /)"; }

# run KIND LABEL [ARGUMENT ...]
run() {
  LLVM_PROFILE_FILE="$out/raw-$1/%m-%p.profraw" "$(binary_of "$2")" "${@:3}" >"$out/log-${2##*:}" 2>&1 ||
    die "$2 fails: $(tail "$out/log-${2##*:}")"
}
export -f binary_of die run
export out

# report NAME FOLDER ...: build/coverage/NAME.info and the pages in build/coverage/NAME
report() {
  local name=$1 folder raw=()
  for folder in "${@:2}"; do raw+=("$out/$folder"/*.profraw); done
  llvm-profdata-14 merge -sparse "${raw[@]}" -o "$out/$name.profdata"
  # The first object goes without its option.
  llvm-cov-14 show -format=html -output-dir="$out/$name" -show-branches=count \
    -instr-profile "$out/$name.profdata" "${objects[@]:1}" "${sources[@]}" >/dev/null
  llvm-cov-14 export -format=lcov -instr-profile "$out/$name.profdata" "${objects[@]:1}" "${sources[@]}" \
    >"$out/$name.info"
}

objects=()
for label in "${targets[@]/#///fuzz:}" "${tests[@]}"; do objects+=(-object "$(binary_of "$label")"); done
# shellcheck disable=SC2016
{
  for target in "${targets[@]}"; do echo "corpus //fuzz:$target bazel-bin/fuzz/${target}_corpus"; done
  for label in "${tests[@]}"; do echo "tests $label"; done
} | xargs -P "$(nproc)" -L 1 bash -euc 'run "$@"' run
# Each of the three over all objects, so that they count the same lines.
report corpus raw-corpus
report tests raw-tests
report both raw-corpus raw-tests
echo "corpus alone: $(python3 tools/checks/uncovered.py "$out/corpus.info")"
echo "unit tests alone: $(python3 tools/checks/uncovered.py "$out/tests.info")"
echo "both:"
python3 tools/checks/uncovered.py "$out/both.info" tools/checks/uncovered.txt
