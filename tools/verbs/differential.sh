#!/usr/bin/env bash
# Compares the codecs with second opinions: naive decoders, and models written from the RFCs
#
# tools/dev differential [UNITS] [FAMILY ...]
#
# UNITS   for each SOCKS message and for each other family: 20 million if not told otherwise.
# FAMILY  such as dtls: all of them unless named.
. "$(dirname "$0")/common.sh"
arguments "$@"
families=(socks handshake tls stream dtls hello text platform)
units=20000000
if [[ ${operands[0]:-} =~ ^[0-9] ]]; then
  units=${operands[0]}
  operands=("${operands[@]:1}")
fi
number UNITS "$units"
for family in "${operands[@]}"; do
  [[ " ${families[*]} " == *" $family "* ]] || wrong "there is no family '$family'; expected ${families[*]}"
done
[ ${#operands[@]} -eq 0 ] || families=("${operands[@]}")
need base test
for family in "${families[@]}"; do
  program=$(program gcc "//test/differential:${family}_differential")
  echo "$family: $units units each, revision $(git describe --always --dirty)"
  start=$SECONDS
  "$program" "$units"
  echo "$family: $((SECONDS - start)) seconds"
done
