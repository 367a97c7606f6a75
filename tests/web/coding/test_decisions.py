"""Decisions as submissions: stored once, replaced, taken back, refused but kept; what stands for a unit."""

import uuid

import pytest

from sauatty.core.errors import DecisionOvertaken
from sauatty.web.base.models import AuditEvent, Envelope
from sauatty.web.coding import selectors, services
from sauatty.web.coding.models import Decision, ProblemSubmission, Project, Seat, Unit
from web.coding.cast import KIND, body, drafts, make_project, seated, send, undo

pytestmark = pytest.mark.django_db


def state_of(unit):
    unit.refresh_from_db()
    return unit.state


def test_it_works(ainur, units):
    receipt = send(ainur, units[0], 2, ["gmilaf.2.3"], note="анық", unsure=True, demand=4)

    decision = Decision.objects.get()
    assert receipt.http_status == 201 and receipt.status == "accepted"
    assert str(decision.pk) == receipt.id
    assert (decision.relevance, decision.competences, decision.demand) == (2, ["gmilaf.2.3"], 4)
    assert decision.unsure and decision.note == "анық"
    assert state_of(units[0]) == Unit.State.ONE
    assert AuditEvent.objects.filter(action="decision.recorded", target_id=str(decision.pk)).count() == 1


def test_the_same_submission_again_changes_nothing_and_gives_the_same_receipt(ainur, units):
    one = uuid.uuid4()
    first = send(ainur, units[0], 1, ["gmilaf.1.2"], envelope_id=one)
    again = send(ainur, units[0], 1, ["gmilaf.1.2"], envelope_id=one)

    assert (first.sha256, first.mac, first.status) == (again.sha256, again.mac, again.status)
    assert again.http_status == 200
    assert Decision.objects.count() == 1
    assert Seat.objects.get(pk=ainur.pk).n_standing == 1


def test_another_body_under_a_used_id_is_kept_as_a_conflict(ainur, units):
    one = uuid.uuid4()
    send(ainur, units[0], 1, ["gmilaf.1.2"], envelope_id=one)
    other = send(ainur, units[0], 0, envelope_id=one)

    assert other.http_status == 409
    assert Decision.objects.get().relevance == 1
    assert Envelope.objects.get(pk=one).conflicts.count() == 1


def test_deciding_again_keeps_the_old_decision_as_replaced(ainur, units):
    send(ainur, units[0], 1, ["gmilaf.1.2"])
    send(ainur, units[0], 0)

    states = dict(Decision.objects.values_list("relevance", "state"))
    assert states == {1: "replaced", 0: "standing"}
    assert Seat.objects.get(pk=ainur.pk).n_standing == 1


def test_two_equal_decisions_agree_whatever_the_order_of_codes(ainur, berik, units):
    send(ainur, units[0], 2, ["gmilaf.2.3", "gmilaf.2.1"], demand=4)
    send(berik, units[0], 2, ["gmilaf.2.1", "gmilaf.2.3"], demand=4)

    assert state_of(units[0]) == Unit.State.AGREED
    assert set(units[0].competences) == {"gmilaf.2.1", "gmilaf.2.3"}
    assert (units[0].relevance, units[0].demand, units[0].is_demand_open) == (2, 4, False)


def test_demands_that_differ_alone_are_no_disagreement_but_wait_on_a_list(ainur, berik, units):
    send(ainur, units[0], 2, ["gmilaf.2.3"], demand=4)
    send(berik, units[0], 2, ["gmilaf.2.3"], demand=5)

    assert state_of(units[0]) == Unit.State.AGREED
    assert units[0].demand is None and units[0].is_demand_open


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0, []), (1, ["gmilaf.1.1"])),
        ((2, ["gmilaf.2.2"]), (2, ["gmilaf.2.3"])),
        ((1, ["gmilaf.2.2"]), (2, ["gmilaf.2.2"])),
    ],
)
def test_another_relevance_or_another_set_of_competences_is_a_disagreement(
    ainur, berik, units, first, second
):
    send(ainur, units[0], *first)
    send(berik, units[0], *second)

    assert state_of(units[0]) == Unit.State.DISAGREED
    assert units[0].relevance is None and units[0].competences == []


def test_taking_back_opens_the_unit_again(ainur, berik, units):
    mine = send(ainur, units[0], 0)
    send(berik, units[0], 0)
    assert state_of(units[0]) == Unit.State.AGREED

    assert undo(ainur, mine.id).status == "accepted"

    assert state_of(units[0]) == Unit.State.ONE and units[0].relevance is None
    assert Decision.objects.get(pk=mine.id).state == "undone"
    assert Seat.objects.get(pk=ainur.pk).n_standing == 0
    assert undo(ainur, mine.id).status == "accepted"
    assert Seat.objects.get(pk=ainur.pk).n_standing == 0


