"""The form of a stated bond."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm


class BondForm(HouseForm):
    """Who taught whom, and how the coordinator knows."""

    trainer = forms.CharField(
        label=_("Who taught"), max_length=254, help_text=_("The whole name, or the e-mail address")
    )
    person = forms.CharField(
        label=_("Who was taught"), max_length=254, help_text=_("The whole name, or the e-mail address")
    )
    why = forms.CharField(
        label=_("How you know"), max_length=250, help_text=_("Such as: a seminar before this site was used")
    )
