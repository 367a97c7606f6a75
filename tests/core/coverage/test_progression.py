import json
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest

from core.coverage.samples import COMPETENCES, judged, many
from sauatty.core.catalogue.content import CONTENT
from sauatty.core.coverage import compare, demand_level, progression, verb_list
from sauatty.core.coverage.demand import VERBS, read_verbs
from sauatty.core.errors import ContentInvalid, SourcesMixed

REAL = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "curricula" / "objectives.jsonl"


def follow(objectives, **options):
    return progression(objectives, ["gmilaf.2.3"], n_resamples=200, **options).competences[0]


# --- progression ---


def test_it_works():
    objectives = [
        *(judged(f"a{n}", 2, "2.3", grade=5, demand=2) for n in range(4)),
        *(judged(f"b{n}", 1, "2.3", grade=7, demand=4) for n in range(4)),
        *(judged(f"c{n}", 2, "2.3", grade=9, demand=6) for n in range(4)),
        judged("d", 0, grade=6),
        judged("e", None, grade=8),
    ]
    found = follow(objectives)
    assert found.grades == (5, 7, 9)
    assert [step.grade for step in found.steps] == [5, 6, 7, 9]
    assert found.missing == (6,)
    assert found.returns == (7,)
    assert found.trend.spearman.estimate == pytest.approx(1)
    assert found.steps[0].mean_demand == found.steps[0].median_demand == 2
    assert found.steps[0].share.estimate == 1
    assert isnan(found.steps[1].mean_demand)


def test_direct_objectives_alone_can_be_followed():
    objectives = [judged("a", 2, "2.3", grade=5), judged("b", 1, "2.3", grade=7)]
    assert follow(objectives, count="direct").grades == (5,)


@pytest.mark.parametrize(
    ("objectives", "undefined"),
    [
        (many(9, 2, "2.3", demand=3), "too-few"),
        (many(30, 2, "2.3", demand=3), "too-few"),
        ([one for grade in (5, 6, 7) for one in many(5, 2, "2.3", grade=grade, demand=3)], "all-equal"),
        ([one for grade in (5, 6, 7) for one in many(5, 2, "2.3", grade=grade)], "too-few"),
    ],
)
def test_no_trend_is_given_where_there_is_too_little(objectives, undefined):
    found = follow(objectives)
    assert found.undefined == undefined
    assert isnan(found.trend.spearman.estimate)


def test_the_verb_proposes_a_missing_demand_and_it_is_counted():
    objectives = [
        judged("a", 2, "2.3", text="оценивать надёжность источника"),
        judged("b", 2, "2.3", text="называть источник", demand=2),
        judged("c", 0, text="сравнивать"),
    ]
    found = progression(objectives, ["gmilaf.2.3"], propose=True)
    assert found.n_proposed == 1
    assert found.competences[0].steps[0].demands == (0, 1, 0, 0, 1, 0)
    assert progression(objectives, ["gmilaf.2.3"]).n_proposed == 0


# --- demand ---


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("kk", "мәтіндегі деректерді талдау", 4),
        ("kk", "екі мақаланы салыстыру және қорытынды жасау", 5),
        ("kk", "деректердің сенімділігін бағалау", 5),
        ("kk", "мәтін құрылымын анықтау", 2),
        ("kk", "жарнама мәтінін құрастыру", 6),
        ("kk", "мысалдар келтіру", 2),
        ("kk", "сипаттама беру", 2),
        ("kk", "ақпаратты сақтау құрылғыларын атау", 1),
        ("kk", "мақалаларды салыстырып, тақырыбын атау", 4),
        ("kk", "мәтін түрлерін (сипаттау, дәлелдеу) атау", 1),
        ("ru", "анализировать текст новости", 4),
        ("ru", "Сравнивает источники", 4),
        ("ru", "приводить примеры", 2),
        ("ru", "оценивать и создавать сообщения", 6),
        ("ru", "искать сведения, чтобы создать доклад", 3),
        ("ru", "участвовать в споре, аргументируя своё мнение", 5),
        ("ru", "анализ статьи", 4),
        ("ru", "называть способы анализа", 1),
        ("en", "compare two reports", 4),
        ("en", "name the author and create a poster", 6),
        ("en", "the design of a page", None),
        ("ru", "источники света", None),
        ("kk", "жарық көздері", None),
        ("de", "Texte verstehen", None),
        ("ru", "", None),
    ],
)
def test_the_verb_proposes_the_demand(language, text, level):
    found = demand_level(text, language)
    assert (found.level if found else None) == level


def test_a_verb_of_several_levels_is_not_sure():
    assert not demand_level("определять тему", "ru").is_sure
    assert demand_level("оценивать тему", "ru").is_sure
    assert not demand_level("мақалаларды салыстырып, тақырыбын атау", "kk").is_sure


def test_the_lists_are_long_enough_and_have_every_level():
    for language in ("kk", "ru"):
        assert len(verb_list(language)) >= 120
        assert set(verb_list(language).values()) == {1, 2, 3, 4, 5, 6}


def test_a_word_list_with_a_verb_twice_is_refused(tmp_path):
    text = VERBS.read_text("utf-8").replace("1: [білу,", "1: [білу, талдау,")
    (tmp_path / "demand.yaml").write_text(text, "utf-8")
    with pytest.raises(ContentInvalid, match="талдау"):
        read_verbs(tmp_path / "demand.yaml", CONTENT)


def test_nearly_every_real_objective_gets_a_proposal():
    if not REAL.exists():
        pytest.skip("the real curricula of ../shared/data are not beside the project")
    rows = [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]
    for language, least in (("kk", 0.95), ("ru", 0.93)):
        own = [row["text"] for row in rows if row["language"] == language]
        assert sum(demand_level(text, language) is not None for text in own) / len(own) >= least


# --- comparison ---


def test_two_editions_are_set_side_by_side():
    a = [*many(30, 2, "2.3"), *many(70, 0, prefix="n"), *many(2, 2, "1.1", grade=8, prefix="g")]
    b = [*many(10, 2, "2.3"), *many(5, 2, "3.1", prefix="m"), *many(85, 0, prefix="n")]
    found = compare(a, b, by="grade", competences=COMPETENCES, n_permutations=200)
    whole = {one.competence: one for one in found.totals}["gmilaf.2.3"]
    assert (whole.n_a, whole.n_b) == (30, 10)
    assert whole.difference.estimate == pytest.approx(0.2)
    assert whole.is_clear
    assert found.only_in_b == (("7", "gmilaf.3.1"),)
    assert found.rows_only_in_a == ("8",)
    assert found.only_in_a == ()
    assert found.a.rows == found.b.rows == ("7", "8")
    assert found.alignment.index == pytest.approx(2 / 3)
    assert (found.alignment.n_a, found.alignment.n_b) == (30, 15)


def test_a_comparison_of_different_sources_is_refused():
    with pytest.raises(SourcesMixed):
        compare(
            [judged("a", 2, "2.3")], [replace(judged("b", 2, "2.3"), source="machine")],
            by="grade", competences=COMPETENCES,
        )  # fmt: skip
