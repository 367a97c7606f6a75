import re
from xml.etree import ElementTree

import numpy as np
import pytest

from sauatty.core.catalogue import framework
from sauatty.core.coverage import CoverageMatrix
from sauatty.core.documents.charts import HEAT, HEAT_INK, coverage_svg, heat_step

SVG = "{http://www.w3.org/2000/svg}"
COMPETENCES = tuple(node.id for node in framework("gmilaf").competences)


def build(n_objectives=1250.0):
    counts = np.array([np.arange(12.0), np.full(12, np.nan)])
    return CoverageMatrix(
        "subject_area", ("a", "b"), COMPETENCES, 0.5, counts, counts.copy(), np.array([n_objectives, np.nan])
    )


def draw(language="en", title="Coverage", **options):
    return coverage_svg(build(), language, title, **options)


def texts(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_it_works():
    svg = draw(
        row_names={"a": "Language and literature", "b": "Physical culture"}, note="Proposed by a machine"
    )
    written = texts(svg)
    assert [str(n) for n in range(12)] == [text for text in written if text.isdigit()]
    assert {
        "Coverage",
        "Language and literature",
        "Physical culture",
        "Proposed by a machine",
        "2.3",
        "1,250",
    } <= set(written)


def test_what_was_not_read_is_hatched_and_says_so():
    root = ElementTree.fromstring(draw())
    hatched = [node for node in root.iter(f"{SVG}rect") if node.get("class") == "none"]
    assert [node.get("fill") for node in hatched] == ["url(#coverage-hatch)"]
    assert "not read" in texts(draw())


def test_every_text_is_escaped():
    nasty = '<script>alert("x")</script> & Қ'
    svg = coverage_svg(build(), "kk", nasty, row_names={"a": nasty}, note=nasty)
    assert "<script" not in svg
    assert nasty in texts(svg)


def test_it_is_deterministic_and_needs_no_inline_style():
    assert draw() == draw()
    assert not re.search(r"style=|<style|href|\bon\w+=", draw())


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "оқылмаған"), ("ru", "не прочитано"), ("en", "not read")]
)
def test_it_speaks_three_languages(language, said):
    svg = draw(language)
    assert said in texts(svg)
    root = ElementTree.fromstring(svg)
    assert root.get("lang") == language
    assert root.find(f"{SVG}title").text == "Coverage"
    assert "12" in root.find(f"{SVG}desc").text


def test_the_steps_of_the_scale():
    assert [heat_step(n) for n in (0, 1, 2, 3, 5, 6, 9, 10, 19, 20, 500)] == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_scale_darkens_in_grey_and_its_numbers_stay_readable():
    grey = [luminance(colour) for colour in HEAT]
    assert grey == sorted(grey, reverse=True)
    for colour, ink in zip(HEAT, HEAT_INK, strict=True):
        lighter, darker = sorted((luminance(colour), luminance(ink)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_long_names_are_cut_and_keep_their_whole_text_as_a_hint():
    name = "Қазақстан Республикасының зайырлылық және дінтану негіздері мен жаһандық құзыреттілік пәндері"
    svg = coverage_svg(build(), "kk", "x", row_names={"a": name})
    assert any(text.endswith("…") for text in texts(svg))
    assert f"<title>{name}</title>" in svg
