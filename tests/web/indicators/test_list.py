"""The list of indicators: by level, from live data, with what is missing said, and who sees it."""

import pytest

from sauatty.core.catalogue.indicators import load_indicators
from sauatty.web.indicators import labels, services
from sauatty.web.indicators.models import Indicator
from sauatty.web.programmes.models import Programme
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


def test_it_works(client_of, aigerim, address, take, held_online, make_visitor):
    for n in range(12):
        make_visitor(f"Адам {n}", "KZ-55", "school", held_online)
    take("participants", "trainings-online", "gain")

    page = client_of(aigerim).get(address()).content.decode()

    assert "People who attended" in page and "12</b>" in page
    assert "no final test" in page
    for level in ("Reaction", "Learning", "Behaviour", "Results"):
        assert f"<h2>{level}</h2>" in page


def test_an_empty_list_teaches_and_takes_ready_ones_with_one_tap(client_of, aigerim, address, programme):
    browser = client_of(aigerim)
    page = browser.get(address()).content.decode()
    assert page.count('name="ready"') == len(load_indicators()) and page.count("checked") >= len(
        load_indicators()
    )

    ids = ["participants", "gain", "reach"]
    assert browser.post(address("ready_take"), {"ready": ids}).status_code == 302
    assert set(Indicator.objects.filter(programme=programme).values_list("library", flat=True)) == set(ids)
    assert browser.post(address("ready_take"), {"ready": ["nothing"]}).status_code == 422


def test_every_ready_indicator_has_its_formula_and_source():
    ids = {one.id for one in load_indicators()}
    assert ids == set(labels.FORMULAS) == set(labels.SOURCES)


def test_what_data_lack_is_said_of_each_ready_indicator(client_of, aigerim, address, take):
    take(*(one.id for one in load_indicators()))

    page = client_of(aigerim).get(address()).content.decode()

    for why in (
        "no final test",
        "no training was held",
        "no coded answers",
        "no activities",
        "no curriculum looked",
    ):
        assert why in page
    assert "not known</small>" not in page


def test_taken_twice_it_stays_one_and_an_archived_one_comes_back(programme, aigerim, take, enter, own):
    first = take("reach")[0]
    assert take("reach") == [first]
    Indicator.objects.filter(pk=first.pk).update(archived_at="2026-01-01T00:00:00Z")
    take("reach")
    assert Indicator.objects.get(library="reach").archived_at is None


def test_the_state_against_the_target_is_said(client_of, aigerim, address, own, enter):
    enter(35)
    page = client_of(aigerim).get(address()).content.decode()
    assert "50% of the way from the baseline" in page
    enter(60)
    page = client_of(aigerim).get(address()).content.decode()
    assert "target reached" in page and "Targets reached: 1 of 1" in page


def test_less_is_better_where_it_was_declared(own, aigerim, client_of, address, enter):
    services.change(actor=aigerim, indicator=own, texts={}, facts={"is_less_better": True, "target": 5.0})
    enter(7)
    assert "target reached" not in client_of(aigerim).get(address()).content.decode()
    enter(5)
    assert "target reached" in client_of(aigerim).get(address()).content.decode()


def test_who_reads_and_who_writes(client_of, nurlan, bolat, stranger, keeper, address, take, own):
    assert client_of(nurlan).get(address()).status_code == 200
    assert client_of(keeper).get(address()).status_code == 200
    for who in (bolat, stranger):
        assert client_of(who).get(address()).status_code == 404
    for name, args in (
        ("ready_take", ()),
        ("indicator_new", ()),
        ("indicator_edit", (own.pk,)),
        ("row_new", ()),
    ):
        assert client_of(nurlan).get(address(name, *args)).status_code == 404
    assert client_of(nurlan).post(address("snapshot_take")).status_code == 404


def test_a_coordinator_of_another_programme_finds_nothing(client_of, own, address):
    other = make_person("Басқа Үйлестіруші", "other@example.kz")
    give_role(other, "coordinator", Programme.objects.create(title_kk="Басқа"))
    browser = client_of(other)
    assert browser.get(address()).status_code == 404
    assert browser.get(address("indicator_detail", own.pk)).status_code == 404
    assert browser.post(address("value_add", own.pk), {"value": "1", "day": "2026-01-01"}).status_code == 404


def test_an_indicator_is_found_under_its_own_programme_only(client_of, aigerim, own):
    elsewhere = Programme.objects.create(title_kk="Басқа")
    page = f"/en/board/{elsewhere.pk}/indicators/{own.pk}/"
    assert client_of(aigerim).get(page).status_code == 404


def test_invented_indicators_say_so(client_of, aigerim, programme, own, address):
    Programme.objects.filter(pk=programme.pk).update(is_demo=True)
    for name, args in (("indicator_list", ()), ("indicator_detail", (own.pk,)), ("logframe", ())):
        assert "Invented data" in client_of(aigerim).get(address(name, *args)).content.decode()


def test_two_hundred_indicators_ask_no_more(
    client_of, aigerim, programme, address, django_assert_max_num_queries
):
    Indicator.objects.bulk_create(
        Indicator(programme=programme, level="4", unit="count", name_en=f"Number {n}", source="x")
        for n in range(200)
    )
    browser = client_of(aigerim)
    for name in ("indicator_list", "logframe"):
        browser.get(address(name))
        with django_assert_max_num_queries(60) as asked:
            page = browser.get(address(name))
        print(name, len(asked.captured_queries), len(page.content))
        assert page.content.decode().count("Number ") >= 200
