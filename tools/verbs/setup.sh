#!/usr/bin/env bash
# Installs everything that any verb needs, from Debian's packages and npm
. "$(dirname "$0")/common.sh"
need base demo test opinions peers proxy interop fuzz lint
need_buildifier
echo "everything is installed"
