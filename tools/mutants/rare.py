"""Mutants that are the same as the original but in a rare case: at one size, for one octet, in one version.

A class of mutants each:
  unless   a statement that is not executed in a rare case
  reset    the same of one that sets a member to a constant
  and, or  a condition that is false, or true, in a rare case
  without  a condition of which a part is missing: the case is that the part decides
  start    an equality of views that compares no more than their first octets
A case is a predicate of what is in scope (scope.py). An assignment that would change nothing is no case.
"""

import bisect
import dataclasses
import random
import re

import operators
from scope import Reader, Types

WEIGHTS = {"unless": 30, "reset": 15, "and": 18, "or": 15, "without": 18, "start": 4}
ASSIGNMENT = re.compile(r"([\w.>-]+) = ([^(){}]+);")  # of what can be asked for twice
CONSTANT = re.compile(r"[\w.>-]+ = (?:[\w:]*::)?(?:k[A-Z]\w*|\d\w*|true|false|nullptr|\{\});")
NUMBERS = {"uint8_t": 8, "char": 7, "uint16_t": 16, "uint32_t": 32, "uint64_t": 64, "size_t": 64,
           "int": 31, "unsigned": 32, "int32_t": 31}  # fmt: skip
VERSIONS = {8: [0, 1, 4, 5], 16: [0, 2, 0x300, 0x301, 0x302, 0x303, 0x304, 0xFEFD, 0xFEFF]}
LIMITS = [0, 1, 254, 255, 256, 257, 16383, 16384, 16385, 16640, 16641, 18432, 65535]
SWITCH = "\0"
STOPS = {"&&": {"&&", "||"}, "||": {"||"}, "==": {"&&", "||", "==", "!=", "<", ">", "<=", ">=", "&", "|"}}
STOPS["!="] = STOPS["=="]
ENDS = {"return", "=", "?", ":", ";", ",", "{", "}", "|=", "&="}


@dataclasses.dataclass(frozen=True)
class Site:
    kind: str
    start: int
    end: int
    place: object
    operator: str = ""  # beside the part that is taken away, or the comparison's
    cut: tuple = ()  # what `without` takes away
    operands: tuple = ()


@dataclasses.dataclass(frozen=True)
class Rare(operators.Mutant):
    kind: str
    start: int  # what is put around source[start:end] in a build of many
    end: int
    opening: str  # SWITCH stands for whether the mutant is on and its case has come up
    behind: str
    case: str


def operand(tokens, i, step, stops):
    """The index of the last token of the operand of the operator at `i`, on one side."""
    depth, j = 0, i + step
    while 0 <= j < len(tokens):
        text = tokens[j].text
        depth += {"(": step, "[": step, ")": -step, "]": -step}.get(text, 0)
        if depth < 0 or (depth == 0 and (text in stops or text in ENDS)):
            break
        j += step
    return j - step


def sites_of(source, types):
    """The sites of a source."""
    reader = Reader(source, types)
    places, tokens = reader.read(), reader.tokens
    if not places:
        return
    starts = [place.index for place in places]
    for place in places:
        token = tokens[place.index]
        statement = operators.REMOVABLE.match(source, token.start)
        if token.text in ("if", "while") and tokens[place.index + 1].text == "(":
            close = operators.closing(tokens, place.index + 1)
            for kind in ("and", "or"):
                yield Site(kind, tokens[place.index + 1].end, tokens[close].start, place)
        elif token.text == "return" and place.returns_bool:
            end = next(t for t in tokens[place.index :] if t.text == ";")
            for kind in ("and", "or"):
                yield Site(kind, tokens[place.index + 1].start, end.start, place)
        elif statement and token.text not in operators.KEYWORDS:
            members = {name for name, _ in place.visible}
            target = re.match(r"\w+", statement.group())
            resets = CONSTANT.fullmatch(statement.group()) and target and target.group() in members
            yield Site("reset" if resets else "unless", statement.start(), statement.end(), place)
    for i, token in enumerate(tokens):
        k = bisect.bisect_right(starts, i) - 1
        if token.text not in STOPS or k < 0 or source[token.start - 1] not in " \n":
            continue
        left, right = (operand(tokens, i, step, STOPS[token.text]) for step in (-1, 1))
        a, b = (tokens[left].start, tokens[i - 1].end), (tokens[i + 1].start, tokens[right].end)
        if a[0] >= a[1] or b[0] >= b[1]:
            continue
        if token.text in ("&&", "||"):
            yield Site("without", *a, places[k], token.text, (a[0], b[0]))
            yield Site("without", *b, places[k], token.text, (a[1], b[1]))
        else:
            texts = source[slice(*a)], source[slice(*b)]
            kinds = [types.of(text, places[k]) or "" for text in texts]
            if all(re.search(r"Span<|string_view|array<|auto", kind) for kind in kinds):
                yield Site("start", a[0], b[1], places[k], token.text, operands=texts)


