"""What a page about one survey is asked, and the head that all of them share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from math import isfinite
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sauatty.core.surveys.needs import EQUAL_WEIGHTS
from sauatty.core.surveys.small_cells import MINIMUM_CELL
from sauatty.web.needs import selectors
from sauatty.web.needs.figures import PARTS, Figures

PAGES = (
    ("overview", _("Overview")),
    ("tables", _("Tables")),
    ("crossed", _("Compare groups")),
    ("claimed", _("Claimed and shown")),
    ("ranking", _("Needs")),
    ("change", _("Before and after")),
    ("weights", _("Weights")),
)
SOURCES = {
    selectors.AGREED: _("agreed codes of people"),
    selectors.MACHINE: _("machine suggestions"),
}
# The pages on which codes of open answers count.
CODED = frozenset({"claimed", "ranking", "change"})
# What who only reads numbers sees: on the other pages small numbers stand, or could be worked out.
NUMBERS = frozenset({"overview", "tables", "crossed"})
WEIGHTABLE = frozenset({"tables", "crossed", "claimed", "ranking"})
MOST = 100.0


def page_language() -> str:
    """Return the language of the page."""
    return get_language() or "kk"


@dataclass
class AskedSurvey:
    """One survey as a page asks for its figures."""

    request: HttpRequest
    campaign: Any
    figures: Figures
    parameters: Any = field(repr=False)

    @property
    def language(self) -> str:
        """Return the language of the page."""
        return page_language()

    @cached_property
    def sees_rows(self) -> bool:
        """Tell whether numbers lead to the answers behind them."""
        return selectors.sees_rows(self.request.user, self.campaign)

    @cached_property
    def hides_codes(self) -> bool:
        """Tell whether the visitor must not see what was agreed: they code these answers blindly."""
        return selectors.codes_hidden_from(self.request.user, self.campaign)

    def is_there(self, page: str) -> bool:
        """Tell whether the visitor finds a page of this survey."""
        if page == "weights" and not self.figures.weighing.is_possible:
            return False
        return self.sees_rows or page in NUMBERS

    def one_of(self, name: str, known: list[tuple[str, str]], first: str = "") -> str:
        """Return a parameter that is one of a list of choices, else the first."""
        wanted = self.parameters.get(name, "")
        codes = [code for code, _label in known]
        return wanted if wanted in codes else first if first in codes or not codes else codes[0]

    @cached_property
    def parts(self) -> dict[str, float]:
        """Return the weights of the parts of the needs index; what is no weight counts as 1."""
        found = {one: _weight(self.parameters.get(f"w_{one}")) for one in PARTS}
        return found if any(found.values()) else dict(EQUAL_WEIGHTS)

    @property
    def has_own_parts(self) -> bool:
        """Tell whether the weights are other than equal."""
        return len(set(self.parts.values())) > 1

    def query(self, **changes: Any) -> dict[str, str]:
        """Return the parameters that lead to the same figures elsewhere."""
        asked: dict[str, str] = {}
        if self.figures.source != selectors.AGREED:
            asked["source"] = self.figures.source
        if self.figures.is_weighted:
            asked["weighted"] = "1"
        for one in ("by", "question", "section"):
            if self.parameters.get(one):
                asked[one] = self.parameters[one]
        if self.has_own_parts:
            asked |= {f"w_{one}": f"{weight:g}" for one, weight in self.parts.items()}
        return {**asked, **{name: str(value) for name, value in changes.items() if value not in (None, "")}}

    def context(self, page: str, **more: Any) -> dict[str, Any]:
        """Return what the head of every page needs."""
        weighing = self.figures.weighing
        return {
            "campaign": self.campaign,
            "page": page,
            "pages": [one for one in PAGES if self.is_there(one[0])],
            "query": self.query(),
            "nav_query": self.query(section="", question="", by=""),
            "sees_rows": self.sees_rows,
            "source": self.figures.source,
            "sources": list(SOURCES.items()),
            "source_words": SOURCES[self.figures.source],
            "is_machine": self.figures.source == selectors.MACHINE,
            "has_codes": page in CODED,
            "may_weight": page in WEIGHTABLE and weighing.is_possible,
            "is_weighted": self.figures.is_weighted,
            "weighting": weighing.found if self.figures.is_weighted else None,
            "has_own_parts": self.has_own_parts,
            "language": self.language,
            **more,
        }


def _weight(written: str | None) -> float:
    try:
        found = float((written or "1").replace(",", "."))
    except ValueError:
        return 1.0
    return min(found, MOST) if isfinite(found) and found >= 0 else 1.0


def ask(request: HttpRequest, campaign_id: UUID) -> AskedSurvey:
    """Return what is asked for, or 404."""
    campaign = selectors.access_campaign(request.user, campaign_id)
    asked = request.GET if request.method in {"GET", "HEAD"} else request.POST
    source = asked.get("source", "")
    figures = Figures(campaign, source if source in SOURCES else selectors.AGREED)
    if asked.get("weighted") == "1" and figures.weighing.found is not None:
        figures.is_weighted = True
    return AskedSurvey(request, campaign, figures, asked)


def survey_page(page: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a page the survey it is about; without responses, or before a blind coder's eyes, it is not called."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_safe
        @wraps(view)
        def shown(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
            asked = ask(request, campaign_id)
            if not asked.is_there(page):
                raise Http404
            if page in CODED and asked.hides_codes:
                return render(request, "needs/hidden.html", asked.context(page))
            if page != "overview" and not asked.sees_rows and len(asked.figures.table) < MINIMUM_CELL:
                return render(request, "needs/too_few.html", asked.context(page))
            return view(asked)

        return shown

    return decorate


def asked_or_404(request: HttpRequest, campaign_id: UUID, page: str = "") -> AskedSurvey:
    """Return what is asked for, to who may read the answers too; a file shows every number, small ones among them."""
    asked = ask(request, campaign_id)
    if not asked.sees_rows or (page in CODED and asked.hides_codes):
        raise Http404
    return asked
