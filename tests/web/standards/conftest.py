"""A published paper of invented items, a session for it, and judges."""

import pytest

from sauatty.web.standards import services
from sauatty.web.standards.models import StandardSession
from web.assessments.conftest import (  # noqa: F401 - fixtures
    dana,
    known,
    make_test,
    paper,
    right,
    shipped,
    take,
    test,
)
from web.conftest import give_role, make_person

DESCRIPTIONS = {
    "kk": "Дереккөзін тексереді.",
    "ru": "Проверяет источник.",
    "en": "Checks where a claim comes from.",
}


@pytest.fixture
def experts(programme):
    """Five experts of the programme."""
    people = [make_person(f"Expert {n}", f"expert{n}@example.kz") for n in range(1, 6)]
    for one in people:
        give_role(one, "expert", programme)
    return people


@pytest.fixture
def session(aigerim, programme, paper):  # noqa: F811
    """A session that nobody is invited to yet."""
    return services.add_session(
        actor=aigerim, programme=programme, name="Autumn panel", descriptions=DESCRIPTIONS, papers=[paper.pk]
    )


@pytest.fixture
def opened(aigerim, session, experts):
    """The session in its first round, all experts taking part."""
    judges = services.invite(actor=aigerim, session=session, people=experts)
    for judge in judges:
        services.agree(judge=judge)
    return services.move(actor=aigerim, session=session, step="open-first")


def rate_all(session, percents, *, items=None):
    """Let each judge answer and rate: one percent for all, or a list by item."""
    session = StandardSession.objects.get(pk=session.pk)
    judges = list(session.judges.select_related("person").order_by("person__email"))
    for judge, percent in zip(judges, percents, strict=False):
        for n, entry in enumerate(session.items if items is None else session.items[:items]):
            if not judge.answers.filter(item=entry["id"]).exists():
                services.answer_question(judge=judge, entry=entry, answer="b")
            services.rate(
                judge=judge, entry=entry, percent=percent[n] if isinstance(percent, list) else percent
            )


def moved(aigerim, session, *steps):
    """Move a session on and return it."""
    for step in steps:
        session = services.move(actor=aigerim, session=session, step=step)
    return session
