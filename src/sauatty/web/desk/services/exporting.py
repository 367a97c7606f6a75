"""Everything that readers decided, as files that go back into the project: lessons, terms, and a table of names."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.lessons import Lesson, Term
from sauatty.core.catalogue.record_mapping import record_as_mapping
from sauatty.core.documents.lesson_exports import lessons_yaml
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import selectors as authoring
from sauatty.web.base import exports
from sauatty.web.desk import selectors
from sauatty.web.desk.states import CORRECTED, TextState
from sauatty.web.desk.texts import LESSON, TERM, DeskText, corrected, shipped_texts

_MADE_AT = (2000, 1, 1, 0, 0, 0)  # the same decisions give the same bytes
Waiting = Mapping[tuple[str, str, str], selectors.WaitingCorrection]
HEAD = ("kind", "key", "language", "decision", "name", "day", "sha256", "remark")
READ_ME = """Corrections and signatures of native readers.

lessons/  whole lessons in the shape of content/lessons: copy them over the files of the same name.
glossary/terms-corrected.yaml  the rows of terms that were corrected: put them over the rows of the same id.
reviews.csv  everybody who read a text: decision, name, day, the hash of the text, the remark.

Then run 'sauatty content check'.
"""


@transaction.atomic
def export_corrections(*, actor: Any) -> Any:
    """Offer all corrections and signatures of texts that come with Sauatty as one zip file, for a day."""
    day = timezone.localdate().isoformat()
    return exports.offer_file(
        owner=actor, name=f"sauatty-texts-{day}.zip", media_type="application/zip", content=corrections_zip(),
        what="corrections",
    )  # fmt: skip


def corrections_zip() -> bytes:
    """Return the files as one zip."""
    found = _by_text(selectors.signed_shipped())
    waiting = {(one.text.kind, one.text.key, one.language): one for one in selectors.list_corrections()}
    lessons = [_as_read(text, states, waiting) for text, states in found if text.kind == LESSON]
    terms = [_as_read(text, states, waiting) for text, states in found if text.kind == TERM]
    changed = [record_as_mapping(one) for one in terms if one not in _shipped_terms()]
    files: dict[str, bytes] = {"README.txt": READ_ME.encode()}
    files |= lessons_yaml([one for one in lessons if isinstance(one, Lesson)])
    if changed:
        files["glossary/terms-corrected.yaml"] = yaml.safe_dump(
            {"schema": "terms/1", "terms": changed}, allow_unicode=True, sort_keys=False, width=110
        ).encode()
    files["reviews.csv"] = exports.write_csv([HEAD, *_review_rows()])
    return _zipped(files)


def _by_text(states: Iterable[TextState]) -> list[tuple[DeskText, list[TextState]]]:
    found: dict[tuple[str, str], tuple[DeskText, list[TextState]]] = {}
    for one in states:
        found.setdefault((one.text.kind, one.text.key), (one.text, []))[1].append(one)
    return list(found.values())


def _as_read(text: DeskText, states: list[TextState], waiting: Waiting) -> Lesson | Term:
    """Return a text with its corrections in, and under each language the names of those who signed that."""
    record = text.record
    names = {one.language: one.names for one in states if one.names}
    for one in states:
        correction = waiting.get((text.kind, text.key, one.language))
        if one.state == CORRECTED and correction is not None:
            record = corrected(record, one.language, correction.texts)
            names[one.language] = correction.names
    return _with_names(record, names) if isinstance(record, Lesson) else record


def _with_names(lesson: Lesson, names: dict[str, tuple[str, ...]]) -> Lesson:
    return replace(lesson, provenance=replace(lesson.provenance, reviewed_by=names))


def _shipped_terms() -> list[Any]:
    return [one.record for one in shipped_texts() if one.kind == TERM]


def _review_rows() -> Iterable[tuple[str, ...]]:
    """Yield every decision, sorted by text, language and day."""
    texts = shipped_texts()
    for kind in (LESSON, TERM):
        found = authoring.reviews_of([one.key for one in texts if one.kind == kind], kind)
        for key in sorted(found):
            for one in sorted(found[key], key=lambda row: (LANGUAGES.index(row.language), row.at)):
                yield (
                    kind,
                    key,
                    one.language,
                    one.decision,
                    one.name,
                    timezone.localdate(one.at).isoformat(),
                    one.sha256,
                    one.note,
                )


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
