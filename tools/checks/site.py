#!/usr/bin/env python3
"""check: every link of the site leads somewhere, nothing is fetched from elsewhere, and the search works from a file.

Makes build/site and reads all of its pages: each relative link, and each anchor behind one, exists; scripts, styles and
pictures are its own. Each public header has a page. Then headless Chromium opens the site from its files, searches, and follows
the link to the playground, which answers.
"""

import html
import html.parser
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
SITE = ROOT / "build/site"
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "tools/site"))
import comments  # noqa: E402  (tools/site/comments.py)
import make  # noqa: E402  (tools/site/make.py)
from browser import Page  # noqa: E402  (tools/browser.py)

FETCHED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("object", "data")}
# What is searched, and a page that has it.
SEARCHED = {"reserved_nonzero": "codes.html", "EncodedSize": "reference/", "epoll": "proxy.html", "hw_socks5_request_decode": "reference/"}
faults = []


class Links(html.parser.HTMLParser):
    """What a page links and fetches, and its anchors."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for key, value in attributes:
            if key == "id" or (tag == "a" and key == "name"):
                self.anchors.add(value)
            elif (tag, key) in FETCHED:
                self.fetched.append(value)
            elif key == "href" and value:
                self.links.append(value)


def check_link(pages, page, link, fetched):
    parts = urllib.parse.urlsplit(link)
    if parts.scheme in ("http", "https", "mailto") and not fetched:
        return
    if parts.scheme or parts.netloc:
        faults.append(f"{page.relative_to(SITE)} fetches {link}" if fetched else f"{page.relative_to(SITE)}: the link {link} is strange")
        return
    target = (page.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file() or SITE not in target.parents:
        faults.append(f"{page.relative_to(SITE)}: the link {link} leads nowhere")
    elif parts.fragment and target in pages and urllib.parse.unquote(parts.fragment) not in pages[target].anchors:
        faults.append(f"{page.relative_to(SITE)}: the link {link} leads to no anchor")


def check_links():
    # The fragments of the playground are requests. Its own check reads that page.
    pages = {path: Links(path.read_text()) for path in sorted(SITE.rglob("*.html")) if path != SITE / make.PLAYGROUND}
    count = 0
    for page, found in pages.items():
        for fetched, links in ((False, found.links), (True, found.fetched)):
            for link in links:
                check_link(pages, page, link, fetched)
                count += 1
    for style in SITE.rglob("*.css"):
        for url in re.findall(r"url\(\s*['\"]?([^'\")]+)", style.read_text()):
            if not url.startswith("data:") and not (style.parent / url).is_file():
                faults.append(f"{style.relative_to(SITE)} fetches {url}, which is not there")
    check_documents(pages)
    return len(pages), count


def check_reference():
    """Each public header has a page, which begins with what the header says first."""
    for header in make.public_headers():
        page = SITE / make.page_of(header)
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page.read_text())).split()) if page.is_file() else ""
        (said, *_), _ = comments.split(header.read_text())
        if " ".join(said.replace("`", "").split()) not in text:
            faults.append(f"{page.relative_to(SITE)} does not say '{said}'")


def check_documents(pages):
    """Each document is in the list that stands on every page."""
    listed = set.intersection(*(set(found.links) for page, found in pages.items() if page.parent == SITE and page.name != "404.html"))
    for path in (ROOT / "docs").glob("*.md"):
        if f"{path.stem}.html" not in listed:
            faults.append(f"tools/site/mkdocs.yml does not list {path.name}")


def check_search():
    with Page() as page:
        asked = page.open((SITE / "index.html").as_uri())
        for word, wanted in SEARCHED.items():
            found = page.evaluate(f"""(async () => {{
              const words = document.getElementById('words');
              words.focus();
              words.value = {word!r};
              words.dispatchEvent(new Event('input'));
              for (let i = 0; i < 100 && !document.querySelector('#found a'); ++i) await new Promise((done) => setTimeout(done, 50));
              return [...document.querySelectorAll('#found a')].map((link) => link.href);
            }})()""")
            if not any(wanted in link for link in found):
                faults.append(f"the search for {word} does not find {wanted} but {found[:5]}")
            page.evaluate("document.getElementById('found').replaceChildren()")
        first = next(iter(page.evaluate("(words.value = 'reserved_nonzero', words.dispatchEvent(new Event('input')), "
                                        "[...document.querySelectorAll('#found a')].map((link) => link.href))")), None)
        if first is None or not (SITE / urllib.parse.urlsplit(first).path).is_file():
            faults.append(f"what the search finds, {first}, is not there")
        for noise in [*asked, *page.noises]:
            if "a request for " in noise and not noise.startswith(f"a request for {SITE.as_uri()}/"):
                faults.append(f"the site makes {noise}")
            elif "a request for " not in noise:
                faults.append(f"the site gives {noise}")


def check_playground():
    """Each page of the documents links the playground, and a click opens one that answers."""
    with Page() as page:
        page.open((SITE / "socks5.html").as_uri())
        page.evaluate(f"document.querySelector('a[href=\"{make.PLAYGROUND}\"]').click()")
        shown = ""
        for _ in range(100):
            shown = page.evaluate("(document.getElementById('json') || {textContent: ''}).textContent + ' ' + location.pathname")
            if shown.endswith(make.PLAYGROUND) and '"code"' in shown:
                break
            time.sleep(0.1)
        if '"detail":"reserved_nonzero"' not in shown or not shown.endswith(f"/{make.PLAYGROUND}"):
            faults.append(f"the playground shows {shown[:200]}")
        faults.extend(f"the playground gives {noise}" for noise in page.noises if f"a request for {SITE.as_uri()}/" not in noise)


def main():
    subprocess.run([sys.executable, ROOT / "tools/site/make.py"], check=True)
    pages, links = check_links()
    check_reference()
    check_search()
    check_playground()
    if links < 1000:
        faults.append(f"only {links} links were found")
    print("\n".join(faults) if faults else f"{links} links on {pages} pages lead somewhere, the search finds, and the playground answers")
    sys.exit(1 if faults else 0)


main()
