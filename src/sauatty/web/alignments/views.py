"""Pages of alignments: a run of the model, the standard against curricula."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sauatty.web.alignments import model_card, selectors
from sauatty.web.alignments.blindness import is_hidden_from
from sauatty.web.alignments.figures import FRAMEWORK
from sauatty.web.alignments.tracing import trace_standard
from sauatty.web.curricula import selectors as curricula


def _language() -> str:
    return get_language() or "kk"


@require_safe
def run_detail(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show which model made the proposals, how far it can be trusted, and where it cannot."""
    run = selectors.access_run(request.user, run_id)
    context = {
        "run": run,
        "is_hidden": is_hidden_from(run.edition, request.user),
        "edition": run.edition,
        "card": model_card.card_of(run.model),
        "runs": selectors.list_runs(run.edition),
    }
    return render(request, "alignments/run_detail.html", context)


@require_safe
def standard_trace(request: HttpRequest) -> HttpResponse:
    """Show where the standard asks for a competence and no objective delivers it, and the reverse."""
    standard = curricula.choose_edition(
        request.user, request.GET.get("standard", ""), "state-standard", _language()
    )
    edition = curricula.choose_edition(
        request.user, request.GET.get("edition", ""), "model-curriculum", _language()
    )
    asked = selectors.finished_run(standard) if standard else None
    given = selectors.finished_run(edition) if edition else None
    is_hidden = any(one is not None and is_hidden_from(one, request.user) for one in (standard, edition))
    context = {
        "standard": standard,
        "edition": edition,
        "framework": FRAMEWORK,
        "is_hidden": is_hidden,
        "trace": trace_standard(asked, given) if asked and given and not is_hidden else None,
    }
    return render(request, "alignments/standard_trace.html", context)
