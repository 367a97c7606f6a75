"""Kazakh and Russian editions of one document held against each other."""

from sauatty.core import records
from sauatty.core.exchange.pairs import pair_editions
from sauatty.web.curricula.conversion import record_of
from sauatty.web.curricula.models import Edition, PairFinding

LANGUAGE_PAIR = ("kk", "ru")


def find_findings(edition: Edition) -> int:
    """Store where this edition and those in the other language disagree; returns in how many places."""
    if edition.language not in LANGUAGE_PAIR:
        return 0
    other_language = "ru" if edition.language == "kk" else "kk"
    others = Edition.objects.filter(document_id=edition.document_id, language=other_language)
    return sum(_compare(edition, other) for other in others.order_by("-stored_at"))


def _compare(edition: Edition, other: Edition) -> int:
    """Compare the subjects that both have: what one of them lacks was not read, which is no doubt."""
    shared = _subjects_of(edition) & _subjects_of(other)
    if not shared:
        return 0
    kk, ru = (edition, other) if edition.language == "kk" else (other, edition)
    pairs = pair_editions(_document_of(kk, shared), _document_of(ru, shared))
    findings = [
        PairFinding(
            edition_kk=kk,
            edition_ru=ru,
            position=position,
            doubts=list(pair.doubts),
            code=pair.code,
            subject_id=pair.subject_id or "",
            objective_kk_id=pair.kk.id if pair.kk else None,
            objective_ru_id=pair.ru.id if pair.ru else None,
        )
        for position, pair in enumerate(pairs)
        if pair.doubts
    ]
    return len(PairFinding.objects.bulk_create(findings, batch_size=500))


def _subjects_of(edition: Edition) -> set[str]:
    return set(edition.programmes.exclude(subject_id="").values_list("subject_id", flat=True))


def _document_of(edition: Edition, subjects: set[str]) -> records.CurriculumDocument:
    """Return what pairing needs of some subjects of a stored edition."""
    programmes = tuple(
        records.SubjectProgramme(
            id=str(row.pk),
            title=row.title,
            subject=row.subject,
            subject_id=row.subject_id or None,
            subject_area=row.subject_area or None,
            grades=tuple(row.grades),
            language=row.language,
            appendix=row.appendix or None,
            direction=row.direction or None,
        )
        for row in edition.programmes.filter(subject_id__in=subjects).defer("sections")
    )
    objectives = edition.objectives.filter(subject_id__in=subjects)
    return records.CurriculumDocument(
        source=edition.source_name,
        format=edition.format,
        kind=edition.document.kind,
        language=edition.language,
        edition=records.Edition(number=edition.number or None),
        programmes=programmes,
        objectives=tuple(record_of(row) for row in objectives.defer("raw").order_by("position")),
    )
