import json
import time
from collections import defaultdict
from pathlib import Path

import pytest

from sauatty.core.exchange.blocks import Cell, Heading, Paragraph, Table
from sauatty.core.exchange.curriculum import build_curriculum, squeeze
from sauatty.core.exchange.html import read_html_blocks, saved_from
from sauatty.core.exchange.subjects import SubjectIndex, load_subjects
from sauatty.core.exchange.words import Vocabulary, restore_yo
from sauatty.core.records import CurriculumDocument, Objective

SAMPLES = Path(__file__).parent / "samples"
REAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula"


def read(name: str) -> CurriculumDocument:
    return read_text((SAMPLES / name).read_text(encoding="utf-8"))


def read_text(page: str) -> CurriculumDocument:
    return build_curriculum(read_html_blocks(page), source="x.html", format="html", url=saved_from(page))


def table_page(*rows: str) -> str:
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def by_id(document: CurriculumDocument) -> dict[str, Objective]:
    return {objective.id: objective for objective in document.objectives}


def test_it_works():
    document = read("ru_programme.html")
    (programme,) = document.programmes
    assert (programme.id, programme.subject, programme.subject_id, programme.subject_area) == (
        "a55-ru",
        "Информатика",
        "informatics",
        "mathematics-informatics",
    )
    assert (programme.grades, programme.language, programme.appendix) == ((7, 8), "ru", "55")
    first = document.objectives[0]
    assert (first.code, first.grade, first.text) == ("7.1.1.1", 7, "называть детали выдуманного прибора")
    assert (first.section, first.subsection, first.place) == (
        "Устройство компьютера",
        "1. Детали",
        "objectives",
    )


def test_the_edition_and_its_amendments_are_read_from_head_and_notes():
    edition = read("ru_programme.html").edition
    assert (edition.number, edition.adopted_on, edition.registration) == ("399", "2022-09-16", "V2200029767")
    assert [(one.act, one.adopted_on) for one in edition.amendments] == [("№ 328", "2023-10-31")]


def test_a_date_without_its_second_dot_is_read_and_noted():
    document = read("kk_programme.html")
    assert document.edition.adopted_on == "2022-09-16"
    assert [(one.act, one.adopted_on) for one in document.edition.amendments] == [("№ 323", "2024-11-05")]
    assert "date-slip" in {oddity.kind for oddity in document.oddities}


def test_sections_come_from_paragraphs_and_from_wide_rows():
    objectives = by_id(read("ru_programme.html"))
    assert objectives["a55-ru:8.1.1.1"].section == "Устройство компьютера"
    assert objectives["a55-ru:8.2.1.1"].section == "Сведения и их движение"
    assert objectives["a55-ru:7.2.1.3"].subsection == "1. Поиск сведений"


def test_running_text_keeps_its_headings_and_names_other_subjects():
    (programme,) = read("ru_programme.html").programmes
    assert programme.subject_references == ("mathematics", "physics")
    assert [section.level for section in programme.sections] == [2, 2, 3, 3, 3]
    assert "кодировкой" in programme.sections[3].text


def test_the_code_of_the_explanation_is_no_objective():
    assert "7.2.1.4" not in {objective.code for objective in read("ru_programme.html").objectives}


def test_the_plan_gives_only_what_the_table_does_not_say():
    document = read("ru_programme.html")
    plan = [(one.id, one.flags) for one in document.objectives if one.place == "long_term_plan"]
    assert plan == [
        ("a55-ru:7.1.1.2~2", ("plan-other-text",)),
        ("a55-ru:7.2.2.9", ("plan-only", "plan-other-code")),
    ]


def test_a_plan_alone_gives_its_rows_once():
    page = table_page(
        "<td colspan=2>3 четверть</td>",
        "<td>Тема</td><td>9.1.1.1 анализ текста;<br>9.1.1.2 оценка</td>",
        "<td>Тема 2</td><td>9.1.1.1 анализ текста</td>",
    )
    objectives = read_text(page).objectives
    assert [(one.code, one.place) for one in objectives] == [
        ("9.1.1.1", "long_term_plan"),
        ("9.1.1.2", "long_term_plan"),
    ]


