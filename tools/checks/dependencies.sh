#!/usr/bin/env bash
# check: the codecs depend on nothing but themselves and Abseil, and their folders only on lower ones
. "$(dirname "$0")/../verbs/common.sh"
query() { bazel_do query --noimplicit_deps --notool_deps "$1"; }

outside=$(query 'kind(cc_library, deps(//codec/...))' | grep -vE '^(//codec|@abseil-cpp//)' || true)
[ -z "$outside" ] || die "the codecs depend on: $outside"
# below FOLDER FORBIDDEN: no target of FOLDER reaches one of FORBIDDEN.
below() {
  local reached
  reached=$(query "kind(cc_library, deps(//$1)) intersect //$2")
  [ -z "$reached" ] || die "//$1 depends on $reached"
}
below codec/socks/... codec/tls/...
below codec/tls/... codec/socks/...
for folder in socks tls platform; do
  below codec/internal/... "codec/$folder/..."
  below codec:all "codec/$folder/..."
done
below codec/socks/... codec/platform/...
below codec/tls/... codec/platform/...
echo "the arrows point one way"
