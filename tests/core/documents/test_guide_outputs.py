import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest

from core.documents.guide_cast import ROWS, SCOPE, source, subject
from sauatty.core.documents.blocks import Bullets, Paragraph, Table, plain_text
from sauatty.core.documents.checks import validate
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.guide_document import GuideCover, GuideData
from sauatty.core.documents.guide_figures import computed_block
from sauatty.core.documents.guide_measures import measure_guide
from sauatty.core.documents.guide_outputs import (
    SubjectPaper,
    bundle,
    facilitator_key,
    file_slugs,
    subject_scopes,
    summary_document,
    task_sheet,
    workshop_slides,
)
from sauatty.core.documents.guide_tables import guide_tables
from sauatty.core.documents.slides import render_pptx
from sauatty.core.languages import LANGUAGES

COVER = GuideCover(
    "Пробное руководство", "teachers", "agreed", identifier="SG-test", date=dt.date(2026, 11, 22)
)


def paper(language="ru", rows=ROWS, **changes):
    one = source(rows, **changes)
    return SubjectPaper(SCOPE, GuideData(measure_guide(one), guide_tables(one)), language, COVER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_works(language):
    one = paper(language)

    for document in (summary_document(one), task_sheet(one), facilitator_key(one)):
        validate(document)
    assert subject_scopes(one.data) == (SCOPE,)


def test_a_sheet_asks_about_real_objectives_and_does_not_tell_the_answer():
    one = paper()
    sheet = next(block for block in task_sheet(one).blocks if isinstance(block, Table))
    key = next(block for block in facilitator_key(one).blocks if isinstance(block, Table))

    texts = [row[1] for row in sheet.rows]
    assert len(texts) == 6 and "оценивать достоверность новости" in texts
    assert all(set(row[2]) == {"_"} for row in sheet.rows)
    assert {row[2] for row in key.rows} == {"прямо", "возможность", "нет"}


def test_the_objective_to_build_on_is_not_asked_about_before():
    one = paper()

    assert one.workshop["build"]["code"] not in {row["code"] for row in one.workshop["asked"]}
    assert one.workshop["build"]["relevance"] == 1


@pytest.mark.parametrize("rows", [(), ROWS[-1:]])
def test_a_subject_of_which_nothing_was_judged_has_no_papers(rows):
    whole = source()
    empty = replace(subject(rows), scope="a2-ru", grades=tuple({row[1] for row in rows}))
    one = replace(whole, subjects=(*whole.subjects, empty))
    data = GuideData(measure_guide(one), guide_tables(one))

    assert "map:a2-ru" in data.tables
    assert subject_scopes(data) == (SCOPE,)


def test_a_table_of_the_standard_that_is_cut_short_says_so():
    whole = source()
    lines = tuple(replace(whole.standard[0], ref=f"s{n}", row=f"s{n}") for n in range(43))
    one = replace(whole, standard=lines)

    table = computed_block("t", "standard-table", guide_tables(one)["standard"], measure_guide(one), "ru")

    assert len(table.rows) == 40
    assert table.note.endswith("Положений, не вошедших в таблицу: 3.")


def test_a_subject_with_few_objectives_says_that_the_list_is_short():
    sheet = task_sheet(paper(rows=ROWS[:3]))

    assert any(block.id == "find-few" for block in sheet.blocks)


def test_a_machine_paper_never_says_directly():
    one = paper(machine=True)
    key = facilitator_key(one)

    assert {row[2] for block in key.blocks if isinstance(block, Table) for row in block.rows} <= {
        "вероятно связана",
        "нет",
    }
    assert "Прямо" not in summary_document(one).blocks[0].runs[0].text
    assert any(block.id == "machine" for block in key.blocks)


def test_slides_hold_the_key_in_the_notes_only():
    slides = workshop_slides([paper()])
    find = next(slide for slide in slides.slides if "Задание 1" in slide.title)

    assert "прямо" in find.notes and not any("прямо" in str(point) for point in find.points)
    assert slides.slides[2].svg and slides.slides[2].alt


def test_the_bundle_has_the_same_bytes_each_time():
    def made():
        one = paper("kk")
        return bundle(
            {"slides.pptx": render_pptx(workshop_slides([one])), "sheet.docx": render_docx(task_sheet(one))}
        )

    first, second = made(), made()

    assert first == second
    assert sorted(zipfile.ZipFile(io.BytesIO(first)).namelist()) == ["sheet.docx", "slides.pptx"]


def labelled(document):
    return {block.id for block in document.blocks if isinstance(block, Paragraph) and block.label}


def test_drafts_of_a_machine_are_labelled_on_every_paper():
    one = paper()

    assert labelled(summary_document(one)) == {"try-title"}
    assert labelled(task_sheet(one)) == {"assess-intro"}
    assert labelled(facilitator_key(one)) == {"title", "criteria-lead"}
    slide = next(slide for slide in workshop_slides([one]).slides if "Задание 3" in slide.title)
    assert slide.subtitle.startswith("Черновик машины") and slide.notes.startswith(slide.subtitle)


def test_texts_that_a_person_has_taken_over_lose_the_label():
    one = paper()
    row = one.workshop["activity"]
    texts = [row["title"], row["aim"], *row["materials"], *row["steps"], *row["criteria"]]
    one = replace(one, reviewed="\n".join(one.texts(texts)))

    assert not labelled(summary_document(one)) | labelled(task_sheet(one)) | labelled(facilitator_key(one))
    assert not any("Черновик" in slide.subtitle for slide in workshop_slides([one]).slides)


def test_the_facilitator_has_something_for_each_task():
    document = facilitator_key(paper())
    ids = [block.id for block in document.blocks]
    materials = next(
        block for block in document.blocks if isinstance(block, Bullets) and block.id == "materials"
    )

    assert [one for one in ids if one in {"find", "build", "assess"}] == ["find", "build", "assess"]
    assert all(plain_text(item) for item in materials.items)
    assert {"build-objective", "materials", "steps", "criteria"} <= set(ids)


def test_the_map_slide_names_its_competences():
    one = paper()
    slide = workshop_slides([one]).slides[2]

    assert len(slide.key) == len(one.map["competences"])
    assert all(row["code"] in line for row, line in zip(one.map["competences"], slide.key, strict=True))


def test_files_are_named_after_the_subject_and_numbered_where_two_share_it():
    one = paper()

    assert file_slugs([one]) == ("russian",)
    assert file_slugs([one, one]) == ("russian-1", "russian-2")
