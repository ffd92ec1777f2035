#!/usr/bin/env bash
# Builds the module for Debian's nginx: build/nginx/ngx_stream_socks_module.so
#
# examples/nginx/build.sh
#
# Needs nginx-dev, cmake, make and g++, which `tools/dev setup` installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$root/build/nginx
mkdir -p "$out"

# The C library, static: the module needs no other library of Hardwire's, nor one of C++.
cmake -S "$root" -B "$out/library" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DHARDWIRE_WITHOUT_ABSEIL=ON \
  >"$out/library.log"
cmake --build "$out/library" --target hardwire_c --parallel 2 >>"$out/library.log"

# configure writes next to itself, and nginx-dev's folder is not ours. NGX_CONF_FLAGS are Debian's own.
rm -rf "$out/nginx"
cp -r /usr/share/nginx/src "$out/nginx"
cd "$out/nginx"
# shellcheck disable=SC1091
. ./conf_flags
export HARDWIRE_LIBRARY=$out/library/libhardwire-c.a
bash ./configure "${NGX_CONF_FLAGS[@]}" --with-cc-opt="-Isrc/stream -std=gnu99 -fPIC -O2 -g" \
  --with-ld-opt="-Wl,-z,relro,-z,now,--exclude-libs,ALL" --add-dynamic-module="$here" >"$out/configure.log"
make -s -f objs/Makefile modules >"$out/make.log"
cp objs/ngx_stream_socks_module.so "$out/"
echo "$out/ngx_stream_socks_module.so"
