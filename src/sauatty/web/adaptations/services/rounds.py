"""Rounds of ratings: opened with the texts as they stand, rated without seeing one another, closed with results."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop as noop

from sauatty.core.agreement.content_validity import HIGHEST, LOWEST
from sauatty.core.languages import LANGUAGES
from sauatty.web.adaptations import selectors
from sauatty.web.adaptations.drafts import in_order
from sauatty.web.adaptations.models import Adaptation, NationalCompetence, Rating, Round, Seat
from sauatty.web.base import audit
from sauatty.web.frameworks.errors import RatingInvalid, RoundClosed, RoundNotEmpty, RoundNotPossible
from sauatty.web.frameworks.fields import FIELDS


@transaction.atomic
def open_round(*, actor: Any, adaptation: Adaptation, only_open: bool = False) -> Round:
    """Open the next round on the texts as they stand now.

    With `only_open` it holds just the competences that the last round did not accept or whose text has changed.
    """
    locked = Adaptation.objects.select_for_update().get(pk=adaptation.pk)
    if not locked.seats.filter(role=Seat.Role.EXPERT, left_at__isnull=True).exists():
        raise RoundNotPossible(problem=noop("nobody is seated as expert"))
    rows = in_order(locked, locked.competences.exclude(action="leave-out"))
    if only_open:
        unsettled = selectors.unsettled_ids(locked)
        rows = [row for row in rows if str(row.pk) in unsettled]
    if not rows:
        raise RoundNotPossible(problem=noop("there is no competence to rate"))
    number = (locked.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                adaptation=locked, number=number, items=[_item(row) for row in rows],
                opened_by=actor, opened_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise RoundNotPossible(problem=noop("another round is open")) from error
    audit.record("round.opened", actor=actor, target=opened, number=number, n_items=len(rows))
    return opened


def _item(row: NationalCompetence) -> dict[str, Any]:
    texts = {field: {code: getattr(row, f"{field}_{code}") for code in LANGUAGES} for field in FIELDS}
    return {"id": str(row.pk), "code": row.code, "sha256": selectors.item_hash(row), **texts}


@transaction.atomic
def save_rating(
    *,
    seat: Seat,
    round_id: UUID,
    competence_id: UUID,
    relevance: int | None,
    clarity: int | None,
    comment: str,
) -> Rating:
    """Store one expert's rating; the same again changes nothing, another one replaces it while the round is open."""
    for value in (relevance, clarity):
        if value is not None and not LOWEST <= value <= HIGHEST:
            raise RatingInvalid
    current = Round.objects.select_for_update().get(pk=round_id, adaptation=seat.adaptation_id)
    if not current.is_open:
        raise RoundClosed
    if str(competence_id) not in {item["id"] for item in current.items}:
        raise RatingInvalid
    given = {
        "relevance": relevance,
        "clarity": clarity,
        "comment": comment.strip(),
        "saved_at": timezone.now(),
    }
    rating, is_new = Rating.objects.update_or_create(
        round=current, seat=seat, competence_id=competence_id, defaults=given
    )
    if is_new:
        audit.record("rating.saved", actor=seat.person, target=current)
    return rating


@transaction.atomic
def close_round(*, actor: Any, adaptation: Adaptation, number: int) -> Round:
    """Close a round and compute its results; closing it again changes nothing.

    What experts rated who have left since counts: they judged the texts like everybody else.
    """
    current: Round = adaptation.rounds.select_for_update().get(number=number)
    if not current.is_open:
        return current
    current.closed_at = timezone.now()
    current.results = selectors.compute_results(current)
    current.save(update_fields=["closed_at", "results"])
    n_experts = current.results["n_experts"]
    audit.record("round.closed", actor=actor, target=current, number=number, n_experts=n_experts)
    return current


@transaction.atomic
def withdraw_round(*, actor: Any, adaptation: Adaptation, number: int) -> None:
    """Take back a round in which nobody has rated or written anything yet, as if it had not been opened.

    Raises
    ------
    RoundNotEmpty
        Somebody has answered: what experts gave is closed with the round, never thrown away.
    """
    current = adaptation.rounds.select_for_update().filter(number=number, closed_at__isnull=True).first()
    if current is None:
        raise RoundClosed
    if current.ratings.exists():
        raise RoundNotEmpty
    audit.record("round.withdrawn", actor=actor, target=current, number=number)
    current.delete()
