import csv
import io
import json
from pathlib import Path

import pytest
import yaml

from core.surveys.need_cast import cast_instrument
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping

REFERENCE = Path(__file__).parents[1] / "core" / "reference" / "surveys"
RESPONSES, CODES = REFERENCE / "c2_responses.csv", REFERENCE / "c2_codes.csv"


@pytest.fixture
def asked(tmp_path):
    """An instrument file for the sample of the reference figures."""
    path = tmp_path / "cast.yaml"
    path.write_text(yaml.safe_dump(instrument_as_mapping(cast_instrument()), allow_unicode=True), "utf-8")
    return path


def test_claimed_and_shown_are_set_against_each_other(run, asked):
    result = run("survey", "claimed-shown", asked, RESPONSES, "--codes", CODES, "--by", "kind")
    assert result.exit_code == 0, result.output
    assert (
        "Of 14 who could explain it, 6 wrote a wrong definition or none: 42.9% [21.4%; 67.4%]"
        in result.stdout
    )
    assert "There are only 3 invented terms" in result.stdout
    assert "d′ (typical respondent)" in result.stdout


def test_claims_as_json_agree_with_the_text_and_hold_no_person(run, asked):
    result = run("survey", "claimed-shown", asked, RESPONSES, "--codes", CODES, "--format", "json")
    found = json.loads(result.stdout)
    assert found["claimed_shown"]["overclaiming"]["n_overclaimed"] == 6
    assert [one["threshold"] for one in found["familiarity"]] == [0.3, 0.6]
    assert '"r0"' not in result.stdout


def test_needs_come_out_in_three_languages(run, asked):
    for language, word in (("kk", "Құзыреттілік"), ("ru", "Компетенция"), ("en", "Competence")):
        result = run(
            "survey", "needs", asked, RESPONSES, "--codes", CODES, "--language", language, "--resamples", 200
        )
        assert result.exit_code == 0, result.output
        assert word in result.stdout


def test_needs_as_csv_and_json_are_the_same_figures(run, asked):
    arguments = ("survey", "needs", asked, RESPONSES, "--codes", CODES, "--resamples", 200)
    rows = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").stdout.lstrip("\ufeff"))))
    found = json.loads(run(*arguments, "--format", "json").stdout)["needs"]
    assert [row["competence"] for row in rows] == [one["competence"] for one in found]
    assert [float(row["index"]) for row in rows] == [one["index"]["estimate"] for one in found]


def test_a_competence_that_the_codebook_does_not_show_is_said(run, asked):
    result = run("survey", "needs", asked, RESPONSES, "--weights", "shown=1,stated=1", "--resamples", 200)
    assert result.exit_code == 0, result.output
    assert (
        "weights: Stated need 1, By self-rating 0, Not shown in the definition 1, Seldom practised 0"
        in result.stdout
    )


def test_a_plan_says_why_and_what_it_leaves(run, asked):
    result = run(
        "survey", "plan", asked, RESPONSES, "--codes", CODES, "--hours", 8, "--sessions", 6,
        "--languages", "kk,ru", "--forms", "online", "--resamples", 200,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "No plan within these limits answers more (proven)." in result.stdout
    assert "rated themselves below the middle of the scale" in result.stdout
    assert "Left out" in result.stdout


def test_a_plan_as_json_is_within_its_budget(run, asked):
    result = run("survey", "plan", asked, RESPONSES, "--hours", 10, "--format", "json", "--resamples", 200)
    found = json.loads(result.stdout)["plan"]
    assert sum(one["hours"] for one in found["modules"]) == found["hours_used"] <= 10
    assert found["is_best"] is True and found["gap"] == 0


@pytest.mark.parametrize("command", [("claimed-shown",), ("needs",), ("plan", "--hours", "8")])
def test_charts_are_svg(run, asked, tmp_path, command):
    out = tmp_path / "chart.svg"
    result = run(
        "survey",
        command[0],
        asked,
        RESPONSES,
        "--codes",
        CODES,
        "--format",
        "svg",
        "--out",
        out,
        *command[1:],
    )
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8").startswith("<svg ")


def test_errors_are_sentences(run, asked, tmp_path):
    wrong = tmp_path / "codes.csv"
    wrong.write_text("response,question,grade\nr1,mil_definition,7\n", "utf-8")
    result = run("survey", "needs", asked, RESPONSES, "--codes", wrong)
    assert result.exit_code == 1 and "line 2: the grade '7'" in result.stderr
    result = run("survey", "plan", asked, RESPONSES, "--hours", 1, "--keep", "privacy-safety-ai")
    assert result.exit_code == 1 and "do not fit" in result.stderr
    assert run("survey", "plan", asked, RESPONSES, "--hours", 8, "--languages", "de").exit_code == 2
    result = run("survey", "needs", asked, RESPONSES, "--weights", "stated")
    assert result.exit_code == 1 and "stated=1" in result.stderr


def test_claims_without_the_column_of_the_claim_are_refused(run, asked, tmp_path):
    with RESPONSES.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("familiarity_mil")
    without = tmp_path / "responses.csv"
    with without.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row[:at], *row[at + 1 :]] for row in rows)

    result = run("survey", "claimed-shown", asked, without, "--codes", CODES)

    assert result.exit_code == 1 and not result.stdout
    assert "no column for familiarity_mil" in result.stderr


def test_a_source_is_chosen_where_machine_and_people_coded(run, asked, tmp_path):
    both = tmp_path / "codes.csv"
    both.write_text(
        CODES.read_text("utf-8") + "r5,mil_definition,3,,machine\nr6,mil_definition,3,,machine\n", "utf-8"
    )
    result = run("survey", "claimed-shown", asked, RESPONSES, "--codes", both)
    assert result.exit_code == 1
    chosen = run("survey", "claimed-shown", asked, RESPONSES, "--codes", both, "--source", "agreed")
    assert chosen.exit_code == 0 and "Of 14 who could explain it" in chosen.stdout


def test_a_plan_says_how_far_it_hangs_on_who_answered(run, asked):
    result = run(
        "survey",
        "plan",
        asked,
        RESPONSES,
        "--hours",
        8,
        "--certainty",
        "--resamples",
        100,
        "--modules",
        "MODULES",
    )
    assert result.exit_code == 2
    result = run("survey", "plan", asked, RESPONSES, "--hours", 8, "--certainty", "--resamples", 100)
    assert result.exit_code == 0, result.output
    assert "Share of 100 plans when respondents are resampled" in result.stdout


def test_a_report_is_written_by_the_ending_of_its_file(run, asked, tmp_path):
    for ending, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!doctype")):
        out = tmp_path / f"report.{ending}"
        result = run(
            "survey",
            "report",
            asked,
            RESPONSES,
            "--codes",
            CODES,
            "--language",
            "kk",
            "--resamples",
            100,
            "-o",
            out,
        )
        assert result.exit_code == 0, result.output
        assert out.read_bytes().startswith(start)


def test_a_report_of_another_kind_is_refused(run, asked, tmp_path):
    result = run("survey", "report", asked, RESPONSES, "-o", tmp_path / "report.odt")
    assert result.exit_code == 2
    assert "none of .docx, .pdf, .html" in result.output


def test_a_population_that_is_no_object_is_refused(run, asked, tmp_path):
    population = tmp_path / "population.json"
    population.write_text("[1]", "utf-8")
    result = run("survey", "report", asked, RESPONSES, "--population", population, "-o", tmp_path / "r.html")
    assert result.exit_code == 1
    assert "no object of numbers" in result.output
