#!/usr/bin/env python3
"""Makes the binary seeds of the fuzz targets from the manifest corpus/seeds.tsv.

    tools/seeds.py MANIFEST [--target TARGET] FOLDER

Writes FOLDER/SEED for one target, or FOLDER/TARGET/SEED for all of them; besides, as
regression-FILE, each file of `regressions/TARGET` beside the manifest, and, as grown-NUMBER, each
line of `grown/TARGET.hex`: an input of a campaign that adds coverage. The manifest has one seed a
line, tab-separated: target, name, message kind as `inspect` calls it (with its keys), hexadecimal
bytes (spaces allowed, `-` for none), and the outcome under the interop policy. A target whose input is
no single message has `-` for kind and outcome: its seeds are replayed, `inspect` is not asked.
"""

import argparse
import pathlib
import sys

# How the names of what has grown begin. A replay runs these as they are, and not their prefixes.
GROWN = "grown-"
COLUMNS = ("target", "name", "kind", "hex", "outcome")


def read(manifest):
    """The manifest's rows, as dictionaries. Raises ValueError with the line at fault."""
    rows = []
    seen = set()
    for number, line in enumerate(pathlib.Path(manifest).read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{manifest}:{number}: {len(cells)} columns, expected {len(COLUMNS)}")
        row = dict(zip(COLUMNS, cells))
        try:
            row["bytes"] = b"" if row["hex"] == "-" else bytes.fromhex(row["hex"])
        except ValueError as error:
            raise ValueError(f"{manifest}:{number}: {error}") from None
        if (row["kind"] == "-") != (row["outcome"] == "-"):
            raise ValueError(f"{manifest}:{number}: kind and outcome are both '-', or neither is")
        key = (row["target"], row["name"])
        if key in seen:
            raise ValueError(f"{manifest}:{number}: {key[0]} has a seed {key[1]} already")
        seen.add(key)
        rows.append(row)
    return rows


def regressions(manifest):
    """The files that once failed, as rows of the manifest."""
    folder = pathlib.Path(manifest).parent / "regressions"
    return [{"target": path.parent.name, "name": f"regression-{path.name}", "bytes": path.read_bytes()}
            for path in sorted(folder.glob("*/*"))]


def grown(manifest):
    """What campaigns have added, as rows of the manifest. Raises ValueError with the line at fault."""
    rows = []
    for path in sorted((pathlib.Path(manifest).parent / "grown").glob("*.hex")):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        for number, line in enumerate(lines, 1):
            try:
                rows.append({"target": path.stem, "name": f"{GROWN}{number}", "bytes": bytes.fromhex(line)})
            except ValueError as error:
                raise ValueError(f"{path}: input {number}: {error}") from None
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("manifest")
    parser.add_argument("--target", help="only this target's seeds, without a folder of its own")
    parser.add_argument("folder", type=pathlib.Path)
    options = parser.parse_args()
    try:
        rows = read(options.manifest) + regressions(options.manifest) + grown(options.manifest)
    except (OSError, ValueError) as error:
        sys.exit(str(error))
    chosen = [row for row in rows if options.target in (None, row["target"])]
    if not chosen:
        sys.exit(f"{options.manifest}: no seed for target {options.target}")
    for row in chosen:
        folder = options.folder if options.target else options.folder / row["target"]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / row["name"]).write_bytes(row["bytes"])


if __name__ == "__main__":
    main()
