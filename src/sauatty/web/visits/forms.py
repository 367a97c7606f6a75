"""The forms of a school that asks, and of who helps it."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauatty.web.accounts import selectors as accounts
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.texts import in_language
from sauatty.web.specialists.forms import competence_choices
from sauatty.web.visits.models import School

_DAY = {"type": "date"}


class AskForm(HouseForm):
    """What a school asks for. `website` is seen by machines only."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("School or library"), max_length=250)
    region = forms.ChoiceField(label=_("Region"))
    locality = forms.CharField(label=_("Town or village"), max_length=120)
    topic = forms.CharField(
        label=_("What do you need help with?"), max_length=250,
        help_text=_("In your own words. For example: how to check a photo from a messenger group"),
    )  # fmt: skip
    competences = forms.MultipleChoiceField(
        label=_("Which of these fits?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("May be left empty."),
    )  # fmt: skip
    grade = forms.CharField(label=_("Class or group"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    wanted_on = forms.DateField(
        label=_("Day that would suit you"),
        required=False,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    contact_name = forms.CharField(label=_("Whom to ask for"), max_length=200)
    contact = forms.CharField(
        label=_("Telephone, messenger or e-mail"), max_length=200,
        help_text=_(
            "Only who comes to help you and the coordinators see it. It is forgotten a year after the request ended."
        ),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("E-mail for letters about this request"), required=False,
        help_text=_("May be left empty. You get a letter when somebody takes it, gives it back, and when it ends."),
    )  # fmt: skip
    website = forms.CharField(
        required=False, label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        regions = [(one.code, in_language(one, "name")) for one in accounts.list_regions()]
        self.fields["region"].choices = [("", "–"), *regions]  # type: ignore[attr-defined]
        self.fields["competences"].choices = competence_choices()  # type: ignore[attr-defined]

    def clean_wanted_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["wanted_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return day

    @property
    def is_trap(self) -> bool:
        """Tell whether a machine filled what people do not see."""
        return bool(self.cleaned_data.get("website"))

    def school(self) -> dict[str, str]:
        """The school as typed."""
        return {name: self.cleaned_data[name] for name in ("name", "region", "locality")}

    def facts(self) -> dict[str, Any]:
        """What is asked for."""
        left_out = {"id", "website", "name", "region", "locality"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class TakeForm(HouseForm):
    """One tap."""


class ReasonForm(HouseForm):
    """Why a request is given back: for those who work on it."""

    why = forms.CharField(
        label=_("Reason"), max_length=250,
        help_text=_("Coordinators and who takes it next read it. The school is told only that it waits again."),
    )  # fmt: skip


class CloseForm(HouseForm):
    """Why a request is closed: for the school too."""

    why = forms.CharField(
        label=_("Reason"), max_length=250,
        help_text=_("The school reads this sentence, in its letter and where it follows its request."),
    )  # fmt: skip


class VisitForm(HouseForm):
    """The day of a visit."""

    visited_on = forms.DateField(
        label=_("Day of the visit"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def clean_visited_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class ReportForm(HouseForm):
    """What was done, and with how many."""

    report = forms.CharField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences. No names of pupils."),
    )  # fmt: skip
    n_pupils = forms.IntegerField(label=_("Pupils"), min_value=0, max_value=10_000, required=False)
    n_teachers = forms.IntegerField(label=_("Teachers"), min_value=0, max_value=1_000, required=False)


class AdoptionForm(HouseForm):
    """How far a school is."""

    adoption = forms.ChoiceField(label=_("How far the school is"), choices=School.Adoption.choices)
    why = forms.CharField(
        label=_("Reason"), max_length=250, required=False, help_text=_("A step back needs a reason.")
    )


STEP_FORMS: dict[str, type[HouseForm]] = {
    "take": TakeForm, "give-back": ReasonForm, "visit": VisitForm, "report": ReportForm, "close": CloseForm
}  # fmt: skip
