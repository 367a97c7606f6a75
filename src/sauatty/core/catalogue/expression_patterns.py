"""Patterns of regex(): a subset that is matched in time bounded by its length, on the server as in the browser.

A pattern of an instrument comes from a file or a form, and a backtracking matcher can be held up by one for hours.
Here it is turned into states that are all followed at once, so that no answer takes longer than its length times
the states; and what would hold up a browser is refused by name.
"""

from dataclasses import dataclass
from functools import lru_cache

from sauatty.core.catalogue.pattern_reading import (
    SIGNS,
    Alternatives,
    Chars,
    Node,
    Repeat,
    Sequence,
    read_tree,
)
from sauatty.core.errors import PatternUnsafe

LONGEST_TEXT = 1000  # characters; nothing longer matches
MOST_STATES = 500


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as it was written (`source`) and for the browser: `new RegExp(script, 'u')`."""

    source: str
    script: str

    def matches(self, text: str) -> bool:
        """Tell whether the whole text is of the pattern."""
        return len(text) <= LONGEST_TEXT and _follow(_states(self.source), text)


def read_pattern(source: str) -> Pattern:
    """Return the pattern; PatternUnsafe names what is not of the subset, and where."""
    tree = read_tree(source)
    _states(source)
    return Pattern(source, f"^(?:{_script(tree)})$")


# --- writing for the browser ---


def _script(node: Node) -> str:
    if isinstance(node, Chars):
        return _chars_script(node)
    if isinstance(node, Alternatives):
        return f"(?:{'|'.join(_script(part) for part in node.parts)})"
    if isinstance(node, Sequence):
        return "".join(_script(part) for part in node.parts)
    part = _script(node.part) if isinstance(node.part, Chars) else f"(?:{_script(node.part)})"
    most = "" if node.most is None else str(node.most)
    return f"{part}{{{node.least},{most}}}"


def _chars_script(node: Chars) -> str:
    if not node.is_negated and not node.categories and len(node.ranges) == 1:
        low, high = node.ranges[0]
        if low == high:
            return _escaped(low)
    inside = "".join(_range_script(low, high) for low, high in node.ranges)
    inside += "".join(f"\\p{{{one}}}" for one in node.categories)
    return f"[{'^' if node.is_negated else ''}{inside}]"


def _escaped(char: str) -> str:
    return _control(char) or (f"\\{char}" if char in SIGNS else char)


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

    takes: Chars | None
    onward: tuple[int, ...]


@lru_cache(maxsize=256)
def _states(source: str) -> tuple[_State, ...]:
    """Return the states of a pattern: the last one is the end, the one before it the beginning."""
    return _Builder(source).finish(read_tree(source))


class _Builder:
    """Turns the tree of a pattern into states, from its end to its beginning."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.states: list[_State] = []

    def add(self, takes: Chars | None, *onward: int) -> int:
        if len(self.states) >= MOST_STATES:
            problem = "it is too large once its repeats are written out"
            raise PatternUnsafe(pattern=self.source, place=1, problem=problem)
        self.states.append(_State(takes, onward))
        return len(self.states) - 1

    def finish(self, tree: Node) -> tuple[_State, ...]:
        end = self.add(None)
        begin = self.build(tree, end)
        self.states.append(_State(None, (begin,)))
        return tuple(self.states)

    def build(self, node: Node, onward: int) -> int:
        """Return the state where a node begins that goes on to `onward`."""
        if isinstance(node, Chars):
            return self.add(node, onward)
        if isinstance(node, Alternatives):
            return self.add(None, *(self.build(part, onward) for part in node.parts))
        if isinstance(node, Sequence):
            for part in reversed(node.parts):
                onward = self.build(part, onward)
            return onward
        return self.repeat(node, onward)

    def repeat(self, node: Repeat, onward: int) -> int:
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
