"""The table of `tools/dev bench --peers`: Hardwire beside code of others, on the same octets in the same run.

    bench_peers.py STRING SCRIPT [--check | --write]

STRING and SCRIPT are the programs //test/bench/peers:string_peer and :script_side; those of peers that need more than
every verb are built here, if what they need is there.
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs/speed.md"
FOLDER = ROOT / "test/bench/peers"
REPETITIONS = 9
HEAD = ("| operation | peer | Hardwire, ns | peer, ns | times | what the peer does not check |\n"
        "| --- | --- | --- | --- | --- | --- |\n")
TABLE = re.compile(r"Measured on \d{4}-\d\d-\d\d\..*\n\n" + re.escape(HEAD) + r"((?:\|.*\|\n)*)")
# How many times the peer's time should hold Hardwire's.
AIMS = {("hello of 1,955 octets", "OpenSSL, early callback"): 5}
# The target of each peer that is linked; what must be there; the packages that have it.
LINKED = {
    "openssl_peer": ("OpenSSL", ["/usr/include/openssl/ssl.h"], "libssl-dev"),
    "tls_parser_peer": ("tls-parser", ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/share/cargo/registry/tls-parser-0.11.0"],
                        "cargo, rustc and librust-tls-parser-dev"),
}
GO_PATH = "/usr/share/gocode"
NODE_PATH = "/usr/share/nodejs"
# Peers that are programs: what must be there, the packages, operation -> what the peer does not check.
SCRIPTS = {
    "socksio (Python)": (
        ["/usr/bin/python3", "/usr/lib/python3/dist-packages/socksio"], "python3-socksio",
        {"socks5_reply decode": "RSV, the length of a name, its octets",
         "socks5_request encode": "the octets of a name",
         "socks5_userpass_request encode": "empty texts"}),
    "socks (node)": (
        ["node", f"{NODE_PATH}/socks", f"{NODE_PATH}/ip"], "nodejs and node-socks",
        {"socks5_udp decode": "RSV, ATYP, the octets of a name; it makes text of an IP address",
         "socks5_udp encode": "the octets of a name; it reads an IP address from text and writes the payload too"}),
    "go-socks5 (Go)": (
        ["go", f"{GO_PATH}/src/github.com/armon/go-socks5"], "golang-go and golang-github-armon-go-socks5-dev",
        {"socks5_request decode": "CMD, RSV, the octets of a name; it reads from a stream, piece by piece"}),
}


def is_there(needed):
    return all(pathlib.Path(each).exists() if "/" in each else shutil.which(each) for each in needed)


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, **more)
    if done.returncode != 0:
        sys.exit(f"bench_peers.py: {' '.join(map(str, command))} fails:\n{done.stdout}{done.stderr}")
    return done.stdout


def build(target):
    run("bazel", "build", "--noshow_progress", "--jobs=2", "-c", "opt", "--config=gcc", f"//test/bench/peers:{target}")
    return ROOT / f"bazel-bin/test/bench/peers/{target}"


def linked_rows(binary):
    """(operation, peer, unchecked, Hardwire's nanoseconds, the peer's), the times one for each repetition."""
    listed = [line.split("\t") for line in run(binary, "list").splitlines()]
    measured = run(binary, f"--benchmark_repetitions={REPETITIONS}", "--benchmark_enable_random_interleaving=true",
                   "--benchmark_min_time=0.02", "--benchmark_format=json")
    found = {}
    for row in json.loads(measured)["benchmarks"]:
        if row["run_type"] == "iteration":
            side = found.setdefault(row["run_name"], {})
            side[row["repetition_index"]] = row["cpu_time"] / row["messages"]
    for operation, peer, unchecked in listed:
        sides = [found[f"{operation}/{peer}/{side}"] for side in ("hardwire", "peer")]
        yield operation, peer, unchecked, *([side[i] for i in sorted(side)] for side in sides)


def commands(folder):
    """peer -> the command and its environment, of those that are programs."""
    go = folder / "socks5_peer"
    if is_there(SCRIPTS["go-socks5 (Go)"][0]):
        run("go", "build", "-o", go, FOLDER / "socks5_peer.go",
            env={**os.environ, "GO111MODULE": "off", "GOPATH": GO_PATH, "GOCACHE": str(folder / "cache")})
    return {"socksio (Python)": (["/usr/bin/python3", FOLDER / "socksio_peer.py"], {}),
            "socks (node)": (["node", FOLDER / "socks_peer.js"], {"NODE_PATH": NODE_PATH}),
            "go-socks5 (Go)": ([go], {})}


def script_row(side, command, more, operation, folder, repetitions):
    """The times of both, in turn. Fails where they do not read or write the same."""
    environment = {**os.environ, **more}
    table = folder / "messages"
    with open(table, "wb") as out:
        subprocess.run([side, "dump", operation], stdout=out, check=True)
    if run(*command, table, operation, "fields", env=environment) != run(side, "fields", operation):
        sys.exit(f"bench_peers.py: Hardwire and {command[-1]} do not agree on {operation}")
    ours, theirs = [], []
    for _ in range(repetitions):
        ours.append(float(run(side, "time", operation)))
        theirs.append(float(run(*command, table, operation, "time", env=environment)))
    return ours, theirs


def script_rows(side, repetitions=REPETITIONS):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run_by = commands(folder)
        for peer, (needed, _, operations) in SCRIPTS.items():
            for operation, unchecked in operations.items() if is_there(needed) else ():
                yield operation, peer, unchecked, *script_row(side, *run_by[peer], operation, folder, repetitions)


def in_words(number):
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def ratio_of(ours, theirs):
    """The median of the ratios of the repetitions."""
    return statistics.median(b / a for a, b in zip(ours, theirs))


def line(operation, peer, unchecked, ours, theirs):
    """A row of the document."""
    cells = [in_words(each) for each in (statistics.median(ours), statistics.median(theirs), ratio_of(ours, theirs))]
    return f"| {operation} | {peer} | {' | '.join(cells)} | {unchecked} |\n"


def aim_of(operation, peer, _, ours, theirs):
    """A sentence about the aim of a row; empty if it has none."""
    aim = AIMS.get((operation, peer))
    ratio = ratio_of(ours, theirs)
    return f" The aim of {aim} times {peer}, {operation}, is {'hit' if ratio >= aim else 'missed'}: {ratio:.1f}." if aim else ""


def missing():
    peers = [(name, *rest) for name, *rest in LINKED.values()] + [(name, *rest[:2]) for name, rest in SCRIPTS.items()]
    return [f"{name} is missing: install {packages}" for name, needed, packages in peers if not is_there(needed)]


def main():
    string_peer, side, *options = sys.argv[1:]
    absent = missing()
    if options and absent:
        sys.exit("bench_peers.py: every peer is needed here\n" + "\n".join(absent))
    linked = [string_peer] + [build(target) for target, (_, needed, _) in LINKED.items() if is_there(needed)]
    if options == ["--check"]:
        scripted = len(list(script_rows(side, repetitions=0)))
        listed = sum(len(run(binary, "list").splitlines()) for binary in linked if run(binary, "agree") == "")
        print(f"Hardwire and its peers agree in {listed + scripted} rows")
        return
    print(HEAD, end="", flush=True)
    table, aims = "", ""
    for rows in [*map(linked_rows, linked), script_rows(side)]:
        for row in rows:
            table += line(*row)
            aims += aim_of(*row)
            print(line(*row), end="", flush=True)
    print("\n".join([aims.strip(), *absent]).strip())
    if options:
        text, found = TABLE.subn(lambda _: f"Measured on {datetime.date.today()}.{aims}\n\n{HEAD}{table}", DOCUMENT.read_text())
        if found != 1:
            sys.exit(f"bench_peers.py: {DOCUMENT} has {found} tables of peers")
        DOCUMENT.write_text(text)


main()
