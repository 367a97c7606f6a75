import json
from datetime import timedelta

import pytest
from django.utils import timezone

from made_tests import make_paper, make_test
from sauatty.core.errors import AttemptsUsedUp, AttemptTooSoon
from sauatty.core.errors import TestNotOpen as NotOpen
from sauatty.web.attempts import services
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.reading import Given
from sauatty.web.papers import services as papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(dana, test):
    return services.start(person=dana, test=test, language="kk")


@pytest.fixture
def save(client_of, dana, attempt):
    client = client_of(dana)

    def send(answers, *, revision=None, language="kk", ms=1000):
        body = {
            "answers": {item: {"answer": answer, "ms": ms} for item, answer in answers.items()},
            "revision": revision, "language": language,
        }  # fmt: skip
        return client.post(f"/kk/t/a/{attempt.pk}/save/", json.dumps(body), content_type="application/json")

    return send


def test_each_answer_is_saved_with_its_time_and_the_revision_comes_back(save, attempt):
    first = save({"q1": "b"}, revision=0).json()
    assert first == {"revision": 1, "changed": {}, "conflicts": {}, "left": None}
    assert save({"q1": "c", "q2": ["d", "a"]}, revision=1).json()["revision"] == 2
    attempt.refresh_from_db()
    record = attempt.answers["q1"]
    assert (record["answer"], record["ms"], record["n"], record["language"]) == ("c", 2000, 2, "kk")
    assert attempt.answers["q2"]["answer"] == ["a", "d"]


def test_an_answer_can_be_taken_back(save, attempt):
    save({"q1": "b", "q4": {"a": "x"}}, revision=0)
    save({"q1": None, "q4": {}}, revision=1)
    attempt.refresh_from_db()
    assert attempt.answers["q1"]["answer"] is None and attempt.answers["q4"]["answer"] is None


def test_the_older_window_is_told_what_changed_and_of_conflicts_nothing_is_lost(save, attempt):
    save({"q1": "b", "q2": ["a"]}, revision=0)
    told = save({"q1": "c"}, revision=0).json()
    assert told["conflicts"] == {"q1": "b"} and told["changed"] == {"q2": ["a"]}
    attempt.refresh_from_db()
    assert attempt.answers["q1"]["answer"] == "c"
    assert [one["answer"] for one in attempt.answers["q1"]["others"]] == ["b"]


def test_the_same_answer_in_two_windows_is_no_conflict(save):
    save({"q1": "b"}, revision=0)
    assert save({"q1": "b"}, revision=0).json()["conflicts"] == {}


def test_two_windows_without_javascript_are_told_too(client_of, dana, attempt):
    client, address = client_of(dana), f"/en/t/a/{attempt.pk}/"
    client.post(address, {"go": "save", "shown": "q1", "a.q1": "b", "revision": "0", "language": "en"})
    page = client.post(
        address, {"go": "save", "shown": "q1", "a.q1": "c", "revision": "0", "language": "en"}, follow=True
    ).content.decode()
    assert "answered otherwise in another window" in page
    attempt.refresh_from_db()
    assert attempt.answers["q1"]["answer"] == "c" and attempt.answers["q1"]["others"][0]["answer"] == "b"


def test_a_stale_page_that_touched_nothing_takes_nothing_back(client_of, dana, attempt, save):
    """A whole page sends every item: what it shows empty because it is older is not what the person said."""
    save({"q2": ["a"]}, revision=0)
    client_of(dana).post(
        f"/en/t/a/{attempt.pk}/",
        {"go": "save", "shown": ["q1", "q2"], "a.q1": "b", "revision": "0", "language": "en"},
    )
    attempt.refresh_from_db()
    assert attempt.answers["q1"]["answer"] == "b"
    assert attempt.answers["q2"]["answer"] == ["a"]


