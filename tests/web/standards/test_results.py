import pytest
from django.urls import reverse

from sauatty.core.errors import CutOutOfRange, MarkNeedsKnowing, StandardMovedOn, StandardNotReady
from sauatty.core.psychometrics.irt_results import ItemParameters
from sauatty.web.items import statistics
from sauatty.web.standards import figures, selectors, services
from sauatty.web.standards.models import PassMark, Rating, Release
from web.assessments.conftest import make_test, right, take
from web.conftest import give_role, make_person
from web.standards.conftest import moved, rate_all

pytestmark = pytest.mark.django_db


def address(name, session, *more):
    return reverse(f"standards:{name}", args=[session.pk, *more])


def takers(programme, test, paper, n=12):
    """Let people take a test: the k-th misses k questions."""
    ids = [one["id"] for one in paper.body["items"]]
    attempts = []
    for k in range(n):
        person = make_person(f"Taker {k:02}", f"taker{k}@example.kz")
        give_role(person, "participant", programme)
        attempts.append(take(test, paper, person, right(paper, *ids[:k])))
    return attempts


@pytest.fixture
def onsite(aigerim, programme, paper):
    return make_test(aigerim, programme, [paper], purpose="final")


@pytest.fixture
def closed(aigerim, opened):
    """A session of two rounds that is over: 13 points; the first round is wide, the second at 60."""
    rate_all(opened, [40, 50, 60, 70, 80])
    second = moved(aigerim, opened, "close-first", "open-second")
    rate_all(second, [55, 60, 60, 60, 65])
    return moved(aigerim, second, "close")


def test_the_cut_of_each_round_is_that_of_the_core(closed):
    [one] = figures.session_figures(closed)
    first, last = one.found.rounds

    assert one.most == 13 and len(one.items) == 12
    assert first.cut == pytest.approx(0.6 * 13) and last.cut == pytest.approx(0.6 * 13)
    assert last.least_points == 8
    assert first.se == pytest.approx(13 * 0.158113883 / 5**0.5)
    assert last.se == pytest.approx(13 * 0.0353553391 / 5**0.5)
    assert one.found.n_changed == 4 * 12


def test_the_page_shows_rounds_judges_by_number_and_says_provisional(closed, aigerim, client_of):
    page = client_of(aigerim).get(address("session_results", closed)).content.decode()

    assert "<svg" in page and "7.80" in page.replace(",", ".")
    assert "Expert" not in page
    assert 'class="tag machine"' in page


def test_before_the_first_round_is_closed_nobody_sees_results(opened, aigerim, client_of):
    rate_all(opened, [35, 45])

    page = client_of(aigerim).get(address("session_results", opened)).content.decode()

    assert "<svg" not in page and "<table" not in page


def test_while_the_second_round_is_open_the_first_one_is_shown(aigerim, opened):
    rate_all(opened, [40, 50, 60])
    second = moved(aigerim, opened, "close-first", "open-second")
    rate_all(second, [90])

    [one] = figures.session_figures(second)

    assert len(one.found.rounds) == 1 and one.found.final.cut == pytest.approx(6.5)


def test_ratings_not_given_anew_stand_as_in_the_first_round(aigerim, opened):
    rate_all(opened, [40, 50, 60])
    second = moved(aigerim, opened, "close-first", "open-second")
    rate_all(second, [70])
    done = moved(aigerim, second, "close")

    [one] = figures.session_figures(done)

    assert one.n_carried == 24
    assert one.found.final.cut == pytest.approx(13 * (0.7 + 0.5 + 0.6) / 3)


def test_one_judge_gives_a_cut_without_an_error_and_a_note(aigerim, opened, client_of):
    rate_all(opened, [60])
    done = moved(aigerim, opened, "close-first", "close")

    [one] = figures.session_figures(done)
    page = client_of(aigerim).get(address("session_results", done))

    assert one.found.final.se is None and "one-judge" in [note.code for note in one.notes]
    assert page.status_code == 200 and "nan" not in page.content.decode().lower().replace("nance", "")


def test_identical_ratings_are_noted(aigerim, opened):
    rate_all(opened, [60, 60, 60, 60, 60])
    done = moved(aigerim, opened, "close-first", "close")

    codes = [note.code for note in figures.session_figures(done)[0].notes]

    assert "judges-identical" in codes and "judge-flat" in codes


