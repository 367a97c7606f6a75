"""The form of badges."""

from django import forms
from django.utils.translation import gettext_lazy

from sauatty.web.base.forms import HouseForm


class BadgeFileForm(HouseForm):
    """The file of a badge."""

    file = forms.FileField(
        label=gettext_lazy("File of the badge"), allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.svg,.jwt,.txt"}),
        help_text=gettext_lazy("PNG, SVG or JWT, as it was given out. It is compared and not kept."),
    )  # fmt: skip
