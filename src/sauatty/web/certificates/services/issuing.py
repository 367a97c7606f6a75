"""Giving certificates: one, or all who are entitled. Whoever asks how often, a person gets one."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from sauatty.core.documents import certificate_codes as codes
from sauatty.core.documents.certificate_facts import PrintedCertificate
from sauatty.core.errors import AwardNotCurrent, CertificateNotEarned, RegisterNumberTaken
from sauatty.core.languages import search_key
from sauatty.web.base import audit, jobs
from sauatty.web.base.models import Job
from sauatty.web.certificates import entitlement, letters, printing, selectors, told
from sauatty.web.certificates.entitlement import Standing
from sauatty.web.certificates.models import Award, Certificate, NumberRange
from sauatty.web.certificates.services.files import make_files
from sauatty.web.entitlements import trainings

ISSUE_JOB = "certificates.issue"
DIGITS = 4
_SEARCHED = 300


@transaction.atomic
def issue(*, actor: Any, award: Award, person: Any) -> Certificate:
    """Give a certificate to somebody who fulfils its rules; who holds one keeps it.

    Raises
    ------
    AwardNotCurrent, CertificateNotEarned
    """
    standing = entitlement.standing_of(award, person)
    if standing.certificate is not None:
        return standing.certificate
    if not standing.is_entitled:
        raise CertificateNotEarned(person=person.name, met=standing.n_met, asked=standing.n_asked)
    return give(actor=actor, award=award, standing=standing)


@transaction.atomic
def give(*, actor: Any, award: Award, standing: Standing, event: Any = None) -> Certificate:
    """Write the certificate of somebody whose standing was looked at; of two at the same moment one writes it.

    `event` is what stands on it, where the caller knows it already.
    """
    person = (
        get_user_model().objects.select_for_update().filter(pk=standing.person.pk, erased_at=None).first()
    )
    if person is None:  # forgotten since the standing was looked at
        raise CertificateNotEarned(person="–", met=standing.n_met, asked=standing.n_asked)
    held = Award.objects.select_for_update().filter(pk=award.pk, is_current=True).first()
    if held is None or held.rules != award.rules:
        raise AwardNotCurrent
    event = event or trainings.best_events(award, [person.pk])[person.pk]
    code, today = codes.code_of(secrets.randbits(codes.BITS)), timezone.localdate()
    try:
        with transaction.atomic():
            number = take_number(award)
            printed = printing.facts_of(award, person, event, code=code, number=number, issued_on=today)
            row = write(
                award, printed, code, person=person, event=event, actor=actor, grounds=standing.grounds
            )  # fmt: skip
    except IntegrityError:
        known = entitlement.held_by(award, [person]).get(person.pk)
        if known is None:
            raise RegisterNumberTaken(number=number) from None
        return known
    announce(row, actor)
    return row


def take_number(award: Award) -> str:
    """Take the next number of the register; given back where the transaction fails."""
    row = NumberRange.objects.get_or_create(programme=award.programme, prefix=award.number_prefix)[0]
    NumberRange.objects.filter(pk=row.pk).update(last_number=F("last_number") + 1)
    row.refresh_from_db(fields=["last_number"])
    return f"{award.number_prefix}{row.last_number:0{DIGITS}d}"


def write(
    award: Award, printed: PrintedCertificate, code: str, *, person: Any, event: Any, actor: Any, grounds: Sequence[Any]
) -> Certificate:  # fmt: skip
    """Write the row of a certificate; every field of it comes from what is printed."""
    return Certificate.objects.create(
        code=code, award=award, design=award.design, family=award.family, programme=award.programme, event=event,
        person=person, register_number=printed.register_number, printed=printed.as_json(),
        holder_key=search_key(printed.holder)[:_SEARCHED], sha256=printed.sha256, issued_on=printed.issued_on,
        issued_at=timezone.now(), issued_by=actor, grounds=list(grounds), is_demo=printed.is_demo,
    )  # fmt: skip


def announce(row: Certificate, actor: Any) -> None:
    """Write down that a certificate was given, plan the letter, and tell the higher apps."""
    audit.record("certificate.issued", actor=actor, target=row, number=row.register_number, sha256=row.sha256)
    letters.plan_issued(row)
    told.tell("issued", row, actor=actor)


# --- many at once ---


def ask_to_issue(*, actor: Any, award: Award, people: Iterable[UUID] = ()) -> Job:
    """Ask for the certificates of all who are entitled, or of some of them. Asked twice it is one job."""
    ids = sorted(str(one) for one in people)
    marks = hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16] if ids else "all"
    payload = {"award": str(award.pk), "actor": str(actor.pk), "people": ids}
    return jobs.enqueue(ISSUE_JOB, key=f"{award.pk}:{marks}", payload=payload, actor=actor, again=True)


def do_issue(payload: dict[str, Any], report: jobs.Report) -> None:
    """Give the certificates that were asked for, then make their files (done by the worker)."""
    award = selectors.find_award(payload["award"])
    if award is None:
        return
    if not award.is_current:
        raise AwardNotCurrent
    actor = get_user_model().objects.filter(pk=payload["actor"]).first()
    people = get_user_model().objects.filter(pk__in=payload["people"]) if payload["people"] else None
    issue_many(actor=actor, award=award, people=people, report=report)


def issue_many(
    *, actor: Any, award: Award, people: Iterable[Any] | None = None, report: jobs.Report | None = None
) -> list[Certificate]:
    """Give certificates to all who are entitled and hold none; each in a transaction of its own.

    Somebody whose certificate was revoked is given another one only where they are among `people`.
    """
    wanted = None if people is None else {one.pk for one in people}
    everybody = [one for one in entitlement.standings(award) if wanted is None or one.person.pk in wanted]
    due = [one for one in everybody if one.is_due or (people is not None and one.may_be_given)]
    about = trainings.best_events(award, [one.person.pk for one in due])
    given = []
    for place, standing in enumerate(due, 1):
        with suppress(CertificateNotEarned):
            given.append(give(actor=actor, award=award, standing=standing, event=about[standing.person.pk]))
        if report:
            report(place, 2 * len(due))
    make_files(given, lambda done: report(len(due) + done, 2 * len(due)) if report else None)
    return given
