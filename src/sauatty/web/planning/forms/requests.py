"""The public form of a wish for a training, and the answer to it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.planning.forms.events import region_choices
from sauatty.web.planning.forms.sessions import DayField

FACTS = ("organisation", "name", "email", "phone", "topic", "language", "n_people", "wished_from")


class AskForm(HouseForm):
    """Who wants a training, where and about what. `website` is seen by machines only; it never costs anybody the wish."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    programme = forms.ChoiceField(label=_("Programme"))
    topic = forms.CharField(
        label=_("What the training should be about"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    region = forms.ChoiceField(label=_("Region"))
    organisation = forms.CharField(label=_("Organisation"), max_length=250)
    language = forms.ChoiceField(label=_("Language of the training"), choices=settings.LANGUAGES)
    n_people = forms.IntegerField(
        label=_("How many people would come"), help_text=_("May be left empty."), required=False, min_value=1,
        max_value=100_000,
    )  # fmt: skip
    wished_from = DayField(label=_("Not before"), help_text=_("May be left empty."), required=False)
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("The answer comes by letter. E-mail or telephone: one of them is needed."),
        required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    agrees = forms.BooleanField(
        label=_("My name and my address may be kept for three years to answer this request.")
    )
    website = forms.CharField(
        required=False, label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(pk), title) for pk, title in programmes.items()]
        self.fields["programme"].choices = rows  # type: ignore[attr-defined]
        if len(rows) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.initial.setdefault("programme", rows[0][0])
        self.fields["region"].choices = region_choices("–")  # type: ignore[attr-defined]

    def seen_fields(self) -> list[Any]:
        """The fields that people see."""
        return [one for one in self.visible_fields() if one.name != "website"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("email") and not cleaned.get("phone") and "email" not in self.errors:
            self.add_error(
                "email", _("Leave an e-mail address or a telephone number, so that you get an answer.")
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        """The columns of the request."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in FACTS}, "region_id": cleaned["region"],
            "is_suspect": bool(cleaned["website"]),
        }  # fmt: skip


class AnswerForm(HouseForm):
    """What those who asked are told."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    declines = forms.BooleanField(label=_("There will be no training"), required=False)


class LinkForm(HouseForm):
    """Which training, planned already, a wish leads to."""

    event = forms.ChoiceField(label=_("Training that is planned already"))

    def __init__(self, *args: Any, events: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = {str(one.pk): one for one, _label in events}
        rows = [(str(one.pk), label) for one, label in events]
        self.fields["event"].choices = rows  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        """The training that was chosen."""
        return self.events[self.cleaned_data["event"]]
