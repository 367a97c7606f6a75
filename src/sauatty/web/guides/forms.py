"""The forms of guides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.core.documents.guide_templates import chapter_slugs
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.guides.models import Guide, Membership

Choices = Iterable[tuple[Any, Any]]


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
