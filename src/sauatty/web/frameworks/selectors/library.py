"""Every framework there is: those of the content and the newest published national versions, as one kind of value.

Published rows never change, so what was made of one is kept under its id; one query tells which are the newest.
Thereby every process sees a new version at once, and none reads a framework from the database twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core import catalogue
from sauatty.core.catalogue import (
    Crosswalk,
    Framework,
    FrameworkNode,
    crosswalk_from,
    framework_from,
)
from sauatty.core.errors import UnknownCompetence, UnknownFramework
from sauatty.web.frameworks.errors import VersionDamaged
from sauatty.web.frameworks.hashing import content_hash
from sauatty.web.frameworks.models import PublishedVersion

PRIMARY = "gmilaf"
# What the first is to the second where the second is the named one to the first.
INVERSE = {"broader": "narrower", "narrower": "broader"}


@dataclass(frozen=True, eq=False)
class Published:
    """One published version with the values that the rest of the house works with; one object for each row."""

    id: UUID
    slug: str
    number: int
    is_demo: bool
    sha256: str
    published_at: datetime
    content: Mapping[str, Any]

    @cached_property
    def framework(self) -> Framework:
        """The framework as the same value that content frameworks are."""
        return framework_from(self.content["framework"], self.name)

    @cached_property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """The links from the national version to each of its sources."""
        return tuple(crosswalk_from(one, self.name) for one in self.content["crosswalks"])

    @property
    def name(self) -> str:
        """How the version is cited: slug and number."""
        return f"{self.slug}@{self.number}"


@dataclass(frozen=True)
class Library:
    """What is there at one moment."""

    published: tuple[Published, ...]

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks of the content, then the national ones."""
        return (*catalogue.load_frameworks(), *(one.framework for one in self.published))

    @cached_property
    def crosswalks(self) -> tuple[Crosswalk, ...]:
        """The crosswalks of the content, then those of the national versions."""
        return (*catalogue.crosswalks(), *(link for one in self.published for link in one.crosswalks))

    def framework(self, slug: str) -> Framework:
        """Return one framework; UnknownFramework if there is none."""
        for candidate in self.frameworks:
            if candidate.id == slug:
                return candidate
        raise UnknownFramework(framework=slug, known=", ".join(known.id for known in self.frameworks))

    def competence(self, node_id: str) -> FrameworkNode:
        """Return the node of an id or an alias; UnknownCompetence if there is none."""
        slug = node_id.partition(".")[0]
        for one in self.published:
            if one.slug == slug:
                return one.framework.node(node_id)
        return catalogue.competence(node_id)


def get_library() -> Library:
    """Return all frameworks and crosswalks (one query)."""
    rows = PublishedVersion.objects.order_by("slug", "number").values_list("slug", "pk")
    return _library(tuple(dict(rows).values()))


@lru_cache(maxsize=8)
def _library(keys: tuple[UUID, ...]) -> Library:
    return Library(tuple(_published(key) for key in keys))


@lru_cache(maxsize=256)
def _published(key: UUID) -> Published:
    row = PublishedVersion.objects.get(pk=key)
    if content_hash(row.content) != row.content_sha256:
        raise VersionDamaged(version=str(row))
    return Published(
        row.pk, row.slug, row.number, row.is_demo, row.content_sha256, row.published_at, row.content
    )


# --- what other apps ask ---------------------------------------------------------


def list_usable_frameworks() -> tuple[Framework, ...]:
    """Return the frameworks of the content and the newest version of each national one (one query)."""
    return get_library().frameworks


def get_framework(slug: str) -> Framework:
    """Return a framework by its slug, or one version by 'slug@2'; UnknownFramework if there is none.

    Frameworks of the content need no query.
    """
    for candidate in catalogue.load_frameworks():
        if candidate.id == slug:
            return candidate
    one = _national(slug)
    return one.framework if one else get_library().framework(slug)


def _national(slug: str) -> Published | None:
    """Return the newest version of a national framework, or the one that 'slug@2' names; else None."""
    bare, at, number = slug.partition("@")
    if not at:
        return find_published(slug)
    key = (
        PublishedVersion.objects.filter(slug=bare, number=_whole(number)).values_list("pk", flat=True).first()
    )
    if key is None:
        raise UnknownFramework(framework=slug, known=bare)
    return _published(key)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def sources_of(slug: str) -> dict[str, tuple[str, ...]]:
    """Return which competences of a framework each source competence leads to, for machine proposals.

    Keys are ids of the sources of a national version, and always ids of the primary framework: where it is no
    source itself, its crosswalk to the source is followed. For a framework of the content: its crosswalk from
    the primary one; the primary framework leads to itself.
    """
    if slug == PRIMARY:
        return {node.id: (node.id,) for node in get_framework(slug).competences}
    one = _national(slug)
    if one is None:
        return _targets(_content_link(get_framework(slug).id))
    found: dict[str, tuple[str, ...]] = {}
    for link in one.crosswalks:
        for row in link.rows:
            found[row.target] = (*found.get(row.target, ()), row.source)
    return _from_primary(found, one) | found


def _from_primary(found: Mapping[str, tuple[str, ...]], one: Published) -> dict[str, tuple[str, ...]]:
    """Follow the crosswalks of the content from the primary framework to the sources."""
    led: dict[str, tuple[str, ...]] = {}
    for link in one.crosswalks:
        for source, middles in _targets(_content_link(link.target)).items():
            ends = (end for middle in middles for end in found.get(middle, ()))
            led[source] = tuple(dict.fromkeys((*led.get(source, ()), *ends)))
    return {source: ends for source, ends in led.items() if ends}


def _content_link(target: str) -> Crosswalk | None:
    links = catalogue.crosswalks()
    return next((link for link in links if (link.source, link.target) == (PRIMARY, target)), None)


def _targets(link: Crosswalk | None) -> dict[str, tuple[str, ...]]:
    return {row.source: link.targets(row.source) for row in link.rows} if link else {}


# --- versions --------------------------------------------------------------------


def access_version(slug: str, number: int) -> Published:
    """Return one published version, also an older one, or 404."""
    return _published(get_object_or_404(PublishedVersion.objects.only("pk"), slug=slug, number=number).pk)


def find_published(slug: str) -> Published | None:
    """Return the newest published version of a slug, or None for a framework of the content."""
    return next((one for one in get_library().published if one.slug == slug), None)


def access_framework(slug: str) -> Framework:
    """Return a framework of the content or a published national one, or 404."""
    try:
        return get_framework(slug)
    except UnknownFramework as error:
        raise Http404 from error


def access_node(slug: str, code_or_alias: str) -> FrameworkNode:
    """Return a node of a framework by its code, id or alias, or 404."""
    try:
        return access_framework(slug).node(code_or_alias)
    except UnknownCompetence as error:
        raise Http404 from error
