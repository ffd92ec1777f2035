"""The mutants of a C++ source: one small change each, found in its tokens.

Comments, strings, preprocessor lines, static_asserts and what only HARDWIRE_COUNT_LOADS compiles are
left alone. The source is formatted: an operator of two operands has a space on either side, which
tells it from a template's bracket, a reference and a sign.
"""

import dataclasses
import re

TOKEN = re.compile(
    r"""(?P<skip>^\#ifdef\ HARDWIRE_COUNT_LOADS$.*?^\#(?:else|endif)[^\n]*
               |^[ ]*\#(?:[^\n]*\\\n)*[^\n]*|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*")
      |(?P<char>'(?:\\.|[^'\\])+')
      |(?P<number>(?:0[xX][0-9A-Fa-f]+|\d+)[uUlL]*\b)
      |(?P<name>[A-Za-z_]\w*)
      |(?P<op><<=|>>=|->|::|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%&|^!~<>=?:;,.(){}\[\]])
    """,
    re.X | re.S | re.M,
)
# What takes the place of an operator that has a space on either side.
EXCHANGES = {
    "<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "==": ("!=",),
    "!=": ("==",), "&&": ("||",), "||": ("&&",), "&": ("|",), "|": ("&",), "+": ("-",), "-": ("+",),
    "*": ("+",), "/": ("*",), "%": ("/",), "<<": (">>",), ">>": ("<<",), "|=": ("=", "&="),
    "&=": ("=",), "+=": ("-=", "="), "-=": ("+=", "="), "<<=": (">>=",), ">>=": ("<<=",),
}  # fmt: skip
# An object, with its members, subscripts and calls.
PLACE = r"(?:\+\+|--)?\(?\*?\w+(?:(?:\.|->|::)\w+|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)|\)(?=\[)|\+\+)*"
REMOVABLE = re.compile(rf"{PLACE}(?: (?:[-+*/%&|^]|<<|>>)?= [^;]*)?;")
OPERAND = r"\w+(?:(?:\.|->|::)\w+|\[[^\]\[]*\]|\([^()]*\))*"
DIFFERENCE = re.compile(rf"(?<![\w.>:\)\]])({OPERAND})( - )({OPERAND})(?![\w(\[.])")
KEYWORDS = set(
    "return if for while do else switch case default using namespace class struct enum public private "
    "protected friend template typedef static constexpr const inline extern goto break continue".split()
)


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    before: str  # the lines touched, as one line
    after: str
    text: str  # the whole source


@dataclasses.dataclass
class Token:
    kind: str
    text: str
    start: int
    end: int


def tokens_of(source):
    """The source's tokens, without what is left alone."""
    matches = [m for m in TOKEN.finditer(source) if m.lastgroup != "skip"]
    tokens = [Token(m.lastgroup, m.group(), m.start(), m.end()) for m in matches]
    for i in reversed([i for i, token in enumerate(tokens) if token.text == "static_assert"]):
        del tokens[i : closing(tokens, i + 1) + 1]
    return tokens


def closing(tokens, i):
    """The index of the parenthesis that closes the one at `i`."""
    depth = 0
    for j in range(i, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[j].text, 0)
        if depth == 0:
            return j
    raise ValueError("a parenthesis is not closed")


def changed_number(text, row):
    """`text`, one more and, but in a row of a table or an enumerator, one less."""
    digits = text.rstrip("uUlL")
    value, tail = int(digits, 0), text[len(digits) :]
    shape = "0x{:0%dX}" % (len(digits) - 2) if digits[:2] in ("0x", "0X") else "{}"
    return [shape.format(v) + tail for v in (value + 1, value - 1)[: 1 if row or value == 0 else 2]]


def changes(source):
    """Every change as (start, end, new text)."""
    tokens = tokens_of(source)
    for i, token in enumerate(tokens):
        spaced = source[token.start - 1] in " \n" and source[token.end] in " \n"
        following = tokens[i + 1] if i + 1 < len(tokens) else token
        if token.kind == "number":
            if following.text != ">" or spaced or source[token.end] == " ":  # no template argument
                row = following.text == "," and tokens[i - 1].text in ("=", "{")
                for new in changed_number(token.text, row):
                    yield token.start, token.end, new
        elif token.kind == "char" and len(token.text) == 3:
            yield token.start, token.end, f"'{chr(ord(token.text[1]) + 1)}'"
        elif token.text in ("true", "false"):
            yield token.start, token.end, "false" if token.text == "true" else "true"
        elif token.text in EXCHANGES and spaced:
            for new in EXCHANGES[token.text]:
                yield token.start, token.end, new
        elif token.text in ("++", "--"):
            yield token.start, token.end, "--" if token.text == "++" else "++"
        elif token.text == "!":
            yield token.start, token.end, ""
        elif token.text in ("break", "continue") and following.text == ";":
            yield token.start, following.end, ";"
        elif token.text in ("if", "while") and following.text == "(":
            close = tokens[closing(tokens, i + 1)]
            for new in ("true", "false") if token.text == "if" else ("false",):
                yield following.end, close.start, new
        if i and tokens[i - 1].text in (";", "{", "}", ")", "else", ":") and token.text not in KEYWORDS:
            statement = REMOVABLE.match(source, token.start)
            if statement and "= default" not in statement.group():
                yield statement.start(), statement.end(), ";"
    kept = "".join(  # comments and strings blanked, so that offsets stay
        source[a.end : b.start].translate({c: " " for c in range(32, 127)}) + b.text
        for a, b in zip([Token("", "", 0, 0), *tokens], tokens)
    )
    for match in DIFFERENCE.finditer(kept):
        yield match.start(), match.end(), f"{match[3]} - {match[1]}"


def mutants_of(file, source):
    """The mutants of `source`, in its order."""
    found = {}
    for start, end, new in changes(source):
        if source[start:end] == new:
            continue
        first, last = source.rfind("\n", 0, start) + 1, source.find("\n", end)
        text = source[:start] + new + source[end:]
        before, after = source[first:last], source[first:start] + new + source[end:last]
        found[text] = Mutant(
            file, source.count("\n", 0, start) + 1, " ".join(before.split()), " ".join(after.split()), text
        )
    return numbered(sorted(found.values(), key=lambda m: m.line))


def numbered(mutants):
    """The same, where a second and third of equal lines say so."""
    seen, result = {}, []
    for mutant in mutants:
        count = seen[mutant.before, mutant.after] = seen.get((mutant.before, mutant.after), 0) + 1
        after = mutant.after if count == 1 else f"{mutant.after} [{count}]"
        result.append(dataclasses.replace(mutant, after=after))
    return result
