"""Plans and reports that come from a device: kept as they were sent, taken in once, what was refused told by its fields."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sauatty.core.errors import ActivityChangedMeanwhile, SauattyError
from sauatty.web.accounts import selectors as accounts
from sauatty.web.activities import selectors, services
from sauatty.web.activities.forms import EvidenceForm, PlanForm, ReportForm, report_initial
from sauatty.web.activities.standing import SEEN, mark_of, moment_of
from sauatty.web.attachments import services as attachments
from sauatty.web.base import inbox
from sauatty.web.base.sentences import say
from sauatty.web.base.texts import in_language

PLAN, REPORT = "activity-plan", "activity-report"
NEW = "new"  # the prefix of caption, author and licence of what is added now
MOST_VALUES, MOST_OPEN, MOST_ASIDE = 100, 50, 20
SHOWN = timedelta(
    days=30
)  # what came when an activity was over already can only be read, and is, for so long


# --- forms, as pages and devices fill them ---


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the forms of somebody."""

    programmes: list[tuple[Any, str]]
    regions: list[tuple[Any, str]]


def plan_form(actor: Any, data: Any = None, **kwargs: Any) -> PlanForm:
    """Return the form of a plan with the programmes of the actor."""
    return PlanForm(data, programmes=_programmes(actor), regions=regions(), **kwargs)


def _programmes(actor: Any) -> list[tuple[Any, str]]:
    return [(one, in_language(one, "title")) for one in selectors.learnt_in(actor)]


def report_form(data: Any = None, **kwargs: Any) -> ReportForm:
    """Return the form of a report."""
    return ReportForm(data, regions=regions(), **kwargs)


def regions() -> list[tuple[Any, str]]:
    """Return the regions with their names."""
    return [(one, in_language(one, "name")) for one in accounts.list_regions()]


def save_plan(actor: Any, form: PlanForm) -> Any:
    """Write the plan of a valid form."""
    chosen = form.cleaned_data["programme"]
    programme = next(one for one in selectors.learnt_in(actor) if str(one.pk) == chosen)
    told, seen = form.cleaned_data, moment_of(form.cleaned_data[SEEN])
    return services.plan(actor=actor, id=told["id"], programme=programme, facts=form.facts, seen=seen)


def added(actor: Any, data: Any) -> list[dict[str, Any]]:
    """Return the files that come in parts, each once, with what was said of all that is added now."""
    ids = dict.fromkeys(UUID(one) for name in FILES for one in data.getlist(name) if is_id(one))
    said = said_of_new(data)
    return [{"attachment": one, **said} for one in attachments.expect(actor=actor, ids=list(ids))]


SAID = ("caption", "author", "licence")
FILES = ("photos", "files")


def new_form(data: Any = None, **kwargs: Any) -> EvidenceForm:
    """Return the form of what is said of all that is added now."""
    return EvidenceForm(data, prefix=NEW, **kwargs)


def said_of_new(data: Any) -> dict[str, Any]:
    """Return caption, author and licence of what is added now, as a valid form has them."""
    form = new_form(data)
    return {name: form.cleaned_data[name] for name in SAID} if form.is_valid() else {}


def is_id(text: object) -> bool:
    """Tell whether a text is a UUID."""
    try:
        return bool(UUID(str(text)))
    except ValueError:
        return False


# --- submissions ---


