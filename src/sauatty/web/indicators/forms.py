"""Forms of indicators. Percent are typed as percent and kept as fractions; a comma is as good as a point."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sauatty.core.catalogue.indicators import load_indicators
from sauatty.core.languages import LANGUAGE_NAMES, LANGUAGES, format_number
from sauatty.web.base.forms import HouseForm
from sauatty.web.base.texts import in_language
from sauatty.web.indicators import selectors
from sauatty.web.indicators.models import Indicator, Level, LogRow, Unit
from sauatty.web.indicators.showing import language, name_of

OLDEST = date(2000, 1, 1)
# What a value of a unit can be at all: lowest and highest, as it is typed.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "count": (0, 100_000_000), "share": (-100, 100), "index": (0, 1), "points": (-1000, 1000),
    "standard deviations": (-20, 20),
}  # fmt: skip


class NumberField(forms.FloatField):
    """A number as people type it: 1 234,5 as well as 1234.5, with or without a percent sign."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, required=kwargs.pop("required", False), **kwargs)

    def to_python(self, value: Any) -> float | None:
        """Read it; what is no number is refused with a sentence."""
        typed = "".join(str(value or "").split()).replace("\u2212", "-").removesuffix("%")
        return super().to_python(typed.replace(",", "."))


class UnitForm(HouseForm):
    """A form whose numbers are in the unit of an indicator: `numbers` names the fields."""

    numbers: tuple[str, ...] = ()

    def unit(self) -> str:
        """Return the unit in which the numbers are typed."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that the unit cannot have; keep percent as fractions."""
        found = super().clean() or self.cleaned_data
        unit = self.unit()
        low, high = BOUNDS.get(unit, BOUNDS["points"])
        for name in self.numbers:
            value = found.get(name)
            if value is not None and not low <= value <= high:
                said = {"low": format_number(low, language()), "high": format_number(high, language())}
                self.add_error(
                    name,
                    forms.ValidationError(_("Here stands a number from %(low)s to %(high)s."), params=said),
                )
            elif value is not None and unit == "share":
                found[name] = value / 100
        return found


def typed(value: float | None, unit: str) -> str:
    """Return a number as it is typed into a field."""
    if value is None:
        return ""
    shown = round(value * 100, 6) if unit == "share" else value
    return f"{shown:.12g}"


