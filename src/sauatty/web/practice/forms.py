"""What mentors, authors and readers type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.rubrics import Rubric
from sauatty.core.languages import LANGUAGE_NAMES
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.templatetags.house import pick

LONGEST = 4000
DECISIONS = [
    ("accept", _("Accept: it shows what it has to show")),
    ("more", _("Ask for more: say below what")),
]


class ReviewForm(HouseForm):
    """A level for each criterion, the decision, and words to the author."""

    sequence = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Words to the author"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is good, and one thing to try next time."),
    )  # fmt: skip

    def __init__(self, *args: Any, rubric: Rubric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in rubric.criteria:
            choices = [
                (code, f"{code} · {pick(rubric.levels[code])}: {pick(level)}")
                for code, level in enumerate(one.levels)
            ]
            self.fields[one.id] = forms.ChoiceField(
                label=f"{pick(one.name)}. {pick(one.question)}", choices=choices, widget=forms.RadioSelect
            )
        self.order_fields([one.id for one in rubric.criteria])
        self.criteria = [one.id for one in rubric.criteria]

    @property
    def levels(self) -> dict[str, str]:
        """Return the level of each criterion."""
        return {name: self.cleaned_data[name] for name in self.criteria}


class PublishForm(HouseForm):
    """Under which name, and with which pictures."""

    with_name = forms.TypedChoiceField(
        label=_("How you are named"), coerce=lambda value: value == "name", widget=forms.RadioSelect, initial="name",
        choices=[("name", _("with my name")), ("none", _("without a name"))],
    )  # fmt: skip
    photos = forms.MultipleChoiceField(
        label=_("Pictures"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agrees = forms.BooleanField(
        label=_("Everybody may read it, use it and change it if they name me (CC BY 4.0). I can withdraw it.")
    )

    def __init__(self, *args: Any, pictures: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.attachment_id), one.caption or one.attachment.name) for one in pictures]
        self.fields["photos"].choices = choices
        if not choices:
            del self.fields["photos"]


class LibraryForm(HouseForm):
    """What the library is narrowed to."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.SearchInput)
    competence = forms.ChoiceField(label=_("Competence"), required=False)
    audience = forms.ChoiceField(label=_("For whom"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("all")), *LANGUAGE_NAMES.items()]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(
        self, *args: Any, competences: list[Any], audiences: list[Any], regions: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("competence", competences), ("audience", audiences), ("region", regions)):
            self.fields[name].choices = [("", _("all")), *found]


class ObjectionForm(HouseForm):
    """What a reader has against an entry. `site` is a field that only machines fill in."""

    words = forms.CharField(
        label=_("What is unfit about it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    site = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )
