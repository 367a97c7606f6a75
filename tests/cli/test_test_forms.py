"""`sauatty test score`, `equate`, `cut-score` and `assemble` against the figures of R, and what they refuse."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest

REFERENCE = Path(__file__).parents[1] / "core" / "reference" / "psychometrics"
RATINGS = REFERENCE / "cutscore_ratings.csv"


def expected(name):
    return json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))


def rows_of(name):
    with (REFERENCE / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def as_json(run, *arguments):
    result = run("test", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def written(path, text):
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def rasch(tmp_path):
    lines = (REFERENCE / "irt_rasch.csv").read_text("utf-8").splitlines()
    rows = [f"p{at},{line}" for at, line in enumerate(lines[1:])]
    return written(tmp_path / "rasch.csv", "\n".join([f"person,{lines[0]}", *rows]) + "\n")


@pytest.fixture
def judged(tmp_path):
    """The parameters of the items that the judges of the reference have rated."""
    rows = [f"{row['item']},{row['b']},{row['a']}" for row in rows_of("cutscore_items.csv")]
    return written(tmp_path / "judged.csv", "\n".join(["item,difficulty,discrimination", *rows]) + "\n")


@pytest.fixture
def two_scales(tmp_path):
    def parameters(which):
        rows = [
            f"{r['item']},,{r[f'a_{which}']},{r[f'b1_{which}']},{r[f'b2_{which}']}"
            for r in rows_of("equating_items.csv")
        ]
        return written(
            tmp_path / f"{which}.csv",
            "\n".join(["item,difficulty,discrimination,step_1,step_2", *rows]) + "\n",
        )

    return parameters("new"), parameters("base")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_abilities_by_written_parameters_are_those_of_erm(run, rasch, tmp_path, form):
    known = expected("rasch_reference")["rasch"]
    assert run("test", "calibrate", rasch, "--format", form, "-o", tmp_path / "p").exit_code == 0
    people = as_json(run, "score", rasch, "--parameters", tmp_path / "p", "--method", "mle")["people"]
    inside = [at for at, is_interpolated in enumerate(known["is_interpolated"]) if not is_interpolated]
    assert [people[at]["theta"] for at in inside] == pytest.approx(
        [known["theta"][at] for at in inside], abs=1e-4
    )
    assert [one["points"] for one in people] == known["raw"]


def test_scores_of_calibrating_at_once_are_the_same(run, rasch, tmp_path):
    run("test", "calibrate", rasch, "--format", "json", "-o", tmp_path / "p")
    files = [as_json(run, "score", rasch, "--parameters", tmp_path / "p"), as_json(run, "score", rasch)]
    thetas = [[one["theta"] for one in found["people"]] for found in files]
    assert thetas[0] == pytest.approx(thetas[1], abs=1e-9)
    assert 0.5 < files[0]["reliability"] < 0.9


def test_groups_move_what_eap_starts_from(run, tmp_path):
    files = (REFERENCE / "dif_scores.csv", "--groups", REFERENCE / "dif_groups.csv")
    run("test", "calibrate", *files, "--format", "json", "-o", tmp_path / "p")
    plain, grouped = (
        as_json(run, "score", *given, "--parameters", tmp_path / "p") for given in (files[:1], files)
    )
    assert [one["theta"] for one in plain["people"]] != [one["theta"] for one in grouped["people"]]


def test_anchored_items_stay_where_they_were(run, rasch, tmp_path):
    anchors = written(tmp_path / "anchors.csv", "item,difficulty\ni1,-1.5\ni2,-1.0\n")
    found = as_json(run, "calibrate", rasch, "--anchors", anchors)
    assert [one["difficulty"] for one in found["items"][:2]] == [-1.5, -1.0]
    assert found["method"] == "mml"


def test_a_table_of_points_ends_where_a_page_ends_and_says_so(run, rasch):
    result = run("test", "score", rasch)
    assert "200 more people: --format csv has all of them." in result.stdout
    table = run("test", "score", rasch, "--format", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(table)))) == 400


@pytest.mark.parametrize("method", ["mean-sigma", "mean-mean", "stocking-lord", "haebara"])
def test_links_are_those_of_r(run, two_scales, method):
    found, known = as_json(run, "equate", *two_scales, "--method", method), expected("equating")
    assert [found["slope"], found["intercept"]] == pytest.approx(known[method.replace("-", "_")], abs=1e-5)
    assert len(found["common"]) == 12
    assert found["rows"][0]["theta"] is None


def test_totals_are_equated_as_in_r(run, tmp_path):
    new, base = (
        np.repeat(np.arange(27), [int(row[which]) for row in rows_of("equating_totals.csv")])
        for which in ("new", "base")
    )
    files = []
    for name, totals, most in (("new", new, 24), ("base", base, 26)):
        head = "person," + ",".join(f"{name}{n}" for n in range(most))
        lines = [
            f"p{at}," + ",".join(str(int(n < total)) for n in range(most)) for at, total in enumerate(totals)
        ]
        files.append(written(tmp_path / f"{name}.csv", "\n".join([head, *lines]) + "\n"))
    found = as_json(run, "equate", *files, "--method", "linear", "--resamples", 0)
    assert [row["equivalent"] for row in found["rows"]] == pytest.approx(
        expected("equating")["linear"], abs=1e-9
    )
    smooth = as_json(run, "equate", *files, "--resamples", 50)
    assert smooth["degrees"] == expected("equating")["best_degrees"]


def test_people_without_every_answer_are_left_out_of_totals_and_counted(run, tmp_path):
    rows = "".join(
        f"p{n},{n % 2},{n % 3 == 0:d},{'' if n < 3 else n % 5 == 0:{'' if n < 3 else 'd'}}\n"
        for n in range(30)
    )
    file = written(tmp_path / "s.csv", "person,a,b,c\n" + rows)
    found = as_json(run, "equate", file, file, "--method", "mean", "--resamples", 0)
    assert found["n_new"] == 27
    assert "equating-needs-all-answers" in {note["code"] for note in found["notes"]}


def test_forms_without_common_items_cannot_be_linked(run, tmp_path):
    one = written(tmp_path / "one.csv", "item,difficulty\na,0\n")
    other = written(tmp_path / "other.csv", "item,difficulty\nb,0\n")
    result = run("test", "equate", one, other, "--method", "haebara")
    assert (result.exit_code, "no item in common" in result.stderr) == (1, True)


def test_the_pass_mark_and_its_error_are_those_of_r(run, judged):
    found, known = as_json(run, "cut-score", RATINGS, "--parameters", judged), expected("cutscore")
    assert [found["cut"]] == pytest.approx(known["cut"])
    assert [found["se"]] == pytest.approx(known["se"])
    assert found["ci95"] == pytest.approx(known["interval"])
    assert [found["theta"]["theta"]] == pytest.approx(known["theta"], abs=1e-6)
    assert [one["method"] for one in found["classification"]] == ["lee"]
    assert found["least_points"] == 10


def test_a_cohort_says_who_passes_and_how_surely(run, judged, tmp_path):
    random = np.random.default_rng(5)
    items = rows_of("cutscore_items.csv")
    chance = 1 / (1 + np.exp(-random.normal(0.4, 1, (200, 1)) + np.array([float(row["b"]) for row in items])))
    scores = (random.random(chance.shape) < chance).astype(int)
    lines = [f"p{at}," + ",".join(map(str, row)) for at, row in enumerate(scores)]
    file = written(
        tmp_path / "s.csv", "\n".join(["person," + ",".join(row["item"] for row in items), *lines]) + "\n"
    )
    found = as_json(run, "cut-score", RATINGS, RATINGS, "--scores", file, "--parameters", judged)
    assert found["passing"]["n"] == 200
    assert found["passing"]["share"] == (scores.sum(axis=1) >= 10).mean()
    assert [one["method"] for one in found["classification"]] == ["livingston-lewis", "lee", "rudner"]
    assert (found["change"], found["n_changed"], len(found["rounds"])) == (0, 0, 2)
    assert all(judge["correlation"] is not None for judge in found["rounds"][1]["judges"])


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        ("judge,a,b\nx,50,\ny,60,\n", "nobody has judged 'b'"),
        ("judge,a,b\n", "nobody under it"),
        ("judge,a,b\nx,50,101\n", "no percent from 0 to 100"),
        ("judge,a,b\nx,50,60\nx,50,60\n", "stands in line 2 already"),
        ("judge,a,c\nx,50,60\n", "is judged and stands not in"),
    ],
)
def test_ratings_that_give_no_pass_mark_are_refused(run, tmp_path, ratings, sentence):
    parameters = written(tmp_path / "p.csv", "item,difficulty\na,0\nb,1\n")
    result = run("test", "cut-score", written(tmp_path / "r.csv", ratings), "--parameters", parameters)
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_one_judge_and_equal_judges_are_said(run, tmp_path):
    one = as_json(run, "cut-score", written(tmp_path / "one.csv", "judge,a,b\nx,50,60\n"))
    assert (one["cut"], one["se"], one["ci95"]) == (pytest.approx(1.1), None, None)
    assert "one-judge" in [note["code"] for note in one["notes"]]
    same = as_json(run, "cut-score", written(tmp_path / "same.csv", "judge,a,b\nx,50,60\ny,50,60\n"))
    assert "judges-identical" in [note["code"] for note in same["notes"]]


def test_forms_of_the_shipped_bank_are_alike(run):
    found = as_json(run, "assemble", "--length", 10)
    assert [len(form) for form in found["forms"]] == [10, 10]
    assert not set(found["forms"][0]) & set(found["forms"][1])
    assert found["worst_difference"] < 0.3


def test_a_blueprint_is_kept_and_impossible_rules_are_named(run, tmp_path):
    rows = "".join(f"q{n},{n / 10 - 1:g},{'xyz'[n % 3]},{n % 2 + 1}\n" for n in range(24))
    bank = written(tmp_path / "bank.csv", "item,difficulty,competence,demand\n" + rows)
    plan = written(
        tmp_path / "plan.yaml",
        "n_items: 6\nper_competence: {x: [2, 2], y: 3}\nmust_not: [q0]\ntargets: {0: 0.5}\n",
    )
    found = as_json(run, "assemble", bank, "--blueprint", plan)
    for form in found["forms"]:
        groups = [int(one[1:]) % 3 for one in form]
        assert (groups.count(0), groups.count(1), "q0" in form) == (2, 3, False)
    result = run("test", "assemble", bank, "--blueprint", plan, "--forms", 4)
    assert result.exit_code == 1
    assert "items of competence 'y': at least 3 asked, 2 possible" in result.stderr


def test_forms_are_made_of_answers_and_of_parameters(run, tmp_path):
    scores = REFERENCE / "dif_scores.csv"
    first = as_json(run, "assemble", scores, "--length", 6)["forms"]
    run("test", "calibrate", scores, "--format", "json", "-o", tmp_path / "p.json")
    assert as_json(run, "assemble", tmp_path / "p.json", "--length", 6)["forms"] == first


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        ("n_items: six\n", "'six' is no number"),
        ("n_items: 2.5\n", "2.5 is no whole number"),
        ("per_competence: {x: 1}\n", "'n_items' is missing"),
        ("n_items: 4\nlenght: 3\n", "there is no 'lenght'"),
        ("- a\n", "is not a mapping"),
        ("n_items: 4\nper_kind: {single: [1, 2, 3]}\n", "wants [least, most]"),
        ("n_items: [\n", "cannot be read as YAML"),
    ],
)
def test_a_blueprint_that_cannot_be_read_is_refused(run, tmp_path, plan, sentence):
    result = run("test", "assemble", "--blueprint", written(tmp_path / "plan.yaml", plan))
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_a_bank_that_cannot_be_read_is_refused(run, tmp_path):
    for bank, sentence in (
        ("item\nq\n", "no column 'difficulty'"),
        ("item,difficulty\nq,\n", "'q' has no difficulty"),
        ("item,difficulty\n", "it has no items"),
    ):
        result = run("test", "assemble", written(tmp_path / "bank.csv", bank))
        assert (result.exit_code, sentence in result.stderr) == (1, True), result.output


@pytest.fixture
def two_forms(tmp_path):
    """A pre-test and a final test of forms A and B without a common item, swapped by halves of 80 people."""
    random = np.random.default_rng(11)
    ability, files = random.normal(size=80), []
    for name, rise in (("pre", 0.0), ("final", 0.6)):
        lines = ["person," + ",".join(f"{form}{n}" for form in "ab" for n in range(8))]
        for person in range(80):
            solved = random.random(8) < 1 / (1 + np.exp(np.linspace(-1.5, 1.5, 8) - ability[person] - rise))
            cells, nothing = ",".join(str(int(one)) for one in solved), "," * 7
            first = (person % 2 == 0) == (name == "pre")
            lines.append(f"p{person},{cells},{nothing}" if first else f"p{person},{nothing},{cells}")
        files.append(written(tmp_path / f"{name}.csv", "\n".join(lines) + "\n"))
    papers = "person,group\n" + "".join(f"p{n},{'AB'[n % 2]}\n" for n in range(80))
    return files, written(tmp_path / "papers.csv", papers)


def test_several_files_are_calibrated_together_each_with_its_own_mean(run, two_forms):
    (pre, final), _papers = two_forms
    found = as_json(run, "calibrate", pre, final)
    assert [(one["name"], one["n"]) for one in found["groups"]] == [("pre", 80), ("final", 80)]
    assert found["groups"][1]["mean"] > found["groups"][0]["mean"]
    assert (found["method"], len(found["items"])) == ("mml", 16)


def test_forms_without_a_common_item_have_a_reliability_for_regression_to_the_mean(run, two_forms):
    (pre, final), _papers = two_forms
    found = as_json(run, "gain", pre, final, "--model", "rasch")
    assert 0 < found["regression"]["reliability"] < 1
    assert found["theta"]["mean_gain"] > 0


def test_one_paper_is_looked_at_alone(run, two_forms):
    (pre, _final), papers = two_forms
    found = as_json(run, "items", pre, "--only", papers, "A")
    assert (found["n_persons"], [one["item"] for one in found["items"]]) == (40, [f"a{n}" for n in range(8)])
    assert as_json(run, "items", pre)["alpha"] is None
    result = run("test", "items", pre, "--only", papers, "C")
    assert (result.exit_code, "nobody who answered stands in the group 'C'" in result.stderr) == (2, True)


def test_letters_of_one_paper_need_no_key_of_the_other(run, tmp_path):
    letters = written(
        tmp_path / "r.csv",
        "person,a,b,c\n"
        + "".join(f"p{n},{'xy'[n % 2]},{'' if n < 10 else 'x'},{'xy'[n % 3 > 0]}\n" for n in range(20)),
    )
    papers = written(
        tmp_path / "g.csv", "person,group\n" + "".join(f"p{n},{'AB'[n // 10]}\n" for n in range(20))
    )
    key = written(tmp_path / "k.csv", "item,key\na,x\nb,y\nc,x\n")
    found = as_json(run, "items", letters, "--key", key, "--only", papers, "A")
    assert [one["item"] for one in found["items"]] == ["a", "c"]
