import io
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sauatty.core.errors import ColumnsMissing, EncodingAmbiguous, ImportRefused
from sauatty.core.exchange.participant_words import region_of
from sauatty.core.exchange.participants import (
    PROBLEM_TEXTS,
    ParticipantList,
    list_from_json,
    list_to_json,
    read_participants,
)


def csv(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def workbook(rows):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell)
    return output.getvalue()


def codes(row):
    return [problem.code for problem in row.problems]


def test_a_russian_list_is_read_by_its_headings():
    found = read_participants(
        csv(
            "Список участников;;;;",
            "Фамилия;Имя;Отчество;Эл. почта;Место работы;Тип организации;Область;Язык;Дата регистрации",
            "Сәрсенова;Әйгерім;Серікқызы;AIGERIM@Mail.kz ;№5 мектеп;Школа;Павлодарская область;казахский;14.09.2026",
        ),
        "list.csv",
    )
    [row] = found.rows

    assert row.number == 3 and row.problems == ()
    assert row.fields == {
        "name": "Сәрсенова Әйгерім Серікқызы", "email": "aigerim@mail.kz", "organisation": "№5 мектеп",
        "kind": "school", "region": "KZ-55", "language": "kk", "registered_on": "2026-09-14",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading", ["Аты-жөні", "ФИО", "Ф.И.О.", "Фамилия, имя, отчество", "Full name", "Имя"]
)
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_headings_and_separators_of_three_languages(heading, mark):
    quoted = f'"{heading}"' if "," in heading else heading
    found = read_participants(csv(mark.join([quoted, "e-mail"]), mark.join(["Болат Ж.", "b@x.kz"])), "l.csv")

    assert found.rows[0].fields == {"name": "Болат Ж.", "email": "b@x.kz"}


def test_a_workbook_keeps_dates_and_codes():
    rows = [["Аты-жөні", "Код", "Күні", "Облыс"], ["Болат", "007", date(2026, 9, 4), "Абай облысы"]]
    rows += [["Дана", 12.0, "2026-09-05", "Алматы"], ["Ерлан", "x", "2026/31/12", "Алматы обл."]]
    first, second, third = read_participants(workbook(rows), "l.xlsx").rows

    assert first.fields == {"name": "Болат", "code": "007", "registered_on": "2026-09-04", "region": "KZ-10"}
    assert (second.fields["code"], second.fields["region"]) == ("12", "KZ-75")
    assert third.fields["region"] == "KZ-19" and codes(third) == ["date-wrong"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";a@x.kz;;", "name-missing"),
        ("12345;a@x.kz;;", "name-without-letters"),
        ("А" * 201 + ";;;", "name-too-long"),
        ("Болат;bolat;;", "mail-wrong"),
        ("Болат;bolat@gmial.com;;", "mail-mistyped"),
        ("Болат;;Атлантида;", "region-unknown"),
        ("Болат;;;31.02.2026", "date-wrong"),
        ("Болат;;;02.2026", "date-wrong"),
        ("=HYPERLINK(1);;;", "could-run"),
        ("Болат;;;;;лишнее", "too-many-cells"),
    ],
)
def test_each_mistake_is_named_with_its_line(line, code):
    [row] = read_participants(csv("ФИО;Почта;Регион;Дата", line), "l.csv").rows

    assert codes(row) == [code] and row.number == 2
    assert row.problems[0].in_words and "%" not in row.problems[0].in_words
    mild = {"mail-mistyped", "region-unknown", "date-wrong"}
    assert row.is_usable == (code in mild)


def test_the_same_person_twice_is_said_and_two_of_one_name_stay_two():
    lines = [
        "ФИО;Почта;Школа",
        "Ким Дана;d@x.kz;1",
        "Ким Д.;D@x.kz;1",
        "Омар А.;;2",
        "Омар А;;2",
        "Омар А.;;3",
    ]
    rows = read_participants(csv(*lines), "l.csv").rows

    assert [codes(row) for row in rows] == [[], ["mail-twice"], [], ["person-twice"], []]
    assert rows[1].problems[0].params == rows[3].problems[0].params | {"line": 2}


def test_lines_of_another_encoding_are_named_and_the_others_read():
    content = csv("ФИО;Почта", "Әйгерім;a@x.kz", "Дана;d@x.kz") + b"\r\n" + "Болат;b@x.kz".encode("cp1251")
    rows = read_participants(content, "l.csv").rows

    assert [codes(row) for row in rows] == [[], [], ["letters-lost"]]
    assert rows[2].number == 4 and not rows[2].is_usable and rows[2].fields["email"] == "b@x.kz"


def test_a_file_in_a_code_page_whose_letters_are_not_certain_is_refused():
    lines = ["Фамилия Имя Отчество;Место работы", *["Жұмабаев Болат;Школа и библиотека"] * 4]

    with pytest.raises(EncodingAmbiguous):
        read_participants(csv(*lines, encoding="kz1048"), "l.csv")


def test_utf_16_of_excel_is_read():
    found = read_participants("ФИО\tПочта\nБолат\tb@x.kz".encode("utf-16"), "l.txt")

    assert found.rows[0].fields["name"] == "Болат"


def test_numbers_of_the_state_are_never_read():
    found = read_participants(
        csv("ФИО;ИИН;Дата рождения;Хобби", "Болат;900101300123;01.01.1990;шахмат"), "l.csv"
    )

    assert found.refused == ("ИИН", "Дата рождения") and found.ignored == ("Хобби",)
    assert found.rows[0].fields == {"name": "Болат"}


def test_a_file_that_is_no_list_is_refused():
    with pytest.raises(ColumnsMissing):
        read_participants(csv("a;b", "1;2"), "l.csv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Алматы", "KZ-75"), ("г. Алматы", "KZ-75"), ("Алматы қаласы", "KZ-75"), ("Алматинская область", "KZ-19"),
        ("Almaty Region", "KZ-19"), ("Алматы облысы", "KZ-19"), ("KZ-55", "KZ-55"), ("550000000", "KZ-55"),
        ("Павлодар", "KZ-55"), ("Түркістан облысы", "KZ-61"), ("Астана қ.", "KZ-71"), ("ЗКО", None),
    ],
)  # fmt: skip
def test_regions_are_known_by_any_of_their_names(text, code):
    assert region_of(text) == code


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_table_is_read_or_refused_by_name(rows):
    text = "ФИО;Почта;Регион;Дата\r\n" + "\r\n".join(";".join(row) for row in rows)
    try:
        found = read_participants(text.encode("utf-8", "replace"), "l.csv")
    except ImportRefused as error:
        assert error.code
    else:
        assert all(problem.code in PROBLEM_TEXTS for row in found.rows for problem in row.problems)
        assert all(row.fields.get("name") or row.problems for row in found.rows)


def test_a_list_comes_over_the_pipe_as_it_was_and_keeps_what_repeats_once():
    head = "Аты-жөні;Пошта;Жұмыс орны;Облыс;Туған күні;Басқа"
    lines = [f"Дана {n};d{n}@x.kz;№1 мектеп;Абай облысы;1;x" for n in range(3)]
    found = read_participants("\r\n".join([head, *lines, "77;no;;Атлантида;;"]).encode(), "l.csv")
    back = list_from_json(list_to_json(found))

    assert back == found and len(back.rows) == 4 and back.rows[3].problems and back.refused == ("Туған күні",)
    assert back.rows[0].fields["organisation"] is back.rows[1].fields["organisation"]
    empty = ParticipantList((), ("name",))
    assert list_from_json(list_to_json(empty)) == empty
