"""Reads of published versions: those of a guide, and those that a reader may open."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.errors import GuideHiddenFromCoder
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.guides.models import Guide, Membership
from sauatty.web.publications.models import Version, VersionFile


def list_published(person: Any) -> QuerySet[Version]:
    """Return the newest version of each guide that a person may read (anyone signed in, or all if public)."""
    newer = Version.objects.filter(guide=OuterRef("guide"), number__gt=OuterRef("number"))
    versions = Version.objects.filter(~Exists(newer)).defer("documents", "changes")
    versions = versions.select_related("guide").order_by("-published_at")
    return versions if person.is_authenticated else versions.filter(guide__is_public=True)


def access_version(guide: Guide, number: int) -> Version:
    """Return a version of a guide (404)."""
    return get_object_or_404(guide.versions.select_related("published_by"), number=number)


def access_published(person: Any, slug: str, number: int | None) -> Version:
    """Return a published version for a reader: public, or the reader is signed in (404). None: the newest."""
    versions = Version.objects.filter(guide__slug=slug).select_related("guide__edition__document")
    if not person.is_authenticated:
        versions = versions.filter(guide__is_public=True)
    wanted = versions.filter(number=number) if number is not None else versions
    version = wanted.order_by("-number").first()
    if version is None:
        raise Http404
    if person.is_authenticated and version.guide.is_machine and is_hidden_from(version.guide.edition, person):
        raise GuideHiddenFromCoder
    return version


def access_version_file(version: Version, language: str, format: str) -> VersionFile:
    """Return a file of a version (404)."""
    return get_object_or_404(version.files, language=language, format=format)


def list_versions(guide: Guide) -> QuerySet[Version]:
    """Return the versions of a guide, newest first, without their documents."""
    return guide.versions.defer("documents").select_related("published_by")


def previous_version(version: Version) -> Version | None:
    """Return the version before one."""
    return Version.objects.filter(guide=version.guide_id, number__lt=version.number).first()


def written_by(people: Iterable[UUID]) -> dict[UUID, int]:
    """Count the published guides of which people are authors (one query)."""
    authors = Membership.objects.filter(person__in=list(people), role=Membership.Role.AUTHOR)
    published = authors.filter(Exists(Version.objects.filter(guide=OuterRef("guide"))))
    return dict(published.order_by().values_list("person").annotate(n=Count("guide")))
