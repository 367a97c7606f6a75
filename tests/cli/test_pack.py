"""`sauatty pack` and `sauatty evaluate`: the commands on research packs."""

import hashlib
import json
import zipfile

import pytest
from click.testing import CliRunner

from core.evaluation.small_pack import small_pack
from sauatty.cli import main
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.pack_files import read_pack, write_pack


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "pack.zip"
    found.write_bytes(write_pack(small_pack()))
    return found


def run(*arguments):
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_evaluate_gives_the_figures_of_the_analysis_to_the_digit(path, tmp_path):
    told = run("evaluate", path, "--json", tmp_path / "all.json", "--format", "json")
    wanted = json.loads(json.dumps(evaluate(read_pack(path.read_bytes(), "p")).as_json()))
    assert json.loads(told.output) == wanted == json.loads((tmp_path / "all.json").read_text())


def test_evaluate_shows_one_competence_in_the_language_asked_for(path):
    told = run("evaluate", path, "--language", "kk", "--competence", "gmilaf.2.3").output
    assert "Құзырет" in told and "gmilaf.2.3" in told and "gmilaf.1.1 " not in told
    unknown = run("evaluate", path, "--competence", "gmilaf.9.9")
    assert unknown.exit_code == 1 and "gmilaf.9.9" in unknown.output


def test_evaluate_writes_a_row_for_each_competence_as_csv(path):
    lines = run("evaluate", path, "--format", "csv").output.strip().splitlines()
    assert lines[0].lstrip("\ufeff").startswith("competence,need,need_low") and len(lines) == 3


def test_an_invented_pack_is_the_same_for_the_same_seed_and_says_that_it_is_invented(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        assert run("pack", "simulate", "-o", tmp_path / name, "--people", 40, "--seed", seed).exit_code == 0
    first, again, other = ((tmp_path / name).read_bytes() for name in "abc")
    assert first == again != other
    assert "INVENTED DATA" in run("evaluate", tmp_path / "a", "--resamples", 20).output
    with zipfile.ZipFile(tmp_path / "a") as opened:
        assert all(
            "INVENTED-" in name for name in opened.namelist() if name not in {"pack.json", "LICENCE.txt"}
        )


def test_check_says_that_traits_point_at_people_and_ends_with_1(path):
    found = run("pack", "check", path)
    assert found.exit_code == 1 and "NOT to be given away" in found.output
    assert run("pack", "check", path, "--minimum", "3").exit_code == 0
    assert json.loads(run("pack", "check", path, "--format", "json").output)["people"]["k"] == 3


def test_a_file_that_is_no_pack_is_refused_in_one_line(tmp_path):
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK no zip")
    found = run("evaluate", other)
    assert found.exit_code == 1 and found.output.startswith("Error: ") and "Traceback" not in found.output


def test_evaluate_report_writes_the_same_document_twice_and_a_pack_for_a_paper(path, tmp_path):
    for name in ("one.html", "two.html"):
        done = run("evaluate-report", path, "-o", tmp_path / name, "--format", "html", "--language", "kk")
        assert done.exit_code == 0, done.output
    first = (tmp_path / "one.html").read_bytes()
    assert first == (tmp_path / "two.html").read_bytes() and "Шағын" in first.decode()
    assert hashlib.sha256(path.read_bytes()).hexdigest() in first.decode()
    run("evaluate-report", path, "-o", tmp_path / "paper.zip", "--format", "paper")
    assert "methods.txt" in zipfile.ZipFile(tmp_path / "paper.zip").namelist()
