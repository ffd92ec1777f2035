"""`tools/dev bench --growth`: instructions against the size of the input, and whether they lie on a line.

    bench_growth.py GROWTH [--check | --write]

GROWTH is the program //test/bench:growth. --check compares the counts with those of docs/growth.tsv, and what is made of
these with the drawing and the table in docs/; --write writes all three.
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import callgrind  # noqa: E402

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"
NUMBERS = DOCS / "growth.tsv"
DRAWING = DOCS / "growth.svg"
DOCUMENT = DOCS / "speed.md"
HEAD = ("| work | grows with | to | fixed | each | off the line |\n"
        "| --- | --- | --- | --- | --- | --- |\n")
TABLE = re.compile(re.escape(HEAD) + r"((?:\|.*\|\n)*)")
# Work that is no line, and must be found to be none: test/bench/growth.h.
SQUARE = "a new HelloReader for each octet"
# glibc's memcpy copies much by one instruction, of which callgrind counts each repetition.
TUNABLES = "glibc.cpu.x86_rep_movsb_threshold=1000000000:glibc.cpu.x86_rep_stosb_threshold=1000000000"
# How far a count may lie from the line: the larger of a part of it and some instructions. A copy of a few octets takes
# a way of its own for some sizes.
PART, INSTRUCTIONS = 0.03, 48


def measure(program):
    """(name, unit) -> [(size, instructions)], in the order of the program."""
    found = {}
    for title, count in callgrind.counts([program], GLIBC_TUNABLES=TUNABLES).items():
        name, unit, size = title.split("\t")
        found.setdefault((name, unit), []).append((int(size), count))
    return found


def line_of(points):
    """(fixed, each) of the line with the least squares."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    each = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return mean_y - each * mean_x, each


def farthest(points):
    """(of what is allowed, instructions): how far a point lies off the line, of that which lies farthest."""
    fixed, each = line_of(points)
    off = [(abs(y - fixed - each * x), y) for x, y in points]
    return max((far / max(PART * y, INSTRUCTIONS), far) for far, y in off)


def is_line(points):
    return farthest(points)[0] <= 1


def table_of(found):
    rows = ""
    for (name, unit), points in found.items():
        if name == SQUARE:
            continue
        fixed, each = line_of(points)
        rows += f"| {name} | {unit} | {points[-1][0]:,} | {round(fixed):,} | {each:,.2f} | {farthest(points)[1]:,.0f} |\n"
    return HEAD + rows


WIDTH, HEIGHT, COLUMNS = 240, 130, 5  # of a plot, with its title; plots a row


def plot(at, title, points):
    """One plot: the counts as dots, the line through them."""
    (name, unit), (left, top) = title, (at % COLUMNS * WIDTH, at // COLUMNS * HEIGHT)
    most_x, most_y = points[-1][0], max(y for _, y in points)
    fixed, each = line_of(points)

    def place(x, y):
        return f"{left + 14 + 200 * x / most_x:.1f}", f"{top + 112 - 70 * y / most_y:.1f}"

    (x1, y1), (x2, y2) = place(0, fixed), place(most_x, fixed + each * most_x)
    parts = [f'<text x="{left + 14}" y="{top + 16}" class="name">{name}</text>',
             f'<text x="{left + 14}" y="{top + 29}">{most_y:,} for {most_x:,} {unit}</text>',
             f'<path d="M{left + 14} {top + 38}v74h206" class="axes"/>',
             f'<path d="M{x1} {y1}L{x2} {y2}" class="line"/>']
    parts += [f'<circle cx="{x}" cy="{y}" r="2.2"/>' for x, y in (place(*point) for point in points)]
    return "\n".join(parts) + "\n"


def drawing_of(found):
    rows = -(-len(found) // COLUMNS)
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{COLUMNS * WIDTH}" height="{rows * HEIGHT}" '
            'font-family="sans-serif" font-size="10">\n'
            "<style>.name{font-weight:bold}.axes{stroke:#999;fill:none}.line{stroke:#c60;fill:none}circle{fill:#036}</style>\n"
            '<rect width="100%" height="100%" fill="#fff"/>\n')
    return head + "".join(plot(i, *each) for i, each in enumerate(found.items())) + "</svg>\n"


def numbers_of(found):
    return "".join(f"{name}\t{unit}\t{size}\t{count}\n" for (name, unit), points in found.items() for size, count in points)


def kept():
    found = {}
    for row in NUMBERS.read_text().splitlines():
        name, unit, size, count = row.split("\t")
        found.setdefault((name, unit), []).append((int(size), int(count)))
    return found


def faults_of(found):
    """What is no line, and whether work that is none is seen."""
    faults = [f"{name}, {unit}: is no line: {points}" for (name, unit), points in found.items()
              if name != SQUARE and not is_line(points)]
    square = [points for (name, _), points in found.items() if name == SQUARE]
    if len(square) != 1 or is_line(square[0]):
        faults.append(f"{SQUARE}: should be no line")
    if len(found) < 40 or any(len(points) != 9 for points in found.values()):
        faults.append(f"callgrind has counted only {len(found)} works, or not nine sizes of each")
    return faults


def compared(found):
    """What differs from docs/. A count may be one more or less than it was."""
    here = kept()
    faults = [f"{each}: is only in one of {NUMBERS.name} and the program" for each in found.keys() ^ here.keys()]
    for title in found.keys() & here.keys():
        if [x for x, _ in found[title]] != [x for x, _ in here[title]] or any(
                abs(a - b) > max(2, b // 1000) for (_, a), (_, b) in zip(found[title], here[title])):
            faults.append(f"{title}: {found[title]}, and {here[title]} in {NUMBERS.name}")
    if DRAWING.read_text() != drawing_of(here):
        faults.append(f"{DRAWING.name} is not made of {NUMBERS.name}")
    if table_of(here) not in DOCUMENT.read_text():
        faults.append(f"the table of growth in {DOCUMENT.name} is not made of {NUMBERS.name}")
    return faults


def write(found):
    text, count = TABLE.subn(lambda _: table_of(found), DOCUMENT.read_text())
    if count != 1:
        sys.exit(f"bench_growth.py: {DOCUMENT} has {count} tables of growth")
    DOCUMENT.write_text(text)
    NUMBERS.write_text(numbers_of(found))
    DRAWING.write_text(drawing_of(found))


def main():
    program, *options = sys.argv[1:]
    found = measure(program)
    faults = faults_of(found)
    if options == ["--check"]:
        faults += compared(found)
    elif options == ["--write"] and not faults:
        write(found)
    if options != ["--check"]:
        print(table_of(found), end="")
    print("\n".join(faults) or f"the work of {len(found) - 1} grows in a line, and that of one, which should not, does not")
    sys.exit(1 if faults else 0)


main()
