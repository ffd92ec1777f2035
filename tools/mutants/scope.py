"""What is in scope at each statement of a C++ source: parameters, locals declared above, members.

Found in the tokens alone, of sources formatted like this project's. What is found wrongly does not
compile: the reader of this has to try.
"""

import dataclasses
import re

from operators import KEYWORDS, closing, tokens_of

TYPE = r"(?:\w+::)*\w+(?:<[^;(){}=]*>)?(?: const)?[*&]*"
QUALIFIERS = r"(?:(?:const|constexpr|static|inline|mutable|explicit|friend) )*"
DECLARATION = re.compile(rf"{QUALIFIERS}(?P<type>{TYPE}) (?P<name>\w+)(?:\[[^\]]*\])?(?: = |;|\(|\{{)")
PARAMETER = re.compile(rf"{QUALIFIERS}(?P<type>{TYPE}) (?P<name>\w+)")
GETTER = re.compile(rf"{QUALIFIERS}(?P<type>{TYPE}) (?P<name>\w+\(\)) const\b")
NO_TYPES = KEYWORDS | {"using", "delete", "throw", "operator", "auto"}


@dataclasses.dataclass
class Place:
    """A statement's first token."""

    index: int
    namespace: list  # with the names of classes
    visible: list  # (expression, type)
    returns_bool: bool


@dataclasses.dataclass
class Frame:
    """What a brace opens."""

    kind: str  # namespace, class, enum, function, block or list
    names: list = dataclasses.field(default_factory=list)
    variables: list = dataclasses.field(default_factory=list)
    returns_bool: bool = False


class Types:
    """The enums and classes of sources, by qualified name."""

    def __init__(self, sources):
        self.enums, self.classes = {}, {}
        for source in sources:
            Reader(source, self).read()

    def of(self, expression, place):
        """The type of a variable or of a member of one, or None."""
        names = re.split(r"\.|->", expression)
        kind = dict(place.visible).get(names[0])
        for name in names[1:]:
            found = kind and self.find(self.classes, re.sub(r"\bconst\b|[&*\s]", "", kind), place.namespace)
            kind = dict(found[1]).get(name) if found else None
        return kind

    def find(self, table, name, namespace):
        """What `name` means inside `namespace`: (qualified name, what it holds), or None."""
        name = name.removeprefix("::")
        for depth in range(len(namespace), -1, -1):
            full = "::".join([*namespace[:depth], name])
            if full in table:
                return full, table[full]
        ends = sorted(full for full in table if full.endswith("::" + name))
        return (ends[0], table[ends[0]]) if ends else None


