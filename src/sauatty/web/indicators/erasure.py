"""How indicators forget a person: numbers stay without the name of who entered or checked them, and without their words."""

from typing import Any

from sauatty.web.indicators.models import Indicator, Signature, Snapshot, Value


def indicators(person: Any) -> int:
    """Take the name off what the person declared or was to review."""
    declared = Indicator.objects.filter(created_by=person).update(created_by=None)
    return declared + Indicator.objects.filter(reviewer=person).update(reviewer=None)


def snapshots(person: Any) -> int:
    return Snapshot.objects.filter(taken_by=person).update(taken_by=None)


def values(person: Any) -> int:
    return Value.objects.filter(entered_by=person).update(entered_by=None, note="")


def signatures(person: Any) -> int:
    return Signature.objects.filter(by=person).update(by=None)
