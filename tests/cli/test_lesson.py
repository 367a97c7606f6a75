"""`sauatty lesson`: listing, printing, exporting and reading back, on the shipped lessons."""

import zipfile

import pytest
import yaml

from sauatty.core.catalogue.agendas import load_agendas
from sauatty.core.catalogue.lesson_reading import lesson_from_mapping, lessons_of, load_lessons
from sauatty.core.exchange.cartridge import CartridgeQuiz, leaves
from sauatty.core.exchange.cartridge_reading import read_cartridge
from sauatty.core.languages import LANGUAGES

MODULE, ONE = "copyright", "copyright.licences"


def test_it_works(run):
    result = run("lesson", "list", "--language", "kk")
    rows = [line.split("\t") for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [row[0] for row in rows] == [*(one.key for one in load_lessons()), *load_agendas()]
    assert {row[2] for row in rows} <= {"draft", "reviewed", "agenda"}


@pytest.mark.parametrize(
    ("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("cards", b"%PDF"), ("pack", b"PK")]
)
def test_a_module_is_printed_in_every_form(run, form, start, tmp_path):
    out = tmp_path / "made"
    result = run("lesson", "print", MODULE, "--language", "ru", "--as", form, "-o", str(out))

    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize("form", ["pdf", "docx", "cards", "pack"])
def test_one_lesson_is_printed_alone(run, form, tmp_path):
    out = tmp_path / "made"

    assert run("lesson", "print", ONE, "--as", form, "-o", str(out)).exit_code == 0
    assert out.stat().st_size > 5000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_module_goes_out_as_a_cartridge_and_comes_back(run, language, tmp_path):
    modules = dict.fromkeys(one.module for one in load_lessons())
    for name in modules:
        out = tmp_path / f"{name}.imscc"
        assert run("lesson", "export", name, "--language", language, "-o", str(out)).exit_code == 0
        quizzes = [
            one
            for one in leaves(read_cartridge(out.read_bytes(), name).entries)
            if isinstance(one, CartridgeQuiz)
        ]
        assert [len(one.questions) for one in quizzes] == [len(one.self_check) for one in lessons_of(name)]

    told = run("lesson", "import", str(out))
    assert told.exit_code == 0 and told.stdout.count("quiz: ") == len(quizzes)


def test_pages_markdown_and_yaml_are_written(run, tmp_path):
    out = tmp_path / "pages.zip"

    assert run("lesson", "export", MODULE, "--as", "html", "-o", str(out)).exit_code == 0
    assert (
        run("lesson", "export", MODULE, "--as", "markdown", "--folder", str(tmp_path / "md")).exit_code == 0
    )
    assert run("lesson", "export", MODULE, "--as", "yaml", "--folder", str(tmp_path / "yaml")).exit_code == 0

    ids = {one.id for one in lessons_of(MODULE)}
    with zipfile.ZipFile(out) as archive:
        assert {f"{id}.html" for id in ids} < set(archive.namelist())
    assert {path.name for path in (tmp_path / "md").iterdir()} == {f"{id}.kk.md" for id in ids}
    for lesson in lessons_of(MODULE):
        text = (tmp_path / "yaml" / f"{lesson.id}.yaml").read_text("utf-8")
        assert lesson_from_mapping(yaml.safe_load(text), "exported") == lesson


def test_files_that_nobody_named_are_not_replaced_unless_told_to(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in (
        ("print", ONE, "--as", "docx"),
        ("export", ONE, "--as", "html"),
        ("export", MODULE, "--as", "yaml", "--folder", str(tmp_path / "texts")),
    ):
        first, again = run("lesson", *command), run("lesson", *command)
        assert (first.exit_code, again.exit_code) == (0, 1)
        assert "--force" in again.stderr
        assert run("lesson", *command, "--force").exit_code == 0


def test_a_name_that_is_nothing_is_answered_with_what_there_is(run):
    told = run("lesson", "print", "no-such-module").stderr
    assert all(name in told for name in (*load_agendas(), MODULE))


def test_what_is_not_there_is_said(run, tmp_path):
    unknown, none = (
        run("lesson", "print", "no-such-module"),
        run("lesson", "print", "copyright.no-such-lesson"),
    )
    foreign = tmp_path / "foreign.imscc"
    foreign.write_bytes(b"not a zip file")
    refused = run("lesson", "import", str(foreign))

    assert unknown.exit_code == none.exit_code == refused.exit_code == 1
    assert "no module 'no-such-module'" in unknown.stderr
    assert "no lesson 'copyright.no-such-lesson'" in none.stderr
    assert "foreign.imscc' is no Common Cartridge" in refused.stderr


@pytest.mark.parametrize("form", ["yaml", "markdown"])
def test_one_name_for_several_files_is_refused_and_nothing_is_written(run, form, tmp_path):
    told = run("lesson", "export", MODULE, "--as", form, "-o", str(tmp_path / "a"), "--folder", str(tmp_path))

    assert told.exit_code == 2 and "--folder" in told.output
    assert list(tmp_path.iterdir()) == []
