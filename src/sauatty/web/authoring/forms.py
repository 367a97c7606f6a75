"""The forms of authoring. A part of a lesson has a form made from its shape: texts, lines, rows and plain values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.frameworks import load_frameworks
from sauatty.core.catalogue.lesson_checks import MAX_TITLE
from sauatty.core.catalogue.modules import load_modules
from sauatty.core.catalogue.resources import load_resources
from sauatty.core.languages import LANGUAGES
from sauatty.web.authoring import labels
from sauatty.web.authoring.parts import ID, MAX_ROWS, Part, RowShape, free_id, lines_as_texts, texts_as_lines
from sauatty.web.base.forms import HouseForm

MAX_TEXT = 20_000
SIGNS_A_LINE = 32
PRIMARY = "gmilaf."
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "public domain")


def competence_choices(language: str) -> list[tuple[str, str]]:
    """Return the twelve competences with their names."""
    nodes = (node for loaded in load_frameworks() for node in loaded.nodes if node.is_competence)
    return [
        (one.id, f"{one.id.removeprefix(PRIMARY)} {one.name.text(language)}")
        for one in nodes if one.id.startswith(PRIMARY)
    ]  # fmt: skip


def _text_field(
    label: Any, rows: int, language: str, help_text: Any = "", most: int = MAX_TEXT
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "lang": language})
    return forms.CharField(label=label, max_length=most, required=False, widget=widget, help_text=help_text)


def _rows(texts: Mapping[str, str], least: int) -> int:
    """Return how many lines a field has: as many as its longest text needs in a narrow column."""
    needed = (sum(1 + len(line) // SIGNS_A_LINE for line in text.split("\n")) for text in texts.values())
    return max(least, min(18, max(needed, default=0)))


def _plain_field(kind: str, name: str) -> forms.Field:
    label, language = labels.field_label(kind, name), get_language() or "kk"
    many = {"widget": forms.CheckboxSelectMultiple, "required": False, "label": label}
    choices = {"check": labels.CHECK_KINDS, "figure": labels.FIGURE_KINDS}.get(kind, {})
    made: dict[str, Any] = {
        "competences": lambda: forms.MultipleChoiceField(choices=competence_choices(language), **many),
        "audience": lambda: forms.MultipleChoiceField(choices=list(labels.AUDIENCES.items()), **many),
        "resources": lambda: forms.MultipleChoiceField(
            choices=[(one.id, one.title.text(language)) for one in load_resources().values()], **many
        ),
        "level": lambda: forms.ChoiceField(label=label, choices=list(labels.LEVELS.items())),
        "minutes": lambda: forms.IntegerField(label=label, min_value=0, max_value=600, required=kind == "head"),
        "kind": lambda: forms.ChoiceField(label=label, choices=list(choices.items())),
        "is_invented": lambda: forms.BooleanField(label=label, required=False),
        "is_right": lambda: forms.BooleanField(label=label, required=False),
        "id": lambda: forms.RegexField(
            ID.pattern, label=label, required=False,
            error_messages={"invalid": _("Small Latin letters, digits and hyphens.")},
        ),
        "url": lambda: forms.URLField(label=label, required=False, max_length=500, assume_scheme="https"),
        "checked": lambda: forms.ChoiceField(label=label, choices=list(labels.CHECKED.items())),
        "on": lambda: forms.RegexField(
            r"^\d{4}-\d\d-\d\d$", label=label, required=False,
            error_messages={"invalid": _("Write the day as 2026-11-22.")},
        ),
    }  # fmt: skip
    field: forms.Field = made[name]()
    return field


def _unset(field: forms.Field, name: str) -> Any:
    """Return what a field shows where the draft says nothing."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
        return field.choices[0][0]  # type: ignore[index]
    return name == "is_invented" or None


