#!/usr/bin/env bash
# Captures the hellos of TLS clients anew, into test/interop/hellos.tsv
#
# tools/dev hellos
. "$(dirname "$0")/common.sh"
arguments "$@"
need base demo hellos npm peers
python3 test/interop/hellos_capture.py >"$build/hellos.tsv"
mv "$build/hellos.tsv" test/interop/hellos.tsv
