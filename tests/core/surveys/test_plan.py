import json
from itertools import chain, combinations

import numpy as np
import pytest
from scipy.optimize import OptimizeResult

from core.surveys.need_cast import FOUR, SHOWS, cast_instrument, draw_responses, outline
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.errors import PlanImpossible
from sauatty.core.surveys.needs import needs
from sauatty.core.surveys.plan import Wishes, answered_by_hours, plan
from sauatty.core.surveys.plan_certainty import plan_certainty
from sauatty.core.surveys.plan_model import Gain, Problem, solve

SEARCH, CHECK, RIGHTS = (
    outline("search", 4, {"gmilaf.1.2": 1.0}),
    outline("check", 4, {"gmilaf.2.3": 0.75, "gmilaf.1.2": 0.25}, prerequisites=("search",)),
    outline("rights", 6, {"gmilaf.3.2": 1.0}, languages=("kk",), forms=("onsite",)),
)
MODULES = (SEARCH, CHECK, RIGHTS)


@pytest.fixture(scope="module")
def found_needs():
    table, codes = draw_responses(80, (0.4, 0.75, 0.6, 0.25))
    return needs(cast_instrument(), table, codes, shows=SHOWS, n_resamples=200)


def feasible(problem, chosen):
    own = set(chosen)
    return (
        problem.hours[list(chosen)].sum() <= problem.most_hours + 1e-9
        and problem.sessions[list(chosen)].sum() <= problem.most_sessions + 1e-9
        and all(before in own for module, before in problem.requires if module in own)
        and all((module in own) == wanted for module, wanted in problem.fixed.items())
    )


def brute_force(problem):
    """The best of all subsets: most answered, then fewest hours, then the first modules in order."""
    n = problem.hours.size
    subsets = chain.from_iterable(combinations(range(n), size) for size in range(n + 1))
    possible = [one for one in subsets if feasible(problem, one)]
    best = max((problem.answered(one) for one in possible), default=None)
    if best is None:
        return None
    equal = [one for one in possible if problem.answered(one) >= best - 1e-7]
    shortest = min(problem.hours[list(one)].sum() for one in equal)
    equal = [one for one in equal if problem.hours[list(one)].sum() <= shortest + 1e-7]
    return max(equal, key=lambda one: [module in one for module in range(n)])


def random_problem(seed):
    generator = np.random.default_rng(seed)
    n, n_competences = int(generator.integers(1, 10)), int(generator.integers(1, 6))
    hours = generator.integers(1, 7, n).astype(float)
    shares = generator.dirichlet(np.full(n_competences, 0.5), n).round(1)
    if seed % 3 == 0 and n > 2:  # twins, so that there are equal plans
        hours[1], shares[1] = hours[0], shares[0]
    requires = tuple({(int(generator.integers(1, n)), 0)}) if n > 1 and seed % 2 else ()
    fixed = {int(generator.integers(0, n)): bool(seed % 4)} if seed % 5 == 0 else {}
    return Problem(
        gives=hours[:, None] * shares,
        needs=generator.random(n_competences).round(2) * (generator.random(n_competences) > 0.1),
        hours=hours,
        sessions=generator.integers(1, 4, n).astype(float),
        most_hours=float(generator.integers(0, 20)),
        most_sessions=float(generator.integers(1, 12)) if seed % 2 else np.inf,
        requires=requires,
        fixed=fixed,
    )


@pytest.mark.parametrize("seed", range(80))
def test_the_plan_is_the_best_of_all_subsets(seed):
    problem = random_problem(seed)
    expected = brute_force(problem)
    if expected is None:
        with pytest.raises(PlanImpossible):
            solve(problem)
        return
    found = solve(problem)
    assert feasible(problem, found.chosen)
    assert found.answered == pytest.approx(problem.answered(expected), abs=1e-9)
    assert found.chosen == expected
    assert found.gap == 0.0


def test_of_two_equal_modules_the_first_by_id_is_taken_in_any_order(found_needs):
    twins = [outline(id, 4, {"gmilaf.2.3": 1.0}) for id in ("b", "a", "c")]
    for order in (twins, twins[::-1]):
        found = plan(found_needs, order, hours=4)
        assert [one.id for one in found.modules] == ["a"]
    assert found.is_best and found.gap == 0.0


def test_hours_that_add_nothing_are_not_spent(found_needs):
    modules = [outline(id, 8, {"gmilaf.2.3": 1.0}) for id in ("a", "b")]
    found = plan(found_needs, modules, hours=100)
    assert found.hours_used == 8
    assert [(one.id, one.why) for one in found.left_out] == [("b", "adds-nothing")]


def test_a_module_brings_what_it_builds_on(found_needs):
    found = plan(found_needs, MODULES, hours=8)
    assert [one.id for one in found.modules] == ["check", "search"]
    assert found.modules[1].needed_by == ("check",)


def test_a_module_says_which_share_of_respondents_it_answers(found_needs):
    found = plan(found_needs, MODULES, hours=8)
    reason = next(one for one in found.modules if one.id == "check").reasons[0]
    assert (reason.competence, reason.hours) == ("gmilaf.2.3", 3.0)
    shares = {one.part: one for one in reason.shares}
    own = found_needs.need("gmilaf.2.3").part("claimed")
    assert (shares["claimed"].n_in_need, shares["claimed"].n) == (own.n_in_need, own.n)


