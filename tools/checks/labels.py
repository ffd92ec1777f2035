#!/usr/bin/env python3
"""check: each target depends on exactly those external libraries that its files include.

Debian's Abseil, benchmark and JSON headers lie in /usr/include, where Bazel's layering check does not
look; with the registry's packages a missing label would be an error. Also: MODULE.bazel names every
repository that the BUILD files use, and no other.
"""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

OWNERS = {
    "absl/base/attributes.h": "@abseil-cpp//absl/base:core_headers",
    "absl/base/optimization.h": "@abseil-cpp//absl/base:core_headers",
    "absl/status/status.h": "@abseil-cpp//absl/status:status",
    "absl/strings/cord.h": "@abseil-cpp//absl/strings:cord",
    "absl/strings/str_cat.h": "@abseil-cpp//absl/strings:strings",
    "absl/strings/string_view.h": "@abseil-cpp//absl/strings:string_view",
    "absl/types/span.h": "@abseil-cpp//absl/types:span",
    "benchmark/benchmark.h": "@google_benchmark//:benchmark",
    "gtest/gtest.h": "@googletest//:gtest",
    "nlohmann/json.hpp": "@nlohmann_json//:json",
}
ALWAYS = {"@googletest//:gtest_main"}  # a main function, no header


def attribute(rule, name):
    found = rule.find(f"list[@name='{name}']")
    return [] if found is None else [label.get("value") for label in found]


def path_of(label):
    return label[2:].replace(":", "/").lstrip("/")


def main():
    query = subprocess.run(["bazel", "query", "--noshow_progress", "--ui_event_filters=-info", "--output=xml",
                            'kind("cc_.* rule", //...)'], capture_output=True, text=True, check=True)
    faults = []
    repositories = set()
    for rule in ET.fromstring(query.stdout.replace('version="1.1"', 'version="1.0"')).iter("rule"):
        included = set()
        for label in attribute(rule, "srcs") + attribute(rule, "hdrs"):
            file = pathlib.Path(path_of(label))
            if file.suffix == ".a":  # made, and no source
                continue
            for header in re.findall(r'^#include "((?:absl|benchmark|gtest|nlohmann)/[^"]+)"', file.read_text(), re.M):
                if header not in OWNERS:
                    faults.append(f"{file}: {header} has no owner in {sys.argv[0]}")
                included.add(OWNERS.get(header))
        external = {label for label in attribute(rule, "deps") if label.startswith("@")}
        repositories |= {label.split("//")[0][1:] for label in external}
        for label in sorted(included - external - {None}):
            faults.append(f"{rule.get('name')}: includes from {label} and does not depend on it")
        for label in sorted(external - included - ALWAYS):
            faults.append(f"{rule.get('name')}: depends on {label} and includes nothing from it")
    module = pathlib.Path("MODULE.bazel").read_text()
    declared = set(re.findall(r'^bazel_dep\(name = "([^"]+)"', module, re.M))
    if declared != repositories | {"rules_cc"}:
        faults.append(f"MODULE.bazel declares {sorted(declared)}, the BUILD files use {sorted(repositories)}")
    print("\n".join(faults) if faults else f"labels of {len(repositories)} repositories agree with the includes")
    sys.exit(1 if faults else 0)


main()
