"""The forms of instruments."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.instrument_drafts import NAME, WITH_CHOICES
from sauatty.core.languages import LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.instruments import labels
from sauatty.web.instruments.models import Instrument

Part = Mapping[str, Any]
MAX_TEXT = 5000


def _three(label: Any, *, rows: int, length: int = MAX_TEXT) -> dict[str, forms.CharField]:
    """Return the fields of one text in three languages."""
    return {
        language: forms.CharField(
            label=label,
            max_length=length,
            required=False,
            widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
        )  # fmt: skip
        for language in LANGUAGES
    }


class TextsForm(HouseForm):
    """A part of an instrument with texts in three languages; `texts` says which, with label and height."""

    texts: Mapping[str, tuple[Any, int]] = {}
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, leading: str = "kk", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leading = leading
        for name, (label, rows) in self.texts.items():
            self.fields |= {f"{name}_{code}": field for code, field in _three(label, rows=rows).items()}
        for language in LANGUAGES:
            if language != leading:
                self.fields[f"fits_{language}"] = forms.BooleanField(
                    label=_("I have compared these texts with the leading ones: they still fit"),
                    required=False,
                )

    def text_values(self) -> dict[str, dict[str, str]]:
        """Return the texts as a draft keeps them; empty ones are left out."""
        return {name: self._by_language(name) for name in self.texts}

    def _by_language(self, name: str) -> dict[str, str]:
        values = {language: self.cleaned_data[f"{name}_{language}"] for language in LANGUAGES}
        return {language: text for language, text in values.items() if text}

    def fitting_languages(self) -> tuple[str, ...]:
        """Return the languages whose texts somebody compared with the leading ones."""
        return tuple(one for one in LANGUAGES if self.cleaned_data.get(f"fits_{one}"))


def text_initial(part: Part, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of a part as fields show them."""
    return {
        f"{name}_{language}": (part.get(name) or {}).get(language, "")
        for name in names
        for language in LANGUAGES
    }


def _name_field() -> forms.RegexField:
    return forms.RegexField(
        NAME.pattern, label=_("Name in data and conditions"), max_length=40,
        help_text=_("Latin letters, digits and underscores, such as age_group. Conditions elsewhere follow a new name."),
        error_messages={"invalid": _("Begin with a small Latin letter; then small letters, digits and underscores.")},
    )  # fmt: skip


