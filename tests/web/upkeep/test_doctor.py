"""What the doctor says is true, in the reader's language, and what is wrong ends with 1."""

import json
import os
import socket
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from sauatty.web.base.models import Job
from sauatty.web.upkeep import doctor

pytestmark = pytest.mark.django_db


def states(**options):
    found = {}
    for one in doctor.examine(**options):
        found.setdefault(one.name, []).append(one.state)
    return found


@pytest.fixture
def shut_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_site_that_nobody_started_is_seen_not_to_answer(settings, shut_port):
    settings.PUBLIC_ADDRESS = f"http://127.0.0.1:{shut_port}"
    found = states()
    assert (
        found["address"] == ["look", "bad"] and found["database"] == ["good"] and found["tables"] == ["good"]
    )


def test_a_mail_server_that_is_not_there_is_named(settings, shut_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", shut_port
    assert states()["mail"] == ["bad"]


def test_work_that_nobody_does_is_seen_and_work_for_later_is_not(db):
    row = Job.objects.create(kind="x", idempotency_key="x", run_after=timezone.now() + timedelta(hours=1))
    Job.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert states()["jobs"] == ["good"]
    Job.objects.filter(pk=row.pk).update(run_after=None)
    assert states()["jobs"] == ["bad"]


def test_a_backup_of_yesterday_is_good_and_an_older_one_is_not(tmp_path):
    assert states(backup_folder=tmp_path)["backup"] == ["bad"]
    path = tmp_path / "one.backup"
    path.write_bytes(b"")
    assert states(backup_folder=tmp_path)["backup"] == ["good"]
    os.utime(path, (time.time() - 40 * 3600,) * 2)
    assert states(backup_folder=tmp_path)["backup"] == ["bad"]
    assert states()["backup"] == ["look"]


def test_a_full_disk_is_bad_and_a_look_that_fails_is_a_finding(monkeypatch):
    usage = type("Usage", (), {"total": 10**12, "used": 0, "free": 10**6})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: usage)
    assert states()["disk"] == ["bad"]
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: 1 / 0)
    assert states()["disk"] == ["bad"]


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Дерекқор"), ("ru", "База данных"), ("en", "The database")]
)
def test_it_speaks_three_languages_and_ends_with_1_where_something_is_wrong(
    capsys, settings, shut_port, language, word
):
    settings.PUBLIC_ADDRESS = f"http://127.0.0.1:{shut_port}"
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", language=language)
    said = capsys.readouterr().out
    assert ended.value.code == 1 and word in said and "✗" in said


def test_machines_can_read_it(capsys, settings, shut_port):
    settings.PUBLIC_ADDRESS = f"http://127.0.0.1:{shut_port}"
    with pytest.raises(SystemExit):
        call_command("doctor", format="json")
    looked = {one["name"] for one in json.loads(capsys.readouterr().out)}
    assert looked == {*doctor.LOOKS, "backup"} - {"files"}  # no bucket is set
