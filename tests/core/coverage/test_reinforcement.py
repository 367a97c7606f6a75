import itertools
import random
from collections import Counter
from dataclasses import replace
from math import isnan

import pytest

from core.coverage.samples import COMPETENCES, judged, many
from sauatty.core.coverage import judged_matrix, opportunities, pielou, reinforce
from sauatty.core.errors import SourcesMixed, UnknownCompetence

FOUR = COMPETENCES[:4]


def best_by_brute_force(before, offers):
    """Return the highest evenness for each number of reinforced opportunities, by trying all ways."""
    best = {}
    for choice in itertools.product(*[(None, *offer.competences) for offer in offers]):
        counts = dict(before)
        for competence in filter(None, choice):
            counts[competence] += 1
        k = sum(one is not None for one in choice)
        found = float(pielou(list(counts.values())))
        if not isnan(found):
            best[k] = max(best.get(k, -1), found)
    return best


@pytest.mark.parametrize("seed", range(60))
def test_every_step_is_the_best_that_any_choice_can_give(seed):
    generator = random.Random(seed)
    direct = [
        judged(f"d{n}", 2, *generator.sample(FOUR, generator.randint(1, 2)))
        for n in range(generator.randint(0, 9))
    ]
    offers = [
        judged(f"o{n}", 1, *generator.sample(FOUR, generator.randint(1, 3)))
        for n in range(generator.randint(0, 7))
    ]
    before = {name: sum(name in one.competences for one in direct) for name in FOUR}
    best = best_by_brute_force(before, offers)
    target = generator.choice([0.5, 0.8, 0.95, 1.0])

    found = reinforce([*direct, *offers], FOUR, target)

    assert {step.k: step.evenness for step in found.steps if not isnan(step.evenness)} == pytest.approx(best)
    reaching = [k for k, evenness in best.items() if evenness >= target - 1e-12]
    assert found.is_reached == bool(reaching)
    if reaching:
        assert found.k == min(reaching)
    added = Counter(one.competence for one in found.chosen)
    assert found.after == tuple(before[name] + added[name] for name in FOUR)
    assert len({one.objective.id for one in found.chosen}) == found.k
    assert all(one.competence in one.objective.competences for one in found.chosen)


def test_what_is_even_enough_needs_nothing():
    found = reinforce([*many(3, 2, "1.1"), *many(3, 2, "1.2", prefix="p")], COMPETENCES[:2], 0.9)
    assert (found.k, found.is_reached, found.evenness_before) == (0, True, 1)


def test_a_target_out_of_reach_says_the_best_that_can_be_reached():
    found = reinforce([*many(9, 2, "1.1"), judged("x", 1, "1.2")], FOUR, 0.8)
    assert not found.is_reached
    assert found.k == 1
    assert found.evenness_after == found.steps[1].evenness < 0.8
    assert found.chosen[0].objective.id == "x"


def test_nothing_judged_at_all_has_no_evenness_and_breaks_nothing():
    found = reinforce([judged("a", None), judged("b", 0)], FOUR)
    assert isnan(found.evenness_before)
    assert not found.is_reached and found.chosen == ()


def test_the_chosen_are_spread_over_rows_and_grades_and_name_the_competence_early():
    offers = [
        *many(4, 1, "1.2", area="people-society", grade=5, prefix="a"),
        *many(4, 1, "1.2", area="natural-science", grade=6, prefix="b"),
        *many(4, 1, "1.1", "1.2", area="technology-art", grade=7, prefix="c"),
    ]
    found = reinforce([*many(6, 2, "1.1", prefix="d"), *offers], COMPETENCES[:2], 1.0)
    assert found.k == 6
    assert Counter(one.row for one in found.chosen) == {"people-society": 3, "natural-science": 3}


def test_sources_are_not_mixed_and_competences_are_known():
    with pytest.raises(SourcesMixed):
        reinforce([judged("a", 2, "1.1"), replace(judged("b", 1, "1.2"), source="machine")], FOUR)
    with pytest.raises(UnknownCompetence):
        reinforce([judged("a", 1, "3.4")], FOUR)


def test_the_same_objectives_in_another_order_give_the_same_set():
    objectives = [*many(5, 2, "1.1"), *many(8, 1, "1.2", "1.3", prefix="p"), *many(8, 1, "1.3", prefix="q")]
    found = reinforce(objectives, FOUR, 0.7)
    shuffled = random.Random(1).sample(objectives, len(objectives))
    assert reinforce(shuffled, FOUR, 0.7) == found


# --- opportunities ---


def offered(objectives, **options):
    matrix = judged_matrix(objectives, by="subject_area", competences=COMPETENCES)
    return [one for one in opportunities(objectives, matrix, **options) if one.competence == "gmilaf.2.3"]


OBJECTIVES = [
    judged("second", 1, "2.2", "2.3"),
    judged("first", 1, "2.3"),
    judged("related", 1, "2.1"),
    judged("elsewhere", 1, "3.1"),
    judged("direct", 2, "3.2"),
    judged("open", None),
    judged("refused", 0),
    judged("other row", 1, "2.3", area="natural-science"),
]


def test_judged_opportunities_come_first_then_related_ones_then_the_machine():
    scores = {name: {"gmilaf.2.3": 0.9} for name in ("open", "direct", "refused")}
    scores["elsewhere"] = {"gmilaf.2.3": 0.1}
    found = [one for one in offered(OBJECTIVES, scores=scores) if one.row == "people-society"]
    assert [(one.rank, one.objective.id, one.reason) for one in found] == [
        (1, "first", "judged-opportunity"),
        (2, "second", "judged-opportunity"),
        (3, "related", "related-opportunity"),
        (4, "direct", "machine-score"),
        (5, "open", "machine-score"),
    ]
    assert found[2].related == "gmilaf.2.1"
    assert {one.cell for one in found} == {"empty"}


def test_full_cells_are_offered_nothing_and_thin_ones_only_if_asked():
    objectives = [*OBJECTIVES, judged("d", 2, "2.3")]
    assert {one.cell for one in offered(objectives) if one.row == "people-society"} == {"thin"}
    assert not [one for one in offered(objectives, thin=0) if one.row == "people-society"]
    assert not [one for one in offered([*OBJECTIVES, *many(3, 2, "2.3")]) if one.row == "people-society"]


def test_there_are_no_more_offers_for_a_cell_than_asked_for():
    assert len([one for one in offered(many(9, 1, "2.3"), per_cell=4)]) == 4
