#!/usr/bin/env bash
# Builds and runs the checks, in less than ten minutes; with --all also the slower ones (40 minutes)
#
# --all is what continuous integration runs: three compilers, the sanitizers, the symbol and dependency
# checks, the consumer workspace, the demo and the linters. Logs are in build/logs. The last line
# counts: "N passed, N failed".
. "$(dirname "$0")/common.sh"
all=no
case ${1:-} in
  --all) all=yes ;;
  '') ;;
  *) die "test takes --all or nothing, not '$1'" ;;
esac
need base demo test proxy
[ "$all" = no ] || need opinions peers interop fuzz

logs=$build/logs
mkdir -p "$logs"
passed=0
failed=0

# step NAME COMMAND ...: runs it; shows its output only if it fails.
step() {
  local name=$1 start=$SECONDS
  shift
  if "$@" >"$logs/$name.log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    printf 'ok    %-24s %4d s  %s\n' "$name" $((SECONDS - start)) "$(tail -n 1 "$logs/$name.log" | cut -c 1-100)"
  else
    failed=$((failed + 1))
    printf 'FAIL  %-24s %4d s\n' "$name" $((SECONDS - start))
    tail -n 60 "$logs/$name.log"
  fi
}

# bazel_tests CONFIG PATTERN ...: every test, and everything else built, in one configuration.
bazel_tests() {
  local config=$1
  shift
  bazel_do test -k -c opt --config="$config" --test_summary=terse -- "$@" && echo "all of $*"
}

step gcc bazel_tests gcc //...
step symbols-gcc tools/checks/symbols.sh g++
step dependencies tools/checks/dependencies.sh
inspect=$(program gcc //examples/inspect:inspect)
step inspect python3 test/inspect/inspect_test.py "$inspect"
step conformance python3 test/conformance/conformance_test.py "$inspect"
step conformance-dtls python3 test/conformance/dtls_test.py "$inspect"
step proxy python3 test/proxy/proxy_test.py "$(program gcc //examples/proxy:proxy)"
step documents tools/checks/documents.py "$inspect"
step fuzz-seconds tools/checks/fuzz_seconds.sh 3
step fuzz-campaign python3 tools/checks/fuzz_campaign.py
if [ "$all" = yes ]; then
  step demo tools/dev demo
  # clang 14 has its turn with the sanitizers, and without optimization, asserts on, in coverage.
  step clang19 bazel_tests clang19 //...
  step symbols-clang tools/checks/symbols.sh clang++
  step asan-ubsan bazel_tests asan-ubsan //...
  step proxy-hostile python3 test/proxy/hostile_test.py "$(program asan-ubsan //examples/proxy:proxy)"
  # These use the C++ library, which is not built for MemorySanitizer.
  step msan bazel_tests msan //fuzz/... -//fuzz:differential \
    -//fuzz:{dtls,socks4,socks5,text,tls}_dictionary_test
  step loads bazel_tests loads //test/laws:{loads,endless_text}_test //test/internal:all
  step valgrind tools/checks/valgrind.sh
  step coverage tools/dev coverage
  step opinions /usr/bin/python3 test/differential/opinions_test.py "$inspect"
  openssl=$(program gcc //test/differential:openssl_differential_test)
  step openssl "$openssl"
  frames=$(program gcc //test/interop:frame_capture)
  step captures /usr/bin/python3 test/interop/tls_captures_test.py "$frames"
  client=$(program gcc //examples/client:client)
  proxy=$(program gcc //examples/proxy:proxy)
  load=$(program gcc //test/interop:handshake_load)
  step socks-servers python3 test/interop/socks_servers_test.py "$client" "$proxy"
  step socks-clients python3 test/interop/socks_clients_test.py "$proxy"
  step probes python3 test/interop/probes_test.py "$client" "$proxy"
  step handshakes python3 test/interop/handshakes_per_second.py "$load" "$proxy" 200 2
  step fuzz-build tools/checks/fuzz_build.sh
  step canary tools/dev canary --turn 3
  step fuzz-services /usr/bin/python3 tools/checks/fuzz_services.py
  step consumer tools/checks/consumer.sh
  step lint tools/dev lint
fi

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
