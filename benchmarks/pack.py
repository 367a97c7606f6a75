"""How fast a research pack is written and read: `python benchmarks/pack.py [--people 100000]`.

Invented people with a survey of 40 columns and two tests of 20 items; the bars are 20 s to write and 20 s to read.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from sauatty.core.catalogue.instruments import Choice, Instrument, Question, Section
from sauatty.core.evaluation.pack import Pack, PackFacts, People, SurveyData, TestData
from sauatty.core.evaluation.pack_files import read_pack, write_pack
from sauatty.core.languages import Translated
from sauatty.core.psychometrics.scores import ScoreMatrix
from sauatty.core.records import ResponseTable
from sauatty.core.surveys.plain import as_plain

BAR, COLUMNS, ITEMS = 20.0, 40, 20


def made(n: int) -> Pack:
    """Return an invented pack of `n` people."""
    dice = np.random.default_rng(1)
    ids = tuple(dice.bytes(8).hex() for _ in range(n))  # as hard to pack as real pseudonyms
    word = Translated("с", "в", "q")
    choices = tuple(Choice(f"c{at}", word) for at in range(5))
    names = [f"q{at}" for at in range(COLUMNS)]
    questions = tuple(Question(name, "single", word, choices=choices) for name in names)
    instrument = Instrument("bench", "1", word, (Section("all", word, questions),))
    codes = [one.code for one in choices]
    answers = {name: tuple(codes[at] for at in dice.integers(0, 5, n).tolist()) for name in names}
    table = ResponseTable(ids, answers, ("kk",) * n)
    items = tuple(f"i{at}" for at in range(ITEMS))
    tests = tuple(
        TestData(
            purpose, ScoreMatrix(dice.integers(0, 2, (n, ITEMS)).astype(float), ids, items, (1,) * ITEMS)
        )
        for purpose in ("pre", "final")
    )
    regions = tuple(f"KZ-{at:02}" for at in dice.integers(10, 30, n))
    people = People(ids, {"region": regions}, {"invited": (True,) * n, "answered": (True,) * n})
    facts = PackFacts(word, "2026-10-01", "benchmark", "gmilaf", word, is_invented=True)
    surveys = (SurveyData("need", instrument, table, is_anonymous=False),)
    return Pack(facts, ("gmilaf.1.1",), people, surveys, tests=tests)


def main() -> int:
    """Return 1 where a bar is not met."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--spss", action="store_true", help="Write SPSS files too.")
    given = asked.parse_args()
    pack = made(given.people)
    before = memory()
    forget_peak()
    start = time.perf_counter()
    content = write_pack(pack, with_spss=given.spss)
    written = time.perf_counter() - start
    after_writing = memory()
    forget_peak()
    start = time.perf_counter()
    again = read_pack(content, "pack.zip")
    read = time.perf_counter() - start
    after_reading = memory()
    same = again.people == pack.people and as_plain(again.tests[0]) == as_plain(pack.tests[0])
    same = same and again.surveys[0].table == pack.surveys[0].table
    print(
        f"{given.people:,} people, {len(content) / 2**20:.1f} MiB: written in {written:.1f} s, read in {read:.1f} s "
        f"(bars {BAR:.0f} s); most memory {before:.2f} GiB while made, {after_writing:.2f} GiB while "
        f"written, {after_reading:.2f} GiB while read (the first pack still held); "
        f"{'the same again' if same else 'NOT THE SAME'}"
    )
    return int(max(written, read) > BAR or not same)


def forget_peak() -> None:
    """Let the most memory count anew from here (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def memory() -> float:
    """Return the most memory since it was last forgotten, in GiB (Linux)."""
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024**2


if __name__ == "__main__":
    raise SystemExit(main())
