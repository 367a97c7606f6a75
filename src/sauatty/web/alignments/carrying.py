"""Decisions that hold on: from an earlier edition of an act, and from one language to the other."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.exchange.succession import CHANGED, UNCHANGED, Followed, Placed, Succession, follow
from sauatty.web.alignments import ranking
from sauatty.web.alignments.blindness import SOURCE_KIND
from sauatty.web.alignments.models import ReviewScope, UnitOrigin
from sauatty.web.alignments.reviewing import FIELDS, KIND, RELEVANT_FIRST, units_of
from sauatty.web.alignments.scoping import Scope, list_scope
from sauatty.web.base import audit
from sauatty.web.base.texts import translated
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services
from sauatty.web.coding.services import CarriedResult
from sauatty.web.curricula.models import Edition, Objective

_SPACE = uuid.UUID("6f1c1b0e-35b4-5f0c-9f57-0f6a9d0e7c11")


def scope_of(project: Any) -> Scope:
    """Return which part of its edition a review takes."""
    row = ReviewScope.objects.filter(project=project).first()
    return Scope(row.subject_area, row.subject_id, tuple(row.grades)) if row else Scope()


def later_project_id(project: Any, edition: Edition) -> UUID:
    """Return the id of the review that goes on in an edition: asked for twice, it begins once."""
    return uuid.uuid5(_SPACE, f"{project.pk} {edition.pk}")


def placed(rows: Iterable[Objective]) -> list[Placed]:
    """Return objectives as what succession compares."""
    return [Placed(row.pk, row.subject_id, row.grade, row.code, row.place, row.text) for row in rows]


def compare_editions(project: Any, earlier: Edition, later: Edition) -> Succession:
    """Hold a later edition against the objectives of a review (two queries)."""
    scope, fields = scope_of(project), (*FIELDS, "place")
    reviewed = set(coding.units_by_ref(project))
    old = [row for row in list_scope(earlier, scope).only(*fields) if row.pk in reviewed]
    return follow(placed(old), placed(list_scope(later, scope).only(*fields)))


@transaction.atomic
def go_on(*, project: Any, earlier: Edition, later: Edition, actor: Any) -> Any:
    """Begin the review of a later edition: unchanged objectives keep their decision, the others are to be read.

    What left the document stays in the review before. Called twice, it gives the same review.
    """
    known = coding.find_project(later_project_id(project, later))
    if known is not None:
        return known
    found = compare_editions(project, earlier, later)
    made = _begin(project, later, actor, scope=scope_of(project), origin=ReviewScope.Origin.EDITION)
    unchanged = {one.later.id: one.earlier.id for one in found.of_kind(UNCHANGED)}
    _carry(made, project, unchanged, actor)
    _note_origins(made, project, [*found.of_kind(UNCHANGED), *found.of_kind(CHANGED)])
    audit.record(
        "review.went_on", actor=actor, target=made, earlier=str(project.pk), n_unchanged=len(unchanged),
        n_changed=len(found.of_kind(CHANGED)), n_new=len(found.fresh), n_withdrawn=len(found.withdrawn),
    )  # fmt: skip
    if made.order == RELEVANT_FIRST:
        ranking.ask_for_ranking(made, 0)
    return made


def _begin(project: Any, edition: Edition, actor: Any, *, scope: Scope, origin: str) -> Any:
    titles = translated(project, "title")
    made = coding_services.create_project(
        actor=actor,
        kind=KIND,
        titles={"kk": titles.kk, "ru": titles.ru, "en": titles.en},
        source_kind=SOURCE_KIND,
        source_id=edition.pk,
        framework=project.framework,
        codebook=project.codebook,
        codebook_version=project.codebook_version,
        order=project.order,
        is_blind=project.is_blind,
        target_recall=project.target_recall,
        n_coders_wanted=project.n_coders_wanted,
        units=units_of(list_scope(edition, scope).only(*FIELDS).iterator()),
        is_demo=project.is_demo,
        project_id=later_project_id(project, edition),
    )
    ReviewScope.objects.get_or_create(
        project=made,
        defaults={
            "edition": edition,
            "origin": origin,
            "earlier": project,
            "subject_area": scope.subject_area,
            "subject_id": scope.subject_id,
            "grades": list(scope.grades),
        },
    )
    return made


def _carry(made: Any, project: Any, pairs: Mapping[UUID, UUID], actor: Any) -> int:
    """Give units the standing results of the units that they follow, by the ids of the objectives."""
    results, units = coding.standing_results(project), coding.units_by_ref(project)
    carried = {
        new: CarriedResult(
            results[old].relevance, results[old].competences, results[old].demand, carried_from=units[old]
        )
        for new, old in pairs.items()
        if old in results
    }
    return coding_services.carry_results(actor=actor, project=made, results=carried) if carried else 0


def _note_origins(made: Any, project: Any, followed: Sequence[Followed]) -> None:
    own, old = coding.units_by_ref(made), coding.units_by_ref(project)
    rows = [
        UnitOrigin(unit_id=own[one.later.id], earlier_id=old[one.earlier.id], project=made, kind=one.kind)
        for one in followed
    ]
    UnitOrigin.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def earlier_texts(units: Iterable[Any]) -> dict[UUID, str]:
    """Return what changed objectives said in the edition before, by unit (one query)."""
    changed = UnitOrigin.objects.filter(unit__in=[unit.pk for unit in units], kind=UnitOrigin.Kind.CHANGED)
    return dict(changed.values_list("unit_id", "earlier__text"))


# --- from one language to the other ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LanguagePair:
    """A judged objective and the same one in the other language; confirmed when its decision holds there too."""

    judged: Objective
    other: Objective
    result: coding.Result
    state: str


def _pair_key(row: Objective) -> tuple[Any, ...]:
    return (row.subject_id, row.grade, row.appendix, row.place, row.code)


def find_pairs(project: Any, edition: Edition, other: Edition) -> list[LanguagePair]:
    """Return the judged objectives of a review with their pair, in the document's order (five queries)."""
    results = coding.standing_results(project)
    scope, fields = scope_of(project), (*FIELDS, "place", "appendix")
    waiting: dict[tuple[Any, ...], list[Objective]] = {}
    for row in list_scope(other, scope).only(*fields):
        if row.code:
            waiting.setdefault(_pair_key(row), []).append(row)
    states = _states(project, other)
    pairs = []
    for row in list_scope(edition, scope).only(*fields):
        candidates = waiting.get(_pair_key(row)) if row.code else None
        twin = candidates.pop(0) if candidates else None
        if twin is not None and row.pk in results:
            pairs.append(LanguagePair(row, twin, results[row.pk], states.get(twin.pk, "open")))
    return pairs