def test_missing_ratings_are_filled_in_and_noted(aigerim, opened):
    rate_all(opened, [40, 50, 60])
    Rating.objects.filter(item=opened.items[0]["id"], percent=40).delete()
    done = moved(aigerim, opened, "close-first", "close")

    [one] = figures.session_figures(done)

    assert "ratings-missing" in [note.code for note in one.notes]
    assert one.found.final.cut == pytest.approx(6.5)


def test_a_question_that_nobody_rated_makes_no_cut_and_the_page_says_which(aigerim, opened, client_of):
    rate_all(opened, [40, 50, 60], items=5)
    done = moved(aigerim, opened, "close-first", "close")

    page = client_of(aigerim).get(address("session_results", done)).content.decode()

    assert figures.session_figures(done)[0].problem is not None
    assert opened.items[5]["id"] in page and "decide" not in page


def test_a_round_without_any_rating_is_not_closed(aigerim, opened):
    with pytest.raises(StandardNotReady):
        moved(aigerim, opened, "close-first")


def test_the_share_that_would_pass_stands_with_its_interval(programme, onsite, paper, closed):
    takers(programme, onsite, paper)

    [one] = figures.session_figures(closed)
    [group] = one.groups

    # The first question has two points: totals are 13, 11, 10, 9, 8, 7 …
    assert group.n == 12 and group.passing.share.estimate == pytest.approx(5 / 12)
    assert 0 < group.passing.share.low < 5 / 12 < group.passing.share.high < 1
    assert one.surety is None and one.surety_problem is None  # a dozen people say nothing about that


def test_how_surely_the_mark_parts_people_is_said_once_enough_have_taken_the_paper(
    programme, onsite, paper, closed
):
    takers(programme, onsite, paper, n=30)

    [one] = figures.session_figures(closed)

    assert one.surety.method == "livingston-lewis" and 0.5 < one.surety.consistency <= 1


def test_four_people_are_too_few_to_be_told(programme, onsite, paper, closed, aigerim, client_of):
    takers(programme, onsite, paper, n=4)

    [one] = figures.session_figures(closed)

    assert one.groups[0].passing is None and one.surety is None
    assert client_of(aigerim).get(address("session_results", closed)).status_code == 200


def test_practice_is_no_evidence(programme, test, paper, closed):
    takers(programme, test, paper)

    assert figures.session_figures(closed)[0].n_taken == 0


@pytest.fixture
def calibrated(paper, closed, monkeypatch):
    """Let every question have parameters."""
    found = {
        one["id"]: ItemParameters(one["id"], 1.0, n / 6 - 1, tuple([n / 6 - 1] * one["max"]))
        for n, one in enumerate(closed.items)
    }
    monkeypatch.setattr(statistics, "_parameters", [lambda programme: found])
    return closed


def test_a_calibrated_form_has_a_cut_on_the_scale_of_ability(calibrated, aigerim, client_of):
    [one] = figures.session_figures(calibrated)

    assert one.is_calibrated and one.theta.low < one.theta.theta < one.theta.high
    assert one.surety.method == "lee"
    assert client_of(aigerim).get(address("session_results", calibrated)).status_code == 200


def adopt(client, session, paper, **more):
    sent = {f"points_{paper.pk}": "8", "reason": "As the panel says."} | more
    return client.post(address("mark_adopt", session), sent)


def test_an_uncalibrated_cut_is_adopted_only_knowingly(closed, paper, aigerim, client_of):
    client = client_of(aigerim)

    assert adopt(client, closed, paper).status_code == 422
    assert not PassMark.objects.exists()
    assert adopt(client, closed, paper, knows="on").status_code == 302

    mark = PassMark.objects.get()
    assert (mark.points, mark.most, mark.is_provisional) == (8, 13, True)
    assert mark.figures["cut"] == pytest.approx(7.8) and mark.figures["n_judges"] == 5
    with pytest.raises(MarkNeedsKnowing):
        services.adopt_marks(actor=aigerim, session=closed, points={paper.pk: 8}, reason="x", knows=False)


def test_a_calibrated_cut_needs_no_such_word(calibrated, paper, aigerim, client_of):
    assert adopt(client_of(aigerim), calibrated, paper).status_code == 302
    assert PassMark.objects.get().is_provisional is False


@pytest.mark.parametrize("points", ["0", "14", ""])
def test_a_pass_mark_outside_the_points_is_refused(closed, paper, aigerim, client_of, points):
    response = adopt(client_of(aigerim), closed, paper, knows="on", **{f"points_{paper.pk}": points})

    assert response.status_code == 422 and not PassMark.objects.exists()


