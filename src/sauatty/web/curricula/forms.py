"""The one form of curricula: a file."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.tables import PastedTableForm


class UploadForm(PastedTableForm):
    """A file, under an id that is made before it is sent."""

    upload_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.FileField(
        label=_("File of the curriculum"),
        error_messages={
            "empty": _("This file is empty. Download or save it again, then upload it."),
        },
        widget=forms.FileInput(attrs={"accept": ".html,.htm,.docx,.pdf,.xlsx,.csv,.json,.jsonl"}),
    )

    def clean_file(self) -> object:
        """Keep the name short enough to be shown."""
        file = self.cleaned_data["file"]
        if file is not None:
            file.name = (file.name or "")[-200:]
        return file
