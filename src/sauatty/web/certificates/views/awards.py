"""The pages of coordinators: kinds of certificates, who is entitled, giving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sauatty.core.errors import SauattyError
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.certificates import entitlement, forms, selectors, services
from sauatty.web.entitlements import rules, trainings
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes

PAGE_SIZE = 50
FORM_METHODS = ["GET", "HEAD", "POST"]
GROUPS = ("due", "missing", "revoked", "given")


@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    """List the kinds of certificates of one's programmes."""
    awards = selectors.list_awards(request.user)
    mine = list(programmes.list_coordinated(request.user))
    by_programme = [(one, [award for award in awards if award.programme_id == one.pk]) for one in mine]
    return render(request, "certificates/award_list.html", {"by_programme": by_programme})


@require_safe
def award_begin(request: HttpRequest) -> HttpResponse:
    """Choose for which programme; with one programme there is nothing to choose."""
    mine = list(programmes.list_coordinated(request.user))
    if len(mine) == 1:
        return redirect("certificates:award_add", programme_id=mine[0].pk)
    return render(request, "certificates/award_begin.html", {"programmes": mine})


@require_safe
def event_awards(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Lead from a training to its certificates: to the one kind, to a choice, or to a new one."""
    event = events.access_managed_event(request.user, event_id)
    awards = selectors.awards_about(event)
    if not awards:
        return redirect(f"{_add_address(event)}?event={event.pk}")
    if len(awards) == 1:
        return redirect("certificates:award_detail", award_id=awards[0].pk)
    context = {"event": event, "awards": awards, "add": f"{_add_address(event)}?event={event.pk}"}
    return render(request, "certificates/event_awards.html", context)


def _add_address(event: Any) -> str:
    return reverse("certificates:award_add", args=[event.programme_id])


@require_http_methods(FORM_METHODS)
def award_add(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Make a kind of certificate."""
    programme = programmes.access_coordinated(request.user, programme_id)
    form = forms.AwardForm(posted(request), **_choices(programme), **_beginning(request, programme))
    if form.is_valid():
        try:
            award = services.make_award(
                actor=request.user,
                programme=programme,
                titles=form.titles,
                **_values(request, form, programme),
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved. Below stands who is entitled."))
            return redirect("certificates:award_detail", award_id=award.pk)
    context = {"form": form, "programme": programme}
    return render(request, "certificates/award_form.html", context, status=422 if form.is_bound else 200)


def _choices(programme: Any) -> dict[str, Any]:
    return {
        "programme": programme, "events": selectors.event_choices(programme),
        "series": selectors.series_choices(programme), "designs": selectors.list_designs(programme),
    }  # fmt: skip


def _beginning(request: HttpRequest, programme: Any) -> dict[str, Any]:
    """Return what a new form shows: the training that one came from, and attendance as its rule."""
    wanted = request.GET.get("event", "")
    event = next((one for one in selectors.event_choices(programme) if str(one.pk) == wanted), None)
    initial: dict[str, Any] = {"kind": "attendance", "number_prefix": f"{timezone.localdate().year}-"}
    if event is not None:
        initial |= {"about": f"event:{event.pk}", "academic_hours": event.academic_hours}
        initial |= {f"title_{code}": getattr(event, f"title_{code}") for code in LANGUAGES}
    return {"initial": initial, "rules": [{"rule": "attendance", "settings": {}}]}


def _values(request: HttpRequest, form: forms.AwardForm, programme: Any) -> dict[str, Any]:
    values = form.values()
    if values["design"] is None:
        values["design"] = services.usual_design(
            actor=request.user, programme=programme, name=_("Plain design")
        )
    return values


@require_safe
def award_detail(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Show what a certificate asks for, and who is entitled, who not and why."""
    award = selectors.access_award(request.user, award_id)
    if not award.is_current:
        return redirect("certificates:award_detail", award_id=selectors.current_award(award).pk)
    everybody = entitlement.standings(award)
    groups = {
        "due": [one for one in everybody if one.is_due],
        "missing": [one for one in everybody if not one.is_entitled and one.certificate is None],
        "revoked": [one for one in everybody if one.may_be_given and one.was_revoked],
        "given": [one for one in everybody if one.certificate is not None],
    }
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in GROUPS else next((name for name in GROUPS if groups[name]), "due")
    context = {
        "award": award, "described": rules.described(award), "versions": selectors.list_versions(award),
        "counts": {name: len(rows) for name, rows in groups.items()}, "chosen": chosen,
        "page": Paginator(groups[chosen], PAGE_SIZE).get_page(request.GET.get("page")),
        "print_sets": selectors.print_sets(award), "was_given": selectors.was_given(award), "n_people": len(everybody),
        "n_to_come": trainings.sessions_to_come(award),
        "list_form": forms.ListForm(has_people=True),
    }  # fmt: skip
    return render(request, "certificates/award_detail.html", context)


@require_http_methods(FORM_METHODS)
def award_edit(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Change a kind of certificate; one that was given gets a next version."""
    award = selectors.current_award(selectors.access_award(request.user, award_id))
    form = forms.AwardForm(
        posted(request), **_choices(award.programme), initial=_initial(award), rules=award.rules
    )
    if form.is_valid():
        try:
            changed = services.change_award(
                actor=request.user, award=award, titles=form.titles, **_values(request, form, award.programme)
            )
        except SauattyError as error:
            form.add_error(None, say(error))
        else:
            messages.success(request, _("Saved. Certificates that were given stay as they are."))
            return redirect("certificates:award_detail", award_id=changed.pk)
    context = {
        "form": form, "award": award, "programme": award.programme, "was_given": selectors.was_given(award)
    }  # fmt: skip
    return render(request, "certificates/award_form.html", context, status=422 if form.is_bound else 200)


def _initial(award: Any) -> dict[str, Any]:
    about = (
        f"event:{award.event_id}"
        if award.event_id
        else f"series:{award.series_id}"
        if award.series_id
        else "programme"
    )
    return {
        "about": about, "design": str(award.design_id), "competences": award.competences, "kind": award.kind,
        "academic_hours": award.academic_hours, "number_prefix": award.number_prefix,
        **{f"title_{code}": getattr(award, f"title_{code}") for code in LANGUAGES},
    }  # fmt: skip


@require_POST
def award_delete(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Delete a kind of certificate that was never given."""
    award = selectors.access_award(request.user, award_id)
    try:
        services.delete_award(actor=request.user, award=award)
    except SauattyError as error:
        messages.error(request, say(error))
        return redirect("certificates:award_detail", award_id=award.pk)
    messages.success(request, _("Deleted."))
    return redirect("certificates:award_list")


@require_POST
def award_issue(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """Give the certificates: to all who are entitled, or to those who are ticked. A job does it."""
    award = selectors.access_award(request.user, award_id)
    people = [] if "everybody" in request.POST else forms.ids_of(request.POST.getlist("person"))
    if not people and "everybody" not in request.POST:
        messages.error(request, _("Nobody is ticked. Tick the people who are given the certificate."))
        return redirect("certificates:award_detail", award_id=award.pk)
    if len(people) == 1:
        return _issue_one(request, award, people[0])
    job = services.ask_to_issue(actor=request.user, award=award, people=people)
    return redirect("base:job_detail", job_id=job.pk)


def _issue_one(request: HttpRequest, award: Any, person_id: UUID) -> HttpResponse:
    standing = next((one for one in entitlement.standings(award) if one.person.pk == person_id), None)
    selectors.refuse_unless(standing is not None)
    try:
        row = services.issue(actor=request.user, award=award, person=standing.person)  # type: ignore[union-attr]
    except SauattyError as error:
        messages.error(request, say(error))
    else:
        told = {"person": row.printed["holder"], "number": row.register_number}
        messages.success(request, _("%(person)s was given the certificate %(number)s.") % told)
    return redirect("certificates:award_detail", award_id=award.pk)


@require_POST
def award_print(request: HttpRequest, award_id: UUID, design_id: UUID) -> HttpResponse:
    """Ask for the print file of the certificates of a kind that have one design."""
    award = selectors.access_award(request.user, award_id)
    design = next((one for one, _n in selectors.print_sets(award) if one.pk == design_id), None)
    selectors.refuse_unless(design is not None)
    job = services.ask_to_print(actor=request.user, award=award, design=design)
    return redirect("base:job_detail", job_id=job.pk)
