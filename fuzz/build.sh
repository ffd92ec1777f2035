#!/usr/bin/env bash
# Builds every fuzz target without Bazel, as fuzzing services ask for it.
#
# From the environment:
#   CXX CXXFLAGS         the compiler and its flags; -std=c++17 is added
#   LIB_FUZZING_ENGINE   the engine to link: a flag, or the path of an archive
#   SANITIZER            `memory` leaves out the targets that say `Input: other` (tools/fuzz_targets.py)
#   OUT                  gets TARGET, TARGET_seed_corpus.zip, TARGET.dict and TARGET.options
#   WORK                 gets the rest
#   AR LDFLAGS JOBS      where they are set
# Abseil's headers must be on the compiler's path, or below CXXFLAGS' -I. Nothing of it is linked.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${CXX:?names the compiler}" "${OUT:?names the folder for the targets}"
: "${WORK:?names the folder for objects}" "${LIB_FUZZING_ENGINE:?names the engine}"
export CXX CXXFLAGS=${CXXFLAGS:-} LIB_FUZZING_ENGINE LDFLAGS=${LDFLAGS:-} OUT WORK
mkdir -p "$OUT" "$WORK"
OUT=$(realpath "$OUT") WORK=$(realpath "$WORK")
rm -rf "$WORK/objects" "$WORK/seeds"
mkdir "$WORK/objects"

# What leads a fuzzer on is the library's coverage; counters in the laws cost it half its speed.
# Each target says whether they are left out. Where the laws are few they stay: services report a
# target with fewer than 100 counters as built wrongly. Empty where the compiler counts nothing, or
# cannot leave anything out.
echo 'src:*' >"$WORK/uncounted.txt"
UNCOUNTED=-fsanitize-coverage-ignorelist=$WORK/uncounted.txt
# shellcheck disable=SC2086
$CXX $CXXFLAGS -Werror "$UNCOUNTED" -x c++ -fsyntax-only /dev/null 2>"$WORK/uncounted.log" || UNCOUNTED=
export UNCOUNTED

die() {
  echo "fuzz/build.sh: $*" >&2
  exit 1
}

# each FUNCTION: calls it with every line of its input, several at a time.
each() {
  export -f "${1?}"
  xargs -P "${JOBS:-$(nproc)}" -I{} bash -euc "$1 {}"
}

compile() {
  local quiet=
  [[ $1 == codec/* || $COUNTED == *" $1 "* ]] || quiet=$UNCOUNTED
  # shellcheck disable=SC2086
  $CXX $CXXFLAGS ${quiet:+"$quiet"} -std=c++17 -Icodec -I. -c "$1" -o "$WORK/objects/${1//\//_}.o"
}

link() {
  # shellcheck disable=SC2086
  $CXX $CXXFLAGS $LDFLAGS "$WORK/objects/fuzz_$1.cc.o" $LIB_FUZZING_ENGINE "$WORK/hardwire.a" -o "$OUT/$1"
}

# side_files TARGET DICTIONARIES MAX_LEN
side_files() {
  local seeds=$WORK/seeds/$1 family
  [ -d "$seeds" ] || die "$1 has no seed in corpus/seeds.tsv"
  rm -f "$OUT/$1_seed_corpus.zip"
  (cd "$seeds" && python3 -m zipfile -c "$OUT/$1_seed_corpus.zip" ./*)
  for family in ${2//,/ }; do cat "fuzz/dictionaries/$family.dict"; done >"$OUT/$1.dict"
  printf '[libfuzzer]\nmax_len = %s\n' "$3" >"$OUT/$1.options"
}

library=(codec/hardwire/{,c/,platform/,socks/,tls/}*.cc fuzz/allocations.cc test/differential/{reference,*_model}.cc)
rows=$(python3 tools/fuzz_targets.py)

targets=()
python3 tools/seeds.py corpus/seeds.tsv "$WORK/seeds"
COUNTED=
while IFS=$'\t' read -r target input dictionaries max_len counters; do
  [ "${SANITIZER:-}" != memory ] || [ "$input" != other ] || continue
  targets+=("$target")
  [ "$counters" != all ] || COUNTED+=" fuzz/$target.cc "
  side_files "$target" "$dictionaries" "$max_len"
done <<<"$rows"

export COUNTED
sources=("${targets[@]/%/.cc}")
printf '%s\n' "${library[@]}" "${sources[@]/#/fuzz/}" | each compile
objects=("${library[@]//\//_}")
rm -f "$WORK/hardwire.a"
(cd "$WORK/objects" && "${AR:-ar}" rcs "$WORK/hardwire.a" "${objects[@]/%/.o}")
printf '%s\n' "${targets[@]}" | each link
echo "${#targets[@]} targets in $OUT"
