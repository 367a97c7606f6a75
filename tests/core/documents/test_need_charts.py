import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise

import pytest

from core.surveys.need_cast import SHOWS, cast_instrument, cast_table, draw_responses, outline, sample
from sauatty.core.documents.need_charts import (
    claimed_shown_figure,
    claimed_shown_svg,
    needs_figure,
    needs_svg,
    plan_figure,
    plan_svg,
)
from sauatty.core.surveys.claimed_shown import claimed_shown
from sauatty.core.surveys.needs import needs
from sauatty.core.surveys.plan import plan

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])


@pytest.fixture(scope="module")
def found():
    table, codes = draw_responses(60, (0.75, 0.6, 0.4, 0.25))
    own = needs(cast_instrument(), table, codes, shows=SHOWS, n_resamples=200)
    modules = [
        outline("a<b", 4, {"gmilaf.1.2": 1.0}),
        outline("b", 4, {"gmilaf.2.3": 1.0}, languages=("kk",)),
    ]
    return own, claimed_shown(cast_instrument(), *sample()), plan(own, modules, hours=8, languages=("ru",))


def charts(found, language):
    own, claimed, planned = found
    return (
        needs_svg(own, language, "<&>", note="from here"),
        claimed_shown_svg(claimed, language, "<&>"),
        plan_svg(planned, language, "<&>"),
    )


@LANGUAGES
def test_charts_are_whole_svg_with_words_for_who_does_not_see_them(found, language):
    for svg in charts(found, language):
        tree = ElementTree.fromstring(svg)
        assert tree.get("lang") == language and tree.get("role") == "img"
        assert tree.find(f"{SVG}title").text == "<&>"
        assert len(tree.find(f"{SVG}desc").text) > 30
        assert "style=" not in svg and "%(" not in svg


def test_the_same_figures_give_the_same_bytes(found):
    assert charts(found, "kk") == charts(found, "kk")


def test_bars_are_as_long_as_their_index(found):
    tree = ElementTree.fromstring(needs_svg(found[0], "en", "Need"))
    widths = [float(one.get("width")) for one in tree.iter(f"{SVG}rect") if one.get("class") == "bar"]
    assert widths == pytest.approx([one.index.estimate * 300 for one in found[0].needs], abs=0.06)


def test_tiles_of_the_mosaic_are_as_large_as_their_counts(found):
    claimed = found[1]
    tree = ElementTree.fromstring(claimed_shown_svg(claimed, "en", "Claimed"))
    tiles = [one for one in tree.iter(f"{SVG}rect") if (one.get("class") or "").startswith("g")]
    areas = [float(one.get("width")) * float(one.get("height")) for one in tiles]
    counts = [one.n for one in claimed.cells if one.n]
    assert areas == pytest.approx([sum(areas) * n / sum(counts) for n in counts], rel=0.02)


def test_levels_that_nobody_claimed_have_no_label_and_labels_do_not_lie_on_each_other(found):
    def labels(claimed):
        tree = ElementTree.fromstring(claimed_shown_svg(claimed, "en", "Claimed"))
        return [float(one.get("x")) for one in tree.iter(f"{SVG}text") if (one.text or "").startswith("n = ")]

    claimed = found[1]
    few = tuple(replace(one, n=one.n if one.claim != claimed.levels[0].code else 0) for one in claimed.cells)
    one = tuple(replace(cell, n=min(1, cell.n)) if cell.n < 9 else cell for cell in claimed.cells)
    for cells, n in ((claimed.cells, 0), (few, 1), (one, 0)):
        drawn = labels(replace(claimed, cells=cells, n=sum(cell.n for cell in cells)))
        claims = {cell.claim for cell in cells if cell.n}
        assert len(drawn) == len(claims) <= len(claimed.levels) - n
        assert all(right - left >= 80 for left, right in pairwise(drawn))


def test_the_part_answered_is_drawn_within_the_need(found):
    planned = found[2]
    tree = ElementTree.fromstring(plan_svg(planned, "en", "Plan"))
    left = [float(one.get("width")) for one in tree.iter(f"{SVG}rect") if one.get("class") == "left"]
    won = [float(one.get("width")) for one in tree.iter(f"{SVG}rect") if one.get("class") == "answered"]
    assert len(left) == 4 and len(won) == 1
    assert won[0] == pytest.approx(planned.needs[0].need * planned.needs[0].answered * 300, abs=0.06)


def test_patterns_of_two_charts_on_one_page_have_their_own_ids(found):
    assert 'id="one-g0"' in claimed_shown_svg(found[1], "en", "t", name="one")
    assert 'id="one-g0"' not in claimed_shown_svg(found[1], "en", "t", name="two")


@LANGUAGES
def test_every_chart_has_a_table_with_its_figures(found, language):
    own, claimed, planned = found
    for figure in (
        needs_figure(own, language),
        claimed_shown_figure(claimed, language),
        plan_figure(planned, language),
    ):
        assert {len(row) for row in figure.table.rows} == {len(figure.table.header)}
        assert figure.alt and figure.caption
    assert len(needs_figure(own, language).table.rows) == 4


def test_nobody_gives_an_empty_chart_and_no_failure():
    table = cast_table({"familiarity_mil": [], "mil_definition": []})
    empty = claimed_shown(cast_instrument(), table, [])
    assert ElementTree.fromstring(claimed_shown_svg(empty, "en", "t")) is not None
    assert claimed_shown_figure(empty, "kk").table.rows
    assert (
        ElementTree.fromstring(needs_svg(needs(cast_instrument(), table, shows=SHOWS), "en", "t")) is not None
    )
