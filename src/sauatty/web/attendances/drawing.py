"""Codes as pictures: what a telephone reads, beside what a person reads."""

from dataclasses import dataclass
from typing import Any

import segno
from django.urls import reverse

from sauatty.web.attendances import codes
from sauatty.web.base.context import absolute


@dataclass(frozen=True, slots=True)
class Card:
    """The code of one registration: in two halves to read aloud, and as a QR (an SVG as a data address)."""

    person: Any
    event: Any
    code: str
    qr: str


def card(enrolment: Any, event: Any) -> Card:
    """Return the card of a registration. Its QR is an address, so that the camera of any telephone opens it."""
    code = codes.person_code(enrolment.pk)
    address = absolute(reverse("attendances:arrive", args=[event.slug, code]))
    return Card(enrolment.person, event, codes.grouped(code), qr_of(address))


def qr_of(text: str) -> str:
    """Return a QR as a data address."""
    found = segno.make(text, error="m", boost_error=False)
    return str(found.svg_data_uri(scale=4, border=2))
