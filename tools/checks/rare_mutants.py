"""check: the mutants of `tools/dev mutants --rare` name what is in scope, and one that is switched on in a build of
many does what it does alone."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/mutants"))
sys.dont_write_bytecode = True
import rare  # noqa: E402
import scope  # noqa: E402
import switches  # noqa: E402

SOURCE = """
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>

namespace small {
inline namespace views {

using std::string_view;

enum class Kind : uint8_t { kOne = 1, kTwo = 2 };

struct Header {
  Kind kind = Kind::kOne;
  uint16_t length = 0;
};

std::pair<size_t, string_view> First(string_view text, size_t n) {
  return {text.size(), text.substr(0, n)};
}

class Reader {
 public:
  int Read(Header header, string_view text, bool flag);
  bool Even() const { return total_ % 2 == 0; }
  friend bool Same(const Reader& a, const Reader& b) { return a.total_ == b.total_; }

 private:
  int total_ = 0;
  bool seen_ = false;
  string_view last_;
};

int Reader::Read(Header header, string_view text, bool flag) {
  if (header.kind == Kind::kTwo && flag) total_ += 1;
  else total_ += 2;
  if (seen_ || header.length > 3) total_ += 16;
  seen_ = false;
  const bool again = text == last_;
  if (again) total_ += 64;
  last_ = text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == 'b') seen_ = true;
    const auto add = [this](uint8_t octet) { total_ += octet == 'b' ? 128 : 0; };
    add(static_cast<uint8_t>(text[i]));
  }
  const size_t late = text.size();
  return static_cast<int>(late) + total_;
}

}  // namespace views
}  // namespace small

int main() {
  small::Reader reader;
  const char* const texts[] = {"", "a", "ab", "ab", "b", "ba", "bb", "abcdefgh", "abcdefgi"};
  for (uint16_t length = 0; length < 24; ++length) {
    for (const char* text : texts) {
      for (const bool flag : {false, true}) {
        const small::Header header = {static_cast<small::Kind>(1 + length % 2), length};
        printf("%d", reader.Read(header, text, flag));
        printf("%s ", reader.Even() ? "e" : "");
      }
    }
  }
}
"""
KINDS = sorted(rare.WEIGHTS)


def made(count, seed):
    return rare.mutants_of({"small.cc": SOURCE.split("int main")[0]}, [], count, seed)


def visible_at(line):
    """The names in scope where the line begins."""
    reader = scope.Reader(SOURCE, scope.Types([SOURCE]))
    for place in reader.read():
        if SOURCE.startswith(line, reader.tokens[place.index].start):
            return [name for name, _ in place.visible]
    raise KeyError(line)


class Scope(unittest.TestCase):
    def test_parameters_members_and_the_locals_above(self):
        names = ["total_", "seen_", "last_", "header", "text", "flag"]
        self.assertEqual(visible_at("seen_ = false;"), names)
        self.assertEqual(visible_at("last_ = text;"), [*names, "again"])
        self.assertEqual(visible_at("if (text[i]"), [*names, "again", "i"])
        self.assertIn("late", visible_at("return static_cast<int>(late)"))

    def test_what_a_lambda_is_given(self):
        self.assertIn("octet", visible_at("total_ += octet"))

    def test_nothing_of_another_function(self):
        self.assertEqual(visible_at("return total_"), ["total_", "seen_", "last_"])

    def test_a_friend_has_no_object(self):
        self.assertEqual(visible_at("return a.total_"), ["a", "b"])


class Choice(unittest.TestCase):
    def test_a_seed_chooses_always_the_same(self):
        self.assertEqual(made(40, 7), made(40, 7))
        self.assertNotEqual(made(40, 7), made(40, 8))

    def test_every_kind_is_made(self):
        self.assertEqual(sorted({mutant.kind for mutant in made(100, 1)}), KINDS)

    def test_an_assignment_that_changes_nothing_is_no_case(self):
        cases = {mutant.case for mutant in made(100, 1) if mutant.kind == "reset"}
        self.assertTrue(cases)
        for case in cases:
            self.assertRegex(case, r" && !\(seen_ == (true|false)\)$")

    def test_what_is_in_an_inline_namespace_needs_no_name_of_it(self):
        kinds = {kind for mutant in made(100, 1) for kind in re.findall(r"[\w:]+::k[A-Z]\w+", mutant.case)}
        self.assertEqual(kinds, {"small::Kind::kOne", "small::Kind::kTwo"})


class Switches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.place = pathlib.Path(cls.folder.name)
        cls.tail = "int main" + SOURCE.split("int main")[1]
        candidates = made(100, 1)
        # One around another that ends where it does, then two of each kind that compile.
        cls.mutants, cls.alone = [], []
        for mutant in next(
            [a, b]
            for a in candidates
            for b in candidates
            if a.kind == "or" and b.kind == "without" and a.end == b.end and a.start < b.start
        ):
            cls.take(mutant)
        for kind in KINDS:
            for mutant in [m for m in candidates if m.kind == kind and m not in cls.mutants][:6]:
                if sum(m.kind == kind for m in cls.mutants) < 2:
                    cls.take(mutant)
        text, _ = switches.text_with(SOURCE, dict(enumerate(cls.mutants, 1)))
        cls.many = cls.build('#include "tools/mutants/switches.h"\n' + text)

    @classmethod
    def take(cls, mutant):
        """Adds a mutant, if it compiles."""
        program = cls.build(mutant.text + cls.tail)
        if program:
            cls.mutants.append(mutant)
            cls.alone.append(cls.output(program))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def build(cls, text):
        number = len(list(cls.place.iterdir()))
        source, program = cls.place / f"{number}.cc", cls.place / f"{number}.bin"
        source.write_text(text)
        command = ["g++", "-std=c++17", "-w", f"-I{ROOT}", source, "-o", program]
        failed = subprocess.run(command, stderr=subprocess.DEVNULL).returncode
        return None if failed else program

    @staticmethod
    def output(program, **environment):
        return subprocess.run(
            [program], env={**os.environ, **environment}, capture_output=True, check=True
        ).stdout

    def test_two_of_each_kind(self):
        self.assertEqual(sorted(mutant.kind for mutant in self.mutants), sorted(KINDS * 2))

    def test_nothing_is_on_unless_asked_for(self):
        self.assertEqual(self.output(self.many), self.output(self.build(SOURCE)))

    def test_one_that_is_on_does_what_it_does_alone(self):
        for number, (mutant, alone) in enumerate(zip(self.mutants, self.alone), 1):
            with self.subTest(mutant=mutant.after):
                self.assertEqual(self.output(self.many, HARDWIRE_MUTANT=str(number)), alone)

    def test_a_case_that_changes_the_output_is_recorded_and_changes_nothing(self):
        cases = self.place / "cases"
        cases.write_bytes(bytes(len(self.mutants) + 1))
        plain = self.output(self.many, HARDWIRE_CASES=str(cases))
        self.assertEqual(plain, self.output(self.many))
        for up, mutant, alone in zip(cases.read_bytes()[1:], self.mutants, self.alone):
            with self.subTest(mutant=mutant.after):
                self.assertTrue(up or alone == plain)
        self.assertIn(1, cases.read_bytes()[1:])


if __name__ == "__main__":
    unittest.main()
