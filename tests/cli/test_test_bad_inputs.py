"""What `sauatty test` says of answers that hardly anything can be computed from: a number with a note, or a refusal."""

import json
import math

import numpy as np
import pytest

RANDOM = np.random.default_rng(391)


def write(path, scores, first=0):
    """Write points as a file; nan is an empty cell."""
    lines = ["person," + ",".join(f"i{n}" for n in range(scores.shape[1]))]
    for at, row in enumerate(scores, first):
        lines.append(f"p{at}," + ",".join("" if math.isnan(one) else f"{one:g}" for one in row))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def drawn(n, k):
    ability = RANDOM.normal(size=n)
    chance = 1 / (1 + np.exp(np.linspace(-2, 2, k) - ability[:, None]))
    return (RANDOM.random((n, k)) < chance).astype(float)


def strictly(text):
    """Return JSON that holds no NaN and no infinity."""

    def refuse(name):
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


def found(run, *arguments):
    result = run("test", *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return strictly(result.stdout)


def codes(body):
    notes = [note["code"] for note in body["notes"]]
    return notes + [flag["code"] for item in body["items"] for flag in item.get("flags", [])]


@pytest.fixture
def hard(tmp_path):
    """Items nobody or everybody solved, a copy, an item nobody was asked, a person without an answer."""
    scores = drawn(60, 8)
    scores[:, 0], scores[:, 1], scores[:, 5], scores[:, 7] = 0, 1, scores[:, 4], np.nan
    scores[3] = np.nan
    return write(tmp_path / "hard.csv", scores)


def test_items_without_a_difficulty_are_null_with_a_note(run, hard):
    body = found(run, "items", hard)
    said = codes(body)
    assert {"item-nobody-solved-classical", "item-everybody-solved-classical"} <= set(said)
    assert {"columns-equal", "item-without-answer", "person-without-answer"} <= set(said)
    assert body["items"][7]["difficulty"] is None
    assert body["items"][0]["item_rest"] is None


@pytest.mark.parametrize("arguments", [(), ("--model", "2pl"), ("--model", "pcm", "--method", "mml")])
def test_a_calibration_says_which_items_it_could_not_estimate(run, hard, arguments):
    body = found(run, "calibrate", hard, "--fit", *arguments)
    assert {"item-nobody-solved", "item-everybody-solved", "item-without-answer"} <= set(codes(body))
    assert body["items"][7]["difficulty"] is None


@pytest.mark.parametrize("method", ["eap", "wle", "mle"])
def test_people_without_an_estimate_are_null_with_a_note(run, tmp_path, method):
    scores = drawn(80, 6)
    scores[0], scores[1], scores[2] = 0, 1, np.nan
    body = found(run, "score", write(tmp_path / "s.csv", scores), "--method", method, "--person-fit")
    thetas = [one["theta"] for one in body["people"]]
    assert thetas[2] is None
    assert (thetas[0] is None) == (method == "mle")
    assert "person-without-answer" in [note["code"] for note in body["notes"]]


def test_391_people_with_60_percent_missing_are_analysed(run, tmp_path):
    scores = drawn(391, 24)
    scores[RANDOM.random(scores.shape) < 0.6] = np.nan
    file = write(tmp_path / "holes.csv", scores)
    groups = tmp_path / "groups.csv"
    groups.write_text(
        "person,group\n" + "".join(f"p{n},{'kk' if n % 2 else 'ru'}\n" for n in range(391)), "utf-8"
    )
    assert found(run, "items", file)["alpha"] is not None
    assert found(run, "calibrate", file, "--model", "2pl")["converged"]
    assert len(found(run, "dif", file, "--groups", groups)["items"]) == 24


def test_two_people_get_numbers_with_warnings_or_a_refusal(run, tmp_path):
    file = write(tmp_path / "two.csv", np.array([[1.0, 0, 1], [0, 0, 1]]))
    body = found(run, "items", file)
    assert "few-persons" in codes(body)
    result = run("test", "calibrate", file)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There are 2 people with answers")


def test_a_chart_that_cannot_be_drawn_leaves_the_figures(run, tmp_path):
    file = write(tmp_path / "same.csv", np.ones((30, 4)))
    result = run("test", "items", file, "--svg", tmp_path / "charts")
    assert result.exit_code == 0
    assert "Not drawn, wright: There are 30 people" in result.stderr


REFUSED = {
    "empty": ("", "is empty"),
    "nobody": ("person,i1\n", "nobody under it"),
    "no items": ("person\np1\n", "no column for an item"),
    "no person": ("name,a,b\nx,1,0\n", "has no column for 'person'"),
    "person twice": ("person,a,b\np1,1,0\np1,0,1\n", "stands in line 2 already"),
    "item twice": ("person,a,a\np1,1,0\n", "stands there twice"),
    "letters": ("person,a,b\np1,A,B\n", "for letters give a key"),
    "half a point": ("person,a,b\np1,1,0.5\np2,0,1\n", "whole points from 0"),
    "below 0": ("person,a,b\np1,1,-1\np2,0,1\n", "whole points from 0"),
    "infinity": ("person,a,b\np1,inf,1\n", "no number of points"),
    "a year": ("person,a,b\np1,1,2026\n", "take the column out"),
    "only zeros": ("person,a,b\n\x00\x00", "Error: "),
}


@pytest.mark.parametrize("command", ["items", "calibrate", "score", "gain", "equate"])
@pytest.mark.parametrize("case", REFUSED)
def test_tables_that_cannot_be_read_are_refused_with_a_sentence(run, tmp_path, command, case):
    file = tmp_path / "scores.csv"
    file.write_text(REFUSED[case][0], "utf-8")
    two = (file, file) if command in ("gain", "equate") else (file,)
    result = run("test", command, *two)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("Error: ")
    assert REFUSED[case][1] in result.stderr


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("item,key\na,A\nz,B\n", "has a key for 'z'"),
        ("item,key\na,A\n", "has no key for 'b'"),
        ("item,answer\na,A\n", "has no column for 'key'"),
        ("item,key\na,A\na,B\n", "stands there twice"),
    ],
)
def test_a_key_that_does_not_fit_is_refused(run, tmp_path, key, sentence):
    (tmp_path / "letters.csv").write_text("person,a,b\np1,A,B\np2,B,B\n", "utf-8")
    (tmp_path / "key.csv").write_text(key, "utf-8")
    result = run("test", "items", tmp_path / "letters.csv", "--key", tmp_path / "key.csv")
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_a_key_of_two_tests_holds_the_items_of_both(run, tmp_path):
    rows = "".join(f"p{n},{'AB'[n % 2]},{'AB'[n % 3 > 0]}\n" for n in range(20))
    (tmp_path / "pre.csv").write_text("person,a,b\n" + rows, "utf-8")
    (tmp_path / "post.csv").write_text("person,b,c\n" + rows, "utf-8")
    (tmp_path / "key.csv").write_text("item,key\na,A\nb,B\nc,B\n", "utf-8")
    files = (tmp_path / "pre.csv", tmp_path / "post.csv", "--key", tmp_path / "key.csv")
    result = run("test", "gain", *files, "--format", "json")
    assert result.exit_code == 0, result.output
    assert strictly(result.stdout)["n"] == 20


