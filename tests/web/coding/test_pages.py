"""The pages of reviews: who may open them, what stands on them, what never does."""

import json
import uuid

import pytest

from sauatty.web.coding import selectors, services
from sauatty.web.coding.models import Decision, ProblemSubmission, Seat, Unit
from web.coding.cast import SECRET_MODEL, TEXTS, drafts, make_person, make_project, page, seated, send

pytestmark = pytest.mark.django_db


def filled(unit, relevance=0, competences=(), **more):
    return {
        "envelope_id": str(uuid.uuid4()),
        "unit": str(unit.pk),
        "relevance": relevance,
        "competences": list(competences),
        "demand": "",
        "note": "",
        **more,
    }


# --- the queue -------------------------------------------------------------------------------------------


def test_it_works(client_of, project, ainur, units):
    client = client_of(ainur.person)
    response = client.get(page("queue", project))

    text = response.content.decode()
    assert response.status_code == 200
    assert TEXTS[0][1] in text and "русский текст 7.1.1.1" in text and "алдыңғы мақсат" in text
    assert response["Cache-Control"] == "private, no-store"


def test_a_form_without_javascript_is_a_submission_and_leads_to_the_next_unit(
    client_of, project, ainur, units
):
    client = client_of(ainur.person)
    sent = filled(units[0], 2, ["gmilaf.2.1", "gmilaf.2.3"], first="gmilaf.2.3", demand="4", unsure="on")
    response = client.post(page("queue", project), sent, follow=True)

    decision = Decision.objects.get()
    assert str(decision.pk) == sent["envelope_id"]
    assert decision.competences == ["gmilaf.2.3", "gmilaf.2.1"] and decision.demand == 4 and decision.unsure
    assert TEXTS[1][1] in response.content.decode()


def test_the_same_form_sent_twice_is_one_decision_and_a_changed_one_is_told(client_of, project, ainur, units):
    client = client_of(ainur.person)
    sent = filled(units[0])
    client.post(page("queue", project), sent)
    client.post(page("queue", project), sent)
    response = client.post(page("queue", project), sent | {"note": "басқа"}, follow=True)

    assert Decision.objects.count() == 1
    assert "The first answer stands" in response.content.decode()


@pytest.mark.parametrize(
    ("relevance", "competences", "sentence"),
    [
        ("", [], "Choose how relevant the objective is."),
        (2, [], "Choose one to three competences."),
        (0, ["gmilaf.1.1"], "carries no competence"),
        (1, ["gmilaf.1.1", "gmilaf.1.2", "gmilaf.1.3", "gmilaf.1.4"], "Choose one to three competences."),
    ],
)
def test_an_incomplete_form_comes_back_with_what_to_do(
    client_of, project, ainur, units, relevance, competences, sentence
):
    response = client_of(ainur.person).post(page("queue", project), filled(units[0], relevance, competences))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert TEXTS[0][1] in response.content.decode()
    assert Decision.objects.count() == 0


def test_taking_back_shows_the_unit_again(client_of, project, ainur, units):
    client = client_of(ainur.person)
    mine = send(ainur, units[0])
    response = client.post(
        page("decision_undo", project, mine.id), {"envelope_id": str(uuid.uuid4())}, follow=True
    )

    assert Decision.objects.get().state == "undone"
    assert TEXTS[0][1] in response.content.decode()


def test_a_skipped_unit_comes_last(client_of, project, ainur, units):
    client = client_of(ainur.person)
    first = client.post(page("queue_skip", project, units[0].pk), follow=True)
    assert TEXTS[1][1] in first.content.decode().split('id="unit-text"')[1].split("</p>")[0]

    for unit in units[1:]:
        send(ainur, unit)
    last = client.get(page("queue", project))
    assert TEXTS[0][1] in last.content.decode()


def test_deciding_again_starts_from_what_was_decided(client_of, project, ainur, units):
    send(ainur, units[2], 1, ["gmilaf.1.4"], note="бұрынғы")
    response = client_of(ainur.person).get(page("queue", project) + f"?unit={units[2].pk}")

    text = response.content.decode()
    assert TEXTS[2][1] in text and "бұрынғы" in text
    assert 'value="1" checked' in text


