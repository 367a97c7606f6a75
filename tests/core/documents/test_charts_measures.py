import re
from xml.etree import ElementTree

import pytest

from sauatty.core.catalogue import framework
from sauatty.core.coverage import judged_matrix, progression, reinforce
from sauatty.core.documents.charts_measures import ShareBar, judged_svg, share_bars, shares_svg
from sauatty.core.documents.charts_trends import progression_svg, trade_off_svg
from sauatty.core.records import JudgedObjective

SVG = "{http://www.w3.org/2000/svg}"
COMPETENCES = tuple(node.id for node in framework("gmilaf").competences)


def some(n, relevance, competence, grade, demand=None):
    return [
        JudgedObjective(f"{grade}-{competence}-{one}", "people-society", None, grade, "kk", relevance, (competence,), demand)
        for one in range(n)
    ]  # fmt: skip


OBJECTIVES = [
    *some(40, 2, "gmilaf.1.1", 5, 2), *some(8, 2, "gmilaf.2.3", 5, 3), *some(8, 2, "gmilaf.1.1", 6, 4),
    *some(40, 2, "gmilaf.2.3", 6, 5), *some(3, 1, "gmilaf.3.1", 7), *some(6, 2, "gmilaf.2.3", 7, 6),
    JudgedObjective("x", "natural-science", None, 8, "kk", None),
]  # fmt: skip


def matrix(by="grade"):
    return judged_matrix(OBJECTIVES, by=by, competences=COMPETENCES)


def charts(language="en"):
    return {
        "judged": judged_svg(matrix(), language, "T", note="N"),
        "shares": shares_svg(share_bars(matrix(), {}), language, "T", note="N"),
        "progression": progression_svg(progression(OBJECTIVES, COMPETENCES, n_resamples=50), language, "T"),
        "trade-off": trade_off_svg(reinforce(OBJECTIVES, COMPETENCES), language, "T", note="N"),
    }


def nodes(svg, kind, name):
    return [one for one in ElementTree.fromstring(svg).iter(f"{SVG}{kind}") if one.get("class") == name]


def texts(svg):
    return [one.text for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["judged", "shares", "progression", "trade-off"])
def test_every_chart_is_whole_deterministic_and_without_inline_style(language, name):
    svg = charts(language)[name]
    root = ElementTree.fromstring(svg)
    assert root.get("lang") == language
    assert svg == charts(language)[name]
    assert " style=" not in svg and "<style" not in svg and "<script" not in svg
    ids = re.findall(r' id="([^"]+)"', svg)
    assert ids and all(one.startswith(name) for one in ids)
    assert "nan" not in re.sub(r"<(text|title|desc)\b.*?</\1>", "", svg)


def test_cells_that_stand_out_are_marked_and_the_others_are_not():
    svg = charts()["judged"]
    assert len(nodes(svg, "path", "much-more")) == 4
    assert len(nodes(svg, "path", "much-fewer")) == 4
    assert "not judged" in texts(svg)


def test_a_bar_says_its_share_and_its_numbers():
    svg = shares_svg([ShareBar("Биология", 34, 280), ShareBar("Музыка", 0, 0)], "ru", "T")
    assert "12,1\u00a0% (34 / 280)" in texts(svg)
    assert "не рассмотрено" in texts(svg)
    assert len(nodes(svg, "rect", "bar")) == 1


def test_the_bars_of_one_competence_count_its_objectives():
    bars = share_bars(matrix(), {"5": "Five"}, "gmilaf.2.3")
    assert (bars[0].label, bars[0].n, bars[0].n_judged) == ("Five", 8, 48)
    assert bars[-1] == ShareBar("8", 0, 0)


def test_progression_draws_a_dot_for_each_grade_and_the_trend_in_numbers():
    svg = charts()["progression"]
    assert len(nodes(svg, "circle", "dot")) == 5
    assert len(nodes(svg, "circle", "open")) == 1
    assert any(text.startswith("ρ = ") and "n = 54" in text for text in texts(svg))
    assert "too few (n = 0)" in texts(svg)


def test_the_trade_off_says_what_is_reached():
    assert any("cannot be reached" in text for text in texts(charts()["trade-off"]))
    easy = trade_off_svg(reinforce(OBJECTIVES, COMPETENCES, 0.25), "en", "T")
    assert "0.25 is reached with 0 opportunities at the least" in texts(easy)


def test_every_text_is_escaped():
    nasty = "<b>&\"'"
    assert "<b>" not in judged_svg(matrix(), "en", nasty, row_names={"5": nasty}, note=nasty)
    assert "<b>" not in shares_svg([ShareBar(nasty, 1, 2)], "en", nasty, note=nasty)


def test_competences_of_a_framework_that_the_content_does_not_hold_can_be_named():
    own = JudgedObjective("a", "people-society", None, 5, "kk", 2, ("kzmil.1",))
    columns = ("kzmil.1", "kzmil.2")
    svg = judged_svg(
        judged_matrix([own], by="grade", competences=columns), "kk", "T", column_names={"kzmil.1": "Іздеу"}
    )
    assert {"1", "2", "1  Іздеу"} <= set(texts(svg))
    assert "1  Іздеу" in texts(
        progression_svg(progression([own], columns), "kk", "T", column_names={"kzmil.1": "Іздеу"})
    )
