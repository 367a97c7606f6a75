"""Drawings of lessons: all words stand in them, nothing lies outside, and the strict content policy takes them."""

import itertools
import re

import pytest

from core.documents.lesson_cast import FIGURE, LETTERS, t
from sauatty.core.catalogue.lessons import FigureSpec
from sauatty.core.documents.lesson_figures import NARROW, WIDE, figure_svg
from sauatty.core.documents.pdf import svg_to_png
from sauatty.core.documents.pictures import parse_svg, svg_problem, svg_size
from sauatty.core.languages import LANGUAGES

KINDS = ("flow", "cycle", "scale", "compare")
LONG = ("қолжетімділіктің шектелуі", "бір", "екінші рет тексеру керек", "ұйымдастырушылардың жауапкершілігі")
EACH = pytest.mark.parametrize(("kind", "is_wide"), list(itertools.product(KINDS, (False, True))))


def spec(kind, labels=LONG):
    return FigureSpec(
        kind, t(f"Атауы <{LETTERS}>"), t('Бәрі "осында" & айтылған.'), tuple(t(one) for one in labels)
    )


def texts(svg):
    return [
        (element, element.text) for element in parse_svg(svg).iter() if str(element.tag).endswith("}text")
    ]


@EACH
def test_every_word_of_every_label_stands_in_the_drawing(kind, is_wide):
    svg = figure_svg(spec(kind), "kk", is_wide=is_wide)

    drawn = " ".join(text for _, text in texts(svg)).split()

    assert svg_problem(svg) == ""
    assert sorted(drawn) == sorted(" ".join(LONG).split())


@EACH
def test_nothing_lies_outside(kind, is_wide):
    svg = figure_svg(spec(kind), "kk", is_wide=is_wide)
    width, height = svg_size(svg)

    for element, text in texts(svg):
        half = len(text) * float(element.get("font-size")) * 0.6 / 2
        x, y = float(element.get("x")), float(element.get("y"))
        assert x - half >= 0 and x + half <= width and 0 < y < height
    for rect in re.finditer(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg):
        x, y, wide, high = map(float, rect.groups())
        assert x + wide <= width and y + high <= height


@pytest.mark.parametrize("kind", KINDS)
def test_the_narrow_form_fits_a_phone_and_the_wide_one_paper(kind):
    short = spec(kind, ("сұрау", "іздеу", "тексеру", "беру"))

    assert svg_size(figure_svg(short, "kk"))[0] == NARROW
    assert svg_size(figure_svg(short, "kk", is_wide=True))[0] == WIDE


def test_a_row_whose_words_do_not_fit_stays_a_column():
    five = (*LONG, "қорытындыландырылғандардың")

    assert svg_size(figure_svg(spec("flow", five), "kk", is_wide=True))[0] == NARROW


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_drawing_are_those_of_its_language_and_its_alt_goes_with_it(language):
    svg = figure_svg(FIGURE, language, name="one")

    assert [text for _, text in texts(svg)] == [label.text(language) for label in FIGURE.labels]
    assert f'lang="{language}"' in svg and 'id="one-desc"' in svg


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_drawn_the_same_each_time(kind):
    assert figure_svg(spec(kind), "kk") == figure_svg(spec(kind), "kk")
    assert svg_to_png(figure_svg(spec(kind), "kk"), 400).startswith(b"\x89PNG")


def test_two_columns_with_an_odd_label_are_drawn_too():
    svg = figure_svg(spec("compare", ("сол", "оң", "бір")), "kk")

    assert len(texts(svg)) == 3


@EACH
def test_a_draft_without_labels_has_an_empty_drawing(kind, is_wide):
    svg = figure_svg(spec(kind, ()), "kk", is_wide=is_wide)

    assert svg_problem(svg) == "" and "".join(text or "" for _, text in texts(svg)) == ""
