"""Fuzzing campaigns: `tools/dev fuzz` says how to call it."""

import argparse
import contextlib
import fcntl
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
import fuzz_crashes  # noqa: E402
import fuzz_engines  # noqa: E402

HOME = ROOT / "build/fuzz"
REGRESSIONS = ROOT / "corpus/regressions"
GROWN = ROOT / "corpus/grown"
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


def usable_seeds(config, target):
    """The seeds, without those of filed crashes that still crash: no run would get past them."""
    found = seeds(config, target)
    for path in sorted(found.glob("regression-*")):
        if fuzz_crashes.replay(fuzz_builds.out("campaign") / target, path)[0] != 0:
            print(f"{target}: {path.name} still crashes, and is left out of the seeds", file=sys.stderr)
            path.unlink()
    return found


@contextlib.contextmanager
def locked(target):
    """No other campaign has the target meanwhile."""
    with open(folder("locks") / target, "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise RuntimeError(f"another tools/dev fuzz has {target} in hand") from None
        yield


def merge(target, *flags):
    """Takes into the corpus those new inputs that add coverage; where that fails they stay for the next time."""
    new = folder("new", target)
    if not any(new.iterdir()):
        return
    log = folder("logs", target) / "merge.log"
    code, output = fuzz_crashes.quiet(
        fuzz_builds.out("campaign") / target, *fuzz_engines.LIMITS, *options(target), *flags, "-merge=1",
        f"-artifact_prefix={folder('crashes', target)}/", folder("corpus", target), new)
    log.write_text(output)
    if code != 0:
        print(f"{target}: merging failed, see {log}", file=sys.stderr)
        return
    shutil.rmtree(new)


def run_libfuzzer(target, seconds, jobs):
    """Half of the time without value profile, half with it and short inputs; new inputs are merged."""
    outcome = fuzz_engines.Outcome()
    for profile in (0, 1):
        if fuzz_engines.stopping:
            break
        flag = f"-use_value_profile={profile}"
        outcome.add(fuzz_engines.libfuzzer(
            fuzz_builds.out("campaign") / target, folder("new", target),
            [folder("corpus", target), usable_seeds("campaign", target)], [*options(target), flag],
            max(1, seconds // 2), jobs, empty_folder("logs", target, f"profile{profile}"), folder("crashes", target)))
        merge(target, flag)
        outcome.crashes += file_crashes(target)
    return outcome


def run_afl(target, seconds, jobs):
    binary, out = fuzz_builds.out("afl") / target, folder("afl", target)
    start = empty_folder("afl-seeds", target)
    for source in (folder("corpus", target), usable_seeds("afl", target)):
        shutil.copytree(source, start, dirs_exist_ok=True)
    outcome = fuzz_engines.afl(binary, out, start, folder("corpus", target), f"{binary}.dict", TARGETS[target][2],
                               seconds, jobs, folder("logs", target), folder("crashes", target))
    new = folder("new", target)
    for path in out.glob("job*/queue/id:*"):
        shutil.copy(path, new / hashlib.sha256(path.read_bytes()).hexdigest())
    merge(target)
    outcome.crashes = file_crashes(target)
    return outcome


def beyond_seeds(target):
    """Of the corpora, what reaches edges that the seeds do not, the shortest first."""
    with locked(target), tempfile.TemporaryDirectory() as place:
        found, grown = pathlib.Path(place, "found"), pathlib.Path(place, "grown")
        shutil.copytree(usable_seeds("campaign", target), found)
        grown.mkdir()
        for path in found.glob("grown-*"):
            path.rename(grown / path.name)
        given = {path.name for path in found.iterdir()}
        code, output = fuzz_crashes.quiet(
            fuzz_builds.out("campaign") / target, *fuzz_engines.LIMITS, *options(target), "-use_counters=0",
            "-merge=1", f"-artifact_prefix={place}/", found, grown, folder("corpus", target))
        if code != 0:
            raise RuntimeError(f"{target} does not merge:\n{output[-2000:]}")
        return {path.read_bytes() for path in found.iterdir() if path.name not in given}


def keep(chosen):
    """Writes corpus/grown."""
    fuzz_builds.build("campaign")
    GROWN.mkdir(exist_ok=True)
    for target in chosen:
        lines = sorted(octets.hex() for octets in beyond_seeds(target))
        path = GROWN / f"{target}.hex"
        path.unlink(missing_ok=True)
        if lines:
            path.write_text("".join(f"{line}\n" for line in lines))
        print(f"{target}: {len(lines)} inputs beside the seeds", flush=True)
    return 0


ENGINES = {"libfuzzer": run_libfuzzer, "afl": run_afl}


def file_crashes(target):
    return fuzz_crashes.file_all(target, fuzz_builds.out("campaign") / target, folder("crashes", target),
                                 HOME / "unclear" / target, REGRESSIONS)


def turn(target, settings, totals):
    with locked(target):
        # What a run that was killed has left.
        merge(target)
        left = file_crashes(target)
        outcome = ENGINES[settings.engine](target, settings.seconds, settings.jobs)
        outcome.crashes += left
    totals.setdefault(target, fuzz_engines.Outcome()).add(outcome)
    print(f"{target}: {outcome.execs} runs in {outcome.seconds:.0f} s, {outcome.edges} edges, "
          f"{outcome.crashes} crashes", flush=True)


def table(totals):
    print(f"\n{'target':26}{'runs':>14}{'runs/s':>10}{'edges':>8}{'corpus':>8}{'crashes':>9}")
    for target, total in totals.items():
        size = len(list(folder("corpus", target).iterdir()))
        print(f"{target:26}{total.execs:14}{total.execs / max(total.seconds, 1e-9):10.0f}{total.edges:8}"
              f"{size:8}{total.crashes:9}")


def campaign(chosen, settings):
    """Each target once, or in turn for ever from where the last such campaign was."""
    fuzz_builds.build("campaign")
    if settings.engine == "afl":
        fuzz_builds.build("afl")
    for event in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
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
        code, output = fuzz_crashes.quiet(
            fuzz_builds.out(config) / target, *options(target), f"-max_total_time={seconds}", "-print_final_stats=1",
            f"-artifact_prefix={place}/", place, usable_seeds(config, target))
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
    mode.add_argument("--keep", action="store_true", help="write what adds coverage into corpus/grown")
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
        if settings.keep:
            return keep(chosen)
        return (speed if settings.speed else campaign)(chosen, settings)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        sys.exit(f"tools/dev fuzz: {error}")


if __name__ == "__main__":
    sys.exit(main())