@pytest.mark.parametrize(
    "answers",
    [
        {"q1": "z"}, {"q1": ["a"]}, {"q2": "a"}, {"q2": ["a", "a"]}, {"q3": ["a", 1]}, {"q4": {"a": "q"}}, {"q4": {"z": "x"}},
        {"other": "a"}, {"q1": {"a": "b"}}, {"q1": 5}, {"q1": True}, {"q6": [["a"]]},
    ],
)  # fmt: skip
def test_an_answer_that_no_page_can_give_is_refused_and_nothing_is_changed(save, attempt, answers):
    assert save(answers).status_code == 400
    attempt.refresh_from_db()
    assert attempt.answers == {} and attempt.revision == 0


@pytest.mark.parametrize(
    "raw", ["", "[]", "nonsense", '{"answers": 5}', "[" * 50_000, '{"answers": {"q1": "b"}}']
)
def test_a_body_that_is_none_is_refused(client_of, dana, attempt, raw):
    response = client_of(dana).post(f"/kk/t/a/{attempt.pk}/save/", raw, content_type="application/json")
    assert response.status_code == 400 and response.json()["code"] == "attempt-unreadable"


# --- the clock ---


def timed(programme, aigerim, **fields):
    return make_test(programme, aigerim, minutes=30, **fields)


def shift(attempt, **delta):
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(**delta))


def test_the_limit_is_set_by_the_server_and_never_lies_after_the_end_of_the_test(programme, aigerim, dana):
    closes = timezone.now() + timedelta(minutes=10)
    long, short = timed(programme, aigerim), timed(programme, aigerim, closes_at=closes)
    one = services.start(person=dana, test=long, language="kk")
    assert one.ends_at - one.started_at == timedelta(minutes=30)
    assert services.start(person=dana, test=short, language="kk").ends_at == closes


def test_an_answer_within_the_seconds_of_grace_counts_and_a_later_one_is_kept_aside(save, attempt):
    shift(attempt, seconds=10)
    assert save({"q1": "b"}).status_code == 200
    shift(attempt, seconds=120)
    late = save({"q1": "c", "q2": ["a"]})
    assert late.status_code == 409 and late.json() == {"code": "attempt-is-over", "kept": True}
    attempt.refresh_from_db()
    assert attempt.answers["q1"]["answer"] == "b"
    assert {item: row["answer"] for item, row in attempt.late.items()} == {"q1": "c", "q2": ["a"]}


def test_the_chore_hands_in_what_is_there_when_the_time_is_over(client_of, dana, test, save, attempt, graded):
    save({"q1": "b"})
    assert services.look_after_the_clock() == 0
    shift(attempt, seconds=60)
    assert services.look_after_the_clock() == 1
    attempt.refresh_from_db()
    assert (
        attempt.ended_by == "clock" and attempt.state == "graded" and attempt.answers["q1"]["answer"] == "b"
    )
    assert services.look_after_the_clock() == 0
    assert "The time was over" in client_of(dana).get(f"/en/t/a/{attempt.pk}/result/").content.decode()


def test_closing_a_test_hands_in_what_is_open(aigerim, test, save, attempt):
    save({"q1": "b"})
    papers.close_test(actor=aigerim, test=test)
    assert save({"q1": "c"}).status_code == 409
    services.look_after_the_clock()
    attempt.refresh_from_db()
    assert (
        attempt.state == "expired"
        and attempt.ended_by == "closing"
        and attempt.answers["q1"]["answer"] == "b"
    )


def test_a_page_that_is_opened_after_the_end_is_handed_in_at_once(client_of, dana, attempt):
    shift(attempt, minutes=5)
    response = client_of(dana).get(f"/en/t/a/{attempt.pk}/")
    assert response["Location"].endswith("/result/") and Attempt.objects.get().state == "expired"


def test_the_page_says_how_many_minutes_are_left(client_of, dana, programme, aigerim):
    attempt = services.start(person=dana, test=timed(programme, aigerim), language="en")
    page = client_of(dana).get(f"/en/t/a/{attempt.pk}/").content.decode()
    assert "29 minutes left" in page or "30 minutes left" in page


