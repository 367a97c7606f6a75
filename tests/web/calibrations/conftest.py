"""Sixty invented people who take a pre-test and a final test with two papers, swapped by halves of the group."""

from uuid import uuid4

import numpy as np
import pytest

from sauatty.web.assessments import services
from sauatty.web.assessments.bank import BankEntry
from sauatty.web.calibrations import services as calibrations
from web.assessments.conftest import COMPETENCES, make_item, make_test, take
from web.conftest import make_person

N = 24


@pytest.fixture
def two_papers(aigerim, programme):
    """Return papers A and B of one family: ten questions each, none shared, right or wrong."""
    single = [make_item(f"q-{n + 1:02}", COMPETENCES[n % 12]) for n in range(20)]
    family = uuid4()
    return [
        services.publish_items(
            actor=aigerim, programme=programme, family=family, code=code,
            entries=[BankEntry(one, True) for one in chosen],
        )
        for code, chosen in (("A", single[0:20:2]), ("B", single[1:20:2]))
    ]  # fmt: skip


@pytest.fixture
def pre(aigerim, programme, two_papers):
    return make_test(aigerim, programme, two_papers, purpose="pre")


@pytest.fixture
def final(aigerim, programme, two_papers):
    return make_test(aigerim, programme, two_papers, purpose="final")


def answers(rng, paper, ability):
    """Return answers of somebody: 'b' is right, wrong ones fall on the other options."""
    given = {}
    for place, item in enumerate(paper.body["items"]):
        chance = 1 / (1 + np.exp(-(ability - (place - 4.5) / 3)))
        given[item["id"]] = "b" if rng.random() < chance else "acd"[rng.integers(3)]
    return given


@pytest.fixture
def people(db):
    return [make_person(f"Person {n}", f"p{n}@example.kz") for n in range(N)]


@pytest.fixture
def taken(pre, final, two_papers, people):
    """Everybody takes the pre-test, all but three the final test with the other paper."""
    rng = np.random.default_rng(11)
    for n, person in enumerate(people):
        ability, language = rng.normal(), "kk" if n % 2 else "ru"
        place = n // 2 % 2
        take(pre, two_papers[place], person, answers(rng, two_papers[place], ability), language=language)
        if n % 8 != 7:
            paper = two_papers[1 - place]
            take(final, paper, person, answers(rng, paper, ability + 0.8), language=language)
    return pre, final


def work(actor, programme, kind, tests, **choices):
    analysis, job = calibrations.ask_for_analysis(
        actor=actor, programme=programme, kind=kind, tests=tests, choices=choices
    )
    calibrations.do_analysis(job.payload, lambda done, total: None)
    analysis.refresh_from_db()
    return analysis
