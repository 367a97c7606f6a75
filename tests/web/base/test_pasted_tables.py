"""A table out of the clipboard: the same as a file, for each page that takes a table."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from sauatty.core.exchange.participants import read_participants
from sauatty.web.accounts.models import Person
from sauatty.web.agreements.forms import ImportForm
from sauatty.web.answers.forms import CodesForm
from sauatty.web.attendances.forms import MinutesForm
from sauatty.web.base.tables import MOST_PASTED
from sauatty.web.certificates.forms import ReturnForm
from sauatty.web.curricula.forms import UploadForm as CurriculumForm
from sauatty.web.fieldwork.forms import FileForm
from sauatty.web.items.forms import UploadForm as ItemsForm
from sauatty.web.rosters import services
from sauatty.web.rosters.forms import UploadForm as PeopleForm
from sauatty.web.rosters.models import Roster, RosterRow

PASTED = 'Аты-жөні\tПошта\tЖұмыс орны\r\nДана Ким\td@x.kz\t"Болашақ" мектебі\r\nӘлия Сәт\ta@x.kz\t"№ 1\nмектеп"\r\n'
FILE = {"file": SimpleUploadedFile("t.csv", b"a;b\n1;2")}


def quiet(done, total):
    """Report to nobody."""


def test_what_is_pasted_is_the_file_that_the_reader_gets():
    form = ImportForm({"pasted": PASTED}, {})

    assert form.is_valid()
    found = read_participants(form.cleaned_data["file"].read(), form.cleaned_data["file"].name)
    assert [row.fields["organisation"] for row in found.rows] == ['"Болашақ" мектебі', "№ 1 мектеп"]


@pytest.mark.parametrize("sent", [{}, {"pasted": " \r\n\t"}])
def test_neither_file_nor_table_is_said_at_the_file(sent):
    assert set(ImportForm(sent, {}).errors) == {"file"}


def test_both_are_not_guessed_between():
    assert set(ImportForm({"pasted": PASTED}, dict(FILE)).errors) == {"pasted"}


def test_a_table_too_long_to_paste_is_refused():
    assert set(ImportForm({"pasted": "а\t" * MOST_PASTED}, {}).errors) == {"pasted"}


def test_a_file_alone_is_taken_as_before():
    form = ImportForm({}, {"file": SimpleUploadedFile("t.csv", b"a;b\n1;2")})

    assert form.is_valid() and form.cleaned_data["file"].name == "t.csv"


@pytest.mark.parametrize(
    "form",
    [
        ImportForm(), CodesForm(coders=["A"]), MinutesForm(), ReturnForm(), CurriculumForm(), FileForm(), ItemsForm(homes=[]),
        PeopleForm([], []),
    ],
    ids=lambda form: type(form).__module__,
)  # fmt: skip
def test_each_form_of_a_table_asks_for_it_right_after_the_file(form):
    names = list(form.fields)

    assert names.index("pasted") == names.index(form.table_field) + 1
    assert not form.fields[form.table_field].required


@given(some.text(max_size=200))
def test_whatever_is_pasted_gives_a_file_or_a_sentence(text):
    form = ImportForm({"pasted": text}, {})

    assert form.is_valid() or form.errors


@pytest.mark.django_db
def test_a_pasted_list_of_people_is_read_and_shown_before_anything_is_stored(
    programme, aigerim, client_of, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = client_of(aigerim)
    address = reverse("rosters:roster_list", args=[programme.pk])
    assert 'name="pasted"' in client.get(address).content.decode()

    n_people = Person.objects.count()
    answer = client.post(address, {"pasted": PASTED, "purpose": "programme"})

    roster = Roster.objects.get()
    assert answer.status_code == 302 and roster.file_name.endswith(".csv")
    services.read({"roster": str(roster.pk)}, quiet)
    names = [row.fields["name"] for row in RosterRow.objects.order_by("number")]
    assert names == ["Дана Ким", "Әлия Сәт"]
    assert Person.objects.count() == n_people


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/curricula/upload/", reverse("items:item_import")])
def test_the_pages_of_other_tables_have_the_box(aigerim, programme, client_of, address):
    page = client_of(aigerim).get(address)

    assert page.status_code == 200 and 'name="pasted"' in page.content.decode()
