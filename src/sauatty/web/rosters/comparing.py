"""Whom a line of a list may mean: somebody of the programme, or another line. It suggests, and merges nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sauatty.core.exchange.participant_words import folded
from sauatty.core.exchange.participants import ParticipantRow
from sauatty.core.matching.person_names import NameIndex, name_key, similarity

MAIL, LINE = "mail", "line"
LIKELY, SAME_BOX, MOST = 0.85, 0.6, 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of the people who are known: names by id, ids by address."""

    names: Mapping[UUID, str]
    by_mail: Mapping[str, tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A line, whom it may mean, and what follows unless somebody decides otherwise."""

    row: ParticipantRow
    candidates: tuple[dict[str, Any], ...]
    decision: str
    person: UUID | None = None


def compare(rows: Sequence[ParticipantRow], known: Known) -> Iterator[Compared]:
    """Set each line against the people who are known and the lines before it.

    An address that is known decides where the name is alike too; else a person does. A name alone never decides.
    """
    index = NameIndex(known.names.items())
    lines = _Lines(rows)
    for row in rows:
        if not row.is_usable:
            yield Compared(row, (), "left")
        else:
            yield _compared(row, known, index, lines)


def _compared(row: ParticipantRow, known: Known, index: NameIndex[UUID], lines: "_Lines") -> Compared:
    name, mail = row.fields["name"], row.fields.get("email", "")
    if mail in known.by_mail:
        person, called = known.by_mail[mail]
        score = round(similarity(name, called), 2)
        told = {"person": str(person), "score": score, "why": MAIL}
        decided = score >= SAME_BOX
        return Compared(row, (told,), "known" if decided else "open", person if decided else None)
    found = _suggested(name, index) if known.names else []
    line = lines.before(row)
    found += [{"line": line, "score": 1.0, "why": LINE}] if line else []
    return Compared(row, tuple(found), "open" if found else "new")


def _suggested(name: str, index: NameIndex[UUID]) -> list[dict[str, Any]]:
    suggested = index.suggest(name, limit=MOST, least=LIKELY)
    return [{"person": str(one.id), "score": round(one.score, 2), "why": one.why} for one in suggested]


class _Lines:
    """The lines of a list by name and workplace. Two lines with addresses are never set against each other, so that
    only the workplaces of people without one are looked at."""

    def __init__(self, rows: Sequence[ParticipantRow]) -> None:
        self._places = {_place(row) for row in rows if row.is_usable and "email" not in row.fields}
        self._first: dict[tuple[str, str], int] = {}

    def before(self, row: ParticipantRow) -> int | None:
        """Return an earlier line of the same name and workplace in any spelling, unless both have addresses."""
        place = _place(row)
        if place not in self._places:
            return None
        first = self._first.setdefault((name_key(row.fields["name"]), place), row.number)
        return None if first == row.number or "email" in row.fields else first


def _place(row: ParticipantRow) -> str:
    return _folded(row.fields.get("organisation", ""))


_folded = lru_cache(maxsize=65_536)(folded)
