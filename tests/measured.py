"""Which tests are slow: measured, not guessed.

`pytest -p measured …` writes the processor time of every test to `.pytest_cache/times/`; `python
tests/measured.py` then fills the budget of the fast suite with the quickest tests and writes the names of the others
to `tests/slow_tests.txt`, which conftest marks slow. Run it on the whole suite without the browser (`make durations`):
on two cores the budget and the start of the workers come to less than a minute.
"""

import os
import re
import time
from collections import defaultdict
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TIMES = HERE.parent / ".pytest_cache" / "times"
SLOW = HERE / "slow_tests.txt"
BUDGET = 60.0  # seconds of processor time of the whole fast suite
PATIENCE_WITH_FIRST = 8  # the first test of a file ('it works') may take so many times as long as another


def slow_tests() -> frozenset[str]:
    """Return the names of the tests that were measured as slow, without their parameters."""
    return frozenset(SLOW.read_text("utf-8").split()) if SLOW.exists() else frozenset()


def _used() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    """Write down what a test and its own fixtures took."""
    TIMES.mkdir(parents=True, exist_ok=True)
    start = _used()
    yield
    with (TIMES / os.environ.get("PYTEST_XDIST_WORKER", "main")).open("a", encoding="utf-8") as out:
        out.write(f"{_used() - start:.3f}\t{item.nodeid}\n")


def _times() -> dict[str, list[float]]:
    """Return the seconds of every test by its name without the parameters."""
    found: dict[str, list[float]] = defaultdict(list)
    for path in TIMES.glob("*"):
        for line in path.read_text("utf-8").splitlines():
            seconds, _, name = line.partition("\t")
            found[re.sub(r"\[.*", "", name)].append(float(seconds))
    return found


def _turn(name: str, seconds: list[float]) -> float:
    """Return what a test is asked for its place: the longest of its runs, less for the first of a file."""
    return max(seconds) / (PATIENCE_WITH_FIRST if name.endswith("::test_it_works") else 1)


def write_slow_tests() -> int:
    """Write the list from the times that the last run left behind; return how many tests it names."""
    left, slow = BUDGET, []
    for name, seconds in sorted(_times().items(), key=lambda one: _turn(*one)):
        left -= sum(seconds)
        if left < 0:
            slow.append(name)
    SLOW.write_text("".join(f"{name}\n" for name in sorted(slow)), "utf-8")
    return len(slow)


if __name__ == "__main__":
    print(write_slow_tests(), "tests are slow")
