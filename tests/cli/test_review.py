import pytest

from cli.samples import write_rows

WORDS = ["жаңалық", "газета", "сурет", "сан", "бөлшек", "теңдеу", "өсімдік", "тау"]
ROWS = [
    {
        "id": f"r{number}",
        "text": f"{WORDS[number % 8]} туралы {number} деректі {'тексеру' if number % 8 < 3 else 'айту'}",
        "language": "kk",
        "decision": (number % 8 < 3) + (number % 16 < 3),
    }
    for number in range(48)
]
LETTERS = ("--encoder", "ngram")


def decide(path, rows):
    path.write_text("id,decision\n" + "".join(f"{row['id']},{row['decision']}\n" for row in rows), "utf-8")
    return path


def test_it_works(run, tmp_path):
    source, order = write_rows(tmp_path / "in.jsonl", ROWS), tmp_path / "order.txt"
    result = run("objectives", "simulate-review", source, "--seed", 4, "--order-out", order, *LETTERS)
    assert result.exit_code == 0, result.output
    assert sorted(order.read_text("utf-8").splitlines()) == sorted(row["id"] for row in ROWS)
    assert "48 objectives, 18 relevant, made with sauatty-mil-1/ngram, seed 4" in result.stdout
    relevant = {row["id"] for row in ROWS if row["decision"]}
    places = [n for n, own in enumerate(order.read_text("utf-8").split(), 1) if own in relevant]
    assert (
        f"100% of the relevant found after {places[-1]} read: {places[-1] / 48:.1%} of the list"
        in result.stdout
    )
    assert f"95% of the relevant found after {places[17]} read" in result.stdout
    assert "WSS@95" in result.stdout


def test_the_simulation_is_next_asked_again_and_again(run, tmp_path):
    source, order = write_rows(tmp_path / "in.jsonl", ROWS), tmp_path / "order.txt"
    run("objectives", "simulate-review", source, "--seed", 4, "--order-out", order, *LETTERS)
    by_id, read = {row["id"]: row for row in ROWS}, []
    while len(read) < len(ROWS):
        decided = decide(tmp_path / "decided.csv", [by_id[own] for own in read])
        result = run(
            "objectives", "next", source, "--decisions", decided, "--batch", 10, "--seed", 4, *LETTERS
        )
        assert result.exit_code == 0, result.output
        read += result.stdout.split()
    assert read == order.read_text("utf-8").split()


def test_next_never_looks_at_the_decisions_of_the_list(run, tmp_path):
    turned = [{**row, "decision": 0 if row["decision"] else 2} for row in ROWS]
    bare = [{name: value for name, value in row.items() if name != "decision"} for row in ROWS]
    decided = decide(tmp_path / "decided.csv", ROWS[:20])
    printed = set()
    for name, rows in (("in", ROWS), ("turned", turned), ("bare", bare)):
        source = write_rows(tmp_path / f"{name}.jsonl", rows)
        printed.add(run("objectives", "next", source, "--decisions", decided, *LETTERS).stdout)
    assert len(printed) == 1
    assert len(printed.pop().split()) == 10


def test_next_says_what_it_was_made_with_beside_the_ids(run, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", ROWS)
    result = run("objectives", "next", source, "--batch", 3, *LETTERS)
    assert len(result.stdout.split()) == 3
    assert result.stderr.startswith("sauatty-mil-1/ngram, 0 of 48 decided")


def test_a_table_without_rows_means_that_nothing_is_decided(run, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", ROWS)
    header = decide(tmp_path / "decided.csv", [])
    assert run("objectives", "next", source, "--decisions", header, *LETTERS).exit_code == 0


def test_the_decisions_of_one_coder_in_an_export_are_read(run, tmp_path):
    source, export = write_rows(tmp_path / "in.jsonl", ROWS), tmp_path / "export.csv"
    rows = "".join(f"{row['id']};anna;{row['decision']}\n" for row in ROWS[:20])
    export.write_text("unit;coder;relevance\n" + rows, "utf-8-sig")
    plain = run("objectives", "next", source, "--decisions", decide(tmp_path / "d.csv", ROWS[:20]), *LETTERS)
    assert run("objectives", "next", source, "--decisions", export, *LETTERS).stdout == plain.stdout
    assert len(plain.stdout.split()) == 10


def test_all_decided_leaves_nothing_to_read(run, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", ROWS)
    result = run("objectives", "next", source, "--decisions", decide(tmp_path / "all.csv", ROWS), *LETTERS)
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "is empty"),
        ("id\nr1\n", "no column for decision"),
        ("id,decision\nr1,3\n", "line 2: the decision about 'r1' is 3, not 0, 1 or 2"),
        ("id,decision\nr1,\n", "is missing, not 0, 1 or 2"),
        ("id,decision\nr1,1\nr1,0\n", "line 3: the id r1 stands twice"),
        ("id,decision\nstranger,1\n", "'stranger'"),
    ],
)
def test_decisions_that_cannot_be_used_are_named(run, tmp_path, written, said):
    source = write_rows(tmp_path / "in.jsonl", ROWS)
    (tmp_path / "decided.csv").write_text(written, "utf-8")
    result = run("objectives", "next", source, "--decisions", tmp_path / "decided.csv", *LETTERS)
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"decision": None}, "line 2: the objective r1 has no 'decision'"),
        ({"decision": 5}, "the decision 5, not 0, 1 or 2"),
        ({"decision": True}, "the decision True"),
        ({"id": "r0"}, "the id r0 stands twice"),
        ({"text": " "}, "has no 'text'"),
        ({"id": "a\nb"}, "line break"),
    ],
)
def test_rows_that_cannot_be_simulated_are_named(run, tmp_path, change, said):
    source = write_rows(tmp_path / "in.jsonl", [ROWS[0], {**ROWS[1], **change}])
    result = run("objectives", "simulate-review", source, "--order-out", tmp_path / "o.txt", *LETTERS)
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (tmp_path / "o.txt").exists()


def test_an_empty_list_is_refused(run, tmp_path):
    (tmp_path / "in.jsonl").write_text("", "utf-8")
    result = run("objectives", "next", tmp_path / "in.jsonl", *LETTERS)
    assert result.exit_code == 1


def test_nothing_relevant_is_said(run, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", [{**row, "decision": 0} for row in ROWS[:12]])
    result = run("objectives", "simulate-review", source, "--order-out", tmp_path / "o.txt", *LETTERS)
    assert result.exit_code == 0
    assert "nothing is relevant" in result.stdout


def test_an_order_on_standard_output_stands_alone(run, tmp_path):
    source = write_rows(tmp_path / "in.jsonl", ROWS[:12])
    result = run("objectives", "simulate-review", source, "--order-out", "-", *LETTERS)
    assert sorted(result.stdout.split()) == sorted(row["id"] for row in ROWS[:12])
    assert "WSS@95" in result.stderr
