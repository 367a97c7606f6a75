"""Every write of filling. None leaves an audit event: who answered what, when, is nobody's to read from a chain."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue.instrument_checks import LONGEST_TEXT
from sauatty.web.base import inbox
from sauatty.web.filling.models import Draft
from sauatty.web.surveys.submission import KIND


@transaction.atomic
def begin(*, campaign: Any, consent: str) -> Draft:
    """Make room for the answers of a browser that keeps none itself."""
    return Draft.objects.create(
        id=uuid4(),
        campaign=campaign,
        version=campaign.version,
        consent=consent,
        changed_on=timezone.localdate(),
    )


@transaction.atomic
def keep_answers(
    *, draft_id: UUID, names: Iterable[str], answers: Mapping[str, str], language: str
) -> Draft | None:
    """Keep what a page sent under `names`: what it no longer holds was taken back, all other answers stay.

    Of a text that no instrument could allow only so much is kept that its page still says that it is too long.
    """
    answers = {name: text[: LONGEST_TEXT + 1] for name, text in answers.items()}
    draft = (
        Draft.objects.select_for_update(of=("self",)).select_related("version").filter(pk=draft_id).first()
    )
    if draft is None:
        return None
    asked = frozenset(names)
    changed = {name for name, text in answers.items() if draft.answers.get(name) != text}
    draft.answers = {name: text for name, text in draft.answers.items() if name not in asked} | dict(answers)
    seen = draft.languages_seen | dict.fromkeys(changed, language)
    draft.languages_seen = {name: code for name, code in seen.items() if name in draft.answers}
    draft.changed_on = timezone.localdate()
    draft.save(update_fields=["answers", "languages_seen", "changed_on"])
    return draft


@transaction.atomic
def send(*, draft_id: UUID, token: str, language: str) -> inbox.Receipt | None:
    """Put the answers into the inbox, as a browser with JavaScript would, and delete the draft with them."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("campaign", "version")
        .filter(pk=draft_id)
        .first()
    )
    if draft is None:
        return None
    body = {
        "kind": KIND, "campaign": draft.campaign.slug, "version": draft.version.sha256, "consent": draft.consent,
        "language": language, "languages_seen": draft.languages_seen, "answers": draft.answers,
        **({"token": token} if token else {}),
    }  # fmt: skip
    receipt = inbox.receive(draft.pk, json.dumps(body, ensure_ascii=False).encode())
    draft.delete()
    return receipt


@transaction.atomic
def discard(*, draft_id: UUID) -> None:
    """Delete a draft: its respondent begins anew."""
    Draft.objects.filter(pk=draft_id).delete()
