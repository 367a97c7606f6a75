"""What goes out for one person's request, and whom a leak could have touched."""

import csv
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from sauatty.web.accounts.models import Person
from sauatty.web.accounts.services import people
from sauatty.web.base.models import AuditEvent
from sauatty.web.upkeep import breaches

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def days():
    now = timezone.localtime()
    return ["--from", (now - timedelta(days=1)).date().isoformat(), "--to", now.date().isoformat()]


def names(path):
    return [row[0] for row in csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")][1:]


def test_one_persons_data_go_into_one_file_that_others_cannot_read(bolat, tmp_path, capsys):
    file = tmp_path / "bolat.json"
    call_command("person", "export", " Bolat@example.kz", output=file)

    assert json.loads(file.read_text("utf-8"))["person"]["name"] == "Болат Жұмабаев"
    assert file.stat().st_mode & 0o077 == 0
    assert AuditEvent.objects.filter(action="person.data-exported", target_id=str(bolat.pk)).count() == 1
    with pytest.raises(CommandError):
        call_command("person", "export", "bolat@example.kz", output=file)


def test_nobody_with_the_address_is_said(tmp_path, days):
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("person", "export", "nobody@example.kz", output=tmp_path / "x")
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("breach", "list", *days, "--who", "nobody@example.kz")
    assert not (tmp_path / "x").exists()


def test_a_stolen_server_touches_everybody(aigerim, bolat, stranger, days, tmp_path, capsys):
    call_command("breach", "list", *days, "--language", "en", output=tmp_path / "all.csv")

    assert sorted(names(tmp_path / "all.csv")) == sorted([aigerim.name, bolat.name, stranger.name])
    assert "3 people: if the server or a backup" in capsys.readouterr().out
    assert (tmp_path / "all.csv").stat().st_mode & 0o077 == 0


def test_a_stolen_session_touches_those_within_reach_and_whom_the_log_names(
    programme, aigerim, bolat, stranger, days, tmp_path
):
    call_command("breach", "list", *days, "--who", "bolat@example.kz", output=tmp_path / "before.csv")
    Person.objects.filter(pk=aigerim.pk).update(is_site_admin=False)
    call_command("breach", "list", *days, "--who", "aigerim@example.kz", output=tmp_path / "coordinator.csv")

    assert names(tmp_path / "before.csv") == [bolat.name]
    assert sorted(names(tmp_path / "coordinator.csv")) == sorted([aigerim.name, bolat.name]), (
        "not the stranger"
    )


def test_whom_somebody_changed_counts_though_the_role_is_gone(aigerim, stranger):
    people.change_person(actor=aigerim, person=stranger, name="Дана Өзгерген")
    Person.objects.filter(pk=aigerim.pk).update(is_site_admin=False)
    aigerim = Person.objects.get(pk=aigerim.pk)
    now = timezone.now()
    with_log = breaches.look(now - timedelta(hours=1), now, actor=aigerim)
    another_day = breaches.look(now - timedelta(days=9), now - timedelta(days=8), actor=aigerim)

    assert stranger.pk in {pk for pk, _name, _email in with_log.people}
    assert with_log.n_events == 1
    assert another_day.people == [], "nobody was known then"


def test_the_kinds_of_data_stand_beside_each_name(aigerim, bolat, days, tmp_path):
    call_command("breach", "list", *days, "--language", "ru", output=tmp_path / "all.csv")

    assert "Учётная запись, роли и согласия" in (tmp_path / "all.csv").read_text("utf-8-sig")


def test_a_name_that_is_a_formula_is_a_text(bolat, days, tmp_path):
    Person.objects.filter(pk=bolat.pk).update(name="=HYPERLINK(1)")
    call_command("breach", "list", *days, output=tmp_path / "all.csv")

    assert "'=HYPERLINK(1)" in names(tmp_path / "all.csv")


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "2099-01-01"])
def test_days_that_are_none_are_said(since):
    with pytest.raises(CommandError):
        call_command("breach", "list", "--from", since, "--to", "2026-11-23")
