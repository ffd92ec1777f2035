"""What `tools/dev portability` builds for. docs/platforms.md has a row for each, which lists.py compares."""

import dataclasses

# Parts of the tests: the unit tests, in one program; programs without GoogleTest, the differentials among them; the seeds
# of every fuzz target, at every prefix; the tests of the C API.
EVERYTHING = ("unit", "other", "seeds", "c")
WORDS = {"unit": "unit tests", "other": "differentials", "seeds": "seeds", "c": "tests in C"}
GCC = ("gcc 12", "libstdc++ 12")
COMPARE_TEXT = ("fuzz/differential_text.cc", "test/differential/text_differential.cc")
WINE = "build/portability/wine"


@dataclasses.dataclass(frozen=True)
class Target:
    """A machine, a compiler, libraries, and what starts a program."""

    name: str
    machine: str
    bits: int
    order: str
    compiler: str
    library: str
    views: str
    run_by: str  # in words
    starter: tuple
    cxx: str
    cc: str
    flags: tuple = ()  # of compilers and of linking
    cxx_flags: tuple = ()
    c_flags: tuple = ()
    link_flags: tuple = ()
    archiver: str = "ar"
    environment: tuple = ()
    server: tuple = ()  # what runs beside its programs
    parts: tuple = EVERYTHING
    left_out: dict = dataclasses.field(default_factory=dict)  # a source or a folder -> why it is not built
    not_run: dict = dataclasses.field(default_factory=dict)  # a unit test -> why it is not run

    @property
    def without_abseil(self):
        return self.views == "without Abseil"

    @property
    def row(self):
        """Its row in docs/platforms.md."""
        how = f"`tools/dev portability {self.name}`" + (f", {self.run_by}" if self.run_by else "")
        tested = f"{how}: " + ", ".join(WORDS[part] for part in self.parts)
        cells = [self.machine, self.bits, self.order, self.compiler, self.library, self.views, tested]
        return "| " + " | ".join(map(str, cells)) + " |"


def cross(name, bits, order, run_by, starter, triple, **more):
    """A machine that Debian has a cross compiler for."""
    return Target(name, name, bits, order, *GCC, "Abseil 20220623", run_by, starter, f"{triple}-g++", f"{triple}-gcc", **more)


def emulated(name, bits, order, qemu, triple, **more):
    return cross(name, bits, order, "by qemu-user", (f"qemu-{qemu}", "-L", f"/usr/{triple}"), triple, not_run={
        "OwnSocketsTest.AConnectionThatComesBackThroughATranslation": "asks the kernel by sock_diag(7), which qemu-user does not pass on",
    }, **more)  # fmt: skip


TARGETS = [
    # This kernel runs i686 itself: emulated, a child that the death tests fork does not end.
    cross("i686", 32, "little", "", ("/usr/i686-linux-gnu/lib/ld-linux.so.2", "--library-path", "/usr/i686-linux-gnu/lib"),
          "i686-linux-gnu"),
    emulated("aarch64", 64, "little", "aarch64", "aarch64-linux-gnu"),
    # Without the wide offsets readdir finds nothing: those of the kernel that qemu-user runs on have 64 bits.
    emulated("armhf", 32, "little", "arm", "arm-linux-gnueabihf", cxx_flags=("-D_FILE_OFFSET_BITS=64",)),
    emulated("s390x", 64, "big", "s390x", "s390x-linux-gnu"),
    Target("libcxx", "x86_64", 64, "little", "clang 14", "libc++ 14", "Abseil 20220623", "", (), "clang++", "clang",
           cxx_flags=("-stdlib=libc++",), link_flags=("-stdlib=libc++",)),
    # Debian has no C++ library for musl. The codecs need headers of one alone, and libc++ has headers that know musl.
    Target("musl", "x86_64", 64, "little", "gcc 12", "libc++ 14 (headers alone), musl 1.2.3", "without Abseil", "", (), "g++", "musl-gcc",
           cxx_flags=("-nostdinc", "-D_LIBCPP_HAS_MUSL_LIBC", "-isystem", "/usr/lib/llvm-14/include/c++/v1",
                      "-isystem", "/usr/include/x86_64-linux-musl", "-isystem", "/usr/lib/gcc/x86_64-linux-gnu/12/include"),
           parts=("c",)),
    Target("mingw", "x86_64", 64, "little", "gcc 12", "libstdc++ 12, Windows", "without Abseil", "by Wine",
           ("/usr/lib/wine/wine64",), "x86_64-w64-mingw32-g++-posix", "x86_64-w64-mingw32-gcc-posix",
           link_flags=("-static", "-lws2_32"),
           environment=(("WINEPREFIX", WINE), ("WINEDEBUG", "-all"), ("WINEDLLOVERRIDES", "mscoree,mshtml=")),
           server=("/usr/lib/wine/wineserver64", "-f", "-p"), left_out={
               **dict.fromkeys(COMPARE_TEXT, "compares with getaddrinfo as glibc has it"),
               **dict.fromkeys(("test/proxy", "test/inspect"), "the examples are programs for POSIX"),
               "test/laws/allocations_test.cc": "Windows has no aligned_alloc",
           }, not_run={
               "BrokenCodecs.AreCaught": "allocations are counted in glibc alone",
               "ErrorCode.AllocatesOnlyTheMessage": "allocations are counted in glibc alone",
               "CodesDocument.IsCurrent": "the document has the texts that glibc has for std::errc",
           }),
    Target("wasm32", "wasm32", 32, "little", "clang 14", "libc++ 14", "without Abseil", "by Node",
           ("node", "--no-warnings", "tools/portability/wasi.mjs"), "clang++", "clang", flags=("--target=wasm32-wasi",),
           cxx_flags=("-fno-exceptions",),
           c_flags=("-std=c11",),  # the sockaddr of wasi-libc is none of C99
           link_flags=("-Wl,--stack-first,-z,stack-size=1048576",),
           archiver="llvm-ar", parts=("other", "seeds", "c"), left_out={
               **dict.fromkeys(COMPARE_TEXT, "WASI has no getaddrinfo"),
               **dict.fromkeys(("fuzz/differential.cc", "fuzz/differential_handshake.cc", "test/differential/reference.cc",
                                "test/differential/handshake_differential.cc", "test/differential/handshake_model.cc",
                                "test/differential/socks_differential.cc"),
                               "the reference throws, and libc++ has no exceptions here"),
           }),
]  # fmt: skip
NAMES = [target.name for target in TARGETS]
