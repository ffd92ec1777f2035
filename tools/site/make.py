"""Makes the site, build/site: the documents by mkdocs, the reference by Doxygen, the playground as it is.

`tools/dev site` says how to call it.
"""

import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
import comments  # noqa: E402  (tools/site/comments.py)

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tools/site"
SITE = ROOT / "build/site"
WORK = ROOT / "build/site-work"
# What each folder of headers is called, in the order of the reference.
MODULES = {
    "core": "What every call takes and returns", "socks": "SOCKS4 and SOCKS5", "tls": "TLS and DTLS",
    "platform": "Outcomes as numbers of the platforms", "c": "The whole library for C",
}  # fmt: skip
PLAYGROUND = "hardwire.html"  # tools/site/mkdocs.yml links it
ABOVE = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def public_headers():
    """The headers that programs include: tools/checks/lists.py says the same."""
    for path in sorted((ROOT / "codec").rglob("*.h")):
        head = path.read_text().split("#ifndef")[0]
        if "internal" not in path.parts and not re.search(r"\bown\s(?://\s)?use\b", head):
            yield path


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        sys.exit(f"tools/dev site: {command[0]} exits with {done.returncode}\n{done.stdout}{done.stderr}")


# --- The reference.


def reference(headers):
    """Runs Doxygen over the headers; a warning is an error."""
    modules = "".join(f"/** @defgroup {name} {name}\n{text}. */\n" for name, text in MODULES.items())
    main = "/** @mainpage\nThe headers of Hardwire, one page each, with what they say.\n@ref core, @ref socks, @ref tls, " \
           "@ref platform, @ref c\n\n<a href=\"../index.html\">The documents</a> */\n"
    (WORK / "modules.dox").write_text(modules + main)
    warnings = WORK / "warnings.txt"
    more = {"INPUT": " ".join(map(str, [*headers, WORK / "modules.dox"])), "OUTPUT_DIRECTORY": SITE,
            "FILTER_PATTERNS": f'*.h="{sys.executable} {HERE}/comments.py"', "WARN_LOGFILE": warnings,
            "GENERATE_TAGFILE": WORK / "tags.xml",
            "HTML_HEADER": HERE / "header.html", "HTML_FOOTER": HERE / "footer.html",
            "HTML_EXTRA_STYLESHEET": HERE / "reference.css"}
    (WORK / "Doxyfile").write_text((HERE / "Doxyfile").read_text() + "".join(f"{k} = {v}\n" for k, v in more.items()))
    run("doxygen", WORK / "Doxyfile")
    if warnings.read_text().strip():
        sys.exit(f"tools/dev site: Doxygen warns\n{warnings.read_text()}")


def page_of(header):
    """The page of a header in the reference."""
    return f"reference/group__{comments.module_of(header).replace('_', '__')}.html"


def names():
    """What the reference has, for the search: each member of a module with the place where it is explained."""
    for compound in ET.parse(WORK / "tags.xml").getroot().iter("compound"):
        if compound.get("kind") == "group":
            title = compound.findtext("title")
            yield {"location": f"reference/{compound.findtext('filename')}", "title": title, "text": "reference"}
            for member in compound.findall("member"):
                place = f"reference/{member.findtext('anchorfile')}#{member.findtext('anchor')}"
                yield {"location": place, "title": member.findtext("name"),
                       "text": f"{title}: {member.findtext('type')} {member.findtext('name')}{member.findtext('arglist') or ''}"}


# --- The documents.


class Documents:
    """The documents, whose links lead to the site's pages, and in which the names of headers are links; `sources`: files that are
    linked and are no document."""

    def __init__(self, headers):
        self.pages = {ROOT / name: "index.md" if name == "README.md" else name for name in ABOVE}
        self.pages |= {path: path.name for path in (ROOT / "docs").iterdir() if path.suffix in (".md", ".svg", ".png")}
        self.headers = {header: page_of(header) for header in headers}
        self.sources = set()

    def place(self, path):
        """Where a file of the project is in the site."""
        if path in self.pages:
            return self.pages[path]
        if path in self.headers:
            return self.headers[path]
        self.sources.add(path)
        return f"source/{path.relative_to(ROOT)}.html"

    def linked(self, path):
        """The text of a document with its links changed."""

        def change(found):
            target, _, anchor = found[1].partition("#")
            if not target or ":" in target:
                return found[0]
            place = self.place((path.parent / target).resolve())
            return f"]({place}{'#' + anchor if anchor else ''})"

        def name(found):
            header = ROOT / "codec" / found[1]
            return f"[{found[0]}]({self.headers[header]})" if header in self.headers else found[0]

        return re.sub(r"`(hardwire/[\w/]+\.h)`", name, re.sub(r"\]\(([^)\s]+)\)", change, path.read_text()))

    def write(self, folder):
        for path, name in self.pages.items():
            if path.suffix == ".md":
                (folder / name).write_text(self.linked(path))
            else:
                shutil.copy(path, folder / name)


def write_source(path):
    """A file of the project, or the names of those in a folder, as a page."""
    name = path.relative_to(ROOT)
    text = "\n".join(sorted(each.name for each in path.iterdir())) if path.is_dir() else path.read_text()
    page = SITE / f"source/{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * (len(name.parts))
    page.write_text(f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
                    f'<link rel="stylesheet" href="{up}site.css"></head><body><header><a class="name" href="{up}index.html">'
                    f"Hardwire</a></header><main><h1>{name}</h1><pre>{html.escape(text)}</pre></main></body></html>\n")


def documents(headers):
    made = Documents(headers)
    (WORK / "pages").mkdir()
    made.write(WORK / "pages")
    shutil.copytree(HERE / "theme", WORK / "theme")
    shutil.copy(HERE / "mkdocs.yml", WORK)
    run("mkdocs", "build", "--quiet", "--site-dir", SITE, cwd=WORK, env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"})
    for path in sorted(made.sources):
        write_source(path)


def search_index():
    """The index of mkdocs and the names of the reference, as a script."""
    index = json.loads((SITE / "search/search_index.json").read_text())["docs"]
    shutil.rmtree(SITE / "search")
    entries = [{key: " ".join(each[key].split()) for key in ("location", "title", "text")} for each in [*index, *names()]]
    (SITE / "search_index.js").write_text("window.searchIndex = " + json.dumps(entries, separators=(",", ":")) + ";\n")
    return len(entries)


def playground():
    """The page of the playground, as it is: it needs nothing beside it."""
    run(sys.executable, ROOT / "tools/playground/make.py")
    shutil.copy(ROOT / "build/playground/hardwire.html", SITE / PLAYGROUND)


def main():
    for folder in (SITE, WORK):
        shutil.rmtree(folder, ignore_errors=True)
    WORK.mkdir(parents=True)
    headers = list(public_headers())
    documents(headers)
    reference(headers)
    playground()
    entries = search_index()
    print(f"build/site: {len(list(SITE.rglob('*.html')))} pages, {len(headers)} headers in the reference, {entries} things to find")


if __name__ == "__main__":
    main()
