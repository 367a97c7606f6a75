"""From an instrument to a report with the files alone: no server, no database, the invented survey of the content."""

import csv
import io
import json
import re

import pytest
import yaml
from click.testing import CliRunner
from docx import Document

from sauatty.cli import main
from sauatty.core.catalogue.content import CONTENT, read_yaml

SURVEY = CONTENT / "demo" / "survey.yaml"
COULD_EXPLAIN = ("roughly", "colleague")
# A hundred resamples give intervals that are not for a report, and the same estimates.
FEW = ("--resamples", 100)


@pytest.fixture(scope="module")
def invented():
    return read_yaml(SURVEY, "demo-survey/1")


@pytest.fixture(scope="module")
def files(tmp_path_factory, invented):
    """The tables that somebody would have: responses, what two coders decided, what was agreed."""
    folder = tmp_path_factory.mktemp("survey")
    rows = invented["responses"]
    names = dict.fromkeys(name for one in rows for name in one["answers"])
    header = ["id", "language", "day", "version", *names]
    about = [{**one, "version": invented["version"], **one["answers"]} for one in rows]
    write(folder / "responses.csv", header, [[one.get(name, "") for name in header] for one in about])
    agreed = [one for one in invented["codes"] if one["coder"] == "agreed"]
    coders = [one for one in invented["codes"] if one["coder"] != "agreed"]
    write(
        folder / "codes.csv",
        ["response", "question", "grade", "parts", "source"],
        [
            [one["response"], one["question"], one["grade"], ";".join(one["parts"]), "agreed"]
            for one in agreed
        ],
    )
    write(
        folder / "coders.csv",
        ["unit", "coder", "value"],
        [[one["response"], one["coder"], one["grade"]] for one in coders],
    )
    return folder


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def sauatty(*arguments):
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def asked(files):
    """The shipped instrument as a file of one's own, there and back through XLSForm."""
    sauatty("survey", "convert", "mil-needs", files / "first.yaml")
    sauatty("survey", "convert", files / "first.yaml", files / "form.xlsx")
    sauatty("survey", "convert", files / "form.xlsx", files / "second.yaml")
    return files / "second.yaml"


@pytest.fixture(scope="module")
def found(asked, files):
    """Return what a command on the responses found, as JSON."""

    def measure(command, *more):
        return json.loads(
            sauatty("survey", command, asked, files / "responses.csv", *more, "--format", "json")
        )

    return measure


def test_the_instrument_is_whole_and_comes_back_from_xlsform_as_it_went(asked, files):
    checked = json.loads(sauatty("survey", "check", asked, "--format", "json"))

    assert checked["holes"] == []
    assert all(0 < one["minutes"] <= 15 for one in checked["burden"])
    assert yaml.safe_load(asked.read_text("utf-8")) == yaml.safe_load(
        (files / "first.yaml").read_text("utf-8")
    )


def test_tables_count_what_the_file_holds(found, invented):
    tables = {one["name"]: one for one in found("tabulate")["tables"]}

    kinds = {row["code"]: row["n"] for row in tables["organisation_kind"]["rows"] if row["n"]}
    given = [one["answers"].get("organisation_kind") for one in invented["responses"]]
    assert kinds == {code: given.count(code) for code in set(given)}
    assert kinds["school"] == 40
    named = [one["answers"].get("barriers", "").split() for one in invented["responses"]]
    barriers = {row["code"]: row["n"] for row in tables["barriers"]["rows"] if row["n"]}
    assert barriers == {code: sum(code in one for one in named) for code in barriers}
    assert sum(barriers.values()) > tables["barriers"]["n_answered"]


def test_the_two_coders_agree_as_far_as_was_counted_elsewhere(files):
    """0.8507 is what the package krippendorff 0.9.0 gives for these 49 pairs."""
    measured = json.loads(
        sauatty("coding", "agreement", files / "coders.csv", "--level", "ordinal", *FEW, "--format", "json")
    )

    assert (measured["coders"], measured["n_units_pairable"]) == (["a", "b"], 49)
    assert measured["alpha"] == pytest.approx(0.8507, abs=5e-5)


def test_claims_are_set_against_the_agreed_codes(found, files, invented):
    claims = found("claimed-shown", "--codes", files / "codes.csv")["claimed_shown"]["overclaiming"]

    grades = {one["response"]: one["grade"] for one in invented["codes"] if one["coder"] == "agreed"}
    claimed = [
        one["id"] for one in invented["responses"] if one["answers"].get("familiarity_mil") in COULD_EXPLAIN
    ]
    below = [name for name in claimed if grades.get(name, 0) <= 1]
    assert (claims["n"], claims["n_overclaimed"]) == (len(claimed), len(below)) == (36, 11)


def test_needs_stand_on_what_respondents_named(found, files, invented):
    needs = found("needs", "--codes", files / "codes.csv", *FEW)["needs"]

    first = needs[0]
    named = [
        one["answers"]["need_ranked"] for one in invented["responses"] if "need_ranked" in one["answers"]
    ]
    assert len(needs) == 12
    assert first["competence"] == "gmilaf.2.3"
    assert sum("gmilaf_2_3" in one.split() for one in named) == 35
    assert [one["index"]["estimate"] for one in needs] == sorted(
        (one["index"]["estimate"] for one in needs), reverse=True
    )
    assert first["index"]["estimate"] == pytest.approx(0.63, abs=0.005)


def test_a_plan_fits_its_hours_and_says_what_it_leaves(found, files):
    plan = found("plan", "--codes", files / "codes.csv", "--hours", 24, *FEW)["plan"]

    assert plan["is_best"] is True
    assert sum(one["hours"] for one in plan["modules"]) == plan["hours_used"] <= 24
    greatest = plan["needs"][0]
    assert greatest["competence"] == "gmilaf.2.3"
    assert set(greatest["modules"]) <= {one["id"] for one in plan["modules"]}
    assert greatest["hours"] > 0
    assert plan["left_out"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "heading", "share"),
    [("kk", "Қажеттіліктер", "30,6"), ("ru", "Потребности", "30,6"), ("en", "Needs", "30.6")],
)
def test_the_report_is_written_from_the_same_files(asked, files, language, heading, share):
    out = files / f"report-{language}.docx"
    sauatty(
        "survey", "report", asked, files / "responses.csv", "--codes", files / "codes.csv", *FEW,
        "--language", language, "--invented", "-o", out,
    )  # fmt: skip

    report = Document(io.BytesIO(out.read_bytes()))
    headings = [one.text for one in report.paragraphs if one.style.name.startswith("Heading")]
    # Numbers are fields, which python-docx does not show as text of their paragraph.
    text = "".join(report.element.body.xpath(".//w:t/text()"))
    assert heading in headings
    told = next(one for one in re.split(r"\.(?!\d)", text) if share in one)
    assert {"36", "11"} <= set(re.findall(r"\d+", told)), told
