import csv
import io
import json

import pytest

from cli.samples import HTML, MATCHED, OBJECTIVES, write_rows
from sauatty.core.records import Match, Proposal, Reason

COMPETENCES = [f"gmilaf.{component}.{number}" for component in (1, 2, 3) for number in (1, 2, 3, 4)]


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


# --- read ---


def test_it_works(run, tmp_path):
    page = tmp_path / "programme.html"
    page.write_text(HTML, "utf-8")
    result = run("objectives", "read", page)
    assert result.exit_code == 0
    assert [row["code"] for row in lines(result.stdout)] == ["5.1.1.1", "6.1.1.1", "5.1.2.1", "6.1.2.1"]
    assert {row["source"] for row in lines(result.stdout)} == {"programme.html"}
    assert result.stderr.startswith("programme.html: 4 objectives, ")


def test_standard_input_is_read(run):
    result = run("objectives", "read", "-", input=HTML)
    assert result.exit_code == 0
    assert len(lines(result.stdout)) == 4


def test_ids_that_two_files_share_get_the_file_before_them(run, tmp_path):
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(HTML, "utf-8")
    result = run("objectives", "read", tmp_path / "a.html", tmp_path / "b.html")
    ids = [row["id"] for row in lines(result.stdout)]
    assert len(set(ids)) == len(ids) == 8
    assert ids[0].startswith("a.html:")


def test_csv_and_case_are_written(run, tmp_path):
    page = tmp_path / "programme.html"
    page.write_text(HTML, "utf-8")
    result = run("objectives", "read", page, "--format", "csv", "-o", tmp_path / "out.csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert rows[0]["code"] == "5.1.1.1"
    package = json.loads(run("objectives", "read", page, "--format", "case").stdout)
    assert [item["humanCodingScheme"] for item in package["CFItems"]][:2] == ["5.1.1.1", "6.1.1.1"]


def test_a_case_package_of_two_files_is_wrong_usage(run, tmp_path):
    page = tmp_path / "programme.html"
    page.write_text(HTML, "utf-8")
    result = run("objectives", "read", page, page, "--format", "case")
    assert result.exit_code == 2
    assert "give one FILE" in result.stderr


def test_a_file_that_cannot_be_read_says_what_to_do_and_writes_nothing(run, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 not a document")
    target = tmp_path / "out.jsonl"
    target.write_text("kept", "utf-8")
    result = run("objectives", "read", tmp_path / "broken.docx", "-o", target)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 'broken.docx'")
    assert "Traceback" not in result.stderr
    assert target.read_text("utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.docx", "out.jsonl"]


def test_a_file_that_is_not_there_is_wrong_usage(run):
    assert run("objectives", "read", "nowhere.html").exit_code == 2


# --- match ---


class InventedMatcher:
    name = "invented-1/none"
    threshold = 0.5

    def match(self, texts, languages, top=3, progress=None):
        self.languages = list(languages)
        if progress:
            progress(len(texts), len(texts))
        proposals = tuple(Proposal(one, 0.9 - n / 20) for n, one in enumerate(COMPETENCES[:top]))
        return [
            Match(0.123456789, proposals, Reason((text.split()[0],), "x-1", "…", 0.5), self.name)
            for text in texts
        ]


@pytest.fixture
def matcher(monkeypatch, tmp_path):
    invented = InventedMatcher()
    monkeypatch.setattr("sauatty.core.matching.matcher.load_matcher", lambda encoder, cache=None, folder=None: invented)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return invented


def test_each_row_is_matched_and_keeps_its_own_fields(run, matcher, tmp_path):
    result = run("objectives", "match", write_rows(tmp_path / "in.jsonl", OBJECTIVES))
    assert result.exit_code == 0
    rows = lines(result.stdout)
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert rows[0]["own"] == {"x": [1, None]}
    assert rows[0]["relevance"] == 0.123457
    assert rows[0]["proposals"] == [
        {"competence": "gmilaf.1.1", "score": 0.9},
        {"competence": "gmilaf.1.2", "score": 0.85},
        {"competence": "gmilaf.1.3", "score": 0.8},
    ]
    assert rows[0]["why"] == {"words": ["екі"], "exemplar": "x-1", "exemplar_text": "…", "similarity": 0.5}
    assert rows[0]["model"] == "invented-1/none"
    assert result.stderr == ""


def test_there_are_always_as_many_proposals_as_asked_for(run, matcher, tmp_path):
    name = write_rows(tmp_path / "in.jsonl", OBJECTIVES)
    for top in (1, 12):
        rows = lines(run("objectives", "match", name, "--top", top).stdout)
        assert {len(row["proposals"]) for row in rows} == {top}
    assert run("objectives", "match", name, "--top", 13).exit_code == 2
    assert run("objectives", "match", name, "--top", 0).exit_code == 2


def test_another_framework_is_reached_over_its_crosswalk(run, matcher, tmp_path):
    name = write_rows(tmp_path / "in.jsonl", OBJECTIVES)
    rows = lines(run("objectives", "match", name, "--framework", "acrl", "--top", 4).stdout)
    assert all(proposal["competence"].startswith("acrl.") for proposal in rows[0]["proposals"])
    scores = [proposal["score"] for proposal in rows[0]["proposals"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 4
    assert run("objectives", "match", name, "--framework", "nowhere").exit_code == 1


def test_a_language_that_is_not_stated_is_detected(run, matcher, tmp_path):
    rows = [{key: row[key] for key in ("id", "text")} for row in OBJECTIVES]
    assert run("objectives", "match", write_rows(tmp_path / "in.jsonl", rows)).exit_code == 0
    assert matcher.languages == ["kk", "ru", "en"]


def test_rows_come_in_through_standard_input(run, matcher):
    result = run("objectives", "match", "-", input='\n{"id": 1, "text": "a b"}\n\n')
    assert [row["id"] for row in lines(result.stdout)] == [1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"id": "a", "text": "x"}\n{"id": "b"}\n', "line 2: the objective b has no 'text'"),
        ('{"text": "x"}\n', "line 1: the objective has no 'id'"),
        ("[1]\n", "line 1: this is not an object"),
        ('{"id": "a"', "line 1"),
        ('{"id": NaN, "text": "x"}', "NaN"),
        ("{" * 5 + '"a":' * 3, "line 1"),
    ],
)
def test_a_broken_line_is_named(run, matcher, tmp_path, content, said):
    (tmp_path / "in.jsonl").write_text(content, "utf-8")
    result = run("objectives", "match", tmp_path / "in.jsonl")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "in.jsonl" in result.stderr


def test_text_that_is_not_utf8_is_named(run, matcher, tmp_path):
    (tmp_path / "in.jsonl").write_bytes('{"id": "a", "text": "цель"}'.encode("cp1251"))
    result = run("objectives", "match", tmp_path / "in.jsonl")
    assert result.exit_code == 1
    assert "line 1: the text is not UTF-8" in result.stderr


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