def test_an_empty_queue_says_so(client_of, project, ainur, units):
    for unit in units:
        send(ainur, unit)

    assert "nothing left for you" in client_of(ainur.person).get(page("queue", project)).content.decode()


def test_the_prepared_units_are_kept_by_nobody_and_bounded(client_of, project, ainur, units):
    response = client_of(ainur.person).get(page("queue_units", project) + "?n=3")

    told = json.loads(response.content)
    assert response["Cache-Control"] == "private, no-store"
    assert [one["text"] for one in told["units"]] == [text for _c, text, _a, _g in TEXTS[:3]]
    assert told["person"] == str(ainur.person.pk)
    assert (told["n_left"], told["n_decided"]) == (6, 0)


@pytest.mark.parametrize("n", ["", "abc", "-1", "99999", "²"])
def test_a_strange_number_of_units_is_no_fault(client_of, project, ainur, units, n):
    response = client_of(ainur.person).get(page("queue_units", project), {"n": n})

    assert response.status_code == 200


# --- blindness -------------------------------------------------------------------------------------------


def everything_a_coder_can_read(client, project, units):
    names = ["queue", "queue_units", "decision_list", "project_detail", "manual"]
    addresses = [page(name, project) for name in names]
    addresses += [page("queue", project) + f"?unit={unit.pk}" for unit in units]
    addresses += [page("decision_list", project) + f"?only={only}" for only in ("unsure", "overruled")]
    return b"".join(client.get(address).content for address in addresses)


def test_no_byte_of_a_proposal_or_another_decision_reaches_a_blind_coder(
    client_of, project, ainur, berik, units, asked
):
    for unit in units:
        send(berik, unit, 2, ["gmilaf.3.3"], note="БЕРІКТІҢ ЕСКЕРТПЕСІ", demand=6)
    asked.clear()

    seen = everything_a_coder_can_read(client_of(ainur.person), project, units)

    assert "БЕРІКТІҢ".encode() not in seen and "Берік".encode() not in seen
    assert SECRET_MODEL.encode() not in seen
    assert [call for call in asked if call[0] == "proposals"] == []
    told = json.loads(client_of(ainur.person).get(page("queue_units", project)).content)
    assert all(
        set(one) == {"id", "text", "language", "where", "path", "before", "after", "pair", "address", "facts"}
        for one in told["units"]
    )


def test_after_deciding_a_coder_still_does_not_see_whether_the_other_agreed(
    client_of, project, ainur, berik, units
):
    send(berik, units[0], 2, ["gmilaf.3.3"], note="БЕРІКТІҢ ЕСКЕРТПЕСІ")
    send(ainur, units[0], 0)
    client = client_of(ainur.person)

    seen = client.get(page("decision_list", project)).content.decode()
    assert "БЕРІКТІҢ" not in seen and "gmilaf.3.3" not in seen and "coders differ" not in seen.lower()


def test_a_seat_that_sees_proposals_gets_them_labelled_and_every_figure_says_so(
    client_of, project, methodologist, units
):
    seeing = seated(project, "Көреген Кодтаушы", sees_proposals=True)
    client = client_of(seeing.person)

    queue = client.get(page("queue", project)).content.decode()
    assert "machine proposal, not reviewed" in queue and "87" in queue
    assert (
        json.loads(client.get(page("queue_units", project)).content)["units"][0]["proposal"]["model"]
        == SECRET_MODEL
    )
    send(seeing, units[0], 0)
    other = seated(project, "Екінші Кодтаушы")
    send(other, units[0], 0)
    for name in ("project_detail", "agreement"):
        assert "machine" in client_of(methodologist).get(page(name, project)).content.decode()


def test_a_blind_coder_who_also_manages_gets_no_file_of_decisions(
    client_of, project, methodologist, berik, units
):
    services.seat_person(actor=methodologist, project=project, person=methodologist, role="coder")
    send(berik, units[0], 2, ["gmilaf.3.3"])

    response = client_of(methodologist).post(page("decision_export", project), {"format": "csv"})

    assert response.status_code == 403


def test_blindness_is_told_to_other_apps(project, ainur, methodologist, saule):
    def blind(person):
        return project.source_id in selectors.blind_sources(person, "edition")

    assert blind(ainur.person) and not blind(saule.person) and not blind(methodologist)
    assert not selectors.blind_sources(ainur.person, "something-else")
    services.close_project(actor=methodologist, project=project)
    assert not blind(ainur.person)


