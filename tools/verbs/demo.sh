#!/usr/bin/env bash
# Lets a real curl fetch a page over TLS through the library's codecs and shows every message
#
# Everything runs on loopback: openssl s_server serves the page, examples/recorder is the SOCKS5 proxy.
# Then three damaged messages are inspected. No process and no file is left.
#
# tools/dev demo
. "$(dirname "$0")/common.sh"
arguments "$@"
need base demo inspect
inspect=$(program gcc //examples/inspect:inspect)
recorder=$(program gcc //examples/recorder:recorder)

work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# wait_for FILE PATTERN: prints what the first group of PATTERN matches in FILE, once it is there.
wait_for() {
  local found
  for _ in $(seq 100); do
    found=$(sed -nE "s/$2/\1/p" "$1" | head -n 1)
    [ -n "$found" ] && echo "$found" && return
    sleep 0.1
  done
  cat "$1" >&2
  die "no '$2' in ten seconds"
}

echo "== A certificate, a TLS server, the recorder, and curl through them"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
  -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/req.log" || die "$(cat "$work/req.log")"
openssl s_server -accept 127.0.0.1:0 -cert "$work/cert.pem" -key "$work/key.pem" -www \
  >"$work/server.log" 2>&1 &
pids+=($!)
"$recorder" alice 'open sesame' >"$work/recorder.log" 2>&1 &
pids+=($!)
recorder_pid=$!
server=$(wait_for "$work/server.log" '^ACCEPT 127.0.0.1:([0-9]+)$')
proxy=$(wait_for "$work/recorder.log" '^listening on 127.0.0.1:([0-9]+)$')
echo "\$ curl --proxy socks5h://127.0.0.1:$proxy --proxy-user alice:... https://localhost:$server/"
curl --silent --show-error --max-time 20 --noproxy '' --proxy "socks5h://127.0.0.1:$proxy" \
  --proxy-user 'alice:open sesame' --cacert "$work/cert.pem" --output "$work/page.html" \
  "https://localhost:$server/" || die "curl failed: $(cat "$work/recorder.log")"
wait "$recorder_pid" || die "the recorder failed: $(cat "$work/recorder.log")"
grep -q 'Ciphers supported' "$work/page.html" || die "the page is not what s_server serves"
echo
cat "$work/recorder.log"
echo "curl has its page: $(wc -c <"$work/page.html") bytes"

# damaged TITLE KIND HEX [ARGUMENT ...]: must be refused.
damaged() {
  echo
  echo "== Damaged: $1"
  shift
  echo "\$ tools/dev inspect $*"
  if "$inspect" "$@"; then die "a damaged message was accepted"; fi
}
damaged "a request for a name with a NUL in it, which C strings would cut to 127.0.0.1" \
  socks5_request 050100030b3132372e302e302e3100780050
damaged "a reply with an address type that does not exist" socks5_reply 05000002c00002010050
damaged "a TLS record one byte too long" tls_record_header 1603034001
