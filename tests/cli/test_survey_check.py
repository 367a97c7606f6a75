import json

import pytest
import yaml

from sauatty.core.catalogue import CONTENT

NEEDS = CONTENT / "instruments" / "mil-needs.yaml"


@pytest.fixture
def broken(tmp_path):
    """The survey of needs with two holes: a label and a name in a condition."""
    whole = yaml.safe_load(NEEDS.read_text("utf-8"))
    whole["lists"]["familiarity"][0]["label"].pop("kk")
    whole["sections"][0]["questions"][-1]["when"] = "${nobody} = 'x'"
    path = tmp_path / "broken.yaml"
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def test_it_works(run):
    done = run("survey", "check", "mil-needs")
    assert done.exit_code == 0
    assert "The instrument is whole." in done.output
    lines = [line for line in done.output.splitlines() if "minutes" in line]
    assert [line[:2] for line in lines] == ["kk", "ru", "en"]
    assert all(float(line.split()[1]) <= 15 for line in lines)


def test_a_file_is_checked_as_the_shipped_one(run):
    assert run("survey", "check", NEEDS).output == run("survey", "check", "mil-needs:1").output


def test_every_hole_is_named_and_the_command_fails(run, broken):
    done = run("survey", "check", broken)
    assert done.exit_code == 1
    assert "lists.familiarity.never: has no text in kk" in done.output
    assert "refers to 'nobody', which no question answers" in done.output
    assert done.output.endswith("Holes: 2\n")


def test_only_the_languages_asked_for_have_to_be_complete(run, broken):
    done = run("survey", "check", broken, "--language", "ru", "--language", "en")
    assert "familiarity" not in done.output
    assert "kk: " not in done.output
    assert done.output.endswith("Holes: 1\n")


def test_json_has_the_same(run, broken, tmp_path):
    out = tmp_path / "check.json"
    done = run("survey", "check", broken, "--format", "json", "-o", out)
    assert done.exit_code == 1
    found = json.loads(out.read_text("utf-8"))
    assert [hole["code"] for hole in found["holes"]] == ["text-missing", "expression-name-unknown"]
    assert [one["language"] for one in found["burden"]] == ["kk", "ru", "en"]
    assert found["burden"][0]["path"][0] == "region"
    assert len(found["sha256"]) == 64


@pytest.mark.parametrize(
    ("name", "said"),
    [("nobody", "Known: mil-needs"), ("absent.yaml", "could not be read"), ("mil-needs:99", "no instrument")],
)
def test_what_cannot_be_checked_is_said(run, name, said):
    done = run("survey", "check", name)
    assert done.exit_code == 1
    assert said in done.output


def test_a_file_that_is_no_instrument_is_refused_by_name(run, tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text("schema: instrument/1\nid: a\nversion: 1\nsections: [{id: b, colour: red}]\n", "utf-8")
    done = run("survey", "check", path)
    assert done.exit_code == 1
    assert "unknown key 'colour' in section 'b'" in done.output


@pytest.mark.parametrize("command", [["check"], ["convert"]])
def test_a_text_called_a_workbook_is_named_for_what_it_is(run, tmp_path, command):
    path = tmp_path / "my.xlsx"
    path.write_text("only words\n", "utf-8")
    done = run("survey", *command, path, *([tmp_path / "out.yaml"] if command == ["convert"] else []))
    assert done.exit_code != 0
    assert "plain text" in str(done.exception) + done.output and "breaks off" not in done.output


def test_a_file_that_is_not_there_is_no_unknown_instrument(run, tmp_path):
    done = run("survey", "check", tmp_path / "my.txt")
    assert done.exit_code != 0
    assert "could not be read" in str(done.exception) + done.output
