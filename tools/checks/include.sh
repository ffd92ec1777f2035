# Sets $include: a folder in which "hardwire/..." leads to codec/, for compilers run without Bazel.
# Sourced after common.sh.
# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154
include=$build/include
mkdir -p "$include"
ln -sfn "$root/codec" "$include/hardwire"
