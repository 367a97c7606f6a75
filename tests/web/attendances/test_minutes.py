import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sauatty.core.errors import MinutesFileRepeated
from sauatty.web.attendances import minutes, selectors
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesRow
from sauatty.web.base.models import AuditEvent
from sauatty.web.events import told
from sauatty.web.events.zones import local
from web.attendances.conftest import make_session

pytestmark = pytest.mark.django_db


def report(session, *rows, name="report.csv"):
    """Write a report: rows of (name, email, first minute, last minute) from the beginning of the session."""
    begins = local(session.starts_at, "Asia/Almaty")
    lines = ["Name (Original Name),User Email,Join Time,Leave Time,Guest"]
    for who, email, joined, left in rows:
        times = (f"{begins + timezone.timedelta(minutes=n):%Y-%m-%d %H:%M:%S}" for n in (joined, left))
        lines.append(",".join((who, email, *times, "Yes")))
    return SimpleUploadedFile(name, "\n".join(lines).encode())


@pytest.fixture
def taken(bolat, first, gulnar, erlan):
    upload = report(
        first, ("Gulnar Akhmetova", "", 0, 60), ("Redmi 9", "", 0, 85), ("Телефон", "gulnar@example.kz", 30, 90),
        ("iPhone (2)", "", 5, 10),
    )  # fmt: skip
    return minutes.take_report(actor=bolat, session=first, upload=upload)


def row(name):
    return MinutesRow.objects.select_related("file__session").get(shown_name=name)


def minutes_of(person):
    return Attendance.objects.get(person=person).minutes


def test_it_works(bolat, first, gulnar, taken):
    minutes.match(actor=bolat, row=row("Gulnar Akhmetova"), people=[gulnar])

    found = Attendance.objects.get()
    assert (found.person, found.source, found.minutes, found.is_present) == (gulnar, "minutes", 60, True)


def test_nobody_is_credited_before_somebody_says_so(taken):
    assert not Mark.objects.exists()


def test_two_devices_of_one_person_count_their_minutes_once(bolat, gulnar, taken):
    for name in ("Gulnar Akhmetova", "Телефон"):
        minutes.match(actor=bolat, row=row(name), people=[gulnar])

    assert minutes_of(gulnar) == 90
    assert Mark.objects.filter(struck_at__isnull=True).count() == 1


def test_a_shared_device_stands_for_several_people(bolat, gulnar, erlan, taken):
    minutes.match(actor=bolat, row=row("Redmi 9"), people=[gulnar, erlan])

    assert (minutes_of(gulnar), minutes_of(erlan)) == (85, 85)


def test_undoing_a_match_takes_its_minutes_back(bolat, gulnar, taken):
    for name in ("Gulnar Akhmetova", "Телефон"):
        minutes.match(actor=bolat, row=row(name), people=[gulnar])

    minutes.undo(actor=bolat, row=row("Телефон"))
    assert minutes_of(gulnar) == 60
    minutes.undo(actor=bolat, row=row("Gulnar Akhmetova"))
    assert not Attendance.objects.exists()
    assert AuditEvent.objects.filter(action="minutes.unmatched").count() == 2


def test_the_same_match_twice_changes_nothing(bolat, gulnar, taken):
    for _ in range(2):
        minutes.match(actor=bolat, row=row("Redmi 9"), people=[gulnar])

    assert Mark.objects.count() == 1


def test_a_few_minutes_are_no_attendance(bolat, gulnar, taken):
    minutes.match(actor=bolat, row=row("iPhone (2)"), people=[gulnar])

    assert not Attendance.objects.get().is_present


def test_suggestions_say_why_and_are_sure_only_where_all_is_the_same(taken, first, gulnar):
    found = {one.shown_name: suggested for one, suggested in selectors.list_open_rows(first)}

    assert [(one.person, one.is_sure) for one in found["Gulnar Akhmetova"]] == [(gulnar, True)]
    assert [(one.person, one.why, one.is_sure) for one in found["Телефон"]] == [(gulnar, "email", True)]
    assert found["Redmi 9"] == [] == found["iPhone (2)"]