def test_repeated_rows_are_kept_and_flagged():
    objectives = by_id(read("kk_programme.html"))
    assert "repeat-exact" in objectives["a55-kk:7.2.1.1~2"].flags
    assert "code-repeated" in objectives["a55-kk:7.2.1.2~2"].flags
    assert len(objectives) == 8


def test_broken_words_are_joined_where_the_document_knows_them():
    texts = {objective.id: objective.text for objective in read("kk_programme.html").objectives}
    assert texts["a55-kk:7.1.1.1"] == "ойдан шығарылған құралдың бөлшектерін атау"
    assert texts["a55-kk:8.1.1.1"] == "бөлшектерді салыстырып, сызбаның мазмұнын түсіндіру"
    assert texts["a55-kk:7.1.1.2"].endswith("шығармашылық тұрғыда сипаттау")


def test_the_raw_cell_is_kept_beside_the_mended_text():
    objective = by_id(read("ru_programme.html"))["a55-ru:8.1.1.1"]
    assert objective.text == "сравнивать её части, развёрнуто объясняя содержание схемы из Ұлытау"
    assert "еҰ части, развҰрнуто" in objective.raw
    assert {"yo-restored", "word-joined", "code-dash"} <= set(objective.flags)


def test_a_formula_picture_is_flagged_and_leaves_no_mark_in_the_text():
    objective = by_id(read("ru_programme.html"))["a55-ru:7.2.1.2"]
    assert objective.text == "хранить сведения"
    assert "formula-picture" in objective.flags


def test_an_elective_has_its_direction_and_sections_in_columns():
    document = read("ru_elective.html")
    (programme,) = document.programmes
    assert (programme.elective, programme.direction, programme.subject_area) == (True, "ОГН", "electives")
    assert [(one.code, one.section, one.subsection) for one in document.objectives] == [
        ("10.2.1.1", "Новости", "1.1 Откуда новость"),
        ("11.2.1.1", "Новости", "1.1 Откуда новость"),
        ("10.2.2.1", "Новости", "1.2 Кому выгодно"),
    ]
    assert ("text-without-code", "doubt") in {(one.kind, one.severity) for one in document.oddities}


def test_codes_of_three_numbers_and_mixed_languages_are_read():
    objectives = read("kk_german.html").objectives
    assert [(one.code, one.language) for one in objectives] == [
        ("8.3.1", "de"),
        ("8.3.2", "de"),
        ("8.3.2", "de"),
        ("8.3.3", "kk"),
    ]
    assert objectives[1].text == "2 Briefe vergleichen und die Absender nennen"
    assert {one.section for one in objectives} == {"оқылым (Lesen)"}


def test_several_programmes_with_one_appendix_number_have_different_ids():
    page = (SAMPLES / "kk_programme.html").read_text(encoding="utf-8")
    document = read_text(page + page)
    assert [programme.id for programme in document.programmes] == ["a55-kk", "a55.2-kk"]
    assert len({objective.id for objective in document.objectives}) == len(document.objectives) == 16


def test_a_grade_that_the_column_does_not_say_is_flagged():
    page = table_page(
        "<td>Подраздел</td><td>7 класс</td><td>8 класс</td>",
        "<td>1</td><td>7.1.1.1 знать</td><td>9.1.1.1 уметь</td>",
    )
    assert [one.flags for one in read_text(page).objectives] == [(), ("grade-differs",)]


def test_header_codes_are_noted_and_not_returned():
    page = table_page(
        "<td rowspan=2>1. Фигуры</td><td>7.1.1.</td><td>8.1.1.</td>",
        "<td>7.1.1.1 знать точку;<br>7.1.1.2 знать прямую</td><td>8.1.1.1 строить круг</td>",
    )
    document = read_text(page)
    assert [one.code for one in document.objectives] == ["7.1.1.1", "7.1.1.2", "8.1.1.1"]
    assert {one.subsection for one in document.objectives} == {"1. Фигуры"}
    assert [one.kind for one in document.oddities].count("code-header") == 2


