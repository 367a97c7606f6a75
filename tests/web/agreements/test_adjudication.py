"""Settling differences: both decisions and the machine's in sight, a reason, nothing overwritten."""

import pytest

from sauatty.core.errors import AdjudicationTaken
from sauatty.web.agreements import selectors
from sauatty.web.agreements.models import Adjudication, AdjudicationRevision
from sauatty.web.agreements.services import adjudicate
from sauatty.web.base.models import AuditEvent
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services
from sauatty.web.coding.models import Decision, Project, Seat, Unit
from web.coding.cast import SECRET_MODEL, TEXTS, page, seated, send, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def differing(units, ainur, berik):
    """The first unit, on which the coders differ."""
    send(ainur, units[0], 2, ["gmilaf.2.2"], note="бірінші ескертпе")
    send(berik, units[0], 2, ["gmilaf.2.3"], note="екінші ескертпе", unsure=True)
    units[0].refresh_from_db()
    return units[0]


def settled(
    relevance=2, competences=("gmilaf.2.3",), revision=0, reason="екі дереккөз салыстырылады", demand=""
):
    return {
        "relevance": relevance, "competences": list(competences), "revision": revision, "reason": reason,
        "demand": demand, "first": "",
    }  # fmt: skip


def test_it_works(client_of, project, saule, differing, ainur):
    client = client_of(saule.person)
    assert TEXTS[0][1] in client.get(page("adjudication_list", project)).content.decode()

    text = client.get(page("adjudication", project, differing.pk)).content.decode()
    assert "бірінші ескертпе" in text and "екінші ескертпе" in text
    assert "Coder A" in text and "Coder B" in text
    assert "Айнұр" not in text and "Берік" not in text
    assert "machine proposal, not reviewed" in text and "87" in text
    assert SECRET_MODEL not in client_of(ainur.person).get(page("decision_list", project)).content.decode()

    response = client.post(page("adjudication", project, differing.pk), settled())
    differing.refresh_from_db()
    assert response.status_code == 302
    assert (differing.state, differing.relevance, differing.competences) == ("adjudicated", 2, ["gmilaf.2.3"])
    assert AuditEvent.objects.filter(action="unit.adjudicated", target_id=str(differing.pk)).count() == 1


def test_coders_see_afterwards_where_they_were_overruled_and_why(
    client_of, project, saule, differing, ainur, berik
):
    client_of(saule.person).post(page("adjudication", project, differing.pk), settled())

    overruled = (
        client_of(ainur.person).get(page("decision_list", project) + "?only=overruled").content.decode()
    )
    assert "Settled otherwise" in overruled and "екі дереккөз салыстырылады" in overruled
    kept = client_of(berik.person).get(page("decision_list", project)).content.decode()
    assert "Settled as you decided" in kept
    assert "бірінші ескертпе" not in kept
    assert (
        "Nothing here"
        in client_of(berik.person).get(page("decision_list", project) + "?only=overruled").content.decode()
    )


@pytest.mark.parametrize(
    "change", [{"reason": ""}, {"reason": "   "}, {"relevance": ""}, {"competences": []}, {"relevance": 0}]
)
def test_without_reason_or_judgement_nothing_is_settled(client_of, project, saule, differing, change):
    response = client_of(saule.person).post(page("adjudication", project, differing.pk), settled() | change)

    assert response.status_code == 422
    assert Adjudication.objects.count() == 0


def test_the_second_of_two_adjudicators_is_told_what_the_first_decided(client_of, project, saule, differing):
    other = seated(project, "Екінші Төреші", Seat.Role.ADJUDICATOR)
    client_of(saule.person).post(
        page("adjudication", project, differing.pk), settled(reason="бірінші төреші")
    )

    late = settled(1, ["gmilaf.1.1"], reason="екінші төреші")
    response = client_of(other.person).post(page("adjudication", project, differing.pk), late)

    text = response.content.decode()
    assert response.status_code == 409
    assert "Somebody settled this objective before you" in text and "бірінші төреші" in text
    assert "екінші төреші" in text, "what the second one wrote is not lost"
    differing.refresh_from_db()
    assert differing.competences == ["gmilaf.2.3"] and Adjudication.objects.get().revision == 1

    again = client_of(other.person).post(page("adjudication", project, differing.pk), late | {"revision": 1})
    assert again.status_code == 302
    history = Adjudication.objects.get().history.all()
    assert [(one.revision, one.reason) for one in history] == [(1, "бірінші төреші"), (2, "екінші төреші")]


