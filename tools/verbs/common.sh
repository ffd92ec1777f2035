# What every verb needs. Sourced; leaves the shell in the project's root.
# shellcheck shell=bash disable=SC2016,SC2034,SC2054,SC2086
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
build=$root/build
mkdir -p "$build"
tools=$root/tools
verb=$(basename "$0" .sh)
. "$tools/arguments.sh"

# Debian packages by what needs them.
packages_base="bazel-bootstrap bazel-platforms bazel-rules-java g++ libabsl-dev nlohmann-json3-dev python3"
packages_demo="curl openssl"
packages_test="binutils clang clang-19 googletest libbenchmark-dev libclang-rt-14-dev libclang-rt-19-dev lld llvm valgrind"
packages_docs="graphviz"
packages_playground="clang libc++-14-dev-wasm32 libc++abi-14-dev-wasm32 libclang-rt-14-dev-wasm32 lld wasi-libc"
packages_browser="chromium"
packages_site="doxygen mkdocs"
packages_opinions="python3-socksio tshark"
packages_peers="gnutls-bin libssl-dev"
packages_bench_peers="cargo golang-github-armon-go-socks5-dev golang-go librust-tls-parser-dev libssl-dev node-socks nodejs python3-socksio rustc"
packages_fuzz="afl++ python3-yaml"
packages_interop="chromium curl dante-server haproxy libnginx-mod-stream microsocks ncat netcat-openbsd nginx-light openssh-client openssh-server proxychains4 python3-python-socks python3-socks tor"
packages_portability="binutils clang g++ g++-aarch64-linux-gnu g++-arm-linux-gnueabihf g++-i686-linux-gnu g++-s390x-linux-gnu git googletest libabsl-dev libc++-14-dev libc++-14-dev-wasm32 libc++abi-14-dev libc++abi-14-dev-wasm32 libclang-rt-14-dev-wasm32 lld llvm musl-tools nlohmann-json3-dev nodejs python3 qemu-user wasi-libc"
packages_windows="g++-mingw-w64-x86-64-posix wine64"
packages_lint="clang-format clang-tidy shellcheck"
packages_consumers="cmake make pkg-config"
packages_fresh="mmdebstrap"
packages_nginx="cmake curl g++ libnginx-mod-stream make nginx-dev openssl"
packages_abi="abigail-tools"
packages_mutants="lld"
packages_hellos="chromium golang-go"
packages_npm="npm"
packages_proxy="libc-ares-dev"
packages_inspect="libpcap-dev"
packages_hosts="libasio-dev libevent-dev"

die() {
  echo "tools/dev: $*" >&2
  exit 1
}

# Runs a command while no package may start a service: the tests start the servers that they need.
idle='
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf "#!/bin/sh\nexit 101\n" >$policy && chmod +x $policy
  trap "rm $policy" EXIT
fi
"$@"'

# need GROUP ...: installs the packages of these groups that are missing, or says how.
need() {
  local group name missing=()
  for group in "$@"; do
    group=packages_$group
    for name in ${!group}; do
      dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
  done
  [ ${#missing[@]} -eq 0 ] && return
  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  local as=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || die "some packages are missing; run: sudo apt-get update && sudo $install"
    as=(sudo -n)
  fi
  echo "installing: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  { "${as[@]}" apt-get update && "${as[@]}" sh -c "$idle" sh $install; } >"$build/setup.log" 2>&1 ||
    { tail -n 20 "$build/setup.log" >&2 && die "installing failed; the whole log: $build/setup.log"; }
}

# buildifier is no Debian package: npm ships its binary.
buildifier=$root/.tools/node_modules/.bin/buildifier
need_buildifier() {
  need lint
  [ -x "$buildifier" ] && return
  command -v npm >/dev/null || need npm
  npm install --silent --no-fund --no-audit --prefix "$root/.tools" @bazel/buildifier@8.2.1 \
    >"$build/setup.log" 2>&1 || { tail -n 20 "$build/setup.log" >&2 && die "npm could not install buildifier"; }
}

# bazel_do COMMAND ...: on two cores, saying nothing but errors.
bazel_do() {
  local command=$1 quiet=(--noshow_progress --ui_event_filters=-info,-debug)
  shift
  [ "$command" = query ] || quiet+=(--jobs=2 --show_result=0)
  bazel "$command" "${quiet[@]}" "$@"
}

# program CONFIG LABEL: builds it optimised and prints its path, which stays right after other builds.
program() {
  bazel_do build -c opt --config="$1" "$2" >&2 || die "$2 does not build"
  readlink -f "bazel-bin/$(echo "${2#//}" | tr : /)"
}
