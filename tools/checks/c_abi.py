#!/usr/bin/env python3
"""check: the shared C library shows the functions that its map lists, with the types that its description has.

    c_abi.py [--write]

packaging/hardwire-c.map lists the functions. packaging/hardwire-c.abi is what abidw says of a library of C that has the
same functions without content: the headers alone decide, and no type of C++ is in it. A function that vanishes, changes
its arguments or its result, or a struct that changes its members, is a fault until both files are written anew, which
--write does, and the change stands in CHANGELOG.md. So is a function that was added.
"""

import pathlib
import platform
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAP, ABI = ROOT / "packaging/hardwire-c.map", ROOT / "packaging/hardwire-c.abi"
LISTED = re.compile(r"^    (hw_\w+);\n", re.M)
DECLARED = re.compile(r"^HW_API ([\w ]+?\**) ?\b(hw_\w+)(\([^;]*\));$", re.M)
# The description names no folder and no line, so that it changes with the interface alone.
PLAIN = ["--no-show-locs", "--no-comp-dir-path", "--no-corpus-path", "--no-elf-needed", "--no-write-default-sizes"]


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def build(folder, script):
    """The library as packaging/library.cmake builds it, of one file."""
    run(ROOT / "packaging/amalgamate.py", ROOT, folder)
    library = folder / "libhardwire-c.so"
    run("g++", "-std=c++17", "-g", "-O0", "-fPIC", "-shared", "-fno-exceptions", "-fno-rtti", "-fvisibility=hidden",
        "-fvisibility-inlines-hidden", "-DHARDWIRE_WITHOUT_ERROR_CODE", f"-Wl,--version-script={script}", "-Wl,-z,defs",
        folder / "hardwire.cc", "-o", library)
    return library


def describe(folder):
    """What abidw says of the declarations of hardwire.h."""
    header = re.sub(r"/\*.*?\*/", "", (folder / "hardwire.h").read_text(), flags=re.S)
    bodies = [f"{result} {name}{arguments} {{" + ("" if result == "void" else f"static {result} nothing; return nothing;") + "}\n"
              for result, name, arguments in DECLARED.findall(header)]
    source, library = folder / "declared.c", folder / "libdeclared.so"
    source.write_text('#include "hardwire.h"\n' + "".join(bodies))
    run("gcc", "-std=c99", "-g", "-w", "-shared", "-fPIC", source, "-o", library)
    return run("abidw", *PLAIN, library)


def shown(library):
    return {line.split()[0].split("@")[0] for line in run("nm", "-D", "-P", "--defined-only", library).splitlines()
            if " A " not in line}


def write(folder):
    """The map from what the headers declare, and the description from the library."""
    everything = folder / "everything.map"
    everything.write_text("HARDWIRE { global: hw_[a-z]*; local: *; };\n")
    names = sorted(shown(build(folder, everything)))
    text = MAP.read_text()
    listed = "".join(f"    {name};\n" for name in names)
    MAP.write_text(re.sub(r"(?<=  global:\n)(?:    hw_.*\n)+", listed, text))
    ABI.write_text(describe(folder))
    print(f"{len(names)} functions are written")


def check(folder):
    faults = []
    library = build(folder, MAP)
    listed, there = set(LISTED.findall(MAP.read_text())), shown(library)
    faults.extend(f"{MAP.name} lists {name}, which the library does not show" for name in sorted(listed - there))
    faults.extend(f"the library shows {name}, which {MAP.name} does not list" for name in sorted(there - listed))
    new = folder / "new.abi"
    new.write_text(describe(folder))
    done = subprocess.run(["abidiff", "--no-show-locs", ABI, new], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        faults.append(f"{ABI.name} describes another library; abidiff says\n{(done.stdout + done.stderr)[:4000]}")
    if faults:
        faults.append("if that is meant: tools/checks/c_abi.py --write, and a line in CHANGELOG.md")
    print("\n".join(faults) if faults else f"{len(there)} functions are what {MAP.name} and {ABI.name} say")
    return 1 if faults else 0


def main():
    if platform.machine() != "x86_64":
        sys.exit("c_abi.py: the description is of x86_64")
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:] == ["--write"]:
            write(pathlib.Path(folder))
        elif sys.argv[1:]:
            sys.exit(__doc__)
        else:
            sys.exit(check(pathlib.Path(folder)))


main()