@dataclass(frozen=True, slots=True)
class Line:
    """One text in three languages, as fields beside each other."""

    label: Any
    fields: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a part: its plain fields, its texts, and the field that takes it out."""

    title: str
    plain: tuple[Any, ...]
    lines: tuple[Line, ...]
    gone: Any
    is_new: bool


@dataclass(frozen=True, slots=True)
class RowGroup:
    """All rows of one list."""

    title: Any
    key: str
    rows: tuple[Row, ...]


class PartForm(HouseForm):
    """A part of a lesson on its page. `seen` is the hash of what stood there when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, part: Part, leading: str, seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.leading = part, leading
        self.initial["seen"] = seen
        for name in (*part.shape.texts, *part.shape.lines):
            self._add_texts(name, name, self._texts(name))
        for name in part.shape.plain:
            self.fields[name] = _plain_field(part.kind, name)
            self.initial[name] = part.content.get(name, _unset(self.fields[name], name))
        for shape in part.shape.rows:
            self._add_rows(shape)
        for language in LANGUAGES:
            if language != leading:
                self.fields[f"fits_{language}"] = forms.BooleanField(
                    label=_("I have compared these texts with the leading ones: they still fit"),
                    required=False,
                )

    def _texts(self, name: str) -> Mapping[str, str]:
        found = self.part.content.get(name)
        return lines_as_texts(found or []) if name in self.part.shape.lines else found or {}

    def _add_texts(self, prefix: str, name: str, texts: Mapping[str, str], group: str = "") -> None:
        rows = _rows(texts, 2 if group else labels.LONG.get(name, 2))
        hint = _("One to a line, as many in each language.") if name in self.part.shape.lines else ""
        for language in LANGUAGES:
            label = labels.field_label(group or self.part.kind, name)
            most = MAX_TITLE if name == "title" else MAX_TEXT
            self.fields[f"{prefix}_{language}"] = _text_field(label, rows, language, hint, most)
            self.initial[f"{prefix}_{language}"] = texts.get(language, "")

    # --- rows ---

    def _add_rows(self, shape: RowShape) -> None:
        stored = list(self.part.content.get(shape.key) or [])
        n_rows = self._n_sent(shape) if self.is_bound else min(len(stored) + (2 if stored else 4), MAX_ROWS)
        self.fields[f"{shape.key}-n"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, max_value=60
        )
        self.initial[f"{shape.key}-n"] = n_rows
        for n in range(n_rows):
            row = stored[n] if n < len(stored) else {}
            prefix = f"{shape.key}-{n}"
            self.fields[f"{prefix}-place"] = forms.IntegerField(
                label=_("Place"), required=False, min_value=1, max_value=99
            )
            self.fields[f"{prefix}-own"] = forms.RegexField(
                ID.pattern, widget=forms.HiddenInput, required=False
            )
            self.fields[f"{prefix}-gone"] = forms.BooleanField(
                label=pgettext_lazy("a part", "Take out"), required=False
            )
            self.initial |= {f"{prefix}-place": n + 1, f"{prefix}-own": row.get("id", "")}
            for name in shape.plain:
                self.fields[f"{prefix}-{name}"] = _plain_field(self.part.kind, name)
                unset = _unset(self.fields[f"{prefix}-{name}"], name)
                self.initial[f"{prefix}-{name}"] = row.get(name, unset)
            for name in shape.texts:
                self._add_texts(f"{prefix}-{name}", name, row.get(name) or {}, shape.key)

    def _n_sent(self, shape: RowShape) -> int:
        sent = str(self.data.get(f"{shape.key}-n", ""))
        return min(int(sent), 60) if sent.isdecimal() else 0

    # --- shown ---

    def columns(self) -> list[dict[str, Any]]:
        """Return the texts by language, for the page."""
        names = (*self.part.shape.texts, *self.part.shape.lines)
        return [
            {
                "language": one, "is_leading": one == self.leading,
                "fields": [self[f"{name}_{one}"] for name in names],
                "fits": self[f"fits_{one}"] if f"fits_{one}" in self.fields else None,
            }
            for one in LANGUAGES
        ]  # fmt: skip

    def plain_fields(self) -> list[Any]:
        """Return the plain fields of the part itself."""
        return [self[name] for name in self.part.shape.plain]

    def groups(self) -> list[RowGroup]:
        """Return the rows, for the page."""
        return [
            RowGroup(labels.ROWS[shape.key], shape.key, tuple(self._rows_shown(shape)))
            for shape in self.part.shape.rows
        ]

    def _rows_shown(self, shape: RowShape) -> Iterator[Row]:
        n_rows = self._n_sent(shape) if self.is_bound else self.initial[f"{shape.key}-n"]
        stored = len(self.part.content.get(shape.key) or [])
        for n in range(n_rows):
            prefix = f"{shape.key}-{n}"
            lines = (
                Line(
                    labels.field_label(shape.key, name),
                    tuple(self[f"{prefix}-{name}_{one}"] for one in LANGUAGES),
                )
                for name in shape.texts
            )
            plain = (self[f"{prefix}-place"], *(self[f"{prefix}-{name}"] for name in shape.plain))
            title = gettext(labels.ROW[shape.key]) % {"n": n + 1}
            yield Row(title, plain, tuple(lines), self[f"{prefix}-gone"], n >= stored)

    def hidden(self) -> list[Any]:
        """Return what is sent without being seen."""
        return [field for field in self if field.is_hidden]

    # --- written ---

    def content(self) -> dict[str, Any]:
        """Return the part as a draft keeps it."""
        shape, found = self.part.shape, self.cleaned_data
        content: dict[str, Any] = {name: self._by_language(name) for name in shape.texts}
        content |= {name: texts_as_lines(self._by_language(name)) for name in shape.lines}
        content |= {name: found[name] for name in shape.plain}
        return content | {row.key: self._rows_written(row) for row in shape.rows}

    def _by_language(self, prefix: str) -> dict[str, str]:
        values = {language: self.cleaned_data[f"{prefix}_{language}"] for language in LANGUAGES}
        return {language: text for language, text in values.items() if text}

    def _rows_written(self, shape: RowShape) -> list[dict[str, Any]]:
        rows: list[tuple[int, dict[str, Any]]] = []
        for n in range(self.cleaned_data[f"{shape.key}-n"]):
            prefix = f"{shape.key}-{n}"
            texts = {name: self._by_language(f"{prefix}-{name}") for name in shape.texts}
            if any(texts.values()) and not self.cleaned_data[f"{prefix}-gone"]:
                rows.append((self.cleaned_data[f"{prefix}-place"] or n + 1, self._row(shape, prefix, texts)))
        found = [row for _place, row in sorted(rows, key=lambda one: one[0])]
        return _with_ids(found, shape.stem) if shape.stem else found

    def _row(self, shape: RowShape, prefix: str, texts: dict[str, Any]) -> dict[str, Any]:
        plain = {name: self.cleaned_data[f"{prefix}-{name}"] for name in shape.plain}
        own = plain.get("id") or self.cleaned_data[f"{prefix}-own"]
        if "minutes" in plain:
            plain["minutes"] = plain["minutes"] or 0
        return ({"id": own} if shape.stem else {}) | {k: v for k, v in plain.items() if k != "id"} | texts

    def fitting_languages(self) -> tuple[str, ...]:
        """Return the languages whose texts somebody compared with the leading ones."""
        return tuple(one for one in LANGUAGES if self.cleaned_data.get(f"fits_{one}"))


