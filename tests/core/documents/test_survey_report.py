"""The report of a survey: figures with ids, limits from the data, small surveys and none."""

import datetime as dt
from dataclasses import replace
from math import nan

import pytest

from core.surveys.need_cast import REFERENCE, cast_instrument
from sauatty.core.catalogue.instrument_reading import instrument
from sauatty.core.documents.blocks import Figure, Heading, parts
from sauatty.core.documents.checks import document_runs, validate
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.html import render_html
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.survey_findings import CodingAgreement, SurveyFacts, findings
from sauatty.core.documents.survey_report import survey_report
from sauatty.core.documents.survey_report_parts import figure_id
from sauatty.core.errors import CodesMixed
from sauatty.core.exchange.coded_answers import read_coded_answers
from sauatty.core.exchange.responses import read_responses
from sauatty.core.records import ResponseTable
from sauatty.core.statistics import Interval
from sauatty.core.surveys.rates import response_rates

N_RESAMPLES = 100


@pytest.fixture(scope="module")
def asked():
    return cast_instrument()


@pytest.fixture(scope="module")
def responses(asked):
    return read_responses((REFERENCE / "c2_responses.csv").read_bytes(), asked, "c2")[0]


@pytest.fixture(scope="module")
def codes():
    return read_coded_answers((REFERENCE / "c2_codes.csv").read_bytes(), name="c2", question="mil_definition")


@pytest.fixture(scope="module")
def found(asked, responses, codes):
    return findings(asked, responses, codes, n_resamples=N_RESAMPLES)


def texts(document):
    return "\n".join(part.text for part in parts(document))


