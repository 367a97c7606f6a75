"""Which tests are slow: measured, not guessed.

`pytest -p measured …` writes the processor time of every test to `.pytest_cache/times/`; `python
tests/measured.py` then writes the names of those above the limit to `tests/slow_tests.txt`, which conftest marks slow.
Run it on the whole suite without the browser (`make durations`), so that the fast suite stays under a minute.
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
LIMIT, LIMIT_OF_FIRST = 0.17, 1.0  # seconds; the first test of a file ('it works') stays fast a little longer


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


def write_slow_tests() -> int:
    """Write the list from the times that the last run left behind; return how many tests it names."""
    longest: dict[str, float] = defaultdict(float)
    for path in TIMES.glob("*"):
        for line in path.read_text("utf-8").splitlines():
            seconds, _, name = line.partition("\t")
            name = re.sub(r"\[.*", "", name)
            longest[name] = max(longest[name], float(seconds))
    slow = [
        name
        for name, seconds in longest.items()
        if seconds > (LIMIT_OF_FIRST if name.endswith("::test_it_works") else LIMIT)
    ]
    SLOW.write_text("".join(f"{name}\n" for name in sorted(slow)), "utf-8")
    return len(slow)


if __name__ == "__main__":
    print(write_slow_tests(), "tests are slow")
