#!/usr/bin/env bash
# Builds what the documents say in a bare Debian 12: each consumer, and the module for nginx
#
# tools/dev fresh
#
# Makes a tree of Debian 12 with what docs/building.md names (mmdebstrap), and goes there without a network (unshare). The
# commands are copied from docs/building.md and docs/embedding-nginx.md, the sources are those of the last commit. Prints for
# each how many lines of commands it takes, and how many seconds. Takes some ten minutes and root's rights.
. "$(dirname "$0")/common.sh"
arguments "$@"
need fresh
[ "$(id -u)" -eq 0 ] || die "fresh needs root's rights: it makes a tree of files that are root's"
out=$build/fresh
tree=$out/tree
[ -z "$(awk -v tree="$tree/" 'index($2, tree) == 1' /proc/mounts)" ] || die "something is mounted below $tree"
rm -rf --one-file-system "$out"
mkdir -p "$out"

# The packages that a section of a document needs: base without what only tests need.
packages="$packages_consumers $packages_hosts $packages_nginx binutils iproute2 libabsl-dev python3 $(grep -o 'bazel-[a-z-]*' <<<"$packages_base")"
mmdebstrap --variant=minbase --include="$(tr ' \n' ',,' <<<"$packages" | sed 's/,*$//')" bookworm "$tree" \
  >"$out/mmdebstrap.log" 2>&1 || { tail -n 20 "$out/mmdebstrap.log" >&2 && die "mmdebstrap failed"; }
made=$SECONDS

mkdir "$tree/root/hardwire"
git archive HEAD | tar x -C "$tree/root/hardwire"
echo "a tree of $(du -sm --one-file-system "$tree" | cut -f 1) MB, made in $made s"
# No network but loopback, over which Bazel speaks with itself. /proc goes when the last process ends. /dev is the tree's own.
# The shell stays, as the process that waits for those whose parent has ended: Bazel's server, for one.
# shellcheck disable=SC2016
unshare --mount --pid --fork --net chroot "$tree" sh -euc '
  mount -t proc proc /proc
  ip link set lo up
  cd /root/hardwire
  status=0
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C tools/checks/consumers.py || status=$?
  exit $status' |
  tee "$out/consumers.log"
rm -rf --one-file-system "$tree"
echo "$((SECONDS / 60)) minutes in all"
