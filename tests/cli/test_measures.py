import csv
import io
import json

import pytest

from cli.samples import MATCHED, write_rows

COMPETENCES = [f"gmilaf.{component}.{number}" for component in (1, 2, 3) for number in (1, 2, 3, 4)]


def objective(own_id, decision, *competences, area="people-society", grade=7, **more):
    return {
        "id": own_id, "subject_area": area, "grade": grade, "language": "ru", "text": "оценивать источники",
        "decision": decision, "competences": [f"gmilaf.{one}" for one in competences], **more,
    }  # fmt: skip


ROWS = [
    *(objective(f"a{n}", 2, "2.3") for n in range(20)),
    *(objective(f"b{n}", 2, "2.2", "1.2", area="natural-science", grade=9) for n in range(20)),
    *(objective(f"c{n}", 1, "3.1", "3.2") for n in range(6)),
    *(objective(f"d{n}", 0, area="technology-art", grade=5) for n in range(4)),
    objective("e", None),
]


@pytest.fixture
def judged(tmp_path):
    return write_rows(tmp_path / "judged.jsonl", ROWS)


@pytest.fixture
def plain(tmp_path):
    kept = [{key: row[key] for key in row if key not in ("decision", "competences")} for row in ROWS]
    return write_rows(tmp_path / "plain.jsonl", kept)


def decisions(path, *coders):
    lines = ["unit,coder,relevance,competences,demand,unsure,note"]
    for coder in coders:
        for row in ROWS:
            if row["decision"] is not None:
                lines.append(f"{row['id']},{coder},{row['decision']},{';'.join(row['competences'])},,,")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def as_json(result):
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


# --- coverage ---


def test_judged_rows_are_counted(run, judged):
    found = as_json(run("objectives", "coverage", judged, "--format", "json"))
    by_row = {row["row"]: row for row in found["rows"]}
    assert by_row["people-society"]["counts"]["gmilaf.2.3"] == 20
    assert (by_row["people-society"]["n_objectives"], by_row["people-society"]["n_judged"]) == (27, 26)
    assert by_row["natural-science"]["n_relevant"] == 20
    assert by_row["technology-art"]["n_relevant"] == 0
    assert by_row["physical-culture"]["counts"] is None
    assert (found["source"], found["count"], found["counting"]) == ("agreed", "direct", "each")
    assert found["evenness"]["pielou"]["low"] <= found["evenness"]["pielou"]["estimate"]
    assert found["evenness"]["undefined"] == ""
    assert by_row["people-society"]["flags"]["gmilaf.2.3"] == "much-more"
    assert by_row["people-society"]["intervals"]["gmilaf.2.3"]["low"] > 0.5


def test_exported_decisions_give_the_same_figures_as_rows_that_hold_them(run, judged, plain, tmp_path):
    file = decisions(tmp_path / "d.csv", "agreed")
    one = run("objectives", "coverage", judged, "--format", "json").stdout
    other = run("objectives", "coverage", plain, "--decisions", file, "--format", "json").stdout
    assert one == other


def test_several_coders_without_agreed_decisions_ask_for_one(run, plain, tmp_path):
    file = decisions(tmp_path / "d.csv", "aigul", "dana")
    result = run("objectives", "coverage", plain, "--decisions", file)
    assert result.exit_code == 1
    assert "--coder" in result.stderr and "aigul, dana" in result.stderr
    chosen = as_json(
        run("objectives", "coverage", plain, "--decisions", file, "--coder", "dana", "--format", "json")
    )
    assert chosen["source"] == "coder"


@pytest.mark.parametrize(("count", "expected"), [("direct", 0), ("opportunity", 6), ("both", 6)])
def test_what_counts_can_be_chosen(run, judged, count, expected):
    found = as_json(run("objectives", "coverage", judged, "--count", count, "--format", "json"))
    assert found["totals"]["gmilaf.3.2"] == expected


def test_the_table_says_what_stands_out_and_what_counts(run, judged):
    text = run("objectives", "coverage", judged, "--evenness", "--research").stdout
    assert "far more than expected" in text
    assert "only 50 of 51 objectives judged" in text
    assert "agreed decisions" in text
    assert "Porter" in text
    assert run("objectives", "coverage", judged, "--format", "text").stdout.startswith("Learning area")


def test_an_evenness_of_too_few_objectives_is_not_shown(run, tmp_path):
    name = write_rows(tmp_path / "few.jsonl", ROWS[:3])
    text = run("objectives", "coverage", name).stdout
    assert "Evenness not shown: 3 objectives, at least 36 are needed" in text
    assert "Pielou" not in text


