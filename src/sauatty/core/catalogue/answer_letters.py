"""Answers as letters, one way for each kind: what tables of responses and keys hold."""

from collections.abc import Mapping
from typing import Any


def as_letters(answer: Any, kind: str) -> str:
    """Return an answer, or the right one of a key, as it stands in a table; '' where there is none.

    Examples
    --------
    >>> as_letters("b", "single"), as_letters(["c", "a"], "multiple"), as_letters(["c", "a"], "order")
    ('b', 'a+c', 'c>a')
    >>> as_letters({"b": "y", "a": "x"}, "match")
    'a=x+b=y'
    """
    if not answer:
        return ""
    if isinstance(answer, str):
        return answer
    if isinstance(answer, Mapping):
        return "+".join(f"{option}={target}" for option, target in sorted(answer.items()))
    return ">".join(answer) if kind == "order" else "+".join(sorted(answer))
