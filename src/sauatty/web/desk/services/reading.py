"""Declaring a language, keeping what is not signed yet, signing, sending back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.lesson_reading import language_sha256, lesson_from_mapping
from sauatty.core.errors import LessonTextMoved, NotANativeReader
from sauatty.web.authoring import services as authoring
from sauatty.web.base import audit
from sauatty.web.desk import selectors
from sauatty.web.desk.models import NativeReader, ReadingDraft
from sauatty.web.desk.texts import DeskText, corrected_mapping, corrected_sha256


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader did with a text: the hash of what they saw, all corrections against what stands, a remark."""

    text: DeskText
    language: str
    seen: str
    texts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def declare_language(*, actor: Any, language: str, name: str) -> NativeReader:
    """Keep that a language is the person's native one, and the name they sign with."""
    row, is_new = NativeReader.objects.update_or_create(
        person=actor, language=language, defaults={"name": name.strip()[:200], "declared_at": timezone.now()}
    )
    audit.record("reader.declared", actor=actor, target=row, language=language)
    return row


@transaction.atomic
def take_back_language(*, actor: Any, language: str) -> None:
    """Forget the declaration; what was signed stays signed."""
    for row in NativeReader.objects.filter(person=actor, language=language):
        audit.record("reader.taken_back", actor=actor, target=row, language=language)
        row.delete()


@transaction.atomic
def keep_draft(*, actor: Any, reading: Reading) -> ReadingDraft | None:
    """Keep corrections that are not signed yet; with nothing to keep the draft goes."""
    place = _place(actor, reading)
    if not reading.texts and not reading.note.strip():
        ReadingDraft.objects.filter(**place).delete()
        return None
    values = {"texts": dict(reading.texts), "note": reading.note[:4000], "changed_at": timezone.now()}
    return ReadingDraft.objects.update_or_create(**place, defaults=values)[0]


def _place(actor: Any, reading: Reading) -> dict[str, Any]:
    text = reading.text
    return {"person": actor, "kind": text.kind, "key": text.key, "language": reading.language}


@transaction.atomic
def sign(*, actor: Any, reading: Reading) -> Any:
    """Sign a text, with the corrections if there are any.

    Corrections of a lesson in the making go into its draft; those of what comes with Sauatty are kept for the project.

    Raises
    ------
    NotANativeReader
        The person has not said that the language is theirs.
    LessonTextMoved
        The text is another one than they saw.
    """
    text, language = reading.text, reading.language
    name = _signing_name(actor, language)
    refuse_moved(reading)
    read = authoring.ReadText(text.kind, text.key, language, text.sha256(language))
    sha256 = _corrected_sha256(actor, reading) if reading.texts else read.sha256
    review = authoring.sign_text(
        actor=actor, read=read, name=name, sha256=sha256, texts=reading.texts, note=reading.note
    )
    ReadingDraft.objects.filter(**_place(actor, reading)).delete()
    return review


def _corrected_sha256(actor: Any, reading: Reading) -> str:
    text, language = reading.text, reading.language
    if text.row is None:
        return corrected_sha256(text.record, language, reading.texts)

    def change(body: dict[str, Any]) -> dict[str, Any]:
        # Under the lock of the draft: between the page and here its authors may have written
        if language_sha256(lesson_from_mapping(body, text.key), language) != reading.seen:
            raise LessonTextMoved
        return corrected_mapping(body, language, reading.texts)

    row = authoring.save_language_texts(lesson=text.row, actor=actor, language=language, change=change)
    return str(row.shas[language])


@transaction.atomic
def send_back(*, actor: Any, reading: Reading) -> Any:
    """Send a text back with a remark; refuses as `sign` does, and RemarkMissing without one."""
    text, language = reading.text, reading.language
    name = _signing_name(actor, language)
    refuse_moved(reading)
    read = authoring.ReadText(text.kind, text.key, language, text.sha256(language))
    review = authoring.return_text(actor=actor, read=read, name=name, note=reading.note)
    if not reading.texts:
        ReadingDraft.objects.filter(**_place(actor, reading)).delete()
    return review


def _signing_name(actor: Any, language: str) -> str:
    name = selectors.native_languages(actor).get(language)
    if not name:
        raise NotANativeReader
    return name


def refuse_moved(reading: Reading) -> None:
    """Refuse what was read as something else than what stands now."""
    if reading.seen != reading.text.sha256(reading.language):
        raise LessonTextMoved
