"""What other apps see of authored lessons: published versions as values, and who signed which text."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q

from sauatty.core.catalogue.lesson_reading import language_sha256, texts_of
from sauatty.core.catalogue.lessons import Lesson, Term
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.authoring.bodies import keep_version, known_version, text_shas
from sauatty.web.authoring.models import LessonVersion, TextReview

_SIGNED = (TextReview.Decision.SIGNED, TextReview.Decision.CORRECTED)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A picture or file of a published version, with whose it is. `alt` is empty for a file that is no picture."""

    id: str
    kind: str
    name: str
    media_type: str
    size: int
    width: int
    height: int
    author: str
    source: str
    licence: str
    alt: Translated


@dataclass(frozen=True, slots=True)
class PublishedLesson:
    """The newest version of an authored lesson, as value; `lesson.provenance.reviewed_by` are the signatures of now."""

    lesson: Lesson
    lesson_id: UUID
    number: int
    sha256: str
    published_at: datetime
    made_from: str
    organisation: Translated
    is_demo: bool = False
    files: tuple[PublishedFile, ...] = ()

    @property
    def key(self) -> str:
        """Return the key of the lesson."""
        return self.lesson.key


@dataclass(frozen=True, slots=True)
class Review:
    """What one reader decided about the text of one language; `sha256` is the text that it holds for."""

    kind: str
    key: str
    language: str
    sha256: str
    name: str
    decision: str
    note: str
    at: datetime
    read_sha256: str = ""

    @property
    def is_signature(self) -> bool:
        """Tell whether a named reader stands behind the text."""
        return self.decision in _SIGNED and bool(self.name)


def published_lessons() -> list[PublishedLesson]:
    """Return the newest version of every authored lesson that is not withdrawn (two queries, bodies read once)."""
    rows = LessonVersion.objects.annotate(newest=Max("lesson__versions__number")).filter(
        number=F("newest"), withdrawn_at=None
    )
    found = list(rows.select_related("lesson__organisation").defer(
        "body", "lesson__body", "lesson__sources"
    ).order_by("lesson__module", "lesson__created_at", "lesson__slug"))  # fmt: skip
    _read_new_bodies(found)
    lessons = {row.pk: known_version(row.sha256) or keep_version(row.sha256, row.body) for row in found}
    signed = signatures(lessons.values()) if lessons else {}
    return [_published(row, with_signatures(lessons[row.pk], signed)) for row in found]


def published_state() -> str:
    """Return what changes whenever a version is published or withdrawn or a text is signed (two small queries)."""
    versions = LessonVersion.objects.aggregate(
        n=Count("pk"), last=Max("published_at"), gone=Max("withdrawn_at")
    )
    reviews = TextReview.objects.aggregate(
        n=Count("pk"), last=Max("at"), named=Count("pk", filter=~Q(name=""))
    )
    return " ".join(str(one) for one in (*versions.values(), *reviews.values()))


def _read_new_bodies(rows: Iterable[LessonVersion]) -> None:
    """Read together the bodies that this process has not seen, so that none is fetched alone."""
    new = [row.pk for row in rows if known_version(row.sha256) is None]
    for sha256, body in LessonVersion.objects.filter(pk__in=new).values_list("sha256", "body") if new else ():
        keep_version(sha256, body)


def _published(row: LessonVersion, lesson: Lesson) -> PublishedLesson:
    at = row.lesson.organisation
    names = Translated(at.name_kk, at.name_ru, at.name_en) if at else Translated()
    return PublishedLesson(
        lesson, row.lesson_id, row.number, row.sha256, row.published_at, row.lesson.made_from, names,
        row.lesson.is_demo, tuple(_file(one) for one in row.files),
    )  # fmt: skip


def _file(kept: Mapping[str, Any]) -> PublishedFile:
    return PublishedFile(**{**kept, "alt": Translated.from_mapping(kept["alt"])})


# --- reviews -----------------------------------------------------------------------------------------------------


def reviews_of(keys: Iterable[str], kind: str = "lesson") -> dict[str, tuple[Review, ...]]:
    """Return all that readers decided about some texts, the newest first (one query)."""
    found: dict[str, list[Review]] = {}
    for row in TextReview.objects.filter(kind=kind, key__in=list(keys)).defer("texts"):
        found.setdefault(row.key, []).append(
            Review(
                row.kind,
                row.key,
                row.language,
                row.sha256,
                row.name,
                row.decision,
                row.note,
                row.at,
                row.read_sha256,
            )
        )
    return {key: tuple(some) for key, some in found.items()}


def signatures(lessons: Iterable[Lesson]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return by key and language the names of those who signed the text exactly as it stands (one query)."""
    shas = {lesson.key: text_shas(lesson) for lesson in lessons}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, reviews in reviews_of(shas).items():
        for language in LANGUAGES:
            names = [
                one.name for one in reviews
                if one.is_signature and (one.language, one.sha256) == (language, shas[key][language])
            ]  # fmt: skip
            if names:
                found[key, language] = tuple(dict.fromkeys(reversed(names)))
    return found


def with_signatures(lesson: Lesson, signed: Mapping[tuple[str, str], tuple[str, ...]]) -> Lesson:
    """Return the lesson with the signatures of this site beside those of its file."""
    own = {
        language: signed[lesson.key, language] for language in LANGUAGES if (lesson.key, language) in signed
    }
    if not own:
        return lesson
    known = lesson.provenance.reviewed_by
    names = {one: tuple(dict.fromkeys((*known.get(one, ()), *own.get(one, ())))) for one in {*known, *own}}
    return replace(lesson, provenance=replace(lesson.provenance, reviewed_by=names))


def record_sha256(record: Lesson | Term, language: str) -> str:
    """Return the hash of the texts of a language: what a reader signs."""
    if isinstance(record, Lesson):
        return language_sha256(record, language)
    texts = [[place, getattr(text, language)] for place, text in texts_of(record)]
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def term_signatures(term: Term) -> dict[str, tuple[str, ...]]:
    """Return by language the names of those who signed a term exactly as it stands (one query)."""
    reviews = reviews_of([term.id], TextReview.Kind.TERM).get(term.id, ())
    shas = {language: record_sha256(term, language) for language in LANGUAGES}
    found: dict[str, dict[str, None]] = {}
    for one in reversed(reviews):
        if one.is_signature and one.sha256 == shas[one.language]:
            found.setdefault(one.language, {})[one.name] = None
    return {language: tuple(names) for language, names in found.items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader corrected in the text of one language and signed: place, new text."""

    kind: str
    key: str
    language: str
    read_sha256: str
    sha256: str
    name: str
    note: str
    at: datetime
    texts: Mapping[str, str]


def corrections_of(kind: str = "", key: str = "", language: str = "") -> list[Correction]:
    """Return the corrections of all texts, or of one, the newest first (one query)."""
    wanted = {name: value for name, value in (("kind", kind), ("key", key), ("language", language)) if value}
    rows = TextReview.objects.filter(decision=TextReview.Decision.CORRECTED, **wanted)
    return [
        Correction(
            row.kind,
            row.key,
            row.language,
            row.read_sha256,
            row.sha256,
            row.name,
            row.note,
            row.at,
            row.texts,
        )
        for row in rows
    ]
