"""Publishing forms: papers that participants see, and beside them the keys that they never see."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.item_keys import as_shown, key_of
from sauatty.core.catalogue.key_json import key_as_json, whys_of
from sauatty.core.errors import FormItemChanged, FormMovedOn
from sauatty.core.languages import LANGUAGES
from sauatty.web.assessments.bank import BankEntry, entry_of, usable_items
from sauatty.web.assessments.models import Assembly, Form, ScoringKey
from sauatty.web.base import audit
from sauatty.web.papers import services as papers


@transaction.atomic
def publish_items(
    *, actor: Any, programme: Any, family: UUID, code: str, entries: Sequence[BankEntry]
) -> Any:
    """Publish items as a paper, and their keys beside it; both never change afterwards."""
    items = [one.item for one in entries]
    body = {"schema": "paper/1", "items": [as_shown(one) for one in items]}
    languages = [code for code in LANGUAGES if all(_is_whole(one, code) for one in items)]
    paper = papers.publish_paper(
        programme=programme, family=family, code=code, body=body, languages=languages, is_provisional=True,
        actor=actor,
    )  # fmt: skip
    now = timezone.now()
    ScoringKey.objects.bulk_create(_key_row(paper, one, actor, now) for one in entries)
    audit.record(
        "keys.published", actor=actor, target=paper, code=code, items=len(items),
        shipped=sum(one.is_public for one in entries),
    )  # fmt: skip
    return paper


def _is_whole(item: Any, language: str) -> bool:
    """Tell whether an item can be shown in a language."""
    needed = [item.stem, *(one.text for one in item.options), *(one.text for one in item.targets)]
    needed += [item.stimulus] if any(getattr(item.stimulus, code) for code in LANGUAGES) else []
    return all(getattr(text, language) for text in needed)


def _key_row(paper: Any, entry: BankEntry, actor: Any, now: Any) -> ScoringKey:
    item = entry.item
    return ScoringKey(
        paper=paper, item=item.id, key=key_as_json(key_of(item)), whys=whys_of(item), item_sha256=entry.sha256,
        competence=item.competence, demand=item.demand, max_score=item.max_score, difficulty=item.difficulty,
        is_shipped=entry.is_public, is_provisional=item.is_provisional, made_by=actor, made_at=now,
    )  # fmt: skip


@transaction.atomic
def publish_forms(*, actor: Any, assembly: Assembly, revision: int) -> list[Any]:
    """Publish the forms of an assembly as papers of one family; asked for twice, they are published once.

    Raises
    ------
    FormMovedOn
        Somebody has changed the forms since.
    FormItemChanged
        The words or the key of an item are not those that were proposed.
    """
    row = Assembly.objects.select_for_update().get(pk=assembly.pk)
    forms = list(row.forms.select_related("paper"))
    if row.state == Assembly.State.PUBLISHED:
        return [one.paper for one in forms]
    if row.state != Assembly.State.PROPOSED or row.revision != revision:
        raise FormMovedOn()
    programme = row.blueprint.programme
    bank, family = usable_items(programme), uuid4()
    published = [_publish_form(actor, programme, family, form, bank) for form in forms]
    row.state, row.paper_family = Assembly.State.PUBLISHED, family
    row.save(update_fields=["state", "paper_family"])
    audit.record("forms.published", actor=actor, target=row, papers=[str(one.pk) for one in published])
    return published


def _publish_form(actor: Any, programme: Any, family: UUID, form: Form, bank: Mapping[str, BankEntry]) -> Any:
    entries = [_unchanged(entry_of(bank, one["item"]), one["sha256"]) for one in form.items]
    form.paper = publish_items(
        actor=actor, programme=programme, family=family, code=form.code, entries=entries
    )
    form.save(update_fields=["paper"])
    return form.paper


def _unchanged(entry: BankEntry, sha256: str) -> BankEntry:
    if entry.sha256 != sha256:
        raise FormItemChanged(item=entry.item.id)
    return entry
