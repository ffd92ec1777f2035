#!/bin/bash -eu
# Builds the targets in the image of ClusterFuzzLite.
export CXXFLAGS="$CXXFLAGS -I$SRC/abseil-cpp"
exec "$SRC/hardwire/fuzz/build.sh"
