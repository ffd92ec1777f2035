#!/usr/bin/env bash
# Captures the hellos of TLS and DTLS clients anew, into test/interop/hellos.tsv and hellos_dtls.tsv
#
# tools/dev hellos
. "$(dirname "$0")/common.sh"
arguments "$@"
need base demo hellos npm peers
python3 test/interop/hellos_capture.py >"$build/hellos.tsv"
python3 test/interop/hellos_capture.py --dtls >"$build/hellos_dtls.tsv"
mv "$build/hellos.tsv" "$build/hellos_dtls.tsv" test/interop
