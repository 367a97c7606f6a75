"""The parts of the record that Sauatty brings along: trainings, tests, certificates."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sauatty.core.documents.record import RecordRow
from sauatty.core.languages import Translated, format_number, format_share
from sauatty.web.attempts import selectors as attempts
from sauatty.web.attendances import selectors as attendances
from sauatty.web.base.texts import in_language
from sauatty.web.certificates import selectors
from sauatty.web.entitlements import trainings
from sauatty.web.records.sections import Section, register_section


def _language() -> str:
    return get_language() or "kk"


def attended(person: Any) -> list[RecordRow]:
    """Return the trainings that a person attended."""
    return [_attended(event, one) for event, one in attendances.list_attended_events(person)]


def _attended(event: Any, one: Any) -> RecordRow:
    day = trainings.days_of([event])[0]
    told = {
        "n": format_number(one.n_attended, _language()), "of": format_number(one.n_sessions, _language()),
        "minutes": format_number(one.minutes, _language()),
    }  # fmt: skip
    words = _("%(n)s of %(of)s sessions, %(minutes)s minutes") % told
    href = reverse("events:event_public", args=[event.slug]) if event.entry == "open" else ""
    return RecordRow(
        day, in_language(event, "title"), words, event.academic_hours if one.is_enough else 0, href
    )


def tests(person: Any) -> list[RecordRow]:
    """Return the tests whose results the person was told."""
    found = [one for standing in attempts.list_standings(person) for one in standing.finished]
    told = [one for one in found if attempts.is_released(one)]
    told.sort(key=lambda one: one.submitted_at or one.started_at, reverse=True)
    return [_test(one) for one in told]


def _test(attempt: Any) -> RecordRow:
    score, most = attempt.result.get("score") or 0, attempt.result.get("max") or 0
    words = _("%(share)s of the points") % {"share": format_share(score / most, _language())} if most else ""
    day = timezone.localdate(attempt.submitted_at or attempt.started_at)
    return RecordRow(
        day, in_language(attempt.test, "title"), words, 0, reverse("attempts:result", args=[attempt.pk])
    )


def certificates(person: Any) -> list[RecordRow]:
    """Return the certificates of a person; those that hold no more say so."""
    return [_certificate(row) for row in selectors.certificates_of(person)]


def _certificate(row: Any) -> RecordRow:
    title = Translated.from_mapping(row.printed["title"]).text(_language())
    words = _("number %(number)s") % {"number": row.register_number}
    if row.state != row.State.VALID:
        words = f"{words}, {row.get_state_display()}"
    href = reverse("certificates:document", args=[row.pk])
    return RecordRow(row.issued_on, title, words, row.printed.get("academic_hours") or 0, href)


def register() -> None:
    """Add the shipped parts."""
    register_section(Section("trainings", 10, gettext_lazy("Trainings"), attended))
    register_section(Section("tests", 20, gettext_lazy("Tests"), tests))
    register_section(Section("certificates", 30, gettext_lazy("Certificates"), certificates))
