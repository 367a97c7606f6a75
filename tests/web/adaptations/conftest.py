"""A working group of two, three experts and a national version, as the tests need them."""

import pytest

from sauatty.core.languages import LANGUAGES, Translated
from sauatty.web.accounts.models import Grant, Person
from sauatty.web.adaptations import selectors, services
from sauatty.web.adaptations.drafts import CompetenceDraft
from sauatty.web.frameworks.fields import FIELDS

TITLES = Translated("Ұлттық нұсқа (ойдан)", "Национальная версия (вымысел)", "National version (invented)")
ABOUT = Translated("Сынақ үшін жазылған.", "Написано для проверки.", "Written for a test.")


def make_person(name, email, role=None):
    person = Person.objects.create_person(name=name, email=email)
    if role:
        Grant.objects.create(person=person, role=role, scope_kind="site")
    return person


def all_texts(word):
    """Texts of every field in every language, all different."""
    return {(field, code): f"{word} {field} {code}" for field in FIELDS for code in LANGUAGES}


@pytest.fixture
def group_lead(db):
    """A methodologist who leads the working group."""
    return make_person("Мадина Оспанова", "madina@example.kz", "methodologist")


@pytest.fixture
def colleague(db):
    """A methodologist who may be asked into the group."""
    return make_person("Ерлан Қасымов", "erlan@example.kz", "methodologist")


@pytest.fixture
def experts(db):
    """Three people without any other role."""
    return [make_person(f"Сарапшы {n}", f"expert{n}@example.kz", "expert") for n in ("Бір", "Екі", "Үш")]


@pytest.fixture
def adaptation(group_lead):
    """A national version of gmilaf, nothing decided yet."""
    return services.start_adaptation(
        actor=group_lead,
        slug="kzmil",
        texts={"title": TITLES, "description": ABOUT},
        issuer="Жұмыс тобы",
        sources=["gmilaf"],
    )


@pytest.fixture
def decide(adaptation, group_lead):
    """Return a function that stores a decision with all its texts."""

    def make(action="rewrite", sources=("gmilaf.2.3",), code="V1", word="Мәтін", **more):
        draft = CompetenceDraft(
            action=action, sources=tuple(sources), reason="себеп", code=code, texts=all_texts(word), **more
        )
        return services.decide_competence(actor=group_lead, adaptation=adaptation, draft=draft)

    return make


@pytest.fixture
def complete(adaptation, group_lead, decide):
    """The national version with every source decided: one rewritten, two merged, one added, the rest left out."""
    decide()
    decide("merge", ("gmilaf.1.1", "gmilaf.1.2"), "S1", "Іздеу")
    decide("add", (), "N1", "Жаңа")
    for node in selectors.summarise_adaptation(adaptation).undecided:
        services.leave_out(
            actor=group_lead, adaptation=adaptation, source_ids=[node.id], reason="осы жолы жоқ"
        )
    return adaptation


@pytest.fixture
def seats(adaptation, group_lead, experts):
    """The seats of the three experts."""
    return [
        services.seat_person(actor=group_lead, adaptation=adaptation, person=person, role="expert")
        for person in experts
    ]


@pytest.fixture
def published(complete, group_lead):
    """Version 1, published."""
    return services.publish_version(actor=group_lead, adaptation=complete, number=1)
