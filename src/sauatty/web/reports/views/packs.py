"""The research pack of a programme: who is in it, what would be hidden, and packs that were made."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import SauattyError
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.evaluations.services import Gathered, gather
from sauatty.web.reports import forms, labels, preparing, selectors, services
from sauatty.web.reports.services import packs


def offered(gathered: Gathered) -> list[tuple[str, str]]:
    """Return the surveys that may go in, as choices."""
    found = preparing.offered_surveys(gathered)
    return [(str(one.pk), in_language(one, "title")) for _at, one, _page in found]


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Show who is in a pack and the check on it, and ask for it."""
    programme = selectors.access_programme(request.user, programme_id)
    gathered, standing = gather(programme, request.user), selectors.standing_of(programme)
    form = forms.PackForm(posted(request), offered=offered(gathered))
    wish, prepared, refused = _prepared(form, gathered, standing)
    if wish is not None and prepared is not None and request.POST.get("step") == "make":
        job = services.ask_for_pack(actor=request.user, programme=programme, wish=wish)
        return redirect("base:job_detail", job.pk)
    context = {
        "programme": programme, "standing": standing, "form": form, "refused": refused, **_checked(prepared),
        "pages": [(one, page) for _at, one, page in preparing.offered_surveys(gathered)],
        "text": selectors.newest_text(programme), "packs": selectors.list_packs(request.user, programme),
        "is_blind": gathered.is_blind, "coordinates": selectors.coordinates(request.user, programme),
    }  # fmt: skip
    return render(request, "reports/pack.html", context, status=422 if form.is_bound and refused else 200)


def _prepared(
    form: forms.PackForm, gathered: Gathered, standing: selectors.Standing
) -> tuple[packs.Wish | None, preparing.Prepared | None, str]:
    """Return what is wanted, what it gives now, or why it cannot be."""
    if form.is_bound and not form.is_valid():
        return None, None, _("Look at the fields below.")
    try:
        wish = packs.wish_of(**form.wish()) if form.is_bound else packs.wish_of(minimum=preparing.MINIMA[0])
        places = [at for at, one in enumerate(gathered.surveys) if str(one.pk) in wish["surveys"]]
        prepared = preparing.prepare(gathered, standing, surveys_in=places, minimum=wish["minimum"])
    except SauattyError as error:
        return None, None, say(error)
    return wish, prepared, ""


def _checked(prepared: preparing.Prepared | None) -> dict[str, Any]:
    if prepared is None:
        return {"prepared": None}
    rows = [(labels.table("people"), prepared.before.people, prepared.after.people)]
    pairs = zip(prepared.before.surveys, prepared.after.surveys, strict=True)
    rows += [(labels.table(one.purpose), one.check, two.check) for one, two in pairs]
    hidden = [
        (
            labels.table(one.table),
            labels.columns(one.gone),
            labels.columns(one.grouped),
            len(one.hidden_texts),
        )
        for one in prepared.suppressed
    ]
    return {"prepared": prepared, "checks": rows, "hidden": hidden}