def test_needs_that_nothing_answers_say_why(found_needs):
    found = plan(found_needs, MODULES, hours=8, languages=("kk", "ru"))
    why = {one.competence: one.why_left for one in found.needs}
    assert why == {"gmilaf.2.3": "", "gmilaf.1.2": "", "gmilaf.3.2": "not-offered", "gmilaf.3.4": "no-module"}
    assert [one.competence for one in found.unanswered] == ["gmilaf.3.2", "gmilaf.3.4"]
    assert [(one.id, one.why, one.detail) for one in found.left_out] == [("rights", "language", ("ru",))]
    dropped = plan(found_needs, MODULES, hours=8, wishes=Wishes(drop=("rights",)))
    assert {one.competence: one.why_left for one in dropped.needs}["gmilaf.3.2"] == "left-out"
    short = plan(found_needs, MODULES, hours=4)
    assert {one.competence: one.why_left for one in short.needs}["gmilaf.3.2"] == "no-room"


def test_a_form_that_cannot_be_held_is_left_out_with_what_builds_on_it(found_needs):
    onsite = outline("search", 4, {"gmilaf.1.2": 1.0}, forms=("onsite",))
    found = plan(found_needs, [onsite, CHECK], hours=20, forms=("online",))
    assert [(one.id, one.why) for one in found.left_out] == [("check", "prerequisite"), ("search", "form")]
    assert found.modules == () and found.answered == 0.0


def test_sessions_bound_the_plan(found_needs):
    modules = [
        outline("a", 2, {"gmilaf.2.3": 1.0}, sessions=3),
        outline("b", 2, {"gmilaf.3.2": 1.0}, sessions=3),
    ]
    found = plan(found_needs, modules, hours=20, sessions=4)
    assert (len(found.modules), found.sessions_used, found.left_out[0].why) == (1, 3, "sessions")


def test_a_person_keeps_a_module_and_changes_a_need(found_needs):
    kept = plan(found_needs, MODULES, hours=10, wishes=Wishes(keep=("rights",)))
    assert "rights" in [one.id for one in kept.modules]
    assert next(one for one in kept.modules if one.id == "rights").is_kept
    changed = plan(
        found_needs,
        MODULES,
        hours=6,
        wishes=Wishes(needs={"gmilaf.3.2": 1.0, "gmilaf.1.2": 0.0, "gmilaf.2.3": 0.0}),
    )
    assert [one.id for one in changed.modules] == ["rights"]


@pytest.mark.parametrize(
    ("wishes", "hours", "message"),
    [
        (Wishes(keep=("nobody",)), 20, "no module 'nobody'"),
        (Wishes(keep=("rights",), drop=("rights",)), 20, "'rights' is to be kept"),
        (Wishes(keep=("check",)), 5, "do not fit"),
    ],
)
def test_wishes_that_cannot_be_met_are_refused(found_needs, wishes, hours, message):
    with pytest.raises(PlanImpossible, match=message):
        plan(found_needs, MODULES, hours=hours, wishes=wishes)


@pytest.mark.parametrize("steps", [(), ((2, 0.2), (2, 0.5)), ((0, 0.5),), ((1, 0.8), (1, 0.4)), ((2, -0.1),)])
def test_a_gain_that_rises_or_answers_more_than_all_is_refused(steps):
    with pytest.raises(PlanImpossible):
        Gain(steps)


def test_more_hours_never_answer_less(found_needs):
    curve = answered_by_hours(found_needs, load_modules(), (0, 4, 8, 16, 24, 40))
    shares = [answered for _, answered in curve]
    assert shares == sorted(shares) and shares[0] == 0.0


def test_no_modules_and_no_needs_give_an_empty_plan(found_needs):
    empty = plan(found_needs, [], hours=24)
    assert empty.modules == () and {one.why_left for one in empty.needs} == {"no-module"}
    nobody = needs(
        cast_instrument(), draw_responses(1, (0.5,) * 4)[0], weights_of_parts={"shown": 1}, shows=SHOWS
    )
    assert plan(nobody, MODULES, hours=24).modules == ()


def test_the_shipped_modules_can_answer_every_competence(found_needs):
    given = {one for module in load_modules() for one, share in module.competences.items() if share > 0}
    assert set(FOUR) <= given and len(given) == 12
    found = plan(
        found_needs, load_modules(), hours=24, sessions=12, languages=("kk", "ru"), forms=("online",)
    )
    assert found.hours_used <= 24 and found.sessions_used <= 12 and found.is_best
    assert json.dumps(found.as_json(), allow_nan=False)


def test_a_module_for_the_surest_need_is_chosen_whoever_answers(found_needs):
    modules = [outline(id, 4, {competence: 1.0}) for id, competence in zip("abcd", FOUR, strict=True)]
    sure = {one.id: one.share for one in plan_certainty(found_needs, modules, hours=4)}
    assert sure["b"] > 0.95 and sure["d"] < 0.05
    assert sum(sure.values()) == pytest.approx(1.0)
    close = plan_certainty(found_needs, modules, hours=4, wishes=Wishes(needs={"gmilaf.3.4": 1.0}))
    assert (close[0].id, close[0].share) == ("d", 1.0)


def test_a_solver_out_of_time_proves_nothing(monkeypatch):
    def out_of_time(costs, **_):
        return OptimizeResult(status=1, x=np.zeros(costs.size), mip_gap=np.inf, message="time limit")

    monkeypatch.setattr("sauatty.core.surveys.plan_model.milp", out_of_time)
    assert solve(random_problem(1), settle_equal=False).gap == 1.0
