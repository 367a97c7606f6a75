"""Publishing a national version: once, for ever, in all three languages."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import NothingChanged, NotPublishable
from sauatty.web.base import audit
from sauatty.web.frameworks import selectors
from sauatty.web.frameworks.building import build_content, changes_between, is_same
from sauatty.web.frameworks.hashing import content_hash
from sauatty.web.frameworks.models import Adaptation, PublishedVersion


@transaction.atomic
def publish_version(*, actor: Any, adaptation: Adaptation, number: int) -> PublishedVersion:
    """Publish what the group has decided as version `number`; the same request again returns the same version.

    Raises
    ------
    NotPublishable
        Something is undecided or a text is missing in a language.
    NothingChanged
        The last version says the same already.
    """
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    if (there := locked.versions.filter(number=number).first()) is not None:
        return there
    blocking = [point for point in selectors.check_publishable(locked) if point.is_blocking]
    if blocking or number != selectors.next_number(locked):
        raise NotPublishable(n=max(1, len(blocking)))
    last = locked.versions.order_by("-number").first()
    now = timezone.now()
    content = _content(locked, number, now.year)
    if last is not None and is_same(last.content, content):
        raise NothingChanged(number=last.number)
    content["changes"] = changes_between(last.content if last else None, content)
    version = PublishedVersion.objects.create(
        adaptation=locked, slug=locked.slug, number=number, content=content,
        content_sha256=content_hash(content), is_demo=locked.is_demo, published_by=actor, published_at=now,
    )  # fmt: skip
    audit.record(
        "framework.published",
        actor=actor,
        target=version,
        version=str(version),
        sha256=version.content_sha256,
    )
    return version


def _content(adaptation: Adaptation, number: int, year: int) -> dict[str, Any]:
    rows, states = selectors.texts_and_states(adaptation)
    return build_content(
        adaptation,
        rows,
        number=number,
        year=year,
        states=states,
        validity=selectors.published_validity(adaptation),
    )
