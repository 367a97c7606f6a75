"""The forms of coding: a decision, the settings of a review, a seat."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.coding import schemes
from sauatty.web.coding.models import Project, Seat
from sauatty.web.coding.services.decisions import NOTE_MOST


class JudgementForm(HouseForm):
    """Relevance, one to three competences in their order, demand: what coders and adjudicators alike give."""

    relevance = forms.TypedChoiceField(
        label=_("Relevance"), coerce=int, widget=forms.RadioSelect,
    )  # fmt: skip
    competences = forms.MultipleChoiceField(
        label=_("Competences"), required=False, widget=forms.CheckboxSelectMultiple
    )
    first = forms.ChoiceField(
        label=_("The most important one"), required=False,
        help_text=_("Only where you chose more than one."),
    )  # fmt: skip
    # Filled by the page as the competences are chosen; without JavaScript it stays empty
    chosen = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    demand = forms.TypedChoiceField(label=_("Cognitive demand"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.scheme, self.words = schemes.scheme_of(project), schemes.words_of(project.kind)
        self.steps, self.groups = self.scheme.steps, self.scheme.groups
        fields: dict[str, Any] = self.fields
        fields["relevance"].label = self.words["step"]
        fields["relevance"].error_messages["required"] = self.words["choose_step"]
        fields["relevance"].choices = [(code, word) for code, word, _text in self.steps]
        known = [(one.id, f"{one.code} {one.name}") for _name, group in self.groups for one in group]
        fields["competences"].choices = known
        fields["first"].choices = [("", _("as listed")), *known]
        levels = self.scheme.demand or [(level, str(level)) for level in range(1, 7)]
        fields["demand"].choices = [("", _("not judged")), *((n, f"{n} {word}") for n, word in levels)]

    def clean(self) -> dict[str, Any]:
        """Bring the competences into their order, and refuse too many, or any with 'none'."""
        values = super().clean() or self.cleaned_data
        given = self._in_order(values)
        relevance = values.get("relevance")
        if relevance == 0 and given:
            self.add_error("competences", str(self.words["none_has_parts"]))
        elif relevance and not self.scheme.fewest <= len(given) <= self.scheme.most:
            self.add_error("competences", str(self.words["choose_parts"]))
        values["competences"] = given
        return values

    def _in_order(self, values: dict[str, Any]) -> list[str]:
        given = list(values.get("competences") or ())
        wanted = [one for one in (values.get("chosen") or "").split(" ") if one in given]
        if sorted(wanted) == sorted(given):
            return wanted
        first = values.get("first")
        return [first, *(one for one in given if one != first)] if first in given else given

    @property
    def judgement(self) -> dict[str, Any]:
        """Return the part of a submission that the form holds."""
        values = self.cleaned_data
        return {name: values[name] for name in ("relevance", "competences", "demand")}


class DecisionForm(JudgementForm):
    """One decision, under an id that is made before it is sent."""

    envelope_id = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.UUIDField(widget=forms.HiddenInput)
    unsure = forms.BooleanField(label=_("I am not sure"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @property
    def body(self) -> dict[str, Any]:
        """Return the submission; the same form gives the same bytes."""
        values = self.cleaned_data
        return {
            "kind": "coding-decision", "unit": str(values["unit"]), **self.judgement,
            "unsure": values["unsure"], "note": values["note"],
        }  # fmt: skip


def fresh_decision(project: Project, unit: Any, earlier: Any = None) -> DecisionForm:
    """Return an empty form for a unit, or one with what the coder decided before."""
    initial: dict[str, Any] = {"envelope_id": uuid.uuid4(), "unit": unit.pk}
    if earlier is not None:
        initial |= {
            name: getattr(earlier, name) for name in ("relevance", "competences", "demand", "unsure", "note")
        }
        initial["chosen"] = " ".join(earlier.competences)
        initial["first"] = earlier.competences[0] if earlier.competences else ""
    return DecisionForm(project=project, initial=initial)


class UndoForm(HouseForm):
    """Taking a decision back, under an id of its own."""

    envelope_id = forms.UUIDField(widget=forms.HiddenInput)


class ProjectForm(HouseForm):
    """What may be changed while a review goes on."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    target_recall = forms.IntegerField(
        label=_("Reading may stop when this share of the relevant objectives is found, percent"),
        min_value=50, max_value=100,
    )  # fmt: skip
    n_coders_wanted = forms.IntegerField(
        label=_("Coders for each objective"), min_value=2, max_value=5,
        help_text=_("Two or more: with one coder nothing can be said about agreement."),
    )  # fmt: skip

    def __init__(self, *args: Any, words: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["n_coders_wanted"].label = words["for_each"]
        if not words["has_recall"]:
            del self.fields["target_recall"]

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"title_{code}") for code in LANGUAGES):
            self.add_error("title_kk", gettext("Write the title in at least one language."))
        return values

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles by language."""
        return {code: self.cleaned_data[f"title_{code}"] for code in LANGUAGES}


class SeatForm(HouseForm):
    """A place for somebody who was searched for."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Place"), choices=Seat.Role.choices)
    sees_proposals = forms.BooleanField(label=_("sees the machine's proposals"), required=False)
