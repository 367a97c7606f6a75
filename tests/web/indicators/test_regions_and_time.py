"""Targets and values by region with small numbers protected; snapshots that never change; the chart."""

import pytest
from django.db import DatabaseError, transaction

from sauatty.core.evaluation.figures import Figure
from sauatty.core.evaluation.indicators import measure_all
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.evaluations import threads
from sauatty.web.indicators import measuring, regions, selectors, snapshots
from sauatty.web.indicators.models import RegionTarget, Snapshot, Value

pytestmark = pytest.mark.django_db


def test_it_works(client_of, aigerim, own, enter, address):
    browser = client_of(aigerim)
    assert browser.post(address("region_targets", own.pk), {"KZ-55": "12", "KZ-63": "10"}).status_code == 302
    enter(11, region_id="KZ-55")
    enter(12, region_id="KZ-63")

    page = browser.get(address("indicator_detail", own.pk)).content.decode()

    assert page.count("target reached") == 1 and page.count("target not reached yet") == 1
    assert RegionTarget.objects.count() == 2
    browser.post(address("region_targets", own.pk), {"KZ-55": "12"})
    assert list(RegionTarget.objects.values_list("region", "target")) == [("KZ-55", 12.0)]


def test_a_target_that_is_no_number_is_refused(client_of, aigerim, own, address):
    answer = client_of(aigerim).post(address("region_targets", own.pk), {"KZ-55": "көп", "KZ-63": "-1"})
    assert answer.status_code == 422 and not RegionTarget.objects.exists()


def test_small_numbers_are_hidden_from_who_works_not_with_the_programme(
    client_of, aigerim, keeper, own, enter, address
):
    enter(34)
    for code, n in (("KZ-55", 11), ("KZ-63", 20), ("KZ-61", 3)):
        enter(n, region_id=code)

    theirs = client_of(aigerim).get(address("indicator_detail", own.pk)).content.decode()
    his = client_of(keeper).get(address("indicator_detail", own.pk)).content.decode()

    assert '<td class="num">3</td>' in theirs and '<td class="num">11</td>' in theirs
    assert '<td class="num">3</td>' not in his and '<td class="num">20</td>' in his
    # 34 less 20 less 11 would tell the 3.
    assert '<td class="num">11</td>' not in his and his.count("too few people to be told") == 2


@pytest.mark.parametrize("counts", [(3, 11, 20), (1, 2, 40), (4, 4, 5), (30, 2, 9), (1, 5, 5)])
def test_no_small_number_can_be_worked_out_from_the_whole(own, counts):
    found = {f"KZ-{n}": Figure(0, float(one), unit="count") for n, one in enumerate(counts)}
    whole = Figure(0, float(sum(counts)), unit="count")

    shown = [one.value for one in regions.hide_small(found, whole, own).values() if one.value is not None]

    assert all(value >= 5 for value in shown)
    assert not 0 < sum(counts) - sum(shown) < 5


def test_values_of_regions_come_from_live_data(aigerim, programme, take, held_online, make_visitor):
    for n in range(24):
        make_visitor(f"Адам {n}", "KZ-55" if n % 2 else "KZ-63", "school", held_online)
    take("participants")

    live = measuring.live_of(programme, aigerim)

    assert {code: one.value for code, one in live.regions("participants").items()} == {
        "KZ-55": 12.0,
        "KZ-63": 12.0,
    }


def test_the_figures_are_those_of_the_core(aigerim, programme, take, held_online, make_visitor):
    for n in range(5):
        make_visitor(f"Адам {n}", "KZ-55", "school", held_online)
    gathered, found = threads.evaluated(programme, aigerim)
    expected = {one.indicator.id: one.figure for one in measure_all(gathered.pack, found)}

    live = measuring.live_of(programme, aigerim)

    assert {id: live.figure(id) for id in expected} == expected and expected["participants"].value == 5


def test_of_a_very_large_programme_the_figures_are_worked_out_from_all_of_it(
    aigerim, programme, held_online, make_visitor, monkeypatch
):
    make_visitor("Адам", "KZ-55", "school", held_online)
    monkeypatch.setattr(threads, "MANY_PEOPLE", 0)
    threads.evaluated(programme, aigerim)  # from now on the evaluation is kept without the pack

    for _again in range(2):
        assert measuring.live_of(programme, aigerim).figure("trainings-online").value == 1


def test_a_snapshot_writes_ready_indicators_down_and_stays(
    client_of, aigerim, take, address, held_online, make_visitor
):
    one = take("participants")[0]
    make_visitor("Адам", "KZ-55", "school", held_online)
    browser = client_of(aigerim)
    assert browser.post(address("snapshot_take")).status_code == 302
    make_visitor("Екінші адам", "KZ-55", "school", held_online)
    browser.post(address("snapshot_take"))

    assert [value.value for value in selectors.series_of(one)] == [1.0, 2.0]
    page = browser.get(address("indicator_detail", one.pk)).content.decode()
    assert page.count("written down when asked") == 2 and "chart.svg" in page
    for model, values in ((Snapshot, {"month": "2020-01-01"}), (Value, {"value": 9.0})):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**values)


def test_each_month_is_written_down_once(programme, aigerim, take):
    take("participants", "gain")
    assert snapshots.ask_for_months() == 1 and snapshots.ask_for_months() == 1
    assert Job.objects.filter(kind=snapshots.KIND).count() == 1
    for _again in range(2):
        snapshots.do({"programme": str(programme.pk)}, lambda done, total: None)

    assert Snapshot.objects.get().month == selectors.this_month() and Value.objects.count() == 2
    assert snapshots.ask_for_months() == 0
    assert Value.objects.get(indicator__library="gain").why_missing == "no-final-test"


def test_the_chore_is_registered():
    assert jobs._chores["indicators.monthly"] is snapshots.ask_for_months and snapshots.KIND in jobs._kinds


def test_the_chart_shows_what_the_reader_may_see(client_of, aigerim, keeper, own, enter, address):
    enter(3, days=9)
    enter(42, days=1)
    theirs, his = (client_of(who).get(address("chart", own.pk)) for who in (aigerim, keeper))

    assert theirs["Content-Type"].startswith("image/svg+xml")
    assert theirs.content.count(b'class="point"') == 2 and his.content.count(b'class="point"') == 1
    assert "Target 60" in theirs.content.decode() and "Baseline 10" in theirs.content.decode()


def test_who_codes_blindly_sees_nothing_that_codes_tell(
    aigerim, programme, take, monkeypatch, client_of, address
):
    one = take("overclaiming-before")[0]
    live = measuring.live_of(programme, aigerim)
    monkeypatch.setattr(
        measuring, "live_of", lambda *_args: measuring.Live(live.found, measuring.OF_CODES, None, live.school)
    )
    page = client_of(aigerim).get(address("indicator_detail", one.pk)).content.decode()
    assert "not shown while you still code" in page
