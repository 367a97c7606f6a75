"""Expressions read from the text that XLSForm writes them in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sauatty.core.catalogue.expression_patterns import Pattern, read_pattern
from sauatty.core.catalogue.expression_tree import COMPARISONS, PRECEDENCE, Expression
from sauatty.core.errors import ExpressionInvalid, ExpressionTooLong, ExpressionUnknown

LONGEST = 2000  # characters
DEEPEST = 60  # nodes under each other; also what keeps the reading within the stack
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# How many arguments each function takes.
FUNCTIONS = {
    "not": 1, "selected": 2, "count-selected": 1, "string-length": 1, "regex": 2, "coalesce": 2, "if": 3, "today": 0,
}  # fmt: skip
_ON_ANSWERS = frozenset({"selected", "count-selected", "string-length", "regex"})
_ANSWERS = frozenset({"name", "own"})
_SPACE = " \t\r\n\u00a0"
_TOKEN = re.compile(
    r"""
    (?P<reference>\$\{[^{}]*\})
  | (?P<text>'[^']*'|"[^"]*"|[‘’][^‘’'"]*[‘’]|[“”„][^“”'"]*[“”])
  | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
  | (?P<word>[A-Za-z_][A-Za-z0-9_:.-]*)
  | (?P<sign>!=|<=|>=|[-=<>+*(),.])
    """,
    re.VERBOSE,
)
_NUMBER_LENGTH = 15  # digits that a number keeps exactly
_KNOWN = ", ".join([*(f"{name}()" for name in FUNCTIONS), *PRECEDENCE])


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Return the expression that a text of XLSForm writes.

    Raises
    ------
    ExpressionUnknown
        A function or sign outside the subset, named with its place.
    ExpressionInvalid
        Anything else that cannot be read; ExpressionTooLong, PatternUnsafe.
    """
    if len(text) > LONGEST:
        raise ExpressionTooLong(size=len(text), unit="characters", limit=LONGEST)
    return _Parser(text).whole()


