"""Forms of programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm


class ProgrammeForm(HouseForm):
    """The title in three languages, side by side; one is enough.

    `states` says which texts are stale or machine-made: those get a tick box 'this text still fits'.
    """

    def __init__(self, *args: Any, states: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.states = states or {}
        for code in LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 3, "lang": code})
            self.fields[f"title_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], max_length=250, required=False, widget=widget
            )
            if self.states.get(code) in {"stale", "machine"}:
                self.fields[f"confirm_{code}"] = forms.BooleanField(
                    label=_("This text fits as it is"), required=False
                )

    @property
    def titles(self) -> dict[str, str]:
        """The titles as typed, on one line each."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    @property
    def confirmed(self) -> frozenset[str]:
        """The languages whose text a person has taken over as it is."""
        return frozenset(code for code in LANGUAGES if self.cleaned_data.get(f"confirm_{code}"))

    def columns(self) -> list[dict[str, Any]]:
        """One column for each language: its field, the state of its text, the tick box."""
        return [
            {
                "field": self[f"title_{code}"],
                "state": self.states.get(code, "fine"),
                "confirm": self[f"confirm_{code}"] if f"confirm_{code}" in self.fields else None,
            }
            for code in LANGUAGES
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", _("Write the title in at least one language."))
        return cleaned


class MemberForm(HouseForm):
    person = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), choices=accounts.role_choices(), initial="participant")
