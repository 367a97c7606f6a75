"""Taking the file of a box on the server: each row once, in a transaction of its own, and a report of what became of it."""

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sauatty.core.errors import BoxNotStarted, SauattyError
from sauatty.web.base import audit, box, erased, inbox
from sauatty.web.base.models import EnvelopeConflict
from sauatty.web.boxes import files, kinds, rows
from sauatty.web.boxes.meeting import CONFLICT, REFUSED, TAKEN, THERE, known_as
from sauatty.web.boxes.models import Finding, Taken, Taking

Row = dict[str, Any]
OUTCOMES = (TAKEN, THERE, REFUSED, CONFLICT)
# Reasons for which nothing of the row may be kept either
_NOT_KEPT = {"person-erased"}


@dataclass(slots=True)
class _Load:
    """One file as it is taken."""

    box: str
    columns: Mapping[str, list[str]]
    same: Mapping[str, str]
    envelopes: dict[str, Row]
    erased: set[str]
    newcomers: set[str] = field(default_factory=set)
    waiting: dict[str, Any] = field(default_factory=dict)  # person of the box: who of the server they may be
    gone: set[str] = field(default_factory=set)  # rows of people who were erased
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    findings: list[Finding] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


def take(path: Path, *, passphrase: str = "", same: Mapping[str, str] | None = None) -> Taking:
    """Take a file; `same` says of people of the box which people of the server they are.

    Raises
    ------
    BoxNotStarted, BoxFileForeign, BoxFileBroken, BoxFileNewer, BackupLocked, BackupBroken
        Nothing was taken.
    """
    if box.this_box() is not None:
        raise BoxNotStarted(problem="this site is a box itself. Take the file on the server.")
    told = files.check(path, passphrase)
    carried = files.read_rows(path, passphrase)
    envelopes = {one["row"]["id"]: one["row"] for one in carried.pop(kinds.ENVELOPES.label, [])}
    load = _Load(told["box"]["id"], told["columns"], same or {}, envelopes, _erased())
    for kind in kinds.KINDS:
        for one in _last_of_each(load, kind, carried.get(kind.label, [])):
            _put(load, kind, one["row"], one["was"])
    for row in sorted(load.envelopes.values(), key=lambda row: (row["received_at"], row["id"])):
        _put_lone_envelope(load, row)
    files.put_files(path, passphrase, load.files)
    return _report(path, told, load)


def _erased() -> set[str]:
    gone = rows.model_of("accounts.Person")._base_manager.filter(erased_at__isnull=False)
    return erased.listed() | {str(one) for one in gone.values_list("pk", flat=True)}


# --- one row ---


def _last_of_each(load: _Load, kind: kinds.Kind, carried: list[Row]) -> list[Row]:
    """Return the rows that are to be put: where one statement follows another, the last."""
    if not kind.last_by:
        return carried
    kept = {}
    for one in sorted(carried, key=lambda one: str(one["row"][kind.last_by])):
        kept[tuple(one["row"][name] for name in kind.last_of)] = one
    load.counts[kind.label][THERE] += len(carried) - len(kept)
    return list(kept.values())


def _put(load: _Load, kind: kinds.Kind, row: Row, was: list[str]) -> None:
    mark = _mark(load, kind, row)
    row = _mapped(load, kind, row)
    envelope = load.envelopes.pop(row["id"], None) if "id" in row else None
    try:
        with transaction.atomic():
            outcome, reason = _judge(load, kind, row, was, mark)
            if outcome in (TAKEN, THERE) and envelope is not None:
                _keep_envelope(load, envelope)
            if outcome == TAKEN and not kind.is_anonymous:
                Taken.objects.get_or_create(id=mark)
    except IntegrityError:  # another row holds what there can be one of
        outcome, reason = CONFLICT, "place-taken"
    except SauattyError as error:
        outcome, reason = REFUSED, error.code
    if outcome in (TAKEN, THERE) and kind.file(row) and rows.find(kind, row, ["id"]):
        load.files.update(kind.file(row))
    _note(load, kind, row, outcome, reason)


def _mark(load: _Load, kind: kinds.Kind, row: Row) -> str:
    """Return the hash under which it is known that this very state of a row was taken from this box."""
    state = rows.digest(row, load.columns[kind.label])
    return hashlib.sha256(f"{load.box}|{kind.label}|{rows.key_of(kind, row)}|{state}".encode()).hexdigest()


def _mapped(load: _Load, kind: kinds.Kind, row: Row) -> Row:
    """Name people of the box as somebody said that they are named here."""
    return row | {
        name: load.same[row[name]] for name in rows.people_columns(kind) if row.get(name) in load.same
    }


def _judge(load: _Load, kind: kinds.Kind, row: Row, was: list[str], mark: str) -> tuple[str, str]:
    if Taken.objects.filter(pk=mark).exists() or _is_same_person(load, kind, row):
        return THERE, ""
    named = {row[name] for name in kind.people} | ({row["id"]} if kind.label == "accounts.Person" else set())
    if named & load.erased or load.gone & {one for one in row.values() if isinstance(one, str)}:
        load.gone |= {row["id"]} if row.get("id") else set()
        return REFUSED, "person-erased"
    if named & load.waiting.keys():
        return REFUSED, "person-waits"
    _forget_erased(load, kind, row)
    if rows.leads_nowhere(kind, row):
        return REFUSED, "parent-gone"
    if kind.put is not None:
        return kind.put(row, load.newcomers)
    columns = load.columns[kind.label]
    there = rows.find(kind, row, columns)
    return _put_new(kind, row, was) if there is None else _meet(load, kind, row, was, there)


def _is_same_person(load: _Load, kind: kinds.Kind, row: Row) -> bool:
    return kind.label == "accounts.Person" and row["id"] in load.same


