"""Publishing a version, once and for ever; another draft from a version or from a file."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.instrument_checks import check_instrument
from sauatty.core.catalogue.instrument_drafts import Body
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.errors import InstrumentNotPublishable, InstrumentTextsStale, InstrumentUnchanged
from sauatty.web.base import audit
from sauatty.web.instruments.models import Instrument, InstrumentVersion
from sauatty.web.instruments.services.drafts import as_stored, keep_whole_draft, replace_draft


@transaction.atomic
def publish(
    *, instrument: Instrument, actor: Any, note: str = "", accept_stale: bool = False
) -> InstrumentVersion:
    """Publish the draft as the next version.

    Raises
    ------
    InstrumentNotPublishable
        It has a hole in a language that it declares.
    InstrumentTextsStale
        A translation is older than its source and nobody said that it may go out.
    InstrumentUnchanged
        The last version says the same already.
    """
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    last = row.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    body = as_stored({**row.body, "version": str(number)}, row.slug)
    _refuse_unfinished(row, body, accept_stale=accept_stale)
    if last is not None and _without_version(last.body) == _without_version(body):
        raise InstrumentUnchanged(number=last.number)
    version = InstrumentVersion.objects.create(
        instrument=row, number=number, body=body, sha256=instrument_from_mapping(body, row.slug).sha256,
        languages=body["languages"], note=note[:500], published_by=actor, published_at=timezone.now(),
    )  # fmt: skip
    audit.record(
        "instrument.published", actor=actor, target=version, instrument=str(row.pk), number=number,
        sha256=version.sha256,
    )  # fmt: skip
    return version


def _refuse_unfinished(row: Instrument, body: Body, *, accept_stale: bool) -> None:
    holes = check_instrument(instrument_from_mapping(body, row.slug))
    if holes:
        raise InstrumentNotPublishable(n=len(holes))
    stale = texts.stale_texts(body, row.sources, row.language)
    if stale and not accept_stale:
        raise InstrumentTextsStale(n=len(stale))


def _without_version(body: Body) -> Body:
    return {key: value for key, value in body.items() if key != "version"}


@transaction.atomic
def draft_from_version(*, instrument: Instrument, version: InstrumentVersion, actor: Any) -> Instrument:
    """Go on from a version; the draft that stood is kept and can be put back."""
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if _without_version(row.body) != _without_version(version.body):
        keep_whole_draft(row, actor, str(version.number))
        replace_draft(row, version.body, actor)
    return row


@transaction.atomic
def draft_from_file(*, instrument: Instrument, body: Body, actor: Any, name: str) -> Instrument:
    """Put what a file says in the place of the draft, which is kept and can be put back."""
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    keep_whole_draft(row, actor, name[:300])
    replace_draft(row, body, actor)
    return row


@transaction.atomic
def delete_demo_instruments() -> int:
    """Delete the invented instruments with their versions; real ones are never deleted."""
    rows = list(Instrument.objects.filter(is_demo=True))
    for row in rows:
        audit.record("instrument.demo_removed", actor=None, target=row, slug=row.slug)
        row.delete()
    return len(rows)
