"""Storing a published version, once and for ever."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.web.base import audit
from sauatty.web.frameworks.hashing import content_hash
from sauatty.web.frameworks.models import PublishedVersion


@transaction.atomic
def store_version(
    *, actor: Any, slug: str, number: int, content: Mapping[str, Any], is_demo: bool
) -> PublishedVersion:
    """Store version `number` of a framework; the same number again is refused by the database."""
    version = PublishedVersion.objects.create(
        slug=slug, number=number, content=content, content_sha256=content_hash(content), is_demo=is_demo,
        published_by=actor, published_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "framework.published",
        actor=actor,
        target=version,
        version=str(version),
        sha256=version.content_sha256,
    )
    return version


def remove_versions(*, slugs: list[str]) -> None:
    """Delete invented versions; real ones are never deleted."""
    PublishedVersion.objects.filter(slug__in=slugs, is_demo=True).delete()
