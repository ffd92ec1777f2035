"""check: `tools/dev fuzz` loses no crash and no input, whatever happens to it. A script stands in for the engine."""

import fcntl
import os
import pathlib
import sys
import tempfile
import types
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tools/verbs")]
sys.dont_write_bytecode = True
import fuzz  # noqa: E402
import fuzz_builds  # noqa: E402
import fuzz_crashes  # noqa: E402
import fuzz_engines  # noqa: E402

# A target that breaks law A on what begins with "A", law B on what begins with "B". Its engine finds `found` and
# crashes on `crash`; it makes an input short by taking `short` for it; merging fails where there is `unmerged`.
ENGINE = f"""#!{sys.executable}
import pathlib, shutil, sys
here = pathlib.Path(sys.argv[0]).parent
flags = dict(a[1:].split("=", 1) for a in sys.argv[1:] if a.startswith("-"))
places = [pathlib.Path(a) for a in sys.argv[1:] if not a.startswith("-")]
def given(name):
    return (here / name).read_bytes() if (here / name).exists() else None
def run(octets):
    if octets[:1] in (b"A", b"B"):
        print("law broken:", octets[:1].decode())
        sys.exit(77)
if "merge" in flags:
    if given("unmerged") is not None:
        sys.exit(1)
    for path in [path for place in places[1:] for path in place.iterdir()]:
        if path.read_bytes() != b"adds nothing":
            shutil.copy(path, places[0])
elif "minimize_crash" in flags:
    pathlib.Path(flags["exact_artifact_path"]).write_bytes(given("short") or places[0].read_bytes())
elif "max_total_time" in flags:
    for seed in places[2].iterdir():
        run(seed.read_bytes())
    print("#5 DONE cov: 7 ft: 9")
    print("stat::number_of_executed_units: 5", file=sys.stderr)
    if given("found"):
        (places[0] / "found").write_bytes(given("found"))
    if given("crash"):
        pathlib.Path(flags["artifact_prefix"] + "crash-1").write_bytes(given("crash"))
        run(given("crash"))
elif "cleanse_crash" not in flags:
    run(places[0].read_bytes())
"""


