"""cc_test, as rules_cc names its file."""

load("//cc:defs.bzl", _cc_test = "cc_test")

cc_test = _cc_test