def test_grading_that_fails_loses_nothing_and_is_tried_again(monkeypatch, dana, attempt, graded):
    from sauatty.web.attempts import grading

    works = grading._graders[0]

    def breaks(attempt):
        Attempt.objects.filter(pk=attempt.pk).update(answers={})
        raise RuntimeError("no key")

    monkeypatch.setattr(grading, "_graders", [breaks])
    Attempt.objects.filter(pk=attempt.pk).update(answers={"q1": {"answer": "b", "ms": 0, "n": 1, "r": 0}})
    services.submit(attempt=attempt)
    attempt.refresh_from_db()
    assert attempt.state == "submitted" and attempt.answers["q1"]["answer"] == "b"
    monkeypatch.setattr(grading, "_graders", [works])
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now() - timedelta(minutes=2))
    services.look_after_the_clock()
    assert graded == [attempt.pk]


def test_a_page_that_hands_in_keeps_its_answers_where_grading_breaks_in_the_middle(
    monkeypatch, client_of, dana, attempt, paper
):
    from sauatty.web.attempts import grading

    def breaks(attempt):
        attempt.state, attempt.result, attempt.graded_at = "graded", {"score": 9}, timezone.now()
        Attempt.objects.filter(pk=attempt.pk).update(answers={})
        raise RuntimeError("no key")

    monkeypatch.setattr(grading, "_graders", [breaks])
    monkeypatch.setattr(services, "is_whole", lambda row: True)
    given = [Given("q1", "b")]

    found = services.hand_in(attempt=attempt, given=given, language="ru", revision=0)
    row = Attempt.objects.get()

    assert (found.attempt.state, row.state, row.ended_by, row.language) == (
        "submitted",
        "submitted",
        "person",
        "ru",
    )
    assert row.result is None and row.graded_at is None and found.attempt.result is None
    assert row.answers["q1"]["answer"] == "b" and row.submitted_at is not None


# --- how often ---


def test_handing_in_twice_is_one_handing_in(dana, attempt, graded):
    services.submit(attempt=attempt)
    again = services.submit(attempt=attempt)
    assert again.state == "graded" and graded == [attempt.pk]


def test_only_one_attempt_is_open_and_no_more_are_made_than_allowed(dana, test, attempt):
    assert services.start(person=dana, test=test, language="kk").pk == attempt.pk
    services.submit(attempt=attempt)
    with pytest.raises(AttemptsUsedUp):
        services.start(person=dana, test=test, language="kk")


def test_the_next_attempt_waits_for_its_day_and_gets_the_other_paper(programme, aigerim, dana):
    made = [make_paper(programme, aigerim, code=code, prefix=code.lower()) for code in "AB"]
    test = make_test(programme, aigerim, made=made, attempts_allowed=2, days_between=3)
    first = services.submit(attempt=services.start(person=dana, test=test, language="kk"))
    with pytest.raises(AttemptTooSoon):
        services.start(person=dana, test=test, language="kk")
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(days=4))
    second = services.start(person=dana, test=test, language="kk")
    assert second.number == 2 and second.paper_id != first.paper_id and second.seed != first.seed


def test_an_attempt_that_was_set_aside_does_not_count(client_of, aigerim, dana, test, attempt):
    services.submit(attempt=attempt)
    client = client_of(aigerim)
    assert "Set this attempt aside" in client.get(f"/en/t/a/{attempt.pk}/detail/").content.decode()
    client.post(f"/en/t/a/{attempt.pk}/set-aside/")
    again = services.start(person=dana, test=test, language="kk")
    assert again.number == 2 and Attempt.objects.get(pk=attempt.pk).state == "void"