def _with_ids(rows: list[dict[str, Any]], stem: str) -> list[dict[str, Any]]:
    """Give an id to every new row; those that were there keep theirs, texts name them."""
    taken: set[str] = {row["id"] for row in rows if row["id"]}
    for row in rows:
        if not row["id"]:
            row["id"] = free_id(taken, stem)
            taken.add(row["id"])
    return rows


class HomeForm(HouseForm):
    """Where a lesson belongs, and whether it takes the place of the one that it is made from."""

    programme = forms.ChoiceField(label=_("Belongs to"))
    takes_place = forms.BooleanField(
        label=_("It takes the place of the lesson that it is made from, once it is published"), required=False
    )

    def __init__(
        self, *args: Any, homes: Sequence[tuple[str, str]], may_take_place: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = list(homes)  # type: ignore[attr-defined]
        if not may_take_place:
            del self.fields["takes_place"]


class StartForm(HomeForm):
    """A new lesson without texts."""

    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=MAX_TITLE, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=MAX_TITLE, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=MAX_TITLE, required=False)
    module = forms.ChoiceField(label=_("Module"))
    language = forms.ChoiceField(
        label=_("Leading language"), choices=settings.LANGUAGES,
        help_text=_("Texts in the other languages follow it: when it changes, they are marked."),
    )  # fmt: skip
    author = forms.CharField(
        label=_("Who is named as the author"), max_length=200,
        help_text=_("This name stands under every published version, for good."),
    )  # fmt: skip
    field_order = ("language", "title_kk", "title_ru", "title_en", "module", "author", "programme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        modules = [(one.id, one.title.text(get_language() or "kk")) for one in load_modules()]
        self.fields["module"].choices = modules  # type: ignore[attr-defined]
        asked, leading = gettext("Write the title in the leading language."), self.fields["language"]
        leading.help_text = f"{asked} {leading.help_text}"

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


class ImportForm(HomeForm):
    """A lesson as YAML file."""

    file = forms.FileField(label=_("File (.yaml of the schema lesson/1)"))
    field_order = ("file", "programme", "takes_place")


class AuthorForm(HouseForm):
    """Who is named, and which language leads."""

    author = forms.CharField(
        label=_("Who is named as the author"), max_length=200,
        help_text=_("This name stands under every published version, for good."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Leading language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in settings.LANGUAGES:
            self.fields[f"written_{language}"] = forms.CharField(
                label=_("Who wrote or translated it: %(language)s") % {"language": name}, max_length=200, required=False,
                help_text=_("A name, or 'machine'."),
            )  # fmt: skip


class PublishForm(HouseForm):
    """What is said about a version when it is published."""

    note = forms.CharField(label=_("What is new in this version"), max_length=500, required=False)
    accept_stale = forms.BooleanField(
        label=_("Texts that are out of date may go out as they are"), required=False
    )


class WithdrawForm(HouseForm):
    """Why a version is taken away from readers."""

    reason = forms.CharField(label=_("Why it is withdrawn"), max_length=500)


class LessonFileForm(HouseForm):
    """A picture or a file, with whose it is. Nothing goes in without author, source and licence."""

    file = forms.FileField(
        label=_("Picture (PNG, JPEG, WebP) or file (PDF, DOCX, PPTX)"),
        help_text=_("Pictures are drawn anew without what is hidden in them, such as the place where they were taken."),
    )  # fmt: skip
    author = forms.CharField(label=_("Author"), max_length=200)
    source = forms.CharField(
        label=_("Source: an address, or where it was made"), max_length=500,
        help_text=_("For your own picture: 'own picture', the place and the year."),
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[
            ("", "–"), *((one, one) for one in LICENCES), ("written permission", _("written permission of the author")),
        ],
    )  # fmt: skip
    alt_kk = forms.CharField(label=_("What the picture shows, in Kazakh"), max_length=500, required=False)
    alt_ru = forms.CharField(label=_("What the picture shows, in Russian"), max_length=500, required=False)
    alt_en = forms.CharField(label=_("What the picture shows, in English"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a picture in each language."""
        found = super().clean() or {}
        name = getattr(found.get("file"), "name", "").lower()
        if name.endswith((".png", ".jpg", ".jpeg", ".webp")):
            for language in LANGUAGES:
                if not (found.get(f"alt_{language}") or "").strip():
                    self.add_error(
                        f"alt_{language}", _("Say what the picture shows, for those who do not see it.")
                    )
        return found
