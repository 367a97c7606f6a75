import importlib.util
import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.catalogue.small_instrument import changed, mapping, small, text
from core.exchange.xlsform_samples import BY_HAND, EN, KK, KOBO, REFUSED, TABLE, workbook
from sauatty.core.catalogue.instrument_checks import check_instrument
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping, load_instruments
from sauatty.core.errors import (
    FileEmpty,
    FileTruncated,
    InstrumentFileRefused,
    XlsformNotWritable,
    XlsformUnsupported,
)
from sauatty.core.exchange.responses import read_responses
from sauatty.core.exchange.xlsform import read_xlsform, read_xlsform_with_oddities, write_xlsform

CHECK = Path(__file__).parents[1] / "reference" / "xlsform" / "check_with_pyxform.py"
SHIPPED = load_instruments()


def back(instrument):
    return read_xlsform(write_xlsform(instrument), "again.xlsx")


def problems_of(content):
    with pytest.raises(XlsformUnsupported) as refused:
        read_xlsform(content, "form.xlsx")
    return str(refused.value.params["problems"])


def form(
    *rows,
    choices=(),
    settings=(["form_title", "form_id"], ["A form", "a_form"]),
    columns=("type", "name", "label"),
):
    return workbook(
        survey=[columns, *rows], choices=[["list_name", "name", "label"], *choices], settings=settings
    )


def read(*rows, **sheets):
    return read_xlsform(form(*rows, **sheets), "form.xlsx")


def test_it_works():
    assert back(small()) == small()


@pytest.mark.parametrize("one", SHIPPED, ids=[one.id for one in SHIPPED])
def test_a_shipped_instrument_comes_back_equal(one):
    assert back(one) == one and back(one).sha256 == one.sha256


def test_the_same_instrument_gives_the_same_bytes():
    assert write_xlsform(small()) == write_xlsform(small())


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("tools", {"allow_other": True, "check": "count-selected(.) != 2", "check_message": text("not two")}),
        ("job", {"is_quasi_identifier": True, "competences": ["gmilaf.2.3"], "hint": text("hint")}),
        ("years", {"minimum": -1.5, "maximum": None, "check": ""}),
        ("terms", {"required": True, "check": ". != 'never'", "hint": text("all of them")}),
        ("region", {"choices": [{"code": "KZ-10", "label": text("Abai")}, {"code": "KZ-75", "label": text("Almaty")}]}),
        ("needs", {"maximum": 3, "check": "selected(., 'own')"}),
        ("why_none", {"kind": "organisation"}),
        ("definition", {"kind": "short", "length": 2000, "required": True}),
        ("since", {"check": "", "when": "${job} = 'teacher' or ${years} > 3"}),
        ("welcome", {"hint": text("read it"), "when": ""}),
    ],
)  # fmt: skip
def test_a_changed_question_comes_back_equal(name, keys):
    assert back(changed(name, **keys)) == changed(name, **keys)


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "'a' and \"b\"",
        "two\nlines",
        "a\u2028b",
        "_x0041_",
        "<b> & </b>",
        "😀 Әңгіме",
        "[[need]]",
        "0012",
        "@x",
        "TRUE",
    ],
)
def test_texts_come_back_letter_by_letter(words):
    one = changed("definition", text={"kk": words, "ru": words, "en": words})

    assert back(one) == one


def test_texts_of_sections_about_and_closing_come_back_and_can_be_seen_elsewhere():
    whole = mapping() | {"closing": text("thanks")}
    whole["sections"][0]["text"] = text("why we ask")
    whole["sections"][0]["questions"][0]["id"] = "about"  # the name that the note would have had
    one = instrument_from_mapping(whole, "x")

    assert back(one) == one
    assert "why we ask" in str(survey_of(one)) and "thanks" in str(survey_of(one))


def survey_of(instrument):
    return (
        CalamineWorkbook.from_filelike(BytesIO(write_xlsform(instrument)))
        .get_sheet_by_name("survey")
        .to_python()
    )