def test_a_test_that_is_not_open_cannot_be_begun(client_of, programme, aigerim, dana):
    test = make_test(programme, aigerim, opens_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(NotOpen):
        services.start(person=dana, test=test, language="kk")
    page = client_of(dana).post(f"/en/t/{test.slug}/start/", follow=True).content.decode()
    assert "cannot be begun now" in page and "The test opens on" in page


# --- release ---


@pytest.mark.parametrize(
    ("release", "closed", "sees"),
    [
        ("at-once", False, True),
        ("after-close", False, False),
        ("after-close", True, True),
        ("never", True, False),
    ],
)
def test_a_result_is_shown_when_the_test_says_so(
    client_of, programme, aigerim, dana, graded, release, closed, sees
):
    test = make_test(programme, aigerim, release=release)
    attempt = services.submit(attempt=services.start(person=dana, test=test, language="en"))
    if closed:
        papers.close_test(actor=aigerim, test=test)
    page = client_of(dana).get(f"/en/t/a/{attempt.pk}/result/").content.decode()
    assert ("5 of 8 points" in page) is sees
    if not sees:
        assert ("when the test is closed" in page) is (release == "after-close")


# --- order ---


def test_the_order_is_the_persons_own_the_same_on_every_device_and_off_where_the_test_says_so(
    client_of, dana, bolat, programme, aigerim
):
    import re

    from made_tests import join

    def seen(person, test):
        attempt = services.start(person=person, test=test, language="en")
        page = client_of(person).get(f"/en/t/a/{attempt.pk}/").content.decode()
        return re.findall(r'name="shown" value="(\w+)"', page), re.findall(r'name="a.q1" value="(\w)"', page)

    paper = make_paper(programme, aigerim, n=12)
    turned = make_test(programme, aigerim, made=[paper])
    assert seen(dana, turned) == seen(dana, turned)
    others = [seen(join(person, programme), turned) for person in (bolat,)]
    assert all(other != seen(dana, turned) for other in others)
    fixed = make_test(programme, aigerim, made=[paper], shuffles=False)
    assert seen(dana, fixed) == ([f"q{n + 1}" for n in range(12)], ["a", "b", "c", "d"])


def test_the_passages_of_a_text_are_never_turned(client_of, dana, test, attempt):
    import re

    page = client_of(dana).get(f"/kk/t/a/{attempt.pk}/").content.decode()
    assert re.findall(r'name="a.q5" value="(\w)"', page) == ["a", "b", "c", "d"]


# --- for the coordinator ---


def test_the_coordinator_sees_who_took_it_and_whom_to_remind(
    client_of, aigerim, bolat, dana, test, attempt, programme
):
    from made_tests import join

    join(bolat, programme)
    client = client_of(aigerim)
    page = client.get(f"/en/t/of/{test.pk}/people/").content.decode()
    assert "0 of 2 have handed it in, 1 are at it, 1 have not begun" in page
    assert "Болат Жұмабаев &lt;bolat@example.kz&gt;" in page and "Whom to remind: 1 person" in page
    services.submit(attempt=attempt)
    assert "1 of 2 have handed it in" in client.get(f"/en/t/of/{test.pk}/people/").content.decode()
    assert "Attempts handed in" in client.get(f"/en/tests/{test.pk}/").content.decode()
    assert client_of(bolat).get(f"/en/t/of/{test.pk}/people/").status_code == 404


def test_a_paper_can_be_looked_at_before_it_is_used(client_of, aigerim, dana, test, paper):
    page = client_of(aigerim).get(f"/en/t/of/{test.pk}/paper/A/").content.decode()
    assert page.count('name="shown"') == 6 and "how participants see it" in page
    assert client_of(aigerim).get(f"/en/t/of/{test.pk}/paper/Z/").status_code == 404
    assert client_of(dana).get(f"/en/t/of/{test.pk}/paper/A/").status_code == 404


def test_the_test_stands_on_ones_own_path_until_it_is_handed_in(client_of, dana, test):
    client = client_of(dana)
    assert "Test: Pre-test" in client.get("/en/", follow=True).content.decode()
    services.submit(attempt=services.start(person=dana, test=test, language="en"))
    assert "Test: Pre-test" not in client.get("/en/", follow=True).content.decode()


def test_a_person_who_is_erased_leaves_no_attempt(dana, attempt):
    from sauatty.web.attempts import erasure

    assert erasure.attempts(dana) == 1 and not Attempt.objects.exists()


def test_a_list_of_sixty_people_costs_few_queries(
    client_of, aigerim, programme, test, django_assert_max_num_queries
):
    from made_tests import join
    from sauatty.web.accounts.models import Person

    for n in range(60):
        person = join(Person.objects.create_person(name=f"P {n}"), programme)
        services.start(person=person, test=test, language="kk")
    client = client_of(aigerim)
    with django_assert_max_num_queries(12):
        client.get(f"/en/t/of/{test.pk}/people/")
