"""What the forms of all apps have in common."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES

_MOMENT = "%Y-%m-%dT%H:%M"


class HouseForm(forms.Form):
    """A form as the house shows it: no colon after labels."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time, by the clock of the site."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        super().__init__(widget=widget, input_formats=[_MOMENT, "%Y-%m-%d %H:%M", "%Y-%m-%d"], **kwargs)


class TitledForm(HouseForm):
    """A form with a title in three languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], max_length=250, required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )  # fmt: skip

    @property
    def titles(self) -> dict[str, str]:
        """The titles as typed, on one line each."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    def title_fields(self) -> list[Any]:
        """The three fields, side by side on the page."""
        return [self[f"title_{code}"] for code in LANGUAGES]

    def other_fields(self) -> list[Any]:
        """The fields that are no titles."""
        return [field for field in self if not field.name.startswith("title_")]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None where nothing was: a form with nothing in it is a sent form too."""
    return request.POST if request.method == "POST" else None
