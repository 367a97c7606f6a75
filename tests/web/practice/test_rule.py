"""Own activities count towards a certificate and stand in one's record once they are accepted."""

from types import SimpleNamespace

import pytest

from sauatty.web.entitlements.rules import all_rules
from sauatty.web.practice import rule, services
from sauatty.web.records.sections import record_of
from web.practice.conftest import LEVELS, make_activity

pytestmark = pytest.mark.django_db


def accept(mentor, activity, **levels):
    services.review(
        actor=mentor, activity=activity, sequence=1, levels={**LEVELS, **levels}, decision="accept", words=""
    )


def test_accepted_activities_of_the_programme_count(
    programme, bolat, dana, aigerim, django_assert_max_num_queries
):
    award = SimpleNamespace(programme_id=programme.pk)
    accept(bolat, make_activity(programme, dana))
    accept(bolat, make_activity(programme, dana), monitoring=3)
    make_activity(programme, dana)
    accept(bolat, make_activity(type(programme).objects.create(title_kk="Басқа"), dana))

    with django_assert_max_num_queries(1):
        found = rule.check_many([dana, aigerim], award, {"activities": 2})
    assert found[dana.pk].is_met and found[dana.pk].done == 2
    assert not found[aigerim.pk].is_met and found[aigerim.pk].done == 0
    strict = rule.check(dana, award, {"activities": 2, "least": 2})
    assert not strict.is_met and strict.done == 1


def test_it_can_be_chosen_for_a_certificate():
    mine = next(one for one in all_rules() if one.key == "own-activity")
    form = mine.settings_form({"activities": "3", "least": "2"}, programme=None)
    assert form.is_valid() and form.clean_settings() == {"activities": 3, "least": 2}
    empty = mine.settings_form({}, programme=None)
    assert empty.is_valid() and empty.clean_settings() == {"activities": 1, "least": 0}
    assert "3" in mine.said(None, {"activities": 3, "least": 2})


def test_the_record_tells_of_accepted_ones(programme, bolat, dana):
    make_activity(programme, dana, title="Күтуде")
    accept(bolat, make_activity(programme, dana))
    rows = [row for part in record_of(dana) for row in part.rows]
    assert [(row.what, row.how) for row in rows] == [("Қала суретін тексеру", "12 адам")]
