#!/usr/bin/env bash
# Makes what a release consists of, of the last commit: archive, one-file library, checksums, bill of materials
#
# tools/dev dist
#
# Writes build/dist: hardwire-VERSION.tar.gz, hardwire.h, hardwire.hpp, hardwire.cc, hardwire-VERSION.spdx.json and
# SHA256SUMS. The same commit gives the same bytes. What is not committed is not in them.
. "$(dirname "$0")/common.sh"
arguments "$@"
need base
umask 022
out=$build/dist
rm -rf "$out" "$build/dist-tree"
mkdir -p "$out" "$build/dist-tree"
version=$(git show HEAD:codec/hardwire/version.h | sed -nE 's/^#define HARDWIRE_VERSION "(.*)"$/\1/p')
archive=hardwire-$version.tar.gz
git -c tar.umask=0022 archive --format=tar --prefix="hardwire-$version/" HEAD | gzip -9n >"$out/$archive"
tar xzf "$out/$archive" -C "$build/dist-tree" --strip-components=1
python3 packaging/amalgamate.py "$build/dist-tree" "$out"
rm -r "$build/dist-tree"
cd "$out"
files=(hardwire.h hardwire.hpp hardwire.cc)
python3 "$root/packaging/sbom.py" "$version" "$(git -C "$root" log -1 --format=%ct)" "$archive" "${files[@]}" \
  >"hardwire-$version.spdx.json"
sha256sum "$archive" "${files[@]}" "hardwire-$version.spdx.json" >SHA256SUMS
git -C "$root" diff --quiet HEAD || echo "not in it: changes that are not committed"
echo "build/dist: hardwire $version of $(git -C "$root" rev-parse --short HEAD), $(wc -l <SHA256SUMS) files"
