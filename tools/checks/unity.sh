#!/usr/bin/env bash
# check: the library compiles as one translation unit, and touches raw memory in ByteReader and ByteWriter alone
. "$(dirname "$0")/../verbs/common.sh"
out=$build/unity
rm -rf "$out"
mkdir -p "$out"

# together FILE ...: compiles all of them as one. Names are relative to codec/ or to $out.
together() {
  printf '#include "%s"\n' "$@" >"$out/unity.cc"
  g++ -std=c++17 -fsyntax-only -Wall -Wextra -Werror -Icodec "-I$out" "$out/unity.cc"
}

# The check can fail: two files that give one name to two things are caught.
for file in one two; do
  printf 'namespace {\nint Same() { return 0; }\n}\nint %s() { return Same(); }\n' "$file" >"$out/$file.cc"
  together "$file.cc" || die "a file that is fine alone was refused"
done
together one.cc two.cc 2>"$out/clash.log" && die "two functions of one name were not noticed"

# The adaptor to absl::Status alone links Abseil: it is left out.
mapfile -t sources < <(cd codec && find hardwire -name '*.cc' ! -name absl_status.cc | LC_ALL=C sort)
together "${sources[@]}"

# Pointer arithmetic and subscripts of pointers and arrays, outside the two files that are made for it.
unsafe() {
  clang++-19 -std=c++17 -fsyntax-only -Wunsafe-buffer-usage -Icodec "-I$out" "$out/unity.cc" 2>&1 |
    sed -nE '/codec\/hardwire\/internal\/byte_(reader|writer)\.h/d; s/ \[-Wunsafe-buffer-usage\]//p'
}
found=$(unsafe)
[ -z "$found" ] || die "raw memory is touched: $found"
printf '\nint Third(const int* p) { return p[2]; }\n' >>"$out/unity.cc"
unsafe | grep -q "unity.cc.*unsafe buffer access" || die "an unsafe access was not noticed"
echo "${#sources[@]} files compile as one, and leave raw memory to ByteReader and ByteWriter"
