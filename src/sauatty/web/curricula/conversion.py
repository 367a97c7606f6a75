"""What a reader understood → rows, and rows → the frozen values that the core works on."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sauatty.core import records
from sauatty.core.exchange.jsonl import document_from_json, document_to_json
from sauatty.core.languages import LANGUAGES, search_key
from sauatty.web.curricula.models import Edition, Objective, Oddity, SubjectProgramme, stable_id

FIRST_OBJECTIVES = 8
KINDS = {"model-curriculum", "state-standard", "framework", "table"}


def content_hash(document: records.CurriculumDocument) -> str:
    """Hash what an edition says: its act, programmes and objectives, not the bytes of the file it came in."""
    edition = document.edition
    amendments = [(amendment.act, amendment.adopted_on) for amendment in edition.amendments]
    digest = hashlib.sha256()
    digest.update(
        _canonical([document.kind, document.language, edition.number, edition.adopted_on, amendments])
    )
    for programme in document.programmes:
        digest.update(_canonical([programme.id, programme.title, programme.grades]))
    for objective in document.objectives:
        digest.update(
            _canonical([objective.id, objective.code, objective.text, objective.grade, objective.place])
        )
    return digest.hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def storable(document: records.CurriculumDocument) -> records.CurriculumDocument:
    """Return the document without the character NUL, which PostgreSQL stores in no text."""
    text = document_to_json(document)
    if "\\u0000" not in text:
        return document
    return document_from_json(json.dumps(_without_nul(json.loads(text))))


def _without_nul(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nul(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_nul(inner) for inner in value]
    return value.replace("\0", "") if isinstance(value, str) else value


def preview_of(document: records.CurriculumDocument) -> dict[str, Any]:
    """Return what a person sees before anything is stored; plain JSON."""
    counts = Counter(objective.programme for objective in document.objectives)
    return {
        "kind": document.kind,
        "format": document.format,
        "language": document.language,
        "is_unverified": document.unverified,
        "edition": asdict(document.edition),
        "n_objectives": len(document.objectives),
        "n_plan_only": sum(1 for row in document.objectives if row.place == "long_term_plan"),
        "n_doubtful": sum(1 for oddity in document.oddities if oddity.severity == "doubt"),
        "programmes": [
            _programme_preview(programme, counts[programme.id]) for programme in document.programmes
        ],
        "objectives": [
            {"code": row.code or "", "text": row.text, "grade": row.grade, "subject": row.subject}
            for row in document.objectives[:FIRST_OBJECTIVES]
        ],
        "oddities": Counter(oddity.kind for oddity in document.oddities).most_common(),
        "warnings": _warnings(document),
        "content_sha256": content_hash(document),
    }


def _programme_preview(programme: records.SubjectProgramme, n_objectives: int) -> dict[str, Any]:
    return {
        "title": programme.title,
        "subject": programme.subject,
        "subject_area": programme.subject_area or "",
        "grades": list(programme.grades),
        "language": programme.language,
        "n_objectives": n_objectives,
    }


def _warnings(document: records.CurriculumDocument) -> list[str]:
    without_subject = any(programme.subject_area is None for programme in document.programmes)
    without_grade = any(objective.grade is None for objective in document.objectives)
    tests = {
        "unverified": document.unverified,
        "no-act": document.kind == "model-curriculum" and document.edition.number is None,
        "subject-unknown": without_subject,
        "grade-unknown": without_grade,
        "text-noisy": any(objective.quality != "clean" for objective in document.objectives),
        "language-unknown": document.language not in LANGUAGES,
    }
    return [name for name, holds in tests.items() if holds]


def edition_row(document: records.CurriculumDocument, content_sha256: str) -> Edition:
    """Return the unsaved edition of a document that was read."""
    edition = document.edition
    return Edition(
        language=document.language[:8],
        format=document.format[:20],
        act=(edition.act or "")[:200],
        number=(edition.number or "")[:60],
        adopted_on=(edition.adopted_on or "")[:10],
        registration=(edition.registration or "")[:120],
        url=(edition.url or "")[:500],
        amendments=[asdict(amendment) for amendment in edition.amendments],
        source_name=document.source[:300],
        source_sha256=document.sha256,
        content_sha256=content_sha256,
        n_objectives=len(document.objectives),
        n_programmes=len(document.programmes),
        n_oddities=len(document.oddities),
        is_unverified=document.unverified,
    )


def programme_rows(edition: Edition, document: records.CurriculumDocument) -> list[SubjectProgramme]:
    """Return the unsaved programmes of an edition."""
    counts = Counter(objective.programme for objective in document.objectives)
    return [
        SubjectProgramme(
            id=stable_id(edition.pk, "programme", programme.id),
            edition=edition,
            position=position,
            slug=programme.id[:120],
            title=programme.title,
            subject=programme.subject[:300],
            subject_id=(programme.subject_id or "")[:80],
            subject_area=(programme.subject_area or "")[:80],
            grades=list(programme.grades),
            language=programme.language[:8],
            appendix=(programme.appendix or "")[:60],
            direction=(programme.direction or "")[:60],
            elective=programme.elective,
            anchor=(programme.anchor or "")[:120],
            sections=[asdict(section) for section in programme.sections],
            subject_references=list(programme.subject_references),
            n_objectives=counts[programme.id],
        )
        for position, programme in enumerate(document.programmes)
    ]


def objective_rows(edition: Edition, document: records.CurriculumDocument) -> Iterable[Objective]:
    """Yield the unsaved objectives of an edition."""
    programmes = {programme.id for programme in document.programmes}
    for position, row in enumerate(document.objectives):
        yield Objective(
            id=stable_id(edition.pk, "objective", row.id),
            edition=edition,
            programme_id=stable_id(edition.pk, "programme", row.programme)
            if row.programme in programmes
            else None,
            position=position,
            ref=row.id[:200],
            language=row.language[:8],
            subject=row.subject[:300],
            subject_id=(row.subject_id or "")[:80],
            subject_area=(row.subject_area or "")[:80],
            grade=row.grade,
            code=(row.code or "")[:60],
            code_raw=(row.code_raw or "")[:120],
            section=row.section or "",
            subsection=row.subsection or "",
            text=row.text,
            place=row.place[:20],
            appendix=(row.appendix or "")[:60],
            quality=row.quality[:40],
            raw=row.raw,
            anchor=(row.anchor or "")[:120],
            flags=list(row.flags),
            search_key=search_key(f"{row.code or ''} {row.text}"),
        )


def oddity_rows(edition: Edition, document: records.CurriculumDocument) -> list[Oddity]:
    """Return the unsaved oddities of an edition."""
    return [
        Oddity(
            edition=edition, position=position, kind=oddity.kind[:60], place=oddity.place[:300],
            detail=oddity.detail, severity=oddity.severity[:10],
        )
        for position, oddity in enumerate(document.oddities)
    ]  # fmt: skip


def record_of(row: Objective) -> records.Objective:
    """Return an objective as the core's value; its id is the row's own."""
    return records.Objective(
        id=str(row.pk),
        language=row.language,
        subject=row.subject,
        subject_id=row.subject_id or None,
        subject_area=row.subject_area or None,
        grade=row.grade,
        code=row.code or None,
        code_raw=row.code_raw or None,
        section=row.section or None,
        subsection=row.subsection or None,
        text=row.text,
        place=row.place,
        appendix=row.appendix or None,
        quality=row.quality,
        anchor=row.anchor or None,
        programme=str(row.programme_id) if row.programme_id else None,
        flags=tuple(row.flags),
    )
