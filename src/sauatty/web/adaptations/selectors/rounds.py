"""Rounds of ratings as the working group and the experts see them.

Before a round is closed nobody sees a rating but who gave it; afterwards nobody sees whose it was. An expert
sees the group's figures of an item only where at least three rated it: of two, one would know the other's.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from sauatty.core.agreement.content_validity import (
    MIN_EXPERTS,
    SCALE_TARGET,
    STABLE_BELOW,
    content_validity,
    item_target,
    net_change,
)
from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.adaptations.models import Adaptation, Rating, Round, Seat
from sauatty.web.adaptations.selectors.publishing import item_hash
from sauatty.web.frameworks.fields import LEVEL_FIELDS

ASPECTS = ("relevance", "clarity")
Json = dict[str, Any]


# --- computing -------------------------------------------------------------------


def compute_results(current: Round) -> Json:
    """Return the figures of a round as plain JSON values; what nobody rated is null."""
    ratings = list(current.ratings.select_related("seat"))
    ids = [item["id"] for item in current.items]
    seats = sorted({one.seat_id for one in ratings if one.relevance or one.clarity}, key=str)
    results: Json = _people(current, seats)
    for aspect in ASPECTS:
        results[aspect] = _figures(_table(ratings, ids, seats, aspect), ids)
    before = current.adaptation.rounds.filter(number__lt=current.number).order_by("-number").first()
    results["change"] = _changes(current, before, ratings, ids) if before else {}
    results["compared_with"] = before.number if before else None
    return results


def _people(current: Round, seats: Sequence[UUID]) -> Json:
    adaptation = current.adaptation
    experts = list(adaptation.seats.filter(pk__in=seats))
    members = set(
        adaptation.seats.filter(role=Seat.Role.MEMBER, left_at__isnull=True).values_list("person", flat=True)
    )
    seated = adaptation.seats.filter(role=Seat.Role.EXPERT, left_at__isnull=True).count()
    return {
        "n_experts": len(experts),
        "n_left": sum(one.left_at is not None for one in experts),
        "n_members": sum(one.person_id in members for one in experts if one.person_id),
        "n_seated": seated,
    }


def _table(
    ratings: Iterable[Rating], ids: Sequence[str], seats: Sequence[UUID], aspect: str
) -> "np.ndarray[Any, Any]":
    table = np.full((len(ids), max(1, len(seats))), np.nan)
    rows, columns = {one: place for place, one in enumerate(ids)}, {s: place for place, s in enumerate(seats)}
    for one in ratings:
        value = getattr(one, aspect)
        if value is not None and str(one.competence_id) in rows:
            table[rows[str(one.competence_id)], columns[one.seat_id]] = value
    return table


def _figures(table: "np.ndarray[Any, Any]", ids: Sequence[str]) -> Json:
    found = content_validity(table)
    items = {one: item.as_json() for one, item in zip(ids, found.items, strict=True)}
    return {**found.as_json(), "items": items}


def _changes(current: Round, before: Round, ratings: Sequence[Rating], ids: Sequence[str]) -> Json:
    """Return by how much the group moved on each item whose text is still the one of the round before."""
    texts = {item["id"]: item["sha256"] for item in before.items}
    same = [one["id"] for one in current.items if texts.get(one["id"]) == one["sha256"]]
    earlier = list(before.ratings.all())
    seats = sorted({one.seat_id for one in (*ratings, *earlier)}, key=str)
    found: Json = {}
    for aspect in ASPECTS if same and seats else ():
        moved = net_change(_table(earlier, same, seats, aspect), _table(list(ratings), same, seats, aspect))
        for one, value in zip(same, moved, strict=True):
            found.setdefault(one, {})[aspect] = _plain(value)
    return found


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


# --- what the working group sees ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one item in one aspect, as JSON keeps them, with the move since the round before."""

    n: int
    i_cvi: float | None
    kappa: float | None
    v: float | None
    v_low: float | None
    v_high: float | None
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    is_accepted: bool
    change: float | None

    @property
    def is_settled(self) -> bool:
        """Tell whether the group moved so little that another round would change nothing."""
        return self.change is not None and self.change < STABLE_BELOW

    @property
    def target(self) -> float:
        """Return what the index should reach with so many experts."""
        return item_target(self.n)

    @property
    def is_enough(self) -> bool:
        """Tell whether enough experts rated it for the figures to say something."""
        return self.n >= MIN_EXPERTS


