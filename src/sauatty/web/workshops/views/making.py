"""Making a workshop: first what it is of, then the rest, then one button."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from sauatty.core.errors import (
    SauattyError,
    WorkshopAbovePlaces,
    WorkshopDatePast,
    WorkshopFollowUpTooEarly,
    WorkshopPersonGone,
    WorkshopSubjectUnknown,
    WorkshopTimesOverlap,
)
from sauatty.core.languages import format_number
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import posted
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors as events
from sauatty.web.programmes import selectors as programmes
from sauatty.web.publications import selectors as publications
from sauatty.web.specialists.labels import subject_choices
from sauatty.web.workshops import forms, selectors, services

# At which field an error of the service is shown; sessions by their number.
_FIELDS: dict[type[SauattyError], str] = {
    WorkshopSubjectUnknown: "subjects",
    WorkshopAbovePlaces: "invited",
    WorkshopPersonGone: "invited",
    WorkshopFollowUpTooEarly: "follow_up_on",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen so far, and what there is to choose from; unknown choices count for nothing."""

    programmes: list[Any]
    programme: Any = None
    regions: Sequence[tuple[str, str]] = ()
    region: str = ""
    versions: Sequence[Any] = ()
    version: Any = None
    templates: Sequence[Any] = ()
    template: Any = None
    subject: str = ""
    language: str = ""
    sessions: Sequence[Any] = ()
    people: Sequence[Any] = ()
    subjects: Sequence[tuple[str, str]] = field(default_factory=list)
    languages: Any = tuple(settings.LANGUAGES)

    @property
    def is_chosen(self) -> bool:
        """Tell whether programme, region, guide and template are chosen."""
        return bool(self.programme and self.region and self.version and self.template)

    @property
    def is_whole(self) -> bool:
        """Tell whether a workshop can be made of it."""
        return self.is_chosen and bool(self.sessions and self.people)


def _choice(request: HttpRequest) -> Choice:
    actor, asked = request.user, request.GET
    mine = list(programmes.list_coordinated(actor))
    wanted = asked.get("programme", "")
    programme = next((one for one in mine if str(one.pk) == wanted), None)
    if wanted and programme is None:
        raise Http404
    if programme is None and len(mine) == 1:
        programme = mine[0]
    if programme is None:
        return Choice(mine)
    regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
    region = asked.get("region", "") if asked.get("region", "") in dict(regions) else ""
    versions, templates = selectors.offered_versions(actor, programme), list(events.list_templates(programme))
    version, template = (
        _one_of(versions, asked.get("version", "")),
        _one_of(templates, asked.get("template", "")),
    )
    subject, language = (asked.get(name, "") for name in ("subject", "language"))
    known = dict(subject_choices())
    narrowed = {
        "subject": subject if subject in known else "",
        "language": language if language in dict(settings.LANGUAGES) else "",
    }
    return Choice(
        mine, programme, regions, region, versions, version, templates, template, **narrowed,
        sessions=services.sessions_of(template) if template else [],
        people=selectors.list_invitable(actor, programme, region, **narrowed) if region else [],
        subjects=list(known.items()),
    )  # fmt: skip


def _one_of(rows: Sequence[Any], pk: str) -> Any:
    if not pk and len(rows) == 1:
        return rows[0]
    return next((one for one in rows if str(one.pk) == pk), None)


def _form(request: HttpRequest, choice: Choice) -> forms.WorkshopForm:
    spoken = get_language() or "kk"
    subjects = [(one.scope, one.name.text(spoken)) for one in publications.subjects_of(choice.version.guide)]
    return forms.WorkshopForm(
        posted(request), sessions=choice.sessions, subjects=subjects, people=choice.people,
        trainers=events.list_trainers(choice.programme), template=choice.template,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def workshop_new(request: HttpRequest) -> HttpResponse:
    """Choose, fill in, and make it in one step."""
    choice = _choice(request)
    form = _form(request, choice) if choice.is_whole else None
    if form is not None and form.is_valid():
        try:
            made = services.make_workshop(
                actor=request.user, key=form.cleaned_data["key"], template=choice.template, version=choice.version,
                facts=form.facts(choice.region),
            )  # fmt: skip
        except SauattyError as error:
            form.add_error(_field_of(error), say(error))
        else:
            _tell(request, selectors.n_invited(made))
            return redirect("workshops:workshop_detail", made.pk)
    context = {"choice": choice, "form": form, "alike": _alike(request.user, choice)}
    status = 422 if request.method == "POST" else 200
    return render(request, "workshops/workshop_new.html", context, status=status)


def _alike(actor: Any, choice: Choice) -> list[Any]:
    if not choice.is_chosen:
        return []
    return selectors.alike(actor, choice.programme, choice.region, choice.version.guide_id)


def _field_of(error: SauattyError) -> str | None:
    if isinstance(error, WorkshopDatePast | WorkshopTimesOverlap):
        return f"day_{error.params['session']}"
    return _FIELDS.get(type(error))


def _tell(request: HttpRequest, n: int) -> None:
    said = ngettext(
        "The workshop is made, and %(shown)s person is invited.",
        "The workshop is made, and %(shown)s people are invited.",
        n,
    )
    messages.success(request, said % {"shown": format_number(n, get_language() or "kk")})
