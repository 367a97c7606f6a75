"""Forms from a bank and a blueprint."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from sauatty.core.errors import BankUnsound, BlueprintImpossible
from sauatty.core.psychometrics.assembly import BankItem, Blueprint, assemble, late_half, swapped_halves
from sauatty.core.psychometrics.assembly_rules import measures_of, programme_of
from sauatty.core.psychometrics.assembly_swaps import swapped
from sauatty.core.psychometrics.equating_curves import form_expectation, item_precision

COMPETENCES = tuple(f"c{n}" for n in range(6))


def make_bank(n_items=72, seed=5):
    rng = np.random.default_rng(seed)
    return [
        BankItem(
            f"i{n:02}",
            COMPETENCES[n % 6],
            1 + n // 6 % 4,
            ("single", "multiple", "judgement")[n % 3],
            float(rng.normal()),
            float(rng.lognormal(0, 0.3)),
            exposure=n / n_items,
            enemies=("i07",) if n == 1 else (),
            is_private=n % 2 == 0,
            max_score=2 if n % 3 == 2 else 1,
        )
        for n in range(n_items)
    ]


BANK = make_bank()
OF_ID = {item.id: item for item in BANK}
EVEN = {competence: (2, 2) for competence in COMPETENCES}


def broken(blueprint, bank=BANK):
    with pytest.raises(BlueprintImpossible) as raised:
        assemble(bank, blueprint, 5)
    assert str(raised.value)
    return {note.code: note.params for note in raised.value.params["broken"]}


def test_it_works():
    blueprint = Blueprint(12, per_competence=EVEN, per_demand={1: (2, 4)}, per_kind={"judgement": (2, 5)},
                          targets={-1.0: 1.5, 1.0: 1.5})  # fmt: skip
    found = assemble(BANK, blueprint, 5)
    first, second = found.forms
    assert len(first) == len(second) == 12 and not set(first) & set(second)
    for form in found.forms:
        items = [OF_ID[item] for item in form]
        assert all(sum(item.competence == name for item in items) == 2 for name in COMPETENCES)
        assert 2 <= sum(item.demand == 1 for item in items) <= 4
        assert 2 <= sum(item.kind == "judgement" for item in items) <= 5
    assert np.min(found.information) >= 1.5
    assert found.is_optimal and found.worst_difference <= 0.05
    assert found.worst_difference == pytest.approx(
        max(np.ptp(found.information, axis=0).max(), np.ptp(found.expected, axis=0).max())
    )


def test_the_same_bank_gives_the_same_forms_whatever_else_was_asked_before():
    blueprint = Blueprint(12, per_competence=EVEN, targets={0.0: 2.0})
    first = assemble(BANK, blueprint, 5)
    assert first.is_optimal
    assemble(BANK, Blueprint(5, targets={0.0: 0.0}), 5)
    assert assemble(BANK, blueprint, 5).forms == first.forms


def test_forms_of_a_small_bank_are_as_alike_as_a_search_through_all_of_them_finds():
    bank = [replace(item, enemies=(), max_score=1) for item in make_bank(8, seed=11)]
    found = assemble(bank, Blueprint(4, targets={0.0: 0.0}), 5)
    theta = np.array([0.0])
    differences = []
    for form in combinations(range(8), 4):
        other = [n for n in range(8) if n not in form]
        information = [
            sum(item_precision(bank[n].as_curve, theta)[0] for n in half) for half in (form, other)
        ]
        expected = [form_expectation([bank[n].as_curve for n in half], theta)[0] for half in (form, other)]
        differences.append(max(abs(np.diff(information)[0]), abs(np.diff(expected)[0])))
    assert found.worst_difference <= max(min(differences), 0.05) + 1e-9


def test_enemies_anchors_and_items_by_name_stand_where_they_are_asked():
    blueprint = Blueprint(12, must=("i01",), must_not=("i02",), anchors=("i03", "i04"))
    first, second = assemble(BANK, blueprint, 5).forms
    assert {"i03", "i04"} == set(first) & set(second)
    assert "i01" in {*first, *second} and "i02" not in {*first, *second}
    assert not {"i01", "i07"} <= set(first) and not {"i01", "i07"} <= set(second)


def test_worn_and_public_items_stay_out():
    forms = assemble(BANK, Blueprint(8, max_exposure=0.5, is_private_only=True), 5).forms
    assert all(OF_ID[item].exposure <= 0.5 and OF_ID[item].is_private for form in forms for item in form)


def test_three_forms_share_no_more_than_they_may():
    bank = make_bank(30)
    forms = assemble(bank, Blueprint(12, n_forms=3, max_overlap=2), 3).forms
    shared = [len(set(one) & set(other)) for one, other in zip(forms, (*forms[1:], forms[0]), strict=True)]
    assert max(shared) <= 2 and sum(shared) >= 1  # 36 places for 30 items


def test_forms_that_were_not_proved_become_more_alike_and_keep_their_rules():
    blueprint = Blueprint(
        9, per_kind={"single": (3, 3)}, targets={-1.0: 0.5, 1.0: 0.5}, anchors=("i03",), max_overlap=1
    )
    programme = programme_of(BANK, blueprint)
    measures = measures_of(programme)

    def unlike(forms):
        return np.ptp([measures[list(form)].sum(axis=0) for form in forms], axis=0).max()

    singles = [n for n, item in enumerate(BANK) if item.kind == "single" and n != 3]
    others = [n for n, item in enumerate(BANK) if item.kind != "single" and n not in (1, 7)]
    uneven = (tuple(sorted([3, *singles[1:3], *others[:6]])), tuple(sorted([3, *singles[-2:], *others[-6:]])))
    after = swapped(programme, uneven)
    assert unlike(after) < unlike(uneven) / 3
    for form in after:
        assert len(set(form)) == 9 and 3 in form and sum(BANK[n].kind == "single" for n in form) == 3
        assert programme.information[list(form)].sum(axis=0).min() >= 0.5
    assert set(after[0]) & set(after[1]) == {3}


def test_one_form_gets_the_most_information_at_its_weakest_point():
    bank = [BankItem(f"i{n}", "c", 1, "single", 0.0, 0.5 + n / 10) for n in range(10)]
    assert assemble(bank, Blueprint(4, n_forms=1), 5).forms == (("i6", "i7", "i8", "i9"),)


def test_a_competence_that_the_bank_lacks_is_named_with_what_there_is():
    asked = {**EVEN, "c0": (9, 12)}
    found = broken(Blueprint(24, per_competence=asked))
    assert found["rule-competence-least"] == {"name": "c0", "asked": 9, "possible": 6, "short": 3}


def test_a_target_out_of_reach_is_named_with_what_the_bank_reaches():
    found = broken(Blueprint(10, targets={0.0: 30.0}))["rule-information"]
    assert found["name"] == "0" and found["asked"] == 30 and 2 < found["possible"] < 15


def test_least_numbers_above_the_length_are_named_as_a_sum():
    found = broken(Blueprint(10, per_competence=EVEN))
    assert found == {"rule-competence-sum": {"asked": 12, "possible": 10, "short": 2}}


def test_a_bank_too_small_is_named_by_the_length():
    assert broken(Blueprint(40))["rule-length"]["possible"] == 36


def test_rules_that_only_clash_together_are_found():
    items = [BankItem(f"i{n}", "a" if n < 4 else "b", 1 if n < 4 else 2, "single", 0.0) for n in range(8)]
    blueprint = Blueprint(4, per_competence={"a": (3, 4)}, per_demand={2: (2, 4)}, n_forms=1)
    found = broken(blueprint, items)
    assert len(found) == 1 and next(iter(found.values()))["short"] == 1


def test_an_anchor_that_is_left_out_and_one_that_is_nowhere_are_named():
    found = broken(Blueprint(12, anchors=("i70", "x"), max_exposure=0.5))
    assert found == {"rule-contradiction": {"name": "i70"}, "rule-unknown": {"name": "x"}}


def test_items_left_out_are_counted_beside_the_broken_rule():
    found = broken(Blueprint(12, per_competence=EVEN, max_exposure=0.1))
    assert found["rule-left-out"] == {"count": 64}


@pytest.mark.parametrize("blueprint", [Blueprint(0), Blueprint(5, n_forms=0)])
def test_forms_of_nothing_are_refused(blueprint):
    assert "rule-nothing-asked" in broken(blueprint)


def test_a_range_upside_down_is_named():
    assert broken(Blueprint(12, per_kind={"single": (5, 2)}))["rule-kind-range"]["name"] == "single"


def test_an_empty_bank_has_no_forms():
    assert broken(Blueprint(4), []) == {"rule-length": {"name": "", "asked": 4, "possible": 0, "short": 4}}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"difficulty": float("nan")}, "no number"),
        ({"discrimination": 0.0}, "above 0"),
        ({"id": "i01"}, "twice"),
        ({"steps": (0.1, 0.2, 0.3)}, "one step"),
    ],
)
def test_items_that_cannot_be_used_are_named(change, word):
    with pytest.raises(BankUnsound, match=word):
        assemble([replace(BANK[0], **change), BANK[1]], Blueprint(1), 1)


def test_enemies_that_are_not_in_the_bank_are_said():
    bank = [replace(BANK[0], enemies=("gone",)), *BANK[1:]]
    notes = assemble(bank, Blueprint(6), 5).notes
    assert [note.in_words for note in notes if note.code == "enemies-unknown"] == [
        "Named as enemies but not in the bank: gone."
    ]


def test_halves_of_a_cohort_are_even_and_depend_on_nothing_but_the_ids():
    people = [f"p{n}" for n in range(61)]
    halves = swapped_halves(people, "2026-autumn")
    assert sorted(halves) == sorted(people)
    assert sum(form == "A" for form in halves.values()) == 31
    assert halves == swapped_halves(reversed(people), "2026-autumn")
    assert halves != swapped_halves(people, "2027-spring")


def test_who_joins_late_gets_the_smaller_half():
    halves = swapped_halves([f"p{n}" for n in range(61)], 1)
    assert late_half("new", halves, 1) == "B"
    assert late_half("new", {}, 1) == late_half("new", {}, 1)


def test_an_odd_number_of_points_leaves_the_rest_alike():
    bank = [
        replace(item, enemies=(), max_score=2 if n == 0 else 1) for n, item in enumerate(make_bank(8, seed=3))
    ]
    found = assemble(bank, Blueprint(4, targets={0.0: 0.0}), 5)
    assert [note.params for note in found.notes] == [{"least": 4, "most": 5}]
    best = min(
        max(abs(sum(values(bank[n])[k] for n in form) - sum(values(bank[n])[k] for n in range(8) if n not in form))
            for k in (0, 1))
        for form in combinations(range(8), 4)
    )  # fmt: skip
    assert found.worst_difference <= max(best, 0.1) + 1e-9


def values(item):
    theta = np.array([0.0])
    return item_precision(item.as_curve, theta)[0], form_expectation([item.as_curve], theta)[0]


@pytest.mark.parametrize("seed", range(20))
def test_any_blueprint_gives_forms_that_keep_it_or_names_a_rule(seed):
    rng = np.random.default_rng(seed)
    bank = make_bank(int(rng.integers(10, 40)), seed)
    ranges = {
        name: sorted(rng.integers(0, 5, 2).tolist()) for name in rng.choice(COMPETENCES, 3, replace=False)
    }
    blueprint = Blueprint(
        int(rng.integers(3, 12)),
        per_competence={str(name): (low, high) for name, (low, high) in ranges.items()},
        per_demand={1: (0, int(rng.integers(1, 4)))},
        targets={0.0: float(rng.uniform(0, 2))},
        max_exposure=float(rng.uniform(0.4, 1)),
        anchors=(bank[int(rng.integers(len(bank)))].id,),
        n_forms=int(rng.integers(1, 4)),
        max_overlap=int(rng.integers(0, 3)),
    )
    try:
        found = assemble(bank, blueprint, 1)
    except BlueprintImpossible as refusal:
        assert refusal.params["broken"] and all(note.in_words for note in refusal.params["broken"])
        return
    known = {item.id: item for item in bank}
    for form in found.forms:
        items = [known[item] for item in form]
        assert len(items) == blueprint.n_items and set(blueprint.anchors) <= set(form)
        assert max(item.exposure for item in items) <= blueprint.max_exposure
        for name, (low, high) in blueprint.per_competence.items():
            assert low <= sum(item.competence == name for item in items) <= high
        assert sum(item.demand == 1 for item in items) <= blueprint.per_demand[1][1]
        assert not any(enemy in form for item in items for enemy in item.enemies)
    assert np.min(found.information) >= blueprint.targets[0.0] - 1e-6
    for one, other in combinations(found.forms, 2):
        assert len(set(one) & set(other) - set(blueprint.anchors)) <= blueprint.max_overlap