@dataclass(frozen=True, slots=True)
class Item:
    """One competence as the experts saw it in a round."""

    id: str
    code: str
    name: Translated
    description: Translated
    descriptors: tuple[tuple[str, Translated], ...]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with its figures and the comments, whose order tells nothing about who wrote them."""

    item: Item
    relevance: Figures
    clarity: Figures
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """All that the page of a closed round shows."""

    round: Round
    items: tuple[ItemResult, ...]
    n_experts: int
    n_left: int
    n_members: int
    scales: tuple[tuple[str, float | None, float | None, int], ...]
    compared_with: int | None
    min_experts: int = MIN_EXPERTS
    scale_target: float = SCALE_TARGET

    @property
    def n_comments(self) -> int:
        """Return how many comments there are."""
        return sum(len(one.comments) for one in self.items)

    @property
    def is_enough(self) -> bool:
        """Tell whether enough experts took part."""
        return self.n_experts >= self.min_experts


def list_rounds(adaptation: Adaptation) -> list[Round]:
    """List the rounds, the newest first; each carries how many have begun to rate."""
    given = Q(ratings__relevance__isnull=False) | Q(ratings__clarity__isnull=False)
    n_raters = Count("ratings__seat", filter=given, distinct=True)
    return list(adaptation.rounds.annotate(n_raters=n_raters).order_by("-number"))


def count_ratings(current: Round) -> dict[UUID, int]:
    """Count by seat how many items are rated in both aspects; never how."""
    rows = current.ratings.filter(relevance__isnull=False, clarity__isnull=False)
    return dict(rows.order_by().values_list("seat_id").annotate(n=Count("pk")))


def is_rated(current: Round) -> bool:
    """Tell whether any expert has given a rating in the round."""
    return current.ratings.exclude(relevance__isnull=True, clarity__isnull=True).exists()


def is_empty(current: Round) -> bool:
    """Tell whether no expert has answered anything in the round, a comment included."""
    return not current.ratings.exists()


def access_round(adaptation: Adaptation, number: int) -> Round:
    """Return a round of a national version that the caller may see, or 404."""
    return get_object_or_404(adaptation.rounds.select_related("adaptation"), number=number)


def summarise_round(current: Round) -> RoundPage:
    """Return the results of a closed round (one query); of an open one there is nothing to see (404)."""
    if current.is_open:
        raise Http404
    results, comments = current.results, _comments(current)

    def result(item: Item) -> ItemResult:
        figures = (_read_figures(results, aspect, item.id) for aspect in ASPECTS)
        return ItemResult(item, *figures, comments.get(item.id, ()))

    return RoundPage(
        round=current,
        items=tuple(result(read_item(item)) for item in current.items),
        n_experts=results["n_experts"],
        n_left=results["n_left"],
        n_members=results["n_members"],
        scales=tuple(
            (aspect, results[aspect]["s_cvi_ave"], results[aspect]["s_cvi_ua"], results[aspect]["n_items"])
            for aspect in ASPECTS
        ),
        compared_with=results["compared_with"],
    )


def read_item(item: Mapping[str, Any]) -> Item:
    """Return a competence as the round keeps it."""
    levels = ((level, Translated.from_mapping(item[field])) for level, field in LEVEL_FIELDS.items())
    return Item(
        item["id"],
        item["code"] or "",
        Translated.from_mapping(item["name"]),
        Translated.from_mapping(item["description"]),
        tuple((level, text) for level, text in levels if len(text.missing) < len(LANGUAGES)),
    )


def _read_figures(results: Mapping[str, Any], aspect: str, item_id: str) -> Figures:
    found = results[aspect]["items"][item_id]
    change = results["change"].get(item_id, {}).get(aspect)
    return Figures(
        found["n"], found["i_cvi"], found["kappa"], *found["v"], found["median"], *found["quartiles"],
        found["is_accepted"], change,
    )  # fmt: skip


def _comments(current: Round) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for competence_id, comment in current.ratings.exclude(comment="").values_list("competence_id", "comment"):
        found.setdefault(str(competence_id), []).append(comment)
    return {key: tuple(sorted(texts, key=_shuffled)) for key, texts in found.items()}


def _shuffled(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unsettled_ids(adaptation: Adaptation) -> set[str]:
    """Return the competences that the last round did not accept, or whose text has changed since, or that are new."""
    rows = list(adaptation.competences.exclude(action="leave-out"))
    settled: set[str] = set()
    for one in adaptation.rounds.filter(closed_at__isnull=False).order_by("number"):
        for item in one.items:
            accepted = all(one.results[aspect]["items"][item["id"]]["is_accepted"] for aspect in ASPECTS)
            key = f"{item['id']} {item['sha256']}"
            settled = settled | {key} if accepted else settled - {key}
    return {str(row.pk) for row in rows if f"{row.pk} {item_hash(row)}" not in settled}


# --- what an expert sees -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExpertItem:
    """One item for one expert: own rating now and before, and the group's figures of the round before."""

    item: Item
    rating: Rating | None
    earlier: Rating | None
    group: ItemResult | None

    @property
    def is_done(self) -> bool:
        """Tell whether both aspects are rated."""
        rating = self.rating
        return rating is not None and rating.relevance is not None and rating.clarity is not None


