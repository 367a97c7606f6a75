"""Taking people off what they did, and the words of respondents out of what was coded once their response is gone."""

from typing import Any

from django.db import transaction

from sauatty.web.agreements import services as agreements
from sauatty.web.answers.models import Codebook, CodebookVersion, MachineRun, Recoding
from sauatty.web.answers.selectors.access import KIND
from sauatty.web.base import audit
from sauatty.web.coding import selectors as coding
from sauatty.web.coding import services as coding_services

MOST_AT_ONCE = 500


def authorship(person: Any) -> int:
    """Take a person's name off the codebooks that they began."""
    return Codebook.objects.filter(created_by=person).update(created_by=None)


def publishers(person: Any) -> int:
    """Take a person's name off the versions that they published."""
    return CodebookVersion.objects.filter(published_by=person).update(published_by=None)


def recodings(person: Any) -> int:
    """Take a person's name off the recodings that they did."""
    return Recoding.objects.filter(actor=person).update(actor=None)


def runs(person: Any) -> int:
    """Take a person's name off what they asked of the machine."""
    return MachineRun.objects.filter(asked_by=person).update(asked_by=None)


@transaction.atomic
def forget_lost_answers() -> int:
    """Take the words out of units whose response is gone, and out of what was written about them (every minute)."""
    units = coding.list_units_of_kind(KIND).filter(answers__isnull=True).exclude(text="")
    ids = list(units.values_list("pk", flat=True)[:MOST_AT_ONCE])
    if not ids:
        return 0
    agreements.forget_reasons(ids)
    n = coding_services.forget_texts(coding.list_units_of_kind(KIND).filter(pk__in=ids))
    audit.record("answers.forgotten", actor=None, target=("coding.Unit", "forgotten"), n=n)
    return n
