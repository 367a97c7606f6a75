"""The forms of agreements: what an adjudicator settles, a table of decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.tables import PastedTableForm
from sauatty.web.coding.forms import JudgementForm
from sauatty.web.coding.services import NOTE_MOST


class AdjudicationForm(JudgementForm):
    """What an adjudicator settles; `revision` is what they have read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("Reason"), max_length=NOTE_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both coders will read it."),
        error_messages={"required": _("Write the reason: the coders learn from it.")},
    )  # fmt: skip


class ImportForm(PastedTableForm):
    """A table of decisions."""

    file = forms.FileField(
        label=_("Table of decisions (CSV or XLSX)"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