class Reader:
    """Walks the tokens of a source once."""

    def __init__(self, source, types):
        self.source, self.types, self.tokens = source, types, tokens_of(source)
        self.frames, self.head, self.places = [], 0, []

    @property
    def namespace(self):
        return [name for frame in self.frames for name in frame.names]

    def read(self):
        """The places of the source; its types are added to the table."""
        for i, token in enumerate(self.tokens):
            kind = self.frames[-1].kind if self.frames else "namespace"
            before = self.tokens[i - 1].text if i else ";"
            if kind == "enum" and token.kind == "name" and before in ("{", ","):
                self.types.enums["::".join(self.namespace)].append(token.text)
            elif self.begins(i) and token.text not in ("{", "}", ";"):
                if kind == "class":
                    self.member(token)
                elif kind in ("function", "block"):
                    self.statement(i, token)
            if token.text == "{":
                self.frames.append(self.opened(i, kind))
                self.register()
            elif token.text == "}" and self.frames:
                self.frames.pop()
            if token.text in (";", "{", "}"):
                self.head = i + 1
        return self.places

    def begins(self, i):
        """Whether a statement or a member may begin at a token."""
        before = self.tokens[i - 1]
        label = before.text == ":" and self.source[before.start - 1] != " "  # no `? :`
        return label or before.text in (";", "{", "}", ")", "else")

    def register(self):
        table = {"enum": self.types.enums, "class": self.types.classes}.get(self.frames[-1].kind)
        if table is not None:
            table.setdefault("::".join(self.namespace), [])

    def opened(self, i, kind):
        """The frame that the brace at `i` opens, inside one of `kind`."""
        head = self.tokens[self.head : i]
        words = [token.text for token in head]
        last = self.tokens[i - 1].text
        if kind in ("namespace", "class"):
            if "namespace" in words:
                names = [t.text for t in head[words.index("namespace") + 1 :] if t.kind == "name"]
                return Frame("namespace", [] if "inline" in words else names)
            first = words.index("(") if "(" in words else len(words)
            if "enum" in words:
                return Frame("enum", [[w for w in words if w not in ("enum", "class", "struct")][0]])
            if first == len(words) and "=" not in words and ("struct" in words or "class" in words):
                bases = words.index(":") if ":" in words else len(words)
                return Frame("class", [words[bases - 1]])
            if 0 < first < len(words) and "=" not in words[:first]:
                if last in (")", "const", "noexcept", "override"):
                    return self.function(head, first)
            return Frame("list")
        inside = any(frame.kind in ("function", "block") for frame in self.frames)
        if inside and last in (")", "else", "do", "{", "}", ";", ":"):
            frame = Frame("block")
            captured = [k for k, word in enumerate(words[:-1]) if word == "]" and words[k + 1] == "("]
            if captured:  # a lambda
                frame.variables = self.parameters(head, captured[-1] + 1)
            return frame
        return Frame("list")

    def parameters(self, head, first):
        """What the parenthesis at head[first] declares."""
        text = self.source[head[first].end : head[closing(head, first)].start]
        matches = [PARAMETER.match(part) for part in split(text)]
        return [(match["name"], match["type"]) for match in matches if match]

    def function(self, head, first):
        """The frame of a function whose parameters begin at head[first]."""
        k = first - 1
        owner = []
        while k >= 2 and head[k - 1].text == "::":
            owner.insert(0, head[k - 2].text)
            k -= 2
        variables = []
        if owner:
            found = self.types.find(self.types.classes, "::".join(owner), self.namespace)
            variables = list(found[1]) if found else []
        elif not {"friend", "static"} & {t.text for t in head[:first]}:  # those have no object
            for depth in range(len(self.frames)):
                if self.frames[depth].kind == "class":
                    names = [n for frame in self.frames[: depth + 1] for n in frame.names]
                    variables += self.types.classes["::".join(names)]
        variables = [(name, kind) for name, kind in variables if not name.endswith(")")]
        variables += self.parameters(head, first)
        return Frame("function", owner, variables, any(t.text == "bool" for t in head[:first]))

    def member(self, token):
        found = self.types.classes["::".join(self.namespace)]
        match = GETTER.match(self.source, token.start)
        if not match:
            match = DECLARATION.match(self.source, token.start)
            if not match or match.group().endswith("(") or "static " in match.group():
                return
        entry = (match["name"], match["type"])
        if match["type"] not in NO_TYPES and entry not in found:
            found.append(entry)

    def statement(self, i, token):
        visible = [variable for frame in self.frames for variable in frame.variables]
        function = [frame for frame in self.frames if frame.kind == "function"][-1:]
        returns_bool = bool(function) and function[0].returns_bool
        self.places.append(Place(i, self.namespace, visible, returns_bool))
        start = self.tokens[i + 2].start if token.text == "for" else token.start
        match = DECLARATION.match(self.source, start)
        if match and match["type"].split("<")[0] not in NO_TYPES:
            self.frames[-1].variables.append((match["name"], match["type"]))


def split(text):
    """The parameters of a list, apart."""
    parts, depth = [""], 0
    for c in text:
        depth += {"<": 1, "(": 1, "{": 1, ">": -1, ")": -1, "}": -1}.get(c, 0)
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return [" ".join(part.split()) for part in parts]
