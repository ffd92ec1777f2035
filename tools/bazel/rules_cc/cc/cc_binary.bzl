"""cc_binary, as rules_cc names its file."""

load("//cc:defs.bzl", _cc_binary = "cc_binary")

cc_binary = _cc_binary
