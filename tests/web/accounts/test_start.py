import socket
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from sauatty.core.errors import ContentInvalid, ServingEnded, StartRefused
from sauatty.web import serving
from sauatty.web.accounts.management.commands.start import Command as Start
from sauatty.web.accounts.models import Person, Region, SignInCode
from sauatty.web.accounts.services import content, first, preparation
from sauatty.web.base import jobs
from sauatty.web.base.models import AuditEvent, Job, SiteSettings
from sauatty.web.programmes.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    return settings.DATA_DIR


def everything(folder: Path):
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_it_works_and_the_second_time_changes_nothing(data_folder):
    done = preparation.prepare()
    first_token = first.first_link()
    before = (
        everything(data_folder),
        Region.objects.count(),
        Person.objects.count(),
        AuditEvent.objects.count(),
    )

    again = preparation.prepare()

    after = (
        everything(data_folder),
        Region.objects.count(),
        Person.objects.count(),
        AuditEvent.objects.count(),
    )
    assert done == ["content", "static"] and again == []
    assert before == after and before[1] == 20
    assert first.first_link() == first_token and SignInCode.objects.count() == 1


def test_a_lost_static_folder_is_filled_again(data_folder):
    preparation.prepare()
    (data_folder / "static" / "staticfiles.json").unlink()

    assert preparation.prepare() == ["static"]


def test_regions_are_loaded_once_and_corrected_names_are_taken_over(capsys):
    call_command("load_content")
    Region.objects.filter(code="KZ-75").update(name_en="Old name")
    call_command("load_content")

    assert Region.objects.count() == 20
    assert Region.objects.get(code="KZ-75").name_en == "Almaty City"
    assert Region.objects.exclude(kato__regex=r"^\d{9}$").count() == 0


def test_a_broken_content_file_is_named(tmp_path):
    path = tmp_path / "regions.yaml"
    path.write_text("regions:\n- {id: KZ-10}\n", encoding="utf-8")

    with pytest.raises(ContentInvalid) as caught:
        content.load_regions(path)

    assert caught.value.params["path"] == str(path)


def test_a_folder_that_cannot_be_made_is_said(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    settings.DATA_DIR = blocked / "data"

    with pytest.raises(StartRefused) as caught:
        preparation.prepare()

    assert "cannot be written" in caught.value.params["problem"]


def test_a_taken_port_is_said():
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(StartRefused) as caught:
            serving.refuse_taken_port(port)

    assert str(port) in caught.value.params["problem"]


def test_the_children_are_fresh_processes_on_this_machine_only():
    web, worker = serving.commands(8123, 2).values()

    assert web[web.index("--host") + 1] == "127.0.0.1" and web[web.index("--port") + 1] == "8123"
    assert "db_worker" in worker


@pytest.fixture
def newcomer(client):
    """A browser that has used the first link."""
    client.post(f"/kk/start/{first.first_link()}/")
    return client


def welcome(browser, **fields):
    return browser.post("/kk/welcome/", {"name": "Әйгерім", "language": "ru", **fields})


def test_the_newcomer_is_led_to_the_welcome_and_then_to_the_own_board(newcomer):
    assert newcomer.get("/kk/")["Location"] == "/kk/welcome/"

    answer = welcome(newcomer, begin="own", title_ru="Наша программа")
    programme = Programme.objects.get()

    assert answer["Location"] == "/ru/"
    assert newcomer.get("/ru/")["Location"] == f"/ru/programmes/{programme.pk}/"
    assert SiteSettings.objects.get().is_started
    assert first.first_link() is None
    person = Person.objects.get()
    assert (person.name, person.language) == ("Әйгерім", "ru")
    assert person.grants.filter(role="coordinator", scope_id=programme.pk).exists()


def test_a_newcomer_who_lost_the_session_gets_another_link(newcomer):
    assert first.first_link() is not None
    assert Person.objects.count() == 1


def test_the_own_programme_needs_a_title(newcomer):
    assert welcome(newcomer, begin="own").status_code == 422
    assert not Programme.objects.exists() and not first.is_started()


def test_e_mail_and_password_of_the_welcome_open_the_door_again(newcomer, client_of):
    secret = "тау мен теңіз арасы"
    answer = welcome(
        newcomer, begin="own", title_kk="Курс", email="A@Example.kz", password=secret, again=secret
    )
    other = client_of()
    entered = other.post("/kk/sign-in/", {"way": "password", "email": "a@example.kz", "password": secret})

    assert answer.status_code == 302 and newcomer.get("/kk/profile/").status_code == 200
    assert entered.status_code == 302


def test_looking_around_makes_invented_data_and_one_button_removes_them(newcomer, monkeypatch):
    from sauatty.web.base import demo
    from sauatty.web.programmes import demonstration

    monkeypatch.setattr(demo, "_demos", {"programmes": (demonstration.make, demonstration.remove)})
    answer = welcome(newcomer, begin="demo")
    job = Job.objects.get(kind=first.DEMO_JOB)
    jobs.run_job.call(str(job.pk))
    jobs.run_job.call(str(job.pk))
    programme = Programme.objects.get()
    board = newcomer.get(f"/en/programmes/{programme.pk}/").content.decode()

    assert str(job.pk) in answer["Location"]
    assert programme.is_demo and Person.objects.filter(is_demo=True).count() == 7
    assert "Invented data for looking around" in board and "Remove the demonstration data" in board

    newcomer.post("/kk/programmes/demonstration/remove/", {"sure": "1"})

    assert not Programme.objects.exists() and not Person.objects.filter(is_demo=True).exists()
    assert Person.objects.count() == 1


def test_the_welcome_is_there_for_the_administrator_only(client_of, bolat, stranger):
    assert client_of(bolat).get("/kk/welcome/").status_code == 404
    assert client_of(stranger).get("/kk/welcome/").status_code == 404


def test_the_house_is_kept_every_minute():
    from datetime import timedelta

    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + timedelta(days=1))

    preparation.keep_house()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_a_database_that_does_not_answer_for_a_moment_ends_nothing(monkeypatch, caplog):
    from django.db import OperationalError

    def locked():
        raise OperationalError("database is locked")

    monkeypatch.setattr(preparation, "CHORES", (locked,))
    preparation.keep_house()

    assert "next try" in caplog.text


