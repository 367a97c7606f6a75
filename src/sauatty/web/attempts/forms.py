"""Forms of tests on paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import HouseForm

MOST_LETTERS = 200_000


class SheetsForm(HouseForm):
    """Typed answer sheets: which paper, in which language, and the lines."""

    paper = forms.ChoiceField(label=_("Paper"))
    language = forms.ChoiceField(label=_("Language of the sheets"))
    lines = forms.CharField(
        label=_("Answers, one line a person"), max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocapitalize": "none", "autocorrect": "off"}),
        help_text=_("Code, colon, then the answers in the order of the paper, parted by semicolons; a hyphen for none."),
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {one.code: one for one in papers}
        self.fields["paper"].choices = [(code, code) for code in self.papers]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(one, LANGUAGE_NAMES[one]) for one in languages]  # type: ignore[attr-defined]
