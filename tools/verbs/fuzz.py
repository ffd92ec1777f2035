"""Fuzzing campaigns: `tools/dev fuzz` says how to call it."""

import argparse
import hashlib
import json
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import fuzz_builds  # noqa: E402
import fuzz_engines  # noqa: E402

HOME = ROOT / "build/fuzz"
REGRESSIONS = ROOT / "corpus/regressions"
TARGETS = fuzz_builds.targets()
# Runs a second on one core: without sanitizers, and with ASan and UBSan.
GOALS = {"bytes": (200_000, 50_000), "choices": (10_000, 10_000), "other": (10_000, 10_000)}


def folder(*parts):
    path = HOME.joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def empty_folder(*parts):
    shutil.rmtree(HOME.joinpath(*parts), ignore_errors=True)
    return folder(*parts)


def seeds(config, target):
    return fuzz_builds.BUILDS / config / "work/seeds" / target


def options(target):
    binary = fuzz_builds.out("campaign") / target
    return [f"-dict={binary}.dict", f"-max_len={TARGETS[target][2]}"]


def quiet(*command, seconds=None):
    """Runs it; returns its exit code and all that it printed."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return 1, f"no end in {seconds} s"
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def cause(output):
    """What went wrong, in the one line by which two crashes are told to be the same."""
    found = re.search(r"^(law broken: .*|.* differs on |SUMMARY: .*)", output, re.M)
    return re.sub(r"0x[0-9a-f]+", "", found.group(1)) if found else output[-200:]


def shortened(binary, crash):
    """The crash as short as it gets in a minute, its bytes blanked where they do not matter."""
    with tempfile.TemporaryDirectory() as place:
        best = crash
        for step, flags in (("small", ["-minimize_crash=1", "-max_total_time=30"]), ("clean", ["-cleanse_crash=1"])):
            path = pathlib.Path(place, step)
            quiet(binary, *flags, f"-exact_artifact_path={path}", best, seconds=120)
            if path.exists() and quiet(binary, path)[0] != 0:
                best = path
        return best.read_bytes()


def file_crash(target, crash):
    """Puts a crash of a cause that is new among the regressions; says how to see it again."""
    binary = fuzz_builds.out("campaign") / target
    code, output = quiet(binary, crash, seconds=60)
    if code == 0:
        print(f"{target}: {crash} does not crash again", file=sys.stderr)
        return
    kept = REGRESSIONS / target
    for path in sorted(kept.glob("*")):
        if cause(quiet(binary, path, seconds=60)[1]) == cause(output):
            print(f"{target}: the same as {path.relative_to(ROOT)}: {cause(output)}")
            return
    octets = shortened(binary, crash)
    kept.mkdir(parents=True, exist_ok=True)
    path = kept / f"crash-{hashlib.sha256(octets).hexdigest()[:12]}"
    path.write_bytes(octets)
    print(f"{target}: {cause(output)}\n  {len(octets)} bytes in {path.relative_to(ROOT)}; to see it again:\n"
          f"  {binary.relative_to(ROOT)} {path.relative_to(ROOT)}", flush=True)


def merge(target, new, flags):
    """Takes into the corpus what of `new` adds coverage."""
    command = [fuzz_builds.out("campaign") / target, *flags, "-merge=1", folder("corpus", target), new]
    code, output = quiet(*command)
    if code != 0:
        (folder("logs", target) / "merge.log").write_text(output)
        print(f"{target}: merging failed; build/fuzz/logs/{target}/merge.log", file=sys.stderr)


def run_libfuzzer(target, seconds, jobs):
    """Half of the time without value profile, half with it and short inputs; new inputs are merged."""
    outcome = fuzz_engines.Outcome()
    for profile in (0, 1):
        if fuzz_engines.stopping:
            break
        new = empty_folder("new", target)
        flags = options(target) + [f"-use_value_profile={profile}"]
        outcome.add(fuzz_engines.libfuzzer(
            fuzz_builds.out("campaign") / target, new, [folder("corpus", target), seeds("campaign", target)],
            flags, max(1, seconds // 2), jobs, empty_folder("logs", target, f"profile{profile}")))
        merge(target, new, flags)
    return outcome


def run_afl(target, seconds, jobs):
    binary = fuzz_builds.out("afl") / target
    new = empty_folder("new", target)
    for source in (folder("corpus", target), seeds("afl", target)):
        shutil.copytree(source, new, dirs_exist_ok=True)
    out = folder("afl", target)
    outcome = fuzz_engines.afl(binary, out, new, f"{binary}.dict", TARGETS[target][2], seconds, jobs,
                               folder("logs", target))
    for path in out.glob("job*/queue/id:*"):
        shutil.copy(path, new / hashlib.sha256(path.read_bytes()).hexdigest())
    merge(target, new, options(target))
    return outcome


ENGINES = {"libfuzzer": run_libfuzzer, "afl": run_afl}


def turn(target, settings, totals):
    outcome = ENGINES[settings.engine](target, settings.seconds, settings.jobs)
    for crash in outcome.crashes:
        file_crash(target, crash)
    totals.setdefault(target, fuzz_engines.Outcome()).add(outcome)
    print(f"{target}: {outcome.execs} runs in {outcome.seconds:.0f} s, {outcome.edges} edges, "
          f"{len(outcome.crashes)} crashes", flush=True)


def table(totals):
    print(f"\n{'target':26}{'runs':>14}{'runs/s':>10}{'edges':>8}{'corpus':>8}{'crashes':>9}")
    for target, total in totals.items():
        size = len(list(folder("corpus", target).iterdir()))
        print(f"{target:26}{total.execs:14}{total.execs / max(total.seconds, 1e-9):10.0f}{total.edges:8}"
              f"{size:8}{len(total.crashes):9}")


def campaign(chosen, settings):
    """Each target once, or in turn for ever from where the last such campaign was."""
    fuzz_builds.build("campaign")
    if settings.engine == "afl":
        fuzz_builds.build("afl")
    for event in (signal.SIGINT, signal.SIGTERM):
        signal.signal(event, fuzz_engines.stop)
    totals = {}
    place = folder() / "next.json"
    last = json.loads(place.read_text()) if settings.forever and place.exists() else None
    while not fuzz_engines.stopping:
        start = chosen.index(last) if last in chosen else 0
        for target in chosen[start:]:
            if fuzz_engines.stopping:
                break
            if settings.forever:
                place.write_text(json.dumps(target))
            turn(target, settings, totals)
        last = None
        if not settings.forever:
            break
    table(totals)
    return 1 if any(total.crashes for total in totals.values()) else 0


def runs_a_second(config, target, seconds):
    """By processor time, so that other work on the machine does not count."""
    with tempfile.TemporaryDirectory() as place:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        code, output = quiet(fuzz_builds.out(config) / target, *options(target), f"-max_total_time={seconds}",
                             "-print_final_stats=1", f"-artifact_prefix={place}/", place, seeds(config, target))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code != 0:
        sys.exit(f"{target} fails:\n{output[-2000:]}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return int(re.search(r"executed_units: *(\d+)", output).group(1)) / used


def speed(chosen, settings):
    for config in ("plain", "campaign"):
        fuzz_builds.build(config)
    print(f"{'target':26}{'plain':>10}{'goal':>10}{'ASan+UBSan':>12}{'goal':>10}")
    for target in chosen:
        found = [runs_a_second(config, target, settings.seconds) for config in ("plain", "campaign")]
        goals = GOALS[TARGETS[target][0]]
        missed = [name for name, rate, goal in zip(("plain", "sanitized"), found, goals) if rate < goal]
        print(f"{target:26}{found[0]:10.0f}{goals[0]:10}{found[1]:12.0f}{goals[1]:10}  "
              f"{'missed: ' + ', '.join(missed) if missed else 'met'}", flush=True)
    return 0


def positive(text):
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is no number above 0")
    return int(text)


def main():
    parser = argparse.ArgumentParser(prog="tools/dev fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", help="all of them unless named")
    parser.add_argument("--seconds", type=positive, help="for each target: 60, or 4 for --speed")
    parser.add_argument("--jobs", type=positive, default=1, help="processes that fuzz one target")
    parser.add_argument("--engine", choices=sorted(ENGINES), default="libfuzzer")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--forever", action="store_true", help="in turn until stopped")
    mode.add_argument("--list", action="store_true", help="the targets' names")
    mode.add_argument("--speed", action="store_true", help="measure beside the goals")
    settings = parser.parse_args()
    settings.seconds = settings.seconds or (4 if settings.speed else 60)
    unknown = [name for name in settings.target if name not in TARGETS]
    if unknown:
        parser.error(f"no target '{unknown[0]}'; tools/dev fuzz --list names them")
    chosen = settings.target or list(TARGETS)
    if settings.list:
        print("\n".join(chosen))
        return 0
    try:
        return (speed if settings.speed else campaign)(chosen, settings)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"tools/dev fuzz: {error}")


if __name__ == "__main__":
    sys.exit(main())
