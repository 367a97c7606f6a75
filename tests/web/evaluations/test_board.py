"""The board: stages, what is due and late, people once each; for coordinators alone."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from sauatty.web.accounts.models import Grant, Person
from sauatty.web.activities.models import Activity
from sauatty.web.attendances.models import Attendance
from sauatty.web.certificates.models import Award, Design
from sauatty.web.evaluations import due, selectors, stages, totals
from sauatty.web.events.models import Session, TrainingRequest
from sauatty.web.mails.models import Letter
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db
SCHOOL, UNIVERSITY = "school-library", "university"


@pytest.fixture
def people(held_online, held_onsite, make_visitor):
    """Four visits of three people: one came to both trainings."""
    make_visitor("Гүлнар Ахметова", "KZ-55", SCHOOL, held_online, held_onsite)
    make_visitor("Ерлан Қасымов", "KZ-55", UNIVERSITY, held_onsite)
    make_visitor("Мария Ким", "", "", held_online)


def address(programme):
    return reverse("evaluations:programme_board", args=[programme.pk])


def facts_of(programme):
    return selectors.gather(programme)


def test_it_works(aigerim, programme, people, coming, client_of):
    response = client_of(aigerim).get(address(programme))

    assert response.status_code == 200
    page = response.content.decode()
    assert "shymkent тренингі" in page
    assert "Павлодар облысы" in page


def test_the_board_is_for_coordinators_of_this_programme_alone(programme, bolat, stranger, client_of, people):
    assert client_of(stranger).get(address(programme)).status_code == 404
    assert client_of(bolat).get(address(programme)).status_code == 404
    assert client_of().get(address(programme)).status_code == 302
    other = Programme.objects.create(title_kk="Басқа бағдарлама")
    dana = Person.objects.create_person(name="Дана Оспанова", email="dana@example.kz")
    Grant.objects.create(person=dana, role="coordinator", scope_kind="programme", scope_id=other.pk)
    assert client_of(dana).get(address(programme)).status_code == 404
    assert client_of(dana).post(address(programme) + "table/").status_code == 404


def test_the_only_programme_is_opened_at_once_and_several_are_listed(aigerim, programme, client_of):
    client = client_of(aigerim)
    assert client.get(reverse("evaluations:board")).headers["Location"] == address(programme)

    Programme.objects.create(title_kk="Басқа бағдарлама")

    assert "Басқа бағдарлама" in client.get(reverse("evaluations:board")).content.decode()


def test_people_are_counted_once_in_each_number(aigerim, programme, people):
    rows = {row.label: row for row in totals.by_form(facts_of(programme))}

    online, onsite, every = (rows[label] for label in rows)
    assert (online.n_held, online.n_people, online.n_visits, online.hours) == (1, 2, 2, 3.0)
    assert (onsite.n_held, onsite.n_people, onsite.academic_hours) == (1, 2, 8)
    assert (every.n_held, every.n_people, every.n_visits) == (2, 3, 4)


def test_regions_and_kinds_add_up_to_everybody_and_the_unknown_are_not_lost(aigerim, programme, people):
    facts = facts_of(programme)
    table = totals.by_place(facts, selectors.region_names(), selectors.kind_names())

    pavlodar, unknown = table.rows
    assert (pavlodar.code, pavlodar.n_trainings, pavlodar.n_people) == ("KZ-55", 1, 2)
    assert (unknown.code, unknown.n_people) == ("", 1)
    assert table.total.n_people == 3 == sum(table.total.cells)
    assert len(table.kinds) == 3


def test_who_was_away_or_at_a_cancelled_training_is_not_counted(
    aigerim, programme, make_event, make_visitor, held_online
):
    make_visitor("Сауле Нұрғалиева", "KZ-55", SCHOOL, make_event("cancelled", days=-3, state="cancelled"))
    away = make_visitor("Олжас Тілеубеков", "KZ-55", SCHOOL, held_online)
    Attendance.objects.filter(person=away).update(is_present=False)

    every = totals.by_form(facts_of(programme))[-1]
    assert (every.n_held, every.n_people) == (1, 0)


def test_what_waits_too_long_is_late_and_the_rest_is_due(aigerim, programme, held_onsite, coming, make_event):
    make_event("draft", days=5, state="draft")
    wish = {"programme": programme, "region_id": "KZ-19", "topic": "MIL", "language": "kk"}
    TrainingRequest.objects.create(
        organisation="Ертіс кітапханасы", asked_at=timezone.now() - timedelta(days=9), **wish
    )
    TrainingRequest.objects.create(organisation="Жаңа мектеп", asked_at=timezone.now(), **wish)
    Letter.objects.create(
        key="a", kind="event-confirmed", programme=programme, state="failed", language="kk",
        send_at=timezone.now(),
    )  # fmt: skip

    late, soon = due.tasks_of(facts_of(programme))

    assert {one.href for one in late} >= {reverse("mails:letter_list") + "?state=failed"}
    assert any(one.about == "Ертіс кітапханасы" for one in late)
    unnoted = reverse("attendances:session", args=[held_onsite.sessions.get().pk])
    assert unnoted in {one.href for one in late}
    assert any(one.about == "Жаңа мектеп" for one in soon)
    assert reverse("enrolments:people", args=[coming.pk]) in {one.href for one in soon}
    assert reverse("events:session_edit", args=[coming.sessions.get().pk]) in {one.href for one in soon}
    assert sum("draft" in one.about for one in soon) == 1


def test_a_training_that_gives_certificates_and_gave_none_is_named(aigerim, programme, people, held_onsite):
    design = Design.objects.create(programme=programme, name="А")
    href = reverse("certificates:event_awards", args=[held_onsite.pk])
    _late, soon = due.tasks_of(facts_of(programme))
    assert href not in {one.href for one in soon}

    Award.objects.create(
        programme=programme, event=held_onsite, design=design, family="00000000-0000-4000-8000-000000000002",
        kind="attendance", title_kk="Қатысу сертификаты", version=1,
    )  # fmt: skip

    _late, soon = due.tasks_of(facts_of(programme))
    assert href in {one.href for one in soon}


def test_the_first_stage_that_is_not_done_is_the_one_of_now(aigerim, programme, people):
    found = stages.stages_of(facts_of(programme))

    assert [one.state for one in found] == ["now", "", "", "done", "", "", ""]


def test_the_number_of_questions_does_not_grow_with_the_trainings(
    programme, people, make_event, make_visitor, client_of, django_assert_max_num_queries
):
    saule = Person.objects.create_person(name="Сәуле Қайратова", email="saule@example.kz")
    Grant.objects.create(person=saule, role="coordinator", scope_kind="programme", scope_id=programme.pk)
    client = client_of(saule)
    client.get(address(programme))
    for number in range(12):
        event = make_event(f"more-{number}", days=-30 + number * 4, n_sessions=3, region_id="KZ-19")
        make_visitor(f"Адам {number}", "KZ-19", SCHOOL, event)

    with django_assert_max_num_queries(26):
        assert client.get(address(programme)).status_code == 200


def test_the_table_says_the_same_and_runs_no_formula(aigerim, programme, people, held_onsite, client_of):
    held_onsite.title_kk = '=HYPERLINK("http://example.kz")'
    held_onsite.save()

    response = client_of(aigerim).post(reverse("evaluations:board_export", args=[programme.pk]), follow=True)

    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    cells = [cell for row in rows for cell in row]
    assert any(str(cell).startswith("'=HYPERLINK") for cell in cells)
    assert [row for row in rows if row[6:8] == [3.0, 4.0]]
    assert rows[0][0] == programme.title_kk


def test_a_session_that_was_called_off_asks_for_nothing(aigerim, programme, held_onsite, coming):
    Session.objects.update(cancelled_at=timezone.now())

    late, soon = due.tasks_of(facts_of(programme))

    assert late == [] and soon == []


def test_several_unnoted_sessions_of_a_training_are_one_thing_to_do(programme, make_event):
    event = make_event("weekly", days=-30, n_sessions=5)

    late, _soon = due.tasks_of(facts_of(programme))

    assert [one.href for one in late] == [reverse("attendances:event", args=[event.pk])]


def test_activities_are_counted_and_the_report_that_waits_longest_is_named(
    aigerim, bolat, programme, client_of
):
    def ran(state, days=None):
        at = None if days is None else timezone.now() - timedelta(days=days)
        Activity.objects.create(
            id=uuid.uuid4(), programme=programme, person=bolat, language="kk", title="Сағат", state=state,
            reported_at=at, join_code=uuid.uuid4().hex[:12],
        )  # fmt: skip

    ran("planned")
    ran("accepted", 40)
    ran("more", 30)
    ran("reported", 16)
    ran("reported", 2)
    client = client_of(aigerim)

    page = client.get(f"/en/board/{programme.pk}/").content.decode()

    assert "1 planned" in page and "4 held and reported" in page and "1 accepted" in page
    assert "2 wait for a mentor" in page and "the longest for 16 days" in page
    late, _soon = due.tasks_of(facts_of(programme))
    assert [one.href for one in late] == [reverse("practice:review_list")]
    Activity.objects.filter(state="reported").update(state="accepted")
    stage = stages.stages_of(facts_of(programme))[-1]
    assert stage.is_done and not any("wait" in note for note in stage.notes)
