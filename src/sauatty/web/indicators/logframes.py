"""The logframe: rows under each other with their numbers, and the writes that make and change them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sauatty.core.errors import LogRowHasParts
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.base.texts import forget_texts, write_text
from sauatty.web.indicators.models import Indicator, LogRow

TEXTS = ("text", "means", "assumptions")
_KINDS = LogRow.Kind.values


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the logframe with its number ('1.2'), how deep it stands, and its indicators' cards."""

    row: LogRow
    code: str
    depth: int
    cards: tuple[Any, ...] = ()


def lines_of(rows: Sequence[LogRow], cards: Iterable[Any]) -> list[Line]:
    """Return the rows in their order: each under its parent, goals first."""
    known = {one.indicator.pk: one for one in cards}
    under: dict[Any, list[LogRow]] = {}
    for row in rows:
        under.setdefault(row.parent_id, []).append(row)

    def walk(parent: Any, prefix: str, depth: int) -> Iterator[Line]:
        children = sorted(under.get(parent, []), key=lambda row: _KINDS.index(row.kind))
        for number, row in enumerate(children, 1):
            code = f"{prefix}{number}"
            mine = tuple(known[one.pk] for one in row.indicators.all() if one.pk in known)
            yield Line(row, code, depth, mine)
            yield from walk(row.pk, f"{code}.", depth + 1)

    return list(walk(None, "", 0))


def left_over(lines: Iterable[Line], cards: Iterable[Any]) -> list[Any]:
    """Return the indicators that stand in no row."""
    placed = {card.indicator.pk for line in lines for card in line.cards}
    return [one for one in cards if one.indicator.pk not in placed]


@transaction.atomic
def write_row(
    *, actor: Any, programme: Any, texts: Mapping[str, str], facts: Mapping[str, Any], row: LogRow | None = None
) -> LogRow:  # fmt: skip
    """Write a row anew, or change one."""
    is_new, row = row is None, row or LogRow(programme=programme)
    row.kind, row.parent = facts["kind"], facts["parent"]
    for field in TEXTS:
        for language in LANGUAGES:
            text = texts.get(f"{field}_{language}", "")
            if text != getattr(row, f"{field}_{language}"):
                write_text(row, field, language, text, actor=actor)
    row.save()
    mine = Indicator.objects.filter(programme=programme, pk__in=facts["indicators"])
    row.indicators.set(mine)
    audit.record("logframe.row-written" if is_new else "logframe.row-changed", actor=actor, target=row)
    return row


@transaction.atomic
def delete_row(*, actor: Any, row: LogRow) -> None:
    """Delete a row under which no other stands; its indicators stay."""
    row = LogRow.objects.select_for_update().get(pk=row.pk)
    if LogRow.objects.filter(parent=row).exists():
        raise LogRowHasParts
    audit.record("logframe.row-deleted", actor=actor, target=row)
    forget_texts(row)
    row.delete()
