"""Who works on a guide, and its settings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.guides.models import Guide, Membership


@transaction.atomic
def add_member(*, guide: Guide, person: Any, role: str, actor: Any) -> Membership | None:
    """Give a person a part in a guide; the same person again changes the part. None: the last author stays one."""
    if role != Membership.Role.AUTHOR and _is_last_author(guide, person.pk):
        return None
    member, _is_new = Membership.objects.update_or_create(guide=guide, person=person, defaults={"role": role})
    audit.record("guide.member_added", actor=actor, target=guide, person=str(person.pk), role=role)
    return member


@transaction.atomic
def remove_member(*, guide: Guide, person_id: Any, actor: Any) -> bool:
    """Take a person's part away; the last author stays, or nobody could write any more."""
    if _is_last_author(guide, person_id):
        return False
    removed = Membership.objects.filter(guide=guide, person_id=person_id).delete()[0]
    if removed:
        audit.record("guide.member_removed", actor=actor, target=guide, person=str(person_id))
    return bool(removed)


def _is_last_author(guide: Guide, person_id: Any) -> bool:
    authors = Membership.objects.select_for_update().filter(guide=guide, role=Membership.Role.AUTHOR)
    return list(authors.values_list("person_id", flat=True)) == [person_id]


@transaction.atomic
def change_settings(*, guide: Guide, actor: Any, facts: Mapping[str, Any]) -> Guide:
    """Change titles, policy, number of signatures, and who may read published versions."""
    for language in LANGUAGES:
        setattr(guide, f"title_{language}", facts["titles"].get(language, ""))
    guide.stale_policy = facts["stale_policy"]
    guide.signatures_needed = facts["signatures_needed"]
    guide.is_public = facts["is_public"]
    guide.save()
    audit.record(
        "guide.settings_changed", actor=actor, target=guide, policy=guide.stale_policy,
        signatures=guide.signatures_needed, is_public=guide.is_public,
    )  # fmt: skip
    return guide


@transaction.atomic
def delete_demo_guides() -> int:
    """Delete the guides that rest on invented curricula; real ones are never deleted."""
    guides = list(Guide.objects.filter(is_demo=True))
    for guide in guides:
        audit.record("guide.demo_removed", actor=None, target=guide, slug=guide.slug)
        guide.delete()
    return len(guides)
