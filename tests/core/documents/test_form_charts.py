"""The chart of assembled forms: drawn from 0, told apart without colour, the same bytes every time."""

import xml.etree.ElementTree as ElementTree

import pytest

from sauatty.core.documents.form_charts import information_svg

THETAS = [n / 4 for n in range(-12, 13)]
CURVES = {"A": [5 - abs(theta) for theta in THETAS], "B": [4.5 - abs(theta) for theta in THETAS]}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_form_has_a_curve_of_its_own_manner_with_its_name(language):
    root = ElementTree.fromstring(information_svg(THETAS, CURVES, language, note="note"))
    curves = root.findall(f".//{SVG}polyline")

    assert len(curves) == 2
    assert curves[0].get("stroke-dasharray") is None and curves[1].get("stroke-dasharray")
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert "note" in said and sum("A" in text for text in said if text) >= 1
    assert "A, B" in root.find(f"{SVG}desc").text


def test_the_axis_begins_at_zero_and_a_higher_value_stands_higher():
    root = ElementTree.fromstring(information_svg(THETAS, CURVES, "en"))
    points = [pair.split(",") for pair in root.find(f".//{SVG}polyline").get("points").split()]
    heights = [float(y) for _x, y in points]

    assert min(heights) == heights[THETAS.index(0.0)] and heights[0] == heights[-1] == max(heights)
    assert "0" in [one.text for one in root.iter(f"{SVG}text")]


def test_the_same_forms_give_the_same_bytes_and_no_inline_style():
    one, two = (information_svg(THETAS, CURVES, "kk") for _ in range(2))

    assert one == two and "style=" not in one


@pytest.mark.parametrize("value", [0.02, 0.3, 1.0, 7.5, 9.3, 11.9, 99.0, 300.0])
def test_any_information_is_drawn_inside_the_chart_and_fills_it(value):
    root = ElementTree.fromstring(information_svg(THETAS, {"A": [value] * len(THETAS)}, "en"))
    y = float(root.find(f".//{SVG}polyline").get("points").split()[0].split(",")[1])

    assert 72 <= y <= 312 and (value < 0.1 or y < 72 + 120)
