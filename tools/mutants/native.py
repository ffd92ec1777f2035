"""Compiling the project without Bazel: one object at a time, rebuilt when what it is made of changes."""

import dataclasses
import hashlib
import multiprocessing
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEMORY = 4 << 30
OUTPUT = 256 << 20


class Broken(Exception):
    """What must build and pass does not."""


@dataclasses.dataclass
class Kit:
    """One way of building."""

    compiler: str
    folder: pathlib.Path
    flags: list
    bounded: bool = False  # in memory; a sanitizer needs to reserve more than there is
    left_out: list = ()  # names of programs
    overlay: pathlib.Path = None  # the folder that takes the place of codec/

    def home(self, source):
        """Where the text of a source is."""
        if self.overlay and source.startswith("codec/"):
            return str(self.overlay.relative_to(ROOT) / source.removeprefix("codec/"))
        return source

    @property
    def objects(self):
        """Where its objects are: another compiler or other flags make other ones."""
        compiler = os.path.realpath(shutil.which(self.compiler) or self.compiler)
        made_by = hashlib.sha256("\n".join([compiler, *self.flags]).encode()).hexdigest()[:12]
        return self.folder / f"objects-{made_by}"


def run(command, seconds=600, bounded=False, cpu_seconds=None, **more):
    """Runs a command in a group of its own; returns its code (None: too long) and its output's end."""

    def limit():
        if cpu_seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        if bounded:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            start_new_session=True, preexec_fn=limit, **more,
        )  # fmt: skip
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            code = None
        finally:
            try:  # its children too
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        log.seek(max(0, log.tell() - (1 << 20)))
        return code, log.read().decode(errors="replace")


def relative(path):
    """The path of a file of the project, or None."""
    real = pathlib.Path(path).resolve()
    return str(real.relative_to(ROOT)) if ROOT in real.parents else None


class Object:
    """One source and its object; `uses`: the project's files that it is made of."""

    def __init__(self, source, kit, prefix=()):
        self.source, self.kit, self.prefix = source, kit, prefix
        self.path = kit.objects / (source.replace("/", ".") + ".o")

    def compile(self, path, source=None, overlay=None):
        """Compiles into `path`. Returns the compiler's complaint, or nothing."""
        include = [f"-I{folder}" for folder in (overlay, self.kit.overlay) if folder]
        include += [f"-I{ROOT}/codec", *self.prefix]
        code, output = run(
            [self.kit.compiler, *self.kit.flags, *include, "-MMD", "-MF", path.with_suffix(".d"), "-c",
             source or self.kit.home(self.source), "-o", path]
        )  # fmt: skip
        return output or "failed" if code != 0 else ""

    @property
    def uses(self):
        text = self.path.with_suffix(".d").read_text().replace("\\\n", " ")
        names = {relative(path) for path in text.split(":", 1)[1].split()} - {None}
        over = f"{self.kit.overlay.relative_to(ROOT)}/" if self.kit.overlay else "codec/"
        return {"codec/" + name.removeprefix(over) if name.startswith(over) else name for name in names}

    def fresh(self):
        if not self.path.exists() or not self.path.with_suffix(".d").exists():
            return False
        made = self.path.stat().st_mtime
        homes = [ROOT / self.kit.home(use) for use in self.uses]
        return all(home.exists() and home.stat().st_mtime < made for home in homes)

    def build(self):
        if not self.fresh():
            complaint = self.compile(self.path)
            if complaint:
                raise Broken(f"{self.source} does not compile: {complaint[-2000:]}")


def build_all(units, jobs):
    """Builds objects, so many at a time."""
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        pool.map(Object.build, units, chunksize=1)


def codec_sources():
    return [str(p.relative_to(ROOT)) for p in sorted(ROOT.glob("codec/**/*.cc"))]


def with_companions(objects, kit, prefix=()):
    """Builds objects, and those of the sources that stand beside the headers that these use outside codec/."""
    objects = list(objects)
    for unit in objects:  # grows
        unit.build()
        for use in sorted(use for use in unit.uses if not use.startswith("codec/")):
            source = str(pathlib.Path(use).with_suffix(".cc"))
            if (ROOT / source).exists() and source not in [other.source for other in objects]:
                objects.append(Object(source, kit, prefix))
    return objects


def prepare(kit):
    """The kit's folder."""
    kit.objects.mkdir(parents=True, exist_ok=True)


def precompiled(kit, name, text):
    """The flags that read a header of this text first, which is compiled once."""
    path = kit.objects / f"{name}.h"
    if not path.exists() or path.read_text() != text or not path.with_suffix(".h.gch").exists():
        path.write_text(text)
        code, output = run(
            [kit.compiler, *kit.flags, f"-I{ROOT}/codec", "-x", "c++-header", path, "-o", f"{path}.gch"]
        )
        if code != 0:
            raise Broken(output)
    return ["-include", path]


def seeds(folder):
    """The seeds of every fuzz target, in a folder each."""
    code, output = run(["python3", "tools/seeds.py", "corpus/seeds.tsv", folder])
    if code != 0:
        raise Broken(output)
