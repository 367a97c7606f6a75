import io
import zipfile
from dataclasses import replace

import pytest
from pptx import Presentation

from made_documents import HOSTILE, SVG, TEXTS
from sauatty.core.documents.blocks import Run, Table
from sauatty.core.documents.slides import Slide, Slides, render_pptx
from sauatty.core.errors import DocumentInvalid

TABLE = Table("Кесте", ("Пән", "n"), (("Қазақ тілі", "7"), ("Физика", "2")))
SLIDES = Slides(
    "Семинар",
    "kk",
    (
        Slide("Ашылуы", subtitle="Өңірлік семинар", notes="Сәлемдесу"),
        Slide("Ойлар", points=("бірінші", (Run("второй", bold=True, language="ru"), Run(" қ")))),
        Slide("Сандар", table=TABLE),
        Slide("Сурет", points=("түсінік",), svg=SVG, alt="Бір баған"),
    ),
    version="1.2",
    note="Ойдан алынған",
)


def opened(slides: Slides = SLIDES):
    return Presentation(io.BytesIO(render_pptx(slides)))


def all_text(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_it_works() -> None:
    presentation = opened()

    assert [slide.shapes.title.text for slide in presentation.slides] == [
        "Ашылуы",
        "Ойлар",
        "Сандар",
        "Сурет",
    ]
    assert presentation.slides[0].notes_slide.notes_text_frame.text == "Сәлемдесу"
    assert "бірінші\nвторой қ" in all_text(presentation.slides[1])


def test_the_same_slides_give_the_same_bytes_with_no_time_in_them() -> None:
    content = render_pptx(SLIDES)

    assert render_pptx(replace(SLIDES)) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01" in archive.read("docProps/core.xml")


def test_every_slide_bears_the_mark_and_its_number() -> None:
    for number, slide in enumerate(opened().slides, 1):
        assert "Ойдан алынған" in all_text(slide)
        assert f"{number}-слайд" in all_text(slide)


def test_a_table_and_a_picture_say_what_they_are() -> None:
    slides = opened().slides
    table = next(shape for shape in slides[2].shapes if shape.has_table)
    picture = next(shape for shape in slides[3].shapes if shape.name == "Figure")

    assert table.table.cell(1, 0).text == "Қазақ тілі"
    assert table._element.nvGraphicFramePr.cNvPr.get("descr") == "Кесте"
    assert picture._element.nvPicPr.cNvPr.get("descr") == "Бір баған"


def test_runs_carry_their_language() -> None:
    languages = {run.get("lang") for run in opened().slides[1]._element.iter("{*}rPr")}

    assert languages == {"kk-KZ", "ru-RU"}


def test_what_is_code_elsewhere_is_text_here() -> None:
    slides = Slides(
        HOSTILE[1], "en", tuple(Slide(text, points=(text, TEXTS["kk"]), notes=text) for text in HOSTILE)
    )

    for slide, text in zip(opened(slides).slides, HOSTILE, strict=True):
        assert slide.shapes.title.text == text
        assert f"{text}\n" in all_text(slide)
        assert slide.notes_slide.notes_text_frame.text == text


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        (Slide(" "), "no title"),
        (Slide("a", svg=SVG), "alt"),
        (Slide("a", svg="<svg/>", alt="b"), "not SVG"),
        (Slide("a", table=Table("t", ("a", "b"), (("1",),))), "length"),
        (Slide("a", table=Table("t", ("a",), (("1",),) * 15)), "14 rows"),
        (Slide("a", points=((Run("x", link="file:///etc/passwd"),),)), "file:"),
    ],
)
def test_a_slide_that_cannot_be_shown_is_refused_by_number(slide: Slide, said: str) -> None:
    with pytest.raises(DocumentInvalid) as caught:
        render_pptx(Slides("t", "kk", (Slide("first"), slide)))

    assert caught.value.params["where"] == "slide 2"
    assert said in str(caught.value.params["problem"])
