"""Correcting a key: a new version of it, every attempt it touches graded anew, and both said to those it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sauatty.core.catalogue.item_keys import Answer, is_answered, is_wellformed
from sauatty.core.catalogue.key_json import key_as_json, key_from_json
from sauatty.core.errors import KeyUnchanged, KeyUnfit
from sauatty.core.psychometrics.attempt_results import Json, KeyedItem, Scored, score_answers
from sauatty.web.assessments import selectors
from sauatty.web.assessments.models import AttemptScore, ScoringKey
from sauatty.web.assessments.services.grading import corrected_of, put_points, put_result, result_of
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job

REGRADE_JOB = "assessments.regrade"
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to count instead of a key: another right answer (or credits of a judgement), or the item left out."""

    item: str
    right: Any = None
    credit: dict[str, int] | None = None
    is_left_out: bool = False

    def applied(self, row: ScoringKey) -> Json:
        """Return the key that would count; KeyUnfit where no answer to the item can be right by it."""
        key = key_from_json(row.key)
        if self.is_left_out:
            return row.key
        if key.kind == "judgement":
            return self._credited(row)
        right: Answer = self.right
        if not is_answered(right) or not is_wellformed(key, right) or not _is_whole(row, right):
            raise KeyUnfit(item=self.item)
        return {**row.key, "right": sorted(right) if _is_set(row, right) else right}

    def _credited(self, row: ScoringKey) -> Json:
        credit = self.credit or {}
        is_whole = set(credit) == set(row.key["options"]) and set(credit.values()) <= {0, 1, 2}
        if not is_whole or max(credit.values()) < 1:
            raise KeyUnfit(item=self.item)
        return {**row.key, "credit": credit, "right": max(credit, key=lambda option: credit[option])}


def _is_set(row: ScoringKey, right: Answer) -> bool:
    return isinstance(right, list) and row.key["kind"] != "order"


def _is_whole(row: ScoringKey, right: Answer) -> bool:
    """Tell whether every option of an order or a match has its place."""
    return row.key["kind"] not in ("order", "match") or len(right or ()) == len(row.key["options"])


@dataclass(frozen=True, slots=True)
class Change:
    """The points of one attempt before and after a correction."""

    score: AttemptScore
    before: int
    after: int
    max_before: int
    max_after: int

    @property
    def is_changed(self) -> bool:
        """Tell whether the person's result changes."""
        return (self.before, self.max_before) != (self.after, self.max_after)


def affected(paper_id: Any, correction: Correction) -> list[Change]:
    """Return what a correction would change, attempt by attempt; nothing is written."""
    rows = selectors.same_keys(paper_id, correction.item)
    return [change for row in rows for change in _changes_of(row, correction)]


def _changes_of(row: ScoringKey, correction: Correction) -> list[Change]:
    items = _corrected_items(row, correction)
    scores = AttemptScore.objects.filter(attempt__paper=row.paper_id).exclude(attempt__state="void")
    return [
        Change(one, one.score, scored.score, one.max_score, scored.max_score)
        for one in scores.select_related("attempt__test", "attempt__person").order_by("attempt__submitted_at")
        for scored in [_scored(one, items)]
    ]


def _corrected_items(row: ScoringKey, correction: Correction) -> list[KeyedItem]:
    new = KeyedItem(
        key_from_json(correction.applied(row)), row.competence, correction.is_left_out, row.is_provisional
    )
    return [new if one.id == row.item else one for one in selectors.keyed_items(row.paper_id)]


def _scored(one: AttemptScore, items: Sequence[KeyedItem]) -> Scored:
    return score_answers(items, one.attempt.answers, ran_out=one.attempt.ended_by == "clock")


