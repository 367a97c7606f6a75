"""What the apps above show on the pages of every review, whatever its kind: templates, and what these need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sauatty.web.coding.models import Project, Unit


@dataclass(frozen=True, slots=True)
class Extension:
    """The templates of one app: `links` stands beside the first buttons of a review, `managing` below, for who
    manages it, `desk` in 'Your coding' for a seat that codes nothing. `context_of(person, project)` is merged into
    the context of the review's page; `reasons_of(units)` says why units were settled as they are; `stamp_of(project)`
    changes with every settling.
    """

    links: str = ""
    managing: str = ""
    desk: str = ""
    context_of: Callable[[Any, Project], Mapping[str, Any]] | None = None
    reasons_of: Callable[[Sequence[Unit]], Mapping[UUID, str]] | None = None
    stamp_of: Callable[[Project], str] | None = None


_extensions: list[Extension] = []


def register_extension(extension: Extension) -> None:
    """Add to the pages of every review; called by an app when it is ready."""
    _extensions.append(extension)


def desks() -> list[str]:
    """Return the templates for a seat in 'Your coding'."""
    return [one.desk for one in _extensions if one.desk]


def context_for(person: Any, project: Project) -> dict[str, Any]:
    """Return the templates for a review's page with what they need."""
    context: dict[str, Any] = {
        "link_parts": [one.links for one in _extensions if one.links],
        "managing_parts": [one.managing for one in _extensions if one.managing],
    }
    for one in _extensions:
        context |= one.context_of(person, project) if one.context_of else {}
    return context


def reasons_for(units: Sequence[Unit]) -> dict[UUID, str]:
    """Return why units were settled as they are, by unit."""
    found = [one.reasons_of(units) for one in _extensions if one.reasons_of]
    return {unit: reason for reasons in found for unit, reason in reasons.items()}


def stamps_for(project: Project) -> list[str]:
    """Return what changes with every settling of a review."""
    return [one.stamp_of(project) for one in _extensions if one.stamp_of]
