"""Writing the draft: every change under a lock, with the hash of what the writer saw, and nothing lost."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from sauatty.core.catalogue import instrument_drafts as drafts
from sauatty.core.catalogue import instrument_texts as texts
from sauatty.core.catalogue.instrument_drafts import Body
from sauatty.core.catalogue.instrument_reading import instrument as shipped_instrument
from sauatty.core.catalogue.instrument_reading import instrument_from_mapping
from sauatty.core.catalogue.instrument_writing import instrument_as_mapping
from sauatty.core.errors import InstrumentPartMoved
from sauatty.core.languages import LANGUAGES
from sauatty.web.base import audit
from sauatty.web.instruments.models import Instrument, KeptPart

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
KEPT_PARTS = 60
Change = Callable[[Body], Any]


def plain(value: Any) -> Any:
    """Return a JSON value without signs that no database and no form keeps (NUL, controls, halves of letters)."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {plain(key): plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def as_stored(body: Body, slug: str) -> Body:
    """Return a body in its canonical form; one that breaks the schema is refused."""
    found = instrument_as_mapping(instrument_from_mapping(plain(body), slug))
    return {**found, "sections": found.get("sections", [])}


# --- beginning ---------------------------------------------------------------------------------------------------


@transaction.atomic
def start_instrument(
    *, actor: Any, slug: str, titles: Mapping[str, str], kind: str, language: str, programme: Any = None,
    is_demo: bool = False,
) -> Instrument:  # fmt: skip
    """Begin an instrument with one empty section."""
    body = drafts.empty_body(slug, titles, kind) | {"version": "1"}
    return _create(actor, slug, body, language=language, programme=programme, is_demo=is_demo)


@transaction.atomic
def take_over_shipped(*, actor: Any, slug: str, programme: Any = None, is_demo: bool = False) -> Instrument:
    """Copy a shipped instrument into a draft; where the same person took it over unchanged there, that one."""
    shipped = shipped_instrument(slug)
    same = Instrument.objects.filter(origin_sha256=shipped.sha256, programme=programme, created_by=actor)
    for there in same.order_by("created_at"):
        if there.body.get("sections") == as_stored(instrument_as_mapping(shipped), slug)["sections"]:
            return there
    name = free_slug(shipped.id)
    body = instrument_as_mapping(shipped) | {"id": name, "version": "1"}
    return _create(
        actor, name, body, language="ru" if "ru" in shipped.languages else shipped.languages[0],
        programme=programme, is_demo=is_demo, origin=f"{shipped.id} {shipped.version}",
        origin_sha256=shipped.sha256,
    )  # fmt: skip


@transaction.atomic
def start_from_body(
    *, actor: Any, body: Body, slug: str = "", language: str = "", programme: Any = None
) -> Instrument:
    """Begin an instrument with what a file said."""
    name = free_slug(slug or str(body.get("id") or "instrument"))
    languages = body.get("languages") or list(LANGUAGES)
    return _create(
        actor,
        name,
        {**body, "id": name, "version": "1"},
        language=language or languages[0],
        programme=programme,
    )


def free_slug(wanted: str) -> str:
    """Return a slug that no instrument has."""
    base = re.sub(r"[^a-z0-9]+", "-", wanted.lower()).strip("-")[:50] or "instrument"
    taken = set(Instrument.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    names = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in names if name not in taken)


def _create(actor: Any, slug: str, body: Body, **fields: Any) -> Instrument:
    now, programme = timezone.now(), fields.get("programme")
    row = Instrument(slug=slug, created_by=actor, draft_changed_by=actor, draft_changed_at=now, **fields)
    row.is_demo = row.is_demo or bool(programme and programme.is_demo)  # it goes when its programme goes
    row.body = as_stored(body, slug)
    _mirror(row)
    row.save(force_insert=True)
    audit.record("instrument.started", actor=actor, target=row, slug=slug, origin=row.origin)
    return row


def _mirror(row: Instrument) -> None:
    """Repeat title and kind of the draft in columns: lists show and sort by them."""
    for language in LANGUAGES:
        setattr(row, f"title_{language}", (row.body.get("title") or {}).get(language, "")[:300])
    if not any(getattr(row, f"title_{language}") for language in LANGUAGES):
        setattr(row, f"title_{row.language}", row.slug)
    row.kind = row.body.get("kind", "other")


# --- changing ----------------------------------------------------------------------------------------------------