def test_nobody_takes_back_what_another_decided(ainur, berik, units):
    mine = send(ainur, units[0], 0)

    assert undo(berik, mine.id).status == "quarantined"
    assert Decision.objects.get(pk=mine.id).state == "standing"


def problem_codes(project):
    return list(ProblemSubmission.objects.filter(project=project).values_list("code", flat=True))


def test_a_decision_for_a_closed_review_is_kept_for_the_coordinator_and_can_be_taken_in(
    project, ainur, units, methodologist, asked
):
    services.close_project(actor=methodologist, project=project)
    receipt = send(ainur, units[0], 2, ["gmilaf.2.3"])

    assert receipt.http_status == 202 and Decision.objects.count() == 0
    assert problem_codes(project) == ["coding-project-not-open"]
    problem = ProblemSubmission.objects.get()
    services.settle_problem(actor=methodologist, problem=problem, take_in=True)
    services.settle_problem(actor=methodologist, problem=problem, take_in=True)
    assert Decision.objects.get().relevance == 2
    assert ProblemSubmission.objects.get().state == "taken-in"


def test_a_decision_of_a_removed_coder_is_kept_and_their_earlier_ones_stay(
    project, ainur, berik, units, methodologist
):
    send(ainur, units[0], 0)
    services.unseat_person(actor=methodologist, seat=ainur)

    assert send(ainur, units[1], 0).status == "quarantined"
    assert problem_codes(project) == ["coding-seat-left"]
    assert state_of(units[0]) == Unit.State.ONE
    send(berik, units[0], 0)
    assert state_of(units[0]) == Unit.State.AGREED


@pytest.mark.parametrize(
    "change",
    [
        {"relevance": 3}, {"relevance": None}, {"relevance": True}, {"relevance": "2"},
        {"relevance": 2, "competences": []}, {"relevance": 0, "competences": ["gmilaf.1.1"]},
        {"relevance": 2, "competences": ["gmilaf.9.9"]}, {"relevance": 2, "competences": ["gmilaf.1.1", "G-1.1"]},
        {"relevance": 2, "competences": ["gmilaf.1.1", "gmilaf.1.2", "gmilaf.1.3", "gmilaf.1.4"]},
        {"relevance": 2, "competences": "gmilaf.1.1"}, {"demand": 7}, {"demand": 2.5}, {"unsure": "yes"},
        {"note": "x" * 4001}, {"note": 7},
    ],
)  # fmt: skip
def test_a_decision_that_is_not_right_is_quarantined_and_seen(project, ainur, units, change):
    receipt = send(ainur, units[0], **change)

    assert receipt.status == "quarantined"
    assert Decision.objects.count() == 0
    assert problem_codes(project) == ["coding-decision-invalid"]


@pytest.mark.parametrize("unit_id", ["", "nonsense", 7, None, ["a"], "0" * 32])
def test_a_decision_about_nothing_is_kept_without_disturbing_anybody(project, ainur, units, unit_id):
    sent = body(units[0]) | {"unit": unit_id}
    receipt = services.submit(envelope_id=uuid.uuid4(), body=sent, actor=ainur.person)

    assert receipt.status == "quarantined"
    assert ProblemSubmission.objects.count() == 0


def test_a_stranger_learns_nothing_about_a_unit(project, units, stranger):
    known, absent = units[0].pk, uuid.uuid4()
    answers = set()
    for one in (known, absent):
        sent = {"kind": "coding-decision", "unit": str(one), "relevance": 0, "competences": []}
        receipt = services.submit(envelope_id=uuid.uuid4(), body=sent, actor=stranger)
        answers.add((receipt.http_status, receipt.status))

    assert answers == {(202, "quarantined")}
    assert ProblemSubmission.objects.count() == 0
    assert Decision.objects.count() == 0


def test_letters_that_no_database_takes_do_not_lose_a_decision(ainur, units):
    receipt = send(ainur, units[0], 0, note="а\0б")

    assert receipt.status == "accepted"
    assert Decision.objects.get().note == "аб"


def test_one_coder_alone_never_agrees_even_where_only_one_is_wanted(methodologist, asked):
    project = make_project(methodologist, n_coders_wanted=1)
    only = seated(project, "Жалғыз Кодтаушы")
    unit = project.units.first()
    send(only, unit, 0)

    assert state_of(unit) == Unit.State.ONE
    assert unit.pk not in [one.pk for one in selectors.next_units(only, 20)]


