"""Forms of plans: the budget, the table of modules, the programme made from it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.modules import ModuleOutline
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.plans.dating import ModuleDay
from sauatty.web.plans.drafting import (
    MOST_HOURS,
    MOST_SESSIONS,
    Budget,
    Draft,
    DraftModule,
    moved,
    whole,
    with_lessons,
)
from sauatty.web.programmes.forms import CohortForm

FORM_NAMES = (("online", _("online")), ("onsite", _("face to face")))
N_COHORTS = 3


class BudgetForm(HouseForm):
    """What the programme may take."""

    hours = forms.FloatField(
        label=_("Academic hours"),
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )
    sessions = forms.IntegerField(
        label=_("Sessions at most"), required=False, min_value=1, max_value=MOST_SESSIONS,
        help_text=_("Leave it empty if there can be as many as needed."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=_("Languages that every module must have"), required=False, choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    forms_of = forms.MultipleChoiceField(
        label=_("Forms that are possible"), required=False, choices=FORM_NAMES, widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a mark every form will do."),
    )  # fmt: skip

    @property
    def budget(self) -> Budget:
        """The budget as typed."""
        found = self.cleaned_data
        return Budget(
            float(found["hours"]), found["sessions"], tuple(found["languages"]), tuple(found["forms_of"])
        )


def budget_initial(draft: Draft | None, languages: Iterable[str]) -> dict[str, Any]:
    """Return what the budget form shows first: the budget of the plan, or a usual one."""
    if draft is None:
        return {"hours": 24, "languages": list(languages)}
    budget = draft.budget
    return {
        "hours": budget.hours, "sessions": budget.sessions, "languages": list(budget.languages),
        "forms_of": list(budget.forms),
    }  # fmt: skip


def draft_from_table(sent: Any, draft: Draft, outlines: Iterable[ModuleOutline]) -> Draft:
    """Return the plan as the table of modules was sent: ticks, hours, and one move where its button was pressed."""
    by_id = {one.id: one for one in outlines}
    modules = [_module(sent, one, by_id[one.id]) for one in draft.modules if one.id in by_id]
    kept = [one for one in modules if f"in_{one.id}" in sent]
    others = [one for id, one in by_id.items() if draft.module(id) is None]
    added = [_module(sent, whole(one), one) for one in others if f"in_{one.id}" in sent]
    added += [whole(one) for one in others if f"add_{one.id}" in sent and f"in_{one.id}" not in sent]
    gone = [one.id for one in draft.modules if f"in_{one.id}" not in sent]
    came = {one.id for one in added}
    dropped = tuple(dict.fromkeys(id for id in (*draft.dropped, *gone) if id not in came))
    return _with_move(Draft(draft.budget, (*kept, *added), dropped), sent.get("move", ""))


def _module(sent: Any, own: DraftModule, outline: ModuleOutline) -> DraftModule:
    known = [one.id for one in outline.lessons]
    order = [*own.lessons, *(id for id in known if id not in own.lessons)]
    lessons = [id for id in order if f"lesson_{own.id}_{id}" in sent]
    try:
        hours = float(sent.get(f"hours_{own.id}", "").replace(",", "."))
    except ValueError:
        hours = own.hours
    return with_lessons(outline, own, lessons or own.lessons, hours)


def _with_move(draft: Draft, move: str) -> Draft:
    """Return a draft after a button 'module up', 'module/lesson down' …"""
    what, _sep, way = move.partition(":")
    module, _sep, lesson = what.partition("/")
    own = draft.module(module)
    if own is None or way not in ("up", "down"):
        return draft
    if lesson:
        turned = DraftModule(own.id, own.hours, tuple(moved(own.lessons, lesson, way)))
        return Draft(
            draft.budget, tuple(turned if one is own else one for one in draft.modules), draft.dropped
        )
    by_id = {one.id: one for one in draft.modules}
    return Draft(draft.budget, tuple(by_id[id] for id in moved(draft.ids, module, way)), draft.dropped)


class DatesForm(HouseForm):
    """The day on which a cohort begins each module; an empty one is suggested."""

    def __init__(self, *args: Any, rows: Iterable[tuple[Any, ModuleDay]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for step, day in rows:
            self.fields[f"day_{step.own.id}"] = forms.DateField(
                label=step.title.text(get_language() or "kk"),
                required=False,
                initial=None if day.is_suggested else day.day,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    @property
    def days(self) -> dict[str, date | None]:
        """The days by module, as typed."""
        return {name.removeprefix("day_"): day for name, day in self.cleaned_data.items()}

    def rows(self, rows: Iterable[tuple[Any, ModuleDay]]) -> list[tuple[Any, ModuleDay, Any]]:
        """Return each module with its day and its field."""
        return [(step, day, self[f"day_{step.own.id}"]) for step, day in rows]


class TargetForm(HouseForm):
    """The programme in which the cohorts are made: one that is there, or a new one with a title."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        target = self.fields["programme"]
        assert isinstance(target, forms.ChoiceField)
        target.choices = [*programmes, ("", _("a new programme"))]
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title of the new programme (%(language)s)") % {"language": LANGUAGE_NAMES[code]},
                max_length=250, required=False, widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip

    @property
    def titles(self) -> dict[str, str]:
        """The titles as typed."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("programme") and not any(self.titles.values()):
            self.add_error("title_kk", _("Write the title in at least one language."))
        return cleaned


def cohort_forms(sent: Any, initial: dict[str, Any]) -> list[CohortForm]:
    """Return the forms of the cohorts: the first is needed, the others may stay empty."""
    return [
        CohortForm(sent, prefix=f"c{place}", initial=initial, is_optional=place > 1)
        for place in range(1, N_COHORTS + 1)
    ]
