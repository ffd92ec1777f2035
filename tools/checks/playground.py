#!/usr/bin/env python3
"""check: the page of the playground says what inspect says, whatever its fragment is, and connects to nothing.

    playground.py INSPECT [--pictures]

Makes build/playground/hardwire.html, and opens it from its file in headless Chromium. For every seed under every policy the JSON is that of
`inspect --batch`, and the outcome is what inspect prints. Captures, whole and damaged, have the conversations that `inspect --pcap`
shows. --pictures also writes the screenshots of docs/playground.md.
"""

import base64
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import playground_captures as captures  # noqa: E402  (tools/checks/playground_captures.py)
import seeds  # noqa: E402  (tools/seeds.py)
from browser import Page  # noqa: E402  (tools/browser.py)

PAGE = (ROOT / "build/playground/hardwire.html").as_uri()
PICTURED = "kind=socks5_request&hex=05017f03036f6e6501bb&policy=strict"
# What a link may say that somebody else wrote.
HOSTILE = [
    "kind=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&hex=%3Cscript%3Ealert(1)%3C/script%3E", "hex=%00%ff%fe", "%", "=&=&&&",
    "kind=__proto__&hex=05", "kind=constructor&policy=toString&ctx=valueOf&version=__proto__", "kind=tls_record&hex=" + "g" * 99999,
    "kind=tls_record&hex=" + "16" * 200000, "kind=socks5_request&hex=05&policy=%22%3E%3Csvg%20onload%3Dalert(1)%3E",
    "kind=alert&hex=0102&ctx=x%20lenient&version=1%0A2&limit=%F0%9F%92%A9&cid_len=-1", "kind=dtls13_record&hex=-&cid_len=256",
    "kind=socks5_request%00&hex=05%00strict&policy=strict%00", "kind=sniff&hex=" + "%F0%9F" * 50, "hex=javascript:alert(1)",
    "kind=dtls_ack&hex=ffff" + "ff" * 65535, "constructor=1&hex=1&hex=2&kind=sniff&kind=alert", "\ud83d".encode("utf-8", "replace").decode(),
]  # fmt: skip
# A request for everything that a page can ask for; how the browser answers.
REQUESTS = """(async () => {
  const refused = [];
  document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
  const asked = [() => fetch('http://127.0.0.1:9/'), () => fetch('data:,x'), () => new WebSocket('ws://127.0.0.1:9/')];
  for (const ask of asked) await Promise.resolve().then(ask).catch(() => {});
  for (const [tag, key] of [['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['video', 'src'], ['object', 'data']]) {
    const made = document.createElement(tag);
    made[key] = 'http://127.0.0.1:9/';
    document.body.append(made);
  }
  const script = document.createElement('script');
  script.textContent = 'window.ran = true';
  document.body.append(script);
  await new Promise((done) => setTimeout(done, 300));
  return [...new Set(refused), window.ran === undefined ? 'inline' : 'ran'].sort();
})()"""
# The least contrast of a text with what is behind it.
CONTRAST = """(() => {
  const numbers = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const rgb = numbers(getComputedStyle(node).backgroundColor);
      if (rgb.length === 3 || rgb[3] === 1) return rgb;
    }
    throw new Error('nothing is behind');
  };
  let least = [99, ''];
  for (const node of document.body.querySelectorAll('*')) {
    if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()) || !node.offsetParent) continue;
    const [a, b] = [light(numbers(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < least[0]) least = [contrast, node.outerHTML.slice(0, 80)];
  }
  return [...least, getComputedStyle(document.body).backgroundColor];
})()"""
SHOWN = """[document.getElementById('json').textContent, document.getElementById('outcome').textContent,
  [...document.querySelectorAll('.field.bad .offset')].map((node) => parseInt(node.textContent, 16))]"""
# What a capture shows, given in base64: JSON, text, and whether it is seen.
CAPTURE = """(async () => {{
  const octets = Uint8Array.from(atob('{}'), (c) => c.charCodeAt(0));
  await readFile(new File([octets], '<img src=x>.pcap'));
  return [at('json').textContent, at('conversations').textContent, !at('capture').hidden && at('panes').hidden, at('note').textContent];
}})()"""
MARKED = "[...document.querySelectorAll('.marked')].map((node) => node.id).sort()"
faults = []


def expect(what, expected, found):
    if expected != found:
        faults.append(f"{what}: expected {str(expected)[:300]}, found {str(found)[:300]}")


