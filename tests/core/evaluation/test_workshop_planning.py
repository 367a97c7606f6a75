import itertools
import random

import pytest

from sauatty.core.errors import WorkshopBudgetTooSmall, WorkshopFactsInvalid
from sauatty.core.evaluation.workshop_planning import RegionSupply, Terms, next_round, plan_workshops


def test_it_works():
    supply = [
        RegionSupply("KZ-55", 371, 2, 900_000),
        RegionSupply("KZ-62", 88, 0, 1_400_000),
        RegionSupply("KZ-71", 164, 40, 600_000),
    ]
    plan = plan_workshops(supply, Terms(budget=2_500_000, per_specialist=10, percent_staying=60))
    by_region = {one.region: one for one in plan.outcomes}

    assert plan.is_shortest and all(one.gap == 0 for one in plan.rounds)
    assert by_region["KZ-71"].reached_in == 0 and by_region["KZ-71"].n_workshops == 0
    assert by_region["KZ-55"].lacking == 36 and by_region["KZ-55"].n_people >= 60
    assert "KZ-62" in {one.region for one in plan.rounds[0].shares}  # nobody is there yet
    assert all(one.cost <= 2_500_000 for one in plan.rounds)


def options(region, terms, need):
    """Yield what a region can get: workshops and participants."""
    for n in range(-(-need // terms.most) + 1):
        for people in range(n * terms.least, n * terms.most + 1):
            yield n, people


def rounds_that_fit(regions, terms, needs):
    """Yield every round that a budget allows, for the regions with a need."""
    open_regions = [one for one in regions if needs.get(one.id)]
    for choice in itertools.product(*(list(options(one, terms, needs[one.id])) for one in open_regions)):
        shares = list(zip(open_regions, choice, strict=True))
        cost = sum(n * one.price + people * terms.price_person for one, (n, people) in shares)
        number = sum(n for _one, (n, _people) in shares)
        if cost <= terms.budget and number <= (terms.most_workshops or number):
            yield cost, {one.id: (n, people) for one, (n, people) in shares}


def worth(regions, terms, needs, white, cost, shares):
    reached = sum(1 for id, (n, _people) in shares.items() if n and id in white)
    brought = sum(min(needs[id], people) for id, (_n, people) in shares.items())
    return (reached if terms.white_spots_first else 0, brought, -cost)


def drawn(seed):
    draw = random.Random(seed)
    least = draw.randint(1, 3)
    terms = Terms(
        budget=draw.randint(6, 14), per_specialist=draw.randint(2, 5), least=least, most=least + draw.randint(0, 2),
        percent_staying=draw.choice([100, 60]), price_person=draw.choice([0, 1]),
        most_workshops=draw.choice([None, 2]), white_spots_first=draw.random() < 0.6,
    )  # fmt: skip
    regions = [
        RegionSupply(f"R{n}", draw.randint(0, 14), draw.randint(0, 2), draw.randint(1, 3)) for n in range(3)
    ]
    return regions, terms


@pytest.mark.parametrize("seed", range(40))
def test_a_round_is_the_best_of_all_rounds(seed):
    regions, terms = drawn(seed)
    needs = {one.id: terms.people_needed(one) for one in regions if terms.people_needed(one)}
    white = frozenset(one.id for one in regions if one.n_specialists == 0)
    best = max(
        (worth(regions, terms, needs, white, *one) for one in rounds_that_fit(regions, terms, needs)),
        default=(0, 0, 0),
    )
    found = next_round(regions, terms, needs, white)
    shares = {one.region: (one.n_workshops, one.n_people) for one in found.shares}

    assert worth(regions, terms, needs, white, found.cost, shares) == best
    assert found.cost <= terms.budget and found.gap == 0
    assert all(terms.least * n <= people <= terms.most * n for n, people in shares.values())


def fewest_rounds(regions, terms, needs):
    """Search all plans, round by round."""
    ids = [one.id for one in regions]
    reached, n_rounds = {tuple(needs.get(id, 0) for id in ids)}, 0
    while not any(not any(state) for state in reached):
        after = set()
        for state in reached:
            left = dict(zip(ids, state, strict=True))
            for _cost, shares in rounds_that_fit(regions, terms, {id: n for id, n in left.items() if n}):
                after.add(tuple(max(0, left[id] - shares.get(id, (0, 0))[1]) for id in ids))
        reached, n_rounds = after, n_rounds + 1
    return n_rounds


@pytest.mark.parametrize("seed", range(24))
def test_no_plan_has_fewer_rounds(seed):
    regions, terms = drawn(100 + seed)
    needs = {one.id: terms.people_needed(one) for one in regions if terms.people_needed(one)}
    plan = plan_workshops(regions, terms)
    fewest = fewest_rounds(regions, terms, needs)

    assert plan.at_least <= fewest <= len(plan.rounds)
    assert not plan.is_shortest or len(plan.rounds) == fewest
    assert plan.is_shortest
    for one in plan.outcomes:
        assert one.n_people >= needs.get(one.region, 0)


def test_a_workshop_dearer_than_a_round_is_refused_by_name():
    supply = [RegionSupply("KZ-47", 186, 0, 900), RegionSupply("KZ-55", 371, 0, 100)]

    with pytest.raises(WorkshopBudgetTooSmall) as refused:
        plan_workshops(supply, Terms(budget=500, per_specialist=10))
    assert refused.value.params["regions"] == "KZ-47"


def test_a_dear_region_that_lacks_nobody_is_no_hindrance():
    supply = [RegionSupply("KZ-47", 186, 40, 900), RegionSupply("KZ-55", 371, 0, 100)]
    plan = plan_workshops(supply, Terms(budget=500, per_specialist=10))

    assert [one.region for one in plan.rounds[0].shares] == ["KZ-55"]


def test_what_is_not_known_is_named_and_never_planned():
    supply = [RegionSupply("KZ-10", None, 0, 100), RegionSupply("KZ-55", 100, 0, 100)]
    plan = plan_workshops(supply, Terms(budget=500, per_specialist=10))

    assert plan.unknown == ("KZ-10",) and [one.region for one in plan.outcomes] == ["KZ-55"]


def test_where_nobody_is_lacking_there_is_nothing_to_do():
    plan = plan_workshops([RegionSupply("KZ-55", 100, 10, 100)], Terms(budget=0, per_specialist=10))

    assert plan.rounds == () and plan.is_shortest and plan.cost == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"per_specialist": 0},
        {"least": 5, "most": 4},
        {"percent_staying": 0},
        {"budget": -1},
        {"most_workshops": 0},
    ],
)
def test_facts_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(WorkshopFactsInvalid):
        Terms(**({"budget": 10, "per_specialist": 10} | wrong))


