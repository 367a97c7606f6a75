import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sauatty.web.base.models import AuditEvent
from sauatty.web.programmes import cohorts
from sauatty.web.programmes.models import Cohort

pytestmark = pytest.mark.django_db
SENT = {
    "name_kk": "Бірінші топ",
    "language": "kk",
    "form": "onsite",
    "region": "",
    "starts_on": "",
    "seats": "20",
}


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def cohort(aigerim, programme):
    return cohorts.add_cohort(
        actor=aigerim, programme=programme, names={"kk": "Топ"}, language="kk", form="online", seats=12
    )


def test_it_works_and_a_stranger_finds_nothing(client_of, aigerim, bolat, stranger, programme, cohort):
    path = address("cohort_list", programme.pk)

    assert [client_of(who).get(path).status_code for who in (aigerim, bolat, stranger, None)] == [
        200,
        200,
        404,
        302,
    ]
    assert "Топ" in client_of(bolat).get(path).content.decode()


def test_a_coordinator_adds_changes_and_removes_a_cohort(client_of, aigerim, programme):
    browser = client_of(aigerim)
    assert browser.post(address("cohort_add", programme.pk), SENT).status_code == 302
    made = Cohort.objects.get()
    browser.post(
        address("cohort_edit", programme.pk, made.pk), {**SENT, "seats": "30", "starts_on": "2027-02-01"}
    )
    made.refresh_from_db()
    assert (made.seats, made.starts_on.isoformat(), made.form) == (30, "2027-02-01", "onsite")

    browser.post(address("cohort_remove", programme.pk, made.pk))
    assert not Cohort.objects.exists()
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"cohort.added", "cohort.changed", "cohort.removed"} <= actions


def test_a_start_in_the_past_is_taken_and_said(client_of, aigerim, programme):
    browser, path = client_of(aigerim), address("cohort_add", programme.pk)
    past = browser.post(path, {**SENT, "starts_on": "2020-02-01"}, follow=True)
    assert Cohort.objects.get().starts_on.year == 2020
    assert any("2020" in str(one) for one in past.context["messages"])
    coming = browser.post(path, {**SENT, "starts_on": "2099-02-01"}, follow=True)
    assert len(list(coming.context["messages"])) == 1


def test_a_trainer_changes_no_cohort(client_of, bolat, programme, cohort):
    for name, args in (("cohort_add", ()), ("cohort_edit", (cohort.pk,)), ("cohort_remove", (cohort.pk,))):
        assert client_of(bolat).post(address(name, programme.pk, *args), SENT).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"name_kk": ""}, {"seats": "0"}, {"language": "de"}, {"starts_on": "soon"}]
)
def test_what_does_not_fit_is_said_and_not_stored(client_of, aigerim, programme, wrong):
    answer = client_of(aigerim).post(address("cohort_add", programme.pk), {**SENT, **wrong})

    assert answer.status_code == 422
    assert not Cohort.objects.exists()


def test_a_cohort_has_a_name_and_seats(programme):
    for fields in ({"name_kk": ""}, {"name_kk": "Топ", "seats": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cohort.objects.create(programme=programme, language="kk", form="online", **fields)


def test_the_board_shows_cohorts_in_few_queries(
    client_of, aigerim, programme, cohort, django_assert_max_num_queries
):
    browser = client_of(aigerim)
    path = address("programme_detail", programme.pk)
    browser.get(path)
    with django_assert_max_num_queries(16):
        text = browser.get(path).content.decode()

    assert "Топ" in text
