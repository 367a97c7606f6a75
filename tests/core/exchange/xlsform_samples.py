"""XLSForms as other programmes write them, invented for the tests."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

Sheet = Sequence[Sequence[Any]]


def workbook(**sheets: Sheet) -> bytes:
    """Return a workbook; None leaves a cell out, numbers and truth values stay what they are."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for title, rows in sheets.items():
        page = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                if value is not None:
                    page.write(number, at, value)
    book.close()
    return out.getvalue()


KK, RU, EN = "label::Kazakh (kk)", "label::Русский (ru)", "label::English (en)"

# As KoBoToolbox exports a form: columns nobody filled, metadata first, names by machine.
KOBO = workbook(
    survey=[
        [
            "type",
            "name",
            KK,
            RU,
            "required",
            "relevant",
            "appearance",
            "$kuid",
            "guidance_hint::Русский (ru)",
            "calculation",
        ],
        ["start", "start"],
        ["end", "end"],
        ["deviceid", "deviceid"],
        ["begin_group", "group_ab1cd23", "Кітапхана туралы", "О библиотеке", None, None, "field-list", "aB1"],
        [
            "select_one places",
            "place",
            "Қайда жұмыс істейсіз?",
            "Где Вы работаете?",
            "true",
            None,
            "minimal",
            "aB2",
        ],
        ["text", "place_other", "Нақтылаңыз", "Уточните", "false", "${place} = 'other'", None, "aB3"],
        ["end_group"],
        ["begin_group", "group_xy", "Дағдылар", "Навыки", None, "selected(${place}, 'library')"],
        ["select_multiple tools", "tools", "Нені қолданасыз?", "Чем пользуетесь?", False],
        ["integer", "readers", "Оқырман саны", "Число читателей", True],
        ["end_group"],
    ],
    choices=[
        ["list_name", "name", KK, RU, "$autovalue"],
        ["places", "library", "Кітапхана", "Библиотека", "library"],
        ["places", "school", "Мектеп", "Школа", "school"],
        ["places", "other", "Басқа", "Другое", "other"],
        [None],
        ["tools", 1, "Каталог", "Каталог"],
        ["tools", 2, "Дерекқор", "База данных"],
    ],
    settings=[
        ["default_language", "version", "style", "id_string"],
        ["Русский (ru)", "3 (2026-10-01)", "pages theme-grid", "aK7cFqD2"],
    ],
)

# As people write a form by hand: no language in the columns, other column orders, blank rows, nested groups.
BY_HAND = workbook(
    survey=[
        ["Hint", "Label", "Name", "Type", "Constraint Message", "constraint", "Relevance", "bind::required", "notes"],
        ["", "Добро пожаловать\nна опрос", "welcome", "note"],
        [],
        [None, "О Вас", "about_you", "begin group"],
        ["Полных лет", "Сколько Вам лет?", "age", "integer", "От 16 до 99", ". >= 16 and . <= 99", None, "yes", "check this"],
        [None, "Обучение", "learning", "begin group", None, None, "${age} >= 18"],
        [None, "Когда Вы учились в последний раз?", "last", "date", "Не в будущем", ". <= today()"],
        [None, "Что именно \"нравится\" и 'не нравится'?", "likes", "select_multiple likes or_other", None, None, "${last} != ''"],
        [None, None, None, "end group"],
        [None, None, None, "end group"],
        [],
        [None, "Оцените от 0 до 10", "stars", "range"],
        [None, "Порядок важности", "order", "rank likes"],
        [None, "Согласен с условиями", "agree", "acknowledge", None, None, None, "true()"],
        [None, "Спасибо", "thanks", "note"],
    ],
    choices=[
        ["label", "list name", "name"],
        ["Книги", "likes", "books"],
        ["Сайты", "likes", "sites"],
        ["Люди", "likes", "people"],
    ],
    settings=[["form_title", "form_id"], ["Опрос читателей", "readers"]],
)  # fmt: skip

# One language by the settings, English texts, a table of questions named after their group, `label:English`.
TABLE = workbook(
    survey=[
        ["type", "name", "label:English (en)", "required", "appearance", "relevant"],
        ["begin group", "skills", "How well can you do this?", None, "table-list"],
        ["select_one level", "skills_search", "Search", "yes"],
        ["select_one level", "skills_check", "Check", "yes"],
        ["end group"],
        ["begin group", "habits", "How often?", None, "field-list"],
        ["select_one level", "habits_label", "How often?", None, "label"],
        ["select_one level", "cite", "Cite sources", None, "list-nolabel"],
        ["select_one level", "share", "Share news", None, "list-nolabel"],
        ["end group"],
        ["text", "why", "Why?", None, "multiline", "${skills_search} = 'low' or selected(${cite}, 'low')"],
    ],
    choices=[["list_name", "name", "label:English (en)"], ["level", "low", "Low"], ["level", "high", "High"]],
    settings=[
        ["form_title", "form_id", "version", "default_language"],
        ["Skills", "skills_2026", 2026112201, "English (en)"],
    ],
)

# Everything that an instrument has no place for.
REFUSED = workbook(
    survey=[
        ["type", "name", "label", "relevant", "calculation", "choice_filter", "default", "required"],
        ["start", "start"],
        ["calculate", "total", None, None, "${a} + ${b}"],
        ["begin repeat", "child", "A child"],
        ["integer", "a", "A number"],
        ["end repeat"],
        ["geopoint", "where", "Where are you?"],
        ["image", "photo", "A photo"],
        ["audio", "voice", "A voice"],
        ["barcode", "code", "A code"],
        ["select_one_from_file schools.csv", "school", "Which school?"],
        ["select_one towns", "town", "Which town?", None, None, "region = ${where}"],
        ["integer", "b", "Again", "pulldata('a', 'b', 'c', 'd') = 1", None, None, 5, "${a} > 3"],
        ["text", "c", "You said ${a}", "${start} != '' and ${absent} = 1"],
        ["select_one nowhere", "d", "Choose"],
    ],
    choices=[
        ["list_name", "name", "label", "region", "image"],
        ["towns", "a", "Abai", "east", "abai.png"],
        ["towns", "a", "Again"],
    ],
    settings=[["form_title", "public_key"], ["Refused", "MIIB"]],
)
