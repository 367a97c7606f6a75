"""Workshops of the invented programme, or on an invented guide, go with the demonstration."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sauatty.web.base.demo import DemoCount
from sauatty.web.workshops.models import RegionalWorkshop

_INVENTED = Q(event__is_demo=True) | Q(event__programme__is_demo=True) | Q(version__guide__is_demo=True)


def make(actor: Any) -> None:
    """Make nothing: the invented programme has a template, a guide and specialists to make a workshop of."""


def count() -> Iterator[DemoCount]:
    """Say how many workshops on invented guides go."""
    yield DemoCount(_("Workshops on invented guides"), RegionalWorkshop.objects.filter(_INVENTED).count())


def remove() -> None:
    """Delete them, before the versions and trainings that they are made of."""
    RegionalWorkshop.objects.filter(_INVENTED).delete()
