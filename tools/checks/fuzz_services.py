#!/usr/bin/python3
"""check: what the fuzzing services read is well formed, names paths that exist and calls fuzz/build.sh."""

import os
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT_KEYS = {"language", "homepage", "main_repo", "primary_contact", "auto_ccs", "sanitizers", "fuzzing_engines",
                "architectures"}
SANITIZERS = {"address", "undefined", "memory"}
ENGINES = {"libfuzzer", "afl", "honggfuzz", "centipede"}
MODES = {"code-change", "batch", "prune", "coverage"}
WITH = {"build_fuzzers": {"language", "sanitizer", "github-token"},
        "run_fuzzers": {"github-token", "mode", "fuzz-seconds", "sanitizer", "minimize-crashes"}}
faults = []


def require(kept, path, fault):
    if not kept:
        faults.append(f"{path}: {fault}")


def check_project(folder):
    project = yaml.safe_load((ROOT / folder / "project.yaml").read_text())
    path = f"{folder}/project.yaml"
    require(set(project) <= PROJECT_KEYS, path, f"unknown keys {set(project) - PROJECT_KEYS}")
    require(project.get("language") == "c++", path, "language is not c++")
    require(set(project.get("sanitizers", [])) <= SANITIZERS, path, "unknown sanitizers")
    require(set(project.get("fuzzing_engines", [])) <= ENGINES, path, "unknown engines")
    require(folder == ".clusterfuzzlite" or "main_repo" in project, path, "no main_repo")


def check_image(folder, context):
    """The Dockerfile copies what its context has, and build.sh is one call of fuzz/build.sh."""
    path = f"{folder}/Dockerfile"
    lines = (ROOT / path).read_text().splitlines()
    kinds = [line.split()[0] for line in lines if line and not line.startswith("#")]
    require(kinds[0] == "FROM" and set(kinds) <= {"FROM", "RUN", "COPY", "WORKDIR"}, path, f"instructions {kinds}")
    copies = [line.split()[1] for line in lines if line.startswith("COPY ")]
    for source in copies:
        require((ROOT / context / source).exists(), path, f"copies {source}, which {context} has not")
    require(any(source.endswith("build.sh") for source in copies), path, "copies no build.sh")
    script = ROOT / folder / "build.sh"
    called = re.findall(r'^exec "\$SRC/hardwire/(\S+)"$', script.read_text(), re.M)
    require(called == ["fuzz/build.sh"] and os.access(ROOT / called[0], os.X_OK), script.relative_to(ROOT),
            f"calls {called}, not fuzz/build.sh")


def check_workflow(path):
    """Builds, then runs, with the sanitizer that was built. Returns the mode."""
    workflow = yaml.safe_load(path.read_text())
    name = path.relative_to(ROOT)
    require({"name", "jobs", "permissions"} <= set(workflow), name, "no name, jobs or permissions")
    # YAML reads the key `on` as true.
    changes = (workflow.get(True) or {}).get("pull_request", {}).get("paths", [])
    for pattern in changes:
        require((ROOT / pattern.removesuffix("/**")).is_dir(), name, f"watches {pattern}, which is not there")
    (job,) = workflow["jobs"].values()
    used = []
    for step in job["steps"]:
        found = re.fullmatch(r"google/clusterfuzzlite/actions/(\w+)@[0-9a-f]{40}", step["uses"])
        require(found and set(step["with"]) <= WITH.get(found.group(1), set()), name, f"unknown action {step}")
        used.append(found.group(1) if found else None)
    require(used == ["build_fuzzers", "run_fuzzers"], name, f"the steps are {used}")
    build, run = (step["with"] for step in job["steps"])
    require(build["sanitizer"] == run["sanitizer"], name, "runs another sanitizer than it builds")
    known = set(job.get("strategy", {}).get("matrix", {}).get("sanitizer", [])) or {run["sanitizer"]}
    require(known <= SANITIZERS | {"coverage"}, name, f"unknown sanitizers {known}")
    return run["mode"]


def main():
    for folder, context in ((".clusterfuzzlite", "."), ("fuzz/oss-fuzz", "fuzz/oss-fuzz")):
        check_project(folder)
        check_image(folder, context)
    modes = [check_workflow(path) for path in sorted((ROOT / ".github/workflows").glob("fuzz-*.yml"))]
    require(sorted(modes) == sorted(MODES), ".github/workflows", f"the modes are {modes}")
    print("\n".join(faults) if faults else f"2 services, {len(modes)} workflows")
    sys.exit(1 if faults else 0)


main()
