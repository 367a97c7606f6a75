"""Figures of agreement: computed once for each set of decisions, undefined where they are, said in words."""

import pytest

from sauatty.core.agreement import agreement
from sauatty.web.agreements.models import AgreementFigures
from sauatty.web.agreements.services import figures
from sauatty.web.base import jobs
from sauatty.web.base.models import Job
from sauatty.web.coding import selectors, services
from web.coding.cast import page, seated, send, undo

pytestmark = pytest.mark.django_db
FIRST = [(2, ["gmilaf.2.2"]), (2, ["gmilaf.2.3"]), (1, ["gmilaf.1.1"]), (0, []), (1, ["gmilaf.3.1"]), (0, [])]
SECOND = [(2, ["gmilaf.2.3"]), (2, ["gmilaf.2.3"]), (1, ["gmilaf.1.1"]), (0, []), (0, []), (0, [])]


@pytest.fixture
def coded(units, ainur, berik):
    for unit, first, second in zip(units, FIRST, SECOND, strict=True):
        send(ainur, unit, *first)
        send(berik, unit, *second)


def test_it_works(client_of, project, methodologist, coded):
    text = client_of(methodologist).get(page("agreement", project)).content.decode()

    kept = AgreementFigures.objects.get()
    rows = [(str(n), "A", value[0]) for n, value in enumerate(FIRST)]
    rows += [(str(n), "B", value[0]) for n, value in enumerate(SECOND)]
    expected = agreement(rows, level="ordinal").as_json()
    told = kept.figures["whole"]["relevance_steps"]
    assert told["alpha"] == pytest.approx(expected["alpha"])
    assert told["kappa"] == pytest.approx(agreement(rows, level="nominal", n_resamples=0).as_json()["kappa"])
    assert f"{told['alpha']:.2f}" in text and "95% interval" in text
    assert "2.2" in text and kept.figures["confusions"][0]["a"] == "gmilaf.2.2"


def test_the_same_decisions_are_not_measured_twice(client_of, project, methodologist, coded, monkeypatch):
    client = client_of(methodologist)
    client.get(page("agreement", project))
    monkeypatch.setattr(figures, "agreement_figures", lambda *_args, **_more: pytest.fail("measured again"))

    assert client.get(page("agreement", project)).status_code == 200


def test_taking_back_makes_new_figures(project, ainur, berik, units):
    first = send(ainur, units[0], 0)
    stamps = [selectors.decisions_stamp(project)]
    undo(ainur, first.id)
    stamps.append(selectors.decisions_stamp(project))
    send(ainur, units[0], 0)
    stamps.append(selectors.decisions_stamp(project))

    assert len(set(stamps)) == 3


def test_one_coder_only_is_said_and_no_number_stands_for_it(client_of, project, methodologist, ainur, units):
    for unit in units:
        send(ainur, unit, 0)
    for language, sentence in (
        ("kk", "бағалаған адам біреу ғана"), ("ru", "оценивал только один человек"), ("en", "only one person judged"),
    ):  # fmt: skip
        assert (
            sentence
            in client_of(methodologist).get(page("agreement", project, language=language)).content.decode()
        )

    assert AgreementFigures.objects.first().figures["whole"]["relevance"]["alpha"] is None


def test_all_decisions_equal_is_undefined_neither_0_nor_1(
    client_of, project, methodologist, ainur, berik, units
):
    for unit in units:
        send(ainur, unit, 0)
        send(berik, unit, 0)
    text = client_of(methodologist).get(page("agreement", project)).content.decode()

    assert "This is neither 0 nor 1" in text
    told = AgreementFigures.objects.first().figures
    assert told["whole"]["relevance"]["undefined"] == "all-equal"
    assert told["pairs"][0]["kappa"] is None


def test_nobody_decided_yet_is_no_fault(client_of, project, methodologist):
    assert client_of(methodologist).get(page("agreement", project)).status_code == 200


def test_a_blind_coder_sees_the_figures_only_when_done_or_closed(
    client_of, project, methodologist, ainur, berik, units
):
    send(ainur, units[0], 0)
    client = client_of(ainur.person)
    assert client.get(page("agreement", project)).status_code == 403
    services.close_project(actor=methodologist, project=project)
    assert client.get(page("agreement", project)).status_code == 200


def test_a_coder_with_an_empty_queue_sees_the_figures(client_of, project, ainur, units):
    for unit in units:
        send(ainur, unit, 0)

    assert client_of(ainur.person).get(page("agreement", project)).status_code == 200


def test_many_decisions_are_measured_in_a_job(client_of, project, methodologist, coded, monkeypatch):
    monkeypatch.setattr(figures, "AT_ONCE", 3)
    client = client_of(methodologist)
    assert "have not been computed yet" in client.get(page("agreement", project)).content.decode()
    client.post(page("agreement_compute", project))
    client.post(page("agreement_compute", project))

    job = Job.objects.get(kind=figures.FIGURES_JOB)
    figures.do_figures(job.payload, lambda done, total: None)
    text = client.get(page("agreement", project)).content.decode()
    assert "12 decisions" in text and "Compute the figures" not in text
    assert jobs._kinds[figures.FIGURES_JOB] is figures.do_figures


def test_a_coder_removed_in_mid_project_still_counts(client_of, project, methodologist, coded, ainur):
    services.unseat_person(actor=methodologist, seat=ainur)
    seated(project, "Үшінші Кодтаушы")
    client_of(methodologist).get(page("agreement", project))

    assert AgreementFigures.objects.get().figures["coders"] == ["A", "B"]


def test_who_gets_to_see_proposals_without_deciding_anew_is_named_at_once(
    client_of, project, methodologist, coded, berik
):
    client = client_of(methodologist)
    assert "saw the machine" not in client.get(page("agreement", project)).content.decode()

    services.unseat_person(actor=methodologist, seat=berik)
    services.seat_person(
        actor=methodologist, project=project, person=berik.person, role="coder", sees_proposals=True
    )

    assert "saw the machine" in client.get(page("agreement", project)).content.decode()
