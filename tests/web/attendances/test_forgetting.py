import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sauatty.web.accounts.services.people import erase_person
from sauatty.web.attendances import minutes, services
from sauatty.web.attendances.models import Attendance, Mark, MinutesFile, MinutesMatch, MinutesRow
from sauatty.web.base.privacy import rule_of

pytestmark = pytest.mark.django_db
MODELS = ("Mark", "Attendance", "MinutesFile", "MinutesRow", "MinutesMatch", "SheetScan")


@pytest.fixture
def taken(bolat, first, gulnar, erlan):
    text = "Name,Join Time,Leave Time\n" + "".join(
        f"{name},{first.starts_at:%Y-%m-%d %H:%M:%S},{first.ends_at:%Y-%m-%d %H:%M:%S}\n"
        for name in ("Гүлнар", "Ерлан")
    )
    file = minutes.take_report(actor=bolat, session=first, upload=SimpleUploadedFile("r.csv", text.encode()))
    for row, person in zip(file.rows.all(), (gulnar, erlan), strict=True):
        minutes.match(actor=bolat, row=row, people=[person])
    services.note(session=first, person=erlan, source="door", noted_by=bolat)
    return file


def forget(person):
    for model in MODELS:
        rule_of(f"attendances.{model}").erase(person)


def test_it_works(gulnar, erlan, taken):
    forget(gulnar)

    assert set(Mark.objects.values_list("person", flat=True)) == {erlan.pk}
    assert set(Attendance.objects.values_list("person", flat=True)) == {erlan.pk}
    assert list(MinutesRow.objects.values_list("shown_name", flat=True)) == ["–", "Ерлан"]


def test_who_noted_others_is_forgotten_and_what_they_noted_stays(bolat, taken):
    forget(bolat)

    assert Attendance.objects.filter(is_present=True).count() == 2
    assert (
        not Mark.objects.filter(noted_by=bolat).exists()
        and not MinutesFile.objects.filter(made_by=bolat).exists()
    )
    assert not MinutesMatch.objects.filter(decided_by=bolat).exists()


def test_the_house_forgets_a_person_with_all_of_this(aigerim, gulnar, taken):
    erase_person(actor=aigerim, person=gulnar)

    assert not Mark.objects.filter(person=gulnar).exists()
    assert not MinutesRow.objects.filter(shown_name="Гүлнар").exists()


def test_a_device_that_two_shared_still_stands_for_the_other(bolat, gulnar, erlan, first, taken):
    row = MinutesRow.objects.get(shown_name="Гүлнар")
    minutes.match(actor=bolat, row=row, people=[erlan])

    forget(gulnar)

    row.refresh_from_db()
    assert (row.shown_name, row.is_nobody) == ("–", False)
    assert [one.person for one in row.matches.all()] == [erlan]


def test_a_name_that_nobody_has_decided_on_goes_where_it_is_the_persons_own(
    aigerim, bolat, first, gulnar, erlan
):
    lines = ("Гүлнар Ахметова,", "Redmi 9,gulnar@example.kz", "Ерлан Қасымов,", "Гүлнар,")
    text = "Name,Email,Duration\n" + "".join(f"{one},60\n" for one in lines)
    minutes.take_report(actor=bolat, session=first, upload=SimpleUploadedFile("r.csv", text.encode()))

    erase_person(actor=aigerim, person=gulnar)

    rows = MinutesRow.objects.order_by("place").values_list("shown_name", "email", "is_nobody")
    assert list(rows) == [
        ("–", "", True),
        ("–", "", True),
        ("Ерлан Қасымов", "", False),
        ("Гүлнар", "", False),
    ]
