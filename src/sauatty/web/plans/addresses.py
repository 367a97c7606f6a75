"""Where the plan behind a cohort is shown, for the pages of programmes."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from sauatty.web.plans import selectors


def plan_addresses(person: Any, ids: set[UUID]) -> dict[UUID, str]:
    """Return the address of each version that the person may see (two queries)."""
    found = selectors.addresses_of(ids)
    visible = selectors.visible_campaigns(person, {campaign for _pk, campaign, _number in found})
    return {
        pk: f"{reverse('plans:plan_detail', args=[campaign])}?version={number}"
        for pk, campaign, number in found
        if campaign in visible
    }
