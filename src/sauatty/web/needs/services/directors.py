"""Links for directors: made by the coordinator for one institution, shown once, taken back at any time."""

import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.base import audit
from sauatty.web.needs.models import DirectorLink
from sauatty.web.needs.tokens import hash_of

TOKEN_BYTES = 24


@transaction.atomic
def make_director_link(*, actor: Any, campaign: Any, organisation: Any) -> str:
    """Make the link of an institution and return its token, which nothing here keeps; an older link ends."""
    older = DirectorLink.objects.select_for_update().filter(
        campaign=campaign, organisation=organisation, revoked_at__isnull=True
    )
    older.update(revoked_at=timezone.now())
    token = secrets.token_urlsafe(TOKEN_BYTES)
    made = DirectorLink.objects.create(
        campaign=campaign, organisation=organisation, token_hash=hash_of(token), created_by=actor
    )
    audit.record(
        "needs.director_link_made", actor=actor, target=made, campaign=str(campaign.pk),
        organisation=str(organisation.pk),
    )  # fmt: skip
    return token


@transaction.atomic
def revoke_director_link(*, actor: Any, link: DirectorLink) -> None:
    """Take a link back: its page is not there any more."""
    DirectorLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    audit.record("needs.director_link_revoked", actor=actor, target=link, campaign=str(link.campaign_id))
