import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from sauatty.core.documents.test_figures import (
    ForestRow,
    dif_figure,
    dif_rows,
    dif_svg,
    gain_figure,
    gain_rows,
    wright_figure,
    wright_svg,
)
from sauatty.core.documents.test_figures_axes import Scale, round_step, scale_over
from sauatty.core.documents.test_figures_curves import (
    distractors_figure,
    distractors_svg,
    icc_figure,
    information_figure,
)
from sauatty.core.psychometrics.dif import dif
from sauatty.core.psychometrics.gain import gain
from sauatty.core.psychometrics.information import information_curves
from sauatty.core.psychometrics.irt import calibrate
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.core.psychometrics.simulate import simulated_scores

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = pytest.mark.parametrize("language", ["kk", "ru", "en"])
OPTIONS = {
    "item": "mil <1>", "key": "b", "parts": [10, 10, 10],
    "options": [
        {"option": "b", "is_key": True, "n": 20, "share": 0.67, "share_by_part": [0.4, 0.6, 1.0], "option_rest": 0.5},
        {"option": "", "is_key": False, "n": 10, "share": 0.33, "share_by_part": [0.6, None, 0.0], "option_rest": None},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def cast():
    items = [ItemParameters(f"i{n}", 1.0, float(b), (float(b),)) for n, b in enumerate(np.linspace(-2, 2, 8))]
    thetas = np.random.default_rng(4).normal(size=60)
    pre, final = simulated_scores(items, thetas, seed=1), simulated_scores(items, thetas + 0.6, seed=2)
    groups = ["kk" if n % 2 else "ru" for n in range(60)]
    components = {item.item: "c1" for item in items}
    return items, thetas, dif(pre, groups).as_json(), gain(pre, final, components=components).as_json()


def figures(cast, language):
    items, thetas, compared, gained = cast
    curves = information_curves(calibrate(simulated_scores(items, thetas, seed=1)))
    points = curves.thetas.tolist()
    return [
        dif_figure(dif_rows(compared["items"], {"i0": "<&>"}), ("ru", "kk"), language),
        gain_figure(gain_rows(gained, language, {"c1": "<&>"}), language),
        wright_figure(thetas.tolist(), {item.item: item.difficulty for item in items}, language),
        icc_figure(points, dict(zip(curves.items, curves.item_score.tolist(), strict=True)), language),
        information_figure(points, curves.information.tolist(), curves.expected_score.tolist(), language),
        distractors_figure(OPTIONS, language),
    ]


@LANGUAGES
def test_figures_are_whole_svg_with_words_and_a_table_beside_them(cast, language):
    for figure in figures(cast, language):
        tree = ElementTree.fromstring(figure.svg)
        assert tree.get("lang") == language and tree.get("role") == "img"
        assert tree.find(f"{SVG}desc").text == figure.alt and len(figure.alt) > 60
        assert figure.table.rows and all(len(row) == len(figure.table.header) for row in figure.table.rows)
        assert "style=" not in figure.svg and "%(" not in figure.svg + figure.alt and "nan" not in figure.svg


def test_the_same_figures_give_the_same_bytes(cast):
    assert [one.svg for one in figures(cast, "kk")] == [one.svg for one in figures(cast, "kk")]


def test_an_item_without_a_figure_says_so_and_takes_no_mark():
    svg = dif_svg([ForestRow("a", None), ForestRow("b", -2.0, -3.0, -1.2, "C")], ("Russian", "Kazakh"), "en")
    assert svg.count('class="dot"') == 1 and "can't be computed" in svg.replace("&#x27;", "'")
    assert "\u22122.00 [\u22123.00; \u22121.20] C" in svg


def test_marks_stand_where_their_estimates_are():
    svg = dif_svg([ForestRow("a", 0.0, -1, 1, "A"), ForestRow("b", 1.0, 0, 2, "A")], ("r", "f"), "en")
    first, second = [
        float(one.get("cx")) for one in ElementTree.fromstring(svg).iter(f"{SVG}circle") if one.get("cx")
    ]
    scale = scale_over([0.0, -1, 1, 1.0, 0, 2], 226, 380, within=2.0)
    assert (first, second) == (scale.at(0.0), scale.at(1.0)) and first < second


def test_the_first_row_of_a_gain_is_everybody(cast):
    rows = gain_rows(cast[3], "en")
    assert rows[0].name == "Everybody" and rows[0].estimate == cast[3]["effect_size"]
    assert rows[0].low < rows[0].estimate < rows[0].high and rows[0].n == 60


def test_a_map_counts_people_and_leaves_out_who_has_no_estimate():
    figure = wright_figure([0.1, 0.2, float("nan"), 1.6], {"easy": -1.2, "hard": 1.7, "none": None}, "en")
    assert [row[1:] for row in figure.table.rows if row[1] != "0"] == [("1", "hard"), ("2", "–")]
    assert "none" not in figure.svg and "People: 3" in figure.svg


def test_a_map_of_nobody_and_nothing_is_still_drawn():
    assert ElementTree.fromstring(wright_svg([], {}, "ru")).get("role") == "img"


def test_a_part_without_people_leaves_a_gap_in_the_line_of_an_option():
    svg = distractors_svg(OPTIONS, "en")
    lines = [one.get("points").split() for one in ElementTree.fromstring(svg).iter(f"{SVG}polyline")]
    assert [len(points) for points in lines if len(points) > 1][0] == 3
    assert "mil &lt;1&gt;" in svg and "b (key)" in svg and "left empty" in svg


@pytest.mark.parametrize(("span", "step"), [(4, 1), (8, 2), (1, 0.2), (12, 2), (40, 10), (0.8, 0.2)])
def test_ticks_are_round_and_four_to_nine(span, step):
    assert round_step(span) == pytest.approx(step)
    assert 4 <= len(Scale(0, span, 0, 100).ticks) <= 10


def test_values_beyond_a_scale_stay_at_its_end():
    scale = Scale(0, 1, 10, 100, is_up=True)
    assert (scale.at(0), scale.at(1), scale.at(7)) == (110, 10, 10)