def test_the_service_refuses_points_that_the_form_does_not_have(closed, paper, aigerim):
    with pytest.raises(CutOutOfRange):
        services.adopt_marks(actor=aigerim, session=closed, points={paper.pk: 99}, reason="x", knows=True)


def test_a_decision_without_a_reason_is_refused(closed, paper, aigerim, client_of):
    assert adopt(client_of(aigerim), closed, paper, knows="on", reason="").status_code == 422


def test_an_open_session_has_no_pass_mark_yet(opened, paper, aigerim):
    rate_all(opened, [50])
    with pytest.raises(StandardMovedOn):
        services.adopt_marks(actor=aigerim, session=opened, points={paper.pk: 8}, reason="x", knows=True)


def test_a_later_decision_takes_the_place_of_the_earlier(closed, paper, aigerim, client_of):
    client = client_of(aigerim)
    adopt(client, closed, paper, knows="on")
    adopt(client, closed, paper, knows="on", **{f"points_{paper.pk}": "7"})

    assert [one.points for one in PassMark.objects.filter(replaced_at=None)] == [7]
    assert PassMark.objects.count() == 2


def test_a_cut_that_is_not_adopted_keeps_its_reason(closed, paper, aigerim, client_of):
    client = client_of(aigerim)
    adopt(client, closed, paper, knows="on")

    client.post(address("mark_refuse", closed), {"refuse-reason": "Too few judges."})

    closed.refresh_from_db()
    assert (
        closed.refused_reason == "Too few judges." and not PassMark.objects.filter(replaced_at=None).exists()
    )


@pytest.fixture
def marked(closed, paper, aigerim):
    services.adopt_marks(actor=aigerim, session=closed, points={paper.pk: 8}, reason="x", knows=True)
    return closed


def test_nobody_is_told_before_a_coordinator_releases(programme, onsite, paper, marked, aigerim, client_of):
    attempts = takers(programme, onsite, paper)
    client, page = client_of(aigerim), reverse("standards:test_marks", args=[onsite.pk])

    shown = client.get(page).content.decode()
    assert not Release.objects.exists() and "Taker 00" in shown

    client.post(page, {"attempt": [str(attempts[0].pk), str(attempts[11].pk)]})

    told = {row.attempt_id: row.is_reached for row in Release.objects.all()}
    assert told == {attempts[0].pk: True, attempts[11].pk: False}


def test_nothing_ticked_is_refused(programme, onsite, paper, marked, aigerim, client_of):
    takers(programme, onsite, paper, n=2)

    response = client_of(aigerim).post(reverse("standards:test_marks", args=[onsite.pk]), {})

    assert response.status_code == 422 and not Release.objects.exists()


def test_a_test_without_a_pass_mark_says_so(onsite, paper, programme, aigerim, client_of):
    takers(programme, onsite, paper, n=2)

    page = client_of(aigerim).get(reverse("standards:test_marks", args=[onsite.pk])).content.decode()

    assert 'name="attempt"' not in page


def test_only_who_runs_the_test_sees_who_reaches_the_mark(onsite, bolat, stranger, client_of):
    for person in (bolat, stranger):
        response = client_of(person).get(reverse("standards:test_marks", args=[onsite.pk]))
        assert response.status_code in (403, 404)


def test_erased_judges_leave_their_ratings_and_no_name(closed, experts):
    from sauatty.web.standards import erasure
    from sauatty.web.standards.models import Judge, JudgeAnswer

    before = figures.session_figures(closed)[0].found.final.cut
    erasure.judges(experts[0])

    assert not Judge.objects.filter(person=experts[0]).exists()
    assert JudgeAnswer.objects.count() == 4 * 12
    assert figures.session_figures(closed)[0].found.final.cut == before


def test_pages_ask_few_queries(
    closed, marked, programme, onsite, paper, aigerim, client_of, django_assert_max_num_queries
):
    takers(programme, onsite, paper)
    client = client_of(aigerim)
    for name, most in (("session_results", 45), ("session_detail", 30)):
        with django_assert_max_num_queries(most):
            client.get(address(name, closed))
    with django_assert_max_num_queries(30):
        client.get(reverse("standards:session_list"))
    with django_assert_max_num_queries(30):
        client.get(reverse("standards:test_marks", args=[onsite.pk]))


