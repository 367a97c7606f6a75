"""The only door to the rows of standards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from sauatty.core.errors import StandardItemTwice
from sauatty.core.psychometrics.reliability import reliability
from sauatty.web.assessments import selectors as assessments
from sauatty.web.items import selectors as items
from sauatty.web.items.statistics import parameters_of
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes
from sauatty.web.standards.models import (
    Judge,
    JudgeAnswer,
    PassMark,
    Rating,
    Release,
    SessionPaper,
    StandardSession,
)

State = StandardSession.State
ROUNDS = {State.FIRST: 1, State.SECOND: 2}
JUDGING_ROLES = frozenset({"expert", "methodologist", "trainer", "coder"})

# --- for coordinators ---


def list_sessions(actor: Any) -> QuerySet[StandardSession]:
    """List the sessions of the programmes that the actor coordinates."""
    rows = StandardSession.objects.filter(programme__in=programmes.list_coordinated(actor))
    return rows.select_related("programme").annotate(n_judges=Count("judges")).order_by("-created_at", "pk")


def access_session(actor: Any, session_id: UUID) -> StandardSession:
    """Return a session of a programme that the actor coordinates, or 404."""
    rows = StandardSession.objects.filter(programme__in=programmes.list_coordinated(actor))
    return get_object_or_404(rows.select_related("programme"), pk=session_id)


def papers_of(session: StandardSession) -> list[Any]:
    """Return the papers of a session, without their bodies (one query)."""
    rows = SessionPaper.objects.filter(session=session).select_related("paper").defer("paper__body")
    return [row.paper for row in rows]


def list_judges(session: StandardSession) -> list[Judge]:
    """Return the judges with how many questions each has rated in each round (one query)."""
    rows = session.judges.select_related("person").annotate(
        n_first=Count("ratings", filter=Q(ratings__round=1)), n_second=Count("ratings", filter=Q(ratings__round=2)),
    )  # fmt: skip
    return list(rows)


def access_judge(session: StandardSession, judge_id: UUID) -> Judge:
    """Return a judge of a session, or 404."""
    return get_object_or_404(session.judges.select_related("person"), pk=judge_id)


def list_possible_judges(session: StandardSession) -> list[Any]:
    """Return the experts, methodologists, trainers and coders of the programme that have no seat yet."""
    seated = session.judges.values("person")
    members = programmes.list_members(session.programme).exclude(pk__in=seated)
    return [
        one
        for one in members
        if any(grant.role in JUDGING_ROLES for grant in one.grants_here) and not learns(one, session)
    ]


def learns(person: Any, session: StandardSession) -> bool:
    """Tell whether somebody takes part in the programme of a session, and so may take its tests."""
    programme = session.programme
    if person.grants.filter(role="participant", scope_id=programme.pk).exists():
        return True
    return programmes.cohorts_of(person, programme).exists()


def items_to_judge(session: StandardSession) -> list[dict[str, Any]]:
    """Return the questions of the papers that count, in their order, each once; StandardItemTwice if two differ."""
    found: dict[str, dict[str, Any]] = {}
    for paper in papers_of(session):
        keys = {row.item: row for row in assessments.current_keys(paper.pk)}
        for item in papers.content_of(paper.pk).body["items"]:
            row = keys.get(item["id"])
            if row is None or row.is_left_out:
                continue
            entry = {"id": row.item, "paper": str(paper.pk), "max": row.max_score, "sha256": row.item_sha256}
            known = found.setdefault(row.item, entry)
            if known["sha256"] != row.item_sha256:
                raise StandardItemTwice(item=row.item)
    return list(found.values())


def holes(session: StandardSession) -> list[Any]:
    """Return what is missing before the first round can be opened."""
    missing = []
    if not session.description_kk or not session.description_ru:
        missing.append(_("The description of who is just about competent, in Kazakh and in Russian."))
    if not papers_of(session):
        missing.append(_("The papers that are judged."))
    elif not items_to_judge(session):
        missing.append(_("Keys: these papers have none."))
    if not session.judges.filter(declined_at=None).exists():
        missing.append(_("The judges."))
    return missing


def items_of_paper(session: StandardSession, paper_id: UUID) -> list[dict[str, Any]]:
    """Return those of a session's questions that stand in one of its papers."""
    ids = {one["id"] for one in papers.content_of(paper_id).body["items"]}
    return [one for one in session.items if one["id"] in ids]


def given_in(session: StandardSession) -> dict[int, dict[tuple[UUID, str], int]]:
    """Return all ratings: round → (judge, item) → percent (one query)."""
    found: dict[int, dict[tuple[UUID, str], int]] = defaultdict(dict)
    rows = Rating.objects.filter(judge__session=session).values_list("round", "judge_id", "item", "percent")
    for round, judge, item, percent in rows:
        found[round][judge, item] = percent
    return dict(found)


