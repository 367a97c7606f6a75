"""What roles are given in, and what a new site begins with: told by the apps above accounts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Titles = dict[str, str]


@dataclass(frozen=True, slots=True)
class ScopeSource:
    """One kind of scope: what `actor` may give roles in, and the titles of given ids (one query each)."""

    list_for: Callable[[Any], list[tuple[UUID, str]]]
    titles: Callable[[Iterable[UUID]], dict[UUID, str]]


_sources: dict[str, ScopeSource] = {}
_starters: list[Callable[[Any, Titles], None]] = []


def register_scope(kind: str, source: ScopeSource) -> None:
    """Offer a kind of scope (a value of Grant.ScopeKind); called by each app when it is ready."""
    _sources[kind] = source


def register_starter(start: Callable[[Any, Titles], None]) -> None:
    """Say what is made when the first coordinator begins with a title of their own."""
    _starters.append(start)


def scopes_for(actor: Any) -> list[tuple[str, UUID, str]]:
    """Return kind, id and title of everything that `actor` may give roles in."""
    return [(kind, pk, title) for kind, source in _sources.items() for pk, title in source.list_for(actor)]


def scope_titles(scopes: Iterable[tuple[str, UUID | None]]) -> dict[UUID, str]:
    """Return the titles of scopes, one query for each kind."""
    wanted: dict[str, set[UUID]] = {}
    for kind, pk in scopes:
        if pk is not None:
            wanted.setdefault(kind, set()).add(pk)
    titles: dict[UUID, str] = {}
    for kind, ids in wanted.items():
        if kind in _sources:
            titles |= _sources[kind].titles(ids)
    return titles


def start_own(actor: Any, titles: Titles) -> None:
    """Make what a new site begins with."""
    for start in _starters:
        start(actor, titles)
