"""The tables of `tools/dev size`."""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The limits are those of the first.
BUILDS = [(compiler, level) for level in ("-Os", "-O2") for compiler in ("g++", "clang++")]
FLAGS = ["-std=c++17", "-DNDEBUG", "-fno-exceptions", "-fno-rtti", "-ffunction-sections", "-fdata-sections",
         f"-I{ROOT / 'codec'}"]
# What a program of one codec includes and calls; `input` is a Span of octets.
PROGRAMS = {
    "socks5_request": ("socks/socks5.h", "socks5::Request m; return Decode(input, &m).ok();"),
    "socks4_request": ("socks/socks4.h", "socks4::Request m; return Decode(input, &m).ok();"),
    "tls_record_header": ("tls/record.h",
                          "tls::RecordHeader m; return Decode(input, &m, tls::RecordContext::Relay()).ok();"),
    "RecordStream": ("tls/record_stream.h", "tls::RecordStream s; tls::StreamEvent e; return s.Next(input, &e).ok();"),
    "dtls_record": ("tls/dtls_record.h", "tls::DtlsDatagram d(input); tls::DtlsRecord r; "
                    "return Next(&d, &r, tls::DtlsContext::Dtls12()).result.ok();"),
    "ServerHandshake": ("socks/server_handshake.h", "socks::ServerHandshake h(socks::ServerHandshake::Protocols::kSocks5); "
                        "socks::ServerEvent e; return h.Read(input, &e).ok();"),
}  # fmt: skip
SOURCE = """#include "hardwire/{header}"
using namespace hardwire;
int main(int argc, char** argv) {{
  const Span<const uint8_t> input(reinterpret_cast<const uint8_t*>(argv[0]), static_cast<size_t>(argc));
  {body}
}}
"""
EMPTY = "int main(int argc, char**) { return argc; }\n"


def octets(file):
    """Of its sections of instructions and constants."""
    text = subprocess.run(["size", "-A", file], capture_output=True, text=True, check=True).stdout
    return sum(int(size) for size in re.findall(r"^\.(?:text|rodata)\S* +(\d+)", text, re.M))


def compiled(build, source, output):
    subprocess.run([build[0], build[1], *FLAGS, "-c", source, "-o", output], check=True)
    return output


def library(pool, build, folder):
    """source -> object."""
    sources = sorted((ROOT / "codec").rglob("*.cc"))
    sources = [source for source in sources if source.name != "absl_status.cc"]
    objects = pool.map(lambda source: compiled(build, source, folder / f"{source.parent.name}_{source.stem}.o"), sources)
    return dict(zip(sources, objects))


def program(build, text, objects, folder):
    """How large the program is."""
    (folder / "main.cc").write_text(text)
    main = compiled(build, folder / "main.cc", folder / "main.o")
    subprocess.run([build[0], "-Wl,--gc-sections", "-o", folder / "main", main, *objects], check=True)
    return octets(folder / "main")


def measure(build, folder):
    """(source -> octets, program -> octets more than those of an empty one)."""
    folder.mkdir()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = library(pool, build, folder)
    modules = {str(source.relative_to(ROOT / "codec/hardwire")): octets(file) for source, file in objects.items()}
    empty = program(build, EMPTY, [], folder)
    linked = [*objects.values()]
    return modules, {name: program(build, SOURCE.format(header=header, body=body), linked, folder) - empty
                     for name, (header, body) in PROGRAMS.items()}


def show(title, builds, columns):
    print(f"{title:32}" + "".join(f"{' '.join(build):>14}" for build in builds))
    for name in columns[0]:
        print(f"{name:32}" + "".join(f"{column[name]:14,}" for column in columns))
    print()


def allowed():
    """name -> octets, the table of docs/speed.md."""
    rows = re.findall(r"^\| ([\w, ]+) \| ([\d,]+) octets \|$", (ROOT / "docs/speed.md").read_text(), re.M)
    return {name: int(limit.replace(",", "")) for name, limit in rows}


def main():
    builds = BUILDS[:1] if "--limits" in sys.argv[1:] else BUILDS
    with tempfile.TemporaryDirectory() as folder:
        measured = [measure(build, pathlib.Path(folder, f"build{i}")) for i, build in enumerate(builds)]
    for modules, _ in measured:
        parts = {name: sum(size for module, size in modules.items() if module.startswith(f"{name}/"))
                 for name in ("socks", "tls")}
        modules.update(parts)
        modules["socks, tls and result"] = sum(parts.values()) + modules["result.cc"]
    show("module", builds, [modules for modules, _ in measured])
    show("program with one codec", builds, [programs for _, programs in measured])
    found = {**measured[0][0], **measured[0][1]}
    limits = allowed()
    faults = [f"{name}: {found.get(name, 0):,} octets, and {limit:,} are allowed" for name, limit in limits.items()
              if not 0 < found.get(name, 0) <= limit]
    print("\n".join(faults) or f"{len(limits)} limits hold")
    sys.exit(1 if faults or not limits else 0)


main()
