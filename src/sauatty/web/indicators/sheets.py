"""The logframe as rows of a sheet, in any of the three languages; numbers stay numbers, codes are text."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.base.texts import in_language
from sauatty.web.indicators.logframes import Line, left_over
from sauatty.web.indicators.showing import Card

Cells = list[Any]


def logframe_cells(programme: Any, lines: Sequence[Line], cards: Sequence[Card]) -> list[Cells]:
    """Return the table: a row for each indicator of each row of the logframe, then the indicators in no row."""
    head = [
        _("Code"), _("Kind of row"), _("What is aimed at"), _("Indicator"), _("Level"), _("Definition"),
        _("How it is counted"), _("Unit"), _("Baseline"), _("Target"), _("Value"), _("Lower end"), _("Upper end"), "n",
        _("No value because"), _("State"), _("Source"), _("Who checks"), _("Checked on"),
        _("Means of verification"), _("Assumptions"),
    ]  # fmt: skip
    body = [row for line in lines for row in _line(line)]
    rest = [["", "", "", *_card(one), "", ""] for one in left_over(lines, cards)]
    said = [_("As of"), timezone.localdate().isoformat(), in_language(programme, "title")]
    foot = [[], said, *([[_("Invented data for looking around")]] if programme.is_demo else [])]
    return [head, *body, *rest, *foot]


def _line(line: Line) -> list[Cells]:
    row = line.row
    start = [line.code, str(row.get_kind_display()), in_language(row, "text")]
    end = [in_language(row, "means"), in_language(row, "assumptions")]
    return [[*start, *_card(one), *end] for one in line.cards] or [[*start, *[""] * 16, *end]]


def _card(one: Card) -> Cells:
    figure, row = one.figure, one.indicator
    checked = timezone.localtime(one.checked.signature.at).date().isoformat() if one.checked else ""
    return [
        one.name, str(row.get_level_display()), one.definition, one.formula, one.unit, _shown(row.baseline, row),
        _shown(row.target, row), _shown(figure.value, row), _shown(figure.low, row), _shown(figure.high, row),
        figure.n or None, one.why, one.state_words, one.source, row.reviewer.name if row.reviewer else "", checked,
    ]  # fmt: skip


def _shown(value: float | None, row: Any) -> float | None:
    """Return a number as its unit says: percent are written as percent."""
    if value is None:
        return None
    return round(100 * value if row.unit == "share" else value, 10)
