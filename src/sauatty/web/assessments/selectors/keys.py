"""The keys of papers as they count now, and whether reasons may go out."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.http import Http404

from sauatty.core.catalogue.key_json import key_from_json
from sauatty.core.psychometrics.attempt_results import KeyedItem
from sauatty.web.assessments import releasing
from sauatty.web.assessments.models import AttemptScore, ScoringKey
from sauatty.web.base.prepared import Prepared
from sauatty.web.papers import selectors as papers

_LOCK_BITS = 2**63 - 1


def current_keys(paper_id: UUID | str, *, with_whys: bool = False) -> list[ScoringKey]:
    """Return the key that counts now of each item of a paper, by item (one query)."""
    rows = ScoringKey.objects.filter(paper=paper_id).order_by("item", "number")
    rows = rows if with_whys else rows.defer("whys")
    return list({row.item: row for row in rows}.values())


def keyed_items(paper_id: UUID | str) -> list[KeyedItem]:
    """Return the items of a paper with the keys that count now, by item (one query, two after a correction).

    A key never changes and is never deleted: what was read once holds as long as the paper has these very keys.
    """
    return list(_keyed_items(str(paper_id), frozenset(_KEYS.rows(paper_id))))


@lru_cache(64)
def _keyed_items(paper_id: str, _keys: frozenset[tuple[UUID]]) -> list[KeyedItem]:
    return [
        KeyedItem(key_from_json(row.key), row.competence, row.is_left_out, row.is_provisional)
        for row in current_keys(paper_id)
    ]


_KEYS = Prepared(lambda paper: ScoringKey.objects.filter(paper=paper).order_by().values_list("pk"), UUID)


def keys_of(paper: Any) -> dict[str, KeyedItem]:
    """Return the items of a paper by id."""
    return {one.id: one for one in keyed_items(paper.pk)}


def has_public_keys(test: Any) -> bool:
    """Tell whether anybody can read the key of a question of a test (one query)."""
    return ScoringKey.objects.filter(paper__tests__test=test, is_shipped=True).exists()


def may_explain(test: Any, paper_id: UUID, now: Any) -> bool:
    """Tell whether the reasons of a paper may go out with the results of a test (one query)."""
    return releasing.may_explain(test, _tests_with_keys_of(paper_id), now)


def _tests_with_keys_of(paper_id: UUID) -> list[Any]:
    """Return the tests that use a paper, or another one that shares a question with it whose key is nowhere public."""
    private = ScoringKey.objects.filter(paper=paper_id, is_shipped=False).values("item")
    sharing = ScoringKey.objects.filter(Q(paper=paper_id) | Q(item__in=private)).values("paper")
    return papers.tests_with(sharing)


def hold_keys(paper_ids: Iterable[UUID | str], *, alone: bool = False) -> None:
    """Keep papers from being graded anew until the transaction ends; `alone` waits for all who are grading.

    Who grades holds the keys from before they are read until the points are written. So who grades anew after a
    correction sees the points of everybody who was graded by the old key. SQLite has one writer at a time anyway.
    """
    if connection.vendor != "postgresql":
        return
    way = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        for number in sorted(UUID(str(one)).int & _LOCK_BITS for one in paper_ids):
            cursor.execute(f"SELECT {way}(%s)", [number])


def same_keys(paper_id: UUID, item: str) -> list[ScoringKey]:
    """Return the key of an item in a paper, first, and in the other papers of its programme with the same item."""
    rows = ScoringKey.objects.filter(paper=paper_id, item=item).select_related("paper")
    own = rows.order_by("-number").first()
    if own is None:
        raise Http404
    others = ScoringKey.objects.filter(
        item=item, item_sha256=own.item_sha256, paper__programme=own.paper.programme_id
    ).exclude(paper=paper_id)
    if own.paper.programme_id is None:
        others = others.none()
    return [own, *{row.paper_id: row for row in others.order_by("number")}.values()]


def key_versions(paper_id: UUID, item: str) -> list[ScoringKey]:
    """Return every version of a key, the newest first."""
    rows = ScoringKey.objects.filter(paper=paper_id, item=item).select_related("made_by").order_by("-number")
    found = list(rows)
    if not found:
        raise Http404
    return found


# --- what waits for its release ---


def _waiting(now: datetime) -> Any:
    closed = Q(attempt__test__state="closed") | Q(attempt__test__closes_at__lte=now)
    graded = AttemptScore.objects.filter(attempt__state="graded")
    results = Q(is_released=False) & (
        Q(attempt__test__release="at-once") | closed & Q(attempt__test__release="after-close")
    )
    reasons = Q(is_explained=False, attempt__test__shows_rationales=True) & (
        closed | Q(attempt__test__purpose="practice")
    )
    reasons &= ~Q(attempt__test__release="never")
    return graded.filter(results | reasons)


def tests_to_release(now: datetime) -> list[UUID]:
    """Return the tests that may have results or reasons to let out (one query); reasons may still have to wait."""
    rows = _waiting(now).order_by().values_list("attempt__test", "attempt__paper", "is_released").distinct()
    found: dict[UUID, bool] = {}
    for test_id, paper_id, is_released in rows:
        if not found.get(test_id):
            found[test_id] = not is_released or releasing.is_free(_tests_with_keys_of(paper_id), now)
    return [test_id for test_id, is_due in found.items() if is_due]


def count_waiting(test_id: UUID, now: datetime) -> int:
    """Count the attempts of a test whose results or reasons wait."""
    return int(_waiting(now).filter(attempt__test=test_id).count())
