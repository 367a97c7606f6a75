"""Register, signature sheet and list of participants as Word, Excel and CSV; and what came back on them."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override

from sauatty.core.documents.training_papers import TrainingPaper, paper_csv, paper_docx, paper_xlsx
from sauatty.core.exchange.register_lists import ListProblem, ListRead, list_from_json
from sauatty.core.languages import Translated, search_key
from sauatty.sandbox import TABLE_LIMITS, read_told_in_sandbox
from sauatty.web.base import audit, exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.base.texts import in_language
from sauatty.web.certificates import selectors
from sauatty.web.certificates.models import Award, Certificate
from sauatty.web.entitlements import trainings
from sauatty.web.programmes import selectors as programmes

LIST_JOB = "certificates.list"
REGISTER, SIGNATURES, PARTICIPANTS = "register", "signatures", "participants"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "docx": (paper_docx, DOCX),
    "xlsx": (paper_xlsx, exports.XLSX),
    "csv": (paper_csv, "text/csv; charset=utf-8"),
}


def ask_for_list(*, actor: Any, programme: Any, award: Award | None, which: str, form: str) -> Job:
    """Ask for a list of an award, or of the whole programme; made anew each time."""
    name = f"{which}-{(award or programme).pk.hex[:8]}.{form}"
    payload = {
        "programme": str(programme.pk), "award": str(award.pk) if award else "", "which": which, "form": form,
        "person": str(actor.pk), "name": name, "language": get_language() or "kk",
    }  # fmt: skip
    key = f"{actor.pk}:{payload['language']}:{name}"
    return jobs.enqueue(LIST_JOB, key=key, payload=payload, actor=actor, total=1, again=True)


def do_list(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the list and offer it to who asked (done by the worker)."""
    owner = get_user_model().objects.filter(pk=payload["person"], is_active=True).first()
    award = selectors.find_award(payload["award"]) if payload["award"] else None
    programme = award.programme if award else programmes.find_programme(payload["programme"])
    if owner is None or programme is None:
        return
    language, (make, media_type) = payload["language"], FORMATS[payload["form"]]
    with override(language):
        training = in_language(award, "title") if award else in_language(programme, "title")
        rows = tuple(_rows(payload["which"], programme, award, language))
        content = make(
            TrainingPaper(
                payload["which"], rows, language, training=training, made_on=timezone.localdate(),
                is_demo=programme.is_demo,
            )
        )  # fmt: skip
    exports.offer_file(
        owner=owner, name=payload["name"], media_type=media_type, content=content, which=payload["which"], n=len(rows)
    )  # fmt: skip
    report(1, 1)


def _rows(which: str, programme: Any, award: Award | None, language: str) -> Iterator[Mapping[str, Any]]:
    if which == PARTICIPANTS:
        yield from (_participant(person) for person in trainings.candidates(award))
        return
    found = selectors.list_register(programme, award=str(award.family) if award else "")
    found = found.select_related("person__organisation").order_by("register_number")
    if which == SIGNATURES:
        yield from (_signature(row) for row in found.filter(state=selectors.VALID))
        return
    yield from (_registered(row, language) for row in found)


def _registered(row: Certificate, language: str) -> Mapping[str, Any]:
    return {
        "register_number": row.register_number, "holder": row.printed["holder"] or None, "kind": row.printed["kind"],
        "title": Translated.from_mapping(row.printed["title"]).text(language), "issued_on": row.issued_on,
        "academic_hours": row.printed["academic_hours"] or None, "state": row.state, "code": row.printed["code"],
    }  # fmt: skip


def _signature(row: Certificate) -> Mapping[str, Any]:
    return {
        "holder": row.printed["holder"] or None, "register_number": row.register_number,
        "workplace": _workplace(row.person), "received_on": row.received_on,
    }  # fmt: skip


def _participant(person: Any) -> Mapping[str, Any]:
    region = in_language(person.region, "name") if person.region else None
    return {"holder": person.name, "workplace": _workplace(person), "region": region, "email": person.email}


def _workplace(person: Any) -> str | None:
    organisation = person.organisation if person else None
    return in_language(organisation, "name") if organisation else None


# --- coming back ---


@dataclass(frozen=True, slots=True)
class Differing:
    """A line that says something else than the register: (column, what the file says, what the register says)."""

    line: int
    certificate: Certificate
    fields: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a list that came back says beside the register. Nothing of the register is changed by it."""

    n_fitting: int
    differing: Sequence[Differing]
    unknown: Sequence[tuple[int, str, str]]
    problems: Sequence[ListProblem]
    n_received: int = 0


def take_back(*, actor: Any, programme: Any, which: str, upload: Any) -> Compared:
    """Compare an uploaded list with the register; from a signature sheet the days of receipt are taken over.

    Raises
    ------
    RegisterListRefused, ImportRefused
    """
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        told = read_told_in_sandbox(f"list-{which}", Path(file.name), name=upload.name, limits=TABLE_LIMITS)
    return _compare(actor, programme, which, list_from_json(told))


@transaction.atomic
def _compare(actor: Any, programme: Any, which: str, read: ListRead) -> Compared:
    known = {row.register_number: row for row in selectors.list_register(programme)}
    differing, unknown, signed = [], [], {}
    n_fitting = 0
    for row in read.rows:
        number = str(row.fields["register_number"])
        certificate = known.get(number)
        if certificate is None:
            unknown.append((row.line, number, str(row.fields.get("holder") or "")))
            continue
        fields = list(_differences(certificate, row.fields))
        if fields:
            differing.append(Differing(row.line, certificate, fields))
            continue
        n_fitting += 1
        if which == SIGNATURES and row.fields.get("received_on"):
            signed[certificate.pk] = row.fields["received_on"]
    n_received = _note_received(actor, programme, signed) if signed else 0
    return Compared(n_fitting, differing, unknown, read.problems, n_received)


def _differences(row: Certificate, fields: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    said, holder = str(fields.get("holder") or ""), row.printed["holder"]
    if said and search_key(said) != search_key(holder):
        yield "holder", said, holder
    day = fields.get("issued_on")
    if day and day != row.issued_on:
        yield "issued_on", day.isoformat(), row.issued_on.isoformat()
    hours = fields.get("academic_hours")
    if hours is not None and hours != row.printed["academic_hours"]:
        yield "academic_hours", str(hours), str(row.printed["academic_hours"])


def _note_received(actor: Any, programme: Any, signed: Mapping[Any, Any]) -> int:
    changed = []
    for row in Certificate.objects.select_for_update().filter(pk__in=signed).order_by("pk"):
        if row.received_on != signed[row.pk]:
            row.received_on = signed[row.pk]
            changed.append(row)
    Certificate.objects.bulk_update(changed, ["received_on"], batch_size=500)
    if changed:
        audit.record("certificates.received", actor=actor, target=programme, n=len(changed))
    return len(changed)
