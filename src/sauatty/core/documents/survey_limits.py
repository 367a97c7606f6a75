"""What the findings of a survey cannot bear, said from its own figures."""

from collections.abc import Iterator, Mapping
from math import isnan

from sauatty.core.catalogue.instruments import Instrument
from sauatty.core.catalogue.regions import load_regions
from sauatty.core.catalogue.words import word
from sauatty.core.documents.survey_findings import SurveyFindings
from sauatty.core.documents.survey_tables import number, question_title, share, with_interval
from sauatty.core.surveys.rates import ALL, Key
from sauatty.core.surveys.small_cells import MINIMUM_CELL

GROUP = "survey_report"
FEW, MUCH_MISSING, LOW_RATE, LOW_ALPHA, N_NAMED = 100, 0.05, 0.8, 0.67, 3


def limits(findings: SurveyFindings, language: str) -> Iterator[str]:
    """Yield each limit that the data show, then those of any such survey."""
    if findings.n:
        yield from _of_number(findings, language)
    yield from _of_rate(findings, language)
    yield word(GROUP, "limit_self_selected", language)
    if findings.n:
        yield from _of_missing(findings, language)
    yield from _of_codes(findings, language)
    if findings.needs and findings.needs.uncertain:
        n, pairs = len(findings.needs.needs), len(findings.needs.uncertain)
        yield word(GROUP, "limit_order", language, n=pairs, all=n * (n - 1) // 2)
    yield word(GROUP, "limit_self_report", language)


def _of_number(findings: SurveyFindings, language: str) -> Iterator[str]:
    if findings.n < FEW:
        yield word(GROUP, "limit_n", language, n=number(findings.n, language))
    if findings.is_protected:
        yield word(GROUP, "limit_protected", language, minimum=MINIMUM_CELL)
    weighting = findings.facts.weighting
    if weighting and weighting.share_not_represented:
        names = ", ".join(row.code for row in weighting.rows if row.reason and row.share_population)
        not_there = share(weighting.share_not_represented, language)
        yield word("surveys", "not_represented", language, share=not_there, names=names)


def _of_rate(findings: SurveyFindings, language: str) -> Iterator[str]:
    rates = findings.facts.rates
    if rates is None or isnan(rates.total.rate):
        yield word(GROUP, "limit_rate_unknown", language)
        return
    if rates.total.rate < LOW_RATE:
        yield word(GROUP, "limit_rate", language, share=share(rates.total.rate, language))
    beyond = [row.key for row in rates.parts if row.reason == "more-than-population"]
    if beyond:
        names = "; ".join(
            place_name(findings.instrument, key, language, findings.facts.kinds) for key in beyond[:N_NAMED]
        )
        yield word(GROUP, "limit_rate_beyond", language, names=names)


def _of_missing(findings: SurveyFindings, language: str) -> Iterator[str]:
    if isnan(findings.share_missing) or findings.share_missing < MUCH_MISSING:
        return
    asked = [one for one in findings.tables[language] if not isnan(one.share_missing)]
    worst = sorted(asked, key=lambda one: -one.share_missing)[:N_NAMED]
    names = "; ".join(f"«{question_title(one)}» {share(one.share_missing, language)}" for one in worst)
    yield word(GROUP, "limit_missing", language, share=share(findings.share_missing, language), names=names)


def _of_codes(findings: SurveyFindings, language: str) -> Iterator[str]:
    found = findings.claimed
    if found is None:
        return
    if findings.is_machine_coded:
        yield word(GROUP, "limit_machine", language)
    if "coder" in found.sources:
        yield word(GROUP, "limit_one_coder", language)
    agreement = findings.facts.agreement
    if agreement is None and "agreed" in found.sources:
        yield word(GROUP, "limit_agreement_unknown", language)
    if agreement is not None and not agreement.alpha.estimate >= LOW_ALPHA:
        yield word(GROUP, "limit_agreement", language, alpha=with_interval(agreement.alpha, language))
    if found.n_uncoded:
        yield word(GROUP, "limit_uncoded", language, n=number(found.n_uncoded, language))


def place_name(
    instrument: Instrument, key: Key, language: str, kinds_beside: Mapping[str, str] | None = None
) -> str:
    """Return the name of a part of the population: region and kind; '' for all of it."""
    regions = {one.id: one.name.text(language) for one in load_regions().regions}
    kinds = dict(kinds_beside or {}) | {
        choice.code: choice.label.text(language)
        for question in instrument.with_role("attribute")
        for choice in question.choices
    }
    return ", ".join(regions.get(code) or kinds.get(code, code) for code in key if code != ALL)