def test_a_person_reads_the_decision_beside_the_result_once_it_is_released(
    programme, onsite, paper, marked, aigerim, client_of
):
    attempts = takers(programme, onsite, paper, n=2)
    result = reverse("attempts:result", args=[attempts[0].pk])
    client = client_of(attempts[0].person)

    before = client.get(result).content.decode()
    client_of(aigerim).post(
        reverse("standards:test_marks", args=[onsite.pk]), {"attempt": [str(attempts[0].pk)]}
    )
    after = client.get(result).content.decode()

    assert after.count('<p class="notice">') == before.count('<p class="notice">') + 2 and "13" in after


def test_a_corrected_key_makes_the_mark_unfit_and_nobody_is_released(
    programme, onsite, paper, marked, aigerim
):
    from sauatty.core.errors import MarkDoesNotFit
    from sauatty.web.assessments.models import AttemptScore

    takers(programme, onsite, paper, n=1)
    AttemptScore.objects.update(max_score=11, score=9)
    row = AttemptScore.objects.select_related("attempt").get()

    with pytest.raises(MarkDoesNotFit):
        services.release_results(actor=aigerim, rows=[(row, PassMark.objects.get())])
    assert not Release.objects.exists()


def test_people_near_the_mark_are_flagged_and_not_ticked(
    programme, onsite, paper, marked, aigerim, client_of, monkeypatch
):
    takers(programme, onsite, paper)

    page = client_of(aigerim).get(reverse("standards:test_marks", args=[onsite.pk])).content.decode()

    assert 'class="tag stale"' in page
    assert page.count(" checked>") == 0, "of a provisional mark nobody is ticked before somebody has looked"

    held = selectors.marks_in_force

    def calibrated(programme, paper_ids):
        rows = held(programme, paper_ids)
        for one in rows.values():
            one.is_provisional = False
        return rows

    monkeypatch.setattr(selectors, "marks_in_force", calibrated)
    page = client_of(aigerim).get(reverse("standards:test_marks", args=[onsite.pk])).content.decode()
    assert 0 < page.count(" checked>") < 12


def test_a_cut_carries_the_abilities_of_those_who_took_the_form(calibrated, programme, onsite, paper):
    takers(programme, onsite, paper, n=12)
    few = figures.session_figures(calibrated)[0].surety
    for k in range(24):
        person = make_person(f"Strong {k}", f"strong{k}@example.kz")
        give_role(person, "participant", programme)
        ids = [one["id"] for one in paper.body["items"]]
        take(onsite, paper, person, right(paper, *ids[: k % 3]))

    many = figures.session_figures(calibrated)[0].surety

    assert many.passing > few.passing


def test_the_exported_ratings_give_the_same_cut_on_the_command_line(
    closed, paper, aigerim, client_of, tmp_path
):
    import json

    from click.testing import CliRunner

    from sauatty.cli import main

    client, files = client_of(aigerim), []
    for number in (1, 2):
        response = client.post(address("ratings_file", closed, paper.pk, number), follow=True)
        files.append(tmp_path / f"round{number}.csv")
        files[-1].write_bytes(b"".join(response) if response.streaming else response.content)
    found = CliRunner().invoke(main, ["test", "cut-score", *map(str, files), "--format", "json"])
    told = json.loads(found.output)

    [one] = figures.session_figures(closed)
    # Without answers or parameters the command line takes one point each; ratings are the same in all questions here.
    assert told["cut"] / 12 == pytest.approx(one.found.final.cut / 13)
    assert "Expert" not in files[0].read_text("utf-8-sig")
    assert client.post(address("ratings_file", closed, paper.pk, 3)).status_code == 404


def test_ratings_of_an_open_first_round_are_handed_out_to_nobody(opened, paper, aigerim, client_of):
    rate_all(opened, [50])

    assert client_of(aigerim).post(address("ratings_file", opened, paper.pk, 1)).status_code == 404


def test_the_database_refuses_to_change_a_pass_mark_or_an_answer(marked):
    from django.db import Error, transaction

    from sauatty.web.standards.models import JudgeAnswer

    for rows, change in ((PassMark.objects.all(), {"points": 1}), (JudgeAnswer.objects.all(), {"points": 0})):
        with pytest.raises(Error), transaction.atomic():
            rows.update(**change)
    assert set(PassMark.objects.values_list("points", flat=True)) == {8}
