"""What the room shows beside people: the module with its lessons, and addresses for the phones of those who are here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from sauatty.web.attendances.drawing import qr_of
from sauatty.web.base.context import absolute
from sauatty.web.lessons import catalogue
from sauatty.web.lessons.files import KINDS

# What a trainer takes along, of everything that a module offers.
_TAKEN_ALONG = ("pack", "cards", "pdf")


@dataclass(frozen=True, slots=True)
class Materials:
    """The module of a session: its lessons, and the files that can be asked for."""

    module: Any
    lessons: Sequence[Any]
    files: Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Invitation:
    """An address for people's phones, with its QR."""

    address: str
    qr: str


def materials_of(session: Any) -> Materials | None:
    """Return what is taught in a session; None where it has no module, or the module is gone."""
    module = catalogue.shelf().module(session.module) if session.module else None
    if module is None:
        return None
    return Materials(module, module.lessons, [(kind, KINDS[kind].label) for kind in _TAKEN_ALONG])


def invitation(session: Any, view_name: str, *args: Any) -> Invitation:
    """Return the address of a page in the language of the session, as people scan or type it."""
    with override(session.language):
        address = absolute(reverse(view_name, args=args))
    return Invitation(address, qr_of(address))
