"""A site whose files lie in a bucket: what is sent is read, opened, swept, backed up and taken back; nothing lies here."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from empty_tables import lay_in
from sauatty.web.attachments import files, selectors, services
from sauatty.web.base import privacy
from sauatty.web.curricula.models import Edition, Upload
from sauatty.web.rosters import services as rosters
from sauatty.web.rosters.models import Roster
from sauatty.web.storage import buckets, shelves
from sauatty.web.upkeep import doctor
from web.attachments.sending import photo, send
from web.curricula.cast import curriculum, matcher, run_jobs, store, upload  # noqa: F401
from web.upkeep.test_drill import DRILL, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path, bucket):
    """The data folder, in which no file may appear."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    yield settings.MEDIA_ROOT
    assert not settings.MEDIA_ROOT.exists()


def names():
    return sorted(name for name, _written in shelves.store().names())


def test_a_photo_is_shown_and_goes(client_of, bolat, folder, django_capture_on_commit_callbacks):
    row = send(bolat, photo())
    assert names() == [f"attachments/{one}" for one in sorted([row.stored, f"small-{row.stored}"])]
    shown = client_of(bolat).get(selectors.url_of(row))
    assert shown.status_code == 200 and b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff"

    files.remove(row.stored)
    assert client_of(bolat).get(selectors.url_of(row)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(actor=bolat, attachment=row)
    assert names() == []


def test_a_curriculum_is_read_and_stored(folder, store):  # noqa: F811
    store()
    assert Edition.objects.exists() and Upload.objects.get().state == "stored"
    assert all(name.startswith("curricula/") for name in names())


def test_a_list_of_people_is_read_and_gone(folder, programme, aigerim):
    file = SimpleUploadedFile("list.csv", "Аты-жөні;Пошта\r\nДана Ким;d@x.kz".encode())
    roster, _job = rosters.upload(actor=aigerim, programme=programme, file=file)
    assert names() == [f"rosters/{roster.pk}"]
    rosters.read({"roster": str(roster.pk)}, lambda done, total: None)
    assert Roster.objects.get().state == "read" and names() == []


def test_sweeps_look_into_the_bucket(folder, monkeypatch):
    for name in ("attachments/a.jpg", "curricula/b", "rosters/c", "sheets/d.pdf", "others/e"):
        shelves.store().put(name, [b"x"])
    monkeypatch.setattr(shelves, "SPARED_SECONDS", -60)
    privacy.delete_past_retention()
    assert names() == ["others/e"]


def client_and_settings(settings, name):
    """Return the bucket of a name, made now, and what a site says in its environment to use it."""
    told = settings.BUCKET | {"name": name}
    held = buckets.bucket_of(told)
    held.client.create_bucket(Bucket=name)
    words = {
        "SAUATTY_BUCKET_ENDPOINT": told["endpoint"],
        "SAUATTY_BUCKET_KEY": "k",
        "SAUATTY_BUCKET_SECRET": "s",
    }
    return held, words | {"SAUATTY_BUCKET": name}


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="it starts sites of its own")
def test_a_backup_holds_the_bucket_and_fills_an_empty_one(bucket, settings, tmp_path):
    (first, first_words), (second, second_words) = (
        client_and_settings(settings, bucket + end) for end in "ab"
    )
    site, machine = tmp_path / "site", tmp_path / "machine"
    for folder in (site, machine):
        folder.mkdir()
        lay_in(folder)
    made = run(site, DRILL, "make", site, **first_words)
    assert made.returncode == 0, made.stderr[-2000:]
    assert [name for name, _written in first.names()] == ["curricula/a.txt"]

    restore = ("-m", "sauatty.web.manage", "backup", "restore", site / "plain.backup")
    done = run(machine, *restore, **second_words)
    assert done.returncode == 0, done.stderr[-2000:]
    assert second.open("curricula/a.txt").read() == "Ақпарат".encode()
    assert not (site / "files").exists() and not (machine / "files").exists()


def test_a_bucket_that_is_away_is_503_and_nothing_is_stored(
    client_of, bolat, folder, settings, programme, aigerim
):
    row = send(bolat, photo())
    settings.BUCKET = {**settings.BUCKET, "name": "none"}
    quiet = Client(raise_request_exception=False)
    quiet.force_login(bolat)
    answer = quiet.get(selectors.url_of(row))
    text = answer.content.decode()
    assert answer.status_code == 503 and "files-away" in text
    assert all(word in text for word in ("қоймасы", "Хранилище", "does not answer"))


def test_the_doctor_tries_the_bucket(folder, settings):
    assert [one.state for one in doctor.examine() if one.name == "files"] == ["good"] and names() == []
    settings.BUCKET = {**settings.BUCKET, "name": "none"}
    (found,) = [one for one in doctor.examine() if one.name == "files"]
    assert found.state == "bad" and "none" in found.says and found.do
    settings.BUCKET = {}
    assert [one for one in doctor.examine() if one.name == "files"] == []
