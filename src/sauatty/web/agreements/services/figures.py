"""How far the coders of a review agree: computed once for each set of decisions, in a job where it takes long."""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import combinations
from typing import Any

from sauatty.core.agreement import (
    Agreement,
    agreement,
    agreement_by,
    agreement_by_competence,
    confusion_pairs,
    in_words,
    merge_in_words,
)
from sauatty.core.exchange.decisions import as_values
from sauatty.core.languages import LANGUAGES
from sauatty.core.records import Decision as CoreDecision
from sauatty.web.agreements.models import AgreementFigures
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding

FIGURES_JOB = "agreements.figures"
RESAMPLES, RESAMPLES_OF_PARTS = 2000, 500
CONFUSIONS_SHOWN = 20
# Below this number the page does not make anybody wait for a job
AT_ONCE = 400
_KEPT = 20


def present_figures(project: Any) -> tuple[AgreementFigures | None, bool, int]:
    """Return the newest figures, whether they are of the present decisions, and how many decisions stand."""
    stamp, n_standing = coding.decisions_stamp(project)
    figures = AgreementFigures.objects.filter(project=project)
    newest = figures.filter(stamp=stamp).first()
    if newest is None and n_standing <= AT_ONCE:
        newest = compute_figures(project, stamp, n_standing, resamples=RESAMPLES)
    if newest is not None:
        return newest, True, n_standing
    return figures.first(), False, n_standing


def ask_for_figures(*, project: Any, actor: Any) -> Job:
    """Ask for the figures of the present decisions; asked again, it is the same job."""
    stamp, _n = coding.decisions_stamp(project)
    payload = {"project": str(project.pk)}
    return jobs.enqueue(FIGURES_JOB, key=f"{project.pk}:{stamp}", payload=payload, actor=actor, total=1)


def do_figures(payload: dict[str, Any], report: jobs.Report) -> None:
    """Compute and keep the figures (job)."""
    project = coding.find_project(payload["project"])
    if project is None:
        return
    report(0, 1)
    stamp, n_standing = coding.decisions_stamp(project)
    compute_figures(project, stamp, n_standing, resamples=RESAMPLES)
    report(1, 1)


def compute_figures(project: Any, stamp: str, n_standing: int, *, resamples: int) -> AgreementFigures:
    """Compute the figures and keep them under their stamp; old ones go."""
    figures = agreement_figures(project, resamples=resamples)
    kept, _new = AgreementFigures.objects.get_or_create(
        project=project, stamp=stamp, defaults={"n_decisions": n_standing, "figures": figures}
    )
    every = AgreementFigures.objects.filter(project=project)
    every.filter(pk__in=list(every.values_list("pk", flat=True)[_KEPT:])).delete()
    return kept


def agreement_figures(project: Any, *, resamples: int) -> dict[str, Any]:
    """Return every figure of the page as JSON, sentences in three languages beside the numbers."""
    decisions = coding.judged_decisions(project)
    relevance, sets = as_values(decisions, "relevance"), as_values(decisions, "competences")
    groups = coding.subjects_by_ref(project)
    parts = min(resamples, RESAMPLES_OF_PARTS)
    return {
        "whole": {
            "relevance": _told(agreement(relevance, level="nominal", n_resamples=resamples)),
            "relevance_steps": _told(agreement(relevance, level="ordinal", n_resamples=resamples)),
            "competences": _told(agreement(sets, level="set", n_resamples=resamples)),
        },
        "pairs": _pairs(decisions, parts),
        "subjects": _by_subject(relevance, sets, groups, parts),
        "by_competence": {
            one: found.as_json() for one, found in agreement_by_competence(sets, n_resamples=parts).items()
        },
        "confusions": _confusions(sets),
        "coders": sorted({one.coder for one in decisions}),
    }


def _told(found: Agreement) -> dict[str, Any]:
    return {**found.as_json(), "words": {language: in_words(found, language) for language in LANGUAGES}}


def _pairs(decisions: list[CoreDecision], resamples: int) -> list[dict[str, Any]]:
    """Return Cohen's kappa of every two coders who met in some unit."""
    by_coder: dict[str, list[CoreDecision]] = {}
    for one in decisions:
        by_coder.setdefault(one.coder, []).append(one)
    told = []
    for first, second in combinations(sorted(by_coder), 2):
        rows = as_values([*by_coder[first], *by_coder[second]], "relevance")
        found = agreement(rows, level="nominal", n_resamples=resamples)
        if found.n_pairable:
            told.append({"coders": [first, second], **found.as_json()})
    return told


def _by_subject(
    relevance: Iterable[Any], sets: Iterable[Any], groups: dict[str, str], resamples: int
) -> list[dict[str, Any]]:
    steps = agreement_by(relevance, groups, "ordinal", n_resamples=resamples)
    codes = agreement_by(sets, groups, "set", n_resamples=resamples)
    return [
        {
            "subject": subject,
            "relevance_steps": steps[subject].as_json(),
            "competences": codes[subject].as_json(),
        }
        for subject in steps
    ]


def _confusions(sets: Iterable[Any]) -> list[dict[str, Any]]:
    told = []
    for pair in confusion_pairs(sets)[:CONFUSIONS_SHOWN]:
        facts = asdict(pair)
        del facts["by_coders"]
        told.append({**facts, "words": {language: merge_in_words(pair, language) for language in LANGUAGES}})
    return told