def requests():
    """(words of a request, its fragment): each seed of a kind, under each policy."""
    found = {}
    for row in seeds.read(ROOT / "corpus/seeds.tsv"):
        if row["kind"] == "-":
            continue
        kind, *keys = row["kind"].split()
        for policy in ("strict", "interop", "lenient"):
            words = (kind, row["bytes"].hex() or "-", policy, *keys)
            pairs = [("kind", kind), ("hex", row["bytes"].hex()), ("policy", policy), *(key.split("=", 1) for key in keys)]
            found[words] = "#" + urllib.parse.urlencode(pairs)
    if len(found) < 750:
        sys.exit(f"playground.py: only {len(found)} requests out of the seeds")
    return found


def batch(inspect, lines):
    done = subprocess.run([inspect, "--batch"], input="".join(f"{line}\n" for line in lines), capture_output=True, text=True,
                          check=False)
    return done.stdout.splitlines()


def printed(inspect, words):
    return subprocess.run([inspect, *words], capture_output=True, text=True, check=False).stdout


def at_fault(answer):
    """The offset of the part at fault, if there is one."""
    wrong = answer["code"] not in ("ok", "need_more")
    return [part["offset"] for part in answer["parts"] if wrong and 0 <= answer["n"] - part["offset"] < part["size"]]


def check_seeds(page, inspect):
    """What every seed shows, by a change of the fragment; of each 50th also where the page is opened with it."""
    wanted = requests()
    answers = batch(inspect, (" ".join(words) for words in wanted))
    shown = page.evaluate(f"""(async () => {{
      const shown = [];
      for (const fragment of {json.dumps(list(wanted.values()))}) {{
        const event = new Promise((done) => window.addEventListener('hashchange', done, {{once: true}}));
        location.hash = fragment;
        await event;
        shown.push({SHOWN});
      }}
      return shown;
    }})()""")
    for number, (words, answer, (found, outcome, fault)) in enumerate(zip(wanted, answers, shown, strict=True)):
        expect(" ".join(words), answer, found)
        expect(f"{' '.join(words)}: fields at fault", at_fault(json.loads(answer)), fault)
        if words[2] == "interop" and not printed(inspect, words).endswith(f"\n{outcome}\n" if json.loads(found)["parts"] else f"{outcome}\n"):
            faults.append(f"{' '.join(words)}: the page says {outcome}, and inspect prints\n{printed(inspect, words)}")
        if number % 50 == 0:
            expect(f"{words} opened", [], page.open(PAGE + wanted[words]))
            expect(f"{words} opened", [answer, outcome, fault], page.evaluate(SHOWN))
    return len(wanted)


def check_forms(page, inspect):
    """What is pasted, in each form; and a file."""
    data = bytes.fromhex("05010003096c6f63616c686f737401bb")
    digits = data.hex(" ")
    forms = {
        digits: "", "0x05,0x01,0x00,0x03,0x09,0x6c,0x6f,0x63,0x61,0x6c,0x68,0x6f,0x73,0x74,0x01,0xbb": "",
        base64.b64encode(data).decode(): "read as base64; --raw reads the input as it is",
        "00000000: " + " ".join(data.hex()[i:i + 4] for i in range(0, 32, 4)) + "  .....localhost..\n": "",
        f"00000000  {data[:8].hex(' ')}  {data[8:].hex(' ')}  |.....localhost..|\n00000010\n": "",
    }
    (wanted,) = batch(inspect, [f"socks5_request {data.hex()}"])
    for text, note in forms.items():
        page.open(f"{PAGE}#kind=socks5_request")
        page.evaluate(f"""(() => {{ const field = document.getElementById('bytes'); field.value = {json.dumps(text)};
          field.dispatchEvent(new Event('input', {{bubbles: true}})); }})()""")
        expect("how a text is read", "guess", page.evaluate("document.getElementById('form').value"))
        expect(text, [wanted, note, f"#kind=socks5_request&hex={data.hex()}"], page.evaluate(
            "[document.getElementById('json').textContent, document.getElementById('note').textContent, location.hash]"))
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(data)
        file.flush()
        root = page.call("DOM.getDocument")["root"]["nodeId"]
        field = page.call("DOM.querySelector", nodeId=root, selector="#file")["nodeId"]
        page.call("DOM.setFileInputFiles", nodeId=field, files=[file.name])
        page.evaluate("new Promise((done) => setTimeout(done, 300))")
    expect("a file", [wanted, digits], page.evaluate(
        "[document.getElementById('json').textContent, document.getElementById('bytes').value]"))


