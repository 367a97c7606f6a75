"""The machine's suggestions for the rest: switched on by a person, made in a job, never counted as people's codes."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction

from sauatty.core.agreement import agreement, agreement_by_competence
from sauatty.core.errors import TooFewCodesToLearn
from sauatty.core.surveys.suggestions import (
    MINIMUM_CODES,
    MINIMUM_OF_GRADE,
    AnswerToCode,
    lacking_codes,
    suggest_codes,
)
from sauatty.web.answers import books, selectors
from sauatty.web.answers.models import MachineCode, MachineRun
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding

SUGGEST_JOB = "answers.suggest"
RESAMPLES = 1000
BATCH = 500
ONLY_LETTERS = "letters"


def ask_for_suggestions(*, project: Any, actor: Any) -> Job:
    """Switch the machine on; TooFewCodesToLearn before people have agreed on enough."""
    counts = selectors.count_agreed(project)
    if lacking_codes(counts):
        raise TooFewCodesToLearn(
            n=sum(counts.values()), wanted=MINIMUM_CODES, each=MINIMUM_OF_GRADE,
            smallest=min(counts.values(), default=0),
        )  # fmt: skip
    audit.record("answers.machine-on", actor=actor, target=project, n_human=sum(counts.values()))
    payload = {"project": str(project.pk), "actor": str(actor.pk)}
    key = f"{project.pk}:{coding.results_stamp(project)}:{project.codebook_version}"
    return jobs.enqueue(SUGGEST_JOB, key=_short(key), payload=payload, actor=actor, total=3, again=True)


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:40]


@transaction.atomic
def switch_off(*, project: Any, actor: Any) -> None:
    """Take the suggestions away."""
    if MachineRun.objects.filter(project=project).delete()[0]:
        audit.record("answers.machine-off", actor=actor, target=project)


def do_suggest(payload: dict[str, Any], report: jobs.Report) -> None:
    """Learn from what people agreed on and suggest for the rest (job)."""
    project = coding.find_project(payload["project"])
    if project is None:
        return
    report(0, 3)
    units = selectors.agreed_units(project)
    answers = [AnswerToCode(str(one.id), one.text, one.form, one.grade, one.parts) for one in units]
    vectors, encoder = _vectors([one.text for one in units])
    report(1, 3)
    parts = [one.id for one in books.book_of(project).parts]
    found = suggest_codes(answers, vectors, parts=parts, n_resamples=RESAMPLES)
    report(2, 3)
    _keep(project, found, {"people": _between_people(project, parts), "encoder": encoder}, payload["actor"])
    report(3, 3)


@transaction.atomic
def _keep(project: Any, found: Any, facts: dict[str, Any], actor: str) -> None:
    MachineRun.objects.filter(project=project).delete()
    run = MachineRun.objects.create(
        project=project, codebook_version=project.codebook_version, encoder=facts["encoder"], asked_by_id=actor,
        n_human=found.n_learned, figures={**found.as_json(), "people": facts["people"]},
    )  # fmt: skip
    MachineCode.objects.bulk_create(
        [
            MachineCode(run=run, unit_id=one.id, grade=one.grade, parts=list(one.parts), probability=one.probability)
            for one in found.suggestions
        ],
        batch_size=BATCH,
    )  # fmt: skip


def _vectors(texts: list[str]) -> tuple[Any, str]:
    """Return embeddings made on this machine. Answers are people's words: they are sent to no address, kept nowhere."""
    from sauatty.core.matching.matcher import choose_encoder
    from sauatty.encoders import find_encoder

    name = settings.MATCH_ENCODER
    if name.startswith(("http://", "https://")):
        return None, ONLY_LETTERS
    encoder = choose_encoder(find_encoder(name))
    return (encoder.encode(texts), encoder.name) if encoder is not None else (None, ONLY_LETTERS)


def _between_people(project: Any, parts: list[str]) -> dict[str, Any]:
    """Return how far coders who saw no suggestion agree, in the same measures."""
    ratings = selectors.list_human_ratings(project)
    grades = [(unit, coder, grade) for unit, coder, grade, _parts in ratings]
    sets = [(unit, coder, given) for unit, coder, _grade, given in ratings]
    by_part = agreement_by_competence(sets, parts, n_resamples=RESAMPLES)
    return {
        "grades": agreement(grades, level="ordinal", n_resamples=RESAMPLES).as_json(),
        "grades_equal": agreement(grades, n_resamples=RESAMPLES).as_json(),
        "parts": agreement(sets, level="set", n_resamples=RESAMPLES).as_json(),
        "by_part": {part: one.as_json() for part, one in by_part.items()},
    }
