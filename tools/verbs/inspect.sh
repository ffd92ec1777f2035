#!/usr/bin/env bash
# Decodes and explains messages, for people or, with --batch, for programs
. "$(dirname "$0")/common.sh"
need base
binary=$(program gcc //examples/inspect:inspect)
cd "$OLDPWD"
exec "$binary" "$@"