def _changed(
    instrument: Instrument, actor: Any, change: Change, *, what: str, confirmed: Iterable[str] = (),
    renamed: tuple[str, str] | None = None, **facts: Any,
) -> Any:  # fmt: skip
    """Run one change of the draft under a lock and keep it; returns what the change returned."""
    row = Instrument.objects.select_for_update().get(pk=instrument.pk)
    before = plain(row.body)
    result = change(row.body)
    body = as_stored(row.body, row.slug)
    sources = texts.move_sources(row.sources, *renamed) if renamed else row.sources
    if renamed:
        drafts.rename(before, *renamed)
    row.sources = texts.follow(before, body, sources, row.language, confirmed)
    row.body, row.draft_changed_at, row.draft_changed_by = body, timezone.now(), actor
    _mirror(row)
    row.save()
    audit.record("instrument.draft_changed", actor=actor, target=row, what=what, **facts)
    instrument.body, instrument.sources = row.body, row.sources
    return result


@transaction.atomic
def save_draft(*, instrument: Instrument, body: Body, actor: Any, seen: str = "") -> Instrument:
    """Keep a whole draft. `seen` is the hash of the draft that the writer saw; another one is not overwritten."""

    def change(draft: Body) -> None:
        if seen and drafts.body_hash(draft) != seen:
            raise InstrumentPartMoved
        draft.clear()
        draft.update(body, id=instrument.slug)

    _changed(instrument, actor, change, what="whole draft")
    return instrument


@transaction.atomic
def write_question(
    *, instrument: Instrument, name: str, question: Mapping[str, Any], actor: Any, seen: str,
    confirmed: Iterable[str] = (),
) -> str:  # fmt: skip
    """Keep a question as it was written; returns its name.

    Without `choices` in it they stay as they are. With `list_name` they are those of the list and change for all
    who share it; a list that is there already brings its own. What a new kind has no use for is kept aside.

    Raises
    ------
    InstrumentPartGone, InstrumentPartMoved, InstrumentNameTaken
    """
    new = str(question["id"])

    def change(body: Body) -> None:
        _section, there = drafts.find_question(body, name)
        if drafts.question_hash(body, there) != seen:
            raise InstrumentPartMoved
        _keep_what_goes(instrument, body, there, question, actor)
        drafts.rename(body, name, new)
        drafts.rewrite_question(body, there, question)
        drafts.drop_unused_lists(body)

    renamed = (name, new) if name != new else None
    _changed(instrument, actor, change, what="question", confirmed=confirmed, renamed=renamed, question=new)
    return new


def _keep_what_goes(
    instrument: Instrument, body: Body, there: Mapping[str, Any], question: Mapping[str, Any], actor: Any
) -> None:
    """Keep a question whose choices or rows its new kind has no use for."""
    loses_choices = drafts.choices_of(body, dict(there)) and question["kind"] not in drafts.WITH_CHOICES
    loses_rows = there.get("rows") and question["kind"] != "matrix"
    if loses_choices or loses_rows:
        section, _question = drafts.find_question(body, str(there["id"]))
        kept = plain(there) | {"kept_choices": drafts.choices_of(body, dict(there))}
        _keep(
            instrument, actor, KeptPart.Kind.QUESTION, kept, section=str(section["id"]),
            position=section["questions"].index(there),
            label=_label(there.get("text"), str(there["id"]), instrument.language),
        )  # fmt: skip


@transaction.atomic
def write_section(
    *, instrument: Instrument, name: str, section: Mapping[str, Any], actor: Any, seen: str,
    confirmed: Iterable[str] = (),
) -> str:  # fmt: skip
    """Keep the title, the text and the condition of a section; returns its name."""
    new = str(section["id"])

    def change(body: Body) -> None:
        there = drafts.find_section(body, name)
        if drafts.section_hash(there) != seen:
            raise InstrumentPartMoved
        drafts.rename(body, name, new)
        there.update(section)

    renamed = (name, new) if name != new else None
    _changed(instrument, actor, change, what="section", confirmed=confirmed, renamed=renamed, section=new)
    return new


@transaction.atomic
def write_head(
    *, instrument: Instrument, head: Mapping[str, Any], actor: Any, seen: str, leading: str = "",
    confirmed: Iterable[str] = (),
) -> None:  # fmt: skip
    """Keep title, introduction, closing words, languages and purpose."""

    def change(body: Body) -> None:
        if drafts.head_hash(body) != seen:
            raise InstrumentPartMoved
        body.update(head)

    if leading and leading != instrument.language:
        Instrument.objects.filter(pk=instrument.pk).update(language=leading, sources={})
        instrument.language = leading
    _changed(instrument, actor, change, what="head", confirmed=confirmed)


@transaction.atomic
def add_section(*, instrument: Instrument, actor: Any, after: str = "") -> str:
    """Add an empty section; returns its name."""
    made = _changed(instrument, actor, lambda body: drafts.add_section(body, after), what="section added")
    return str(made["id"])


@transaction.atomic
def add_question(*, instrument: Instrument, section: str, kind: str, actor: Any, after: str = "") -> str:
    """Add an empty question; returns its name."""
    made = _changed(
        instrument, actor, lambda body: drafts.add_question(body, section, kind, after), what="question added"
    )
    return str(made["id"])