def test_lists_that_differ_under_one_name_stay_apart():
    whole = mapping()
    twin = {"id": "twin", "kind": "single", "text": text("twin"), "list_name": "known"}
    twin["choices"] = [{"code": "a", "label": text("a")}, {"code": "b", "label": text("b")}]
    whole["sections"][1]["questions"].append(twin)
    one = instrument_from_mapping(whole, "x")

    assert back(one) == one


def test_languages_that_are_not_declared_are_not_lost():
    whole = mapping() | {"languages": ["ru"]}
    one = instrument_from_mapping(whole, "x")

    assert back(one) == one and back(one).languages == ("ru",)


def test_a_change_made_in_a_spreadsheet_counts_more_than_our_columns():
    rows = survey_of(small())
    at = rows[0].index("constraint")
    years = next(row for row in rows if row[1] == "years")
    assert years[at] == ". >= 0 and . <= 60 and (. mod 1 = 0)"
    years[at] = ". <= 70"
    choices = [["list_name", "name", KK], *([name, code, code] for name, code in LISTS)]
    settings = [
        ["form_title", "form_id", "sauatty_schema", "sauatty_title_kk"],
        ["New title", "small", "instrument/1", "Old"],
    ]
    found, oddities = read_xlsform_with_oddities(
        workbook(survey=rows, choices=choices, settings=settings), "x.xlsx"
    )
    question = found.question("years")

    assert (question.check, question.minimum, question.maximum) == (". <= 70", None, None)
    assert ("own-columns-outdated", "years") in [(one.kind, one.detail) for one in oddities]
    assert found.title.kk == "New title"


LISTS = [
    ("job_other", "librarian"), ("job_other", "teacher"), ("job_other", "other"), ("known", "never"), ("known", "explain"),
    ("tools", "books"), ("tools", "web"), ("needs", "own"), ("needs", "gmilaf_1_1"), ("region", "KZ-10"),
]  # fmt: skip


# --- forms of other programmes ---


def test_a_form_of_kobo_is_read_without_what_devices_record():
    found, oddities = read_xlsform_with_oddities(KOBO, "kobo.xlsx")

    assert found.languages == ("kk", "ru") and found.version == "3 (2026-10-01)" and found.id == "aK7cFqD2"
    assert [one.id for one in found.sections] == ["group_ab1cd23", "group_xy"]
    assert found.sections[1].when == "selected(${place}, 'library')"
    assert found.question("place").required and not found.question("tools").required
    assert [one.code for one in found.question("tools").choices] == ["1", "2"]
    assert found.question("place").choices[1].label.kk == "Мектеп"
    assert [one.detail for one in oddities if one.kind == "metadata-left-out"] == [
        "start 'start'", "end 'end'", "deviceid 'deviceid'",
    ]  # fmt: skip
    assert [(hole.code, hole.place) for hole in check_instrument(found)] == [("text-missing", "title")]


def test_a_form_by_hand_keeps_its_logic_through_nested_groups():
    found = read_xlsform(BY_HAND, "hand.xlsx")
    likes = found.question("likes")

    assert found.languages == ("ru",) and found.title.ru == "Опрос читателей"
    assert [one.id for one in found.sections] == ["section1", "about_you", "section2"]
    assert (
        likes.when == "(${age} >= 18) and (${last} != '')"
        and likes.allow_other
        and likes.list_name == "likes"
    )
    assert likes.text.ru == "Что именно \"нравится\" и 'не нравится'?"
    assert found.question("learning").kind == "note" and found.question("learning").when == "${age} >= 18"
    assert found.question("age").check == "(. mod 1 = 0) and (. >= 16 and . <= 99)"
    assert found.question("age").required and found.question("age").hint.ru == "Полных лет"
    assert (found.question("stars").minimum, found.question("stars").maximum) == (1, 10)
    assert found.question("order").kind == "ranking" and found.question("welcome").text.ru.count("\n") == 1


def test_what_is_to_be_acknowledged_is_a_box_to_tick():
    agree = read_xlsform(BY_HAND, "hand.xlsx").question("agree")

    assert (agree.kind, agree.required, [one.code for one in agree.choices]) == ("multiple", True, ["OK"])
    assert "choices-missing" not in {
        hole.code for hole in check_instrument(read_xlsform(BY_HAND, "hand.xlsx"))
    }


