"""Reports: asked for on a page, made in a job, kept byte by byte as versions that never change."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sauatty.core.errors import ReportNotForRole, ReportWhileCoding
from sauatty.core.evaluation.pack import Pack
from sauatty.core.evaluation.pack_files import read_pack
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.evaluations.copies import from_copy
from sauatty.web.evaluations.services import Gathered, gather
from sauatty.web.reports import selectors, standing, writing
from sauatty.web.reports.models import MadePack, ReportFile, ReportVersion
from sauatty.web.reports.services.consents import last_number, lock
from sauatty.web.reports.services.packs import Wish, make_pack, who_and_what

REPORT_JOB = "reports.report"
EVERYBODY, PACK = ReportVersion.Source.EVERYBODY, ReportVersion.Source.PACK


@transaction.atomic
def ask_for_report(*, actor: Any, programme: Any, language: str, source: str, wish: Wish) -> Job:
    """Ask for a report in one language; `wish` says of a report on those who agreed what its pack holds."""
    _refuse_outsiders(actor, programme, source)
    key = str(uuid.uuid4())
    payload = {
        "programme": str(programme.pk), "key": key, "language": language, "source": source, "wish": wish,
    }  # fmt: skip
    return jobs.enqueue(REPORT_JOB, key=key, payload=payload, actor=actor, total=writing.N_FORMS + 1)


def _refuse_outsiders(actor: Any, programme: Any, source: str) -> None:
    if source == EVERYBODY and not selectors.is_insider(actor, programme):
        raise ReportNotForRole


def refuse_blind(gathered: Gathered) -> None:
    """Refuse a report to whoever still codes answers blindly."""
    if gathered.is_blind:
        raise ReportWhileCoding


@from_copy
def do_report(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make a report (job)."""
    found = who_and_what(REPORT_JOB, payload)
    id = UUID(payload["key"])
    if found is None or ReportVersion.objects.filter(pk=id).exists():
        return
    order = _Order(id, *found, payload["language"], payload["source"], payload["wish"])
    _refuse_outsiders(order.person, order.programme, order.source)
    report(0, writing.N_FORMS + 1)
    gathered = gather(order.programme, order.person)
    refuse_blind(gathered)
    pack, made = _pack_of(order, gathered.pack)
    sha256 = made.sha256 if made is not None else ""
    told = writing.written(pack, order.language, sha256=sha256, day=timezone.localdate())
    files = {}
    for at, (form, content) in enumerate(told.files(), 1):
        files[form] = content
        report(at, writing.N_FORMS + 1)
    stood = standing.stood_on(gathered, selectors.standing_of(order.programme).n_agreed)
    _freeze(order, told, files, made, stood)
    report(writing.N_FORMS + 1, writing.N_FORMS + 1)


@dataclass(frozen=True, slots=True)
class _Order:
    """Who asked for which report."""

    id: UUID
    person: Any
    programme: Any
    language: str
    source: str
    wish: Wish


def _pack_of(order: _Order, everybody: Pack) -> tuple[Pack, MadePack | None]:
    """Return what the report is on: everybody, or the very file that those who do research are given."""
    if order.source == EVERYBODY:
        return everybody, None
    made, content = make_pack(order.person, order.programme, order.wish, id=uuid.uuid4())
    return read_pack(content, f"pack-{made.number}.zip"), made


@transaction.atomic
def _freeze(
    order: _Order,
    told: writing.Written,
    files: dict[str, bytes],
    made: MadePack | None,
    stood: dict[str, Any],
) -> None:
    """Keep a report with its files as the next version; its hash is that of the hashes of its files and figures."""
    lock(order.programme)
    number, sums = 1 + last_number(ReportVersion, order.programme), _sums(told, files)
    listed = "".join(f"{name} {one}\n" for name, one in sorted(sums.items()))
    sha256 = hashlib.sha256(listed.encode()).hexdigest()
    version = ReportVersion.objects.create(
        id=order.id, programme=order.programme, number=number, language=order.language, source=order.source, pack=made,
        n_people=len(told.facts.pack.people), fragment=told.fragment, figures=told.figures, stood_on=stood,
        sha256=sha256, software=told.facts.pack.facts.software, made_at=timezone.now(), made_by=order.person,
    )  # fmt: skip
    ReportFile.objects.bulk_create(
        ReportFile(version=version, form=form, content=content, size=len(content), sha256=sums[form])
        for form, content in files.items()
    )
    facts = {"number": number, "sha256": sha256, "source": order.source}
    audit.record("report.made", actor=order.person, target=version, **facts)


def _sums(told: writing.Written, files: dict[str, bytes]) -> dict[str, str]:
    figures = json.dumps(told.figures, sort_keys=True, allow_nan=False).encode()
    return {name: hashlib.sha256(one).hexdigest() for name, one in {**files, "figures": figures}.items()}
