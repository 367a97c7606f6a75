"""Where higher apps put their pages about a test: the page of a test lists them, and knows none of their names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sauatty.web.base import roles

Facts = Callable[[Any, Any], Sequence[tuple[Any, str]]]


@dataclass(frozen=True, slots=True)
class TestPage:
    """One page about a test: `view_name` takes the id of the test. `managed` ones are for its coordinator."""

    __test__ = False
    order: int
    view_name: str
    label: Any
    managed: bool = True


_pages: list[TestPage] = []
_facts: list[Facts] = []


def register_test_page(page: TestPage) -> None:
    """Add a page to those of each test; called by an app when it is ready."""
    _pages.append(page)
    _pages.sort(key=lambda one: one.order)


def register_facts(facts: Facts) -> None:
    """Add what stands in few words on the page of a test: (label, words) for the person who looks."""
    _facts.append(facts)


def pages_of(test: Any, held: frozenset[str], *, may_manage: bool) -> list[tuple[Any, str]]:
    """Return labels and addresses of the pages about a test that somebody may open."""
    return [
        (one.label, reverse(one.view_name, args=[test.pk]))
        for one in _pages
        if roles.is_allowed(one.view_name, held) and (may_manage or not one.managed)
    ]


def facts_of(test: Any, actor: Any) -> list[tuple[Any, str]]:
    """Return what the apps say of a test."""
    return [row for facts in _facts for row in facts(test, actor)]
