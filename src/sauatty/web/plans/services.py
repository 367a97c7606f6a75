"""Plans: suggested, edited, restored; the syllabus as a file; programme and cohorts made from one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from sauatty.core.catalogue.modules import load_modules
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.documents.syllabus import SyllabusCover, syllabus
from sauatty.core.errors import NoNeedsToPlan, PlanMovedOn
from sauatty.core.languages import Translated
from sauatty.core.surveys.needs import Needs
from sauatty.core.surveys.plan import Plan, answered_by_hours
from sauatty.web.base import audit, exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.lessons import catalogue
from sauatty.web.plans import drafting, selectors
from sauatty.web.plans.drafting import Budget, Draft
from sauatty.web.plans.models import PlanVersion, ProgrammePlan
from sauatty.web.plans.restoring import plan_from_json
from sauatty.web.programmes import cohorts, members
from sauatty.web.programmes import services as programmes

SYLLABUS_JOB = "plans.syllabus"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: dict[str, Any] = {"docx": (render_docx, DOCX), "pdf": (render_pdf, "application/pdf")}
Kind = PlanVersion.Kind


@transaction.atomic
def suggest_plan(
    *, actor: Any, campaign: Any, budget: Budget, keep: Sequence[str] = (), base: int | None = None
) -> PlanVersion:
    """Let the core choose the best modules within a budget; modules named in `keep` stay as they were edited.

    Raises
    ------
    NoNeedsToPlan
        No response says anything about a need.
    PlanImpossible
        What is to be kept does not fit.
    PlanMovedOn
        Somebody has changed the plan since.
    """
    plan, last = _locked(campaign, base)
    needs, outlines = _needs(campaign), catalogue.in_order(load_modules())
    before = Draft.of(last.body) if last else None
    kept, dropped = None, ()
    if before is not None:
        kept = Draft(budget, tuple(one for one in before.modules if one.id in keep))
        dropped = tuple(one for one in before.dropped if one not in keep)
    draft = drafting.suggest(budget, needs, outlines, keep=kept, drop=dropped)
    found = drafting.evaluate(draft, needs, outlines)
    figures = {"best": found.answered, "by_hours": _trade_off(budget, needs)}
    return _store(plan, last, Kind.SUGGESTED, draft, found, actor=actor, **figures)


def _trade_off(budget: Budget, needs: Needs) -> list[list[float]]:
    """Return what the best plan of smaller and larger budgets answers."""
    outlines = load_modules()
    limits = drafting.limits_of(budget)
    budgets = drafting.budgets_around(limits.pop("hours"), sum(one.hours for one in outlines))
    return [list(pair) for pair in answered_by_hours(needs, outlines, budgets, **limits)]


@transaction.atomic
def edit_plan(*, actor: Any, campaign: Any, draft: Draft, base: int) -> PlanVersion:
    """Store an edited plan as the next version; the same plan again, of the same answers, stores nothing."""
    plan, last = _locked(campaign, base)
    if last is not None and last.body == draft.as_json() and not selectors.is_behind(last, campaign):
        return last
    found = drafting.evaluate(draft, _needs(campaign), load_modules())
    kept = {name: last.figures.get(name) for name in ("best", "by_hours")} if last else {}
    return _store(plan, last, Kind.EDITED, draft, found, actor=actor, **kept)


@transaction.atomic
def restore_plan(*, actor: Any, campaign: Any, version: PlanVersion, base: int) -> PlanVersion:
    """Make an older version the newest again, answered as the responses of today say."""
    plan, last = _locked(campaign, base)
    draft = Draft.of(version.body)
    found = drafting.evaluate(draft, _needs(campaign), load_modules())
    kept = {name: version.figures.get(name) for name in ("best", "by_hours")}
    return _store(plan, last, Kind.RESTORED, draft, found, actor=actor, made_from=version.number, **kept)


def _locked(campaign: Any, base: int | None) -> tuple[ProgrammePlan, PlanVersion | None]:
    """Return the plan, held until the transaction ends, and its newest version."""
    plan, _is_new = ProgrammePlan.objects.get_or_create(campaign=campaign)
    plan = ProgrammePlan.objects.select_for_update().get(pk=plan.pk)
    last = plan.versions.order_by("-number").first()
    if (last.number if last else None) != base:
        raise PlanMovedOn(number=last.number if last else 0)
    return plan, last


def _needs(campaign: Any) -> Needs:
    found = selectors.needs_of(campaign)
    if not found.needs:
        raise NoNeedsToPlan()
    return found


def _store(
    plan: ProgrammePlan, last: PlanVersion | None, kind: Any, draft: Draft, found: Plan, **named: Any
) -> PlanVersion:
    named["stamp"] = selectors.stamp_of(plan.campaign)
    actor, made_from = named.pop("actor"), named.pop("made_from", last.number if last else None)
    version = PlanVersion.objects.create(
        plan=plan, number=last.number + 1 if last else 1, kind=kind, body=draft.as_json(),
        figures={**found.as_json(), **named}, answered=found.answered, hours=found.hours_used, made_from=made_from,
        created_by=actor,
    )  # fmt: skip
    audit.record(
        f"plan.{kind}", actor=actor, target=version, campaign=str(plan.campaign_id), number=version.number,
        modules=len(draft.modules), hours=found.hours_used,
    )  # fmt: skip
    return version


# --- the syllabus as a file ---


def ask_for_syllabus(*, actor: Any, version: PlanVersion, language: str, kind: str) -> Job:
    """Ask for the syllabus of a version; while the one made for the same person lives, its job answers at once."""
    payload = {
        "version": str(version.pk), "language": language, "kind": kind, "person": str(actor.pk),
        "campaign": str(version.plan.campaign_id),
        "name": f"syllabus-{str(version.pk)[:8]}-{version.number}-{language}.{kind}",
    }  # fmt: skip
    is_there = selectors.find_file(actor.pk, payload["name"]) is not None
    key = f"{version.pk}:{language}:{kind}:{actor.pk}"
    return jobs.enqueue(SYLLABUS_JOB, key=key, payload=payload, actor=actor, total=1, again=not is_there)


def do_syllabus(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the file and offer it to who asked (done by the worker)."""
    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    version = selectors.version_of_job(payload["version"])
    # Erased, without the role or coding blindly since: rights are asked again.
    if owner is None or version is None or not selectors.may_take(owner, version):
        return
    campaign = version.plan.campaign
    titles = (getattr(campaign.programme, f"title_{code}") for code in ("kk", "ru", "en"))
    cover = SyllabusCover(
        title=Translated(*titles),
        version=str(version.number),
        date=timezone.localtime(version.created_at).date(),
        is_invented=campaign.is_demo,
        modules=drafting.edited_outlines(Draft.of(version.body), load_modules()),
    )
    write, media_type = FORMATS[payload["kind"]]
    content = write(syllabus(plan_from_json(version.figures), payload["language"], cover))
    exports.offer_file(
        owner=owner, name=payload["name"], media_type=media_type, content=content, version=payload["version"]
    )
    report(1, 1)