# --- who may open what -----------------------------------------------------------------------------------


def test_strangers_find_nothing_and_visitors_are_asked_to_sign_in(client_of, project, stranger, units, ainur):
    names = [
        "project_detail",
        "manual",
        "queue",
        "queue_units",
        "decision_list",
        "agreement",
        "adjudication_list",
    ]
    addresses = [page(name, project) for name in names] + [page("adjudication", project, units[0].pk)]
    for address in addresses:
        assert client_of(stranger).get(address).status_code == 404
        assert client_of().get(address).status_code == 302
    for name in ("seats", "problem_list", "project_edit", "decision_import"):
        assert client_of(stranger).get(page(name, project)).status_code == 404
        assert client_of(ainur.person).get(page(name, project)).status_code == 404


def test_a_coder_has_no_adjudicators_page_and_an_adjudicator_no_queue(
    client_of, project, ainur, saule, units
):
    assert client_of(ainur.person).get(page("adjudication_list", project)).status_code == 404
    assert client_of(ainur.person).get(page("adjudication", project, units[0].pk)).status_code == 404
    assert client_of(saule.person).get(page("queue", project)).status_code == 404


def test_units_and_decisions_of_another_review_are_not_there(
    client_of, project, ainur, saule, methodologist, berik, units
):
    other = make_project(methodologist)
    foreign = other.units.first()
    mine = send(ainur, units[0])

    assert client_of(ainur.person).get(page("queue", project) + f"?unit={foreign.pk}").status_code == 404
    assert client_of(ainur.person).get(page("queue", project) + "?unit=nonsense").status_code == 404
    assert client_of(saule.person).get(page("adjudication", project, foreign.pk)).status_code == 404
    sent = {"envelope_id": str(uuid.uuid4())}
    assert client_of(berik.person).post(page("decision_undo", project, mine.id), sent).status_code == 404
    assert client_of(ainur.person).post(page("decision_undo", other, mine.id), sent).status_code == 404


def test_who_has_a_seat_but_no_role_is_led_to_their_coding(client_of, project, ainur, stranger):
    response = client_of(ainur.person).get("/en/", follow=True)

    assert "Go on coding" in response.content.decode()
    assert "Go on coding" not in client_of(stranger).get("/en/", follow=True).content.decode()


def test_the_list_of_reviews_needs_few_queries(
    client_of, methodologist, asked, django_assert_max_num_queries
):
    for _ in range(12):
        make_project(methodologist)
    client = client_of(methodologist)
    with django_assert_max_num_queries(12):
        response = client.get("/en/reviews/")

    assert response.content.decode().count("A review") >= 12


def test_pages_need_few_queries(
    client_of, project, ainur, berik, saule, methodologist, units, django_assert_max_num_queries
):
    for unit in units[:4]:
        send(ainur, unit, 0)
        send(berik, unit, 1, ["gmilaf.1.1"])
    for who, name, limit in (
        (ainur.person, "queue", 10),
        (ainur.person, "queue_units", 9),
        (ainur.person, "decision_list", 7),
        (saule.person, "adjudication_list", 7),
        (methodologist, "project_detail", 13),
    ):
        client = client_of(who)
        with django_assert_max_num_queries(limit):
            assert client.get(page(name, project)).status_code == 200


# --- the review and its people ---------------------------------------------------------------------------


def test_the_page_of_a_review_shows_progress_and_what_is_probably_unfound(
    client_of, project, ainur, berik, methodologist, units
):
    send(ainur, units[0], 0)
    send(berik, units[0], 0)
    estimate = {
        "found": 9, "expected": {"estimate": 2.4, "low": 0.0, "high": 6.0},
        "recall": {"estimate": 0.97, "low": 0.951, "high": 0.99}, "n_read": 50,
    }  # fmt: skip
    services.set_ranks(project, [unit.pk for unit in units], estimate, n_decisions=50)

    text = client_of(methodologist).get(page("project_detail", project)).content.decode()
    assert "settled: 1 of 6 objectives" in text
    assert "Reading may stop" in text and "estimated after 50 decisions" in text
    assert "These figures are of 50 decisions" in text and "2 stand now" in text
    assert "Айнұр Бірінші" in text
    assert (
        "Айнұр Бірінші" not in client_of(berik.person).get(page("project_detail", project)).content.decode()
    )


