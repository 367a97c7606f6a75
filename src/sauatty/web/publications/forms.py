"""The forms of publications."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.publications.models import Challenge

Choices = Iterable[tuple[Any, Any]]
KINDS = Challenge.Kind.choices


class _LookedForm(HouseForm):
    """Asks whether the texts that leave figures out have been looked at, where there are such texts."""

    has_looked = forms.BooleanField(
        label=_("I have looked at the texts that show other figures (listed above)"), required=False
    )

    def __init__(self, *args: Any, must_look: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not must_look:
            del self.fields["has_looked"]


class SignForm(_LookedForm):
    """A signature."""

    field_order = ("sha256", "statement", "has_looked")

    sha256 = forms.CharField(widget=forms.HiddenInput)
    statement = forms.CharField(
        label=_("Statement"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        initial=_("I have read the guide and agree to its publication."),
    )  # fmt: skip


class PublishForm(_LookedForm):
    """What the new version is about."""

    field_order = ("note", "has_looked")

    note = forms.CharField(
        label=_("What is new in this version, in one sentence"), max_length=500, required=False
    )


class OutputForm(HouseForm):
    """A file to be made."""

    WHAT = (
        ("pdf", _("the guide as PDF")), ("docx", _("the guide as DOCX")),
        ("summary", _("summary of one subject on one page (PDF)")),
        ("bundle", _("everything for a regional workshop (ZIP: guide, slides, task sheets)")),
    )  # fmt: skip
    what = forms.ChoiceField(label=_("Which file"), choices=WHAT, widget=forms.RadioSelect, initial="pdf")
    language = forms.ChoiceField(label=_("Language"))
    scope = forms.ChoiceField(label=_("Subject of the summary"), required=False)

    def __init__(self, *args: Any, languages: Choices, scopes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)  # type: ignore[attr-defined]
        self.fields["scope"].choices = list(scopes)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only a summary is about one subject."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("what") != "summary":
            found["scope"] = ""
        return found


class SendForm(HouseForm):
    """The language that goes out to Word."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)  # type: ignore[attr-defined]


class ReturnForm(HouseForm):
    """A file that comes back."""

    file = forms.FileField(
        label=_("The edited file"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class WorkshopForm(HouseForm):
    """A workshop: no names, only how many came. The key makes a form that is sent twice one workshop."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    held_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    region = forms.ChoiceField(label=_("Region"))
    n_participants = forms.IntegerField(label=_("Number of participants"), min_value=1, max_value=5000)

    def __init__(self, *args: Any, regions: Choices, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]
        self._today = today

    def clean_held_on(self) -> Any:
        """A workshop is recorded once it was held."""
        day = self.cleaned_data["held_on"]
        if day > self._today:
            raise forms.ValidationError(
                _("This day is still to come. Record the workshop after it was held.")
            )
        return day


class ChallengeForm(HouseForm):
    """What stood in the way."""

    subject_id = forms.ChoiceField(label=_("Subject"), required=False)
    kind = forms.ChoiceField(label=_("What it is about"), choices=Challenge.Kind.choices)
    language = forms.ChoiceField(label=_("Language of the words"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("What stood in the way"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of people or schools."),
    )  # fmt: skip

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject_id"].choices = list(subjects)  # type: ignore[attr-defined]


class LinkForm(HouseForm):
    """The paragraphs that a challenge concerns."""

    blocks = forms.MultipleChoiceField(
        label=_("Paragraphs"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, blocks: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["blocks"].choices = list(blocks)  # type: ignore[attr-defined]