def conversations(inspect, capture, *flags):
    return subprocess.run([inspect, "--pcap", "-", *flags], input=capture, capture_output=True, check=False).stdout.decode()


def without_error(lines):
    """The objects of JSON lines. Why reading ended early is said in other words by libpcap; that it did, is not."""
    objects = [json.loads(line) for line in lines.splitlines()]
    if objects and "totals" in objects[-1]:
        objects[-1]["totals"]["error"] = objects[-1]["totals"]["error"] is not None
    return objects


def check_captures(page, inspect):
    """The page and inspect say the same of captures, and a flood of flows is bounded. Returns how many there were."""
    page.open(f"{PAGE}#kind=tls_record&hex=15030100020228")
    whole, damaged = captures.whole(), captures.damaged()
    for name, capture in {**whole, **damaged}.items():
        shown, text, seen, _ = page.evaluate(CAPTURE.format(base64.b64encode(capture).decode()))
        told = conversations(inspect, capture, "--json")
        if not told:  # inspect shows nothing of it
            expect(f"{name}: refused", ([["error"]], "", False), ([list(each) for each in without_error(shown)], text, seen))
            continue
        expect(f"{name}: conversations", without_error(told), without_error(shown))
        if name in whole:
            expect(f"{name}: text", (conversations(inspect, capture, "--color=never"), True), (text, seen))
    for policy in ("strict", "lenient"):
        page.open(f"{PAGE}#kind=tls_record&hex=15&policy={policy}")
        shown, *_ = page.evaluate(CAPTURE.format(base64.b64encode(whole["gaps and disorder 1"]).decode()))
        expect(f"conversations, {policy}", conversations(inspect, whole["gaps and disorder 1"], "--json", policy), shown)
    shown, text, _, note = page.evaluate(CAPTURE.format(base64.b64encode(captures.flood()).decode()))
    totals = json.loads(shown.splitlines()[-1])["totals"]
    if totals["packets"] != 150000 or totals["let_go"] < 100000 or len(shown) + len(text) > 5 << 20 or "are not shown" not in note:
        faults.append(f"a flood of flows: {totals}, {len(shown) + len(text)} octets, {note}")
    page.evaluate("(() => { const field = at('bytes'); field.value = '15'; field.dispatchEvent(new Event('input', {bubbles: true})); })()")
    expect("a message behind a capture", [True, False, ""], page.evaluate("[at('capture').hidden, at('panes').hidden, at('conversations').textContent]"))
    expect("noises of captures", [], [noise for noise in page.noises if not noise.startswith("a request for file:")])
    return len(whole) + len(damaged)


def check_hostile(page, inspect):
    """Nothing of a fragment becomes markup, runs, or stops the page."""
    page.open(f"{PAGE}#{PICTURED}")
    tags = "[...new Set([...document.querySelectorAll('*')].map((node) => node.tagName))].concat(document.scripts.length).sort()"
    usual = page.evaluate(tags)
    for fragment in HOSTILE:
        expect(f"#{fragment[:60]} opened", [], page.open(f"{PAGE}#{fragment}"))
        shown = page.evaluate("document.getElementById('json').textContent")
        if not isinstance(json.loads(shown), dict):
            faults.append(f"#{fragment[:60]}: the page shows {shown[:100]}")
        expect(f"#{fragment[:60]}: other elements", [], sorted(set(page.evaluate(tags)) - set(usual)))
        page.evaluate(f"new Promise((done) => {{ window.addEventListener('hashchange', done, {{once: true}}); location.hash = {json.dumps(PICTURED)}; }})")
        expect(f"#{fragment[:60]}: afterwards", batch(inspect, ["socks5_request 05017f03036f6e6501bb strict"])[0],
               page.evaluate("document.getElementById('json').textContent"))
    expect("more than there is memory for", '{"error":"the library has stopped, for want of memory"}\n',
           page.evaluate("library.ask('playground_answer', [new Uint8Array(1 << 28)])"))
    expect("the library anew", batch(inspect, ["sniff 0501 interop"])[0],
           page.evaluate("library.ask('playground_answer', ['sniff', '0501', 'interop']).split('\\n')[0]"))
    refused = page.evaluate(REQUESTS)
    expect("what the page may not", ["connect-src", "frame-src", "img-src", "inline", "media-src", "object-src", "script-src-elem"],
           refused)


