"""`sauatty item`: listing, checking, exporting and reading back, on the shipped items and on files of others."""

import pytest

from sauatty.cli.item import SUFFIXES
from sauatty.core.catalogue.item_reading import items_of, load_items
from sauatty.core.exchange.item_files import read_items
from sauatty.core.exchange.item_reports import LOSS_REASONS

GIFT = "::one::Which of the two is right for a library? {=this ~that}\n\n::two::Write an essay. {}\n"


def test_it_works(run):
    result = run("item", "list", "--language", "kk")
    rows = [line.split("\t") for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [row[0] for row in rows] == [one.id for one in load_items()]
    assert {row[5] for row in rows} <= {"provisional", "confirmed"}


def test_items_of_a_competence_or_one_by_name_are_listed(run):
    assert len(run("item", "list", "gmilaf.1.3").stdout.splitlines()) == len(items_of("gmilaf.1.3"))
    assert run("item", "list", "mil-1-3-a").stdout.startswith("mil-1-3-a\tsingle\tgmilaf.1.3\t")
    result = run("item", "list", "gmilaf.9.9")
    assert result.exit_code == 1 and "There is no item 'gmilaf.9.9'" in result.stderr


def test_the_shipped_items_keep_every_rule(run):
    result = run("item", "check")
    assert (result.exit_code, result.stdout) == (0, "The items keep every rule.\n")


@pytest.mark.parametrize("form", tuple(SUFFIXES))
def test_exported_items_come_back_and_losses_are_named(run, form, tmp_path):
    out, beside = tmp_path / f"items{SUFFIXES[form]}", tmp_path / "losses.txt"
    result = run("item", "export", "gmilaf.1.3", "--as", form, "-o", out, "--losses", beside)

    assert result.exit_code == 0, result.stderr
    assert read_items(out.read_bytes(), out.name).items == items_of("gmilaf.1.3")
    assert bool(beside.read_text("utf-8")) == ("Not held" in result.stderr) == (form not in ("csv", "yaml"))


def test_one_language_is_exported_and_the_others_named_as_lost(run, tmp_path):
    out = tmp_path / "kk.xml"
    result = run("item", "export", "mil-1-3-a", "--language", "kk", "-o", out)
    assert LOSS_REASONS["languages"] in result.stderr
    assert "multilang" not in out.read_text("utf-8")


def test_a_file_that_is_there_is_not_replaced_unasked(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("item", "export", "mil-1-3-a").exit_code == 0
    again = run("item", "export", "mil-1-3-a")
    assert again.exit_code == 1 and "items.xml" in again.stderr
    assert run("item", "export", "mil-1-3-a", "--force").exit_code == 0


def test_a_file_of_others_is_read_turned_into_a_content_file_and_exported(run, tmp_path):
    source, made, back = tmp_path / "q.gift", tmp_path / "q.yaml", tmp_path / "q.zip"
    source.write_text(GIFT, encoding="utf-8")
    result = run("item", "import", source, "--language", "en", "-o", made)

    assert result.exit_code == 0
    assert result.stdout == "one\tsingle\tWhich of the two is right for a library?\n"
    assert "Not read: two: is of the type 'essay', which has no counterpart here." in result.stderr
    assert run("item", "export", "--from", made, "--as", "qti", "-o", back).exit_code == 0
    assert [one.id for one in read_items(back.read_bytes(), "q.zip").items] == ["one"]


def test_a_file_is_checked_and_its_holes_named(run, tmp_path):
    source = tmp_path / "q.gift"
    source.write_text(GIFT, encoding="utf-8")
    result = run("item", "check", source, "--language", "en")

    assert result.exit_code == 1
    assert f"{source}: one: stem has no text in kk" in result.stdout
    assert f"{source}: two: is of the type 'essay'" in result.stdout


def test_a_file_that_is_none_is_refused_in_one_line(run, tmp_path):
    source = tmp_path / "q.xml"
    source.write_bytes(b"<!DOCTYPE x><quiz/>")
    result = run("item", "import", source)
    assert result.exit_code == 1 and "document type declaration" in result.stderr
    assert "Traceback" not in result.stderr
