#!/usr/bin/env python3
"""SOCKS5 handshakes a second of examples/proxy, microsocks and Dante, one after the other in each round.

    handshakes_per_second.py LOAD PROXY [HANDSHAKES ROUNDS]

LOAD is handshake_load. Prints a table: the median, least and most of all rounds; the CPU time that the proxy, with
all that it has started, needed for one; and how much of the time the load generator itself was computing: far below
100%, it is not what is measured.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile

import servers
from processes import SECONDS, enter_namespace, version_of

AT_A_TIME = (1, 16)


def measure(load, peer, handshakes, at_a_time):
    """(handshakes a second, the generator's share of the time, CPU microseconds of the proxy a handshake)"""
    before = peer.cpu_seconds()
    done = subprocess.run([load, str(peer.port), str(handshakes), str(at_a_time)], capture_output=True, text=True,
                          timeout=10 * SECONDS, check=False)
    if done.returncode != 0:
        sys.exit(f"handshakes_per_second: {done.stderr.strip()}")
    seconds, computing = map(float, done.stdout.split())
    return handshakes / seconds, computing / seconds, (peer.cpu_seconds() - before) / handshakes * 1e6


def main(load, proxy, handshakes=1000, rounds=9):
    with contextlib.ExitStack() as stack:
        def start(server, *arguments):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            os.chmod(folder, 0o755)
            return stack.enter_context(server(folder, *arguments))
        peers = {"examples/proxy": start(servers.proxy, proxy),
                 f"microsocks {version_of('microsocks')}": start(servers.microsocks),
                 f"Dante {version_of('dante-server')}": start(servers.dante)}
        measured = {(name, at): [] for at in AT_A_TIME for name in peers}
        for _ in range(int(rounds)):
            for (name, at), found in measured.items():
                found.append(measure(load, peers[name], int(handshakes), at))
    print(f"SOCKS5 CONNECT without authentication, {handshakes} handshakes a round, {rounds} rounds")
    print("| proxy | at a time | handshakes a second | least | most | CPU µs each | generator |\n" + "| --- " * 7 + "|")
    for (name, at), found in measured.items():
        rates, shares, cpu = zip(*found)
        print(f"| {name} | {at} | {statistics.median(rates):,.0f} | {min(rates):,.0f} | {max(rates):,.0f} | "
              f"{statistics.median(cpu):.0f} | {statistics.median(shares):.0%} |")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    enter_namespace(map_root=False)
    main(*sys.argv[1:])