class TargetForm(UnitForm):
    """Baseline, target and reviewer: what is set for ready indicators and those of one's own alike."""

    numbers = ("baseline", "target")
    baseline = NumberField(label=_("Where it stood before (baseline)"), help_text=_("May be left empty."))
    target = NumberField(label=_("Where it shall come (target)"), help_text=_("May be left empty."))
    target_source = forms.CharField(
        label=_("Where baseline and target come from"), max_length=250, required=False,
        help_text=_("For example: the contract, the report of last year. May be left empty."),
    )  # fmt: skip
    reviewer = forms.ChoiceField(
        label=_("Who checks the values"), required=False,
        help_text=_("Somebody who reads the figures of this programme. Who entered a value cannot check it."),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Any, indicator: Indicator | None = None, **kwargs: Any) -> None:
        self.indicator = indicator
        self._people = {str(one.pk): one for one in selectors.list_reviewers(programme)}
        if indicator is not None:
            kwargs.setdefault("initial", self._initial(indicator))
        super().__init__(*args, **kwargs)
        named = [(key, one.name) for key, one in self._people.items()]
        self.fields["reviewer"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    @staticmethod
    def _initial(one: Indicator) -> dict[str, Any]:
        return {
            "baseline": typed(one.baseline, one.unit), "target": typed(one.target, one.unit),
            "target_source": one.target_source, "reviewer": str(one.reviewer_id or ""),
        }  # fmt: skip

    def unit(self) -> str:
        """Return the unit of the indicator."""
        return self.indicator.unit if self.indicator is not None else ""

    def facts(self) -> dict[str, Any]:
        """What is set."""
        found = {name: self.cleaned_data[name] for name in ("baseline", "target", "target_source")}
        return found | {"reviewer": self._people.get(self.cleaned_data["reviewer"])}

    def texts(self) -> dict[str, str]:
        """The words: those of a ready indicator are not changed."""
        return {}


class OwnForm(TargetForm):
    """An indicator of one's own."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    unit_key = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    formula = forms.CharField(
        label=_("How it is counted"), max_length=250, required=False,
        help_text=_("In words. For example: libraries with a corner for media literacy ÷ all libraries of the region"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where the values come from"), max_length=250,
        help_text=_("For example: reports of the regional libraries"),
    )  # fmt: skip
    by_region = forms.BooleanField(label=_("Values are told apart by region"), required=False)
    is_less_better = forms.BooleanField(label=_("Less is better"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, label, length in (("name", _("Title"), 250), ("definition", _("Definition"), 600)):
            for code in LANGUAGES:
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=_("%(label)s, %(language)s") % {"label": label, "language": LANGUAGE_NAMES[code]},
                    max_length=length, required=False, widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                )  # fmt: skip
        words = [name for name in self.fields if name.startswith(("name_", "definition_"))]
        self.order_fields([*words, "level", "unit_key", "formula", "source", "by_region", "is_less_better"])

    @staticmethod
    def _initial(one: Indicator) -> dict[str, Any]:
        same = ("level", "formula", "source", "by_region", "is_less_better")
        words = [f"{field}_{code}" for field in ("name", "definition") for code in LANGUAGES]
        return {
            **TargetForm._initial(one), **{name: getattr(one, name) for name in (*same, *words)}, "unit_key": one.unit,
        }  # fmt: skip

    def unit(self) -> str:
        """Return the unit that was chosen."""
        return str(self.cleaned_data.get("unit_key", ""))

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language at least; the unit stays once there are values."""
        found = super().clean()
        if not any(found.get(f"name_{code}", "").strip() for code in LANGUAGES):
            self.add_error(f"name_{LANGUAGES[0]}", _("Write the name in one language at least."))
        one, unit = self.indicator, self.unit()
        if one is not None and unit not in ("", one.unit) and selectors.has_values(one):
            self.add_error(
                "unit_key",
                _("There are values in the old unit, so it stays. Declare a new indicator instead."),
            )
        return found

    def facts(self) -> dict[str, Any]:
        """What is declared."""
        same = ("level", "formula", "source", "by_region", "is_less_better")
        return {**super().facts(), **{name: self.cleaned_data[name] for name in same}, "unit": self.unit()}

    def texts(self) -> dict[str, str]:
        """Name and definition as typed, on one line each."""
        names = [f"{field}_{code}" for field in ("name", "definition") for code in LANGUAGES]
        return {name: " ".join(self.cleaned_data.get(name, "").split()) for name in names}


class ReadyForm(HouseForm):
    """Ready indicators of the library, several at once."""

    ready = forms.MultipleChoiceField(label=_("Ready indicators"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [one for one in load_indicators() if one.id not in set(taken)]
        self.fields["ready"].choices = [  # type: ignore[attr-defined]
            (one.id, f"{one.name.text(language())}. {one.definition.text(language())}") for one in left
        ]
        self.fields["ready"].initial = [one.id for one in left]


class ValueForm(UnitForm):
    """A value by hand, or the correction of one."""

    numbers = ("value",)
    value = NumberField(label=_("Value"), required=True)
    day = forms.DateField(
        label=_("Day that it stands for"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    n = forms.IntegerField(
        label=_("Of how many (n)"), min_value=0, max_value=100_000_000, required=False, help_text=_("May be left empty.")
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=400, required=False,
        help_text=_("Where exactly the number stands, or why it is corrected. No names of people."),
    )  # fmt: skip

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        self.indicator = indicator
        kwargs.setdefault("initial", {"day": timezone.localdate()})
        super().__init__(*args, **kwargs)
        if indicator.by_region:
            named = list(selectors.region_names().items())
            self.fields["region"].choices = [("", _("all regions together")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["region"]
        if indicator.unit == Unit.SHARE:
            self.fields["value"].help_text = _("In percent.")

    def unit(self) -> str:
        """Return the unit of the indicator."""
        return str(self.indicator.unit)

    def clean_day(self) -> date:
        """Refuse a day that is still to come, and one before all programmes."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < OLDEST:
            raise forms.ValidationError(_("This day lies too far back."))
        return day

    def facts(self) -> dict[str, Any]:
        """The value as it is kept."""
        found = dict(self.cleaned_data)
        return found | {"region_id": found.pop("region", "") or None}


class RegionTargetsForm(UnitForm):
    """A target for each of the 20 regions."""

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        self.indicator = indicator
        self._before = selectors.region_targets(indicator)
        super().__init__(*args, **kwargs)
        for code, name in selectors.region_names().items():
            self.fields[code] = NumberField(label=name, initial=typed(self._before.get(code), indicator.unit))
        self.numbers = tuple(self.fields)

    def unit(self) -> str:
        """Return the unit of the indicator."""
        return str(self.indicator.unit)

    def targets(self) -> dict[str, float | None]:
        """What changed, by region; None takes a target away."""
        return {
            code: self.cleaned_data[code]
            for code in self.numbers
            if self.cleaned_data[code] != self._before.get(code)
        }


class LogRowForm(HouseForm):
    """One row of the logframe in three languages."""

    kind = forms.ChoiceField(label=_("Kind of row"), choices=LogRow.Kind.choices)
    parent = forms.ChoiceField(label=_("Stands under"), required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators by which it is seen"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, programme: Any, row: LogRow | None = None, **kwargs: Any) -> None:
        self._rows = {
            str(one.pk): one for one in selectors.list_rows(programme) if row is None or one.pk != row.pk
        }
        self._row = row
        if row is not None:
            kwargs.setdefault("initial", _row_initial(row))
        super().__init__(*args, **kwargs)
        for field, label in (
            ("text", _("What is aimed at")), ("means", _("Where one can see it (means of verification)")),
            ("assumptions", _("What it rests on (assumptions)")),
        ):  # fmt: skip
            for code in LANGUAGES:
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=_("%(label)s, %(language)s") % {"label": label, "language": LANGUAGE_NAMES[code]},
                    max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                )  # fmt: skip
        own = [(str(one.pk), name_of(one)) for one in selectors.list_indicators(programme)]
        self.fields["indicators"].choices = own  # type: ignore[attr-defined]
        above = [
            (key, f"{one.get_kind_display()}: {in_language(one, 'text')[:80]}")
            for key, one in self._rows.items()
        ]
        self.fields["parent"].choices = [("", "–"), *above]  # type: ignore[attr-defined]
        self.order_fields(["kind", "parent", *(f"text_{code}" for code in LANGUAGES), "indicators"])

    def clean(self) -> dict[str, Any]:
        """Ask for a text, and for a row above that is of the kind before."""
        found = super().clean() or self.cleaned_data
        if not any(found.get(f"text_{code}", "").strip() for code in LANGUAGES):
            self.add_error(f"text_{LANGUAGES[0]}", _("Write the text in one language at least."))
        kinds, parent = LogRow.Kind.values, self._rows.get(found.get("parent", ""))
        kind = found.get("kind", "activity")
        if parent is not None and kinds.index(parent.kind) >= kinds.index(kind):
            self.add_error(
                "parent",
                _("A row stands under a row of a kind before it: goal, outcome, output, activity."),
            )
        if self._row is not None and any(
            one.parent_id == self._row.pk and kinds.index(one.kind) <= kinds.index(kind)
            for one in self._rows.values()
        ):
            self.add_error("kind", _("Rows that stand under this one would no longer fit."))
        return found

    def facts(self) -> dict[str, Any]:
        """Kind, row above and indicators."""
        return {
            "kind": self.cleaned_data["kind"], "parent": self._rows.get(self.cleaned_data["parent"]),
            "indicators": self.cleaned_data["indicators"],
        }  # fmt: skip

    def texts(self) -> dict[str, str]:
        """The texts as typed, on one line each."""
        names = [f"{field}_{code}" for field in ("text", "means", "assumptions") for code in LANGUAGES]
        return {name: " ".join(self.cleaned_data.get(name, "").split()) for name in names}


def _row_initial(row: LogRow) -> dict[str, Any]:
    names = [f"{field}_{code}" for field in ("text", "means", "assumptions") for code in LANGUAGES]
    return {
        "kind": row.kind, "parent": str(row.parent_id or ""), "indicators": [str(one.pk) for one in row.indicators.all()],
        **{name: getattr(row, name) for name in names},
    }  # fmt: skip


def value_initial(value: Any) -> dict[str, Any]:
    """Return a value as it is typed, to be corrected."""
    return {
        "value": typed(value.value, value.indicator.unit), "day": value.day, "n": value.n,
        "region": value.region_id or "",
    }  # fmt: skip
