"""How base forgets a person. Each function takes the person and returns how many rows it changed."""

from typing import Any

from django.db.models import Q

from sauatty.web.base import inbox
from sauatty.web.base.models import (
    AuditDetail,
    AuditEvent,
    Envelope,
    EnvelopeConflict,
    ExportedFile,
    Job,
    TextProvenance,
)


def keep(person: Any) -> int:
    """Nothing to do: the rows hold an id that points nowhere once the person is gone, or go with their parent."""
    return 0


def audit_details(person: Any) -> int:
    """Delete the values (and salts) of events by or about the person; the chain of hashes still verifies."""
    events = AuditEvent.objects.filter(Q(actor_id=person.pk) | Q(target_id=str(person.pk)))
    return AuditDetail.objects.filter(event__in=events).delete()[0]


def jobs(person: Any) -> int:
    """Leave the jobs that the person asked for without them, and without the names of their files."""
    return Job.objects.filter(created_by=person).update(created_by=None, error_message="", error_params={})


def envelopes(person: Any) -> int:
    """Take the name off what the person sent; of kinds that are their own writing the words go too."""
    sent = Envelope.objects.filter(sender=person)
    own = sent.filter(kind__in=inbox.private_kinds())
    EnvelopeConflict.objects.filter(envelope__in=own).update(raw=b"{}")
    own.update(raw=b"{}")
    return sent.update(sender=None)


def exported_files(person: Any) -> int:
    return ExportedFile.objects.filter(owner=person).delete()[0]


def provenance(person: Any) -> int:
    authored = TextProvenance.objects.filter(author=person).update(author=None)
    return authored + TextProvenance.objects.filter(reviewed_by=person).update(reviewed_by=None)
