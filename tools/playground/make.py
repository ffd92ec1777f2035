"""Makes the page of the playground, build/playground/hardwire.html: `tools/dev playground` says how to call it."""

import base64
import hashlib
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "mutants"))
from native import ROOT, Broken, Kit, Object, build_all, codec_sources, prepare, run  # noqa: E402

WORK = ROOT / "build/playground"
PAGE = WORK / "hardwire.html"
SOURCES = ROOT / "examples/playground"
# Abseil's and nlohmann's headers alone: the rest of /usr/include is this machine's.
INCLUDE = WORK / "include"
TARGET = "--target=wasm32-wasi"
# libc++ has no filesystem here, and its <cstdlib> does not bring errno along, which nlohmann's header wants.
FLAGS = [TARGET, *"-std=c++17 -Oz -fno-exceptions -fno-rtti -fvisibility=hidden -Wall -Wextra -Werror -I.".split(),
         "-isystem", str(INCLUDE), "-DHARDWIRE_WITHOUT_ABSEIL", "-DJSON_HAS_FILESYSTEM=0",
         "-DJSON_HAS_EXPERIMENTAL_FILESYSTEM=0", "-include", "errno.h"]
# Two that nothing of the page uses. The first needs compiled Abseil, the other a C++ library that writes to files.
LEFT_OUT = {"codec/hardwire/platform/absl_status.cc", "codec/hardwire/platform/error_code.cc"}
# What the library does not have. Beside the headers that these include stand the other sources of inspect.
OWN = [f"examples/{name}.cc" for name in ("inspect/kinds", "inspect/output", "inspect/report_json", "inspect/report_text",
                                          "playground/exports", "playground/playground")]


def exported():
    """The functions that the script calls."""
    return re.findall(r"^\S.* \*?(playground_\w+)\(", (SOURCES / "exports.cc").read_text(), re.M)


def objects(kit):
    """All that the module is made of, built two at a time."""
    waiting = [*OWN, *(source for source in codec_sources() if source not in LEFT_OUT and "/c/" not in source)]
    units = {}
    while waiting:
        made = [Object(source, kit) for source in waiting]
        build_all(made, 2)
        units.update(zip(waiting, made))
        beside = {str(pathlib.Path(use).with_suffix(".cc")) for unit in made for use in unit.uses if use.startswith("examples/")}
        waiting = sorted(source for source in beside - units.keys() if (ROOT / source).exists())
    return units.values()


def compile_library():
    """The module of WebAssembly."""
    INCLUDE.mkdir(parents=True, exist_ok=True)
    for name in ("absl", "nlohmann"):
        if not (INCLUDE / name).is_symlink():
            (INCLUDE / name).symlink_to(f"/usr/include/{name}")
    kit = Kit("clang++", WORK, FLAGS)
    prepare(kit)
    module = WORK / "hardwire.wasm"
    # The stack lies in front of the data: what overflows it, ends in a trap and overwrites nothing.
    code, output = run([kit.compiler, TARGET, "-mexec-model=reactor", *(unit.path for unit in objects(kit)), "-o", module,
                        "-Wl,--strip-all,--stack-first,-z,stack-size=1048576,--max-memory=268435456",
                        *(f"-Wl,--export={name}" for name in exported())])
    if code != 0:
        raise Broken(output)
    return module.read_bytes()


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def page(module):
    """The page, with all that it needs in it. Its policy lets it run this script and connect to nothing."""
    text, style, script = ((SOURCES / f"page.{kind}").read_text() for kind in ("html", "css", "js"))
    script = (SOURCES / "capture.js").read_text() + script.replace("@MODULE@", base64.b64encode(module).decode())
    policy = (f"default-src 'none'; script-src {digest(script)} 'wasm-unsafe-eval'; style-src {digest(style)}; "
              "base-uri 'none'; form-action 'none'")
    for name, value in (("@POLICY@", policy), ("@STYLE@", style), ("@SCRIPT@", script)):
        if text.count(name) != 1:
            raise Broken(f"page.html has {name} {text.count(name)} times")
        text = text.replace(name, value)
    return text


def main():
    module = compile_library()
    PAGE.write_text(page(module))
    print(f"{PAGE.relative_to(ROOT)}: {PAGE.stat().st_size} bytes, {len(module)} of them WebAssembly before base64")


if __name__ == "__main__":
    try:
        main()
    except (Broken, OSError) as error:
        sys.exit(f"the playground: {error}")
