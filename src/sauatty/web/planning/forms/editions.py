"""The table of editions: one row for each region. All rows fit, or nothing is made."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sauatty.web.base.forms import HouseForm
from sauatty.web.base.texts import in_language
from sauatty.web.planning.forms.events import region_choices
from sauatty.web.planning.forms.sessions import DayField

ROWS, MOST_ROWS = 5, 20
CELLS = ("region", "starts_on", "language", "place", "link", "capacity")


class EditionsForm(HouseForm):
    """Rows of region, first day, language, place or link, and places; an empty row counts for nothing."""

    def __init__(self, *args: Any, template: Any, n_rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.n_rows = max(1, min(MOST_ROWS, n_rows))
        self.cells = [name for name in CELLS if name != "place" or template.form != "online"]
        self.cells = [name for name in self.cells if name != "link" or template.form != "onsite"]
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
        self.fields["n_rows"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.n_rows)
        regions = region_choices("–")
        for n in range(self.n_rows):
            for name, field in self._row(template, regions).items():
                if name in self.cells:
                    self.fields[f"{name}_{n}"] = field

    def _row(self, template: Any, regions: Any) -> dict[str, forms.Field]:
        return {
            "region": forms.ChoiceField(label=_("Region"), choices=regions, required=False),
            "starts_on": DayField(label=_("First day"), required=False),
            "language": forms.ChoiceField(
                label=_("Language"), choices=settings.LANGUAGES, initial=template.language, required=False
            ),
            "place": forms.CharField(label=_("Place"), max_length=250, required=False),
            "link": forms.URLField(label=_("Link"), required=False, assume_scheme="https"),
            "capacity": forms.IntegerField(
                label=_("Places"), min_value=1, max_value=100_000, required=False, initial=template.capacity
            ),
        }

    def rows(self) -> list[list[Any]]:
        """The fields by row."""
        return [[self[f"{name}_{n}"] for name in self.cells] for n in range(self.n_rows)]

    def _typed(self, n: int) -> bool:
        return any(self.cleaned_data.get(f"{name}_{n}") for name in ("region", "starts_on", "place", "link"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[tuple[Any, ...]] = set()
        for n in (n for n in range(self.n_rows) if self._typed(n)):
            self._clean_row(n, seen)
        if not self.errors and not any(self._typed(n) for n in range(self.n_rows)):
            self.add_error("region_0", _("Fill in at least one row: its region and its first day."))
        return cleaned

    def _clean_row(self, n: int, seen: set[tuple[Any, ...]]) -> None:
        if not self.cleaned_data.get(f"starts_on_{n}") and f"starts_on_{n}" not in self.errors:
            self.add_error(f"starts_on_{n}", _("Say on which day the training begins here."))
        own = tuple(
            self.cleaned_data.get(f"{name}_{n}") for name in ("region", "starts_on", "language", "place")
        )
        if own in seen:
            self.add_error(f"region_{n}", _("Region, day, language and place are those of a row above."))
        seen.add(own)

    @property
    def editions(self) -> list[dict[str, Any]]:
        """The rows that were filled in."""
        return [self._edition(n) for n in range(self.n_rows) if self._typed(n)]

    def _edition(self, n: int) -> dict[str, Any]:
        found = {name: self.cleaned_data.get(f"{name}_{n}") for name in self.cells}
        return {**found, "region": found["region"] or "", "language": found["language"] or "kk"}


class PlanForm(HouseForm):
    """A training for those who asked for one: from which template, when and where."""

    template = forms.ChoiceField(label=_("Made from the template"))
    starts_on = DayField(label=_("First day"))
    language = forms.ChoiceField(label=_("Language of the training"), choices=settings.LANGUAGES)
    place = forms.CharField(label=_("Place"), max_length=250, required=False)

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = {str(one.pk): one for one in templates}
        rows = [(key, in_language(one, "title")) for key, one in self.templates.items()]
        self.fields["template"].choices = rows  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Any:
        """The template that was chosen."""
        return self.templates[self.cleaned_data["template"]]
