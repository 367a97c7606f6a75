"""Where higher apps put their pages about the people of a programme; this app lists them, and knows none of their names."""

from typing import Any

from django.urls import reverse

_pages: list[tuple[int, str, Any]] = []


def register_people_page(order: int, view_name: str, label: Any) -> None:
    """Add a page for coordinators, whose address takes the programme's id; called by an app when it is ready."""
    _pages.append((order, view_name, label))
    _pages.sort(key=lambda one: one[0])


def people_pages(programme: Any) -> list[tuple[Any, str]]:
    """Return labels and addresses of the pages about the people of a programme."""
    return [(label, reverse(view_name, args=[programme.pk])) for _order, view_name, label in _pages]
