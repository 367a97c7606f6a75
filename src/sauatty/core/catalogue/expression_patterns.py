"""Patterns of regex(): a subset that is matched in time bounded by its length, on the server as in the browser.

A pattern of an instrument comes from a file or a form, and a backtracking matcher can be held up by one for hours.
Here it is turned into states that are all followed at once, so that no answer takes longer than its length times
the states; and what would hold up a browser is refused by name.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sauatty.core.errors import PatternUnsafe

LONGEST_PATTERN = 200  # characters
LONGEST_TEXT = 1000  # characters; nothing longer matches
MOST_STATES = 500
MOST_REPEATS = 200  # as in {1,200}
WIDE = 10  # a repeat with more than this between least and most counts as wide
MOST_WIDE = 3  # a browser takes the length to the power of the wide repeats
_CLASSES = {
    "d": (("0", "9"),),
    "w": (("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z")),
    "s": (("\t", "\n"), ("\r", "\r"), (" ", " ")),
}
_CATEGORIES = frozenset({"L", "Lu", "Ll", "N", "Nd", "P", "Z"})
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}
_SIGNS = frozenset(r"\^$.*+?()[]{}|/")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it was written (`source`) and for the browser: `new RegExp(script, 'u')`."""

    source: str
    script: str

    def matches(self, text: str) -> bool:
        """Tell whether the whole text is of the pattern."""
        return len(text) <= LONGEST_TEXT and _follow(_states(self.source), text)