def test_groups_that_cannot_be_compared_are_refused_and_people_without_one_counted(run, tmp_path):
    file = write(tmp_path / "s.csv", drawn(60, 6))
    groups = tmp_path / "groups.csv"
    groups.write_text("person,group\n" + "".join(f"p{n},kk\n" for n in range(60)), "utf-8")
    result = run("test", "dif", file, "--groups", groups)
    assert (result.exit_code, "Two groups with answers are needed" in result.stderr) == (1, True)
    groups.write_text(
        "person,group\n" + "".join(f"p{n},{'kk' if n % 2 else 'ru'}\n" for n in range(50)), "utf-8"
    )
    body = found(run, "dif", file, "--groups", groups)
    assert {"code": "person-without-group"}.items() <= body["notes"][-1].items()
    assert run("test", "dif", file).exit_code == 2


def test_there_is_no_gain_without_a_pre_test_or_without_people_in_both(run, tmp_path):
    post = write(tmp_path / "post.csv", drawn(30, 5))
    nothing = write(tmp_path / "pre.csv", np.full((30, 5), np.nan))
    others = write(tmp_path / "others.csv", drawn(30, 5), first=100)
    assert "without one there is no gain" in run("test", "gain", nothing, post).stderr
    result = run("test", "gain", others, post)
    assert (result.exit_code, "Nobody took both tests" in result.stderr) == (1, True)
    assert run("test", "gain", post).exit_code == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"items": [}', "this is no JSON"),
        ('{"items": []}', "it has no items"),
        ('{"items": 3}', "no list of objects"),
        ('{"items": [{"item": "i0", "difficulty": NaN}]}', "is no number"),
        ("item,difficulty\ni0,x\n", "'x' is no number"),
        ("item,difficulty\ni0,0\ni0,1\n", "is there twice"),
        ("question,b\ni0,0\n", "there is no column 'item'"),
        ("item,difficulty\nother,0\n", "has no parameters of: i0"),
    ],
)
def test_parameters_that_cannot_be_used_are_refused(run, tmp_path, content, sentence):
    (tmp_path / "parameters").write_text(content, "utf-8")
    file = write(tmp_path / "s.csv", drawn(20, 3))
    result = run("test", "score", file, "--parameters", tmp_path / "parameters")
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_more_points_than_the_calibration_knows_are_refused(run, tmp_path):
    (tmp_path / "parameters.csv").write_text("item,difficulty\ni0,0\ni1,1\n", "utf-8")
    file = write(tmp_path / "s.csv", np.array([[1.0, 2.0], [0, 1]]))
    result = run("test", "score", file, "--parameters", tmp_path / "parameters.csv")
    assert (result.exit_code, "whole points from 0 to 1 are needed" in result.stderr) == (1, True)