def test_a_table_named_after_its_group_is_a_matrix_and_another_is_not():
    found = read_xlsform(TABLE, "table.xlsx")
    skills = found.question("skills_check")

    assert skills.kind == "matrix" and skills.names == ("skills_search", "skills_check") and skills.required
    assert [(one.id, one.kind) for one in found.sections[1].questions] == [
        ("cite", "single"),
        ("share", "single"),
    ]
    assert found.version == "2026112201" and found.languages == ("en",)
    assert not check_instrument(found)


@pytest.mark.parametrize("content", [KOBO, BY_HAND, TABLE], ids=["kobo", "by hand", "table"])
def test_a_form_that_was_read_comes_back_equal(content):
    one = read_xlsform(content, "form.xlsx")

    assert back(one) == one


def test_everything_that_cannot_be_held_is_named_with_its_row_at_once():
    named = problems_of(REFUSED).split("; ")

    for place, what in [
        ("survey, row 3", "calculate"), ("survey, row 4", "repeat"), ("survey, row 7", "geopoint"), ("survey, row 8", "image"),
        ("survey, row 9", "audio"), ("survey, row 10", "barcode"), ("survey, row 11", "select_one_from_file"),
        ("survey, row 12", "choice_filter"), ("survey, row 13", "default"), ("survey, row 13", "pulldata"),
        ("survey, row 13", "required"), ("survey, row 14", "shows an answer"), ("survey, row 14", "'start' is recorded"),
        ("survey, row 14", "no question 'absent'"), ("survey, row 15", "nowhere"), ("choices, row 2", "pictures"),
        ("choices, row 3", "twice"), ("settings, row 2", "encrypted"),
    ]:  # fmt: skip
        assert any(one.startswith(place) and what in one for one in named), (place, what)
    assert len(named) == 18
    assert [one.partition(",")[0] for one in named] == sorted(
        (one.partition(",")[0] for one in named), key=["survey", "choices", "settings"].index
    )


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (["begin_score", "s", "Score"], "'begin_score'"),
        (["cascading_select x", "s", "Cascade"], "cascading_select"),
        (["select_one_external towns", "s", "Far"], "select_one_external"),
        (["xml-external", "s"], "xml-external"),
        (["time", "s", "When"], "'time'"),
        (["hidden", "s"], "'hidden'"),
        (["", "s", "Which type?"], "no type"),
        (["text", "", "Which name?"], "has no name"),
        (["text", "я", "Which name?"], "is no name"),
        (["end group"], "without a beginning"),
        (["begin group", "s", "Never ended"], "has no end"),
    ],
)
def test_a_row_that_cannot_be_asked_is_refused(row, what):
    assert what in problems_of(form(row, ["text", "t", "T"]))


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("trigger", "${t}", "trigger"),
        ("media::image", "a.png", "image"),
        ("parameters", "randomize=true", "parameters"),
        ("bind::jr:preload", "uid", "bind::jr:preload"),
        ("relevant", "count(${t}) > 1", "'count' at character 1"),
        ("constraint", "regex(., '(a+)+')", "PatternUnsafe"),
        ("label::Uzbek (uz)", "Nima?", "the language 'Uzbek (uz)'"),
        ("read_only", "yes", "read_only"),
    ],
)
def test_a_column_that_changes_the_survey_is_refused(column, cell, what):
    content = form(["text", "t", "T"], ["text", "u", "U", cell], columns=("type", "name", "label", column))
    said = problems_of(content)

    assert what in said or (what == "PatternUnsafe" and "regex()" in said)


def test_a_range_with_a_step_that_cannot_be_computed_is_refused():
    columns = ("type", "name", "label", "parameters")
    half = read(["range", "r", "R", "start=0 end=2 step=0.5"], columns=columns).question("r")

    assert (half.minimum, half.maximum, half.check) == (0, 2, ". mod 0.5 = 0")
    assert "step of 0.1" in problems_of(form(["range", "r", "R", "start=0 end=1 step=0.1"], columns=columns))


def test_names_that_stand_twice_in_different_groups_are_refused():
    said = problems_of(
        form(["begin group", "g", "G"], ["text", "t", "T"], ["end group"], ["text", "T", "Again"])
    )

    assert said == "survey, row 5: the name 'T' stands in survey, row 3 too"


