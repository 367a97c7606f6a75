"""What was held of each answer, for analyses and files: people's codes and the machine's never in one list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sauatty.core.records import CodedAnswer
from sauatty.web.answers.models import Answer, CodedQuestion, MachineCode
from sauatty.web.coding import selectors as coding

AGREED, CODER, MACHINE = "agreed", "coder", "machine"
HUMAN = ("agreed", "adjudicated")


def coded_answers(
    campaign: Any, source: str = AGREED, *, question: str = "", coder: str = ""
) -> list[CodedAnswer]:
    """Return the codes of a campaign's open answers from one source, by response.

    'agreed': what two coders said alike or an adjudicator settled, and nothing else. 'machine': what the machine
    suggests for answers on which nothing is settled, where somebody switched it on. 'coder': one coder's decisions
    (the label of their place as `coder`). Who wrote nothing has no code: analyses count 'no answer' themselves.
    """
    found: list[CodedAnswer] = []
    for asked in _questions(campaign, question):
        found += _coded(asked, source, coder)
    return sorted(found, key=lambda one: (one.question, one.response))


def _questions(campaign: Any, question: str) -> list[CodedQuestion]:
    """Return the codings of a campaign; of several of one question the newest that is closed, else the newest."""
    rows = CodedQuestion.objects.filter(campaign=campaign).select_related("project")
    if question:
        rows = rows.filter(question=question)
    best: dict[str, CodedQuestion] = {}
    for one in rows.order_by("project__created_at"):
        if one.question not in best or one.project.is_closed or not best[one.question].project.is_closed:
            best[one.question] = one
    return list(best.values())


def _coded(asked: CodedQuestion, source: str, coder: str) -> list[CodedAnswer]:
    codes = human_codes(asked.project, source, coder) if source != MACHINE else _machine_codes(asked.project)
    answers = Answer.objects.filter(project=asked.project, unit__in=list(codes)).values_list(
        "response", "unit"
    )
    return [CodedAnswer(str(response), asked.question, *codes[unit], source) for response, unit in answers]


def human_codes(
    project: Any, source: str = AGREED, coder: str = ""
) -> dict[UUID, tuple[int, tuple[str, ...]]]:
    """Return grade and parts by unit: what stands, or one coder's decisions."""
    if source == AGREED:
        rows = coding.list_units(project.pk).filter(state__in=HUMAN, relevance__isnull=False)
        return {
            pk: (grade, tuple(parts))
            for pk, grade, parts in rows.values_list("pk", "relevance", "competences")
        }
    decisions = coding.standing_decisions(project).filter(seat__label=coder)
    told = decisions.values_list("unit", "relevance", "competences")
    return {pk: (grade, tuple(parts)) for pk, grade, parts in told}


def _machine_codes(project: Any) -> dict[UUID, tuple[int, tuple[str, ...]]]:
    rows = MachineCode.objects.filter(run__project=project, run__is_on=True).exclude(
        unit__state__in=coding.SETTLED
    )
    told = rows.values_list("unit", "grade", "parts")
    return {pk: (grade, tuple(parts)) for pk, grade, parts in told}


@dataclass(frozen=True, slots=True)
class AgreedUnit:
    """An answer as a machine learns from it; `grade` is None where nothing is settled."""

    id: UUID
    text: str
    form: str
    grade: int | None
    parts: tuple[str, ...]


def agreed_units(project: Any) -> list[AgreedUnit]:
    """Return every unit with what people settled (one query)."""
    rows = coding.list_units(project.pk).exclude(state="withdrawn").order_by("position")
    fields = "pk", "text", "group", "state", "relevance", "competences"
    return [
        AgreedUnit(pk, text, form, grade if state in HUMAN else None, tuple(parts) if state in HUMAN else ())
        for pk, text, form, state, grade, parts in rows.values_list(*fields)
    ]


def count_agreed(project: Any) -> dict[int, int]:
    """Count the settled answers by grade."""
    counts: dict[int, int] = {}
    for grade, _parts in human_codes(project).values():
        counts[grade] = counts.get(grade, 0) + 1
    return counts


def list_human_ratings(project: Any) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Return (unit, coder, grade, parts) of every standing decision of a coder who saw no suggestion."""
    rows = coding.standing_decisions(project).filter(seat__sees_proposals=False)
    told = rows.values_list("unit", "seat__label", "relevance", "competences")
    return [(str(unit), coder, grade, tuple(parts)) for unit, coder, grade, parts in told]


def units_by_response(project: Any) -> dict[str, UUID]:
    """Return the unit of each response by its id as text."""
    return {str(response): unit for response, unit in _pairs(project)}


def _pairs(project: Any) -> Iterator[tuple[UUID, UUID]]:
    return Answer.objects.filter(project=project).order_by().values_list("response", "unit").iterator()


def table_rows(project: Any, source: str = AGREED, coder: str = "") -> Iterator[tuple[Any, ...]]:
    """Return (response, question, grade, parts, source, coder, note, language, text) of each coded answer."""
    question = project.coded_question.question
    codes = _machine_codes(project) if source == MACHINE else human_codes(project, source, coder)
    notes = _notes(project, coder) if source == CODER else {}
    answers = Answer.objects.filter(project=project, unit__in=list(codes)).select_related("unit")
    for one in answers.order_by("position").iterator(chunk_size=2000):
        grade, parts = codes[one.unit_id]
        row = (str(one.response_id), question, grade, ";".join(parts), source, coder)
        yield (*row, notes.get(one.unit_id, ""), one.form, one.unit.text)


def _notes(project: Any, coder: str) -> dict[UUID, str]:
    return dict(coding.standing_decisions(project).filter(seat__label=coder).values_list("unit", "note"))


def programme_of(project: Any) -> UUID:
    """Return the programme whose answers are coded."""
    found: UUID = project.coded_question.campaign.programme_id
    return found
