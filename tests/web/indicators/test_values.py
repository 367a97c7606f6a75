"""Values by hand: entered, corrected with their history, checked by somebody else, never changed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from sauatty.core.errors import IndicatorIsWorkedOut, ValueCorrectedAlready, ValueNotYoursToSign
from sauatty.web.base.models import AuditEvent
from sauatty.web.indicators import erasure, forms, selectors, services
from sauatty.web.indicators.models import Indicator, Signature, Value

pytestmark = pytest.mark.django_db


def sent(value="12", day=None, **more):
    return {"value": value, "day": (day or timezone.localdate()).isoformat(), **more}


def test_it_works(client_of, aigerim, own, address):
    browser = client_of(aigerim)
    answer = browser.post(address("value_add", own.pk), sent("1 234", note="есептің 4-беті"))

    assert answer.status_code == 302
    value = Value.objects.get()
    assert (value.value, value.entered_by, value.region) == (1234.0, aigerim, None)
    page = browser.get(address("indicator_detail", own.pk)).content.decode()
    assert "1,234" in page and "есептің 4-беті" in page and "not checked" in page
    assert AuditEvent.objects.filter(action="indicator.value").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"value": "көп"}, "Enter a number"), ({"value": "-5"}, "from 0 to 100,000,000"), ({"value": ""}, "required"),
        ({"value": "1000000000"}, "from 0 to"), ({"value": "nan"}, "Enter a number"), ({"value": "1e999"}, "Enter a number"),
        ({"day": "2999-01-01"}, "still to come"), ({"day": "1999-12-31"}, "too far back"), ({"region": "KZ-00"}, "Select a valid"),
        ({"n": "-1"}, "greater than or equal to 0"),
    ],
)  # fmt: skip
def test_bad_values_are_refused_and_kept_as_typed(client_of, aigerim, own, address, wrong, said):
    answer = client_of(aigerim).post(address("value_add", own.pk), sent() | wrong)

    assert answer.status_code == 422 and not Value.objects.exists()
    assert said in answer.content.decode()


def test_a_comma_is_as_good_as_a_point_and_percent_are_typed_as_percent(own, aigerim):
    Indicator.objects.filter(pk=own.pk).update(unit="share")
    own.refresh_from_db()
    for typed in ("12,5", "12.5", " 12,5 %"):
        form = forms.ValueForm(sent(typed), indicator=own)
        assert form.is_valid(), form.errors
        assert form.facts()["value"] == pytest.approx(0.125)


def test_a_correction_keeps_what_was_before(client_of, aigerim, own, enter, address):
    wrong = enter(74, note="бағаны шатастырдым")
    browser = client_of(aigerim)
    page = browser.get(address("indicator_detail", own.pk) + f"?correct={wrong.pk}").content.decode()
    assert "Correct a value" in page and f'value="{wrong.pk}"' in page

    assert browser.post(address("value_add", own.pk), sent("47", corrects=str(wrong.pk))).status_code == 302

    assert selectors.newest_values([own])[own.pk].value == 47
    assert Value.objects.get(pk=wrong.pk).value == 74
    page = browser.get(address("indicator_detail", own.pk)).content.decode()
    assert "Corrected values" in page and '<s class="num">74</s>' in page


def test_a_value_is_corrected_once_only(enter):
    wrong = enter(74)
    enter(47, corrects=wrong)

    with pytest.raises(ValueCorrectedAlready):
        enter(48, corrects=wrong)


def test_a_value_never_changes_in_the_database(enter):
    value = enter(74)
    for values in ({"value": 1.0}, {"day": timezone.localdate() - dt.timedelta(days=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Value.objects.filter(pk=value.pk).update(**values)


def test_an_indicator_from_data_takes_no_value_by_hand(client_of, aigerim, take, enter, address):
    one = take("reach")[0]
    with pytest.raises(IndicatorIsWorkedOut):
        enter(5, indicator=one)
    assert client_of(aigerim).post(address("value_add", one.pk), sent()).status_code == 404


def test_the_reviewer_checks_a_value_and_the_page_says_so(client_of, nurlan, own, enter, address):
    value = enter(30)
    browser = client_of(nurlan)
    assert "I have checked it" in browser.get(address("indicator_detail", own.pk)).content.decode()

    browser.post(address("value_sign", own.pk, value.pk))
    browser.post(address("value_sign", own.pk, value.pk))

    assert Signature.objects.get().by == nurlan
    page = browser.get(address("indicator_detail", own.pk)).content.decode()
    assert "checked by Нұрлан Талдаушы" in page and "I have checked it" not in page
    assert "last checked on" in browser.get(address()).content.decode()


def test_nobody_else_checks_it_and_nobody_their_own(own, aigerim, nurlan, enter):
    theirs, hers = enter(31, actor=nurlan), enter(30)
    for actor, value in ((aigerim, hers), (nurlan, theirs)):
        with pytest.raises(ValueNotYoursToSign):
            services.sign(actor=actor, value=value)


def test_a_value_that_was_corrected_is_not_checked(own, nurlan, enter):
    value = enter(30)
    enter(31, corrects=value)

    with pytest.raises(ValueCorrectedAlready):
        services.sign(actor=nurlan, value=value)


def test_with_values_it_is_archived_and_without_it_is_deleted(client_of, aigerim, own, enter, address):
    enter(3)
    browser = client_of(aigerim)
    browser.post(address("indicator_remove", own.pk))
    own.refresh_from_db()
    assert own.archived_at is not None and Value.objects.exists()
    page = browser.get(address()).content.decode()
    assert "Archived" in page and "Bring it back" in page
    assert client_of(aigerim).post(address("value_add", own.pk), sent()).status_code == 404

    browser.post(address("indicator_remove", own.pk), {"back": "1"})
    own.refresh_from_db()
    assert own.archived_at is None
    empty = services.declare(
        actor=aigerim,
        programme=own.programme,
        texts={"name_kk": "Бос"},
        facts={"level": "1", "unit": "count"},
    )
    browser.post(address("indicator_remove", empty.pk))
    assert not Indicator.objects.filter(pk=empty.pk).exists()


def test_an_own_indicator_is_declared_and_changed_on_the_page(client_of, aigerim, nurlan, programme, address):
    browser = client_of(aigerim)
    told = {
        "name_kk": "Риза болғандар", "level": "1", "unit_key": "share", "source": "сауалнама", "baseline": "40",
        "target": "75,5", "reviewer": str(nurlan.pk),
    }  # fmt: skip
    assert browser.post(address("indicator_new"), told).status_code == 302
    one = Indicator.objects.get()
    assert (one.baseline, one.target, one.reviewer) == (0.4, pytest.approx(0.755), nurlan)

    page = browser.get(address("indicator_edit", one.pk)).content.decode()
    assert 'value="75.5"' in page and "Риза болғандар" in page
    for wrong in ({"target": "жоғары"}, {"target": "101"}, {"name_kk": ""}, {"source": ""}):
        assert browser.post(address("indicator_edit", one.pk), told | wrong).status_code == 422
    assert browser.post(address("indicator_edit", one.pk), told | {"target": ""}).status_code == 302
    one.refresh_from_db()
    assert one.target is None


def test_the_unit_stays_once_there_are_values(client_of, aigerim, own, enter, address):
    enter(3)
    told = {"name_kk": "x", "level": "4", "unit_key": "share", "source": "x"}
    answer = client_of(aigerim).post(address("indicator_edit", own.pk), told)
    assert answer.status_code == 422 and "There are values in the old unit" in answer.content.decode()


def test_of_a_ready_indicator_only_target_and_reviewer_change(client_of, aigerim, take, address):
    one = take("completion")[0]
    browser = client_of(aigerim)
    browser.post(address("indicator_edit", one.pk), {"target": "85", "name_kk": "Басқа", "level": "1"})
    one.refresh_from_db()
    assert (one.target, one.name_kk, one.level) == (0.85, "", "output")


def test_who_is_erased_leaves_numbers_without_name_and_words(own, aigerim, nurlan, enter):
    value = enter(30, note="Әйгерім санады")
    services.sign(actor=nurlan, value=value)

    assert erasure.values(aigerim) == 1 and erasure.signatures(nurlan) == 1
    assert erasure.indicators(aigerim) + erasure.indicators(nurlan) == 2

    value.refresh_from_db()
    own.refresh_from_db()
    assert (value.value, value.entered_by, value.note) == (30.0, None, "")
    assert own.reviewer is None and Signature.objects.get().by is None


def test_a_value_that_is_not_there_is_not_found(client_of, aigerim, own, address):
    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        assert client_of(aigerim).post(address("value_add", own.pk), sent(corrects=wrong)).status_code == 404
