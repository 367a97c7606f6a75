import csv
import io
import json

import pytest

from cli.samples import MATCHED, OBJECTIVES, write_rows

COMPETENCES = [f"gmilaf.{component}.{number}" for component in (1, 2, 3) for number in (1, 2, 3, 4)]


# --- coverage ---


@pytest.fixture
def matched_file(tmp_path):
    return write_rows(tmp_path / "matched.jsonl", MATCHED)


def test_coverage_is_counted_in_a_table(run, matched_file):
    result = run("objectives", "coverage", matched_file, "--threshold", 0.5)
    assert result.exit_code == 0
    by_name = {line.split("  ")[0]: line.split() for line in result.stdout.splitlines()}
    assert by_name["People and society"][3:] == [
        "2",
        "2",
        "0",
        "0",
        "0",
        "0",
        "0",
        "0",
        "1",
        "0",
        "0",
        "1",
        "0",
        "0",
    ]
    assert by_name["Mathematics and informatics"][3:5] == ["1", "0"]
    assert set(by_name["Physical culture"][2:]) == {"–"}
    assert "not reviewed by a person: invented-1/none" in result.stdout


def test_coverage_as_json_has_null_for_what_was_not_read(run, matched_file):
    found = json.loads(
        run("objectives", "coverage", matched_file, "--by", "grade", "--format", "json").stdout
    )
    by_row = {row["row"]: row for row in found["rows"]}
    assert by_row["2"]["counts"] is None and by_row["2"]["gaps"] is None
    assert by_row["6"]["counts"]["gmilaf.2.3"] == 1
    assert by_row["6"]["expected"]["gmilaf.3.2"] == 0.7
    assert by_row["1"]["gaps"] == COMPETENCES
    assert found["evenness"]["n"] == 2
    assert found["threshold"] == 0.5


def test_the_threshold_decides_what_counts(run, matched_file):
    found = json.loads(
        run("objectives", "coverage", matched_file, "--format", "json", "--threshold", 0.8).stdout
    )
    assert sum(found["totals"].values()) == 1


def test_coverage_for_spreadsheets_and_as_a_chart(run, matched_file, tmp_path):
    result = run(
        "objectives",
        "coverage",
        matched_file,
        "--format",
        "csv",
        "--language",
        "kk",
        "-o",
        tmp_path / "c.csv",
    )
    assert result.exit_code == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig"))))
    assert rows[0][:2] == ["Білім саласы", "Оқу мақсаттары"]
    assert ["Дене шынықтыру", *[""] * 14] in rows
    svg = run("objectives", "coverage", matched_file, "--format", "svg", "--language", "ru").stdout
    assert svg.startswith("<svg") and "не прочитано" in svg
    books = []
    for name in ("a.xlsx", "b.xlsx"):
        run("objectives", "coverage", matched_file, "--format", "xlsx", "-o", tmp_path / name)
        books.append((tmp_path / name).read_bytes())
    assert books[0] == books[1]
    assert books[0].startswith(b"PK")


def test_a_subject_name_never_runs_as_a_formula(run, tmp_path):
    row = {**MATCHED[0], "subject": "=HYPERLINK(1)", "subject_id": None}
    name = write_rows(tmp_path / "in.jsonl", [row])
    rows = list(
        csv.reader(
            io.StringIO(run("objectives", "coverage", name, "--by", "subject", "--format", "csv").stdout)
        )
    )
    assert rows[1][0] == "'=HYPERLINK(1)"


def test_rows_that_were_not_matched_are_refused(run, tmp_path):
    result = run("objectives", "coverage", write_rows(tmp_path / "in.jsonl", OBJECTIVES))
    assert result.exit_code == 1
    assert "sauatty objectives match" in result.stderr
    assert run("objectives", "coverage", write_rows(tmp_path / "empty.jsonl", [])).exit_code == 1


def test_objectives_without_a_proposal_are_read_but_carry_nothing(run, tmp_path):
    rows = [{**MATCHED[0], "proposals": proposals} for proposals in ([], ["gmilaf.2.3"], [{}])]
    name = write_rows(tmp_path / "in.jsonl", rows)
    found = json.loads(run("objectives", "coverage", name, "--by", "grade", "--format", "json").stdout)
    assert found["rows"][5]["n_objectives"] == 3
    assert found["rows"][5]["n_relevant"] == 0


# --- evaluate ---


def gold(own_id, relevant, *codes, language="kk"):
    coder = {"relevance": 2 if relevant else 0, "codes": list(codes), "sure": True}
    return {
        "id": own_id,
        "language": language,
        "subject": "s",
        "code": own_id,
        "relevant": relevant,
        "coder_a": coder,
        "coder_b": coder,
    }


