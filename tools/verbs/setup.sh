#!/usr/bin/env bash
# Installs everything that any verb needs, from Debian's packages and npm
#
# tools/dev setup
. "$(dirname "$0")/common.sh"
arguments "$@"
need base demo test docs opinions peers proxy hosts interop fuzz portability consumers abi lint
need_buildifier
echo "everything is installed"
