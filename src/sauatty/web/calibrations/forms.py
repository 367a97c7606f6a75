"""What one chooses when asking for an analysis."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import HouseForm

MODELS = {
    "auto": _("chosen by the points of the questions"),
    "rasch": _("Rasch: one difficulty for each question"),
    "2pl": _("two parameters (from about 250 people on)"),
    "pcm": _("partial credit"),
}
GROUPINGS = {
    "language": _("language of the answers"),
    "region": _("region"),
    "locality": _("town or village"),
    "workplace": _("kind of organisation"),
    "cohort": _("cohort"),
}


class TestsForm(HouseForm):
    """Which tests an analysis rests on: all that count together, or one of them."""

    __test__ = False
    test = forms.ChoiceField(label=_("Tests"), required=False)

    def __init__(self, *args: Any, tests: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["test"].choices = [("", _("all together")), *tests]


class CalibrationForm(TestsForm):
    """The tests and the model of a calibration."""

    model = forms.ChoiceField(label=_("Model"), choices=list(MODELS.items()), initial="auto")


class ComparisonForm(TestsForm):
    """The tests and the groups of a comparison; cohorts only where there are two."""

    by = forms.ChoiceField(label=_("Groups"), choices=list(GROUPINGS.items()), initial="language")

    def __init__(self, *args: Any, has_cohorts: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_cohorts:
            self.fields["by"].choices = [pair for pair in GROUPINGS.items() if pair[0] != "cohort"]


class DriftForm(HouseForm):
    """The two versions of parameters to compare."""

    old = forms.TypedChoiceField(label=_("Earlier version"), coerce=int)
    new = forms.TypedChoiceField(label=_("Later version"), coerce=int)

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, initial in (("old", numbers[1:2]), ("new", numbers[:1])):
            self.fields[name].choices = [(number, str(number)) for number in numbers]
            self.fields[name].initial = initial[0] if initial else None


def form_of(
    kind: str, numbers: list[int], tests: Sequence[tuple[str, str]], data: Any = None, *, has_cohorts: bool = True
) -> HouseForm | None:  # fmt: skip
    """Return the form of a kind of analysis, None where there is nothing to choose.

    `numbers` are those of the versions of parameters, `tests` ids and titles of the tests that count.
    Cohorts are offered for comparison only where there are two (`has_cohorts`).
    """
    if kind == "drift":
        return DriftForm(data, numbers=numbers, auto_id=f"{kind}_%s")
    if kind == "dif":
        return ComparisonForm(data, tests=tests, has_cohorts=has_cohorts, auto_id=f"{kind}_%s")
    made = {"items": TestsForm, "calibration": CalibrationForm}.get(kind)
    return made(data, tests=tests, auto_id=f"{kind}_%s") if made else None


class ReportForm(HouseForm):
    """Language and format of the report."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()))
    format = forms.ChoiceField(label=_("Format"), choices=[("pdf", "PDF"), ("docx", "DOCX (Word)")])
