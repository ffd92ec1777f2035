#!/usr/bin/env bash
# check: the seeds and what has grown beside them, replayed under valgrind; every test replays their prefixes, too
. "$(dirname "$0")/../verbs/common.sh"
bazel_do build -c opt --config=gcc //fuzz/...
corpora=(bazel-bin/fuzz/*_corpus)
# shellcheck disable=SC2016
printf '%s\n' "${corpora[@]%_corpus}" | xargs -P "$(nproc)" -I{} \
  sh -c 'valgrind -q --error-exitcode=9 --leak-check=full "$1_bin" --random 100 --whole "$1_corpus"' replay {}
echo "valgrind: no error"