def test_an_administrator_who_lost_the_way_in_gets_a_link(aigerim, client, data_folder, no_address, capsys):
    call_command("sign_in_link", email="Aigerim@example.kz")
    link = capsys.readouterr().out.strip()

    assert client.post(link.split("127.0.0.1:8000")[1]).status_code == 302
    assert client.session["_auth_user_id"] == str(aigerim.pk)


SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def parts(monkeypatch):
    """Let the site consist of a part that lives and of one that ends; return every process that was begun."""
    ends = [sys.executable, "-c", "raise SystemExit(3)"]
    monkeypatch.setattr(
        serving, "commands", lambda port, workers: {"the web server": SLEEPS, "the worker of the jobs": ends}
    )
    started, popen = [], serving.subprocess.Popen
    monkeypatch.setattr(
        serving.subprocess, "Popen", lambda *args, **more: started.append(popen(*args, **more)) or started[-1]
    )
    return started


def test_a_part_that_ends_before_the_site_answers_ends_all_and_it_is_said(parts):
    with pytest.raises(ServingEnded) as caught:
        serving.serve(port=9, workers=1, when_ready=lambda: None, every_minute=lambda: None)

    assert "worker" in caught.value.params["part"] and caught.value.params["status"] == 3
    assert [child.poll() is None for child in parts] == [False, False]


def watched(monkeypatch, looks):
    """Serve without waiting for an answer or between ends; after so many looks somebody asks to stop."""
    monkeypatch.setattr(serving, "_wait_until_ready", lambda port, parts: None)
    monkeypatch.setattr(serving, "PAUSES", (0,) * serving.ENDS)
    left, wait = [looks], serving.time.sleep

    def sleep(_seconds):
        left[0] -= 1
        if left[0] == 0:  # once: ending the parts sleeps too
            raise serving._Stop
        wait(0.05)

    monkeypatch.setattr(serving.time, "sleep", sleep)
    serving.serve(port=9, workers=1, when_ready=lambda: None, every_minute=lambda: None)


def test_a_worker_that_ends_again_and_again_is_begun_for_ever_and_pages_stay(parts, monkeypatch):
    watched(monkeypatch, looks=60)

    web = [one for one in parts if one.args == SLEEPS]
    assert len(web) == 1 and len(parts) > 1 + 1 + serving.ENDS


def test_a_web_server_that_ends_too_often_ends_all(parts, monkeypatch):
    ends = [sys.executable, "-c", "raise SystemExit(3)"]
    monkeypatch.setattr(
        serving, "commands", lambda port, workers: {serving.WEB: ends, "the worker of the jobs": SLEEPS}
    )
    with pytest.raises(ServingEnded):
        watched(monkeypatch, looks=400)

    assert [one.args for one in parts].count(ends) == 1 + serving.ENDS
    assert all(one.poll() is not None for one in parts)


