"""What a coordinator writes for the public page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm


class ShowcaseForm(HouseForm):
    """The address and the words of the page; the numbers come by themselves."""

    slug = forms.SlugField(
        label=_("Address"),
        min_length=3,
        max_length=60,
        help_text=_(
            "Latin letters, digits and hyphens, such as mil-2027. The page stands at /p/ and this word."
        ),
    )
    funder = forms.CharField(label=_("Who funds the programme"), max_length=250, required=False)
    host = forms.CharField(label=_("Who runs the programme"), max_length=250, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code], max_length=3000, required=False,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}),
            )  # fmt: skip
