#!/usr/bin/env python3
"""check: without Abseil the library compiles, passes its unit tests, and has no name in common with the other build.

The tests are those of the library that need nothing but GoogleTest. Nothing that they are made of is a file of Abseil.
Every name that the library defines is in the inline namespace of this build, which every file opens.
"""

import concurrent.futures
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "mutants"))
from native import ROOT, Broken, Kit, Object, codec_sources, precompiled, prepare, run  # noqa: E402

GOOGLETEST = "/usr/src/googletest/googletest"
FLAGS = f"-std=c++17 -O0 -Wall -Wextra -Werror -DHARDWIRE_WITHOUT_ABSEIL -I. -isystem {GOOGLETEST}/include".split()
# The first two need compiled Abseil. The third compares a document, the last tries every value.
LEFT_OUT = {"codec/hardwire/platform/absl_status.cc", "test/platform/absl_status_test.cc", "test/platform/codes_document_test.cc",
            "test/platform/packing_exhaustive_test.cc"}
COMMON = "#include <array>\n#include <cstdint>\n#include <optional>\n#include <string>\n#include <vector>\n"
NAMESPACE = "hardwire::without_abseil::"


def tests():
    """The unit tests of the library."""
    found = [path for folder in (".", "internal", "socks", "tls", "platform") for path in ROOT.glob(f"test/{folder}/*_test.cc")]
    return sorted({str(path.relative_to(ROOT)) for path in found if "gtest/gtest.h" in path.read_text()} - LEFT_OUT)


def foreign(objects):
    """Files of Abseil that an object is made of."""
    return sorted({name for unit in objects for name in re.findall(r"\S*/absl/\S+", unit.path.with_suffix(".d").read_text())})


def outside(objects):
    """Names that the objects define, weak ones of the C++ library aside, and that are not in NAMESPACE."""
    text = subprocess.check_output(["nm", "-C", "--defined-only", *(unit.path for unit in objects)], text=True)
    names = {line.split(" ", 2)[2] for line in text.splitlines() if re.match(r"[0-9a-f]+ [A-Za-z] ", line)}
    return sorted(name for name in names if NAMESPACE not in name and not re.match(r"hw_|(\S+ )*(std|__gnu_cxx)::|__|DW\.ref", name))


def unwrapped():
    """Files that open the namespace hardwire without the inline namespace. GCC forgives some, Clang none."""
    opens = re.compile(r"^namespace hardwire \{\n(?!inline namespace (HARDWIRE_VIEWS|without_abseil) \{$)", re.M)
    return [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("codec/**/*.[hc]*")) if opens.search(path.read_text())]


def main():
    if unwrapped():
        raise Broken(f"no inline namespace HARDWIRE_VIEWS in {unwrapped()}")
    kit = Kit("g++", ROOT / "build/without_abseil", FLAGS)
    prepare(kit)
    library = [Object(source, kit, precompiled(kit, "common", COMMON)) for source in codec_sources() if source not in LEFT_OUT]
    head = precompiled(kit, "tests", COMMON + '#include "gtest/gtest.h"\n')
    own = [Object(source, kit, head) for source in [*tests(), "fuzz/allocations.cc"]]
    framework = [Object(f"{GOOGLETEST}/src/{name}.cc", kit, [f"-I{GOOGLETEST}", "-w"]) for name in ("gtest-all", "gtest_main")]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(Object.build, [*framework, *own, *library]))
    if foreign([*library, *own]):
        raise Broken(f"Abseil is read: {foreign([*library, *own])[:3]}")
    if outside(library):
        raise Broken(f"names outside {NAMESPACE}: {outside(library)[:5]}")
    program = kit.folder / "unit_tests"
    code, output = run(["g++", *(unit.path for unit in [*library, *own, *framework]), "-o", program])
    if code != 0:
        raise Broken(f"the tests do not link: {output[-2000:]}")
    code, output = run([program, "--gtest_brief=1"])
    passed = re.search(r"PASSED  \] (\d+) tests", output)
    if code != 0 or not passed:
        raise Broken(output[-4000:])
    print(f"{len(library)} sources without Abseil pass {passed[1]} unit tests, and all of their names are in {NAMESPACE.strip(':')}")


if __name__ == "__main__":
    try:
        main()
    except Broken as broken:
        sys.exit(str(broken))