class _Parser:
    """Reads signs by how tightly they bind: each level takes what binds more tightly than itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.index = self.depth = 0

    def whole(self) -> Expression:
        found = self.binary(1)
        if self.peek().kind != "end":
            raise self.unknown(self.peek())
        if found.operator == "today":
            raise self.invalid("today() can only be compared with a date", self.tokens[0])
        if _depth(found) > DEEPEST:
            raise ExpressionTooLong(size=_depth(found), unit="levels", limit=DEEPEST)
        return found

    def binary(self, loosest: int) -> Expression:
        left = self.unary()
        while PRECEDENCE.get(self.sign(), 0) >= loosest:
            token = self.take()
            right = self.binary(PRECEDENCE[token.text] + 1)
            self.check_today(token, left, right)
            left = Expression(token.text, (left, right))
        return left

    def sign(self) -> str:
        token = self.peek()
        return token.text if token.kind in {"sign", "word"} else ""

    def check_today(self, token: _Token, left: Expression, right: Expression) -> None:
        """today() stands beside a comparison only, and opposite an answer or a text."""
        for one, other in ((left, right), (right, left)):
            if one.operator == "today" and (
                token.text not in COMPARISONS or other.operator not in {*_ANSWERS, "text"}
            ):
                raise self.invalid("today() can only be compared with a date", token)

    def unary(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionTooLong(size=self.depth, unit="levels", limit=DEEPEST)
        token = self.take()
        if token.kind == "sign" and token.text == "-":
            found = Expression("neg", (self.no_today(self.unary(), token),))
        else:
            found = self.primary(token)
        self.depth -= 1
        return found

    def primary(self, token: _Token) -> Expression:
        if token.kind == "reference":
            return Expression("name", value=self.name(token))
        if token.kind == "text":
            return Expression("text", value=token.text[1:-1])
        if token.kind == "number":
            return Expression("number", value=self.number(token))
        if token.kind == "word":
            return self.function(token)
        if token.text == ".":
            return Expression("own")
        if token.text == "(":
            found = self.no_today(self.binary(1), token)
            self.expect(")")
            return found
        raise self.unknown(token)

    def name(self, token: _Token) -> str:
        name = token.text[2:-1].strip(_SPACE)
        if not NAME.fullmatch(name):
            raise self.invalid(f"'{name}' is no name of an answer", token)
        return name

    def number(self, token: _Token) -> float:
        if len(token.text) > _NUMBER_LENGTH:
            raise self.invalid(f"a number has at most {_NUMBER_LENGTH} digits", token)
        return float(token.text)

    def function(self, token: _Token) -> Expression:
        if token.text not in FUNCTIONS or self.peek().text != "(":
            raise self.unknown(token)
        self.take()
        if token.text == "regex":
            return self.regex(token)
        arguments = [self.argument(token, n) for n in range(FUNCTIONS[token.text])]
        self.expect(")")
        return Expression(token.text, tuple(arguments))

    def regex(self, token: _Token) -> Expression:
        subject = self.argument(token, 0)
        self.expect(",")
        pattern = self.take()
        if pattern.kind != "text":
            raise self.invalid("the pattern of regex() has to be a text in quotes", pattern)
        self.expect(")")
        return Expression("regex", (subject,), read_pattern(pattern.text[1:-1]))

    def argument(self, token: _Token, n: int) -> Expression:
        if n:
            self.expect(",")
        found = self.no_today(self.binary(1), token)
        allowed = _ANSWERS | {"text"} if token.text == "selected" and n == 1 else _ANSWERS
        if token.text in _ON_ANSWERS and found.operator not in allowed:
            raise self.invalid(f"{token.text}() takes ${{name}} or '.' here", token)
        return found

    def no_today(self, found: Expression, token: _Token) -> Expression:
        if found.operator == "today":
            raise self.invalid("today() can only be compared with a date", token)
        return found

    def peek(self) -> _Token:
        return self.tokens[self.index]

    def take(self) -> _Token:
        token = self.tokens[self.index]
        if token.kind == "end":
            problem = "it breaks off here" if self.index else "it is empty"
            raise self.invalid(problem, token)
        self.index += 1
        return token

    def expect(self, sign: str) -> None:
        token = self.peek()
        if token.text != sign or token.kind != "sign":
            raise self.invalid(f"'{sign}' is missing here", token)
        self.index += 1

    def invalid(self, problem: str, token: _Token) -> ExpressionInvalid:
        return ExpressionInvalid(expression=_shorten(self.text), place=token.place + 1, problem=problem)

    def unknown(self, token: _Token) -> ExpressionInvalid:
        if token.kind == "end":
            return self.invalid("it breaks off here", token)
        return ExpressionUnknown(
            expression=_shorten(self.text), place=token.place + 1, found=token.text, known=_KNOWN
        )


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    while place < len(text):
        if text[place] in _SPACE:
            place += 1
            continue
        found = _TOKEN.match(text, place)
        if found is None:
            raise _unreadable(text, place)
        tokens.append(_Token(str(found.lastgroup), found.group(), place))
        place = found.end()
    return [*tokens, _Token("end", "", len(text))]


def _unreadable(text: str, place: int) -> ExpressionInvalid:
    if text[place] in "'\"‘’“”„":
        return ExpressionInvalid(
            expression=_shorten(text), place=place + 1, problem="this quote is not closed"
        )
    return ExpressionUnknown(expression=_shorten(text), place=place + 1, found=text[place], known=_KNOWN)


def _depth(expression: Expression) -> int:
    """Return how many nodes stand under each other, without going down the stack itself."""
    deepest, level = 0, [expression]
    while level:
        deepest, level = deepest + 1, [part for node in level for part in node.parts]
    return deepest


def _shorten(text: str) -> str:
    return text if len(text) <= 120 else text[:117] + "..."


__all__ = ["DEEPEST", "LONGEST", "NAME", "Pattern", "parse"]
