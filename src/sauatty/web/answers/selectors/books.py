"""Which codebooks there are for a person, and for a question."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404

from sauatty.core.catalogue.answer_codebooks import (
    AnswerCodebook,
    answer_codebook_from_mapping,
    load_answer_codebooks,
)
from sauatty.core.catalogue.instrument_reading import version_key
from sauatty.web.answers.books import find_book
from sauatty.web.answers.models import Codebook, CodebookVersion, Recoding
from sauatty.web.answers.selectors.access import scopes_of
from sauatty.web.programmes import selectors as programmes


def list_books(person: Any, programme_id: UUID, role: str = "") -> list[AnswerCodebook]:
    """Return the versions that a coding of a programme may take, those made for the question's role first."""
    own = CodebookVersion.objects.filter(codebook__programme=programme_id)
    names = own.order_by("codebook__created_at", "-number").values_list("codebook__slug", "number")
    found = [*shipped_books(), *(find_book(slug, str(n)) for slug, n in names)]
    return sorted(found, key=lambda one: role not in one.question_roles)


def shipped_books() -> list[AnswerCodebook]:
    """Return the codebooks that come with Sauatty, the newest version of each first."""
    found = sorted(load_answer_codebooks(), key=lambda one: version_key(one.version), reverse=True)
    return sorted(found, key=lambda one: one.id)


def list_programmes(person: Any) -> QuerySet[Any]:
    """List the programmes for which a person may make codebooks."""
    scopes, every = scopes_of(person), programmes.list_programmes(person)
    if person.is_site_admin or any(kind == "site" for kind, _pk in scopes):
        return every
    return every.filter(pk__in=[pk for kind, pk in scopes if kind == "programme"])


def list_codebooks(person: Any) -> QuerySet[Codebook]:
    """List the codebooks of the programmes that a person manages, with `n_versions`, without their drafts."""
    mine = Codebook.objects.filter(programme__in=list_programmes(person).order_by().values("pk"))
    return mine.select_related("programme").annotate(n_versions=Count("versions"))


def access_codebook(person: Any, codebook_id: UUID) -> Codebook:
    """Return a codebook that a person may change (404)."""
    return get_object_or_404(list_codebooks(person), pk=codebook_id)


def draft_of(codebook: Codebook) -> AnswerCodebook:
    """Return the draft as core reads it."""
    return answer_codebook_from_mapping(codebook.body, codebook.slug)


def list_versions(codebook: Codebook) -> QuerySet[CodebookVersion]:
    """List the published versions, the newest first."""
    return codebook.versions.defer("body")


def list_recodings(project: Any) -> QuerySet[Recoding]:
    """List the moves of a coding to other versions, the last first."""
    return Recoding.objects.filter(project=project)