def test_with_one_coder_nothing_is_said_to_wait_for_another(client_of, methodologist, asked):
    project = make_project(methodologist, n_coders_wanted=1)
    send(seated(project, "Жалғыз Кодтаушы"), project.units.first(), 0)

    text = client_of(methodologist).get(page("project_detail", project)).content.decode()

    assert "judged by one coder: no agreement" in text and "waits for another coder" not in text


def test_giving_a_place_and_letting_leave(client_of, project, methodologist, aigerim, bolat):
    client = client_of(aigerim)
    found = client.get(page("seats", project) + "?q=Болат").content.decode()
    assert "Болат Жұмабаев" in found
    client.post(page("seat_add", project), {"person": str(bolat.pk), "role": "coder"})
    seat = Seat.objects.get(person=bolat)
    again = client.post(page("seat_add", project), {"person": str(bolat.pk), "role": "coder"})
    assert again.status_code == 422
    asked = client.get(page("seats", project)).content.decode()
    removal = page("seat_remove", project, seat.pk)
    confirmed = asked[: asked.index(removal)].rpartition("<details")[2]
    assert "</details>" not in confirmed and "<summary" in confirmed
    client.post(removal)
    seat.refresh_from_db()
    assert seat.left_at is not None
    client.post(page("seat_add", project), {"person": str(bolat.pk), "role": "coder", "sees_proposals": "on"})
    seat.refresh_from_db()
    assert seat.left_at is None and seat.sees_proposals and Seat.objects.filter(person=bolat).count() == 1


def test_nobody_is_seated_whom_the_actor_may_not_see(client_of, project, methodologist, stranger):
    response = client_of(methodologist).post(
        page("seat_add", project), {"person": str(stranger.pk), "role": "coder"}
    )

    assert response.status_code == 404
    assert Seat.objects.count() == 0


def test_a_methodologist_seats_whom_they_can_name_in_full(client_of, project, methodologist, stranger):
    client = client_of(methodologist)

    assert stranger.name not in client.get(page("seats", project) + "?q=Дана").content.decode()
    assert stranger.name in client.get(page("seats", project) + f"?q={stranger.name}").content.decode()
    sent = {"person": str(stranger.pk), "role": "coder"}
    assert client.post(page("seat_add", project) + f"?q={stranger.name}", sent).status_code == 302
    assert Seat.objects.get().person == stranger


def test_settings_closing_and_opening_again(client_of, project, methodologist, asked, ainur, units):
    client = client_of(methodologist)
    sent = {"title_kk": "Жаңа", "title_ru": "", "title_en": "New", "target_recall": 90, "n_coders_wanted": 3}
    assert client.post(page("project_edit", project), sent).status_code == 302
    project.refresh_from_db()
    assert (project.target_recall, project.n_coders_wanted, project.title_en) == (0.9, 3, "New")
    assert (
        client.post(page("project_edit", project), sent | {"title_kk": "", "title_en": ""}).status_code == 422
    )
    assert client.post(page("project_edit", project), sent | {"n_coders_wanted": 9}).status_code == 422
    client.post(page("project_close", project))
    assert "not open now" in client_of(ainur.person).get(page("queue", project)).content.decode()
    client.post(page("project_reopen", project))
    project.refresh_from_db()
    assert project.is_open and [call for call in asked if call[0] == "closed"] == [
        ("closed", "closed"),
        ("closed", "open"),
    ]


def test_more_coders_wanted_opens_agreed_units_again(project, ainur, berik, methodologist, units):
    send(ainur, units[0], 0)
    send(berik, units[0], 0)
    services.change_project(
        actor=methodologist, project=project, titles={"kk": "Шолу"}, target_recall=0.95, n_coders_wanted=3
    )

    units[0].refresh_from_db()
    assert units[0].state == Unit.State.ONE and units[0].relevance is None


def test_the_manual_is_shown_with_version_and_hash_in_each_language(client_of, project, ainur):
    for language, word in (("kk", "мүмкіндік"), ("ru", "возможность"), ("en", "opportunity")):
        text = client_of(ainur.person).get(page("manual", project, language=language)).content.decode()
        assert word in text and project.codebook_sha256 in text