@dataclass(frozen=True, slots=True)
class _Chars:
    """One character out of ranges and Unicode categories, or out of all others."""

    ranges: tuple[tuple[str, str], ...]
    categories: tuple[str, ...] = ()
    is_negated: bool = False

    def has(self, char: str) -> bool:
        """Tell whether it takes a character."""
        is_in = any(low <= char <= high for low, high in self.ranges)
        if not is_in and self.categories:
            category = unicodedata.category(char)
            is_in = any(category.startswith(one) for one in self.categories)
        return is_in != self.is_negated

    def script(self) -> str:
        """Write it for the browser."""
        if not self.is_negated and not self.categories and len(self.ranges) == 1:
            low, high = self.ranges[0]
            if low == high:
                return _escaped(low)
        inside = "".join(_range_script(low, high) for low, high in self.ranges)
        inside += "".join(f"\\p{{{one}}}" for one in self.categories)
        return f"[{'^' if self.is_negated else ''}{inside}]"


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    parts: tuple["_Node", ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    part: "_Node"
    least: int
    most: int | None

    @property
    def is_wide(self) -> bool:
        return self.most is None or self.most - self.least > WIDE


_Node = _Chars | _Sequence | _Choice | _Repeat


def read_pattern(source: str) -> Pattern:
    """Return the pattern; PatternUnsafe names what is not of the subset, and where."""
    tree = _tree(source)
    _states(source)
    return Pattern(source, f"^(?:{_script(tree)})$")


# --- reading ---


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.source, self.place, self.end = source, start, end
        self.n_wide = self.depth = 0

    def refuse(self, problem: str, place: int | None = None) -> PatternUnsafe:
        at = self.place if place is None else place
        return PatternUnsafe(pattern=self.source[: LONGEST_PATTERN + 1], place=at + 1, problem=problem)

    def peek(self) -> str:
        return self.source[self.place] if self.place < self.end else ""

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise self.refuse("it breaks off here")
        self.place += 1
        return char

    def choice(self) -> _Node:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.take()
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else _Choice(tuple(parts))

    def sequence(self) -> _Node:
        parts: list[_Node] = []
        while self.peek() not in {"", "|", ")"}:
            parts.append(self.repeated())
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def repeated(self) -> _Node:
        place = self.place
        part = self.atom()
        if self.peek() not in {"?", "*", "+", "{"}:
            return part
        least, most = self.bounds()
        if self.peek() == "?":  # the shortest match; of a whole text there is only one
            self.take()
        if self.peek() in {"?", "*", "+", "{"}:
            raise self.refuse("two repeats follow each other")
        if most != 1 and _varies(part):
            raise self.refuse("something is repeated that varies itself", place)
        found = _Repeat(part, least, most)
        self.n_wide += found.is_wide
        if self.n_wide > MOST_WIDE:
            raise self.refuse(f"there are more than {MOST_WIDE} open repeats", place)
        return found

    def bounds(self) -> tuple[int, int | None]:
        sign = self.take()
        if sign != "{":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        place = self.place
        least = self.number()
        most: int | None = least
        if self.peek() == ",":
            self.take()
            most = None if self.peek() == "}" else self.number()
        if self.take() != "}" or (most is not None and not least <= most):
            raise self.refuse("this is no repeat of the form {2,5}", place)
        return least, most

    def number(self) -> int:
        place = self.place
        while self.peek() in "0123456789" and self.peek():
            self.take()
        digits = self.source[place : self.place]
        if not digits or len(digits) > 3 or int(digits) > MOST_REPEATS:
            raise self.refuse(f"a repeat is a number up to {MOST_REPEATS}", place)
        return int(digits)

    def atom(self) -> _Node:
        char = self.take()
        if char == "(":
            return self.group()
        if char == "[":
            return self.char_class()
        if char == ".":
            return _Chars((("\n", "\n"), ("\r", "\r")), is_negated=True)
        if char == "\\":
            return self.escape(is_in_class=False)
        if char in _SIGNS - {"/"}:
            raise self.refuse(f"'{char}' cannot stand here", self.place - 1)
        return _Chars(((char, char),))

    def group(self) -> _Node:
        place = self.place - 1
        if self.peek() == "?":
            self.take()
            if self.take() != ":":
                raise self.refuse("only plain groups (…) and (?:…) can be read", place)
        self.depth += 1
        if self.depth > 10:
            raise self.refuse("groups stand too deep in each other", place)
        found = self.choice()
        if self.peek() != ")":
            raise self.refuse("this bracket is not closed", place)
        self.take()
        self.depth -= 1
        return found

    def escape(self, *, is_in_class: bool) -> _Chars:
        place = self.place - 1
        char = self.take()
        if char in {"p", "P"}:
            return _Chars(
                (), (self.category(),), is_negated=char == "P" and self.no_class(is_in_class, place)
            )
        if char.lower() in _CLASSES:
            negated = char.isupper() and self.no_class(is_in_class, place)
            return _Chars(_CLASSES[char.lower()], is_negated=negated)
        char = _CONTROLS.get(char, char)
        if char.isascii() and char.isalnum():
            raise self.refuse(f"\\{char} has no meaning here", place)
        return _Chars(((char, char),))

    def no_class(self, is_in_class: bool, place: int) -> bool:
        if is_in_class:
            raise self.refuse("a negated class cannot stand inside [ ]", place)
        return True

    def category(self) -> str:
        place = self.place
        if self.take() == "{":
            name = ""
            while self.peek() not in {"", "}"}:
                name += self.take()
            if self.take() == "}" and name in _CATEGORIES:
                return name
        raise self.refuse(f"known after \\p are {', '.join(sorted(_CATEGORIES))} in {{ }}", place)

    def char_class(self) -> _Chars:
        place = self.place - 1
        is_negated = self.peek() == "^"
        if is_negated:
            self.take()
        ranges: list[tuple[str, str]] = []
        categories: list[str] = []
        while self.peek() != "]":
            low = self.class_part()
            if len(low.ranges) == 1 and low.ranges[0][0] == low.ranges[0][1] and self.is_range():
                self.take()
                low = self.range_from(low, self.class_part())
            ranges += low.ranges
            categories += low.categories
        self.take()
        if not ranges and not categories:
            raise self.refuse("[ ] is empty", place)
        return _Chars(tuple(sorted(set(ranges))), tuple(sorted(set(categories))), is_negated)

    def class_part(self) -> _Chars:
        char = self.take()
        if char == "\\":
            return self.escape(is_in_class=True)
        if char == "[":
            raise self.refuse("[ inside [ ] has to be written \\[", self.place - 1)
        return _Chars(((char, char),))

    def is_range(self) -> bool:
        return self.peek() == "-" and self.source[self.place + 1 : self.place + 2] not in {"", "]"}

    def range_from(self, low: _Chars, high: _Chars) -> _Chars:
        first = low.ranges[0][0]
        if len(high.ranges) != 1 or high.ranges[0][0] != high.ranges[0][1] or high.ranges[0][0] < first:
            raise self.refuse("this is no range of characters", self.place - 1)
        return _Chars(((first, high.ranges[0][0]),))


def _tree(source: str) -> _Node:
    if len(source) > LONGEST_PATTERN:
        raise _Reader(source, 0, 0).refuse(f"it has more than {LONGEST_PATTERN} characters")
    # The whole text is matched anyway, so that ^ and $ at the ends say nothing more.
    start, end = int(source.startswith("^")), len(source)
    if source.endswith("$") and (len(source) - len(source[:-1].rstrip("\\")) - 1) % 2 == 0 and end > start:
        end -= 1
    reader = _Reader(source, start, end)
    found = reader.choice()
    if reader.place < end:
        raise reader.refuse("this bracket was never opened")
    return found


def _varies(node: _Node) -> bool:
    if isinstance(node, _Chars):
        return False
    if isinstance(node, _Repeat):
        return node.least != node.most or _varies(node.part)
    return isinstance(node, _Choice) or any(_varies(part) for part in node.parts)


# --- writing for the browser ---


def _script(node: _Node) -> str:
    if isinstance(node, _Chars):
        return node.script()
    if isinstance(node, _Choice):
        return f"(?:{'|'.join(_script(part) for part in node.parts)})"
    if isinstance(node, _Sequence):
        return "".join(_script(part) for part in node.parts)
    part = _script(node.part) if isinstance(node.part, _Chars) else f"(?:{_script(node.part)})"
    most = "" if node.most is None else str(node.most)
    return f"{part}{{{node.least},{most}}}"


def _escaped(char: str) -> str:
    return _control(char) or (f"\\{char}" if char in _SIGNS else char)


def _escaped_in_class(char: str) -> str:
    return _control(char) or (f"\\{char}" if char in r"\]^-[" else char)


def _range_script(low: str, high: str) -> str:
    return _escaped_in_class(low) + (f"-{_escaped_in_class(high)}" if low != high else "")


def _control(char: str) -> str:
    return {"\t": "\\t", "\n": "\\n", "\r": "\\r"}.get(char, "")


# --- matching ---


@dataclass(slots=True)
class _State:
    """One place of a pattern: what it takes, and where it goes on. None as `takes` goes on without a character."""

    takes: _Chars | None
    onward: tuple[int, ...]


@lru_cache(maxsize=256)
def _states(source: str) -> tuple[_State, ...]:
    """Return the states of a pattern: the last one is the end, the one before it the beginning."""
    return _Builder(source).finish(_tree(source))


class _Builder:
    """Turns the tree of a pattern into states, from its end to its beginning."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.states: list[_State] = []

    def add(self, takes: _Chars | None, *onward: int) -> int:
        if len(self.states) >= MOST_STATES:
            problem = "it is too large once its repeats are written out"
            raise PatternUnsafe(pattern=self.source, place=1, problem=problem)
        self.states.append(_State(takes, onward))
        return len(self.states) - 1

    def finish(self, tree: _Node) -> tuple[_State, ...]:
        end = self.add(None)
        begin = self.build(tree, end)
        self.states.append(_State(None, (begin,)))
        return tuple(self.states)

    def build(self, node: _Node, onward: int) -> int:
        """Return the state where a node begins that goes on to `onward`."""
        if isinstance(node, _Chars):
            return self.add(node, onward)
        if isinstance(node, _Choice):
            return self.add(None, *(self.build(part, onward) for part in node.parts))
        if isinstance(node, _Sequence):
            for part in reversed(node.parts):
                onward = self.build(part, onward)
            return onward
        return self.repeat(node, onward)

    def repeat(self, node: _Repeat, onward: int) -> int:
        if node.most is None:
            loop = self.add(None)
            self.states[loop].onward = (self.build(node.part, loop), onward)
            onward = loop
        for _ in range((node.most or node.least) - node.least):
            onward = self.add(None, self.build(node.part, onward), onward)
        for _ in range(node.least):
            onward = self.build(node.part, onward)
        return onward


def _follow(states: tuple[_State, ...], text: str) -> bool:
    current = _reached(states, [len(states) - 1])
    for char in text:
        current = _reached(states, _after(states, current, char))
        if not current:
            return False
    return 0 in current


def _after(states: tuple[_State, ...], current: set[int], char: str) -> list[int]:
    return [
        one for at in current if (takes := states[at].takes) and takes.has(char) for one in states[at].onward
    ]


def _reached(states: tuple[_State, ...], begin: list[int]) -> set[int]:
    """Return the states that are reached without another character."""
    found: set[int] = set()
    while begin:
        at = begin.pop()
        if at not in found:
            found.add(at)
            if states[at].takes is None:
                begin += states[at].onward
    return found