def test_after_every_fifty_decisions_a_new_order_is_asked_for(methodologist, asked):
    texts = [(f"1.{n}", f"мақсат {n}", "area", 1) for n in range(60)]
    project = make_project(methodologist, units=drafts(texts), order="relevant-first")
    coder = seated(project, "Көп Кодтаушы")
    for unit in project.units.all()[:55]:
        send(coder, unit, 0)

    assert [call for call in asked if call[0] == "rerank"] == [("rerank", 50)]


def test_five_coders_share_the_units_and_every_pair_meets(methodologist, asked):
    texts = [(f"1.{n}", f"мақсат {n}", "area", 1) for n in range(100)]
    project = make_project(methodologist, units=drafts(texts))
    coders = [seated(project, f"Кодтаушы {n}") for n in range(5)]

    offered = [{unit.pk for unit in selectors.next_units(coder, 40)} for coder in coders]

    per_unit = {}
    for mine in offered:
        for pk in mine:
            per_unit[pk] = per_unit.get(pk, 0) + 1
    assert set(per_unit.values()) == {2} and len(per_unit) == 100
    assert all(offered[a] & offered[b] for a in range(5) for b in range(a))


def test_who_has_finished_their_share_gets_what_others_have_left(methodologist, asked):
    project = make_project(methodologist)
    coders = [seated(project, f"Кодтаушы {n}") for n in range(3)]
    while batch := selectors.next_units(coders[0], 1):
        send(coders[0], batch[0], 0)

    assert Decision.objects.filter(seat=coders[0]).count() == 6
    for other in coders[1:]:
        assert len(selectors.next_units(other, 20)) == 6


def test_ranks_decide_what_comes_next(project, ainur, units):
    order = [unit.pk for unit in reversed(units)]
    services.set_ranks(project, order[:3], {"found": 3}, n_decisions=50)

    assert [unit.pk for unit in selectors.next_units(ainur, 6)] == [
        *order[:3],
        *[unit.pk for unit in units[:3]],
    ]


def test_the_kind_of_the_test_is_registered(project):
    assert project.kind == KIND and project.n_units == 6
    assert project.codebook_sha256 and project.codebook_version == "1"


def test_a_review_keeps_the_version_of_a_national_framework(methodologist, asked, monkeypatch):
    from dataclasses import replace

    from sauatty.core import catalogue
    from sauatty.web.coding import frameworks

    second = replace(catalogue.framework("gmilaf"), id="kz-mil", version="2")
    monkeypatch.setattr(frameworks, "framework_of", lambda slug: second)

    assert frameworks.pinned("kz-mil") == "kz-mil@2"
    assert frameworks.pinned("kz-mil@1") == "kz-mil@1"
    monkeypatch.undo()
    assert make_project(methodologist).framework == "gmilaf"


def test_an_old_submission_taken_in_late_does_not_replace_a_later_decision(
    project, methodologist, ainur, units
):
    services.close_project(actor=methodologist, project=project)
    send(ainur, units[0], 0)
    services.reopen_project(actor=methodologist, project=project)
    send(ainur, units[0], 2, ["gmilaf.2.3"])
    problem = ProblemSubmission.objects.get()

    with pytest.raises(DecisionOvertaken):
        services.settle_problem(actor=methodologist, problem=problem, take_in=True)

    assert Decision.objects.get(state="standing").relevance == 2
    settled = services.settle_problem(actor=methodologist, problem=problem, take_in=False)
    assert settled.state == "set-aside"


def test_who_once_decided_with_the_proposals_in_sight_stays_marked(project, methodologist, units):
    seat = seated(project, "Қайтқан Кодтаушы", sees_proposals=True)
    send(seat, units[0], 0)
    services.unseat_person(actor=methodologist, seat=seat)

    again = services.seat_person(actor=methodologist, project=project, person=seat.person, role="coder")

    assert again.pk == seat.pk and again.sees_proposals


def test_who_was_shown_proposals_by_mistake_and_decided_nothing_can_become_blind(project, methodologist):
    seat = seated(project, "Бекер Белгіленген", sees_proposals=True)
    services.unseat_person(actor=methodologist, seat=seat)

    again = services.seat_person(actor=methodologist, project=project, person=seat.person, role="coder")

    assert not again.sees_proposals


def test_the_same_review_asked_for_at_the_same_moment_begins_once(project, methodologist, monkeypatch):
    """The second request looks before the first one is stored, and finds nothing."""
    found, nothing = Project.objects.filter, Project.objects.none()
    monkeypatch.setattr(
        Project.objects, "filter", lambda **asked: nothing if set(asked) == {"pk"} else found(**asked)
    )

    again = make_project(methodologist, project_id=project.pk)

    assert again.pk == project.pk and again.units.count() == project.n_units
