"""The forms of attendances."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.base.tables import PastedTableForm

LONGEST = 1440


class HandForm(HouseForm):
    """Was somebody there, and for how long."""

    presence = forms.ChoiceField(
        label=_("Was this person there?"),
        choices=[("here", _("Yes")), ("away", _("No"))],
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("For how many minutes"), required=False, min_value=0, max_value=LONGEST,
        help_text=_("Leave it empty for the whole session, or for the minutes of the video service where they are known."),
    )  # fmt: skip


class CodeForm(HouseForm):
    """One code: of a person at the door, or of the slide."""

    code = forms.CharField(
        label=_("Code"), max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code-in"}
        ),
    )  # fmt: skip


class SheetForm(HouseForm):
    """The codes of those who signed a sheet, one a line or parted by spaces."""

    codes = forms.CharField(
        label=_("Codes of those who signed"), max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 8, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("One code a line, or with spaces between them. Letters of a Cyrillic keyboard are understood."),
    )  # fmt: skip

    @property
    def typed(self) -> list[str]:
        """The codes as typed; a code in two halves with a hyphen is one."""
        return self.cleaned_data["codes"].replace(",", " ").replace(";", " ").split()[:1000]


class ScanForm(HouseForm):
    """A photograph or scan of the signed sheet."""

    scan = forms.FileField(
        label=_("Photograph or scan"),
        help_text=_("JPEG, PNG, WebP or PDF, 12 MB at most. Where it was taken is not kept."),
    )


class MinutesForm(PastedTableForm):
    """The report of a video service."""

    table_field = "report"

    report = forms.FileField(
        label=_("Report of participants"),
        help_text=_(
            "The file as Zoom, BigBlueButton or Teams gives it (CSV), or an Excel table with names and times."
        ),
    )