def leaves(expression, kind, types, namespace, depth=0):
    """What can be asked of an expression: (expression, question, more)."""
    pointer = kind.endswith("*")
    kind = re.sub(r"\bconst\b|[&*]", "", kind).strip()
    name = kind.removeprefix("std::")
    if pointer:
        member = types.find(types.classes, kind, namespace)
        return inside(expression + "->", member, types, depth) if member else []
    if name in NUMBERS:
        return [(expression, "number", NUMBERS[name])]
    if name == "bool":
        return [(expression, "flag", None)]
    if name.startswith("Span<") or name == "string_view":
        octets = [(expression, "octet", "{0}[{1}]")] if "uint8_t" in name or "string" in name else []
        return [(f"{expression}.size()", "number", 64), *octets]
    if name.endswith("ByteReader"):
        return [(f"{expression}.size()", "number", 64), (expression, "octet", "{0}.Bytes({1}, 1)[0]")]
    if name.startswith("optional<"):
        return [(f"{expression}.has_value()", "flag", None)]
    if name in ("Policy", "Violations"):
        return [(expression, "violation", "Rejects" if name == "Policy" else "Has")]
    found = types.find(types.enums, kind, namespace)
    if found:
        return [(expression, "enum", found)]
    found = types.find(types.classes, kind, namespace)
    return inside(expression + ".", found, types, depth) if found else []


def inside(prefix, found, types, depth):
    if depth == 2:
        return []
    full, members = found
    return [
        leaf
        for name, kind in members
        if name.rstrip("()")[-1] != "_"  # private
        for leaf in leaves(prefix + name, kind, types, full.split("::"), depth + 1)
    ]


def number(expression, bits, chance):
    """A comparison of a number with one that the code sees."""
    last = re.split(r"\.|->", expression.lower())[-1]
    if "version" in last and bits in VERSIONS:
        return f"{expression} == {chance.choice(VERSIONS[bits])}"
    if bits <= 8:
        return f"{expression} == {chance.choice([chance.randrange(40), chance.randrange(1 << bits)])}"
    if "limit" in last or "length" in last and chance.random() < 0.3:
        return f"{expression} == {chance.choice(LIMITS)}"
    if chance.random() < 0.2:
        return f"{expression} >= {chance.randrange(100, 600)}"
    return f"{expression} == {chance.choice([chance.randrange(12), chance.randrange(60), chance.randrange(600)])}"


def predicate(source, place, types, chance):
    """A case of what is in scope at the place, or None. A pointer may be null."""
    found = question_of(source, place, types, chance)
    pointer = found and re.match(r"!?([\w.]+)->", found)
    return f"{pointer[1]} != nullptr && {found}" if pointer else found


