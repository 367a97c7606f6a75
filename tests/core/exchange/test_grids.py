"""Tables as the spreadsheets of this country save them: one content, every habit."""

from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as some

from sauatty.core.errors import EncodingAmbiguous, EncodingUnknown, LettersLost
from sauatty.core.exchange.cells import bare_cell, could_run, day_in, number_in, would_turn
from sauatty.core.exchange.decision_tables import read_table
from sauatty.core.exchange.grids import pasted_csv, pasted_lines, read_lines
from sauatty.core.exchange.item_csv import read_item_csv
from sauatty.core.exchange.participants import read_participants
from sauatty.core.exchange.region_numbers import region_numbers_of_file
from sauatty.core.exchange.register_lists import read_list
from sauatty.core.exchange.table_text import decode_table

HEAD = ["ФИО", "Почта", "Место работы", "Дата регистрации"]
BODY = [
    ["Сергеев Иван", "ivan@x.kz", "Школа; филиал №1", "31.12.2026"],
    ["Петрова Анна", "anna@x.kz", 'ТОО "Знание"', "05.01.2026"],
]


def knows(cell: str) -> bool:
    return cell in HEAD


def quoted(cell: str, sign: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if sign in cell or '"' in cell or "\n" in cell else cell


def text_of(rows, sign=";") -> str:
    return "".join(sign.join(quoted(cell, sign) for cell in row) + "\r\n" for row in rows)


def workbook(rows) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def saved(rows) -> dict[str, bytes]:
    """Return a table as each way of saving writes it."""
    ways = {
        "cp1251": text_of(rows).encode("cp1251"),
        "utf-8": text_of(rows).encode(),
        "utf-8 with its mark": text_of(rows).encode("utf-8-sig"),
        "unicode text": text_of(rows, "\t").encode("utf-16"),
        "utf-16, the other way round": b"\xfe\xff" + text_of(rows, "\t").encode("utf-16-be"),
        "comma": text_of(rows, ",").encode(),
        "tab": text_of(rows, "\t").encode(),
        "told": ("sep=;\r\n" + text_of(rows)).encode("utf-8-sig"),
        "told comma": ("sep=,\r\n" + text_of(rows, ",")).encode("utf-8-sig"),
        "title above": ("Список участников;;;\r\n;;;\r\n" + text_of(rows)).encode("cp1251"),
        "empty columns": text_of([["", "", *row] for row in rows]).encode(),
        "only carriage returns": text_of(rows).replace("\r\n", "\r").encode(),
        "xlsx": workbook(rows),
        "xlsx with a title": workbook([["Список"], [], *[["", *row] for row in rows]]),
        "clipboard": pasted_csv(text_of(rows, "\t")),
    }
    return ways


@pytest.mark.parametrize("way", saved([HEAD, *BODY]))
def test_every_way_of_saving_says_the_same(way):
    lines = list(read_lines(saved([HEAD, *BODY])[way], name="t.csv", knows=knows))

    assert [row[: len(HEAD)] for _line, row in lines] == [HEAD, *BODY]


@pytest.mark.parametrize("way", saved([HEAD, *BODY]))
def test_people_are_read_from_every_way_of_saving(way):
    found = read_participants(saved([HEAD, *BODY])[way], "t.csv")

    assert [row.fields["name"] for row in found.rows] == ["Сергеев Иван", "Петрова Анна"]
    assert [row.fields["registered_on"] for row in found.rows] == ["2026-12-31", "2026-01-05"]
    assert [row.problems for row in found.rows] == [(), ()]


def test_other_tables_are_read_from_the_page_of_an_old_spreadsheet():
    decisions = "Решения\r\n\r\nединица;кодировщик;релевантность;примечание\r\n8.1.5;А;2;есть\r\n"
    assert read_table(decisions.encode("cp1251"), name="d.csv").lines[0].cells["unit"] == "8.1.5"
    regions = "sep=;\r\nРегион;Число\r\nПавлодарская область;1\u00a0371\r\n"
    assert region_numbers_of_file(regions.encode("cp1251"), name="r.csv") == {"KZ-55": 1371}
    items = "sep=;\nitem;part;id;kind;text-ru\nx-1;option;a;single;Проверить источник и дату\n"
    read = read_item_csv(items.encode("cp1251"), "i.csv")
    assert read.items[0].options[0].text.ru == "Проверить источник и дату"


def test_a_register_with_days_as_numbers_is_read():
    content = workbook([
        ["Реестр"],
        [],
        ["Регистрационный номер", "Фамилия, имя, отчество", "Дата выдачи"],
        ["007", "Сергеев Иван", 46387],
        ["008", "Петрова Анна", 46388.0],
    ])  # fmt: skip
    found = read_list(content, "r.xlsx", "register")

    assert found.problems == ()
    assert [(row.fields["register_number"], row.fields["issued_on"]) for row in found.rows] == [
        ("007", date(2026, 12, 31)), ("008", date(2027, 1, 1)),
    ]  # fmt: skip


def test_a_heading_of_two_lines_is_joined_as_merged_cells_leave_it():
    content = workbook([
        ["ФИО", "Место работы", "", ""],
        ["", "Организация", "Область", "Почта"],
        ["Сергеев Иван", "Школа", "Абай", "ivan@x.kz"],
    ])  # fmt: skip
    found = read_participants(content, "m.xlsx")

    assert set(found.columns) == {"name", "organisation", "region", "email"}
    assert [row.fields["name"] for row in found.rows] == ["Сергеев Иван"]


# --- letters ---


def test_kazakh_letters_that_became_question_marks_are_refused_with_the_word():
    lines = [HEAD, ["Са?ын Ж?нісова", "s@x.kz", "Мектеп", ""], ["Болат", "b@x.kz", "Школа и лицей", ""]]

    with pytest.raises(LettersLost) as refused:
        decode_table(text_of(lines).encode("cp1251"), name="l.csv")

    assert refused.value.params["line"] == 2 and "Са?ын" in str(refused.value)


def test_a_question_mark_that_asks_is_no_lost_letter():
    text = "вопрос;ответ\r\nПочему так?;Не знаю\r\nЧто это?;Источник (какой?)\r\n"

    assert decode_table(text.encode("cp1251"), name="q.csv").text == text


def test_a_page_with_kazakh_letters_is_refused_and_never_guessed():
    with pytest.raises(EncodingAmbiguous, match="KZ-1048"):
        decode_table(
            "Аты;Жұмыс орны\r\nӘйгерім Құрманғазы;Мектеп және кітапхана\r\n".encode("kz1048"), name="k.csv"
        )


def test_a_byte_that_is_no_letter_of_the_page_is_refused_by_name():
    lines = "вопрос;ответ\r\nПочему так;Не знаю\r\nЧто это;Источник\r\n".encode("cp1251")
    assert decode_table(lines, name="a.csv").encoding == "cp1251"

    with pytest.raises((EncodingAmbiguous, EncodingUnknown), match=r"a\.csv"):
        decode_table(lines + b"\x98;\xff\r\n", name="a.csv")


def test_lost_letters_inside_a_list_in_unicode_are_named_by_line():
    found = read_participants("ФИО;Почта\nБ?лат Са?ын;b@x.kz\nИван Петров;i@x.kz".encode(), "l.csv")

    assert [[one.code for one in row.problems] for row in found.rows] == [["letters-asked"], []]


CERTAIN = some.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяі АБВЯ№«»–,.", min_size=1, max_size=12)


@given(some.lists(some.tuples(CERTAIN, CERTAIN), min_size=1, max_size=8))
def test_what_is_read_from_the_old_page_is_what_was_written(pairs):
    text = "имя и название для класса;вопрос\r\n" + "".join(f'"{a}";"{b}"\r\n' for a, b in pairs)
    try:
        found = decode_table(text.encode("cp1251"), name="t.csv").text
    except (EncodingAmbiguous, EncodingUnknown):
        return  # too little of it reads as words
    assert found == text


# --- cells ---


@pytest.mark.parametrize(
    "said",
    ["31.12.2026", "2026-12-31", "31/12/26", "31-12-2026", 46387, 46387.0, "46387", datetime(2026, 12, 31, 9), date(2026, 12, 31)],
)  # fmt: skip
def test_a_day_is_read_in_every_style(said):
    assert day_in(said) == date(2026, 12, 31)


@pytest.mark.parametrize("said", ["12/31/26", "2026", "31.02.2026", "", None, "вчера", 12, "8.1.5.3"])
def test_what_is_no_day_is_none(said):
    assert day_in(said) is None


@given(some.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_a_day_says_the_same_in_every_style(day):
    serial = (day - date(1899, 12, 30)).days
    styles = [
        day.isoformat(),
        day.strftime("%d.%m.%Y"),
        day.strftime("%d/%m/%Y"),
        serial,
        float(serial),
        str(serial),
    ]

    assert {day_in(one) for one in styles} == {day}


@given(some.integers(0, 10**9), some.integers(0, 99), some.sampled_from([" ", "\u00a0", "\u202f", ""]))
def test_a_number_says_the_same_with_a_comma_and_spaces(whole, part, space):
    written = f"{whole:,}".replace(",", space) + f",{part:02d}"

    assert number_in(written) == pytest.approx(whole + part / 100)


@pytest.mark.parametrize(
    "code",
    [
        "8.1.5", "1-2", "03.2026", "007", "123456789012", "1E5", "1E+5", "2.5e-3", "(5)", "1/2", "май 2026", "5 мая",
        "9:5", "3 сент.", "11 қаз", "Sept 26",
    ],
)  # fmt: skip
def test_a_code_that_a_spreadsheet_would_change_is_known_and_comes_back(code):
    assert would_turn(code)
    assert bare_cell(f"\t{code}") == bare_cell(f"'{code}") == bare_cell(f'="{code}"') == code


@pytest.mark.parametrize(
    "text",
    [
        "12", "0,5", "2026-12-31", "31.12.2026", "09:30", "Мектеп 5", "gmilaf.2.3", "", "8.A.5", "11 қазақ", "5 Маржан",
        "7 класс", "10 мамандар", "Марта 5 б",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_leaves_alone_or_means_is_not_guarded(text):
    assert not would_turn(text)


def test_a_quoted_formula_that_hides_another_still_runs_nowhere():
    assert could_run(bare_cell('="=1+1"'))


# --- the clipboard ---

CELLS = some.text("абқ 12,;.№«»'", max_size=8).map(str.strip)
ROWS = some.integers(1, 4).flatmap(
    lambda n: some.lists(some.lists(CELLS, min_size=n, max_size=n), min_size=1, max_size=6)
)


@given(ROWS)
def test_a_pasted_table_is_the_copied_one(rows):
    filled = [row for row in rows if any(row)]

    assert pasted_lines("\r\n".join("\t".join(row) for row in rows)) == filled


def test_quotes_of_a_name_survive_the_clipboard_and_breaks_inside_a_cell_too():
    text = 'ФИО\tМесто работы\r\nИван\t"Знание" ТОО\r\nАнна\t"два\nряда"\r\n'

    lines = list(read_lines(pasted_csv(text), name="p", knows=knows))

    assert [row for _line, row in lines][1:] == [["Иван", '"Знание" ТОО'], ["Анна", "два\nряда"]]


def test_a_quote_that_never_closes_takes_no_line_with_it():
    assert pasted_lines('"Знание\t1\nИван\t2') == [['"Знание', "1"], ["Иван", "2"]]
