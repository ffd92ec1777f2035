"""check: builds the fuzz targets in a service's configurations and accepts them as it would.

    fuzz_build.py [CONFIGURATION ...]      of tools/fuzz_builds.py; the first six, a service's, unless named
    fuzz_build.py --turn N                 N of the six; the last commit decides which
"""

import collections
import concurrent.futures
import configparser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import fuzz_builds  # noqa: E402
from turns import whose_turn  # noqa: E402

SERVICES = list(fuzz_builds.CONFIGS)[:6]
RUNTIMES = {"address": "asan", "undefined": "ubsan", "memory": "msan"}
# Calls of each runtime: the fewest in a build with that sanitizer, the most in any other. As OSS-Fuzz and
# ClusterFuzzLite ask. Calls inside the runtimes count, whose functions bear these names when demangled.
CALLS = {"asan": (1000, 0), "ubsan": (168, 200), "msan": (1000, 3), "dfsan": (100, 0)}
FEW_EDGES = 100
EMPTY = 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, decltype(sizeof 0)) { return 0; }\n'


def targets_in(out):
    """As a service finds them: programs that hold the name of the entry point."""
    found = set()
    for path in out.iterdir():
        if path.is_file() and os.access(path, os.X_OK) and re.fullmatch(r"[A-Za-z0-9_-]+", path.name):
            octets = path.read_bytes()
            if octets.startswith(b"\x7fELF") and b"LLVMFuzzerTestOneInput" in octets:
                found.add(path.name)
    return found


def side_files(out, target, seeds):
    """Faults of the files beside a target; its seeds are unpacked to `seeds`."""
    faults = []
    archive = out / f"{target}_seed_corpus.zip"
    if not zipfile.is_zipfile(archive):
        faults.append(f"{archive.name} is not there, or no zip archive")
    else:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(seeds)
            if not any(entry.file_size for entry in opened.infolist()):
                faults.append(f"{archive.name} holds no seed")
    options = configparser.ConfigParser()
    if not options.read(out / f"{target}.options") or not options.getint("libfuzzer", "max_len", fallback=0):
        faults.append(f"{target}.options gives no max_len")
    lines = (out / f"{target}.dict").read_text().splitlines() if (out / f"{target}.dict").exists() else []
    entries = [line for line in lines if not line.startswith("#")]
    if not entries or not all(re.fullmatch(r'\w+="(\\x[0-9a-f]{2})+"', line) for line in entries):
        faults.append(f"{target}.dict is not there, or no dictionary")
    return faults


def replayed(program, seeds, libfuzzer):
    """Runs a target over its seeds: its faults, and its edges where it tells them."""
    files = sorted(map(str, seeds.iterdir()))
    command = [program, "-runs=0", seeds] if libfuzzer else [program, *files]
    environment = {**os.environ, "UBSAN_OPTIONS": "silence_unsigned_overflow=1", "LLVM_PROFILE_FILE": "/dev/null"}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
    if done.returncode != 0:
        return [f"{program.name} fails on its seeds:\n{(done.stdout + done.stderr)[-2000:]}"], None
    edges = re.search(r"Loaded \d+ modules? +\((\d+) inline 8-bit counters", done.stderr)
    return [], int(edges.group(1)) if edges else None


def calls(program):
    """How often the program calls each sanitizer's runtime."""
    text = subprocess.run(["objdump", "-dC", "--no-show-raw-insn", program], capture_output=True, text=True,
                          errors="replace", check=True).stdout
    found = collections.Counter(re.findall(r"\bcallq? +[0-9a-f]+ <__(asan|ubsan|msan|dfsan)", text))
    return {runtime: found[runtime] for runtime in CALLS}


def instrumentation(target, found, own, empty):
    """Faults of what `target` calls. `empty`: what a target that does nothing calls."""
    faults = []
    for runtime, (fewest, most) in CALLS.items():
        count = found[runtime]
        if runtime == own and count < fewest:
            faults.append(f"{target} calls {runtime} {count} times, and should at least {fewest}")
        if runtime == own and count <= empty[runtime]:
            faults.append(f"{target} calls {runtime} {count} times, no more than a target that does nothing")
        if runtime != own and count > most:
            faults.append(f"{target} calls {runtime} {count} times in a build with {own}")
    return faults


def calls_of_nothing(config, place):
    compiler, _, flags, engine = fuzz_builds.CONFIGS[config]
    (place / "empty.cc").write_text(EMPTY)
    subprocess.run([compiler, *flags.split(), place / "empty.cc", engine, "-o", place / "empty"], check=True)
    return calls(place / "empty")


def check_target(config, out, target, empty):
    """The faults of one target. `empty`: what one that does nothing calls, where that is asked."""
    with tempfile.TemporaryDirectory() as place:
        seeds = pathlib.Path(place)
        faults = side_files(out, target, seeds)
        more, edges = replayed(out / target, seeds, fuzz_builds.CONFIGS[config][3] == "-fsanitize=fuzzer")
    if edges is not None and edges < FEW_EDGES:
        print(f"{config}: {target} has only {edges} edges")
    if empty is not None:
        more += instrumentation(target, calls(out / target), RUNTIMES[config], empty)
    return faults + more


def check(config, out, expected):
    """The faults of one build."""
    found = targets_in(out)
    faults = [f"target {name} is missing" for name in sorted(expected - found)]
    faults += [f"{name} is no target of the list" for name in sorted(found - expected)]
    with tempfile.TemporaryDirectory() as place:
        empty = calls_of_nothing(config, pathlib.Path(place)) if config in RUNTIMES else None
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for more in pool.map(lambda target: check_target(config, out, target, empty), sorted(found & expected)):
            faults += more
    return [f"{config}: {fault}" for fault in faults]


def prove(config, out, target):
    """The check can fail: one target with a misnamed archive, and another that is missing."""
    with tempfile.TemporaryDirectory() as place:
        broken = pathlib.Path(place)
        for name in (target, f"{target}.dict", f"{target}.options"):
            shutil.copy(out / name, broken / name)
        shutil.copy(out / f"{target}_seed_corpus.zip", broken / f"{target}_seeds.zip")
        faults = "\n".join(check(config, broken, {target, "absent"}))
        for expected in (f"{target}_seed_corpus.zip is not there", "target absent is missing"):
            if expected not in faults:
                sys.exit(f"the check did not notice: {expected}")


def main():
    chosen = whose_turn(SERVICES, int(sys.argv[2])) if sys.argv[1:2] == ["--turn"] else sys.argv[1:] or SERVICES
    unknown = [name for name in chosen if name not in fuzz_builds.CONFIGS]
    if unknown:
        sys.exit(f"no configuration '{unknown[0]}', only {' '.join(fuzz_builds.CONFIGS)}")
    faults = []
    for config in chosen:
        out = fuzz_builds.build(config)
        rows = fuzz_builds.targets()
        expected = {name for name, row in rows.items() if config != "memory" or row[0] != "other"}
        prove(config, out, min(expected))
        faults += check(config, out, expected)
    print("\n".join(faults) if faults else f"accepted: {' '.join(chosen)}")
    sys.exit(1 if faults else 0)


main()
