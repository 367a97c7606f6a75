"""The report of an activity, its page, and its sheet to print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sauatty.core.errors import SauattyError
from sauatty.web.activities import arriving, pages, selectors, services
from sauatty.web.activities.forms import EvidenceForm, report_initial
from sauatty.web.activities.kinds import AUDIENCES
from sauatty.web.activities.standing import SEQUENCE, carry_on, told_otherwise
from sauatty.web.activities.views.offline import draft_settings, keep_settings
from sauatty.web.attachments import services as attachments
from sauatty.web.base.context import absolute
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say


@require_safe
def activity_detail(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Show an activity to its author and to mentors."""
    activity = selectors.access_activity(request.user, activity_id)
    is_own = activity.person_id == request.user.pk
    context = {
        "activity": activity, "is_own": is_own, "competences": selectors.competence_names(activity.competences),
        "audience": selectors.audience_rows(activity), "for_whom": selectors.for_whom(activity),
        "evidence": selectors.list_evidence(activity),
        "n_guests": selectors.guests_of(activity).count(),
        "join_address": absolute(reverse("activities:join_code", args=[activity.join_code])) if is_own else "",
        "draft": draft_settings(request, "", activity.pk, sequence=activity.sequence),
        "parts": [part for offer in pages.all_parts() for part in offer(request.user, activity)],
    }  # fmt: skip
    return render(request, "activities/activity_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_report(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Report what was held, with numbers, photos and documents."""
    activity = selectors.access_own(request.user, activity_id)
    if activity.state in (activity.State.ACCEPTED, activity.State.DROPPED):
        return redirect("activities:activity_detail", activity_id=activity.pk)
    kept = arriving.kept_values(request.user, request.GET.get("kept", ""))
    initial = {**report_initial(activity), **kept, "sequence": activity.sequence}
    form, is_late = arriving.report_form(posted(request), initial=initial), bool(kept)
    rows = [(one, _evidence_form(request, one)) for one, _url in selectors.list_evidence(activity)]
    new = arriving.new_form(
        posted(request), initial={one: kept.get(f"{arriving.NEW}-{one}", "") for one in arriving.SAID}
    )
    said = [new, *(one for _row, one in rows)]
    if form.is_bound and form.is_valid() and all(one.is_valid() for one in said):
        try:
            there = {row.attachment_id for row, _one in rows}
            evidence = [
                *_kept(rows),
                *(one for one in _new(request, activity) if one["attachment"].pk not in there),
            ]
            services.report(
                actor=request.user, activity=activity, sequence=form.cleaned_data["sequence"], facts=form.facts,
                evidence=evidence,
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(None, say(error))
            is_late = True
            activity.refresh_from_db()
            carry_on(form, SEQUENCE, activity.sequence)
        else:
            messages.success(request, _("Your report is there. A mentor will read it."))
            return redirect("activities:activity_detail", activity_id=activity.pk)
    draft = draft_settings(
        request, "report", activity.pk, sequence=activity.sequence, is_fresh=not form.is_bound and not kept,
        there=[str(row.attachment_id) for row, _one in rows],
    )  # fmt: skip
    context = {
        "activity": activity, "form": form, "evidence": rows, "new": new, "kept_files": arriving.kept_files(kept),
        "draft": draft, "keep": keep_settings(),
        "otherwise": told_otherwise(form, report_initial(activity)) if is_late and activity.sequence else [],
    }  # fmt: skip
    return render(request, "activities/activity_report.html", context, status=422 if form.is_bound else 200)


def _evidence_form(request: HttpRequest, row: Any) -> EvidenceForm:
    initial = {"caption": row.caption, "author": row.author, "licence": row.licence}
    return EvidenceForm(posted(request), prefix=f"e{row.attachment_id}", initial=initial)


def _kept(rows: list[tuple[Any, EvidenceForm]]) -> list[dict[str, Any]]:
    return [
        {"attachment": row.attachment, **form.cleaned_data}
        for row, form in rows
        if not form.cleaned_data["remove"]
    ]


def _new(request: HttpRequest, activity: Any) -> list[dict[str, Any]]:
    """Return the files that came with the form or are on their way in parts, each once."""
    found, said = arriving.added(request.user, request.POST), arriving.said_of_new(request.POST)
    for kind, name in (("photo", "photos"), ("file", "files")):
        uploads = request.FILES.getlist(f"{name}_files")
        rows = attachments.take_uploads(actor=request.user, uploads=uploads, kind=kind, seed=activity.pk)
        found += [{"attachment": one, **said} for one in rows]
    return list({row["attachment"].pk: row for row in found}.values())


@require_safe
def activity_sheet(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """Show the plan as a sheet to print, with lines for what one notes by hand."""
    activity = selectors.access_activity(request.user, activity_id)
    kinds = [AUDIENCES[one] for one in activity.audience_kinds if one in AUDIENCES]
    context = {
        "activity": activity, "competences": selectors.competence_names(activity.competences),
        "kinds": kinds or list(AUDIENCES.values()),
    }  # fmt: skip
    return render(request, "activities/activity_sheet.html", context)
