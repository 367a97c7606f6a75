"""A small bank of invented items, a published paper of it, a test, and somebody who takes it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from sauatty.core.catalogue.content import Provenance
from sauatty.core.catalogue.items import Idea, Item, ItemOption
from sauatty.core.languages import Translated
from sauatty.web.assessments import bank, services
from sauatty.web.assessments.bank import BankEntry
from sauatty.web.attempts.models import Attempt
from sauatty.web.items.bank import UsableItem
from sauatty.web.papers import services as papers
from web.conftest import give_role, make_person

COMPETENCES = [f"gmilaf.{component}.{number}" for component in (1, 2, 3) for number in (1, 2, 3, 4)]
DEMANDS = (1, 2, 3, 4)


def text(words):
    return Translated(f"{words} (kk)", f"{words} (ru)", words)


def make_item(id, competence="gmilaf.1.1", kind="single", difficulty=0.0, demand=2, **more):
    """Return an invented item whose right answer is 'b' (judgement: 'b' gives 2, 'a' gives 1)."""
    options = tuple(
        ItemOption(
            letter, text(f"{id} option {letter}"), text(f"{id} reason {letter}"), is_right=letter == "b",
            credit={"a": 1, "b": 2}.get(letter, 0) if kind == "judgement" else 0,
        )
        for letter in "abcd"
    )  # fmt: skip
    return Item(
        id, kind, competence, demand, "school-library", difficulty, text(f"{id} stem"), options,
        Idea("invented for a test"), Provenance(), **more,
    )  # fmt: skip


def make_bank(per_competence=4):
    """Return items of every competence: three single choices of other demand and difficulty, then a judgement."""
    made = []
    for competence in COMPETENCES:
        for n in range(per_competence):
            kind = "judgement" if n % 4 == 3 else "single"
            difficulty = ((n * 7 + len(made)) % 9 - 4) / 4
            made.append(
                make_item(
                    f"{competence.replace('.', '-')}-{n + 1}", competence, kind, difficulty, DEMANDS[n % 4]
                )
            )
    return tuple(made)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """Let the bank hold this small one instead of the real one: items, whether they are shipped, and parameters."""
    found = [UsableItem(one, True, "") for one in make_bank()]
    monkeypatch.setattr(bank, "list_items", lambda programme: found)
    return found


@pytest.fixture
def shipped(known):
    return tuple(one.item for one in known)


@pytest.fixture
def paper(aigerim, programme, shipped):
    """Return a published paper: one item of each competence, the first a judgement."""
    chosen = [shipped[3], *shipped[4::4]]
    return services.publish_items(
        actor=aigerim,
        programme=programme,
        family=uuid4(),
        code="A",
        entries=[BankEntry(one, True) for one in chosen],
    )


@pytest.fixture
def test(aigerim, programme, paper):
    """Return an open practice test with that paper; its results are seen at once."""
    return make_test(aigerim, programme, [paper])


def make_test(actor, programme, chosen, *, purpose="practice", **fields):
    titles = {"kk": "Сынақ", "ru": "Проба", "en": "A try"}
    row = papers.create_test(actor=actor, programme=programme, titles=titles, purpose=purpose, **fields)
    papers.set_papers(actor=actor, test=row, papers=chosen)
    return papers.open_test(actor=actor, test=row)


@pytest.fixture
def dana(programme):
    """A participant of the programme."""
    person = make_person("Дана Оқырман", "dana@example.kz")
    give_role(person, "participant", programme)
    return person


def take(test, paper, person, answers, *, language="kk", number=1, **fields):
    """Return an attempt that was handed in and graded: item -> answer."""
    now = timezone.now()
    kept = {id: {"answer": answer, "ms": 9000, "language": language} for id, answer in answers.items()}
    attempt = Attempt.objects.create(
        test=test, paper=paper, person=person, language=language, number=number, seed=7, answers=kept,
        started_at=now - timedelta(minutes=9), submitted_at=now, state="submitted", **fields,
    )  # fmt: skip
    services.grade(attempt)
    attempt.save()
    attempt.refresh_from_db()
    return attempt


def right(paper, *wrong):
    """Return right answers to every item of a paper, but for those named."""
    return {one["id"]: "c" if one["id"] in wrong else "b" for one in paper.body["items"]}
