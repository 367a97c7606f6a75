import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sauatty.core.errors import CohortFull, NotOfTheProgramme, SeatsTaken
from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services import people
from sauatty.web.base.models import AuditEvent
from sauatty.web.programmes import cohorts, demonstration, members, selectors
from sauatty.web.programmes.models import Cohort, CohortMember
from web.conftest import give_role, make_person

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def cohort(aigerim, programme):
    return cohorts.add_cohort(
        actor=aigerim, programme=programme, names={"kk": "Топ"}, language="kk", form="online", seats=2
    )


@pytest.fixture
def learners(programme):
    found = [make_person(f"Қатысушы {n}") for n in range(3)]
    for one in found:
        give_role(one, "participant", programme)
    return found


def taken(cohort):
    cohort.refresh_from_db()
    return cohort.n_members


def test_it_works_and_a_stranger_finds_nothing(client_of, aigerim, bolat, stranger, programme, cohort):
    path = address("cohort_members", programme.pk, cohort.pk)
    seen = [client_of(who).get(path).status_code for who in (aigerim, bolat, stranger, None)]
    assert seen == [200, 404, 404, 302]
    assert "Болат" in client_of(aigerim).get(path).content.decode()


def test_a_coordinator_adds_people_and_takes_one_out(client_of, aigerim, programme, cohort, learners):
    browser, path = client_of(aigerim), address("cohort_members", programme.pk, cohort.pk)
    assert browser.post(path, {"person": [one.pk for one in learners[:2]]}).status_code == 302
    assert taken(cohort) == 2
    browser.post(address("cohort_member_remove", programme.pk, cohort.pk, learners[0].pk))
    assert [one.person for one in selectors.list_cohort_members(cohort)] == [learners[1]]
    assert taken(cohort) == 1
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"cohort.joined", "cohort.left"} <= actions


def test_too_many_are_not_added_at_all(client_of, aigerim, programme, cohort, learners):
    path = address("cohort_members", programme.pk, cohort.pk)
    response = client_of(aigerim).post(path, {"person": [one.pk for one in learners]})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert taken(cohort) == 0
    assert not CohortMember.objects.exists()


def test_only_people_of_the_programme_can_be_added(client_of, aigerim, stranger, programme, cohort):
    path = address("cohort_members", programme.pk, cohort.pk)
    client_of(aigerim).post(path, {"person": [stranger.pk, "no id"]})
    assert taken(cohort) == 0
    with pytest.raises(NotOfTheProgramme, match=stranger.name):
        members.join_cohort(actor=aigerim, cohort=cohort, person=stranger)


def test_a_participant_joins_and_leaves_by_themselves(client_of, programme, cohort, learners):
    browser = client_of(learners[0])
    page = address("cohort_list", programme.pk)
    assert address("cohort_join", programme.pk, cohort.pk) in browser.get(page).content.decode()
    browser.post(address("cohort_join", programme.pk, cohort.pk))
    assert CohortMember.objects.get().added_by is None
    assert address("cohort_leave", programme.pk, cohort.pk) in browser.get(page).content.decode()
    browser.post(address("cohort_leave", programme.pk, cohort.pk))
    assert taken(cohort) == 0


def test_the_last_seat_is_taken_once(client_of, programme, cohort, learners):
    for one in learners:
        client_of(one).post(address("cohort_join", programme.pk, cohort.pk))
    assert taken(cohort) == 2
    assert CohortMember.objects.count() == 2
    with pytest.raises(CohortFull):
        members.join_cohort(actor=learners[2], cohort=cohort, person=learners[2])


def test_joining_twice_takes_one_seat(cohort, learners):
    for _time in range(2):
        members.join_cohort(actor=learners[0], cohort=cohort, person=learners[0])
    assert taken(cohort) == 1


def test_leaving_without_being_there_gives_no_seat_back(cohort, learners):
    members.join_cohort(actor=learners[0], cohort=cohort, person=learners[0])
    members.leave_cohort(actor=learners[1], cohort=cohort, person=learners[1])
    assert taken(cohort) == 1


def test_a_cohort_cannot_have_fewer_seats_than_people(client_of, aigerim, programme, cohort, learners):
    for one in learners[:2]:
        members.join_cohort(actor=aigerim, cohort=cohort, person=one)
    sent = {"name_kk": "Топ", "language": "kk", "form": "online", "seats": "1"}
    response = client_of(aigerim).post(address("cohort_edit", programme.pk, cohort.pk), sent)
    assert response.status_code == 422
    with pytest.raises(SeatsTaken):
        cohorts.change_cohort(actor=aigerim, cohort=cohort, names={"kk": "Топ"}, seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(seats=1)


def test_without_the_role_a_cohort_is_no_longer_theirs(aigerim, cohort, learners):
    members.join_cohort(actor=aigerim, cohort=cohort, person=learners[0])
    assert list(selectors.cohorts_of(learners[0])) == [cohort]
    learners[0].grants.all().delete()
    assert list(selectors.cohorts_of(learners[0])) == []


def test_erasing_a_person_gives_the_seat_back(aigerim, cohort, learners):
    members.join_cohort(actor=aigerim, cohort=cohort, person=learners[0])
    people.erase_person(actor=aigerim, person=learners[0])
    assert taken(cohort) == 0
    assert not CohortMember.objects.exists()


def test_removing_the_demonstration_gives_seats_of_other_cohorts_back(aigerim, programme, cohort):
    demonstration.make(aigerim)
    invented = Person.objects.filter(is_demo=True).first()
    give_role(invented, "participant", programme)
    members.join_cohort(actor=aigerim, cohort=cohort, person=invented)
    demonstration.remove()
    assert taken(cohort) == 0


def test_a_cohort_of_another_programme_is_not_joined(client_of, aigerim, cohort, learners):
    from sauatty.web.programmes.models import Programme

    other = Programme.objects.create(title_kk="Басқа")
    outsider = make_person("Бөтен")
    give_role(outsider, "participant", other)
    for programme in (other, cohort.programme):
        path = address("cohort_join", programme.pk, cohort.pk)
        assert client_of(outsider).post(path).status_code == 404


def test_adding_nobody_is_no_success(client_of, aigerim, cohort):
    path = address("cohort_members", cohort.programme_id, cohort.pk)
    page = client_of(aigerim).post(path, {}, follow=True).content.decode()
    assert "Ешкім қосылмады" in page or "Nobody is added" in page
