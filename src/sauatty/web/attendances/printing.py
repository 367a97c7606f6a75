"""The sheet to sign, and the list of who attended as a table: asked for on a page, made by a job, fetched by who asked."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sauatty.core.documents.attendance_sheet import SheetHead, SheetLine, attendance_sheet
from sauatty.core.documents.docx import render_docx
from sauatty.core.documents.pdf import render_pdf
from sauatty.core.languages import format_date
from sauatty.web.attendances import codes, selectors, words
from sauatty.web.base import exports, jobs
from sauatty.web.base.models import Job
from sauatty.web.base.texts import in_language
from sauatty.web.events import selectors as events
from sauatty.web.events.zones import local
from sauatty.web.instruments import selectors as instruments

SHEET_JOB, LIST_JOB = "attendances.sheet", "attendances.list"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {"docx": DOCX, "pdf": "application/pdf"}


def ask_sheet(*, actor: Any, session: Any, language: str, format: str) -> Job:
    """Ask for the sheet of a session; made anew each time: people join."""
    name = f"{session.event.slug}-{session.number}-{language}.{format}"
    payload = {
        "session": str(session.pk), "language": language, "format": format, "person": str(actor.pk), "name": name,
    }  # fmt: skip
    return jobs.enqueue(
        SHEET_JOB, key=f"{actor.pk}:{session.pk}:{name}", payload=payload, actor=actor, total=1, again=True
    )


def do_sheet(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the sheet and offer it to who asked (done by the worker)."""
    owner, session = _owner(payload), events.find_session(payload["session"])
    if owner is None or session is None:  # gone while the job was waiting
        return
    language, format = str(payload["language"]), str(payload["format"])
    with override(language):
        document = attendance_sheet(_head(session, language), list(_lines(session)), language)
    content = render_pdf(document) if format == "pdf" else render_docx(document)
    exports.offer_file(
        owner=owner,
        name=payload["name"],
        media_type=FORMATS[format],
        content=content,
        session=str(session.pk),
    )
    report(1, 1)


def _owner(payload: dict[str, Any]) -> Any:
    return get_user_model().objects.filter(pk=payload["person"], is_active=True).first()


def _head(session: Any, language: str) -> SheetHead:
    trainers = tuple(one.person.name for one in session.trainers.all())
    return SheetHead(
        in_language(session.event, "title"), in_language(session, "title"), session.number, _when(session, language),
        session.place or session.link, trainers, session.event.is_demo,
    )  # fmt: skip


def _when(session: Any, language: str) -> str:
    if session.starts_at is None or session.ends_at is None:
        return ""
    begins, ends = (local(one, session.event.timezone) for one in (session.starts_at, session.ends_at))
    return f"{format_date(begins.date(), language)}, {begins:%H:%M}–{ends:%H:%M}"


def _lines(session: Any) -> Iterator[SheetLine]:
    for one in selectors.list_registered(session.event):
        if one.state == "placed":
            place = in_language(one.person.organisation, "name") if one.person.organisation else ""
            position = str(one.answers.get("position", ""))[:120]
            yield SheetLine(one.person.name, place, position, codes.grouped(codes.person_code(one.pk)))


# --- who attended ---


def ask_list(*, actor: Any, event: Any, language: str) -> Job:
    """Ask for the table of who attended an event."""
    name = f"{event.slug}-{language}.xlsx"
    payload = {"event": str(event.pk), "language": language, "person": str(actor.pk), "name": name}
    return jobs.enqueue(
        LIST_JOB, key=f"{actor.pk}:{event.pk}:{name}", payload=payload, actor=actor, total=1, again=True
    )


def do_list(payload: dict[str, Any], report: jobs.Report) -> None:
    """Make the table and offer it to who asked (done by the worker)."""
    owner, event = _owner(payload), events.find_event(payload["event"])
    if owner is None or event is None:
        return
    with override(str(payload["language"])):
        content = exports.write_xlsx(list_rows(event), sheet=_("Attendance"))
    exports.offer_file(
        owner=owner, name=payload["name"], media_type=exports.XLSX, content=content, event=str(event.pk)
    )
    report(1, 1)


def list_rows(event: Any) -> list[list[Any]]:
    """Return the table of who attended: one row for each person, minutes for each session, and what follows."""
    sessions = selectors.counted_sessions(event)
    heads = [_("Session %(n)s, minutes") % {"n": one.number} for one in sessions]
    rows: list[list[Any]] = [
        [_("Name"), _("Workplace"), *heads, _("Sessions"), _("Minutes"), _("Enough"), _("Missing")]
    ]
    for one in selectors.list_attendance(event):
        place = in_language(one.person.organisation, "name") if one.person.organisation else ""
        found = [one.by_session.get(session.pk) for session in sessions]
        minutes = [row.minutes if row is not None and row.is_present else 0 for row in found]
        rows.append(
            [
                one.person.name, place, *minutes, one.attendance.n_attended, one.attendance.minutes,
                _("yes") if one.attendance.is_enough else _("no"), words.missing(one.attendance),
            ]
        )  # fmt: skip
    return rows


def sheet_address(job: Job) -> str:
    """Return where a made sheet is fetched; its page once it has expired."""
    return _file(job) or reverse("attendances:sheet", args=[job.payload["session"]])


def list_address(job: Job) -> str:
    """Return where a made table is fetched; its page once it has expired."""
    return _file(job) or reverse("attendances:event", args=[job.payload["event"]])


def _file(job: Job) -> str:
    file = instruments.find_file(job.payload["person"], job.payload["name"])
    return reverse("base:file_fetch", args=[file]) if file else ""
