#!/usr/bin/env python3
"""check: the code is as docs/architecture.dot draws it.

An arrow says that a file of one part includes one of the other, or that a target of it depends on one: each arrow of the
tree is drawn, and none besides. Arrows lead to lower levels. Every C++ file and target has a part, every part has
files. The codecs need nothing but each other and Abseil. docs/architecture.svg has the parts and arrows of the .dot, docs/place.svg the texts
of its own.
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRAWING = "docs/architecture.dot"
# What a quoted include can begin with that is no file of the project: hardwire.h and hardwire.hpp are made by tools/dev dist.
OTHERS = ("absl/", "benchmark/", "gtest/", "hardwire.h", "nlohmann/")
faults = []


class Drawing:
    """What the .dot says: the lines of each part's label, the level of each, the arrows."""

    def __init__(self, text):
        text = re.sub(r"//.*", "", text)
        self.levels, self.lines = {}, {}
        for number, level in enumerate(re.findall(r"\{ rank=same; (.*) \}", text)):
            for part, label in re.findall(r'(\w+) \[label="([^"]*)"\];', level):
                self.levels[part] = number
                self.lines[part] = label.split(r"\n")
        self.arrows = {(tail, head) for tail, heads in re.findall(r"^  (\w+) -> \{([^}]*)\}", text, re.M)
                       for head in heads.split()}
        self.patterns = [(re.escape(path).replace(r"\*", "[^/]*") + (".*" if path.endswith("/") else ""), part)
                         for part, lines in self.lines.items() for path in lines[1:]]

    def part_of(self, path):
        """Of a file, or of a target as if it were a file of its package."""
        found = [(len(pattern), part) for pattern, part in self.patterns if re.fullmatch(pattern, path)]
        return max(found)[1] if found else None


def files(*patterns):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns], cwd=ROOT, capture_output=True,
                            text=True, check=True)
    return listed.stdout.split()


def includes():
    """(who, whom, how) of every file that a C++ file includes."""
    for name in files("*.h", "*.cc"):
        for header in re.findall(r'^\s*#\s*include "([^"]+)"', (ROOT / name).read_text(), re.M):
            in_codec = header.startswith("hardwire/")
            if not header.startswith(OTHERS):
                yield name, f"codec/{header}" if in_codec else header, f"{name} includes {header}"
            elif name.startswith("codec/") and not header.startswith("absl/"):
                faults.append(f"{name} includes {header}: the codecs need nothing but each other and Abseil")


def dependencies():
    """(who, whom, how) of every label that a target names."""
    query = ["bazel", "query", "--noshow_progress", "--ui_event_filters=-info", "--noimplicit_deps", "--notool_deps",
             "--output=xml", "//..."]
    text = subprocess.run(query, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for rule in ET.fromstring(text.replace('version="1.1"', 'version="1.0"')).iter("rule"):
        target = rule.get("name")
        for label in (entry.get("name") for entry in rule.iter("rule-input")):
            if label.startswith("//") and not target.startswith("//:"):  # those are collections
                yield target[2:].replace(":", "/"), label[2:].replace(":", "/"), f"{target} depends on {label}"
            elif target.startswith("//codec/") and not label.startswith("@abseil-cpp//"):
                faults.append(f"{target} depends on {label}: the codecs need nothing but each other and Abseil")


def check_arrows(drawing):
    needed = {}
    for who, whom, how in [*includes(), *dependencies()]:
        parts = drawing.part_of(who), drawing.part_of(whom)
        if None in parts:
            faults.append(f"{how}, and {who if parts[0] is None else whom} is in no part of {DRAWING}")
        elif parts[0] != parts[1]:
            needed.setdefault(parts, how)
    for tail, head in sorted(needed.keys() - drawing.arrows):
        faults.append(f"{DRAWING} lacks {tail} -> {head}: {needed[tail, head]}")
    for tail, head in sorted(drawing.arrows - needed.keys()):
        faults.append(f"{DRAWING} has {tail} -> {head}, which nothing needs")


def check_parts(drawing):
    for tail, head in sorted(drawing.arrows):
        strange = {tail, head} - drawing.levels.keys()
        if strange:
            faults.append(f"{tail} -> {head}: {strange.pop()} is no part on a level")
        elif drawing.levels[tail] >= drawing.levels[head]:
            faults.append(f"{tail} -> {head} does not lead to a lower level")
    names = files()
    for pattern, part in drawing.patterns:
        if not any(re.fullmatch(pattern, name) for name in names):
            faults.append(f"a path of the part {part} names no file")


def drawn(svg):
    """The lines of each part's label, and the arrows."""
    space = "{http://www.w3.org/2000/svg}"
    lines, arrows = {}, set()
    for group in ET.fromstring(svg).iter(f"{space}g"):
        title = group.findtext(f"{space}title")
        if group.get("class") == "node":
            lines[title] = [text.text for text in group.iter(f"{space}text")]
        elif group.get("class") == "edge":
            arrows.add(tuple(title.split("->")))
    return lines, arrows


def check_place():
    """docs/place.svg has the texts of its .dot."""
    source = re.sub("//.*", "", (ROOT / "docs/place.dot").read_text())
    labels = [line for label in re.findall(r'label="([^"]*)"', source) for line in label.strip().split(r"\n")]
    svg = ET.parse(ROOT / "docs/place.svg").getroot()
    if sorted(labels) != sorted(text.text.strip() for text in svg.iter("{http://www.w3.org/2000/svg}text")):
        faults.append("docs/place.svg is stale: run tools/dev docs")


def main():
    drawing = Drawing((ROOT / DRAWING).read_text())
    check_parts(drawing)
    check_arrows(drawing)
    if drawn((ROOT / DRAWING).with_suffix(".svg").read_text()) != (drawing.lines, drawing.arrows):
        faults.append("docs/architecture.svg is stale: run tools/dev docs")
    check_place()
    print("\n".join(faults) if faults else f"{len(drawing.arrows)} arrows between {len(drawing.lines)} parts point one way")
    sys.exit(1 if faults else 0)


main()
