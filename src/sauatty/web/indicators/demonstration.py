"""Invented indicators of the invented programme: ready ones with targets, two of its own with values, a logframe."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.core.catalogue.content import CONTENT, read_yaml
from sauatty.core.languages import LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.accounts.services import people
from sauatty.web.base.demo import DemoCount
from sauatty.web.base.texts import forget_texts
from sauatty.web.indicators import logframes, selectors, services, snapshots
from sauatty.web.indicators.models import Indicator, LogRow, Snapshot, Value
from sauatty.web.programmes import selectors as programmes

FILE = CONTENT / "demo" / "indicators.yaml"


def make(actor: Any) -> None:
    """Set the largest invented programme its targets, unless it has indicators."""
    programme = next(iter(programmes.list_demo(actor)), None)
    if programme is None or Indicator.objects.filter(programme=programme).exists():
        return
    told = read_yaml(FILE, "demo-indicators/1")
    same = {"reviewer": _reviewer(actor, programme, told["reviewer"]), "target_source": told["target_source"]}
    known = _ready(actor, programme, told, same)
    for row in told["own"]:
        known[row["key"]] = _own(actor, programme, row, same)
    _frame(actor, programme, told["rows"], known)
    snapshots.take(programme=programme, viewer=actor, is_monthly=True)


def _reviewer(actor: Any, programme: Any, name: str) -> Any:
    """Return the invented person who checks the values; without one, invent an analyst."""
    for one in selectors.list_reviewers(programme):
        if one.is_demo:
            return one
    found = people.add_person(actor=actor, name=name, is_demo=True)
    people.give_role(
        actor=actor, person=found, role="analyst", scope_kind=programmes.SCOPE, scope_id=programme.pk
    )
    return found


def _ready(
    actor: Any, programme: Any, told: Mapping[str, Any], same: Mapping[str, Any]
) -> dict[str, Indicator]:
    found = services.take_ready(actor=actor, programme=programme, ids=told["ready"])
    for one in found:
        row = told["ready"][one.library]
        facts = {"baseline": row.get("baseline"), "target": row.get("target"), **same}
        services.change(actor=actor, indicator=one, texts={}, facts=facts)
        _region_targets(actor, one, row)
    return {one.library: one for one in found}


def _region_targets(actor: Any, indicator: Indicator, row: Mapping[str, Any]) -> None:
    known = {one.code for one in accounts.list_regions()}
    targets = {code: float(target) for code, target in row.get("regions", {}).items() if code in known}
    if targets:
        services.set_region_targets(actor=actor, indicator=indicator, targets=targets)


def _own(actor: Any, programme: Any, row: Mapping[str, Any], same: Mapping[str, Any]) -> Indicator:
    told = ("level", "unit", "by_region", "formula", "source", "baseline", "target")
    facts = {name: row[name] for name in told} | same
    one = services.declare(actor=actor, programme=programme, texts=_texts(row, services.TEXTS), facts=facts)
    known = {region.code for region in accounts.list_regions()}
    _region_targets(actor, one, row)
    for told in [*row["values"], *row.get("by", ())]:
        if told.get("region") is None or told["region"] in known:
            _value(actor, one, told)
    return one


def _value(actor: Any, indicator: Indicator, told: Mapping[str, Any]) -> None:
    day = timezone.localdate() - timedelta(days=told["days"])
    facts = {"value": float(told["value"]), "n": told.get("n"), "region_id": told.get("region"), "note": ""}
    value = services.enter(actor=actor, indicator=indicator, day=day, **facts)
    reviewer = indicator.reviewer
    if told.get("is_checked") and reviewer is not None and services.may_sign(reviewer, indicator, value):
        services.sign(actor=reviewer, value=value)


def _texts(row: Mapping[str, Any], fields: Sequence[str]) -> dict[str, str]:
    return {f"{field}_{code}": row[field][code] for field in fields for code in LANGUAGES}


def _frame(
    actor: Any, programme: Any, rows: Sequence[Mapping[str, Any]], known: Mapping[str, Indicator]
) -> None:
    made: dict[str, LogRow] = {}
    for row in rows:
        facts = {
            "kind": row["kind"], "parent": made.get(row.get("under", "")),
            "indicators": [known[key].pk for key in row["indicators"] if key in known],
        }  # fmt: skip
        texts = _texts(row, logframes.TEXTS)
        made[row["key"]] = logframes.write_row(actor=actor, programme=programme, texts=texts, facts=facts)


def count() -> Iterator[DemoCount]:
    """Say how many indicators go."""
    yield DemoCount(_("Indicators"), Indicator.objects.filter(programme__is_demo=True).count())


def remove() -> None:
    """Delete the indicators, values and logframe of the invented programme."""
    rows = LogRow.objects.filter(programme__is_demo=True)
    for one in [*rows, *Indicator.objects.filter(programme__is_demo=True, library="")]:
        forget_texts(one)
    rows.delete()
    Value.objects.filter(indicator__programme__is_demo=True).delete()
    Snapshot.objects.filter(programme__is_demo=True).delete()
    Indicator.objects.filter(programme__is_demo=True).delete()
