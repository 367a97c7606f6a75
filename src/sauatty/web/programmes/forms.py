"""Forms of programmes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES, format_date
from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.texts import in_language
from sauatty.web.programmes.models import Cohort


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


class CohortForm(HouseForm):
    """One cohort. Without a name it asks for nothing else where `is_optional`."""

    def __init__(self, *args: Any, is_optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_optional = is_optional
        for code in LANGUAGES:
            label = _("Name of the cohort (%(language)s)") % {"language": LANGUAGE_NAMES[code]}
            self.fields[f"name_{code}"] = forms.CharField(
                label=label, max_length=250, required=False, widget=forms.TextInput(attrs={"lang": code})
            )
        self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=Cohort.Form.choices)
        self.fields["region"] = forms.ChoiceField(
            label=_("Region"), required=False, choices=[("", _("all of Kazakhstan")), *region_choices()]
        )
        self.fields["starts_on"] = forms.DateField(
            label=_("Starts on"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.fields["seats"] = forms.IntegerField(
            label=_("Seats"), required=False, min_value=1, max_value=10_000
        )

    @property
    def names(self) -> dict[str, str]:
        """The names as typed."""
        return {code: " ".join(self.cleaned_data.get(f"name_{code}", "").split()) for code in LANGUAGES}

    @property
    def facts(self) -> dict[str, Any]:
        """The other fields, as the service takes them."""
        own = {name: self.cleaned_data.get(name) for name in ("language", "form", "starts_on", "seats")}
        return {**own, "region_id": self.cleaned_data.get("region") or None}

    @property
    def caution(self) -> str:
        """Return what may not be meant: a start that lies in the past; '' without it."""
        day = self.cleaned_data.get("starts_on")
        if day is None or day >= timezone.localdate() or self.is_left_out:
            return ""
        said = _("The start lies in the past: %(day)s. Correct it if this is not meant.")
        return str(said % {"day": format_date(day, get_language() or "kk")})

    @property
    def is_left_out(self) -> bool:
        """Tell whether nothing was typed where nothing has to be."""
        return self.is_optional and not any(self.names.values())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.names.values()) and not self.is_optional:
            self.add_error("name_kk", _("Write the name in at least one language."))
        return cleaned


def region_choices() -> list[tuple[str, str]]:
    """Return the regions to choose from (one query)."""
    return [(str(one.code), in_language(one, "name")) for one in accounts.list_regions()]
