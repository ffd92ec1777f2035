#!/usr/bin/env bash
# Writes the documents that are made from the code: codes, messages, layouts and steps; and draws the .dot files of docs/
#
# tools/dev docs
. "$(dirname "$0")/common.sh"
arguments "$@"
need base docs
for name in codes messages; do
  program=$(program gcc "//$([ $name = codes ] && echo tools || echo examples)/$name:$name")
  "$program" >"$build/$name.md"
  mv "$build/$name.md" "docs/$name.md"
done
drawings=$(program gcc //test/documents:drawings)
"$drawings" docs
for drawing in docs/*.dot; do
  dot -Tsvg "$drawing" >"$build/drawing.svg"
  mv "$build/drawing.svg" "${drawing%.dot}.svg"
done
