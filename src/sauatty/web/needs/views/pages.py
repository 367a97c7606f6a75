"""Pages of one survey: overview, tables, groups compared, claimed and shown, needs, before and after, weights, rows."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.base.sentences import say
from sauatty.web.needs import changing, presenting, rows
from sauatty.web.needs.asking import AskedSurvey, asked_or_404, survey_page
from sauatty.web.needs.figures import PARTS
from sauatty.web.surveys import selectors as surveys

PAGE_SIZE = 50


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """List the surveys whose figures one may read."""
    found = surveys.with_counts(surveys.list_campaigns(request.user))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "needs/survey_list.html", {"page": page})


@survey_page("overview")
def overview(asked: AskedSurvey) -> HttpResponse:
    """Show who answered and what is missing, with the ways on."""
    campaign = asked.campaign
    rates = surveys.response_rates(campaign, hides_small=not asked.sees_rows)
    context = asked.context(
        "overview",
        rates=rates,
        counts=surveys.count_by_state(campaign),
        languages=surveys.count_languages(campaign),
        missing=_missing(asked) if rates.whole.n else [],
        phase=surveys.phase(campaign),
        may_manage=surveys.may_manage(asked.request.user, campaign),
    )
    return render(asked.request, "needs/overview.html", context)


def _missing(asked: AskedSurvey) -> list[dict[str, Any]]:
    """Return the questions that most of those who were asked left empty; beside each who they are."""
    closed = [one for one in asked.figures.instrument.questions if one.kind != "note"]
    found = []
    for question in closed:
        tables = asked.figures.tables([question], asked.language)[0]
        n_asked, n_missing = sum(one.n_asked for one in tables), sum(one.n_missing for one in tables)
        if n_missing:
            text = question.text.text(asked.language)
            found.append({"text": text, "n": n_missing, "of": n_asked, "share": n_missing / n_asked})
    return sorted(found, key=lambda one: -one["share"])[:10]


@survey_page("tables")
def tables(asked: AskedSurvey) -> HttpResponse:
    """Show every question of one section with counts, shares, intervals and what is missing."""
    figures = asked.figures
    sections = [
        (one.id, one.title.text(asked.language))
        for one in figures.instrument.sections
        if any(question.kind != "note" for question in one.questions)
    ]
    wanted = asked.one_of("section", sections)
    shown = next((one for one in figures.instrument.sections if one.id == wanted), None)
    questions = [one for one in (shown.questions if shown else ()) if one.kind != "note"]
    found = [presenting.question(asked, one) for one in figures.tables(questions, asked.language)]
    context = asked.context("tables", sections=sections, section=wanted, questions=found)
    return render(asked.request, "needs/tables.html", context)


@survey_page("crossed")
def crossed(asked: AskedSurvey) -> HttpResponse:
    """Show one question by an attribute, with a test, an effect size, and small cells hidden."""
    names = asked.figures.crossable(asked.language)
    attributes = asked.figures.attribute_choices(asked.language)
    name, by = asked.one_of("question", names), asked.one_of("by", attributes)
    found = asked.figures.cross(name, by, asked.language) if name else None
    context = asked.context(
        "crossed", names=names, attributes=attributes, name=name, by=by,
        found=presenting.crossed(asked, found) if found else None,
    )  # fmt: skip
    return render(asked.request, "needs/crossed.html", context)


@survey_page("claimed")
def claimed(asked: AskedSurvey) -> HttpResponse:
    """Show what was claimed against what was shown, and overclaiming on terms that do not exist."""
    attributes = [("", ""), *asked.figures.attribute_choices(asked.language)]
    by = asked.one_of("by", attributes)
    shown, detected = asked.figures.claimed(by), asked.figures.detected(by)
    context = asked.context(
        "claimed", attributes=attributes[1:], by=by, shown=shown, detected=detected,
        shown_refused=_sentence(shown), detected_refused=_sentence(detected),
        claims={} if "refused" in shown else presenting.claimed(asked, shown),
        terms={} if "refused" in detected else presenting.detected(asked, detected),
        n_codes=len(asked.figures.codes),
    )  # fmt: skip
    return render(asked.request, "needs/claimed.html", context)


def _sentence(found: dict[str, Any]) -> str:
    refused = found.get("refused")
    return say(refused) if isinstance(refused, SauattyError) else ""


@survey_page("ranking")
def ranking(asked: AskedSurvey) -> HttpResponse:
    """Rank the competences by need, with every part and how certain the order is."""
    found = asked.figures.needs(asked.parts)
    context = asked.context(
        "ranking", found=found, refused=_sentence(found), parts=[(one, asked.parts[one]) for one in PARTS],
        **({} if "refused" in found else presenting.ranked(asked, found)),
        n_codes=len(asked.figures.codes),
    )  # fmt: skip
    return render(asked.request, "needs/ranking.html", context)


@survey_page("change")
def change(asked: AskedSurvey) -> HttpResponse:
    """Compare the same people at two times."""
    before = changing.earlier(asked)
    found = changing.figures(asked)["pairs"]
    pairs = [
        {
            **one,
            "label": presenting.text(one["text"], asked.language),
            "gained_href": presenting.rows_link(asked, what="change", pair=one["key"], way="gained"),
            "lost_href": presenting.rows_link(asked, what="change", pair=one["key"], way="lost"),
        }
        for one in found
    ]
    context = asked.context(
        "change", before=before, can_pair=before is not None and changing.can_pair(asked, before),
        within=[one for one in pairs if one["is_within"]],
        across=[one for one in pairs if not one["is_within"]],
    )  # fmt: skip
    return render(asked.request, "needs/change.html", context)


@survey_page("weights")
def weights(asked: AskedSurvey) -> HttpResponse:
    """Show the margins before and after weighting, and what it costs."""
    weighing = asked.figures.weighing
    found = weighing.found
    context = asked.context(
        "weights", found=found, refused=say(weighing.refused) if weighing.refused else "",
        rows=presenting.margins(asked, found) if found else [],
        is_joint=bool(found and "*" in found.rows[0].margin),
    )  # fmt: skip
    return render(asked.request, "needs/weights.html", context)


@require_safe
def answer_rows(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the answers behind a number, to who works with this programme."""
    asked = asked_or_404(request, campaign_id)
    found = rows.find(asked)
    page = Paginator(rows.marked(asked, found), PAGE_SIZE).get_page(request.GET.get("page"))
    context = asked.context(
        "rows", found=found, page_of_rows=page, heads=rows.heads(asked, found),
        has_texts=rows.has_texts(asked, found), rows=rows.listed(asked, found, page.object_list),
    )  # fmt: skip
    return render(request, "needs/rows.html", context)
