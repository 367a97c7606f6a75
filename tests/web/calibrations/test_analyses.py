"""Calibration, differences, equating, gain and drift: the figures are those of the core, the pages say what they mean."""

import numpy as np
import pytest
from django.db import DatabaseError, transaction

from sauatty.core.psychometrics.dif import dif
from sauatty.core.psychometrics.equating import equate_scores
from sauatty.core.psychometrics.gain import gain
from sauatty.core.psychometrics.irt import calibrate
from sauatty.web.assessments import selectors as assessments
from sauatty.web.calibrations import selectors, services
from sauatty.web.calibrations.gathering import gathered, totals
from sauatty.web.calibrations.models import ParameterSet
from web.assessments.conftest import right, take
from web.calibrations.conftest import work
from web.conftest import make_person

pytestmark = pytest.mark.django_db


def page_of(client, analysis, language="en"):
    sent = client.get(f"/{language}/tests/results/analysis/{analysis.pk}/")
    assert sent.status_code == 200
    content = sent.content.decode()
    assert "nan" not in content.replace("finance", "") and "%(" not in content
    return content


def charts_work(client, content):
    addresses = [part.split('"')[0] for part in content.split('<img src="')[1:]]
    for address in addresses:
        drawn = client.get(address)
        assert drawn["Content-Type"] == "image/svg+xml" and drawn.content.startswith(b"<svg")
    return len(addresses)


def test_a_calibration_puts_both_papers_on_one_scale(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "calibration", taken, model="auto")
    answers = gathered(taken)
    expected = calibrate(answers.matrix, "rasch", method="mml", groups=answers.groups("test"))
    found = analysis.result["calibration"]

    assert [one["difficulty"] for one in found["items"]] == [one.difficulty for one in expected.items]
    assert len(found["items"]) == 20 and {group["name"] for group in found["groups"]} == {"pre", "final"}
    assert all(values == sorted(values) for values in analysis.result["thetas"].values())
    content = page_of(client_of(aigerim), analysis)
    assert "Rasch" in content and charts_work(client_of(aigerim), content) == 5


def test_parameters_in_use_give_results_a_level(aigerim, programme, taken, two_papers):
    analysis = work(aigerim, programme, "calibration", taken, model="auto")
    before = take(taken[0], two_papers[0], make_person("A", "a@example.kz"), right(two_papers[0]))
    row = services.take_into_use(actor=aigerim, analysis=analysis)
    after = take(taken[0], two_papers[0], make_person("B", "b@example.kz"), right(two_papers[0]))

    assert row.number == 1 and row.is_active and row.items == analysis.result["calibration"]["items"]
    assert before.result["theta"] is None and before.result["provisional"]
    assert after.result["theta"]["theta"] > 1 and not after.result["provisional"]


def test_a_new_calibration_is_put_on_the_scale_in_use(client_of, aigerim, programme, taken, two_papers):
    client = client_of(aigerim)
    first = work(aigerim, programme, "calibration", taken, model="auto")
    client.post(f"/en/tests/results/analysis/{first.pk}/use/")
    for n in range(6):
        take(
            taken[0], two_papers[n % 2], make_person(f"New {n}", f"n{n}@example.kz"), right(two_papers[n % 2])
        )
    second = work(aigerim, programme, "calibration", taken, model="auto")
    client.post(f"/en/tests/results/analysis/{second.pk}/use/")

    old, new = ParameterSet.objects.order_by("number")
    assert not old.is_active and new.is_active and new.link["to"] == 1 and len(new.link["common"]) >= 3
    moved = work(aigerim, programme, "drift", [], old=1, new=2)
    assert moved.state == "done" and len(moved.result["items"]) == 20
    content = page_of(client, moved)
    assert "Version 2" in content and charts_work(client, content) == 1

    client.post(f"/en/tests/results/parameters/{old.pk}/use/")
    assert selectors.active_set(programme.pk) == old
    listed = client.get(f"/en/tests/results/{programme.pk}/parameters/").content.decode()
    assert "that of version 1" in listed and "in use" in listed
    client.post(f"/en/tests/results/parameters/{old.pk}/use/")
    assert selectors.active_set(programme.pk) is None


