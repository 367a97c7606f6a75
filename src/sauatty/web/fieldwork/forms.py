"""Forms of the fieldwork."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.tables import PastedTableForm
from sauatty.web.surveys.forms import MomentField, TableForm, TitledForm, version_label


class LinksForm(TableForm):
    language = forms.ChoiceField(label=_("Language of the letters"), choices=list(LANGUAGE_NAMES.items()))
    members = forms.BooleanField(
        label=_("Also the participants of the programme who have an e-mail address"), required=False
    )


class WaveForm(HouseForm):
    kind = forms.ChoiceField(
        label=_("What is sent"),
        choices=[("invitation", _("invitation")), ("reminder", _("reminder"))],
        widget=forms.RadioSelect,
    )
    send_at = MomentField(
        label=_("When"), help_text=_("Empty: now. Otherwise it is sent by itself."), required=False
    )


class FollowForm(TitledForm):
    """A campaign that comes after another one by itself."""

    opens_at = MomentField(label=_("Opens and is sent"))

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions = {str(one.pk): one for one in versions}
        self.fields["version"] = forms.ChoiceField(
            label=_("Instrument"), choices=[(key, version_label(one)) for key, one in self.versions.items()]
        )
        self.fields["later"] = forms.ChoiceField(
            label=_("Three months later"),
            required=False,
            choices=[
                ("", _("nothing more")),
                *((key, version_label(one)) for key, one in self.versions.items()),
            ],
        )
        self.order_fields(["version", "opens_at", "later"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", _("Write the title in at least one language."))
        return cleaned


class FileForm(PastedTableForm):
    file = forms.FileField(label=_("Table of responses (CSV or XLSX)"))
