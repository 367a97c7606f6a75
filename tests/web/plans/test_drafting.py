"""Editing a plan on paper, without tables of the site."""

import pytest

from sauatty.core.catalogue.modules import load_modules, module
from sauatty.web.plans.drafting import (
    Budget,
    Draft,
    DraftModule,
    _placed,
    budgets_around,
    edited,
    moved,
    whole,
    with_lessons,
)
from sauatty.web.plans.forms import draft_from_table
from sauatty.web.plans.templatetags.plan_words import counted

OWN = "privacy-safety-ai"


def test_a_module_left_whole_keeps_its_shares():
    outline = module(OWN)

    assert edited(outline, whole(outline)).competences == outline.competences


def test_without_a_lesson_its_competence_loses_its_hours():
    outline = module(OWN)
    kept = tuple(one.id for one in outline.lessons if one.id != "how-ai-answers")
    found = edited(outline, DraftModule(OWN, 4.0, kept))

    assert found.hours_for("gmilaf.2.1") == 0
    assert sum(found.competences.values()) == pytest.approx(1)
    assert sum(one.hours for one in found.lessons) == pytest.approx(4)


def test_fewer_lessons_need_fewer_hours_unless_hours_were_typed():
    outline, before = module(OWN), whole(module(OWN))
    kept = before.lessons[:3]

    assert with_lessons(outline, before, kept, before.hours).hours == pytest.approx(3)
    assert with_lessons(outline, before, kept, 4.5).hours == 4.5


@pytest.mark.parametrize("hours", [float("nan"), float("inf"), 0, -3])
def test_hours_that_are_none_change_nothing(hours):
    outline, before = module(OWN), whole(module(OWN))

    assert with_lessons(outline, before, before.lessons, hours).hours == before.hours


def test_the_order_of_lessons_is_that_of_the_plan():
    outline = module(OWN)
    turned = DraftModule(OWN, 5.0, tuple(one.id for one in reversed(outline.lessons)))

    assert [one.id for one in edited(outline, turned).lessons] == list(turned.lessons)


def test_a_suggested_module_goes_to_its_place_and_kept_ones_stay_in_theirs():
    assert _placed([], ["a", "b", "c"], ["a", "b", "c"]) == ["a", "b", "c"]
    assert _placed(["b"], ["a", "b", "c"], ["a", "b", "c"]) == ["a", "b", "c"]
    assert _placed(["c", "a"], ["a", "b", "c"], ["a", "b", "c"]) == ["b", "c", "a"]


def test_hours_take_the_word_for_one_or_for_many():
    assert [counted(one) for one in (1.0, 1.5, 2.0, 21.0, None)] == [1, 2, 2, 21, 0]


def test_moving_past_an_end_moves_nothing():
    assert moved(["a", "b"], "a", "up") == ["a", "b"]
    assert moved(["a", "b"], "a", "down") == ["b", "a"]
    assert moved(["a", "b"], "z", "up") == ["a", "b"]


def test_a_draft_comes_back_from_its_json():
    draft = Draft(Budget(12, 4, ("kk",), ("online",)), (whole(module(OWN)),), ("copyright",))

    assert Draft.of(draft.as_json()) == draft


def test_the_budgets_around_hold_the_own_one():
    assert 21.5 in budgets_around(21.5, 60)
    assert max(budgets_around(100, 60)) == 100
    assert min(budgets_around(1, 60)) > 0


def test_a_table_without_marks_takes_everything_out_and_remembers_it():
    draft = Draft(Budget(12), (whole(module(OWN)),))
    found = draft_from_table({}, draft, load_modules())

    assert (found.modules, found.dropped) == ((), (OWN,))


def test_a_module_added_by_hand_is_no_longer_dropped():
    found = draft_from_table({f"add_{OWN}": "on"}, Draft(Budget(12), (), (OWN,)), load_modules())

    assert (found.ids, found.dropped) == ((OWN,), ())
