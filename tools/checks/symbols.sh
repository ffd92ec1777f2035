#!/usr/bin/env bash
# check: what the codecs leave undefined when compiled by $1 -O2 -DNDEBUG is on a short list (law 8)
. "$(dirname "$0")/../verbs/common.sh"
compiler=${1:?a compiler}
out=$build/symbols-$compiler
rm -rf "$out"
mkdir -p "$out"
allowed='^(memcpy|memmove|memset|memcmp|bcmp|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_)$'

compile() { "$compiler" -std=c++17 -O2 -DNDEBUG -fno-exceptions -fno-rtti -Icodec -c "$1" -o "$2"; }
undefined() {
  local joined=$1
  shift
  ld -r "$@" -o "$joined"
  nm -u "$joined" | awk '{print $2}' | sort -u
}

# The check can fail: an object that allocates is caught.
printf 'int* f() { return new int(1); }\n' >"$out/bad.cc"
compile "$out/bad.cc" "$out/bad.o"
undefined "$out/bad.all" "$out/bad.o" | grep -qvE "$allowed" || die "operator new was not noticed"
rm "$out/bad.o"

for source in codec/hardwire/{,socks/,tls/,platform/,c/}*.cc; do
  # The two adaptors that may allocate.
  case $source in */absl_status.cc | */error_code.cc) continue ;; esac
  compile "$source" "$out/$(echo "$source" | tr / _).o"
done
objects=("$out"/*.o)
outside=$(undefined "$out/all" "${objects[@]}" | grep -vE "$allowed" || true)
[ -z "$outside" ] || die "undefined outside the list: $outside"
echo "$compiler: ${#objects[@]} objects leave undefined: $(undefined "$out/all" "${objects[@]}" | paste -sd ' ')"
