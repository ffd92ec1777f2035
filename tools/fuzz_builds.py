"""The builds of the fuzz targets that are made here, each by fuzz/build.sh as a service would call it."""

import hashlib
import os
import pathlib
import subprocess

from fuzz_targets import targets  # noqa: F401  (for those who import this module)

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILDS = ROOT / "build/fuzz/builds"

SERVICE = "-O1 -fno-omit-frame-pointer -gline-tables-only -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION"
COVERED = "-fsanitize=fuzzer-no-link"
# What services ask of UBSan; besides, unsigned overflow as a signal of coverage alone.
UNDEFINED = ("array-bounds,bool,builtin,enum,function,integer-divide-by-zero,null,object-size,return,"
             "returns-nonnull-attribute,shift,signed-integer-overflow,unreachable,vla-bound,vptr")
ADDRESS = "-fsanitize=address -fsanitize-address-use-after-scope"
BOTH = "-fsanitize=address,undefined -fno-sanitize-recover=all"

# name -> compiler, SANITIZER, flags, LIB_FUZZING_ENGINE. The first six are a service's, the others ours.
CONFIGS = {
    "address": ("clang++", "address", f"{SERVICE} {ADDRESS} {COVERED}", "-fsanitize=fuzzer"),
    "undefined": ("clang++", "undefined",
                  f"{SERVICE} -fsanitize={UNDEFINED},unsigned-integer-overflow "
                  f"-fno-sanitize-recover={UNDEFINED} {COVERED}", "-fsanitize=fuzzer"),
    "memory": ("clang++", "memory", f"{SERVICE} -fsanitize=memory -fsanitize-memory-track-origins {COVERED}",
               "-fsanitize=fuzzer"),
    "coverage": ("clang++", "coverage", f"{SERVICE} -fprofile-instr-generate -fcoverage-mapping -pthread",
                 "-fsanitize=fuzzer"),
    "afl": ("afl-clang-fast++", "address", f"{SERVICE} {ADDRESS}", "/usr/lib/afl/libAFLDriver.a"),
    "none": ("clang++", "address", f"{SERVICE} {ADDRESS}", "replay"),
    "campaign": ("clang++", "address", f"-O2 -g1 -fno-omit-frame-pointer {BOTH} {COVERED}", "-fsanitize=fuzzer"),
    "plain": ("clang++", "none", f"-O2 {COVERED}", "-fsanitize=fuzzer"),
}


def out(config):
    return BUILDS / config / "out"


def _state(config):
    """A hash of all that a build is made from."""
    state = hashlib.sha256(repr(CONFIGS[config]).encode())
    files = [path for folder in ("codec", "corpus", "fuzz", "test/differential") for path in (ROOT / folder).rglob("*")]
    for path in sorted([*files, ROOT / "tools/seeds.py", ROOT / "tools/fuzz_targets.py"]):
        if path.is_file():
            state.update(str(path).encode() + path.read_bytes())
    return state.hexdigest()


def _replay_driver(compiler, flags, folder):
    """An engine that only replays files, as the archive that a service would name."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, *flags.split(), "-std=c++17", f"-I{ROOT}/codec", f"-I{ROOT}", "-c",
                    ROOT / "fuzz/replay.cc", "-o", folder / "replay.o"], check=True)
    subprocess.run(["ar", "rcs", folder / "replay.a", folder / "replay.o"], check=True)
    return str(folder / "replay.a")


def build(config):
    """Builds all targets in one configuration, unless nothing changed since; returns where they are."""
    compiler, sanitizer, flags, engine = CONFIGS[config]
    stamp, state = BUILDS / config / "state", _state(config)
    if stamp.exists() and stamp.read_text() == state:
        return out(config)
    stamp.unlink(missing_ok=True)
    if engine == "replay":
        engine = _replay_driver(compiler, flags, BUILDS / config / "engine")
    environment = {**os.environ, "CC": compiler.replace("++", ""), "CXX": compiler, "CFLAGS": flags,
                   "CXXFLAGS": flags, "SANITIZER": sanitizer, "LIB_FUZZING_ENGINE": engine, "AFL_QUIET": "1",
                   "SRC": str(ROOT.parent), "OUT": str(out(config)), "WORK": str(BUILDS / config / "work")}
    subprocess.run([ROOT / "fuzz/build.sh"], env=environment, check=True)
    stamp.write_text(state)
    return out(config)