def _forget_erased(load: _Load, kind: kinds.Kind, row: Row) -> None:
    """Leave out who noted or entered a row where they were erased meanwhile."""
    for name in rows.people_columns(kind):
        if name not in kind.people and row.get(name) in load.erased:
            row[name] = None


def _put_new(kind: kinds.Kind, row: Row, was: list[str]) -> tuple[str, str]:
    if was[0] != rows.NEW:
        return REFUSED, "gone-meanwhile"
    if why := kind.refuse(row):
        return REFUSED, why
    reason = kind.prepare(row, True)
    rows.insert(kind, row)
    return TAKEN, kind.after(row) or reason


def _meet(load: _Load, kind: kinds.Kind, row: Row, was: list[str], there: Row) -> tuple[str, str]:
    """Lay a row over that of the server where the server's is as the box had got it, or is the older one."""
    columns = load.columns[kind.label]
    if all(row[name] == there[name] for name in kind.same or columns):
        return THERE, ""
    is_later = bool(kind.newer) and _moment(row[kind.newer]) > _moment(there[kind.newer])
    if rows.digest(there, columns) not in was and not is_later:
        return CONFLICT, "changed-on-both"
    if "older_text" in row and is_later:
        row["older_text"] = there["text"]
    reason = kind.prepare(row, False)
    rows.lay_over(kind, row)
    return TAKEN, kind.after(row) or reason


def _moment(text: str) -> Any:
    return parse_datetime(text)


# --- envelopes ---


def _keep_envelope(load: _Load, row: Row) -> str:
    """Keep an envelope as it came on the box; another body under its number is kept beside, never instead."""
    row = _mapped(load, kinds.ENVELOPES, row)
    _forget_erased(load, kinds.ENVELOPES, row)
    rows.leads_nowhere(kinds.ENVELOPES, row)
    there = rows.find(kinds.ENVELOPES, row, ["id", "sha256"])
    if there is None:
        rows.insert(kinds.ENVELOPES, row)
        return TAKEN
    if there["sha256"] == row["sha256"]:
        return THERE
    beside = {"raw": base64.b64decode(row["raw"]), "received_at": parse_datetime(row["received_at"])}
    EnvelopeConflict.objects.get_or_create(envelope_id=row["id"], sha256=row["sha256"], defaults=beside)
    return CONFLICT


def _put_lone_envelope(load: _Load, row: Row) -> None:
    """Keep an envelope whose rows have other numbers, or feed it to its receiver once more."""
    row = _mapped(load, kinds.ENVELOPES, row)
    if row["sender_id"] in load.erased | load.waiting.keys():
        outcome, reason = REFUSED, "person-erased" if row["sender_id"] in load.erased else "person-waits"
    elif kinds.SUBMISSIONS.get(row["kind"]) == kinds.AGAIN:
        outcome, reason = _receive_again(row)
    else:
        with transaction.atomic():
            outcome = _keep_envelope(load, row)
        reason = "changed-on-both" if outcome == CONFLICT else ""
    _note(load, kinds.ENVELOPES, row, outcome, reason)


def _receive_again(row: Row) -> tuple[str, str]:
    sender = rows.model_of("accounts.Person")._base_manager.filter(pk=row["sender_id"]).first()
    if sender is None:
        return REFUSED, "parent-gone"
    receipt = inbox.receive(UUID(row["id"]), base64.b64decode(row["raw"]), sender=sender)
    outcomes = {
        201: (TAKEN, ""),
        202: (TAKEN, "kept-aside"),
        200: (THERE, ""),
        409: (CONFLICT, "changed-on-both"),
    }
    return outcomes[receipt.http_status]


# --- the report ---


def _note(load: _Load, kind: kinds.Kind, row: Row, outcome: str, reason: str) -> None:
    load.counts[kind.label][outcome] += 1
    if kind.label == "accounts.Person" and outcome == CONFLICT:
        load.waiting[row["id"]] = known_as(row)
    if not reason:
        return
    is_kept = not kind.is_anonymous and reason not in _NOT_KEPT
    kept = {name: value for name, value in row.items() if name != "raw"} if is_kept else {}
    key = rows.key_of(kind, row)[:200] if is_kept else ""
    person = next((row[name] for name in kind.people if row.get(name)), None) if is_kept else None
    # Erasing somebody of the server takes along what waits of the person of the box that they may be
    person = load.waiting.get(row["id"] if kind.label == "accounts.Person" else person, person)
    load.findings.append(
        Finding(kind=kind.label, key=key, outcome=outcome, reason=reason, row=kept, person_id=person)
    )


@transaction.atomic
def _report(path: Path, told: dict[str, Any], load: _Load) -> Taking:
    """Store what became of the file."""
    about, counts = told["box"], {label: dict(one) for label, one in load.counts.items()}
    taking = Taking.objects.create(
        box=about["id"], box_name=about["name"], file_name=path.name[:250], sha256=_sha256(path), counts=counts,
        copied_at=parse_datetime(about["made"]), collected_at=parse_datetime(about["collected"]),
        taken_at=timezone.now(), left=told["left"] | {f"stays:{one}": 1 for one in told["stays"]},
    )  # fmt: skip
    known = {str(one) for one in _people_of(load.findings)}
    for one in load.findings:
        one.taking = taking
        one.person_id = one.person_id if str(one.person_id) in known else None
    Finding.objects.bulk_create(load.findings, batch_size=500)
    audit.record("box.taken", actor=None, target=taking, box=about["id"], sha256=taking.sha256, counts=counts)
    return taking


def _people_of(findings: list[Finding]) -> list[Any]:
    named = {one.person_id for one in findings if one.person_id}
    return list(
        rows.model_of("accounts.Person")._base_manager.filter(pk__in=named).values_list("pk", flat=True)
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
