"""The parts of a person's record: a registry that higher apps add to, such as own activities."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sauatty.core.documents.record import RecordPart, RecordRow

Rows = Callable[[Any], Sequence[RecordRow]]


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its heading and what gathers a person's rows, the newest first, in the language of the page."""

    key: str
    order: int
    label: Any
    rows: Rows


_sections: list[Section] = []


def register_section(section: Section) -> None:
    """Add a part to everybody's record; called by an app when it is ready."""
    _sections.append(section)
    _sections.sort(key=lambda one: one.order)


def record_of(person: Any, *, without: Collection[str] = ()) -> list[RecordPart]:
    """Return the record of a person, in the language of the page."""
    shown = [one for one in _sections if one.key not in without]
    return [RecordPart(str(one.label), one.rows(person)) for one in shown]
