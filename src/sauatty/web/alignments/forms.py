"""Forms of alignments: a review to start, hours of teaching, what to confirm."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core import catalogue
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.alignments.figures import FRAMEWORK
from sauatty.web.alignments.scoping import Parts, Scope
from sauatty.web.base.forms import HouseForm
from sauatty.web.curricula.titles import area_name, subject_name
from sauatty.web.frameworks import selectors as frameworks

# Names of subjects, not of competences.
NOT_FOR_REVIEWS = frozenset({"kzareas"})
ORDERS = (
    ("given", _("in the order of the document")),
    ("relevant-first", _("those first that are probably relevant; the order learns from the decisions")),
)
BLIND = (
    ("yes", _("without seeing proposals of the machine (blind)")),
    ("no", _("seeing the machine's proposals")),
)


class ReviewForm(HouseForm):
    """What a review takes and how it is done. One title is enough."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    subject_area = forms.ChoiceField(label=_("Learning area"), required=False)
    subject_id = forms.ChoiceField(label=_("Subject"), required=False)
    grades = forms.MultipleChoiceField(
        label=_("Grades"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty to take every grade."),
    )
    framework = forms.ChoiceField(label=_("Framework"))
    codebook = forms.ChoiceField(
        label=_("Coding manual"), help_text=_("The review keeps this version, also when a newer one appears.")
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, widget=forms.RadioSelect, initial="given")
    is_blind = forms.ChoiceField(
        label=_("Coders decide"), choices=BLIND, widget=forms.RadioSelect, initial="yes"
    )
    target_recall = forms.IntegerField(
        label=_("Relevant objectives to be found, in percent"),
        min_value=50,
        max_value=100,
        initial=95,
        help_text=_(
            "Where the probably relevant ones come first, coders can stop once this share is very likely found."
        ),
    )
    n_coders_wanted = forms.IntegerField(
        label=_("Coders for each objective"),
        min_value=2,
        max_value=5,
        initial=2,
        help_text=_("Two or more: with one coder nothing can be said about agreement."),
    )

    def __init__(self, *args: Any, parts: Parts, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % {"language": LANGUAGE_NAMES[code]},
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self._set("subject_area", [("", _("all")), *_counted(parts.areas, area_name, language)])
        self._set("subject_id", [("", _("all")), *_counted(parts.subjects, subject_name, language)])
        self._set("grades", [(str(grade), f"{grade} ({n})") for grade, n in parts.grades.items()])
        self._set("framework", _frameworks(language))
        self.fields["framework"].initial = FRAMEWORK
        self._set("codebook", _codebooks(language))
        self.order_fields([f"title_{code}" for code in LANGUAGES])

    def _set(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles as typed, each on one line."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    @property
    def scope(self) -> Scope:
        """Return which objectives are taken."""
        cleaned = self.cleaned_data
        return Scope(
            cleaned.get("subject_area", ""),
            cleaned.get("subject_id", ""),
            tuple(int(grade) for grade in cleaned.get("grades", ())),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", _("Write the title in at least one language."))
        return cleaned


def initial_request() -> uuid.UUID:
    """Return the id under which a review is asked for: sent twice, it begins once."""
    return uuid.uuid4()


def _counted(counts: dict[str, int], name: Any, language: str) -> list[tuple[str, str]]:
    named = [(slug, f"{name(slug, language)} ({n})") for slug, n in counts.items()]
    return sorted(named, key=lambda pair: pair[1])


def _frameworks(language: str) -> list[tuple[str, str]]:
    """Return what objectives can be judged by: the primary framework, national versions, then the others."""
    known = {one.id for one in catalogue.load_frameworks()}
    usable = [one for one in frameworks.list_usable_frameworks() if one.id not in NOT_FOR_REVIEWS]
    usable.sort(key=lambda one: (one.id != FRAMEWORK, one.id in known, one.id))
    return [(one.id, one.title.text(language)) for one in usable]


def _codebooks(language: str) -> list[tuple[str, str]]:
    return [
        (f"{one.id} {one.version}", f"{one.title.text(language)}, {one.version}")
        for one in catalogue.load_codebooks()
    ]