def test_parameters_never_change(aigerim, programme, taken):
    row = services.take_into_use(
        actor=aigerim, analysis=work(aigerim, programme, "calibration", taken, model="auto")
    )
    for change in ({"items": []}, {"number": 7}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ParameterSet.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ParameterSet.objects.filter(pk=row.pk).delete()


def test_language_versions_are_compared_paper_by_paper(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "dif", taken, by="language")
    part = gathered(taken).by_paper()["A"]
    expected = dif(part.matrix, part.groups("language"))
    found = next(one for one in analysis.result["parts"] if one["paper"] == "A")

    assert [one["delta"] for one in found["items"]] == [
        one.unpurified.mantel_haenszel.delta for one in expected.items
    ]
    content = page_of(client_of(aigerim), analysis)
    assert "in Kazakh" in content and "in four of five cases" in content
    assert charts_work(client_of(aigerim), content) == 2


def test_a_group_of_fewer_than_five_has_no_number(aigerim, programme, taken, two_papers):
    for n in range(3):
        person = make_person(f"English {n}", f"e{n}@example.kz")
        take(taken[0], two_papers[0], person, right(two_papers[0]), language="en")
    analysis = work(aigerim, programme, "dif", taken, by="language")
    found = next(one for one in analysis.result["parts"] if one["paper"] == "A")
    note = next(one for one in found["notes"] if one["code"] == "dif-group-left-out")
    assert found["group_sizes"]["en"] == "< 5" and note["params"]["count"] == "< 5"


def test_regions_that_nobody_told_are_not_compared(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "dif", taken, by="region")
    assert analysis.state == "impossible"
    assert "Nobody" in page_of(client_of(aigerim), analysis)


def test_points_of_one_paper_are_worth_points_of_the_other(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "equating", taken)
    papers = gathered(taken[:1]).by_paper()
    expected = equate_scores(totals(papers["A"].matrix), totals(papers["B"].matrix), (10, 10), "linear")
    linear = next(one for one in analysis.result["methods"] if one["method"] == "linear")

    assert [row["equivalent"] for row in linear["rows"]] == [row.equivalent for row in expected.rows]
    assert analysis.result["true"]["rows"][0]["theta"] is None and analysis.result["true"]["set"] is None
    assert "Points of form A" in page_of(client_of(aigerim), analysis)


def test_one_paper_cannot_be_equated(aigerim, programme, pre, two_papers, people):
    for person in people[:6]:
        take(pre, two_papers[0], person, right(two_papers[0]))
    analysis = work(aigerim, programme, "equating", [pre])
    assert analysis.state == "impossible" and analysis.problem["code"] == "one-form-only"


def test_a_gain_is_that_of_the_same_people(client_of, aigerim, programme, taken):
    analysis = work(aigerim, programme, "gain", taken)
    pre, final = (assessments.score_matrix_of([test]) for test in taken)
    expected = gain(pre, final)
    raw = analysis.result["raw"]

    assert (raw["n"], raw["mean_gain"]) == (21, expected.mean_gain) and raw["ci95"] == list(expected.ci95)
    assert raw["drop_out"]["n_pre_only"] == 3 and raw["drop_out"]["mean_pre_left"] is None
    assert analysis.result["theta"]["mean_gain"] > 0 and analysis.result["is_swapped"]
    assert raw["regression"] is not None
    content = page_of(client_of(aigerim), analysis)
    assert "21 people took both tests" in content and "What chance alone would bring" in content
    assert charts_work(client_of(aigerim), content) == 1


def test_without_a_pre_test_there_is_no_gain(client_of, aigerim, programme, final, two_papers, people):
    for person in people[:6]:
        take(final, two_papers[0], person, right(two_papers[0]))
    overview = client_of(aigerim).get(f"/en/tests/results/{programme.pk}/").content.decode()
    assert "Without a pre-test there is no gain" in overview
    assert work(aigerim, programme, "gain", [final]).problem["code"] == "pre-test-missing"


@pytest.mark.parametrize("kind", ["items", "calibration", "dif", "equating", "gain"])
def test_every_kind_gives_the_same_bytes_again_and_no_names(aigerim, programme, taken, kind):
    choices = {"model": "auto"} if kind == "calibration" else {"by": "language"} if kind == "dif" else {}
    one, other = (work(aigerim, programme, kind, taken, **choices) for _ in range(2))
    assert one.state == "done" and one.result_sha256 == other.result_sha256
    codes = {row.code for row in gathered(taken).taken}
    assert not any(code in str(one.result) for code in codes)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_pages_stand_in_every_language(client_of, aigerim, programme, taken, language):
    for kind, choices in (("items", {}), ("calibration", {"model": "auto"}), ("gain", {})):
        page_of(client_of(aigerim), work(aigerim, programme, kind, taken, **choices), language)
    assert client_of(aigerim).get(f"/{language}/tests/results/").status_code == 200


def test_the_overview_asks_few_questions_of_the_database(
    client_of, aigerim, programme, taken, django_assert_max_num_queries
):
    client = client_of(aigerim)
    with django_assert_max_num_queries(34):
        client.get(f"/en/tests/results/{programme.pk}/")


def test_a_choice_that_does_not_exist_is_refused(client_of, aigerim, programme, taken):
    client = client_of(aigerim)
    address = f"/en/tests/results/{programme.pk}/ask/"
    assert client.post(f"{address}calibration/", {"model": "4pl"}).status_code == 422
    assert client.post(f"{address}dif/", {"by": "shoe-size"}).status_code == 422
    assert client.post(f"{address}astrology/").status_code == 404


def test_an_analyst_reads_and_does_not_decide(client_of, aigerim, programme, taken):
    from web.conftest import give_role

    analyst = make_person("Analyst", "analyst@example.kz")
    give_role(analyst, "analyst", programme)
    analysis = work(aigerim, programme, "calibration", taken, model="auto")
    client = client_of(analyst)
    assert "Use these parameters" not in page_of(client, analysis)
    assert client.post(f"/en/tests/results/analysis/{analysis.pk}/use/").status_code == 404
    assert not ParameterSet.objects.exists()


def test_figures_and_parameters_stand_beside_items(aigerim, programme, taken):
    from sauatty.web.items import statistics

    report = work(aigerim, programme, "items", taken)
    services.take_into_use(
        actor=aigerim, analysis=work(aigerim, programme, "calibration", taken, model="auto")
    )
    first = report.result["parts"][0]["items"][0]
    figures = statistics.figures_of(programme, [first["item"], "unknown"])
    assert set(figures) == {first["item"]} and figures[first["item"]].difficulty == first["difficulty"]
    assert not figures[first["item"]].is_provisional
    assert np.isfinite(statistics.parameters_of(programme)[first["item"]].difficulty)


@pytest.mark.parametrize(("half", "simulated"), [(15, 7.9), (50, 3.65), (195, 1.66)])
def test_the_word_on_what_a_comparison_can_see_follows_simulation(half, simulated):
    from sauatty.web.calibrations.possible import detectable

    assert detectable(half, half) == pytest.approx(simulated, rel=0.1)


def test_one_test_alone_can_be_looked_at(client_of, aigerim, programme, taken):
    client = client_of(aigerim)
    address = f"/en/tests/results/{programme.pk}/ask/items/"
    sent = client.post(address, {"test": str(taken[0].pk)})
    services.do_analysis({"analysis": sent["Location"].split("/")[-2]}, lambda done, total: None)
    analysis = selectors.latest(programme, "items")
    assert [one["purpose"] for one in analysis.tests] == ["pre"] and analysis.choices == {}
    assert [part["n"] for part in analysis.result["parts"]] == [12, 12]
    assert client.post(address, {"test": "another"}).status_code == 422
