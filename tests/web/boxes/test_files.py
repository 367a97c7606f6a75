"""A file that is cut off, altered, of another site or of a newer version is refused by name, and nothing is taken."""

import json

import pytest
from django.core.management import CommandError, call_command

from sauatty.core.errors import (
    BackupBroken,
    BackupForeign,
    BackupLocked,
    BoxFileBroken,
    BoxFileForeign,
    BoxFileNewer,
    BoxNotStarted,
    BoxRefused,
)
from sauatty.web.base import audit, box, inbox, jobs
from sauatty.web.base.models import Job
from sauatty.web.boxes import files, kinds, rows, starting, taking, words
from sauatty.web.upkeep import backups, containers, tables
from web.boxes import training

pytestmark = pytest.mark.django_db


def written_anew(path, to, **changes):
    """Write a file with another heading; its signature stays unless it is said otherwise."""
    told, carried = files.check(path, ""), files.read_rows(path, "")
    with containers.packing(to, "") as packer:
        for label, lines in carried.items():
            packer.add_bytes(f"rows/{label}.jsonl", "".join(json.dumps(one) + "\n" for one in lines).encode())
        told = {name: one for name, one in told.items() if name not in ("format", "members")} | changes
        if changes.pop("is_signed", True):
            told = {name: one for name, one in told.items() if name not in ("signature", "is_signed")}
            told["signature"] = files.signature(told, packer.members)
        packer.finish(told)
    return to


def refused(site, path, error, **options):
    before = training.numbers()
    with pytest.raises(error):
        site.take(path, **options)
    assert training.numbers() == before


def test_a_file_cut_off_or_altered(site):
    path = site.away(lambda: training.happen("01"))
    whole = path.read_bytes()
    for name, content in (("cut", whole[:-200]), ("altered", whole[:300] + b"\0" * 20 + whole[320:])):
        bad = site.folder / name
        bad.write_bytes(content)
        refused(site, bad, BackupBroken)
    (site.folder / "text").write_text("келу парағы", "utf-8")
    refused(site, site.folder / "text", BoxFileForeign)


def test_a_file_of_another_site_or_without_its_signature(site, settings):
    path = site.away(lambda: training.answer("open"))
    told = files.check(path, "")
    refused(
        site,
        written_anew(path, site.folder / "b", box=told["box"] | {"name": "X"}, is_signed=False),
        BoxFileBroken,
    )
    settings.SECRET_KEY = "of another site"
    refused(site, path, BoxFileForeign)


def test_a_file_of_a_newer_version_is_named_with_what_is_missing_here(site):
    path = site.away(lambda: training.answer("open"))
    newer = files.check(path, "")["migrations"] + ["boxes.0099_tomorrow"]
    refused(site, written_anew(path, site.folder / "n", migrations=newer), BoxFileNewer)
    older = [one for one in newer if not one.startswith("boxes.")]
    site.take(written_anew(path, site.folder / "o", migrations=older))
    assert training.numbers()["responses"] == 1


def test_a_column_that_the_server_does_not_have_is_a_newer_version(site):
    path = site.away(lambda: training.answer("open"))
    columns = files.check(path, "")["columns"]
    columns["surveys.Response"].append("mood")
    refused(site, written_anew(path, site.folder / "c", columns=columns), BoxFileNewer)


def test_an_encrypted_file_asks_for_its_passphrase_and_hides_what_it_holds(site):
    path = site.away(lambda: training.walk_in("Жанар Омар"), passphrase="бір екі үш төрт")
    assert "Жанар".encode() not in path.read_bytes()
    refused(site, path, BackupLocked)
    refused(site, path, BackupBroken, passphrase="басқа сөз тіркесі")
    site.take(path, passphrase="бір екі үш төрт")
    assert training.person("Жанар Омар")


