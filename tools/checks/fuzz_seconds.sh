#!/usr/bin/env bash
# check: every fuzz target runs under libFuzzer for $1 seconds from its seeds, one a core
. "$(dirname "$0")/../verbs/common.sh"
seconds=${1:?seconds}
mapfile -t targets < <(bazel_do query 'attr(tags, fuzz-test, //fuzz/...)' | sed 's/.*://')
[ ${#targets[@]} -gt 0 ] || die "no fuzz target"
bazel_do build -c opt --config=fuzz //fuzz/...
run() {
  local target=$1 corpus
  corpus=$(mktemp -d)
  "bazel-bin/fuzz/$target" -max_total_time="$2" -use_value_profile=1 -max_len=600 \
    -artifact_prefix="$build/" -print_final_stats=1 "$corpus" "bazel-bin/fuzz/${target%_bin}_corpus" \
    >"$build/fuzz-$target.log" 2>&1 || { tail -n 30 "$build/fuzz-$target.log"; rm -r "$corpus"; return 1; }
  rm -r "$corpus"
  echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/fuzz-$target.log") runs"
}
export -f run
export build
# shellcheck disable=SC2016
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I{} bash -c 'run {} "$0"' "$seconds"
echo "${#targets[@]} targets, no crash"
