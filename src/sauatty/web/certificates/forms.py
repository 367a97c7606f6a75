"""The forms of certificates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sauatty.core.catalogue import load_frameworks
from sauatty.core.documents.certificate_facts import LAYOUTS, MOST_LOGOS, MOST_SIGNERS
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES, Translated, format_date
from sauatty.web.base.forms import HouseForm, TitledForm
from sauatty.web.base.tables import PastedTableForm
from sauatty.web.base.texts import in_language
from sauatty.web.certificates.models import Award, Certificate
from sauatty.web.entitlements.rules import Rule, RuleForm, all_rules

LAYOUT_WORDS = {"classic": gettext_lazy("festive, with a frame"), "plain": gettext_lazy("plain")}
LANGUAGE_SETS = {
    "": gettext_lazy("the language of each holder"),
    **{code: LANGUAGE_NAMES[code] for code in LANGUAGES},
    **{
        f"{one},{other}": f"{LANGUAGE_NAMES[one]} + {LANGUAGE_NAMES[other]}"
        for one in LANGUAGES for other in LANGUAGES if one != other
    },
}  # fmt: skip
PREFIX = r"^[^\s<>\"'=+@][^<>\"'\r\n]*$"
FRAMEWORK = "gmilaf"
PICTURE = {"accept": ".png,.svg"}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule on the form: whether it is asked for, and its settings."""

    rule: Rule
    form: RuleForm
    is_asked: bool

    @property
    def name(self) -> str:
        """Return the name of its checkbox."""
        return f"asked-{self.rule.key}"


class AwardForm(TitledForm):
    """A kind of certificate: what it says and what it asks for."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Award.Kind.choices)
    about = forms.ChoiceField(
        label=gettext_lazy("For which training"), choices=[],
        help_text=gettext_lazy("Its days and its place stand on the certificate."),
    )  # fmt: skip
    academic_hours = forms.IntegerField(
        label=gettext_lazy("Academic hours"), min_value=0, max_value=9999, required=False,
        help_text=gettext_lazy("Left empty: those of the training."),
    )  # fmt: skip
    design = forms.ChoiceField(label=gettext_lazy("Design"), choices=[], required=False)
    number_prefix = forms.RegexField(
        PREFIX, label=gettext_lazy("How register numbers begin"), max_length=20, required=False,
        help_text=gettext_lazy("For example the year and a dash: the first number is then 2026-0001."),
    )  # fmt: skip
    competences = forms.MultipleChoiceField(
        label=gettext_lazy("Competences that it stands for"), choices=[], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self, *args: Any, programme: Any, events: Sequence[Any], series: Sequence[Any], designs: Sequence[Any],
        rules: Sequence[dict[str, Any]] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.programme, self.events, self.series, self.designs = programme, events, series, designs
        usual = [("", _("a plain one to begin with"))]
        choices = {
            "about": list(self._abouts()), "competences": list(_competences()),
            "design": [(str(one.pk), one.name) for one in designs] or usual,
        }  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        self.rule_rows = list(self._rule_rows({one["rule"]: one.get("settings") or {} for one in rules}))

    def _abouts(self) -> Iterator[tuple[str, str]]:
        for one in self.events:
            yield f"event:{one.pk}", _event_words(one)
        for one in self.series:
            yield f"series:{one.pk}", _("%(series)s (all regions)") % {"series": in_language(one, "title")}
        yield "programme", _("the whole programme")

    def _rule_rows(self, known: dict[str, Any]) -> Iterator[RuleRow]:
        for rule in all_rules():
            is_asked = bool(self.data.get(f"asked-{rule.key}")) if self.is_bound else rule.key in known
            form = rule.settings_form(
                self.data if self.is_bound and is_asked else None, prefix=rule.key, programme=self.programme,
                settings=known.get(rule.key),
            )  # fmt: skip
            yield RuleRow(rule, form, is_asked)

    def is_valid(self) -> bool:
        """Look at the settings of the rules too."""
        is_valid = super().is_valid()
        asked = [row for row in self.rule_rows if row.is_asked]
        if self.is_bound and not asked:
            self.add_error(None, _("Choose at least one rule: who is given the certificate?"))
        return all([row.form.is_valid() for row in asked]) and is_valid and bool(asked)

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least."""
        values = super().clean() or {}
        if not any(self.titles.values()):
            self.add_error(None, _("Write the title in at least one language."))
        return values

    def values(self) -> dict[str, Any]:
        """Return what `services.make_award` takes; the design is None where a plain one is to be made."""
        told = self.cleaned_data
        kind, _colon, id = told["about"].partition(":")
        event = next((one for one in self.events if kind == "event" and str(one.pk) == id), None)
        series = next((one for one in self.series if kind == "series" and str(one.pk) == id), None)
        hours = told["academic_hours"]
        return {
            "kind": told["kind"], "event": event, "series": series, "competences": told["competences"],
            "academic_hours": hours if hours is not None else self._hours_of(event, series),
            "number_prefix": told["number_prefix"],
            "rules": [
                {"rule": row.rule.key, "settings": row.form.clean_settings()} for row in self.rule_rows if row.is_asked
            ],
            "design": next((one for one in self.designs if str(one.pk) == told["design"]), None),
        }  # fmt: skip

    def _hours_of(self, event: Any, series: Any) -> int:
        if event is not None:
            return int(event.academic_hours)
        editions = [
            one.academic_hours for one in self.events if series is not None and one.series_id == series.pk
        ]
        return max(editions, default=0)

    def plain_fields(self) -> list[Any]:
        """The fields that are neither titles nor competences."""
        return [field for field in self.other_fields() if field.name != "competences"]


