"""What a measure page is asked, and the answers that come before any figure: nothing read, hidden, not judged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sauatty.web.alignments import judged
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.figures import MODULES
from sauatty.web.alignments.judged import Source
from sauatty.web.base import roles
from sauatty.web.base.middleware import held_roles
from sauatty.web.base.texts import in_language
from sauatty.web.curricula import selectors as curricula
from sauatty.web.curricula.models import Edition
from sauatty.web.measures.measuring import Measures, Question, question_of

PAGES = (
    ("coverage_map", _("Map")),
    ("unevenness", _("Unevenness")),
    ("progression", _("Progression")),
    ("gaps", _("Gaps and opportunities")),
    ("reinforcement", _("What would change it most")),
    ("comparison", _("Compare")),
    ("research", _("Research appendix")),
)
# The pages on which 'modules' makes sense: a gap or an opportunity is one of a competence.
WITH_MODULES = frozenset({"coverage_map", "unevenness", "research"})


@dataclass
class Asked:
    """One measure of one edition by one source, as a page asks for it."""

    request: HttpRequest
    edition: Edition
    sources: list[Source]
    source: Source
    measures: Measures

    @property
    def question(self) -> Question:
        """Return rows, columns and what counts."""
        return self.measures.question

    @property
    def language(self) -> str:
        """Return the language of the page."""
        return page_language()

    def query(self, **changes: Any) -> dict[str, str]:
        """Return the parameters that lead to the same figures elsewhere."""
        question = self.question
        asked = {
            "edition": str(self.edition.pk), "source": self.source.key, "by": question.by,
            "count": question.count, "columns": question.columns,
        }  # fmt: skip
        return {**asked, **{name: str(value) for name, value in changes.items()}}

    def context(self, page: str, **more: Any) -> dict[str, Any]:
        """Return what the head of every measure page needs."""
        return {
            "edition": self.edition,
            "editions": curricula.list_editions(self.request.user),
            "source": self.source,
            "source_words": source_words(self.source),
            "saw_proposals": self.source.saw_proposals,
            "sources": [(one.key, source_words(one)) for one in self.sources],
            "question": self.question,
            "page": page,
            "pages": PAGES,
            "query": self.query(),
            "has_modules": page in WITH_MODULES and self.source.framework in MODULES,
            "may_write": may_write(self.request),
            **more,
        }


def page_language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


def may_write(request: HttpRequest) -> bool:
    """Tell whether the visitor may start reviews and enter hours."""
    return roles.is_allowed("alignments:review_start", held_roles(request))


def source_words(source: Source) -> str:
    """Return what a source is called in a list to choose from."""
    if source.is_machine:
        return str(_("machine proposals"))
    title = in_language(source.project, "title")
    if source.kind == judged.CODER:
        named = {"title": title, "coder": source.seat.label}
        return str(_("%(title)s: coder %(coder)s alone") % named)
    return str(_("%(title)s: agreed decisions") % {"title": title})


def ask(request: HttpRequest) -> Asked | HttpResponse:
    """Return what is asked for, or the page that says why there is no figure."""
    asked_for = request.GET if request.method in {"GET", "HEAD"} else request.POST
    edition = curricula.choose_edition(request.user, asked_for.get("edition", ""), language=page_language())
    if edition is None:
        may_upload = roles.is_allowed("curricula:upload", held_roles(request))
        return render(request, "curricula/nothing_yet.html", {"may_write": may_upload})
    if is_hidden_from(edition, request.user):
        return render(request, "alignments/hidden.html", {"edition": edition, "is_hidden": True})
    sources = judged.list_sources(request.user, edition)
    source = judged.choose_source(edition, sources, asked_for.get("source", ""))
    if source is None:
        context = {"edition": edition, "may_write": may_write(request)}
        return render(request, "alignments/nothing_judged.html", context)
    question = question_of(asked_for.dict(), source)
    return Asked(request, edition, sources, source, Measures(edition, source, question))


def nothing_yet(asked: Asked) -> HttpResponse:
    """Say that nothing is judged yet: a page of zeros would read as if everything had been judged empty."""
    name = asked.request.resolver_match.url_name if asked.request.resolver_match else ""
    page = name if name in dict(PAGES) else "coverage_map"
    return render(asked.request, "alignments/not_judged_yet.html", asked.context(page))


def measure_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page what it is asked for; without figures it is not called at all."""

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, **named: Any) -> HttpResponse:
        asked = ask(request)
        if isinstance(asked, HttpResponse):
            return asked
        return nothing_yet(asked) if asked.source.is_empty else view(asked, **named)

    return page


def asked_or_404(request: HttpRequest) -> Asked:
    """Return what is asked for; a file of nothing does not exist."""
    asked = ask(request)
    if isinstance(asked, HttpResponse):
        raise Http404
    return asked
