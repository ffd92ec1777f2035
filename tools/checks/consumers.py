#!/usr/bin/env python3
"""check: other projects build and run with the commands of docs/building.md, from the archive and with a bare environment.

A section that names a folder of test/consumer is about that project: a block marked `sh` is run in a copy of it, and the
block marked `text` behind it is the end of what is printed. A block of another language stands in a file of the project
as it is. A section that names none is run in HOME, which holds the archive and the library as one file. Each folder of test/consumer has
its section. The module for nginx is built by the command of its page, and the compiler's commands of docs/embedding-*.md are
run. A block of docs/c.md marked `c` stands in test/consumer/c. The program of C is linked by the compiler of C: it
needs no C++ library and leaves no symbol of C++ or Abseil undefined, and the C library shows those of the C API alone.

Prints for each section how many lines of commands it has, and how long they take.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
VERSION = re.search(r'HARDWIRE_VERSION "(.+)"', (ROOT / "codec/hardwire/version.h").read_text())[1]
faults = []


def archive(home):
    """What git knows of the tree, as an archive; all of it where there is no git."""
    if (ROOT / ".git").exists():
        names = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT)
    else:
        paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if not path.is_dir() or path.is_symlink())
        names = b"\0".join(str(path).encode() for path in paths if path.parts[0] != "build")
    subprocess.run(["tar", "czf", home / f"hardwire-{VERSION}.tar.gz", f"--transform=s,^,hardwire-{VERSION}/,", "--null",
                    "-T", "-"], cwd=ROOT, input=names, check=True)


def run(section, commands, expected, folder, home):
    start = time.monotonic()
    done = subprocess.run(["sh", "-ec", commands], cwd=folder, env={**ENVIRONMENT, "HOME": str(home)}, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"{len(commands.splitlines()):3} lines {time.monotonic() - start:5.0f} s  {section}", flush=True)
    if done.returncode != 0 or not done.stdout.endswith(expected):
        faults.append(f"'{section}' exits with {done.returncode} and prints\n{done.stdout[-3000:]}")
    for fault in re.findall(r"^.*\bwarning:.*$|^CMake Warning at .*$", done.stdout, re.M):
        faults.append(f"'{section}': {fault}")


def check(section, text, home):
    """Runs one section; returns the project that it is about, and how many blocks were run."""
    named = re.search(r"\(\.\./test/consumer/(\w+)\)", text)
    folder = home
    if named:
        folder = home / "projects" / named[1]
        shutil.copytree(ROOT / "test/consumer" / named[1], folder)
        if named[1] == "bazel":
            (folder / "third_party").mkdir()
            (folder / "third_party/hardwire").symlink_to(home / f"hardwire-{VERSION}")
    files = "".join(path.read_text() for path in sorted(folder.iterdir()) if path.is_file()) if named else ""
    blocks = FENCE.findall(text)
    ran = 0
    for (kind, block), (behind, output) in zip(blocks, [*blocks[1:], ("", "")]):
        if kind == "sh":
            run(section, block, output if behind == "text" else "", folder, home)
            ran += 1
        elif kind != "text" and block not in files:
            faults.append(f"'{section}': this is in no file of test/consumer/{named and named[1]}:\n{block}")
    return named and named[1], ran


def check_nginx(home):
    """The module, which needs no other library of ours."""
    page = (ROOT / "docs/embedding-nginx.md").read_text()
    setup, *commands = FENCE.search(page)[2].splitlines(keepends=True)
    if setup != "tools/dev setup\n":
        faults.append(f"docs/embedding-nginx.md begins with {setup}")
    folder = home / f"hardwire-{VERSION}"
    run("nginx", "".join(commands), f"{folder}/build/nginx/ngx_stream_socks_module.so\n", folder, home)


def stop_bazel(home):
    """Lets Bazel's server go, and makes what it wrote removable."""
    subprocess.run(["bazel", "shutdown"], cwd=home / "projects/bazel", env={**ENVIRONMENT, "HOME": str(home)}, check=True)
    subprocess.run(["chmod", "-R", "u+w", home / ".cache"], check=True)
    for block in re.findall(r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S):
        if block not in (home / "projects/bazel/WORKSPACE").read_text():
            faults.append(f"README.md: this is not in test/consumer/bazel/WORKSPACE:\n{block}")


def check_servers(home):
    """The compiler's commands on the pages about embedding build the examples from the archive, without a warning."""
    for page in ("poll", "libevent", "asio"):
        (commands,) = re.findall(r"^```sh\n(.*?)^```$", (ROOT / f"docs/embedding-{page}.md").read_text(), re.M | re.S)
        compiles = "".join(line for line in commands.splitlines(keepends=True) if re.match(r"(cc|c\+\+) ", line))
        run(f"embedding-{page}", "export PKG_CONFIG_PATH=$HOME/.local/lib/pkgconfig\n" + compiles, "",
            home / f"hardwire-{VERSION}", home)
        if not compiles:
            faults.append(f"docs/embedding-{page}.md has no command of a compiler")


def symbols(*arguments):
    return subprocess.check_output(["nm", "-P", *arguments], text=True).splitlines()


def check_c(home):
    """What the program of C and the C library are made of."""
    for block in re.findall(r"^```c\n(.*?)^```$", (ROOT / "docs/c.md").read_text(), re.M | re.S):
        if block not in (ROOT / "test/consumer/c/main.c").read_text():
            faults.append(f"docs/c.md: this is not in test/consumer/c/main.c:\n{block}")
    shared = home / f".local/lib/libhardwire-c.so.{VERSION}"
    for file in (home / "projects/c/program", home / "projects/c/build/program", shared):
        needed = re.findall(r"NEEDED +(\S+)", subprocess.check_output(["objdump", "-p", file], text=True))
        if [name for name in needed if not name.startswith(("libc.so", "libhardwire-c.so"))]:
            faults.append(f"{file.name} needs {needed}")
        faults.extend(f"{file.name} wants {line}" for line in symbols("-D", "--undefined-only", file) if line.startswith("_Z"))
    shown = {line.split()[0] for line in symbols("-D", "--defined-only", shared) if " A " not in line}
    shown = {name.split("@")[0] for name in shown}
    listed = set(re.findall(r"^    (hw_\w+);", (ROOT / "packaging/hardwire-c.map").read_text(), re.M))
    if shown != listed or len(shown) < 100:
        faults.append(f"{shared.name} shows {len(shown)} symbols; its map has others: {sorted(shown ^ listed)[:5]}")
    static = symbols(home / "projects/c/build/program")
    faults.extend(f"the program of C has {line}" for line in static if re.match(r"_ZN?K?S|_Z[nd][aw]|\S*absl", line))


def main():
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder).resolve()
        archive(home)
        subprocess.run([ROOT / "packaging/amalgamate.py", ROOT, home], check=True)
        sections = re.split(r"^## (.*)\n", (ROOT / "docs/building.md").read_text(), flags=re.M)[1:]
        done = [check(title, text, home) for title, text in zip(sections[::2], sections[1::2])]
        stop_bazel(home)
        check_nginx(home)
        check_servers(home)
        if not faults:
            check_c(home)
    projects = {project for project, ran in done if project and ran}
    missing = {path.name for path in (ROOT / "test/consumer").iterdir()} - projects
    faults.extend(f"docs/building.md builds no test/consumer/{name}" for name in sorted(missing))
    print("\n".join(faults) if faults else f"{len(projects)} projects are built by the commands of docs/building.md: {' '.join(sorted(projects))}")
    sys.exit(1 if faults else 0)


main()
