"""The chart of an indicator over time: values, intervals, baseline and target, and never a word too few."""

from datetime import date
from xml.etree import ElementTree

import pytest

from sauatty.core.documents.indicator_chart import Level, Step, indicator_alt, indicator_svg
from sauatty.core.languages import LANGUAGES, format_share

FOUR = [
    Step(date(2026, month, 1), value, value - 0.05, value + 0.05)
    for month, value in ((3, 0.1), (4, 0.2), (6, 0.4))
]


def drawn(steps, language="en", title="Share who ran an activity", **more):
    more.setdefault("written", lambda value: format_share(value, language))
    return indicator_svg(steps, language, title, **more)


def test_it_works():
    svg = drawn(FOUR, levels=[Level("Baseline", 0.1), Level("Target", 0.6)])

    ElementTree.fromstring(svg)
    assert svg.count('class="point"') == 3 and "Target 60%" in svg and "Baseline 10%" in svg
    assert "1 March 2026" in svg and "1 June 2026" in svg and " style=" not in svg
    assert svg == drawn(FOUR, levels=[Level("Baseline", 0.1), Level("Target", 0.6)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_say_what_it_shows(language):
    words = indicator_alt(FOUR, language, lambda value: format_share(value, language))

    assert format_share(0.4, language) in words and "2026" in words
    assert words in drawn(FOUR, language) and indicator_alt([], language, str) in drawn([], language)


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [((9, 47), "0", "50"), ((0.01, 0.2), "0", "0.25"), ((-0.3, 0.1), "-0.3", "0.2"), ((0,), "0", "0.2"), ((-2, -1), "-2", "0")],
)  # fmt: skip
def test_the_axis_holds_0_and_every_value_at_round_numbers(values, first, last):
    steps = [Step(date(2026, 1, number), value) for number, value in enumerate(values, 1)]
    labels = [one.text for one in ElementTree.fromstring(drawn(steps, written=lambda value: f"{value:g}")).iter()
              if one.get("text-anchor") == "end"]  # fmt: skip

    assert (labels[0], labels[-1]) == (first, last) and 2 <= len(labels) <= 7


def test_a_title_is_escaped_and_shortened():
    svg = drawn(FOUR, title="<b>" + "ұзақ " * 40)

    ElementTree.fromstring(svg)
    assert "<b>" not in svg and "…" in svg


def test_many_days_are_not_written_over_each_other():
    steps = [Step(date(2025, 1 + n % 12, 1 + n // 12), 0.1 * (n % 5)) for n in range(60)]
    days = [one for one in ElementTree.fromstring(drawn(sorted(steps, key=lambda one: one.day))).iter()
            if one.get("text-anchor") == "middle" and one.get("y") == "312"]  # fmt: skip

    assert 2 <= len(days) <= 5
