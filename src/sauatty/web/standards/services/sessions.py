"""Preparing a session, inviting judges, opening and closing its rounds."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import JudgeHasRated, JudgeTakesTheTest, StandardMovedOn, StandardNotReady
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.base.texts import forget_texts, write_text
from sauatty.web.standards import figures, selectors
from sauatty.web.standards.models import Judge, SessionPaper, StandardSession

State = StandardSession.State
FIELD = "description"
# step → (states it leaves, state it reaches)
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "open-first": ((State.DRAFT,), State.FIRST),
    "close-first": ((State.FIRST,), State.BETWEEN),
    "reopen-first": ((State.BETWEEN,), State.FIRST),
    "open-second": ((State.BETWEEN,), State.SECOND),
    "close": ((State.BETWEEN, State.SECOND), State.CLOSED),
}


@transaction.atomic
def add_session(
    *, actor: Any, programme: Any, name: str, descriptions: Mapping[str, str], papers: Sequence[UUID],
    shows_difficulty: bool = True, is_demo: bool = False,
) -> StandardSession:  # fmt: skip
    """Prepare a session for some papers."""
    session = StandardSession(
        programme=programme, name=name, shows_difficulty=shows_difficulty, created_by=actor, is_demo=is_demo
    )
    _describe(session, descriptions, actor)
    session.save(force_insert=True)
    _set_papers(session, papers)
    audit.record(
        "standard.added", actor=actor, target=session, name=name, papers=[str(one) for one in papers]
    )
    return session


@transaction.atomic
def change_session(
    *, actor: Any, session: StandardSession, name: str, descriptions: Mapping[str, str], papers: Sequence[UUID],
    shows_difficulty: bool,
) -> StandardSession:  # fmt: skip
    """Change a session before its first round."""
    locked = _locked(session, (State.DRAFT,))
    locked.name, locked.shows_difficulty = name, shows_difficulty
    _describe(locked, descriptions, actor)
    locked.save()
    _set_papers(locked, papers)
    audit.record(
        "standard.changed", actor=actor, target=locked, name=name, papers=[str(one) for one in papers]
    )
    return locked


def _describe(session: StandardSession, descriptions: Mapping[str, str], actor: Any) -> None:
    source = next((code for code in LANGUAGES if descriptions.get(code)), "")
    for code in LANGUAGES:
        text = descriptions.get(code, "")
        if text != getattr(session, f"{FIELD}_{code}"):
            write_text(
                session, FIELD, code, text, actor=actor, source_language=source if code != source else ""
            )


def _set_papers(session: StandardSession, papers: Sequence[UUID]) -> None:
    SessionPaper.objects.filter(session=session).delete()
    SessionPaper.objects.bulk_create(SessionPaper(session=session, paper_id=one) for one in papers)


@transaction.atomic
def delete_session(*, actor: Any, session: StandardSession) -> None:
    """Delete a session that never began."""
    locked = _locked(session, (State.DRAFT,))
    audit.record("standard.deleted", actor=actor, target=locked, name=locked.name)
    forget_texts(locked)
    locked.delete()


def _locked(session: StandardSession, states: Sequence[str]) -> StandardSession:
    """Return the session, held until the transaction ends; StandardMovedOn where it is in none of the states."""
    locked = StandardSession.objects.select_for_update().get(pk=session.pk)
    if locked.state not in states:
        raise StandardMovedOn
    return locked


@transaction.atomic
def invite(*, actor: Any, session: StandardSession, people: Sequence[Any]) -> list[Judge]:
    """Give people a seat; who has one keeps it. Whoever may take the tests is refused: judges see the keys."""
    locked = _locked(session, (State.DRAFT, State.FIRST))
    made = []
    for person in people:
        if selectors.learns(person, locked):
            raise JudgeTakesTheTest(name=person.name)
        judge, is_new = Judge.objects.get_or_create(
            session=locked, person=person, defaults={"invited_by": actor, "invited_at": timezone.now()}
        )
        made.append(judge)
        if is_new:
            audit.record("standard.judge_invited", actor=actor, target=judge, person=str(person.pk))
    return made


@transaction.atomic
def remove_judge(*, actor: Any, judge: Judge) -> None:
    """Take back an invitation; nobody who has rated is taken out."""
    _locked(judge.session, (State.DRAFT, State.FIRST))
    if judge.ratings.exists():
        raise JudgeHasRated
    audit.record("standard.judge_removed", actor=actor, target=judge, person=str(judge.person_id))
    judge.delete()


@transaction.atomic
def move(*, actor: Any, session: StandardSession, step: str) -> StandardSession:
    """Open or close a round. The questions are fixed when the first one opens, what is discussed when the second does."""
    leaves, reaches = STEPS[step]
    locked = _locked(session, leaves)
    if step == "open-first":
        _open_first(locked)
    elif step in ("close-first", "close") and not selectors.given_in(locked):
        raise StandardNotReady
    elif step == "open-second":
        locked.discussion = figures.discussion_of(locked)
    locked.state = reaches
    locked.closed_at = timezone.now() if reaches == State.CLOSED else None
    locked.save()
    audit.record("standard.moved", actor=actor, target=locked, step=step, items=len(locked.items))
    return locked


def _open_first(session: StandardSession) -> None:
    if selectors.holes(session):
        raise StandardNotReady
    session.items = selectors.items_to_judge(session)
