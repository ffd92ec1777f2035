#!/usr/bin/env python3
"""check: tools/dev dist makes the same bytes each time, and the library as one file passes the laws.

The second time it runs in a clone, with another umask, time zone and locale. The checksums and the bill of materials are
right. test/laws/laws_test is compiled with the one file: in its folder each header of the library is hardwire.hpp.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OTHER = {**os.environ, "TZ": "Asia/Kolkata", "LC_ALL": "C", "LANG": "C"}


def make(root, **more):
    """What dist writes: name -> octets."""
    subprocess.run(["tools/dev", "dist"], cwd=root, check=True, stdout=subprocess.DEVNULL, **more)
    return {path.name: path.read_bytes() for path in (root / "build/dist").iterdir()}


def check_sums(made):
    listed = dict(reversed(line.split("  ")) for line in made["SHA256SUMS"].decode().splitlines())
    actual = {name: hashlib.sha256(octets).hexdigest() for name, octets in made.items() if name != "SHA256SUMS"}
    if listed != actual:
        sys.exit(f"SHA256SUMS is wrong about {sorted(set(listed.items()) ^ set(actual.items()))}")
    (bill,) = [json.loads(octets) for name, octets in made.items() if name.endswith(".spdx.json")]
    for entry in [*bill["files"], bill["packages"][0]]:
        name = entry.get("fileName", entry.get("packageFileName")).removeprefix("./")
        if {each["algorithm"]: each["checksumValue"] for each in entry["checksums"]}["SHA256"] != actual[name]:
            sys.exit(f"the bill of materials is wrong about {name}")
    identifiers = {"SPDXRef-DOCUMENT", *(each["SPDXID"] for each in [*bill["files"], *bill["packages"]])}
    for relation in bill["relationships"]:
        if not {relation["spdxElementId"], relation["relatedSpdxElement"]} <= identifiers:
            sys.exit(f"the bill of materials relates what it does not have: {relation}")


def check_laws(folder, made):
    """How many tests of the laws pass."""
    for name in ("hardwire.h", "hardwire.hpp", "hardwire.cc"):
        (folder / name).write_bytes(made[name])
    for path in (ROOT / "codec").rglob("*.h"):
        header = folder / path.relative_to(ROOT / "codec")
        header.parent.mkdir(parents=True, exist_ok=True)
        header.write_text('#include "hardwire.hpp"\n')
    program = folder / "laws"
    subprocess.run(["g++", "-std=c++17", "-O1", f"-I{folder}", f"-I{ROOT}", "-DHARDWIRE_WITHOUT_ABSEIL",
                    ROOT / "test/laws/laws_test.cc", ROOT / "fuzz/allocations.cc", folder / "hardwire.cc",
                    "-I/usr/src/googletest/googletest/include", "-I/usr/src/googletest/googletest",
                    "/usr/src/googletest/googletest/src/gtest-all.cc", "/usr/src/googletest/googletest/src/gtest_main.cc",
                    "-o", program], check=True)
    done = subprocess.run([program, "--gtest_brief=1"], capture_output=True, text=True, check=False)
    passed = re.search(r"PASSED  \] (\d+) tests", done.stdout)
    if done.returncode != 0 or not passed:
        sys.exit(f"the library as one file breaks a law:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return passed[1]


def main():
    made = make(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        clone = pathlib.Path(folder, "another place")
        subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
        again = make(clone, env=OTHER, umask=0o077)
    differing = sorted(name for name in made.keys() | again.keys() if made.get(name) != again.get(name))
    if differing:
        sys.exit(f"made again elsewhere, these differ: {differing}")
    check_sums(made)
    with tempfile.TemporaryDirectory() as folder:
        passed = check_laws(pathlib.Path(folder), made)
    print(f"{len(made)} files are the same when made again; the one-file library passes {passed} tests of the laws")


main()