def test_two_languages_in_one_row_are_told_apart_by_the_default_language():
    settings = (["form_title", "default_language"], ["Форма", "Русский (ru)"])
    found = read(["text", "t", "Что?", "Не?"], columns=("type", "name", "label", KK), settings=settings)

    assert found.question("t").text.ru == "Что?" and found.question("t").text.kk == "Не?"
    assert found.languages == ("kk", "ru")


def test_kazakh_without_a_named_language_is_found_by_its_letters():
    found = read(["text", "t", "Қай өңірде жұмыс істейсіз және не үйренгіңіз келеді?"], settings=())

    assert (
        found.languages == ("kk",)
        and found.question("t").text.kk
        and found.id == "form"
        and found.title.kk == "form"
    )


def test_a_label_in_two_columns_of_one_language_is_refused():
    said = problems_of(form(["text", "t", "What?", "Which?"], columns=("type", "name", "label", EN)))

    assert "two texts in en" in said


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", FileEmpty),
        (b"PK\x03\x04 broken", FileTruncated),
        (workbook(other=[["type"]]), InstrumentFileRefused),
        (write_xlsform(small())[:3000], FileTruncated),
    ],
)
def test_what_is_no_workbook_of_a_form_is_refused(content, error):
    with pytest.raises(error):
        read_xlsform(content, "form.xlsx")


def test_a_text_that_no_cell_holds_is_refused_before_writing():
    with pytest.raises(XlsformNotWritable) as refused:
        write_xlsform(changed("definition", text=text("x" * 40_000)))
    assert refused.value.params["place"] == "definition.text (kk)"

    with pytest.raises(XlsformNotWritable, match=r"reference to an answer"):
        write_xlsform(changed("job", hint=text("costs ${price}")))


def test_answers_exported_from_the_form_are_read_again():
    """As ODK Central writes them: groups before the names, columns for notes and headers too."""
    head = "SubmissionDate,about,profile-welcome,profile-region,profile-job,profile-job_other,knowledge-terms-terms_header,knowledge-terms-terms_mil"
    table, _ = read_responses(
        f"{head}\n2026-10-02T08:00:00Z,,,KZ-10,other,archivist,,heard\n".encode(), small(), "odk.csv"
    )

    assert table.column("region") == ("KZ-10",) and table.column("job_other") == ("archivist",)
    assert table.column("terms_mil") == ("heard",)


# --- what pyxform says ---


def pyxform():
    """Return an interpreter that has pyxform, or skip: it is no part of this environment."""
    named = os.environ.get("SAUATTY_PYXFORM", "")
    if not named and importlib.util.find_spec("pyxform") is None:
        pytest.skip(f"pyxform is not here; {CHECK.name} says how to make an environment for it")
    return named or sys.executable


@pytest.mark.parametrize("one", [*SHIPPED, small()], ids=lambda one: one.id)
def test_pyxform_takes_the_form_without_an_error_a_warning_or_a_missing_label(one, tmp_path):
    path = tmp_path / f"{one.id}.xlsx"
    path.write_bytes(write_xlsform(one))
    done = subprocess.run([pyxform(), str(CHECK), str(path)], capture_output=True, text=True, check=True)
    (said,) = json.loads(done.stdout)

    assert (said["error"], said["warnings"]) == ("", [])
    assert "<value>-</value>" not in said["xform"] and said["xform"].count("<translation ") == 3


def test_pyxform_takes_the_samples_too_and_what_we_make_of_them(tmp_path):
    paths = []
    for name, content in (("kobo", KOBO), ("hand", BY_HAND), ("table", TABLE)):
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        (tmp_path / f"{name}-again.xlsx").write_bytes(write_xlsform(read_xlsform(content, name)))
        paths += [str(tmp_path / f"{name}.xlsx"), str(tmp_path / f"{name}-again.xlsx")]
    done = subprocess.run([pyxform(), str(CHECK), *paths], capture_output=True, text=True, check=True)

    assert [one["error"] for one in json.loads(done.stdout)] == [""] * 6
