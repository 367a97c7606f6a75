"""Tables that come in: as a file, or pasted from a spreadsheet into a page."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.exchange.grids import pasted_csv
from sauatty.web.base.forms import HouseForm

MOST_PASTED = 1_000_000


class PastedTableForm(HouseForm):
    """A form that takes a table in its field `table_field`, or pasted: what is pasted becomes a file, read as any other."""

    table_field = "file"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.table_field].required = False
        names = list(self.fields)
        names.insert(names.index(self.table_field) + 1, "pasted")
        self.fields["pasted"] = forms.CharField(
            label=_("Or paste a table from Excel"), required=False, strip=False, max_length=MOST_PASTED,
            help_text=_("Copy the cells together with their heading, and paste them here."),
            widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        )  # fmt: skip
        self.order_fields(names)

    def clean(self) -> dict[str, Any]:
        """Take the pasted table for the file; one of the two has to be there, and not both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.table_field in self.errors or "pasted" in self.errors:
            return cleaned
        file, pasted = cleaned.get(self.table_field), cleaned.get("pasted") or ""
        if file and pasted.strip():
            self.add_error("pasted", _("Choose a file or paste a table, not both."))
        elif pasted.strip():
            name = f"{gettext('Pasted table')}.csv"
            cleaned[self.table_field] = SimpleUploadedFile(name, pasted_csv(pasted), "text/csv")
        elif not file:
            self.add_error(self.table_field, _("Choose a file, or paste a table."))
        return cleaned
