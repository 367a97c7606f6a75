"""Tables of responses: read whole, or refused with the line."""

from io import BytesIO

import pytest
import xlsxwriter

from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.errors import (
    EncodingAmbiguous,
    FileTypeMismatch,
    FileTypeUnknown,
    FormulasForbidden,
    LettersLost,
    ResponseAnswerInvalid,
    ResponseIdMissing,
    ResponseRepeated,
    ResponsesColumnRepeated,
    ResponsesColumnUnknown,
    ResponsesWithoutAnswers,
    TableInvalid,
)
from sauatty.core.exchange.responses import read_responses, write_responses_csv


def named(text):
    return {"kk": text, "ru": text, "en": text}


@pytest.fixture(scope="module")
def instrument():
    yes_no = [{"code": "yes", "label": named("Иә")}, {"code": "no", "label": named("Жоқ")}]
    several = [{"code": code, "label": named(code)} for code in ("book", "phone", "none")]
    questions = [
        {"id": "trained", "kind": "single", "text": named("?"), "choices": yes_no, "allow_other": True},
        {"id": "tools", "kind": "multiple", "text": named("?"), "choices": several},
        {"id": "order", "kind": "ranking", "text": named("?"), "choices": several},
        {"id": "terms", "kind": "matrix", "text": named("?"), "choices": yes_no,
         "rows": [{"code": "mil", "label": named("MIL")}, {"code": "foil", "label": named("x"), "foil": True}]},
        {"id": "years", "kind": "number", "text": named("?")},
        {"id": "since", "kind": "date", "text": named("?")},
        {"id": "define", "kind": "long", "text": named("?")},
        {"id": "where", "kind": "region", "text": named("?")},
    ]  # fmt: skip
    mapping = {
        "schema": "instrument/1", "id": "tiny", "version": "2", "kind": "needs", "title": named("Tiny"),
        "sections": [{"id": "one", "title": named("One"), "questions": questions}],
    }  # fmt: skip
    return instrument_from_mapping(mapping, "tiny.yaml")


def read(text, instrument, name="r.csv", **options):
    return read_responses(text if isinstance(text, bytes) else text.encode(), instrument, name, **options)


def test_own_columns_are_read_and_written_back(instrument):
    text = (
        "id,language,day,version,trained,trained_other,tools,order,terms_mil,terms_foil,years,since,define,where\n"
        "a,kk,2026-05-01,2,other,Өзім,book phone,phone book,yes,no,12.5,2020-01-31,Ақпаратты тексеру,KZ-11\n"
        "b,ru,2026-05-02,2,,,,,,,,,=1+1,\n"
    )
    table, oddities = read(text, instrument)

    assert table.ids == ("a", "b") and table.languages == ("kk", "ru") and table.days[0] == "2026-05-01"
    assert table.columns["tools"] == ("book phone", "") and table.columns["define"][1] == "=1+1"
    assert oddities == ()
    written = write_responses_csv(table, instrument)
    assert "'=1+1" in written
    assert read(written, instrument)[0].columns == table.columns


@pytest.mark.parametrize("sign", ["/", "-", ":"])
def test_columns_of_odk_and_kobo_are_found_behind_their_groups(instrument, sign):
    head = [
        "_uuid",
        "start",
        "one/trained",
        "one/tools/book",
        "one/tools/phone",
        "one/terms/terms_mil",
        "_index",
    ]
    text = ";".join(head).replace("/", sign) + "\nu1;2026-01-01;yes;1;0;no;1\nu2;;no;True;1;;2\n"
    table, oddities = read(text, instrument)

    assert table.columns["trained"] == ("yes", "no")
    assert table.columns["tools"] == ("book", "book phone")
    assert table.columns["terms_mil"] == ("no", "")
    assert [one.detail for one in oddities] == ["start", "_index"]


def test_a_response_that_stands_twice_word_for_word_counts_once(instrument):
    table, oddities = read("id,trained\na,yes\nb,no\na,yes\n", instrument)

    assert table.ids == ("a", "b")
    assert [(one.kind, one.place) for one in oddities] == [("response-repeated", "line 4")]


def test_without_ids_rows_are_numbered_and_it_is_said(instrument):
    table, oddities = read('trained,years\nyes,"3,5"\nno,4\n', instrument)

    assert table.ids == ("1", "2") and table.columns["years"] == ("3.5", "4")
    assert [one.kind for one in oddities] == ["ids-numbered"]


def test_an_older_version_is_named(instrument):
    table, oddities = read("id,version,trained\na,1,yes\nb,2,no\n", instrument)

    assert len(table) == 2
    assert [(one.kind, one.detail, one.severity) for one in oddities] == [("version-other", "1: 1", "doubt")]


