"""Choices and rows of a question: a grid of fields, or lines for lists that are long or come from a table."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.choice_lines import LONGEST_LABEL, choices_from_lines, with_codes
from sauatty.core.catalogue.instrument_drafts import CODE
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm

Part = Mapping[str, Any]
# A form of more fields than this is cut off by the server; longer lists are written as lines
MAX_GRID, MAX_CHOICES = 60, 1000


class _Coded(HouseForm):
    """A line of the grid of choices or rows: a code and a label in three languages."""

    code = forms.RegexField(
        CODE.pattern, label=_("Code"), max_length=40, required=False,
        error_messages={"invalid": _("Latin letters, digits, hyphens and underscores.")},
    )  # fmt: skip
    kk = forms.CharField(
        label=_("in Kazakh"),
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs={"lang": "kk"}),
    )
    ru = forms.CharField(
        label=_("in Russian"),
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ru"}),
    )
    en = forms.CharField(
        label=_("in English"),
        max_length=LONGEST_LABEL,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )

    def part(self) -> dict[str, Any]:
        """Return code and label as a draft keeps them; an empty line has neither."""
        found = self.cleaned_data
        label = {language: found[language] for language in LANGUAGES if found.get(language)}
        return {"code": found.get("code", ""), "label": label}


def _ids(text: str) -> list[str]:
    return text.replace(",", " ").split()


class ChoiceForm(_Coded):
    """One choice."""

    competences = forms.CharField(label=_("Competences"), max_length=300, required=False)
    score = forms.FloatField(label=_("Counts as (0 to 1)"), min_value=0, max_value=1, required=False)
    exclusive = forms.BooleanField(label=_("Leaves no other beside it"), required=False)

    def part(self) -> dict[str, Any]:
        """Return the choice as a draft keeps it."""
        found = self.cleaned_data
        own = {"score": found.get("score"), "exclusive": bool(found.get("exclusive"))}
        return super().part() | own | {"competences": _ids(found.get("competences", ""))}


class RowForm(_Coded):
    """One row of a table."""

    competences = forms.CharField(label=_("Competences"), max_length=300, required=False)
    foil = forms.BooleanField(label=_("A term that does not exist"), required=False)

    def part(self) -> dict[str, Any]:
        """Return the row as a draft keeps it."""
        found = self.cleaned_data
        return super().part() | {
            "competences": _ids(found.get("competences", "")),
            "foil": bool(found.get("foil")),
        }


class _Grid(BaseFormSet[Any]):
    """Lines with a place each; a line without code gets the next free one, an empty line is left out."""

    def clean(self) -> None:
        """Refuse codes that stand twice."""
        codes = [one.cleaned_data.get("code") for one in self._standing()]
        for one in self._standing():
            if one.cleaned_data.get("code") and codes.count(one.cleaned_data["code"]) > 1:
                one.add_error("code", _("This code stands twice."))

    def _standing(self) -> list[Any]:
        rows = [form for form in self.forms if hasattr(form, "cleaned_data")]
        filled = [form for form in rows if form.part()["label"] or form.part()["code"]]
        return [form for form in filled if not form.cleaned_data.get("DELETE")]

    def parts(self) -> list[dict[str, Any]]:
        """Return the lines by place, each with a code."""
        last = len(self.forms)
        rows = sorted(self._standing(), key=lambda form: form.cleaned_data.get("ORDER") or last)
        return with_codes([form.part() for form in rows])


def grid(form: type[_Coded]) -> Any:
    """Return the class of a grid of choices or rows."""
    return forms.formset_factory(
        form,
        formset=_Grid,
        extra=3,
        can_order=True,
        can_delete=True,
        max_num=MAX_GRID + 3,
        absolute_max=MAX_GRID + 10,
    )


ChoiceGrid, RowGrid = grid(ChoiceForm), grid(RowForm)


def grid_initial(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return choices or rows as a grid shows them."""
    return [
        {
            "code": part["code"],
            **(part.get("label") or {}),
            "score": part.get("score"),
            "exclusive": part.get("exclusive", False),
            "foil": part.get("foil", False),
            "competences": " ".join(part.get("competences") or ()),
            "ORDER": place,
        }  # fmt: skip
        for place, part in enumerate(parts, 1)
    ]


class LinesForm(HouseForm):
    """All choices of a question as lines: for pasting from a table, and for lists too long for fields."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    lines = forms.CharField(
        label=_("Choices"), required=False, max_length=500_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_(
            "One choice in a line: code | Kazakh | Russian | English | counts as (0 to 1) | exclusive | competences. "
            "Columns pasted from a table are fine too."
        ),
    )  # fmt: skip

    def clean_lines(self) -> list[dict[str, Any]]:
        """Read the lines; each that does not fit is named."""
        found, unfit = choices_from_lines(self.cleaned_data["lines"])
        if unfit:
            words = _(
                "These lines do not fit: %(lines)s. A line has a code, up to three labels, a number from 0 to 1 and a "
                "word."
            )
            raise forms.ValidationError(words % {"lines": ", ".join(map(str, unfit[:20]))})
        return self._checked(found)

    def _checked(self, choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
        codes = [one["code"] for one in choices]
        twice = sorted({code for code in codes if codes.count(code) > 1}) if len(codes) <= MAX_CHOICES else []
        if len(codes) > MAX_CHOICES:
            raise forms.ValidationError(_("There is room for %(most)s choices.") % {"most": MAX_CHOICES})
        if twice:
            raise forms.ValidationError(
                _("These codes stand twice: %(codes)s.") % {"codes": ", ".join(twice[:20])}
            )
        return choices
