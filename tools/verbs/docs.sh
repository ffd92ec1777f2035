#!/usr/bin/env bash
# Writes docs/codes.md from the table of outcomes, and docs/architecture.svg from its .dot
#
# tools/dev docs
. "$(dirname "$0")/common.sh"
arguments "$@"
need base docs
codes=$(program gcc //tools/codes:codes)
"$codes" >"$build/codes.md"
mv "$build/codes.md" docs/codes.md
dot -Tsvg docs/architecture.dot >"$build/architecture.svg"
mv "$build/architecture.svg" docs/architecture.svg
