"""Specialists of the network beside the schools of their regions: exact, and an invented programme sees invented ones."""

import pytest

from sauatty.web.accounts.models import Person
from sauatty.web.indicators import network
from sauatty.web.specialists import services
from sauatty.web.specialists.models import RegionFigure
from sauatty.web.specialists.regional import KINDS, figures_of

TARAZ, SEMEY = "KZ-31", "KZ-10"


@pytest.fixture
def schools(db, monkeypatch):
    """Two regions whose schools are counted, and no others."""
    monkeypatch.setattr("sauatty.web.specialists.regional.load_region_figures", dict)
    for region, n in ((TARAZ, 400), (SEMEY, 100)):
        RegionFigure.objects.create(
            region_id=region, kind=KINDS.SCHOOLS, n=n, source="есеп", stated_on="2026-09-01"
        )


def enter(name, region, *, is_demo=False):
    person = Person.objects.create_person(name=name, is_demo=is_demo)
    services.join(
        person=person, language="kk", region_id=region, languages=["kk"], competences=[], audience="network"
    )


def test_it_works_by_region_and_in_all(programme, schools):
    for name, region in (("Айгүл", TARAZ), ("Бекзат", TARAZ), ("Гүлім", SEMEY), ("Дина", "KZ-55")):
        enter(name, region)
    whole, by = network.figures(programme)["network"]

    assert set(figures_of(KINDS.SCHOOLS)) == {TARAZ, SEMEY}
    assert (whole.value, whole.n) == (
        0.6,
        3,
    )  # 3 specialists, 500 schools; of Dina's region no schools are counted
    assert {code: (one.value, one.n) for _kind, code, one in by} == {TARAZ: (0.5, 2), SEMEY: (1.0, 1)}


def test_invented_specialists_are_counted_for_an_invented_programme_alone(programme, schools):
    enter("Үлгі", TARAZ, is_demo=True)
    whole, by = network.figures(programme)["network"]
    assert not whole.is_there and whole.why_missing == "no-network"
    assert by == ()

    programme.is_demo = True
    assert network.figures(programme)["network"][0].n == 1


def test_it_asks_a_bounded_number_of_queries(programme, schools, django_assert_max_num_queries):
    for at in range(12):
        enter(f"Маман {at}", TARAZ)
    with django_assert_max_num_queries(3):
        network.figures(programme)
