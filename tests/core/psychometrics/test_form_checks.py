"""Whether forms keep their blueprint, and how alike they are."""

from dataclasses import replace

import pytest

from sauatty.core.psychometrics.assembly import assemble
from sauatty.core.psychometrics.assembly_blueprint import BankItem, Blueprint
from sauatty.core.psychometrics.form_checks import broken_rules
from sauatty.core.psychometrics.form_figures import figures_of
from sauatty.core.psychometrics.form_rules import Rules, competence_ids, default_rules, spread

BANK = [
    BankItem(
        f"{id}-{n}",
        id,
        n % 3 + 2,
        "single" if n < 4 else "judgement",
        (n - 2) / 2,
        max_score=1 if n < 4 else 2,
    )
    for id in competence_ids()
    for n in range(6)
]
RULES = default_rules(length=24)


@pytest.fixture(scope="module")
def forms():
    by_id = {one.id: one for one in BANK}
    found = assemble(BANK, RULES.as_blueprint(), 5)
    return [[by_id[id] for id in form] for form in found.forms]


def codes(forms, blueprint):
    return [note.code for note in broken_rules(forms, blueprint)]


def test_assembled_forms_break_no_rule_of_theirs(forms):
    assert codes(forms, RULES.as_blueprint()) == []


def test_each_broken_rule_is_named(forms):
    blueprint = RULES.as_blueprint()
    first, second = forms
    moved = [first[1:] + [second[0]], second]

    assert "rule-overlap" in codes(moved, blueprint)
    assert codes([first[1:], second], blueprint)[0] == "rule-length"
    assert "rule-competence-least" in codes([first[1:], second], blueprint)
    assert codes(forms, replace(blueprint, anchors=("not-there",))) == ["rule-anchor", "rule-anchor"]
    assert codes(forms, replace(blueprint, must_not=(first[0].id,))) == ["rule-left-out"]
    enemies = [replace(first[0], enemies=(first[1].id,)), *first[1:]]
    assert codes([enemies, second], blueprint) == ["rule-enemies"]
    seen = [replace(first[0], exposure=0.6), *first[1:]]
    assert codes([seen, second], replace(blueprint, max_exposure=0.5)) == ["rule-left-out"]
    assert "rule-kind-most" in codes(forms, replace(blueprint, per_kind={"single": (0, 1)}))


def test_figures_are_those_of_the_curves(forms):
    found = figures_of(dict(zip("AB", forms, strict=True)))

    middle = found["thetas"].index(0.0)
    assert found["forms"]["A"]["n"] == 24 and len(found["thetas"]) == 25
    assert abs(found["expected"]["A"][middle] - found["expected"]["B"][middle]) <= found["apart_points"]
    assert found["apart_information"] < 0.5 and found["shared"] == []
    alone = figures_of({"A": forms[0]})
    assert alone["apart_points"] == 0 and alone["shared"] == []


def test_one_easy_item_has_the_information_of_the_rasch_model():
    found = figures_of({"A": [BankItem("x", "c", 1, "single", 0.0)]})

    assert found["information"]["A"][found["thetas"].index(0.0)] == pytest.approx(0.25)
    assert found["forms"]["A"]["sd"] is None


def test_rules_of_a_bank_that_is_too_small_ask_for_no_more_than_it_has():
    found = spread(24, {}, dict.fromkeys(competence_ids(), 1))

    assert set(found.values()) == {1}
    assert isinstance(Rules(12).as_blueprint(), Blueprint)
