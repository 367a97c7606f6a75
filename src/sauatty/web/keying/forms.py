"""The form of keying."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm


class DecisionForm(HouseForm):
    """What an expert says of a key after having answered."""

    agrees = forms.ChoiceField(
        label=_("The key"), choices=[("yes", _("I agree with the key")), ("no", _("I object"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for an objection: what is wrong, and which answer would be right."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a note with an objection."""
        found = super().clean() or {}
        if found.get("agrees") == "no" and not found.get("note", "").strip():
            self.add_error("note", _("Write what is wrong with the key."))
        return found
