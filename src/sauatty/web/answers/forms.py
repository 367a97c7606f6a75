"""The forms of answers."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm


class TitledForm(HouseForm):
    """A form with a title in three languages, of which one is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % {"language": LANGUAGE_NAMES[code]}, max_length=300,
                required=False, widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
        self.order_fields([f"title_{code}" for code in LANGUAGES])

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles as typed, each on one line."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        values = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", gettext("Write the title in at least one language."))
        return values


class CodingForm(TitledForm):
    """How an open question is to be coded."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    codebook = forms.ChoiceField(
        label=_("Codebook"),
        help_text=_("The coding keeps this version; it moves to a newer one only when you say so."),
    )
    attributes = forms.MultipleChoiceField(
        label=_("What coders see of the respondent beside the answer"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Never a name. What fewer than five respondents share is left out of single answers by itself; the order "
            "of this list decides what stays."
        ),
    )  # fmt: skip
    is_grouped = forms.BooleanField(
        label=_("Code equal answers once"), required=False,
        help_text=_("Equal apart from capitals and spaces. What coders decide counts for everybody who wrote it."),
    )  # fmt: skip
    n_coders_wanted = forms.IntegerField(
        label=_("Coders for each answer"), min_value=2, max_value=5, initial=2,
        help_text=_("Two or more: with one coder nothing can be said about agreement."),
    )  # fmt: skip

    def __init__(self, *args: Any, books: Any, attributes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, fields = get_language() or "kk", self.fields
        fields["codebook"].choices = [  # type: ignore[attr-defined]
            (f"{one.id} {one.version}", f"{one.title.text(here)}, {one.version}") for one in books
        ]
        fields["attributes"].choices = [(one.id, one.text.text(here)) for one in attributes]  # type: ignore[attr-defined]

    @property
    def book(self) -> tuple[str, str]:
        """Return slug and version of the codebook."""
        slug, _space, version = self.cleaned_data["codebook"].rpartition(" ")
        return slug, version
