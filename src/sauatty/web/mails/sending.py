"""Sending: one claim for each letter, so that two workers never send it twice; a failure is told and tried again.

Where a server broke off after it may have taken the letter, nobody tries again by themselves: a person decides.
"""

from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import BadHeaderError
from django.db.models import F, QuerySet
from django.utils import timezone

from sauatty.web.base import jobs
from sauatty.web.mails import services, wording
from sauatty.web.mails.kinds import kind_of
from sauatty.web.mails.models import Letter

LEASE = timedelta(minutes=5)
PAUSES = (timedelta(minutes=5), timedelta(minutes=30))
BATCH, FAILURES_IN_A_ROW = 50, 3
UNREACHABLE, REFUSED, UNCLEAR, WRONG = "unreachable", "refused", "unclear", "wrong-address"
State = Letter.State


def send_due(payload: dict[str, Any], report: jobs.Report) -> None:
    """Send every letter that is due (called by the worker); a server that does not answer ends the round."""
    fail_the_abandoned()
    done, failures = 0, 0
    while failures < FAILURES_IN_A_ROW and (ids := _due_ids()):
        for letter_id in ids:
            error = send_one(letter_id)
            failures = failures + 1 if error in (UNREACHABLE, UNCLEAR) else 0
            done += 1
            report(done, done + len(ids))
            if failures >= FAILURES_IN_A_ROW:
                _rest()
                return


def _rest() -> None:
    """Let all letters wait for a server that answers nobody: each try would cost one of them a try of its own."""
    now = timezone.now()
    Letter.objects.filter(state=State.PLANNED, send_at__lte=now).update(send_at=now + PAUSES[0])


def _due_ids() -> list[Any]:
    due = Letter.objects.filter(state=State.PLANNED, send_at__lte=timezone.now())
    return list(due.order_by("send_at", "pk").values_list("pk", flat=True)[:BATCH])


def fail_the_abandoned() -> int:
    """Fail the letters whose worker died while it sent them: whether they went out is not known."""
    lost = Letter.objects.filter(state=State.SENDING, leased_until__lt=timezone.now())
    return sum(_end(letter, State.FAILED, UNCLEAR) for letter in lost)


def send_one(letter_id: Any) -> str:
    """Send one letter; returns the code of what went wrong, '' where nothing did or another worker has it."""
    letter = _claim(letter_id)
    if letter is None:
        return ""
    if kind_of(letter.kind).is_optional and services.is_refused_by(
        letter.programme, letter.address, letter.kind
    ):
        _end(letter, State.REFUSED)
        return ""
    error, may_try_again = _post(letter)
    if not error:
        _end(letter, State.SENT)
    elif may_try_again and letter.attempts <= len(PAUSES):
        _wait(letter, error)
    else:
        _end(letter, State.FAILED, error)
    return error


def _claim(letter_id: Any) -> Letter | None:
    now = timezone.now()
    taken = Letter.objects.filter(pk=letter_id, state=State.PLANNED, send_at__lte=now).update(
        state=State.SENDING, leased_until=now + LEASE, attempts=F("attempts") + 1
    )
    if not taken:
        return None
    letter = Letter.objects.select_related("programme").get(pk=letter_id)
    services.note(letter, State.SENDING)
    return letter


def _held(letter: Letter) -> QuerySet[Letter]:
    """Return the letter's row while the claim is this worker's; a claim made since, by whomever, is another one."""
    return Letter.objects.filter(pk=letter.pk, state=State.SENDING, leased_until=letter.leased_until)


def _end(letter: Letter, state: str, error: str = "") -> bool:
    held = _held(letter)
    sent_at = timezone.now() if state == State.SENT else None
    ended = held.update(state=state, error=error, leased_until=None, sent_at=sent_at)
    if ended:
        services.note(letter, state, error)
    return bool(ended)


def _wait(letter: Letter, error: str) -> None:
    after = timezone.now() + PAUSES[letter.attempts - 1]
    if _held(letter).update(state=State.PLANNED, error=error, leased_until=None, send_at=after):
        services.note(letter, State.PLANNED, error)


def _post(letter: Letter) -> tuple[str, bool]:
    """Hand a letter to the mail server; returns what went wrong, and whether another try can do no harm."""
    try:
        message = message_of(letter)
        message.message()
    except (BadHeaderError, ValueError):
        return WRONG, False
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        return UNREACHABLE, True
    try:
        connection.send_messages([message])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        return REFUSED, _is_passing(error)
    except (OSError, SMTPException):
        return UNCLEAR, False
    finally:
        _close(connection)
    return "", False


def _close(connection: Any) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        return


def _is_passing(error: SMTPResponseException | SMTPRecipientsRefused) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code < 500 for code, _words in error.recipients.values())
    return error.smtp_code < 500


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Return a letter as it goes out. Its Message-ID follows from its id: a server that gets it twice can tell."""
    message = EmailMultiAlternatives(
        letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.address], headers=headers_of(letter)
    )
    if letter.calendar:
        method = next(
            (line[7:] for line in letter.calendar.splitlines() if line.startswith("METHOD:")), "PUBLISH"
        )
        message.attach_alternative(letter.calendar, f"text/calendar; method={method}; charset=utf-8")
    return message


def headers_of(letter: Letter) -> dict[str, str]:
    """Return the headers of a letter; one that may be refused says how, for the mail program's own button."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or make_msgid()
    headers = {
        "Message-ID": f"<{letter.pk}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if kind_of(letter.kind).is_optional and letter.programme:
        kind = kind_of(letter.kind).stop_key
        link = wording.stop_link(letter.programme, letter.address, letter.language, kind)
        headers |= {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers
