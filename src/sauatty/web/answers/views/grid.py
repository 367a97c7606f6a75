"""Answers as a table, and the codebook that they are coded by."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sauatty.web.answers import books, selectors
from sauatty.web.coding import selectors as coding

PAGE_SIZE = 50
ONLY = ("open", "differing", "unsure", "machine")


@require_safe
def grid(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the answers with attributes and codes; to a blind coder their own codes alone."""
    project = selectors.access_coding(request.user, project_id)
    eyes, choices = selectors.eyes_of(request.user, project), selectors.grid_choices(project)
    wanted = _filter(request, [name for name, _label, _values in choices["attributes"]])
    page = Paginator(selectors.list_grid(project, eyes, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "page": page,
        "rows": selectors.show_grid(list(page), project, eyes),
        "wanted": wanted,
        "choices": choices,
        "attribute_filters": [
            (name, label, values, wanted.attributes.get(name, ""))
            for name, label, values in choices["attributes"]
        ],
        "eyes": eyes,
        "asked": project.coded_question,
        "may_manage": coding.may_manage(request.user, project),
    }
    return render(request, "answers/grid.html", context)


def _filter(request: HttpRequest, attributes: list[str]) -> selectors.GridFilter:
    asked = request.GET
    only = asked.get("only", "")
    return selectors.GridFilter(
        search=asked.get("q", "").strip()[:200],
        form=asked.get("form", ""),
        grade=asked.get("grade", "")[:1],
        only=only if only in ONLY else "",
        attributes={name: asked[f"a_{name}"] for name in attributes if asked.get(f"a_{name}")},
    )


@require_safe
def project_book(request: HttpRequest, project_id: UUID) -> HttpResponse:
    """Show the codebook of a coding, in the version that its decisions name."""
    project = selectors.access_coding(request.user, project_id)
    return render(request, "answers/project_book.html", {"project": project, "book": books.book_of(project)})