@dataclass(frozen=True, slots=True)
class ExpertPage:
    """All that an expert's pages of one seat show; `current` is None while no round is open."""

    seat: Seat
    current: Round | None
    items: tuple[ExpertItem, ...]
    closed: tuple[Round, ...]

    @property
    def n_done(self) -> int:
        """Return how many items are rated."""
        return sum(one.is_done for one in self.items)

    def item(self, competence_id: UUID) -> ExpertItem:
        """Return one item, or 404."""
        for one in self.items:
            if one.item.id == str(competence_id):
                return one
        raise Http404

    def after(self, competence_id: UUID) -> ExpertItem | None:
        """Return the next item that is not rated yet, after this one and then from the beginning."""
        place = next((n for n, one in enumerate(self.items) if one.item.id == str(competence_id)), -1)
        rest = (*self.items[place + 1 :], *self.items[:place])
        return next((one for one in rest if not one.is_done), None)


def list_expert_seats(person: Any) -> list[Seat]:
    """List where a person sits as expert; each carries `open_round`, the number of the round to rate, or None."""
    seats = list(
        Seat.objects.filter(person=person, role=Seat.Role.EXPERT, left_at__isnull=True)
        .select_related("adaptation")
        .order_by("-joined_at")
    )
    rounds = Round.objects.filter(adaptation__in=[one.adaptation_id for one in seats], closed_at__isnull=True)
    numbers = dict(rounds.values_list("adaptation_id", "number"))
    for one in seats:
        one.open_round = numbers.get(one.adaptation_id)
    return seats


def access_expert_seat(person: Any, seat_id: UUID) -> Seat:
    """Return a person's own seat as expert while they have it; otherwise it does not exist (404)."""
    mine = Seat.objects.filter(person=person, role=Seat.Role.EXPERT, left_at__isnull=True)
    return get_object_or_404(mine.select_related("adaptation", "person"), pk=seat_id)


def summarise_expert(seat: Seat) -> ExpertPage:
    """Return what an expert can do and see: own ratings only, and figures of closed rounds (four queries)."""
    rounds = list(seat.adaptation.rounds.all())
    current = next((one for one in rounds if one.is_open), None)
    closed = tuple(one for one in rounds if not one.is_open)
    if current is None:
        return ExpertPage(seat, None, (), closed)
    before = closed[-1] if closed else None
    mine = {
        (one.round_id, str(one.competence_id)): one
        for one in Rating.objects.filter(seat=seat, round__in=[current, *([before] if before else [])])
    }
    group = {one.item.id: one for one in summarise_round(before).items} if before else {}
    items = tuple(
        ExpertItem(
            item,
            mine.get((current.pk, item.id)),
            mine.get((before.pk, item.id)) if before else None,
            _shown_to_experts(group.get(item.id)),
        )
        for item in map(read_item, current.items)
    )
    return ExpertPage(seat, current, items, closed)


def _shown_to_experts(result: ItemResult | None) -> ItemResult | None:
    """Return the group's result where it tells nobody's rating: at least three gave one."""
    if result is None or min(result.relevance.n, result.clarity.n) < MIN_EXPERTS:
        return None
    return result


def summarise_round_for_expert(seat: Seat, number: int) -> tuple[RoundPage, dict[str, Rating]]:
    """Return the results of a closed round beside the expert's own ratings; items of fewer than three stay out."""
    page = summarise_round(access_round(seat.adaptation, number))
    page = replace(page, items=tuple(one for one in page.items if _shown_to_experts(one) is not None))
    mine = {str(one.competence_id): one for one in Rating.objects.filter(seat=seat, round=page.round)}
    return page, mine
