"""Writes of indicators: taken or declared, changed, archived; values by hand, their corrections and checks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sauatty.core.errors import IndicatorIsWorkedOut, ValueCorrectedAlready, ValueNotYoursToSign
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.base.texts import forget_texts, write_text
from sauatty.web.indicators import measuring
from sauatty.web.indicators.models import Indicator, RegionTarget, Signature, Value

TEXTS = ("name", "definition")


@transaction.atomic
def take_ready(*, actor: Any, programme: Any, ids: Iterable[str]) -> list[Indicator]:
    """Take ready indicators; one that is there already stays, and comes back if it was archived."""
    found = []
    for id in ids:
        ready = measuring.ready(id)
        if ready is None:
            continue
        one, is_new = Indicator.objects.get_or_create(
            programme=programme, library=id,
            defaults={
                "level": ready.level, "unit": ready.unit, "by_region": "region" in ready.by,
                "is_less_better": ready.measure.startswith("overclaiming"), "created_by": actor,
            },
        )  # fmt: skip
        if is_new:
            audit.record("indicator.taken", actor=actor, target=one, library=id)
        elif one.archived_at is not None:
            bring_back(actor=actor, indicator=one)
        found.append(one)
    return found


@transaction.atomic
def declare(*, actor: Any, programme: Any, texts: Mapping[str, str], facts: Mapping[str, Any]) -> Indicator:
    """Declare an indicator of one's own; `texts` are `name_kk` and so on."""
    one = Indicator(programme=programme, created_by=actor, **facts)
    _write_texts(one, TEXTS, texts, actor)
    one.save(force_insert=True)
    audit.record("indicator.declared", actor=actor, target=one, target_value=one.target)
    return one


@transaction.atomic
def change(
    *, actor: Any, indicator: Indicator, texts: Mapping[str, str], facts: Mapping[str, Any]
) -> Indicator:
    """Change baseline, target, reviewer and, of one's own, the words. What was before stands in the audit log."""
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    before = {"baseline": row.baseline, "target": row.target}
    for name, value in facts.items():
        setattr(row, name, value)
    _write_texts(row, TEXTS, texts, actor)
    row.save()
    now = {"baseline": row.baseline, "target": row.target}
    audit.record("indicator.changed", actor=actor, target=row, before=before, now=now)
    return row


def _write_texts(row: Any, fields: Iterable[str], texts: Mapping[str, str], actor: Any) -> None:
    for field in fields:
        for language in LANGUAGES:
            text = texts.get(f"{field}_{language}")
            if text is not None and text != getattr(row, f"{field}_{language}"):
                write_text(row, field, language, text, actor=actor)


@transaction.atomic
def remove(*, actor: Any, indicator: Indicator) -> bool:
    """Delete an indicator without values; archive one that has some. Tells whether it was deleted."""
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    is_deleted = not row.values.exists()
    audit.record("indicator.deleted" if is_deleted else "indicator.archived", actor=actor, target=row)
    if is_deleted:
        forget_texts(row)
        row.delete()
    else:
        row.archived_at = timezone.now()
        row.save(update_fields=["archived_at"])
    return is_deleted


@transaction.atomic
def bring_back(*, actor: Any, indicator: Indicator) -> None:
    """Bring an archived indicator back."""
    if Indicator.objects.filter(pk=indicator.pk, archived_at__isnull=False).update(archived_at=None):
        audit.record("indicator.brought-back", actor=actor, target=indicator)


@transaction.atomic
def set_region_targets(*, actor: Any, indicator: Indicator, targets: Mapping[str, float | None]) -> None:
    """Set the target of each named region; None takes it away."""
    for code, target in targets.items():
        if target is None:
            RegionTarget.objects.filter(indicator=indicator, region=code).delete()
        else:
            RegionTarget.objects.update_or_create(
                indicator=indicator, region_id=code, defaults={"target": target}
            )
    audit.record("indicator.region-targets", actor=actor, target=indicator, targets=dict(targets))


@transaction.atomic
def enter(*, actor: Any, indicator: Indicator, corrects: Value | None = None, **facts: Any) -> Value:
    """Enter a value by hand. A correction takes the place of a value, which stays to be seen."""
    if indicator.library:
        raise IndicatorIsWorkedOut
    try:
        with transaction.atomic():
            value = Value.objects.create(indicator=indicator, corrects=corrects, entered_by=actor, **facts)
    except IntegrityError as error:
        raise ValueCorrectedAlready from error
    said = {"value": value.value, "day": value.day.isoformat(), "region": value.region_id or ""}
    audit.record(
        "indicator.value-corrected" if corrects else "indicator.value", actor=actor, target=indicator, **said
    )
    return value


def may_sign(actor: Any, indicator: Indicator, value: Value) -> bool:
    """Tell whether somebody may check a value: the reviewer, unless they entered it."""
    return indicator.reviewer_id == actor.pk and value.entered_by_id != actor.pk


@transaction.atomic
def sign(*, actor: Any, value: Value) -> Signature:
    """Say that a value was checked; said twice, the first stays."""
    indicator = Indicator.objects.select_for_update().get(pk=value.indicator_id)
    if not may_sign(actor, indicator, value):
        raise ValueNotYoursToSign
    if Value.objects.filter(corrects=value).exists():
        raise ValueCorrectedAlready
    signature, is_new = Signature.objects.get_or_create(value=value, defaults={"by": actor})
    if is_new:
        audit.record("indicator.value-checked", actor=actor, target=indicator, value=value.value)
    return signature
