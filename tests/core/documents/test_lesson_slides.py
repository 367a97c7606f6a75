"""Slides and the facilitator's pack: what is shown, what stands in the notes, and the files of the zip."""

import zipfile
from io import BytesIO

import pytest
from pptx import Presentation

from core.documents.lesson_cast import paper, reviewed, small_lesson, small_module, t
from sauatty.core.catalogue.lessons import Section
from sauatty.core.documents.blocks import cell_runs, plain_text
from sauatty.core.documents.lesson_pack import facilitator_pack
from sauatty.core.documents.lesson_slides import MOST_LETTERS, MOST_POINTS, lesson_pptx, lesson_slides
from sauatty.core.languages import LANGUAGES


def words(point):
    return plain_text(cell_runs(point))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works(language):
    lesson = small_lesson()
    made = Presentation(BytesIO(lesson_pptx(lesson, language, "Модуль", paper(language))))

    titles = [slide.shapes.title.text_frame.text for slide in made.slides]

    assert titles[0] == lesson.title.text(language)
    assert sum(lesson.sections[0].heading.text(language) in one for one in titles) == 1
    assert (
        len(titles) == 12
    )  # title, aim, situation, two sections, figure, example, task, three questions, card


def test_the_answer_stands_in_the_notes_alone():
    slides = lesson_slides(small_lesson(), "kk", "", paper("kk")).slides
    asked = [slide for slide in slides if slide.title.startswith("Өзіңізді тексеріңіз")]

    assert len(asked) == 3
    for slide in asked:
        assert not any("Себебі" in words(point) for point in slide.points)
        assert slide.notes.count("Себебі") == 3
    assert asked[0].notes.startswith("B\n")


def test_the_plan_by_minutes_stands_in_the_notes_of_the_first_slide():
    first = lesson_slides(small_lesson(), "en", "", paper("en")).slides[0]

    assert "Minutes 0–10." in first.notes and "Minutes 10–40." in first.notes


def test_a_long_text_goes_on_to_another_slide_and_none_of_it_is_lost():
    sentences = [f"Бұл {number}-сөйлем, оның ішінде бірнеше сөз бар." for number in range(1, 16)]
    long = small_lesson(sections=(Section("long", t("Ұзын"), t(" ".join(sentences))),))
    slides = [
        one for one in lesson_slides(long, "kk", "", paper("kk")).slides if one.title.startswith("Ұзын")
    ]

    assert [slide.title for slide in slides] == ["Ұзын", "Ұзын (2)", "Ұзын (3)"]
    assert [words(point) for slide in slides for point in slide.points] == sentences
    for slide in slides:
        assert len(slide.points) <= MOST_POINTS
        assert sum(len(words(point)) for point in slide.points) <= MOST_LETTERS


def test_what_leads_to_a_list_stays_with_it_and_an_initial_ends_no_sentence():
    text = "Бір сөйлем осы. Екінші сөйлем осы. Үшінші. Төртінші. Бесінші Д. Сәбит туралы. Ал міне тізім:\n\n- бірінші;\n- екінші."
    lesson = small_lesson(sections=(Section("list", t("Тізім"), t(text)),))
    first, second = [
        one for one in lesson_slides(lesson, "kk", "", paper("kk")).slides if one.title.startswith("Тізім")
    ]

    assert words(first.points[-1]) == "Бесінші Д. Сәбит туралы."
    assert [words(point) for point in second.points] == ["Ал міне тізім:", "бірінші;", "екінші."]


def test_what_somebody_says_is_not_torn_between_two_points():
    text = 'Чатқа хабар келді: «ТЕЗ. Мектептер жабық. Таратыңыз». Ол кімнен? "First. Second." Соңы.'
    lesson = small_lesson(sections=(Section("said", t("Айтылған"), t(text)),))
    (slide,) = [one for one in lesson_slides(lesson, "kk", "", paper("kk")).slides if one.title == "Айтылған"]

    assert [words(point) for point in slide.points] == [
        "Чатқа хабар келді: «ТЕЗ. Мектептер жабық. Таратыңыз».",
        "Ол кімнен?",
        '"First. Second." Соңы.',
    ]


def test_slides_say_that_they_are_a_draft_until_they_are_reviewed():
    assert lesson_slides(small_lesson(), "en", "", paper("en")).note == "Machine draft, not reviewed"
    assert lesson_slides(reviewed(small_lesson(), "en"), "en", "", paper("en")).note == ""


def test_the_pack_has_slides_notes_tasks_cards_and_says_what_they_are():
    module, lessons = small_module()
    content = facilitator_pack(module, lessons, "kk", paper("kk"))

    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        read_me = archive.read("read-me.txt").decode("utf-8-sig")

    assert names == [
        "cards.pdf",
        "notes.docx",
        "read-me.txt",
        "slides/01-lesson-1.pptx",
        "slides/02-lesson-2.pptx",
        "tasks/01-lesson-1.docx",
        "tasks/02-lesson-2.docx",
    ]
    assert "CC BY 4.0" in read_me and "рецензент әлі оқымаған" in read_me
    assert content == facilitator_pack(module, lessons, "kk", paper("kk"))