def question_of(source, place, types, chance):
    variables = {name: kind for name, kind in place.visible if not re.match("k[A-Z]", name)}
    asked = [leaves(name, kind, types, place.namespace) for name, kind in variables.items()]
    asked = [found for found in asked if found]
    if not asked:
        return None
    expression, question, more = chance.choice(chance.choice(asked))
    if question == "number":
        return number(expression, more, chance)
    if question == "flag":
        return chance.choice(["", "!"]) + expression
    if question == "violation":  # one that this source knows
        known = sorted(set(re.findall(r"Violation::k\w+", source)))
        return f"{expression}.{more}({chance.choice(known)})" if known else None
    if question == "enum":
        return f"{expression} == {more[0].removeprefix('hardwire::')}::{chance.choice(more[1])}"
    at = chance.choice([0, 0, 1, 2, 3, chance.randrange(12)])
    octet, value = more.format(expression, at), chance.randrange(256)
    # What is about to be set may be a view of nothing.
    if "->" in expression or re.match(r"\w+_\b", expression):
        return f"{expression}.size() == {value}"
    # A test may give a view of more octets than a machine has, which nothing may read.
    there = "" if "Bytes(" in more else f"{expression}.data() != nullptr && "
    return f"{there}{expression}.size() > {at} && static_cast<uint8_t>({octet}) == {value}"


def negated(case):
    if "&&" in case:
        return f"!({case})"
    for operator, other in ((" == ", " != "), (" >= ", " < ")):
        if operator in case:
            return case.replace(operator, other)
    return case[1:] if case.startswith("!") else f"!{case}"


def grouped(text):
    return f"({text})" if re.search(r"&&|\|\||\?", text) else text


def mutant(file, source, site, types, chance):
    """A mutant of the site, or None."""
    start, end, new, opening, behind = site.start, site.end, "", "((", ""
    text = source[start:end]
    case = ""
    if site.kind in ("unless", "reset", "and", "or"):
        case = predicate(source, site.place, types, chance)
        if case is None or case.removeprefix("!") in text:
            return None
    if site.kind in ("unless", "reset"):
        opening, behind, new = f"if ({SWITCH}) {{}} else ", "", f"if ({negated(case)}) {text}"
        if re.match(r"\s*else\b", source[end:]):
            new = f"{{ {new} }}"
        assigned = ASSIGNMENT.fullmatch(text)
        if assigned:  # where it changes nothing, nothing can differ
            case = f"({case}) && !({assigned[1]} == {assigned[2]})"
    elif site.kind == "and":
        behind, new = f") && !{SWITCH})", f"{grouped(text)} && {negated(case)}"
    elif site.kind == "or":
        behind, new = f") || {SWITCH})", f"{grouped(text)} || {grouped(case)}"
    elif site.kind == "without":
        case, (start, end) = "true", site.cut
        behind = f") || {SWITCH})" if site.operator == "&&" else f") && !{SWITCH})"
    else:
        (a, b), count = site.operands, chance.choice([1, 2, 4, 8, 16, 32])
        case = f"hardwire_mutants::SameStart({a}, {b}, {count})"
        behind = f") || {SWITCH})" if site.operator == "==" else f") && !{SWITCH})"
        new = f"First({a}, {count}) {site.operator} First({b}, {count})"
    first, last = source.rfind("\n", 0, start) + 1, source.find("\n", end)
    changed = source[:start] + new + source[end:]
    before, after = source[first:last], source[first:start] + new + source[end:last]
    return Rare(
        file, source.count("\n", 0, start) + 1, " ".join(before.split()),
        f"[{site.kind}] {' '.join(after.split())}", changed, site.kind, site.start, site.end,
        opening, behind, case,
    )  # fmt: skip


def mutants_of(sources, headers, count, seed):
    """At most `count` mutants of the sources (file -> text), chosen at random."""
    types = Types([*headers, *sources.values(), *headers])  # twice: a member's type may stand below
    by_kind = {kind: [] for kind in WEIGHTS}
    for file, source in sources.items():
        for site in sites_of(source, types):
            by_kind[site.kind].append((file, source, site))
    chance, found = random.Random(seed), {}
    for _ in range(20 * count):
        kind = chance.choices(list(WEIGHTS), WEIGHTS.values())[0]
        if len(found) == count or not any(by_kind.values()):
            break
        if not by_kind[kind]:
            continue
        file, source, site = chance.choice(by_kind[kind])
        made = mutant(file, source, site, types, chance)
        if made:
            found.setdefault((file, made.text, made.after), made)
    return list(found.values())
