"""The rule 'own activity' of certificates: so many accepted, each criterion at a least level."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sauatty.core.catalogue.rubrics import rubric
from sauatty.web.base.templatetags.house import pick
from sauatty.web.entitlements.rules import Progress, Rule, RuleForm
from sauatty.web.practice import selectors
from sauatty.web.practice.services import RUBRIC

Settings = Mapping[str, Any]


class OwnActivityForm(RuleForm):
    """How many activities, and what each of them has to show."""

    activities = forms.IntegerField(
        label=gettext_lazy("How many accepted activities"),
        min_value=1,
        max_value=20,
        initial=1,
        required=False,
    )
    least = forms.TypedChoiceField(
        label=gettext_lazy("Least level in every criterion of the rubric"),
        coerce=int,
        required=False,
        empty_value=0,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["least"].choices = [(code, pick(name)) for code, name in enumerate(rubric(RUBRIC).levels)]

    def clean_settings(self) -> dict[str, Any]:
        """Return both numbers; one activity of any level where they were left empty."""
        found = self.cleaned_data
        return {"activities": found.get("activities") or 1, "least": found.get("least") or 0}


def _read(settings: Settings) -> tuple[int, int]:
    return int(settings.get("activities") or 1), int(settings.get("least") or 0)


def check_many(people: Sequence[Any], award: Any, settings: Settings) -> dict[UUID, Progress]:
    """Return how many activities of each person count (one query)."""
    needed, least = _read(settings)
    found = selectors.count_accepted([one.pk for one in people], award.programme_id, least)
    return {one.pk: _progress(found.get(one.pk, 0), needed) for one in people}


def _progress(done: int, needed: int) -> Progress:
    words = ngettext(
        "%(done)s of %(needed)s activity accepted", "%(done)s of %(needed)s activities accepted", needed
    ) % {"done": done, "needed": needed}
    return Progress(done >= needed, min(done, needed), needed, words)


def check(person: Any, award: Any, settings: Settings) -> Progress:
    """Return how many activities of one person count."""
    return check_many([person], award, settings)[person.pk]


def describe(award: Any, settings: Settings) -> str:
    """Say what is asked for."""
    needed, least = _read(settings)
    words = ngettext("%(n)s own activity accepted", "%(n)s own activities accepted", needed) % {"n": needed}
    if least:
        level = pick(rubric(RUBRIC).levels[least])
        words += "; " + _("in every criterion at least: %(level)s") % {"level": level}
    return words


OWN_ACTIVITY = Rule(
    "own-activity", gettext_lazy("Own activity"), check, OwnActivityForm, check_many, describe
)
