#!/usr/bin/env bash
# Builds and runs the checks, in some six minutes the first time; with --all also the slower ones
#
# tools/dev test [FLAG ...]
#
# --all    what continuous integration runs: besides, AddressSanitizer, other programs, the consumer
#          projects, the demo, the playground, the site, the linters, and one of three groups
# --whole  the same, with all three groups
#
# The last commit decides which of these groups --all runs:
#   coverage  lines and branches by clang 14, the peers of docs/speed.md, the unit tests without Abseil
#   services  builds as a fuzzing service makes them, MemorySanitizer
#   machines  another machine, Valgrind, the count of loads, the files of tools/dev dist
#
# Logs are in build/logs. The last line counts: "N passed, N failed".
. "$(dirname "$0")/common.sh"
arguments "$@"
all=${flag[--whole]:-${flag[--all]:-no}}
need base demo test proxy hosts inspect
if [ "$all" = yes ]; then
  need opinions peers bench_peers interop fuzz portability consumers playground site browser nginx abi
  need_buildifier
  turn=whole
  [ -n "${flag[--whole]:-}" ] || turn=$(python3 tools/turns.py 1 coverage services machines)
fi
installed=$SECONDS

logs=$build/logs
mkdir -p "$logs"
passed=0
failed=0
: >"$logs/times.txt"

# report NAME STATUS SECONDS: one line; for a failure its log too.
report() {
  if [ "$2" -eq 0 ]; then
    passed=$((passed + 1))
    printf 'ok    %-24s %4d s  %s\n' "$1" "$3" "$(tail -n 1 "$logs/$1.log" | cut -c 1-100)"
    echo "$3 $1" >>"$logs/times.txt"
  else
    failed=$((failed + 1))
    printf 'FAIL  %-24s %4d s\n' "$1" "$3"
    tail -n 60 "$logs/$1.log"
  fi
}

# step NAME COMMAND ...: runs what keeps both cores busy, alone.
step() {
  local name=$1 start=$SECONDS status=0
  shift
  "$@" >"$logs/$name.log" 2>&1 </dev/null || status=$?
  report "$name" "$status" $((SECONDS - start))
}

# beside NAME COMMAND ...: starts what needs one core or less and, but for one of them, no Bazel: three at a time, since
# the tests of networks wait more than they work.
# settle: waits for all of these, and reports them in the order in which they were started.
started=()
groups=()
beside() {
  local name=$1
  shift
  while [ "$(jobs -rp | wc -l)" -ge 3 ]; do wait -n || true; done
  echo 1 0 >"$logs/$name.result"  # unless it comes to say something else
  # shellcheck disable=SC2016
  setsid bash -c '"$@" >"$0.log" 2>&1 </dev/null; echo "$? $SECONDS" >"$0.result"' "$logs/$name" "$@" &
  started+=("$name")
  groups+=($!)
}
settle() {
  local i result
  for i in "${!started[@]}"; do
    wait "${groups[i]}" || true
    read -r -a result <"$logs/${started[i]}.result"
    report "${started[i]}" "${result[@]}"
  done
  started=()
  groups=()
}
trap 'for group in "${groups[@]}"; do kill -- "-$group" 2>/dev/null || true; done' EXIT

# takes_turn GROUP: whether it is that group's turn.
takes_turn() { [ "$turn" = whole ] || [ "$turn" = "$1" ]; }

# bazel_tests CONFIG WHAT PATTERN ...: builds in one configuration, and runs the tests that are not tagged no-CONFIG. WHAT
# is `everything`, or `tests`: what no test needs is not built.
bazel_tests() {
  local config=$1 only=()
  [ "$2" = everything ] || only=(--build_tests_only --build_tag_filters="-no-$config")
  shift 2
  bazel_do test -k -c opt --config="$config" "${only[@]}" --test_summary=terse --test_tag_filters="-no-$config" -- "$@" &&
    echo "all of $*"
}