def test_signs_that_nobody_sees_are_taken_out_and_counted(instrument):
    table, oddities = read("id,trained,define\na,y\u200bes,\u202eтексеру\u202c мен бағалау\n", instrument)

    assert table.columns["trained"] == ("yes",) and table.columns["define"] == ("тексеру мен бағалау",)
    assert {one.kind for one in oddities} == {"unseen-signs"}


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("id,trained\na,maybe\n", ResponseAnswerInvalid, "line 2, 'trained': 'maybe'.*no, other, yes"),
        ("id,tools\na,book\nb,book radio\n", ResponseAnswerInvalid, "line 3, 'tools'"),
        ("id,order\na,book book\n", ResponseAnswerInvalid, "'order'"),
        ("id,years\na,many\n", ResponseAnswerInvalid, r"Expected: 12\.5"),
        ("id,since\na,2026-02-30\n", ResponseAnswerInvalid, "2026-02-30"),
        ("id,where\na,KZ-99\n", ResponseAnswerInvalid, "KZ-99"),
        ("id,one/tools/book\na,perhaps\n", ResponseAnswerInvalid, "perhaps"),
        ("id,trained\na,yes\na,no\n", ResponseRepeated, "line 3.*'a' stands in line 2"),
        ("id,trained\n,yes\n", ResponseIdMissing, "line 2"),
        ("id,trained,colour\na,yes,red\n", ResponsesColumnUnknown, "colour"),
        ("id,trained,trained\na,yes,no\n", ResponsesColumnRepeated, "trained"),
        ("id,colour\na,red\n", ResponsesColumnUnknown, "colour"),
        ("id,language\na,kk\n", ResponsesWithoutAnswers, "no column of the instrument 'tiny'"),
        ("id,trained\n", TableInvalid, "no response under it"),
        ("id,trained\na,yes,no,no\n", TableInvalid, "4 cells"),
        ("id,define\na,\"" + "ө" * 2_000_000 + "\"\n", TableInvalid, "field"),
        ("id,define\na,Қазақ тілінде жазылған мәтін және ақпарат\n".encode("kz1048"), EncodingAmbiguous, "r.csv"),
        ("id,define\na,А?парат саны?\nb,Это русский текст\n".encode("cp1251"), LettersLost, "line 2.*А.парат"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name(instrument, text, error, words):
    with pytest.raises(error, match=words):
        read(text, instrument)


def test_without_strictness_a_strange_column_is_left_out_and_named(instrument):
    table, oddities = read("id,trained,colour\na,yes,red\n", instrument, strict=False)

    assert "colour" not in table.columns
    assert [(one.kind, one.detail) for one in oddities] == [("column-left-out", "colour")]


def workbook(rows, formula=""):
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    if formula:
        sheet.write_formula(len(rows), 0, formula, value="x")
    book.close()
    return out.getvalue()


def test_a_workbook_is_read_as_csv_is(instrument):
    rows = [["id", "trained", "years", "define"], ["a", "yes", 7, "Дереккөз"], ["b", "no", 2.5, ""]]
    table, _ = read(workbook(rows), instrument, "r.xlsx")

    assert table.columns == {"trained": ("yes", "no"), "years": ("7", "2.5"), "define": ("Дереккөз", "")}


def test_computed_cells_and_a_text_called_a_workbook_are_refused(instrument):
    with pytest.raises(FormulasForbidden):
        read(workbook([["id", "trained"], ["a", "yes"]], "=1+1"), instrument, "r.xlsx")
    with pytest.raises(FileTypeMismatch):
        read("id,trained\na,yes\n", instrument, "r.xlsx")


@pytest.mark.slow
def test_a_million_responses_are_read_and_one_more_is_refused(instrument):
    body = b"".join(b"%d,yes,book phone\n" % number for number in range(1_000_000))
    table, _ = read(b"id,trained,tools\n" + body, instrument)
    assert len(table) == 1_000_000

    with pytest.raises(TableInvalid, match="1,000,000"):
        read(b"id,trained,tools\n" + body + b"x,yes,book\n", instrument)


@pytest.mark.parametrize("text", [
    'id,define,years\na,"two\nlines",3\n\nb,x,many\n',
    "\nid,define,years\n\na,x,3\nb,x,many\n",
])  # fmt: skip
def test_the_line_named_is_that_of_the_file_whatever_stands_above_it(instrument, text):
    with pytest.raises(ResponseAnswerInvalid) as refused:
        read(text, instrument)
    assert refused.value.params["line"] == 5


def test_the_row_named_is_that_of_the_sheet(instrument):
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in ((0, ["id", "years"]), (3, ["a", "3"]), (6, ["a", "4"])):
            sheet.write_row(at, 0, row)
    with pytest.raises(ResponseRepeated) as refused:
        read(content.getvalue(), instrument, "r.xlsx")
    assert (refused.value.params["line"], refused.value.params["first"]) == (7, 4)


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "photo.csv", "a PNG picture"),
        (b"%PDF-1.7\n1 0 obj", "answers.pdf", "PDF"),
    ],
)
def test_a_picture_or_a_pdf_is_named_for_what_it_is(instrument, content, name, found):
    with pytest.raises(FileTypeUnknown) as refused:
        read_responses(content, instrument, name)
    assert refused.value.params["found"] == found


def test_a_table_as_a_russian_excel_saves_it_is_read(instrument):
    text = "sep=;\r\nСводная таблица\r\n\r\n;id;trained;years;since\r\n;a;yes;1 200,5;31/12/26\r\n;b;no;3,5;46387\r\n"

    table, _ = read(text.encode("cp1251"), instrument)

    assert table.column("years") == ("1200.5", "3.5")
    assert table.column("since") == ("2026-12-31", "2026-12-31")