class Campaign(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.home = pathlib.Path(scratch.name)
        for name, value in {"HOME": self.home, "REGRESSIONS": self.home / "regressions",
                            "TARGETS": {"t": ("bytes", "", "64", "all")}}.items():
            self.addCleanup(setattr, fuzz, name, getattr(fuzz, name))
            setattr(fuzz, name, value)
        self.addCleanup(setattr, fuzz_builds, "BUILDS", fuzz_builds.BUILDS)
        fuzz_builds.BUILDS = self.home / "builds"
        self.engine = fuzz_builds.out("campaign") / "t"
        self.engine.parent.mkdir(parents=True)
        self.engine.write_text(ENGINE)
        self.engine.chmod(0o755)
        self.seeds = fuzz.seeds("campaign", "t")
        self.seeds.mkdir(parents=True)

    def given(self, **files):
        for name, octets in files.items():
            (self.engine.parent / name).write_bytes(octets)

    def put(self, folder, name, octets):
        path = self.home / folder / "t" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)

    def run_campaign(self):
        totals = {}
        fuzz.turn("t", types.SimpleNamespace(engine="libfuzzer", seconds=2, jobs=1), totals)
        return totals["t"]

    def in_folder(self, folder):
        return sorted(path.read_bytes() for path in (self.home / folder / "t").glob("*"))

    def test_counts_and_keeps_what_is_found(self):
        self.given(found=b"new")
        outcome = self.run_campaign()
        self.assertEqual((outcome.execs, outcome.edges, outcome.crashes), (10, 7, 0))
        self.assertEqual(self.in_folder("corpus"), [b"new"])

    def test_files_a_crash_made_short_and_each_cause_once(self):
        self.given(crash=b"A long one", short=b"Ab")
        self.assertEqual(self.run_campaign().crashes, 2)  # in each half
        self.assertEqual(self.in_folder("regressions"), [b"Ab"])
        self.given(crash=b"B")
        self.run_campaign()
        self.assertEqual(self.in_folder("regressions"), [b"Ab", b"B"])
        self.assertEqual(self.in_folder("crashes"), [])

    def test_a_short_input_with_another_cause_is_not_the_crash(self):
        self.given(crash=b"A long one", short=b"B")
        self.run_campaign()
        self.assertEqual(self.in_folder("regressions"), [b"A long one"])

    def test_files_what_a_killed_run_has_left(self):
        self.put("crashes", "crash-2", b"A")
        self.put("crashes", "slow-unit-3", b"A")
        self.put("new", "4", b"new")
        self.assertEqual(self.run_campaign().crashes, 1)
        self.assertEqual(self.in_folder("regressions"), [b"A"])
        self.assertEqual(self.in_folder("corpus"), [b"new"])

    def test_what_has_grown_is_what_adds_to_the_seeds(self):
        (self.seeds / "first").write_bytes(b"seed")
        (self.seeds / "grown-1").write_bytes(b"of before")
        (self.seeds / "grown-2").write_bytes(b"adds nothing")
        self.put("corpus", "5", b"new")
        self.put("corpus", "6", b"adds nothing")
        self.assertEqual(fuzz.beyond_seeds("t"), {b"of before", b"new"})

    def test_keeps_inputs_that_cannot_be_merged(self):
        self.given(found=b"new", unmerged=b"")
        self.run_campaign()
        self.assertEqual(self.in_folder("new"), [b"new"])

    def test_keeps_what_does_not_crash_again(self):
        self.put("crashes", "crash-2", b"harmless")
        self.assertEqual(self.run_campaign().crashes, 0)
        self.assertEqual(self.in_folder("unclear"), [b"harmless"])

    def test_a_filed_crash_does_not_block_its_target(self):
        (self.seeds / "regression-open").write_bytes(b"A")
        (self.seeds / "regression-mended").write_bytes(b"C")
        self.assertEqual(self.run_campaign().execs, 10)
        self.assertEqual([path.name for path in self.seeds.iterdir()], ["regression-mended"])

    def test_one_campaign_a_target(self):
        with open(fuzz.folder("locks") / "t", "w", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with self.assertRaisesRegex(RuntimeError, "has t in hand"):
                self.run_campaign()

    def test_an_engine_that_fails_without_an_input_is_told(self):
        self.engine.write_text(f"""#!{sys.executable}
import pathlib, sys
for flag in sys.argv[1:]:
    if flag.startswith("-artifact_prefix="):
        pathlib.Path(flag.split("=")[1] + "slow-unit-1").touch()
sys.exit(1)
""")
        with self.assertRaisesRegex(RuntimeError, "failed without an input"):
            self.run_campaign()

    def test_a_timeout_has_one_cause_however_long_it_took(self):
        causes = {fuzz_crashes.cause(f"==7== ERROR: libFuzzer: timeout after {seconds} seconds\n#0 0x1\n"
                                     "SUMMARY: libFuzzer: timeout\n") for seconds in (25, 26)}
        self.assertEqual(causes, {"SUMMARY: libFuzzer: timeout"})

    def test_takes_each_crash_of_afl_once(self):
        out = self.home / "afl/t"
        (out / "job0/crashes").mkdir(parents=True)
        (out / "job0/crashes/id:000000,sig:06").write_bytes(b"A")
        crashes = fuzz.folder("crashes", "t")
        for expected in (1, 0):
            fuzz_engines._take_crashes(out, crashes)
            self.assertEqual(fuzz.file_crashes("t"), expected)
        self.assertEqual(self.in_folder("regressions"), [b"A"])


if __name__ == "__main__":
    sys.stdout = open(os.devnull, "w", encoding="utf-8")
    unittest.main()
