"""Writing the draft of a lesson: every change under a lock, with the hash of what the writer saw."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.lesson_reading import (
    language_sha256,
    lesson_as_mapping,
    lesson_from_mapping,
    load_lessons,
)
from sauatty.core.catalogue.lessons import Lesson
from sauatty.core.errors import LessonFileRefused, LessonKeyTaken, LessonPartMoved, LessonWasPublished
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import parts, stale
from sauatty.web.authoring.bodies import source_sha256
from sauatty.web.authoring.models import AuthoredLesson
from sauatty.web.authoring.parts import Body, Part
from sauatty.web.authoring.published import published_lessons
from sauatty.web.base import audit

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
Change = Callable[[Body], Body]


def plain(value: Any) -> Any:
    """Return a JSON value without signs that no database and no form keeps (NUL, controls, halves of letters)."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def as_stored(body: Body) -> Body:
    """Return a body in its canonical form; one that breaks the schema is refused."""
    return lesson_as_mapping(lesson_from_mapping(plain(body), str(body.get("id", ""))))


def part_hash(part: Part) -> str:
    """Return what tells one state of a part from another."""
    shape = part.shape
    keys = {*shape.texts, *shape.lines, *shape.plain, *(row.key for row in shape.rows)}
    seen = {key: part.content.get(key) for key in sorted(keys) if part.content.get(key)}
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# --- beginning ---------------------------------------------------------------------------------------------------


@transaction.atomic
def start_lesson(
    *, actor: Any, module: str, titles: Mapping[str, str], language: str, author: str, programme: Any = None,
    is_demo: bool = False,
) -> AuthoredLesson:  # fmt: skip
    """Begin a lesson without texts."""
    slug = free_slug(module, titles.get("en") or "lesson")
    body = parts.empty_body(module, slug, titles, author)
    return _create(actor, body, language=language, programme=programme, is_demo=is_demo)


@transaction.atomic
def copy_lesson(
    *, actor: Any, lesson: Lesson, programme: Any = None, takes_place: bool = False, is_demo: bool = False
) -> AuthoredLesson:
    """Copy a shipped or published lesson into a draft.

    With `takes_place` the draft keeps the key: once published, it stands where the other stood, and progress and plans
    go on. Only one such draft can be.
    """
    if takes_place and AuthoredLesson.objects.filter(module=lesson.module, slug=lesson.id).exists():
        raise LessonKeyTaken(key=lesson.key)
    slug = lesson.id if takes_place else free_slug(lesson.module, lesson.id)
    body = lesson_as_mapping(lesson) | {"id": slug}
    body["provenance"] = dict(body.get("provenance") or {}) | {
        "adapted_from": f"{lesson.title.text('en')} ({lesson.key}), {lesson.provenance.licence}",
        "reviewed_by": {},
    }  # fmt: skip
    return _create(
        actor, body, language="kk" if lesson.title.kk else lesson.title.pick("kk")[1], programme=programme,
        made_from=lesson.key, made_from_sha256=source_sha256(lesson), is_demo=is_demo,
    )  # fmt: skip


@transaction.atomic
def start_from_body(
    *, actor: Any, body: Body, programme: Any = None, takes_place: bool = False
) -> AuthoredLesson:
    """Begin a lesson with what a file said; its signatures are not taken over, this site knows nothing of them."""
    module, wanted = str(body["module"]), str(body["id"])
    if module in parts.NOT_MODULES:
        raise LessonFileRefused(
            name=wanted, problem=f"module is {module!r}, which is another page of lessons"
        )
    if takes_place and AuthoredLesson.objects.filter(module=module, slug=wanted).exists():
        raise LessonKeyTaken(key=f"{module}.{wanted}")
    slug = wanted if takes_place else free_slug(module, wanted)
    provenance = dict(body.get("provenance") or {}) | {"reviewed_by": {}}
    return _create(actor, {**body, "id": slug, "provenance": provenance}, language="kk", programme=programme)


def known_lesson(key: str) -> Lesson | None:
    """Return a shipped or published lesson by its key; the published one where both have it."""
    own = next((one.lesson for one in published_lessons() if one.key == key), None)
    return own or next((one for one in load_lessons() if one.key == key), None)


def source_has_changed(lesson: AuthoredLesson) -> bool:
    """Tell whether the lesson that one was made from says something else by now."""
    if not lesson.made_from:
        return False
    if lesson.made_from == lesson.key:  # it stands in the place of the shipped one: that is what it follows
        source = next((one for one in load_lessons() if one.key == lesson.key), None)
    else:
        source = known_lesson(lesson.made_from)
    return source is not None and source_sha256(source) != lesson.made_from_sha256


def free_slug(module: str, wanted: str) -> str:
    """Return an id that no lesson of the module has, neither shipped nor written here."""
    base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")[:40].strip("-") or "lesson"
    taken = {one.id for one in load_lessons() if one.module == module}
    taken |= set(AuthoredLesson.objects.filter(module=module).values_list("slug", flat=True))
    names = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in names if name not in taken)


def _create(actor: Any, body: Body, **fields: Any) -> AuthoredLesson:
    programme = fields.get("programme")
    row = AuthoredLesson(
        module=body["module"], slug=body["id"], created_by=actor, draft_changed_by=actor,
        draft_changed_at=timezone.now(), organisation=getattr(actor, "organisation", None), **fields,
    )  # fmt: skip
    row.is_demo = row.is_demo or bool(programme and programme.is_demo)  # it goes when its programme goes
    _set_body(row, body)
    row.save(force_insert=True)
    audit.record("lesson.started", actor=actor, target=row, key=row.key, made_from=row.made_from)
    return row


