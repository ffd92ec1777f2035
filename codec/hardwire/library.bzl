"""How every library of the codec is built."""

load("@rules_cc//cc:cc_library.bzl", "cc_library")

def hardwire_library(name, **kwargs):
    """A codec library: no exceptions, no RTTI. Its headers are included by their path below codec/.

    Args:
      name: the target's name.
      **kwargs: passed to cc_library.
    """
    cc_library(
        name = name,
        copts = [
            "-fno-exceptions",
            "-fno-rtti",
        ],
        strip_include_prefix = "/codec",
        **kwargs
    )