def typed(body: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """Return the values of a submission as a form has them."""
    values = body.get("values")
    rows = list(values.items())[:MOST_VALUES] if isinstance(values, dict) else []
    return MultiValueDict({_text(name): [_text(one) for one in _listed(value)] for name, value in rows})


def _listed(value: object) -> list[object]:
    return value[:MOST_VALUES] if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return "" if value is None else str(value).encode("utf-8", "replace").decode()


def take_plan(_id: UUID, body: dict[str, Any], sender: Any) -> None:
    """Take in a plan from a device."""
    form = plan_form(sender, typed(body))
    if not form.is_valid():
        raise SauattyError
    save_plan(sender, form)


def take_report(_id: UUID, body: dict[str, Any], sender: Any) -> None:
    """Take in a report from a device. Evidence that stands there already stays; what is new comes beside it."""
    activity = _activity_of(body, sender)
    form = report_form(typed(body))
    if activity is None:
        raise ActivityChangedMeanwhile
    if not form.is_valid() or not new_form(typed(body)).is_valid():
        raise SauattyError
    there = [
        {"attachment": one.attachment, "caption": one.caption, "author": one.author, "licence": one.licence}
        for one, _url in selectors.list_evidence(activity)
    ]
    known = {row["attachment"].pk for row in there}
    new = [row for row in added(sender, typed(body)) if row["attachment"].pk not in known]
    services.report(
        actor=sender, activity=activity, sequence=form.cleaned_data["sequence"], facts=form.facts,
        evidence=[*there, *new],
    )  # fmt: skip


def _activity_of(body: Mapping[str, Any], sender: Any) -> Any:
    id = body.get("activity")
    return selectors.list_own(sender).filter(pk=id).first() if is_id(id) else None


# --- what a device asks for ---


def problems(kind: str, body: Mapping[str, Any], choices: Choices) -> dict[str, list[str]]:
    """Return why a submission is not taken in, by field; '' for what belongs to none."""
    data, found = typed(body), {}
    form: Any = _form_of(kind, data, choices)
    for name, errors in form.errors.items():
        found["" if name == "__all__" else name] = list(errors)
    if kind == REPORT:
        found |= {f"{NEW}-{name}": list(errors) for name, errors in new_form(data).errors.items()}
    if getattr(form, "is_asked", False):
        found["is_sure"] = []
    return found or {"": [say(ActivityChangedMeanwhile())]}


def _form_of(kind: str, data: Any, choices: Choices) -> Any:
    if kind == PLAN:
        return PlanForm(data, programmes=choices.programmes, regions=choices.regions)
    return ReportForm(data, regions=choices.regions)


def kept_aside(actor: Any) -> list[dict[str, Any]]:
    """Return what the actor sent that was not taken in and is not made good since, the newest first."""
    rows = sorted(
        (one for kind in (PLAN, REPORT) for one in inbox.list_kept_aside(kind, actor)[:MOST_ASIDE]),
        key=lambda one: one.received_at, reverse=True,
    )  # fmt: skip
    bodies = [(one, json.loads(bytes(one.raw))) for one in rows]
    ids = [body.get("activity") for _row, body in bodies if is_id(body.get("activity"))]
    if not rows:
        return []
    choices = Choices(_programmes(actor), regions())
    own = {str(one.pk): one for one in selectors.list_own(actor).filter(pk__in=ids)}
    open_ones = [
        (row, body)
        for row, body in bodies
        if not _made_good(row, own.get(_text(body.get("activity")).lower()))
    ]
    return [
        {
            "id": str(row.pk), "kind": row.kind, "activity": _text(body.get("activity")), "body": body,
            "title": _title(body, own),
            "is_own": _text(body.get("activity")).lower() in own, "problems": problems(row.kind, body, choices),
            "is_over": is_over(own.get(_text(body.get("activity")).lower()), row.kind), "written": written(body),
        }
        for row, body in open_ones
    ]  # fmt: skip


def kept_values(actor: Any, envelope_id: str) -> dict[str, Any]:
    """Return what a form begins with where somebody corrects what was kept aside; nothing where it is not theirs."""
    found = (
        next((one for one in kept_aside(actor) if one["id"] == envelope_id), None) if envelope_id else None
    )
    if found is None:
        return {}
    several = ("competences", "audience_kinds", *FILES)
    values = typed(found["body"])
    return {name: values.getlist(name) if name in several else values.get(name) for name in values}


def kept_files(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the files that belong to what was kept aside: they come, or came, from the device that sent it."""
    return [(name, one) for name in FILES for one in kept.get(name, ()) if is_id(one)]


def _title(body: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    one = own.get(_text(body.get("activity")).lower())
    return str(one.title) if one else typed(body).get("title") or str(_("An activity"))


def _made_good(row: Any, activity: Any) -> bool:
    """Tell whether an activity was planned, reported or accepted after this was kept aside."""
    if activity is None:
        return False
    own = activity.planned_at if row.kind == PLAN else activity.reported_at
    since = [moment for moment in (own, activity.accepted_at) if moment]
    is_old = is_over(activity, row.kind) and row.received_at < timezone.now() - SHOWN
    return is_old or any(moment > row.received_at for moment in since)


def is_over(activity: Any, kind: str) -> bool:
    """Tell whether an activity takes nothing of a kind in any more: no plan once it is reported."""
    if activity is None:
        return False
    if kind == PLAN:
        return activity.state != activity.State.PLANNED
    return activity.state in (activity.State.ACCEPTED, activity.State.DROPPED)


def written(body: Mapping[str, Any]) -> list[str]:
    """Return the texts that somebody wrote, to read them again where nothing can be corrected."""
    names = ("title", "aim", "plan", "done", "worked", "next_steps")
    return [text for text in map(typed(body).get, names) if text]


def of_device(actor: Any) -> dict[str, Any]:
    """Return what a device keeps of somebody's open activities, and which of their submissions were refused."""
    closed = ("accepted", "dropped")
    rows = selectors.list_own(actor).exclude(state__in=closed)[:MOST_OPEN]
    asked = ("id", "kind", "activity", "problems")
    return {
        "person": str(actor.pk),
        "activities": [
            {
                "id": str(one.pk), "title": one.title, "language": one.language, "state": str(one.get_state_display()),
                SEEN: mark_of(one), "values": {name: _text(value) for name, value in report_initial(one).items()},
            }
            for one in rows
        ],
        "refused": [{name: one[name] for name in asked} for one in kept_aside(actor)],
    }  # fmt: skip
