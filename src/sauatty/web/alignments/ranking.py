"""The order in which a review reads its objectives, learnt anew from the decisions in a background job."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache
from math import isnan, nan
from typing import Any
from uuid import UUID

from django.conf import settings

from sauatty.web.alignments.cache import DatabaseEmbeddingCache
from sauatty.web.alignments.proposals import priors_of
from sauatty.web.alignments.selectors import finished_run
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.curricula import selectors as curricula

RANK_JOB = "alignments.rank"


def ask_for_ranking(project: Any, n_decisions: int) -> Job:
    """Ask for a new order; asked twice after the same number of decisions, it is made once."""
    payload = {"project": str(project.pk), "n_decisions": n_decisions}
    return jobs.enqueue(RANK_JOB, key=f"{project.pk}:{n_decisions}", payload=payload, total=2)


def do_rank(payload: dict[str, Any], report: jobs.Report) -> None:
    """Order what is left of a review by the decisions so far (job); a review that is over keeps its order."""
    project = coding.find_project(payload["project"])
    if project is None or not project.is_open:
        return
    # counted when they are read: the page says of how many decisions the estimate is
    n_decisions = coding.decisions_stamp(project)[1]
    units = coding.list_units_to_rank(project)
    report(0, 2)
    order, estimate = rank(project, units)
    report(1, 2)
    coding_services.set_ranks(project, order, estimate, n_decisions=n_decisions)
    report(2, 2)


def rank(project: Any, units: Sequence[coding.RankedUnit]) -> tuple[list[UUID], dict[str, Any]]:
    """Return the units in the order of reading, decided ones first, and what is probably still unfound."""
    ranker = the_ranker(units, _priors(project, units))
    # the estimate looks at what was read last; carried results were there before anybody read
    read = sorted((unit for unit in units if unit.relevance is not None), key=_moment)
    decided = {str(unit.id): unit.relevance for unit in read if unit.relevance is not None}
    waiting = [UUID(one) for one in ranker.order(decided)]
    return [*(unit.id for unit in read), *waiting], estimate(ranker, decided)


def _moment(unit: coding.RankedUnit) -> float:
    return unit.decided_at.timestamp() if unit.decided_at else 0.0


def _priors(project: Any, units: Sequence[coding.RankedUnit]) -> list[float] | None:
    """Return the machine's relevance of each unit; None where the edition was not matched."""
    edition = curricula.find_edition_by_id(project.source_id)
    run = finished_run(edition) if edition else None
    if run is None:
        return None
    known = priors_of(run, [unit.ref_id for unit in units])
    return [known.get(unit.ref_id, nan) for unit in units]


def the_ranker(units: Sequence[coding.RankedUnit], prior: list[float] | None) -> Any:
    """Return the core's ranker over the texts; vectors come from the database where they are known."""
    from sauatty.core.matching.review import SEED, ReviewRanker, ReviewUnit

    texts = [ReviewUnit(str(unit.id), unit.text, unit.language, unit.subject_id) for unit in units]
    return ReviewRanker(texts, _vectors(units), prior, SEED)


@lru_cache(maxsize=1)
def _encoder(name: str) -> Any:
    from sauatty.core.matching.matcher import choose_encoder
    from sauatty.encoders import find_encoder

    return choose_encoder(find_encoder(name))


def _vectors(units: Sequence[coding.RankedUnit]) -> Any:
    from sauatty.core.matching.cache import encode_with_cache
    from sauatty.core.matching.lexical import prepare

    encoder = _encoder(settings.MATCH_ENCODER)
    if encoder is None:
        return None
    return encode_with_cache(encoder, [prepare(unit.text) for unit in units], DatabaseEmbeddingCache())


def estimate(ranker: Any, decided: dict[str, int]) -> dict[str, Any]:
    """Return how many relevant objectives are probably unfound, as JSON; empty before the first decision."""
    from sauatty.core.matching.review_estimate import estimate_unfound

    found: dict[str, Any] = _plain(asdict(estimate_unfound(ranker, decided))) if decided else {}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return None if isinstance(value, float) and isnan(value) else value
