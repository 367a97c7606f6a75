"""Where higher apps put what belongs to one's own registration: a code for the door, the way to a certificate."""

from collections.abc import Callable, Sequence
from typing import Any

Links = Callable[[Any], Sequence[tuple[str, Any]]]
Cells = Callable[[Any, Sequence[Any]], dict[Any, str]]
_links: list[Links] = []
_columns: list[tuple[Any, Cells]] = []


def register_own_links(links: Links) -> None:
    """Add links (address, words) to the page of one's own registration; `links` takes the registration."""
    _links.append(links)


def own_links(enrolment: Any) -> list[tuple[str, Any]]:
    """Return the links that belong to a registration."""
    return [found for links in _links for found in links(enrolment)]


def register_column(label: Any, cells: Cells) -> None:
    """Add a column to the list of people of an event: `cells` takes the event and registrations on a page.

    It returns words by the id of the person, in one query for the whole page.
    """
    _columns.append((label, cells))


def columns_of(event: Any, rows: Sequence[Any]) -> list[tuple[Any, dict[Any, str]]]:
    """Return the columns that the apps add, with their words by the id of the person."""
    return [(label, cells(event, rows)) for label, cells in _columns]