def test_kept_submissions_stand_on_the_coordinators_list_and_can_be_settled(
    client_of, project, ainur, methodologist, units
):
    services.unseat_person(actor=methodologist, seat=ainur)
    receipt = send(ainur, units[0], 0, note="кешіккен")
    client = client_of(methodologist)

    text = client.get(page("problem_list", project)).content.decode()
    assert "кешіккен" in text and "came from a coder who had left" in text
    client.post(page("problem_settle", project, receipt.id), {"do": "take-in"})
    assert Decision.objects.count() == 1
    assert ProblemSubmission.objects.get().state == "taken-in"


def test_a_coordinator_who_codes_blindly_settles_submissions_without_reading_them(
    client_of, project, ainur, methodologist, units
):
    services.seat_person(actor=methodologist, project=project, person=methodologist, role="coder")
    services.unseat_person(actor=methodologist, seat=ainur)
    receipt = send(ainur, units[0], 2, ["gmilaf.3.3"], note="кешіккен")
    client = client_of(methodologist)

    text = client.get(page("problem_list", project)).content.decode()

    assert "came from a coder who had left" in text and receipt.id in text
    assert "кешіккен" not in text and "gmilaf.3.3" not in text


def test_an_incomplete_submission_cannot_be_taken_in_and_says_why(
    client_of, project, ainur, methodologist, units
):
    receipt = send(ainur, units[0], 7)
    client = client_of(methodologist)
    response = client.post(page("problem_settle", project, receipt.id), {"do": "take-in"}, follow=True)

    assert "not complete or not right" in response.content.decode()
    assert ProblemSubmission.objects.get().state == "waiting"
    client.post(page("problem_settle", project, receipt.id), {"do": "set-aside"})
    assert ProblemSubmission.objects.get().state == "set-aside"


def test_an_erased_coder_leaves_decisions_without_a_name(client_of, project, methodologist, units):
    from sauatty.web.accounts.services import people

    coder = seated(project, "Ұмытылатын Кодтаушы")
    send(coder, units[0], 0)
    admin = make_person("Әкімші")
    admin.is_site_admin = True
    admin.save()
    people.erase_person(actor=admin, person=coder.person)

    coder.refresh_from_db()
    assert coder.person is None and coder.left_at is not None
    assert Decision.objects.filter(state="standing").count() == 1
    text = client_of(methodologist).get(page("project_detail", project)).content.decode()
    assert "former coder" in text and "Ұмытылатын" not in text


def test_a_review_can_be_deleted_whole(project, ainur, berik, saule, methodologist, units):
    send(ainur, units[0], 0)
    send(berik, units[0], 1, ["gmilaf.1.1"])
    services.delete_project(actor=methodologist, project=project)

    assert Unit.objects.count() == Decision.objects.count() == Seat.objects.count() == 0


def test_a_sender_other_than_the_one_who_kept_it_is_refused(client_of, project, ainur, berik, units):
    body = {"kind": "coding-decision", "unit": str(units[0].pk), "relevance": 0, "competences": []}
    response = client_of(berik.person).put(
        f"/api/v1/envelopes/{uuid.uuid4()}", data=json.dumps(body), content_type="application/json",
        headers={"X-Sauatty-Person": str(ainur.person.pk)},
    )  # fmt: skip

    assert response.status_code == 401
    assert Decision.objects.count() == 0


def test_units_carried_over_are_settled_and_not_offered(project, ainur, methodologist, units):
    carried = {units[0].ref_id: services.CarriedResult(2, ("gmilaf.2.3",), 4)}
    assert services.carry_results(actor=methodologist, project=project, results=carried) == 1
    services.forget_texts(project.units.filter(pk=units[1].pk))

    offered = [unit.pk for unit in selectors.next_units(ainur, 20)]
    assert units[0].pk not in offered and units[1].pk not in offered
    result = selectors.standing_results(project)[units[0].ref_id]
    assert (result.relevance, result.competences, result.state) == (2, ("gmilaf.2.3",), "carried")


def test_a_review_of_nothing_is_refused(methodologist, asked):
    from sauatty.core.errors import ReviewWithoutUnits

    with pytest.raises(ReviewWithoutUnits):
        make_project(methodologist, units=[])
    assert len(drafts()) == 6