def test_an_empty_label_goes_on_only_within_the_same_subsection():
    page = table_page(
        "<td>1. Норма</td><td>5.3.1.1 знать части речи</td>",
        "<td></td><td>5.3.1.2 различать части речи</td>",
        "<td></td><td>5.3.2.2 ставить знаки</td>",
    )
    assert [one.subsection for one in read_text(page).objectives] == ["1. Норма", "1. Норма", None]


def test_a_code_in_a_cell_of_its_own_takes_the_text_beside_it():
    page = table_page(
        "<td>Код</td><td>Цель</td>",
        "<td>7.1.1.1</td><td>знать точку</td>",
        "<td>7.1.1.2</td><td>знать прямую</td>",
    )
    assert [(one.code, one.text) for one in read_text(page).objectives] == [
        ("7.1.1.1", "знать точку"),
        ("7.1.1.2", "знать прямую"),
    ]


def test_learners_must_between_section_and_table_does_not_lose_the_section():
    page = (
        "<h3>Параграф 2. Система целей обучения</h3><p>1) слушание и говорение:</p><p>Обучающиеся должны:</p>"
        + table_page("<td>Подраздел</td><td>5 класс</td>", "<td>1. Слух</td><td>5.1.1.1 слышать</td>")
    )
    assert read_text(page).objectives[0].section == "слушание и говорение"


def test_headings_of_word_processors_are_recognised_without_marks():
    blocks = [
        Paragraph("Приложение 7"),
        Paragraph('Типовая учебная программа по учебному предмету "Физика" для 7-9 классов'),
        Paragraph("Параграф 2. Система целей обучения"),
        Paragraph("1) Движение:"),
        Table(((Cell("7.1.1.1 измерять время", 0, 0),),), "table 1"),
    ]
    document = build_curriculum(blocks, source="x.docx", format="docx")
    assert [(one.id, one.section) for one in document.objectives] == [("a7-ru:7.1.1.1", "Движение")]
    assert document.programmes[0].grades == (7, 8, 9)


def test_a_document_without_objectives_gives_none():
    document = build_curriculum([Heading("Отчёт"), Paragraph("Ни одной цели.")], source="x", format="html")
    assert document.objectives == ()
    assert document.programmes == ()


def test_the_language_of_a_text_is_detected_and_never_believed():
    page = table_page("<td>Ана тілі</td><td>1.1.1.1 слушать сказку и отвечать на вопросы</td>")
    assert read_text(page).objectives[0].language == "ru"


def test_the_longest_name_in_a_title_is_its_subject():
    index = load_subjects()
    assert (
        index.find('предмету "Русский язык и литература" для 5-9 классов')[1].id
        == "russian-language-literature"
    )
    assert (
        index.find("программа по предмету Алгебра и начала анализа для 10 класса")[1].id == "algebra-analysis"
    )
    assert index.find('предмету "Выдуманный предмет"') == ("Выдуманный предмет", None)


def test_the_index_of_subjects_takes_any_framework():
    nodes = [
        {"code": "area", "type": "learning-area", "parent": None, "name": {"ru": "Область"}},
        {"code": "weaving", "type": "subject", "parent": "area", "names": {"ru": ["Ткачество"]}},
    ]
    index = SubjectIndex.from_mapping({"nodes": nodes})
    assert index.find("по предмету ткачество")[1].area == "area"
    assert index.area_in('образовательная область "Область"') == "area"


