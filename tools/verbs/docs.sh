#!/usr/bin/env bash
# Writes docs/codes.md anew from the table of outcomes
#
# tools/dev docs
. "$(dirname "$0")/common.sh"
arguments "$@"
need base
codes=$(program gcc //tools/codes:codes)
"$codes" >"$build/codes.md"
mv "$build/codes.md" docs/codes.md
