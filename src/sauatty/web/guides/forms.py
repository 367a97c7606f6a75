"""The forms of guides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.core.documents.guide_templates import chapter_slugs, guide_templates
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.guides.models import Challenge, Guide, Membership

Choices = Iterable[tuple[Any, Any]]
KINDS = Challenge.Kind.choices


def chapter_choices(language: str) -> list[tuple[str, str]]:
    """Return the chapters with their titles."""
    chapters = guide_templates().chapters
    return [(slug, chapters[slug].text(language)) for slug in chapter_slugs()]


class _Titles(HouseForm):
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)

    def titles(self) -> dict[str, str]:
        """Return the titles by language."""
        return {language: self.cleaned_data[f"title_{language}"].strip() for language in LANGUAGES}

    def need_titles(self, languages: Iterable[str]) -> None:
        """Say which titles are missing: a document has one in its own language."""
        for language in languages:
            if not (self.cleaned_data.get(f"title_{language}") or "").strip():
                self.add_error(f"title_{language}", _("Write the title in this language too."))


class _Policies(forms.Form):
    stale_policy = forms.ChoiceField(
        label=_("Texts that are missing or out of date in a language"),
        choices=Guide.StalePolicy.choices,
        initial=Guide.StalePolicy.BLOCK,
        widget=forms.RadioSelect,
    )
    signatures_needed = forms.IntegerField(
        label=_("Signatures needed for publication"), min_value=0, max_value=20, initial=1
    )
    is_public = forms.BooleanField(
        label=_("Published versions can be read by everybody, without signing in"), required=False
    )


class GuideForm(_Titles, _Policies):
    """A new guide on one edition."""

    programmes = forms.MultipleChoiceField(
        label=_("Subjects"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one subject.")},
    )
    grades = forms.MultipleChoiceField(
        label=_("Grades"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None chosen: all."),
    )
    source = forms.ChoiceField(label=_("Judgements that the guide is drafted from"), widget=forms.RadioSelect)
    standard = forms.ChoiceField(label=_("State standard"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple,
        initial=list(LANGUAGES), error_messages={"required": _("Choose at least one language.")},
    )  # fmt: skip
    leading = forms.ChoiceField(
        label=_("Leading language"),
        choices=settings.LANGUAGES,
        help_text=_("Texts in the other languages follow it: when it changes, they are marked."),
    )
    audience = forms.ChoiceField(
        label=_("Written for"), choices=Guide.Audience.choices, widget=forms.RadioSelect,
        initial=Guide.Audience.TEACHERS,
    )  # fmt: skip
    chapters = forms.MultipleChoiceField(
        label=_("Chapters"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one chapter.")},
    )  # fmt: skip
    field_order = (
        "title_kk", "title_ru", "title_en", "programmes", "grades", "source", "standard", "languages", "leading",
        "audience", "chapters", "stale_policy", "signatures_needed", "is_public",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in choices.items():
            self.fields[name].choices = list(values)  # type: ignore[attr-defined]
        self.fields["chapters"].initial = list(chapter_slugs())

    def clean(self) -> dict[str, Any]:
        """Hold the titles and the leading language against the chosen languages."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        languages = found.get("languages") or []
        self.need_titles(languages)
        if languages and found.get("leading") not in languages:
            self.add_error("leading", _("The leading language must be one of the languages of the guide."))
        return found

    def facts(self) -> dict[str, Any]:
        """Return what the service asks for."""
        found = self.cleaned_data
        others = [one for one in LANGUAGES if one in found["languages"] and one != found["leading"]]
        return {
            "titles": self.titles(),
            "grades": [int(grade) for grade in found["grades"]],
            "languages": [found["leading"], *others],
        } | {
            name: found[name]
            for name in ("source", "audience", "chapters", "stale_policy", "signatures_needed", "is_public")
        }


class SettingsForm(_Titles, _Policies):
    """What can be changed of a guide later."""

    field_order = ("title_kk", "title_ru", "title_en", "stale_policy", "signatures_needed", "is_public")

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._languages = list(languages)

    def clean(self) -> dict[str, Any]:
        """A guide keeps a title in each of its languages."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        self.need_titles(self._languages)
        return found

    def facts(self) -> dict[str, Any]:
        """Return what the service asks for."""
        names = ("stale_policy", "signatures_needed", "is_public")
        return {"titles": self.titles()} | {name: self.cleaned_data[name] for name in names}


class MemberForm(HouseForm):
    """A person, by whole name or e-mail, and their part."""

    who = forms.CharField(label=_("Full name or e-mail"), max_length=200)
    role = forms.ChoiceField(label=_("Part"), choices=Membership.Role.choices)


class TextForm(HouseForm):
    """A text in one language, and the revision that its writer saw."""

    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"), max_length=20_000, strip=False, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the text, or take the paragraph out.")},
    )  # fmt: skip
    is_new_meaning = forms.BooleanField(
        label=_("The meaning has changed: the other languages have to follow"), required=False
    )
    may_leave_out = forms.BooleanField(label=_("Figures are left out on purpose"), required=False)


class BlockForm(HouseForm):
    """A paragraph to be added."""

    KINDS = (("paragraph", _("paragraph")), ("bullets", _("list, one entry per line")), ("note", _("boxed remark")),
             ("heading", _("heading")))  # fmt: skip
    kind = forms.ChoiceField(label=_("What to add"), choices=KINDS)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(label=_("Text"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))


class CommentForm(HouseForm):
    """A comment on a paragraph."""

    text = forms.CharField(
        label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the comment first.")},
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("About the text in"), required=False, choices=[("", _("all languages")), *settings.LANGUAGES]
    )


class SignForm(HouseForm):
    """A signature."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    statement = forms.CharField(
        label=_("Statement"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        initial=_("I have read the guide and agree to its publication."),
    )  # fmt: skip


class PublishForm(HouseForm):
    """What the new version is about."""

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
    what = forms.ChoiceField(label=_("What"), choices=WHAT, widget=forms.RadioSelect, initial="pdf")
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
    """A workshop: no names, only how many came."""

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
