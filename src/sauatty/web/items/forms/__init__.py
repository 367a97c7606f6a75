"""The forms of the bank."""

from sauatty.web.items.forms.item import ItemForm  # noqa: F401 - a door of the app
from sauatty.web.items.forms.small import (  # noqa: F401
    ExportForm,
    HomeForm,
    PublishForm,
    ReadingForm,
    RetireForm,
    StartForm,
    UploadForm,
)
