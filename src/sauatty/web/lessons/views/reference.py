"""What lessons refer to: the terms of the glossary and the services."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauatty.core.catalogue.lessons import Term
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.catalogue.terms import find_terms, load_terms, sorted_terms
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import selectors as authoring
from sauatty.web.lessons import referring
from sauatty.web.lessons.views.common import show


@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the glossary in the language of the page, or the terms that hold some letters."""
    language, query = get_language() or "kk", request.GET.get("q", "").strip()[:80]
    found = find_terms(query, language) if query else sorted_terms(language)
    context = {"terms": found, "query": query, "n_terms": len(load_terms())}
    return show(request, "lessons/term_list.html", context)


@require_safe
def term_detail(request: HttpRequest, term_id: str) -> HttpResponse:
    """Show a term in three languages, and the lessons that use it."""
    term = load_terms().get(term_id)
    if term is None:
        raise Http404
    signed = authoring.term_signatures(term)
    rows = [_row(term, code, signed.get(code, ())) for code in LANGUAGES]
    context = {"term": term, "rows": rows, "lessons": referring.references().get(("term", term_id), [])}
    return show(request, "lessons/term_detail.html", context)


def _row(term: Term, code: str, names: tuple[str, ...]) -> tuple[str, str, str, str, tuple[str, ...]]:
    """Return language, word, definition, what we do not write, and who read it as a native."""
    avoided = ", ".join(_avoided(term, code))
    return code, getattr(term.term, code), getattr(term.definition, code), avoided, names


def _avoided(term: Term, language: str) -> list[str]:
    """Return the variants that no text of the project uses; the star of a stem is for the checks."""
    return [one.rstrip("*") + ("…" if one.endswith("*") else "") for one in term.forbidden.get(language, ())]


@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    """Show the services, what each is for, and the lessons that send readers there."""
    using = referring.references()
    rows = [(one, using.get(("resource", one.id), [])) for one in load_resources().values()]
    return show(request, "lessons/resource_list.html", {"rows": rows})
