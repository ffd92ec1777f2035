#!/usr/bin/env bash
# Makes the playground, a page that inspects messages in any browser: build/playground/hardwire.html
#
# tools/dev playground [FLAG ...]
#
# The page is one file, with the library in it as WebAssembly. It needs no server and no network.
#
# --check     opens the page in headless Chromium and compares its answers with those of inspect
# --pictures  the same, and writes the screenshots of docs/playground.md
. "$(dirname "$0")/common.sh"
arguments "$@"
need base playground
if [ -z "${flag[--check]:-}${flag[--pictures]:-}" ]; then
  exec python3 tools/playground/make.py
fi
need test browser
inspect=$(program gcc //examples/inspect:inspect)
exec python3 tools/checks/playground.py "$inspect" ${flag[--pictures]:+--pictures}