def test_two_people_of_one_name_are_never_chosen_between(bolat, first, gulnar, enrol):
    enrol("Гүлнар Ахметова")
    minutes.take_report(actor=bolat, session=first, upload=report(first, ("Гүлнар Ахметова", "", 0, 90)))

    assert minutes.match_sure(actor=bolat, session=first) == 0
    assert not Mark.objects.exists()


def test_sure_names_are_matched_in_one_step(bolat, first, gulnar, erlan, taken):
    assert minutes.match_sure(actor=bolat, session=first) == 2
    assert [one.shown_name for one, _found in selectors.list_open_rows(first)] == ["Redmi 9", "iPhone (2)"]


def test_the_same_report_a_second_time_is_refused(bolat, first, taken):
    first_bytes = MinutesFile.objects.get()

    with pytest.raises(MinutesFileRepeated):
        upload = report(
            first, ("Gulnar Akhmetova", "", 0, 60), ("Redmi 9", "", 0, 85), ("Телефон", "gulnar@example.kz", 30, 90),
            ("iPhone (2)", "", 5, 10),
        )  # fmt: skip
        minutes.take_report(actor=bolat, session=first, upload=upload)
    assert MinutesFile.objects.get() == first_bytes


def test_a_second_report_after_a_broken_connection_is_added(bolat, first, gulnar, taken):
    minutes.match(actor=bolat, row=row("Gulnar Akhmetova"), people=[gulnar])
    minutes.take_report(actor=bolat, session=first, upload=report(first, ("Гүлнар", "", 50, 80)))

    minutes.match(actor=bolat, row=row("Гүлнар"), people=[gulnar])

    assert minutes_of(gulnar) == 80


def test_removing_a_report_takes_its_minutes_back_and_keeps_the_others(bolat, first, gulnar, taken):
    minutes.match(actor=bolat, row=row("Gulnar Akhmetova"), people=[gulnar])

    minutes.remove_report(actor=bolat, file=taken)

    assert not Attendance.objects.exists()
    assert not MinutesRow.objects.exists()


def test_a_report_of_another_day_is_said_to_be_one(bolat, first, second, gulnar):
    file = minutes.take_report(actor=bolat, session=second, upload=report(first, ("Гүлнар", "", 0, 90)))

    assert selectors.is_of_another_time(file, second)
    assert not selectors.is_of_another_time(file, first)


# --- the pages ---


def test_the_page_takes_a_report_and_shows_the_queue(client_of, bolat, first, gulnar):
    client, address = client_of(bolat), reverse("attendances:minutes", args=[first.pk])

    answer = client.post(address, {"report": report(first, ("Gulnar A.", "", 0, 80))}, follow=True)

    page = answer.content.decode()
    assert "Gulnar A." in page and gulnar.name in page


def test_what_is_no_report_is_refused_with_a_sentence(client_of, bolat, first):
    upload = SimpleUploadedFile("list.csv", b"a,b\n1,2\n")

    answer = client_of(bolat).post(reverse("attendances:minutes", args=[first.pk]), {"report": upload})

    assert answer.status_code == 422
    assert "list.csv" in answer.content.decode()


def test_a_name_is_matched_put_aside_and_put_back_on_its_pages(client_of, bolat, first, gulnar, erlan, taken):
    client = client_of(bolat)
    address = {
        name: reverse(f"attendances:row_{name}", args=[first.pk, row("Redmi 9").pk])
        for name in ("match", "nobody", "undo")
    }
    assert erlan.name in client.get(address["match"]).content.decode()
    assert client.post(address["match"], {}).status_code == 422

    client.post(address["match"], {"person": [str(gulnar.pk), str(erlan.pk)]})
    assert Attendance.objects.count() == 2
    client.post(address["nobody"])
    assert (Attendance.objects.count(), row("Redmi 9").is_nobody) == (0, True)
    client.post(address["undo"])
    assert not row("Redmi 9").is_nobody


