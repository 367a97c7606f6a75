import csv
import io
import json

import pytest

from cli.samples import HTML, OBJECTIVES, write_rows
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
    monkeypatch.setattr(
        "sauatty.core.matching.matcher.load_matcher", lambda encoder, cache=None, folder=None: invented
    )
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


# --- odd input ---


def test_a_missing_folder_is_refused_before_the_work(run, monkeypatch, tmp_path):
    monkeypatch.setattr("sauatty.cli.objectives.read_rows", lambda *_: pytest.fail("it began to work"))
    name = write_rows(tmp_path / "in.jsonl", OBJECTIVES)
    result = run("objectives", "match", name, "-o", tmp_path / "missing" / "out.jsonl")
    assert result.exit_code == 1
    assert f"there is no folder '{tmp_path / 'missing'}'" in result.stderr


def test_a_file_without_rows_is_refused(run, matcher, tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n\n", "utf-8")
    for command in ("match", "coverage"):
        result = run("objectives", command, tmp_path / "empty.jsonl")
        assert result.exit_code == 1
        assert "no learning objectives were found" in result.stderr


def test_a_file_that_is_no_json_lines_is_told_how_to_become_it(run, matcher, tmp_path):
    (tmp_path / "in.html").write_text("<table>", "utf-8")
    assert "sauatty objectives read" in run("objectives", "match", tmp_path / "in.html").stderr


def test_half_a_letter_comes_out_as_it_went_in(run, matcher, tmp_path):
    row = {"id": "a", "text": "половина \ud83d буквы", "own": "\udc00"}
    (tmp_path / "in.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    (found,) = lines(run("objectives", "match", tmp_path / "in.jsonl").stdout)
    assert (found["text"], found["own"]) == (row["text"], row["own"])


def test_files_of_one_name_keep_their_rows_apart(run, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.html").write_text(HTML, "utf-8")
    result = run("objectives", "read", tmp_path / "a" / "x.html", tmp_path / "b" / "x.html")
    rows = lines(result.stdout)
    assert len({row["id"] for row in rows}) == len(rows) == 8
    assert {row["source"] for row in rows} == {str(tmp_path / one / "x.html") for one in "ab"}
