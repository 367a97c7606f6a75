"""The invented review of the invented curricula, so that every measure page shows something to look at."""

from decimal import Decimal
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from sauatty.core import records
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts.services import people
from sauatty.web.agreements import selectors as agreements
from sauatty.web.agreements import services as agreement_services
from sauatty.web.alignments import carrying, hours
from sauatty.web.alignments.blindness import SOURCE_KIND
from sauatty.web.alignments.reviewing import ReviewDraft, begin_review
from sauatty.web.alignments.scoping import Scope
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition

_FILE = ("content", "demo", "review.yaml")
_SPACE = UUID("0e9d5a52-7d0e-5f4c-8a53-51d5a1f7c5b1")
FRAMEWORK, CODEBOOK = "gmilaf", "mil-objectives"
Row = dict[str, Any]


@lru_cache(maxsize=1)
def _content() -> Row:
    path = Path(str(resources.files("sauatty"))).joinpath(*_FILE)
    content: Row = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def make(actor: Any) -> None:
    """Make the invented review, closed, in both languages, unless it is there."""
    editions = {edition.language: edition for edition in curricula.list_demo_editions()}
    edition, other = editions.get("kk"), editions.get("ru")
    if edition is None or coding.list_projects_of(SOURCE_KIND, edition.pk):
        return
    project = begin_review(edition=edition, draft=_draft(edition), actor=actor, is_demo=True)
    _decide(project, edition, actor)
    _settle(project, edition, actor)
    _enter_hours(edition, actor)
    coding_services.close_project(actor=actor, project=coding.find_project(project.pk))
    if other is not None:
        _carry_to(other, project, edition, actor)


def remove() -> None:
    """Delete every invented review."""
    for edition in curricula.list_demo_editions():
        for project in coding.list_projects_of(SOURCE_KIND, edition.pk):
            if project.is_demo:
                coding_services.delete_project(actor=None, project=project)


def _draft(edition: Edition) -> ReviewDraft:
    titles = {language: _content()["title"][language] for language in LANGUAGES}
    return ReviewDraft(uuid5(_SPACE, str(edition.pk)), titles, Scope(), FRAMEWORK, CODEBOOK, "")


def _rows(edition: Edition) -> dict[UUID, Row]:
    """Return what was decided about each objective; nothing was found in those that are not named."""
    told = {(subject, row["code"]): row for subject, rows in _content()["decisions"].items() for row in rows}
    nothing: Row = {"relevance": 0, "competences": []}
    objectives = edition.objectives.values_list("pk", "subject_id", "code")
    return {pk: told.get((subject, code), nothing) for pk, subject, code in objectives}


def _judgement(row: Row) -> Row:
    competences = [f"{FRAMEWORK}.{code}" for code in row["competences"]]
    return {"relevance": row["relevance"], "competences": competences, "demand": row.get("demand")}


def _seats(project: Any, actor: Any, names: list[str], role: str) -> list[Any]:
    return [
        coding_services.seat_person(
            actor=actor,
            project=project,
            person=people.add_person(actor=actor, name=name, is_demo=True),
            role=role,
        )
        for name in names
    ]


def _decide(project: Any, edition: Edition, actor: Any) -> None:
    first, second = _seats(project, actor, _content()["coders"], "coder")
    decisions = []
    for pk, row in _rows(edition).items():
        for seat, told in ((first, row), (second, row.get("b", row))):
            given = _judgement(told)
            decisions.append(
                records.Decision(
                    str(pk), seat.label, given["relevance"], tuple(given["competences"]), given["demand"]
                )
            )
    agreement_services.import_decisions(actor=actor, project=project, rows=decisions, name=_FILE[-1])


def _settle(project: Any, edition: Edition, actor: Any) -> None:
    """Let the adjudicator settle what the coders saw differently, with the reason in the edition's language."""
    seat = _seats(project, actor, [_content()["adjudicator"]], "adjudicator")[0]
    rows = _rows(edition)
    for unit in agreements.list_units_to_adjudicate(seat):
        row = rows[unit.ref_id]
        settled = {"relevance": row["relevance"], **row["settled"]}
        agreement_services.adjudicate(
            seat=seat,
            unit=unit,
            body=_judgement(settled),
            reason=row["settled"]["reason"][edition.language],
            revision=0,
            actor=seat.person,
        )


def _enter_hours(edition: Edition, actor: Any) -> None:
    given = {
        course: Decimal(_content()["hours"][course[0]])
        for course in hours.list_courses(edition)
        if course[0] in _content()["hours"]
    }
    hours.enter_hours(edition=edition, hours=given, actor=actor)


def _carry_to(other: Edition, project: Any, edition: Edition, actor: Any) -> None:
    """Confirm every pair: the invented texts say the same in both languages."""
    carrying.confirm_pairs(project=project, edition=edition, other=other, chosen=None, actor=actor)
    made = coding.find_project(carrying.later_project_id(project, other))
    if made is not None:
        _enter_hours(other, actor)
        coding_services.close_project(actor=actor, project=made)
