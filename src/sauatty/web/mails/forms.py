"""The forms of letters: which of them are listed, and the words of one kind in three languages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sauatty.core.catalogue.letters import places_of
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.mails.kinds import LetterKind, all_kinds
from sauatty.web.mails.models import Letter


class FilterForm(HouseForm):
    """Which letters are listed."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of letter"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        self.fields["kind"].choices = every + [(one.key, one.label) for one in all_kinds()]  # type: ignore[attr-defined]
        self.fields["state"].choices = every + list(Letter.State.choices)  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        """What is asked for; a value that does not exist asks for everything."""
        return dict(self.cleaned_data) if self.is_valid() else {"kind": "", "state": ""}


class TextForm(HouseForm):
    """Subject and body of one kind of letter in each language; places that nobody fills in are refused by name."""

    def __init__(self, kind: LetterKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for code in LANGUAGES:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=_("Subject (%(language)s)") % {"language": LANGUAGE_NAMES[code]},
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Letter (%(language)s)") % {"language": LANGUAGE_NAMES[code]},
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 10, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse places in braces that this kind of letter does not know, and letters without what they are for."""
        given = super().clean() or {}
        for name, text in list(given.items()):
            unknown = sorted(places_of(text) - self.kind.places)
            if unknown:
                said = _(
                    "Nothing is known for %(places)s in this kind of letter. Take it out, or use one of the list."
                )
                self.add_error(name, said % {"places": ", ".join(f"{{{one}}}" for one in unknown)})
            missing = sorted(self.kind.required - places_of(text)) if name.startswith("body_") else []
            if missing:
                said = _("Without %(places)s this letter is of no use. Put it back in.")
                self.add_error(name, said % {"places": ", ".join(f"{{{one}}}" for one in missing)})
        return given

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Subject and body by language, lines ended as the shipped ones are."""
        data = self.cleaned_data
        return {
            code: (" ".join(data[f"subject_{code}"].split()), data[f"body_{code}"].replace("\r\n", "\n"))
            for code in LANGUAGES
        }
