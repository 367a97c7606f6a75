"""When a person sees a result, and when the reasons with it. Pure: no tables here.

Reasons tell the keys. So they wait until nobody takes a test with the same paper any more; only practice, on which
nothing hangs, tells them at once.
"""

from collections.abc import Iterable
from typing import Any

from sauatty.core.psychometrics.attempt_results import Json


def is_closed(test: Any, now: Any) -> bool:
    """Tell whether nobody can take a test any more."""
    return bool(test.state == "closed" or (test.closes_at is not None and test.closes_at <= now))


def is_released(test: Any, now: Any) -> bool:
    """Tell whether a person may see the result of a test."""
    return bool(test.release == "at-once" or (test.release == "after-close" and is_closed(test, now)))


def may_explain(test: Any, tests_of_paper: Iterable[Any], now: Any) -> bool:
    """Tell whether the reasons may go out with a result; `tests_of_paper` are all tests that use the same paper."""
    return bool(test.shows_rationales and is_released(test, now) and is_free(tests_of_paper, now))


def is_free(tests_of_paper: Iterable[Any], now: Any) -> bool:
    """Tell whether no test but practice goes on, or is still to come, with a paper."""
    return all(one.purpose == "practice" or is_closed(one, now) for one in tests_of_paper)


def rationales(rows: Iterable[Any], points: dict[str, int]) -> list[Json]:
    """Return the right answer and the reason of every option of each item, from the rows of keys."""
    return [
        {
            "item": row.item, "right": row.key["right"], "whys": row.whys, "points": points.get(row.item, 0),
            "max": row.max_score, "is_left_out": row.is_left_out, "is_provisional": row.is_provisional,
        }
        for row in rows
    ]  # fmt: skip
