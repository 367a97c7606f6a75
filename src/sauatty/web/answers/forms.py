"""The forms of answers."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.tables import PastedTableForm


def _in_rows(form: forms.Form, names: Sequence[str]) -> list[list[Any]]:
    trios = [[form[f"{name}_{code}"] for code in LANGUAGES] for name in names]
    shown = {field.name for row in trios for field in row}
    rest = [[field] for field in form.visible_fields() if field.name not in shown]
    return [
        *[row for row in rest if row[0].name == "part"],
        *trios,
        *[row for row in rest if row[0].name != "part"],
    ]


class TitledForm(HouseForm):
    """A form with a title in three languages, of which one is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title, %(language)s") % {"language": LANGUAGE_NAMES[code]}, max_length=300,
                required=False, widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
        self.order_fields([f"title_{code}" for code in LANGUAGES])

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles as typed, each on one line."""
        return {code: " ".join(self.cleaned_data.get(f"title_{code}", "").split()) for code in LANGUAGES}

    @property
    def rows(self) -> list[list[Any]]:
        """Return the visible fields: those of the three languages together, then the others."""
        return _in_rows(self, ["title"])

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        values = super().clean() or self.cleaned_data
        if not any(self.titles.values()):
            self.add_error("title_kk", gettext("Write the title in at least one language."))
        return values


class CodingForm(TitledForm):
    """How an open question is to be coded."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    codebook = forms.ChoiceField(
        label=_("Codebook"),
        help_text=_("The coding keeps this version; it moves to a newer one only when you say so."),
    )
    attributes = forms.MultipleChoiceField(
        label=_("What coders see of the respondent beside the answer"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Never a name. What fewer than five respondents share is left out of single answers by itself; the order "
            "of this list decides what stays."
        ),
    )  # fmt: skip
    is_grouped = forms.BooleanField(
        label=_("Code equal answers once"), required=False,
        help_text=_("Equal apart from capitals and spaces. What coders decide counts for everybody who wrote it."),
    )  # fmt: skip
    n_coders_wanted = forms.IntegerField(
        label=_("Coders for each answer"), min_value=2, max_value=5, initial=2,
        help_text=_("Two or more: with one coder nothing can be said about agreement."),
    )  # fmt: skip

    def __init__(self, *args: Any, books: Any, attributes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, fields = get_language() or "kk", self.fields
        fields["codebook"].choices = [  # type: ignore[attr-defined]
            (f"{one.id} {one.version}", f"{one.title.text(here)}, {one.version}") for one in books
        ]
        fields["attributes"].choices = [(one.id, one.text.text(here)) for one in attributes]  # type: ignore[attr-defined]

    @property
    def book(self) -> tuple[str, str]:
        """Return slug and version of the codebook."""
        slug, _space, version = self.cleaned_data["codebook"].rpartition(" ")
        return slug, version


class FileForm(HouseForm):
    """A file to read."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"required": _("Choose a file first."), "empty": _("This file is empty.")},
    )

    def __init__(self, *args: Any, accept: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = accept


class CodesForm(PastedTableForm):
    """A table of codes, and whose they are."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"empty": _("This file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    coder = forms.ChoiceField(label=_("Whose codes these are"))

    def __init__(self, *args: Any, coders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(label, _("Coder %(label)s") % {"label": label}) for label in coders]
        self.fields["coder"].choices = named  # type: ignore[attr-defined]


class BeginForm(TitledForm):
    """A codebook of one's own, as a copy of another one."""

    programme = forms.ChoiceField(label=_("Programme"))
    source = forms.ChoiceField(label=_("Begin with a copy of"))

    def __init__(self, *args: Any, programmes: Any, books: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here, fields = get_language() or "kk", self.fields
        fields["programme"].choices = programmes  # type: ignore[attr-defined]
        fields["source"].choices = [  # type: ignore[attr-defined]
            (f"{one.id} {one.version}", f"{one.title.text(here)}, {one.version}") for one in books
        ]


class TitleForm(TitledForm):
    """The title of a codebook, with the draft that its writer has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class TextsForm(HouseForm):
    """Name, text and lists of a part or a grade in three languages side by side; one line of a list is one entry."""

    lists: tuple[str, ...] = ("examples",)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("What it is called"), "text": _("When it is given"), "rules": _("Rules, one a line"),
            "examples": _("Examples, one a line"),
        }  # fmt: skip
        for name in ("name", "text", *self.lists):
            for code in LANGUAGES:
                attrs = {"lang": code, **({} if name == "name" else {"rows": 4})}
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{labels[name]}, {LANGUAGE_NAMES[code]}", required=False,
                    max_length=200 if name == "name" else 4000,
                    widget=forms.TextInput(attrs=attrs) if name == "name" else forms.Textarea(attrs=attrs),
                )  # fmt: skip

    @property
    def rows(self) -> list[list[Any]]:
        """Return the visible fields: those of the three languages together."""
        return _in_rows(self, ["name", "text", *self.lists])

    def clean(self) -> dict[str, Any]:
        """Ask for a name in at least one language."""
        values = super().clean() or self.cleaned_data
        if not any(values.get(f"name_{code}") for code in LANGUAGES):
            self.add_error("name_kk", gettext("Write the name in at least one language."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Return the content as a draft has it; the same line of each language is one entry of a list."""
        found: dict[str, Any] = {name: self._texts(name) for name in ("name", "text")}
        for name in self.lists:
            columns = {code: self.cleaned_data.get(f"{name}_{code}", "").splitlines() for code in LANGUAGES}
            longest = max(len(lines) for lines in columns.values())
            rows = [
                {
                    code: lines[n].strip()
                    for code, lines in columns.items()
                    if n < len(lines) and lines[n].strip()
                }
                for n in range(longest)
            ]
            found[name] = [row for row in rows if row]
        return found

    def _texts(self, name: str) -> dict[str, str]:
        given = {code: self.cleaned_data.get(f"{name}_{code}", "").strip() for code in LANGUAGES}
        return {code: text for code, text in given.items() if text}

    @classmethod
    def initial_of(cls, row: dict[str, Any], revision: int) -> dict[str, Any]:
        """Return what the form shows of a draft's part or grade."""
        initial: dict[str, Any] = {"revision": revision, "competences": row.get("competences", [])}
        for code in LANGUAGES:
            for name in ("name", "text"):
                initial[f"{name}_{code}"] = (row.get(name) or {}).get(code, "")
            for name in cls.lists:
                initial[f"{name}_{code}"] = "\n".join(one.get(code, "") for one in row.get(name, []))
        return initial


class PartForm(TextsForm):
    """A part: texts, rules, and the competences that it shows."""

    lists = ("rules", "examples")
    part = forms.SlugField(
        label=_("Short name"), max_length=40, required=False,
        help_text=_("Small Latin letters, digits and hyphens, such as 'check-source'. It stays for ever."),
    )  # fmt: skip
    competences = forms.MultipleChoiceField(
        label=_("Competences that it shows"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, competences: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competences"].choices = competences  # type: ignore[attr-defined]
        if is_new:
            self.fields["part"].required = True
        else:
            del self.fields["part"]

    @property
    def values(self) -> dict[str, Any]:
        """Return the content with its competences."""
        return {**super().values, "competences": self.cleaned_data["competences"]}


class RecodeForm(HouseForm):
    """What becomes of each part in another version."""

    is_new_judged = forms.BooleanField(
        label=_("Parts that are new have to be looked for in all answers judged so far"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, old: Any, new: Any, usual: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = get_language() or "kk"
        self.old = old
        targets = [(one.id, one.name.text(here)) for one in new.parts]
        for one in old.parts:
            self.fields[f"part_{one.id}"] = forms.MultipleChoiceField(
                label=one.name.text(here), required=False, choices=targets, initial=list(usual[one.id]),
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.fields["grades_again"] = forms.MultipleChoiceField(
            label=_("Grades that mean something else now: their answers are decided again"), required=False,
            choices=[(str(one.code), one.name.text(here)) for one in old.grades],
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.order_fields([f"part_{one.id}" for one in old.parts])

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Return old id → new ids."""
        return {one.id: tuple(self.cleaned_data[f"part_{one.id}"]) for one in self.old.parts}
