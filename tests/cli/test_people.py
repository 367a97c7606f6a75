import csv
import io
import json

import pytest

HEAD = "Аты-жөні;Пошта;Жұмыс орны;ЖСН;Түсі"


@pytest.fixture
def listed(tmp_path):
    """Write a list of invented people."""

    def write(*lines):
        path = tmp_path / "list.csv"
        path.write_text("\r\n".join((HEAD, *lines)) + "\r\n", "utf-8")
        return path

    return write


def test_it_works(run, listed):
    done = run("people", "check", listed("Дана Ким;d@x.kz;№1 мектеп", "Ерлан Омар;;№1 мектеп"))

    assert done.exit_code == 0 and "2 lines, 0 of them wrong." in done.output
    assert "Never read: ЖСН" in done.output and "left alone: Түсі" in done.output


def test_mistakes_and_repeated_people_are_named_by_line(run, listed):
    path = listed("12345;;", "Болат Жұмабаев;;№1", "Bolat Zhumabaev;;№1", "Ким Дана;d@gmial.com;№1")
    done = run("people", "check", path)

    assert done.exit_code == 1 and "line 2: wrong: '12345' is no name." in done.output
    assert "line 4: look: The same name and workplace stand in line 3." in done.output
    assert "line 5: look: " in done.output and "d@gmail.com" in done.output


def test_what_is_only_to_be_looked_at_is_no_failure(run, listed):
    done = run("people", "check", listed("Болат Жұмабаев;;№1", "Bolat Zhumabaev;;№1"))

    assert done.exit_code == 0 and "line 3: look" in done.output


def test_json_and_csv_say_the_same(run, listed):
    path = listed("=cmd;;", "Дана Ким;no-address;№1")
    told = json.loads(run("people", "check", path, "--format", "json").output)
    rows = list(csv.DictReader(io.StringIO(run("people", "check", path, "--format", "csv").output)))

    assert (told["n_lines"], told["n_wrong"], told["refused"]) == (2, 2, ["ЖСН"])
    assert [str(one["line"]) for one in told["problems"]] == [row["line"] for row in rows]
    assert {row["code"] for row in rows} == {"could-run", "mail-wrong"}


def test_a_file_that_is_no_list_is_refused(run, tmp_path):
    path = tmp_path / "none.csv"
    path.write_text("a;b\n1;2\n", "utf-8")
    done = run("people", "check", path)

    assert done.exit_code == 1 and "Error: " in done.output
