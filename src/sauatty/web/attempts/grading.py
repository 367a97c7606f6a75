"""The door through which higher apps grade: participants' code hands an attempt over and knows no key."""

from collections.abc import Callable
from typing import Any

Grader = Callable[[Any], None]
_graders: list[Grader] = []


def register_grader(grader: Grader) -> None:
    """Say who grades an attempt that was handed in; called by one app when it is ready."""
    _graders[:] = [grader]


def grade(attempt: Any) -> None:
    """Have an attempt graded, in the transaction of its submission.

    The grader puts state, result and moment into it; the caller saves it.
    """
    for grader in _graders:
        grader(attempt)


def is_ready() -> bool:
    """Tell whether anybody grades."""
    return bool(_graders)
