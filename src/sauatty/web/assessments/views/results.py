"""What a test came to, for those who run or study it: scores, times, unusual patterns, exposure, data for research."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.assessments import labels, looking, presenting, selectors, services
from sauatty.web.assessments.bank import usable_items
from sauatty.web.assessments.forms import DataForm
from sauatty.web.assessments.researching import DataChoice
from sauatty.web.base.forms import posted
from sauatty.web.papers import selectors as papers
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 50


@require_safe
def test_scores(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """List the results of a test by person, released or not."""
    test = papers.access_managed(request.user, test_id)
    page = Paginator(selectors.list_scores(test), PAGE_SIZE).get_page(request.GET.get("page"))
    figures = [
        (one, [(labels.competence_name(name), share) for name, share in one.components])
        for one in selectors.figures_by_paper(test)
    ]
    context = {"test": test, "page": page, "figures": figures}
    return render(request, "assessments/test_scores.html", context)


@require_safe
def test_times(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Show how long each question takes."""
    test = selectors.access_results(request.user, test_id, selectors.LETTERS)
    rows, total = looking.times_in(test)
    shown = _stems(test)
    named = [(one, labels.competence_name(one.competence), shown.get(one.item, "")) for one in rows]
    return render(request, "assessments/test_times.html", {"test": test, "rows": named, "total": total})


def _stems(test: Any) -> dict[str, str]:
    """Return the first words of the questions of a test."""
    found: dict[str, str] = {}
    for paper in papers.papers_of(test):
        for item in papers.content_of(paper.pk).body["items"]:
            found[item["id"]] = presenting.short_of(item["stem"])
    return found


@require_safe
def test_patterns(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """List unusual patterns of answers for a human to look at."""
    test = papers.access_managed(request.user, test_id)
    context = {"test": test, "looked": looking.unusual_in(test), "least": looking.LEAST_PEOPLE}
    return render(request, "assessments/test_patterns.html", context)


@require_safe
def exposure(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show how many people of a programme have seen which question."""
    programme = programmes.access_coordinated(request.user, programme_id)
    bank = usable_items(programme)
    rows = [
        (
            one,
            labels.competence_name(one.competence),
            presenting.stem_of(bank[one.item]) if one.item in bank else "",
        )
        for one in selectors.exposures(programme)
    ]
    return render(request, "assessments/exposure.html", {"programme": programme, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def test_data(request: HttpRequest, test_id: UUID) -> HttpResponse:
    """Choose the tables of a test, and ask for them."""
    test = selectors.access_results(request.user, test_id)
    with_letters = selectors.holds_one_of(request.user, test, selectors.LETTERS)
    if not services.may_have(request.user, test, with_letters=with_letters):
        context = {"test": test, "minimum": MINIMUM_CELL}
        return render(request, "assessments/too_few.html", context)
    form = DataForm(posted(request), initial={"with_offline": True, "with_partner": True})
    if form.is_valid():
        choice = DataChoice(**form.cleaned_data, with_letters=with_letters)
        job = services.ask_for_data(actor=request.user, test=test, choice=choice)
        return redirect("base:job_detail", job_id=job.pk)
    context = {
        "test": test, "form": form, "with_letters": with_letters, "n": selectors.count_people(test),
        "has_partner": papers.partner_of(test) is not None, "minimum": MINIMUM_CELL,
    }  # fmt: skip
    return render(request, "assessments/test_data.html", context, status=422 if form.is_bound else 200)
