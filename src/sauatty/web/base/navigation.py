"""The left rail: a few groups, filled by the apps, showing only what the visitor's roles can open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sauatty.web.base import roles

GROUPS = (
    ("own", _("For me")), ("programme", _("Programme")), ("content", _("Lessons and questions")),
    ("people", _("People")), ("curricula", _("Curricula")), ("results", _("Results")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the rail; `order` sorts within its group, `prefix` marks the pages it stands for."""

    group: str
    order: int
    view_name: str
    label: Any
    prefix: str = ""


_entries: list[Entry] = []
_more_prefixes: dict[str, list[str]] = {}


def register_entries(entries: Iterable[Entry]) -> None:
    """Add links; called by each app when it is ready."""
    _entries.extend(entries)


def register_prefix(view_name: str, prefix: str) -> None:
    """Let the entry of a lower app stand for the pages of a higher one too."""
    _more_prefixes.setdefault(view_name, []).append(prefix)


def groups_for(held: frozenset[str], view_name: str) -> list[dict[str, Any]]:
    """Return the groups with the entries that one of `held` may open; empty groups are left out."""
    groups = []
    for key, label in GROUPS:
        entries = sorted(
            (e for e in _entries if e.group == key and roles.is_allowed(e.view_name, held)),
            key=lambda e: e.order,
        )
        links = [
            {
                "href": reverse(e.view_name),
                "label": e.label,
                "is_current": view_name.startswith(
                    (e.prefix or e.view_name, *_more_prefixes.get(e.view_name, ()))
                ),
            }
            for e in entries
        ]
        if links:
            groups.append({"label": label, "links": links})
    return groups
