from xml.etree import ElementTree

import pytest

from core.surveys.tabulation_samples import (
    REFERENCE_INSTRUMENT,
    instrument_of,
    question,
    reference_table,
    table_of,
)
from sauatty.core.documents.survey_charts import (
    cross_figure,
    distribution_figure,
    distribution_svg,
    share_step,
)
from sauatty.core.documents.survey_tables import (
    cross_block,
    group_table,
    number,
    p_value,
    ranking_table,
    with_interval,
)
from sauatty.core.statistics import Interval
from sauatty.core.surveys.cross import cross
from sauatty.core.surveys.tabulation import tabulate

NAN = float("nan")


def table(name, **more):
    return next(one for one in tabulate(REFERENCE_INSTRUMENT, reference_table(), **more) if one.name == name)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_bars_are_well_formed_and_have_words_and_a_table(language):
    figure = distribution_figure(table("answer", language=language), language)
    root = ElementTree.fromstring(figure.svg)
    assert root.get("lang") == language
    bars = [one for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("class") == "bar"]
    assert len(bars) == 3
    widths = [float(one.get("width")) for one in bars]
    assert widths == pytest.approx([340 * share for share in (79 / 222, 69 / 222, 74 / 222)], abs=0.06)
    assert len(figure.table.rows) == 3
    assert figure.alt in figure.svg


def test_the_same_table_gives_the_same_bytes():
    assert distribution_svg(table("answer"), "en") == distribution_svg(table("answer"), "en")


def test_texts_are_escaped():
    subject = instrument_of(question("q", "single", "<a>&"))
    figure = distribution_figure(tabulate(subject, table_of(q=["<a>&"]))[0], "en")
    assert "<a>&" not in figure.svg
    assert "&lt;a&gt;&amp;" in figure.svg


def test_hidden_cells_are_hatched_and_have_no_number():
    subject = instrument_of(question("g", "single", "x", "y"), question("q", "single", "a", "b"))
    found = cross(
        subject, table_of(g=["x"] * 20 + ["y"] * 40, q=["a"] * 18 + ["b"] * 2 + ["a", "b"] * 20), "q", "g"
    )
    figure = cross_figure(found, "en")
    root = ElementTree.fromstring(figure.svg)
    cells = [one for one in root.iter("{http://www.w3.org/2000/svg}rect") if one.get("class") == "hidden"]
    assert len(cells) == 4
    assert all(one.get("fill") == "url(#cross-hatch)" for one in cells)
    assert [row[2:] for row in figure.table.rows] == [("hidden", "hidden")] * 2
    assert "90" not in figure.svg.replace('x="90', "")
    assert "Hidden cells (4)" in figure.table.note


def test_cells_that_stand_out_are_marked_in_the_table():
    found = cross_block(cross(REFERENCE_INSTRUMENT, reference_table(), "answer", "region"), 5, "en")
    assert [cell[-1] for cell in found.rows[0][2:]] == ["▲", "%", "▼"]
    assert found.header[0] == "region"
    assert (
        "Chi-square test: p < 0.001; Cramér's V 0.25 (0.16 to 0.35) – weak association; n = 222" in found.note
    )


def test_groups_of_a_number_show_median_and_mean():
    found = group_table(table("age", by="region"), "en")
    assert found.header == ("Group", "n", "Median", "Mean")
    assert len(found.rows) == 3


def test_a_ranking_stands_by_its_borda_score():
    subject = instrument_of(question("q", "ranking", "a", "b", "c"))
    found = ranking_table(tabulate(subject, table_of(q=["c b a", "c a b", "b c a"]))[0], "en")
    assert [row[0] for row in found.rows] == ["c", "b", "a"]


def test_what_is_undefined_is_a_dash():
    assert number(NAN, "ru") == with_interval(Interval(NAN, NAN, NAN), "ru") == "–"
    assert with_interval(Interval(0.5, NAN, NAN), "ru") == "0,50"
    assert (p_value(0.0004, "ru"), p_value(0.012, "en")) == ("< 0,001", "= 0.012")


def test_shares_have_fixed_steps():
    assert [share_step(one) for one in (0, 0.05, 0.2, 0.3, 0.6, 1)] == [0, 1, 2, 3, 4, 5]
