#!/usr/bin/env bash
# check: the library compiles as one translation unit, so no name of one file stands in another's way
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
echo "${#sources[@]} files compile as one"
