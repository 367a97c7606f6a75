"""The report of a survey as a file, its counts leading back to the pages."""

from collections import Counter
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from sauatty.core.agreement import agreement
from sauatty.core.documents.survey_findings import (
    CodingAgreement,
    SurveyFacts,
    SurveyFindings,
    findings,
)
from sauatty.core.surveys.rates import ResponseRates, response_rates
from sauatty.web.answers import selectors as answers
from sauatty.web.base.context import absolute
from sauatty.web.base.texts import in_language, translated
from sauatty.web.needs import selectors
from sauatty.web.needs.figures import Figures
from sauatty.web.publications.rendering import MEDIA_TYPES as MEDIA_TYPES
from sauatty.web.publications.rendering import render as render_document
from sauatty.web.surveys import labels
from sauatty.web.surveys import selectors as surveys

FORMATS = ("docx", "pdf", "html")


def render(figures: Figures, language: str, form: str) -> bytes:
    """Return the report as a file."""
    from sauatty.core.documents.survey_report import survey_report

    found = found_of(figures, language)
    document = survey_report(found, language, links=links_of(figures, found, language))
    content = render_document(document, form)
    return _whole_page(document, content) if form == "html" else content


def _whole_page(document: Any, content: bytes) -> bytes:
    head = (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title></head><body>\n"
    )
    return head.encode() + content + b"</body></html>\n"


def found_of(figures: Figures, language: str) -> SurveyFindings:
    """Return everything that the report says."""
    campaign = figures.campaign
    facts = SurveyFacts(
        title=translated(campaign, "title"),
        organiser=in_language(campaign.programme, "title"),
        is_invented=campaign.is_demo,
        written_on=timezone.localdate(),
        rates=_rates(campaign),
        agreement=_agreement(campaign) if figures.source == selectors.AGREED else None,
        weighting=figures.weighing.found if figures.is_weighted else None,
        kinds=labels.kind_labels(campaign, language),
    )
    return findings(figures.instrument, figures.table, figures.codes, facts, languages=(language,))


def _rates(campaign: Any) -> ResponseRates | None:
    population = surveys.population_of(campaign)
    if not population or not all(region and kind for region, kind in population):
        return None
    people = surveys.respondents(campaign)
    answered: dict[str, Counter[str]] = {}
    stated: dict[str, dict[str, int]] = {}
    for one in people:
        answered.setdefault(one.region, Counter())[one.organisation_kind] += 1
    for (region, kind), n in population.items():
        stated.setdefault(region, {})[kind] = n
    return response_rates(answered, stated)


def _agreement(campaign: Any) -> CodingAgreement | None:
    """Return how far two blind coders agreed on the definitions, ordinally; None where there were not two."""
    for projects in answers.codings_of([campaign.pk]).values():
        for project in projects:
            ratings = [
                (unit, coder, grade) for unit, coder, grade, _parts in answers.list_human_ratings(project)
            ]
            found = agreement(ratings, level="ordinal") if ratings else None
            if found is not None and found.n_pairable:
                return CodingAgreement(found.alpha, found.n_pairable, len(found.coders))
    return None


def links_of(figures: Figures, found: SurveyFindings, language: str) -> dict[str, str]:
    """Return the page with the answers behind each count, by the id of the figure."""
    from sauatty.core.documents.survey_report_parts import figure_id

    links = {}
    for table in found.tables[language]:
        links[figure_id("answered", table.name)] = _address(figures, what="answer", question=table.name)
        for row in table.rows:
            named = _address(figures, what="answer", question=table.name, answer=row.code)
            links[figure_id("answers", table.name, row.code)] = named
    for cell in found.claimed.cells if found.claimed else ():
        named = _address(figures, what="claim", claim=cell.claim, grade=str(cell.grade))
        links[figure_id("claimed", cell.claim, str(cell.grade))] = named
    return links


def _address(figures: Figures, **named: str) -> str:
    source = {} if figures.source == selectors.AGREED else {"source": figures.source}
    weighted = {"weighted": "1"} if figures.is_weighted else {}
    query = urlencode({**source, **weighted, **named})
    return absolute(f"{reverse('needs:rows', args=[figures.campaign.pk])}?{query}")
