#!/usr/bin/env python3
"""check: what is listed by hand is all there is.

    lists.py INSPECT

A message has under its name a fuzz target, seeds, a kind of INSPECT, a row of the benchmark and an example on a page
in docs/ that names its header, stands in the list of its protocol, and has a test of its own; one of SOCKS a
reference in the differential. A Detail counts in kDetailCount, has a row of outcomes.h under its own name, is given
by codec/ and named by a test; a Violation counts in kViolationCount and has a row in docs/policy.md. `//:hardwire`
depends on every public header. README.md's table has every other public header, and nothing that is not there; the
version has one number; every message and enumerator is in the C API, docs/c.md has every other public header, and the
map of the C library every function of it; docs/ has an example of every kind of INSPECT, and of nothing else. No
symlink is committed that leads out of the repository or nowhere. docs/platforms.md has the targets of tools/dev
portability. Each figure with which README.md compares is that of docs/speed.md, or is counted here. A header is
public unless it lies in a folder internal or its comment says that it is for own use.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/portability"))
import fuzz_targets  # noqa: E402
import seeds  # noqa: E402
import targets  # noqa: E402

# It alone links compiled Abseil: BUILD.bazel says more.
LEFT_OUT = {"hardwire/platform/absl_status.h"}
faults = []


def included_as(path):
    return path.removeprefix("codec/")


def public_headers():
    """As programs include them."""
    found = set()
    for path in (ROOT / "codec").rglob("*.h"):
        head = path.read_text().split("#ifndef")[0]
        if "internal" not in path.relative_to(ROOT).parts and not re.search(r"\bown\s(?://\s)?use\b", head):
            found.add(included_as(str(path.relative_to(ROOT))))
    return found


def headers_of(target):
    """The headers of what the target depends on directly, own ones of the library too."""
    query = ["bazel", "query", "--noshow_progress", "--ui_event_filters=-info", f"labels(hdrs, deps({target}, 1))"]
    labels = subprocess.run(query, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return {included_as(label.removeprefix("//").replace(":", "/")) for label in labels}


def compare(what, listed, present):
    faults.extend(f"{what} lacks {name}" for name in sorted(present - listed))
    faults.extend(f"{what} has {name}, which is not there or not public" for name in sorted(listed - present))


def listed_as(before, struct):
    """What the list of its protocol calls a struct that stands behind `before`: several have one name."""
    inner = re.findall(r"^namespace (\w+) \{", before, re.M)[-1]
    return struct if inner in ("socks", "tls") else f"{inner}::{struct}"


def check_messages(kinds):
    """Each message has its place everywhere, under the one name that its kInfo gives. Returns their headers, one a message."""
    text = {path: path.read_text() for path in (ROOT / "codec").rglob("*.h")}
    named = [(path, listed_as(source[:found.start()], found[1]), found[2], found[3]) for path, source in text.items()
             for found in re.finditer(r'^struct (\w+) \{\n  static constexpr MessageInfo kInfo = \{(\d+),\s*"(\w+)"', source, re.M)]
    lists = "".join(re.sub("//.*", "", source) for path, source in text.items() if path.name == "messages.h")
    places = {
        "fuzz/": set(fuzz_targets.targets()),
        "corpus/seeds.tsv": set(re.findall(r"^(\w+)\t", (ROOT / "corpus/seeds.tsv").read_text(), re.M)),
        "inspect": kinds,
        "test/bench": set(re.findall(r'"(\w+) decode"', "".join(p.read_text() for p in (ROOT / "test/bench").glob("*.cc")))),
    }
    pages = [page.read_text() for page in (ROOT / "docs").glob("*.md")]
    shown = [set(re.findall(r"^\$ tools/dev inspect (\w+)", page, re.M)) for page in pages]
    compare("docs/", set().union(*shown), kinds)
    tests = [p.read_text() for folder in ("socks", "tls") for p in (ROOT / "test" / folder).glob("*_test.cc")]
    compared = re.findall(r'^      {"(\w+)", ', (ROOT / "test/differential/reference.cc").read_text(), re.M)
    for path, struct, number, name in named:
        faults.extend(f"{place} lacks the message {name}" for place, names in places.items() if name not in names)
        if not re.search(rf"(?<![\w:]){struct}\b", lists):
            faults.append(f"no messages.h lists {struct} of {path.relative_to(ROOT)}")
        header = included_as(str(path.relative_to(ROOT)))
        if not any(name in examples and f"codec/{header})" in page for page, examples in zip(pages, shown)):
            faults.append(f"no page of docs/ shows {name} and names its header, {header}")
        own = "".join(test for test in tests if f'#include "{header}"' in test)
        if f"({struct.split('::')[-1]}::kInfo.id, {number})" not in own:
            faults.append(f"no test in test/{path.parent.name} says that the id of {name} is {number}")
        if path.parent.name == "socks" and name not in compared:
            faults.append(f"test/differential/reference.cc has no decoder for {name}")
    if len(named) < 18:
        faults.append(f"only {len(named)} messages were found")
    return [included_as(str(path.relative_to(ROOT))) for path, *_ in named]


def enumerators(path, enum):
    """The names of an enumeration as the library spells them, each in its place, and the constant that counts them."""
    text = (ROOT / path).read_text()
    (body,) = re.findall(rf"^enum class {enum} : \w+ {{\n(.*?)^}};", text, re.M | re.S)
    found = re.findall(r"^  k(\w+) = (\d+),", body, re.M)
    (count,) = re.findall(rf"^constexpr int k{enum}Count = (\d+);", text, re.M)
    if sorted(int(value) for _, value in found) != list(range(int(count))):
        faults.append(f"{path}: the {len(found)} values of {enum} are not 0 to k{enum}Count - 1, {int(count) - 1}")
    return [name for name, _ in sorted(found, key=lambda each: int(each[1]))]


def snake(name):
    return re.sub(r"(?<=.)(?=[A-Z])", "_", name).lower()


def check_outcomes():
    details = enumerators("codec/hardwire/result.h", "Detail")
    rows = re.findall(r'^    {D::k\w+,.*\n +"(\w+)"', (ROOT / "codec/hardwire/outcomes.h").read_text(), re.M)
    if rows != [snake(name) for name in details]:
        faults.append(f"outcomes.h names {set(rows) ^ {snake(name) for name in details}} otherwise than result.h does")
    tables = ("result.h", "policy.h", "outcomes.h")
    given = "".join(p.read_text() for p in (ROOT / "codec").rglob("*.*") if p.name not in tables)
    tested = "".join(p.read_text() for p in (ROOT / "test").rglob("*_test.cc"))
    for name in details:
        if not re.search(rf"\b(Detail|Violation)::k{name}\b", given):
            faults.append(f"nothing in codec/ gives Detail::k{name}")
        if not re.search(rf"\bDetail::k{name}\b", tested):
            faults.append(f"no test names Detail::k{name}")
    return len(details)


def check_violations():
    violations = enumerators("codec/hardwire/policy.h", "Violation")
    accepted = re.findall(r"\.Accepting\(Violation::k(\w+)\)", (ROOT / "codec/hardwire/policy.h").read_text())
    rows = re.findall(r"^\| (\w+) \|.*\| (accepts|rejects) \|$", (ROOT / "docs/policy.md").read_text(), re.M)
    if rows != [(snake(name), "accepts" if name in accepted else "rejects") for name in violations]:
        faults.append("the table of docs/policy.md is not what policy.h says of each Violation, in its order")


# Enumeration -> (its header, what its names begin with in C, how much higher its numbers are there).
IN_C = {
    "Code": ("result.h", "HW", 1), "Detail": ("result.h", "HW_DETAIL", 0), "Layer": ("result.h", "HW_LAYER", 0),
    "Violation": ("policy.h", "HW_VIOLATION", 0), "Protocol": ("sniff.h", "HW_PROTOCOL", 0),
    "DatagramProtocol": ("datagram_protocol.h", "HW_DATAGRAM", 0),
    "HandshakeStep": ("socks/handshake_step.h", "HW_STEP", 0), "AddressType": ("socks/address.h", "HW_ADDRESS", 0),
    "socks5::Method": ("socks/socks5.h", "HW_SOCKS5_METHOD", 0), "socks5::Command": ("socks/socks5.h", "HW_SOCKS5_COMMAND", 0),
    "socks5::ReplyCode": ("socks/socks5.h", "HW_SOCKS5_REPLY_CODE", 0),
    "socks4::Command": ("socks/socks4.h", "HW_SOCKS4_COMMAND", 0),
    "socks4::ReplyCode": ("socks/socks4.h", "HW_SOCKS4_REPLY_CODE", 0), "gssapi::Type": ("socks/gssapi.h", "HW_GSSAPI", 0),
    "ContentType": ("tls/content_type.h", "HW_CONTENT", 0), "AlertLevel": ("tls/alert.h", "HW_ALERT_LEVEL", 0),
    "AlertDescription": ("tls/alert.h", "HW_ALERT", 0), "HandshakeType": ("tls/handshake_header.h", "HW_HANDSHAKE", 0),
    "DtlsForm": ("tls/dtls_context.h", "HW_DTLS_FORM", 0), "DtlsEvent": ("tls/dtls_record.h", "HW_DTLS_EVENT", 1),
    "Closure": ("tls/record_stream.h", "HW_CLOSURE", 0), "Phase": ("tls/record_context.h", "HW_PHASE", 1),
    "stream::Kind": ("tls/record_stream.h", "HW_STREAM_EVENT", 0),
    "client::Kind": ("socks/client_handshake.h", "HW_CLIENT_EVENT", 0),
    "server::Kind": ("socks/server_handshake.h", "HW_SERVER_EVENT", 0),
    "Protocols": ("socks/server_handshake.h", "HW_TAKE", 1),
    "ExtensionType": ("tls/hello_extensions.h", "HW_EXTENSION", 0), "Presence": ("tls/hello_extensions.h", "HW_PRESENCE", 0),
    "EchKind": ("tls/hello_extensions.h", "HW_ECH", 0), "HelloOutcome": ("tls/hello_reader.h", "HW_HELLO_OUTCOME", 0),
    "Base": ("platform/openharmony.h", "HW_OPENHARMONY_BASE", 0),
}  # fmt: skip


def check_c():
    """Every message has its calls in C, and every enumerator its name with the same number."""
    text = re.sub(r"/\*.*?\*/", "", "".join(path.read_text() for path in (ROOT / "codec/hardwire/c").glob("*.h")), flags=re.S)
    numbers = {name: int(number, 0) for name, number in re.findall(r"\b(HW_\w+) = (\w+)", text)}
    for enum, (header, prefix, higher) in IN_C.items():
        source = re.sub("//.*", "", (ROOT / "codec/hardwire" / header).read_text())
        (body,) = re.findall(rf"enum class {enum.split('::')[-1]} : \w+ {{(.*?)}};", source, re.S)
        value = -1
        for name, given in re.findall(r"\bk(\w+)(?: = (\w+))?", body):
            value = int(given, 0) if given else value + 1
            in_c = f"{prefix}_{snake(name).upper()}"
            if numbers.get(in_c) != value + higher:
                faults.append(f"hardwire/c: {in_c} is {numbers.get(in_c)}, and {enum}::k{name} makes it {value + higher}")
    ways = [set(re.findall(rf"\bhw_(\w+)_{way}\(", text)) for way in ("decode", "new", "encode", "size")]
    called = {name for name in ways[0] if all(name in way for way in ways)}
    named = set()
    for path in (ROOT / "codec").rglob("*.h"):
        named |= set(re.findall(r'kInfo = {\d+,\s*"(\w+)"', path.read_text()))
    # In C the message has the name of its struct: a record is header and fragment.
    compare("hardwire/c", called, named - {"dtls_record"} | {"dtls_header"})
    declared = set(re.findall(r"^HW_API [\w ]+\W*\b(hw_\w+)\(", text, re.M))
    compare("packaging/hardwire-c.map", set(re.findall(r"^    (hw_\w+);", (ROOT / "packaging/hardwire-c.map").read_text(), re.M)), declared)
    return text


def check_c_page(text, headers, messages):
    """docs/c.md says of each header of C++ which names of C are its, and these are there."""
    rows = re.findall(r"^\| (`hardwire/.*) \| (.+) \|$", (ROOT / "docs/c.md").read_text(), re.M)
    shown = [header for row, _ in rows for header in re.findall(r"`(hardwire/[^`]+)`", row)]
    compare("docs/c.md", set(shown), {name for name in headers - set(messages) if not name.startswith("hardwire/c/")})
    for row, names in rows:
        known = re.findall(r"`(hw_\w+)`", names)
        faults.extend(f"docs/c.md: {name} is not in hardwire/c" for name in known if not re.search(rf"\b{name}\b", text))
        if not known and names != "for C++ alone":
            faults.append(f"docs/c.md says of {row} neither what it is in C nor that it is for C++ alone")


def check_versions():
    """The number that version.h states is the one that everything else names."""
    (stated,) = re.findall(r'^#define HARDWIRE_VERSION "(\d+\.\d+\.\d+)"$', (ROOT / "codec/hardwire/version.h").read_text(), re.M)
    places = {
        "MODULE.bazel": r'^    version = "([^"]+)",$',
        "README.md": r'bazel_dep\(name = "hardwire", version = "([^"]+)"\)',
        "test/consumer/bazel/MODULE.bazel": r'bazel_dep\(name = "hardwire", version = "([^"]+)"\)',
        "codec/hardwire/c/base.h": r'^#define HW_VERSION "([^"]+)"$',
        "CHANGELOG.md": r"\A# .*\n(?:\n[^#].*\n)*\n## (\S+)",  # its first heading
    }
    for name, pattern in places.items():
        found = re.findall(pattern, (ROOT / name).read_text(), re.M)
        if found != [stated]:
            faults.append(f"{name} names the version {found}, and version.h {stated}")


def check_registry():
    """The templates of .bcr are JSON, and what they build is there."""
    source = json.loads((ROOT / ".bcr/source.template.json").read_text())
    metadata = json.loads((ROOT / ".bcr/metadata.template.json").read_text())
    if source["strip_prefix"] != "hardwire-{VERSION}" or not source["url"].endswith("/hardwire-{VERSION}.tar.gz"):
        faults.append(".bcr/source.template.json does not name the archive of tools/dev dist")
    if metadata["versions"] or not metadata["maintainers"]:
        faults.append(".bcr/metadata.template.json has versions, or no maintainer")
    (module,) = re.findall(r'^  module_path: "(.+)"$', (ROOT / ".bcr/presubmit.yml").read_text(), re.M)
    if not (ROOT / module / "MODULE.bazel").exists():
        faults.append(f".bcr/presubmit.yml builds {module}, which is no module")


def check_platforms():
    """docs/platforms.md has the row of each target of tools/dev portability, and no other; the rest are for the compilers of .bazelrc."""
    rows = set(re.findall(r"^\| \w+ \| (?:32|64) \| .*$", (ROOT / "docs/platforms.md").read_text(), re.M))
    made = {row for row in rows if "`tools/dev portability" in row}
    compare("docs/platforms.md", made, {target.row for target in targets.TARGETS})
    used = {f"{compiler} " for compiler in re.findall(r"--repo_env=CC=(\w+)", (ROOT / ".bazelrc").read_text())}
    compare("docs/platforms.md", {re.match(r"(?:[^|]*\|){4} (\w+ )", row)[1] for row in rows - made}, used)
    usage = (ROOT / "tools/verbs/portability.sh").read_text()
    (names,) = re.findall(r"^# TARGET +(.*); all unless named$", usage, re.M)
    compare("tools/dev portability --help", set(re.findall(r"\w+", names)) - {"or"}, set(targets.NAMES))


def tables(text):
    """Each table as (its head, its rows), in cells without the marks of bold."""
    for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
        head, _, *rows = [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in table.splitlines()]
        yield head, rows


def check_compared():
    """The tables with which README.md compares have columns and rows of docs/speed.md; what it counts is so many."""
    (section,) = re.findall(r"^## Compared with writing it by hand\n(.*?)^## ", (ROOT / "README.md").read_text(), re.M | re.S)
    measured = list(tables((ROOT / "docs/speed.md").read_text()))
    compared = 0
    for head, rows in tables(section):
        # The first table of docs/speed.md that has these columns. What a row is about are its texts.
        whole = next(((columns, lines) for columns, lines in measured if set(head) <= set(columns)), None)
        if whole is None:
            faults.append(f"README.md compares by {head}, and docs/speed.md has no table with these columns")
            continue
        there = [[line[whole[0].index(column)] for column in head] for line in whole[1]]
        for row in rows:
            if row not in there:
                near = [line for line in there if line[0] == row[0] and ("peer" not in head or line[1] == row[1])]
                faults.append(f"README.md says {' | '.join(row)}, and docs/speed.md {[' | '.join(line) for line in near]}")
        compared += len(rows)
    if compared < 10:
        faults.append(f"README.md compares in only {compared} rows")
    counted = {
        "seeds": len(list(seeds.read(ROOT / "corpus/seeds.tsv"))), "fuzz targets": len(fuzz_targets.targets()),
        "planted bugs": len(list((ROOT / "tools/canary").glob("*.patch"))),
    }  # fmt: skip
    for what, number in counted.items():
        if re.findall(rf"([\d,]+)\s{what}", section) != [f"{number:,}"]:
            faults.append(f"README.md does not say that there are {number:,} {what}")


def check_symlinks():
    for line in subprocess.check_output(["git", "ls-files", "-s"], cwd=ROOT, text=True).splitlines():
        mode, name = line.split()[0], line.split("\t", 1)[1]
        end = (ROOT / name).resolve()
        if mode == "120000" and not (end.exists() and ROOT in end.parents):
            faults.append(f"{name}: a committed symlink that leads out of the repository or nowhere")


def main():
    headers, linked = public_headers(), headers_of("//:hardwire")
    compare("//:hardwire", linked & headers, headers - LEFT_OUT)
    text = subprocess.run([sys.argv[1], "--help"], capture_output=True, text=True, check=True).stdout
    (kinds,) = re.findall(r"^Kinds: (.*)$", text, re.M)
    messages = check_messages(set(kinds.split()))
    (table,) = re.findall(r"^\| what \| header \|\n(?:\|.*\n)+", (ROOT / "README.md").read_text(), re.M)
    compare("README.md's table", set(re.findall(r"`(hardwire/[^`]+)`", table)), headers - set(messages))
    details = check_outcomes()
    check_violations()
    check_versions()
    check_registry()
    check_c_page(check_c(), headers, messages)
    check_platforms()
    check_compared()
    check_symlinks()
    print("\n".join(faults) if faults else f"{len(headers)} public headers, {len(kinds.split())} kinds, {len(messages)} messages, {details} details")
    sys.exit(1 if faults else 0)


main()