def test_twenty_regions_are_planned_at_once():
    served = [
        318,
        559,
        426,
        464,
        220,
        381,
        501,
        349,
        437,
        476,
        331,
        186,
        371,
        467,
        1004,
        88,
        361,
        164,
        333,
        251,
    ]
    supply = [RegionSupply(f"R{n:02}", one, n % 3, 700 + 37 * n) for n, one in enumerate(served)]
    plan = plan_workshops(supply, Terms(budget=6_000, per_specialist=40, percent_staying=50))

    assert plan.at_least <= len(plan.rounds) <= plan.at_least + 1
    assert all(one.reached_in for one in plan.outcomes) and all(one.cost <= 6_000 for one in plan.rounds)


def test_a_plan_that_is_shorter_as_a_whole_does_not_say_that_each_round_is_the_best():
    supply = [
        RegionSupply("a", 25, 1, 3), RegionSupply("b", 90, 1, 9), RegionSupply("c", 90, 0, 3), RegionSupply("d", 90, 0, 8),
    ]  # fmt: skip
    terms = Terms(budget=12, per_specialist=1)
    plan = plan_workshops(supply, terms)
    needs = {one.id: terms.people_needed(one) for one in supply}
    rounds = []
    for done in plan.rounds[:2]:
        best = next_round(supply, terms, needs, frozenset({"c", "d"}) if not rounds else frozenset())
        rounds.append(sum(share.n_people for share in best.shares) - sum(one.n_people for one in done.shares))
        needs = {
            id: n - sum(one.n_people for one in done.shares if one.region == id) for id, n in needs.items()
        }
    assert max(rounds) > 0 and plan.is_shortest and not plan.is_each_best
