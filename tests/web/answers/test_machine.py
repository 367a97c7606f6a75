"""The machine's suggestions: refused before there is enough, marked, apart from people's codes, gone when asked."""

import uuid

import pytest
from django.urls import reverse
from django.utils import translation

from sauatty.core.errors import TooFewCodesToLearn
from sauatty.web.answers import selectors, services
from sauatty.web.answers.models import MachineCode, MachineRun
from sauatty.web.answers.services import machine
from sauatty.web.coding.models import Unit
from web.answers.conftest import decide, draft, respond, seat

pytestmark = pytest.mark.django_db
TEXTS = {
    1: "Компьютермен жұмыс істеу {n}",
    2: "Ақпаратты тексеру, салыстыру {n}",
    3: "Ақпаратты іздеп табу, тексеру, дұрыс пайдалану {n}",
}
PARTS = {1: [], 2: ["evaluate"], 3: ["access", "evaluate"]}
N_CODED, N_REST = 66, 6


def page(name, *args):
    with translation.override("en"):
        return reverse(name, args=args)


@pytest.fixture
def letters(settings, monkeypatch):
    """No embeddings: the model takes seconds to load."""
    monkeypatch.setattr(machine, "_vectors", lambda texts: (None, machine.ONLY_LETTERS))
    monkeypatch.setattr(machine, "RESAMPLES", 100)


@pytest.fixture
def large(campaign, aigerim, letters):
    """A coding of 84 answers of which two coders have agreed on 66."""
    for n in range(N_CODED + N_REST):
        respond(campaign, TEXTS[n % 3 + 1].format(n=n), number=1000 + n)
    project = services.start_coding(campaign=campaign, draft=draft(), actor=aigerim)
    coders = seat(project, aigerim, "А"), seat(project, aigerim, "Б")
    grades = {text.format(n=n): grade for grade, text in TEXTS.items() for n in range(N_CODED)}
    for unit in Unit.objects.filter(project=project):
        if unit.text in grades:
            grade = grades[unit.text]
            for coder in coders:
                decide(coder, unit, grade, PARTS[grade])
    return project


def learn(project, actor):
    services.ask_for_suggestions(project=project, actor=actor)
    machine.do_suggest({"project": str(project.pk), "actor": str(actor.pk)}, lambda done, total: None)
    return MachineRun.objects.get(project=project)


def test_it_works(large, campaign, aigerim, client_of):
    run = learn(large, aigerim)

    people = selectors.coded_answers(campaign)
    suggested = selectors.coded_answers(campaign, "machine")
    assert run.n_human == len(people) == N_CODED
    assert len(suggested) == large.n_units - N_CODED
    assert {one.source for one in people} == {"agreed"}
    assert {one.source for one in suggested} == {"machine"}
    assert not {one.response for one in people} & {one.response for one in suggested}
    assert run.figures["held_out"]["grades"]["alpha_ci95"]
    assert run.figures["people"]["grades"]["alpha"] == 1.0
    html = client_of(aigerim).get(page("answers:machine", large.pk)).content.decode()
    assert "Machine with people" in html
    assert "not a person" in html


def test_too_few_codes_are_refused_with_numbers(project, aigerim, client_of):
    with pytest.raises(TooFewCodesToLearn):
        services.ask_for_suggestions(project=project, actor=aigerim)

    answer = client_of(aigerim).post(page("answers:machine_on", project.pk))

    assert answer.status_code == 422
    assert not MachineRun.objects.exists()


def test_a_person_switches_it_on_and_off(large, aigerim, client_of):
    client = client_of(aigerim)

    assert client.post(page("answers:machine_on", large.pk)).status_code == 302
    learn(large, aigerim)
    assert MachineCode.objects.exists()
    client.post(page("answers:machine_off", large.pk))

    assert not MachineCode.objects.exists()


def test_learning_again_takes_the_place_of_what_was_learned(large, aigerim):
    first = learn(large, aigerim)
    second = learn(large, aigerim)

    assert first.pk != second.pk
    assert MachineRun.objects.count() == 1
    told = sorted(MachineCode.objects.values_list("grade", flat=True))
    assert told


def test_what_people_settle_takes_the_suggestion_away(large, campaign, aigerim):
    learn(large, aigerim)
    unit = Unit.objects.get(project=large, text="Не знаю")
    before = len(selectors.coded_answers(campaign, "machine"))
    for one in large.seats.all():
        decide(one, unit, 0)

    after = selectors.coded_answers(campaign, "machine")

    assert len(after) == before - 1
    assert any(one.grade == 0 for one in selectors.coded_answers(campaign))


def test_a_blind_coder_sees_no_suggestion(large, aigerim, client_of):
    learn(large, aigerim)
    coder = large.seats.first()

    for name in ("answers:grid", "coding:queue_units"):
        shown = client_of(coder.person).get(page(name, large.pk)).content.decode().lower()
        assert "machine" not in shown, name
        assert "proposal" not in shown, name
    queue = client_of(coder.person).get(page("coding:queue", large.pk)).content.decode()
    assert '<span id="unit-proposal-text"></span>' in queue
    assert client_of(coder.person).get(page("answers:machine", large.pk)).status_code == 404
    shown = client_of(aigerim).get(page("answers:grid", large.pk), {"only": "machine"}).content.decode()
    assert "machine suggestion, not a person" in shown


def test_a_coder_who_sees_suggestions_is_left_out_of_the_agreement_of_people(large, aigerim):
    open_eyed = seat(large, aigerim, "Көреді", sees_proposals=True)
    decide(open_eyed, Unit.objects.filter(project=large, state="open").first(), 1)

    assert "C" not in {coder for _unit, coder, _grade, _parts in selectors.list_human_ratings(large)}


def test_answers_are_sent_to_no_address(settings):
    settings.MATCH_ENCODER = "https://embeddings.example.org/v1"

    assert machine._vectors(["жауап"]) == (None, machine.ONLY_LETTERS)


def test_an_unknown_project_is_nothing_to_learn_from():
    machine.do_suggest({"project": str(uuid.uuid4()), "actor": ""}, lambda done, total: None)

    assert not MachineRun.objects.exists()