@transaction.atomic
def move_part(*, instrument: Instrument, name: str, step: int, is_section: bool, actor: Any) -> None:
    """Move a question or section one place up (-1) or down (1)."""
    move = drafts.move_section if is_section else drafts.move_question
    _changed(instrument, actor, lambda body: move(body, name, step), what="moved", part=name)


@transaction.atomic
def copy_part(*, instrument: Instrument, name: str, is_section: bool, actor: Any) -> str:
    """Put a copy behind a question or section; returns the name of the copy."""
    again = drafts.copy_section if is_section else drafts.copy_question
    made = _changed(instrument, actor, lambda body: again(body, name), what="copied", part=name)
    return str(made["id"])


# --- taking out and putting back -----------------------------------------------------------------------------------


@transaction.atomic
def take_out_question(*, instrument: Instrument, name: str, actor: Any) -> KeptPart:
    """Take a question out; it is kept and can be put back."""
    behind = texts.sources_of(instrument.sources, [name])
    kept, section, place = _changed(
        instrument,
        actor,
        lambda body: drafts.take_out_question(body, name),
        what="question taken out",
        part=name,
    )
    return _keep(
        instrument, actor, KeptPart.Kind.QUESTION, kept, section=section, position=place, sources=behind,
        label=_label(kept.get("text"), name, instrument.language),
    )  # fmt: skip


@transaction.atomic
def take_out_section(*, instrument: Instrument, name: str, actor: Any) -> KeptPart:
    """Take a section out with its questions; it is kept and can be put back."""
    names = [str(q.get("id")) for q in drafts.find_section(instrument.body, name).get("questions", [])]
    behind = texts.sources_of(instrument.sources, [name, *names])
    kept, place = _changed(
        instrument,
        actor,
        lambda body: drafts.take_out_section(body, name),
        what="section taken out",
        part=name,
    )
    return _keep(
        instrument, actor, KeptPart.Kind.SECTION, kept, position=place, sources=behind,
        label=_label(kept.get("title"), name, instrument.language),
    )  # fmt: skip


def _label(found: Mapping[str, str] | None, name: str, language: str) -> str:
    shown = found or {}
    return (shown.get(language) or next(iter(shown.values()), "") or name)[:300]


def _keep(instrument: Instrument, actor: Any, kind: str, body: Any, **fields: Any) -> KeptPart:
    part = KeptPart.objects.create(
        instrument=instrument, kind=kind, body=body, kept_by=actor, kept_at=timezone.now(), **fields
    )
    old = instrument.kept_parts.order_by("-kept_at").values_list("pk", flat=True)[KEPT_PARTS:]
    KeptPart.objects.filter(pk__in=list(old)).delete()
    return part


def keep_whole_draft(instrument: Instrument, actor: Any, label: str) -> KeptPart:
    """Keep the draft as it stands, before another one takes its place (in the caller's transaction)."""
    return _keep(
        instrument, actor, KeptPart.Kind.DRAFT, instrument.body, label=label, sources=instrument.sources
    )


@transaction.atomic
def put_back(*, part: KeptPart, actor: Any) -> None:
    """Put back what was taken out; a whole draft changes places with the one that stands."""
    instrument = Instrument.objects.select_for_update().get(pk=part.instrument_id)
    if part.kind == KeptPart.Kind.DRAFT:
        keep_whole_draft(instrument, actor, part.label)
        replace_draft(instrument, part.body, actor, sources=part.sources)
    elif part.kind == KeptPart.Kind.SECTION:
        put = drafts.put_back_section
        _changed(instrument, actor, lambda body: put(body, part.body, part.position), what="put back")
        _bring_sources(instrument, part)
    else:
        place = part.position
        again = drafts.put_back_question
        _changed(instrument, actor, lambda body: again(body, part.body, part.section, place), what="put back")
        _bring_sources(instrument, part)
    part.delete()


def _bring_sources(instrument: Instrument, part: KeptPart) -> None:
    """Give translations that came back what stood behind them, so that stale ones are stale again."""
    places = dict(texts.iter_texts(instrument.body))
    back = {place: entry for place, entry in part.sources.items() if place in places}
    Instrument.objects.filter(pk=instrument.pk).update(sources={**instrument.sources, **back})


def replace_draft(instrument: Instrument, body: Body, actor: Any, *, sources: Any = None) -> None:
    """Put another draft in the place of the one that stands (in the caller's transaction, under its lock)."""
    instrument.body = as_stored({**body, "id": instrument.slug}, instrument.slug)
    instrument.sources = sources or {}
    instrument.draft_changed_at, instrument.draft_changed_by = timezone.now(), actor
    _mirror(instrument)
    instrument.save()
    audit.record("instrument.draft_changed", actor=actor, target=instrument, what="whole draft")
