"""Invented people of the invented programme run activities, and some of their guests run their own."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people
from sauatty.web.activities import services
from sauatty.web.activities.audience import read_audience
from sauatty.web.activities.models import Activity
from sauatty.web.base.demo import DemoCount
from sauatty.web.programmes import selectors as programmes

FILE = CONTENT / "demo" / "activities.yaml"
_IDS = UUID("5b9d2c54-6a0e-4f0c-9d43-8f1f5a0c7e21")


def rows() -> list[dict[str, Any]]:
    """Return the invented activities as they stand in the file."""
    return list(read_yaml(FILE, "demo-activities/1")["activities"])


def make(actor: Any) -> None:
    """Make the invented activities in the invented programme, unless activities are there."""
    programme = programmes.demo_programme(actor)
    if programme is None or Activity.objects.filter(programme=programme).exists():
        return
    known = {one.code for one in accounts.list_regions()}
    there = {one.name: one for one in programmes.list_members(programme) if one.is_demo}
    for row in rows():
        if row["region"] not in known:
            continue
        for name in (row["author"], *row.get("guests", ())):
            if name not in there:
                there[name] = people.add_person(actor=actor, name=name, is_demo=True)
        _run(programme, row, there)


def _run(programme: Any, row: Mapping[str, Any], there: Mapping[str, Any]) -> None:
    author = there[row["author"]]
    facts = {
        "language": row["language"], "title": row["title"], "aim": row["aim"], "plan": row["plan"],
        "competences": row["competences"], "audience_kinds": list(row.get("audience") or row.get("kinds", ())),
        "region_id": row["region"], "place": row["place"], "planned_on": day_of(row["planned"]),
    }  # fmt: skip
    id = uuid5(_IDS, f"{programme.pk} {row['title']}")
    activity = services.plan(actor=author, id=id, programme=programme, facts=facts)
    Activity.objects.filter(pk=id).update(is_demo=True, created_at=_moment(min(row["planned"] - 7, -7)))
    activity.refresh_from_db()
    if "held" in row:
        report(activity, row)
        for name in row["guests"]:
            services.join(person=there[name], activity=activity)


def report(activity: Any, row: Mapping[str, Any]) -> None:
    """Report an invented activity as its row says, the day after it was held."""
    facts = {
        "held_on": day_of(row["held"]), "audience": read_audience(row["audience"]),
        **{name: row[name] for name in ("done", "worked", "next_steps")},
    }  # fmt: skip
    services.report(actor=activity.person, activity=activity, sequence=activity.sequence, facts=facts)
    Activity.objects.filter(pk=activity.pk).update(reported_at=_moment(row["held"] + 1))
    activity.refresh_from_db()


def day_of(days: int) -> Any:
    """Return a day counted from today."""
    return timezone.localdate() + timedelta(days=days)


def _moment(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(day_of(days), time(10)))


def list_made(programme: Any) -> list[tuple[dict[str, Any], Any]]:
    """Return the rows of the file with the activities that were made of them and are as they were."""
    found = Activity.objects.filter(programme=programme, is_demo=True).select_related("person", "region")
    by_title = {one.title: one for one in found}
    return [(row, by_title[row["title"]]) for row in rows() if row["title"] in by_title]


def count() -> Iterator[DemoCount]:
    """Say what goes: the invented activities, and those that real people run in the invented programme."""
    here = Activity.objects.filter(programme__is_demo=True)
    real = here.filter(is_demo=False)
    yield DemoCount(_("Activities"), here.count(), tuple(real.values_list("title", flat=True)))


def remove() -> None:
    """Delete the invented activities, and all others of the invented programme."""
    Activity.objects.filter(is_demo=True).delete()
    Activity.objects.filter(programme__is_demo=True).delete()
