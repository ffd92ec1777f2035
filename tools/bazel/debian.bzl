"""Every repository that Hardwire needs, taken from Debian 12's packages, for Bazel 4 without a network.

Bazel 7 and later read MODULE.bazel instead and never load this file.
"""

def debian_repositories(hardwire = "."):
    """Declares the repositories that MODULE.bazel takes from the Bazel registry, under the same names.

    Args:
      hardwire: the path of the Hardwire checkout, relative to the calling workspace.
    """
    for name in ["abseil-cpp", "google_benchmark", "nlohmann_json", "remote_coverage_tools", "rules_cc"]:
        native.local_repository(
            name = name,
            path = hardwire + "/tools/bazel/" + name,
        )
    native.local_repository(
        name = "rules_java",
        path = "/usr/share/bazel/rules/java",
    )
    native.local_repository(
        name = "platforms",
        path = "/usr/share/bazel/tools/platforms",
    )
    native.new_local_repository(
        name = "googletest",
        build_file = "@hardwire//tools/bazel:googletest.BUILD",
        path = "/usr/src/googletest",
    )
