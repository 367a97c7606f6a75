"""Publishing a version, once and for ever; withdrawing it, with a reason."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.lesson_checks import check_lesson
from sauatty.core.catalogue.lesson_reading import lesson_from_mapping, lesson_sha256
from sauatty.core.errors import LessonNotPublishable, LessonTextsStale, LessonUnchanged
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import stale
from sauatty.web.authoring.models import AuthoredLesson, LessonFile, LessonVersion
from sauatty.web.base import audit


@transaction.atomic
def publish(
    *, lesson: AuthoredLesson, actor: Any, note: str = "", accept_stale: bool = False
) -> LessonVersion:
    """Publish the draft as the next version.

    Raises
    ------
    LessonNotPublishable
        It breaks a rule that every lesson keeps.
    LessonTextsStale
        A translation is older than its source and nobody said that it may go out.
    LessonUnchanged
        The last version says the same already and is not withdrawn.
    """
    row = AuthoredLesson.objects.select_for_update().get(pk=lesson.pk)
    value, files = lesson_from_mapping(row.body, row.key), files_as_published(row)
    _refuse_unfinished(row, len(check_lesson(value)), accept_stale=accept_stale)
    last, sha256 = row.versions.order_by("-number").first(), lesson_sha256(value)
    if last and not last.withdrawn_at and (last.sha256, last.files) == (sha256, files):
        raise LessonUnchanged(number=last.number)
    version = LessonVersion.objects.create(
        lesson=row, number=last.number + 1 if last else 1, body=row.body, sha256=sha256, shas=row.shas, files=files,
        note=note[:500], published_by=actor, published_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "lesson.published", actor=actor, target=version, lesson=str(row.pk), key=row.key, number=version.number,
        sha256=sha256,
    )  # fmt: skip
    return version


def _refuse_unfinished(row: AuthoredLesson, n_holes: int, *, accept_stale: bool) -> None:
    if n_holes:
        raise LessonNotPublishable(n=n_holes)
    behind = stale.stale_texts(row.body, row.sources, row.language)
    if behind and not accept_stale:
        raise LessonTextsStale(n=len(behind))


def files_as_published(row: AuthoredLesson) -> list[dict[str, Any]]:
    """Return the pictures and files of the draft as a version keeps them: what they are and whose."""
    return [_file(one) for one in row.files.filter(removed_at=None).defer("content")]


def _file(one: LessonFile) -> dict[str, Any]:
    return {
        "id": str(one.pk), "kind": one.kind, "name": one.name, "media_type": one.media_type, "size": one.size,
        "width": one.width, "height": one.height, "author": one.author, "source": one.source, "licence": one.licence,
        "alt": {language: getattr(one, f"alt_{language}") for language in LANGUAGES},
    }  # fmt: skip


@transaction.atomic
def withdraw(*, lesson: AuthoredLesson, number: int, reason: str, actor: Any) -> LessonVersion:
    """Take a version away from readers; it is kept, with the reason. What was before it does not come back."""
    version = lesson.versions.select_for_update().get(number=number)
    if version.withdrawn_at is None:
        version.withdrawn_at, version.withdrawal_reason = timezone.now(), reason[:500]
        version.save(update_fields=["withdrawn_at", "withdrawal_reason"])
        audit.record(
            "lesson.withdrawn",
            actor=actor,
            target=version,
            key=lesson.key,
            number=number,
            reason=reason[:500],
        )
    return version


@transaction.atomic
def delete_demo_lessons() -> int:
    """Delete the invented lessons with their versions; real ones are never deleted."""
    rows = list(AuthoredLesson.objects.filter(is_demo=True))
    for row in rows:
        audit.record("lesson.demo_removed", actor=None, target=row, key=row.key)
        row.delete()
    return len(rows)
