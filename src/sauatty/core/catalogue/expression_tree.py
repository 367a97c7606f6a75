"""Expressions of instruments as trees: their values, their text, and their JSON for the browser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import copysign, fmod, inf, isinf, isnan, nan

from sauatty.core.catalogue.expression_patterns import Pattern

Value = bool | float | str
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
# How tightly each sign binds, loosest first; all of them group to the left.
PRECEDENCE = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_TIGHTEST = 7
_NUMBER = re.compile(r"[ \t\r\n]*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t\r\n]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What an expression is evaluated on: the answers by name, the answer being checked ('.'), and the day."""

    by_name: Mapping[str, str]
    own: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """One node of an expression with what stands under it.

    `operator` is a sign ('=', 'and', 'neg' …), a function ('selected' …), or a leaf: 'name', 'own', 'today',
    'text', 'number'. `parts` are the nodes under it; `value` is the name, text, number or pattern of a leaf.
    """

    operator: str
    parts: tuple["Expression", ...] = ()
    value: str | float | Pattern = ""

    def evaluate(self, answers: Mapping[str, str], own: str = "", *, today: str = "") -> Value:
        """Return the value on some answers; it never fails, whatever the answers hold.

        Parameters
        ----------
        answers : mapping of name to text
            An absent name is an empty text.
        own : str
            The answer that '.' stands for.
        today : str
            The day as ISO date; where it is not given, every comparison with today() is false.
        """
        return _EVALUATORS[self.operator](self, Answers(answers, own, today))

    def holds(self, answers: Mapping[str, str], own: str = "", *, today: str = "") -> bool:
        """Return the value as a truth value: an empty text, 0 and nan are false."""
        return as_boolean(self.evaluate(answers, own, today=today))

    def names(self) -> frozenset[str]:
        """Return the names of answers that it refers to, '.' not among them."""
        if self.operator == "name":
            return frozenset({str(self.value)})
        return frozenset(name for part in self.parts for name in part.names())

    def literals(self) -> frozenset[str]:
        """Return the texts and numbers written in it, as texts."""
        if self.operator == "text":
            return frozenset({str(self.value)})
        if isinstance(self.value, float):
            return frozenset({plain_number(self.value)})
        return frozenset(one for part in self.parts for one in part.literals())

    def uses(self, operator: str) -> bool:
        """Tell whether a sign, a function or a leaf ('own', 'today') stands anywhere in it."""
        return self.operator == operator or any(part.uses(operator) for part in self.parts)

    def as_json(self) -> list[object]:
        """Return nested lists, operator first, as docs/reference/expressions.md describes them."""
        if isinstance(self.value, Pattern):
            return [self.operator, self.parts[0].as_json(), self.value.script]
        if self.operator in {"name", "text"}:
            return [self.operator, self.value]
        if isinstance(self.value, float):
            return [self.operator, int(self.value) if self.value == int(self.value) else self.value]
        return [self.operator, *(part.as_json() for part in self.parts)]

    def __str__(self) -> str:
        return _written(self, 0)


# --- values ---


def as_number(value: Value) -> float:
    """Return a number as XPath does: nan where a text is none. No exponents, no plus, no decimal comma."""
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else nan
    return float(value)


def as_boolean(value: Value) -> bool:
    """Return a truth value: a text that is not empty, a number that is neither 0 nor nan."""
    return not isnan(value) and value != 0 if isinstance(value, float) else bool(value)


def selected_codes(value: str) -> list[str]:
    """Return the codes of an answer with several, in their order."""
    return [code for code in re.split(r"[ \t\r\n]+", value) if code]


def is_number(text: str) -> bool:
    """Tell whether a text is a number as expressions read it."""
    return _NUMBER.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar, written YYYY-MM-DD."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _compare(operator: str, left: Value, right: Value) -> bool:
    if operator in {"=", "!="}:
        return _are_equal(left, right) == (operator == "=")
    if isinstance(left, str) and isinstance(right, str) and is_date(left) and is_date(right):
        return _ORDERS[operator](left, right)
    return _ORDERS[operator](as_number(left), as_number(right))


def _are_equal(left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) == as_boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return left == right


def _calculate(operator: str, left: float, right: float) -> float:
    if operator == "div":
        return _divide(left, right)
    if operator == "mod":
        return nan if isinf(left) or right == 0 else fmod(left, right)
    return {"+": float.__add__, "-": float.__sub__, "*": float.__mul__}[operator](left, right)


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    return nan if left == 0 or isnan(left) else copysign(inf, left) * copysign(1.0, right)