def test_names_of_one_session_are_not_decided_from_another(client_of, bolat, second, gulnar, taken):
    address = reverse("attendances:row_match", args=[second.pk, row("Redmi 9").pk])

    assert client_of(bolat).post(address, {"person": str(gulnar.pk)}).status_code == 404


def test_the_queue_asks_few_questions(client_of, bolat, first, enrol, django_assert_max_num_queries):
    for number in range(10):
        enrol(f"Қатысушы Нөмір{number}")
    rows = [(f"Гость {number}", "", 0, 60) for number in range(20)]
    minutes.take_report(actor=bolat, session=first, upload=report(first, *rows))
    client = client_of(bolat)

    with django_assert_max_num_queries(22):
        client.get(reverse("attendances:minutes", args=[first.pk]))


@pytest.fixture
def one_day(event, bolat):
    """Two sessions of one day, in one meeting from morning to evening."""
    begins = timezone.now().replace(hour=4, minute=0, second=0, microsecond=0) - timezone.timedelta(days=2)
    return [make_session(event, n, begins + timezone.timedelta(hours=3 * n), trainer=bolat) for n in (8, 9)]


@pytest.mark.parametrize(
    ("joined", "left", "morning"), [(0, 270, 90), (180, 270, 0), (60, 270, 30), (-10, 80, 90), (0, 85, 85)]
)
def test_of_a_meeting_over_several_sessions_counts_what_fell_into_each(
    bolat, one_day, gulnar, joined, left, morning
):
    """Who came in the afternoon only was not at the session of the morning."""
    first = one_day[0]
    minutes.take_report(
        actor=bolat, session=first, upload=report(first, ("Gulnar Akhmetova", "", joined, left))
    )

    minutes.match(actor=bolat, row=row("Gulnar Akhmetova"), people=[gulnar])

    assert minutes_of(gulnar) == (morning if morning >= 45 else 0)
    assert Mark.objects.get().minutes == morning


def test_minutes_are_counted_anew_when_the_session_gets_other_times(bolat, aigerim, one_day, gulnar):
    first = one_day[0]
    minutes.take_report(actor=bolat, session=first, upload=report(first, ("Gulnar Akhmetova", "", 0, 270)))
    minutes.match(actor=bolat, row=row("Gulnar Akhmetova"), people=[gulnar])
    first.ends_at += timezone.timedelta(minutes=30)
    first.save()

    told.tell(told.Change("changed", first.event, first, frozenset({"ends_at"}), aigerim))

    assert minutes_of(gulnar) == 120
    assert Mark.objects.filter(struck_at__isnull=True).count() == 1


def test_a_report_larger_than_the_site_takes_is_refused_with_its_size(client_of, bolat, first, settings):
    settings.UPLOAD_LIMIT_MB = 1
    upload = SimpleUploadedFile("big.csv", b"x" * 2_000_000)

    response = client_of(bolat).post(reverse("attendances:minutes", args=[first.pk]), {"report": upload})

    assert response.status_code == 422 and "big.csv" in response.content.decode()
    assert not MinutesFile.objects.exists()


def test_the_queue_of_three_hundred_names_stays_small(bolat, first, enrol, client_of):
    people = [enrol(f"Қатысушы Нұрғалиева {n:03}") for n in range(300)]
    rows = [(f"Katysushy Nurgalieva {n:03}", "", 0, 60) for n in range(len(people))]
    minutes.take_report(actor=bolat, session=first, upload=report(first, *rows))

    client, address = client_of(bolat), reverse("attendances:minutes", args=[first.pk])
    pages = [client.get(address), client.get(address, {"page": 20})]
    MinutesRow.objects.filter(place__gte=100).update(is_nobody=True)
    pages += [client.get(address), client.get(address, {"page": 8})]

    assert max(len(one.content) for one in pages) <= 60_000
    assert "Nurgalieva 000" in pages[0].content.decode() and "Nurgalieva 299" in pages[1].content.decode()
    assert "Nurgalieva 275" in pages[3].content.decode()
