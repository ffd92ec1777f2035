"""hardwire_fuzz_test: a fuzz target, with the target names of rules_fuzzing."""

load("@rules_cc//cc:cc_binary.bzl", "cc_binary")
load("@rules_cc//cc:cc_library.bzl", "cc_library")
load("@rules_cc//cc:cc_test.bzl", "cc_test")

def _seed_corpus_impl(ctx):
    folder = ctx.actions.declare_directory(ctx.label.name)
    ctx.actions.run_shell(
        outputs = [folder],
        inputs = [ctx.file.tool, ctx.file.manifest] + ctx.files.found,
        command = 'python3 "$1" "$2" --target "$3" "$4"',
        arguments = [ctx.file.tool.path, ctx.file.manifest.path, ctx.attr.target, folder.path],
        mnemonic = "SeedCorpus",
        use_default_shell_env = True,
    )
    return [DefaultInfo(files = depset([folder]), runfiles = ctx.runfiles([folder]))]

_seed_corpus = rule(
    implementation = _seed_corpus_impl,
    doc = "The seeds of one target, its regressions and what has grown from them, a file each.",
    attrs = {
        "found": attr.label(allow_files = True, mandatory = True),
        "manifest": attr.label(allow_single_file = True, mandatory = True),
        "target": attr.string(mandatory = True),
        "tool": attr.label(allow_single_file = True, mandatory = True),
    },
)

def hardwire_fuzz_test(name, srcs, deps, size = "small"):
    """A fuzz target.

    Args:
      name: `<name>` is a test that replays the seeds and every prefix of each, under any compiler;
        `<name>_bin` the program for an engine (--config=fuzz: libFuzzer), `<name>_corpus` the folder
        of seeds and of what has grown from them.
      srcs: files that define LLVMFuzzerTestOneInput.
      deps: what they need.
      size: of the test.
    """
    _seed_corpus(
        name = name + "_corpus",
        testonly = True,
        found = "//corpus:found",
        manifest = "//corpus:seeds.tsv",
        target = name,
        tool = "//tools:seeds.py",
    )
    cc_library(
        name = name + "_body",
        testonly = True,
        srcs = srcs,
        deps = deps,
        alwayslink = True,
    )
    cc_binary(
        name = name + "_bin",
        testonly = True,
        linkopts = select({
            "//fuzz:libfuzzer": ["-fsanitize=fuzzer"],
            "//conditions:default": [],
        }),
        tags = ["fuzz-test"],
        deps = [":" + name + "_body"] + select({
            "//fuzz:libfuzzer": [],
            "//conditions:default": ["//fuzz:replay"],
        }),
    )
    cc_test(
        name = name,
        size = size,
        args = ["--random", "20000", "$(rootpath :%s_corpus)" % name],
        data = [":" + name + "_corpus"],
        deps = [":" + name + "_body", "//fuzz:replay"],
    )