_ORDERS: dict[str, Callable[[object, object], bool]] = {
    "<": lambda left, right: left < right,  # type: ignore[operator]
    "<=": lambda left, right: left <= right,  # type: ignore[operator]
    ">": lambda left, right: left > right,  # type: ignore[operator]
    ">=": lambda left, right: left >= right,  # type: ignore[operator]
}


# --- evaluation ---


def _value(node: Expression, answers: Answers) -> Value:
    return _EVALUATORS[node.operator](node, answers)


def _text(node: Expression, answers: Answers) -> str:
    value = _value(node, answers)
    return value if isinstance(value, str) else ""


def _comparison(node: Expression, answers: Answers) -> Value:
    left, right = (_value(part, answers) for part in node.parts)
    if not answers.today and any(part.operator == "today" for part in node.parts):
        return False
    return _compare(node.operator, left, right)


def _arithmetic(node: Expression, answers: Answers) -> Value:
    left, right = (as_number(_value(part, answers)) for part in node.parts)
    return _calculate(node.operator, left, right)


def _and(node: Expression, answers: Answers) -> Value:
    return all(as_boolean(_value(part, answers)) for part in node.parts)


def _or(node: Expression, answers: Answers) -> Value:
    return any(as_boolean(_value(part, answers)) for part in node.parts)


def _selected(node: Expression, answers: Answers) -> Value:
    return _text(node.parts[1], answers) in selected_codes(_text(node.parts[0], answers))


def _regex(node: Expression, answers: Answers) -> Value:
    return isinstance(node.value, Pattern) and node.value.matches(_text(node.parts[0], answers))


def _coalesce(node: Expression, answers: Answers) -> Value:
    first = _value(node.parts[0], answers)
    return _value(node.parts[1], answers) if first == "" else first


def _if(node: Expression, answers: Answers) -> Value:
    return _value(node.parts[1 if as_boolean(_value(node.parts[0], answers)) else 2], answers)


_EVALUATORS: dict[str, Callable[[Expression, Answers], Value]] = {
    "name": lambda node, answers: answers.by_name.get(str(node.value), ""),
    "own": lambda _, answers: answers.own,
    "today": lambda _, answers: answers.today,
    "text": lambda node, _: str(node.value),
    "number": lambda node, _: node.value if isinstance(node.value, float) else 0.0,
    "neg": lambda node, answers: -as_number(_value(node.parts[0], answers)),
    "not": lambda node, answers: not as_boolean(_value(node.parts[0], answers)),
    "selected": _selected,
    "count-selected": lambda node, answers: float(len(selected_codes(_text(node.parts[0], answers)))),
    "string-length": lambda node, answers: float(len(_text(node.parts[0], answers))),
    "regex": _regex,
    "coalesce": _coalesce,
    "if": _if,
    "and": _and,
    "or": _or,
    **dict.fromkeys(COMPARISONS, _comparison),
    **dict.fromkeys(("+", "-", "*", "div", "mod"), _arithmetic),
}


# --- text ---


def _written(node: Expression, binding: int) -> str:
    """Write a node; in brackets where the sign around it binds more tightly."""
    if node.operator in PRECEDENCE:
        own = PRECEDENCE[node.operator]
        left, right = _written(node.parts[0], own), _written(node.parts[1], own + 1)
        text = f"{left} {node.operator} {right}"
        return f"({text})" if own < binding else text
    if node.operator == "neg":
        return f"-{_written(node.parts[0], _TIGHTEST)}"
    return _written_leaf(node)


def _written_leaf(node: Expression) -> str:
    if node.operator == "name":
        return f"${{{node.value}}}"
    if node.operator == "text":
        return _quoted(str(node.value))
    if isinstance(node.value, float):
        return plain_number(node.value)
    arguments = [_written(part, 0) for part in node.parts]
    if isinstance(node.value, Pattern):
        arguments.append(_quoted(node.value.source))
    return {"own": ".", "today": "today()"}.get(node.operator) or f"{node.operator}({', '.join(arguments)})"


def _quoted(text: str) -> str:
    return f'"{text}"' if "'" in text else f"'{text}'"


def plain_number(value: float) -> str:
    """Write a number without an exponent, a whole one without a fraction."""
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
