"""Making and changing kinds of certificates. One that was given never changes: a change makes its next version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sauatty.core.errors import AwardInUse, AwardNotCurrent, AwardTitleMissing, AwardWithoutRules
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit, texts
from sauatty.web.certificates.models import Award

FIELDS = ("kind", "academic_hours", "rules", "competences", "design", "number_prefix", "event", "series")


def _check(titles: Mapping[str, str], values: Mapping[str, Any]) -> None:
    if not any(titles.get(language, "").strip() for language in LANGUAGES):
        raise AwardTitleMissing
    if not values.get("rules"):
        raise AwardWithoutRules


@transaction.atomic
def make_award(*, actor: Any, programme: Any, titles: Mapping[str, str], **values: Any) -> Award:
    """Make a kind of certificate; `values` are its `FIELDS`.

    Raises
    ------
    AwardTitleMissing, AwardWithoutRules
    """
    _check(titles, values)
    row = Award(programme=programme, created_by=actor, is_demo=values.pop("is_demo", programme.is_demo))
    _write(row, actor, titles, values)
    row.save(force_insert=True)
    audit.record("award.made", actor=actor, target=row, rules=row.rules)
    return row


def _write(row: Award, actor: Any, titles: Mapping[str, str], values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    for language in LANGUAGES:
        text = titles.get(language, "").strip()
        if text != getattr(row, f"title_{language}"):
            texts.write_text(row, "title", language, text, actor=actor)


@transaction.atomic
def change_award(*, actor: Any, award: Award, titles: Mapping[str, str], **values: Any) -> Award:
    """Change a kind of certificate; where it was given already this makes the next version. Returns the one that holds.

    Raises
    ------
    AwardNotCurrent, AwardTitleMissing, AwardWithoutRules
    """
    _check(titles, values)
    held = Award.objects.select_for_update().filter(pk=award.pk, is_current=True).first()
    if held is None:
        raise AwardNotCurrent
    row = _next_version(held, actor) if held.certificates.exists() else held
    _write(row, actor, titles, values)
    row.save()
    audit.record("award.changed", actor=actor, target=row, version=row.version, rules=row.rules)
    return row


def _next_version(held: Award, actor: Any) -> Award:
    Award.objects.filter(pk=held.pk).update(is_current=False)
    copied = {name: getattr(held, name) for name in (*FIELDS, *(f"title_{one}" for one in LANGUAGES))}
    return Award(
        programme=held.programme, family=held.family, version=held.version + 1, created_by=actor, is_demo=held.is_demo,
        **copied,
    )  # fmt: skip


@transaction.atomic
def delete_award(*, actor: Any, award: Award) -> None:
    """Delete a kind of certificate that was never given.

    Raises
    ------
    AwardInUse
    """
    versions = Award.objects.filter(family=award.family)
    if versions.filter(certificates__isnull=False).exists():
        raise AwardInUse
    audit.record("award.deleted", actor=actor, target=award)
    for row in versions:
        texts.forget_texts(row)
    versions.delete()