class HeadForm(TextsForm):
    """What stands before and behind the questions."""

    texts = {"title": (_("Title"), 2), "about": (_("Introduction"), 5), "closing": (_("Closing words"), 3)}
    kind = forms.ChoiceField(label=_("Purpose"), choices=Instrument.Kind.choices)
    audience = forms.ChoiceField(label=_("Asked of"), choices=labels.AUDIENCES)
    languages = forms.MultipleChoiceField(
        label=_("Languages that must be complete"), choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one language.")},
        help_text=_("A version can be published when nothing is missing in these languages."),
    )  # fmt: skip
    leading = forms.ChoiceField(
        label=_("Leading language"), choices=settings.LANGUAGES,
        help_text=_("Texts in the other languages follow it: when it changes, they are marked."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a title in the leading language."""
        found = super().clean() or {}
        if found.get("leading") and not found.get(f"title_{found['leading']}"):
            self.add_error(f"title_{found['leading']}", _("Write the title in the leading language."))
        return found


class SectionForm(TextsForm):
    """The title, the text and the condition of a section."""

    texts = {"title": (_("Title of the section"), 2), "text": (_("Text above its questions"), 3)}
    id = _name_field()
    when = forms.CharField(
        label=_("Shown when"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(TextsForm):
    """One question without its choices and rows."""

    texts = {
        "text": (_("Question"), 3),
        "hint": (_("Hint"), 2),
        "check_message": (_("Message where the constraint is broken"), 2),
    }
    id = _name_field()
    kind = forms.ChoiceField(label=_("Kind of question"), choices=list(labels.KINDS.items()))
    required = forms.BooleanField(label=_("Has to be answered"), required=False)
    when = forms.CharField(
        label=_("Shown when"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    check = forms.CharField(
        label=_("Constraint"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    minimum = forms.FloatField(label=_("Smallest value"), required=False)
    maximum = forms.FloatField(label=_("Largest value, or most choices"), required=False)
    length = forms.IntegerField(
        label=_("Longest text, in characters"), required=False, min_value=1, max_value=100_000
    )
    allow_other = forms.BooleanField(label=_("Add the choice 'other' with a text of its own"), required=False)
    list_name = forms.RegexField(
        NAME.pattern, label=_("Name of a shared list"), max_length=40, required=False,
        help_text=_("Empty: the choices are this question's own. Questions with the same list share its choices."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Role in the analysis"), choices=list(labels.ROLES.items()), required=False
    )
    competences = forms.MultipleChoiceField(
        label=_("Competences that it asks about"), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_quasi_identifier = forms.BooleanField(
        label=_("Together with other answers it could point at a person"), required=False
    )

    def __init__(
        self, *args: Any, competences: Sequence[tuple[str, str]] = (), own_name: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competences"].choices = list(competences)  # type: ignore[attr-defined]
        if own_name and not NAME.match(own_name):
            # a name from a file that is not ours to change stays as it is
            self.fields["id"] = forms.CharField(label=self.fields["id"].label, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Look at bounds together."""
        found = super().clean() or {}
        low, high = found.get("minimum"), found.get("maximum")
        if low is not None and high is not None and low > high:
            self.add_error("maximum", _("The largest value is below the smallest one."))
        return found

    def question(self) -> dict[str, Any]:
        """Return the question as a draft keeps it, without choices and rows."""
        found = self.cleaned_data
        plain = (
            "id", "kind", "required", "when", "check", "minimum", "maximum", "allow_other", "role", "competences",
            "is_quasi_identifier",
        )  # fmt: skip
        question = {name: found[name] for name in plain} | self.text_values()
        if found["kind"] not in WITH_CHOICES:
            question["allow_other"] = False
        if found["length"]:
            question["length"] = found["length"]
        return question


class TakeOverForm(HouseForm):
    """Where a shipped instrument is copied to."""

    programme = forms.ChoiceField(label=_("Belongs to"))

    def __init__(self, *args: Any, programmes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = list(programmes)  # type: ignore[attr-defined]


class StartForm(TakeOverForm):
    """A new instrument."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=300, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Purpose"), choices=Instrument.Kind.choices)
    language = forms.ChoiceField(
        label=_("Leading language"), choices=settings.LANGUAGES,
        help_text=_("Texts in the other languages follow it: when it changes, they are marked."),
    )  # fmt: skip
    field_order = ("title_kk", "title_ru", "title_en", "kind", "language", "programme")

    def clean(self) -> dict[str, Any]:
        """Ask for a title in the leading language."""
        found = super().clean() or {}
        if found.get("language") and not (found.get(f"title_{found['language']}") or "").strip():
            self.add_error(f"title_{found['language']}", _("Write the title in the leading language."))
        return found

    def titles(self) -> dict[str, str]:
        """Return the titles by language; empty ones are left out."""
        values = {language: self.cleaned_data[f"title_{language}"].strip() for language in LANGUAGES}
        return {language: text for language, text in values.items() if text}


class FileForm(TakeOverForm):
    """An XLSForm or a YAML file; it begins an instrument, or takes the place of a draft."""

    file = forms.FileField(label=_("File (.xlsx of XLSForm, or .yaml)"))

    def __init__(self, *args: Any, is_replacing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_replacing:
            del self.fields["programme"]


class PublishForm(HouseForm):
    """What is said about a version when it is published."""

    note = forms.CharField(label=_("What is new in this version"), max_length=500, required=False)
    accept_stale = forms.BooleanField(
        label=_("Texts that are out of date may go out as they are"), required=False
    )
