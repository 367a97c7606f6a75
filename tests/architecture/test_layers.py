"""Who may import whom, how large the rooms may grow, and what core must never load."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sauatty"


def python_files(*parts):
    folder = SOURCE.joinpath(*parts)
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def body_length(node):
    """Lines of a function's body without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_import_contracts_hold():
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.slow
def test_core_and_cli_leave_django_out():
    code = (
        "import pkgutil, importlib, sys, sauatty.core, sauatty.cli\n"
        "for package in (sauatty.core, sauatty.cli):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "print('django' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert out.stdout.strip() == "False"


def test_functions_stay_short():
    lengths = [
        body_length(node)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert statistics.median(lengths) <= 10


# A list of sentences: it grows with every error of core, and nobody reads it.
WRITTEN_BY_A_COMMAND = "core_messages.py"


def test_no_file_outgrows_its_room():
    too_long = {
        str(path.relative_to(ROOT)): n
        for path in python_files()
        if path.name != WRITTEN_BY_A_COMMAND and (n := len(path.read_text("utf-8").splitlines())) > 600
    }

    assert too_long == {}


APPS = sorted(path.parent.name for path in SOURCE.glob("web/*/apps.py"))


@pytest.mark.parametrize("app", APPS)
def test_no_app_outgrows_its_house(app):
    own = [path for path in python_files("web", app) if path.name != WRITTEN_BY_A_COMMAND]
    n_lines = sum(len(path.read_text("utf-8").splitlines()) for path in own)

    assert n_lines <= 3000


def test_content_holds_data_only():
    assert list((SOURCE / "content").rglob("*.py")) == []


def test_every_test_that_is_called_slow_is_there():
    from measured import slow_tests

    named = [(name, *name.split("::")) for name in sorted(slow_tests())]
    texts = {
        file: (ROOT / file).read_text("utf-8")
        for file in {file for _, file, *_ in named}
        if (ROOT / file).exists()
    }

    assert [name for name, file, *test in named if f"def {test[-1]}(" not in texts.get(file, "")] == []
