#!/usr/bin/env python3
"""check: the commands and programs in README.md and docs/ do what the text says.

    documents.py INSPECT

Blocks marked `console` hold commands behind "$ " and, behind each, exactly what it prints; a line "..."
stands for any lines. Commands are `tools/dev inspect ...`, whose program is INSPECT. Blocks marked `cpp`
are whole programs: each is compiled with the library, linked with those of Abseil's libraries alone that its
document names (`-labsl_status`), and must exit with 0 and print what the next block, marked `text`, says; once
with Debian's Abseil, where absl::string_view is a type of its own, and once as today's Abseil is built, where it is
std::string_view. Relative links must lead somewhere. `tools/dev VERB` anywhere must be a verb. Each drawing of steps has the boxes,
arrows and texts of its .dot.
"""

import concurrent.futures
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
faults = []


def same(expected, actual):
    """Whether `actual` is `expected`, in which a line "..." stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r" *\n"
                      for line in expected.splitlines())
    return re.fullmatch(pattern, actual) is not None


def check_console(document, block, inspect):
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        words = shlex.split(command)
        if words[:2] != ["tools/dev", "inspect"]:
            faults.append(f"{document}: '{command}' is no command that this check runs")
            continue
        done = subprocess.run([inspect, *words[2:]], capture_output=True, text=True, check=False)
        if not same(expected, done.stdout + done.stderr):
            faults.append(f"{document}: '{command}' prints\n{done.stdout}{done.stderr}")


def today(folder):
    """An include folder in front of Abseil's: its types are those of the standard library, as in today's Abseil."""
    options = pathlib.Path("/usr/include/absl/base/options.h").read_text()
    changed, count = re.subn(r"^(#define ABSL_OPTION_USE_STD_\w+) 0$", r"\1 1", options, flags=re.M)
    if count < 4:
        sys.exit("documents.py: absl/base/options.h is not what this check knows")
    (folder / "today/absl/base").mkdir(parents=True)
    (folder / "today/absl/base/options.h").write_text(changed)
    return ["-I", folder / "today"]


def build_library(folder, includes):
    """(how to compile a program, the library): compiled once for all programs."""
    folder.mkdir()
    compiler = ["g++", "-std=c++17", *includes, "-I", ROOT / "codec"]
    sources = sorted((ROOT / "codec").rglob("*.cc"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda source: subprocess.run([*compiler, "-c", source], cwd=folder, check=True), sources))
    subprocess.run(["ar", "rcs", "library.a", *sorted(folder.glob("*.o"))], cwd=folder, check=True)
    return compiler, folder / "library.a"


def check_program(document, source, expected, library, named):
    compiler, archive = library
    with tempfile.TemporaryDirectory() as folder:
        program = pathlib.Path(folder, "program")
        pathlib.Path(folder, "program.cc").write_text(source)
        built = subprocess.run([*compiler, "-Wall", "-Wextra", "-Werror", "-o", program, f"{folder}/program.cc", archive, *named],
                               capture_output=True, text=True, check=False)
        if built.returncode != 0:
            faults.append(f"{document}: a program does not compile and link with {named or 'nothing of Abseil'}:\n{built.stderr}")
            return
        done = subprocess.run([program], capture_output=True, text=True, check=False)
        if done.returncode != 0 or done.stdout != expected:
            faults.append(f"{document}: a program exits with {done.returncode} and prints\n{done.stdout}{done.stderr}")


def check_decisions(path):
    """Each row of a table of decisions ends in the name of a test that exists."""
    tests = set()
    for source in (ROOT / "test").glob("**/*_test.cc"):
        tests |= {f"{a}.{b}" for a, b in re.findall(r"^TEST(?:_F)?\((\w+), (\w+)\)", source.read_text(), re.M)}
    checked = 0
    for table in re.findall(r"(?:^\|.*\n)+", path.read_text(), re.M):
        head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
        for row in rows:
            if len(row) != len(head) or row[-1] not in tests:
                faults.append(f"{path.name}: '{row[0]}' names no test: {row[-1]}")
        checked += len(rows)
    if checked < 10:
        faults.append(f"{path.name}: only {checked} rows")


def check_drawing(path):
    """The boxes and arrows of the .svg, with their texts, are those of the .dot."""
    space = "{http://www.w3.org/2000/svg}"
    said = re.findall(r'^  (\w+(?: -> \w+)?) \[label="([^"]*)"', path.read_text(), re.M)
    drawn = [(group.findtext(f"{space}title").replace("->", " -> "), r"\n".join(text.text for text in group.iter(f"{space}text")))
             for group in ET.parse(path.with_suffix(".svg")).getroot().iter(f"{space}g") if group.get("class") in ("node", "edge")]
    if sorted(said) != sorted(drawn) or len(said) < 10:
        faults.append(f"{path.with_suffix('.svg').relative_to(ROOT)} is stale: run tools/dev docs")


def main():
    inspect = sys.argv[1]
    documents = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
    verbs = {p.stem for p in (ROOT / "tools/verbs").glob("*.sh")} - {"common"} | {"help"}
    ran = 0
    built = tempfile.TemporaryDirectory()
    folder = pathlib.Path(built.name)
    libraries = [build_library(folder / "debian", []), build_library(folder / "standard", today(folder))]
    for path in ROOT.glob("docs/*-decisions.md"):
        check_decisions(path)
    for name in ("client-handshake", "server-handshake", "record-stream"):
        check_drawing(ROOT / f"docs/{name}.dot")
    for path in documents:
        name, text = path.relative_to(ROOT), path.read_text()
        blocks = FENCE.findall(text)
        for i, (kind, block) in enumerate(blocks):
            if kind == "console":
                check_console(name, block, inspect)
            elif kind == "cpp":
                expected = blocks[i + 1][1] if i + 1 < len(blocks) and blocks[i + 1][0] == "text" else ""
                for library in libraries:
                    check_program(name, block, expected, library, re.findall(r"-labsl_\w+", text))
            ran += kind in ("console", "cpp")
        for verb in re.findall(r"tools/dev ([a-z]+)", text):
            if verb not in verbs:
                faults.append(f"{name}: tools/dev has no verb {verb}")
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            if not (path.parent / link).exists():
                faults.append(f"{name}: the link {link} leads nowhere")
    print("\n".join(faults) if faults else f"{len(documents)} documents, {ran} blocks run")
    sys.exit(1 if faults or not ran else 0)


main()