def test_a_backup_is_no_file_of_a_box_and_a_file_of_a_box_no_backup(site):
    path = site.away(lambda: training.answer("open"))
    with pytest.raises(BackupForeign):
        backups.verify(path)
    other = site.folder / "x.backup"
    with containers.packing(other, "") as packer:
        packer.finish({"tables": {}})
    refused(site, other, BoxFileForeign)


def test_only_a_restored_copy_becomes_a_box_once_and_a_box_takes_no_file(site):
    path = site.away(lambda: training.answer("open"))
    starting.start("TARAZ")
    try:
        with pytest.raises(BoxRefused):
            starting.start("SEMEY")
        refused(site, path, BoxNotStarted)
    finally:
        box.path().unlink()
    with pytest.raises(BoxNotStarted):
        starting.here()


def test_a_site_that_is_no_copy_becomes_no_box(db):
    with pytest.raises(BoxRefused):
        starting.start("TARAZ")


def test_a_box_sends_no_letters_and_says_on_each_page_of_the_staff_what_it_is(site, client_of):
    done = []
    jobs.register_job("test.letters", lambda _payload, _report: done.append(1), is_outward=True)
    jobs.register_chore("test.letters", lambda: done.append(2), is_outward=True)
    boss = training.person("Әйгерім Сәрсенова")
    starting.start("TARAZ")
    try:
        job = jobs.enqueue("test.letters", key="1", payload={})
        jobs.run_job.call(str(job.pk))
        jobs.do_chores()
        assert done == [] and Job.objects.get(pk=job.pk).error_code == "box-sends-nothing"
        assert "TARAZ" in client_of(boss).get("/en/about/").content.decode()
        assert "TARAZ" not in client_of(training.people()[0]).get("/en/about/").content.decode()
    finally:
        box.path().unlink()
        jobs._chores.pop("test.letters")
    assert "TARAZ" not in client_of(boss).get("/en/about/").content.decode()


def test_everything_that_the_inbox_takes_stands_in_the_table_of_the_box():
    assert inbox.kinds() - {"mark"} == set(kinds.SUBMISSIONS)


def test_every_table_of_a_kind_is_there_with_its_columns_and_its_words():
    known = {model._meta.label for model in tables.stored_models()}
    assert set(kinds.BY_LABEL) <= known and set(kinds.BY_LABEL) == set(words.KINDS)
    for kind in kinds.BY_LABEL.values():
        own = set(rows.columns_of(kind))
        named = {*kind.people, *kind.needs, *kind.key, *kind.columns, *kind.same} | ({kind.newer} - {""})
        assert named <= own, kind.label


def test_the_commands_say_what_became_of_it(site, capsys):
    path = site.away(lambda: training.happen("01"))
    call_command("box", "take", str(path))
    assert "0 refused, 0 against what is here" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("box", "collect", str(site.folder / "y.box"))
    with pytest.raises(CommandError):
        call_command("box", "take")
    with pytest.raises(CommandError):
        call_command("box", "take", str(path), "--same", "nonsense")


def test_the_administrator_reads_the_report_and_nobody_else(site, client_of, django_assert_max_num_queries):
    path = site.away(lambda: training.note(training.walk_in("Жанар Омар", "zhanar@example.kz")))
    training.make_person("Жанар", "zhanar@example.kz")
    taken, _found = site.take(path)
    audit.verify()
    boss = training.person("Әйгерім Сәрсенова")
    page = client_of(boss)
    with django_assert_max_num_queries(12):
        assert "TARAZ-1" in page.get("/en/boxes/").content.decode()
    with django_assert_max_num_queries(12):
        text = page.get(f"/en/boxes/{taken.pk}/").content.decode()
    one = taken.findings.get(reason="person-known")
    assert "e-mail address is here already" in text and "on the box: Жанар Омар" in text
    assert f"--same {one.key}={training.person('Жанар').pk}" in text
    assert client_of(training.people()[0]).get("/en/boxes/").status_code == 404
    assert taking.OUTCOMES == ("taken", "there", "refused", "conflict")