def test_a_revision_changes_who_was_overruled(client_of, project, saule, differing, ainur, berik):
    client = client_of(saule.person)
    client.post(page("adjudication", project, differing.pk), settled())
    client.post(page("adjudication", project, differing.pk), settled(2, ["gmilaf.2.2"], 1, "қайта қарадым"))

    flags = dict(Decision.objects.values_list("seat__label", "is_overruled"))
    assert flags == {ainur.label: False, berik.label: True}


def test_nobody_settles_what_they_coded_themselves(client_of, project, saule, ainur, berik, units):
    services.seat_person(actor=None, project=project, person=saule.person, role="coder")
    mine = Seat.objects.get(person=saule.person, role="coder")
    send(mine, units[0], 0)
    send(ainur, units[0], 2, ["gmilaf.2.3"])

    assert list(selectors.list_units_to_adjudicate(saule)) == []
    client = client_of(saule.person)
    response = client.get(page("adjudication", project, units[0].pk))
    assert response.status_code == 403 and "You coded this objective yourself" in response.content.decode()
    assert client.post(page("adjudication", project, units[0].pk), settled()).status_code == 403


def test_a_unit_on_which_coders_agree_is_not_settled_over_their_heads(
    client_of, project, saule, ainur, berik, units
):
    send(ainur, units[0], 0)
    send(berik, units[0], 0)
    response = client_of(saule.person).post(page("adjudication", project, units[0].pk), settled())

    assert response.status_code == 409
    assert "nothing to settle" in response.content.decode()


def test_a_unit_that_waits_for_the_second_coder_shows_no_decision(client_of, project, saule, ainur, units):
    send(ainur, units[0], 2, ["gmilaf.3.3"], note="ҚҰПИЯ")
    response = client_of(saule.person).get(page("adjudication", project, units[0].pk))

    assert response.status_code == 404


def test_a_demand_that_differs_may_be_settled(client_of, project, saule, ainur, berik, units):
    send(ainur, units[0], 2, ["gmilaf.2.3"], demand=4)
    send(berik, units[0], 2, ["gmilaf.2.3"], demand=5)
    client = client_of(saule.person)
    assert TEXTS[0][1] in client.get(page("adjudication_list", project) + "?only=demand").content.decode()

    client.post(page("adjudication", project, units[0].pk), settled(demand="5"))

    units[0].refresh_from_db()
    assert (units[0].state, units[0].demand) == (Unit.State.ADJUDICATED, 5)


def test_what_is_settled_is_not_reopened_by_a_coder(project, saule, differing, ainur):
    adjudicate(
        seat=saule, unit=differing, body={"relevance": 0, "competences": [], "demand": None}, reason="жоқ",
        revision=0, actor=saule.person,
    )  # fmt: skip
    mine = Decision.objects.get(seat=ainur)

    assert send(ainur, differing, 0).status == "quarantined"
    assert undo(ainur, mine.pk).status == "quarantined"
    differing.refresh_from_db()
    assert (differing.state, differing.relevance) == ("adjudicated", 0)


def test_the_revision_guards_also_without_a_page(project, saule, differing):
    word = {"relevance": 0, "competences": [], "demand": None}
    adjudicate(seat=saule, unit=differing, body=word, reason="жоқ", revision=0, actor=saule.person)

    with pytest.raises(AdjudicationTaken):
        adjudicate(seat=saule, unit=differing, body=word, reason="тағы", revision=0, actor=saule.person)


def test_a_review_with_settled_differences_can_be_deleted_whole(project, methodologist, saule, differing):
    word = {"relevance": 0, "competences": [], "demand": None}
    adjudicate(seat=saule, unit=differing, body=word, reason="жоқ", revision=0, actor=saule.person)

    services.delete_project(actor=methodologist, project=project)

    assert not Project.objects.exists() and not AdjudicationRevision.objects.exists()


def test_every_settling_changes_what_tells_the_results_apart(project, saule, differing):
    word = {"relevance": 0, "competences": [], "demand": None}
    stamps = [coding.results_stamp(project)]
    for revision in range(2):
        adjudicate(seat=saule, unit=differing, body=word, reason="жоқ", revision=revision, actor=saule.person)
        stamps.append(coding.results_stamp(project))

    assert len(set(stamps)) == 3


def test_the_rail_marks_the_reviews_on_these_pages(client_of, project, methodologist):
    text = client_of(methodologist).get(page("agreement", project)).content.decode()

    assert 'href="/en/reviews/" aria-current="page"' in text
