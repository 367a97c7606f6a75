"""What the page of an attempt shows: its items in their order, what is answered, and how much time is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sauatty.core.catalogue.item_keys import ItemKey
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.reading import is_partial
from sauatty.web.attempts.showing import ShownPaper, fill, item_order, shown_paper


@dataclass(frozen=True, slots=True)
class Place:
    """One item in the order of an attempt."""

    number: int
    item: str
    is_answered: bool
    # A matching question of which some rows have no pair yet.
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """An attempt in one language."""

    attempt: Attempt
    language: str
    paper: ShownPaper
    places: tuple[Place, ...]

    @property
    def n_answered(self) -> int:
        """Return how many items have an answer."""
        return sum(one.is_answered for one in self.places)

    @property
    def open_places(self) -> tuple[Place, ...]:
        """Return the items without an answer."""
        return tuple(one for one in self.places if not one.is_answered)

    @property
    def partial_places(self) -> tuple[Place, ...]:
        """Return the items that are answered in part."""
        return tuple(one for one in self.places if one.is_partial)

    def html(self, places: Sequence[Place]) -> SafeString:
        """Return some items as HTML; every part of it was escaped when it was rendered."""
        attempt, turned = self.attempt, self.attempt.test.shuffles
        parts = [
            fill(
                self.paper, one.item, str(one.number),
                attempt.answers.get(one.item, {}), seed=attempt.seed, is_turned=turned,
            )
            for one in places
        ]  # fmt: skip
        return _joined(parts)


def sheet_of(attempt: Attempt, language: str) -> Sheet:
    """Return an attempt in a language."""
    paper = shown_paper(attempt.paper_id, language)
    order = item_order(paper, attempt.seed, is_turned=attempt.test.shuffles)
    places = tuple(_place(n, paper.shapes[item], attempt) for n, item in enumerate(order, start=1))
    return Sheet(attempt, language, paper, places)


def _place(number: int, shape: ItemKey, attempt: Attempt) -> Place:
    answer = attempt.answers.get(shape.item, {}).get("answer")
    return Place(number, shape.item, bool(answer), is_partial(shape.kind, len(shape.options), answer))


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((one,) for one in parts))


def whole_paper(paper_id: UUID, language: str, seed: int, *, is_turned: bool) -> SafeString:
    """Return a whole paper as HTML with nothing answered, in the order of a seed."""
    paper = shown_paper(paper_id, language)
    order = enumerate(item_order(paper, seed, is_turned=is_turned), start=1)
    parts = [fill(paper, item, str(n), {}, seed=seed, is_turned=is_turned) for n, item in order]
    return _joined(parts)


def seconds_left(attempt: Attempt, now: datetime | None = None) -> int | None:
    """Return the seconds until the end by the server's clock, None without an end."""
    if attempt.ends_at is None:
        return None
    return max(int((attempt.ends_at - (now or timezone.now())).total_seconds()), 0)


def for_script(sheet: Sheet, addresses: dict[str, str]) -> dict[str, Any]:
    """Return what the script of the page is told. Nothing in it says what is right."""
    attempt = sheet.attempt
    return {
        "attempt": str(attempt.pk), "person": str(attempt.person_id), "revision": attempt.revision,
        "language": sheet.language, "left": seconds_left(attempt),
        "of": len(sheet.places), "csrf": settings.CSRF_COOKIE_NAME, **addresses,
    }  # fmt: skip
