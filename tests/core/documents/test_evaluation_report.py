"""The report on a programme: its figures are those of the analysis, in three languages, and what is missing is said."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from core.evaluation.small_pack import COMPETENCES, FACTS, small_pack
from sauatty.core.catalogue.words import words
from sauatty.core.documents.blocks import Figure, Table, parts
from sauatty.core.documents.evaluation_paper import paper_pack
from sauatty.core.documents.evaluation_report import evaluation_report
from sauatty.core.documents.evaluation_report_parts import EvaluationFacts, EvaluationWords
from sauatty.core.documents.html import render_html
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.evaluation.evaluate import evaluate
from sauatty.core.evaluation.figures import of_gain
from sauatty.core.evaluation.limit_texts import LIMIT_TEXTS
from sauatty.core.evaluation.limits import Limit
from sauatty.core.evaluation.pack import Pack, People
from sauatty.core.evaluation.simulation import simulate
from sauatty.core.evaluation.simulation_model import programme_model
from sauatty.core.languages import LANGUAGES

PARTS = ("figures", "flow", "need_answers", "gain_answers", "content_answers", "thread")
CODE = Path(__file__).resolve().parents[3] / "src" / "sauatty" / "core" / "evaluation"


def facts_of(pack, **options):
    return EvaluationFacts(pack, evaluate(pack, n_resamples=50), sha256="ab" * 32, version="9.9", **options)


@pytest.fixture(scope="module")
def invented():
    return facts_of(simulate(programme_model(), seed=7, size=120))


def told(document):
    return {part.id: part.text for part in parts(document)}


def block(document, id):
    return next(one for one in document.blocks if one.id == id)


def test_the_flow_of_the_report_is_that_of_the_analysis(invented):
    table = block(evaluation_report(invented, "en"), "flow").table
    assert [row[1:3] for row in table.rows] == [
        (str(one.n), str(one.n_lost)) for one in invented.found.flow.steps
    ]
    svg = block(evaluation_report(invented, "en"), "flow").svg
    assert all(f"n = {one.n}<" in svg for one in invented.found.flow.steps)


def test_the_gain_and_the_number_of_comparisons_are_those_of_the_analysis(invented):
    document, language = evaluation_report(invented, "ru"), EvaluationWords("ru")
    gain = invented.found.gain
    whole = of_gain(gain.gain.gain, gain.gain.unit)
    assert block(document, "gain-whole").rows[0][1:] == language.cells(whole)
    groups = block(document, "groups-table")
    assert len(groups.rows) == gain.n_comparisons and f": {gain.n_comparisons})" in groups.caption


def test_the_thread_stands_in_the_order_of_the_analysis(invented):
    table = block(evaluation_report(invented, "en"), "thread")
    assert [row[0].split(" ")[0] for row in table.rows] == [
        one.partition(".")[2] for one in invented.found.order
    ]
    assert table.rows[0][1] == f"{invented.found.row(invented.found.order[0]).need.value:.2f}"


def test_small_groups_are_hidden_together_with_what_would_give_them_away(invented):
    table = block(evaluation_report(invented, "en"), "flow-region")
    shown = [cell for row in table.rows for cell in row[1:]]
    assert "…" in shown and not {"1", "2", "3", "4"} & set(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_invented_programme_says_so_in_its_language(invented, language):
    document = evaluation_report(invented, language)
    assert document.note == words("evaluation_report")["invented"].text(language)
    assert document.note in render_html(document)
    assert len([one for one in document.blocks if isinstance(one, Figure | Table)]) > 15


def test_every_word_stands_in_three_languages_and_asks_for_the_same_values():
    for key, texts in words("evaluation_report").items():
        assert not texts.missing, key
        asked = [set(re.findall(r"%\((\w+)\)s", texts.text(language))) for language in LANGUAGES]
        assert asked[0] == asked[1] == asked[2], key
        for language in LANGUAGES:
            if asked[0]:
                assert texts.text(language) % dict.fromkeys(asked[0], "x")
            else:
                assert "%%" not in texts.text(language), key


def test_every_limit_and_every_reason_of_the_analysis_has_words():
    known = words("evaluation_report")
    assert not [code for code in LIMIT_TEXTS if f"limit_{code}" not in known]
    code = "".join((CODE / f"{name}.py").read_text() for name in PARTS)
    reasons = set(re.findall(r'missing\(\s*"([a-z-]+)"', code))
    assert len(reasons) > 10 and not [one for one in reasons if f"why_{one}" not in known]


def test_an_empty_pack_says_that_nothing_can_be_said():
    said = told(evaluation_report(facts_of(Pack(FACTS, COMPETENCES)), "en"))
    assert said["flow-nobody"].startswith("There are no data")
    assert said["needs-cannot"] == "This cannot be said: there was no survey of needs."
    assert not [
        one for one in evaluation_report(facts_of(Pack(FACTS, ())), "en").blocks if isinstance(one, Figure)
    ]
    assert "final test" in said["gain-cannot"] and "need or plan" in said["content-cannot"]
    assert "no activities" in said["reach-cannot"]
    assert render_pdf(evaluation_report(facts_of(Pack(FACTS, ())), "kk"))[:4] == b"%PDF"


def test_one_participant_has_no_interval():
    pack = replace(small_pack(), people=People(("p1",)), tests=(), trainings=(), activities=())
    document = evaluation_report(facts_of(pack), "en")
    assert any("One person took part" in one for one in told(document).values())


def test_without_a_pre_test_no_gain_is_told():
    document = evaluation_report(facts_of(small_pack(tests=small_pack().tests[1:])), "kk")
    said = told(document)
    assert said["gain-cannot"] == "Айту мүмкін емес: алғашқы тест болмаған."
    assert not [one for one in document.blocks if one.id == "gain-whole"]


def test_the_pack_for_a_paper_has_tables_figures_and_the_method(invented):
    with zipfile.ZipFile(io.BytesIO(paper_pack(invented, "en"))) as archive:
        names = archive.namelist()
        method = archive.read(next(name for name in names if name.endswith("methods.txt"))).decode()
        figures = archive.read(next(name for name in names if name.endswith("figures.csv"))).decode()
        charts = [archive.read(name).decode() for name in names if name.endswith(".svg")]
    assert all("invented" in name.lower() for name in names)
    assert "Sauatty 9.9" in method and "SciPy" in method and "ab" * 32 in method
    assert ",-0." in figures and "'" not in figures and "np." not in figures
    assert f"gain,{invented.found.gain.gain.mean_gain!r}," in figures
    assert len(charts) == 8 and all("Invented data" in one for one in charts)


def test_the_numbers_of_a_limit_are_written_as_the_language_does():
    limit = Limit("alpha-low", {"purpose": "pre", "alpha": "-0.52"})
    assert "−0,52" in EvaluationWords("ru").limit(limit) and "«входной»" in EvaluationWords("ru").limit(limit)
