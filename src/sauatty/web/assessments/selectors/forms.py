"""Blueprints and assembled forms, and who has seen which item."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from sauatty.web.assessments.models import Assembly, AttemptScore, Blueprint, ScoringKey
from sauatty.web.base.models import Job
from sauatty.web.plans import selectors as plans
from sauatty.web.programmes import selectors as programmes


def list_blueprints(actor: Any) -> QuerySet[Blueprint]:
    """List the blueprints of the programmes that the actor coordinates."""
    found = Blueprint.objects.filter(programme__in=programmes.list_coordinated(actor))
    return found.select_related("programme")


def access_blueprint(actor: Any, blueprint_id: UUID) -> Blueprint:
    """Return a blueprint of a programme that the actor coordinates, or 404."""
    return get_object_or_404(list_blueprints(actor), pk=blueprint_id)


def list_assemblies(blueprint: Blueprint) -> QuerySet[Assembly]:
    """List what was assembled from a blueprint, the newest first."""
    return blueprint.assemblies.defer("figures", "rules")


def access_assembly(actor: Any, assembly_id: UUID) -> Assembly:
    """Return assembled forms of a programme that the actor coordinates, or 404."""
    found = Assembly.objects.filter(blueprint__programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(found.select_related("blueprint__programme"), pk=assembly_id)


def job_of(assembly: Assembly) -> Job | None:
    """Return the job that assembles forms."""
    return Job.objects.filter(idempotency_key=f"assessments.assemble:{assembly.pk}").first()


def needs_of(actor: Any, programme: Any) -> dict[str, float]:
    """Return the needs that the newest plan of a programme stands on, by competence; none without a plan."""
    for campaign in plans.list_campaigns(actor).filter(programme=programme)[:3]:
        version = plans.find_version(campaign) if plans.may_be_told(actor, campaign) else None
        if version is not None:
            return {one["competence"]: float(one["need"]) for one in version.figures.get("needs", ())}
    return {}


# --- exposure ---


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much of an item is out: in how many papers of a programme, and seen by how many of its people."""

    item: str
    competence: str
    is_shipped: bool
    n_papers: int
    n_people: int
    share: float | None


def exposures(programme: Any) -> list[Exposure]:
    """Return the exposure of every item in papers of a programme, the most seen first (two queries)."""
    rows = ScoringKey.objects.filter(paper__programme=programme, number=1)
    keys = list(rows.values("item", "paper_id", "competence", "is_shipped"))
    seen, n_people = _seen(programme, {(key["item"], key["paper_id"]) for key in keys})
    facts = {key["item"]: key for key in keys}
    n_papers = Counter(key["item"] for key in keys)
    found = [
        Exposure(
            item, key["competence"], key["is_shipped"], n_papers[item], len(seen.get(item, ())),
            len(seen.get(item, ())) / n_people if n_people else None,
        )
        for item, key in facts.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.n_people, one.item))


def exposure_shares(programme: Any) -> Mapping[str, float]:
    """Return the share of a programme's tested people who have seen each item."""
    return {one.item: one.share or 0.0 for one in exposures(programme)}


def _seen(programme: Any, pairs: set[tuple[str, UUID]]) -> tuple[dict[str, set[UUID]], int]:
    """Return who has handed in a paper with each item, and how many people were tested at all (one query)."""
    rows = AttemptScore.objects.filter(attempt__test__programme=programme)
    by_paper: dict[UUID, set[UUID]] = {}
    for paper, person in rows.values_list("attempt__paper", "attempt__person"):
        by_paper.setdefault(paper, set()).add(person)
    seen: dict[str, set[UUID]] = {}
    for item, paper in pairs:
        seen.setdefault(item, set()).update(by_paper.get(paper, ()))
    return seen, len(set().union(*by_paper.values()))