def check_aside(page, inspect):
    """A browser that compiles no large module in its main thread answers too."""
    refusal = "WebAssembly.Module = function() { throw new RangeError('the module is too large'); };"
    script = page.call("Page.addScriptToEvaluateOnNewDocument", source=refusal)["identifier"]
    expect("opened where modules are compiled aside", [], page.open(f"{PAGE}#{PICTURED}"))
    shown = page.evaluate("""(async () => {
      const json = document.getElementById('json');
      for (let i = 0; i < 100 && !json.textContent; ++i) await new Promise((done) => setTimeout(done, 100));
      return json.textContent;
    })()""")
    expect("compiled aside", batch(inspect, ["socks5_request 05017f03036f6e6501bb strict"])[0], shown)
    page.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def check_keyboard(page):
    page.open(f"{PAGE}#{PICTURED}")
    reached = []
    for _ in range(12):
        page.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
        if reached[-1] == "octets":
            for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
                page.press(key)
            expect("the third octet", ["field-2", "octet-2"], page.evaluate(MARKED))
            page.press("End")
            expect("the last octet", ["field-6", "octet-8", "octet-9"], page.evaluate(MARKED))
        if reached[-1] == "fields":
            page.press("Home")
            page.press("ArrowDown")
            expect("the second field", ["field-1", "octet-1"], page.evaluate(MARKED))
            expect("what is selected", ["field-1", "field-1"], page.evaluate(
                "[document.activeElement.getAttribute('aria-activedescendant'), document.querySelector('[aria-selected=true]').id]"))
    expect("what Tab reaches", ["kind", "policy", "bytes", "form", "file", "octets", "fields", "json"], reached[:8])
    centre = page.evaluate("(() => { const octet = document.getElementById('octet-6'); octet.scrollIntoView(); const box = octet.getBoundingClientRect(); return [box.x + 5, box.y + 5]; })()")
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=centre[0], y=centre[1])
    expect("what the mouse marks", ["field-5", "octet-5", "octet-6", "octet-7"], page.evaluate(MARKED))


def check_names(page):
    """What a screen reader reads: each thing that can be used has a name."""
    page.open(f"{PAGE}#kind=dtls13_record&hex=2f")
    used = {}
    for node in page.call("Accessibility.getFullAXTree")["nodes"]:
        role, name = node.get("role", {}).get("value"), node.get("name", {}).get("value", "")
        if role in ("textbox", "combobox", "button", "link", "grid", "gridcell", "listbox", "option", "status", "region"):
            used.setdefault(role, []).append(name)
            if not name.strip() and role not in ("status",):
                faults.append(f"a {role} has no name")
    for role in ("textbox", "combobox", "link", "grid", "gridcell", "listbox", "option"):
        if role not in used:
            faults.append(f"the page has no {role}")


def check_modes(page, pictures):
    """Text can be read in the light and in the dark."""
    papers = set()
    for mode in ("light", "dark"):
        page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": mode}])
        page.call("Emulation.setDeviceMetricsOverride", width=1100, height=740, deviceScaleFactor=1, mobile=False)
        page.open(f"{PAGE}#{PICTURED}")
        page.evaluate("document.getElementById('octet-5').click()")
        contrast, where, paper = page.evaluate(CONTRAST)
        papers.add(paper)
        if contrast < 4.5:
            faults.append(f"{mode}: a contrast of {contrast:.2f}, at least 4.5 is needed: {where}")
        if pictures:
            data = page.call("Page.captureScreenshot", format="png")["data"]
            (ROOT / f"docs/playground-{mode}.png").write_bytes(base64.b64decode(data))
    expect("papers of two modes", 2, len(papers))


def main():
    inspect = sys.argv[1]
    subprocess.run([sys.executable, ROOT / "tools/playground/make.py"], check=True)
    with Page() as page:
        expect("the page opened", [], page.open(f"{PAGE}#{PICTURED}"))
        count = check_seeds(page, inspect)
        check_forms(page, inspect)
        followed = check_captures(page, inspect)
        check_hostile(page, inspect)
        check_aside(page, inspect)
        check_keyboard(page)
        check_names(page)
        check_modes(page, "--pictures" in sys.argv[2:])
    print("\n".join(faults) if faults else f"{count} requests and {followed} captures are answered as by inspect, {len(HOSTILE)} hostile fragments do nothing")
    sys.exit(1 if faults else 0)


main()
