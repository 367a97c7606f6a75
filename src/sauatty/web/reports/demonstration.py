"""Invented participants were asked about research: most agreed, some did not, some were not reached."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sauatty.web.base.demo import DemoCount
from sauatty.web.programmes import selectors as programmes
from sauatty.web.reports import selectors, services
from sauatty.web.reports.models import MadePack, ReportVersion, ResearchChoice, ResearchText

SEED, AGREE, REFUSE = 20261, 0.86, 0.06


def make(actor: Any) -> None:
    """Publish a text in each invented programme and let its invented participants answer, unless there is a text."""
    for programme in programmes.list_demo(actor):
        if selectors.newest_text(programme) is None:
            _ask(actor, programme)


def _ask(actor: Any, programme: Any) -> None:
    text = services.publish_text(
        actor=actor, programme=programme, who="Sauatty demo, demo@example.kz",
        recipients="Sauatty demo university", years=5,
    )  # fmt: skip
    chance, now = random.Random(SEED), timezone.now()  # noqa: S311 - invented answers, no secret
    rows = []
    for person in (
        selectors.participants(programme).filter(is_demo=True).order_by("pk").prefetch_related(None)
    ):
        drawn = chance.random()
        if drawn < AGREE + REFUSE:
            said = now - timedelta(days=chance.randrange(1, 60))
            rows.append(_answer(person, text, drawn < AGREE, said))
    ResearchChoice.objects.bulk_create(rows, 500)


def _answer(person: Any, text: ResearchText, agrees: bool, said: Any) -> ResearchChoice:
    return ResearchChoice(
        programme_id=text.programme_id, person=person, text=text, agrees=agrees, language=person.language or "kk",
        how="self", given_on=timezone.localdate(said), said_at=said, said_by=person,
    )  # fmt: skip


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    found = ResearchChoice.objects.filter(programme__is_demo=True, is_last=True)
    yield DemoCount(_("Answers on research"), found.count())
    yield DemoCount(_("Reports"), ReportVersion.objects.filter(programme__is_demo=True).count())


def remove() -> None:
    """Delete what was answered and made in the invented programme."""
    for model in (ReportVersion, MadePack, ResearchChoice, ResearchText):
        model.objects.filter(programme__is_demo=True).delete()
