import json
from pathlib import Path

from sauatty.cli.content_page import CONTENT_PAGE, content_page
from sauatty.core.catalogue.lesson_reading import load_lessons
from sauatty.core.catalogue.terms import load_terms

ROOT = Path(__file__).resolve().parents[2]


def test_it_works(run):
    counted = json.loads(run("content", "stats", "--format", "json").stdout)
    assert counted["lessons"] == dict.fromkeys(("kk", "ru", "en"), len(load_lessons()))
    assert counted["glossary"] == dict.fromkeys(("kk", "ru", "en"), len(load_terms()))
    assert set(counted["items"]) == {"kk", "ru", "en"}


def test_drafts_are_counted_apart_from_what_a_native_reader_signed(run):
    counted = json.loads(run("content", "stats", "--format", "json").stdout)
    for language in ("kk", "ru", "en"):
        signed = sum(one.provenance.is_reviewed(language) for one in load_lessons())
        assert counted["reviewed"][language]["lessons"] == signed
        assert counted["machine"][language]["lessons"] == len(load_lessons()) - signed
    assert counted["to_check"]["sources"] > 0


def test_the_formula_of_reading_ease_is_named_and_kazakh_has_none(run):
    shown = run("content", "stats").stdout
    assert "Reading ease, ru: Flesch in the adaptation of Oborneva (2006)." in shown
    assert "Reading ease, kk: no validated formula" in shown
    assert json.loads(run("content", "stats", "--format", "json").stdout)["reading"]["kk"]["ease"] is None


def test_coverage_comes_as_a_table_for_people_and_for_programs(run):
    rows = json.loads(run("content", "coverage", "--format", "json").stdout)
    assert {"competence", "module", "kind", "kk", "ru", "en"} == set(rows[0])
    lines = run("content", "coverage", "--format", "csv").stdout.splitlines()
    assert lines[0].lstrip("\ufeff") == "competence,module,kind,kk,ru,en"
    assert len(lines) == len(rows) + 1
    assert run("content", "coverage").stdout.count("\n") == len(rows) + 2


def test_the_page_of_the_documentation_is_in_step_with_the_content(run):
    assert (ROOT / CONTENT_PAGE).read_text("utf-8") == content_page(), "run: make docs"
    assert run("content", "coverage", "--format", "markdown").stdout == content_page()
