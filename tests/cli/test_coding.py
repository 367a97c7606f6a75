import json

import pytest

from sauatty.core.agreement import agreement as measure
from sauatty.core.exchange.decisions import write_decisions
from sauatty.core.exchange.refi import read_codebook
from sauatty.core.records import Decision

HEAD = "unit,coder,value"
TWO = [
    ("u1", "b", 1),
    ("u1", "a", 1),
    ("u2", "a", 0),
    ("u2", "b", 0),
    ("u3", "a", 0),
    ("u3", "b", 1),
    ("u4", "a", 2),
]


@pytest.fixture
def table(tmp_path):
    def write(*lines, head=HEAD, name="decisions.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text("\n".join([head, *lines]) + "\n", encoding=encoding)
        return path

    return write


def lines_of(rows):
    return [",".join(map(str, row)) for row in rows]


def measured(run, *arguments):
    result = run("coding", "agreement", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_it_works(run, table):
    found = measured(run, table(*lines_of(TWO)))
    expected = measure([(unit, coder, str(value)) for unit, coder, value in TWO])

    assert found["alpha"] == expected.alpha.estimate
    assert found["alpha_ci95"] == [expected.alpha.low, expected.alpha.high]
    assert found["kappa"] == expected.kappa.estimate == pytest.approx(0.4)
    assert (found["n_units"], found["n_units_pairable"], found["coders"]) == (4, 3, ["a", "b"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_and_semicolons_change_nothing(run, table, encoding):
    plain = measured(run, table(*lines_of(TWO)))
    other = table(
        *[line.replace(",", ";") for line in lines_of(TWO)], head=HEAD.replace(",", ";"), encoding=encoding
    )

    assert measured(run, other) == plain


def test_a_missing_number_is_no_category(run, table):
    plain = measured(run, table(*lines_of(TWO)))

    assert measured(run, table(*lines_of(TWO), "u9,a,NaN", "u9,b,")) == plain
    assert measured(run, table(*lines_of(TWO), "u9,a,nan"), "--level", "interval")["n_units"] == 4


def test_three_coders_have_no_kappa(run, table):
    found = measured(run, table(*lines_of(TWO), "u1,c,1"))

    assert "kappa" not in found and found["coders"] == ["a", "b", "c"]


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "set"])
def test_every_level_is_measured(run, table, level):
    found = measured(run, table(*lines_of(TWO)), "--level", level)

    assert found["level"] == level and found["alpha_ci95"][0] <= found["alpha"] <= found["alpha_ci95"][1]


def test_all_equal_is_null_and_says_why(run, table):
    path = table("u1,a,1", "u1,b,1", "u2,a,1", "u2,b,1")
    found = measured(run, path)
    text = run("coding", "agreement", path)

    assert found["alpha"] is found["kappa"] is found["alpha_ci95"] is None
    assert found["undefined"] == "all-equal" and found["percent"] == 1.0
    assert text.exit_code == 0 and "neither 0 nor 1" in text.stdout


def test_one_coder_is_told(run, table):
    assert measured(run, table("u1,a,1", "u2,a,2"))["undefined"] == "one-coder"


@pytest.mark.parametrize(
    ("language", "said"), [("kk", "Криппендорф альфасы"), ("ru", "Альфа Криппендорфа"), ("en", "alpha")]
)
def test_sentences_in_three_languages(run, table, language, said):
    assert said in run("coding", "agreement", table(*lines_of(TWO)), "--language", language).stdout


def test_groups_and_competences_beside_the_whole(run, table):
    path = table("u1,a,x;y,ru", "u1,b,x,ru", "u2,a,y,kk", "u2,b,y,kk", head=HEAD + ",school")
    found = measured(run, path, "--level", "set", "--by", "school", "--by-competence")
    text = run("coding", "agreement", path, "--level", "set", "--by", "school").stdout

    assert sorted(found["by"]) == ["kk", "ru"] and found["by"]["kk"]["undefined"] == "all-equal"
    assert found["by_competence"]["x"]["percent"] == 1.0 and found["by_competence"]["y"]["percent"] == 0.5
    assert "all-equal" in text


def test_an_export_of_decisions_is_read(run, tmp_path):
    decisions = [
        Decision("u1", "a", 2, ("gmilaf.2.2",)),
        Decision("u1", "b", 2, ("gmilaf.2.3",)),
        Decision("u2", "a", 0),
        Decision("u2", "b", 0),
    ]
    path = tmp_path / "export.csv"
    path.write_text(write_decisions(decisions), encoding="utf-8-sig")

    assert measured(run, path, "--level", "ordinal")["alpha"] == 1.0
    assert measured(run, path, "--level", "set")["percent"] == 0.5


def test_seed_and_resamples_are_obeyed(run, table):
    path = table(
        *[f"u{at},{coder},{(at * (7 if coder == 'a' else 11)) % 3}" for at in range(40) for coder in "ab"]
    )
    one, again, other = (measured(run, path, "--seed", seed, "--resamples", 300) for seed in (1, 1, 2))

    assert one == again and one["alpha_ci95"] != other["alpha_ci95"] and one["n_resamples"] == 300
    assert measured(run, path, "--resamples", 0)["alpha_ci95"] is None


@pytest.mark.parametrize(
    ("lines", "head", "options", "says"),
    [
        (["u1,a,1", "u1,a,2"], HEAD, [], ["line 3", "'a'", "'u1'"]),
        (["u1,a,few"], HEAD, ["--level", "interval"], ["line 2", "'few'"]),
        (["u1,a,1"], "unit,coder,vlaue", [], ["line 1", "'vlaue'"]),
        (["u1,a,1"], "unit,rater,value", [], ["'coder'", "rater"]),
        (["u1,a,1"], HEAD, ["--by", "subject"], ["'subject'"]),
        ([], HEAD, [], ["decisions.csv", "no decision under it"]),
    ],
)
def test_bad_input_is_refused_by_name(run, table, lines, head, options, says):
    result = run("coding", "agreement", table(*lines, head=head), *options)

    assert result.exit_code == 1 and result.stdout == ""
    assert all(part in result.stderr for part in says), result.stderr


def test_an_empty_file_is_refused(run, tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    result = run("coding", "agreement", tmp_path / "empty.csv")

    assert result.exit_code == 1 and "empty.csv' is empty" in result.stderr


def test_competences_need_the_set_level(run, table):
    assert run("coding", "agreement", table("u1,a,1"), "--by-competence").exit_code == 2


def test_confusions_are_counted(run, table):
    path = table(
        *[f"u{at},{coder},gmilaf.2.{2 + (coder == 'b')}" for at in range(6) for coder in "ab"],
        "u7,a,x",
        "u7,b,",
    )
    found = json.loads(run("coding", "confusions", path, "--format", "json").stdout)
    text = run("coding", "confusions", path).stdout

    assert (found["n_comparisons"], found["n_disagreements"]) == (7, 7)
    assert found["pairs"] == [
        {
            "a": "gmilaf.2.2", "b": "gmilaf.2.3", "n": 6, "share": 6 / 7,
            "by_coders": [{"coders": ["a", "b"], "n": 6}], "propose_rule": True,
        }
    ]  # fmt: skip
    assert [one["competence"] for one in found["omissions"]] == ["x"]
    assert "7 of 7" in text and "2.2 and 2.3 are often taken for each other" in text


def test_a_codebook_is_written(run, tmp_path):
    out = tmp_path / "codes.qdc"
    result = run("coding", "codebook", "--language", "kk", "-o", out)
    content = json.loads(run("coding", "codebook", "--format", "json", "--language", "kk").stdout)
    codes = read_codebook(out.read_bytes(), name="codes.qdc")

    assert result.exit_code == 0
    assert [code.as_json()["guid"] for code in codes] == [code["guid"] for code in content["codes"]]
    assert content["manual"] == "mil-objectives" and content["framework"] == "gmilaf"


def test_a_framework_alone_is_a_codebook_too(run):
    content = json.loads(run("coding", "codebook", "--framework", "mil2021", "--format", "json").stdout)

    assert content["manual"] is None and content["codes"]


def test_an_unknown_manual_is_refused(run):
    result = run("coding", "codebook", "nonsense")

    assert result.exit_code == 1 and "nonsense" in result.stderr