def test_files_that_are_not_there_are_wrong_usage(run, tmp_path):
    assert run("test", "items", tmp_path / "none.csv").exit_code == 2
    file = write(tmp_path / "s.csv", drawn(20, 3))
    assert run("test", "calibrate", file, "--model", "3pl").exit_code == 2
    taken = tmp_path / "taken"
    taken.write_text("", "utf-8")
    assert run("test", "items", file, "--svg", taken).exit_code == 2


def test_the_most_points_can_be_said_where_nobody_got_them(run, tmp_path):
    file = write(tmp_path / "s.csv", np.array([[1.0, 1], [0, 1], [1, 0], [0, 0], [1, 1]]))
    points = tmp_path / "points.csv"
    points.write_text("item,points\ni0,2\nelsewhere,3\n", "utf-8")
    body = found(run, "items", file, "--points", points)
    assert [item["max_score"] for item in body["items"]] == [2, 1]
    assert body["items"][0]["difficulty"] == 0.3


@pytest.mark.parametrize(
    ("points", "sentence"),
    [("two", "no number of points"), ("0", "no number of points"), ("1", "from 0 to 1")],
)
def test_most_points_that_do_not_fit_are_refused(run, tmp_path, points, sentence):
    file = write(tmp_path / "s.csv", np.array([[1.0, 2], [0, 1]]))
    (tmp_path / "points.csv").write_text(f"item,points\ni1,{points}\n", "utf-8")
    result = run("test", "items", file, "--points", tmp_path / "points.csv")
    assert (result.exit_code, sentence in result.stderr) == (1, True), result.output


@pytest.mark.parametrize("method", ["cml", "mml"])
def test_a_number_of_points_that_nobody_has_is_said_in_json_too(run, tmp_path, method):
    scores = drawn(120, 6)
    scores[:, 5] *= 2
    body = found(run, "calibrate", write(tmp_path / "s.csv", scores), "--model", "pcm", "--method", method)
    told = [note["params"] for note in body["notes"] if note["code"] == "item-step-empty"]
    assert told == [{"item": "i5", "score": 1}]


def test_totals_that_nobody_has_whole_are_not_equated(run, tmp_path):
    scores = drawn(20, 4)
    holes = scores.copy()
    holes[np.arange(20), np.arange(20) % 4] = math.nan
    new, base = write(tmp_path / "new.csv", holes), write(tmp_path / "base.csv", scores)
    result = run("test", "equate", new, base)
    assert (result.exit_code, "answered every question" in result.stderr) == (1, True), result.output
