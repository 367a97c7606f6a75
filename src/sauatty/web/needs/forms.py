"""Forms of needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.needs.asking import SOURCES
from sauatty.web.needs.reporting import FORMATS
from sauatty.web.needs.researching import INTERNAL, PUBLIC, Choice, Research

_LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


class ReportForm(HouseForm):
    """Language, format, and whose codes count."""

    language = forms.ChoiceField(label=_("Language"), choices=_LANGUAGES)
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(one, name) for one, name in zip(FORMATS, ("Word (DOCX)", "PDF", "HTML"), strict=True)],
    )
    source = forms.ChoiceField(label=_("Open answers"), choices=list(SOURCES.items()))
    weighted = forms.BooleanField(label=_("Weight to the stated population"), required=False)

    def __init__(self, *args: Any, may_weight: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_weight:
            del self.fields["weighted"]

    def values(self) -> dict[str, Any]:
        """Return what was asked for."""
        return {"weighted": False, **self.cleaned_data}


class ResearchForm(HouseForm):
    """Which columns go out, for whom, and what is done where too few people share them."""

    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            (INTERNAL, _("a research group that keeps the data to itself")),
            (PUBLIC, _("publication, or anybody outside")),
        ],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the labels"), choices=_LANGUAGES)
    with_spss = forms.BooleanField(label=_("An SPSS file (.sav) beside the CSV files"), required=False)
    with_language = forms.BooleanField(
        label=_("With the language in which each person answered"), required=False
    )
    with_codes = forms.BooleanField(label=_("With the agreed codes of the open answers"), required=False)
    leave_out = forms.MultipleChoiceField(
        label=_("Leave out"), required=False, widget=forms.CheckboxSelectMultiple
    )
    pointing = forms.MultipleChoiceField(
        label=_("These could point at a person too"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reviewed = forms.MultipleChoiceField(
        label=_("I have read all of these answers; nobody can be recognised in them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups_rare = forms.BooleanField(label=_("Take rare answers together"), required=False)
    drops_small = forms.BooleanField(
        label=_("Leave out the responses that stand in groups that are too small"), required=False
    )

    def __init__(
        self, *args: Any, research: Research, hides_codes: bool, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        declared = [(one.id, one.text.text(language)) for one in research.declared]
        others = [(one.id, one.text.text(language)) for one in research.undeclared]
        self._choose("leave_out", [*declared, *others])
        self._choose("pointing", others)
        self._choose("reviewed", [(name, f"{text} ({n})") for name, text, n in research.texts(language)])
        if hides_codes:
            del self.fields["with_codes"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        if not choices:
            del self.fields[name]

    def choice(self) -> Choice:
        """Return what was asked for."""
        told = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in self.cleaned_data.items()
        }
        return Choice(**told)


class DirectorForm(HouseForm):
    """The institution for which a link is made."""

    organisation = forms.ChoiceField(label=_("Institution"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.choices = organisations
