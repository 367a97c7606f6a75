import csv
import io
import json

import pytest

INSTRUMENT = """
schema: instrument/1
id: small
version: '1'
kind: other
title: {kk: Шағын, ru: Малый, en: Small}
sections:
  - id: one
    title: {kk: Бір, ru: Один, en: One}
    questions:
      - {id: region, kind: region, text: {kk: Өңір, ru: Регион, en: Region}}
      - id: knows
        kind: single
        text: {kk: Білесіз бе, ru: Знаете ли, en: Do you know it}
        choices:
          - {code: 'yes', label: {kk: Иә, ru: Да, en: 'Yes'}}
          - {code: 'no', label: {kk: Жоқ, ru: Нет, en: 'No'}}
      - id: sources
        kind: multiple
        when: "${knows} = 'yes'"
        text: {kk: Қайдан, ru: Откуда, en: Where from}
        choices:
          - {code: school, label: {kk: Мектеп, ru: Школа, en: School}}
          - {code: media, label: {kk: Медиа, ru: Медиа, en: Media}}
      - {id: age, kind: number, text: {kk: Жас, ru: Возраст, en: Age}}
"""


@pytest.fixture
def files(tmp_path):
    instrument, responses, margins = (
        tmp_path / name for name in ("small.yaml", "responses.csv", "margins.csv")
    )
    instrument.write_text(INSTRUMENT, "utf-8")
    lines = ["id,region,knows,sources,age"]
    for place in range(60):
        knows = "yes" if place % 3 else "no"
        sources = ("school media" if place % 2 else "media") if knows == "yes" else ""
        lines.append(f"r{place},{'KZ-75' if place < 40 else 'KZ-71'},{knows},{sources},{20 + place}")
    responses.write_text("\n".join(lines), "utf-8")
    margins.write_text("margin;code;population\nregion;KZ-75;50\nregion;KZ-71;50\n", "utf-8")
    return instrument, responses, margins


def test_it_works(run, files):
    result = run("survey", "tabulate", files[0], files[1])
    assert result.exit_code == 0
    assert "Asked 60; answered 60; missing 0 (0.0%)" in result.stdout
    assert "Asked 40; answered 40; missing 0 (0.0%)" in result.stdout
    assert "Quartiles 34.5; 49.5; 64.5" in result.stdout


def test_json_has_unrounded_figures_and_null_where_there_is_none(run, files):
    result = run("survey", "tabulate", files[0], files[1], "--format", "json", "--by", "region")
    found = json.loads(result.stdout)
    knows = next(one for one in found["tables"] if one["name"] == "knows")
    assert knows["rows"][0]["share"]["estimate"] == 40 / 60
    assert knows["groups"][1]["group"] == "KZ-75"
    assert [one["table"]["name"] for one in found["cross"]] == ["knows", "sources"]
    assert found["weighting"] is None
    assert next(one for one in found["tables"] if one["name"] == "age")["scale"] is None


def test_margins_weight_the_responses_and_it_is_said(run, files):
    result = run("survey", "tabulate", files[0], files[1], "--weights", files[2], "--language", "ru")
    assert result.exit_code == 0
    assert "Веса: от 0,75 до 1,50; эффект дизайна 1,12" in result.stdout
    found = json.loads(
        run("survey", "tabulate", files[0], files[1], "--weights", files[2], "--format", "json").stdout
    )
    region = found["tables"][0]["rows"]
    assert [row["share"]["estimate"] for row in region] == pytest.approx([0.5, 0.5])
    assert "weights" not in found["weighting"]


def test_csv_has_a_line_for_each_answer_and_group(run, files):
    result = run(
        "survey", "tabulate", files[0], files[1], "--format", "csv", "--by", "region", "--language", "kk"
    )
    rows = list(csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff"))))
    knows = [row for row in rows if row["name"] == "knows"]
    assert [(row["group"], row["label"], row["n"]) for row in knows] == [
        ("", "Иә", "40"), ("", "Жоқ", "20"), ("KZ-71", "Иә", "14"), ("KZ-71", "Жоқ", "6"), ("KZ-75", "Иә", "26"),
        ("KZ-75", "Жоқ", "14"),
    ]  # fmt: skip


def test_a_margin_that_does_not_fit_is_refused_by_name(run, files):
    files[2].write_text("margin,code,population\nregion,KZ-75,50\n", "utf-8")
    result = run("survey", "tabulate", files[0], files[1], "--weights", files[2])
    assert result.exit_code == 1
    assert "'KZ-71'" in result.stderr
    files[2].write_text("name,code\nregion,KZ-75\n", "utf-8")
    assert "margin, population" in run("survey", "tabulate", files[0], files[1], "--weights", files[2]).stderr


def test_an_unknown_attribute_is_refused_by_name(run, files):
    result = run("survey", "tabulate", files[0], files[1], "--by", "nothing")
    assert result.exit_code == 1
    assert "nothing" in result.stderr
    assert result.stderr.count("language") == 1