def chapters(document):
    return [block.id for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_the_report_has_its_chapters_and_is_valid_in_three_languages(found):
    for language in ("kk", "ru", "en"):
        document = survey_report(found, language)
        validate(document)
        assert "%" + "%" not in texts(document)
        assert chapters(document)[:4] == [
            "chapter-main",
            "chapter-method",
            "chapter-respondents",
            "chapter-findings",
        ]
        assert chapters(document)[-1] == "chapter-limits"


def test_every_figure_has_a_stable_id_and_leads_where_it_is_told_to(found, responses):
    document = survey_report(found, "en", links={"n": "https://example.org/rows"})
    figures = {run.field: run for run in document_runs(document) if run.field}

    assert figures["n"].text == str(len(responses))
    assert figures["n"].link == "https://example.org/rows"
    assert figures["answers.kind.school"].text == str(responses.column("kind").count("school"))
    assert {"claimed.could.3", "needs.gmilaf.2.3", "overclaimed.n", "any-foil"} <= set(figures)


def test_overclaiming_is_said_as_the_command_line_says_it(found):
    assert "Of 14 who could explain it, 6 wrote a wrong definition or none: 42.9%" in texts(
        survey_report(found, "en")
    )


def test_the_same_findings_give_the_same_bytes(found):
    assert render_docx(survey_report(found, "kk")) == render_docx(survey_report(found, "kk"))


def test_the_report_is_set_as_pdf_and_html(found):
    document = survey_report(found, "ru")

    assert render_pdf(document).startswith(b"%PDF")
    assert 'data-field="n"' in render_html(document)


def test_invented_data_are_marked_on_every_page(asked, responses):
    facts = SurveyFacts(is_invented=True, organiser="Library", written_on=dt.date(2026, 10, 1))
    document = survey_report(findings(asked, responses, (), facts, n_resamples=N_RESAMPLES), "ru")

    assert document.note == "Вымышленные данные"
    assert document.authors == ("Library",)


def test_machine_codes_are_marked_and_named_among_the_limits(asked, responses, codes):
    machine = [replace(one, source="machine") for one in codes]
    document = survey_report(findings(asked, responses, machine, n_resamples=N_RESAMPLES), "en")

    assert document.note == "Machine codes, not reviewed by a person"
    assert "cannot be relied on" in texts(document)


def test_machine_codes_beside_those_of_people_are_refused(asked, responses, codes):
    with pytest.raises(CodesMixed):
        findings(asked, responses, [replace(codes[0], source="machine"), *codes[1:]], n_resamples=N_RESAMPLES)


def test_without_codes_the_report_says_so(asked, responses):
    document = texts(survey_report(findings(asked, responses, n_resamples=N_RESAMPLES), "en"))

    assert "No definition has been coded" in document
    assert "wrote a wrong definition" not in document


def test_limits_follow_from_rate_and_agreement(asked, responses, codes):
    rates = response_rates({"KZ-75": 30, "KZ-71": 12}, {"KZ-75": 100, "KZ-71": 10})
    facts = SurveyFacts(rates=rates, agreement=CodingAgreement(Interval(0.5, 0.3, 0.7), 40, 2))
    said = texts(survey_report(findings(asked, responses, codes, facts, n_resamples=N_RESAMPLES), "en"))

    assert "The response rate is 38.2%" in said
    assert "more answered than the stated population: Astana City" in said
    assert "Coders agreed little (alpha 0.50" in said


def test_a_kind_that_the_instrument_does_not_offer_is_named_in_the_language(asked, responses, codes):
    rates = response_rates({"KZ-75": {"public-library": 2}}, {"KZ-75": {"public-library": 30}})
    facts = SurveyFacts(rates=rates, kinds={"public-library": "публичная библиотека"})
    found = findings(asked, responses, codes, facts, languages=("ru",), n_resamples=200)
    said = render_html(survey_report(found, "ru"))
    assert "публичная библиотека" in said and "public-library</" not in said


def test_no_need_is_named_as_the_greatest_where_it_could_also_be_the_last(found):
    uncertain = [replace(one, rank_low=1, rank_high=len(found.needs.needs)) for one in found.needs.needs]
    equal = replace(found, needs=replace(found.needs, needs=tuple(uncertain)))
    certain = [replace(one, rank_low=one.rank, rank_high=one.rank) for one in found.needs.needs]
    apart = replace(found, needs=replace(found.needs, needs=tuple(certain)))
    assert "cannot be told apart" in render_html(survey_report(equal, "en"))
    assert "The greatest needs" not in render_html(survey_report(equal, "en"))
    assert "The greatest needs" in render_html(survey_report(apart, "en"))


def test_without_a_population_the_rate_is_unknown(found):
    assert "the response rate is unknown" in texts(survey_report(found, "en"))


@pytest.mark.parametrize("n", [0, 1, 4])
def test_few_responses_make_a_report_without_small_counts(asked, responses, n):
    few = ResponseTable(
        responses.ids[:n], {key: column[:n] for key, column in responses.columns.items()}, responses.languages[:n],
        responses.days[:n], responses.weights[:n],
    )  # fmt: skip
    own = findings(asked, few, n_resamples=N_RESAMPLES)
    document = survey_report(own, "kk")
    validate(document)

    assert own.is_protected
    assert not any(
        run.field.startswith("answers.kind") and run.text != "0" for run in document_runs(document)
    )
    assert ("chapter-respondents" in chapters(document)) == (n > 0)


def test_the_shipped_instrument_without_answers_is_reported():
    document = survey_report(findings(instrument("mil-needs"), ResponseTable((), {})), "kk")

    assert "Әзірге ешкім жауап бермеген." in texts(document)


def test_a_long_id_ends_in_a_hash_and_stays_its_own():
    one, other = figure_id("answers", "q" * 60, "a"), figure_id("answers", "q" * 60, "b")

    assert len(one) <= 56
    assert one != other
    assert figure_id("rate", "*", "school") == "rate.all.school"
    assert figure_id("rate", "школа") != figure_id("rate", "музей")


def test_shares_of_nothing_are_no_number(asked):
    empty = findings(asked, ResponseTable((), {}), n_resamples=N_RESAMPLES)

    assert empty.share_missing is nan or empty.share_missing != empty.share_missing


def test_questions_with_choices_have_a_chart_with_their_table(found):
    figure = next(block for block in survey_report(found, "en").blocks if block.id == "q.kind")

    assert isinstance(figure, Figure)
    assert figure.table is not None
    assert figure.alt