def syllabus_address(job: Job) -> str:
    """Return where a made syllabus is fetched; its plan once the file has expired."""
    file_id = selectors.find_file(job.payload["person"], job.payload["name"])
    if file_id:
        return reverse("base:file_fetch", args=[file_id])
    return reverse("plans:plan_detail", args=[job.payload["campaign"]])


# --- programme and cohorts ---


def set_dates(*, actor: Any, cohort: Any, days: Mapping[str, date | None]) -> None:
    """Set the days on which a cohort begins the modules of its plan; None lets one be suggested."""
    members.set_module_dates(actor=actor, cohort=cohort, dates=days)


@transaction.atomic
def make_cohorts(
    *,
    actor: Any,
    version: PlanVersion,
    programme: Any,
    titles: Mapping[str, str],
    wanted: Sequence[tuple[Mapping[str, str], Mapping[str, Any]]],
    key: UUID | None = None,
) -> Any:
    """Make cohorts of a plan in a programme, or in a new one where none is given; return the programme.

    `key` is of the page on which they were asked for: sent twice, they are made once.
    """
    ProgrammePlan.objects.select_for_update().get(pk=version.plan_id)
    ids = [uuid5(key or uuid4(), str(place)) for place in range(len(wanted))]
    made = selectors.programme_of_cohorts(ids)
    if made is not None:
        return made
    is_demo = version.plan.campaign.is_demo
    if programme is None:
        programme = programmes.add_programme(actor=actor, titles=dict(titles), is_demo=is_demo)
    for id, (names, facts) in zip(ids, wanted, strict=True):
        cohorts.add_cohort(actor=actor, programme=programme, names=names, plan=version.pk, id=id, **facts)
    audit.record("plan.used", actor=actor, target=version, programme=str(programme.pk), cohorts=len(wanted))
    return programme
