"""The form of a test."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm, MomentField, TitledForm
from sauatty.web.base.texts import in_language
from sauatty.web.papers.models import Test

OPTIONAL = _("May be left empty.")
_YES_NO = [("yes", _("yes")), ("no", _("no"))]
FIELDS = (
    "opens_at", "closes_at", "minutes", "navigation", "shuffles", "may_be_offline", "attempts_allowed",
    "days_between", "release", "shows_rationales",
)  # fmt: skip


def paper_label(paper: Any) -> str:
    """Return how a paper is called where it is chosen."""
    kind = _("provisional") if paper.is_provisional else _("calibrated")
    said = _("Paper %(code)s, version %(number)s: %(n)s questions, %(languages)s, %(kind)s")
    return said % {
        "code": paper.code, "number": paper.number, "n": paper.n_items,
        "languages": " ".join(paper.languages), "kind": kind,
    }  # fmt: skip


class TestForm(TitledForm):
    """What a test is, and who takes it. `programme` is chosen when it is made and stays."""

    __test__ = False
    purpose = forms.ChoiceField(label=_("What it is for"), choices=Test.Purpose.choices)
    opens_at = MomentField(label=_("Opens"), help_text=OPTIONAL, required=False)
    closes_at = MomentField(label=_("Closes"), help_text=OPTIONAL, required=False)
    minutes = forms.IntegerField(
        label=_("Time limit in minutes"), help_text=_("May be left empty: then nobody is hurried."), required=False,
        min_value=1, max_value=600,
    )  # fmt: skip
    navigation = forms.ChoiceField(
        label=_("Questions on a page"),
        choices=Test.Navigation.choices,
        widget=forms.RadioSelect,
        initial="all",
    )
    shuffles = forms.BooleanField(
        label=_("Each person gets questions and options in an order of their own"),
        required=False,
        initial=True,
    )
    may_be_offline = forms.BooleanField(
        label=_("May be taken without a connection"), required=False,
        help_text=_("The page is saved on the device before. Results are marked ‘offline, unsupervised’."),
    )  # fmt: skip
    attempts_allowed = forms.IntegerField(label=_("Attempts"), min_value=1, max_value=50, initial=1)
    days_between = forms.IntegerField(
        label=_("Days between two attempts"), min_value=0, max_value=365, initial=0
    )
    release = forms.ChoiceField(
        label=_("Who sees the result, and when"), choices=Test.Release.choices, widget=forms.RadioSelect,
        initial="at-once",
    )  # fmt: skip
    shows_rationales = forms.BooleanField(
        label=_("With the result, show what was right and why"), required=False,
        help_text=_("Keys that are out cannot be called back: choose this for practice, or after everybody is done."),
    )  # fmt: skip

    def __init__(self, *args: Any, papers: Any, cohorts: Any, partners: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {str(one.pk): one for one in papers}
        self.cohorts = {str(one.pk): one for one in cohorts}
        self.partners = {str(one.pk): one for one in partners}
        rows = [("", _("none")), *((key, paper_label(one)) for key, one in self.papers.items())]
        self.fields["first_paper"] = forms.ChoiceField(
            label=_("Paper"), choices=rows, required=False,
            help_text=_("A test without a paper can be prepared, but not opened."),
        )  # fmt: skip
        self.fields["second_paper"] = forms.ChoiceField(
            label=_("Second paper"), choices=rows, required=False,
            help_text=_("Half of the people get the first paper, half the second one."),
        )  # fmt: skip
        if self.cohorts:
            self.fields["cohorts"] = forms.MultipleChoiceField(
                label=_("Cohorts that are asked"), widget=forms.CheckboxSelectMultiple, required=False,
                help_text=_("None chosen: everybody who takes part in the programme."),
                choices=[(key, in_language(one, "name")) for key, one in self.cohorts.items()],
            )  # fmt: skip
        if self.partners:
            self.fields["partner"] = forms.ChoiceField(
                label=_("Pair with"), required=False,
                help_text=_("Who takes one paper in the first test takes the other one in the last."),
                choices=[("", _("none")), *((key, in_language(one, "title")) for key, one in self.partners.items())],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error(f"title_{LANGUAGES[0]}", _("Write a title in at least one language."))
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("The end must lie after the beginning."))
        first, second = cleaned.get("first_paper"), cleaned.get("second_paper")
        if second and (not first or first == second):
            self.add_error("second_paper", _("Choose two different papers, or only the first one."))
        if cleaned.get("shows_rationales") and cleaned.get("release") == "never":
            self.add_error("shows_rationales", _("Nobody sees the result, so nothing can be shown with it."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields of the test without its titles."""
        return {name: self.cleaned_data[name] for name in ("purpose", *FIELDS)}

    @property
    def chosen_papers(self) -> list[Any]:
        """The papers that were chosen, by place."""
        keys = (self.cleaned_data["first_paper"], self.cleaned_data["second_paper"])
        return [self.papers[key] for key in keys if key]

    @property
    def chosen_cohorts(self) -> list[Any]:
        """The cohorts that were chosen."""
        return [self.cohorts[key] for key in self.cleaned_data.get("cohorts", ())]

    @property
    def chosen_partner(self) -> Any:
        """The test that was chosen as partner, or None."""
        return self.partners.get(self.cleaned_data.get("partner", ""))


class BeginForm(HouseForm):
    """For which programme a test is made."""

    programme = forms.ChoiceField(label=_("Programme"))

    def __init__(self, *args: Any, programmes: Any, may_be_public: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {str(one.pk): one for one in programmes}
        rows = [(key, in_language(one, "title")) for key, one in self.programmes.items()]
        public = [("public", _("no programme: practice for everybody"))] if may_be_public else []
        self.fields["programme"].choices = [*rows, *public]  # type: ignore[attr-defined]


class ReopenForm(HouseForm):
    """A new end for a test that is over."""

    closes_at = MomentField(label=_("Closes"), help_text=OPTIONAL, required=False)