@pytest.fixture
def gold_file(tmp_path):
    rows = [
        gold("a", True, "G-2.3"),
        gold("b", False),
        gold("c", True, "gmilaf.2.2", language="ru"),
        gold("z", None),
    ]
    return write_rows(tmp_path / "gold.jsonl", rows)


def test_proposals_are_measured_against_people(run, matched_file, gold_file):
    result = run("objectives", "evaluate", matched_file, gold_file, "--format", "json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    whole = found["parts"]["all"]
    assert (whole["n_rows"], whole["n_relevant"], found["n_unsettled"]) == (3, 2, 1)
    assert whole["measures"]["average_precision"]["estimate"] == 1
    assert whole["measures"]["recall_at_1"]["estimate"] == 0.5
    assert whole["measures"]["recall_at_3"]["estimate"] == 1
    assert whole["measures"]["recall_at_5"]["estimate"] is None
    assert set(found["parts"]) == {"all", "kk", "ru"}


def test_the_figures_stand_in_a_table_with_each_language(run, matched_file, gold_file):
    shown = run("objectives", "evaluate", matched_file, gold_file).stdout
    assert "all (2 of 3)" in shown and "kk (1 of 2)" in shown
    assert "match with --top 5" in shown
    assert "1 rows whose coders differ" in shown


def test_files_that_do_not_belong_together_are_refused(run, matched_file, gold_file, tmp_path):
    other = write_rows(tmp_path / "other.jsonl", [gold("q", True, "G-2.3")])
    result = run("objectives", "evaluate", matched_file, other)
    assert result.exit_code == 1
    assert "same objectives" in result.stderr
    result = run("objectives", "evaluate", gold_file, matched_file)
    assert result.exit_code == 1
    assert "gold.jsonl, line 1" in result.stderr
    result = run("objectives", "evaluate", matched_file, matched_file)
    assert result.exit_code == 1
    assert "matched.jsonl, line 1" in result.stderr


# --- odd input ---


@pytest.mark.parametrize("broken", [{"relevance": True}, {"relevance": 3}, {"relevance": "0.5"}])
def test_a_relevance_that_is_no_fraction_is_named_with_its_line(run, gold_file, tmp_path, broken):
    (tmp_path / "in.jsonl").write_text(f"\n{json.dumps(MATCHED[0] | broken)}\n", "utf-8")
    for command in (["coverage", tmp_path / "in.jsonl"], ["evaluate", tmp_path / "in.jsonl", gold_file]):
        result = run("objectives", *command)
        assert result.exit_code == 1
        assert "in.jsonl, line 2: the row has no 'relevance' between 0 and 1" in result.stderr


@pytest.mark.parametrize(
    "broken", [{"relevant": "false"}, {"coder_a": {"codes": [1]}}, {"coder_b": {"codes": "G-2.3"}}]
)
def test_a_decision_that_cannot_be_understood_is_named(run, matched_file, tmp_path, broken):
    name = write_rows(tmp_path / "gold.jsonl", [gold("a", True, "G-2.3") | broken])
    result = run("objectives", "evaluate", matched_file, name)
    assert result.exit_code == 1
    assert "gold.jsonl, line 1" in result.stderr


def test_files_that_do_not_meet_are_named(run, matched_file, tmp_path):
    other = write_rows(tmp_path / "other.jsonl", [gold("q", True, "G-2.3")])
    stderr = run("objectives", "evaluate", matched_file, other).stderr
    assert str(tmp_path / "other.jsonl") in stderr and matched_file in stderr
    assert run("objectives", "evaluate", "-", "-").exit_code == 2


def test_spellings_of_a_grade_and_of_a_competence_are_one(run, tmp_path):
    rows = [
        {**MATCHED[0], "grade": grade, "id": str(grade)} for grade in (5, 5.0, "05", "5 класс", "5-сынып", 0)
    ]
    rows[0]["proposals"] = [{"competence": "G-2.3", "score": 0.5}]
    name = write_rows(tmp_path / "in.jsonl", rows)
    found = json.loads(run("objectives", "coverage", name, "--by", "grade", "--format", "json").stdout)
    by_row = {row["row"]: row for row in found["rows"]}
    assert list(by_row) == [str(grade) for grade in range(12)]
    assert by_row["5"]["counts"]["gmilaf.2.3"] == 5


def test_an_evenness_that_is_not_defined_has_no_interval(run, tmp_path):
    name = write_rows(tmp_path / "in.jsonl", [MATCHED[1]])
    assert "Evenness (Pielou) –; " in run("objectives", "coverage", name).stdout
    name = write_rows(tmp_path / "in.jsonl", [MATCHED[0]])
    assert "-0.00" not in run("objectives", "coverage", name).stdout
