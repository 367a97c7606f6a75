"""The forms of consents on research, packs and reports."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauatty.core.surveys.anonymity import INTERNAL, PUBLIC
from sauatty.web.base.forms import HouseForm
from sauatty.web.reports import selectors

_DAY = {"type": "date"}


class TextForm(HouseForm):
    """What differs from programme to programme in the text on research."""

    who = forms.CharField(
        label=_("Who hands the data on"), max_length=250,
        help_text=_("The organisation, and a person with an address to write to. It stands in the text as you write it."),
    )  # fmt: skip
    recipients = forms.CharField(
        label=_("Who receives them"), max_length=250,
        help_text=_("For example: researchers of a university who sign that they look for no person"),
    )  # fmt: skip
    years = forms.IntegerField(
        label=_("For how many years the consent holds"), min_value=1, max_value=25, initial=5
    )


class PaperForm(HouseForm):
    """What somebody answered on paper."""

    person = forms.ModelChoiceField(label=_("Participant"), queryset=None)
    agrees = forms.ChoiceField(
        label=_("Answer"), choices=(("yes", _("agrees to research")), ("no", _("does not agree"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    given_on = forms.DateField(
        label=_("Day on the paper"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    basis = forms.CharField(
        label=_("Which paper, and where it lies"), max_length=250,
        help_text=_("For example: signed sheet of 12 May, folder 3 in the office"),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the paper"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, programme: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = selectors.participants(programme).prefetch_related(None)

    def clean_given_on(self) -> Any:
        """Refuse a day that is to come."""
        day = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day

    def facts(self) -> dict[str, Any]:
        """Return what was said."""
        return {**self.cleaned_data, "agrees": self.cleaned_data["agrees"] == "yes"}


class PackForm(HouseForm):
    """What goes into a pack."""

    surveys = forms.MultipleChoiceField(
        label=_("Surveys whose respondents agreed to research"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Read what each survey told its respondents before you put it in. Answers stay anonymous."),
    )  # fmt: skip
    minimum = forms.TypedChoiceField(
        label=_("How many must share what is known about people"), coerce=int, initial=INTERNAL,
        choices=((INTERNAL, _("5: for research under an agreement")), (PUBLIC, _("10: for everybody"))),
    )  # fmt: skip
    licence = forms.CharField(
        label=_("Licence"), max_length=120, required=False,
        help_text=_("The line under which the pack is given out. May be left empty."),
    )  # fmt: skip
    with_spss = forms.BooleanField(label=_("With files for SPSS"), required=False)

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["surveys"]
        field.choices = offered
        if not offered:
            del self.fields["surveys"]

    def wish(self) -> dict[str, Any]:
        """Return what is wanted, as services take it."""
        data = self.cleaned_data
        return {
            "surveys_in": data.get("surveys", []), "minimum": data["minimum"], "licence": data["licence"],
            "with_spss": data["with_spss"],
        }  # fmt: skip


class ReportForm(HouseForm):
    """Which report."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    source = forms.ChoiceField(label=_("About whom"), choices=selectors.SOURCES, widget=forms.RadioSelect)
    surveys = forms.MultipleChoiceField(
        label=_("Surveys whose respondents agreed to research"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for the report on those who agreed; the other one takes all surveys."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Any, is_insider: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        surveys: Any = self.fields["surveys"]
        surveys.choices = offered
        if not offered:
            del self.fields["surveys"]
        if not is_insider:
            source.choices = [one for one in selectors.SOURCES if one[0] == selectors.Source.PACK]
