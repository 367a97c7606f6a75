"""Days of modules: set by hand, or suggested one session a week after what comes before."""

from datetime import date

from sauatty.web.plans.dating import ModuleDay, module_days

MODULES = (("one", 2), ("two", 1), ("three", 1))
MONDAY = date(2027, 2, 1)


def test_it_works():
    assert module_days(MODULES, MONDAY, {}) == [
        ModuleDay("one", MONDAY, True),
        ModuleDay("two", date(2027, 2, 15), True),
        ModuleDay("three", date(2027, 2, 22), True),
    ]


def test_a_day_that_was_set_moves_what_comes_after_it():
    found = module_days(MODULES, MONDAY, {"two": date(2027, 3, 1)})
    assert [(one.day.isoformat(), one.is_suggested) for one in found] == [
        ("2027-02-01", True),
        ("2027-03-01", False),
        ("2027-03-08", True),
    ]


def test_without_a_start_nothing_is_suggested_before_the_first_day_set():
    found = module_days(MODULES, None, {"two": MONDAY})
    assert [one.day for one in found] == [None, MONDAY, date(2027, 2, 8)]
    assert [one.is_suggested for one in found] == [False, False, True]


def test_without_modules_there_are_no_days():
    assert module_days((), MONDAY, {}) == []


def test_a_year_mistyped_as_9999_suggests_nothing_after_it():
    assert [one.day for one in module_days(MODULES, None, {"one": date(9999, 12, 30)})] == [
        date(9999, 12, 30), None, None,
    ]  # fmt: skip
