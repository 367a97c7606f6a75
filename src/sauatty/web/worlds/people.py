"""The invented programme of any size: its people and where they work, their roles and their cohort."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Any
from uuid import UUID, uuid5

from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import inventing, people
from sauatty.web.base import bulk
from sauatty.web.programmes import cohorts, services
from sauatty.web.programmes.models import Cohort, CohortMember, Programme
from sauatty.web.programmes.selectors import SCOPE
from sauatty.web.worlds.world import CHUNK, World

_SPACE = UUID("3b0c1a52-6f6e-5b0a-8d1e-1f4a5a2c9e10")
COHORT = {"kk": "Ойдан құрастырылған топ", "ru": "Вымышленная группа", "en": "Invented cohort"}
# Where people of each workplace of the model work: the kind of organisation, its name in the languages of the site.
WORKPLACES = {
    "school-librarian": (
        "school-library",
        ("Ойдан құрастырылған мектеп кітапханасы", "Вымышленная школьная библиотека", "Invented school library"),
    ),
    "university-librarian": (
        "academic-library",
        ("Ойдан құрастырылған жоғары оқу орны кітапханасы", "Вымышленная библиотека вуза", "Invented academic library"),
    ),
    "teacher": ("school", ("Ойдан құрастырылған мектеп", "Вымышленная школа", "Invented school")),
    "methodologist": (
        "methodological-centre",
        (
            "Ойдан құрастырылған әдістемелік орталық", "Вымышленный методический центр", "Invented methodological centre",
        ),
    ),
}  # fmt: skip
LOCALITIES = {"large_city": "urban", "town": "urban", "village": "rural"}
FIRST = {
    "kk": ("Айгүл", "Бақыт", "Гаухар", "Дәмежан", "Ерлан", "Жанар", "Зәуре", "Кәмшат", "Нұргүл", "Төлеген", "Ұлжан"),
    "ru": ("Елена", "Марина", "Ольга", "Светлана", "Николай", "Татьяна", "Сергей", "Ирина"),
    "en": ("Ann", "John", "Mary", "Peter"),
}  # fmt: skip
LAST = {"kk": "Үлгі", "ru": "Образцов(а)", "en": "Invented"}


def found(actor: Any, titles: dict[str, str]) -> Programme | None:
    """Make the programme; None where one of this size and seed is there."""
    if Programme.objects.filter(is_demo=True, title_en=titles["en"]).exists():
        return None
    return services.add_programme(actor=actor, titles=titles, is_demo=True)


def fill(world: World) -> None:
    """Write the people: those invited are participants, those who came later as guests have no role."""
    add_organisations()
    rows = _people(world)
    while batch := list(islice(rows, CHUNK)):
        inventing.add_people(actor=world.actor, people=batch)
    invited = world.invited()
    people.let_all_take_part(people=invited, scope_kind=SCOPE, scope_id=world.programme.pk)
    cohort = cohorts.add_cohort(
        actor=world.actor, programme=world.programme, names=COHORT, language="kk", form="mixed",
        starts_on=world.day(-210),
    )  # fmt: skip
    bulk.insert([CohortMember(cohort=cohort, person_id=one, added_by=world.actor) for one in invited])
    Cohort.objects.filter(pk=cohort.pk).update(n_members=len(invited))
    cohort.refresh_from_db()
    world.kept["cohort"] = cohort


def name_of(number: int, language: str) -> str:
    """Return an invented name; its number makes it one of a kind and says that it is nobody's."""
    first = FIRST[language]
    return f"{first[number % len(first)]} {LAST[language]} {number}"


def _people(world: World) -> Iterator[dict[str, Any]]:
    own = world.pack.people.traits
    columns = own["language"], own["region"], own["workplace"], own["locality"]
    for number, (code, language, region, workplace, locality) in enumerate(
        zip(world.pack.people.ids, *columns, strict=True), 1
    ):
        yield {
            "id": world.person(code), "name": name_of(number, language), "language": language, "region_id": region,
            "organisation_id": organisation_id(region, WORKPLACES[workplace][0], LOCALITIES[locality]),
        }  # fmt: skip


# --- where they work ---


def organisation_id(region: str, kind: str, locality: str) -> UUID:
    """Return the id of the invented organisation of a kind and locality in a region."""
    return uuid5(_SPACE, f"{region}|{kind}|{locality}")


def _organisations() -> Iterator[dict[str, Any]]:
    """Yield an organisation of each kind and locality in each region."""
    for region, (kind, names), (at, locality) in product(
        accounts.list_regions(), WORKPLACES.values(), enumerate(("urban", "rural"), 1)
    ):
        where = (getattr(region, f"name_{code}") for code in LANGUAGES)
        titles = [f"{name} № {at}, {place}" for name, place in zip(names, where, strict=True)]
        yield {
            "id": organisation_id(region.pk, kind, locality), "kind": kind, "region": region, "locality": locality,
            **{f"name_{code}": title for code, title in zip(LANGUAGES, titles, strict=True)},
        }  # fmt: skip


def add_organisations() -> None:
    """Add the organisations in which invented people work, unless they are there."""
    inventing.add_organisations(_organisations())


def forget_organisations() -> None:
    """Delete the organisations of invented programmes."""
    inventing.forget_organisations(row["id"] for row in _organisations())
