"""One run of an engine on one target: what it did. Inputs that crash are left in a folder."""

import dataclasses
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

# What one input may take, in seconds and in memory.
LIMITS = ("-timeout=25", "-rss_limit_mb=2560")

stopping = False
_running = []


@dataclasses.dataclass
class Outcome:
    execs: int = 0
    seconds: float = 0.0
    edges: int = 0
    crashes: int = 0

    def add(self, other):
        self.execs += other.execs
        self.seconds += other.seconds
        self.edges = max(self.edges, other.edges)
        self.crashes += other.crashes


def stop(*_):
    """For signals: ends the run that is under way, and begins no other."""
    global stopping
    stopping = True
    for process in _running:
        process.send_signal(signal.SIGINT)


def _run_all(commands, logs, environment=None):
    """Runs them side by side until all have ended; returns their exit codes."""
    files = [open(log, "wb") for log in logs]
    _running[:] = [subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
                                    env={**os.environ, **(environment or {})})
                   for command, file in zip(commands, files)]
    if stopping:
        stop()
    codes = [process.wait() for process in _running]
    _running.clear()
    for file in files:
        file.close()
    return codes


def crashes_in(folder):
    """What an engine has left there, but for slow inputs: -timeout says what is too slow."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("slow-unit-"))


def _last(pattern, text):
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def libfuzzer(binary, new, corpora, options, seconds, jobs, logs, crashes):
    """libFuzzer on `jobs` processes that share `new`. What crashes goes to `crashes`."""
    command = [binary, *options, *LIMITS, f"-max_total_time={seconds}", f"-artifact_prefix={crashes}/", "-reload=1",
               "-print_final_stats=1", new, *corpora]
    logs = [logs / f"{job}.log" for job in range(jobs)]
    start = time.monotonic()
    codes = _run_all([command] * jobs, logs)
    outcome = Outcome(seconds=(time.monotonic() - start))
    for log in logs:
        text = log.read_text(errors="replace")
        outcome.execs += _last(r"executed_units: *(\d+)", text) or _last(r"\n#(\d+)\t", text)
        outcome.edges = max(outcome.edges, _last(r" cov: (\d+)", text))
    if any(codes) and not crashes_in(crashes) and not stopping:
        raise RuntimeError(f"{binary} failed without an input to show for it; its log: {logs[0]}")
    return outcome


def afl(binary, out, seeds, corpus, dictionary, max_len, seconds, jobs, logs, crashes):
    """AFL++ with one main instance and `jobs` - 1 others, which go on where they were; what others found since comes
    from `corpus`. What crashes is copied to `crashes`."""
    environment = {"AFL_AUTORESUME": "1", "AFL_NO_UI": "1", "AFL_SKIP_CPUFREQ": "1", "AFL_NO_AFFINITY": "1",
                   "AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES": "1", "AFL_NO_COLOR": "1"}
    names = [f"job{job}" for job in range(jobs)]
    before = _afl_execs(out)
    roles = [["-M", name, "-F", corpus] if name == "job0" else ["-S", name] for name in names]
    commands = [["afl-fuzz", *role, "-i", seeds, "-o", out, "-V", str(seconds),
                 "-x", dictionary, "-G", str(max_len), "-m", "none", "-t", "1000", "--", binary] for role in roles]
    start = time.monotonic()
    files = [logs / f"{name}.log" for name in names]
    codes = _run_all(commands, files, environment)
    _take_crashes(out, crashes)
    if any(codes) and not stopping:
        raise RuntimeError(f"afl-fuzz failed on {binary}; its log: {files[0]}")
    edges = [_stat(path, "edges_found") for path in out.glob("job*/fuzzer_stats")]
    return Outcome(_afl_execs(out) - before, time.monotonic() - start, max(edges, default=0))


def _take_crashes(out, crashes):
    """Copies what afl-fuzz found and keeps, each input once."""
    taken = out / "taken"
    known = set(taken.read_text().split()) if taken.exists() else set()
    for path in sorted(out.glob("job*/crashes/id:*")):
        name = hashlib.sha256(path.read_bytes()).hexdigest()
        if name not in known:
            shutil.copy(path, crashes / f"afl-{name[:12]}")
            known.add(name)
            taken.write_text("\n".join(sorted(known)))


def _stat(path, name):
    return _last(rf"{name} *: (\d+)", pathlib.Path(path).read_text())


def _afl_execs(out):
    return sum(_stat(path, "execs_done") for path in out.glob("job*/fuzzer_stats"))
