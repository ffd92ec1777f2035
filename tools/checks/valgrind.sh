#!/usr/bin/env bash
# check: the seeds and all their prefixes, replayed under valgrind
. "$(dirname "$0")/../verbs/common.sh"
bazel_do build -c opt --config=gcc //fuzz/...
for corpus in bazel-bin/fuzz/*_corpus; do
  target=${corpus%_corpus}
  valgrind -q --error-exitcode=9 --leak-check=full "${target}_bin" --random 200 "$corpus"
done
echo "valgrind: no error"