def _states(project: Any, other: Edition) -> dict[UUID, str]:
    """Return the state of each unit in the review of the other language, by objective."""
    made = coding.find_project(later_project_id(project, other))
    return coding.states_by_ref(made) if made is not None else {}


@transaction.atomic
def confirm_pairs(
    *, project: Any, edition: Edition, other: Edition, chosen: Iterable[UUID] | None, actor: Any
) -> int:
    """Let decisions hold in the other language too, where a person says so; None confirms every pair.

    Returns how many units took a decision over; those that were judged there already keep their own.
    """
    wanted = None if chosen is None else set(chosen)
    pairs = [
        pair
        for pair in find_pairs(project, edition, other)
        if pair.state == "open" and (wanted is None or pair.other.pk in wanted)
    ]
    if not pairs:
        return 0
    made = coding.find_project(later_project_id(project, other)) or _begin(
        project, other, actor, scope=scope_of(project), origin=ReviewScope.Origin.PAIR
    )
    carried = _carry(made, project, {pair.other.pk: pair.judged.pk for pair in pairs}, actor)
    _note_confirmed(made, project, pairs, actor)
    audit.record(
        "review.pairs_confirmed", actor=actor, target=made, earlier=str(project.pk), n_units=carried,
        everything=wanted is None,
    )  # fmt: skip
    return carried


def _note_confirmed(made: Any, project: Any, pairs: Sequence[LanguagePair], actor: Any) -> None:
    own, old, now = coding.units_by_ref(made), coding.units_by_ref(project), timezone.now()
    rows = [
        UnitOrigin(
            unit_id=own[pair.other.pk], earlier_id=old[pair.judged.pk], project=made,
            kind=UnitOrigin.Kind.PAIR, confirmed_by=actor, confirmed_at=now,
        )
        for pair in pairs
    ]  # fmt: skip
    UnitOrigin.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def erase_confirmations(person: Any) -> int:
    """Take a person's name off the pairs that they confirmed."""
    return UnitOrigin.objects.filter(confirmed_by=person).update(confirmed_by=None)
