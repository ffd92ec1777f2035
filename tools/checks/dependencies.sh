#!/usr/bin/env bash
# check: the codecs depend on nothing but themselves and Abseil, and their folders only on lower ones
. "$(dirname "$0")/../verbs/common.sh"
query() { bazel_do query --noimplicit_deps --notool_deps "$1"; }

outside=$(query 'kind(cc_library, deps(//codec/...))' | grep -vE '^(//codec/hardwire|@abseil-cpp//)' || true)
[ -z "$outside" ] || die "the codecs depend on: $outside"
# below FOLDER FORBIDDEN: no target of FOLDER reaches one of FORBIDDEN.
below() {
  local reached
  reached=$(query "kind(cc_library, deps(//$1)) intersect //$2")
  [ -z "$reached" ] || die "//$1 depends on $reached"
}
below codec/hardwire/socks/... codec/hardwire/tls/...
below codec/hardwire/tls/... codec/hardwire/socks/...
for folder in socks tls platform; do
  below codec/hardwire/internal/... "codec/hardwire/$folder/..."
  below codec/hardwire:core "codec/hardwire/$folder/..."
done
below codec/hardwire/socks/... codec/hardwire/platform/...
below codec/hardwire/tls/... codec/hardwire/platform/...
echo "the arrows point one way"