def _event_words(event: Any) -> str:
    """Tell editions of one training apart: by region and first day."""
    begins = getattr(event, "begins_at", None)
    day = format_date(timezone.localtime(begins).date(), get_language() or "kk") if begins else ""
    region = in_language(event.region, "name") if event.region else ""
    return ", ".join(part for part in (in_language(event, "title"), region, day) if part)


def _competences() -> Iterator[tuple[str, str]]:
    language = get_language() or "kk"
    shipped = next(one for one in load_frameworks() if one.id == FRAMEWORK)
    for one in shipped.competences:
        yield one.id, f"{one.code} {one.name.text(language)}"


class DesignForm(HouseForm):
    """How certificates look: the organisation, its logos, who signs."""

    name = forms.CharField(label=gettext_lazy("Name of the design, for yourselves"), max_length=120)
    layout = forms.ChoiceField(
        label=gettext_lazy("Look"), choices=[(one, LAYOUT_WORDS[one]) for one in LAYOUTS]
    )
    languages = forms.ChoiceField(
        label=gettext_lazy("Languages on the sheet"), choices=list(LANGUAGE_SETS.items()), required=False
    )

    def __init__(self, *args: Any, design: Any = None, **kwargs: Any) -> None:
        self.design = design
        super().__init__(*args, initial=_design_initial(design), **kwargs)
        for code in LANGUAGES:
            self.fields[f"organisation_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code],
                max_length=250,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.logo_names = self._picture_fields("logo", len(design.logos) if design else 0, MOST_LOGOS)
        for place in range(1, MOST_SIGNERS + 1):
            self._signer_fields(place)

    def _picture_fields(self, name: str, n_known: int, most: int) -> list[str]:
        for place in range(1, n_known + 1):
            self.fields[f"{name}_{place}_off"] = forms.BooleanField(
                label=_("Take logo %(n)s away") % {"n": place}, required=False
            )
        if n_known < most:
            self.fields[f"{name}_new"] = forms.FileField(
                label=_("Add a logo"), required=False, widget=forms.ClearableFileInput(attrs=PICTURE),
                help_text=_("PNG or SVG, up to 2 MB."),
            )  # fmt: skip
        return [one for one in self.fields if one.startswith(f"{name}_")]

    def _signer_fields(self, place: int) -> None:
        self.fields[f"signer_{place}"] = forms.CharField(label=_("Name"), max_length=200, required=False)
        for code in LANGUAGES:
            label = _("Post (%(language)s)") % {"language": LANGUAGE_NAMES[code]}
            self.fields[f"post_{place}_{code}"] = forms.CharField(
                label=label, max_length=250, required=False, widget=forms.TextInput(attrs={"lang": code})
            )
        self.fields[f"hand_{place}"] = forms.FileField(
            label=_("Picture of the signature"), required=False, widget=forms.ClearableFileInput(attrs=PICTURE),
            help_text=_("PNG or SVG; without one there is a line to sign by hand."),
        )  # fmt: skip
        if self._known_signer(place).get("picture"):
            self.fields[f"hand_{place}_off"] = forms.BooleanField(
                label=_("Take the picture of the signature away"), required=False
            )

    def _known_signer(self, place: int) -> dict[str, Any]:
        known = self.design.signers if self.design else []
        return dict(known[place - 1]) if place <= len(known) else {}

    def basics(self) -> list[Any]:
        """Return the first fields."""
        return [self[name] for name in ("name", "layout", "languages")]

    def organisations(self) -> list[Any]:
        """Return the name of the organisation in each language."""
        return [self[f"organisation_{code}"] for code in LANGUAGES]

    def logos(self) -> list[Any]:
        """Return the fields of the logos."""
        return [self[name] for name in self.logo_names]

    def signers(self) -> list[list[Any]]:
        """Return the fields of each who signs."""
        return [
            [self[name] for name in self.fields if name in (f"signer_{n}",) or name.startswith((f"post_{n}_", f"hand_{n}"))]
            for n in range(1, MOST_SIGNERS + 1)
        ]  # fmt: skip

    def uploads(self) -> dict[str, Any]:
        """Return the pictures that were sent, by field."""
        return {name: one for name, one in self.files.items() if name in self.fields and one}

    def values(self, kept: dict[str, str]) -> dict[str, Any]:
        """Return what `services.make_design` takes; `kept` are the ids of new pictures by field."""
        told = self.cleaned_data
        return {
            "name": told["name"], "layout": told["layout"],
            "languages": [one for one in told["languages"].split(",") if one],
            **{f"organisation_{code}": told[f"organisation_{code}"] for code in LANGUAGES},
            "logos": self._logos(kept), "signers": list(self._signers(kept)),
        }  # fmt: skip

    def _logos(self, kept: dict[str, str]) -> list[str]:
        known = list(self.design.logos) if self.design else []
        left = [one for place, one in enumerate(known, 1) if not self.cleaned_data.get(f"logo_{place}_off")]
        return list(dict.fromkeys([*left, *([kept["logo_new"]] if "logo_new" in kept else [])]))

    def _signers(self, kept: dict[str, str]) -> Iterator[dict[str, str]]:
        told = self.cleaned_data
        for place in range(1, MOST_SIGNERS + 1):
            if not told[f"signer_{place}"]:
                continue
            known = "" if told.get(f"hand_{place}_off") else self._known_signer(place).get("picture", "")
            yield {
                "name": told[f"signer_{place}"], "picture": kept.get(f"hand_{place}", known),
                **{f"post_{code}": told[f"post_{place}_{code}"] for code in LANGUAGES},
            }  # fmt: skip


def _design_initial(design: Any) -> dict[str, Any]:
    if design is None:
        return {}
    found = {name: getattr(design, name) for name in ("name", "layout")}
    found |= {f"organisation_{code}": getattr(design, f"organisation_{code}") for code in LANGUAGES}
    found["languages"] = ",".join(design.languages)
    for place, one in enumerate(design.signers, 1):
        found[f"signer_{place}"] = one["name"]
        found |= {f"post_{place}_{code}": one.get(f"post_{code}", "") for code in LANGUAGES}
    return found


class CorrectForm(TitledForm):
    """What is to stand on the certificate instead."""

    holder = forms.CharField(label=gettext_lazy("Name of the holder"), max_length=200)
    academic_hours = forms.IntegerField(label=gettext_lazy("Academic hours"), min_value=0, max_value=9999)
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label=gettext_lazy("Why, for the register"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip

    def changes(self, printed: Any) -> dict[str, Any]:
        """Return the fields that differ from what is printed."""
        told = self.cleaned_data
        wanted = {name: told[name] for name in ("academic_hours", "starts_on", "ends_on")}
        wanted |= {"holder": " ".join(told["holder"].split()), "title": Translated(**self.titles)}
        return {name: value for name, value in wanted.items() if value != getattr(printed, name)}


_REVOKED_FOR = ("mistake", "untrue", "request", "other")


class RevokeForm(HouseForm):
    """Why a certificate holds no more."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Reason, as everybody sees it who checks the certificate"),
        choices=[(one.value, one.label) for one in Certificate.Ended if one.value in _REVOKED_FOR],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=gettext_lazy("In your words, for the holder and the register"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Another reason needs words."""
        values = super().clean() or {}
        if values.get("kind") == "other" and not values.get("why", "").strip():
            self.add_error("why", _("Write which reason it is."))
        return values


_FORMS = (("xlsx", "Excel"), ("docx", "Word"), ("csv", "CSV"))
_RETURNING = (
    ("signatures", gettext_lazy("signature sheet: the days of receipt are taken over")),
    ("register", gettext_lazy("register: compared, nothing is changed")),
)
_LISTS = (
    ("register", gettext_lazy("register of certificates")), ("signatures", gettext_lazy("signature sheet")),
    ("participants", gettext_lazy("list of participants")),
)  # fmt: skip


class ListForm(HouseForm):
    """Which list, in which format."""

    which = forms.ChoiceField(label=gettext_lazy("List"), choices=_LISTS)
    form = forms.ChoiceField(label=gettext_lazy("Format"), choices=_FORMS)

    def __init__(self, *args: Any, has_people: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_people:
            self.fields["which"].choices = list(_LISTS[:2])  # type: ignore[attr-defined]


class ReturnForm(PastedTableForm):
    """A list that comes back."""

    which = forms.ChoiceField(label=gettext_lazy("What it is"), choices=_RETURNING, widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("Excel, Word or CSV, with its row of headings."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx,.csv"}),
    )  # fmt: skip


class CodeForm(HouseForm):
    """The code of a certificate, as somebody types it."""

    code = forms.CharField(
        label=gettext_lazy("Code of the certificate"), max_length=120,
        help_text=gettext_lazy("It stands beside the QR code. Groups, dashes and small letters do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class FileForm(HouseForm):
    """The PDF of a certificate."""

    file = forms.FileField(
        label=gettext_lazy("PDF of the certificate"), allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
        help_text=gettext_lazy("It is compared and not kept."),
    )  # fmt: skip


def ids_of(values: Sequence[str]) -> list[UUID]:
    """Return the ids among some values."""
    found = []
    for one in values:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
