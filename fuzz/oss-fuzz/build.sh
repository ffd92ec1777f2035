#!/bin/bash -eu
# Builds the targets in the image of OSS-Fuzz.
export CXXFLAGS="$CXXFLAGS -I$SRC/abseil-cpp"
exec "$SRC/hardwire/fuzz/build.sh"
