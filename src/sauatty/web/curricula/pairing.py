"""Kazakh and Russian editions of one document held against each other."""

from sauatty.core import records
from sauatty.core.exchange.pairs import pair_editions
from sauatty.web.curricula.conversion import record_of
from sauatty.web.curricula.models import Edition, PairFinding

LANGUAGE_PAIR = ("kk", "ru")


def find_findings(edition: Edition) -> int:
    """Store where this edition and the newest one in the other language disagree; returns in how many places."""
    if edition.language not in LANGUAGE_PAIR:
        return 0
    other_language = "ru" if edition.language == "kk" else "kk"
    others = Edition.objects.filter(document_id=edition.document_id, language=other_language)
    other = others.order_by("-stored_at").first()
    if other is None:
        return 0
    kk, ru = (edition, other) if edition.language == "kk" else (other, edition)
    pairs = [pair for pair in pair_editions(_document_of(kk), _document_of(ru)) if pair.doubts]
    PairFinding.objects.bulk_create(
        [
            PairFinding(
                edition_kk=kk, edition_ru=ru, position=position, doubts=list(pair.doubts), code=pair.code,
                subject_id=pair.subject_id or "",
                objective_kk_id=pair.kk.id if pair.kk else None, objective_ru_id=pair.ru.id if pair.ru else None,
            )
            for position, pair in enumerate(pairs)
        ],
        batch_size=500,
    )  # fmt: skip
    return len(pairs)


def _document_of(edition: Edition) -> records.CurriculumDocument:
    """Return what pairing needs of a stored edition."""
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
        for row in edition.programmes.defer("sections")
    )
    return records.CurriculumDocument(
        source=edition.source_name,
        format=edition.format,
        kind=edition.document.kind,
        language=edition.language,
        edition=records.Edition(number=edition.number or None),
        programmes=programmes,
        objectives=tuple(record_of(row) for row in edition.objectives.defer("raw").order_by("position")),
    )
