"""`sauatty logframe`: indicators of a pack beside what a programme set itself."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from core.evaluation.small_pack import small_pack
from sauatty.cli import main
from sauatty.core.catalogue.indicators import load_indicators
from sauatty.core.evaluation.pack_files import write_pack


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("pack") / "pack.zip"
    found.write_bytes(write_pack(small_pack()))
    return found


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in (*arguments, "--resamples", 50)])


def test_all_indicators_stand_beside_their_targets(path, tmp_path):
    targets = tmp_path / "targets.yaml"
    targets.write_text("participants: {baseline: 0, target: 1, source: the plan}\n", "utf-8")

    told = run("logframe", path, "--targets", targets, "--format", "json", "--language", "ru")
    rows = {row["id"]: row for row in json.loads(told.output)}

    assert list(rows) and set(rows) == {one.id for one in load_indicators()}
    assert rows["participants"]["target"] == 1.0 and rows["participants"]["is_met"] in ("yes", "no")
    assert rows["participants"]["name"] == "Люди, прошедшие обучение"


def test_a_table_and_csv_say_the_same_number_of_rows(path):
    table = run("logframe", path, "--language", "kk").output
    lines = list(csv.reader(io.StringIO(run("logframe", path, "--format", "csv").output.lstrip("\ufeff"))))
    assert "Білімнің өсімі" in table and len(lines) == 1 + len(load_indicators())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- 1", "is not a mapping"),
        ("charm: {target: 1}", "no indicator 'charm'"),
        ("gain: {target: much}", "needs numbers"),
    ],
)
def test_targets_that_are_none_are_refused_by_name(path, tmp_path, text, said):
    targets = tmp_path / "targets.yaml"
    targets.write_text(text, "utf-8")
    told = run("logframe", path, "--targets", targets)
    assert told.exit_code == 1 and said in told.output
