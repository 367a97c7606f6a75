"""People who try for what is not theirs: keys before their time, other people's attempts, tests they only take."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from sauatty.web.accounts.services.people import erase_person
from sauatty.web.assessments import selectors, services
from sauatty.web.assessments.bank import BankEntry, usable_items
from sauatty.web.assessments.models import AttemptScore
from sauatty.web.attempts import services as attempts
from sauatty.web.attempts.models import Attempt
from sauatty.web.attempts.reading import Given
from sauatty.web.base.models import Envelope, EnvelopeConflict
from sauatty.web.items.bank import UsableItem
from sauatty.web.papers import services as papers
from sauatty.web.programmes.models import Programme
from web.assessments.conftest import make_test, right, take
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db
CANARY = " reason "


@pytest.fixture
def trains_elsewhere(dana, programme):
    """Dana, who takes part in the programme, trains and analyses in another one."""
    other = Programme.objects.create(title_kk="Басқа курс")
    for role in ("trainer", "analyst", "researcher", "expert", "methodologist"):
        give_role(dana, role, other)
    return dana


def private_paper(actor, programme, items, code="A"):
    """Return a paper of questions whose keys stand in no public place."""
    return services.publish_items(
        actor=actor, programme=programme, family=uuid4(), code=code, entries=[BankEntry(one, False) for one in items]
    )  # fmt: skip


def handed_in(person, test, answer="b"):
    attempt = attempts.start(person=person, test=test, language="en")
    items = test.papers.first().paper.body["items"]
    attempts.save_answers(attempt=attempt, given=[Given(one["id"], answer) for one in items], language="en")
    return attempts.submit(attempt=attempt)


def result_page(client, attempt):
    return client.get(reverse("attempts:result", args=[attempt.pk])).content.decode()


# --- tests of others ---


def test_who_trains_elsewhere_finds_nothing_of_a_test_that_they_only_take(
    test, paper, trains_elsewhere, client_of
):
    client = client_of(trains_elsewhere)
    for name, args in (
        ("papers:test_detail", [test.pk]), ("attempts:preview", [test.pk, paper.code]), ("attempts:on_paper", [test.pk]),
        ("assessments:test_times", [test.pk]), ("assessments:test_data", [test.pk]), ("calibrations:of_test", [test.pk]),
        ("attempts:takers", [test.pk]), ("assessments:test_scores", [test.pk]), ("assessments:key_list", [test.pk]),
        ("standards:test_marks", [test.pk]), ("calibrations:overview", [test.programme_id]),
    ):  # fmt: skip
        assert client.get(reverse(name, args=args)).status_code == 404, name
    assert client.post(reverse("attempts:paper_print", args=[test.pk])).status_code == 404
    page = client.get(reverse("papers:test_list"))
    assert page.status_code == 200 and str(test.pk) not in page.content.decode()
    assert client.get(reverse("attempts:welcome", args=[test.slug])).status_code == 200


def test_a_trainer_still_finds_the_tests_of_the_own_programme(test, bolat, client_of):
    client = client_of(bolat)
    assert client.get(reverse("papers:test_detail", args=[test.pk])).status_code == 200
    assert str(test.pk) in client.get(reverse("papers:test_list")).content.decode()


# --- attempts of others ---


def test_nobody_reaches_the_attempt_of_somebody_else(aigerim, programme, test, dana, client_of):
    mine = attempts.start(person=dana, test=test, language="en")
    thief = make_person("Thief")
    give_role(thief, "participant", programme)
    give_role(thief, "trainer", programme)
    before = Attempt.objects.values().get(pk=mine.pk)
    for who in (thief, aigerim):
        client = client_of(who)
        for name in ("page", "check", "result"):
            address = reverse(f"attempts:{name}", args=[mine.pk])
            assert client.get(address).status_code == 404 and client.post(address).status_code in (404, 405)
        save = reverse("attempts:save", args=[mine.pk])
        assert client.post(save, "{}", content_type="application/json").status_code == 404
    for name in ("attempt_detail", "set_aside", "count"):
        assert client_of(thief).post(reverse(f"attempts:{name}", args=[mine.pk])).status_code in (404, 405)
        assert client_of(thief).get(reverse(f"attempts:{name}", args=[mine.pk])).status_code in (404, 405)
    assert Attempt.objects.values().get(pk=mine.pk) == before


def test_without_the_token_nothing_is_written(test, dana):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(dana)
    mine = attempts.start(person=dana, test=test, language="en")
    assert client.post(reverse("attempts:start", args=[test.slug])).status_code == 403
    for name in ("page", "save", "check"):
        assert client.post(reverse(f"attempts:{name}", args=[mine.pk])).status_code == 403, name
    body = json.dumps({"kind": "test-attempt", "test": test.slug})
    sent = client.put(f"/api/v1/envelopes/{uuid4()}", body, content_type="application/json")
    assert sent.status_code == 403 and not Envelope.objects.exists()


def test_every_page_of_an_attempt_stays_out_of_every_cache(test, dana, client_of):
    client, mine = client_of(dana), attempts.start(person=dana, test=test, language="en")
    for address in (
        reverse("attempts:my_tests"), reverse("attempts:welcome", args=[test.slug]),
        reverse("attempts:page", args=[mine.pk]), reverse("attempts:check", args=[mine.pk]),
    ):  # fmt: skip
        assert "no-store" in client.get(address)["Cache-Control"], address
    attempts.submit(attempt=mine)
    assert "no-store" in client.get(reverse("attempts:result", args=[mine.pk]))["Cache-Control"]


# --- reasons before their time ---


def test_reasons_that_were_out_hide_again_while_a_test_goes_on_with_the_same_paper(
    aigerim, programme, shipped, dana, client_of
):
    paper = private_paper(aigerim, programme, shipped[:4])
    first = make_test(aigerim, programme, [paper], purpose="pre", release="at-once", shows_rationales=True)
    attempt = handed_in(dana, first)
    papers.close_test(actor=aigerim, test=first)
    services.do_release({"test": str(first.pk)}, lambda done, total: None)
    client = client_of(dana)
    assert CANARY in result_page(client, attempt)

    papers.open_test(actor=aigerim, test=first)
    assert CANARY not in result_page(client, attempt), "the test is open again"

    papers.close_test(actor=aigerim, test=first)
    again = make_test(aigerim, programme, [paper], purpose="final")
    assert CANARY not in result_page(client, attempt), "another test takes the same paper"
    papers.close_test(actor=aigerim, test=again)
    assert CANARY in result_page(client, attempt)


def test_practice_tells_no_reason_of_a_private_question_that_stands_in_another_open_paper(
    aigerim, programme, shipped, dana, client_of
):
    final = make_test(
        aigerim, programme, [private_paper(aigerim, programme, shipped[:3], "B")], purpose="final"
    )
    practice = make_test(
        aigerim, programme, [private_paper(aigerim, programme, shipped[2:6])], shows_rationales=True
    )
    attempt = handed_in(dana, practice)
    assert attempt.result["rationales"] is None and CANARY not in result_page(client_of(dana), attempt)

    services.do_release({"test": str(practice.pk)}, lambda done, total: None)
    assert CANARY not in result_page(client_of(dana), attempt)

    papers.close_test(actor=aigerim, test=final)
    services.look_for_results()
    services.do_release({"test": str(practice.pk)}, lambda done, total: None)
    assert CANARY in result_page(client_of(dana), attempt)


def test_practice_with_public_questions_tells_reasons_at_once(
    aigerim, programme, paper, shipped, dana, client_of
):
    make_test(aigerim, programme, [paper], purpose="final")
    chosen = [BankEntry(shipped[4], True), BankEntry(shipped[5], True)]
    other = services.publish_items(
        actor=aigerim, programme=programme, family=uuid4(), code="P", entries=chosen
    )
    practice = make_test(aigerim, programme, [other], shows_rationales=True)
    assert CANARY in result_page(client_of(dana), handed_in(dana, practice))


def envelope(test, paper, **changes):
    answers = {one["id"]: {"answer": "b", "ms": 900} for one in paper.body["items"]}
    return {
        "kind": "test-attempt", "test": test.slug, "paper": paper.sha256, "seed": "7", "language": "ru",
        "switches": [], "started": "2026-03-01T09:00:00Z", "finished": "2026-03-01T09:20:00Z", "answers": answers,
    } | changes  # fmt: skip


def put(client, body, attempt_id=None):
    raw = body if isinstance(body, str) else json.dumps(body)
    return client.put(f"/api/v1/envelopes/{attempt_id or uuid4()}", raw, content_type="application/json")


def test_what_arrives_when_the_reasons_are_out_waits_for_the_coordinator(
    aigerim, programme, paper, dana, client_of
):
    test = make_test(
        aigerim, programme, [paper], purpose="final", release="after-close", shows_rationales=True,
        may_be_offline=True,
    )  # fmt: skip
    papers.close_test(actor=aigerim, test=test)
    assert put(client_of(dana), envelope(test, paper)).status_code == 201
    kept = Attempt.objects.get()
    assert (kept.state, kept.problem, kept.is_late) == ("void", "reasons-out", True)
    assert not AttemptScore.objects.exists()
    page = client_of(aigerim).get(reverse("attempts:attempt_detail", args=[kept.pk])).content.decode()
    assert '<p class="notice warning">' in page
    client_of(aigerim).post(reverse("attempts:count", args=[kept.pk]))
    assert AttemptScore.objects.get().score > 0


def test_the_same_envelope_with_other_answers_changes_nothing(aigerim, programme, paper, dana, client_of):
    test = make_test(aigerim, programme, [paper], may_be_offline=True)
    client, attempt_id = client_of(dana), uuid4()
    put(client, envelope(test, paper, answers={}), attempt_id)
    before = Attempt.objects.values("answers", "result", "state").get(pk=attempt_id)
    assert put(client, envelope(test, paper), attempt_id).status_code == 409
    thief = make_person("Thief")
    give_role(thief, "participant", programme)
    answer = put(client_of(thief), envelope(test, paper), attempt_id)
    assert answer.status_code == 409 and set(answer.json()) == {
        "id", "sha256", "status", "server_time", "mac"
    }  # fmt: skip
    assert Attempt.objects.values("answers", "result", "state").get(pk=attempt_id) == before
    assert Attempt.objects.count() == 1 and EnvelopeConflict.objects.count() == 1


@pytest.mark.parametrize(
    "hostile",
    [
        {"finished": "9999-12-31T23:59:59-12:00"}, {"started": "0001-01-01T00:00:00+14:00"},
        {"started": "0001-01-01T00:00:00+14:00", "finished": "9999-12-31T23:59:59-12:00"},
    ],
)  # fmt: skip
def test_clocks_at_the_ends_of_the_calendar_lose_no_attempt(
    aigerim, programme, paper, dana, client_of, hostile
):
    test = make_test(aigerim, programme, [paper], may_be_offline=True, minutes=30)
    assert put(client_of(dana), envelope(test, paper, **hostile)).status_code == 201
    row = Attempt.objects.get()
    assert client_of(aigerim).get(reverse("attempts:attempt_detail", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("ms", ["1e999", "-1e999", "NaN", "1" + "0" * 300, "true", "-5"])
def test_times_that_are_no_times_lose_no_answer(aigerim, programme, paper, dana, client_of, ms):
    test = make_test(aigerim, programme, [paper], may_be_offline=True)
    item, client = paper.body["items"][0]["id"], client_of(dana)
    mine = attempts.start(person=dana, test=test, language="en")
    body = f'{{"answers": {{"{item}": {{"answer": "b", "ms": {ms}}}}}, "revision": 0, "language": "en"}}'
    saved = client.post(reverse("attempts:save", args=[mine.pk]), body, content_type="application/json")
    assert saved.status_code == 200
    mine.refresh_from_db()
    assert mine.answers[item]["answer"] == "b" and 0 <= mine.answers[item]["ms"] <= 86_400_000
    raw = json.dumps(envelope(test, paper)).replace("900", ms)
    assert put(client, raw).status_code == 201


# --- set aside, corrected, erased ---


def test_an_attempt_that_was_set_aside_is_not_brought_back_by_the_clock(aigerim, test, dana):
    attempt = attempts.start(person=dana, test=test, language="en")
    Attempt.objects.filter(pk=attempt.pk).update(state="submitted", submitted_at=attempt.started_at)
    attempts.set_aside(actor=aigerim, attempt=attempt)
    assert attempts.grade(attempt.pk) is None
    attempts.look_after_the_clock()
    attempt.refresh_from_db()
    assert attempt.state == "void" and not AttemptScore.objects.exists()


def test_who_is_erased_leaves_no_trace_in_the_figures_and_the_figures_still_come_out(
    aigerim, test, paper, dana, client_of
):
    others = [make_person(f"Other {n}") for n in range(6)]
    for n, one in enumerate(others):
        take(test, paper, one, right(paper, *[item["id"] for item in paper.body["items"][: n + 1]]))
    client_of(dana).get(reverse("attempts:my_tests"))
    attempt = take(test, paper, dana, right(paper))
    code = selectors.person_code(dana.pk, test.programme_id)
    assert code in selectors.score_matrix_of([test]).persons

    erase_person(actor=aigerim, person=dana)

    assert not Attempt.objects.filter(pk=attempt.pk).exists()
    assert not AttemptScore.objects.filter(attempt=attempt.pk).exists()
    matrix = selectors.score_matrix_of([test])
    assert code not in matrix.persons and len(matrix.persons) == 6
    client = client_of(aigerim)
    for name in ("test_scores", "test_times", "test_patterns", "key_list"):
        page = client.get(reverse(f"assessments:{name}", args=[test.pk]))
        assert page.status_code == 200 and "Дана" not in page.content.decode(), name


def test_the_changes_of_a_correction_are_named_also_behind_many_that_stay(
    aigerim, test, paper, dana, client_of, monkeypatch
):
    from sauatty.web.assessments.views import keys

    monkeypatch.setattr(keys, "MOST_SHOWN", 2)
    item = next(one["id"] for one in paper.body["items"] if one["kind"] == "single")
    for n in range(3):
        take(test, paper, make_person(f"Stays {n}"), right(paper, item) | {item: "d"})
    take(test, paper, make_person("Loses"), right(paper))
    page = client_of(aigerim).post(
        reverse("assessments:key_correct", args=[test.pk, paper.pk, item]),
        {"way": "key", "right": "c", "reason": "misprint", "step": "look"},
    ).content.decode()  # fmt: skip
    assert "Loses" in page and "Stays" not in page


def test_an_own_question_that_says_what_a_public_one_says_is_called_public(
    aigerim, programme, shipped, known
):
    known[:] = [UsableItem(one, False, "", is_public=n == 0) for n, one in enumerate(shipped)]
    bank = usable_items(programme)
    for one, is_public in ((shipped[0], True), (shipped[1], False)):
        paper = services.publish_items(
            actor=aigerim, programme=programme, family=uuid4(), code="C", entries=[bank[one.id]]
        )
        assert selectors.has_public_keys(make_test(aigerim, programme, [paper])) is is_public