def test_words_are_joined_by_evidence_only():
    vocabulary = Vocabulary.of(
        ["содержание текста", "научно-популярный текст", "на пример и на том стоит пример", "автор хат жазды"]
    )
    assert vocabulary.join("содержа\nние") == ("содержание", True)
    assert vocabulary.join("на\nпример") == ("на пример", False)
    assert vocabulary.join("научно-\nпопулярный") == ("научно-популярный", True)
    assert vocabulary.join("несплош-\nных текстов") == ("несплошных текстов", True)
    assert vocabulary.join("Кітап,\nдәптер") == ("Кітап, дәптер", False)


def test_a_kazakh_letter_stays_in_kazakh_text():
    assert restore_yo("Ұлттық қҰрал", "kk") == ("Ұлттық қҰрал", False)
    assert restore_yo("четвҰртое число, Ұлытау", "ru") == ("четвёртое число, Ұлытау", True)
    assert restore_yo("план Ұ бо", "tg") == ("план ё бо", True)


def test_objectives_in_paragraphs_are_read_under_their_section():
    page = "<h3>Параграф 2. Система целей обучения</h3><p>1) Движение:</p><p>7.1.1.1 измерять путь;</p><p>7.1.1.2 измерять время</p>"
    assert [(one.code, one.section) for one in read_text(page).objectives] == [
        ("7.1.1.1", "Движение"),
        ("7.1.1.2", "Движение"),
    ]


def test_a_section_row_without_its_span_is_still_a_section():
    page = table_page(
        "<td>Подраздел</td><td>5 класс</td><td>6 класс</td>",
        "<td>Раздел 2. Числа</td>",
        "<td>1. Дроби</td><td>5.2.1.1 знать</td><td>6.2.1.1 уметь</td>",
    )
    assert {(one.section, one.subsection) for one in read_text(page).objectives} == {
        ("Раздел 2. Числа", "1. Дроби")
    }


def test_a_column_of_topics_makes_a_plan_only_outside_the_objectives():
    table = table_page(
        "<td>Раздел</td><td>Тема</td><td>Цели обучения</td>",
        "<td>Движение</td><td>Путь</td><td>7.1.1.1 измерять путь</td>",
    )
    under_objectives = read_text("<h3>Параграф 2. Система целей обучения</h3>" + table)
    alone = read_text(table)
    assert [one.place for one in under_objectives.objectives] == ["objectives"]
    assert [one.place for one in alone.objectives] == ["long_term_plan"]


def test_a_fragment_takes_the_subject_that_its_text_names():
    page = '<p>16. Предмет "Цифровая грамотность" во 2 классе включает базовое содержание и навыки:</p>'
    document = read_text(page + table_page("<td>2.1.1.1 называть устройства</td>"))
    assert [(one.id, one.subject) for one in document.programmes] == [
        ("digital-literacy-ru", "Цифровая грамотность")
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>7.1.1.1 a" + "<br>слово" * 20_000 + "</td></tr></table>",
        "<table><tr><td>" + "7.1.1.1 знать вещь<br>" * 5_000 + "</td></tr></table>",
        "<table>" + "<tr><td rowspan=60000>a</td><td>7.1.1.1 x</td></tr>" * 3_000 + "</table>",
        "<h3>Типовая учебная программа для 7 класса</h3><p>x</p>" * 3_000,
    ],
    ids=["lines", "codes", "spans", "titles"],
)
def test_hostile_pages_take_no_senseless_time(page):
    start = time.perf_counter()
    read_text(page)
    assert time.perf_counter() - start < 8


def real_pages() -> dict[str, list[dict[str, object]]]:
    if not (REAL / "objectives.jsonl").exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    pages: dict[str, list[dict[str, object]]] = defaultdict(list)
    for line in (REAL / "objectives.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"].endswith(".html"):
            pages[row["source"]].append(row)
    return pages


def test_the_real_curricula_are_read_whole():
    for source, rows in real_pages().items():
        document = read_text((REAL / source).read_text(encoding="utf-8"))
        found = {(one.code, squeeze(one.text), one.grade) for one in document.objectives}
        expected = {(row["code"], squeeze(str(row["text"])), row["grade"]) for row in rows}
        assert found == expected, source