step gcc bazel_tests gcc everything //...
step architecture tools/checks/architecture.py
inspect=$(program gcc //examples/inspect:inspect)
proxy=$(program gcc //examples/proxy:proxy)
router=$(program gcc //examples/sni_router:sni_router)
growth=$(program gcc //test/bench:growth)
c_poll=$(program gcc //examples/c_poll:c_poll)
libevent=$(program gcc //examples/libevent:libevent_server)
asio=$(program gcc //examples/asio:asio_server)
asio_client=$(program gcc //examples/asio:asio_client)
# The longest first.
beside documents tools/checks/documents.py "$inspect"
beside start tools/checks/start.py
beside symbols-gcc tools/checks/symbols.sh g++
beside proxy python3 test/proxy/proxy_test.py "$proxy"
beside router python3 test/router/router_test.py "$router"
beside router-load python3 test/router/hostile_test.py "$router"
beside c-poll python3 test/hosts/hosts_test.py "$c_poll"
beside libevent python3 test/hosts/hosts_test.py "$libevent"
beside asio python3 test/hosts/hosts_test.py "$asio" "$asio_client"
beside inspect python3 test/inspect/inspect_test.py "$inspect"
beside inspect-captures python3 test/inspect/capture_test.py "$inspect"
beside conformance python3 test/conformance/conformance_test.py "$inspect"
beside conformance-dtls python3 test/conformance/dtls_test.py "$inspect"
beside arguments tools/checks/arguments.py "$inspect" "$proxy" "$router"
beside growth python3 tools/verbs/bench_growth.py "$growth"
beside lists tools/checks/lists.py "$inspect"
beside rare-mutants python3 tools/checks/rare_mutants.py
beside unity tools/checks/unity.sh
beside fuzz-campaign python3 tools/checks/fuzz_campaign.py
settle
if [ "$all" = yes ]; then
  # What gcc has built, first: Bazel looks at all packages again whenever the configuration changes.
  openssl=$(program gcc //test/differential:openssl_differential_test)
  fingerprints=$(program gcc //test/interop:fingerprints)
  reassemble=$(program gcc //test/interop:reassemble)
  frames=$(program gcc //test/interop:frame_capture)
  client=$(program gcc //examples/client:client)
  load=$(program gcc //test/interop:handshake_load)
  bench=$(program gcc //test/bench:bench)
  if takes_turn coverage; then step peers-agree tools/dev bench --peers --check; fi
  if takes_turn machines; then step valgrind tools/checks/valgrind.sh; fi
  # clang 19 compiles the tests for the sanitizers. The comparisons of test/differential run there as fuzz targets, which
  # are the same code.
  step asan-ubsan bazel_tests asan-ubsan tests //...
  hostile=$(program asan-ubsan //examples/proxy:proxy)
  hostile_router=$(program asan-ubsan //examples/sni_router:sni_router)
  c_poll_hostile=$(program asan-ubsan //examples/c_poll:c_poll)
  libevent_hostile=$(program asan-ubsan //examples/libevent:libevent_server)
  asio_hostile=$(program asan-ubsan //examples/asio:asio_server)
  step fuzz-seconds tools/checks/fuzz_seconds.sh 1
  # clang 14 compiles the library, the fuzz targets and their tests without optimization, asserts on, for coverage.
  if takes_turn coverage; then step coverage tools/dev coverage; fi
  if takes_turn services; then
    # Some use the C++ library, which is not built for MemorySanitizer: the targets that say `Input: other`.
    mapfile -t others < <(python3 tools/fuzz_targets.py | awk -F '\t' '$2 == "other" { print "-//fuzz:" $1 }')
    step msan bazel_tests msan tests //fuzz/... "${others[@]}" -//fuzz:{dtls,socks4,socks5,text,tls}_dictionary_test
    step fuzz-build tools/checks/fuzz_build.sh --turn 2
  fi
  if takes_turn machines; then
    step loads bazel_tests loads tests //test/laws:{loads,endless_text}_test //test/internal:all
    step portability tools/dev portability --turn 1
  fi
  step nginx-module examples/nginx/build.sh
  # The longest first.
  beside lint tools/dev lint
  beside consumers tools/checks/consumers.py
  if takes_turn machines; then beside dist tools/checks/dist.py; fi
  if takes_turn coverage; then beside without-abseil tools/checks/without_abseil.py; fi
  beside playground tools/checks/playground.py "$inspect"
  beside c-abi tools/checks/c_abi.py
  beside bench python3 tools/verbs/bench.py "$bench" --check
  beside growth-counts python3 tools/verbs/bench_growth.py "$growth" --check
  beside size python3 tools/verbs/size.py --limits
  beside canary tools/dev canary --turn 3
  beside proxy-hostile python3 test/proxy/hostile_test.py "$hostile"
  beside router-hostile python3 test/router/hostile_test.py "$hostile_router"
  beside nginx python3 test/nginx/nginx_test.py "$build/nginx/ngx_stream_socks_module.so"
  beside c-poll-hostile python3 test/hosts/hosts_test.py "$c_poll_hostile"
  beside libevent-hostile python3 test/hosts/hosts_test.py "$libevent_hostile"
  beside asio-hostile python3 test/hosts/hosts_test.py "$asio_hostile" "$asio_client"
  beside symbols-clang tools/checks/symbols.sh clang++
  beside opinions /usr/bin/python3 test/differential/opinions_test.py "$inspect"
  beside openssl "$openssl"
  beside cuts python3 test/interop/cuts_test.py "$router"
  beside hellos /usr/bin/python3 test/interop/hellos_test.py "$inspect"
  beside hellos-dtls /usr/bin/python3 test/interop/dtls_hellos_test.py "$reassemble" "$inspect"
  beside fingerprints /usr/bin/python3 test/interop/fingerprints_test.py "$fingerprints"
  beside captures /usr/bin/python3 test/interop/tls_captures_test.py "$frames"
  beside tshark /usr/bin/python3 test/inspect/tshark_test.py "$inspect"
  beside socks-servers python3 test/interop/socks_servers_test.py "$client" "$proxy"
  beside socks-clients python3 test/interop/socks_clients_test.py "$proxy"
  beside probes python3 test/interop/probes_test.py "$client" "$proxy"
  beside demo tools/dev demo
  beside site tools/checks/site.py
  beside fuzz-services /usr/bin/python3 tools/checks/fuzz_services.py
  beside workflows /usr/bin/python3 tools/checks/workflows.py
  settle
  step handshakes python3 test/interop/handshakes_per_second.py "$load" "$proxy" 200 2
fi

echo
echo "$((SECONDS - installed)) s, and $installed s of installing; the longest: $(sort -rn "$logs/times.txt" | head -5 |
  awk '{printf "%s%s %d s", NR == 1 ? "" : ", ", $2, $1}')"
[ "$all" = no ] || echo "of coverage, services and machines: $turn"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
