"""An invented mentor reviews the invented activities, and their authors give some to the library."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import read_yaml
from sauatty.core.catalogue.rubrics import rubric
from sauatty.web.activities import demonstration as activities
from sauatty.web.base.demo import DemoCount
from sauatty.web.practice import services
from sauatty.web.practice.models import Published, Review
from sauatty.web.programmes import selectors as programmes


def make(actor: Any) -> None:
    """Review the invented activities, unless they were reviewed."""
    programme = programmes.demo_programme(actor)
    if programme is None or Review.objects.filter(activity__programme=programme).exists():
        return
    name = read_yaml(activities.FILE, "demo-activities/1")["mentor"]
    mentor = next(
        (one for one in programmes.list_members(programme) if one.is_demo and one.name == name), None
    )
    for row, activity in activities.list_made(programme) if mentor else ():
        for said in row.get("reviews", ()):
            _review(mentor, activity, row, said)
        if row.get("publish"):
            services.publish(actor=activity.person, activity=activity, with_name=True)


def _review(mentor: Any, activity: Any, row: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Review a report; one that was asked for more is reported again first."""
    if activity.state == activity.State.MORE:
        activities.report(activity, row)
    criteria = (one.id for one in rubric(services.RUBRIC).criteria)
    services.review(
        actor=mentor, activity=activity, sequence=activity.sequence, decision=said["decision"],
        levels=dict(zip(criteria, said["levels"], strict=True)), words=said["words"],
    )  # fmt: skip
    activity.refresh_from_db()


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    invented = Published.objects.filter(activity__programme__is_demo=True)
    yield DemoCount(_("Activities in the library of good practice"), invented.count())


def remove() -> None:
    """Delete what stands in the library and the reviews; the activities go after them."""
    Published.objects.filter(activity__programme__is_demo=True).delete()
    Review.objects.filter(activity__programme__is_demo=True).delete()
