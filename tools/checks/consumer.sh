#!/usr/bin/env bash
# check: a workspace of its own that depends on Hardwire builds with default flags and runs
. "$(dirname "$0")/../verbs/common.sh"
cd test/consumer/bazel
# A server of its own: let it go when done.
trap 'bazel shutdown' EXIT
bazel run --jobs=2 --noshow_progress //:decode -- 050100030b6578616d706c652e636f6d01bb
