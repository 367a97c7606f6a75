"""The form of an item, made from its draft: labels, texts in three languages, options, key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.item_drafts import NO_IDEA, Body
from sauatty.core.catalogue.items import ITEM_KINDS, SETTINGS
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES
from sauatty.web.base.forms import HouseForm
from sauatty.web.items import labels

MAX_TEXT, MAX_ROWS, SIGNS_A_LINE = 4_000, 12, 30
LICENCES = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "all rights reserved")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CREDITS = [("0", _("0 points")), ("1", _("1 point")), ("2", _("2 points: serves best"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One text in three languages, as fields beside each other."""

    label: Any
    fields: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option or target on the page: its texts, its part of the key, and the field that takes it out."""

    id: str
    title: str
    lines: tuple[Line, ...]
    mark: Any
    gone: Any


def _lines_needed(text: str, least: int) -> int:
    return max(least, min(12, sum(1 + len(line) // SIGNS_A_LINE for line in text.split("\n"))))


class ItemForm(HouseForm):
    """The draft of an item on its page. `seen` is the hash of what stood there when the page was made."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    kind = forms.ChoiceField(label=_("Kind"))
    competence = forms.ChoiceField(label=_("Competence"), required=False)
    demand = forms.TypedChoiceField(label=_("Cognitive demand"), coerce=int)
    setting = forms.ChoiceField(label=_("Setting"))
    scoring = forms.ChoiceField(label=_("Points"))
    difficulty = forms.FloatField(
        label=_("Provisional difficulty"), min_value=-4, max_value=4,
        help_text=_("A guess from -2 (easy) to 2 (hard) until answers are there. Nothing is decided by it."),
    )  # fmt: skip
    is_negative = forms.BooleanField(label=_("Asks for what is not so"), required=False)
    is_invented = forms.BooleanField(label=_("What is judged is invented for the test"), required=False)
    enemies = forms.CharField(
        label=_("Questions that must not stand beside it"), required=False, max_length=500,
        help_text=_("Their names, with commas. A question that gives its answer away belongs here."),
    )  # fmt: skip
    idea_text = forms.CharField(label=_("Idea"), required=False, max_length=500)
    idea_lesson = forms.CharField(
        label=_("Lesson that it rests on"),
        required=False,
        max_length=130,
        help_text=_("such as copyright/licences"),
    )
    idea_url = forms.URLField(
        label=_("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    licence = forms.ChoiceField(label=_("Licence"))
    language = forms.ChoiceField(label=_("Leading language"), choices=list(LANGUAGE_NAMES.items()))

    def __init__(self, *args: Any, body: Body, leading: str, seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self._set_choices()
        self._set_initial(body, leading, seen)
        self._add_texts("stimulus", _("What is judged (may be empty)"), body.get("stimulus"), 3)
        self._add_texts("stem", _("Question"), body.get("stem"), 2)
        for row in self._options():
            self._add_option(row)
        for row in self._targets():
            self._add_texts(f"t-{row['id']}-text", _("Text"), row.get("text"), 1)
            self.fields[f"t-{row['id']}-gone"] = _gone()
        for one in LANGUAGES:
            self._add_language(one, leading)

    def _set_choices(self) -> None:
        chosen: dict[str, Any] = {
            "kind": [(one, labels.KINDS[one]) for one in ITEM_KINDS],
            "competence": [("", _("not chosen yet")), *labels.competence_choices()],
            "demand": [(n, f"{n}. {name}") for n, name in labels.demand_names().items()],
            "setting": [(one, labels.SETTINGS[one]) for one in SETTINGS],
            "scoring": list(labels.SCORINGS.items()),
            "licence": [(one, one) for one in LICENCES],
        }
        for name, choices in chosen.items():
            self._choices(name, choices, self._now(name))

    def _choices(self, name: str, choices: list[tuple[Any, Any]], now: Any) -> None:
        """Offer what is known, and what stands there although it is not known: a form may lose nothing."""
        known = {str(value) for value, _name in choices}
        field: Any = self.fields[name]
        field.choices = choices if str(now) in known else [*choices, (now, now)]

    def _now(self, name: str) -> Any:
        provenance = self.body.get("provenance") or {}
        if name == "licence":
            return provenance.get("licence") or "CC-BY-4.0"
        return self.body.get(name) or {"scoring": "exact"}.get(name, "")

    def _set_initial(self, body: Body, leading: str, seen: str) -> None:
        idea, provenance = body.get("idea") or {}, body.get("provenance") or {}
        said = idea.get("text", "")
        self.initial |= {
            name: self._now(name)
            for name in ("kind", "competence", "demand", "setting", "scoring", "licence")
        }
        self.initial |= {
            "seen": seen, "difficulty": body.get("difficulty", 0.0), "is_negative": body.get("is_negative", False),
            "is_invented": body.get("is_invented", False), "enemies": ", ".join(body.get("enemies") or ()),
            "idea_text": "" if said == NO_IDEA else said, "idea_lesson": idea.get("lesson", ""),
            "idea_url": idea.get("url", ""), "author": provenance.get("author", ""), "language": leading,
        }  # fmt: skip

    def _add_texts(self, prefix: str, label: Any, texts: Mapping[str, str] | None, least: int) -> None:
        needed = max(_lines_needed(text, least) for text in [*(texts or {}).values(), ""])
        for one in LANGUAGES:
            widget = forms.Textarea(attrs={"rows": needed, "lang": one})
            name = f"{prefix}_{one}"
            self.fields[name] = forms.CharField(
                label=label, max_length=MAX_TEXT, required=False, widget=widget
            )
            self.initial[name] = (texts or {}).get(one, "")

    def _add_option(self, row: Mapping[str, Any]) -> None:
        prefix = f"o-{row['id']}"
        self._add_texts(f"{prefix}-text", _("Text"), row.get("text"), 2)
        self._add_texts(f"{prefix}-why", _("Why it is right or wrong"), row.get("why"), 3)
        field, value = self._mark_field(row)
        self.fields[f"{prefix}-mark"], self.initial[f"{prefix}-mark"] = field, value
        self.fields[f"{prefix}-gone"] = _gone()

    def _mark_field(self, row: Mapping[str, Any]) -> tuple[forms.Field, Any]:
        kind = self._kind()
        if kind == "order":
            place = forms.IntegerField(label=_("Place"), min_value=1, max_value=99, required=False)
            return place, row.get("place")
        if kind == "match":
            targets = [(one["id"], _target_name(one)) for one in self._targets()]
            known = [("", _("not chosen yet")), *targets]
            return forms.ChoiceField(label=_("Goes with"), choices=known, required=False), row.get(
                "goes_with", ""
            )
        if kind == "judgement":
            return forms.ChoiceField(label=_("Points"), choices=_CREDITS, required=False), str(
                row.get("credit", 0)
            )
        return forms.BooleanField(label=_("This option is right"), required=False), row.get("is_right", False)

    def _add_language(self, language: str, leading: str) -> None:
        written = (self.body.get("provenance") or {}).get("written") or {}
        self.fields[f"written_{language}"] = forms.ChoiceField(
            label=_("Who wrote the text"), choices=list(labels.WRITTEN.items())
        )
        self._choices(f"written_{language}", list(labels.WRITTEN.items()), written.get(language, "person"))
        self.initial[f"written_{language}"] = written.get(language, "person")
        if language != leading:
            self.fields[f"fits_{language}"] = forms.BooleanField(
                label=_("I have compared these texts with the leading ones: they still fit"), required=False
            )

    def _kind(self) -> str:
        """Return the kind that the fields of the key are made for: the stored one."""
        return str(self.body["kind"])

    def _options(self) -> Sequence[Mapping[str, Any]]:
        return self.body.get("options") or []

    def _targets(self) -> Sequence[Mapping[str, Any]]:
        return self.body.get("targets") or []

    # --- shown ---

    def line(self, prefix: str, label: Any) -> Line:
        """Return one text in three languages."""
        return Line(label, tuple(self[f"{prefix}_{one}"] for one in LANGUAGES))

    def head_lines(self) -> list[Line]:
        """Return what stands before the options."""
        is_judged = self._kind() != "highlight"
        stimulus = [self.line("stimulus", self.fields["stimulus_kk"].label)] if is_judged else []
        return [*stimulus, self.line("stem", self.fields["stem_kk"].label)]

    def option_rows(self) -> Iterator[OptionRow]:
        """Yield the options with their part of the key."""
        for row in self._options():
            prefix, name = f"o-{row['id']}", gettext("Option %(id)s") % {"id": row["id"]}
            lines = (
                self.line(f"{prefix}-text", _("Text")),
                self.line(f"{prefix}-why", _("Why it is right or wrong")),
            )
            yield OptionRow(row["id"], name, lines, self[f"{prefix}-mark"], self[f"{prefix}-gone"])

    def target_rows(self) -> Iterator[OptionRow]:
        """Yield what the options of a match are given to."""
        for row in self._targets():
            prefix, name = f"t-{row['id']}", gettext("Target %(id)s") % {"id": row["id"]}
            yield OptionRow(
                row["id"], name, (self.line(f"{prefix}-text", _("Text")),), None, self[f"{prefix}-gone"]
            )

    def label_fields(self) -> list[Any]:
        """Return the fields that say what the item is."""
        names = ("kind", "competence", "demand", "setting", "scoring", "difficulty")
        return [self[name] for name in (*names, "is_invented", "is_negative")]

    def source_fields(self) -> list[Any]:
        """Return the fields that say where it comes from."""
        names = ("idea_text", "idea_lesson", "idea_url", "enemies", "author", "licence", "language")
        return [self[name] for name in (*names, *(f"written_{one}" for one in LANGUAGES))]

    def fit_fields(self, stale: Sequence[str]) -> list[Any]:
        """Return the fields by which somebody says that a translation still fits."""
        return [self[f"fits_{one}"] for one in stale if f"fits_{one}" in self.fields]

    def with_what_stands(self, seen: str) -> Any:
        """Return what was sent, with the texts of options that the sender's page did not have: none may get lost."""
        found = self.data.copy()
        for name, field in self.fields.items():
            if name not in found and not isinstance(field, forms.BooleanField):
                found[name] = self.initial.get(name, "")
        found["seen"] = seen
        return found

    # --- written ---

    def content(self, action: str = "") -> Body:
        """Return the item as a draft keeps it; `action` 'add-option' or 'add-target' adds an empty one."""
        found = self.cleaned_data
        options = [self._option(row["id"]) for row in self._options() if not found[f"o-{row['id']}-gone"]]
        targets = [
            {"id": row["id"], "text": self._texts(f"t-{row['id']}-text")}
            for row in self._targets() if not found[f"t-{row['id']}-gone"]
        ]  # fmt: skip
        if action == "add-option" and len(options) < MAX_ROWS:
            options.append({"id": _free(options, ""), "text": {}, "why": {}})
        needs_targets = found["kind"] == "match" and not targets
        if (action == "add-target" or needs_targets) and len(targets) < MAX_ROWS:
            targets.append({"id": _free(targets, "t"), "text": {}})
        body = {
            name: found[name] for name in ("kind", "competence", "demand", "setting", "scoring", "difficulty")
        }
        body |= {"is_negative": found["is_negative"], "is_invented": found["is_invented"], "options": options}
        body |= {"stimulus": self._texts("stimulus"), "stem": self._texts("stem")}
        body |= {"targets": targets if found["kind"] == "match" else []}
        return {
            **self._kept(),
            **body,
            "idea": self._idea(),
            "enemies": self._enemies(),
            "provenance": self._provenance(),
        }

    def _kept(self) -> Body:
        return {key: self.body[key] for key in ("id",) if key in self.body}

    def _option(self, id: str) -> dict[str, Any]:
        found, kind = self.cleaned_data, self.cleaned_data["kind"]
        row = {"id": id, "text": self._texts(f"o-{id}-text"), "why": self._texts(f"o-{id}-why")}
        if kind != self._kind():  # the key of another kind says nothing of this one
            both = {"single", "multiple", "highlight"}
            return row | ({"is_right": bool(found[f"o-{id}-mark"])} if {kind, self._kind()} <= both else {})
        mark = found[f"o-{id}-mark"]
        if kind == "order":
            return row | {"place": mark or 0}
        if kind == "match":
            return row | {"goes_with": mark or ""}
        return row | ({"credit": int(mark or 0)} if kind == "judgement" else {"is_right": bool(mark)})

    def _texts(self, prefix: str) -> dict[str, str]:
        values = {one: self.cleaned_data[f"{prefix}_{one}"] for one in LANGUAGES}
        return {one: text for one, text in values.items() if text}

    def _idea(self) -> dict[str, str]:
        found = self.cleaned_data
        return {
            "text": found["idea_text"] or NO_IDEA,
            "lesson": found["idea_lesson"],
            "url": found["idea_url"],
        }

    def _enemies(self) -> list[str]:
        names = (one.strip() for one in self.cleaned_data["enemies"].replace(";", ",").split(","))
        return sorted({one for one in names if one})

    def _provenance(self) -> dict[str, Any]:
        found, kept = self.cleaned_data, self.body.get("provenance") or {}
        written = {one: found[f"written_{one}"] for one in LANGUAGES}
        return {**kept, "author": found["author"], "licence": found["licence"], "written": written}

    def fitting_languages(self) -> tuple[str, ...]:
        """Return the languages whose texts somebody compared with the leading ones."""
        return tuple(one for one in LANGUAGES if self.cleaned_data.get(f"fits_{one}"))


def _gone() -> forms.BooleanField:
    return forms.BooleanField(label=pgettext_lazy("a part", "Take out"), required=False)


def _target_name(row: Mapping[str, Any]) -> str:
    text = next((row["text"][one] for one in LANGUAGES if (row.get("text") or {}).get(one)), "")
    return f"{row['id']}: {text}"[:80]


def _free(rows: Sequence[Mapping[str, Any]], prefix: str) -> str:
    taken = {row["id"] for row in rows}
    names = (f"t{n}" for n in range(1, 99)) if prefix else iter([*_LETTERS, *(f"o{n}" for n in range(1, 99))])
    return next(name for name in names if name not in taken)
