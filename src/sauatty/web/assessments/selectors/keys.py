"""The keys of papers as they count now, and whether reasons may go out."""

from typing import Any
from uuid import UUID

from sauatty.web.assessments import releasing
from sauatty.web.assessments.keys import key_from_json
from sauatty.web.assessments.models import ScoringKey
from sauatty.web.assessments.results import KeyedItem
from sauatty.web.papers import selectors as papers


def current_keys(paper_id: UUID, *, with_whys: bool = False) -> list[ScoringKey]:
    """Return the key that counts now of each item of a paper, by item (one query)."""
    rows = ScoringKey.objects.filter(paper=paper_id).order_by("item", "number")
    rows = rows if with_whys else rows.defer("whys")
    return list({row.item: row for row in rows}.values())


def keyed_items(paper_id: UUID) -> list[KeyedItem]:
    """Return the items of a paper with the keys that count now, by item (one query)."""
    return [
        KeyedItem(key_from_json(row.key), row.competence, row.is_left_out, row.is_provisional)
        for row in current_keys(paper_id)
    ]


def keys_of(paper: Any) -> dict[str, KeyedItem]:
    """Return the items of a paper by id."""
    return {one.id: one for one in keyed_items(paper.pk)}


def may_explain(test: Any, paper_id: UUID, now: Any) -> bool:
    """Tell whether the reasons of a paper may go out with the results of a test (one query)."""
    return releasing.may_explain(test, papers.tests_using(paper_id), now)
