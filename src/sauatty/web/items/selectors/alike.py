"""Pairs of questions that say nearly the same, of those that a person may see."""

from typing import Any

from django.db.models import Q

from sauatty.web.base.models import Job
from sauatty.web.items import bank
from sauatty.web.items.models import AlikePair
from sauatty.web.items.selectors.rows import list_own


def list_alike(person: Any) -> list[AlikePair]:
    """Return the pairs of which the person may see both questions, the most alike first (two queries)."""
    seen = set(bank.items_by_id()) | set(list_own(person).values_list("slug", flat=True))
    return [one for one in AlikePair.objects.all() if one.first in seen and one.second in seen]


def alike_to(person: Any, item_id: str) -> list[tuple[str, AlikePair]]:
    """Return what is most like one question: the other id and the pair (two queries)."""
    pairs = AlikePair.objects.filter(Q(first=item_id) | Q(second=item_id))
    found = [(one.second if one.first == item_id else one.first, one) for one in pairs]
    own = set(list_own(person).filter(slug__in=[id for id, _one in found]).values_list("slug", flat=True))
    return [(id, one) for id, one in found if id in own or id in bank.items_by_id()]


def last_search() -> Job | None:
    """Return the newest search for questions that are alike, or None."""
    return Job.objects.filter(kind="items.alike").order_by("-created_at").first()