# --- for judges ---


def access_seat(person: Any, session_id: UUID) -> Judge:
    """Return the seat of this very person in a session, or 404."""
    rows = Judge.objects.filter(person=person).select_related("session__programme")
    return get_object_or_404(rows, session=session_id)


def list_waiting_seats(person: Any) -> list[Judge]:
    """Return the seats of sessions that wait for this person (one query)."""
    waits = Q(session__state__in=(State.DRAFT, State.FIRST, State.SECOND), declined_at=None)
    return list(Judge.objects.filter(waits, person=person).select_related("session"))


def own_answers(judge: Judge) -> dict[str, JudgeAnswer]:
    """Return what a judge answered, by item (one query)."""
    return {row.item: row for row in judge.answers.all()}


def own_ratings(judge: Judge) -> dict[tuple[str, int], int]:
    """Return what a judge gave, by item and round (one query)."""
    return {(item, n): percent for item, n, percent in judge.ratings.values_list("item", "round", "percent")}


def takes_a_test(person: Any) -> bool:
    """Tell whether keys are closed to somebody, who is in the middle of a test."""
    return items.takes_a_test(person)


def question_of(session: StandardSession, item_id: str) -> dict[str, Any]:
    """Return the entry of a session's question, or 404."""
    found = next((one for one in session.items if one["id"] == item_id), None)
    if found is None:
        raise Http404
    return dict(found)


def content_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a question as its paper has it."""
    body = papers.content_of(entry["paper"]).body["items"]
    return next(dict(one) for one in body if one["id"] == entry["id"])


def key_of(entry: Mapping[str, Any]) -> Any:
    """Return the row of the key that counts now, with its reasons."""
    rows = assessments.current_keys(UUID(entry["paper"]), with_whys=True)
    return next(row for row in rows if row.item == entry["id"])


# --- what real answers say ---


def taken_papers(session: StandardSession) -> dict[UUID, list[Any]]:
    """Return who took each paper of a session in a test of its programme, first attempts (a query for each paper)."""
    found = {}
    for paper in papers_of(session):
        tests = [one for one in papers.tests_using(paper) if one.programme_id == session.programme_id]
        tests = [one for one in tests if one.purpose != "practice"]
        taken = assessments.taken_of(tests) if tests else []
        found[paper.pk] = [one for one in taken if one.paper_id == paper.pk]
    return found


def matrix_of(taken: Sequence[Any]) -> Any:
    """Return the points of some rows as a matrix."""
    return assessments.score_matrix_of([], taken=taken)


def parameters(session: StandardSession) -> dict[str, Any]:
    """Return the calibrated parameters that hold in the programme, by item."""
    return parameters_of(session.programme)


def has_public_keys(session: StandardSession) -> bool:
    """Tell whether anybody can read a key of the papers."""
    return any(row.is_shipped for paper in papers_of(session) for row in assessments.current_keys(paper.pk))


def cohort_names(session: StandardSession) -> dict[UUID, Any]:
    """Return the cohorts of the programme by id (one query)."""
    return {one.pk: one for one in programmes.list_cohorts(session.programme)}


# --- pass marks ---


def marks_of(session: StandardSession) -> list[PassMark]:
    """Return the pass marks that came out of a session, the newest first (one query)."""
    rows = session.marks.select_related("paper", "adopted_by").defer("paper__body")
    return list(rows)


def marks_in_force(programme: Any, paper_ids: Iterable[UUID]) -> dict[UUID, PassMark]:
    """Return the pass mark of each paper in a programme, where there is one (one query)."""
    rows = PassMark.objects.filter(programme=programme, paper__in=list(paper_ids), replaced_at=None)
    return {row.paper_id: row for row in rows.select_related("session", "paper").defer("paper__body")}


def releases_of(test: Any) -> dict[UUID, Release]:
    """Return what people were told about a test, by attempt (one query)."""
    rows = Release.objects.filter(attempt__test=test).select_related("mark")
    return {row.attempt_id: row for row in rows}


def release_of(attempt: Any) -> Release | None:
    """Return what the person of an attempt was told, if anything."""
    return Release.objects.filter(attempt=attempt).select_related("mark").first()


def margins(test: Any) -> dict[UUID, float]:
    """Return the standard error of measurement of each paper of a test, in points, where answers allow one."""
    taken = assessments.taken_of([test])
    found = {}
    for paper_id in {one.paper_id for one in taken}:
        here = [one for one in taken if one.paper_id == paper_id]
        sem = reliability(matrix_of(here)).sem if len(here) > 1 else None
        if sem is not None:
            found[paper_id] = sem
    return found
