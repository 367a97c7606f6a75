"""Invented schools ask for help in the invented programme, each at another point of the way."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.demo import DemoCount
from sauatty.web.programmes import selectors as programmes
from sauatty.web.visits import services
from sauatty.web.visits.models import HelpRequest, School

FILE = CONTENT / "demo" / "visits.yaml"
_IDS = UUID("0d0f6c0b-29c5-4b9b-9d7a-3b1f4f5f3a11")


def make(actor: Any) -> None:
    """Let invented schools ask, unless schools are there."""
    programme = programmes.demo_programme(actor)
    if programme is None or School.objects.filter(programme=programme).exists():
        return
    known = {one.code for one in accounts.list_regions()}
    there = {one.name: one for one in programmes.list_members(programme) if one.is_demo}
    for row in read_yaml(FILE, "demo-visits/1")["visits"]:
        if row["school"]["region"] in known:
            _ask(programme, row, there)


def _ask(programme: Any, row: Mapping[str, Any], there: Mapping[str, Any]) -> None:
    id = uuid5(_IDS, f"{programme.pk} {row['school']['name']}")
    request = services.ask(id=id, programme=programme, school=row["school"], facts=row["facts"])
    asked_at = timezone.now() - timedelta(days=row["days"])
    HelpRequest.objects.filter(pk=id).update(created_at=asked_at)
    request.steps.update(at=asked_at)
    request.refresh_from_db()
    if row.get("taken_by") in there:
        _help(there[row["taken_by"]], request, row)


def _help(who: Any, request: HelpRequest, row: Mapping[str, Any]) -> None:
    request = services.take(actor=who, request=request)
    if "visited" in row:
        day = timezone.localdate() - timedelta(days=row["visited"])
        request = services.visit(actor=who, request=request, visited_on=day)
    if "report" in row:
        services.report(actor=who, request=request, **row["report"])
    if "adoption" in row:
        services.adopt(actor=who, school=request.school, adoption=row["adoption"])


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    yield DemoCount(_("Schools that asked for help"), School.objects.filter(programme__is_demo=True).count())


def remove() -> None:
    """Delete the schools of the invented programme with all that they asked for."""
    School.objects.filter(programme__is_demo=True).delete()
