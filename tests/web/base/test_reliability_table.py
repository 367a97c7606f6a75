"""The table of reliability names tests that exist, and its page is that of its source."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[3] / "benchmarks" / "reliability_table.py"


@pytest.fixture(scope="module")
def table():
    spec = importlib.util.spec_from_file_location("reliability_table", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_test_and_command_of_the_table_is_there(table):
    assert table.problems(table.read()) == []


def test_the_page_is_that_of_its_source(table):
    assert table.PAGE.read_text(encoding="utf-8") == table.page(table.read())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tests": ["tests/web/base/test_audit.py::test_that_nobody_wrote"]}, "is not there"),
        ({"tests": ["benchmarks/nothing.py"]}, "is not there"),
        ({"control": ["make nothing"]}, "is not there"),
        ({"state": "held", "control": []}, "held without"),
        ({"state": "part", "gap": ""}, "the gap is not named"),
        ({"id": "X1"}, "no row"),
    ],
)
def test_a_table_that_claims_too_much_is_caught(table, change, said):
    rows = table.read()
    rows[0] = rows[0] | change

    assert any(said in one for one in table.problems(rows))