def _set_body(row: AuthoredLesson, body: Body) -> None:
    """Keep the body, and repeat its titles and the hashes of its texts: lists and the desk ask for them."""
    row.body = as_stored(body)
    lesson = lesson_from_mapping(row.body, row.key)
    row.shas = {language: language_sha256(lesson, language) for language in LANGUAGES}
    for language in LANGUAGES:
        setattr(row, f"title_{language}", getattr(lesson.title, language)[:300])
    if not any(getattr(row, f"title_{language}") for language in LANGUAGES):
        setattr(row, f"title_{row.language}", row.slug)


# --- changing ----------------------------------------------------------------------------------------------------


def change_body(
    lesson: AuthoredLesson, actor: Any, change: Change, *, what: str, confirmed: Collection[str] = ()
) -> AuthoredLesson:
    """Run one change of the draft under a lock and keep it. Call it in a transaction."""
    row = AuthoredLesson.objects.select_for_update().get(pk=lesson.pk)
    before = row.body
    _set_body(row, change(before))
    row.sources = stale.follow(before, row.body, row.sources, row.language, confirmed)
    row.draft_changed_at, row.draft_changed_by = timezone.now(), actor
    row.save()
    audit.record("lesson.draft_changed", actor=actor, target=row, what=what)
    return row


@transaction.atomic
def write_part(
    *, lesson: AuthoredLesson, name: str, content: Mapping[str, Any], actor: Any, seen: str,
    fits: Collection[str] = (),
) -> AuthoredLesson:  # fmt: skip
    """Keep a part as it was written.

    Parameters
    ----------
    seen : str
        The hash of the part that the writer saw.
    fits : collection of str
        Languages whose texts of this part somebody compared with the leading ones.

    Raises
    ------
    LessonPartMoved
        The part says something else by now, or is gone.
    """

    def change(body: Body) -> Body:
        there = parts.find_part(body, name)
        if there is None or part_hash(there) != seen:
            raise LessonPartMoved
        return parts.write_part(body, name, content)

    confirmed = {f"{place}:{one}" for place in _places(lesson, name) for one in fits}
    return change_body(lesson, actor, change, what=name, confirmed=confirmed)


def _places(lesson: AuthoredLesson, name: str) -> list[str]:
    part = parts.find_part(lesson.body, name)
    return [place for place, _texts in parts.part_texts(part)] if part else []


@transaction.atomic
def save_language_texts(
    *, lesson: AuthoredLesson, change: Change, language: str, actor: Any
) -> AuthoredLesson:
    """Keep changed texts of one language, such as a reader's corrections; translations of a leading text go stale."""
    return change_body(lesson, actor, change, what=f"texts in {language}")


@transaction.atomic
def add_part(*, lesson: AuthoredLesson, kind: str, actor: Any) -> tuple[AuthoredLesson, str]:
    """Put an empty section or question at the end; returns its name too."""
    names: list[str] = []

    def change(body: Body) -> Body:
        found, name = parts.add_part(body, kind)
        names.append(name)
        return found

    row = change_body(lesson, actor, change, what=f"new {kind}")
    return row, names[0]


@transaction.atomic
def move_part(*, lesson: AuthoredLesson, name: str, step: int, actor: Any) -> AuthoredLesson:
    """Put a section or question one place up (-1) or down (1)."""
    return change_body(lesson, actor, lambda body: parts.move_part(body, name, step), what=f"order of {name}")


@transaction.atomic
def take_out_part(*, lesson: AuthoredLesson, name: str, actor: Any) -> AuthoredLesson:
    """Take a section or question out of the draft; published versions keep theirs."""
    return change_body(lesson, actor, lambda body: parts.remove_part(body, name), what=f"without {name}")


@transaction.atomic
def write_head(
    *, lesson: AuthoredLesson, actor: Any, author: str, language: str, written: Mapping[str, str]
) -> AuthoredLesson:
    """Keep who is named as the author, which language leads, and who wrote each language."""
    row = AuthoredLesson.objects.select_for_update().get(pk=lesson.pk)
    if row.language != language:
        row.language, row.sources = language, {}
        row.save(update_fields=["language", "sources"])

    def change(body: Body) -> Body:
        known = dict(body.get("provenance") or {})
        return {**body, "provenance": known | {"author": author, "written": dict(written)}}

    return change_body(row, actor, change, what="author and languages")


@transaction.atomic
def delete_draft(*, lesson: AuthoredLesson, actor: Any) -> None:
    """Delete a lesson that was never published, with its pictures and files; LessonWasPublished for any other."""
    row = AuthoredLesson.objects.select_for_update().get(pk=lesson.pk)
    if row.versions.exists():
        raise LessonWasPublished
    audit.record("lesson.draft_deleted", actor=actor, target=row, key=row.key)
    row.delete()


@transaction.atomic
def go_on_from(*, lesson: AuthoredLesson, body: Body, actor: Any, what: str) -> AuthoredLesson:
    """Put a version or a file in the place of the draft."""
    kept = {"id": lesson.slug, "module": lesson.module}
    return change_body(lesson, actor, lambda _now: {**body, **kept}, what=what)
