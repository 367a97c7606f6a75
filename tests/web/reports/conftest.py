"""A programme with two tests and seven participants, who were asked about research."""

import pytest

from sauatty.web.reports import services
from web.assessments.conftest import known, make_test, paper, right, shipped, take  # noqa: F401 - fixtures
from web.conftest import give_role, make_person
from web.curricula.cast import run_jobs  # noqa: F401 - a fixture


@pytest.fixture
def learners(programme):
    found = [make_person(f"Оқушы {n}", f"learner{n}@example.kz") for n in range(7)]
    for one in found:
        give_role(one, "participant", programme)
    return found


@pytest.fixture
def tested(aigerim, programme, paper, learners):  # noqa: F811 - a fixture
    """All seven took the pre-test, and all but the first the final one."""
    pre, final = (make_test(aigerim, programme, [paper], purpose=one) for one in ("pre", "final"))
    for n, one in enumerate(learners):
        take(pre, paper, one, right(paper, "gmilaf-1-2-1"))
        if n:
            take(final, paper, one, right(paper))
    return programme


@pytest.fixture
def text(aigerim, programme):
    return services.publish_text(
        actor=aigerim,
        programme=programme,
        who="Орталық, ortalyq@example.kz",
        recipients="University",
        years=5,
    )


@pytest.fixture
def agreed(text, programme, learners):
    """The first refuses, the other six agree."""
    for n, one in enumerate(learners):
        services.answer(person=one, programme=programme, number=text.number, agrees=n > 0, language="kk")
    return learners[1:]
