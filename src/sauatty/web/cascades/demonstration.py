"""In the invented programme the cascade begins with a seminar that is only stated."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from sauatty.web.base.demo import DemoCount
from sauatty.web.cascades.models import Bond
from sauatty.web.programmes import selectors as programmes

TRAINER = "Гүлнар Үлгі"
TAUGHT = ("Дәурен Үлгі", "Қарлығаш Үлгі", "Іңкәр Үлгі", "Мария Образцова")
WHY = {
    "kk": "Ойдан құрастырылған семинар, сайттан бұрын өтті",
    "ru": "Вымышленный семинар, прошёл до этого сайта",
    "en": "An invented seminar, before this site was used",
}


def make(actor: Any) -> None:
    """State who taught whom, unless something was stated."""
    programme = programmes.demo_programme(actor)
    if programme is None or Bond.objects.filter(programme=programme).exists():
        return
    there = {one.name: one for one in programmes.list_members(programme) if one.is_demo}
    why = WHY.get(actor.language, WHY["kk"])
    if TRAINER not in there:
        return
    for name in TAUGHT:
        if name in there:
            Bond.objects.create(
                programme=programme, trainer=there[TRAINER], person=there[name], why=why, stated_by=actor
            )


def _invented() -> Any:
    return Bond.objects.filter(
        Q(programme__is_demo=True) | Q(trainer__is_demo=True) | Q(person__is_demo=True)
    )


def count() -> Iterator[DemoCount]:
    """Say what goes."""
    yield DemoCount(_("Stated steps of the cascade"), _invented().count())


def remove() -> None:
    """Delete what was stated in the invented programme and about invented people."""
    _invented().delete()