def test_a_part_that_ended_twice_waits_before_it_begins_again(monkeypatch):
    part = serving.Part("the worker of the jobs", [sys.executable, "-c", "pass"])
    now = serving.time.monotonic()
    monkeypatch.setattr(serving.time, "monotonic", lambda: now)
    begun = []
    for later in (0, 0.1, 0.9, 1.2):
        part.process.wait()
        monkeypatch.setattr(serving.time, "monotonic", lambda later=later: now + later)
        before = part.process
        part.look()
        begun.append(part.process is not before)

    part.process.wait()
    assert begun == [True, False, False, True]  # at once, then a second after the end that was seen at 0.1
    assert list(serving.PAUSES) == sorted(serving.PAUSES) and sum(serving.PAUSES) < serving.WITHIN


@pytest.mark.skipif(sys.platform != "linux", reason="only there a part is prepared before it runs")
def test_jobs_give_way_to_pages():
    asks = [sys.executable, "-c", "import os, sys; sys.exit(os.nice(0))"]
    web, worker = (serving.Part(name, asks) for name in (serving.WEB, "the worker of the jobs"))
    assert worker.process.wait() - web.process.wait() == serving.WORKER_NICE > 0


def test_ends_of_long_ago_are_forgotten(monkeypatch):
    part = serving.Part("the worker of the jobs", [sys.executable, "-c", "pass"])
    part.ends = [serving.time.monotonic() - 2 * serving.WITHIN] * serving.ENDS
    part.process.wait()
    part.command = SLEEPS
    part.look()

    assert part.process.poll() is None and len(part.ends) == 1
    part.process.kill()
    part.process.wait()


def test_what_a_part_that_was_killed_left_behind_is_ended_before_it_begins_again():
    leaves = (
        "import subprocess, sys, time; print(subprocess.Popen(sys.argv[1:]).pid, flush=True); time.sleep(60)"
    )
    part = serving.Part.__new__(serving.Part)
    part.name, part.command, part.ends, part.due, part.is_vital = serving.WEB, SLEEPS, [], 0.0, True
    part.process = serving.subprocess.Popen(
        [sys.executable, "-c", leaves, *SLEEPS], process_group=0, stdout=serving.subprocess.PIPE
    )
    left = int(part.process.stdout.readline())
    part.process.kill()
    part.process.wait()
    part.look()

    try:
        for _ in range(100):
            if not _runs(left):
                break
            serving.time.sleep(0.05)
        assert not _runs(left) and part.process.poll() is None
    finally:
        part.process.kill()
        part.process.wait()


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


@pytest.fixture
def no_address(monkeypatch):
    for name in ("SAUATTY_PUBLIC_ADDRESS", "SAUATTY_PUBLIC_ADDRESS_FILE", "SAUATTY_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_the_link_bears_the_address_of_the_last_start(aigerim, data_folder, no_address, capsys, monkeypatch):
    data_folder.mkdir()
    Start().say("http://127.0.0.1:8150", None)
    call_command("sign_in_link")
    remembered = capsys.readouterr().out.splitlines()[-1]
    monkeypatch.setenv("SAUATTY_PORT", "8000")
    call_command("sign_in_link")
    as_set = capsys.readouterr().out.strip()

    assert (data_folder / "address").read_text() == "http://127.0.0.1:8150\n"
    assert remembered.startswith("http://127.0.0.1:8150/kk/start/")
    assert as_set.startswith("http://127.0.0.1:8000/kk/start/")


def test_a_used_link_says_the_command_that_can_be_typed(client):
    text = client.get("/en/start/used/").content.decode()

    assert "<code>.venv/bin/sauatty-web sign_in_link</code>" in text and "make run" in text


def test_the_welcome_shows_the_title_and_the_password_without_unfolding(newcomer):
    text = newcomer.get("/en/welcome/").content.decode()

    assert text.count("<details open>") == 2
    assert "only with a new link" in text


def test_all_that_is_wrong_with_a_new_password_is_said_at_once(newcomer):
    answer = welcome(newcomer, begin="own", title_kk="Курс", password="short", again="other")

    assert set(answer.context["form"].errors) == {"email", "password", "again"}
    assert answer.status_code == 422 and not first.is_started()
