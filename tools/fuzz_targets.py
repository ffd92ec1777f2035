"""The fuzz targets. Each says of itself, in the comment of its file, what a service has to know:

    // Input: bytes; dictionaries: socks5; max_len: 300; counted: library

Input: `bytes` as on the wire, `choices` that some bytes make, or `other`: not for MemorySanitizer. Counted: what counts
as coverage, `all`, or the `library` without the laws.

As a program it prints a line a target: name, input, dictionaries, max_len, counted, with tabs between.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
DEFINES = re.compile(r'^(extern "C" int LLVMFuzzerTestOneInput\(.*\{|HARDWIRE_FUZZ_MESSAGE\()', re.M)
SAYS = re.compile(r"^// Input: (bytes|choices|other); dictionaries: ([\w,]+); max_len: (\d+); counted: (all|library)$", re.M)


def targets():
    """target -> (input, dictionaries, max_len, counted), in alphabetical order. SystemExit if one does not say it."""
    found = {}
    for path in sorted((ROOT / "fuzz").glob("*.cc")):
        text = path.read_text()
        if not DEFINES.search(text):
            continue
        said = SAYS.findall(text.split("#include")[0])
        if len(said) != 1:
            sys.exit(f"fuzz/{path.name}: its comment has no line like "
                     "'// Input: bytes; dictionaries: tls; max_len: 600; counted: library'")
        found[path.stem] = said[0]
    return found


if __name__ == "__main__":
    for name, row in targets().items():
        print("\t".join((name, *row)))