def test_modules_research_and_opportunities_are_in_the_json(run, judged):
    found = as_json(
        run(
            "objectives", "coverage", judged, "--modules", "--research", "--opportunities", "--format", "json"
        )
    )
    assert len(found["competences"]) == 12 and found["competences"][0] == "mil2021.m2"
    assert set(found["research"]["porter"]) == {"people-society", "natural-science", "technology-art"}
    first = next(one for one in found["opportunities"] if one["competence"] == "gmilaf.3.1")
    assert (first["id"], first["reason"], first["rank"]) == ("c0", "judged-opportunity", 1)


def test_cells_for_a_spreadsheet_and_a_chart(run, judged, tmp_path):
    text = run("objectives", "coverage", judged, "--evenness", "--format", "csv").stdout.removeprefix(
        "\ufeff"
    )
    cells = list(csv.DictReader(io.StringIO(text)))
    assert len(cells) == 36
    assert float(cells[0]["high"]) < 0.2
    svg = run("objectives", "coverage", judged, "--format", "svg", "--language", "kk").stdout
    assert svg.startswith("<svg") and "келісілген шешімдер" in svg
    assert run("objectives", "coverage", judged, "--format", "xlsx", "-o", tmp_path / "a.xlsx").exit_code == 0


def test_people_and_machine_are_not_mixed_unless_told(run, tmp_path):
    name = write_rows(tmp_path / "mixed.jsonl", [*ROWS, *MATCHED])
    result = run("objectives", "coverage", name)
    assert result.exit_code == 1
    assert "agreed, machine" in result.stderr
    mixed = as_json(run("objectives", "coverage", name, "--mixed", "--count", "both", "--format", "json"))
    assert mixed["source"] == "mixed"


def test_a_machine_does_not_tell_direct_from_opportunity(run, tmp_path):
    name = write_rows(tmp_path / "matched.jsonl", MATCHED)
    for arguments in (("coverage", name, "--count", "direct"), ("reinforce", name)):
        result = run("objectives", *arguments)
        assert result.exit_code == 1
        assert "--decisions" in result.stderr
    found = as_json(run("objectives", "coverage", name, "--modules", "--format", "json"))
    assert (found["source"], found["count"]) == ("machine", "both")


# --- reinforce ---


def test_the_smallest_set_is_found_and_drawn(run, judged):
    found = as_json(run("objectives", "reinforce", judged, "--target", 0.5, "--format", "json"))
    assert found["reached"] and found["evenness_after"] >= 0.5
    assert found["k"] == len(found["chosen"]) == found["curve"][found["k"]]["k"]
    assert found["curve"][found["k"] - 1]["evenness"] < 0.5
    text = run("objectives", "reinforce", judged, "--target", 0.5).stdout
    assert f"is reached with {found['k']} opportunities" in text
    assert run("objectives", "reinforce", judged, "--format", "svg").stdout.startswith("<svg")


def test_a_target_out_of_reach_is_said(run, judged):
    found = as_json(run("objectives", "reinforce", judged, "--target", 0.99, "--format", "json"))
    assert not found["reached"]
    assert found["evenness_after"] == max(step["evenness"] for step in found["curve"])
    assert "cannot be reached" in run("objectives", "reinforce", judged, "--target", 0.99).stdout


# --- compare, progression ---


def test_two_files_are_compared(run, judged, tmp_path):
    other = write_rows(
        tmp_path / "other.jsonl", [{**row, "decision": 0, "competences": []} for row in ROWS[:20]]
    )
    found = as_json(run("objectives", "compare", judged, other, "--format", "json"))
    total = {one["competence"]: one for one in found["totals"]}["gmilaf.2.3"]
    assert total["a"]["estimate"] == pytest.approx(20 / 26)
    assert total["is_clear"]
    assert found["rows_only_in_a"] == ["natural-science", "technology-art"]
    text = run("objectives", "compare", judged, other).stdout
    assert "judged.jsonl" in text and "other.jsonl" in text
    assert "Only in judged.jsonl" in text


def test_decisions_are_given_once_or_for_each_side(run, plain, tmp_path):
    file = decisions(tmp_path / "d.csv", "agreed")
    once = run("objectives", "compare", plain, plain, "--decisions", file, "--format", "json").stdout
    twice = run(
        "objectives", "compare", plain, plain, "--decisions", file, "--decisions", file, "--format", "json"
    ).stdout
    assert once == twice
    assert json.loads(once)["alignment"]["index"] == pytest.approx(1)


def test_progression_is_followed_by_grade(run, judged):
    found = as_json(run("objectives", "progression", judged, "--propose-demand", "--format", "json"))
    one = found["competences"][COMPETENCES.index("gmilaf.2.3")]
    assert one["grades"] == [7]
    assert one["trend"]["undefined"] == "too-few"
    assert found["n_proposed"] == 46
    assert one["steps"][1]["mean_demand"] == 5
    assert "proposed the demand" in run("objectives", "progression", judged, "--propose-demand").stdout
    assert run("objectives", "progression", judged, "--format", "svg").stdout.startswith("<svg")
