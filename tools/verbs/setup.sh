#!/usr/bin/env bash
# Installs everything that any verb needs, from Debian's packages and npm
#
# tools/dev setup
. "$(dirname "$0")/common.sh"
arguments "$@"
need base demo test docs opinions peers bench_peers proxy hosts inspect interop hellos fuzz portability windows consumers abi playground site browser nginx lint
need_buildifier
echo "everything is installed"
