"""What becomes of the inputs that crash a fuzz target."""

import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile

from fuzz_engines import LIMITS, crashes_in

ROOT = pathlib.Path(__file__).resolve().parents[1]


def quiet(*command, seconds=None):
    """Runs it; returns its exit code and all that it printed."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return 1, f"no end in {seconds} s"
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def replay(binary, path):
    """How a target fares on one input: its exit code and what it printed."""
    return quiet(binary, *LIMITS, path, seconds=120)


def cause(output):
    """What went wrong, in the one line by which two crashes are told to be the same."""
    found = re.search(r"^(law broken: .*|.* differs on |SUMMARY: .*)", output, re.M)
    return re.sub(r"0x[0-9a-f]+", "", found.group(1)) if found else output[-200:]


def _shortened(binary, crash, why):
    """The crash as short as it gets in a minute with the same cause, its bytes blanked where they do not matter."""
    with tempfile.TemporaryDirectory() as place:
        best = crash
        for step, flags in (("small", ["-minimize_crash=1", "-max_total_time=30"]), ("clean", ["-cleanse_crash=1"])):
            path = pathlib.Path(place, step)
            quiet(binary, *LIMITS, *flags, f"-exact_artifact_path={path}", best, seconds=120)
            if path.exists():
                code, output = replay(binary, path)
                if code != 0 and cause(output) == why:
                    best = path
        return best.read_bytes()


def _file(target, binary, crash, regressions):
    """Puts a crash of a cause that is new among the regressions and says how to see it again. False: it crashes no
    more."""
    code, output = replay(binary, crash)
    if code == 0:
        return False
    why = cause(output)
    kept = regressions / target
    for path in sorted(kept.glob("*")):
        if cause(replay(binary, path)[1]) == why:
            print(f"{target}: the same as {path.name}: {why}")
            return True
    octets = _shortened(binary, crash, why)
    kept.mkdir(parents=True, exist_ok=True)
    path = kept / f"crash-{hashlib.sha256(octets).hexdigest()[:12]}"
    path.write_bytes(octets)
    binary, path = (p.relative_to(ROOT) if p.is_relative_to(ROOT) else p for p in (binary, path))
    print(f"{target}: {why}\n  {len(octets)} bytes in {path}; to see it again:\n  {binary} {path}", flush=True)
    return True


def file_all(target, binary, waiting, unclear, regressions):
    """Files what is in `waiting`, which is empty then. What crashes no more goes to `unclear`. Returns how many
    crashed."""
    crashes = 0
    for crash in crashes_in(waiting):
        if _file(target, binary, crash, regressions):
            crashes += 1
            crash.unlink()
        else:
            unclear.mkdir(parents=True, exist_ok=True)
            crash = crash.replace(unclear / crash.name)
            print(f"{target}: {crash} does not crash again", file=sys.stderr)
    for slow in waiting.iterdir():
        slow.unlink()
    return crashes
