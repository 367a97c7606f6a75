"""The invented programme's questions: two shipped ones copied beside it, one published and one still being changed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue.item_reading import load_items
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import in_language
from sauatty.web.items import selectors, services
from sauatty.web.programmes import selectors as programmes

PUBLISHED, CHANGED = "mil-1-2-a", "mil-2-2-a"


def make(actor: Any) -> None:
    """Copy two shipped questions into the invented programme, unless copies are there."""
    programme = programmes.demo_programme(actor)
    known = {one.id: one for one in load_items()}
    if programme is None or PUBLISHED not in known or CHANGED not in known:
        return
    there = {row.made_from for row in selectors.list_own(actor).filter(programme=programme)}
    if PUBLISHED not in there:
        services.publish(
            item=services.copy_item(actor=actor, item=known[PUBLISHED], programme=programme), actor=actor
        )
    if CHANGED not in there:
        row = services.copy_item(actor=actor, item=known[CHANGED], programme=programme)
        stem = row.body["stem"] | {"kk": f"{row.body['stem']['kk']} Бір жауап таңдаңыз."}
        services.write_draft(
            item=row, body={**row.body, "stem": stem}, actor=actor, seen=services.draft_sha256(row)
        )


def count() -> Iterator[DemoCount]:
    """Name the questions that go, also those that people wrote in the invented programme."""
    rows = selectors.list_demo_items()
    yield DemoCount(
        _("Test questions"), len(rows), tuple(in_language(one, "stem") or one.slug for one in rows)
    )


def remove() -> None:
    """Delete what is invented."""
    services.delete_demo_items()
