"""The only door to the rows of authoring. Who sees which: by the roles held in its programme, or at large."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.web.authoring.models import AuthoredLesson, LessonFile, LessonVersion
from sauatty.web.authoring.permissions import AUTHORS
from sauatty.web.authoring.published import (  # noqa: F401 - the door for other apps
    Correction,
    PublishedFile,
    PublishedLesson,
    Review,
    corrections_of,
    published_lessons,
    published_state,
    record_sha256,
    reviews_of,
    signatures,
    term_signatures,
    with_signatures,
)
from sauatty.web.base.roles import ADMIN
from sauatty.web.programmes import selectors as programmes

_ROLES = AUTHORS - {ADMIN}
EVERYTHING = Q(pk__isnull=False)  # an empty Q would vanish beside an OR


def _grants(person: Any) -> list[tuple[str, UUID | None]]:
    """Return kind and id of every grant that lets somebody write (one query per request, kept on the person)."""
    if not hasattr(person, "_author_grants"):
        rows = person.grants.filter(role__in=_ROLES).values_list("scope_kind", "scope_id")
        person._author_grants = list(rows)
    found: list[tuple[str, UUID | None]] = person._author_grants
    return found


def writes_everywhere(person: Any) -> bool:
    """Tell whether the person may write for the whole site."""
    return person.is_site_admin or any(kind == "site" for kind, _pk in _grants(person))


def may_start(person: Any) -> bool:
    """Tell whether the person may begin a lesson anywhere."""
    return writes_everywhere(person) or any(kind == "programme" for kind, _pk in _grants(person))


def _within(person: Any) -> Q:
    if writes_everywhere(person):
        return EVERYTHING
    return Q(programme__in=[pk for kind, pk in _grants(person) if kind == "programme"])


def list_lessons(person: Any) -> QuerySet[AuthoredLesson]:
    """List the lessons that a person writes or may look into, the last changed first."""
    return AuthoredLesson.objects.filter(_within(person))


def list_demo_lessons() -> list[AuthoredLesson]:
    """List the lessons that go with the invented data."""
    return list(AuthoredLesson.objects.filter(is_demo=True))


def list_with_versions(person: Any) -> QuerySet[AuthoredLesson]:
    """List the same without their texts, each with `last_number` and `published_at` (one query)."""
    rows = list_lessons(person).select_related("programme", "draft_changed_by").defer("body", "sources")
    return rows.annotate(last_number=Max("versions__number"), published_at=Max("versions__published_at"))


def access_lesson(person: Any, lesson_id: UUID | str) -> AuthoredLesson:
    """Return a lesson that the person may write; otherwise it does not exist (404)."""
    return get_object_or_404(list_lessons(person).select_related("programme"), pk=lesson_id)


def list_programmes_to_write_in(person: Any) -> QuerySet[Any]:
    """List the programmes that a lesson of this person may belong to."""
    rows = programmes.list_programmes(person)
    if writes_everywhere(person):
        return rows
    return rows.filter(pk__in=[pk for kind, pk in _grants(person) if kind == "programme"])


# --- versions and files ------------------------------------------------------------------------------------------


def list_versions(lesson: AuthoredLesson) -> QuerySet[LessonVersion]:
    """List the versions of one lesson, the newest first, without their texts."""
    return lesson.versions.select_related("published_by").defer("body")


def access_version(lesson: AuthoredLesson, number: int) -> LessonVersion:
    """Return one version of a lesson, or 404."""
    return get_object_or_404(lesson.versions.select_related("published_by"), number=number)


def last_version(lesson: AuthoredLesson) -> LessonVersion | None:
    """Return the newest version, or None."""
    return lesson.versions.order_by("-number").first()


def list_files(lesson: AuthoredLesson) -> QuerySet[LessonFile]:
    """List the pictures and files that stand in the draft, without what is in them."""
    return lesson.files.filter(removed_at=None).defer("content")


def access_file(lesson: AuthoredLesson, file_id: UUID | str) -> LessonFile:
    """Return one file of a lesson, or 404."""
    return get_object_or_404(lesson.files, pk=file_id)


def version_before(version: LessonVersion) -> LessonVersion | None:
    """Return the version before one, or None."""
    return LessonVersion.objects.filter(lesson=version.lesson_id, number__lt=version.number).first()


def access_published_file(file_id: UUID | str) -> LessonFile:
    """Return a file that stands in the newest version of a lesson, not withdrawn; or 404."""
    file = get_object_or_404(LessonFile.objects.all(), pk=file_id)
    last = LessonVersion.objects.filter(lesson=file.lesson_id).defer("body").first()
    if last is None or last.withdrawn_at or str(file.pk) not in {one["id"] for one in last.files}:
        raise Http404
    return file


def written_by(people: Iterable[UUID]) -> list[tuple[UUID, list[str]]]:
    """Return for each published lesson of some people who wrote it and its competences (one query)."""
    rows = LessonVersion.objects.filter(lesson__created_by__in=list(people), withdrawn_at__isnull=True)
    found = rows.order_by("lesson", "number").values_list("lesson", "lesson__created_by", "body__competences")
    newest = {lesson: (person, list(ids or [])) for lesson, person, ids in found}
    return list(newest.values())
