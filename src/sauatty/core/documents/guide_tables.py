"""The tables of a guide as plain data without words: counted once, written in any language afterwards."""

from typing import Any

from sauatty.core.documents.guide_measures import OPPORTUNITY, count
from sauatty.core.documents.guide_source import GuideSource, GuideSubject
from sauatty.core.documents.guide_workshop import workshop_table

N_STANDARD_ROWS = 40


def guide_tables(source: GuideSource) -> dict[str, Any]:
    """Return the tables by name ('map:subject', 'progression:subject', 'direct:subject', 'standard')."""
    tables: dict[str, Any] = {}
    for subject in source.subjects:
        tables[f"map:{subject.scope}"] = tables[f"progression:{subject.scope}"] = _counts(source, subject)
        tables[f"direct:{subject.scope}"] = _direct(source, subject)
        tables[f"workshop:{subject.scope}"] = workshop_table(source, subject)
    if source.standard:
        tables["standard"] = _standard(source)
    return tables


def _head(source: GuideSource, subject: GuideSubject) -> dict[str, Any]:
    name = subject.name
    return {
        "subject": {"kk": name.kk, "ru": name.ru, "en": name.en},
        "source": source.method.source,
    }


def _counts(source: GuideSource, subject: GuideSubject) -> dict[str, Any]:
    rows = [[one for one in subject.objectives if one.grade == grade] for grade in subject.grades]
    return _head(source, subject) | {
        "grades": list(subject.grades),
        "n": [len(row) for row in rows],
        "competences": [
            {
                "id": one.id,
                "code": one.code,
                "name": {"kk": one.name.kk, "ru": one.name.ru, "en": one.name.en},
            }
            for one in source.competences
        ],
        "direct": [[count(row, source.counted, one.id) for one in source.competences] for row in rows],
        "opportunity": [[count(row, OPPORTUNITY, one.id) for one in source.competences] for row in rows],
    }


def _direct(source: GuideSource, subject: GuideSubject) -> dict[str, Any]:
    codes = {one.id: one.code for one in source.competences}
    return _head(source, subject) | {
        "rows": [
            {
                "objective": f"objective:{subject.refs.get(one.id, one.id)}",
                "competences": [codes.get(competence, competence) for competence in one.competences],
            }
            for one in subject.objectives
            if one.relevance in source.counted
        ]
    }


def _standard(source: GuideSource) -> dict[str, Any]:
    """Keep the rows that need something done first."""
    order = {"not-delivered": 0, "delivered": 1, "not-read": 2}
    codes = {one.id: one.code for one in source.competences}
    lines = sorted(source.standard, key=lambda line: (order.get(line.status, 3), line.ref))
    return {
        "source": "machine",
        "n_left_out": max(0, len(lines) - N_STANDARD_ROWS),
        "rows": [
            {
                "outcome": f"outcome:{line.ref}",
                "competence": codes.get(line.competence, line.competence),
                "status": line.status,
                "n": len(line.objectives),
            }
            for line in lines[:N_STANDARD_ROWS]
        ],
    }
