"""Patterns of regex() read into trees; what is not of the subset is refused with its place."""

import unicodedata
from dataclasses import dataclass

from sauatty.core.errors import PatternUnsafe

LONGEST_PATTERN = 200  # characters
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
SIGNS = frozenset(r"\^$.*+?()[]{}|/")


@dataclass(frozen=True, slots=True)
class Chars:
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


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts that follow each other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Parts of which one stands there."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part from `least` to `most` times; None has no end."""

    part: "Node"
    least: int
    most: int | None

    @property
    def is_wide(self) -> bool:
        """Tell whether it leaves much open."""
        return self.most is None or self.most - self.least > WIDE


Node = Chars | Sequence | Alternatives | Repeat


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

    def choice(self) -> Node:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.take()
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Alternatives(tuple(parts))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.peek() not in {"", "|", ")"}:
            parts.append(self.repeated())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self) -> Node:
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
        found = Repeat(part, least, most)
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

    def atom(self) -> Node:
        char = self.take()
        if char == "(":
            return self.group()
        if char == "[":
            return self.char_class()
        if char == ".":
            return Chars((("\n", "\n"), ("\r", "\r")), is_negated=True)
        if char == "\\":
            return self.escape(is_in_class=False)
        if char in SIGNS - {"/"}:
            raise self.refuse(f"'{char}' cannot stand here", self.place - 1)
        return Chars(((char, char),))

    def group(self) -> Node:
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

    def escape(self, *, is_in_class: bool) -> Chars:
        place = self.place - 1
        char = self.take()
        if char in {"p", "P"}:
            return Chars((), (self.category(),), is_negated=char == "P" and self.no_class(is_in_class, place))
        if char.lower() in _CLASSES:
            negated = char.isupper() and self.no_class(is_in_class, place)
            return Chars(_CLASSES[char.lower()], is_negated=negated)
        char = _CONTROLS.get(char, char)
        if char.isascii() and char.isalnum():
            raise self.refuse(f"\\{char} has no meaning here", place)
        return Chars(((char, char),))

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

    def char_class(self) -> Chars:
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
        return Chars(tuple(sorted(set(ranges))), tuple(sorted(set(categories))), is_negated)

    def class_part(self) -> Chars:
        char = self.take()
        if char == "\\":
            return self.escape(is_in_class=True)
        if char == "[":
            raise self.refuse("[ inside [ ] has to be written \\[", self.place - 1)
        return Chars(((char, char),))

    def is_range(self) -> bool:
        return self.peek() == "-" and self.source[self.place + 1 : self.place + 2] not in {"", "]"}

    def range_from(self, low: Chars, high: Chars) -> Chars:
        first = low.ranges[0][0]
        if len(high.ranges) != 1 or high.ranges[0][0] != high.ranges[0][1] or high.ranges[0][0] < first:
            raise self.refuse("this is no range of characters", self.place - 1)
        return Chars(((first, high.ranges[0][0]),))


def read_tree(source: str) -> Node:
    """Return the tree of a pattern; PatternUnsafe names what is not of the subset."""
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


def _varies(node: Node) -> bool:
    if isinstance(node, Chars):
        return False
    if isinstance(node, Repeat):
        return node.least != node.most or _varies(node.part)
    return isinstance(node, Alternatives) or any(_varies(part) for part in node.parts)