@transaction.atomic
def correct_key(*, actor: Any, paper_id: Any, correction: Correction, reason: str, test_id: Any = "") -> Job:
    """Publish a corrected key in every paper of the programme that has the item, and ask for the grading anew.

    Raises
    ------
    KeyUnfit, KeyUnchanged
    """
    # of two coordinators who correct the same key at once, the second one corrects what the first one left
    list(ScoringKey.objects.select_for_update().filter(paper=paper_id, item=correction.item))
    rows, now = selectors.same_keys(paper_id, correction.item), timezone.now()
    made = []
    for row in rows:
        key = correction.applied(row)
        if key == row.key and correction.is_left_out == row.is_left_out:
            raise KeyUnchanged(item=correction.item)
        made.append(_next_version(row, key, correction, actor, reason, now))
    for row in made:
        audit.record(
            "key.corrected", actor=actor, target=row, paper=str(row.paper_id), item=row.item, number=row.number,
            left_out=row.is_left_out, reason=row.reason,
        )  # fmt: skip
    changed = [str(row.paper_id) for row in made]
    payload = {"papers": changed, "item": correction.item, "at": now.isoformat(), "test": str(test_id)}
    return jobs.enqueue(REGRADE_JOB, key=str(made[0].pk), payload=payload, actor=actor, total=1)


def _next_version(
    row: ScoringKey, key: Json, correction: Correction, actor: Any, reason: str, now: Any
) -> ScoringKey:
    key = key_as_json(key_from_json(key))
    most = key_from_json(key).max_score
    kept = ("paper_id", "item", "whys", "item_sha256", "competence", "demand", "difficulty", "is_shipped")
    return ScoringKey.objects.create(
        **{name: getattr(row, name) for name in (*kept, "is_provisional")}, number=row.number + 1, key=key,
        max_score=most, is_left_out=correction.is_left_out, reason=" ".join(reason.split())[:500] or "–",
        made_by=actor, made_at=now,
    )  # fmt: skip


def do_regrade(payload: Json, report: jobs.Report) -> None:
    """Grade every attempt at some papers anew (job); done twice, nothing is written twice."""
    ids = _graded_ids(payload["papers"])
    items = {paper: selectors.keyed_items(paper) for paper in payload["papers"]}
    report(0, len(ids))
    n_changed = 0
    for start in range(0, len(ids), AT_ONCE):
        n_changed += _regrade(ids[start : start + AT_ONCE], items, payload)
        report(min(start + AT_ONCE, len(ids)), len(ids))
    for paper in payload["papers"]:
        audit.record(
            "attempts.regraded", actor=None, target=("papers.Paper", paper), item=payload["item"],
            attempts=len(ids), changed=n_changed,
        )  # fmt: skip


@transaction.atomic
def _graded_ids(paper_ids: list[str]) -> list[Any]:
    """Return whose points have to be looked at, once everybody is through who began with the old key."""
    selectors.hold_keys(paper_ids, alone=True)
    rows = AttemptScore.objects.filter(attempt__paper__in=paper_ids).exclude(attempt__state="void")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def _regrade(ids: list[Any], items: dict[str, list[KeyedItem]], payload: Json) -> int:
    rows = AttemptScore.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return sum(
        _regrade_one(one, items[str(one.attempt.paper_id)], payload)
        for one in rows.select_related("attempt__test", "attempt__person")
    )


def _regrade_one(row: AttemptScore, items: list[KeyedItem], payload: Json) -> bool:
    scored = _scored(row, items)
    now = timezone.now()
    if (row.score, row.max_score, row.points) == (scored.score, scored.max_score, dict(scored.points)):
        return False
    before = [row.score, row.max_score]
    put_points(row, scored)
    row.result = result_of(row.attempt, items, scored)
    after = [row.score, row.max_score]
    if before != after:
        entry = {"at": payload["at"], "item": payload["item"], "before": before, "after": after}
        row.history = [*row.history, entry]
    if row.history:
        row.result["corrected"] = corrected_of(row.history)
    row.graded_at = row.attempt.graded_at = now
    put_result(row, row.attempt, now)
    row.save()
    row.attempt.save(update_fields=["result", "graded_at"])
    return True


def regrade_address(job: Job) -> str | None:
    """Return the results of the test from which a key was corrected."""
    test_id = job.payload.get("test")
    return reverse("assessments:test_scores", args=[test_id]) if test_id else None
