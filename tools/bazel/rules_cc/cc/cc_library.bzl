"""cc_library, as rules_cc names its file."""

load("//cc:defs.bzl", _cc_library = "cc_library")

cc_library = _cc_library
