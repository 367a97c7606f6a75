"""`sauatty test items`, `calibrate`, `dif` and `gain` against the figures of R kept beside the statistics of the core."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

from sauatty.cli.tables import xlsx_book

REFERENCE = Path(__file__).parents[1] / "core" / "reference" / "psychometrics"


def expected(name):
    return json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))


def as_json(run, *arguments):
    result = run("test", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def with_persons(tmp_path, name):
    """Return a file of scores with the column person before the items of a reference file."""
    lines = (REFERENCE / f"{name}.csv").read_text("utf-8").splitlines()
    path = tmp_path / f"{name}.csv"
    rows = [f"p{at},{line}" for at, line in enumerate(lines[1:])]
    path.write_text("\n".join([f"person,{lines[0]}", *rows]) + "\n", "utf-8")
    return path


def test_items_have_the_figures_of_psych(run):
    found, known = (
        as_json(run, "items", REFERENCE / "classical_complete.csv"),
        expected("classical")["complete"],
    )
    assert found["alpha"] == pytest.approx(known["alpha"], rel=1e-12)
    assert [one["item_rest"] for one in found["items"]] == pytest.approx(known["r_drop"], rel=1e-9)
    assert {"item", "n", "difficulty", "item_rest", "flags"} <= set(found["items"][0])


def test_letters_are_scored_by_the_key_and_options_counted(run):
    found = as_json(
        run, "items", REFERENCE / "classical_letters.csv", "--key", REFERENCE / "classical_key.csv"
    )
    first = {one["option"]: one for one in found["options"][0]["options"]}
    known = expected("classical")["options"][0]["a"]
    assert first["a"]["n"] == known["n"]
    assert first["a"]["is_key"]
    assert first["a"]["option_rest"] == pytest.approx(known["option_rest"], rel=1e-9)


def test_rasch_difficulties_are_those_of_erm_and_have_mean_0(run, tmp_path):
    found, known = (
        as_json(run, "calibrate", with_persons(tmp_path, "irt_rasch")),
        expected("rasch_reference")["rasch"],
    )
    difficulties = [one["difficulty"] for one in found["items"]]
    assert difficulties == pytest.approx(known["difficulty"], abs=1e-4)
    assert sum(difficulties) == pytest.approx(0, abs=1e-9)
    assert (found["model"], found["n_persons"], found["converged"]) == ("rasch", 400, True)
    assert all(one["se"] > 0 and one["discrimination"] == 1 for one in found["items"])


def test_differences_between_groups_are_those_of_mantelhaen_test(run):
    found = as_json(
        run,
        "dif",
        REFERENCE / "dif_scores.csv",
        "--groups",
        REFERENCE / "dif_groups.csv",
        "--reference",
        "kk",
    )
    known = expected("dif")
    assert [one["odds_ratio"] for one in found["items"]] == pytest.approx(
        [one["odds_ratio"] for one in known["raw"]]
    )
    assert [one["class"] for one in found["items"]] == known["classes"]
    assert [one["purified"]["odds_ratio"] for one in found["items"]] == pytest.approx(
        [one["odds_ratio"] for one in known["purified"]]
    )
    assert {"delta", "p", "class"} <= set(found["items"][0]["purified"])


def test_the_gain_is_that_of_t_test(run):
    found, known = (
        as_json(run, "gain", REFERENCE / "gain_pre.csv", REFERENCE / "gain_post.csv"),
        expected("gain"),
    )
    assert found["n"] == known["n"]
    assert found["mean_gain"] == pytest.approx(known["mean_gain"], rel=1e-12)
    assert found["ci95"] == pytest.approx(known["ci95"], rel=1e-10)
    assert found["effect_size"] == pytest.approx(known["d_av"], rel=1e-10)


def test_a_gain_stands_on_the_scale_of_abilities_where_it_is_asked_for(run):
    files = (REFERENCE / "gain_pre.csv", REFERENCE / "gain_post.csv")
    found = as_json(run, "gain", *files, "--model", "rasch")["theta"]
    assert found["n"] == 78
    assert 0.2 < found["mean_gain"] < 1.0
    assert as_json(run, "gain", *files)["theta"] is None


def test_csv_and_json_hold_the_same_unrounded_numbers(run):
    table = run("test", "items", REFERENCE / "classical_missing.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table.stdout.lstrip("\ufeff"))))
    found = as_json(run, "items", REFERENCE / "classical_missing.csv")["items"]
    assert [float(row["item_rest"]) for row in rows] == [one["item_rest"] for one in found]
    assert "Note: Not everybody was asked everything" in table.stderr


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_charts_are_written_in_three_languages(run, tmp_path, language):
    folder = tmp_path / "charts"
    for arguments in (
        ("calibrate", REFERENCE / "dif_scores.csv"),
        ("dif", REFERENCE / "dif_scores.csv", "--groups", REFERENCE / "dif_groups.csv"),
        ("gain", REFERENCE / "gain_pre.csv", REFERENCE / "gain_post.csv"),
        ("items", REFERENCE / "classical_letters.csv", "--key", REFERENCE / "classical_key.csv"),
    ):
        result = run("test", *arguments, "--svg", folder, "--language", language)
        assert result.exit_code == 0, result.output
    names = {path.stem for path in folder.iterdir()}
    assert {"icc", "information", "item-information", "wright", "dif-kk-ru", "gain", "options-i1"} <= names
    assert all(f'lang="{language}"' in path.read_text("utf-8")[:400] for path in folder.iterdir())


def test_2pl_is_near_what_the_answers_were_drawn_from(run, tmp_path):
    found = as_json(run, "calibrate", with_persons(tmp_path, "irt_2pl"), "--model", "2pl", "--fit")
    slopes = np.array([one["discrimination"] for one in found["items"]])
    assert found["method"] == "mml"
    assert slopes.std() > 0.1
    assert all(one["infit"] is not None and one["s_x2_p"] is not None for one in found["items"])


def test_a_workbook_and_standard_input_give_the_same_as_a_csv_file(run, tmp_path):
    source = REFERENCE / "classical_complete.csv"
    with source.open(encoding="utf-8") as lines:
        head, *rows = list(csv.reader(lines))
    book = tmp_path / "scores.xlsx"
    book.write_bytes(xlsx_book([("scores", head, [[row[0], *map(int, row[1:])] for row in rows])]))
    plain = as_json(run, "items", source)
    assert as_json(run, "items", book) == plain
    piped = run("test", "items", "-", "--format", "json", input=source.read_bytes())
    assert json.loads(piped.stdout) == plain


def test_the_same_file_gives_the_same_bytes(run, tmp_path):
    source, outputs = REFERENCE / "dif_scores.csv", []
    for name in ("one", "two"):
        run(
            "test",
            "calibrate",
            source,
            "--model",
            "2pl",
            "--format",
            "json",
            "-o",
            tmp_path / name,
            "--svg",
            tmp_path / f"{name}-charts",
        )
        charts = [path.read_bytes() for path in sorted((tmp_path / f"{name}-charts").iterdir())]
        outputs.append([(tmp_path / name).read_bytes(), *charts])
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) == 5
