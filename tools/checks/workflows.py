#!/usr/bin/env python3
"""check: what can be checked here of .github: it was never run, since the project has no place on GitHub yet.

    workflows.py

Every action is named by a digest of ACTIONS, with its version behind it. Nothing may write unless a job says so, no job
runs without an end, and each command of the project that a step runs exists. The workflow `test` runs `.ci/run`. Those of
fuzzing are checked by fuzz_services.py.
"""

import os
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Digests that were seen in public workflows. Nobody can compare them with GitHub from here: take no other without that.
ACTIONS = {
    "actions/checkout": ("v7.0.1", "3d3c42e5aac5ba805825da76410c181273ba90b1"),
    "github/codeql-action": ("v4.36.2", "8aad20d150bbac5944a9f9d289da16a4b0d87c1e"),
    "actions/attest-build-provenance": ("v4.1.0", "a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32"),
}
faults = []


def check_uses(name, text):
    """Each action of the text; returns how many there are."""
    lines = re.findall(r"^\s*(?:- )?uses: (.*)$", text, re.M)
    for line in lines:
        action, _, digest = line.partition("@")
        version, known = ACTIONS.get("/".join(action.split("/")[:2]), ("", ""))
        if digest != f"{known} # {version}":
            faults.append(f"{name}: {line} is none of ACTIONS")
    return len(lines)


def check_run(name, commands):
    for program, verb in re.findall(r"(?:^|\s)(tools/dev|\.ci/run)(?: (\w+))?", commands):
        if not os.access(ROOT / program, os.X_OK) or (verb and not (ROOT / f"tools/verbs/{verb}.sh").exists()):
            faults.append(f"{name}: there is no {program} {verb}")


def check_workflow(path):
    """Returns its commands."""
    text = path.read_text()
    workflow = yaml.safe_load(text)
    if not text.startswith("# Never run so far"):
        faults.append(f"{path.name}: it does not say that it was never run")
    if workflow.get("permissions") != {"contents": "read"}:
        faults.append(f"{path.name}: the permissions above the jobs are not `contents: read` alone")
    commands = []
    for job in workflow["jobs"].values():
        if not isinstance(job.get("timeout-minutes"), int):
            faults.append(f"{path.name}: a job has no timeout-minutes")
        commands += [step["run"] for step in job["steps"] if "run" in step]
    check_run(path.name, "\n".join(commands))
    if check_uses(path.name, text) == 0:
        faults.append(f"{path.name}: it uses no action that this check sees")
    return commands


def main():
    paths = [path for path in sorted((ROOT / ".github/workflows").glob("*.yml")) if not path.name.startswith("fuzz-")]
    commands = {path.name: check_workflow(path) for path in paths}
    if not {"tools/dev setup", ".ci/run"} <= set(commands.get("test.yml", ())):
        faults.append("test.yml: it does not run tools/dev setup and .ci/run")
    for path in (ROOT / ".github").rglob("*.y*ml"):
        if path not in paths and not path.name.startswith(("dependabot.", "fuzz-")):
            faults.append(f"{path.name}: this check does not know it")
    yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())
    print("\n".join(faults) if faults else f"{len(paths)} workflows, {sum(map(len, commands.values()))} commands")
    sys.exit(1 if faults else 0)


main()
