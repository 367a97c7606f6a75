"""A cross-table as it stands on a page and in a file: words for codes, values with the people they stand on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sauatty.core.evaluation.crosstab import MEANS, PeopleTable, Specification
from sauatty.core.languages import format_date, format_number, format_share
from sauatty.web.base.texts import in_language
from sauatty.web.crosstabs import forms, labels

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text and n; `why` where there is no text; `part` is the length of its bar, 0-1."""

    label: str
    text: str
    n: str
    why: str
    part: float


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its word; the last one is of everybody."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def bars(self) -> tuple[Cell, ...]:
        """Return the cells that are drawn: a total only where there is nothing else."""
        return self.cells[:-1] or self.cells


def lines_of(table: PeopleTable, words: Words) -> list[Line]:
    """Return the rows of a table as they are shown."""
    heads, most = heads_of(table, words), _most(table)
    names = [*(labels.value_label(words, table.specification.row, key) for key in table.row_keys), _("all")]
    return [
        Line(name, tuple(_cell(table, at, place, head, most) for place, head in enumerate(heads)))
        for at, name in enumerate(names)
    ]


def heads_of(table: PeopleTable, words: Words) -> list[str]:
    """Return the words over the columns."""
    column = table.specification.column
    return [*(labels.value_label(words, column, key) for key in table.column_keys), _("all")]


def _most(table: PeopleTable) -> float:
    """Return what the longest bar stands for: the whole for shares and means, the greatest count otherwise."""
    if table.specification.measure != "count":
        return 1.0
    inner = [line[:-1] or line for line in table.values[:-1]]
    return max((one for line in inner for one in line if one), default=1.0)


def _cell(table: PeopleTable, at: int, place: int, head: str, most: float) -> Cell:
    value, n = table.values[at][place], table.n[at][place]
    part = min(max(value or 0.0, 0.0) / most, 1.0)
    return Cell(head, _written(table, value), _n(n), "" if value is not None else _why(table, n), part)


def _written(table: PeopleTable, value: float | None) -> str:
    if value is None:
        return ""
    if table.specification.measure == "count":
        return format_number(value, _language())
    return format_share(value, _language(), 1 if table.specification.measure in MEANS else 0)


def _n(n: int | None) -> str:
    return _("hidden") if n is None else format_number(n, _language())


def _why(table: PeopleTable, n: int | None) -> str:
    """Return why a cell shows nothing."""
    if n is None:
        return _("hidden")
    if table.specification.measure in MEANS and n:
        return _("fewer than 5")
    return "–"


def title_of(asked: Specification) -> str:
    """Return what a table shows, in words."""
    measure, row = labels.MEASURE_LABELS[asked.measure], labels.VARIABLE_LABELS[asked.row]
    column = labels.VARIABLE_LABELS.get(asked.column)
    return f"{measure}: {row} × {column}" if column else f"{measure}: {row}"


def filter_of(asked: Specification, words: Words) -> str:
    """Return whom alone a table counts, in words; nothing where it counts all."""
    if not asked.filter_by:
        return ""
    value = labels.value_label(words, asked.filter_by, asked.filter_value)
    return f"{labels.VARIABLE_LABELS[asked.filter_by]}: {value}"


def address_of(programme: Any, asked: Specification) -> str:
    """Return the address of a table, which anybody with the right may open."""
    chosen = {key: value for key, value in forms.fields_of(asked).items() if value}
    return f"{reverse('crosstabs:builder', args=[programme.pk])}?{urlencode(chosen)}"


def file_rows(programme: Any, table: PeopleTable, words: Words) -> Iterator[Sequence[Any]]:
    """Give a table as rows of a file: what it is, the values unrounded, and the people they stand on."""
    asked = table.specification
    yield (in_language(programme, "title"),)
    yield (title_of(asked),)
    yield (_("As of"), format_date(timezone.localdate(), _language()))
    if asked.filter_by:
        yield (_("Only people of whom this is so"), filter_of(asked, words))
    if programme.is_demo:
        yield (_("Invented data for looking around"),)
    if table.is_protected:
        yield (_("Rounded to 5; numbers that would tell of few people are hidden."),)
    yield ()
    heads = heads_of(table, words)
    yield (str(labels.VARIABLE_LABELS[asked.row]), *heads, *(f"n: {head}" for head in heads))
    for at, line in enumerate(lines_of(table, words)):
        values = (
            cell.why if value is None else value
            for cell, value in zip(line.cells, table.values[at], strict=True)
        )
        yield (line.label, *values, *(_("hidden") if n is None else n for n in table.n[at]))


def _language() -> str:
    return get_language() or "kk"
