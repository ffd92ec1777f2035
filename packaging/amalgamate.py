#!/usr/bin/env python3
"""Writes the library as three files: hardwire.h for C, hardwire.hpp and hardwire.cc.

    amalgamate.py TREE OUT

TREE is the root of the project. The files need a C++17 compiler and nothing else: they are the library without Abseil.
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^#include "(hardwire/[^"]+)"\n', re.M)
# The first line of a file, and that of a comment that goes on.
HEAD = re.compile(r"\A(?:// Copyright.*\n(?://\n)?|/\* Copyright.*\n \*\n)")
CHOICE = re.compile(r"^#ifdef HARDWIRE_WITHOUT_ABSEIL\n(.*?)^#else\n.*?^#endif\n", re.M | re.S)
# They need Abseil, or a platform that has sockets.
LEFT_OUT = {"hardwire/platform/absl_status.h", "hardwire/platform/absl_status.cc"}
SOCKETS = "hardwire/socks/sockaddr.h"
SOCKETS_C = "hardwire/c/sockaddr.h"
# On Windows only behind Winsock: its headers hold much that a program without sockets does not expect.
HAS_SOCKETS = "#if __has_include(<netinet/in.h>) || defined(_WINSOCK2API_)"
# The sockaddr of wasi-libc is none of C99.
HAS_SOCKETS_C = "#if (__has_include(<netinet/in.h>) && !defined(__wasi__)) || defined(_WINSOCK2API_)"
# It needs the C++ library.
ERROR_CODE = "hardwire/platform/error_code.cc"

NOTICE = """{0} Hardwire {1}. Copyright 2026 The Hardwire Authors. SPDX-License-Identifier: Apache-2.0
{0}
{0} Licensed under the Apache License, Version 2.0: http://www.apache.org/licenses/LICENSE-2.0
{0}
{2}
"""


class Writer:
    """Puts files together, each once."""

    def __init__(self, tree, written=()):
        self.codec, self.written = tree / "codec", set(written)

    def text(self, name):
        """A file, with those that it includes and that are not written yet in the places of their includes."""
        self.written.add(name)
        source = HEAD.sub(lambda found: "/*\n" if found[0].startswith("/*") else "", (self.codec / name).read_text())
        source = CHOICE.sub(r"\1", source)
        text = INCLUDE.sub(lambda found: "" if found[1] in self.written else self.text(found[1]), source)
        return f"\n{text.strip()}\n"


def names(tree, pattern, keep):
    found = (path.relative_to(tree / "codec").as_posix() for path in (tree / "codec").rglob(pattern))
    return sorted(name for name in found if name not in LEFT_OUT and name.startswith("hardwire/c/") == keep)


def notice(mark, version, *lines):
    return NOTICE.format(mark, version, "\n".join(f"{mark} {line}".rstrip() for line in lines))


def write_c(tree, version):
    writer = Writer(tree)
    body = writer.text("hardwire/c/hardwire.h")
    body += f"\n#ifdef __has_include\n{HAS_SOCKETS_C}\n{writer.text(SOCKETS_C)}#endif\n#endif\n"
    head = notice(" *", version, "The library for C99. Compile hardwire.cc with a C++17 compiler, and link it.")
    return f"/*\n{head} */\n{body}", writer.written


def write_cpp(tree, version):
    writer = Writer(tree, {SOCKETS})
    parts = [writer.text(name) for name in names(tree, "*.h", False) if name not in writer.written]
    sockets = writer.text(SOCKETS)
    head = notice("//", version, "The library for C++17. Compile hardwire.cc, and link it.")
    return (f"{head}\n#ifndef HARDWIRE_WITHOUT_ABSEIL\n#define HARDWIRE_WITHOUT_ABSEIL\n#endif\n{''.join(parts)}\n"
            f"{HAS_SOCKETS}\n{sockets}#endif\n"), writer.written


def write_source(tree, version, written):
    writer = Writer(tree, written)
    sources = [name for name in [*names(tree, "*.cc", False), *names(tree, "*.cc", True)] if name != ERROR_CODE]
    body = "".join(writer.text(name) for name in [*names(tree, "convert.h", True), *sources])
    head = notice("//", version, "The library. With HARDWIRE_WITHOUT_ERROR_CODE it has no std::error_code, and a program of C",
                  "links it without a C++ library.")
    return (f'{head}\n#include "hardwire.hpp"\n\n#include "hardwire.h"\n{body}\n#ifndef HARDWIRE_WITHOUT_ERROR_CODE\n'
            f"{writer.text(ERROR_CODE)}#endif\n")


def main():
    tree, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    version = re.search(r'HARDWIRE_VERSION "(.+)"', (tree / "codec/hardwire/version.h").read_text())[1]
    c, in_c = write_c(tree, version)
    cpp, in_cpp = write_cpp(tree, version)
    for name, text in (("hardwire.h", c), ("hardwire.hpp", cpp), ("hardwire.cc", write_source(tree, version, in_c | in_cpp))):
        (out / name).write_text(text)


main()
