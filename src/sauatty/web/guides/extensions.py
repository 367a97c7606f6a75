"""What apps above add to the pages of guides: a place on a page, a template, and the values that it shows.

Guides knows no app above it; a place that nobody fills stays empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Places, with what `values` is asked with: beside the counts and among the links of a guide's overview and at its
# end (person, guide, views), at the end of the list of guides (person), on the page of a paragraph (guide, block)
OVERVIEW_STATE, OVERVIEW_LINKS, OVERVIEW_END = "overview-state", "overview-links", "overview-end"
LIST_END, PARAGRAPH = "list-end", "paragraph"

Values = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One extension to a page, filled."""

    template: str
    values: Mapping[str, Any]


_extensions: dict[str, list[tuple[str, Values]]] = {}


def register_extension(place: str, template: str, values: Values) -> None:
    """Show a template at a place; called by an app when it is ready."""
    _extensions.setdefault(place, []).append((template, values))


def extensions_at(place: str, **about: Any) -> list[Shown]:
    """Return what is shown at a place of a page that is about a guide, a paragraph, or the whole list."""
    return [Shown(template, values(**about)) for template, values in _extensions.get(place, [])]
