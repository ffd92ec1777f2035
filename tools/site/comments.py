#!/usr/bin/env python3
"""Doxygen's view of a header: its comments are documentation, in plain text.

    comments.py HEADER

Prints the header. A comment in front of a declaration or behind one becomes one that Doxygen reads; one in the body of a
function does not. Nothing in a comment is markup: what is indented stays as it is laid out. The header is a module of its
own, whose text is the comment at its top; its folder is a module above it.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "codec"
FOLDERS = {"hardwire": "core", "socks": "socks", "tls": "tls", "platform": "platform", "c": "c"}


def module_of(path):
    """The name of the module of a header, as Doxygen wants names."""
    return str(path.relative_to(ROOT / "hardwire").with_suffix("")).replace("/", "_") + "_h"


def plain(text):
    """No command and no markup for Doxygen, which reads none between quotes; but names between ` are set as code."""
    parts = re.split(r'("[^"]*")', text)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r"`(\w+)`", r"<code>\1</code>", re.sub(r"[\\@&$#<>%]|::", r"\\\g<0>", parts[i]))
    return "".join(parts)


def laid_out(lines):
    """Lines of a comment: what is indented is set as it is."""
    done, inside = [], False
    for line in [*lines, None]:
        indented = line is not None and (line.startswith("  ") or (inside and not line.strip()))
        if indented != inside:
            done.append("@endverbatim" if inside else "@verbatim")
            inside = indented
        if line is not None:
            done.append(line if indented else plain(line))
    return done


class Scopes:
    """Which brackets are open: whether the next line stands in the body of a function."""

    def __init__(self):
        self.open, self.text = [], ""

    def read(self, code):
        for c in re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'', "", code):
            if c == "{":
                scope = re.search(r"\b(namespace|struct|class|enum|union|extern)\b[^()]*$", self.text)
                self.open.append(bool(scope))
            elif c == "}" and self.open:
                self.open.pop()
            self.text = "" if c in "{};" else self.text + c

    @property
    def in_body(self):
        return not all(self.open)


def comment_of(line):
    """(what stands in front of //, the comment without its first space); (line, None) if there is none."""
    found = re.match(r'((?:[^"/]|/(?!/)|"(?:\\.|[^"\\])*")*)// ?(.*)$', line)
    return (found[1], found[2]) if found else (line, None)


def cpp(lines):
    """The lines of a C++ header behind its first comment."""
    done, block, scopes, behind = [], [], Scopes(), None
    for line in [*lines, ""]:
        code, comment = comment_of(line)
        if comment is not None and scopes.in_body:
            comment = None
            code = code.rstrip()
        if comment is not None and not code.strip() and behind != len(code):
            block.append(comment)
            continue
        if block:
            done += [f"/// {text}" for text in laid_out(block)] if line.strip() else []  # what stands alone belongs to nothing
            block = []
        if comment is not None:
            behind = len(code)
            done.append(f"{code}///< {plain(comment)}")
        else:
            behind = None
            done.append(code)
        scopes.read(code)
    return done


def c(text):
    """A C header behind its first comment."""
    def convert(found):
        before, comment, behind = found.groups()
        if not before.strip() and behind == "\n\n":
            return before + behind  # what stands alone belongs to nothing
        lines = [re.sub(r"^\s*\* ?", "", line) if i else line.strip() for i, line in enumerate(comment.split("\n"))]
        if before.strip():
            return f"{before}/**< " + "\n".join(map(plain, lines)) + f" */{behind}"
        return f"{before}/** " + "\n".join(laid_out(lines)) + f" */{behind}"
    return re.sub(r"^([^\n]*?)/\*(.*?)\*/(\n\n|)", convert, text, flags=re.M | re.S)


def grouped(lines, module):
    """The lines of a C++ header; what its namespaces hold belongs to the module, the namespaces themselves do not."""
    done, depth = [], 0
    for line in lines:
        opens, closes = re.match(r"namespace [\w:]+ \{$", line), re.match(r"\}  // namespace \w", line)
        if (opens or closes) and depth > 0:
            done.append("/** @} */")
        done.append(line)
        depth += bool(opens) - bool(closes)
        if (opens or closes) and depth > 0:
            done.append(f"/** @addtogroup {module}\n@{{ */")
    return done


def split(text):
    """(the lines of the comment at the top, without the licence; the rest)."""
    if text.startswith("/*"):
        head, guard, rest = text.partition("#ifndef")
        rest = guard + rest
        lines = [re.sub(r"^\s*(/\*|\*/|\*) ?|\s*\*/$", "", line).rstrip() for line in head.split("\n")]
    else:
        head = re.match(r"(//.*\n)+", text)[0]
        rest = text[len(head):]
        lines = [re.sub(r"^// ?", "", line) for line in head.splitlines()]
    while lines and (re.match("Copyright|clang-format", lines[0]) or not lines[0].strip()):
        lines.pop(0)
    return lines, rest


def main():
    path = pathlib.Path(sys.argv[1]).resolve()
    head, rest = split(path.read_text())
    module = module_of(path)
    print(f"/** @defgroup {module} {path.relative_to(ROOT)}\n@ingroup {FOLDERS[path.parent.name]}\n")
    print("\n".join(laid_out(head)), "*/")
    # The inline namespace tells two builds from one another, and is no name that a program writes.
    rest = re.sub(r"^(inline namespace HARDWIRE_VIEWS \{|\}  // namespace HARDWIRE_VIEWS)$", "", rest, flags=re.M)
    if path.parent.name == "c":
        print(f"/** @addtogroup {module}\n@{{ */\n{c(rest)}\n/** @}} */")
    else:
        print("\n".join(cpp(grouped(rest.split("\n"), module))))


if __name__ == "__main__":
    main()
